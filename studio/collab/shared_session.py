"""One person's document and a store that others write too, kept in step.

The person's document is what the store has confirmed with the person's own pending steps on top. The store's order is
the order: what others did goes below what is pending. Nothing here waits, reads a clock or does I/O: a driver asks for
``next_action``, does it, and tells how it went.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import takewhile
from typing import Any

from studio.collab.agreement import STORE, Agreement, as_fields
from studio.collab.confirmed import Confirmed
from studio.collab.document_store import Conflicted, Loaded, SignInNeeded, StoreFailure, Unavailable
from studio.collab.entangled import entangled
from studio.collab.journal_groups import JournalGroup, JournalGroups
from studio.collab.loaded_contents import contents_of, moves_to
from studio.collab.pending_step import Batch, FenceOf, PendingStep, batch_of, entries_of, leading
from studio.collab.replayed_steps import KeptText, replayed, without
from studio.collab.sent_batch import SentBatch
from studio.collab.session_actions import Action, Check, GaveWay, Reload, Send
from studio.errors import CommitRefused, InputError
from studio.model.change_set import ChangeSet
from studio.model.document import Document
from studio.model.ids import DocPath, OpId, Uid
from studio.model.journal import JournalEntry
from studio.model.operations import Operation
from studio.model.raw_fields import Fields


class SharedSession:
    """Keeps a document and a store in step. Only the thread of the document calls it.

    ``gave_way`` is told of every step that had to be taken out of the document again, after it was.
    """

    def __init__(
        self,
        document: Document,
        *,
        session: str,
        uid: Uid | None = None,
        fence_of: FenceOf = lambda _: None,
        may_send: Callable[[Operation], bool] = lambda _: True,
        gave_way: Callable[[GaveWay], None] = lambda _: None,
        known: Iterable[OpId] = (),
        pending: Iterable[PendingStep] = (),
        saved: Callable[[], int] | None = None,
        counts: bool = True,
    ) -> None:
        """``known`` are commits that the document has, ``pending`` what an earlier run left in it unsent.

        ``saved`` tells up to which revision of the document another store, this machine's, has it by now: nothing is
        sent before, and what that store takes back and does again is followed. ``counts`` is False for that other
        store, which tells everything in order and leaves the documents' revisions to this one.
        """
        self.session = session
        self._document = document
        self._follows = document.follows
        self._uid, self._fence_of, self._may_send = uid, fence_of, may_send
        self._gave_way, self._saved = gave_way, saved
        self._confirmed = Confirmed(document, counts=counts)
        self._pending: list[PendingStep] = list(pending)
        self._sent = SentBatch()
        self._groups = JournalGroups(known)
        self._alone: set[OpId] = set()
        """The first operations of steps that are sent one by one, as the store did not take them together."""
        self._must_reload = bool(self._pending)
        self._is_behind = False
        self._is_undisturbed = not self._pending
        self._agreement = Agreement(document, self._confirmed)
        self._unsubscribe = document.subscribe(self._hear_document)

    @property
    def pending(self) -> tuple[PendingStep, ...]:
        """What this person did and the store has not confirmed, the oldest first."""
        return tuple(self._pending)

    @property
    def unsent(self) -> tuple[PendingStep, ...]:
        """The part of ``pending`` that the store has not accepted."""
        if self._sent.batch is None or not self._sent.is_accepted:
            return tuple(self._pending)
        sent = {step.op_ids[0] for step in self._sent.batch.steps}
        return tuple(step for step in self._pending if step.op_ids[0] not in sent)

    @property
    def waits_for_others(self) -> bool:
        """Whether something has to be heard before it can go on; when that takes long, ask for a ``reload``."""
        return self._is_behind or self._sent.is_accepted or self._groups.is_waiting

    @property
    def is_undisturbed(self) -> bool:
        """Whether nobody else's changes came between what is pending."""
        return self._is_undisturbed

    @property
    def must_reload(self) -> bool:
        """Whether only loading everything anew helps."""
        return self._must_reload

    def waiting_entries(self) -> tuple[tuple[JournalEntry, ...], dict[DocPath, Fields | None]]:
        """The journal of all that is pending, and the documents with it, on top of what is confirmed by now.

        Raises:
            CommitRefused: it does not fit.
        """
        if not self._pending:
            return (), {}
        draft = self._confirmed.draft(now=self._pending[0].at)
        entries = entries_of(draft, self._pending, session=self.session, follows=self._follows)
        self._follows.derive(draft)
        return entries, draft.changed

    def close(self) -> None:
        """Stops listening to the document."""
        self._unsubscribe()

    def next_action(self) -> Action | None:
        """What has to be done now; None when there is nothing, or what is under way has to end first."""
        if self._must_reload:
            return Reload()
        sent = self._sent
        if sent.batch is not None:
            if sent.must_check or (sent.is_due_again and self._is_late(sent.batch)):
                sent.must_check = True
                return Check(sent.batch.id)
            batch = sent.again()
            return None if batch is None else Send(batch)
        while not self._is_behind and (steps := self._leading()):
            try:
                batch = batch_of(
                    self._confirmed,
                    steps,
                    session=self.session,
                    uid=self._uid,
                    follows=self._follows,
                    fence_of=self._fence_of,
                )
            except CommitRefused as refused:
                self._let_go({steps[0].op_ids[0]}, refused.message)
                continue
            return Send(sent.send(batch))
        return None

    def _leading(self) -> list[PendingStep]:
        pending = self._pending
        if self._saved is not None:
            saved = self._saved()
            pending = list(takewhile(lambda step: step.revision <= saved, pending))
        steps = leading(pending, self._may_send)
        return steps[:1] if steps and steps[0].op_ids[0] in self._alone else steps

    def _is_late(self, batch: Batch) -> bool:
        """Whether a lease that a batch was made with is no longer this session's, or is another by now."""
        now = {self._fence_of(op) for step in batch.steps for op in step.ops} - {None}
        return now != batch.fences or len(leading(batch.steps, self._may_send)) < len(batch.steps)

    def ask_to_reload(self) -> None:
        """Has the next action load everything anew."""
        self._must_reload = True

    def accepted(self, batch: Batch) -> None:
        """The store took a batch; it counts as confirmed when it comes back in the store's order."""
        self._sent.accepted(batch)

    def failed(self, batch: Batch, failure: StoreFailure) -> None:
        """The store did not take a batch, or its answer was lost."""
        self._sent.failed(batch, failure)

    def checked(self, op_id: OpId, *, is_there: bool) -> None:
        """What the look into the journal found."""
        batch, is_outdated = self._sent.batch, self._sent.is_outdated
        failure = self._sent.checked(op_id, is_there=is_there)
        if batch is None or failure is None:
            return
        self._end_batch()
        if isinstance(failure, Conflicted):
            # What it was made for has changed: heard already, or still to be heard of.
            self._is_behind = not is_outdated
        elif isinstance(failure, Unavailable | SignInNeeded) or self._is_late(batch):
            # Its words wait for their lease once more.
            return
        elif len(batch.steps) > 1:
            # One of them is not wanted; which, only each alone can tell.
            self._alone |= {step.op_ids[0] for step in batch.steps}
        else:
            self._let_go({step.op_ids[0] for step in batch.steps}, str(failure))

    @property
    def is_taking_over(self) -> bool:
        """Whether a commit that is going round brings what the store has, and nothing of this person's."""
        return self._agreement.is_under_way

    def written(self, revision: int) -> None:
        """The store has this person's commits up to a revision, and nobody else's came before the last of them."""
        done = [step for step in self._pending if step.revision <= revision]
        if not done:
            return
        if self._is_undisturbed and len(done) == len(self._pending):
            self._pending.clear()
            self._confirmed.clear()
            return
        draft = self._confirmed.draft(now=done[0].at)
        for step in done:
            self._follows.apply(draft, step.ops, step.op_ids)
        self._follows.derive(draft)
        del self._pending[: len(done)]
        self._settle(draft.changed)

    def heard(self, entries: Sequence[Mapping[str, Any]]) -> None:
        """Journal entries from the store, in its order; one's own too. What is known already is passed over."""
        try:
            self._groups.add(entries)
        except InputError:
            # What cannot be read as operations can still be had as documents.
            self._must_reload = True
        revision = self._confirmed.revision if self._confirmed.counts else None
        while not self._must_reload and (group := self._groups.next(revision)) is not None:
            self._take_over(group)

    def adopt(self, path: DocPath, fields: Mapping[str, Any]) -> None:
        """Takes over fields that the store has and no journal tells of: who belongs to a project, and as what."""
        self._agreement.adopt(path, fields)

    def _take_over(self, group: JournalGroup) -> None:
        ids = set(group.op_ids)
        mine = [step for step in self._pending if ids.intersection(step.op_ids)]
        self._is_behind = False
        is_dated = self._sent.batch is not None and self._sent.batch.is_dated_by_store
        if mine and self._is_undisturbed and len(mine) == len(self._pending) and not is_dated:
            # Nobody came between: what the person has is what the store has.
            self._pending.clear()
            self._confirmed.clear()
            self._end_batch()
            return
        if not self._pending and not self._confirmed.waiting:
            self._commit_theirs(group)
            return
        draft = self._confirmed.draft(now=group.entries[0].at)
        try:
            self._follows.apply(draft, group.ops, group.op_ids)
            self._follows.derive(draft)
        except CommitRefused:
            self._must_reload = True
            return
        if mine:
            batch = self._sent.batch
            self._pending = [step for step in self._pending if step not in mine]
            self._end_batch()
            # The store's date differs from the person's own until nothing waits any more.
            self._is_undisturbed &= not (is_dated and self._pending)
            self._settle(draft.changed)
            if batch is not None and batch.id == group.id and (anchors := batch.missed_anchors(draft)):
                # Somebody pinned a board to a text while it was changed here, or changed it while the board was moved.
                self._document.commit(anchors, label="Anchor", initiator=STORE)
            return
        self._is_undisturbed = False
        self._sent.is_outdated = True
        if any(entangled(one, other) for step in self._pending for one in step.ops for other in group.ops):
            self._go_below(group)
        else:
            before = self._commit_theirs(group)
            waiting = self._confirmed.waiting
            self._settle({path: old for path, old in before.items() if path not in waiting} | dict(draft.changed))

    def _end_batch(self) -> None:
        self._sent.end()
        self._is_undisturbed = self._is_undisturbed or not self._pending

    def _commit_theirs(self, group: JournalGroup) -> dict[DocPath, Fields | None]:
        """Brings what others did into the person's document; returns what it changed, as it was before."""
        first = group.entries[0]
        try:
            done = self._agreement.commit(
                group.ops,
                label=first.label,
                origin="remote",
                initiator=first.uid,
                op_ids=group.op_ids,
                undoes=[entry.applied.undoes for entry in group.entries],
            )
        except CommitRefused:
            self._must_reload = True
            return {}
        return {path: as_fields(old) for path, old in done.before.items()}

    def _go_below(self, group: JournalGroup) -> None:
        """Takes the pending steps out, brings in what others did, and does the steps again on top of it."""
        texts = KeptText.of(self._pending, mine=self._document.raw, base=self._confirmed.fields)
        steps, self._pending = self._pending, []
        self._take_out(steps)
        self._commit_theirs(group)
        self._go_on_top(steps, group.ops, texts)

    def _go_on_top(self, steps: Sequence[PendingStep], over: Sequence[Operation], texts: Sequence[KeptText]) -> None:
        """Does steps again after what others did."""
        outcome = replayed(steps, over, texts, theirs=self._document.raw)
        self._do_again(outcome.steps, texts)
        for text in outcome.clashes:
            step = next(step for step in steps if KeptText.in_step((text,), step))
            self._gave_way(GaveWay(step, "Somebody else changed the same words.", (text,), is_whole=False))

    def _take_out(self, steps: Sequence[PendingStep]) -> None:
        """Leaves the person's document as the store has confirmed it."""
        wanted = {path: self._confirmed.fields(path) for path in self._confirmed.waiting}
        # An inverse may move what follows from others where the step itself did not.
        self._agreement.make_equal({**self._agreement.take_back(steps).before, **wanted})

    def _do_again(
        self, steps: Iterable[PendingStep], texts: Sequence[KeptText], *, but: AbstractSet[OpId] = frozenset()
    ) -> None:
        """Does steps again in order, all ``but`` those that begin with these operations."""
        gone: list[PendingStep] = []
        for each in steps:
            step = without(gone, each)
            if step.op_ids[0] in but:
                gone.append(step)
                continue
            try:
                done = self._document.commit(
                    step.ops,
                    label=step.label,
                    origin=step.origin,
                    initiator=step.uid,
                    merge_key=step.merge_key,
                    undoes=step.undoes,
                    op_ids=step.op_ids,
                )
            except CommitRefused as refused:
                gone.append(step)
                self._gave_way(GaveWay(step, refused.message, KeptText.in_step(texts, step)))
                continue
            # Where it was saved up to is told in the revisions that the person's own commits had.
            self._pending[-1] = replace(PendingStep.of(done), revision=step.revision, at=step.at, is_carried=True)

    def _let_go(self, op_ids: set[OpId], why: str) -> None:
        """Takes steps out of the document for good; what came after them is done again."""
        self._is_undisturbed = False
        texts = KeptText.of(self._pending, mine=self._document.raw, base=self._confirmed.fields)
        steps, self._pending = self._pending, []
        self._take_out(steps)
        self._do_again(steps, texts, but=op_ids)
        for step in steps:
            if step.op_ids[0] in op_ids:
                self._gave_way(GaveWay(step, why, KeptText.in_step(texts, step)))

    def contents(self, loaded: Loaded) -> dict[DocPath, Fields]:
        """The documents of what was loaded, with what follows from other fields worked out anew; on any thread."""
        # What the person has already is their own object: that is found out here, and costs them no time later.
        derived = self._follows.derived(contents_of(loaded))
        return {path: self._confirmed.known(path, fields) for path, fields in derived.items()}

    def reloaded(self, loaded: Loaded, theirs: Mapping[DocPath, Fields] | None = None) -> None:
        """Takes over everything as the store has it (``contents``); what is pending goes on top."""
        known = {OpId(str(entry.get("opId"))) for entry in loaded.journal}
        pending, self._pending = self._pending, []
        steps = [step for step in pending if step.op_ids[0] not in known]
        texts = KeptText.of(steps, mine=self._document.raw, base=self._confirmed.fields)
        refused = self._agreement.take_back(steps).refused
        # What was there before them is told by themselves: after a restart nobody else knows.
        texts = KeptText.founded(texts, self._document.raw, not_in=refused)
        theirs = self.contents(loaded) if theirs is None else theirs
        others = moves_to(theirs, self._document.all_paths())
        gone = {path: None for path in (*self._document.all_paths(), *self._confirmed.waiting) if path not in theirs}
        self._agreement.make_equal({**gone, **theirs})
        for entry in loaded.journal:
            self._groups.know(OpId(str(entry.get("commit", entry.get("opId")))))
        self._groups.forget_waiting()
        self._end_batch()
        self._must_reload = self._is_behind = False
        self._is_undisturbed = False
        others += [change for text in texts if (change := text.change(self._document.raw))]
        self._go_on_top(steps, others, texts)

    def _settle(self, changed: Mapping[DocPath, Fields | None]) -> None:
        self._agreement.settle(changed, busy=[op.doc for step in self._pending for op in step.ops])
        if not self._pending and self._confirmed.waiting:
            # Nothing is on its way, so nothing may differ.
            self._agreement.make_equal({path: self._confirmed.fields(path) for path in self._confirmed.waiting})
            self._is_undisturbed = True

    def _hear_document(self, change_set: ChangeSet) -> None:
        if self._agreement.is_under_way:
            return
        self._confirmed.keep(change_set.before)
        if self._saved is not None and change_set.origin == "rebase":
            # Nothing of it was sent: it is done again, or came to nothing.
            undone = set(change_set.undoes)
            left = [step for step in self._pending if undone.isdisjoint(step.op_ids)]
            if len(left) == len(self._pending):
                # What others did was taken back with it.
                self._must_reload = True
            self._pending = left
            return
        self._pending.append(PendingStep.of(change_set))
