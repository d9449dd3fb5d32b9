"""How long a search may go on: places weighed, counted and never timed, so that every machine stops at the same one."""

from __future__ import annotations

from dataclasses import dataclass

_BY_ATTEMPT = (36_000, 16_000, 7_000)
"""What each attempt at a stage may weigh, beside what those before it left over."""
JUDGED, WALKED, WALKED_ABOUT = 1, 20, 1
"""What it costs, in places, to judge one body of a plan, to walk its floor, and to walk about one body there."""


@dataclass(slots=True)
class Effort:
    """What may still be weighed for a stage; a first plan is always finished, whatever it takes."""

    left: int = 0

    def begin(self, attempt: int) -> None:
        """Grants what the attempt of that number may take."""
        self.left = max(0, self.left) + _BY_ATTEMPT[min(attempt, len(_BY_ATTEMPT) - 1)]

    def spend(self, count: int) -> None:
        """Takes off what was weighed."""
        self.left -= count

    @property
    def is_spent(self) -> bool:
        """Whether the best so far has to do."""
        return self.left <= 0
