"""Undo is the document's; what it and others do is spliced in without losing the cursor or the view."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from studio.model.history import Declined, Undone
from tests.gui.script_page import THREE_SCENES, long_script, script_page

pytestmark = pytest.mark.usefixtures("qapp")


def test_that_a_burst_of_typing_is_one_step_and_the_cursor_goes_to_it() -> None:
    with script_page() as page:
        page.put_cursor(page.after("Rain"))
        page.type_in(" and fog")
        page.put_cursor(0)
        assert isinstance(page.undo(), Undone)
        assert page.text == page.shown == THREE_SCENES
        assert page.cursor_at == page.after("Rain")
        page.put_cursor(0)
        page.redo()
        assert page.shown == page.text == THREE_SCENES.replace("Rain", "Rain and fog")
        assert page.cursor_at == page.after("Rain and fog")


def test_that_a_paste_is_a_step_of_its_own() -> None:
    with script_page() as page:
        page.put_cursor(page.after("Rain"))
        page.type_in(" a")
        page.paste(" b")
        page.type_in(" c")
        page.undo()
        assert "Rain a b on" in page.shown
        page.undo()
        assert "Rain a on" in page.shown
        page.undo()
        assert page.shown == THREE_SCENES


def test_that_typing_on_another_line_is_another_step() -> None:
    with script_page() as page:
        page.put_cursor(page.after("Rain"))
        page.type_in("s")
        page.put_cursor(page.after("Nobody"))
        page.type_in("!")
        page.undo()
        assert page.shown == page.text == THREE_SCENES.replace("Rain", "Rains")


def test_that_a_scene_that_was_typed_is_taken_back_whole() -> None:
    with script_page() as page:
        ids = page.scene_ids
        page.put_cursor(page.after("DORA waits."))
        page.paste("\n\nINT. CELLAR - NIGHT\n\nDark.")
        assert len(page.scene_ids) == 4
        page.undo()
        assert page.scene_ids == ids
        assert page.shown == page.text == THREE_SCENES


def test_that_an_undo_far_away_comes_into_sight() -> None:
    with script_page(long_script(40)) as page:
        page.put_cursor(page.at("\n\nINT. ROOM 38") - 1)
        page.type_in("Here it was. ")
        page.put_cursor(0)
        assert page.editor.verticalScrollBar().value() < page.editor.viewport().height()
        page.undo()
        QApplication.processEvents()
        assert page.editor.viewport().rect().contains(page.editor.cursorRect())
        assert page.shown == page.text


def test_that_an_undo_that_is_declined_says_so_and_changes_nothing() -> None:
    with script_page() as page:
        page.put_cursor(page.after("Rain"))
        page.type_in(" and fog")
        page.edit_elsewhere("Rain and fog", "Snow", place=1)
        assert isinstance(page.undo(), Declined)
        assert page.shown == page.text == THREE_SCENES.replace("Rain", "Snow")


def test_that_edits_of_others_keep_cursor_and_selection() -> None:
    with script_page() as page:
        page.select("on the road")
        page.edit_elsewhere("DORA waits.", "DORA 😀 waits for the bus.\n\nIt comes.", place=0)
        assert page.editor.textCursor().selectedText() == "on the road"
        page.edit_elsewhere("Rain", "Cold rain", place=1)
        assert page.editor.textCursor().selectedText() == "on the road"
        page.edit_elsewhere("Nobody.", "Somebody.", place=2)
        assert page.editor.textCursor().selectedText() == "on the road"
        assert page.shown == page.text
        page.put_cursor(page.after("Cold rain"))
        page.edit_elsewhere("rain on", "rain!? on", place=1)
        assert page.cursor_at == page.after("Cold rain")


def test_that_edits_of_others_above_do_not_move_what_is_read() -> None:
    with script_page(long_script(40)) as page:
        page.put_cursor(page.after("INT. ROOM 20 - DAY\n\n"))
        top = page.top_of("INT. ROOM 20 ")
        page.edit_elsewhere("Fog", "A first line.\n\nA second line.\n\nFog", place=2)
        page.wait(lambda: page.editor.is_set)
        assert page.top_of("INT. ROOM 20 ") == top
        page.editor.verticalScrollBar().setValue(page.editor.verticalScrollBar().value() + 2000)
        QApplication.processEvents()
        first = page.first_words()
        top = page.top_of(first)
        page.edit_elsewhere("Fog", "A third line.\n\nFog", place=0)
        page.wait(lambda: page.editor.is_set)
        assert page.top_of(first) == top


def test_that_a_split_by_others_is_shown_as_two_scenes() -> None:
    with script_page() as page:
        page.put_cursor(page.after("Nobody"))
        page.edit_elsewhere("You're late.\n", "You're late.\n\nINT. CELLAR - DAY\n\nDark.\n", place=0)
        page.wait(lambda: page.editor.is_set)
        assert page.kind("INT. CELLAR") == "heading"
        assert page.shown == page.text
        assert page.cursor_at == page.after("Nobody")


def test_that_edits_of_others_are_not_taken_for_ones_own() -> None:
    with script_page() as page:
        page.put_cursor(page.after("Rain"))
        page.edit_elsewhere("Nobody.", "Somebody.", place=2)
        assert page.undo() is None
        page.press(Qt.Key.Key_End)
        page.type_in("!")
        page.undo()
        assert page.shown == THREE_SCENES.replace("Nobody", "Somebody")
