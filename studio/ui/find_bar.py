"""Find and replace: a line below the script."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QToolButton, QWidget
from typing_extensions import override

from studio.ui.icons import icon
from studio.ui.naming import named
from studio.ui.theme import SPACE, Theme
from studio.ui.translation import tr

_WIDEST_PX = 420


def find_all(text: str, query: str, *, match_case: bool = False) -> list[tuple[int, int]]:
    """Start and end of every place where ``query`` stands in ``text``, in order and without overlap."""
    if not query:
        return []
    pattern = re.compile(re.escape(query), 0 if match_case else re.IGNORECASE)
    return [found.span() for found in pattern.finditer(text)]


def next_place(found: Sequence[tuple[int, int]], here: tuple[int, int], *, steps: int) -> int:
    """Which of the places comes next (``steps`` 1) or before (-1) from what is selected, round the end."""
    if steps > 0:
        at = bisect_left(found, here)
        place = at + 1 if at < len(found) and found[at] == here else at
    else:
        place = bisect_left(found, here) - 1
    return place % len(found)


class FindBar(QWidget):
    """What to find and what to put in its place. It asks; the panel that holds it finds and replaces."""

    query_changed = Signal()
    next_wanted = Signal()
    previous_wanted = Signal()
    replace_wanted = Signal()
    replace_all_wanted = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, *, can_replace: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._query = _field("findQuery", tr("Find"))
        self._words = _field("findReplacement", tr("Replace with"))
        self._count = named(QLabel(), "findCount")
        self._count.setProperty("role", "hint")
        self._case = _button(theme, "findMatchCase", tr("Match case"), text="Aa")
        self._case.setCheckable(True)
        previous = _button(theme, "findPrevious", tr("Previous (Shift+Enter)"), glyph="up")
        following = _button(theme, "findNext", tr("Next (Enter)"), glyph="down")
        close = _button(theme, "findClose", tr("Close (Esc)"), glyph="close")
        replace = named(QPushButton(tr("Replace")), "findReplace")
        replace_all = named(QPushButton(tr("All")), "findReplaceAll")
        replace_all.setToolTip(tr("Replace all, as one step to undo"))

        grid = QGridLayout(self)
        grid.setContentsMargins(SPACE, SPACE, SPACE, SPACE)
        grid.setHorizontalSpacing(SPACE // 2)
        grid.setVerticalSpacing(SPACE // 2)
        grid.setColumnStretch(0, 100)
        grid.setColumnStretch(2, 1)
        grid.addWidget(self._query, 0, 0)
        grid.addLayout(_row(self._count, self._case, previous, following, close), 0, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self._words, 1, 0)
        grid.addLayout(_row(replace, replace_all), 1, 1, Qt.AlignmentFlag.AlignRight)
        for widget in (self._words, replace, replace_all):
            widget.setVisible(can_replace)

        self._query.textChanged.connect(lambda _text: self.query_changed.emit())
        self._case.toggled.connect(lambda _on: self.query_changed.emit())
        previous.clicked.connect(lambda: self.previous_wanted.emit())
        following.clicked.connect(lambda: self.next_wanted.emit())
        replace.clicked.connect(lambda: self.replace_wanted.emit())
        replace_all.clicked.connect(lambda: self.replace_all_wanted.emit())
        close.clicked.connect(self.close_bar)

    @property
    def query(self) -> str:
        """What to find."""
        return self._query.text()

    @property
    def replacement(self) -> str:
        """What to put in its place."""
        return self._words.text()

    @property
    def matches_case(self) -> bool:
        """Whether capitals count."""
        return self._case.isChecked()

    def open(self, words: str = "") -> None:
        """Shows the bar, ready to type; ``words`` are what to find, the ones from before if there are none."""
        self.show()
        if words:
            self._query.setText(words)
        self._query.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._query.selectAll()

    def close_bar(self) -> None:
        """Puts the bar away."""
        self.hide()
        self.closed.emit()

    def show_count(self, place: int | None, count: int) -> None:
        """Says which of how many places is selected (from 0), or only how many there are."""
        if not self.query:
            self._count.setText("")
        elif not count:
            self._count.setText(tr("None"))
        elif place is None:
            self._count.setText(str(count))
        else:
            self._count.setText(tr("{place} of {count}", place=place + 1, count=count))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._words.hasFocus():
                self.replace_wanted.emit()
            elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.previous_wanted.emit()
            else:
                self.next_wanted.emit()
        else:
            super().keyPressEvent(event)


def _field(name: str, words: str) -> QLineEdit:
    field = named(QLineEdit(), name)
    field.setPlaceholderText(words)
    field.setAccessibleName(words)
    field.setMinimumWidth(60)
    field.setMaximumWidth(_WIDEST_PX)
    return field


def _button(theme: Theme, name: str, words: str, *, glyph: str = "", text: str = "") -> QToolButton:
    button = named(QToolButton(), name)
    button.setProperty("flat", "true")
    button.setToolTip(words)
    button.setAccessibleName(words)
    if glyph:
        button.setIcon(icon(glyph, theme))
    else:
        button.setText(text)
    return button


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(SPACE // 2)
    for widget in widgets:
        row.addWidget(widget)
    return row
