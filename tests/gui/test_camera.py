from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QLabel, QPushButton

from studio.model.documents import CameraKey
from studio.model.ids import board_path, stage_path
from studio.model.operations import Set
from studio.settings import load_preferences
from studio.ui.curve_editor import CurveEditor
from studio.viewport.cut_rules import cut_faults, flipped, line_pair
from studio.viewport.subject import subject_of
from tests.gui.conftest import Play
from tests.gui.pages import StudioPage
from tests.gui.small_film import HALL, A, B


def key_of(page: StudioPage, path: str = A) -> CameraKey:
    return page.board(board_path(HALL, path.split("/")[-1])).camera_keys[0]


def type_number(page: StudioPage, name: str, text: str) -> None:
    box = page.find(QDoubleSpinBox, name)
    box.setFocus()
    box.selectAll()
    page.type(text)
    page.press(Qt.Key.Key_Return)


def two_sided(page: StudioPage) -> None:
    """Board B shows the two of board A from the other side of their line."""
    stage = page.document.stage(HALL)
    assert stage is not None
    board = page.board(A).model_copy(update={"subjects": ("MINA", "JUN"), "move": "static"})
    pair = line_pair(board, board, stage)
    assert pair is not None
    first, second = (subject_of(prop).centre for prop in pair)
    middle = [(a + b) / 2 for a, b in zip(first, second, strict=True)]
    across = (second[2] - first[2], first[0] - second[0])
    length = (across[0] ** 2 + across[1] ** 2) ** 0.5
    key = CameraKey(
        position=(middle[0] + across[0] / length * 1.6, 1.5, middle[2] + across[1] / length * 1.6),
        target=(middle[0], 1.3, middle[2]),
    )
    other = flipped(key, first, second)
    ops = [
        Set(path, (name,), value)
        for path, one, size in ((A, key, "MS"), (B, other, "FS"))
        for name, value in (
            ("cameraKeys", [one.to_wire()]),
            ("subjects", ["MINA", "JUN"]),
            ("move", "static"),
            ("shotSize", size),
        )
    ]
    page.document.commit(ops, label="Set up", initiator=page.window.services.uid)


def test_that_a_cut_across_the_line_is_told_and_mended_in_one_step(window: Play) -> None:
    def story(page: StudioPage) -> None:
        two_sided(page)
        page.click_board(B)
        words = page.find(QLabel, "continuityText")
        page.until(words.isVisible)
        assert words.text() == "Crosses the line between MINA and JUN set in 1A."
        before = page.board(B).camera_keys
        page.find(QPushButton, "continuityMend").click()
        page.until(lambda: page.board(B).camera_keys != before)
        page.until(lambda: not words.isVisible())
        stage = page.document.stage(HALL)
        assert stage is not None
        assert cut_faults(page.board(A), page.board(B), stage) == ()
        assert page.window.registry["edit.undo"].text() == "Undo: Flip to the other side"
        page.run("edit.undo")
        assert page.board(B).camera_keys == before

    window(story)


def test_that_the_read_out_says_what_the_camera_takes_and_follows_a_drag(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.push("subject.MINA")
        page.push("size.CU")
        words = page.find(QLabel, "shotReadout")
        page.until(lambda: words.text().startswith("CU · eye level"))
        page.run("view.free")
        page.until(lambda: words.text().startswith(("EWS", "WS", "FS")))
        assert "22 mm" in words.text()

    window(story)


def test_that_the_read_out_names_nobody_who_is_not_on_the_board(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.push("subject.MINA")
        page.push("size.CU")
        words = page.find(QLabel, "shotReadout")
        page.until(lambda: "MINA" in words.text())
        stage = page.document.stage(HALL)
        assert stage is not None
        mina = next(prop.id for prop in stage.props if prop.name == "MINA")
        away = [Set(A, ("propOverrides",), {mina: {"hidden": True}})]
        page.document.commit(away, label="She leaves", initiator=page.window.services.uid)
        page.until(lambda: "MINA" not in words.text())

    window(story)


def test_that_numbers_move_the_camera_and_steps_of_one_number_are_one_step(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.push("desk.camera")
        before = key_of(page)
        type_number(page, "camera.height", "1.2")
        assert abs(key_of(page).position[1] - 1.2) < 1e-6
        assert key_of(page).target == before.target
        type_number(page, "camera.lens", "40")
        assert key_of(page).lens_mm == 40
        page.press(Qt.Key.Key_Up)
        page.press(Qt.Key.Key_Up)
        assert key_of(page).lens_mm == 85
        type_number(page, "camera.roll", "7.5")
        type_number(page, "camera.stop", "4")
        assert (key_of(page).roll_deg, key_of(page).f_stop) == (7.5, 4.0)
        assert page.board(A).angle == "dutch"  # the board bears what the read-out says of its camera
        steps = 0
        while page.window.registry["edit.undo"].text() == "Undo: Change camera":
            page.run("edit.undo")
            steps += 1
        assert key_of(page) == before
        assert steps <= 5

    window(story)


def test_that_the_depth_of_field_is_the_productions_and_shown_as_the_lens_has_it(window: Play) -> None:
    def story(page: StudioPage) -> None:
        viewport = page.window.stage_page.viewport
        assert viewport is not None and viewport.state.focus() is None
        page.push("desk.camera")
        type_number(page, "camera.stop", "1.4")
        page.find(QAction, "guide.focus").trigger()
        focus = viewport.state.focus()
        assert focus is not None and focus.f_number == 1.4 and focus.lens_mm == key_of(page).lens_mm
        page.run("view.free")
        assert viewport.state.focus() is None
        page.run("view.camera")

        def is_shown() -> tuple[bool, bool, bool]:
            chosen = page.document.project.depth_of_field
            return chosen, page.find(QAction, "guide.focus").isChecked(), viewport.state.focus() == focus

        assert is_shown() == (True, True, True)
        page.run("edit.undo")
        assert is_shown() == (False, False, False)
        page.run("edit.redo")
        assert is_shown() == (True, True, True)

    window(story)


def test_that_every_place_shows_the_same_millimetres(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.push("desk.camera")
        type_number(page, "camera.lens", "50")
        page.until(lambda: "50 mm" in page.find(QLabel, "cameraReadout").text())
        assert "50 mm" in page.find(QLabel, "shotReadout").text()
        assert page.find(QDoubleSpinBox, "camera.lens").value() == 50
        assert "28.0° × 15.9°" in page.find(QLabel, "camera.facts").text()
        gate = page.find(QComboBox, "camera.gate")
        gate.setCurrentIndex(gate.findData("Full frame"))
        gate.activated.emit(gate.currentIndex())
        page.until(lambda: "39.6° × 22.9°" in page.find(QLabel, "camera.facts").text())
        assert "Full frame" in page.find(QLabel, "cameraReadout").text()

    window(story)


def test_that_keys_are_set_moved_and_deleted_at_the_playhead(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.choose_move("dolly")
        page.until(lambda: len(page.board(A).camera_keys) == 2)
        page.push("desk.move")
        curves = page.find(CurveEditor, "curveEditor")
        page.window.playhead.go_to(0.5)
        page.push("key.set")
        assert [round(key.t, 2) for key in page.board(A).camera_keys] == [0.0, 0.52, 1.0]
        curves.drag_key(1, 6.0, 2.2)
        middle = page.board(A).camera_keys[1]
        assert (round(middle.t * 23), middle.position[1]) == (6, 2.2)
        page.push("key.previous")
        assert page.window.playhead.frame == 6
        page.push("key.delete")
        assert len(page.board(A).camera_keys) == 2
        for _ in range(3):
            page.run("edit.undo")
        assert [key.t for key in page.board(A).camera_keys] == [0.0, 1.0]

    window(story)


def test_that_space_plays_a_move_on_the_set(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.choose_move("truck")
        page.until(lambda: len(page.board(A).camera_keys) == 2)
        viewport = page.window.stage_page.viewport
        assert viewport is not None
        start = viewport.shown_camera().key.position
        page.run("play.toggle")
        assert page.window.pages.currentWidget() is page.window.stage_page
        page.until(lambda: viewport.shown_camera().key.position != start)
        page.run("play.toggle")
        assert not page.window.view_state.is_playing

    window(story)


def test_that_the_film_shows_a_move_as_it_was_filmed_on_the_set(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.choose_move("truck")
        page.until(lambda: len(page.board(A).camera_keys) == 2)
        page.run("view.cut")
        moves = page.window.services.work.move_frames
        page.until(lambda: moves.frame(A, page.board(A), 0) is not None, timeout_s=60)
        first, last = (moves.frame(A, page.board(A), place) for place in (0, 23))
        assert first is not None and last is not None
        assert first.toImage() != last.toImage()
        assert moves.frame(B, page.board(B), 0) is None

    window(story)


def test_that_point_of_view_is_one_click(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.push("subject.MINA")
        page.until(lambda: page.board(A).subjects == ("MINA",))
        page.idle()
        page.push("subject.POV")
        stage = page.document.stage(HALL)
        assert stage is not None
        jun = next(prop for prop in stage.props if prop.name == "JUN")
        eyes = subject_of(jun).mark(0.936)
        page.until(lambda: max(abs(a - b) for a, b in zip(key_of(page).position, eyes, strict=True)) < 0.35)

    window(story)


def test_that_guides_are_switched_and_kept_for_the_next_time(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.until(lambda: page.window.stage_page.viewport is not None)
        page.find(QAction, "guide.cross").setChecked(True)
        page.find(QAction, "guide.thirds").setChecked(False)
        page.find(QAction, "mask.1.85").trigger()
        assert page.window.view_state.guides == {"action_safe", "cross", "mask"}
        kept = load_preferences()
        assert (set(kept.guides or ()), kept.mask) == ({"action_safe", "cross", "mask"}, 1.85)
        assert page.document.raw(stage_path(HALL)) is not None

    window(story)
