"""The pointers of others over the picture of a board."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF, QRadialGradient
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from studio.model.ids import DocPath
from studio.ui.people import People
from studio.ui.theme import Theme, interface_font

_ARROW = ((0.0, 0.0), (0.0, 15.0), (4.0, 11.5), (6.8, 17.5), (9.2, 16.3), (6.5, 10.6), (11.4, 10.3))
_FLAG_PX, _LONGEST_PX, _LASER_PX = 16, 140, 26


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
        for pointer in self._pointers():
            paint_pointer(painter, pointer, self._theme, size=(self.width(), self.height()))

    def _pointers(self) -> list[ShownPointer]:
        return pointers_on(self._people, self._board(), self._frame())


@dataclass(frozen=True, slots=True)
class ShownPointer:
    """Somebody's pointer, and where it lies in a widget; a presenter's is as large as a laser's."""

    uid: str
    name: str
    at: QPointF
    is_laser: bool


def pointers_on(people: People, board: DocPath, frame: QRectF) -> list[ShownPointer]:
    """Who points at a board, and where that is in its picture."""
    return [
        ShownPointer(
            each.uid,
            each.name,
            frame.topLeft() + QPointF(each.pointer.x * frame.width(), each.pointer.y * frame.height()),
            is_laser=session == people.presenter,
        )
        for session, each in people.others.items()
        if each.pointer is not None and board and each.pointer.board == board
    ]


def paint_pointer(painter: QPainter, pointer: ShownPointer, theme: Theme, *, size: tuple[int, int]) -> None:
    """An arrow or a laser's dot in somebody's colour with their name, kept within a widget of that size."""
    at, name, colour = pointer.at, pointer.name, theme.person(pointer.uid)
    if pointer.is_laser:
        _paint_laser(painter, at, colour, theme)
        paint_flag(painter, at + QPointF(_LASER_PX, _LASER_PX * 0.6), name, colour, theme, size=size)
        return
    painter.setPen(QPen(theme.colour("ground0"), 1.2))
    painter.setBrush(colour)
    painter.drawPolygon(QPolygonF([at + QPointF(*corner) for corner in _ARROW]))
    paint_flag(painter, QPointF(at.x() + 11, at.y() + 14), name, colour, theme, size=size)


def _paint_laser(painter: QPainter, at: QPointF, colour: QColor, theme: Theme) -> None:
    glow = QRadialGradient(at, _LASER_PX)
    clear = QColor(colour)
    clear.setAlpha(0)
    for stop, alpha in ((0.0, 220), (0.45, 110)):
        shade = QColor(colour)
        shade.setAlpha(alpha)
        glow.setColorAt(stop, shade)
    glow.setColorAt(1.0, clear)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(glow)
    painter.drawEllipse(at, _LASER_PX, _LASER_PX)
    painter.setPen(QPen(theme.colour("ground0"), 1.5))
    painter.setBrush(colour)
    painter.drawEllipse(at, _LASER_PX / 3, _LASER_PX / 3)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("ground8"))
    painter.drawEllipse(at, _LASER_PX / 9, _LASER_PX / 9)


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
