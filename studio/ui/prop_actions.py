"""What the actions of the stage do: tools, choice, edits of props, views."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from math import cos, radians, sin
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from studio.model.stage import Vec3
from studio.settings import load_preferences, save_preferences
from studio.viewport.gizmo import TOOLS
from studio.viewport.navigation import Side, flattened, view_from

if TYPE_CHECKING:
    from studio.ui.main_window import MainWindow

_STEP_M, _FINE_M = 0.1, 0.01
_TURN_DEG, _FINE_DEG = 15.0, 1.0
_SIDES: tuple[Side, ...] = ("front", "back", "left", "right", "top", "bottom")
_OF_CHOSEN = (
    *("none", "duplicate", "replace", "delete", "rename", "group", "ungroup", "hide", "lock", "drop"),
    *("left", "right", "away", "nearer", "up", "down", "turn_left", "turn_right"),
)
"""Actions that need props to be chosen; those that change nothing may be used where the project can only be read."""

_HARMLESS = frozenset({"none"})


def prop_actions(window: MainWindow) -> dict[str, Callable[[], object]]:
    """The actions of the Props menu, by name."""
    view, commands, page, outliner = window.view_state, window.prop_commands, window.stage_page, window.side.outliner

    def hide() -> None:
        chosen = commands.chosen()
        commands.set_hidden([prop.id for prop in chosen], hidden=any(not prop.hidden for prop in chosen))

    def show_all() -> None:
        stage = commands.stage()
        commands.set_hidden([p.id for p in stage.props if p.hidden] if stage is not None else (), hidden=False)

    def lock() -> None:
        chosen = commands.chosen()
        commands.set_locked([prop.id for prop in chosen], locked=any(not prop.locked for prop in chosen))

    def search() -> None:
        window.side.show_set()
        window.side.props.assets.field.setFocus()

    def rename() -> None:
        window.side.show_set()
        outliner.rename()

    def nudge(right: int, up: int, away: int) -> None:
        yaw = page.viewport.state.orbit.yaw_deg if page.viewport is not None else 0.0
        commands.nudge(_along_view(yaw, right, up, away, _FINE_M if _is_fine() else _STEP_M))

    def turn(way: int) -> None:
        commands.turn(way * (_FINE_DEG if _is_fine() else _TURN_DEG))

    return {
        **{f"prop.{tool}": partial(view.use_tool, tool) for tool in TOOLS},
        "prop.snap": lambda: view.set_snaps(enabled=not view.snaps),
        "prop.all": commands.select,
        "prop.none": lambda: view.select_props(()),
        "prop.invert": lambda: commands.select(inverted=True),
        "prop.duplicate": commands.duplicate,
        "prop.replace": search,
        "prop.delete": commands.delete,
        "prop.rename": rename,
        "prop.group": commands.group,
        "prop.ungroup": commands.ungroup,
        "prop.hide": hide,
        "prop.show_all": show_all,
        "prop.lock": lock,
        "prop.drop": commands.drop,
        "prop.left": lambda: nudge(-1, 0, 0),
        "prop.right": lambda: nudge(1, 0, 0),
        "prop.away": lambda: nudge(0, 0, 1),
        "prop.nearer": lambda: nudge(0, 0, -1),
        "prop.up": lambda: nudge(0, 1, 0),
        "prop.down": lambda: nudge(0, -1, 0),
        "prop.turn_left": lambda: turn(1),
        "prop.turn_right": lambda: turn(-1),
        "prop.board_only": lambda: view.set_board_only(enabled=not view.is_board_only),
        "prop.reset": commands.reset,
    }


def walk_actions(window: MainWindow) -> dict[str, Callable[[], object]]:
    """The actions of the View menu that move the free view, by name."""
    view, page = window.view_state, window.stage_page

    def look_from(side: Side) -> None:
        view.use_view("free")
        if page.viewport is not None:
            state = page.viewport.state
            page.viewport.glide_to(view_from(side, about=state.free_view, is_flat=state.free_view.is_flat))

    def flatten() -> None:
        view.use_view("free")
        if page.viewport is not None:
            free = page.viewport.free_view
            page.viewport.glide_to(flattened(free, is_flat=not free.is_flat))

    def fly() -> None:
        if page.viewport is not None:
            page.viewport.set_flying(enabled=not page.viewport.is_flying)
            page.viewport.setFocus()

    def keep_still() -> None:
        reduces = not load_preferences().reduces_motion
        save_preferences(replace(load_preferences(), reduces_motion=reduces))
        page.set_glides(enabled=not reduces)

    def frame() -> None:
        if page.viewport is not None:
            page.viewport.frame_selection()

    return {
        "view.frame": frame,
        "view.fly": fly,
        "view.flat": flatten,
        "view.still": keep_still,
        **{f"view.{side}": partial(look_from, side) for side in _SIDES},
    }


def follow_choice(window: MainWindow) -> None:
    """Keeps the actions of props in step with what is chosen and looked at."""
    view, actions, is_read_only = window.view_state, window.registry, window.services.is_read_only

    def show() -> None:
        for name in _OF_CHOSEN:
            actions[f"prop.{name}"].setEnabled(bool(view.props) and (not is_read_only or name in _HARMLESS))
        for tool in TOOLS:
            actions[f"prop.{tool}"].setChecked(view.tool == tool)
        actions["prop.snap"].setChecked(view.snaps)
        actions["prop.board_only"].setChecked(view.is_board_only)
        actions["prop.board_only"].setEnabled(bool(view.board) and not is_read_only)
        for name in ("prop.reset", "prop.show_all"):
            actions[name].setEnabled(not is_read_only)
        actions["view.still"].setChecked(load_preferences().reduces_motion)

    for signal in (
        view.props_changed,
        view.tool_changed,
        view.snaps_changed,
        view.board_only_changed,
        view.board_changed,
    ):
        signal.connect(lambda _value: show())
    show()


def _is_fine() -> bool:
    return bool(QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)


def _along_view(yaw_deg: float, right: int, up: int, away: int, step_m: float) -> Vec3:
    """A step as the picture shows it, along the world's axis that is nearest to it."""
    quarter = radians(round(yaw_deg / 90.0) * 90.0)
    x = right * cos(quarter) - away * sin(quarter)
    z = -right * sin(quarter) - away * cos(quarter)
    return round(x) * step_m, up * step_m, round(z) * step_m
