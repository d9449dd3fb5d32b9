"""The 3D view under a person's hands: the pointer, the keys, flying, and what is drawn over the picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from typing import assert_never

from PySide6.QtCore import QPointF, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from studio.model.documents import CameraKey
from studio.model.stage import Stage
from studio.ui.cube_keys import CubeKeys
from studio.ui.position_keys import key_of
from studio.viewport.flight import Flight
from studio.viewport.gestures import (
    Boxed,
    Button,
    Copied,
    Dragged,
    Ended,
    Faced,
    Gestures,
    MenuWanted,
    Outcome,
    Picked,
    Pointer,
    Turned,
)
from studio.viewport.guides import Rect
from studio.viewport.navigation import FreeView, Side, view_towards
from studio.viewport.view_cube import NORMALS
from studio.viewport.view_glide import GLIDE_MS, between
from studio.viewport.view_state import ViewState
from studio.viewport.widget import ContextCheck, ViewportColours, ViewportWidget, is_usable

_FLIGHT_MS = 15
_REST_MS, _SLICE_S = 350, 0.006
"""A view that has rested so long is drawn finer, so much of it at a time."""

_KEY_STEP_PX = 24
_BUTTONS: dict[Qt.MouseButton, Button] = {
    Qt.MouseButton.LeftButton: "left",
    Qt.MouseButton.MiddleButton: "middle",
    Qt.MouseButton.RightButton: "right",
}
_ARROWS = {
    Qt.Key.Key_Left: (_KEY_STEP_PX, 0),
    Qt.Key.Key_Right: (-_KEY_STEP_PX, 0),
    Qt.Key.Key_Up: (0, _KEY_STEP_PX),
    Qt.Key.Key_Down: (0, -_KEY_STEP_PX),
}


@dataclass(frozen=True, slots=True)
class Overlay:
    """What is drawn over the picture: ``handle`` is the one under the pointer or in hand, ``box`` the rectangle that
    is being drawn, ``face`` the face of the view cube that has the focus."""

    state: ViewState
    size: tuple[int, int]
    handle: str
    box: Rect | None
    is_flying: bool
    face: Side | None = None


class StageViewport(ViewportWidget):
    """A viewport that is walked through and worked in.

    Signals:
        prop_picked: a click chose a prop by id (``""`` over none): ``only``, ``added`` or ``toggled``.
        props_boxed: a rectangle chose props by id: ``only`` or ``added``.
        props_dragged: placements by prop id, and the number of the drag they belong to.
        copies_wanted: the selection is to be copied before the drag of that number goes on.
        drag_ended: a drag of props is over.
        menu_wanted: the right button was clicked at this point of the widget.
        camera_moved: a gesture moved the shot camera (a CameraKey); only where that is allowed.
        flying_changed: letters fly, or no longer do.
    """

    prop_picked = Signal(str, str)
    props_boxed = Signal(object, str)
    props_dragged = Signal(object, int)
    copies_wanted = Signal(int)
    drag_ended = Signal()
    menu_wanted = Signal(object)
    camera_moved = Signal(object)
    flying_changed = Signal(bool)

    def __init__(
        self, colours: ViewportColours, parent: QWidget | None = None, *, check_context: ContextCheck = is_usable
    ) -> None:
        super().__init__(colours, parent, check_context=check_context)
        self.setMouseTracking(True)
        self._cube = CubeKeys(self)
        self._cube.side_chosen.connect(self._look_from)
        self._cube.focus_moved.connect(self.update)
        self._gestures = Gestures(self._state, pick=lambda at: self.pick_at(QPointF(*at)))
        self._flight = Flight()
        self._overlays: list[Callable[[QPainter, Overlay], None]] = []
        self._hovered = ""
        self._glides = True
        self._flown_at = 0.0
        self._flying = QTimer(self, interval=_FLIGHT_MS)
        self._flying.timeout.connect(self._fly)
        self._resting = QTimer(self, singleShot=True)
        self._resting.timeout.connect(self._refine)
        self._gliding = QVariantAnimation(self, startValue=0.0, endValue=1.0, duration=GLIDE_MS)
        self._glide_ends = (FreeView(), FreeView())
        self._gliding.valueChanged.connect(lambda share: self._move_to(between(*self._glide_ends, float(share))))

    @override
    def show_stage(self, stage: Stage | None) -> None:
        super().show_stage(stage)
        self._show_cube()

    @override
    def show_camera(self, key: CameraKey | None, *, sensor: str, aspect: float) -> None:
        super().show_camera(key, sensor=sensor, aspect=aspect)
        self._show_cube()

    @override
    def set_free_view(self, *, enabled: bool) -> None:
        super().set_free_view(enabled=enabled)
        self._show_cube()

    @property
    def is_flying(self) -> bool:
        """Whether letters fly: the right button is held, or flying is switched on."""
        return self._flight.is_on or self._gestures.is_looking

    @property
    def is_driven(self) -> bool:
        """Whether a hand is on the view or on what it shows: what comes from elsewhere waits."""
        return self._gestures.is_dragging or self._flight.is_moving

    def add_overlay(self, paint: Callable[[QPainter, Overlay], None]) -> None:
        """Has something drawn over the picture, after what was added before."""
        self._overlays.append(paint)

    def set_glides(self, *, enabled: bool) -> None:
        """Whether the free view glides to where it is sent; otherwise it is there at once."""
        self._glides = enabled

    def set_flying(self, *, enabled: bool) -> None:
        """Lets letters fly without a button held, until Escape."""
        if enabled != self._flight.is_on:
            self._flight.is_on = enabled
            self._flight.stop()
            self.flying_changed.emit(enabled)
            self.update()

    def frame_selection(self) -> None:
        """Brings the selection, or the whole set, into the view."""
        if self._state.stage is not None:
            self.glide_to(self._state.framed())

    def glide_to(self, view: FreeView) -> None:
        """Moves the free view, over a moment where that is wanted."""
        self._gliding.stop()
        if self._glides and self.isVisible() and self._state.is_free:
            self._glide_ends = (self._state.free_view, view)
            self._gliding.start()
        else:
            self._move_to(view)
            self._tell_camera()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cube.place(self.width())

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        self._flying.stop()
        self._resting.stop()
        self._gliding.stop()
        self._flight.stop()
        super().hideEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        # A key that goes up elsewhere flies no further.
        self._flight.stop()
        super().focusOutEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        button = _BUTTONS.get(event.button())
        if button is not None and not self._gestures.is_dragging:
            self._gliding.stop()
            self._gestures.press(_pointer(event), button, size=self._size())
        event.accept()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons():
            self._do(self._gestures.move(_pointer(event), size=self._size()))
            if self._gestures.box is not None:
                self.update()
            return
        hovered = self._gestures.handle_under(_pointer(event).at, size=self._size())
        if hovered != self._hovered:
            self._hovered = hovered
            self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._do(self._gestures.release(_pointer(event)))
        if not self.is_flying:
            self._flight.stop()
        self.update()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._state.is_free and self._state.stage is not None:
            # What lies there becomes the middle that the free view turns about.
            prop_id = self.pick_at(event.position())
            self.glide_to(self._state.pivoted(_pointer(event).at, prop_id, size=self._size()))
        event.accept()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y() / 120
        if self._gestures.is_looking:
            self._flight.faster(steps)
        elif steps and self._state.may_move:
            self._move_to(self._state.orbit.dollied(steps))
            self._tell_camera()
        else:
            event.ignore()
            return
        event.accept()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, letter = Qt.Key(event.key()), key_of(event)
        self._flight.is_fast = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if self.is_flying and self._flight.press(letter):
            self._gestures.hold()
            if not self._flying.isActive():
                self._flown_at = perf_counter()
                self._flying.start()
        elif key == Qt.Key.Key_Escape and (self._gestures.is_dragging or self._flight.is_on):
            self._do(self._gestures.cancel())
            self.set_flying(enabled=False)
        elif letter == "F":
            self.frame_selection()
        elif key in _ARROWS and self._state.may_move:
            self._move_to(self._state.orbit.orbited(*_ARROWS[key], height_px=self.height()))
            self._tell_camera()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus) and self._state.may_move:
            self._move_to(self._state.orbit.dollied(-1 if key == Qt.Key.Key_Minus else 1))
            self._tell_camera()
        else:
            super().keyPressEvent(event)

    @override
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            return
        was_moving = self._flight.is_moving
        self._flight.release(key_of(event))
        if was_moving and not self._flight.is_moving:
            self._tell_camera()
        super().keyReleaseEvent(event)

    @override
    def _paint_over(self, painter: QPainter) -> None:
        super()._paint_over(painter)
        if self._state.stage is not None:
            handle = self._gestures.held_handle or self._hovered
            overlay = Overlay(self._state, self._size(), handle, self._gestures.box, self.is_flying, self._cube.focused)
            for paint in self._overlays:
                paint(painter, overlay)

    @override
    def paintGL(self) -> None:
        super().paintGL()
        if self._canvas is not None and not self._is_moving and not self._canvas.is_refined:
            self._resting.start(_REST_MS)

    def _refine(self) -> None:
        """Makes the picture of a view at rest a finer one, a slice at a time; the last one shows it."""
        if self._state.stage is None or self._is_moving or not self._can_draw() or self._canvas is None:
            return
        self.makeCurrent()
        try:
            is_whole = self._canvas.refine(self._state, self._viewport()[2:], slice_s=_SLICE_S, frame_s=self._frame_s)
        finally:
            self.doneCurrent()
        if is_whole:
            self.update()
        else:
            self._resting.start(0)

    def _show_cube(self) -> None:
        self._cube.setVisible(self._state.has_cube)

    def _look_from(self, side: Side) -> None:
        self.glide_to(view_towards(NORMALS[side], about=self._state.free_view))

    def _do(self, outcomes: tuple[Outcome, ...]) -> None:
        for outcome in outcomes:
            match outcome:
                case Picked(prop_id, how):
                    self.prop_picked.emit(prop_id, how)
                case Boxed(rect, how):
                    self.props_boxed.emit(self.props_in(rect), how)
                case Turned(view):
                    self._move_to(view)
                case Faced(direction):
                    self.glide_to(view_towards(direction, about=self._state.free_view))
                case Dragged(placements, number):
                    self.props_dragged.emit(placements, number)
                case Copied(number):
                    self.copies_wanted.emit(number)
                case MenuWanted(at):
                    self.menu_wanted.emit(QPointF(*at).toPoint())
                case Ended("view"):
                    self._tell_camera()
                case Ended("props"):
                    self.drag_ended.emit()
                case Ended():
                    pass
                case _:
                    assert_never(outcome)

    def _fly(self) -> None:
        now = perf_counter()
        seconds, self._flown_at = now - self._flown_at, now
        if self._flight.is_moving and self.is_flying and self._state.may_move:
            self._move_to(self._flight.carried(self._state.orbit, seconds))
        else:
            self._flying.stop()

    def _tell_camera(self) -> None:
        if self._state.may_move and not self._state.is_free:
            self.camera_moved.emit(self._state.camera)

    def _move_to(self, view: FreeView) -> None:
        self._state.move_to(view)
        self._moved()

    def _size(self) -> tuple[int, int]:
        return self.width(), self.height()


def _pointer(event: QMouseEvent) -> Pointer:
    held, at = event.modifiers(), event.position()
    return Pointer(
        (at.x(), at.y()),
        shift=bool(held & Qt.KeyboardModifier.ShiftModifier),
        ctrl=bool(held & Qt.KeyboardModifier.ControlModifier),
        alt=bool(held & Qt.KeyboardModifier.AltModifier),
    )
