"""A DocumentStore in memory, with a clock and a network that do what a test says.

Several clients share one: each takes ``store.client()``. What happens is queued at each listener and told by
``deliver``: a simulator drops (``lose``), repeats (``repeat``), delays (leaves waiting) and mixes listeners.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from studio.collab.document_store import (
    Change,
    Committed,
    Conflicted,
    Denied,
    Erase,
    Fence,
    Heard,
    Loaded,
    Lost,
    Patch,
    Resume,
    StoredDocument,
    StoreFailure,
    Unavailable,
    Write,
)
from studio.collab.written_fields import fields_after, holds_lease, is_as_expected, refuse_unfit
from studio.model.ids import DocPath, parent_collection
from tests.doubles.virtual_clock import VirtualClock

_APART = ("journal", "presence")


@dataclass(frozen=True, slots=True)
class Record:
    """One commit as the store keeps it: what it wrote, None for what it took away."""

    number: int
    time: str
    documents: Mapping[DocPath, StoredDocument | None]


class MemoryListening:
    """A listener; what it has not been told yet waits in ``waiting``, the oldest first."""

    def __init__(
        self,
        store: MemoryStore,
        collections: Sequence[str],
        hear: Callable[[Heard | Lost], None],
        resume: Resume | None,
    ) -> None:
        self.collections = tuple(dict.fromkeys(collections))
        self.waiting: deque[Heard | Lost] = deque()
        self.is_open = True
        self.is_connected = True
        self._store = store
        self._hear = hear
        self._resume = resume
        self._last: Heard | None = None

    def deliver(self, most: int | None = None) -> int:
        """Tells what waits, or the first few of it; returns how many were told."""
        told = 0
        while self.waiting and self.is_open and (most is None or told < most):
            news = self.waiting.popleft()
            if isinstance(news, Heard):
                self._last, self._resume = news, news.resume
            told += 1
            self._hear(news)
        return told

    def repeat(self) -> None:
        """Tells once more what was told last."""
        if self._last is not None and self.is_open:
            self._hear(self._last)

    def lose(self, failure: StoreFailure | None = None, *, waits_s: float | None = 1.0) -> None:
        """Cuts the connection: what waits is dropped, the loss is what is told next. ``reconnect`` ends it."""
        self.is_connected = False
        self.waiting.clear()
        self.waiting.append(Lost(failure or Unavailable("The network is gone."), waits_s))

    def reconnect(self) -> None:
        """Goes on from what was told last; nothing is missed."""
        self.is_connected = True
        self.waiting.extend(self._store.heard_since(self.collections, self._resume))

    def close(self) -> None:
        """Ends it; nothing is told once this has returned."""
        with self._store.lock:
            self.is_open = False
            self.waiting.clear()
            self._store.listeners.pop(self, None)


class MemoryStore:
    """The documents of one project, in memory.

    Args:
        clock: the store's; it ticks with every commit.
        is_prompt: whether all is told as soon as it happens, by whoever makes it happen; else by ``deliver``.
        rules: raises Denied for what must not be written, given the writes and the documents as they are.
    """

    def __init__(
        self,
        clock: VirtualClock | None = None,
        *,
        is_prompt: bool = False,
        rules: Callable[[Sequence[Write], Mapping[DocPath, StoredDocument]], None] = lambda _writes, _documents: None,
    ) -> None:
        self.clock = clock or VirtualClock()
        self.documents: dict[DocPath, StoredDocument] = {}
        self.records: list[Record] = []
        self.listeners: dict[MemoryListening, None] = {}
        self.lock = threading.RLock()
        self._is_prompt = is_prompt
        self._is_delivering = False
        self._rules = rules

    def client(self) -> MemoryClient:
        """The store as one process sees it; closing it ends its own listeners alone."""
        return MemoryClient(self)

    def deliver(self) -> None:
        """Tells everybody everything that waits, also what comes of it."""
        with self.lock:
            if self._is_delivering:
                return
            self._is_delivering = True
            try:
                while sum(listener.deliver() for listener in tuple(self.listeners)):
                    continue
            finally:
                self._is_delivering = False

    def heard_since(self, collections: Sequence[str], resume: Resume | None) -> list[Heard]:
        """What there is to tell from somewhere on: one Heard a commit, and one that says it is current.

        Without ``resume`` everything that is there, at once.
        """
        if resume is None:
            return [Heard(_changes_in(collections, self.documents), str(len(self.records)), is_current=True)]
        since = self._number(resume)
        news = [
            Heard(changes, str(record.number), is_current=False)
            for record in self.records[since:]
            if (changes := _changes_in(collections, record.documents))
        ]
        return [*news, Heard((), str(len(self.records)), is_current=True)]

    def load(self) -> Loaded:
        """As the port says."""
        with self.lock:
            journal = sorted(
                (document for path, document in self.documents.items() if parent_collection(path) == "journal"),
                key=lambda document: int(document.version),
            )
            documents = {p: document for p, document in self.documents.items() if parent_collection(p) not in _APART}
            return Loaded(documents, tuple(entry.fields for entry in journal), str(len(self.records)))

    def get(self, path: DocPath) -> StoredDocument | None:
        """As the port says."""
        with self.lock:
            return self.documents.get(path)

    def query(self, collection: str) -> tuple[StoredDocument, ...]:
        """As the port says."""
        with self.lock:
            return tuple(self.documents[p] for p in sorted(self.documents) if parent_collection(p) == collection)

    def commit(self, writes: Sequence[Write]) -> Committed:
        """As the port says; what it made happen waits at the listeners."""
        refuse_unfit(writes)
        with self.lock:
            committed = self._commit(writes)
            if self._is_prompt:
                self.deliver()
            return committed

    def listen(
        self, collections: Sequence[str], hear: Callable[[Heard | Lost], None], *, resume: Resume | None = None
    ) -> MemoryListening:
        """As the port says; what there is to tell at first waits like all else."""
        if resume is None and "journal" in collections:
            raise ValueError("The journal can only be listened to from somewhere on.")
        with self.lock:
            listener = MemoryListening(self, collections, hear, resume)
            listener.waiting.extend(self.heard_since(collections, resume))
            self.listeners[listener] = None
            if self._is_prompt:
                self.deliver()
            return listener

    def time(self) -> str:
        """The clock's time."""
        return self.clock.text

    def close(self) -> None:
        """Ends all listeners."""
        for listener in tuple(self.listeners):
            listener.close()

    def _commit(self, writes: Sequence[Write]) -> Committed:
        now = self.clock.tick()
        number = len(self.records) + 1
        written: dict[DocPath, StoredDocument | None] = {}
        for write in writes:
            before = self.documents.get(write.path)
            if isinstance(write, Fence):
                continue
            if not is_as_expected(write.expects, before) or (isinstance(write, Patch) and before is None):
                raise Conflicted(write.path)
            if not isinstance(write, Erase):
                fields = fields_after(write, before.fields if before else None, now=now)
                written[write.path] = StoredDocument(write.path, fields, str(number))
            elif before is not None:
                written[write.path] = None
        for write in writes:
            if isinstance(write, Fence) and not holds_lease(write, self._fields(write.path)):
                raise Denied(f"The lease of {write.path} is another's by now.")
        self._rules(writes, self.documents)
        if not written:
            return Committed(now, {})
        for path, document in written.items():
            if document is None:
                self.documents.pop(path)
            else:
                self.documents[path] = document
        self.records.append(Record(number, now, written))
        for listener in self.listeners:
            changes = _changes_in(listener.collections, written)
            if changes and listener.is_connected:
                listener.waiting.append(Heard(changes, str(number), is_current=True))
        return Committed(now, {path: document.version for path, document in written.items() if document is not None})

    def _fields(self, path: DocPath) -> Mapping[str, Any] | None:
        document = self.documents.get(path)
        return document.fields if document else None

    def _number(self, resume: Resume) -> int:
        number = int(resume)
        if not 0 <= number <= len(self.records):
            raise ValueError("This is not where a listener of this store left off.")
        return number


class MemoryClient:
    """One process's way to the store, which can be cut."""

    def __init__(self, store: MemoryStore) -> None:
        self.store = store
        self.listeners: list[MemoryListening] = []
        self.is_offline = False
        self.loses_answers = False
        """Commits go through, but their answers get lost."""

    def go_offline(self) -> None:
        """Cuts the calls and the listeners."""
        self.is_offline = True
        for listener in self.listeners:
            listener.lose()

    def go_online(self) -> None:
        """Connects again."""
        self.is_offline = False
        for listener in self.listeners:
            listener.reconnect()

    def load(self) -> Loaded:
        """As the port says."""
        return self._reached().load()

    def get(self, path: DocPath) -> StoredDocument | None:
        """As the port says."""
        return self._reached().get(path)

    def query(self, collection: str) -> tuple[StoredDocument, ...]:
        """As the port says."""
        return self._reached().query(collection)

    def commit(self, writes: Sequence[Write]) -> Committed:
        """As the port says."""
        committed = self._reached().commit(writes)
        if self.loses_answers:
            raise Unavailable("The answer got lost.", may_be_done=True)
        return committed

    def listen(
        self, collections: Sequence[str], hear: Callable[[Heard | Lost], None], *, resume: Resume | None = None
    ) -> MemoryListening:
        """As the port says; offline it is connected later."""
        listener = self.store.listen(collections, hear, resume=resume)
        if self.is_offline:
            listener.lose()
        self.listeners.append(listener)
        return listener

    def time(self) -> str:
        """As the port says."""
        return self._reached().time()

    def close(self) -> None:
        """Ends this client's listeners."""
        for listener in self.listeners:
            listener.close()
        self.listeners.clear()

    def _reached(self) -> MemoryStore:
        if self.is_offline:
            raise Unavailable("The network is gone.")
        return self.store


def _changes_in(collections: Sequence[str], documents: Mapping[DocPath, StoredDocument | None]) -> tuple[Change, ...]:
    """The changes in these collections, by path."""
    return tuple(Change(path, documents[path]) for path in sorted(documents) if parent_collection(path) in collections)
