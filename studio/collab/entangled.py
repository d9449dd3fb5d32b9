"""Whether two people's operations can be done in either order with the same result."""

from __future__ import annotations

from studio.model.draft import WHOLE
from studio.model.ids import DocPath, collection_name, is_below
from studio.model.operations import Create, Delete, FieldPath, Move, Operation, Restore, Set, Splice
from studio.model.raw_fields import overlap

_ANCHOR: FieldPath = ("anchor",)


def entangled(one: Operation, other: Operation) -> bool:
    """Whether the order of two operations matters; on doubt it does."""
    if _is_structural(one) or _is_structural(other):
        return any(_related(a, b) for a in _places(one) for b in _places(other))
    if one.doc != other.doc:
        return _shifts_anchor(one, other) or _shifts_anchor(other, one)
    return not (isinstance(one, Set) and isinstance(other, Set)) or overlap(one.field, other.field)


def _is_structural(op: Operation) -> bool:
    """Whether it decides if a document is there, where it is, or all of it."""
    return isinstance(op, Create | Delete | Restore | Move) or (isinstance(op, Set) and op.field == WHOLE)


def _places(op: Operation) -> tuple[DocPath, ...]:
    if isinstance(op, Move) and op.to is not None:
        return (op.doc, DocPath(f"{op.to}/{'/'.join(op.doc.split('/')[-2:])}".lstrip("/")), op.to)
    return (op.doc,)


def _related(one: DocPath, other: DocPath) -> bool:
    """Whether one is the other or lies below it; below the project everything would."""
    return one == other or bool(one and is_below(other, one)) or bool(other and is_below(one, other))


def _shifts_anchor(text: Operation, other: Operation) -> bool:
    """Whether a change of a scene's text moves the anchor that the other one sets."""
    if not isinstance(text, Set | Splice) or text.field != ("script",) or collection_name(text.doc) != "scenes":
        return False
    return is_below(other.doc, text.doc) and isinstance(other, Set) and overlap(other.field, _ANCHOR)
