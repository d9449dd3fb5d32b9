"""The storyboard's PDF."""

from __future__ import annotations

import re
import tracemalloc
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from pypdf import PdfReader

from studio.errors import Cancelled, MediaError
from studio.media.cut import Cut
from studio.media.pdf_words import ENGLISH, KOREAN, PdfWords
from studio.media.pictures import write_png
from studio.media.storyboard_layout import Grid, lay_out
from studio.media.storyboard_pdf import write_storyboard_pdf
from studio.model.documents import Angle, Move
from tests.unit.media.sample import board, colour_ramp, korean_cut, no_file_larger_than


def _text(path: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def _letters(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_that_korean_and_english_can_be_selected(tmp_path: Path) -> None:
    path = tmp_path / "storyboard.pdf"
    pages = write_storyboard_pdf(korean_cut(tmp_path), path, author="김미나", date="2026", words=KOREAN)
    text = _text(path)
    assert pages == len(PdfReader(path).pages)
    for words in (
        "밤의 촛불",
        "김미나",
        "You came back.",
        "미나가 문을 천천히 연다.",
        "실외. 주차장 – 밤",
        "아직 그리지 않음",
    ):
        assert words in text
    first = PdfReader(path).outline[0]
    assert not isinstance(first, list) and first.title == "밤의 촛불"


def test_that_the_labels_follow_the_language_of_the_boards(tmp_path: Path) -> None:
    korean = board(dialogue="불이 안 켜지면?", action="미나가 운다.", angle="low", move="rack_focus", notes="다시")
    english = board(dialogue="What if it stays dark?", action="미나 cries.", angle="bird", move="dolly_zoom")
    for name, boards, words, wanted in (
        ("ko.pdf", (korean, english, replace(korean, id="b2")), KOREAN, ("앙각 · 랙 포커스 · 35 mm", "2.0초", "메모")),
        ("en.pdf", (english,), ENGLISH, ("bird's eye · dolly zoom · 35 mm", "2.0 s", "1 scene · 1 board")),
    ):
        write_storyboard_pdf(Cut("Dark", boards), tmp_path / name)
        text = _text(tmp_path / name)
        assert all(label in text for label in (words.storyboard, words.board_count(len(boards)), *wanted)), text


def test_that_a_picture_that_has_not_come_is_not_called_undrawn(tmp_path: Path) -> None:
    write_storyboard_pdf(Cut("Dark", (board(is_absent=True), board(id="b2"))), tmp_path / "a.pdf")
    text = _text(tmp_path / "a.pdf")
    assert text.count("picture not here yet") == 1 == text.count("not drawn yet")


@pytest.mark.parametrize("words", [ENGLISH, KOREAN])
def test_that_every_angle_and_move_has_a_name(words: PdfWords) -> None:
    for angle in get_args(Angle):
        for move in get_args(Move):
            facts = words.facts(board(angle=angle, move=move))
            assert "_" not in facts
            assert words is ENGLISH or not re.search("[a-z]{3}", facts)


def test_that_the_same_cut_gives_the_same_bytes(tmp_path: Path) -> None:
    cut = korean_cut(tmp_path)
    for name in ("a.pdf", "b.pdf"):
        write_storyboard_pdf(cut, tmp_path / name)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


@pytest.mark.parametrize("aspect", [2.39, 16 / 9, 4 / 3, 1.0, 9 / 16])
@pytest.mark.parametrize("count", [5, 60, 600])
def test_that_no_word_of_a_person_is_lost(tmp_path: Path, aspect: float, count: int) -> None:
    dialogue = " ".join(f"d{number}" for number in range(count))
    action = " ".join(f"행동{number}" for number in range(count // 2))
    cut = Cut("Words", (board(dialogue=dialogue, action=action, notes="the end"), board(shot="1B")), aspect=aspect)
    pages = lay_out(cut, Grid.of(aspect), note="Note")
    lines = [line.text for page in pages for row in page.rows for cell in row.cells for line in cell.lines]
    assert _letters("".join(lines)) == _letters(dialogue + action + "Note the end")
    write_storyboard_pdf(cut, tmp_path / "a.pdf")
    printed = _letters(_text(tmp_path / "a.pdf"))
    for line in lines:
        assert _letters(line) in printed


def test_that_every_board_stands_on_one_page_in_order_and_inside_it() -> None:
    boards = tuple(
        board(id=f"b{number}", shot=f"{number}", scene_number=str(number // 7), action="Walks on. " * (number % 40))
        for number in range(100)
    )
    cut = Cut("Long", boards)
    grid = Grid.of(cut.aspect)
    pages = lay_out(cut, grid, note="Note")
    printed = [cell.board.id for page in pages for row in page.rows for cell in row.cells if not cell.is_continued]
    assert printed == [b.id for b in boards]
    for page in pages:
        assert page.rows
        bars = sum(place == 0 or row.is_first for place, row in enumerate(page.rows))
        assert sum(row.height for row in page.rows) + 24 * bars + 10 * (len(page.rows) - 1) <= 595.28 - 46 - 34 + 0.1


def test_that_a_page_holds_two_rows_of_three() -> None:
    cut = Cut("Plain", tuple(board(shot=str(number)) for number in range(12)))
    pages = lay_out(cut, Grid.of(cut.aspect), note="Note")
    assert [[len(row.cells) for row in page.rows] for page in pages] == [[3, 3], [3, 3]]


def test_that_pictures_keep_their_aspect(tmp_path: Path) -> None:
    write_png(colour_ramp(400, 400), tmp_path / "square.png")
    cut = Cut("Square", (board(picture=tmp_path / "square.png"),))
    write_storyboard_pdf(cut, tmp_path / "a.pdf")
    operators = PdfReader(tmp_path / "a.pdf").pages[1].get_contents()
    assert operators is not None
    drawn = re.findall(rb"([\d.]+) 0 0 ([\d.]+) [\d.]+ [\d.]+ cm\s+/", operators.get_data())
    assert drawn and all(float(width) == pytest.approx(float(height)) for width, height in drawn)


def test_that_many_boards_are_not_held_in_memory(tmp_path: Path) -> None:
    write_png(colour_ramp(1280, 720), tmp_path / "a.png")
    picture = board(picture=tmp_path / "a.png")
    cut = Cut("Many", tuple(replace(picture, id=str(number), shot=str(number)) for number in range(40)))
    write_storyboard_pdf(replace(cut, boards=cut.boards[:1]), tmp_path / "one.pdf")
    tracemalloc.start()
    write_storyboard_pdf(cut, tmp_path / "many.pdf")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10 * 1280 * 720 * 3  # decoded, the pictures would be 40 times as much


def test_that_a_stopped_or_refused_pdf_leaves_nothing(tmp_path: Path) -> None:
    cut = korean_cut(tmp_path / "project")
    target = tmp_path / "out"
    target.mkdir()

    def stop(done: int, total: int, what: str) -> None:
        assert (total, what) == (4, "storyboard")
        if done == 2:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        write_storyboard_pdf(cut, target / "a.pdf", progress=stop)
    with no_file_larger_than(3000), pytest.raises(MediaError, match=r"a\.pdf cannot be written"):
        write_storyboard_pdf(cut, target / "a.pdf")
    with pytest.raises(MediaError, match="at least one board"):
        write_storyboard_pdf(Cut("Empty", ()), target / "a.pdf")
    assert list(target.iterdir()) == []
