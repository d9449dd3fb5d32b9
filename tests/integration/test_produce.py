"""``produce``: any correct script becomes a whole production, the same one every time."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from studio.model.ids import SceneId
from studio.model.operations import Splice
from studio.workflows.open_project import open_production, reading_project
from tests.integration.command_line import command, names_in
from tests.integration.varied_scripts import ODD_SCRIPTS, varied_script

IS_SOAK = bool(os.environ.get("DREAMFACTORY_SOAK"))
SIZE = (320, 180)
SMALL = "Title: Small\n\nINT. KITCHEN - DAY\n\nA round table and two chairs.\n\nJO\nHi.\n\nBO\nHello there, Jo.\n"


def produced(out: Path, script: str, *options: str) -> dict[str, Any]:
    """Produces a script into a folder; the report."""
    file = out.parent / f"{out.name}.fountain"
    file.write_text(script, encoding="utf-8")
    told = command("produce", file, "--out", out, "--size", f"{SIZE[0]}x{SIZE[1]}", *options, timeout_s=3600)
    assert told.code == 0, told.errors
    assert file.read_text(encoding="utf-8") == script
    report: dict[str, Any] = json.loads((out / "report.json").read_text(encoding="utf-8"))
    return report


def prove_whole(out: Path, report: dict[str, Any], *, with_film: bool = True) -> None:
    """That everything is there and agrees: project, pictures, film, PDF, timeline."""
    (project,) = out.glob("*.dream")
    found = json.loads(command("check", project, "--json").answer)
    assert [finding for finding in found if finding["severity"] == "error"] == []
    prove_pictures(out, report)
    prove_timeline(out, report)
    prove_pdf(out, project, report)
    if with_film:
        prove_film(out, sum(board["frames"] for board in report["boards"]))
    with reading_project(project) as (documents, _):
        assert len(documents.scenes()) == report["scenes"]
        assert len(documents.all_boards()) == len(report["boards"])
        rationales = [board.rationale for _, board in documents.all_boards()]
        assert all(rationales)
    assert not [name for name in names_in(out) if name.endswith(".part")]


def prove_pictures(out: Path, report: dict[str, Any]) -> None:
    files = [board["file"] for board in report["boards"]]
    assert files
    assert sorted(files) == files
    assert set(files) == {f"boards/{path.name}" for path in (out / "boards").iterdir()}
    for file in files:
        with Image.open(out / file) as picture:
            assert (picture.format, picture.size) == ("PNG", SIZE)


def prove_timeline(out: Path, report: dict[str, Any]) -> None:
    import opentimelineio as otio

    timeline = otio.adapters.read_from_file(str(out / "timeline.otio"))
    clips = timeline.find_clips()
    rate = Fraction(report["frameRate"]["num"], report["frameRate"]["den"])
    lengths = [clip.source_range.duration for clip in clips]
    assert [(length.value, length.rate) for length in lengths] == [(b["frames"], rate) for b in report["boards"]]
    assert [clip.media_reference.target_url for clip in clips] == [board["file"] for board in report["boards"]]


def prove_pdf(out: Path, project: Path, report: dict[str, Any]) -> None:
    from pypdf import PdfReader

    with PdfReader(out / "storyboard.pdf") as pdf:
        text = "".join("".join(page.extract_text() for page in pdf.pages).split())
        # Equal pictures are stored once and drawn each time; the cover has one more.
        contents = [stream.get_data() for page in pdf.pages if (stream := page.get_contents()) is not None]
        pictures = b"".join(contents).count(b" Do\n")
    assert pictures == len(report["boards"]) + 1
    for board in report["boards"]:
        assert board["shot"] in text
    with reading_project(project) as (documents, _):
        for _, board in documents.all_boards():
            for word in f"{board.dialogue} {board.action}".split():
                # A word wider than its column is broken, so its beginning has to do; no font has an emoji.
                assert word[:12] in text or max(word) > "\uffff", word


def prove_film(out: Path, frames: int) -> None:
    import av

    with av.open(str(out / "animatic.mp4")) as film:
        assert (film.streams.video[0].width, film.streams.video[0].height) == SIZE
        assert sum(1 for _ in film.decode(video=0)) == frames
    probe = shutil.which("ffprobe")
    if probe is not None:
        asked = [probe, "-v", "error", "-count_packets", "-show_entries", "stream=nb_read_packets", "-of", "csv=p=0"]
        told = subprocess.run([*asked, str(out / "animatic.mp4")], capture_output=True, text=True, check=True)
        assert told.stdout.strip(" ,\n") == str(frames)
        assert told.stderr == ""


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(12 if IS_SOAK else 3))
def test_that_any_correct_script_is_produced_whole(tmp_path: Path, seed: int) -> None:
    lines = 55 * (1 + 10 * seed) if IS_SOAK else 40
    report = produced(tmp_path / "out", varied_script(seed, lines=lines))

    prove_whole(tmp_path / "out", report)


@pytest.mark.soak
@pytest.mark.parametrize("name", sorted(ODD_SCRIPTS) if IS_SOAK else ["odd names", "odd places", "marks only"])
def test_that_an_odd_script_is_produced_whole(tmp_path: Path, name: str) -> None:
    report = produced(tmp_path / "out", ODD_SCRIPTS[name])

    prove_whole(tmp_path / "out", report)


def test_that_the_same_script_twice_gives_the_same_pictures(tmp_path: Path) -> None:
    script = varied_script(5, lines=30)
    for name in ("first", "second"):
        produced(tmp_path / name, script, "--no-film")

    first, second = (sorted((tmp_path / name / "boards").iterdir()) for name in ("first", "second"))
    assert len(first) > 8
    assert [path.name for path in first] == [path.name for path in second]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    assert not (tmp_path / "first" / "animatic.mp4").exists()


def test_that_a_set_too_large_to_build_is_told_and_boarded_on_empty_ground(tmp_path: Path) -> None:
    report = produced(tmp_path / "out", ODD_SCRIPTS["a huge crowd"] + "\nINT. ROOM - DAY\n\nA chair.\n", "--no-film")

    (warning,) = [line for line in report["warnings"] if "empty ground" in line]
    assert warning.startswith("Scene 1 plays on empty ground: ")
    assert "objects are more than" in warning
    prove_whole(tmp_path / "out", report, with_film=False)


def test_that_a_prompt_becomes_a_production(tmp_path: Path) -> None:
    out = tmp_path / "out"
    told = command(
        "produce", "--prompt", "둥근 식탁 하나와 의자 네 개가 있는 작은 주방", "--out", out, "--size", "320x180"
    )

    assert told.code == 0, told.errors
    prove_whole(out, json.loads((out / "report.json").read_text(encoding="utf-8")))
    (project,) = out.glob("*.dream")
    with reading_project(project) as (documents, _):
        stage = documents.stage(SceneId(documents.scenes()[0][0]))
        assert stage is not None
        assert [prop.node for prop in stage.props].count("chair") == 4


def test_that_producing_again_takes_away_what_went_and_nothing_else(tmp_path: Path) -> None:
    out = tmp_path / "out"
    before = produced(out, SMALL + "\nEXT. YARD - DAY\n\nA tree.\n", "--no-film")
    (out / "boards" / "mine.png").write_bytes(b"mine")
    (out / "notes.txt").write_text("mine", encoding="utf-8")

    after = produced(out, SMALL, "--no-film")

    assert len(after["boards"]) < len(before["boards"])
    pictures = {Path(board["file"]).name for board in after["boards"]}
    assert {path.name for path in (out / "boards").iterdir()} == pictures | {"mine.png"}
    assert (out / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_that_a_project_that_a_person_worked_on_is_never_produced_over(tmp_path: Path) -> None:
    out = tmp_path / "out"
    produced(out, SMALL, "--no-film")
    opened = open_production(out / "out.dream")
    scene = opened.document.paths("scenes")[0]
    opened.document.commit([Splice(scene, ("script",), 0, "", "\n")], label="Type")
    opened.close()
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}

    told = command("produce", tmp_path / "out.fountain", "--out", out, "--no-film")

    assert "holds work that a person did" in told.sentence
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before


def test_that_a_project_that_is_open_is_never_produced_over(tmp_path: Path) -> None:
    out = tmp_path / "out"
    produced(out, SMALL, "--no-film")
    opened = open_production(out / "out.dream")

    told = command("produce", tmp_path / "out.fountain", "--out", out, "--no-film")
    opened.close()

    assert "is open in a window" in told.sentence


@pytest.mark.soak
@pytest.mark.skipif(not IS_SOAK, reason="120 pages take minutes")
def test_that_120_pages_stay_under_a_gigabyte(tmp_path: Path) -> None:
    from bench.memory import peak_memory_mb

    file = tmp_path / "long.fountain"
    file.write_text(varied_script(5, lines=120 * 55), encoding="utf-8")

    assert peak_memory_mb(["produce", str(file), "--out", str(tmp_path / "out"), "--no-film"]) < 1000
