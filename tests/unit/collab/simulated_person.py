"""One person of a simulated team, at a machine whose clocks, network and program fail in every way."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from studio.collab.document_store import Change, Committed, Heard, Lost, StoreFailure, Write
from studio.collab.drafts import KeptDraft, drafts_of
from studio.collab.lease import Asking, Theirs, guarded_by
from studio.collab.lease_keeper import LeaseKeeper, LeaseWrite
from studio.collab.pending_step import PendingStep
from studio.collab.session_actions import Action, Check, GaveWay, Reload, Send
from studio.collab.shared_session import SharedSession
from studio.model.change_set import ChangeSet
from studio.model.document import Document
from studio.model.history import History
from studio.model.ids import DocPath, OpId, Uid, collection_name
from studio.model.operations import Operation, Set, Splice
from studio.script.scene_text import heading_of
from studio.workflows.open_project import anchor_after
from tests.doubles.memory_store import MemoryClient, MemoryListening
from tests.unit.collab.random_edits import edit

VIEWER = "viewer"
TEXTS = ("script", "visual_prompt")
"""Fields of a scene in which people write the words of ``random_edits``."""


class Person:
    """Someone with a document, a session and leases.

    Args:
        connect: a new way to the store, of a program that has just started.
        now_s: the true time, which nobody here knows: this machine's clocks are wrong.
        sends_fences: whether guarded words are sent with their lease's epoch.
    """

    def __init__(
        self,
        uid: str,
        connect: Callable[[], MemoryClient],
        now_s: Callable[[], float],
        chance: random.Random,
        *,
        sends_fences: bool,
    ) -> None:
        self.uid = uid
        self.acknowledged: set[OpId] = set()
        self.done: set[OpId] = set()
        """Operations of this person's own hand, but those on texts: of these, their words are followed."""
        self.owed: set[str] = set()
        """Words that they wrote and did not take back themselves."""
        self.said: set[DocPath] = set()
        self.drafts: list[KeptDraft] = []
        self.let_go: set[OpId] = set()
        """Operations of steps that gave way."""
        self._chance = chance
        self._connect, self._true_s = connect, now_s
        self._sends_fences = sends_fences
        self._wall = timedelta(hours=chance.uniform(-24, 24))
        self._steady_s = chance.uniform(0, 1e6)
        self._frozen_until_s = 0.0
        self._runs = 0
        self._begun: Action | None = None
        self._lease_writes: list[LeaseWrite] = []
        self._start()

    @property
    def is_frozen(self) -> bool:
        """Whether the machine does nothing just now, and notices nothing."""
        return self._true_s() < self._frozen_until_s

    @property
    def is_sending(self) -> bool:
        """Whether something is about to be sent."""
        return self._begun is not None

    @property
    def now_s(self) -> float:
        """This machine's steady clock."""
        return self._true_s() + self._steady_s

    def restart(self) -> None:
        """The program is killed and started again, with what it had on its disk: the replica, and what is unsent."""
        unsent = tuple(PendingStep.of_entries(step.entries) for step in self.session.pending)
        replica = self.everything()
        self._client.close()
        self.session.close()
        self._start(replica, unsent)

    def freeze(self, duration_s: float, *, stops_clock: bool) -> None:
        """The machine sleeps, in the middle of whatever it does; some steady clocks sleep as well."""
        self._frozen_until_s = self._true_s() + duration_s
        if stops_clock:
            self._steady_s -= duration_s

    def edit(self) -> None:
        """Does something."""
        before = self._words()
        changes: list[ChangeSet] = []
        stop = self.document.subscribe(changes.append)
        edit(self.document, self.history, self._chance, uid=self.uid, may=self._may_edit)
        stop()
        after = self._words()
        # One of their own words that they broke and mended again may have somebody else's inside by then.
        whole = {word for change in changes for word in _WORD.findall(repr(change.ops))}
        self.owed = (self.owed - (before - after)) | ((after - before) & whole)
        for applied in (each for change in changes for each in change.applied):
            if not _is_on_text(applied.op):
                self.done.add(applied.op_id)
            if (path := guarded_by(applied.op)) is not None:
                self.leases.typed(path, now_s=self.now_s)
            if collection_name(applied.op.doc) == "comments":
                self.said.add(applied.op.doc)

    def wander(self) -> None:
        """Goes elsewhere, or wants what somebody else has."""
        keeper = self.leases
        deeds = (keeper.leave, keeper.leave, keeper.hand_over, keeper.take_over, keeper.ask, keeper.withdraw)
        deed = self._chance.choice(deeds)
        for path in self._some_scene():
            deed(path, now_s=self.now_s)

    def force(self) -> None:
        """Takes a scene away from who has it; the store lets only an owner do so."""
        for path in self._some_scene():
            self.leases.force_release(path, now_s=self.now_s)

    def leave(self) -> None:
        """Edits nothing any more."""
        self.leases.leave_all(now_s=self.now_s)

    def turn(self) -> None:
        """Something happens between this person's machine and the store."""
        chance = self._chance.random()
        if chance < 0.14:
            self.begin()
        elif chance < 0.45:
            self.act()
        elif chance < 0.9:
            self.deliver(self._chance.choice((1, 2, 50)))
        elif chance < 0.94 and self._journal is not None:
            self._journal.repeat()
        elif chance < 0.97 or self._client.is_offline:
            self.be_online(is_online=self._client.is_offline)
        else:
            self._client.loses_answers = not self._client.loses_answers

    def be_online(self, *, is_online: bool) -> None:
        """Cuts or mends the network."""
        (self._client.go_online if is_online else self._client.go_offline)()

    def mend(self) -> None:
        """All is well from now on."""
        self._frozen_until_s = 0.0
        self._client.loses_answers = False
        if self._client.is_offline:
            self.be_online(is_online=True)

    def deliver(self, most: int | None = None) -> None:
        """Hears all there is, or the first of it: of the journal and of the scenes apart."""
        if self._journal is not None:
            self._journal.deliver(most)
        self._scenes.deliver(most if most is None else self._chance.choice((0, most)))

    def begin(self) -> bool:
        """Asks the session what to do; whether there is something. The machine may sleep before it does it."""
        self._begun = self._begun or self.session.next_action()
        return self._begun is not None

    def act(self) -> bool:
        """Does what the session asks for; whether it asked for something."""
        if not self.begin():
            return False
        action, self._begun = self._begun, None
        match action:
            case Send(batch):
                try:
                    self._client.commit(batch.writes)
                except StoreFailure as failure:
                    self.session.failed(batch, failure)
                else:
                    self.acknowledged.update(op_id for step in batch.steps for op_id in step.op_ids)
                    self.session.accepted(batch)
            case Check(op_id):
                with suppress(StoreFailure):
                    found = self._client.get(DocPath(f"journal/{op_id}")) is not None
                    self.session.checked(op_id, is_there=found)
            case Reload():
                with suppress(StoreFailure):
                    self._load()
        return True

    def keep_leases(self, *, at_once: bool = False) -> None:
        """Renews, acquires and lets go what is due, or begins to."""
        now_s = self.now_s
        pending = {path for step in self.session.pending for op in step.ops if (path := guarded_by(op)) is not None}
        self.leases.pending(pending, now_s=now_s)
        self._lease_writes += self.leases.tick(now_s)
        if not at_once and self._chance.random() < 0.2:
            return
        writes, self._lease_writes = self._lease_writes, []
        for write in writes:
            self.leases.answered(write.number, self._outcome(write.writes), now_s=self.now_s)

    def everything(self) -> dict[DocPath, dict[str, Any]]:
        """All documents of this person's."""
        return {path: dict(self.document.raw(path) or {}) for path in self.document.all_paths()}

    def _outcome(self, writes: Sequence[Write]) -> Committed | StoreFailure:
        try:
            return self._client.commit(writes)
        except StoreFailure as failure:
            return failure

    def _start(
        self, replica: Mapping[DocPath, dict[str, Any]] | None = None, unsent: Sequence[PendingStep] = ()
    ) -> None:
        self._runs += 1
        session = f"{self.uid}/{self._runs}"
        self._client = self._connect()
        self._begun, self._lease_writes = None, []
        self.document = Document(replica or {}, heading_of=heading_of, anchor_after=anchor_after, now=self._wall_clock)
        self.history = History(self.document)
        self.leases = LeaseKeeper(uid=Uid(self.uid), session=session)
        self.session = SharedSession(
            self.document,
            session=session,
            fence_of=self.leases.fence_of if self._sends_fences else lambda _: None,
            may_send=self._may_send,
            gave_way=self._keep,
            pending=unsent,
        )
        self.session.ask_to_reload()
        self._journal: MemoryListening | None = None
        self._scenes = self._client.listen(("scenes",), self._hear_scenes)

    def _load(self) -> None:
        loaded = self._client.load()
        if self._journal is not None:
            self._journal.close()
        self._journal = self._client.listen(("journal",), self._hear, resume=loaded.resume)
        self.session.reloaded(loaded)

    def _wall_clock(self) -> str:
        there = datetime.fromtimestamp(self._true_s()) + self._wall
        return there.strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def _hear(self, news: Heard | Lost) -> None:
        if isinstance(news, Heard):
            self.session.heard([change.document.fields for change in news.changes if change.document is not None])

    def _hear_scenes(self, news: Heard | Lost) -> None:
        self.leases.watch(is_live=isinstance(news, Heard), now_s=self.now_s)
        changes: Sequence[Change] = news.changes if isinstance(news, Heard) else ()
        for change in changes:
            self.leases.follow(change, now_s=self.now_s)

    def _keep(self, what: GaveWay) -> None:
        self.drafts += drafts_of(what)
        if what.is_whole:
            self.let_go.update(what.step.op_ids)

    def _may_edit(self, op: Operation) -> bool:
        """What the window lets them begin: seldom what somebody else has just now, as by an agent's hand."""
        path = guarded_by(op)
        if path is None or self._chance.random() < 0.1:
            return True
        return not isinstance(self.leases.state(path, now_s=self.now_s), Theirs | Asking)

    def _may_send(self, op: Operation) -> bool:
        path = guarded_by(op)
        # Who may not edit gets no lease to wait for: the store refuses what they did.
        return path is None or self.uid == VIEWER or self.leases.may_write(path, now_s=self.now_s)

    def _some_scene(self) -> list[DocPath]:
        scenes = self.document.paths("scenes")
        return [self._chance.choice(scenes)] if scenes else []

    def _words(self) -> set[str]:
        scenes = (path for path in self.document.all_paths() if collection_name(path) == "scenes")
        return {word for path in scenes for word in words_of(self.document.raw(path) or {})}


def words_of(fields: Mapping[str, Any]) -> set[str]:
    """The words that people wrote into a scene."""
    return {word for name in TEXTS for word in _WORD.findall(str(fields.get(name, "")))}


_WORD = re.compile(r"q[0-9a-f]{10}z")


def _is_on_text(op: Operation) -> bool:
    return (
        isinstance(op, Set | Splice) and collection_name(op.doc) == "scenes" and op.field[:1] in {(t,) for t in TEXTS}
    )
