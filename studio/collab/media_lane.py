"""What waits to be moved one way between a machine and its team, and when it is its turn."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final, Literal

FIRST_WAIT_S: Final = 0.5
LONGEST_WAIT_S: Final = 60.0
_LONGEST_REST_S: Final = 30.0

Order = Literal["smallest", "latest"]


@dataclass(slots=True)
class _Waiting:
    size: int
    waits: int = 0
    not_before_s: float = 0.0


class MediaLane:
    """References in the order in which they go. No thread, no clock: who calls it has both.

    A reference by itself can wait, and the whole lane can rest; both the longer the more often, with jitter.
    """

    def __init__(self, order: Order) -> None:
        self._order: Order = order
        self._waiting: dict[str, _Waiting] = {}
        self._rests = 0
        self._not_before_s = 0.0
        self.bytes = 0
        """How many bytes wait, where their sizes are known."""
        self.passed: dict[str, int] = {}
        """How many bytes have gone of what is being moved."""
        self.failure: Exception | None = None
        """Why the lane rests."""

    def __len__(self) -> int:
        return len(self._waiting)

    def __contains__(self, reference: object) -> bool:
        return reference in self._waiting

    def __iter__(self) -> Iterator[str]:
        return iter(tuple(self._waiting))

    def add(self, reference: str, *, size: int = 0) -> None:
        """Has it wait; one that does so already is the latest now, and no sooner for that."""
        known = self._waiting.pop(reference, None)
        if known is None:
            known = _Waiting(size)
            self.bytes += size
        self._waiting[reference] = known

    def drop(self, reference: str) -> None:
        """Has it wait no more."""
        known = self._waiting.pop(reference, None)
        if known is not None:
            self.bytes -= known.size

    def next(self, now_s: float, *, but: Collection[str] = (), most_bytes: int | None = None) -> str | None:
        """Whose turn it is; None where nobody's. ``but`` and what is larger than ``most_bytes`` are passed over."""
        if now_s < self._not_before_s:
            return None
        ready = (
            reference
            for reference, waiting in reversed(self._waiting.items())
            if waiting.not_before_s <= now_s
            and reference not in but
            and (most_bytes is None or waiting.size <= most_bytes)
        )
        if self._order == "latest":
            return next(ready, None)
        return min(ready, key=lambda reference: self._waiting[reference].size, default=None)

    def wakes_in_s(self, now_s: float, *, but: Collection[str] = ()) -> float | None:
        """In how many seconds it may be somebody's turn; None where nothing else waits."""
        times = [waiting.not_before_s for reference, waiting in self._waiting.items() if reference not in but]
        return max(0.0, self._not_before_s - now_s, min(times) - now_s) if times else None

    def later(self, reference: str, now_s: float) -> None:
        """It could not be moved yet, for a reason of its own."""
        waiting = self._waiting.get(reference)
        if waiting is not None:
            waiting.not_before_s = now_s + _jittered(min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** min(waiting.waits, 16)))
            waiting.waits += 1

    def rest(self, now_s: float, failure: Exception) -> None:
        """Nothing can be moved for now."""
        self.failure = failure
        self._not_before_s = now_s + _jittered(min(_LONGEST_REST_S, FIRST_WAIT_S * 2 ** min(self._rests, 16)))
        self._rests += 1

    def moved(self, reference: str) -> None:
        """It is where it was to go."""
        self.drop(reference)
        self.works()

    def works(self) -> None:
        """The way is free."""
        self.failure = None
        self._rests = 0
        self._not_before_s = 0.0

    def hurry(self) -> None:
        """Nothing is waited for any longer."""
        self.works()
        for waiting in self._waiting.values():
            waiting.waits, waiting.not_before_s = 0, 0.0


def _jittered(seconds: float) -> float:
    return random.uniform(0.5, 1.0) * seconds
