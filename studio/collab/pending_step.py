"""What this person changed and the store has not confirmed yet, as it is written and as others receive it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from studio.collab.confirmed import Confirmed
from studio.collab.document_store import ABSENT, SERVER_TIME, Erase, Expected, Fence, Patch, Put, Revision, Write
from studio.collab.entangled import Waiting
from studio.collab.lease import guarded_by
from studio.model.change_set import LOCAL_USER, AppliedOperation, ChangeSet, Origin
from studio.model.derived_fields import Follows
from studio.model.draft import WHOLE, Draft, board_of_new
from studio.model.ids import DocPath, OpId, Uid, collection_name
from studio.model.journal import JournalEntry, entry_to_wire
from studio.model.operations import MISSING, Create, FieldPath, Operation, Set
from studio.model.raw_fields import BOOKKEEPING, STORE_FIELDS, Fields, read_field, without_store_fields

MOST_OPERATIONS = 200
"""How many operations one batch has at most: with their documents they stay below what a store takes at once."""

MOST_LOOKED_UP = 12
"""A commit of more documents names them in its first entry: rules may look up so many entries and no more.

So does one in which takes and drawings come along with a board: no entry is theirs.
"""

_DATED = frozenset({"comments"})
"""Documents whose time of making is the store's, and nobody's clock."""

FenceOf = Callable[[Operation], Fence | None]
"""The fence that an operation has to pass; None where nothing guards what it changes."""


@dataclass(frozen=True, slots=True)
class PendingStep:
    """One commit of this person's. ``revision`` is the document's after it.

    ``is_carried`` says that it was done again on top of what others did, and so is not what this machine's journal has.
    """

    ops: tuple[Operation, ...]
    inverses: tuple[Operation, ...]
    op_ids: tuple[OpId, ...]
    undoes: tuple[OpId | None, ...]
    step: OpId
    label: str
    uid: Uid
    at: str
    origin: Origin
    merge_key: str | None
    revision: int
    is_carried: bool = False

    @classmethod
    def of(cls, change_set: ChangeSet) -> PendingStep:
        """The step that a change set is."""
        applied = change_set.applied
        return cls(
            ops=tuple(each.op for each in applied),
            inverses=tuple(each.inverse for each in applied),
            op_ids=tuple(each.op_id for each in applied),
            undoes=tuple(each.undoes for each in applied),
            step=change_set.step,
            label=change_set.label,
            uid=change_set.initiator,
            at=change_set.at,
            origin=change_set.origin,
            merge_key=change_set.merge_key,
            revision=change_set.revision,
        )

    @classmethod
    def of_entries(cls, entries: Sequence[JournalEntry]) -> PendingStep:
        """The step that journal entries of one commit tell of, after a restart."""
        first = entries[0]
        return cls(
            ops=tuple(entry.applied.op for entry in entries),
            inverses=tuple(entry.applied.inverse for entry in entries),
            op_ids=tuple(entry.applied.op_id for entry in entries),
            undoes=tuple(entry.applied.undoes for entry in entries),
            step=first.step,
            label=first.label,
            uid=first.uid,
            at=first.at,
            origin=first.origin,
            merge_key=None,
            revision=0,
        )

    @property
    def entries(self) -> tuple[JournalEntry, ...]:
        """The journal entries that tell of it on this machine."""
        return tuple(
            JournalEntry(
                self.step, self.label, self.uid, "", self.at, self.origin, AppliedOperation(op_id, op, inverse, undoes)
            )
            for op, inverse, op_id, undoes in zip(self.ops, self.inverses, self.op_ids, self.undoes, strict=True)
        )

    @property
    def takes_back(self) -> list[Operation]:
        """What takes it out of the document again, from the last operation to the first, without a trace."""
        return [
            Set(op.doc, WHOLE, MISSING) if isinstance(op, Create) else inverse
            for op, inverse in zip(reversed(self.ops), reversed(self.inverses), strict=True)
        ]


@dataclass(frozen=True, slots=True)
class Batch:
    """Steps that are written together. ``id`` is the id of the first operation."""

    id: OpId
    steps: tuple[PendingStep, ...]
    writes: tuple[Write, ...]

    @property
    def is_dated_by_store(self) -> bool:
        """Whether the store puts its own time into a document."""
        return any(isinstance(write, Put) and write.fields.get("createdAt") is SERVER_TIME for write in self.writes)

    @property
    def fences(self) -> frozenset[Fence]:
        """The leases that it was made with."""
        return frozenset(write for write in self.writes if isinstance(write, Fence))

    def missed_anchors(self, draft: Draft) -> list[Operation]:
        """What it left in the store with another anchor than has to be, by a draft of it: it knew of less."""
        return [
            Set(path, ("anchor",), fields["anchor"])
            for path, fields in draft.changed.items()
            if fields is not None and self._misses_anchor(path, fields, draft.touched.get(path, set()))
        ]

    def _misses_anchor(self, path: DocPath, fields: Fields, touched: set[FieldPath]) -> bool:
        if "anchor" not in fields:
            return False
        writes = [write for write in self.writes if write.path == path and not isinstance(write, Fence)]
        if not writes:
            return ("anchor",) in touched and WHOLE not in touched
        return any(isinstance(write, Put) and write.fields.get("anchor") != fields["anchor"] for write in writes)


def leading(steps: Sequence[PendingStep], may_send: Callable[[Operation], bool]) -> list[PendingStep]:
    """The first steps that may be sent, as many as go together; those that have to wait are passed by.

    What is made in the same batch nobody else can edit yet: it may be sent with it. What comes after a step that waits
    goes before it only where the order makes no difference.
    """
    first: list[PendingStep] = []
    made: set[DocPath | None] = set()
    waiting = Waiting()
    count = 0
    for step in steps:
        new = made | {op.doc for op in step.ops if isinstance(op, Create)}
        is_held_up = any(map(waiting.holds_up, step.ops))
        if is_held_up or not all(guarded_by(op) in new or may_send(op) for op in step.ops):
            for op in step.ops:
                waiting.add(op)
            continue
        count += len(step.ops)
        if first and count > MOST_OPERATIONS:
            break
        made = new
        first.append(step)
    return first


def entries_of(
    draft: Draft, steps: Sequence[PendingStep], *, session: str, follows: Follows
) -> tuple[JournalEntry, ...]:
    """Applies steps to a draft of what is confirmed; returns their journal.

    Raises:
        CommitRefused: a step does not fit what the store has by now.
    """
    return tuple(
        JournalEntry(
            step.step, step.label, step.uid, session, step.at, step.origin, replace(applied, undoes=step.undoes[place])
        )
        for step in steps
        for place, applied in enumerate(follows.apply(draft, step.ops, step.op_ids))
    )


def batch_of(
    confirmed: Confirmed,
    steps: Sequence[PendingStep],
    *,
    session: str,
    uid: Uid | None,
    follows: Follows,
    fence_of: FenceOf,
) -> Batch:
    """The writes that put steps into the store as it is confirmed.

    What is done in another name than ``uid``'s, such as the machine's, says who stands ``by`` it.

    Raises:
        CommitRefused: a step does not fit what the store has by now.
    """
    draft = confirmed.draft(now=steps[0].at)
    entries = entries_of(draft, steps, session=session, follows=follows)
    first = steps[0].op_ids[0]
    fences = {fence.path: fence for entry in entries if (fence := fence_of(entry.applied.op)) is not None}
    stamped = {path for entry in entries for path in (entry.applied.op.doc, entry.applied.inverse.doc)}
    stamped |= {board for entry in entries if (board := board_of_new(entry.applied.op)) is not None}
    derived_from = {path for path, fields in draft.touched.items() if fields & {("anchor",), WHOLE}}
    follows.derive(draft)
    along = set(draft.moved.values()) - stamped
    is_named = len(draft.changed) > MOST_LOOKED_UP or bool(along)
    journal: list[Write] = []
    for place, entry in enumerate(entries):
        wire = entry_to_wire(entry) | {"commit": first, "of": len(entries), "place": place, "at": SERVER_TIME}
        # Rules look at the last entry of a document, whatever it tells; a drawing has the lease of its board.
        fence = fences.get(entry.applied.inverse.doc) or fence_of(entry.applied.op)
        if fence is not None:
            wire["epoch"] = fence.epoch
        if uid is not None and entry.uid == LOCAL_USER:
            # A command of this machine, which knows of no team.
            wire["uid"] = uid
        elif uid is not None and entry.uid != uid:
            wire["by"] = uid
        board = board_of_new(entry.applied.op)
        if board is not None and (draft.get(board) or {}).get("lastOpId") == entry.applied.op_id:
            wire["touches"] = _revisions(draft, [board])
        if _is_dated(entry.applied.op):
            wire["after"] = {**wire["after"], "createdAt": SERVER_TIME}
        if is_named and place == 0:
            wire["touches"] = _revisions(draft, stamped | along)
            wire["epochs"] = {fence.path: fence.epoch for fence in fences.values()}
        journal.append(Put(DocPath(f"journal/{entry.applied.op_id}"), wire, ABSENT))
    writes = [
        _write(path, fields, confirmed.fields(path), draft.touched[path], is_judged=path in stamped | derived_from)
        for path, fields in draft.changed.items()
    ]
    if is_named:
        writes = [_naming(write, first) for write in writes]
    return Batch(first, tuple(steps), (*fences.values(), *journal, *(write for write in writes if write is not None)))


def _revisions(draft: Draft, paths: Iterable[DocPath]) -> dict[DocPath, int]:
    return {path: int((draft.get(path) or {}).get("rev", 0)) for path in sorted(paths) if path}


def _write(
    path: DocPath, fields: Fields | None, before: Fields | None, touched: set[FieldPath], *, is_judged: bool
) -> Write | None:
    """The write of one document; None where nothing of it is to be written."""
    if before is None:
        if fields is None:
            return None
        dated = {"createdAt": SERVER_TIME} if collection_name(path) in _DATED else {}
        return Put(path, without_store_fields(fields) | dated, ABSENT)
    expects: Expected = Revision(int(before.get("rev", 0))) if is_judged else None
    if fields is None:
        return Erase(path, expects)
    if WHOLE in touched:
        names = {name for name in fields.keys() | before.keys() if fields.get(name) != before.get(name)}
        changed: set[FieldPath] = {(name,) for name in names - set(STORE_FIELDS)}
    else:
        changed = {field for field in touched if not any(field[:depth] in touched for depth in range(1, len(field)))}
    changed |= {(name,) for name in BOOKKEEPING if fields.get(name) != before.get(name)}
    return Patch(path, {field: read_field(fields, field) for field in sorted(changed)}, expects) if changed else None


def _naming(write: Write | None, commit: OpId) -> Write | None:
    """The write, which also names the commit whose first entry tells of it."""
    if isinstance(write, Put):
        return replace(write, fields={**write.fields, "lastCommit": commit})
    if isinstance(write, Patch):
        return replace(write, fields={**write.fields, ("lastCommit",): commit})
    return write


def _is_dated(op: Operation) -> bool:
    return isinstance(op, Create) and collection_name(op.doc) in _DATED
