"""Words of the person's that gave way to somebody else's: both side by side, and what to do about them."""

from __future__ import annotations

from collections.abc import Callable
from difflib import SequenceMatcher

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from studio.collab.drafts import KeptDraft
from studio.collab.merge_text import both_texts
from studio.ui.naming import named
from studio.ui.theme import SPACE
from studio.ui.translation import tr

_SIZE = (880, 520)


class DraftView(QDialog):
    """Opens beside the work and closes with Escape: then the draft stays.

    ``answered`` is called with the text that is to stand there, or None where what stands there is to stay.
    ``theirs`` is None where the scene is gone.
    """

    def __init__(
        self,
        window: QWidget,
        draft: KeptDraft,
        *,
        place: str,
        theirs: str | None,
        answered: Callable[[str | None], object],
    ) -> None:
        super().__init__(window)
        self.setObjectName("draftView")
        self.setWindowTitle(tr("Kept words"))
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*_SIZE)
        self._answered = answered
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        if theirs is None:
            says = tr("The scene that you wrote this in is gone. Your words can be copied from here.")
        else:
            says = tr("Somebody else changed the same paragraph of {0}.").format(place)
        said = named(QLabel(says), "draftSaid")
        said.setWordWrap(True)
        column.addWidget(said)
        sides = QHBoxLayout()
        sides.setSpacing(2 * SPACE)
        column.addLayout(sides, 1)
        now = theirs or ""
        self._add_side(sides, "draftMine", tr("Yours"), draft.mine, now)
        if theirs is not None:
            self._add_side(sides, "draftTheirs", tr("In the project"), now, draft.mine)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        column.addLayout(row)
        row.addStretch(1)
        self._add_answer(row, "draftLater", tr("Later"), self.reject)
        if theirs is None:
            self._add_answer(row, "draftDrop", tr("Throw away"), lambda: self._answer(None))
            return
        self._add_answer(row, "draftKeepTheirs", tr("Keep theirs"), lambda: self._answer(None))
        self._add_answer(row, "draftBoth", tr("Both"), lambda: self._answer(both_texts(draft.base, draft.mine, now)))
        self._add_answer(row, "draftUseMine", tr("Use mine"), lambda: self._answer(draft.mine))

    def _answer(self, text: str | None) -> None:
        self._answered(text)
        self.accept()

    def _add_answer(self, row: QHBoxLayout, name: str, text: str, answer: Callable[[], object]) -> None:
        button = named(QPushButton(text), name)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: answer())
        row.addWidget(button)

    def _add_side(self, sides: QHBoxLayout, name: str, title: str, text: str, other: str) -> None:
        column = QVBoxLayout()
        heading = QLabel(title)
        heading.setProperty("role", "heading")
        column.addWidget(heading)
        shown = named(QPlainTextEdit(text), name)
        shown.setReadOnly(True)
        shown.setAccessibleName(title)
        heading.setBuddy(shown)
        column.addWidget(shown, 1)
        sides.addLayout(column, 1)
        _mark(shown, text, other)


def _mark(shown: QPlainTextEdit, text: str, other: str) -> None:
    """Underlines the lines that the other side does not have."""
    lines = text.split("\n")
    matcher = SequenceMatcher(a=lines, b=other.split("\n"), autojunk=False)
    differs = QTextCharFormat()
    differs.setFontUnderline(True)
    differs.setFontWeight(600)
    for tag, start, end, _, _ in matcher.get_opcodes():
        if tag == "equal" or start == end:
            continue
        cursor = QTextCursor(shown.document().findBlockByNumber(start))
        last = shown.document().findBlockByNumber(end - 1)
        cursor.setPosition(last.position() + last.length() - 1, QTextCursor.MoveMode.KeepAnchor)
        cursor.setCharFormat(differs)
