from __future__ import annotations

from pathlib import Path

from PIL import Image

from studio.media.cut import Cut, CutBoard
from studio.model.timing import FrameRate
from studio.workflows.export_project import export_pictures, picture_names
from studio.workflows.produce_report import ProduceReport, produced_boards


def cut(*shots: str, picture: Path | None = None, rate: FrameRate | None = None) -> Cut:
    boards = tuple(CutBoard(f"b{at}", "1", "INT. A", shot, picture, 36) for at, shot in enumerate(shots))
    return Cut("Film", boards, rate or FrameRate())


def test_that_names_sort_in_the_order_of_the_boards() -> None:
    names = list(picture_names(cut(*["1A"] * 1200)).values())

    assert names[0] == "0001_1A.png"
    assert sorted(names) == names
    assert len(set(names)) == 1200


def test_that_a_shot_of_any_name_makes_a_file_name() -> None:
    names = picture_names(cut("1/A", "..", "", "12가", 'a\\b:"c'))

    assert list(names.values()) == ["001_1_A.png", "002___.png", "003_board.png", "004_12가.png", "005_a_b__c.png"]


def test_that_boards_without_a_picture_are_left_out(tmp_path: Path) -> None:
    picture = tmp_path / "x.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\npicture")
    drawn = cut("1A", picture=picture)
    both = Cut("Film", (*drawn.boards, CutBoard("b9", "1", "INT. A", "1B", None, 24)))

    export_pictures(both, tmp_path / "out")

    assert [path.name for path in (tmp_path / "out").iterdir()] == ["001_1A.png"]
    assert (tmp_path / "out" / "001_1A.png").read_bytes() == picture.read_bytes()


def test_that_a_picture_of_another_kind_is_written_as_png(tmp_path: Path) -> None:
    picture = tmp_path / "x.webp"
    Image.new("RGB", (16, 9), (200, 10, 10)).save(picture, lossless=True)

    export_pictures(cut("1A", picture=picture), tmp_path / "out")

    with Image.open(tmp_path / "out" / "001_1A.png") as written:
        assert (written.format, written.convert("RGB").getpixel((8, 4))) == ("PNG", (200, 10, 10))


def test_that_the_report_counts_at_the_exact_rate() -> None:
    ntsc = cut("1A", "1B", rate=FrameRate(24000, 1001))
    report = ProduceReport(scenes=1, boards=produced_boards(ntsc, picture_names(ntsc)), rate=ntsc.rate)

    assert report.to_json()["boards"][1] == {
        "id": "b1",
        "scene": "1",
        "shot": "1B",
        "file": "boards/002_1B.png",
        "seconds": 1.5015,
        "frames": 36,
    }
    assert report.seconds == 3.003
