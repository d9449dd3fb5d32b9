"""The log that undo is carried over: operations in order, bursts as one, what was undone cancelled out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from studio.model.ids import DocPath, OpId
from studio.model.journal import JournalEntry
from studio.model.operations import FieldPath, Operation, Set, Splice
from studio.model.rebase import Conflict, composed, is_nothing, rebase, transposed

MAX_OPERATIONS = 50_000
"""How far back the log reaches; what is older can no longer be undone."""


@dataclass(slots=True, eq=False)
class LoggedOperation:
    """One operation of the log, grown while a burst goes on; ``place`` counts from the start of the log."""

    op_id: OpId
    op: Operation
    inverse: Operation
    undoes: OpId | None
    place: int

    @property
    def is_nothing(self) -> bool:
        """Whether it left everything as it was."""
        return is_nothing(self.op, self.inverse)


class OperationLog:
    """Operations in the order of their commits.

    Consecutive changes of one field within one step are one operation, under the id of the first; that depends on
    nothing but the entries, so a log rebuilt from the journal has the same operations with the same ids.
    """

    def __init__(self) -> None:
        self._log: list[LoggedOperation] = []
        self._forgotten = 0
        self._run = _Run()

    def add(self, entry: JournalEntry) -> tuple[LoggedOperation, bool]:
        """Logs one operation; returns it, or the earlier one that it was merged into, and whether it is a new one."""
        applied = entry.applied
        grown = self._run.grow(entry)
        if grown is not None:
            return grown, False
        logged = LoggedOperation(
            applied.op_id, applied.op, applied.inverse, applied.undoes, self._forgotten + len(self._log)
        )
        self._log.append(logged)
        self._run.start(entry, logged)
        if len(self._log) > MAX_OPERATIONS:
            gone = MAX_OPERATIONS // 4
            del self._log[:gone]
            self._forgotten += gone
        return logged, True

    def taken_back(self, operations: Sequence[LoggedOperation]) -> list[tuple[OpId, Operation]]:
        """What takes these operations of one step back now, each with the id of the operation it takes back.

        Goes from the last to the first. ``since`` is what others did after the operation at hand, as if those of the
        step after it had never been: they are taken back by then.

        Raises:
            Conflict: what was done since is in the way.
        """
        inverse: list[tuple[OpId, Operation]] = []
        since: list[LoggedOperation] = []
        end = self._forgotten + len(self._log)
        for logged in reversed(operations):
            if logged.place < self._forgotten:
                raise Conflict("changed_since")
            between = self._log[logged.place + 1 - self._forgotten : end - self._forgotten]
            if between:
                since = _without_undone([*between, *since])
            end = logged.place
            if logged.is_nothing:
                continue
            taken = logged.inverse
            for other in since:
                taken = rebase(taken, other.op)
            inverse.append((logged.op_id, taken))
            since = _as_if_never(since, logged.inverse)
        return inverse


class _Run:
    """The changes of one step that may still grow: nothing of another step has come since."""

    def __init__(self) -> None:
        self._step: OpId | None = None
        self._latest: dict[tuple[DocPath, FieldPath], LoggedOperation] = {}
        self._holders: set[tuple[DocPath, FieldPath]] = set()

    def grow(self, entry: JournalEntry) -> LoggedOperation | None:
        """Merges an operation into an earlier one of its step and returns that; None when it cannot be."""
        op = entry.applied.op
        if entry.step != self._step or entry.origin != "local" or not isinstance(op, Set | Splice):
            return None
        logged = self._latest.get((op.doc, op.field))
        if logged is None:
            return None
        if isinstance(op, Set) and isinstance(logged.op, Set):
            logged.op = op
            return logged
        if isinstance(op, Splice) and isinstance(logged.op, Splice):
            whole = composed(logged.op, op)
            if whole is not None:
                logged.op = whole
                logged.inverse = replace(whole, removed=whole.inserted, inserted=whole.removed)
                return logged
        return None

    def start(self, entry: JournalEntry, logged: LoggedOperation) -> None:
        """Remembers a new operation as one that may grow."""
        op = logged.op
        if entry.origin != "local" or not isinstance(op, Set | Splice):
            self._begin(None)
            return
        holders = [(op.doc, op.field[:depth]) for depth in range(len(op.field))]
        key = (op.doc, op.field)
        if entry.step != self._step or key in self._holders or any(holder in self._latest for holder in holders):
            self._begin(entry.step)
        self._latest[key] = logged
        self._holders.update(holders)

    def _begin(self, step: OpId | None) -> None:
        self._step = step
        self._latest = {}
        self._holders = set()


def _without_undone(later: Sequence[LoggedOperation]) -> list[LoggedOperation]:
    """The operations without those that were taken back among them; what lay between is as if they had never been."""
    kept: list[LoggedOperation] = []
    ids: set[OpId] = set()
    for logged in later:
        if logged.undoes in ids:
            place = next(place for place in range(len(kept) - 1, -1, -1) if kept[place].op_id == logged.undoes)
            kept[place:] = _as_if_never(kept[place + 1 :], kept[place].inverse)
            ids.discard(logged.undoes)
        elif not logged.is_nothing:
            kept.append(logged)
            ids.add(logged.op_id)
    return kept


def _as_if_never(later: Sequence[LoggedOperation], inverse: Operation) -> list[LoggedOperation]:
    """The operations that followed one, as they had been without it; ``inverse`` takes that one back."""
    moved: list[LoggedOperation] = []
    for logged in later:
        op = transposed(logged.op, inverse)
        inverse = transposed(inverse, logged.op)
        moved.append(replace(logged, op=op, inverse=transposed(logged.inverse, inverse)))
    return moved
