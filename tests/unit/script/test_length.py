from __future__ import annotations

import pytest

from studio.script.fountain import parse_fountain
from studio.script.pagination import eighths_text, wrapped_lines
from studio.script.reading_time import spoken_words


def seconds(text: str) -> float:
    return parse_fountain(f"INT. A - DAY\n\n{text}\n").scenes[0].seconds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One two three four.", 2 + 4 * 0.2 + 0.5),
        ("BOB\n(softly)\nOne two three.", 2 + 3 * 0.3 + 1.0),
        ("CUT TO:", 2 + 1.0),
        ("[[A note]]\n\n# Section\n\n= Synopsis", 2),
        ("민아가 창가에 선다.", 2 + 4 * 0.2 + 0.5),
    ],
)
def test_that_scenes_take_their_reading_time(text: str, expected: float) -> None:
    assert seconds(text) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("text", "words"), [("one two", 2), ("아버지가방에들어가신다", 5), ("나 너 우리", 3), ("今日は雨です", 3), ("", 0)]
)
def test_that_long_syllable_runs_count_as_several_words(text: str, words: int) -> None:
    assert spoken_words(text) == words


@pytest.mark.parametrize(
    ("eighths", "text"),
    [(1, "1/8"), (2, "2/8"), (4, "4/8"), (8, "1"), (10, "1 2/8"), (12, "1 4/8"), (16, "2"), (0, "0/8")],
)
def test_that_eighths_are_never_reduced(eighths: int, text: str) -> None:
    assert eighths_text(eighths) == text


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("x" * 61, 61, 1),
        ("x" * 62, 61, 2),
        ("가" * 30, 61, 1),
        ("가" * 31, 61, 2),
        ("aaa bbb ccc", 7, 2),
        ("aaa bbbbbbbbbb c", 5, 4),
        ("**bold**", 4, 1),
        ("one\ntwo", 61, 2),
    ],
)
def test_that_lines_wrap_between_words_and_wide_letters_take_two_columns(text: str, columns: int, lines: int) -> None:
    assert wrapped_lines(text, columns=columns) == lines


@pytest.mark.parametrize(("paragraphs", "eighths"), [(0, 1), (3, 2), (13, 4), (27, 8), (28, 9)])
def test_that_a_scene_is_measured_in_eighths_rounded_up(paragraphs: int, eighths: int) -> None:
    # The heading takes a line, each paragraph one and an empty one above.
    text = "INT. A - DAY\n\n" + "Text.\n\n" * paragraphs
    assert parse_fountain(text).scenes[0].eighths == eighths


@pytest.mark.parametrize(("paragraphs", "pages"), [(1, 1), (28, 1), (29, 2), (56, 2), (57, 3)])
def test_that_pages_hold_55_lines(paragraphs: int, pages: int) -> None:
    assert parse_fountain("Text.\n\n" * paragraphs).pages == pages


def test_that_a_page_break_begins_a_page_and_a_heading_never_ends_one() -> None:
    assert parse_fountain("One.\n\n===\n\nTwo.\n").pages == 2
    assert parse_fountain("Text.\n\n" * 27 + "INT. A - DAY\n\nText.\n").pages == 2
    assert parse_fountain("Title: X\n\n").pages == 0


def test_that_speeches_side_by_side_take_the_longer_ones_room() -> None:
    speech = "BOB\n" + "A line of words.\n" * 20
    apart = parse_fountain(f"INT. A\n\n{speech}\n{speech.replace('BOB', 'ANN')}").scenes[0].eighths
    beside = parse_fountain(f"INT. A\n\n{speech}\n{speech.replace('BOB', 'ANN ^')}").scenes[0].eighths
    assert (apart, beside) == (7, 4)
