"""The Document's change sets as a Qt signal."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from studio.model.change_set import ChangeSet
from studio.model.document import Document


class DocumentBridge(QObject):
    """Emits ``changed`` once for every commit, on the GUI thread, where the Document lives."""

    changed = Signal(object)

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self._unsubscribe = document.subscribe(self._tell)

    def _tell(self, change_set: ChangeSet) -> None:
        self.changed.emit(change_set)

    def release(self) -> None:
        """Stops listening."""
        self._unsubscribe()
