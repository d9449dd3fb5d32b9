"""Finding and replacing in the script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from studio.ui.find_bar import find_all, next_place
from tests.gui.script_page import THREE_SCENES, script_page

pytestmark = pytest.mark.usefixtures("qapp")

RAINS = "INT. A - DAY\n\nRain. 😀 rain.\n\nINT. B - DAY\n\nRAIN and 비.\n"


def test_that_the_bar_opens_counts_and_goes_round() -> None:
    with script_page(RAINS) as page:
        assert not page.panel.find_bar.isVisible()
        page.open_find("rain")
        assert page.panel.find_bar.isVisible()
        assert page.count == "1 of 3"
        QTest.keyClick(page.field("findQuery"), Qt.Key.Key_Return)
        assert page.count == "2 of 3"
        assert page.editor.selection() == (page.at("rain."), page.after(" rain"))
        page.press_button("findNext")
        page.press_button("findNext")
        assert page.count == "1 of 3"
        QTest.keyClick(page.field("findQuery"), Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
        assert page.count == "3 of 3"
        assert page.editor.textCursor().selectedText() == "RAIN"


def test_that_capitals_count_when_asked_to() -> None:
    with script_page(RAINS) as page:
        page.open_find("RAIN")
        assert page.count == "1 of 3"
        page.press_button("findMatchCase")
        assert page.count == "1 of 1"


def test_that_what_is_not_there_is_said() -> None:
    with script_page(RAINS) as page:
        page.open_find("snow")
        assert page.count == "None"
        page.field("findQuery").setText("비")
        assert page.count == "1 of 1"
        page.field("findQuery").setText("")
        assert page.count == ""


def test_that_escape_closes_the_bar_and_the_script_has_the_focus_again() -> None:
    with script_page(RAINS) as page:
        page.open_find("rain")
        assert page.editor.extraSelections()
        QTest.keyClick(page.field("findQuery"), Qt.Key.Key_Escape)
        assert not page.panel.find_bar.isVisible()
        assert not page.editor.extraSelections()
        assert page.editor.hasFocus()
        page.press(Qt.Key.Key_Escape)
        assert not page.editor.hasFocus()


def test_that_selected_words_are_what_to_find() -> None:
    with script_page(RAINS) as page:
        page.select("INT. B")
        page.open_find()
        assert page.field("findQuery").text() == "INT. B"
        assert page.count == "1 of 1"


def test_that_one_is_replaced_and_the_next_one_selected() -> None:
    with script_page(RAINS) as page:
        page.open_find("rain")
        page.field("findReplacement").setText("Snow")
        page.press_button("findReplace")
        assert page.text == page.shown == RAINS.replace("Rain.", "Snow.")
        assert page.count == "1 of 2"
        page.press_button("findReplace")
        page.press_button("findReplace")
        assert page.text == page.shown == "INT. A - DAY\n\nSnow. 😀 Snow.\n\nINT. B - DAY\n\nSnow and 비.\n"
        assert page.count == "None"


def test_that_all_are_replaced_in_one_step() -> None:
    with script_page(RAINS) as page:
        page.put_cursor(page.after("A - DAY"))
        page.type_in(" 2")
        typed = page.text
        page.open_find("rain")
        page.field("findReplacement").setText("비가 온다 ☔")
        page.press_button("findReplaceAll")
        assert (
            page.text
            == page.shown
            == typed.replace("Rain", "비가 온다 ☔").replace("rain", "비가 온다 ☔").replace("RAIN", "비가 온다 ☔")
        )
        page.undo()
        assert page.text == page.shown == typed
        page.redo()
        assert "RAIN" not in page.shown
        page.undo()
        page.undo()
        assert page.text == page.shown == RAINS


def test_that_replacing_in_headings_cuts_the_scenes_anew_in_the_same_step() -> None:
    with script_page() as page:
        ids = page.scene_ids
        page.open_find("EXT. STREET")
        page.field("findReplacement").setText("STREET")
        page.press_button("findReplaceAll")
        assert len(page.scene_ids) == 2
        page.undo()
        assert page.scene_ids == ids
        assert page.text == page.shown == THREE_SCENES


def test_that_boards_stay_on_words_between_those_that_are_replaced() -> None:
    with script_page("INT. A - DAY\n\nRain.\n\nA lamp.\n\nRain.\n") as page:
        board = page.add_board("b", "A lamp.")
        page.open_find("Rain")
        page.field("findReplacement").setText("Heavy snow")
        page.press_button("findReplaceAll")
        assert page.panel.binding.lines_of(board) == (page.at("A lamp."), page.after("A lamp."))


def test_that_the_count_follows_what_is_written() -> None:
    with script_page(RAINS) as page:
        page.open_find("rain")
        page.editor.setFocus()
        page.put_cursor(len(page.text) - 1)
        page.type_in(" Rain")
        page.wait(lambda: page.count == "4")


def test_that_a_script_that_may_only_be_read_offers_no_replacing() -> None:
    with script_page(RAINS, is_read_only=True) as page:
        page.open_find("rain")
        assert page.count == "1 of 3"
        assert not page.field("findReplacement").isVisible()


def test_that_the_bar_can_be_used_with_the_keyboard_alone() -> None:
    with script_page(RAINS) as page:
        page.open_find("rain")
        seen = []
        for _ in range(8):
            focused = QApplication.focusWidget()
            assert focused is not None
            seen.append(focused.objectName())
            assert focused.accessibleName() or focused.property("text")
            QTest.keyClick(focused, Qt.Key.Key_Tab)
        assert {"findQuery", "findReplacement", "findReplace", "findReplaceAll"} <= set(seen)


@given(st.text(alphabet="ab😀", max_size=30), st.text(alphabet="ab😀", min_size=1, max_size=2))
def test_that_every_place_holds_the_words(text: str, query: str) -> None:
    found = find_all(text, query, match_case=True)
    assert [text[start:end] for start, end in found] == [query] * len(found)
    assert len(found) == text.count(query)
    for place, here in enumerate(found):
        assert next_place(found, here, steps=1) == (place + 1) % len(found)
        assert next_place(found, here, steps=-1) == (place - 1) % len(found)
