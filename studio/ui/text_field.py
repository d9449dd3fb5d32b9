"""A text box that is as high as its words and tells what was typed in bursts."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget
from typing_extensions import override

_AROUND_PX = 10
"""Padding and border of a field in the style sheet, top and bottom together."""


class TextField(QPlainTextEdit):
    """Grows with its text up to ``max_lines``; ``edited`` follows every change the person makes."""

    edited = Signal(str, str)
    """The text and the name of the burst of typing it belongs to (one undo step)."""

    def __init__(self, name: str, *, max_lines: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._max_lines = max_lines
        self._burst = 0
        self._is_filling = False
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(2)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(1500)
        self._pause.timeout.connect(self.end_burst)
        self.textChanged.connect(self._changed)
        self._fit()

    def show_text(self, text: str) -> None:
        """Shows what the document says, keeping the cursor, unless it is there already."""
        if text == self.toPlainText():
            return
        cursor_at = self.textCursor().position()
        self._is_filling = True
        self.setPlainText(text)
        self._is_filling = False
        cursor = self.textCursor()
        cursor.setPosition(min(cursor_at, self.document().characterCount() - 1))
        self.setTextCursor(cursor)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.clearFocus()
            return
        super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.end_burst()
        super().focusOutEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def end_burst(self) -> None:
        """The next change is a burst of its own."""
        self._burst += 1

    def _changed(self) -> None:
        self._fit()
        if not self._is_filling:
            self._pause.start()
            self.edited.emit(self.toPlainText(), f"{self.objectName()}:{id(self)}:{self._burst}")

    def _fit(self) -> None:
        """Is as high as the words at this width need, so that nothing is clipped and nothing scrolls before it must."""
        layout = self.document().documentLayout()
        most = self._max_lines * self.fontMetrics().lineSpacing()
        words, block = 0.0, self.document().firstBlock()
        # Asking for a block's place lays it out; the document's own size is only known for blocks that were painted.
        while block.isValid() and words <= most:
            words += layout.blockBoundingRect(block).height()
            block = block.next()
        is_long = words > most
        wanted = Qt.ScrollBarPolicy.ScrollBarAsNeeded if is_long else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        if self.verticalScrollBarPolicy() != wanted:
            self.setVerticalScrollBarPolicy(wanted)
        around = self.height() - self.viewport().height() if self.isVisible() else 0
        height = ceil(min(words, most) + 2 * self.document().documentMargin()) + max(around, _AROUND_PX)
        if height != self.height():
            self.setFixedHeight(height)
        if not is_long:
            self.verticalScrollBar().setValue(0)
