"""Input methods: what is being composed is never broken, and becomes text when it is committed."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from tests.gui.script_page import THREE_SCENES, script_page

pytestmark = pytest.mark.usefixtures("qapp")

KOREAN = "INT. 부두 - 새벽\n\n안개.\n\nINT. 집 - 밤\n\n작은 부엌.\n"


def test_that_nothing_is_committed_while_a_syllable_is_composed() -> None:
    with script_page(KOREAN) as page:
        revision = page.document.revision
        page.put_cursor(page.after("안개."))
        for preedit in ("ㅎ", "하", "한"):
            page.compose(preedit)
            assert page.composing()[1] == preedit
        assert page.document.revision == revision
        page.compose("", commit="한")
        assert page.text == page.shown == KOREAN.replace("안개.", "안개.한")


def test_that_syllables_that_follow_one_another_become_splices() -> None:
    with script_page(KOREAN) as page:
        page.put_cursor(page.after("안개."))
        page.compose("ㅎ")
        page.compose("하")
        page.compose("그", commit="하")
        assert page.composing() == (4, "그")
        assert "안개.하\n" in page.text
        page.compose("글", commit="")
        page.compose("", commit="글")
        page.type_in(" ")
        assert "안개.하글 \n" in page.text
        assert page.shown == page.text
        page.undo()
        assert page.text == page.shown == KOREAN


def test_that_a_line_is_set_when_its_first_syllable_is_committed_and_not_before() -> None:
    with script_page(KOREAN) as page:
        page.put_cursor(page.after("안개."))
        page.type_in("\n\nINT. ")
        page.compose("ㅈ")
        page.compose("지", commit="")
        page.compose("하", commit="지")
        assert page.composing()[1] == "하"
        assert page.editor.line_kind(page.editor.textCursor().block()) != "heading"
        page.compose("", commit="하")
        assert page.kind("INT. 지하") == "heading"


def test_that_edits_of_others_in_the_same_line_carry_the_composition_along() -> None:
    with script_page(KOREAN) as page:
        page.put_cursor(page.after("안개."))
        page.compose("하")
        page.edit_elsewhere("안개.", "짙은 안개.", place=0)
        QApplication.processEvents()
        assert page.composing() == (len("짙은 안개."), "하")
        assert page.shown == page.text == KOREAN.replace("안개.", "짙은 안개.")
        page.compose("", commit="하")
        assert page.text == page.shown == KOREAN.replace("안개.", "짙은 안개.하")


def test_that_a_line_end_of_others_before_it_carries_the_composition_to_the_next_line() -> None:
    with script_page(KOREAN) as page:
        page.put_cursor(page.after("안개."))
        page.compose("하")
        page.edit_elsewhere("안개.", "배.\n안개.", place=0)
        assert page.composing() == (3, "하")
        page.compose("", commit="하")
        assert page.text == page.shown == KOREAN.replace("안개.", "배.\n안개.하")


def test_that_edits_of_others_elsewhere_leave_the_composition_alone() -> None:
    with script_page(KOREAN) as page:
        page.put_cursor(page.after("부엌."))
        page.compose("하")
        page.edit_elsewhere("안개.", "짙은 안개.\n\n@민호\n대사.", place=0)
        page.wait(lambda: page.editor.is_set)
        assert page.composing() == (len("작은 부엌."), "하")
        page.compose("", commit="하")
        assert page.text.endswith("작은 부엌.하\n")
        assert page.shown == page.text


def test_that_what_is_composed_over_a_selection_takes_its_place() -> None:
    with script_page() as page:
        page.select("Rain")
        page.compose("비")
        page.compose("", commit="비")
        assert page.text == page.shown == THREE_SCENES.replace("Rain", "비")


def test_that_a_word_that_is_converted_anew_is_replaced() -> None:
    with script_page(KOREAN) as page:
        page.put_cursor(page.after("안개"))
        page.compose("", commit="霧", replace=(-2, 2))
        assert page.text == page.shown == KOREAN.replace("안개", "霧")
