"""Ctrl+K: every action, scene and board by a few letters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, QStringListModel, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

from studio.ui.naming import named
from studio.ui.theme import SPACE, Theme, interface_font
from studio.ui.translation import tr

_STEPS: dict[int, int] = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """Something that can be chosen: its words, a hint at the right, and what it does."""

    text: str
    hint: str
    run: Callable[[], object]
    also: str = ""


def match_score(query: str, entry: PaletteEntry) -> int | None:
    """How well an entry fits: every word of the query must be in it, earlier and whole is better; None = not at all."""
    haystack = f"{entry.text} {entry.also}".casefold()
    score = 0
    for word in query.casefold().split():
        at = haystack.find(word)
        if at < 0:
            return None
        starts_word = at == 0 or not haystack[at - 1].isalnum()
        score += at + (0 if starts_word else 50)
    return score


class _EntryDelegate(QStyledItemDelegate):
    def __init__(self, palette: CommandPalette, theme: Theme) -> None:
        super().__init__(palette)
        self._palette = palette
        self._theme = theme

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry = self._palette.shown[index.row()]
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("ground4"))
            painter.drawRoundedRect(rect.adjusted(4, 1, -4, -1), 3, 3)
        inner = rect.adjusted(12, 0, -12, 0)
        painter.setFont(interface_font(12))
        painter.setPen(self._theme.colour("ground7" if state & QStyle.StateFlag.State_Selected else "ground6"))
        hint_width = painter.fontMetrics().horizontalAdvance(entry.hint)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, entry.hint)
        painter.setPen(self._theme.colour("ground8"))
        words = painter.fontMetrics().elidedText(
            entry.text, Qt.TextElideMode.ElideRight, inner.width() - hint_width - 2 * SPACE
        )
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.restore()


class CommandPalette(QFrame):
    """A floating list under the command field; Escape or a click elsewhere closes it."""

    def __init__(self, window: QWidget, theme: Theme, gather: Callable[[], Sequence[PaletteEntry]]) -> None:
        super().__init__(window)
        self.setObjectName("palettePanel")
        self._window = window
        self._gather = gather
        self._entries: Sequence[PaletteEntry] = ()
        self._before: QWidget | None = None
        self.shown: list[PaletteEntry] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        column.setSpacing(SPACE)
        self.field = named(QLineEdit(), "paletteField")
        self.field.setPlaceholderText(tr("Find an action, a scene or a board"))
        self.field.setAccessibleName(tr("Find an action, a scene or a board"))
        self.field.textChanged.connect(self._filter)
        self.field.installEventFilter(self)
        self.list = named(QListView(), "palette")
        self.list.setAccessibleName(tr("What was found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self._model = QStringListModel(self)
        self.list.setModel(self._model)
        self.list.setItemDelegate(_EntryDelegate(self, theme))
        self.list.clicked.connect(lambda index: self._run(index.row()))
        column.addWidget(self.field)
        column.addWidget(self.list)
        self.hide()

    def open(self) -> None:
        """Shows the palette with everything that can be done now."""
        if self.isVisible():
            return
        self._entries = self._gather()
        self._before = QApplication.focusWidget()
        window = self._window
        width = min(560, window.width() - 4 * SPACE)
        self.setGeometry((window.width() - width) // 2, 5 * SPACE + 2, width, min(420, window.height() - 12 * SPACE))
        self.field.clear()
        self._filter("")
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_palette(self) -> None:
        """Hides it again; the focus goes back to where it was, unless the person put it elsewhere."""
        before, self._before = self._before, None
        if self.field.hasFocus() and before is not None and isValid(before) and before.isVisible():
            before.setFocus()
        self.hide()

    def _filter(self, query: str) -> None:
        scored = [
            (score, place, e) for place, e in enumerate(self._entries) if (score := match_score(query, e)) is not None
        ]
        self.shown = [entry for _, _, entry in sorted(scored, key=lambda row: row[:2])][:200]
        self._model.setStringList([entry.text for entry in self.shown])
        if self.shown:
            self.list.setCurrentIndex(self._model.index(0))

    def _run(self, row: int) -> None:
        if 0 <= row < len(self.shown):
            entry = self.shown[row]
            self.close_palette()
            entry.run()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.lostFocus() and self.isVisible():
            # The field's own menu takes the focus for a moment only.
            if event.reason() != Qt.FocusReason.PopupFocusReason:
                self.close_palette()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and event.key() in _STEPS:
            event.accept()
            return True
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._take_key(event.key())
        return super().eventFilter(watched, event)

    def _take_key(self, key: int) -> bool:
        row = self.list.currentIndex().row()
        if key == Qt.Key.Key_Escape:
            self.close_palette()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run(row)
        elif key in _STEPS:
            self.list.setCurrentIndex(self._model.index(min(max(row + _STEPS[key], 0), len(self.shown) - 1)))
        else:
            return False
        return True
