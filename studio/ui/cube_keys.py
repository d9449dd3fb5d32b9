"""The faces of the view cube for keyboard and screen reader: Tab comes to them, arrows go round, Return looks."""

from __future__ import annotations

from types import MappingProxyType

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget
from typing_extensions import override

from studio.ui.translation import tr
from studio.viewport.navigation import Side
from studio.viewport.view_cube import HALF_PX, cube_centre

SIDE_WORDS = MappingProxyType[Side, str](
    {
        "front": "From the front",
        "right": "From the right",
        "back": "From behind",
        "left": "From the left",
        "top": "From above",
        "bottom": "From below",
    }
)
_ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
_ROUND: tuple[Side, ...] = ("front", "right", "back", "left")


class CubeKeys(QWidget):
    """Lies over the painted cube and lets the pointer through; the view paints which face has the focus.

    Signals:
        side_chosen: look from this side.
        focus_moved: another face, or none, has the focus.
    """

    side_chosen = Signal(str)
    focus_moved = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("viewCube")
        self.setAccessibleName(tr("View cube"))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._faces = {side: _Face(side, self) for side in SIDE_WORDS}
        self._last: Side = "front"
        self._let_in("front")
        self.hide()

    @property
    def focused(self) -> Side | None:
        """The face that has the focus."""
        return next((side for side, face in self._faces.items() if face.hasFocus()), None)

    def place(self, width: int) -> None:
        """Lies over the cube of a view of that width."""
        x, y = cube_centre(width)
        reach = round(HALF_PX * 1.75)
        self.setGeometry(QRect(round(x) - reach, round(y) - reach, 2 * reach, 2 * reach))
        for face in self._faces.values():
            face.setGeometry(self.rect())

    def go(self, key: Qt.Key) -> None:
        """Moves the focus to the neighbour in that direction."""
        side = self._last
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            goal: Side = "top" if key == Qt.Key.Key_Up else "bottom"
            other: Side = "bottom" if goal == "top" else "top"
            side = "front" if side == other else goal
        else:
            step = 1 if key == Qt.Key.Key_Right else -1
            side = _ROUND[(_ROUND.index(side) + step) % 4] if side in _ROUND else _ROUND[step % 4]
        self._faces[side].setFocus(Qt.FocusReason.TabFocusReason)

    def _let_in(self, side: Side) -> None:
        """Tab comes to one face only, the one it was at last."""
        self._last = side
        for name, face in self._faces.items():
            face.setFocusPolicy(Qt.FocusPolicy.TabFocus if name == side else Qt.FocusPolicy.ClickFocus)


class _Face(QAbstractButton):
    """One face: a button that paints nothing itself."""

    def __init__(self, side: Side, cube: CubeKeys) -> None:
        super().__init__(cube)
        self.setObjectName(f"viewCube.{side}")
        self.setAccessibleName(tr(SIDE_WORDS[side]))
        self._side, self._cube = side, cube
        self.clicked.connect(lambda: cube.side_chosen.emit(side))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        pass

    @override
    def event(self, event: QEvent) -> bool:
        is_claim = event.type() == QEvent.Type.ShortcutOverride
        if is_claim and isinstance(event, QKeyEvent) and Qt.Key(event.key()) in _ARROWS:
            event.accept()  # here arrows are no shortcut of the window's
            return True
        return super().event(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._cube._let_in(self._side)
        self._cube.focus_moved.emit()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._cube.focus_moved.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ARROWS:
            self._cube.go(key)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)
