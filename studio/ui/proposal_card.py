"""A proposed change as it stands in the script: the new words, why, and three answers."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from studio.ui.naming import named
from studio.ui.script_marks import tint
from studio.ui.theme import SPACE, Theme, script_font
from studio.ui.translation import tr

_BAR_PX = 3


class ProposalCard(QWidget):
    """Enter accepts, Delete rejects, ``?`` asks why, Escape goes back to the text."""

    accepted = Signal()
    rejected = Signal()
    why_wanted = Signal()
    escaped = Signal()

    def __init__(self, theme: Theme, parent: QWidget, *, name: str, can_ask: bool) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        # The text's own cursor would say that one can write here.
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setSpacing(SPACE)
        self._words = named(QLabel(), "proposedWords")
        self._words.setProperty("role", "proposed")
        self._words.setFont(script_font())
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._why = named(QLabel(), "proposedWhy")
        self._why.setProperty("role", "field")
        self._why.setWordWrap(True)
        self._column.addWidget(self._words)
        self._column.addWidget(self._why)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        accept = named(QPushButton(tr("Accept ↵")), "proposedAccept")
        accept.setProperty("primary", "true")
        accept.clicked.connect(self.accepted)
        reject = named(QPushButton(tr("Reject")), "proposedReject")
        reject.clicked.connect(self.rejected)
        ask = named(QPushButton(tr("Ask why…")), "proposedAsk")
        ask.clicked.connect(self.why_wanted)
        ask.setVisible(can_ask)
        for button in (accept, reject, ask):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            row.addWidget(button)
        row.addStretch(1)
        self._column.addLayout(row)

    def show_change(self, words: str, why: str, *, column: tuple[int, int], width: int) -> int:
        """Shows a change in the script's column, and tells how high that is."""
        left, right = column
        self._column.setContentsMargins(left, SPACE // 2, max(SPACE, width - right), 12)
        self._words.setText(words)
        self._words.setVisible(bool(words.strip()))
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self.setFixedWidth(width)
        height = self._column.totalHeightForWidth(width)
        self.setFixedHeight(height)
        return height

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accepted.emit()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.rejected.emit()
        elif event.text() == "?":
            self.why_wanted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("ground1"))
        painter.fillRect(self.rect(), tint(self._theme))
        width = _BAR_PX * (2 if self.hasFocus() else 1)
        painter.fillRect(0, 0, width, self.height(), self._theme.colour("accent"))
        painter.end()
