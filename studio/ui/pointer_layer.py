"""The pointers of others over the picture of a board."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from studio.model.ids import DocPath
from studio.ui.people import People
from studio.ui.theme import Theme, interface_font

_ARROW = ((0.0, 0.0), (0.0, 15.0), (4.0, 11.5), (6.8, 17.5), (9.2, 16.3), (6.5, 10.6), (11.4, 10.3))
_FLAG_PX, _LONGEST_PX = 16, 140


class PointerLayer(QWidget):
    """Lies over a picture and lets everything through; ``frame`` is where the picture lies in it."""

    def __init__(
        self,
        picture: QWidget,
        people: People,
        theme: Theme,
        *,
        frame: Callable[[], QRectF],
        board: Callable[[], DocPath],
    ) -> None:
        super().__init__(picture)
        self.setObjectName("pointerLayer")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._people, self._theme, self._frame, self._board = people, theme, frame, board
        picture.installEventFilter(self)
        self.setGeometry(picture.rect())
        people.moved.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Shows the pointers where they are by now; without any it costs the picture nothing."""
        self.setVisible(bool(self._pointers()))
        self.update()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for uid, name, at in self._pointers():
            paint_pointer(painter, at, name, self._theme.person(uid), self._theme, size=(self.width(), self.height()))

    def _pointers(self) -> list[tuple[str, str, QPointF]]:
        return pointers_on(self._people, self._board(), self._frame())


def pointers_on(people: People, board: DocPath, frame: QRectF) -> list[tuple[str, str, QPointF]]:
    """Who points at a board, how they are called, and where that is in its picture."""
    return [
        (
            each.uid,
            each.name,
            frame.topLeft() + QPointF(each.pointer.x * frame.width(), each.pointer.y * frame.height()),
        )
        for each in people.others.values()
        if each.pointer is not None and board and each.pointer.board == board
    ]


def paint_pointer(
    painter: QPainter, at: QPointF, name: str, colour: QColor, theme: Theme, *, size: tuple[int, int]
) -> None:
    """An arrow in somebody's colour with their name, kept within a widget of that size."""
    painter.setPen(QPen(theme.colour("ground0"), 1.2))
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF([at + QPointF(*corner) for corner in _ARROW]))
    paint_flag(painter, QPointF(at.x() + 11, at.y() + 14), name, colour, theme, size=size)


def paint_flag(
    painter: QPainter, at: QPointF, name: str, colour: QColor, theme: Theme, *, size: tuple[int, int]
) -> None:
    """Somebody's name on their colour, its upper left corner at a point, kept within a widget of that size."""
    font = interface_font(11, weight=QFont.Weight.DemiBold)
    metrics = QFontMetrics(font)
    words = metrics.elidedText(name, Qt.TextElideMode.ElideRight, _LONGEST_PX)
    width = metrics.horizontalAdvance(words) + 10
    left, top = (
        max(0.0, min(value, most)) for value, most in ((at.x(), size[0] - width), (at.y(), size[1] - _FLAG_PX))
    )
    flag = QRectF(left, top, width, _FLAG_PX)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(flag, 3, 3)
    painter.setPen(theme.colour("on_accent"))
    painter.setFont(font)
    painter.drawText(flag, Qt.AlignmentFlag.AlignCenter, words)
