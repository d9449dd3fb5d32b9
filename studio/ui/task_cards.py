"""Tasks painted as cards: who and where, how far, what is thought, what it costs, what went wrong."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from studio.ui.task_model import ROW_ROLE, TaskRow
from studio.ui.theme import SPACE, Theme, interface_font

_INSIDE = 8
_LINE = 16
_SMALL_LINE = 14
_BAR = 3
_THOUGHT_LINES = 2
_ANSWER_LINES = 6
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


class TaskDelegate(QStyledItemDelegate):
    """Paints one task."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view
        self._bold = interface_font(12, weight=QFont.Weight.DemiBold)
        self._plain = interface_font(12)
        self._small = interface_font(11)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        width = self._view.viewport().width()
        row = index.data(ROW_ROLE)
        return QSize(width, SPACE + 2 * _INSIDE + self._height(row, width - 2 * _INSIDE) if row else 0)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: TaskRow | None = index.data(ROW_ROLE)
        if row is None:
            return
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        card = rect.adjusted(0, 0, 0, -SPACE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        ring = self._theme.colour("accent" if is_chosen and state & QStyle.StateFlag.State_HasFocus else "ground4")
        painter.setPen(QPen(ring, 1) if is_chosen else Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("ground3" if is_chosen else "ground2"))
        painter.drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if row.is_failed:
            painter.fillRect(QRect(card.left(), card.top() + 4, 3, card.height() - 8), self._theme.colour("warning"))
        self._words(painter, row, card.adjusted(_INSIDE, _INSIDE, -_INSIDE, -_INSIDE))
        painter.restore()

    def _words(self, painter: QPainter, row: TaskRow, area: QRect) -> None:
        at = QPoint(area.topLeft())
        painter.setFont(self._bold)
        painter.setPen(self._theme.colour("ground8"))
        name = QFontMetrics(self._bold).elidedText(row.agent, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(QRect(at, QSize(area.width(), _LINE)), Qt.AlignmentFlag.AlignVCenter, name)
        taken = QFontMetrics(self._bold).horizontalAdvance(name)
        place = f" · {row.place}" if row.place else ""
        painter.setFont(self._plain)
        painter.setPen(self._theme.colour("ground7"))
        side = QRect(at.x() + taken, at.y(), area.width() - taken, _LINE)
        painter.drawText(side, Qt.AlignmentFlag.AlignVCenter, place)
        at.setY(at.y() + _LINE)
        for words, font, colour, line, most in self._lines(row):
            height = self._text_height(words, font, area.width(), line=line, most=most)
            painter.setFont(font)
            painter.setPen(self._theme.colour(colour))
            box = QRect(at.x(), at.y() + 2, area.width(), height)
            painter.save()
            painter.setClipRect(box)
            tall, _ = _tall(words, font.pixelSize(), area.width())
            # Of thoughts the last lines are seen, of everything else the first.
            over = max(0, tall - height) if words == row.thought else 0
            painter.drawText(box.adjusted(0, -over, 0, 0), _WRAP, words)
            painter.restore()
            at.setY(at.y() + 2 + height)
        if row.done is not None:
            groove = QRect(at.x(), at.y() + _INSIDE, area.width(), _BAR)
            painter.fillRect(groove, self._theme.colour("ground0"))
            groove.setWidth(round(area.width() * row.done))
            painter.fillRect(groove, self._theme.colour("accent"))

    def _lines(self, row: TaskRow) -> list[tuple[str, QFont, str, int, int]]:
        state = " · ".join(word for word in (row.state, row.cost) if word)
        lines = [(state, self._plain, "ground6", _LINE, 2)]
        if row.thought:
            lines.append((row.thought, self._small, "ground6", _SMALL_LINE, _THOUGHT_LINES))
        if row.answer:
            lines.append((row.answer, self._plain, "ground7", _LINE, _ANSWER_LINES))
        if row.error:
            lines.append((row.error, self._plain, "ground8" if row.is_failed else "ground6", _LINE, _ANSWER_LINES))
        return lines

    def _height(self, row: TaskRow, width: int) -> int:
        words = sum(
            2 + self._text_height(words, font, width, line=line, most=most)
            for words, font, _, line, most in self._lines(row)
        )
        return _LINE + words + (_INSIDE + _BAR if row.done is not None else 0)

    @staticmethod
    def _text_height(words: str, font: QFont, width: int, *, line: int, most: int) -> int:
        tall, spacing = _tall(words, font.pixelSize(), width)
        return min(max(tall, line), most * max(line, spacing))


@lru_cache(maxsize=2048)
def _tall(words: str, px: int, width: int) -> tuple[int, int]:
    """How tall words stand when they are broken into lines, and the distance of two lines.

    A list of hundreds is set out anew whenever a task begins or ends, and nearly all of it is what it was.
    """
    metrics = QFontMetrics(interface_font(px))
    return metrics.boundingRect(QRect(0, 0, width, 1 << 15), _WRAP, words).height(), metrics.lineSpacing()
