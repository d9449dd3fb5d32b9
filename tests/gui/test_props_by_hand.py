"""Props under the pointer: chosen, moved, turned, scaled, copied; every gesture is one step."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from studio.viewport.gizmo import Tool
from tests.gui.conftest import Play
from tests.gui.pages import StudioPage
from tests.gui.set_page import ALT, CTRL, NO_KEYS, SHIFT, SetPage
from tests.gui.small_set import CRATE, CUP, TABLE


def test_that_clicks_choose_add_and_take_away(window: Play) -> None:
    def story(page: StudioPage) -> None:
        stage = SetPage(page)
        stage.click(stage.on("crate#1"))
        assert stage.chosen == ["crate#1"]
        assert page.window.side.shows_set
        stage.click(stage.on("mina"), SHIFT)
        assert stage.chosen == ["crate#1", "mina"]
        stage.click(stage.on("crate#1"), CTRL)
        assert stage.chosen == ["mina"]
        stage.click(QPoint(8, stage.viewport.height() - 8))
        assert stage.chosen == []

    window(story)


def test_that_a_box_chooses_what_is_in_it(window: Play) -> None:
    def story(page: StudioPage) -> None:
        stage = SetPage(page)
        page.run("prop.select")
        crate, mina = stage.on("crate#1"), stage.on("mina")
        around = QPoint(10, 10)
        stage.drag(crate - around, crate + around)
        assert stage.chosen == ["crate#1"]
        stage.drag(mina - around, mina + around, CTRL)
        assert stage.chosen == ["crate#1", "mina"]
        page.run("prop.move")
        before = stage.viewport.free_view
        whole = stage.viewport.rect().adjusted(1, 1, -1, -1)
        stage.drag(whole.topLeft(), whole.bottomRight(), CTRL)
        assert set(stage.chosen) == set(stage.ids)
        assert stage.viewport.free_view == before

    window(story)


def test_that_an_arrow_moves_a_prop_with_what_stands_on_it_as_one_step(window: Play) -> None:
    def story(page: StudioPage) -> None:
        stage = SetPage(page)
        stage.choose("table#1")
        start = stage.handle("axis0")
        ahead = stage.px((1.0, 0.0, 0.0)) - stage.px((0.0, 0.0, 0.0))
        stage.drag(start, start + ahead)
        x, y, z = stage.prop("table#1").position
        assert x == pytest.approx(1.0, abs=0.25) and (y, z) == (0.0, 0.0)
        assert x == pytest.approx(round(x, 1))
        assert stage.prop("cup#1").position == pytest.approx((CUP.position[0] + x, CUP.position[1], CUP.position[2]))
        assert stage.prop("table#1").pinned and not stage.prop("cup#1").pinned
        stage.undo()
        assert stage.prop("table#1") == TABLE
        assert stage.prop("cup#1") == CUP

    window(story)


HANDLES: tuple[tuple[Tool, str], ...] = (
    *(("move", name) for name in ("axis1", "axis2", "plane1", "middle")),
    ("turn", "ring1"),
    *(("scale", name) for name in ("axis0", "axis1", "middle")),
)


def test_that_every_handle_changes_the_prop_and_undo_brings_it_back(window: Play) -> None:
    def story(page: StudioPage) -> None:
        stage = SetPage(page)
        stage.choose("crate#1")
        for tool, handle in HANDLES:
            page.run(f"prop.{tool}")
            start = stage.handle(handle)
            stage.drag(start, start + QPoint(36, -52))
            prop = stage.prop("crate#1")
            changed = {name for name in ("position", "rotation", "size") if getattr(prop, name) != getattr(CRATE, name)}
            assert changed == {{"move": "position", "turn": "rotation", "scale": "size"}[tool]}, handle
            stage.undo()
            assert stage.prop("crate#1") == CRATE, handle

    window(story)


def test_that_a_prop_slides_over_the_floor_onto_the_table_and_goes_with_it(window: Play) -> None:
    def story(page: StudioPage) -> None:
        stage = SetPage(page)
        stage.choose("crate#1")
        start = stage.grip("crate#1")
        stage.drag(start, start + stage.px((0.0, 0.75, 0.0)) - stage.px(CRATE.position))
        crate = stage.prop("crate#1")
        assert crate.position[1] == 0.75
        assert (crate.support, crate.parent_id) == ("surface", "table#1")
        page.window.prop_commands.nudge((0.0, 0.5, 0.0))
        assert stage.prop("crate#1").support == "floating"
        page.run("prop.drop")
        assert stage.prop("crate#1").position == crate.position
        assert stage.prop("crate#1").parent_id == "table#1"

    window(story)


def test_that_ctrl_turns_snapping_round(window: Play) -> None:
    def story(page: StudioPage) -> None:
        stage = SetPage(page)
        stage.choose("crate#1")
        start = stage.handle("axis0")
        stage.drag(start, start + QPoint(23, 17), CTRL)
        free = stage.prop("crate#1").position[0]
        assert free != pytest.approx(round(free, 1), abs=0.003)
        stage.undo()
        page.run("prop.snap")
        stage.drag(start, start + QPoint(23, 17))
        assert stage.prop("crate#1").position[0] == pytest.approx(free, abs=0.02)

    window(story)


def test_that_alt_drags_a_copy_and_one_undo_takes_it_back(window: Play) -> None:
    def story(page: StudioPage) -> None:
        stage = SetPage(page)
        stage.choose("table#1")
        start = stage.handle("axis2")
        away = stage.px((0.0, 0.0, -2.0)) - stage.px((0.0, 0.0, 0.0))
        stage.drag(start, start + away, ALT)
        assert stage.chosen == ["table#2"]
        assert stage.prop("table#1") == TABLE
        copy = stage.prop("table#2")
        assert copy.position[2] < -1.0
        assert stage.prop("cup#2").parent_id == "table#2"
        stage.undo()
        assert stage.ids == ["table#1", "cup#1", "crate#1", "mina"]
        assert stage.chosen == []

    window(story)


def test_that_escape_puts_back_what_is_dragged(window: Play) -> None:
    def story(page: StudioPage) -> None:
        stage = SetPage(page)
        stage.choose("crate#1")
        start = stage.handle("axis0")
        stage.drag(start, start + QPoint(60, 40), lets_go=False)
        assert stage.prop("crate#1").position != CRATE.position
        page.press(Qt.Key.Key_Escape)
        stage.let_go(start)
        assert stage.prop("crate#1") == CRATE
        assert stage.chosen == ["crate#1"]

    window(story)


def test_that_what_is_locked_stays_where_it_is(window: Play) -> None:
    def story(page: StudioPage) -> None:
        stage = SetPage(page)
        stage.choose("crate#1")
        page.run("prop.lock")
        assert stage.prop("crate#1").locked
        assert stage.viewport.state.gizmo() is None
        for action in ("prop.left", "prop.delete", "prop.drop"):
            page.run(action)
        assert stage.prop("crate#1").position == CRATE.position
        stage.undo()
        assert stage.prop("crate#1") == CRATE

    window(story)


def test_that_a_collision_is_told_in_words_while_the_hand_is_on_it(window: Play) -> None:
    def story(page: StudioPage) -> None:
        stage = SetPage(page)
        page.run("prop.snap")
        stage.choose("crate#1")
        start = stage.grip("crate#1")
        into = stage.px((0.7, 0.0, 0.4)) - stage.px(CRATE.position)
        stage.drag(start, start + into, lets_go=False)
        assert page.window.hands.collisions.props == {"crate#1", "table#1"}
        assert page.text("propCollision") == "Stands in table 1."
        stage.let_go(start + into)
        page.window.prop_commands.nudge((9.0, 0.0, 0.0))
        assert page.text("propCollision") == "Reaches out of the room."
        page.window.prop_commands.nudge((-7.0, 0.0, 0.6))
        assert page.window.hands.collisions.props == frozenset()

    window(story)


def test_that_nothing_is_moved_where_it_can_only_be_read(window: Play) -> None:
    def story(page: StudioPage) -> None:
        stage = SetPage(page)
        page.window.prop_commands.is_read_only = True
        page.window.view_state.use_tool("turn")
        stage.choose("crate#1")
        assert stage.viewport.state.gizmo() is None
        revision = page.document.revision
        page.window.prop_commands.delete()
        page.window.prop_commands.nudge((1.0, 0.0, 0.0))
        page.window.prop_commands.duplicate()
        stage.drag(stage.on("crate#1"), stage.on("mina"), NO_KEYS)
        assert page.document.revision == revision

    window(story)
