"""A button for what cannot be taken back: it asks in its own place, and does it at the second click."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPushButton
from typing_extensions import override


class SureButton(QPushButton):
    """``confirmed`` comes with the second click; looking elsewhere takes the first one back."""

    confirmed = Signal()

    def __init__(self, words: str, question: str) -> None:
        super().__init__(words)
        self.setAutoDefault(False)
        self._words, self._question = words, question
        self._asks = False
        self.clicked.connect(self._click)

    def calm(self) -> None:
        """Asks no longer."""
        self._show(asks=False)

    @override
    def focusOutEvent(self, event: QFocusEvent, /) -> None:
        super().focusOutEvent(event)
        self.calm()

    def _click(self) -> None:
        asked = self._asks
        self._show(asks=not asked)
        if asked:
            self.confirmed.emit()

    def _show(self, *, asks: bool) -> None:
        self._asks = asks
        self.setText(self._question if asks else self._words)
