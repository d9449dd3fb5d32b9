"""Raw wire fields of documents: nested JSON values that are shared between revisions and never changed in place."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Any

from studio.errors import CommitRefused
from studio.model.ids import DocPath
from studio.model.operations import MISSING, FieldPath

Fields = dict[str, Any]

BOOKKEEPING = ("rev", "lastOpId")
"""Fields that the commit writes itself and that no undo takes back."""

LEASED = ("scenes", "boards")
LEASE_FIELDS = ("lockedBy", "lockedAt", "lockSession", "lockEpoch", "lockTtl")
"""Fields of the documents in LEASED that the keeper of leases writes alone, and no operation."""
STORE_FIELDS = (*LEASE_FIELDS, "lastCommit")
"""Fields that a document has in a shared store alone."""


def json_copy(value: Any) -> Any:
    """A deep copy of a JSON value, so that nobody outside holds a part of a document; tuples become lists.

    Raises:
        CommitRefused: the value holds something that JSON cannot say.
    """
    match value:
        case None | bool() | int() | str():
            return value
        case float():
            if not isfinite(value):
                raise CommitRefused(f"A field cannot hold the number {value}; give a finite one.")
            return value
        case dict():
            if not all(isinstance(key, str) for key in value):
                raise CommitRefused("A field holds a map whose keys are not all text; use text keys.")
            return {key: json_copy(inner) for key, inner in value.items()}
        case list() | tuple():
            return [json_copy(inner) for inner in value]
        case _:
            raise CommitRefused(f"A field cannot hold a value of the type {type(value).__name__}; use plain JSON.")


def read_field(fields: Mapping[str, Any], field: FieldPath) -> Any:
    """The value at a field path, MISSING where there is none."""
    value: Any = fields
    for name in field:
        if not isinstance(value, Mapping):
            return MISSING
        value = value.get(name, MISSING)
    return value


def without_bookkeeping(fields: Mapping[str, Any]) -> Fields:
    """The fields that people and agents write."""
    return {name: value for name, value in fields.items() if name not in BOOKKEEPING}


def without_store_fields(fields: Mapping[str, Any]) -> Fields:
    """The fields that a person's own document has."""
    return {name: value for name, value in fields.items() if name not in STORE_FIELDS}


def is_live(fields: Mapping[str, Any] | None) -> bool:
    """Whether a document is there and no tombstone."""
    return fields is not None and fields.get("deletedAt") is None


def sort_key(path: DocPath, fields: Mapping[str, Any]) -> tuple[str, str]:
    """Order among siblings: by order key, takes by time; ties by id."""
    return (str(fields.get("orderKey") or fields.get("createdAt") or ""), path.rpartition("/")[2])


def overlap(one: FieldPath, other: FieldPath) -> bool:
    """Whether two field paths share a value: one is the other or lies inside it."""
    shared = min(len(one), len(other))
    return one[:shared] == other[:shared]
