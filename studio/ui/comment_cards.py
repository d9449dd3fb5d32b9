"""Comments painted: whose, when, what was said, and what about. Words are only ever drawn as plain text."""

from __future__ import annotations

from functools import lru_cache
from math import ceil

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from studio.ui.comment_desk import CommentDesk
from studio.ui.comment_model import COMMENT_ROLE, CommentRow
from studio.ui.comment_words import initial_of
from studio.ui.theme import SPACE, Theme, interface_font
from studio.ui.translation import tr

_DISC, _SMALL_DISC = 20, 16
_LINE, _SMALL_LINE = 16, 14
_INSIDE = 8
_INDENT = _DISC + SPACE
_DOT = 6


class CommentDelegate(QStyledItemDelegate):
    """Paints one comment; a reply stands further in, a thread begins with a line of air."""

    def __init__(self, desk: CommentDesk, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._desk, self._theme, self._view = desk, theme, view
        self._bold = interface_font(12, weight=QFont.Weight.DemiBold)
        self._small = interface_font(11)
        self._initial = interface_font(11, weight=QFont.Weight.DemiBold)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        width = self._view.viewport().width()
        row: CommentRow | None = index.data(COMMENT_ROLE)
        if row is None:
            return QSize(width, 0)
        height = (
            2 * _INSIDE + _LINE + text_height(row.text, _words_width(row, width)) if row.text else 2 * _INSIDE + _LINE
        )
        return QSize(width, height + (_SMALL_LINE + 2 if row.about else 0))

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: CommentRow | None = index.data(COMMENT_ROLE)
        if row is None:
            return
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(QPen(self._theme.colour("accent" if has_focus else "ground4"), 1))
            painter.setBrush(self._theme.colour("ground3"))
            painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        elif not row.is_reply and index.row():
            painter.fillRect(rect.left(), rect.top(), rect.width(), 1, self._theme.colour("ground3"))
        self._paint_row(painter, row, rect.adjusted(_INSIDE, _INSIDE, -_INSIDE, -_INSIDE))
        painter.restore()

    def _paint_row(self, painter: QPainter, row: CommentRow, area: QRect) -> None:
        disc = _SMALL_DISC if row.is_reply else _DISC
        left = area.left() + (_INDENT if row.is_reply else 0)
        is_quiet = row.is_resolved or row.is_deleted
        if not row.is_deleted:
            self._paint_person(painter, row, QRectF(left, area.top() - (disc - _LINE) / 2, disc, disc), is_quiet)
        left += disc + SPACE
        width = area.right() + 1 - left
        when = self._when(row)
        small = QFontMetrics(self._small)
        taken = small.horizontalAdvance(when) + (_DOT + SPACE if row.is_unread else 0)
        head = QRect(left, area.top(), width, _LINE)
        painter.setFont(self._bold)
        painter.setPen(self._theme.colour("ground6" if is_quiet else "ground8"))
        name = "" if row.is_deleted else row.name
        name = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, max(0, width - taken - SPACE))
        painter.drawText(head, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), name)
        painter.setFont(self._small)
        painter.setPen(self._theme.colour("ground6"))
        painter.drawText(head, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), when)
        if row.is_unread:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("ground8"))
            x = head.right() + 1 - small.horizontalAdvance(when) - SPACE
            painter.drawEllipse(QPointF(x, head.center().y() + 0.5), _DOT / 2, _DOT / 2)
        top = head.bottom() + 1
        if row.text:
            layout = laid_out(row.text, width)
            painter.setPen(self._theme.colour("ground6" if is_quiet else "ground8" if row.is_unread else "ground7"))
            layout.draw(painter, QPointF(left, top))
            top += ceil(layout.boundingRect().height())
        if row.about:
            painter.setFont(self._small)
            painter.setPen(self._theme.colour("ground6"))
            words = f"{tr('Resolved')} · {row.about}" if row.is_resolved else row.about
            words = small.elidedText(words, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QRect(left, top + 2, width, _SMALL_LINE), Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_person(self, painter: QPainter, row: CommentRow, disc: QRectF, is_quiet: bool) -> None:
        colour = QColor(self._theme.person(row.uid))
        painter.setOpacity(0.5 if is_quiet else 1.0)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(disc)
        painter.setPen(self._theme.colour("on_accent"))
        painter.setFont(self._initial)
        painter.drawText(disc, int(Qt.AlignmentFlag.AlignCenter), initial_of(row.name))
        painter.setOpacity(1.0)

    def _when(self, row: CommentRow) -> str:
        if row.is_deleted:
            return ""
        when = self._desk.when(row.at)
        return tr("{time}, edited", time=when) if row.is_edited else when


@lru_cache(maxsize=2_000)
def text_height(text: str, width: int) -> int:
    """How high a text stands in a column of this width, in pixels."""
    return ceil(laid_out(text, width).boundingRect().height())


def laid_out(text: str, width: int) -> QTextLayout:
    """A text set in lines of a width; a word that is longer than a line is broken."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(text.replace("\n", "\u2028"), interface_font(12))
    layout.setTextOption(option)
    layout.beginLayout()
    top = 0.0
    line = layout.createLine()
    while line.isValid():
        line.setLineWidth(max(1, width))
        line.setPosition(QPointF(0, top))
        top += max(_LINE, ceil(line.height()))
        line = layout.createLine()
    layout.endLayout()
    return layout


def _words_width(row: CommentRow, width: int) -> int:
    inside = width - 2 * _INSIDE
    return inside - (_INDENT + _SMALL_DISC + SPACE if row.is_reply else _DISC + SPACE)
