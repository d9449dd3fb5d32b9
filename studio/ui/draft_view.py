"""What the person did that gave way to somebody else's: both side by side, and what to do about them."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from studio.collab.drafts import KeptDraft
from studio.ui.naming import named
from studio.ui.proposed_change import ProposedChange
from studio.ui.theme import SPACE
from studio.ui.translation import tr

_SIZE = (880, 520)


class DraftView(QDialog):
    """Opens beside the work and closes with Escape: then the draft stays."""

    answered = Signal(str)
    """"mine", "both", "again" or "drop"."""

    def __init__(self, window: QWidget, draft: KeptDraft) -> None:
        super().__init__(window)
        self.setObjectName("draftView")
        self.setWindowTitle(tr("Kept words"))
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*_SIZE)
        self.draft = draft
        self._shown: str | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        self._said = named(QLabel(), "draftSaid")
        self._said.setWordWrap(True)
        column.addWidget(self._said)
        sides = QHBoxLayout()
        sides.setSpacing(2 * SPACE)
        column.addLayout(sides, 1)
        self._mine = _Side("draftMine", tr("Yours"))
        self._theirs = _Side("draftTheirs", tr("In the project"))
        sides.addWidget(self._mine, 1)
        sides.addWidget(self._theirs, 1)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        column.addLayout(row)
        row.addStretch(1)
        later = self._add_button(row, "draftLater", tr("Later"))
        later.clicked.connect(self.reject)
        self._drop = self._add_answer(row, "draftDrop", tr("Throw away"), "drop")
        self._keep = self._add_answer(row, "draftKeepTheirs", tr("Keep theirs"), "drop")
        self._both = self._add_answer(row, "draftBoth", tr("Both"), "both")
        self._use = self._add_answer(row, "draftUseMine", tr("Use mine"), "mine")
        self._restore = self._add_answer(row, "draftRestore", tr("Restore with my words"), "mine")
        self._again = self._add_answer(row, "draftAgain", tr("Try again"), "again")
        for first in (self._use, self._restore, self._again):
            first.setProperty("primary", "true")

    def show_theirs(self, theirs: str | None, *, place: str, can_restore: bool) -> None:
        """Shows what stands there now; None where the scene is gone."""
        is_there = theirs is not None
        if is_there:
            self._said.setText(tr("Somebody else changed the same paragraph of {0}.").format(place))
        elif can_restore:
            self._said.setText(tr("The scene that you wrote this in was deleted; it can come back with your words."))
        else:
            self._said.setText(tr("The scene that you wrote this in is gone. Your words can be copied from here."))
        self._offer(
            (self._keep, is_there),
            (self._both, is_there),
            (self._use, is_there),
            (self._drop, not is_there),
            (self._restore, not is_there and can_restore),
        )
        self._theirs.setVisible(is_there)
        if theirs is None or theirs != self._shown:
            self._shown = theirs
            self._mine.show_text(self.draft.mine, beside=theirs if theirs is not None else self.draft.base)
            self._theirs.show_text(theirs or "", beside=self.draft.mine)

    def show_deeds(self, deeds: Sequence[ProposedChange]) -> None:
        """Shows what would be done once more, and what stands there now."""
        self._said.setText(tr("“{0}” does not fit what somebody else did. It is kept.").format(self.draft.label))
        self._offer((self._drop, True), (self._again, True))
        self._mine.show_text(_told([(deed.where, deed.after) for deed in deeds]))
        self._theirs.show_text(_told([(deed.where, deed.before) for deed in deeds]))

    def _offer(self, *offers: tuple[QPushButton, bool]) -> None:
        wanted = dict(offers)
        for button in (self._drop, self._keep, self._both, self._use, self._restore, self._again):
            button.setVisible(wanted.get(button, False))

    def _add_answer(self, row: QHBoxLayout, name: str, text: str, answer: str) -> QPushButton:
        button = self._add_button(row, name, text)
        button.clicked.connect(lambda: self.answered.emit(answer))
        return button

    def _add_button(self, row: QHBoxLayout, name: str, text: str) -> QPushButton:
        button = named(QPushButton(text), name)
        button.setAutoDefault(False)
        row.addWidget(button)
        return button


class _Side(QWidget):
    """A text under its heading; lines that the other side does not have are underlined and bold."""

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        heading = QLabel(title)
        heading.setProperty("role", "heading")
        column.addWidget(heading)
        self._text = named(QPlainTextEdit(), name)
        self._text.setReadOnly(True)
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(title)
        heading.setBuddy(self._text)
        column.addWidget(self._text, 1)

    def show_text(self, text: str, *, beside: str | None = None) -> None:
        """Shows a text, the first line that differs from the one beside it in view."""
        # What is set anew looks as the words at the cursor did.
        self._text.setCurrentCharFormat(QTextCharFormat())
        self._text.setPlainText(text)
        if beside is None:
            return
        document = self._text.document()
        differs = QTextCharFormat()
        differs.setFontUnderline(True)
        differs.setFontWeight(600)
        first: QTextCursor | None = None
        matcher = SequenceMatcher(a=text.split("\n"), b=beside.split("\n"), autojunk=False)
        for tag, start, end, _, _ in matcher.get_opcodes():
            if tag == "equal" or start == end:
                continue
            cursor = QTextCursor(document.findBlockByNumber(start))
            first = first or QTextCursor(cursor)
            last = document.findBlockByNumber(end - 1)
            cursor.setPosition(last.position() + last.length() - 1, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(differs)
        if first is not None:
            self._text.setTextCursor(first)
            self._text.centerCursor()


def _told(deeds: Sequence[tuple[str, str]]) -> str:
    return "\n\n".join("\n".join(word for word in deed if word) for deed in deeds)
