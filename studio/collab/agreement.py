"""Brings a person's document to what the store has confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from studio.collab.confirmed import Confirmed
from studio.collab.pending_step import PendingStep
from studio.errors import CommitRefused
from studio.model.change_set import ChangeSet
from studio.model.document import Document
from studio.model.draft import WHOLE
from studio.model.ids import DocPath
from studio.model.operations import MISSING, Create, Operation, Set
from studio.model.raw_fields import Fields, without_bookkeeping

STORE = "store"
"""In whose name what is taken over from the store as a whole is committed."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What taking steps back changed, as it was before, and the steps that could not be."""

    before: dict[DocPath, Fields | None]
    refused: tuple[PendingStep, ...]


class Agreement:
    """Commits to a document what its person did not do: what others did, and what it takes to bring that in."""

    def __init__(self, document: Document, confirmed: Confirmed) -> None:
        self._document, self._confirmed = document, confirmed
        self.is_under_way = False
        """Whether a commit that is going round is one of these."""

    def commit(self, ops: Sequence[Operation], **words: Any) -> ChangeSet:
        """Commits to the document."""
        self.is_under_way = True
        try:
            return self._document.commit(ops, **words)
        finally:
            self.is_under_way = False

    def take_back(self, steps: Sequence[PendingStep]) -> TakenBack:
        """Takes steps out of the document by their inverses, the last first."""
        before: dict[DocPath, Fields | None] = {}
        refused: list[PendingStep] = []
        for step in reversed(steps):
            try:
                done = self.commit(
                    step.takes_back,
                    label=step.label,
                    origin="rebase",
                    initiator=step.uid,
                    undoes=tuple(reversed(step.op_ids)),
                )
            except CommitRefused:
                # What an earlier run left does not fit any more; who takes back makes the document equal after it.
                refused.append(step)
                continue
            for path, old in done.before.items():
                before.setdefault(path, as_fields(old))
        return TakenBack(before, tuple(refused))

    def make_equal(self, wanted: Mapping[DocPath, Fields | None]) -> None:
        """Makes the person's documents what the store has, those above before those below."""
        same, raw, waiting = self._confirmed.is_same, self._document.raw, self._confirmed.waiting
        differing = {
            path: fields for path, fields in wanted.items() if path in waiting or not same(as_fields(raw(path)), fields)
        }
        ops: list[Operation] = []
        for path, fields in sorted(differing.items(), key=lambda item: item[0].count("/")):
            mine = as_fields(raw(path))
            if same(mine, fields):
                continue
            if fields is None:
                ops.append(Set(path, WHOLE, MISSING))
            elif mine is None:
                ops.append(Create(path, without_bookkeeping(fields)))
            elif without_bookkeeping(mine) != without_bookkeeping(fields):
                ops.append(Set(path, WHOLE, fields))
        if ops:
            self.commit(ops, label="Taken over", origin="remote", initiator=STORE)
        # What follows from what was committed may differ by now where nothing did before.
        for path, fields in wanted.items() if ops else differing.items():
            if fields is not None and not same(raw(path), fields):
                self._document.agree(path, fields)
        self._confirmed.settle(wanted if ops else differing)

    def settle(self, changed: Mapping[DocPath, Fields | None], *, busy: Iterable[DocPath]) -> None:
        """The store's documents became these; those that no pending step is about agree in their bookkeeping too."""
        waiting = frozenset(busy)
        for path, fields in changed.items():
            mine = self._document.raw(path)
            if fields is None or mine is None or path in waiting or self._confirmed.is_same(mine, fields):
                continue
            if without_bookkeeping(mine) == without_bookkeeping(fields):
                self._document.agree(path, fields)
        self._confirmed.settle(changed)

    def adopt(self, path: DocPath, fields: Mapping[str, Any]) -> None:
        """Takes over fields that the store has without a journal; the document's revision stays what it was."""
        before = as_fields(self._document.raw(path))
        if before is None:
            self.make_equal({path: dict(fields)})
            return
        ops = [Set(path, (name,), value) for name, value in fields.items() if before.get(name, MISSING) != value]
        if not ops:
            return
        stored = self._confirmed.fields(path) or before
        self.commit(ops, label="Taken over", origin="remote", initiator=STORE)
        after = as_fields(self._document.raw(path)) or {}
        kept = {name: before[name] for name in after if name not in without_bookkeeping(after) and name in before}
        self._document.agree(path, {**without_bookkeeping(after), **kept})
        self._confirmed.settle({path: {**stored, **{op.field[0]: op.value for op in ops}}})


def as_fields(raw: Mapping[str, Any] | None) -> Fields | None:
    """The fields of a document as a map of one's own; None where there is none."""
    return raw if isinstance(raw, dict) else None
