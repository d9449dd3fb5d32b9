"""Pending steps as they have to be on top of what others did meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from itertools import takewhile
from typing import Any

from studio.collab.merge_text import merged_text
from studio.collab.pending_step import PendingStep
from studio.model.draft import WHOLE
from studio.model.ids import DocPath, collection_name, doc_id, parent_document
from studio.model.operations import FieldPath, Move, Operation, Set, Splice
from studio.model.raw_fields import overlap, read_field
from studio.model.rebase import Conflict, transposed

_TEXTS = ("script", "visual_prompt", "rationale")
"""Fields of a scene that are merged and never won by who came last."""

_Place = tuple[DocPath, FieldPath]


@dataclass(frozen=True, slots=True)
class KeptText:
    """A text that a person was writing: as it was before, as they left it, and as it has become without them."""

    doc: DocPath
    field: FieldPath
    base: str
    mine: str
    theirs: str = ""

    @classmethod
    def of(
        cls,
        steps: Sequence[PendingStep],
        *,
        mine: Callable[[DocPath], Mapping[str, Any] | None],
        base: Callable[[DocPath], Mapping[str, Any] | None],
    ) -> tuple[KeptText, ...]:
        """The texts that steps changed, while the document still has them."""
        places = dict.fromkeys(place for step in steps for place in _text_places(step))
        return tuple(cls(doc, field, _text(base(doc), field), _text(mine(doc), field)) for doc, field in places)

    @staticmethod
    def in_step(texts: Sequence[KeptText], step: PendingStep) -> tuple[KeptText, ...]:
        """Those of the texts that a step changed."""
        places = set(_text_places(step))
        return tuple(text for text in texts if (text.doc, text.field) in places)

    @staticmethod
    def founded(
        texts: Sequence[KeptText],
        documents: Callable[[DocPath], Mapping[str, Any] | None],
        *,
        not_in: Sequence[PendingStep],
    ) -> tuple[KeptText, ...]:
        """The texts on what they were written on, which the documents have now that the steps are taken back.

        Where a step could not be, nobody knows what that was: all of the text counts as written.
        """
        lost = {text for step in not_in for text in KeptText.in_step(texts, step)}
        return tuple(
            replace(text, base="" if text in lost else _text(documents(text.doc), text.field)) for text in texts
        )

    def change(self, documents: Callable[[DocPath], Mapping[str, Any] | None]) -> Splice | None:
        """What others made of the text meanwhile, as the documents have it now; None where they left it."""
        now = _text(documents(self.doc), self.field)
        return difference(self.doc, self.field, self.base, now) if now != self.base else None


@dataclass(frozen=True, slots=True)
class Outcome:
    """The steps to do again, those that came to nothing, and the texts that two people changed in the same place."""

    steps: tuple[PendingStep, ...]
    void: tuple[PendingStep, ...]
    clashes: tuple[KeptText, ...]


def replayed(
    steps: Sequence[PendingStep],
    over: Sequence[Operation],
    texts: Sequence[KeptText],
    *,
    theirs: Callable[[DocPath], Mapping[str, Any] | None],
) -> Outcome:
    """The steps after ``over``; ``theirs`` gives the documents with ``over`` and without the steps."""
    carried, clashing = _carried(steps, over)
    merged: dict[_Place, Splice] = {}
    clashes: list[KeptText] = []
    for text in texts:
        if (text.doc, text.field) in clashing:
            now = _text(theirs(text.doc), text.field)
            whole = merged_text(text.base, text.mine, now)
            if whole is None:
                clashes.append(replace(text, theirs=now))
            elif whole != now:
                merged[text.doc, text.field] = difference(text.doc, text.field, now, whole)
    again: list[PendingStep] = []
    void: list[PendingStep] = []
    for step, ops in zip(steps, carried, strict=True):
        kept: list[int] = []
        for place, op in enumerate(ops):
            if not isinstance(op, Set | Splice) or (op.doc, op.field) not in clashing:
                kept.append(place)
            elif (op.doc, op.field) in merged:
                # The whole of what was written there goes with the first of its steps.
                ops[place] = merged.pop((op.doc, op.field))
                kept.append(place)
        if kept:
            again.append(
                replace(
                    step,
                    ops=tuple(ops[place] for place in kept),
                    op_ids=tuple(step.op_ids[place] for place in kept),
                    undoes=tuple(step.undoes[place] for place in kept),
                )
            )
        else:
            void.append(step)
    return Outcome(tuple(again), tuple(void), tuple(clashes))


def without(gone: Sequence[PendingStep], step: PendingStep) -> PendingStep:
    """A step as it has to be where steps before it came to nothing: what they moved is where it was."""
    back = [
        Move(_moved_path(op), op.order_key, parent_document(op.doc))
        for each in reversed(gone)
        for op in reversed(each.ops)
        if isinstance(op, Move) and op.to is not None
    ]
    return replace(step, ops=tuple(reduce(transposed, back, op) for op in step.ops)) if back else step


def _moved_path(op: Move) -> DocPath:
    return DocPath(f"{op.to}/{collection_name(op.doc)}/{doc_id(op.doc)}".lstrip("/"))


def _carried(steps: Sequence[PendingStep], over: Sequence[Operation]) -> tuple[list[list[Operation]], set[_Place]]:
    """Every operation at its place after ``over``, and the texts where that cannot be said."""
    clashing: set[_Place] = set()
    carried: list[list[Operation]] = []
    others = list(over)
    for step in steps:
        ops: list[Operation] = []
        for op in step.ops:
            moved, still = op, []
            for other in others:
                if _clashes(moved, other):
                    clashing.add((op.doc, op.field) if isinstance(op, Set | Splice) else (op.doc, ()))
                    still.append(other)
                    continue
                if isinstance(moved, Move) and isinstance(other, Move) and moved.doc == other.doc:
                    # Where this person puts it is where it is in the end, and what they do there goes nowhere else.
                    moved = transposed(moved, other)
                    continue
                try:
                    # Of two that insert at one place theirs comes first, from either side.
                    still.append(other if _insert_at_one_place(moved, other) else transposed(other, moved))
                    moved = transposed(moved, other)
                except Conflict:
                    if isinstance(op, Splice):
                        clashing.add((op.doc, op.field))
                    still.append(other)
            ops.append(moved)
            others = still
        carried.append(ops)
    return carried, clashing


def _clashes(op: Operation, other: Operation) -> bool:
    """Whether a text is replaced on one side, so that no place in it can be carried over."""
    if not _is_text(op) or not isinstance(other, Set | Splice) or op.doc != other.doc:
        return False
    if not isinstance(op, Set | Splice) or not overlap(op.field, other.field):
        return False
    return isinstance(op, Set) or isinstance(other, Set)


def _insert_at_one_place(one: Operation, other: Operation) -> bool:
    if not isinstance(one, Splice) or not isinstance(other, Splice) or one.removed or other.removed:
        return False
    return (one.doc, one.field, one.at) == (other.doc, other.field, other.at)


def _text_places(step: PendingStep) -> list[_Place]:
    return [(op.doc, op.field) for op in step.ops if isinstance(op, Set | Splice) and _is_text(op)]


def _is_text(op: Operation) -> bool:
    if isinstance(op, Splice):
        return True
    return isinstance(op, Set) and op.field != WHOLE and op.field[0] in _TEXTS and collection_name(op.doc) == "scenes"


def _text(fields: Mapping[str, Any] | None, field: FieldPath) -> str:
    value = read_field(fields or {}, field)
    return value if isinstance(value, str) else ""


def difference(doc: DocPath, field: FieldPath, old: str, new: str) -> Splice:
    """The one splice that makes a text another."""
    start = _shared(old, new)
    left, right = old[start:], new[start:]
    end = _shared(left[::-1], right[::-1])
    return Splice(doc, field, start, left[: len(left) - end], right[: len(right) - end])


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
