"""The store's time on a steady clock, and a playhead that follows somebody else's on it."""

from __future__ import annotations

from collections import deque
from datetime import datetime
from typing import Final

from studio.collab.review import ReviewMode, Showing

JUMP_FRAMES: Final = 2.0
"""A playhead that is off by less is led back without being seen to jump."""

_LEAD = 0.1
"""How much faster or slower than the film a playhead runs while it is led back."""
_SAMPLES = 16


class StoreClock:
    """What time it is at the store, from the times it told. A word takes a while, so the latest of a few is nearest."""

    def __init__(self, server_time: str, *, now_s: float) -> None:
        self._offsets_s: deque[float] = deque(maxlen=_SAMPLES)
        self.heard(server_time, now_s=now_s)

    def heard(self, server_time: str, *, now_s: float) -> None:
        """The store told its time; it is at least that late by now."""
        self._offsets_s.append(seconds_of(server_time) - now_s)

    def time_s(self, now_s: float) -> float:
        """Seconds since the epoch, by the store."""
        return now_s + max(self._offsets_s)


class FollowedPlayhead:
    """Where a follower's playhead stands: it runs by its own clock, and is led to where the presenter's is."""

    def __init__(self) -> None:
        self._frame = 0.0
        self._at_s: float | None = None

    def leave(self) -> None:
        """Follows no more; the next time it begins where the presenter is."""
        self._at_s = None

    def frame(self, showing: Showing, target: float, *, now_s: float) -> float:
        """Where to stand now; ``target`` is where the presenter's stands by the store's time."""
        if self._at_s is None or showing.mode is not ReviewMode.PLAYING:
            self._frame = target
        else:
            run = max(0.0, now_s - self._at_s) * showing.rate
            self._frame += run
            off = target - self._frame
            if abs(off) >= JUMP_FRAMES:
                self._frame = target
            else:
                self._frame += min(max(off, -_LEAD * run), _LEAD * run)
        self._at_s = now_s
        return self._frame


def seconds_of(time: str) -> float:
    """A time of the store in seconds since the epoch."""
    return datetime.fromisoformat(time).timestamp()
