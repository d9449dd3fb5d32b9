"""Operations: what a change consists of, as plain frozen data, and their wire form."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, Literal, assert_never

from studio.errors import InputError
from studio.model.ids import DocPath

FieldPath = tuple[str, ...]
"""Wire names from the document down to a value: ``("props", "table#1", "position")``; () is the whole document."""


class Missing(Enum):
    """The type of MISSING."""

    MISSING = "missing"

    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final[Literal[Missing.MISSING]] = Missing.MISSING
"""Stands where a field has no value at all: setting it takes the key away."""


@dataclass(frozen=True, slots=True)
class Set:
    """Sets one field to a JSON value; MISSING takes the key away; field () replaces the whole document."""

    doc: DocPath
    field: FieldPath
    value: Any


@dataclass(frozen=True, slots=True)
class Splice:
    """Replaces ``removed`` by ``inserted`` in a text field; ``at`` counts code points."""

    doc: DocPath
    field: FieldPath
    at: int
    removed: str
    inserted: str


@dataclass(frozen=True, slots=True)
class Create:
    """Makes a new document of these wire fields."""

    doc: DocPath
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Delete:
    """Turns a document into a tombstone, kept with all below it; ``at`` is filled in by the commit."""

    doc: DocPath
    at: str | None = None


@dataclass(frozen=True, slots=True)
class Restore:
    """Brings a tombstone back."""

    doc: DocPath


@dataclass(frozen=True, slots=True)
class Move:
    """Gives a document a new place; ``to`` is its new parent document: it moves there with everything below it."""

    doc: DocPath
    order_key: str
    to: DocPath | None = None


@dataclass(frozen=True, slots=True)
class Append:
    """Adds items to the end of a list field; appends of several people never conflict."""

    doc: DocPath
    field: FieldPath
    items: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Remove:
    """Takes an append back: the last run of these items, wherever it stands by now."""

    doc: DocPath
    field: FieldPath
    items: tuple[Any, ...]


Operation = Set | Splice | Create | Delete | Restore | Move | Append | Remove


def operation_to_wire(op: Operation) -> dict[str, Any]:
    """One operation as JSON types, as proposals carry it."""
    match op:
        case Set(doc, field, value):
            wire = {"kind": "set", "doc": doc, "field": list(field)}
            return wire if value is MISSING else {**wire, "value": value}
        case Splice(doc, field, at, removed, inserted):
            where = {"kind": "splice", "doc": doc, "field": list(field), "at": at}
            return {**where, "removed": removed, "inserted": inserted}
        case Create(doc, fields):
            return {"kind": "create", "doc": doc, "fields": fields}
        case Delete(doc, at_time):
            return {"kind": "delete", "doc": doc, "at": at_time}
        case Restore(doc):
            return {"kind": "restore", "doc": doc}
        case Move(doc, order_key, to):
            return {"kind": "move", "doc": doc, "orderKey": order_key, "to": to}
        case Append(doc, field, items):
            return {"kind": "append", "doc": doc, "field": list(field), "items": list(items)}
        case Remove(doc, field, items):
            return {"kind": "remove", "doc": doc, "field": list(field), "items": list(items)}
        case _:
            assert_never(op)


def operation_from_wire(wire: object) -> Operation:
    """The operation of a wire form.

    Raises:
        InputError: it is none of ours; the message says which part is wrong.
    """
    if not isinstance(wire, dict):
        raise InputError("An operation has to be an object with a kind and a doc.")
    doc = DocPath(_expect(wire, "doc", str))
    match kind := wire.get("kind"):
        case "set":
            return Set(doc, _field(wire), wire.get("value", MISSING))
        case "splice":
            removed, inserted = _expect(wire, "removed", str), _expect(wire, "inserted", str)
            return Splice(doc, _field(wire), _expect(wire, "at", int), removed, inserted)
        case "create":
            return Create(doc, _expect(wire, "fields", dict))
        case "delete":
            at_time = wire.get("at")
            return Delete(doc, None if at_time is None else str(at_time))
        case "restore":
            return Restore(doc)
        case "move":
            to = wire.get("to")
            return Move(doc, _expect(wire, "orderKey", str), None if to is None else DocPath(str(to)))
        case "append":
            return Append(doc, _field(wire), tuple(_expect(wire, "items", list)))
        case "remove":
            return Remove(doc, _field(wire), tuple(_expect(wire, "items", list)))
        case _:
            raise InputError(f"There is no operation of the kind {kind!r}.")


def _expect(wire: dict[str, Any], key: str, kind: type[Any]) -> Any:
    value = wire.get(key)
    if not isinstance(value, kind) or isinstance(value, bool):
        raise InputError(f"The operation's {key!r} has to be of the type {kind.__name__}.")
    return value


def _field(wire: dict[str, Any]) -> FieldPath:
    names = _expect(wire, "field", list)
    if not all(isinstance(name, str) for name in names):
        raise InputError("The operation's 'field' has to be a list of names.")
    return tuple(names)
