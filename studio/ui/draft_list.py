"""The drafts that wait for an answer, one a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QDialog, QLabel, QListView, QVBoxLayout, QWidget
from typing_extensions import override

from studio.ui.naming import named
from studio.ui.theme import SPACE
from studio.ui.translation import tr

if TYPE_CHECKING:
    from studio.ui.kept_words import KeptWords

_SIZE = (520, 320)
_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DraftList(QDialog):
    """Enter or a double click opens a draft; Escape closes, and all stay."""

    def __init__(self, window: QWidget, words: KeptWords) -> None:
        super().__init__(window)
        self.setObjectName("draftList")
        self.setWindowTitle(tr("Kept words"))
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*_SIZE)
        self._words = words
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        said = named(QLabel(tr("These gave way to what somebody else did. Enter opens one.")), "draftListSaid")
        said.setWordWrap(True)
        column.addWidget(said)
        self._model = QStringListModel(self)
        self._list = named(QListView(), "draftRows")
        self._list.setAccessibleName(tr("Kept words"))
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setModel(self._model)
        self._list.setSpacing(SPACE // 2)
        self._list.doubleClicked.connect(self._open)
        self._list.installEventFilter(self)
        column.addWidget(self._list, 1)
        words.changed.connect(self._fill)
        self._fill()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _KEYS:
            self._open(self._list.currentIndex())
            return True
        return super().eventFilter(watched, event)

    def _fill(self) -> None:
        kept = self._words.kept
        row = max(0, self._list.currentIndex().row())
        self._model.setStringList([self._words.title_of(draft) for draft in kept])
        self._list.setCurrentIndex(self._model.index(min(row, len(kept) - 1)))
        if not kept:
            self.close()

    def _open(self, index: QModelIndex) -> None:
        kept = self._words.kept
        if index.isValid() and index.row() < len(kept):
            self._words.open(kept[index.row()])
