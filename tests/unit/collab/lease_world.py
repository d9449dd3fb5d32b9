"""Several sessions with their keepers of leases, and a store that judges by its own clock, at one pace of time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from studio.collab.document_store import (
    Change,
    Committed,
    Denied,
    Fence,
    Heard,
    Lost,
    Patch,
    Put,
    StoredDocument,
    StoreFailure,
    Unavailable,
    Write,
)
from studio.collab.lease import LeaseState
from studio.collab.lease_keeper import LeaseKeeper, LeaseWrite
from studio.model.ids import DocPath, Uid, scene_path
from studio.model.operations import Set
from tests.doubles.memory_store import MemoryStore
from tests.doubles.virtual_clock import VirtualClock
from tests.unit.collab.lease_rules import judge_leases

SCENE = scene_path("s1")
STEP_S = 0.5
TRANSIT_S = 5.0
"""The deadline of a call: what was sent arrives within it or never."""


class LeaseStore:
    """A store in memory with the rules of leases: before one has run out, only an owner ends that of another."""

    def __init__(self) -> None:
        self.clock = VirtualClock()
        self.log: list[Change] = []
        self.holders: dict[int, str] = {}
        """The session of every epoch."""
        self.accepted: list[tuple[str, int]] = []
        """Session of every guarded write and the epoch it was taken in."""
        self._is_owner = False
        self._memory = MemoryStore(self.clock, is_prompt=True, rules=self._judge)
        self._memory.commit([Put(SCENE, {"script": ""})])
        self._memory.listen(("scenes", f"{SCENE}/requests"), self._hear)

    @property
    def now_s(self) -> float:
        return self.clock.now_s

    def fields(self, path: DocPath = SCENE) -> Mapping[str, Any] | None:
        stored = self._memory.get(path)
        return stored.fields if stored is not None else None

    def commit(self, writes: Sequence[Write], *, is_owner: bool) -> Committed:
        self._is_owner = is_owner
        return self._memory.commit(writes)

    def write_body(self, session: str, *, fence: Fence | None) -> None:
        """A guarded write; ``fence`` None stands for a store that lets everything through."""
        body = Patch(SCENE, {("script",): session})
        self._memory.commit([body] if fence is None else [fence, body])

    def _judge(self, writes: Sequence[Write], documents: Mapping[DocPath, StoredDocument]) -> None:
        judge_leases(writes, documents, now=self.clock.text, is_owner=self._is_owner)

    def _hear(self, news: Heard | Lost) -> None:
        assert isinstance(news, Heard)
        self.log.extend(news.changes)
        for change in news.changes:
            raw = change.document.fields if change.document is not None and change.path == SCENE else {}
            if raw.get("lockSession"):
                before = self.holders.setdefault(raw["lockEpoch"], raw["lockSession"])
                assert before == raw["lockSession"], "two sessions had one epoch"


@dataclass(slots=True)
class Sent:
    """A write on its way: when it arrives at the store, when its answer is there, and when it is given up."""

    write: LeaseWrite
    arrives_s: float
    answered_s: float
    ends_s: float
    is_owner: bool
    outcome: Committed | StoreFailure | None = None


@dataclass(slots=True)
class Session:
    """One person at one machine, whose clock began some time of its own."""

    name: str
    store: LeaseStore
    offset_s: float
    is_owner: bool = False
    is_cut: bool = False
    is_frozen: bool = False
    lag_s: float = 0.0
    has_pending: bool = False
    told: list[LeaseState] = field(default_factory=list)
    keeper: LeaseKeeper = field(init=False)
    heard: int = 0
    sent: list[Sent] = field(default_factory=list)
    bodies: list[tuple[float, Fence]] = field(default_factory=list)
    writes: list[LeaseWrite] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.keeper = LeaseKeeper(
            uid=Uid(self.name), session=f"at {self.name}", told=lambda _path, state: self.told.append(state)
        )

    @property
    def now_s(self) -> float:
        return self.store.now_s - self.offset_s

    def state(self) -> LeaseState:
        return self.keeper.state(SCENE, now_s=self.now_s)

    def may_write(self) -> bool:
        return self.keeper.may_write(SCENE, now_s=self.now_s)

    def type(self) -> None:
        self.keeper.typed(SCENE, now_s=self.now_s)

    def leave(self) -> None:
        self.keeper.leave(SCENE, now_s=self.now_s)

    def wait_with(self, *, is_there: bool) -> None:
        """Whether something of this person's waits for the store; what is on its way waits until it is there."""
        self.has_pending = is_there
        if is_there or not self.bodies:
            self.keeper.pending([SCENE] if is_there else [], now_s=self.now_s)

    def step(self) -> None:
        """One moment of this machine."""
        if self.is_frozen:
            return
        if not self.is_cut:
            while self.heard < len(self.store.log):
                self.keeper.follow(self.store.log[self.heard], now_s=self.now_s)
                self.heard += 1
        for each in list(self.sent):
            is_told = each.outcome is not None and self.store.now_s >= each.answered_s and not self.is_cut
            if not is_told and self.store.now_s < each.ends_s:
                continue
            self.sent.remove(each)
            outcome = each.outcome if is_told and each.outcome else Unavailable("no answer", may_be_done=True)
            self.keeper.answered(each.write.number, outcome, now_s=self.now_s)
        if not self.has_pending and not self.bodies:
            self.keeper.pending([], now_s=self.now_s)
        for write in self.keeper.tick(self.now_s):
            self.writes.append(write)
            self.sent.append(
                Sent(
                    write,
                    self.store.now_s + self.lag_s / 2,
                    self.store.now_s + self.lag_s,
                    self.store.now_s + TRANSIT_S,
                    self.is_owner,
                )
            )
        if self.has_pending and self.may_write():
            fence = self.keeper.fence_of(Set(SCENE, ("script",), self.name))
            assert fence is not None
            self.bodies.append((self.store.now_s + self.lag_s / 2, fence))

    def arrive(self, *, is_fenced: bool) -> None:
        """What reaches the store by now; a frozen machine's does as well."""
        for each in self.sent:
            is_due = each.arrives_s <= self.store.now_s <= each.ends_s
            if each.outcome is None and is_due and not self.is_cut:
                try:
                    each.outcome = self.store.commit(each.write.writes, is_owner=each.is_owner)
                except StoreFailure as failure:
                    each.outcome = failure
        for body in [body for body in self.bodies if self.store.now_s >= body[0]]:
            self.bodies.remove(body)
            if self.is_cut:
                continue
            holder = (self.store.fields() or {}).get("lockSession")
            try:
                self.store.write_body(f"at {self.name}", fence=body[1] if is_fenced else None)
            except Denied:
                continue
            assert holder == f"at {self.name}", "a late write was taken"
            assert (self.store.fields() or {})["lockEpoch"] == body[1].epoch
            self.store.accepted.append((self.name, body[1].epoch))


class LeaseWorld:
    """A store and some sessions. ``is_fenced``: the store judges the epoch of guarded writes."""

    def __init__(self, *names: str, is_fenced: bool = True) -> None:
        self.store = LeaseStore()
        self._is_fenced = is_fenced
        self.was_forced = False
        self.sessions = [
            Session(name, self.store, 86_400.0 * (place - 1), is_owner=place == 0) for place, name in enumerate(names)
        ]
        self.run(STEP_S)

    def run(self, duration_s: float) -> None:
        """Time goes by."""
        for _ in range(max(1, round(duration_s / STEP_S))):
            self.store.clock.go_on(STEP_S)
            for session in self.sessions:
                session.step()
            for session in self.sessions:
                session.arrive(is_fenced=self._is_fenced)
            for session in self.sessions:
                if session.heard < len(self.store.log):
                    session.step()
            able = [session.name for session in self.sessions if session.may_write()]
            # What an owner takes away is over before who had it learns of it; then the epoch alone holds.
            assert len(able) < 2 or self.was_forced, f"{able} may write at once"
