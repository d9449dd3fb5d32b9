from __future__ import annotations

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from studio.model.ids import DocPath, take_path
from studio.model.operations import Create
from tests.gui.conftest import Play
from tests.gui.pages import StudioPage
from tests.gui.small_film import CAR, HALL, A, B, C, D

ALT = Qt.KeyboardModifier.AltModifier


def test_that_the_window_opens_on_the_first_board(window: Play) -> None:
    def story(page: StudioPage) -> None:
        assert page.selected == A
        assert page.order == ["a", "b", "c", "d"]
        assert page.text("boardTitle") == "Board 1A"
        assert page.text("projectTitle") == "Night Ferry"
        assert page.text("sceneState") == "Scene 1 of 3"

    window(story)


def test_that_a_click_on_a_board_selects_it_everywhere(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.click_board(D)
        assert page.selected == D
        assert page.window.view_state.scene_id == "harbour"
        assert page.window.view_state.frame == 24 + 12 + 36
        assert page.text("boardTitle") == "Board 2A"
        assert page.text("sceneState") == "Scene 2 of 3"

    window(story)


def test_that_boards_are_gone_through_by_keys(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.press(Qt.Key.Key_PageDown)
        assert page.selected == B
        page.press(Qt.Key.Key_PageUp)
        assert page.selected == A
        page.strip().setFocus()
        page.press(Qt.Key.Key_End)
        assert page.selected == D
        page.press(Qt.Key.Key_Left)
        assert page.selected == C
        page.press(Qt.Key.Key_Home)
        assert page.selected == A
        page.ctrl(Qt.Key.Key_Down)
        assert page.selected == D
        page.ctrl(Qt.Key.Key_Down)
        assert page.window.view_state.scene_id == CAR
        assert page.selected == ""

    window(story)


def test_that_a_new_board_comes_after_the_selected_one_and_can_be_undone(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.click_board(B)
        page.ctrl(Qt.Key.Key_Return)
        assert page.order[:2] == ["a", "b"]
        assert page.order[3:] == ["c", "d"]
        fresh = page.selected
        assert fresh not in (A, B, C, D)
        assert page.board(DocPath(fresh)).shot.text == "1D"
        assert page.window.registry["edit.undo"].text() == "Undo: New board"
        page.until(lambda: page.board(DocPath(fresh)).image_url)
        page.ctrl(Qt.Key.Key_Z)
        assert page.order == ["a", "b", "c", "d"]
        assert page.selected == C
        assert page.notices == []
        page.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
        assert len(page.order) == 5

    window(story)


def test_that_a_duplicate_has_the_words_and_the_picture(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.ctrl(Qt.Key.Key_D)
        copied, original = page.board(DocPath(page.selected)), page.board(A)
        assert page.selected != A
        assert (copied.action, copied.image_url) == (original.action, original.image_url)
        assert copied.take_id == original.take_id
        assert page.document.takes(DocPath(page.selected))
        assert copied.shot.text != original.shot.text

    window(story)


def test_that_a_deleted_board_gives_the_selection_to_its_neighbour(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.click_board(B)
        page.ctrl(Qt.Key.Key_Backspace)
        assert page.order == ["a", "c", "d"]
        assert page.selected == C
        page.ctrl(Qt.Key.Key_Z)
        assert page.order == ["a", "b", "c", "d"]
        page.click_board(D)
        page.ctrl(Qt.Key.Key_Backspace)
        assert page.selected == C

    window(story)


def test_that_a_scene_without_boards_gets_its_first_one(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.click_board(D)
        page.ctrl(Qt.Key.Key_Down)
        page.run("board.new")
        assert page.selected.startswith(f"scenes/{CAR}/boards/")
        assert page.board(DocPath(page.selected)).shot.text == "3A"

    window(story)


def test_that_boards_are_moved_by_keys_and_never_past_the_ends(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.press(Qt.Key.Key_Right, ALT)
        assert page.order == ["b", "a", "c", "d"]
        assert page.selected == A
        page.press(Qt.Key.Key_Right, ALT)
        assert page.order == ["b", "c", "a", "d"]
        assert page.document.boards(HALL)[2][0] == "a"
        page.press(Qt.Key.Key_Left, ALT)
        page.press(Qt.Key.Key_Left, ALT)
        page.press(Qt.Key.Key_Left, ALT)
        assert page.order == ["a", "b", "c", "d"]
        assert page.window.registry["edit.undo"].text() == "Undo: Move board"

    window(story)


def test_that_a_board_goes_to_the_next_scene_and_stays_selected(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.click_board(C)
        page.press(Qt.Key.Key_Right, ALT)
        assert page.order == ["a", "b", "d", "c"]
        assert page.selected == "scenes/harbour/boards/c"
        page.ctrl(Qt.Key.Key_Z)
        assert page.selected == C

    window(story)


def test_that_a_dragged_board_lands_where_the_mark_shows(window: Play) -> None:
    def story(page: StudioPage) -> None:
        strip, viewport = page.strip(), page.strip().viewport()
        model = strip.model()
        data = model.mimeData([model.index(0, 0)])
        assert isinstance(data, QMimeData)
        right_half = strip.visualRect(model.index(2, 0)).center() + QPoint(40, 0)
        move, left = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton
        before = viewport.grab().toImage()
        QApplication.sendEvent(viewport, QDragEnterEvent(right_half, move, data, left, Qt.KeyboardModifier.NoModifier))
        drag = QDragMoveEvent(right_half, move, data, left, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(viewport, drag)
        assert drag.isAccepted()
        assert viewport.grab().toImage() != before
        drop = QDropEvent(QPointF(right_half), move, data, left, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(viewport, drop)
        # The row that was dragged must not be taken away by Qt as well.
        assert drop.dropAction() == Qt.DropAction.IgnoreAction
        assert page.order == ["b", "c", "a", "d"]
        assert page.document.boards(HALL)[2][0] == "a"
        assert page.selected == A

    window(story)


def test_that_lengths_are_understood_in_every_form(window: Play) -> None:
    def story(page: StudioPage) -> None:
        for typed, frames, shown in (("3:12", 84, "3:12"), ("3.5", 84, "3:12"), ("90f", 90, "3:18"), ("2", 48, "2:00")):
            page.set_duration(typed)
            assert page.board(A).duration_frames == frames
            assert page.find(QLineEdit, "boardDuration").text() == shown
        assert page.text("filmClock").endswith("00:00:05:00")

    window(story)


def test_that_a_length_that_makes_no_sense_changes_nothing(window: Play) -> None:
    def story(page: StudioPage) -> None:
        for typed in ("soon", "0", "-3", "1:2:3", "999999999"):
            page.set_duration(typed)
            assert page.board(A).duration_frames == 24
            assert page.find(QLineEdit, "boardDuration").text() == "1:00"
        assert not page.window.registry["edit.undo"].isEnabled()

    window(story)


def test_that_a_length_typed_for_one_board_is_not_given_to_the_next(window: Play) -> None:
    def story(page: StudioPage) -> None:
        line = page.find(QLineEdit, "boardDuration")
        line.setFocus()
        line.selectAll()
        page.type("4:00")
        page.press(Qt.Key.Key_PageDown)
        assert page.selected == B
        assert line.text() == "0:12"
        page.until(lambda: page.board(A).duration_frames == 96)
        page.press(Qt.Key.Key_Tab)
        assert page.board(B).duration_frames == 12

    window(story)


def test_that_a_burst_of_typing_is_one_undo_step(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.field("boardNotes").setFocus()
        page.type("hold on her")
        assert page.board(A).notes == "hold on her"
        page.press(Qt.Key.Key_Tab)
        page.field("boardNotes").setFocus()
        page.type(" longer")
        assert page.window.registry["edit.undo"].text() == "Undo: Edit board text"
        page.run("edit.undo")
        assert page.board(A).notes == "hold on her"
        assert page.field("boardNotes").toPlainText() == "hold on her"
        page.run("edit.undo")
        assert page.board(A).notes == ""

    window(story)


def test_that_text_boxes_are_as_high_as_their_words(window: Play) -> None:
    def story(page: StudioPage) -> None:
        field = page.field("boardAction")
        field.setFocus()
        empty = page.field("boardNotes").height()
        page.type(" and listens to the rain on the roof for a very long time, until the lamp goes out.")
        assert field.height() > 2 * empty - 16
        bar = field.verticalScrollBar()
        assert bar.maximum() == 0
        assert not bar.isVisible()
        page.type(" More words." * 60)
        assert bar.isVisible()
        assert field.height() < 16 * field.fontMetrics().lineSpacing()

    window(story)


def test_that_a_camera_move_is_chosen(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.choose_move("crane")
        page.until(lambda: page.board(A).move == "crane")
        assert len(page.board(A).camera_keys) == 2
        assert page.window.registry["edit.undo"].text() == "Undo: Change camera move"

    window(story)


def test_that_takes_are_shown_as_thumbnails_and_the_choice_can_be_undone(window: Play) -> None:
    def story(page: StudioPage) -> None:
        other = page.board(D).image_url
        page.document.commit(
            [Create(take_path(HALL, "a", "t2"), {"kind": "picture", "asset": other})], label="Take", initiator="offline"
        )
        page.window.inspector.takes.choose("t2")
        page.push("takeUse")
        assert page.board(A).take_id == "t2"
        page.until(lambda: page.board(A).image_url == other)
        page.run("edit.undo")
        assert page.notices == []
        assert page.board(A).take_id == "frame"

    window(story)
