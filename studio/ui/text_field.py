"""A text box that is as high as its words and tells what was typed in bursts."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget
from typing_extensions import override


class TextField(QPlainTextEdit):
    """Grows with its text up to ``max_lines``; ``edited`` follows every change the person makes."""

    edited = Signal(str, str)
    """The text and the name of the burst of typing it belongs to (one undo step)."""

    def __init__(self, name: str, *, max_lines: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._max_lines = max_lines
        self._burst = 0
        self._is_filling = False
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(2)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(1500)
        self._pause.timeout.connect(self._end_burst)
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
        self._end_burst()
        super().focusOutEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _end_burst(self) -> None:
        self._burst += 1

    def _changed(self) -> None:
        self._fit()
        if not self._is_filling:
            self._pause.start()
            self.edited.emit(self.toPlainText(), f"{self.objectName()}:{id(self)}:{self._burst}")

    def _fit(self) -> None:
        lines = max(1, int(self.document().size().height()))
        height = min(lines, self._max_lines) * self.fontMetrics().lineSpacing()
        self.setFixedHeight(height + 2 * int(self.document().documentMargin()) + 10)
