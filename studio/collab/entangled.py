"""Whether operations can be done in either order with the same result."""

from __future__ import annotations

from studio.model.draft import WHOLE
from studio.model.ids import DocPath, collection_name, is_below, parent_document
from studio.model.operations import Create, Delete, FieldPath, Move, Operation, Restore, Set, Splice
from studio.model.raw_fields import overlap

_ANCHOR: FieldPath = ("anchor",)


class Waiting:
    """Operations that wait, however many: whether another one may go before them; on doubt it may not."""

    def __init__(self) -> None:
        self._all, self._structural = _Places(), _Places()
        self._pinned: set[DocPath] = set()
        """Scenes with something below that is pinned to their text."""

    def add(self, op: Operation) -> None:
        """One more that waits."""
        for place in _places(op):
            self._all.add(place)
            if _is_structural(op):
                self._structural.add(place)
        if _sets_anchor(op):
            self._pinned.add(parent_document(op.doc))

    def holds_up(self, op: Operation) -> bool:
        """Whether an operation has to wait for one of these."""
        if _is_structural(op):
            return any(self._all.is_related(place) for place in _places(op))
        if op.doc in self._all.docs or self._structural.is_related(op.doc):
            return True
        return op.doc in self._pinned or (_sets_anchor(op) and parent_document(op.doc) in self._all.docs)


class _Places:
    """Documents, and those above them but the project."""

    def __init__(self) -> None:
        self.docs: set[DocPath] = set()
        self._above: set[DocPath] = set()

    def add(self, doc: DocPath) -> None:
        self.docs.add(doc)
        self._above.update(_above(doc))

    def is_related(self, doc: DocPath) -> bool:
        """Whether one of them is this one, above it or below it."""
        return doc in self.docs or doc in self._above or not self.docs.isdisjoint(_above(doc))


def entangled(one: Operation, other: Operation) -> bool:
    """Whether the order of two operations matters; on doubt it does."""
    if _is_structural(one) or _is_structural(other):
        return any(_related(a, b) for a in _places(one) for b in _places(other))
    if one.doc != other.doc:
        return _shifts_anchor(one, other) or _shifts_anchor(other, one)
    return not (isinstance(one, Set) and isinstance(other, Set)) or overlap(one.field, other.field)


def _above(doc: DocPath) -> list[DocPath]:
    found = []
    while doc := parent_document(doc):
        found.append(doc)
    return found


def _sets_anchor(op: Operation) -> bool:
    return isinstance(op, Set) and overlap(op.field, _ANCHOR)


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
    return is_below(other.doc, text.doc) and _sets_anchor(other)
