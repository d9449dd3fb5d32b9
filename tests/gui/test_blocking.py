"""Numbers, poses, other things in place, and what is true for one board alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDoubleSpinBox, QLineEdit

from studio.ui.asset_search import AssetSearch
from studio.workflows.draw_board import board_stage
from tests.gui.conftest import Play
from tests.gui.pages import StudioPage
from tests.gui.set_page import SetPage
from tests.gui.small_film import HALL, A, B
from tests.gui.small_set import CRATE, CUP, MINA, TABLE


def type_number(page: StudioPage, name: str, text: str) -> None:
    field = page.find(QDoubleSpinBox, name)
    field.setFocus()
    field.selectAll()
    page.type(text)
    page.press(Qt.Key.Key_Return)


def test_that_numbers_place_turn_and_size_a_prop_each_in_one_step(window: Play) -> None:
    def story(page: StudioPage) -> None:
        stage = SetPage(page)
        page.push("side.set")
        stage.choose("table#1")
        type_number(page, "prop.x", "1.5")
        assert stage.prop("table#1").position == (1.5, 0.0, 0.0)
        assert stage.prop("cup#1").position == (1.8, 0.75, 0.1)
        stage.undo()
        type_number(page, "prop.yaw", "90")
        assert stage.prop("table#1").rotation == (0.0, 90.0, 0.0)
        assert stage.prop("cup#1").position == pytest.approx((0.1, 0.75, -0.3))
        stage.undo()
        type_number(page, "prop.height", "1")
        assert stage.prop("table#1").size == (1.6, 1.0, 0.9)
        assert stage.prop("cup#1").position == pytest.approx((0.3, 1.0, 0.1))
        stage.undo()
        assert (stage.prop("table#1"), stage.prop("cup#1")) == (TABLE, CUP)

    window(story)


def test_that_a_change_for_one_board_leaves_the_set_and_can_be_reset(window: Play) -> None:
    def story(page: StudioPage) -> None:
        stage = SetPage(page)
        page.push("side.set")
        page.push("reach.board")
        assert page.window.registry["prop.board_only"].isChecked()
        stage.choose("crate#1")
        page.run("prop.left")
        moved = stage.shown("crate#1").position
        assert moved != CRATE.position
        assert stage.prop("crate#1") == CRATE
        whole = page.document.stage(HALL)
        other = next(p for p in board_stage(whole, page.board(B)).props if p.id == "crate#1")
        assert other.position == CRATE.position
        assert page.text("propAbout").endswith("changed on this board")
        page.window.view_state.select_board(B)
        assert stage.shown("crate#1").position == CRATE.position
        page.window.view_state.select_board(A)
        assert stage.shown("crate#1").position == moved
        page.push("prop.reset.button")
        assert page.board(A).prop_overrides == {}
        assert stage.shown("crate#1") == CRATE
        stage.undo()
        assert stage.shown("crate#1").position == moved
        stage.undo()
        assert page.board(A).prop_overrides == {}

    window(story)


def test_that_what_is_deleted_for_one_board_is_only_hidden_there_and_a_copy_only_shown_there(window: Play) -> None:
    def story(page: StudioPage) -> None:
        stage = SetPage(page)
        page.run("prop.board_only")
        stage.choose("crate#1")
        page.run("prop.delete")
        assert stage.shown("crate#1").hidden and not stage.prop("crate#1").hidden
        stage.undo()
        page.run("prop.duplicate")
        (copy,) = stage.chosen
        assert stage.prop(copy).hidden and not stage.shown(copy).hidden
        stage.undo()
        assert copy not in stage.ids and page.board(A).prop_overrides == {}

    window(story)


def test_that_a_change_of_the_whole_set_shows_where_the_board_had_its_own(window: Play) -> None:
    def story(page: StudioPage) -> None:
        stage = SetPage(page)
        page.run("prop.board_only")
        stage.choose("mina")
        page.push("side.set")
        page.push("pose.sit")
        page.run("prop.left")
        page.run("prop.board_only")
        page.run("prop.right")
        page.run("prop.right")
        assert stage.prop("mina").position == stage.shown("mina").position
        assert stage.prop("mina").position[0] > MINA.position[0]
        assert (stage.prop("mina").pose, stage.shown("mina").pose) == ("stand", "sit")

    window(story)


def test_that_a_figure_takes_every_pose_of_the_kit(window: Play) -> None:
    def story(page: StudioPage) -> None:
        stage = SetPage(page)
        page.push("side.set")
        stage.choose("mina")
        for pose in ("sit", "lie", "kneel", "run"):
            page.push(f"pose.{pose}")
            figure = stage.prop("mina")
            assert figure.pose == pose and figure.size != MINA.size and figure.solids
            stage.undo()
            assert stage.prop("mina") == MINA
        stage.choose("crate#1")
        assert not page.window.side.props.poses.isVisible()

    window(story)


def test_that_a_prop_is_replaced_by_what_is_searched_for(window: Play) -> None:
    def story(page: StudioPage) -> None:
        stage = SetPage(page)
        page.push("side.set")
        stage.choose("crate#1")
        search: AssetSearch = page.window.side.props.assets
        page.find(QLineEdit, "assetSearch").setFocus()
        search.field.setText("의자")
        page.until(lambda: search.found)
        page.press(Qt.Key.Key_Return)
        chair = stage.prop("crate#1")
        assert chair.asset == "kit:chair" and chair.name == "chair"
        assert chair.position == CRATE.position and chair.size != CRATE.size and chair.pinned
        assert chair.solids and chair.support_surfaces
        page.idle()
        stage.undo()
        assert stage.prop("crate#1") == CRATE

    window(story)


def test_that_staging_anew_keeps_what_was_placed_by_hand(window: Play) -> None:
    def story(page: StudioPage) -> None:
        stage = SetPage(page)
        stage.choose("crate#1")
        page.run("prop.left")
        page.run("prop.turn_left")
        crate = stage.prop("crate#1")
        page.run("prop.board_only")
        page.run("prop.up")
        own = page.board(A).prop_overrides
        page.window.services.work.stage_scene(HALL, "a small hall with a table and two chairs")
        page.until(lambda: "chair#1" in stage.ids)
        assert stage.prop("crate#1") == crate
        assert "cup#1" not in stage.ids
        assert page.board(A).prop_overrides == own
        page.idle()

    window(story)
