"""The Document's change sets as Qt signals."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from studio.model.change_set import ChangeSet
from studio.model.document import Document
from studio.model.ids import collection_name

_BOOKS = frozenset({"tasks", "calls", "conversations", "turns"})
"""Where the agents write down their own work: nothing of it stands in the script, on a board or on a set."""


class DocumentBridge(QObject):
    """Tells of every commit, on the GUI thread, where the Document lives."""

    changed = Signal(object)
    """A ChangeSet, for every commit."""

    film_changed = Signal(object)
    """A ChangeSet, for every commit but those of the agents' books alone: many at work write several a second."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self._unsubscribe = document.subscribe(self._tell)

    def _tell(self, change_set: ChangeSet) -> None:
        self.changed.emit(change_set)
        paths = (*change_set.touched, *change_set.created, *change_set.deleted)
        if not paths or any(collection_name(path) not in _BOOKS for path in paths):
            self.film_changed.emit(change_set)

    def release(self) -> None:
        """Stops listening."""
        self._unsubscribe()
