"""A number that is typed, or stepped through the values the trade has."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QDoubleSpinBox, QWidget
from typing_extensions import override


class StepBox(QDoubleSpinBox):
    """A spin box whose arrows go from one given value to the next; any other can be typed between them."""

    def __init__(
        self,
        name: str,
        *,
        span: tuple[float, float],
        unit: str = "",
        decimals: int = 2,
        step: float = 0.1,
        steps: Sequence[float] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setLocale(QLocale.c())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setRange(*span)
        self.setDecimals(decimals)
        self.setSingleStep(step)
        self.setSuffix(f" {unit}" if unit else "")
        self.setKeyboardTracking(False)
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self._steps = tuple(steps)

    @override
    def stepBy(self, steps: int) -> None:
        if not self._steps:
            super().stepBy(steps)
            return
        near = 0.5 * 10 ** -self.decimals()
        for _ in range(abs(steps)):
            ahead = [
                value
                for value in self._steps
                if (value > self.value() + near if steps > 0 else value < self.value() - near)
            ]
            if ahead:
                self.setValue(min(ahead) if steps > 0 else max(ahead))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # A style sheet leaves the text no room in a box without buttons.
        self.lineEdit().setGeometry(self.rect().adjusted(7, 1, -7, -1))

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()

    @override
    def textFromValue(self, val: float) -> str:
        return f"{val:.{self.decimals()}f}".rstrip("0").rstrip(".") if self.decimals() else f"{val:.0f}"
