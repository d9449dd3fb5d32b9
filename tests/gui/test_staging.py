from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QSlider

from studio.errors import InputError
from studio.model.ids import DocPath, SceneId, board_path, scene_path
from studio.model.operations import Delete, Set
from studio.ui.pool_work import in_worker
from studio.viewport.shot_reading import ShotReader
from tests.gui.conftest import Play
from tests.gui.pages import StudioPage
from tests.gui.small_film import CAR, HALL, HARBOUR, A, B, C, D


def refuse() -> None:
    raise InputError("The tea is cold.")


def stumble() -> None:
    raise ZeroDivisionError("nobody thought of this")


def test_that_a_chip_frames_the_board_and_its_picture_follows(window: Play) -> None:
    def story(page: StudioPage) -> None:
        before = page.board(A)
        page.push("size.CU")
        page.until(lambda: page.board(A).camera_keys != before.camera_keys)
        framed, stage = page.board(A), page.document.stage(HALL)
        assert stage is not None
        # Two people in one frame are no close-up; the board bears what the read-out says of its camera.
        read = ShotReader(stage).read(framed.camera_keys[0], sensor="Super 35", aspect=16 / 9)
        assert (framed.shot_size, framed.angle) == read.label
        assert page.window.registry["edit.undo"].text() == "Undo: Frame board"
        page.until(lambda: page.board(A).image_url != before.image_url)
        page.idle()
        page.run("edit.undo")
        assert page.board(A).camera_keys == before.camera_keys
        assert page.notices == []

    window(story)


def test_that_quick_clicks_on_several_chips_all_count(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.push("size.MCU")
        page.push("angle.low")
        page.push("subject.JUN")
        page.until(lambda: page.board(A).subjects == ("JUN",))
        page.idle()
        board = page.board(A)
        assert (board.shot_size, board.angle, board.subjects) == ("MCU", "low", ("JUN",))

    window(story)


def test_that_the_lens_slider_is_one_step(window: Play) -> None:
    def story(page: StudioPage) -> None:
        slider = page.find(QSlider, "lens")
        slider.setFocus()
        before = page.board(A).camera_keys[0]
        page.press(Qt.Key.Key_Right)
        page.press(Qt.Key.Key_Right)
        page.until(lambda: page.board(A).camera_keys[0].lens_mm > before.lens_mm)
        page.until(lambda: "Framing" not in page.window.services.tasks.running)
        page.run("edit.undo")
        assert page.board(A).camera_keys[0] == before

    window(story)


def test_that_framing_without_a_set_says_what_to_do(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.click_board(D)
        page.push("size.CU")
        page.until(lambda: page.notices)
        assert page.notices == ["This scene has no set yet; stage it first (Ctrl+G)."]

    window(story)


def test_that_one_line_stages_the_scene_as_one_undo_step(window: Play) -> None:
    def story(page: StudioPage) -> None:
        before = page.board(A).camera_keys
        line = page.find(QLineEdit, "stagePrompt")
        line.setFocus()
        line.selectAll()
        page.type("a forest with three trees and a tent")
        page.press(Qt.Key.Key_Return)
        page.until(lambda: page.window.registry["edit.undo"].text() == "Undo: Stage scene")
        stage = page.document.stage(HALL)
        assert stage is not None
        assert any("tree" in prop.asset or "tree" in prop.id for prop in stage.props)
        assert page.board(A).camera_keys != before
        page.run("edit.undo")
        assert page.board(A).camera_keys == before
        assert not page.window.registry["edit.undo"].isEnabled()

    window(story)


def test_that_boards_are_made_and_the_first_of_them_is_selected(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.ctrl(Qt.Key.Key_B)
        page.until(lambda: page.window.registry["edit.undo"].text() == "Undo: Make boards")
        made = page.document.boards(HALL)
        assert len(made) >= 2
        assert all(board.rationale for _, board in made)
        assert page.selected == board_path(HALL, made[0][0])
        page.until(lambda: all(board.image_url for _, board in page.document.boards(HALL)), timeout_s=20)
        page.idle()
        page.run("edit.undo")
        assert page.order == ["a", "b", "c", "d"]
        assert page.selected == A
        assert not any("left as it is" in notice for notice in page.notices)

    window(story)


def test_that_a_scene_without_a_set_is_staged_for_its_boards(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.click_board(D)
        page.ctrl(Qt.Key.Key_Down)
        page.run("scene.boards")
        page.until(lambda: page.document.boards(CAR))
        assert page.document.stage(CAR) is not None
        assert page.selected.startswith(f"scenes/{CAR}/boards/")

    window(story)


def test_that_the_board_looked_at_is_drawn_first(window: Play) -> None:
    def story(page: StudioPage) -> None:
        drawn: list[str] = []
        page.window.services.bridge.changed.connect(
            lambda change: drawn.extend(p for p in change.touched if change.label == "Draw board" and p in (A, B, C))
        )
        page.click_board(C)
        stage = page.document.raw(DocPath(f"scenes/{HALL}/stage/current")) or {}
        page.document.commit(
            [Set(DocPath(f"scenes/{HALL}/stage/current"), ("sky",), {**stage.get("sky", {}), "timeOfDay": 6.0})],
            label="Dawn",
        )
        page.until(lambda: len(drawn) == 3, timeout_s=20)
        assert drawn[0] == C

    window(story)


def test_that_a_scene_deleted_while_it_is_staged_is_told_in_one_sentence(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.click_board(D)
        page.window.services.work.stage_scene(HARBOUR, "a pier")
        page.document.commit([Delete(scene_path(HARBOUR))], label="Delete scene")
        page.until(lambda: page.notices)
        assert page.notices == ["This scene is not there any more."]
        assert page.selected == C

    window(story)


def test_that_a_board_deleted_while_it_is_framed_stays_deleted(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.push("size.CU")
        page.window.commands.delete(A)
        page.idle()
        assert not page.document.is_alive(A)
        assert page.notices == []

    window(story)


def test_that_a_task_that_fails_is_told_in_one_sentence(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.window.services.tasks.start("Tea", in_worker(page.session_pool, refuse))
        page.until(lambda: page.notices)
        assert page.notices == ["The tea is cold."]

    window(story)


def test_that_a_surprise_is_logged_and_told(window: Play, caplog: pytest.LogCaptureFixture) -> None:
    def story(page: StudioPage) -> None:
        page.window.services.tasks.start("Tea", in_worker(page.session_pool, stumble))
        page.until(lambda: page.notices)
        assert page.notices == ["Tea failed unexpectedly; nothing was changed. The log says more."]

    window(story)


def test_that_work_is_shown_and_can_be_stopped(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.window.services.work.stage_scene(HALL, "a market with forty stalls")
        page.until(lambda: page.text("workState") == "Staging")
        page.push("workStop")
        page.idle()
        assert page.text("workState") == ""
        stage = page.document.stage(HALL)
        assert stage is not None
        assert stage.prompt == "a small hall with a table and two chairs"
        assert page.notices == []

    window(story)


def test_that_the_window_closes_while_work_goes_on(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.push("size.CU")
        page.window.services.work.stage_scene(HALL, "a market")
        page.window.services.work.board_scene(SceneId(HALL))

    window(story)
