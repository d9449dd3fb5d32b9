"""Carrying an operation over others that came in between: texts shift, moved documents are followed."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from studio.model.ids import DocPath, is_below, parent_document
from studio.model.operations import Append, Create, Delete, FieldPath, Move, Operation, Remove, Restore, Set, Splice
from studio.model.raw_fields import overlap

ConflictReason = Literal["overlaps", "changed_since"]

_ORDER: FieldPath = ("orderKey",)


class Conflict(Exception):
    """Two operations concern the same thing, so that one cannot be carried over the other."""

    def __init__(self, reason: ConflictReason) -> None:
        super().__init__(reason)
        self.reason: ConflictReason = reason


def rebase(op: Operation, over: Operation) -> Operation:
    """The operation as it has to be after ``over``, both made for the same state of the documents.

    Raises:
        Conflict: text ranges overlap, or ``over`` changed what ``op`` is about.
    """
    if _conflicts(op, over):
        raise Conflict("changed_since")
    return transposed(op, over)


def transposed(op: Operation, over: Operation) -> Operation:
    """Only the coordinates of ``op`` after ``over``: its place in the text, its document's path.

    Raises:
        Conflict: text ranges overlap.
    """
    if isinstance(over, Move) and over.to is not None and over.to != parent_document(over.doc):
        name = over.doc[len(parent_document(over.doc)) :].lstrip("/")
        return _relocated(op, over.doc, DocPath(f"{over.to}/{name}".lstrip("/")))
    if isinstance(op, Splice) and isinstance(over, Splice) and op.doc == over.doc and op.field == over.field:
        return replace(op, at=_shifted(op, over))
    return op


def is_nothing(op: Operation, inverse: Operation) -> bool:
    """Whether an applied operation left everything as it was."""
    if isinstance(op, Splice):
        return op.removed == op.inserted
    return isinstance(op, Set) and isinstance(inverse, Set) and op.field == inverse.field and op.value == inverse.value


def composed(first: Splice, then: Splice) -> Splice | None:
    """Two splices of one text as one, where the second touches what the first put there; else None."""
    start, end = first.at, first.at + len(first.inserted)
    then_end = then.at + len(then.removed)
    if then.at > end or then_end < start:
        return None
    left = then.removed[: max(0, start - then.at)]
    right = then.removed[len(then.removed) - max(0, then_end - end) :] if then_end > end else ""
    kept_left = first.inserted[: max(0, then.at - start)]
    kept_right = first.inserted[max(0, then_end - start) :]
    return replace(
        first,
        at=min(start, then.at),
        removed=left + first.removed + right,
        inserted=kept_left + then.inserted + kept_right,
    )


def _shifted(op: Splice, over: Splice) -> int:
    end, over_end = op.at + len(op.removed), over.at + len(over.removed)
    if over_end <= op.at:
        return op.at + len(over.inserted) - len(over.removed)
    if over.at >= end:
        return op.at
    raise Conflict("overlaps")


def _relocated(op: Operation, old: DocPath, new: DocPath) -> Operation:
    def there(path: DocPath) -> DocPath:
        return DocPath(new + path[len(old) :]) if path == old or is_below(path, old) else path

    if isinstance(op, Move):
        return replace(op, doc=there(op.doc), to=None if op.to is None else there(op.to))
    return replace(op, doc=there(op.doc))


def _conflicts(op: Operation, over: Operation) -> bool:
    if isinstance(op, Delete):
        # Taking back a creation must not take along what others did to it or below it since.
        return over.doc == op.doc or is_below(over.doc, op.doc)
    if op.doc != over.doc:
        return False
    if isinstance(op, Append | Remove) and isinstance(over, Append | Remove):
        return False
    if isinstance(op, Splice) and isinstance(over, Splice) and op.field == over.field:
        return False
    mine, theirs = _field_of(op), _field_of(over)
    return mine is not None and theirs is not None and overlap(mine, theirs)


def _field_of(op: Operation) -> FieldPath | None:
    """The field that an operation decides; None where it decides whether the document is there."""
    match op:
        case Set(_, field) | Splice(_, field) | Append(_, field) | Remove(_, field):
            return field
        case Move():
            return _ORDER
        case Create() | Delete() | Restore():
            return None
