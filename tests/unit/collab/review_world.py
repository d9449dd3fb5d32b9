"""A review between several sessions over a store in memory, each with a steady clock of its own."""

from __future__ import annotations

import random
from collections.abc import Callable

from studio.collab.document_store import Committed, Heard, Lost, Put, StoreFailure
from studio.collab.review import Review, ReviewMode, Showing
from studio.collab.review_keeper import ReviewKeeper
from studio.model.ids import Uid
from tests.doubles.memory_store import MemoryStore

TICK_S = 0.1


class Reviewer:
    """One session: its keeper, its way to the store, and how late its clock is."""

    def __init__(self, world: ReviewWorld, name: str, *, late_s: float) -> None:
        self.world, self.name, self._late_s = world, name, late_s
        self.client = world.store.client()
        self.keeper = ReviewKeeper(uid=Uid(name), session=f"s-{name}", server_time=self.client.time(), now_s=self.now_s)
        self.client.listen(("review",), self._hear)
        self.is_there = True
        self.writes_s: list[float] = []

    @property
    def now_s(self) -> float:
        """This session's steady clock."""
        return self.world.store.clock.now_s - self._late_s

    def start(self, frame: float = 0.0, *, mode: ReviewMode = ReviewMode.PAUSED) -> None:
        """Begins a review."""
        self.keeper.start(Showing(mode, frame), now_s=self.now_s)

    def show(self, frame: float, *, mode: ReviewMode = ReviewMode.PAUSED) -> None:
        """Shows a frame, or plays from it."""
        self.keeper.show(Showing(mode, frame), now_s=self.now_s)

    def tick(self) -> None:
        """What a driver does."""
        write = self.keeper.tick(self.now_s) if self.is_there else None
        if write is None:
            return
        if not isinstance(write, Put):
            self.writes_s.append(self.now_s)
        outcome: Committed | StoreFailure
        try:
            outcome = self.client.commit((write,))
        except StoreFailure as failure:
            outcome = failure
        self.keeper.answered(outcome, now_s=self.now_s)

    def _hear(self, news: Heard | Lost) -> None:
        if isinstance(news, Lost) or not self.is_there:
            return
        for change in news.changes:
            self.keeper.hear(change, now_s=self.now_s)
        if news.is_current:
            self.keeper.is_current()


class ReviewWorld:
    """The sessions, and the time in which they tick in a random order."""

    def __init__(self, *names: str, seed: int = 0) -> None:
        self.store = MemoryStore()
        self._random = random.Random(seed)
        self.check: Callable[[], None] = lambda: None
        """Is called after every tick of every one, whatever they have heard."""
        self.reviewers = [Reviewer(self, name, late_s=self._random.uniform(0, 1e6)) for name in names]
        self.store.deliver()

    def run(self, for_s: float, each: Callable[[], None] = lambda: None) -> None:
        """Lets time pass; ``each`` is called when all have ticked and heard."""
        for _ in range(round(for_s / TICK_S)):
            for reviewer in self._random.sample(self.reviewers, len(self.reviewers)):
                reviewer.tick()
                self.check()
                if self._random.random() < 0.5:
                    self.store.deliver()
            self.store.deliver()
            each()
            self.store.clock.go_on(TICK_S)

    def presenters(self) -> list[str]:
        """Who believes to present."""
        return [each.name for each in self.reviewers if each.keeper.is_presenting]

    def stored(self) -> Review:
        """The review as the store has it."""
        found = Review.of(self.store.query("review")[0].fields)
        assert found is not None
        return found
