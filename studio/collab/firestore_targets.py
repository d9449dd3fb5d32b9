"""What a listener knows of the collections it listens to, and what the stream's messages make of it.

Pure: messages in, snapshots out. A snapshot is told when the server says that all targets are at one time, so that
what one commit wrote is told together. The work is in the messages that come, never in the documents there are.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import grpc

from studio.collab.document_store import Change, StoreFailure, Unavailable
from studio.collab.firestore_messages import ListenRequest, Message, StructuredQuery, Target, Timestamp
from studio.collab.firestore_read import Reading
from studio.collab.firestore_resume import CollectionPoint, ResumePoint
from studio.collab.firestore_values import time_text
from studio.collab.firestore_wire import failure_of
from studio.model.ids import DocPath, parent_collection

JOURNAL: Final = "journal"
OVERLAP_S: Final = 10
"""How far back the journal is asked for: an entry's ``at`` is older than its commit by as long as the commit took."""
MOST_WINDOW: Final = 256
"""How many entries are told before the journal's window is moved on."""
_REMEMBERED_S: Final = 60
"""How long an entry that was told is remembered, not to be told again."""
_MOST_KNOWN: Final = 1_000
_AT_OR_AFTER: Final = 4

_Version = tuple[int, int]


@dataclass(slots=True)
class _Listened:
    """One collection: its target, and the versions of what is known to be in it."""

    collection: str
    id: int = 0
    known: dict[str, _Version] = field(default_factory=dict)
    seen: set[str] | None = None
    """While everything is told anew: what was told so far."""
    is_current: bool = False
    token: bytes = b""
    since: Message | None = None
    """Where the server is to go on, where there is no token."""
    rows: dict[str, str] = field(default_factory=dict)
    """What is known, as ``resume`` has it."""
    told: int = 0
    """Of the journal: how many entries were told since its window began."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What has changed up to a time of the store."""

    changes: tuple[Change, ...]
    resume: ResumePoint


class TargetLost(Exception):
    """The server has ended a target; the stream is of no more use."""

    def __init__(self, failure: StoreFailure, *, is_token: bool = False) -> None:
        super().__init__(str(failure))
        self.failure = failure
        self.is_token = is_token


class Targets:
    """The targets of one listener, over all its connections. One thread uses it.

    Args:
        reading: gives names and paths.
        collections: what to listen to.
        resume: where to go on.
        loaded: the versions of the documents that were there at ``resume``, where that is known.

    Raises:
        ValueError: the journal is listened to without ``resume``.
    """

    def __init__(
        self,
        reading: Reading,
        collections: Sequence[str],
        resume: ResumePoint | None,
        *,
        loaded: Mapping[DocPath, str] | None = None,
    ) -> None:
        if JOURNAL in collections and resume is None:
            raise ValueError("The journal can only be listened to from somewhere on.")
        self._reading = reading
        self._time = Timestamp()
        if resume is not None:
            self._time.FromJsonString(resume.time)
        self._next_id = 2
        self._listened = [self._resumed(collection, resume) for collection in dict.fromkeys(collections)]
        by_collection = {listened.collection: listened for listened in self._listened}
        for path, version in (loaded or {}).items():
            if (listened := by_collection.get(parent_collection(path))) is not None:
                stamp = Timestamp()
                stamp.FromJsonString(version)
                listened.known.setdefault(reading.name_of(path), (stamp.seconds, stamp.nanos))
        self._by_id: dict[int, _Listened] = {}
        self._leaving: dict[int, _Listened] = {}
        self._pending: dict[str, Message | None] = {}

    @property
    def are_current(self) -> bool:
        """Whether the server has told everything that there is."""
        return all(listened.is_current for listened in self._listened)

    def start(self) -> Iterator[Message]:
        """What to send at the beginning of a connection."""
        self._by_id.clear()
        self._leaving.clear()
        for listened in self._listened:
            if listened.seen is not None:
                listened.token, listened.since = b"", None
            yield self._added(listened)

    def take(self, message: Message) -> Iterator[Snapshot | Message]:
        """What a message of the stream comes to: snapshots, and requests to send.

        Raises:
            TargetLost: the stream is of no more use.
        """
        match message.WhichOneof("response_type"):
            case "document_change":
                self._changed(message.document_change)
            case "document_delete":
                self._gone(message.document_delete.document, message.document_delete.removed_target_ids)
            case "document_remove":
                self._gone(message.document_remove.document, message.document_remove.removed_target_ids)
            case "filter":
                listened = self._by_id.get(message.filter.target_id)
                # The journal only grows, and of its window the server sends what is new.
                if listened is not None and listened.collection != JOURNAL:
                    there = listened.known if listened.seen is None else listened.seen
                    if message.filter.count != len(there):
                        yield self._anew(listened)
            case "target_change":
                yield from self._target_changed(message.target_change)

    def _resumed(self, collection: str, resume: ResumePoint | None) -> _Listened:
        listened = _Listened(collection)
        if resume is None:
            listened.seen = set()
            return listened
        point = resume.collections.get(collection)
        if point is not None:
            listened.token = base64.b64decode(point.token)
            for row in point.known.split("/") if point.known else ():
                last, seconds, nanos = row.rsplit(".", 2)
                name = self._reading.name_of(f"{collection}/{last}" if collection else "")
                listened.known[name] = (int(seconds), int(nanos))
        if not listened.token:
            listened.since = self._time
        return listened

    def _new_id(self) -> int:
        self._next_id += 2
        return self._next_id

    def _target(self, listened: _Listened) -> Message:
        target = Target(target_id=listened.id)
        collection = listened.collection
        if not collection:
            target.documents.documents.append(self._reading.name_of(""))
        else:
            parent, _, name = collection.rpartition("/")
            target.query.parent = self._reading.name_of(parent)
            query = target.query.structured_query
            query.from_.add(collection_id=name)
            if collection == JOURNAL:
                _from_on(query, self._time)
        # The journal's target is another one with every window: a token would be of the one before.
        if collection != JOURNAL and listened.token:
            target.resume_token = listened.token
        elif listened.since is not None:
            target.read_time.CopyFrom(listened.since)
        return target

    def _anew(self, listened: _Listened) -> Message:
        """To ask for a collection as if for the first time; what is known of it stays, to tell what has changed."""
        listened.token, listened.since = b"", None
        return self._replaced(listened)

    def _moved_on(self, journal: _Listened) -> Message:
        """To ask for the journal from a later time on: what is known of it stays, and is not told again."""
        oldest = (self._time.seconds - _REMEMBERED_S, 0)
        journal.known = {name: version for name, version in journal.known.items() if version > oldest}
        journal.since, journal.told = self._time, 0
        return self._replaced(journal)

    def _replaced(self, listened: _Listened) -> Message:
        """Ends a target; it is added anew once that is acknowledged: the emulator garbles what it says at once."""
        listened.seen, listened.is_current = set(), False
        del self._by_id[listened.id]
        self._leaving[listened.id] = listened
        return ListenRequest(remove_target=listened.id)

    def _added(self, listened: _Listened) -> Message:
        listened.id = self._new_id()
        listened.is_current = False
        self._by_id[listened.id] = listened
        return ListenRequest(add_target=self._target(listened))

    def _changed(self, change: Message) -> None:
        document = change.document
        version = (document.update_time.seconds, document.update_time.nanos)
        for target_id in change.target_ids:
            listened = self._by_id.get(target_id)
            if listened is None:
                continue
            if listened.seen is not None:
                listened.seen.add(document.name)
            known = listened.known.get(document.name)
            if known != version:
                listened.told += known is None
                listened.known[document.name] = version
                listened.rows.pop(document.name, None)
                self._pending[document.name] = document
        if change.removed_target_ids:
            self._gone(document.name, change.removed_target_ids)

    def _gone(self, name: str, target_ids: Sequence[int]) -> None:
        for target_id in target_ids:
            listened = self._by_id.get(target_id)
            if listened is None:
                continue
            was_known = listened.known.pop(name, None) is not None
            listened.rows.pop(name, None)
            if listened.collection != JOURNAL and (was_known or listened.seen is None):
                self._pending[name] = None

    def _target_changed(self, change: Message) -> Iterator[Snapshot | Message]:
        listened = [self._by_id[id] for id in change.target_ids if id in self._by_id]
        concerned = listened if change.target_ids else self._listened
        if change.resume_token:
            for one in concerned:
                one.token = change.resume_token
        match change.target_change_type:
            case 2 if not listened:  # REMOVE, which was asked for
                yield from (self._added(self._leaving.pop(id)) for id in change.target_ids if id in self._leaving)
            case 2:
                code = next(status for status in grpc.StatusCode if status.value[0] == change.cause.code)
                is_token = code is grpc.StatusCode.UNAUTHENTICATED
                if code in (grpc.StatusCode.PERMISSION_DENIED, grpc.StatusCode.UNAUTHENTICATED):
                    failure = failure_of(code, change.cause.message)
                    assert isinstance(failure, StoreFailure)
                    raise TargetLost(failure, is_token=is_token)
                for one in listened:
                    one.token, one.since, one.seen = b"", None, set()
                raise TargetLost(Unavailable(f"The server has ended a listener ({code.name}: {change.cause.message})."))
            case 3:  # CURRENT
                for one in concerned:
                    self._complete(one)
            case 4:  # RESET
                for one in concerned:
                    one.seen, one.is_current = set(), False
        if not change.target_ids and change.HasField("read_time") and self.are_current:
            self._time.CopyFrom(change.read_time)
            yield self._snapshot()
            for one in self._listened:
                if one.collection == JOURNAL and one.told > MOST_WINDOW:
                    yield self._moved_on(one)

    def _complete(self, listened: _Listened) -> None:
        listened.is_current = True
        seen, listened.seen = listened.seen, None
        if seen is None or listened.collection == JOURNAL or len(seen) == len(listened.known):
            return
        for name in listened.known.keys() - seen:
            del listened.known[name]
            listened.rows.pop(name, None)
            self._pending[name] = None

    def _snapshot(self) -> Snapshot:
        pending, self._pending = self._pending, {}
        there = [(name, document) for name, document in pending.items() if document is not None]
        there.sort(key=lambda item: (item[1].update_time.seconds, item[1].update_time.nanos, item[0]))
        changes = [Change(self._reading.path_of(name), self._reading.stored(document)) for name, document in there]
        changes += [Change(self._reading.path_of(name), None) for name, document in pending.items() if document is None]
        points = {one.collection: self._point(one) for one in self._listened if one.collection != JOURNAL}
        for one in self._listened:
            one.since = self._time
        return Snapshot(tuple(changes), ResumePoint(time_text(self._time), points))

    def _point(self, listened: _Listened) -> CollectionPoint:
        token = base64.b64encode(listened.token).decode()
        if len(listened.known) > _MOST_KNOWN:
            return CollectionPoint(token)
        for name in listened.known.keys() - listened.rows.keys() if len(listened.rows) < len(listened.known) else ():
            listened.rows[name] = _row(name, listened.known[name])
        return CollectionPoint(token, "/".join(listened.rows.values()))


def _row(name: str, version: _Version) -> str:
    return f"{name.rpartition('/')[2]}.{version[0]}.{version[1]}"


def _from_on(query: Message, time: Message) -> None:
    """Only entries whose ``at`` is not much older than a time."""
    start = StructuredQuery.FieldFilter(field={"field_path": "at"}, op=_AT_OR_AFTER)
    start.value.timestamp_value.seconds = time.seconds - OVERLAP_S
    query.where.field_filter.CopyFrom(start)
