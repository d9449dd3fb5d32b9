"""A team's project in Firestore, as one person: their own token, the project's rules.

Everything lies below ``projects/{p}``. Versions are the documents' update times. A write that changes nothing leaves
a document its version. The journal's ``at`` has to be SERVER_TIME: it is listened to from a time on.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence

from studio.collab.document_store import Committed, Heard, Listening, Loaded, Lost, Resume, StoredDocument, Write
from studio.collab.firestore_commit import FirestoreCommit
from studio.collab.firestore_listen import WATCHDOG_S, FirestoreListener
from studio.collab.firestore_load import Coming, FirestoreLoad
from studio.collab.firestore_messages import BatchGetDocumentsRequest, GetDocumentRequest
from studio.collab.firestore_read import Reading
from studio.collab.firestore_resume import ResumePoint
from studio.collab.firestore_targets import Targets
from studio.collab.firestore_token import PersonToken
from studio.collab.firestore_values import time_text
from studio.collab.firestore_wire import Code, FirestoreWire, Refusal
from studio.collab.team_store import TeamPlace
from studio.model.ids import PROJECT_PATH, DocPath


class FirestoreStore:
    """A DocumentStore over Firestore's wire. Any thread may call it. ``coming`` is told how far a ``load`` is."""

    def __init__(self, place: TeamPlace, token: PersonToken, *, coming: Coming | None = None) -> None:
        self._coming = coming
        self._wire = FirestoreWire(place, token)
        self._commit = FirestoreCommit(self._wire)
        self._reading = Reading(self._wire)
        self._lock = threading.Lock()
        self._loaded: tuple[Resume, Mapping[DocPath, str]] = ("", {})
        self._listeners: set[FirestoreListener] = set()

    def load(self) -> Loaded:
        """Everything but journal and presence at one moment, and the latest of the journal."""
        request = BatchGetDocumentsRequest(database=self._wire.place.database_name, documents=[self._wire.place.root])
        answer = self._wire.batch_get(request)[0]
        project = self._reading.stored(answer.found) if answer.HasField("found") else None
        loaded = FirestoreLoad(self._reading, self._coming).load(project, answer.read_time)
        self._loaded = loaded.resume, {path: document.version for path, document in loaded.documents.items()}
        return loaded

    def get(self, path: DocPath) -> StoredDocument | None:
        """One document; None where there is none."""
        try:
            return self._reading.stored(self._wire.get(GetDocumentRequest(name=self._reading.name_of(path))))
        except Refusal as refusal:
            if refusal.code is Code.NOT_FOUND:
                return None
            raise

    def query(self, collection: str) -> tuple[StoredDocument, ...]:
        """The documents of a collection by path, tombstones too."""
        if not collection:
            project = self.get(PROJECT_PATH)
            return () if project is None else (project,)
        found = self._reading.documents(collection)
        return tuple(sorted(found, key=lambda document: document.path))

    def commit(self, writes: Sequence[Write]) -> Committed:
        """Writes all or nothing. A Fence is the rules' to judge."""
        if not writes:
            return Committed(self.time(), {})
        return self._commit.commit(writes)

    def listen(
        self,
        collections: Sequence[str],
        hear: Callable[[Heard | Lost], None],
        *,
        resume: Resume | None = None,
        watchdog_s: float = WATCHDOG_S,
    ) -> Listening:
        """Tells of changes, on a thread of its own.

        What was erased while nobody listened is told where the listener knows what was there: after ``resume`` from
        ``Heard``, up to 1,000 documents a collection, or in the process that has loaded.
        """
        point = None if resume is None else ResumePoint.of(resume)
        loaded_at, versions = self._loaded
        targets = Targets(self._reading, collections, point, loaded=versions if resume == loaded_at else None)
        listener = FirestoreListener(self._wire, targets, hear, watchdog_s=watchdog_s)
        with self._lock:
            self._listeners = {other for other in self._listeners if not other.is_over} | {listener}
        listener.start()
        return listener

    def time(self) -> str:
        """The server's time."""
        request = BatchGetDocumentsRequest(database=self._wire.place.database_name, documents=[self._wire.place.root])
        request.mask.field_paths.append("schemaVersion")
        return time_text(self._wire.batch_get(request)[0].read_time)

    def close(self) -> None:
        """Ends listeners and the connection."""
        with self._lock:
            listeners, self._listeners = self._listeners, set()
        for listener in listeners:
            listener.close()
        self._wire.close()
