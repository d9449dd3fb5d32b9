"""Media that are not on this machine yet: what is shown says so, and is told when they are here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal


class MediaSource(Protocol):
    """Where media come from that are not here: a team."""

    def want(self, references: Iterable[str]) -> None:
        """Fetches these, the last first; returns at once."""
        ...

    def is_coming(self, reference: str) -> bool:
        """Whether what is not here can still be expected."""
        ...


class MediaArrivals(QObject):
    """Between what shows media and where they come from; without a source nothing is on its way.

    Who finds a file missing keeps that in mind, calls ``expect``, and looks again when ``arrived`` names it.
    """

    arrived = Signal(str)
    """The file behind a reference is here now."""

    source_changed = Signal()
    """What is missing may be on its way from now on, or no longer."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source: MediaSource | None = None
        self._missing: dict[str, None] = {}
        self._here: set[str] = set()

    def follow(self, source: MediaSource | None) -> None:
        """Has what is missing fetched from there."""
        self._source = source
        if source is not None:
            source.want(tuple(self._missing))
        self.source_changed.emit()

    def expect(self, reference: str) -> bool:
        """Has a file fetched that was found missing, before all others; tells whether it is on its way."""
        if reference in self._here:
            # It came while it was looked for.
            self._here.discard(reference)
            QTimer.singleShot(0, self, lambda: self.arrived.emit(reference))
            return True
        self._missing.pop(reference, None)
        self._missing[reference] = None
        if self._source is not None:
            self._source.want((reference,))
        return self.is_coming(reference)

    def is_coming(self, reference: str) -> bool:
        """Whether a file that is missing is on its way."""
        return self._source is not None and self._source.is_coming(reference)

    def tell(self, reference: str) -> None:
        """A file has come."""
        self._missing.pop(reference, None)
        self._here.add(reference)
        self.arrived.emit(reference)
