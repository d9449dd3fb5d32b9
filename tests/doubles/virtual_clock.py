"""A clock that stands still until it is told to go on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_START = datetime(2026, 1, 1, tzinfo=UTC)


class VirtualClock:
    """A store's clock, in microseconds."""

    def __init__(self, start: datetime = _START) -> None:
        self._now = start

    def go_on(self, by_s: float) -> None:
        """Lets time pass."""
        assert by_s >= 0, "time does not go back"
        self._now += timedelta(seconds=by_s)

    def tick(self) -> str:
        """Lets the least time pass: no two commits are of one moment."""
        self._now += timedelta(microseconds=1)
        return self.text

    @property
    def now_s(self) -> float:
        """Seconds since the epoch."""
        return self._now.timestamp()

    @property
    def text(self) -> str:
        """As the stores write their times."""
        return self._now.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
