from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton

from studio.collab.lease import Theirs
from studio.model.ids import DocPath, Uid, layer_path, scene_of
from studio.model.operations import Create
from studio.model.strokes import Stroke, decode_strokes
from tests.gui.conftest import Play
from tests.gui.pages import RUBBER, StudioPage
from tests.gui.small_film import HALL, A, B


def strokes(page: StudioPage, path: DocPath) -> tuple[Stroke, ...]:
    """What the document keeps of a board's drawing."""
    layer = next((layer for _, layer in page.document.layers(path)), None)
    return decode_strokes(page.window.services.media.read(layer.strokes)) if layer and layer.strokes else ()


def tool(page: StudioPage) -> str:
    """What the hand holds."""
    return page.window.draw_page.canvas.tool


def lightness(page: StudioPage, place: tuple[float, float], *, around: int = 2) -> int:
    """How light the darkest pixel near a place of the sheet is, 0 to 255."""
    canvas = page.window.draw_page.canvas
    sheet, image = canvas.sheet(), canvas.grab().toImage()
    x, y = round(sheet.x() + place[0] * sheet.width()), round(sheet.y() + place[1] * sheet.height())
    reach = range(-around, around + 1)
    return min(image.pixelColor(x + dx, y + dy).lightness() for dx in reach for dy in reach)


def ink_pixels(page: StudioPage, place: tuple[float, float]) -> bool:
    """Whether there is ink near a place given as fractions."""
    return lightness(page, place) < 50


def test_that_the_mouse_draws_a_stroke_as_data(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.turn_to_draw()
        page.push("width.bold")
        page.draw_with_mouse((0.2, 0.5), (0.5, 0.5), (0.8, 0.5))
        (stroke,) = strokes(page, A)
        assert stroke.tool == "pencil"
        assert [round(x, 2) for x, _, _ in stroke.points] == [0.2, 0.5, 0.8]
        assert {pressure for _, _, pressure in stroke.points} == {stroke.points[0][2]}
        assert ink_pixels(page, (0.65, 0.5))
        assert not ink_pixels(page, (0.65, 0.7))

    window(story)


def test_that_the_pen_draws_with_its_pressure_and_its_other_end_erases(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.turn_to_draw()
        page.push("width.bold")
        page.draw_with_pen((0.2, 0.3, 0.1), (0.5, 0.3, 0.5), (0.8, 0.3, 1.0))
        (stroke,) = strokes(page, A)
        assert [round(pressure, 1) for _, _, pressure in stroke.points] == [0.1, 0.5, 1.0]
        assert stroke.width == 0.014
        assert ink_pixels(page, (0.5, 0.3))
        page.draw_with_pen((0.5, 0.2, 1.0), (0.5, 0.4, 1.0), device=RUBBER)
        assert [stroke.tool for stroke in strokes(page, A)] == ["pencil", "eraser"]
        assert not ink_pixels(page, (0.5, 0.3))
        # The pen itself draws again: the eraser was only its other end.
        page.draw_with_pen((0.1, 0.8, 1.0), (0.2, 0.8, 1.0))
        assert strokes(page, A)[-1].tool == "pencil"

    window(story)


def test_that_every_stroke_is_an_undo_step_with_its_name(window: Play) -> None:
    def story(page: StudioPage) -> None:
        undo = page.window.registry["edit.undo"]
        page.turn_to_draw()
        page.draw_with_mouse((0.2, 0.2), (0.3, 0.3))
        page.draw_with_mouse((0.4, 0.4), (0.5, 0.5))
        page.push("tool.eraser")
        page.draw_with_mouse((0.2, 0.2), (0.3, 0.3))
        assert undo.text() == "Undo: Erase"
        page.ctrl(Qt.Key.Key_Z)
        assert undo.text() == "Undo: Draw"
        assert len(strokes(page, A)) == 2
        page.ctrl(Qt.Key.Key_Z)
        page.ctrl(Qt.Key.Key_Z)
        assert strokes(page, A) == ()
        assert not ink_pixels(page, (0.45, 0.45))
        page.run("edit.redo")
        assert len(strokes(page, A)) == 1
        # Drawing goes on after an undo, over a layer that was there before.
        page.run("edit.undo")
        page.push("tool.pencil")
        page.draw_with_mouse((0.6, 0.6), (0.7, 0.7))
        assert len(strokes(page, A)) == 1
        assert ink_pixels(page, (0.65, 0.65))

    window(story)


def test_that_a_drawing_is_cleared_in_one_step(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.turn_to_draw()
        clear = page.find(QToolButton, "clearDrawing")
        assert not clear.isEnabled()
        page.draw_with_mouse((0.2, 0.2), (0.3, 0.3))
        page.draw_with_mouse((0.4, 0.4), (0.5, 0.5))
        page.push("clearDrawing")
        assert strokes(page, A) == ()
        page.ctrl(Qt.Key.Key_Z)
        assert len(strokes(page, A)) == 2

    window(story)


def test_that_tools_are_chosen_by_key(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.turn_to_draw()
        page.press(Qt.Key.Key_E)
        assert tool(page) == "eraser"
        page.press(Qt.Key.Key_P)
        assert tool(page) == "pencil"

    window(story)


def test_that_the_light_table_fades_the_frame(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.turn_to_draw()
        page.until(lambda: lightness(page, (0.3, 0.3)) < 220)
        before = lightness(page, (0.3, 0.3))
        page.push("lightTable")
        assert lightness(page, (0.3, 0.3)) > before + 20

    window(story)


def test_that_another_board_has_a_drawing_of_its_own(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.turn_to_draw()
        page.draw_with_mouse((0.2, 0.2), (0.3, 0.3))
        page.press(Qt.Key.Key_PageDown)
        assert not ink_pixels(page, (0.25, 0.25))
        page.draw_with_mouse((0.6, 0.6), (0.7, 0.7))
        assert len(strokes(page, A)) == len(strokes(page, B)) == 1
        page.press(Qt.Key.Key_PageUp)
        assert ink_pixels(page, (0.25, 0.25))
        assert not ink_pixels(page, (0.65, 0.65))

    window(story)


def test_that_a_stroke_under_the_hand_does_not_go_to_another_board(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.turn_to_draw()
        canvas, left = page.window.draw_page.canvas, Qt.MouseButton.LeftButton
        QTest.mousePress(canvas, left, Qt.KeyboardModifier.NoModifier, canvas.rect().center())
        QTest.mouseMove(canvas, canvas.rect().center() + QPoint(40, 0))
        page.press(Qt.Key.Key_PageDown)
        QTest.mouseRelease(canvas, left, Qt.KeyboardModifier.NoModifier, canvas.rect().center())
        assert strokes(page, A) == strokes(page, B) == ()

    window(story)


def test_that_undo_under_the_hand_keeps_the_stroke(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.turn_to_draw()
        page.draw_with_mouse((0.2, 0.2), (0.3, 0.3))
        canvas, left = page.window.draw_page.canvas, Qt.MouseButton.LeftButton
        QTest.mousePress(canvas, left, Qt.KeyboardModifier.NoModifier, canvas.rect().center())
        QTest.mouseMove(canvas, canvas.rect().center() + QPoint(40, 0))
        page.ctrl(Qt.Key.Key_Z)
        QTest.mouseRelease(canvas, left, Qt.KeyboardModifier.NoModifier, canvas.rect().center())
        (stroke,) = strokes(page, A)
        assert stroke.points[0][0] > 0.45
        assert not ink_pixels(page, (0.25, 0.25))

    window(story)


def test_that_nothing_is_drawn_beside_the_sheet(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.turn_to_draw()
        page.draw_with_mouse((-0.01, -0.02), (-0.01, -0.03))
        assert strokes(page, A) == ()

    window(story)


def test_that_a_board_somebody_else_draws_on_is_locked_and_says_so(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.window.people.show_lease(A, Theirs(Uid("Mina"), 0.0))
        page.turn_to_draw()
        page.draw_with_mouse((0.2, 0.2), (0.3, 0.3))
        assert strokes(page, A) == ()
        assert page.notices == ["Board 1A is being drawn by Mina; it opens when they are done."]

    window(story)


def test_that_a_drawing_survives_a_restart_with_its_undo(studio: Play, project: Path) -> None:
    def draw(page: StudioPage) -> None:
        page.open(project)
        page.turn_to_draw()
        page.draw_with_mouse((0.2, 0.2), (0.3, 0.3))
        page.draw_with_mouse((0.4, 0.4), (0.5, 0.5))

    def look(page: StudioPage) -> None:
        page.open(project)
        page.turn_to_draw()
        page.until(lambda: len(page.window.draw_page.strokes()) == 2)
        assert ink_pixels(page, (0.45, 0.45))
        page.draw_with_mouse((0.6, 0.6), (0.7, 0.7))
        assert len(strokes(page, A)) == 3
        page.ctrl(Qt.Key.Key_Z)
        page.ctrl(Qt.Key.Key_Z)
        page.until(lambda: len(page.window.draw_page.strokes()) == 1)
        assert not ink_pixels(page, (0.45, 0.45))

    studio(draw)
    studio(look)


def test_that_a_damaged_drawing_is_told_and_not_drawn_over(window: Play) -> None:
    def story(page: StudioPage) -> None:
        reference = page.window.services.media.put(b"no strokes at all", "strokes")
        layer = layer_path(str(scene_of(A)), "a", "ink")
        page.document.commit([Create(layer, {"kind": "ink", "strokes": reference})], label="Draw", initiator="x")
        page.turn_to_draw()
        page.until(lambda: any("damaged" in notice for notice in page.notices))
        page.draw_with_mouse((0.2, 0.2), (0.3, 0.3))
        assert (page.document.raw(layer) or {})["strokes"] == reference

    window(story)


def test_that_the_strip_shows_the_drawing_after_a_while(window: Play) -> None:
    def story(page: StudioPage) -> None:
        before = page.board(A).image_url
        page.turn_to_draw()
        page.draw_with_mouse((0.1, 0.5), (0.9, 0.5))
        page.until(lambda: page.board(A).image_url != before)
        page.idle()
        take = dict(page.document.takes(A))["frame"]
        # The take is the stage alone; only what the board shows has the drawing in it.
        assert take.asset != page.board(A).image_url
        assert page.board(DocPath(f"scenes/{HALL}/boards/b")).image_url is not None

    window(story)
