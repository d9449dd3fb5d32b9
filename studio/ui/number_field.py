"""A number with its unit, typed or stepped; the wheel turns it only where it has the focus."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QLocale, QSignalBlocker, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QWidget
from typing_extensions import override


@dataclass(frozen=True, slots=True)
class NumberKind:
    """What a number counts, and how far and how finely it goes."""

    suffix: str
    low: float
    high: float
    step: float
    decimals: int


class NumberField(QDoubleSpinBox):
    """Tells its value when it is done with, not at every digit."""

    def __init__(self, name: str, words: str, kind: NumberKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setToolTip(words)
        self.setLocale(QLocale.c())
        self.setRange(kind.low, kind.high)
        self.setSingleStep(kind.step)
        self.setDecimals(kind.decimals)
        self.setSuffix(kind.suffix)
        self.setKeyboardTracking(False)
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumWidth(40)

    def show_value(self, value: float) -> None:
        """Shows what the document says, unless a number is just being typed."""
        if not (self.hasFocus() and self.lineEdit().isModified()):
            with QSignalBlocker(self):
                self.setValue(value)

    @override
    def textFromValue(self, value: float, /) -> str:
        # As many digits as it takes, two at least: 0.60, 0.485.
        whole, _, part = f"{value:.{self.decimals()}f}".partition(".")
        return f"{whole}.{part[:2]}{part[2:].rstrip('0')}" if len(part) > 2 else f"{whole}.{part}"

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
