"""Choosing a point of a picture: by a click, or with arrows and Enter."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from studio.ui.badge import paint_badge
from studio.ui.theme import Theme, interface_font
from studio.ui.translation import tr

_STEP, _LARGE_STEP = 0.01, 0.1
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_TAKEN = frozenset({*_ARROWS, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Space})
_REACH = 14


class PointPicker(QWidget):
    """Lies over a picture until a point of it is chosen, or the person leaves."""

    picked = Signal(float, float)
    """The point, as fractions of the picture."""

    def __init__(self, over: QWidget, area: QRectF, theme: Theme) -> None:
        super().__init__(over)
        self.setObjectName("pointPicker")
        self.setAccessibleName(tr("Point of the picture"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setMouseTracking(True)
        self._area, self._theme = area, theme
        self._at = (0.5, 0.5)
        self.setGeometry(over.rect())
        over.installEventFilter(self)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and event.key() in _TAKEN:
            # The window's own shortcuts for arrows and Space wait.
            event.accept()
            return True
        return super().event(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Hide):
            # The picture lies elsewhere now.
            self._leave()
        return super().eventFilter(watched, event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ARROWS:
            step = _LARGE_STEP if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else _STEP
            self._move_to(self._at[0] + step * _ARROWS[key][0], self._at[1] + step * _ARROWS[key][1])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._pick()
        elif key == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(event.position())

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._area.contains(event.position()):
            self._point_at(event.position())
            self._pick()
        else:
            self._leave()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            self._leave()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = self._area.x() + self._at[0] * self._area.width()
        y = self._area.y() + self._at[1] * self._area.height()
        for colour, width in (("ground0", 4), ("accent", 2)):
            painter.setPen(QPen(self._theme.colour(colour), width))
            painter.drawLine(QPointF(x - _REACH, y), QPointF(x + _REACH, y))
            painter.drawLine(QPointF(x, y - _REACH), QPointF(x, y + _REACH))
        painter.setFont(interface_font(11))
        words = tr("Click a point, or arrows and Enter; Esc leaves")
        width = min(painter.fontMetrics().horizontalAdvance(words) + 24, self.width())
        box = QRectF((self.width() - width) / 2, self._area.bottom() - 36, width, 24)
        paint_badge(painter, self._theme, box, words)

    def _point_at(self, at: QPointF) -> None:
        self._move_to((at.x() - self._area.x()) / self._area.width(), (at.y() - self._area.y()) / self._area.height())

    def _move_to(self, x: float, y: float) -> None:
        self._at = min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0)
        self.update()

    def _pick(self) -> None:
        if not self.isHidden():
            self._leave()
            self.picked.emit(*self._at)

    def _leave(self) -> None:
        if not self.isHidden():
            self.hide()
            self.deleteLater()
