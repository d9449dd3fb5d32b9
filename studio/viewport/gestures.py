"""What the pointer does in the viewport: points and buttons in, what is wanted out; no window here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from studio.model.stage import Stage, Vec3
from studio.viewport.gizmo import GizmoDrag, handle_at
from studio.viewport.guides import Rect
from studio.viewport.navigation import FreeView, looked_round
from studio.viewport.prop_drag import PropDrag
from studio.viewport.prop_placement import Placements
from studio.viewport.sight import Point
from studio.viewport.view_cube import direction_at
from studio.viewport.view_state import ViewState

Button = Literal["left", "middle", "right"]
How = Literal["only", "toggled", "added"]
_DRAG_PX = 5.0


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where the pointer is, in pixels of the widget, with the keys that are held."""

    at: Point
    shift: bool = False
    ctrl: bool = False
    alt: bool = False


@dataclass(frozen=True, slots=True)
class Picked:
    """A click on a prop, or on none (``""``)."""

    prop_id: str
    how: How


@dataclass(frozen=True, slots=True)
class Boxed:
    """A rectangle was drawn round props: x, y, width, height in pixels."""

    rect: Rect
    how: How


@dataclass(frozen=True, slots=True)
class Turned:
    """The view is to be this one."""

    view: FreeView


@dataclass(frozen=True, slots=True)
class Faced:
    """The view cube was clicked: look from there."""

    direction: Vec3


@dataclass(frozen=True, slots=True)
class Dragged:
    """Props are to stand like this; all of one drag is one step."""

    placements: Placements
    number: int


@dataclass(frozen=True, slots=True)
class Copied:
    """Before a drag goes on, the selection is to be copied and the copies selected."""

    number: int


@dataclass(frozen=True, slots=True)
class Ended:
    """A drag is over; ``what`` was dragged: nothing where it was taken back."""

    what: Literal["view", "props", "nothing"]


@dataclass(frozen=True, slots=True)
class MenuWanted:
    """A click of the right button."""

    at: Point


Outcome = Picked | Boxed | Turned | Faced | Dragged | Copied | Ended | MenuWanted
_Mode = Literal["orbit", "pan", "look", "box", "props", "cube", "none"]


class Gestures:
    """Reads one pointer; ``pick`` tells which prop is under a pixel."""

    def __init__(self, state: ViewState, *, pick: Callable[[Point], str | None]) -> None:
        self._state = state
        self._pick = pick
        self._mode: _Mode = "none"
        self._button: Button = "left"
        self._start = Pointer((0.0, 0.0))
        self._last: Point = (0.0, 0.0)
        self._under: str | None = None
        self._drag: PropDrag | None = None
        self._handle: GizmoDrag | None = None
        self._before: Stage | None = None
        self._number = 0
        self.is_dragging = False

    @property
    def box(self) -> Rect | None:
        """The rectangle that is being drawn."""
        if self._mode != "box" or not self.is_dragging:
            return None
        (x0, y0), (x1, y1) = self._start.at, self._last
        return min(x0, x1), min(y0, y1), abs(x1 - x0), abs(y1 - y0)

    @property
    def is_looking(self) -> bool:
        """Whether the right button is held, so that letters fly."""
        return self._mode == "look"

    @property
    def held_handle(self) -> str:
        """The name of the handle that is dragged."""
        return self._handle.handle.name if self._handle is not None and self._mode == "props" else ""

    def handle_under(self, at: Point, *, size: tuple[int, int]) -> str:
        """The name of the handle that a press would grasp; ``cube`` for the view cube."""
        if direction_at(self._state.cube(size[0]), at) is not None:
            return "cube"
        gizmo = self._state.gizmo()
        handle = handle_at(gizmo.handles(self._state.sight(size)), at) if gizmo is not None else None
        return handle.name if handle is not None else ""

    def press(self, pointer: Pointer, button: Button, *, size: tuple[int, int]) -> None:
        """A button goes down; what it begins shows when the pointer has moved a little."""
        self._start, self._last, self._button = pointer, pointer.at, button
        self.is_dragging, self._under, self._drag, self._handle = False, None, None, None
        if self._state.stage is None:
            self._mode = "none"
        elif button == "left":
            self._mode = self._left(pointer, size)
        else:
            self._mode = "pan" if button == "middle" else "look"

    def move(self, pointer: Pointer, *, size: tuple[int, int]) -> tuple[Outcome, ...]:
        """The pointer moves with a button held."""
        far = abs(pointer.at[0] - self._start.at[0]) + abs(pointer.at[1] - self._start.at[1])
        if self._mode == "none" or (not self.is_dragging and far < _DRAG_PX):
            return ()
        begins = not self.is_dragging
        self.is_dragging = True
        right, down = pointer.at[0] - self._last[0], pointer.at[1] - self._last[1]
        self._last = pointer.at
        match self._mode:
            case "box":
                return ()
            case "props":
                return self._move_props(pointer, size, begins=begins)
            case _:
                return self._move_view(right, down, height_px=size[1])

    def release(self, pointer: Pointer) -> tuple[Outcome, ...]:
        """The button goes up: a drag ends, or it was a click."""
        mode, was_drag, box = self._mode, self.is_dragging, self.box
        self._mode, self.is_dragging = "none", False
        self._drag = self._handle = None
        if mode == "none":
            return ()
        if not was_drag:
            return self._click(mode, pointer)
        if box is not None:
            return (Boxed(box, "added" if pointer.shift or pointer.ctrl else "only"),)
        return (Ended("props" if mode == "props" else "view"),)

    def hold(self) -> None:
        """What is held is used otherwise meanwhile: letting go of it is no click."""
        self.is_dragging = self._mode != "none"

    def cancel(self) -> tuple[Outcome, ...]:
        """Escape: what is dragged goes back to where it was."""
        mode, drag = self._mode, self._drag
        self._mode, self.is_dragging = "none", False
        self._drag = self._handle = None
        if mode == "props" and drag is not None:
            return Dragged(drag.before, self._number), Ended("nothing")
        return ()

    def _left(self, pointer: Pointer, size: tuple[int, int]) -> _Mode:
        state = self._state
        if direction_at(state.cube(size[0]), pointer.at) is not None:
            return "cube"
        gizmo, sight = state.gizmo(), state.sight(size)
        if gizmo is not None:
            handle = handle_at(gizmo.handles(sight), pointer.at)
            if handle is not None:
                self._handle = GizmoDrag(gizmo, handle, sight, pointer.at)
                return "props"
        if pointer.ctrl:
            return "box"
        self._under = self._pick(pointer.at)
        if gizmo is not None and state.tool == "move" and self._under in state.movable:
            return "props"
        if state.tool == "select" and not pointer.alt:
            return "box"
        return "pan" if pointer.shift else "orbit"

    def _move_props(self, pointer: Pointer, size: tuple[int, int], *, begins: bool) -> tuple[Outcome, ...]:
        if begins:
            self._number += 1
            # The copies become the selection before the drag looks what it drags.
            if self._start.alt:
                return (Copied(self._number),)
        if self._drag is None:
            stage = self._state.stage
            if stage is None or not self._state.movable:
                return ()
            self._drag = PropDrag(
                stage, self._state.movable, self._state.sight(size), self._start.at, self._handle, self._state.tool
            )
        snaps = self._state.snaps != pointer.ctrl
        return (Dragged(self._drag.placements(pointer.at, snaps=snaps), self._number),)

    def _move_view(self, right: float, down: float, *, height_px: int) -> tuple[Outcome, ...]:
        state = self._state
        if not state.may_move:
            return ()
        orbit = state.orbit
        if self._mode == "look":
            return (Turned(looked_round(orbit, right, down, height_px=height_px)),)
        change = orbit.panned if self._mode == "pan" else orbit.orbited
        return (Turned(change(right, down, height_px=height_px)),)

    def _click(self, mode: _Mode, pointer: Pointer) -> tuple[Outcome, ...]:
        if self._button == "right":
            return (MenuWanted(pointer.at),)
        if self._button == "middle":
            return ()
        if mode == "cube":
            direction = direction_at(self._state.cube_seen, pointer.at)
            return (Faced(direction),) if direction is not None else ()
        if self._handle is not None:
            return ()
        prop_id = self._under if self._under is not None else self._pick(pointer.at)
        how: How = "toggled" if pointer.ctrl else "added" if pointer.shift else "only"
        return (Picked(prop_id or "", how),)
