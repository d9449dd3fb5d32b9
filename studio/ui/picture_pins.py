"""Comments on points of a picture: a numbered pin over each, wherever the board's picture is shown."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget
from typing_extensions import override

from studio.model.comment import PicturePoint
from studio.model.ids import DocPath
from studio.ui.comment_desk import CommentDesk
from studio.ui.picture_view import PictureWatch
from studio.ui.theme import Theme, interface_font
from studio.ui.translation import tr
from studio.workflows.comment_threads import Thread

_PIN = 22
_MOST_PINS = 60
_READ_OUT = 80
"""Characters of a comment that a screen reader is told with its pin."""


class Pin(QAbstractButton):
    """One comment's pin, in the colour of who made it; a ring marks the one that is looked at."""

    def __init__(self, number: int, thread: Thread, desk: CommentDesk, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._number = theme, number
        self._uid = thread.first.comment.uid
        self._is_chosen = desk.is_chosen(thread)
        words = " ".join(thread.first.comment.text.split())[:_READ_OUT]
        self.setAccessibleName(
            tr("Comment {number}, {name}: {words}", number=number, name=desk.name_of(self._uid), words=words)
        )
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.resize(_PIN, _PIN)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        disc = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        # A dark ring, so that it is seen on white paper too; the accent marks the one in focus.
        is_marked = self._is_chosen or self.hasFocus()
        painter.setPen(QPen(self._theme.colour("accent" if is_marked else "ground0"), 2))
        painter.setBrush(self._theme.person(self._uid))
        painter.drawEllipse(disc)
        if is_marked:
            painter.setPen(QPen(self._theme.colour("ground0"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(disc.adjusted(1.5, 1.5, -1.5, -1.5))
        painter.setPen(self._theme.colour("on_accent"))
        painter.setFont(interface_font(11 if self._number < 100 else 9, weight=QFont.Weight.DemiBold))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(self._number))


class PicturePins(QObject):
    """Keeps the pins of one view where their points are."""

    opened = Signal(str)
    """A pin was clicked: the comment's path."""

    def __init__(self, watch: PictureWatch, desk: CommentDesk, theme: Theme) -> None:
        super().__init__(watch)
        self._watch, self._view, self._desk, self._theme = watch, watch.view, desk, theme
        self._pins: dict[DocPath, tuple[Pin, PicturePoint]] = {}
        self._shown: tuple[object, ...] = ()
        watch.changed.connect(self.refresh)

    @property
    def pins(self) -> tuple[Pin, ...]:
        """The pins that are shown, by their numbers."""
        return tuple(pin for pin, _ in self._pins.values())

    def refresh(self) -> None:
        """Shows the pins of the board in view; those that are right already are only put in their places."""
        area = self._watch.area()
        wanted = self._desk.pins_on(self._view.board())[:_MOST_PINS] if area is not None else ()
        shown = (*((number, thread) for number, thread in wanted), self._desk.chosen)
        if shown != self._shown:
            self._shown = shown
            self._make(wanted)
        if area is not None:
            self._place(area)

    def _make(self, wanted: tuple[tuple[int, Thread], ...]) -> None:
        had_focus = next((path for path, (pin, _) in self._pins.items() if pin.hasFocus()), None)
        for pin, _ in self._pins.values():
            pin.hide()
            pin.deleteLater()
        self._pins.clear()
        for number, thread in wanted:
            point = thread.first.comment.anchor
            if isinstance(point, PicturePoint):
                pin = Pin(number, thread, self._desk, self._theme, self._view.widget)
                pin.setObjectName(f"pin.{self._view.name}.{number}")
                pin.clicked.connect(lambda _checked=False, path=thread.path: self.opened.emit(path))
                self._pins[thread.path] = pin, point
                pin.show()
        if had_focus in self._pins:
            self._pins[had_focus][0].setFocus()

    def _place(self, area: QRectF) -> None:
        widget = QRectF(self._view.widget.rect())
        for pin, point in self._pins.values():
            at = QPointF(area.x() + point.x * area.width(), area.y() + point.y * area.height())
            pin.setVisible(widget.contains(at))
            pin.move(round(at.x() - _PIN / 2), round(at.y() - _PIN / 2))
