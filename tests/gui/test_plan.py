"""The plan of the set in the window: opened, clicked, dragged, by keyboard too."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QGraphicsView, QLabel, QWidget

from studio.model.ids import board_path, stage_path
from studio.model.operations import Set
from studio.model.stage import Prop, Stage
from studio.ui.plan_sheet import PlanSheet
from tests.gui.conftest import Play
from tests.gui.pages import StudioPage
from tests.gui.small_film import HALL, A, B

_LEFT, _NO_KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def open_plan(page: StudioPage) -> QGraphicsView:
    """Turns to the plan and waits until it is drawn."""
    page.run("view.plan")
    page.until(lambda: page.frame.findChildren(QGraphicsView, "planCanvas"))
    canvas = page.find(QGraphicsView, "planCanvas")
    page.until(lambda: sheet_of(canvas).drawn_props > 0)
    return canvas


def sheet_of(canvas: QGraphicsView) -> PlanSheet:
    return next(item for item in canvas.scene().items() if isinstance(item, PlanSheet))


def on_canvas(canvas: QGraphicsView, x: float, z: float) -> QPoint:
    """Where a place of the room is on the canvas."""
    return canvas.mapFromScene(sheet_of(canvas).mapToScene(QPointF(x, z)))


def stage(page: StudioPage) -> Stage:
    found = page.document.stage(HALL)
    assert found is not None
    return found


def prop(page: StudioPage, name: str) -> Prop:
    return next(each for each in stage(page).props if each.id == name)


def table(page: StudioPage) -> Prop:
    return next(each for each in stage(page).props if "table" in each.asset)


def drag(canvas: QGraphicsView, start: QPoint, end: QPoint) -> None:
    """Drags with the left button, in steps as a hand does."""
    target = canvas.viewport()
    QTest.mousePress(target, _LEFT, _NO_KEYS, start)
    for step in range(1, 9):
        QTest.mouseMove(target, start + (end - start) * step / 8)
        QTest.qWait(15)
    QTest.mouseRelease(target, _LEFT, _NO_KEYS, end)


def test_that_the_plan_opens_and_says_so_meanwhile(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.run("view.plan")
        assert page.find(QLabel, "planOpening").text() == "Opening the plan…"
        canvas = open_plan(page)
        assert canvas.isVisible()
        assert sheet_of(canvas).drawn_props == len(stage(page).props)
        page.run("view.camera")
        assert not canvas.isVisible()

    window(story)


def test_that_a_click_selects_a_prop_or_the_board_of_a_camera(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.document.commit(
            [Set(B, ("cameraKeys",), [{"position": [-1.5, 1.5, 1.2], "target": [0, 1, 0]}])], label="Elsewhere"
        )
        canvas = open_plan(page)
        x, _, z = table(page).position
        QTest.mouseClick(canvas.viewport(), _LEFT, _NO_KEYS, on_canvas(canvas, x, z))
        page.until(lambda: page.window.view_state.prop == table(page).id)
        QTest.mouseClick(canvas.viewport(), _LEFT, _NO_KEYS, on_canvas(canvas, -1.5, 1.2))
        page.until(lambda: page.selected == B)

    window(story)


def test_that_a_drag_moves_a_prop_as_one_step(window: Play) -> None:
    def story(page: StudioPage) -> None:
        canvas = open_plan(page)
        before = table(page)
        x, y, z = before.position
        drag(canvas, on_canvas(canvas, x, z), on_canvas(canvas, x + 0.6, z - 0.3))
        page.until(lambda: table(page).position != before.position)
        after = table(page)
        assert abs(after.position[0] - x - 0.6) < 0.05
        assert abs(after.position[2] - z + 0.3) < 0.05
        assert after.position[1] == y
        assert after.pinned
        assert page.window.registry["edit.undo"].text() == "Undo: Move prop"
        page.run("edit.undo")
        assert table(page) == before
        page.idle()

    window(story)


def test_that_arrows_move_the_selected_prop_and_a_held_key_is_one_step(window: Play) -> None:
    def story(page: StudioPage) -> None:
        open_plan(page)
        before = table(page)
        page.window.view_state.select_prop(before.id)
        plan = page.find(QWidget, "planView")
        plan.setFocus()
        for _ in range(3):
            QTest.keyPress(plan, Qt.Key.Key_Right)
        QTest.keyRelease(plan, Qt.Key.Key_Right)
        assert round(table(page).position[0] - before.position[0], 4) == 0.15
        page.press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
        assert round(table(page).position[2] - before.position[2], 4) == 0.5
        page.run("edit.undo")
        assert round(table(page).position[0] - before.position[0], 4) == 0.15
        page.run("edit.undo")
        assert table(page) == before
        page.press(Qt.Key.Key_Escape)
        assert page.window.view_state.prop == ""
        page.idle()

    window(story)


def test_that_a_locked_prop_stays_and_the_view_moves_instead(window: Play) -> None:
    def story(page: StudioPage) -> None:
        page.document.commit([Set(stage_path(HALL), ("props", table(page).id, "locked"), value=True)], label="Lock")
        canvas = open_plan(page)
        before = table(page)
        x, _, z = before.position
        start = on_canvas(canvas, x, z)
        drag(canvas, start, start + QPoint(40, 0))
        page.until(lambda: on_canvas(canvas, x, z) != start)
        assert table(page) == before

    window(story)


def test_that_only_what_is_in_sight_is_drawn(window: Play) -> None:
    def story(page: StudioPage) -> None:
        many = {
            f"p{place}": {
                "id": f"p{place}",
                "position": [100.0 + place % 30, 0, place // 30],
                "size": [0.4, 0.4, 0.4],
            }
            for place in range(900)
        }
        raw = page.document.raw(stage_path(HALL)) or {}
        page.document.commit([Set(stage_path(HALL), ("props",), {**raw["props"], **many})], label="Many")
        canvas = open_plan(page)
        plan, few = page.find(QWidget, "planView"), len(stage(page).props) - 900
        page.until(lambda: sheet_of(canvas).drawn_props == few + 900)
        plan.setFocus()
        for _ in range(12):
            page.press(Qt.Key.Key_Plus)
        page.until(lambda: sheet_of(canvas).drawn_props < 300)
        page.push("plan.fit")
        page.until(lambda: sheet_of(canvas).drawn_props == few + 900)
        page.idle()

    window(story)


def test_that_a_drag_goes_to_the_board_alone_or_to_the_whole_set_as_the_switch_says(window: Play) -> None:
    def story(page: StudioPage) -> None:
        who = next(each.id for each in stage(page).props if each.semantic_role == "character")
        page.document.commit([Set(A, ("propOverrides",), {who: {"position": [0.0, 0.0, 1.5]}})], label="Block")
        canvas, on_set = open_plan(page), prop(page, who)
        found = sheet_of(canvas).found_at(QPointF(0.0, 1.5))
        assert getattr(found, "prop_id", "") == who
        page.window.view_state.set_board_only(enabled=True)
        drag(canvas, on_canvas(canvas, 0.0, 1.5), on_canvas(canvas, 0.5, 1.5))
        page.until(lambda: page.board(A).prop_overrides[who]["position"][0] > 0.4)
        assert prop(page, who) == on_set
        page.click_board(board_path(HALL, "b"))
        page.until(lambda: getattr(sheet_of(canvas).found_at(QPointF(0.5, 1.5)), "prop_id", "") != who)
        page.click_board(A)
        page.until(lambda: getattr(sheet_of(canvas).found_at(QPointF(0.5, 1.5)), "prop_id", "") == who)
        page.window.view_state.set_board_only(enabled=False)
        drag(canvas, on_canvas(canvas, 0.5, 1.5), on_canvas(canvas, 0.9, 1.5))
        page.until(lambda: prop(page, who).position != on_set.position)
        assert "position" not in page.board(A).prop_overrides.get(who, {})
        assert prop(page, who).position[0] > 0.8
        assert prop(page, who).pinned
        page.idle()

    window(story)


def test_that_the_whole_set_stays_in_sight_when_the_window_changes_its_size(window: Play) -> None:
    def story(page: StudioPage) -> None:
        canvas = open_plan(page)
        sheet = sheet_of(canvas)

        def is_whole() -> bool:
            seen = canvas.viewport().rect()
            return all(seen.contains(on_canvas(canvas, x, z)) for x, z in stage(page).container.footprint)

        page.frame.resize(1440, 900)
        page.until(is_whole)
        assert page.window.stage_page.desk.isVisible()
        page.frame.resize(1024, 700)
        page.until(lambda: not page.window.stage_page.desk.isVisible())
        page.until(is_whole)
        # A person who looks at a part keeps it.
        for _ in range(4):
            QTest.keyClick(page.find(QWidget, "planView"), Qt.Key.Key_Plus)
        before = sheet.sceneTransform().m11()
        page.frame.resize(1024, 760)
        QTest.qWait(50)
        assert not is_whole()
        assert sheet.sceneTransform().m11() > 0.5 * before
        page.run("view.camera")
        assert page.window.stage_page.desk.isVisible()
        page.idle()

    window(story)
