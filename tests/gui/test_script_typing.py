"""What is typed, pasted, dropped and cut goes into the fields of the scenes, and the lines are set as what they are."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from studio.model.documents import Scene
from studio.model.ids import scene_path
from studio.model.operations import Splice
from tests.gui.script_page import THREE_SCENES, script_page, small_document

pytestmark = pytest.mark.usefixtures("qapp")

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_that_keys_go_into_the_scene_they_are_typed_in() -> None:
    with script_page() as page:
        page.put_cursor(page.after("Rain"))
        page.type_in("s")
        assert page.document.scenes()[1][1].script == "\nEXT. STREET - NIGHT\n\nRains on the road.\n"
        assert page.shown == page.text


def test_that_enter_at_the_end_of_a_scene_above_another_keeps_both() -> None:
    with script_page() as page:
        page.put_cursor(page.after("late."))
        page.type_in("\n\nShe sits.\n")
        assert page.text == THREE_SCENES.replace("late.\n", "late.\n\nShe sits.\n\n")
        assert len(page.scene_ids) == 3
        assert page.kind("She sits.") == "action"


def test_that_a_scene_begins_where_a_heading_is_written_and_its_line_left() -> None:
    with script_page() as page:
        before = page.scene_ids
        page.put_cursor(page.after("DORA waits.\n"))
        page.type_in("\nINT. CELLAR - NIGHT")
        assert page.scene_ids == before
        page.type_in("\n")
        page.wait(lambda: len(page.scene_ids) == 4)
        assert [page.scene_ids[place] for place in (0, 2, 3)] == before
        assert [scene.heading for _, scene in page.document.scenes()][1] == "INT. CELLAR - NIGHT"
        assert page.kind("INT. CELLAR") == "heading"
        assert page.shown == page.text


def test_that_a_heading_is_retyped_letter_by_letter_without_losing_its_scene() -> None:
    with script_page() as page:
        before = page.scene_ids
        page.select("EXT. STREET - NIGHT")
        page.press(Qt.Key.Key_Delete)
        page.type_in("INT. BAR - DAY")
        assert page.scene_ids == before
        page.put_cursor(0)
        assert page.scene_ids == before
        assert page.document.scenes()[1][1].heading == "INT. BAR - DAY"


def test_that_characters_beyond_the_basic_plane_are_counted_right() -> None:
    with script_page("INT. A - DAY\n\n😀😀 waits 🎬.\n\nINT. B - DAY\n\nEnd.\n") as page:
        page.put_cursor(page.after("waits 🎬"))
        page.type_in("!")
        page.put_cursor(page.after("😀"))
        page.press(Qt.Key.Key_Backspace)
        page.paste("👩‍🚀")
        page.put_cursor(page.after("End"))
        page.type_in("s")
        assert page.text == "INT. A - DAY\n\n👩‍🚀😀 waits 🎬!.\n\nINT. B - DAY\n\nEnds.\n"
        assert page.shown == page.text


def test_that_pasted_scenes_become_scenes_and_plain_text() -> None:
    with script_page() as page:
        page.put_cursor(page.at("EXT. STREET"))
        page.paste("INT. CAR - DAY\r\n\r\nThe road.\u2028A bend.\r\n\r\n")
        assert [scene.heading for _, scene in page.document.scenes()] == [
            "INT. KITCHEN - DAY",
            "INT. CAR - DAY",
            "EXT. STREET - NIGHT",
            "INT. HALL - DAY",
        ]
        assert "INT. CAR - DAY\n\nThe road.\nA bend.\n\nEXT." in page.text
        assert page.shown == page.text
        assert page.kind("INT. CAR") == "heading"


def test_that_words_that_are_dropped_are_taken_over() -> None:
    with script_page() as page:
        page.drop("Cold ", page.at("Rain"))
        assert "\n\nCold Rain on the road." in page.text
        assert page.shown == page.text


def test_that_a_word_is_deleted_to_the_left_and_lines_are_cut_with_what_they_say() -> None:
    with script_page() as page:
        page.put_cursor(page.after("Rain on the"))
        page.press(Qt.Key.Key_Backspace, CTRL)
        assert "Rain on  road." in page.text
        page.select("Rain on  road.")
        page.press(Qt.Key.Key_X, CTRL)
        assert "road" not in page.text
        assert QGuiApplication.clipboard().text() == "Rain on  road."
        assert page.shown == page.text


def test_that_shift_and_enter_begin_a_line_like_any_other() -> None:
    with script_page() as page:
        page.put_cursor(page.after("Nobody."))
        page.press(Qt.Key.Key_Return, SHIFT)
        page.type_in("Dust.")
        assert page.text.endswith("Nobody.\nDust.\n")
        assert page.shown == page.text


def test_that_a_carriage_return_stays_what_it_is_and_is_copied_as_such() -> None:
    with script_page("INT. A - DAY\r\n\r\nWords.\r\n") as page:
        page.put_cursor(page.after("Words"))
        page.type_in("!")
        assert page.text == "INT. A - DAY\r\n\r\nWords!.\r\n"
        page.press(Qt.Key.Key_A, CTRL)
        page.press(Qt.Key.Key_C, CTRL)
        assert QGuiApplication.clipboard().text() == page.text


def test_that_a_line_that_was_joined_or_cut_is_set_as_what_it_is_now() -> None:
    with script_page() as page:
        page.put_cursor(page.after("INT. KITCHEN - DAY"))
        page.type_in("\n")
        line = page.editor.textCursor().block()
        assert page.editor.line_kind(line) == "blank"
        assert not line.charFormat().font().bold()
        page.put_cursor(page.at("You're late."))
        page.press(Qt.Key.Key_Backspace)
        assert page.kind("DORAYou're late.") == "action"
        looks = {look.format.foreground().color().name() for look in page.line("DORAYou're").textFormats()}
        assert len(looks) == 1


def test_that_the_window_keeps_its_shortcuts_and_the_script_its_keys() -> None:
    from PySide6.QtGui import QAction, QKeySequence

    with script_page() as page:
        heard: list[str] = []
        for name in ("Ctrl+Z", "Ctrl+K", "Ctrl+B", "Ctrl+Down", "Space", "Home", "PgDown", "Left", "Ctrl+Backspace"):
            action = QAction(page.panel)
            action.setShortcut(QKeySequence(name))
            action.triggered.connect(lambda _on=False, name=name: heard.append(name))
            page.panel.addAction(action)
        page.put_cursor(page.after("Rain"))
        for key in (Qt.Key.Key_Z, Qt.Key.Key_K, Qt.Key.Key_B, Qt.Key.Key_Down):
            page.press(key, CTRL)
        assert heard == ["Ctrl+Z", "Ctrl+K", "Ctrl+B", "Ctrl+Down"]
        page.press(Qt.Key.Key_Space)
        page.press(Qt.Key.Key_Left)
        page.press(Qt.Key.Key_Home)
        page.press(Qt.Key.Key_PageDown)
        page.press(Qt.Key.Key_Backspace, CTRL)
        assert len(heard) == 4


def test_that_a_script_that_may_only_be_read_is_not_changed() -> None:
    with script_page(is_read_only=True) as page:
        page.put_cursor(0)
        page.type_in("x\n")
        page.paste("x")
        page.compose("ㅎ")
        page.compose("", commit="하")
        page.drop("x", 5)
        page.press(Qt.Key.Key_Delete)
        assert page.text == page.shown == THREE_SCENES


def test_that_words_moved_with_the_mouse_leave_what_lies_between_alone() -> None:
    with script_page() as page:
        page.add_board("a", "Rain on the road.", place=1)
        page.select("DORA waits.")
        page.drag_selection_to(page.at("Nobody."))
        assert page.text == THREE_SCENES.replace("DORA waits.", "").replace("Nobody.", "DORA waits.Nobody.")
        assert page.shown == page.text
        (board,) = (board for _, board in page.document.all_boards())
        assert board.anchor is not None
        assert not board.anchor.lost
        page.undo()
        assert page.text == page.shown == THREE_SCENES


def test_that_a_production_without_a_scene_can_be_begun() -> None:
    with script_page() as page:
        page.press(Qt.Key.Key_A, CTRL)
        page.press(Qt.Key.Key_Delete)
        assert page.text == page.shown == ""
        assert page.document.scenes() == ()
        page.type_in("INT. NEW - DAY\n\nWords.")
        assert [scene.heading for _, scene in page.document.scenes()] == ["INT. NEW - DAY"]
        assert isinstance(page.document.scenes()[0][1], Scene)
        assert page.kind("Words.") == "action"


@pytest.mark.parametrize("is_read_only", [True, False])
def test_that_a_heading_that_was_left_in_the_middle_is_cut_when_one_writes_on(is_read_only: bool) -> None:
    document = small_document()
    path = scene_path(document.scenes()[0][0])
    script = document.scenes()[0][1].script
    document.commit([Splice(path, ("script",), len(script), "", "\nINT. CELLAR - DAY\n\nDark.\n")], label="Typing")
    with script_page(document=document, is_read_only=is_read_only) as page:
        page.put_cursor(page.at("Nobody."))
        assert len(page.scene_ids) == (3 if is_read_only else 4)
        assert page.shown == page.text
