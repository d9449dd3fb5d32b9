"""Flying: which keys are held, and how far they carry the view."""

from __future__ import annotations

from studio.viewport.navigation import FreeView, flown

KEYS = frozenset("WASDRF")
"""Forward, left, back, right, up and down, by their place on the keyboard."""

_SPEED_MPS, _FAST = 2.5, 4.0
_SLOWEST, _FASTEST = 0.1, 20.0
_LONGEST_STEP_S = 0.1


class Flight:
    """``is_on`` while letters fly; ``speed`` is a factor that the wheel changes."""

    def __init__(self) -> None:
        self.is_on = False
        self.is_fast = False
        self.speed = 1.0
        self._held: set[str] = set()

    @property
    def is_moving(self) -> bool:
        """Whether a key carries the view."""
        return bool(self._held)

    def press(self, key: str) -> bool:
        """A key goes down; tells whether it is one that flies."""
        if key in KEYS:
            self._held.add(key)
        return key in KEYS

    def release(self, key: str) -> None:
        """A key goes up."""
        self._held.discard(key)

    def stop(self) -> None:
        """Nothing is held any more."""
        self._held.clear()
        self.is_fast = False

    def faster(self, steps: float) -> None:
        """A quarter faster for each step, slower for each negative one."""
        self.speed = max(_SLOWEST, min(_FASTEST, self.speed * 1.25**steps))

    def carried(self, view: FreeView, seconds: float) -> FreeView:
        """The view after a time; a long pause of the machine does not throw it out of the room."""
        way = _SPEED_MPS * self.speed * (_FAST if self.is_fast else 1.0) * min(seconds, _LONGEST_STEP_S)
        forward, right, up = (self._sum(plus, minus) * way for plus, minus in (("W", "S"), ("D", "A"), ("R", "F")))
        return flown(view, forward, right, up)

    def _sum(self, plus: str, minus: str) -> int:
        return (plus in self._held) - (minus in self._held)
