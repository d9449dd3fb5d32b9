"""Names to choose from while an ``@`` is being typed."""

from __future__ import annotations

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QCompleter, QListView, QPlainTextEdit

from studio.model.reader import DocumentReader
from studio.ui.naming import named
from studio.ui.translation import tr
from studio.workflows.people import people_of

_MOST = 8
_LONGEST = 60
_LEAST_WIDTH_PX = 140


class MentionList(QCompleter):
    """Offers the members whose names begin with what was typed after the ``@``; Enter or Tab takes one."""

    def __init__(self, field: QPlainTextEdit, documents: DocumentReader) -> None:
        super().__init__(field)
        self._field, self._documents = field, documents
        self._names = QStringListModel(self)
        self.setModel(self._names)
        self.setWidget(field)
        self.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.setMaxVisibleItems(_MOST)
        self.list = named(QListView(), "mentionList")
        self.list.setAccessibleName(tr("People"))
        self.setPopup(self.list)
        self.activated.connect(self._take)
        field.textChanged.connect(self._look)

    @property
    def is_open(self) -> bool:
        """Whether names are offered now: Enter, Tab and Escape are theirs then."""
        return self.list.isVisible()

    def _look(self) -> None:
        typed = self._typed()
        names = self._matching(typed) if typed is not None else []
        if not names or not self._field.hasFocus():
            self.list.hide()
            return
        self._names.setStringList(names)
        rect = self._field.cursorRect()
        rect.setWidth(max(_LEAST_WIDTH_PX, self.list.sizeHintForColumn(0) + 24))
        self.complete(rect)
        self.list.setCurrentIndex(self.completionModel().index(0, 0))

    def _typed(self) -> str | None:
        """What stands between the last ``@`` and the cursor; None where nobody is being named."""
        cursor = self._field.textCursor()
        line = cursor.block().text()[: cursor.positionInBlock()]
        at = line.rfind("@")
        if at < 0 or cursor.hasSelection() or len(line) - at > _LONGEST or (at and line[at - 1].isalnum()):
            return None
        return line[at + 1 :]

    def _matching(self, typed: str) -> list[str]:
        folded = typed.casefold()
        names = sorted({person.name for person in people_of(self._documents)})
        # Once a name is whole there is nothing to be offered any more.
        return [name for name in names if name.casefold().startswith(folded) and name.casefold() != folded.rstrip()]

    def _take(self, name: str) -> None:
        typed = self._typed()
        if typed is None:
            return
        cursor = self._field.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.KeepAnchor, _units(typed))
        cursor.insertText(f"{name} ")
        self._field.setTextCursor(cursor)
        self.list.hide()


def _units(text: str) -> int:
    """How many steps of the cursor a text is: Qt counts UTF-16."""
    return len(text.encode("utf-16-le")) // 2


LIST_KEYS = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Escape})
"""Keys that go to the list while it is open."""
