"""The journal: every accepted operation with what it replaced, as the wire carries it (contracts/documents.md).

``path`` is the document's path and ``field`` the wire names below it; ``before`` and ``after`` hold what the
operation replaced and what it put there. A key that is absent stands for a value that was.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, assert_never, cast, get_args

from studio.errors import InputError
from studio.model.change_set import AppliedOperation, ChangeSet, Origin
from studio.model.ids import DocPath, OpId, Uid, parent_document
from studio.model.operations import (
    MISSING,
    Append,
    Create,
    Delete,
    FieldPath,
    Move,
    Operation,
    Remove,
    Restore,
    Set,
    Splice,
)


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One accepted operation: what, by whom, when, and in which undo step."""

    step: OpId
    label: str
    uid: Uid
    session: str
    at: str
    origin: Origin
    applied: AppliedOperation


def journal_entries(change_set: ChangeSet, *, session: str = "") -> tuple[JournalEntry, ...]:
    """The journal entries of one commit, in order."""
    return tuple(
        JournalEntry(
            step=change_set.step,
            label=change_set.label,
            uid=change_set.initiator,
            session=session,
            at=change_set.at,
            origin=change_set.origin,
            applied=applied,
        )
        for applied in change_set.applied
    )


def entry_to_wire(entry: JournalEntry) -> dict[str, Any]:
    """The document ``journal/{opId}``."""
    applied = entry.applied
    wire: dict[str, Any] = {
        "opId": applied.op_id,
        "step": entry.step,
        "label": entry.label,
        "uid": entry.uid,
        "session": entry.session,
        "at": entry.at,
        "origin": entry.origin,
        "baseRev": applied.base_rev,
        "rev": applied.rev,
        **_change_to_wire(applied.op, applied.inverse),
    }
    if applied.undoes is not None:
        wire["undoes"] = applied.undoes
    return wire


def entry_from_wire(wire: dict[str, Any]) -> JournalEntry:
    """The entry of a journal document.

    Raises:
        InputError: it is not a journal entry of ours.
    """
    try:
        op, inverse = _change_from_wire(wire)
        origin = wire.get("origin", "undo" if wire.get("undoes") else "local")
        if origin not in get_args(Origin):
            raise InputError(f"A journal entry has the unknown origin {origin!r}.")
        return JournalEntry(
            step=OpId(wire["step"]),
            label=wire["label"],
            uid=Uid(wire["uid"]),
            session=wire.get("session", ""),
            at=wire["at"],
            origin=cast(Origin, origin),
            applied=AppliedOperation(
                op_id=OpId(wire["opId"]),
                op=op,
                inverse=inverse,
                undoes=wire.get("undoes"),
                base_rev=wire.get("baseRev", 0),
                rev=wire.get("rev", 0),
            ),
        )
    except (KeyError, TypeError) as error:
        raise InputError(f"A journal entry is damaged: {error}.") from error


def _change_to_wire(op: Operation, inverse: Operation) -> dict[str, Any]:
    match op:
        case Set(doc, field, value):
            before = inverse.value if isinstance(inverse, Set) else MISSING
            return {"kind": "set", "path": doc, "field": list(field), **_present(before=before, after=value)}
        case Splice(doc, field, at, removed, inserted):
            values = {"before": {"at": at, "text": removed}, "after": {"at": at, "text": inserted}}
            return {"kind": "splice", "path": doc, "field": list(field), **values}
        case Create(doc, fields):
            return {"kind": "create", "path": doc, "after": fields}
        case Delete(doc, at_time):
            return {"kind": "delete", "path": doc, "after": {"deletedAt": at_time}}
        case Restore(doc):
            deleted_at = inverse.at if isinstance(inverse, Delete) else None
            return {"kind": "restore", "path": doc, "before": {"deletedAt": deleted_at}}
        case Move(doc, order_key, _):
            old_key = inverse.order_key if isinstance(inverse, Move) else ""
            before_place = {"path": doc, "orderKey": old_key}
            return {
                "kind": "move",
                "path": doc,
                "before": before_place,
                "after": {"path": inverse.doc, "orderKey": order_key},
            }
        case Append(doc, field, items):
            return {"kind": "append", "path": doc, "field": list(field), "after": list(items)}
        case Remove(doc, field, items):
            return {"kind": "remove", "path": doc, "field": list(field), "before": list(items)}
        case _:
            assert_never(op)


def _change_from_wire(wire: dict[str, Any]) -> tuple[Operation, Operation]:
    doc = DocPath(wire["path"])
    field: FieldPath = tuple(wire.get("field", ()))
    before, after = wire.get("before", MISSING), wire.get("after", MISSING)
    match wire["kind"]:
        case "set":
            return Set(doc, field, after), Set(doc, field, before)
        case "splice":
            at, removed, inserted = after["at"], before["text"], after["text"]
            return Splice(doc, field, at, removed, inserted), Splice(doc, field, at, inserted, removed)
        case "create":
            return Create(doc, after), Delete(doc)
        case "delete":
            return Delete(doc, after["deletedAt"]), Restore(doc)
        case "restore":
            return Restore(doc), Delete(doc, before["deletedAt"])
        case "move":
            there = DocPath(after["path"])
            return (
                Move(doc, after["orderKey"], parent_document(there)),
                Move(there, before["orderKey"], parent_document(doc)),
            )
        case "append":
            return Append(doc, field, tuple(after)), Remove(doc, field, tuple(after))
        case "remove":
            return Remove(doc, field, tuple(before)), Append(doc, field, tuple(before))
        case kind:
            raise InputError(f"A journal entry has the unknown kind {kind!r}.")


def _present(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not MISSING}
