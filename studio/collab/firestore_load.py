"""A whole project from Firestore, as it is at one moment.

Each kind of collection is one query below the project, all at the same time. Where the rules don't let one (those of an
older project, which name each place by itself), the collections are gone through one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from studio.collab.document_store import Denied, Loaded, StoredDocument
from studio.collab.firestore_messages import Message
from studio.collab.firestore_read import Reading
from studio.collab.firestore_resume import ResumePoint
from studio.collab.firestore_values import time_text
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


class FirestoreLoad:
    """Loads a project. Any thread may call it."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading

    def load(self, project: StoredDocument | None, at: Message) -> Loaded:
        """Everything as it was at a time of the store; ``project`` is its own document then.

        Raises:
            StoreFailure: it cannot be had.
        """
        found: dict[DocPath, StoredDocument] = {} if project is None else {project.path: project}
        with ThreadPoolExecutor(_AT_ONCE, "load") as pool:
            journal = pool.submit(self._reading.latest, "journal", "at", MOST_JOURNAL, at=at)
            kinds = [kind for kinds in _NESTED.values() for kind in kinds]
            groups = {kind: pool.submit(self._reading.documents, kind, below=True, at=at) for kind in kinds}
            refused: set[str] = set()
            for kind, group in groups.items():
                try:
                    found.update((document.path, document) for document in group.result())
                except Denied:
                    refused.add(kind)
            for kind in kinds:
                # Those above stand before those below, so that the parents are known.
                if kind in refused:
                    found.update(self._one_by_one(pool, kind, found, at))
            entries = [document.fields for document in journal.result()]
        entries.sort(key=lambda entry: (str(entry.get("at")), str(entry.get("opId"))))
        return Loaded(found, tuple(entries), ResumePoint(time_text(at)).text())

    def _one_by_one(
        self, pool: ThreadPoolExecutor, kind: str, found: Iterable[DocPath], at: Message
    ) -> dict[DocPath, StoredDocument]:
        above = next(parent for parent, kinds in _NESTED.items() if kind in kinds)
        parents = [path for path in found if path and collection_name(path) == above] if above else [DocPath("")]
        collections: Sequence[str] = [f"{parent}/{kind}" if parent else kind for parent in parents]
        reads = [pool.submit(self._reading.documents, collection, at=at) for collection in collections]
        documents: dict[DocPath, StoredDocument] = {}
        for read in reads:
            try:
                documents.update((document.path, document) for document in read.result())
            except Denied:
                if kind not in _PRIVATE:
                    raise
        return documents
