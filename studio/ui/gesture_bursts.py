"""Merge keys of small gestures that follow one another: together they are one undo step."""

from __future__ import annotations

from time import monotonic

_BURST_S = 1.0


class GestureBursts:
    """Counts the bursts of each gesture, by name."""

    def __init__(self) -> None:
        self._bursts: dict[str, tuple[float, int]] = {}

    def key(self, name: str) -> str:
        """A merge key that lasts while one gesture follows the other within a second."""
        last, count = self._bursts.get(name, (0.0, 0))
        now = monotonic()
        count += now - last > _BURST_S
        self._bursts[name] = (now, count)
        return f"{name}:{count}"
