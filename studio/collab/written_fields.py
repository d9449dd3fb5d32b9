"""What writes make of documents: the part of a store that needs no store. All stores take and refuse the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from math import isfinite
from typing import Any, Final

from studio.collab.document_store import (
    ABSENT,
    SERVER_TIME,
    Expected,
    Fence,
    Patch,
    Put,
    Revision,
    StoredDocument,
    TooLarge,
    Write,
)
from studio.model.operations import MISSING, FieldPath
from studio.model.raw_fields import overlap

MOST_WRITES: Final = 500
MOST_BYTES: Final = (1 << 20) - 1000
_INT_LIMIT: Final = 1 << 63


def refuse_unfit(writes: Sequence[Write]) -> None:
    """Looks at what can be told without the documents.

    Raises:
        ValueError: two writes of one document, or fields that overlap in one patch.
        TooLarge: more writes than a store takes at once.
    """
    paths = [write.path for write in writes if not isinstance(write, Fence)]
    if len(set(paths)) != len(paths):
        raise ValueError("Two writes of one commit may not be of the same document.")
    if len(paths) > MOST_WRITES:
        raise TooLarge(f"A commit has {len(paths)} writes; the store takes {MOST_WRITES} at once.")
    for write in writes:
        if isinstance(write, Patch) and any(overlap(one, other) for one, other in combinations(write.fields, 2)):
            raise ValueError(f"Two fields of the patch of {write.path or 'the project'} lie in one another.")


def is_as_expected(expects: Expected, stored: StoredDocument | None) -> bool:
    """Whether a document is what a write expects."""
    match expects:
        case None:
            return True
        case Revision(rev):
            return stored is not None and stored.fields.get("rev", 0) == rev
        case _ if expects == ABSENT:
            return stored is None
        case version:
            return stored is not None and stored.version == version


def holds_lease(fence: Fence, fields: Mapping[str, Any] | None) -> bool:
    """Whether the lease of a document is the fence's session's, or nobody's, in its epoch."""
    if fields is None:
        return False
    return (fields.get("lockSession") or "") == fence.session and fields.get("lockEpoch", 0) == fence.epoch


def fields_after(write: Put | Patch, before: Mapping[str, Any] | None, *, now: str) -> dict[str, Any]:
    """The fields a document has after a write; ``now`` is the store's time. Nothing of it is shared with the write.

    Raises:
        ValueError: a value or a name that a store does not take.
        TooLarge: the document is larger than a store takes.
    """
    if isinstance(write, Put):
        fields = _plain_map(write.fields, now)
    else:
        fields = dict(before or {})
        for field, value in write.fields.items():
            _set(fields, field, value if value is MISSING else _plain(value, now))
    if size_of(fields) > MOST_BYTES:
        raise TooLarge(f"{write.path or 'The project'} is larger than the megabyte that the store takes.")
    return fields


def size_of(value: Any) -> int:
    """What a value takes in a document, in bytes.

    Source: https://firebase.google.com/docs/firestore/storage-size
    """
    match value:
        case None | bool():
            return 1
        case str():
            return len(value.encode("utf-8", "surrogatepass")) + 1
        case list():
            return sum(map(size_of, value))
        case dict():
            return sum(size_of(name) + size_of(part) for name, part in value.items())
        case _:
            return 8


def _set(fields: dict[str, Any], field: FieldPath, value: Any) -> None:
    """Sets one field of a map that is the caller's own; what lies above the field is copied."""
    if not field or not all(field):
        raise ValueError("The store takes no field without a name.")
    *above, last = field
    for name in above:
        inner = fields.get(name)
        if not isinstance(inner, dict):
            if value is MISSING:
                return
            inner = {}
        fields[name] = dict(inner)
        fields = fields[name]
    if value is MISSING:
        fields.pop(last, None)
    else:
        fields[last] = value


def _plain_map(fields: Mapping[str, Any], now: str, *, in_list: bool = False) -> dict[str, Any]:
    if not all(isinstance(name, str) and name for name in fields):
        raise ValueError("The store takes no field without a name.")
    return {name: _plain(value, now, in_list=in_list) for name, value in fields.items()}


def _plain(value: Any, now: str, *, in_list: bool = False) -> Any:
    match value:
        case None | bool() | str():
            return value
        case int():
            if not -_INT_LIMIT <= value < _INT_LIMIT:
                raise ValueError(f"{value} is not a number that the store can hold.")
            return value
        case float():
            if not isfinite(value):
                raise ValueError(f"{value} is not a number that the store can hold.")
            return value
        case list() | tuple():
            return [_plain(item, now, in_list=True) for item in value]
        case Mapping():
            return _plain_map(value, now, in_list=in_list)
        case _ if value is SERVER_TIME and not in_list:
            return now
        case _:
            raise ValueError(f"A {type(value).__name__} is nothing that the store can hold.")
