"""Text for PDFs."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.media.pdf_text import TextStyle, break_lines, fitted, split_runs, text_width

STYLE = TextStyle(8, 11)


def test_that_each_script_has_its_face() -> None:
    runs = split_runs("Camera는 35 mm, 新聞.", "regular")
    assert [(run.face, run.text) for run in runs] == [
        ("Inter-Regular", "Camera"),
        ("NanumGothic-Regular", "는 "),
        ("Inter-Regular", "35 mm, "),
        ("NanumGothic-Regular", "新聞."),
    ]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab wordlong가나다라。」「(,.\n- ", max_size=120), st.floats(12, 200))
def test_that_no_letter_is_lost_and_no_line_is_too_wide(text: str, width: float) -> None:
    lines = break_lines(text, STYLE, width=width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(text_width(line, STYLE) <= width + 0.01 or len(line.strip()) == 1 for line in lines)


def test_that_korean_breaks_between_syllables_but_no_mark_begins_a_line() -> None:
    text = "미나가천천히문을연다。그리고「다시」닫는다。" * 4
    for width in range(20, 120, 3):
        lines = break_lines(text, STYLE, width=width)
        assert len(lines) > 1
        assert not any(line[0] in "。」" for line in lines)
        assert not any(line[-1] == "「" for line in lines)


def test_that_english_breaks_at_spaces_and_a_long_word_inside() -> None:
    assert break_lines("one two three", STYLE, width=text_width("one two", STYLE) + 1) == ["one two", "three"]
    assert "".join(break_lines("w" * 100, STYLE, width=50)) == "w" * 100


@pytest.mark.parametrize("text", ["short", "밤" * 100])
def test_that_a_fitted_line_fits(text: str) -> None:
    line = fitted(text, STYLE, width=60)
    assert text_width(line, STYLE) <= 60
    assert line == text or (line.endswith("…") and text.startswith(line[:-1]))
