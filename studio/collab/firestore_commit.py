"""A commit to Firestore: the writes as the wire has them, and what they expect.

Firestore knows preconditions on a document's time and on its being there, not on a field: a Revision is looked up and
held by the time of the document that had it. Rules run before preconditions, so what was denied may as well be a
write that came too late: it is looked into, and told as Conflicted where an expectation fails.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, assert_never

from studio.collab.document_store import (
    ABSENT,
    SERVER_TIME,
    Committed,
    Conflicted,
    Denied,
    Erase,
    Fence,
    Patch,
    Put,
    Revision,
    TooLarge,
    Unavailable,
    Write,
)
from studio.collab.firestore_messages import BatchGetDocumentsRequest, CommitRequest, FieldTransform, Message
from studio.collab.firestore_messages import Write as WireWrite
from studio.collab.firestore_values import field_path, is_time_name, time_text, write_fields, write_value
from studio.collab.firestore_wire import FirestoreWire, Refusal
from studio.collab.written_fields import MOST_BYTES, refuse_unfit, size_of
from studio.model.ids import DocPath
from studio.model.operations import MISSING, FieldPath

_MOST_COMMIT_BYTES: Final = 10 << 20
_TRIES: Final = 5
_PAUSE_S: Final = 0.05
_MOST_KNOWN: Final = 20_000
_REQUEST_TIME: Final = 1


@dataclass(frozen=True, slots=True)
class _State:
    """A document as it is: its revision and its version; ``version`` is None where there is none."""

    rev: int
    version: str | None


class FirestoreCommit:
    """Commits writes below one project. Any thread may call it."""

    def __init__(self, wire: FirestoreWire, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self._wire = wire
        self._sleep = sleep
        self._known: dict[DocPath, _State] = {}

    def commit(self, writes: Sequence[Write]) -> Committed:
        """Writes all or nothing; as the port says."""
        refuse_unfit(writes)
        effective = [write for write in writes if not isinstance(write, Fence)]
        messages = [self._message(write) for write in effective]
        if sum(message.ByteSize() for message in messages) > _MOST_COMMIT_BYTES:
            raise TooLarge("A commit is larger than the ten megabytes that the store takes at once.")
        is_same_twice = all(write.expects is None for write in effective)
        for attempt in range(_TRIES):
            if attempt > 1:
                self._sleep(random.uniform(0.5, 1.5) * _PAUSE_S * 2**attempt)
            self._expect(effective, messages)
            request = CommitRequest(database=self._wire.place.database_name, writes=messages)
            try:
                response = self._wire.commit(request, is_same_twice=is_same_twice)
            except (Refusal, Denied) as refused:
                for write in effective:
                    self._known.pop(write.path, None)
                path = self._first_unexpected(effective, refused)
                if path is not None:
                    raise Conflicted(path) from refused
                if isinstance(refused, Denied):
                    raise
                continue
            return self._committed(effective, response)
        raise Unavailable("Others write the same documents all the time; it was not written.")

    def forget(self, path: DocPath) -> None:
        """Says that a document has another version than was known."""
        self._known.pop(path, None)

    def _message(self, write: Put | Patch | Erase) -> Message:
        name = self.name_of(write.path)
        match write:
            case Put(path, fields):
                message = WireWrite()
                message.update.name = name
                stamped = list(_server_times(fields))
                write_fields(_without_server_times(fields) if stamped else fields, message.update.fields)
                _transform(message, stamped)
                _check_size(path, message, lambda: size_of(_without_server_times(fields)))
            case Patch(path, changes):
                message = WireWrite()
                message.update.name = name
                message.update_mask.SetInParent()
                for field, value in changes.items():
                    _patch(message, field, value)
                _check_size(path, message, lambda: sum(map(_size_of_change, changes.values())))
                if write.expects is None:
                    message.current_document.exists = True
            case Erase():
                message = WireWrite(delete=name)
            case _:
                assert_never(write)
        if write.expects == ABSENT:
            message.current_document.exists = False
        elif isinstance(write.expects, str):
            _hold(message, write.expects, write.path)
        return message

    def _expect(self, writes: Sequence[Put | Patch | Erase], messages: Sequence[Message]) -> None:
        """Holds the writes that expect a revision to the version that has it."""
        wanted = {write.path: write.expects.rev for write in writes if isinstance(write.expects, Revision)}
        unsure = [path for path, rev in wanted.items() if (known := self._known.get(path)) is None or known.rev != rev]
        states = {path: self._known[path] for path in wanted if path not in unsure}
        states |= self._states(unsure)
        for write, message in zip(writes, messages, strict=True):
            if write.path not in wanted:
                continue
            state = states[write.path]
            if state.version is None or state.rev != wanted[write.path]:
                raise Conflicted(write.path)
            _hold(message, state.version, write.path)

    def _first_unexpected(self, writes: Sequence[Put | Patch | Erase], refused: Exception) -> DocPath | None:
        expecting = [write for write in writes if write.expects is not None or isinstance(write, Patch)]
        try:
            states = self._states([write.path for write in expecting])
        except Denied:
            raise refused from None
        for write in expecting:
            state = states[write.path]
            match write.expects:
                case None:
                    fails = state.version is None
                case Revision(rev):
                    fails = state.version is None or state.rev != rev
                case "absent":
                    fails = state.version is not None
                case version:
                    fails = state.version != version
            if fails:
                return write.path
        return None

    def _states(self, paths: Sequence[DocPath]) -> dict[DocPath, _State]:
        if not paths:
            return {}
        names = {self.name_of(path): path for path in paths}
        request = BatchGetDocumentsRequest(database=self._wire.place.database_name, documents=list(names))
        request.mask.field_paths.append("rev")
        states: dict[DocPath, _State] = {}
        for answer in self._wire.batch_get(request):
            if answer.WhichOneof("result") == "missing":
                states[names[answer.missing]] = _State(0, None)
            elif answer.HasField("found"):
                rev = answer.found.fields["rev"].integer_value if "rev" in answer.found.fields else 0
                states[names[answer.found.name]] = _State(rev, answer.found.update_time.ToJsonString())
        return {path: states.get(path, _State(0, None)) for path in paths}

    def _committed(self, writes: Sequence[Put | Patch | Erase], response: Message) -> Committed:
        stamps = [stamp for result in response.write_results for stamp in result.transform_results]
        moment = stamps[0].timestamp_value if stamps else response.commit_time
        versions: dict[DocPath, str] = {}
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        for write, result in zip(writes, response.write_results, strict=True):
            if isinstance(write, Erase):
                self._known.pop(write.path, None)
                continue
            stamp = result.update_time if result.HasField("update_time") else response.commit_time
            versions[write.path] = stamp.ToJsonString()
            rev = _rev_after(write)
            if rev is None:
                self._known.pop(write.path, None)
            else:
                self._known[write.path] = _State(rev, versions[write.path])
        return Committed(time_text(moment), versions)

    def name_of(self, path: DocPath) -> str:
        """A document's path, as the wire names it."""
        return f"{self._wire.place.root}/{path}" if path else self._wire.place.root


def _rev_after(write: Put | Patch) -> int | None:
    """The revision that a document has after a write, where the write alone tells."""
    if isinstance(write, Put):
        rev = write.fields.get("rev", 0)
    else:
        rev = write.fields.get(("rev",), write.expects.rev if isinstance(write.expects, Revision) else None)
    return rev if isinstance(rev, int) else None


def _patch(message: Message, field: FieldPath, value: Any) -> None:
    if value is SERVER_TIME:
        _transform(message, [field])
        return
    message.update_mask.field_paths.append(field_path(field))
    if isinstance(value, Mapping):
        stamped = list(_server_times(value))
        _transform(message, [(*field, *below) for below in stamped])
        value = _without_server_times(value) if stamped else value
    if value is MISSING:
        return
    into = message.update.fields
    for name in field[:-1]:
        into = into[name].map_value.fields
    write_value(value, into[field[-1]], is_time=is_time_name(field[-1]))


def _size_of_change(value: Any) -> int:
    return 0 if value is MISSING or value is SERVER_TIME else size_of(value)


def _transform(message: Message, fields: Sequence[FieldPath]) -> None:
    for field in fields:
        transform = FieldTransform(field_path=field_path(field), set_to_server_value=_REQUEST_TIME)
        message.update_transforms.append(transform)


def _server_times(fields: Mapping[str, Any]) -> list[FieldPath]:
    found: list[FieldPath] = []
    for name, value in fields.items():
        if value is SERVER_TIME:
            found.append((name,))
        elif isinstance(value, Mapping):
            found.extend((name, *below) for below in _server_times(value))
    return found


def _without_server_times(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: _without_server_times(value) if isinstance(value, Mapping) else value
        for name, value in fields.items()
        if value is not SERVER_TIME
    }


def _hold(message: Message, version: str, path: DocPath) -> None:
    try:
        message.current_document.update_time.FromJsonString(version)
    except ValueError:
        # No version of this store: no document has it.
        raise Conflicted(path) from None


def _check_size(path: DocPath, message: Message, size: Callable[[], int]) -> None:
    """Reckons only where the message is near the limit: on the wire a document is larger than it counts."""
    if message.ByteSize() > MOST_BYTES // 2 and size() > MOST_BYTES:
        raise TooLarge(f"{path or 'The project'} is larger than the megabyte that the store takes.")
