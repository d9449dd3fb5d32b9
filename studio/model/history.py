"""Undo and redo, per person, over everything a Document holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from studio.errors import CommitRefused
from studio.model.change_set import LOCAL_USER, ChangeSet
from studio.model.document import Document
from studio.model.ids import OpId, Uid, collection_name
from studio.model.journal import JournalEntry, journal_entries
from studio.model.operation_log import LoggedOperation, OperationLog
from studio.model.operations import Operation, Set
from studio.model.rebase import Conflict, ConflictReason

MAX_STEPS = 1_000
"""How many steps a person can go back."""

_PICTURE_FIELDS = frozenset({"imageUrl", "imagePromptRevision", "takeId"})
_READING = ("lastReadAt",)
"""Up to where somebody has read: looking at something is no step."""


@dataclass(frozen=True, slots=True)
class Undone:
    """A step was taken back, or done again, by an ordinary commit."""

    change_set: ChangeSet


@dataclass(frozen=True, slots=True)
class Declined:
    """A step could not be taken back and has left the stack; ``label`` names it."""

    label: str
    reason: ConflictReason | Literal["refused"]
    message: str


@dataclass(slots=True, eq=False)
class _Step:
    step: OpId
    label: str
    operations: list[LoggedOperation] = field(default_factory=list)

    @property
    def is_nothing(self) -> bool:
        return all(logged.is_nothing for logged in self.operations)

    def holds(self, op_id: OpId) -> bool:
        return any(logged.op_id == op_id for logged in self.operations)


@dataclass(slots=True)
class _Stacks:
    undo: list[_Step] = field(default_factory=list)
    redo: list[_Step] = field(default_factory=list)


class History:
    """Each person's steps. Listens to the document, so subscribe views that show its labels after it.

    A step is what one person did under one merge key, or one commit. It is taken back by its inverse, carried over
    what has happened since; where that cannot be, it is declined, leaves the stack, and the next undo takes the one
    before it. What came from outside can be in the way of an undo, but is never undone here. The pictures that
    ``machine`` draws of boards follow from everything else and are drawn anew, so they are in nobody's way.
    """

    def __init__(self, document: Document, journal: Iterable[JournalEntry] = (), *, machine: Uid | None = None) -> None:
        self._document = document
        self._machine = machine
        self._log = OperationLog()
        self._people: dict[Uid, _Stacks] = {}
        for entry in journal:
            self._record(entry)
        self._unsubscribe = document.subscribe(self._hear)

    @classmethod
    def from_journal(
        cls, document: Document, entries: Iterable[JournalEntry], *, machine: Uid | None = None
    ) -> History:
        """The history as it was when these entries (in order, ending where the document stands) were written."""
        return cls(document, entries, machine=machine)

    def close(self) -> None:
        """Stops listening."""
        self._unsubscribe()

    def undo_label(self, uid: str = LOCAL_USER) -> str | None:
        """What the next undo takes back; None when there is nothing."""
        step = self._top(self._stacks(uid).undo)
        return step.label if step else None

    def redo_label(self, uid: str = LOCAL_USER) -> str | None:
        """What the next redo does again; None when there is nothing."""
        step = self._top(self._stacks(uid).redo)
        return step.label if step else None

    def undo(self, uid: str = LOCAL_USER) -> Undone | Declined | None:
        """Takes the person's last step back; None when there is nothing to undo."""
        return self._take_back(self._stacks(uid).undo, uid, "undo")

    def redo(self, uid: str = LOCAL_USER) -> Undone | Declined | None:
        """Does the step that was undone last again; None when there is nothing to redo."""
        return self._take_back(self._stacks(uid).redo, uid, "redo")

    def _take_back(self, stack: list[_Step], uid: str, origin: Literal["undo", "redo"]) -> Undone | Declined | None:
        self._document.end_step(uid)
        step = self._top(stack)
        if step is None:
            return None
        del stack[stack.index(step) + 1 :]
        try:
            inverse = self._log.taken_back(step.operations)
            change_set = self._commit(inverse, step, uid, origin)
        except Conflict as conflict:
            stack.remove(step)
            return Declined(step.label, conflict.reason, _sentence(step.label, origin, conflict.reason))
        except CommitRefused as refused:
            stack.remove(step)
            return Declined(step.label, "refused", f"“{step.label}” stays: {refused.message}")
        return Undone(change_set)

    def _commit(
        self, inverse: list[tuple[OpId, Operation]], step: _Step, uid: str, origin: Literal["undo", "redo"]
    ) -> ChangeSet:
        return self._document.commit(
            [op for _, op in inverse],
            label=step.label,
            origin=origin,
            initiator=uid,
            undoes=[op_id for op_id, _ in inverse],
        )

    def _hear(self, change_set: ChangeSet) -> None:
        for entry in journal_entries(change_set):
            self._record(entry)

    def _record(self, entry: JournalEntry) -> None:
        """Files one entry; the same way while working and when the history is rebuilt."""
        if entry.uid == self._machine and _is_picture(entry.applied.op):
            return
        if _is_reading(entry.applied.op):
            return
        logged, is_new = self._log.add(entry)
        stacks = self._stacks(entry.uid)
        undone = entry.applied.undoes
        match entry.origin:
            case "local":
                stacks.redo.clear()
                if is_new:
                    _file(stacks.undo, entry, logged)
            case "undo":
                if _file(stacks.redo, entry, logged):
                    _leave(stacks.undo, undone)
            case "redo":
                if _file(stacks.undo, entry, logged):
                    _leave(stacks.redo, undone)
            case "rebase":
                for other in self._people.values():
                    for stack in (other.undo, other.redo):
                        place = _place(stack, undone)
                        if place is not None:
                            del stack[place]
            case "remote" | "load":
                pass

    def _stacks(self, uid: str) -> _Stacks:
        return self._people.setdefault(Uid(uid), _Stacks())

    @staticmethod
    def _top(stack: list[_Step]) -> _Step | None:
        # One that is nothing now stays: it is a burst that may still grow.
        return next((step for step in reversed(stack) if not step.is_nothing), None)


def _is_picture(op: Operation) -> bool:
    """Whether an operation is about what a board shows: its takes, and which of them."""
    if collection_name(op.doc) == "takes":
        return True
    return (
        collection_name(op.doc) == "boards" and isinstance(op, Set) and bool(_PICTURE_FIELDS.intersection(op.field[:1]))
    )


def _is_reading(op: Operation) -> bool:
    return collection_name(op.doc) == "members" and isinstance(op, Set) and op.field == _READING


def _file(stack: list[_Step], entry: JournalEntry, logged: LoggedOperation) -> bool:
    """Files an operation under its step; returns whether the step is a new one."""
    is_new = not stack or stack[-1].step != entry.step
    if is_new:
        stack.append(_Step(entry.step, entry.label))
        del stack[:-MAX_STEPS]
    stack[-1].label = entry.label
    stack[-1].operations.append(logged)
    return is_new


def _place(stack: list[_Step], op_id: OpId | None) -> int | None:
    return next((place for place in range(len(stack) - 1, -1, -1) if op_id and stack[place].holds(op_id)), None)


def _leave(stack: list[_Step], op_id: OpId | None) -> None:
    """Takes the step of an operation that was taken back off the stack.

    Steps go from the top, so whatever still lies above it had been declined before, in a run that has ended.
    """
    place = _place(stack, op_id)
    if place is not None:
        del stack[place:]


def _sentence(label: str, origin: Literal["undo", "redo"], reason: ConflictReason) -> str:
    done = "undone" if origin == "undo" else "done again"
    why = "the same words have been changed since" if reason == "overlaps" else "it has been changed since"
    return f"“{label}” cannot be {done}, because {why}; it was left as it is."
