"""A whole project from Firestore, as it is at one moment.

Each kind of collection is one query below the project, all at the same time. Where the rules don't let one (those of an
older project, which name each place by itself), the collections are gone through one by one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from studio.collab.document_store import Denied, Loaded, StoredDocument
from studio.collab.firestore_messages import Message
from studio.collab.firestore_read import Reading
from studio.collab.firestore_resume import ResumePoint
from studio.collab.firestore_values import time_text
from studio.errors import Cancelled
from studio.model.ids import DocPath, collection_name

MOST_JOURNAL: Final = 2_000
_AT_ONCE: Final = 8
_NESTED: Final[dict[str, tuple[str, ...]]] = {
    "": (
        "members",
        "scenes",
        "tasks",
        "proposals",
        "conversations",
        "calls",
        "tracks",
        "markers",
        "versions",
        "review",
        "invites",
    ),
    "scenes": ("requests", "boards", "stage", "comments"),
    "boards": ("takes", "layers"),
    "conversations": ("turns",),
}
"""The collections below each kind of document (contracts/documents.md), without journal and presence."""
_PRIVATE: Final = frozenset({"invites"})
"""What the rules may keep from some of the project's people: those have a project without it."""


Coming = Callable[[int, int], None]
"""Told, on any thread but one at a time, how many documents have come of how many; what it raises ends it all."""


class FirestoreLoad:
    """Loads a project. Any thread may call it."""

    def __init__(self, reading: Reading, told: Coming | None = None) -> None:
        self._reading, self._told = reading, told

    def load(self, project: StoredDocument | None, at: Message) -> Loaded:
        """Everything as it was at a time of the store; ``project`` is its own document then.

        Raises:
            StoreFailure: it cannot be had.
        """
        found: dict[DocPath, StoredDocument] = {} if project is None else {project.path: project}
        arrival = _Arrival(self._told)
        with ThreadPoolExecutor(_AT_ONCE, "load") as pool:
            try:
                kinds = [kind for kinds in _NESTED.values() for kind in kinds]
                if self._told is not None:
                    self._expect(pool, kinds, arrival, at)
                journal = pool.submit(self._journal, arrival, at)
                groups = {kind: pool.submit(self._kind, kind, arrival, at) for kind in kinds}
                refused: set[str] = set()
                for kind, group in groups.items():
                    try:
                        found.update((document.path, document) for document in group.result())
                    except Denied:
                        refused.add(kind)
                for kind in kinds:
                    # Those above stand before those below, so that the parents are known.
                    if kind in refused:
                        found.update(self._one_by_one(pool, kind, found, arrival, at))
                entries = [document.fields for document in journal.result()]
            except BaseException:
                # What has not begun is not begun any more.
                arrival.end()
                raise
        entries.sort(key=lambda entry: (str(entry.get("at")), str(entry.get("opId"))))
        return Loaded(found, tuple(entries), ResumePoint(time_text(at)).text())

    def _expect(self, pool: ThreadPoolExecutor, kinds: Iterable[str], arrival: _Arrival, at: Message) -> None:
        counts = [pool.submit(self._reading.count, kind, at=at) for kind in kinds]
        counts.append(pool.submit(self._reading.count, "journal", most=MOST_JOURNAL, at=at))
        for count in counts:
            try:
                arrival.expect(count.result())
            except Denied:
                # It is counted as it comes.
                continue

    def _kind(self, kind: str, arrival: _Arrival, at: Message) -> list[StoredDocument]:
        return self._reading.documents(kind, below=True, at=at, came=arrival.came)

    def _journal(self, arrival: _Arrival, at: Message) -> list[StoredDocument]:
        arrival.came(0)
        entries = self._reading.latest("journal", "at", MOST_JOURNAL, at=at)
        arrival.came(len(entries))
        return entries

    def _one_by_one(
        self, pool: ThreadPoolExecutor, kind: str, found: Iterable[DocPath], arrival: _Arrival, at: Message
    ) -> dict[DocPath, StoredDocument]:
        above = next(parent for parent, kinds in _NESTED.items() if kind in kinds)
        parents = [path for path in found if path and collection_name(path) == above] if above else [DocPath("")]
        collections: Sequence[str] = [f"{parent}/{kind}" if parent else kind for parent in parents]
        reads = [
            pool.submit(self._reading.documents, collection, at=at, came=arrival.came) for collection in collections
        ]
        documents: dict[DocPath, StoredDocument] = {}
        for read in reads:
            try:
                documents.update((document.path, document) for document in read.result())
            except Denied:
                if kind not in _PRIVATE:
                    raise
        return documents


class _Arrival:
    """How much of a project has come, counted on many threads."""

    def __init__(self, told: Coming | None) -> None:
        self._told = told
        self._lock = threading.Lock()
        self._expected = self._come = 0
        self._is_over = False

    def expect(self, count: int) -> None:
        """So many more are to come."""
        with self._lock:
            self._expected += count

    def came(self, count: int) -> None:
        """So many more have come."""
        with self._lock:
            if self._is_over:
                raise Cancelled("The loading has ended.")
            self._come += count
            if self._told is not None:
                self._told(self._come, max(self._come, self._expected))

    def end(self) -> None:
        """Nothing more is wanted."""
        self._is_over = True
