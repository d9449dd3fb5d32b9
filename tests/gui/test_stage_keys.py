"""The keys of the stage: by their place on the keyboard, under any layout or input method; each edit with its undo."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from studio.settings import load_preferences
from studio.ui.actions import ACTIONS
from studio.viewport.gizmo import Tool
from tests.gui.conftest import Play
from tests.gui.pages import StudioPage
from tests.gui.set_page import ALT, CTRL, NO_KEYS, RIGHT, SHIFT, SetPage
from tests.gui.small_film import A
from tests.gui.small_set import CRATE, CUP, SET, TABLE

W_PLACE, E_PLACE, R_PLACE, M_PLACE, V_PLACE = 25, 26, 27, 58, 55
"""evdev + 8, as X11 gives them."""


PRESSES: tuple[tuple[int, int, str, Tool], ...] = (
    (W_PLACE, Qt.Key.Key_W, "w", "move"),
    (E_PLACE, 0x3137, "ㄷ", "turn"),
    (R_PLACE, 0x3131, "ㄱ", "scale"),
    (E_PLACE, Qt.Key.Key_Period, ".", "turn"),
    (0, 0x3148, "ㅈ", "move"),
    (0, 0x3137, "ㄷ", "turn"),
    (0, 0x3132, "ㄲ", "scale"),
    (0, Qt.Key.Key_Q, "q", "select"),
)
"""Code, key and text: Latin, Korean two-set, Dvorak; then without a code, as other platforms and tests give them."""


def test_that_a_tool_is_taken_by_the_place_of_its_key_under_any_layout(window: Play) -> None:
    def story(page: StudioPage) -> None:
        stage = SetPage(page)
        knows_codes = QGuiApplication.platformName() == "xcb"
        for code, key, text, tool in PRESSES:
            if code and not knows_codes:
                continue
            page.window.view_state.use_tool("scale" if tool != "scale" else "select")
            stage.key(key, scan_code=code, text=text)
            assert page.window.view_state.tool == tool, text
            assert page.window.registry[f"prop.{tool}"].isChecked()

    window(story)


def test_that_letters_are_typed_where_words_are_written(window: Play) -> None:
    def story(page: StudioPage) -> None:
        SetPage(page)
        page.window.stage_page.prompt.setFocus()
        page.window.stage_page.prompt.clear()
        page.type("were")
        assert page.window.stage_page.prompt.text() == "were"
        assert page.window.view_state.tool == "move"

    window(story)


EDITS: tuple[tuple[str, Qt.Key, Qt.KeyboardModifier], ...] = (
    ("duplicate", Qt.Key.Key_D, CTRL),
    ("delete", Qt.Key.Key_Delete, NO_KEYS),
    ("group", Qt.Key.Key_G, ALT),
    ("hide", Qt.Key.Key_H, NO_KEYS),
    ("lock", Qt.Key.Key_L, NO_KEYS),
    ("left", Qt.Key.Key_Left, NO_KEYS),
    ("right", Qt.Key.Key_Right, SHIFT),
    ("away", Qt.Key.Key_Up, NO_KEYS),
    ("nearer", Qt.Key.Key_Down, NO_KEYS),
    ("up", Qt.Key.Key_Up, ALT),
    ("turn_left", Qt.Key.Key_Comma, NO_KEYS),
    ("turn_right", Qt.Key.Key_Period, SHIFT),
)


def test_that_each_key_edits_what_is_chosen_and_one_undo_takes_it_back(window: Play) -> None:
    def story(page: StudioPage) -> None:
        stage = SetPage(page)
        boards = len(page.order)
        for name, key, modifiers in EDITS:
            stage.choose("table#1", "crate#1")
            page.press(key, modifiers)
            assert stage.props != SET.props, name
            assert len(page.order) == boards
            stage.undo()
            assert stage.props == SET.props, name

    window(story)


def test_that_nudges_go_as_the_picture_shows_and_a_burst_is_one_step(window: Play) -> None:
    def story(page: StudioPage) -> None:
        stage = SetPage(page)
        page.run("view.front")
        stage.choose("table#1")
        for _ in range(3):
            page.press(Qt.Key.Key_Right)
        page.press(Qt.Key.Key_Up, SHIFT)
        assert stage.prop("table#1").position == pytest.approx((0.3, 0.0, -0.01))
        assert stage.prop("cup#1").position == pytest.approx((0.6, 0.75, 0.09))
        stage.undo()
        assert stage.prop("table#1") == TABLE
        page.run("view.right")
        page.press(Qt.Key.Key_Right)
        assert stage.prop("table#1").position == pytest.approx((0.0, 0.0, -0.1))

    window(story)


def test_that_deleting_a_table_takes_along_what_stands_on_it(window: Play) -> None:
    def story(page: StudioPage) -> None:
        stage = SetPage(page)
        stage.choose("table#1")
        page.press(Qt.Key.Key_Delete)
        assert stage.ids == ["crate#1", "mina"]
        assert stage.chosen == []
        stage.undo()
        assert (stage.prop("table#1"), stage.prop("cup#1")) == (TABLE, CUP)

    window(story)


def test_that_ctrl_d_copies_a_board_where_no_prop_is_chosen(window: Play) -> None:
    def story(page: StudioPage) -> None:
        SetPage(page)
        boards = len(page.order)
        page.press(Qt.Key.Key_D, CTRL)
        assert len(page.order) == boards + 1

    window(story)


def test_that_all_none_and_the_others_are_chosen_by_keys(window: Play) -> None:
    def story(page: StudioPage) -> None:
        stage = SetPage(page)
        page.press(Qt.Key.Key_A, CTRL)
        assert set(stage.chosen) == {prop.id for prop in SET.props}
        page.press(Qt.Key.Key_Escape)
        assert stage.chosen == []
        stage.choose("mina")
        page.press(Qt.Key.Key_I, CTRL)
        assert stage.chosen == ["table#1", "cup#1", "crate#1"]

    window(story)


def test_that_a_group_is_chosen_as_one_and_can_be_ungrouped(window: Play) -> None:
    def story(page: StudioPage) -> None:
        stage = SetPage(page)
        stage.choose("table#1", "crate#1")
        page.press(Qt.Key.Key_G, ALT)
        stage.choose()
        stage.click(stage.grip("crate#1"))
        assert stage.chosen == ["table#1", "crate#1"]
        stage.click(stage.grip("crate#1"))
        assert stage.chosen == ["crate#1"]
        page.press(Qt.Key.Key_G, ALT | SHIFT)
        assert stage.prop("crate#1").group is None and stage.prop("table#1").group is not None

    window(story)


def test_that_what_is_hidden_is_brought_back_all_at_once(window: Play) -> None:
    def story(page: StudioPage) -> None:
        stage = SetPage(page)
        stage.choose("crate#1", "mina")
        page.press(Qt.Key.Key_H)
        assert stage.prop("crate#1").hidden and stage.prop("mina").hidden
        page.press(Qt.Key.Key_H, ALT)
        assert not stage.prop("crate#1").hidden and not stage.prop("mina").hidden
        stage.undo()
        assert stage.prop("crate#1").hidden

    window(story)


def test_that_the_set_is_seen_from_every_side_by_the_number_keys(window: Play) -> None:
    keypad = Qt.KeyboardModifier.KeypadModifier

    def story(page: StudioPage) -> None:
        stage = SetPage(page)
        seen = []
        for key, modifiers in (
            (Qt.Key.Key_1, keypad),
            (Qt.Key.Key_1, keypad | CTRL),
            (Qt.Key.Key_3, keypad),
            (Qt.Key.Key_3, keypad | CTRL),
            (Qt.Key.Key_7, keypad),
        ):
            page.press(key, modifiers)
            view = stage.viewport.free_view
            seen.append((round(view.yaw_deg), round(view.pitch_deg)))
        assert seen == [(0, 0), (180, 0), (90, 0), (270, 0), (0, 90)]
        page.press(Qt.Key.Key_5, keypad)
        assert stage.viewport.free_view.is_flat
        page.press(Qt.Key.Key_5, keypad)
        assert not stage.viewport.free_view.is_flat

    window(story)


def test_that_letters_fly_while_the_right_button_is_held_under_a_korean_input_method(window: Play) -> None:
    def story(page: StudioPage) -> None:
        stage = SetPage(page)
        before = stage.viewport.free_view
        middle = stage.viewport.rect().center()
        stage.drag(middle, middle, button=RIGHT, lets_go=False, steps=1)
        stage.key(0x3148, text="ㅈ")
        page.until(lambda: stage.viewport.free_view.pivot != before.pivot)
        stage.key(0x3148, text="ㅈ", kind=QEvent.Type.KeyRelease)
        stage.let_go(middle, button=RIGHT)
        after = stage.viewport.free_view
        assert page.window.view_state.tool == "move"
        assert (after.yaw_deg, after.distance_m) == (before.yaw_deg, before.distance_m)
        page.window.view_state.use_tool("turn")
        stage.key(0x3148, text="ㅈ")
        assert page.window.view_state.tool == "move"
        assert QApplication.activePopupWidget() is None

    window(story)


def test_that_flying_is_switched_on_and_off(window: Play) -> None:
    def story(page: StudioPage) -> None:
        stage = SetPage(page)
        page.press(Qt.Key.Key_V)
        assert stage.viewport.is_flying
        assert page.window.registry["view.fly"].isChecked()
        before = stage.viewport.free_view
        stage.key(Qt.Key.Key_R, text="r")
        page.until(lambda: stage.viewport.free_view.pivot[1] > before.pivot[1])
        stage.key(Qt.Key.Key_R, text="r", kind=QEvent.Type.KeyRelease)
        page.press(Qt.Key.Key_Escape)
        page.until(lambda: not stage.viewport.is_flying)
        assert not page.window.registry["view.fly"].isChecked()
        page.press(Qt.Key.Key_R)
        assert page.window.view_state.tool == "scale"

    window(story)


def test_that_views_glide_unless_motion_is_reduced(window: Play) -> None:
    def story(page: StudioPage) -> None:
        stage = SetPage(page)
        stage.viewport.set_glides(enabled=True)
        stage.choose("crate#1")
        start = stage.viewport.free_view.distance_m
        seen: list[float] = []
        stage.viewport.free_view_moved.connect(lambda: seen.append(stage.viewport.free_view.distance_m))
        page.press(Qt.Key.Key_F)
        page.until(lambda: stage.viewport.free_view.pivot == pytest.approx((2.0, 0.3, 1.0)))
        end = stage.viewport.free_view.distance_m
        assert any(min(start, end) < distance < max(start, end) for distance in seen)
        page.run("view.still")
        assert load_preferences().reduces_motion
        page.run("view.top")
        assert stage.viewport.free_view.pitch_deg > 80
        page.run("view.still")
        assert not load_preferences().reduces_motion

    window(story)


def test_that_the_shot_camera_is_driven_and_undone_while_the_free_view_stays(window: Play) -> None:
    def story(page: StudioPage) -> None:
        stage = SetPage(page, view="camera")
        before, free = page.board(A).camera_keys[0], stage.viewport.free_view
        stage.key(Qt.Key.Key_V, text="v")
        stage.key(Qt.Key.Key_W, text="w")
        page.until(lambda: stage.viewport.state.camera != before)
        stage.key(Qt.Key.Key_W, text="w", kind=QEvent.Type.KeyRelease)
        assert page.board(A).camera_keys[0].position[2] < before.position[2]
        assert stage.viewport.free_view == free
        stage.undo()
        assert page.board(A).camera_keys[0] == before

    window(story)


def test_that_every_key_is_shown_with_its_action_and_used_once() -> None:
    keys = [key for spec in ACTIONS for key in spec.keys.split()]
    assert len(set(keys)) == len(keys)
    assert all(not (spec.keys and spec.shortcut) for spec in ACTIONS)


def test_that_the_field_to_replace_by_is_reached_by_a_key(window: Play) -> None:
    def story(page: StudioPage) -> None:
        stage = SetPage(page)
        stage.choose("crate#1")
        page.press(Qt.Key.Key_X)
        assert page.find(QLineEdit, "assetSearch").hasFocus()
        assert stage.prop("crate#1") == CRATE

    window(story)


def test_that_the_faces_of_the_view_cube_are_reached_by_tab_and_arrows(window: Play) -> None:
    def story(page: StudioPage) -> None:
        stage = SetPage(page)
        page.press(Qt.Key.Key_Tab)
        faces = {name: page.find(QAbstractButton, f"viewCube.{name}") for name in ("front", "right", "top", "bottom")}
        page.until(lambda: faces["front"].hasFocus())
        assert faces["front"].accessibleName() == "From the front"
        for key, name in (
            (Qt.Key.Key_Right, "right"),
            (Qt.Key.Key_Up, "top"),
            (Qt.Key.Key_Down, "front"),
            (Qt.Key.Key_Down, "bottom"),
            (Qt.Key.Key_Up, "front"),
            (Qt.Key.Key_Right, "right"),
        ):
            page.press(key)
            page.until(faces[name].hasFocus)
        page.press(Qt.Key.Key_Return)
        assert stage.viewport.free_view.yaw_deg == 90.0
        assert abs(stage.viewport.free_view.pitch_deg) < 1e-9
        page.run("view.camera")
        assert not faces["front"].isVisible()
        page.run("view.free")
        assert faces["front"].isVisible()

    window(story)
