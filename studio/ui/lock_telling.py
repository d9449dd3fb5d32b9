"""Telling that a scene is somebody else's: once, however many keys were pressed before the person looked up."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from studio.model.ids import DocPath, collection_name
from studio.ui.people import People
from studio.ui.script_binding import SceneLock
from studio.ui.translation import tr


class LockTelling(QObject):
    """Remembers whose lock was told last."""

    told = Signal(str)
    """A sentence for the person."""

    changed = Signal()
    """Whose a scene is became another."""

    def __init__(self, people: People, parent: QObject) -> None:
        super().__init__(parent)
        self._last: SceneLock | None = None
        people.lease_changed.connect(self._follow)

    def tell(self, lock: SceneLock) -> None:
        """Says whose scene it is, unless that was what was said last."""
        if self._last == lock:
            return
        self._last = lock
        self.told.emit(
            tr(
                "{heading} is being edited by {name}. It opens when they are done.",
                heading=lock.heading,
                name=lock.name,
            )
        )

    def forget(self) -> None:
        """What is tried next is something else."""
        self._last = None

    def _follow(self, path: str) -> None:
        if collection_name(DocPath(path)) == "scenes":
            self.forget()
            self.changed.emit()
