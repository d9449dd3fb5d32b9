"""Asking an agent: a few words, what it will be for, and what it will cost, before anything is begun."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid
from typing_extensions import override

from studio.model.task_inputs import TaskInput
from studio.ui.agent_desk import AgentDesk
from studio.ui.agent_words import dollars
from studio.ui.flow_layout import FlowLayout
from studio.ui.naming import named
from studio.ui.theme import SPACE
from studio.ui.translation import tr

_WIDTH = 560
_LINES_PX = 72


@dataclass(frozen=True, slots=True)
class Wish:
    """One way to ask: its words on the chip, the hint in the empty field, and the request of what was typed."""

    words: str
    hint: str
    request: Callable[[str], TaskInput]
    needs_words: bool = False


@dataclass(frozen=True, slots=True)
class Asking:
    """Whom to ask, where, and how; ``ask`` takes the request that came of it."""

    title: str
    place: str
    wishes: tuple[Wish, ...]
    ask: Callable[[TaskInput], object]


class AskPanel(QFrame):
    """Floats under the command field; Enter asks, Shift+Enter is a new line, Escape goes back."""

    def __init__(self, window: QWidget, desk: AgentDesk) -> None:
        super().__init__(window)
        self.setObjectName("askPanel")
        self._window, self._desk = window, desk
        self._asking: Asking | None = None
        self._before: QWidget | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACE, 12, 2 * SPACE, 12)
        column.setSpacing(SPACE)
        head = QHBoxLayout()
        self._title = named(QLabel(), "askTitle")
        self._title.setProperty("role", "title")
        self._place = named(QLabel(), "askPlace")
        self._place.setProperty("role", "field")
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._place)
        column.addLayout(head)
        self._chips = QWidget()
        self._chip_row = FlowLayout(self._chips, spacing=SPACE // 2)
        self._group = QButtonGroup(self)
        self._group.idToggled.connect(lambda _id, is_on: self._show_wish() if is_on else None)
        column.addWidget(self._chips)
        self.field = named(QPlainTextEdit(), "askField")
        self.field.setTabChangesFocus(True)
        self.field.setFixedHeight(_LINES_PX)
        self.field.textChanged.connect(self._show_cost)
        self.field.installEventFilter(self)
        column.addWidget(self.field)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE)
        self._cost = named(QLabel(), "askCost")
        self._cost.setProperty("role", "hint")
        self._cost.setWordWrap(True)
        foot.addWidget(self._cost, 1)
        self._back = named(QPushButton(tr("Cancel")), "askCancel")
        self._back.clicked.connect(self.close_panel)
        foot.addWidget(self._back)
        self._go = named(QPushButton(tr("Ask ↵")), "askGo")
        self._go.setProperty("primary", "true")
        self._go.clicked.connect(self._ask)
        foot.addWidget(self._go)
        column.addLayout(foot)
        desk.changed.connect(self._show_cost)
        self.hide()

    def open(self, asking: Asking, *, wish: int = 0, words: str = "") -> None:
        """Shows what is asked; nothing is begun before the person says so."""
        if not self.isVisible():
            self._before = QApplication.focusWidget()
        self._asking = asking
        self._title.setText(asking.title)
        self._place.setText(asking.place)
        self._show_chips(asking.wishes, wish)
        self.field.setPlainText(words)
        self._show_wish()
        width = min(_WIDTH, self._window.width() - 4 * SPACE)
        self.setFixedWidth(width)
        self.adjustSize()
        self.move((self._window.width() - width) // 2, 5 * SPACE + 2)
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_panel(self) -> None:
        """Goes back to where the person was."""
        before, self._before = self._before, None
        self.hide()
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.close_panel()
                return True
            is_plain = not event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and is_plain:
                self._ask()
                return True
        return super().eventFilter(watched, event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)

    def _show_chips(self, wishes: Sequence[Wish], chosen: int) -> None:
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._chip_row.removeWidget(button)
            button.hide()
            button.deleteLater()
        for place, wish in enumerate(wishes):
            chip = named(QToolButton(), f"ask.{place}")
            chip.setText(wish.words)
            chip.setCheckable(True)
            chip.setProperty("chip", "true")
            chip.setChecked(place == chosen)
            self._group.addButton(chip, place)
            self._chip_row.addWidget(chip)
        self._chips.setVisible(len(wishes) > 1)

    def _wish(self) -> Wish | None:
        if self._asking is None:
            return None
        return self._asking.wishes[max(0, self._group.checkedId())]

    def _show_wish(self) -> None:
        wish = self._wish()
        if wish is not None:
            self.field.setPlaceholderText(wish.hint)
            self.field.setAccessibleName(wish.hint)
        self._show_cost()

    def _show_cost(self) -> None:
        wish = self._wish()
        if wish is None:
            return
        words = self.field.toPlainText().strip()
        self._go.setEnabled(bool(words) or not wish.needs_words)
        if self._desk.is_offline:
            self._cost.setText(tr("offline · by rules, at no cost"))
            return
        amount = dollars(self._desk.estimate(wish.request(words)))
        self._cost.setText(tr("{provider} · up to about {amount}", provider=self._desk.provider_name, amount=amount))

    def _ask(self) -> None:
        wish, asking = self._wish(), self._asking
        if wish is None or asking is None or not self._go.isEnabled():
            return
        request = wish.request(self.field.toPlainText().strip())
        self.close_panel()
        asking.ask(request)
