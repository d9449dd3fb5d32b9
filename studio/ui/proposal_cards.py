"""Parts of a proposal painted as cards: what goes, what comes, why, and what was asked about it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from studio.ui.proposal_model import PART_ROLE, PartRow
from studio.ui.theme import SPACE, Theme, interface_font, script_font
from studio.ui.translation import tr

_INSIDE = 8
_MOST_LINES = 8
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)


@dataclass(frozen=True, slots=True)
class _Line:
    """Words of a card in their face and colour, with the space above them."""

    words: str
    font: QFont
    colour: str
    above: int = 0


class PartDelegate(QStyledItemDelegate):
    """Paints one part."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme, self._view = theme, view
        self._bold = interface_font(12, weight=QFont.Weight.DemiBold)
        self._plain, self._small = interface_font(12), interface_font(11)
        self._script, self._gone = script_font(12), script_font(12)
        self._gone.setStrikeOut(True)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        width = self._view.viewport().width()
        row = index.data(PART_ROLE)
        if row is None:
            return QSize(width, 0)
        inner = width - 2 * _INSIDE
        height = sum(line.above + self._height(line, inner) for line in self._lines(row))
        return QSize(width, SPACE + 2 * _INSIDE + height)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: PartRow | None = index.data(PART_ROLE)
        if row is None:
            return
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        card = rect.adjusted(0, 0, 0, -SPACE)
        is_chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
        painter.setPen(
            QPen(self._theme.colour("accent" if has_focus else "ground4"), 1) if is_chosen else Qt.PenStyle.NoPen
        )
        painter.setBrush(self._theme.colour("ground3" if is_chosen else "ground2"))
        painter.drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        if row.is_open:
            bar = self._theme.colour("warning" if row.stale else "accent")
            painter.fillRect(QRect(card.left(), card.top() + 4, 3, card.height() - 8), bar)
        area = card.adjusted(_INSIDE, _INSIDE, -_INSIDE, -_INSIDE)
        top = area.top()
        for line in self._lines(row):
            height = self._height(line, area.width())
            box = QRect(area.left(), top + line.above, area.width(), height)
            painter.save()
            painter.setClipRect(box)
            painter.setFont(line.font)
            painter.setPen(self._theme.colour(line.colour))
            painter.drawText(box, _WRAP, line.words)
            painter.restore()
            top += line.above + height
        painter.restore()

    def _lines(self, row: PartRow) -> list[_Line]:
        is_over = not row.is_open
        lines = [_Line(row.title or tr("Change"), self._bold, "ground6" if is_over else "ground8")]
        for change in row.changes:
            if change.where:
                lines.append(_Line(change.where, self._small, "ground6", above=4))
            if change.before and not is_over:
                lines.append(_Line(change.before, self._gone, "ground6", above=2))
            if change.after:
                lines.append(_Line(change.after, self._script, "ground6" if is_over else "accent", above=2))
        if row.more:
            lines.append(_Line(tr("and {count} more", count=row.more), self._small, "ground6", above=2))
        if row.rationale:
            lines.append(_Line(row.rationale, self._plain, "ground7" if row.is_open else "ground6", above=4))
        if row.state:
            lines.append(_Line(row.state, self._small, "ground6", above=4))
        if row.stale:
            lines.append(_Line(tr("No longer fits: {reason}", reason=row.stale), self._small, "ground8", above=4))
        for question, answer in row.said:
            lines.append(_Line(question, self._bold, "ground7", above=SPACE))
            if answer:
                lines.append(_Line(answer, self._plain, "ground7", above=2))
        return lines

    @staticmethod
    def _height(line: _Line, width: int) -> int:
        metrics = QFontMetrics(line.font)
        tall = metrics.boundingRect(QRect(0, 0, width, 1 << 15), _WRAP, line.words).height()
        return min(tall, _MOST_LINES * metrics.lineSpacing())
