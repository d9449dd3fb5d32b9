"""How long a search may go on: places weighed, counted and never timed, so that every machine stops at the same one."""

from __future__ import annotations

from dataclasses import dataclass

_BY_ATTEMPT, _BY_RETRY_OF_PACKED = (34_000, 9_000, 4_000), 16_000
"""What each attempt at a stage may weigh, beside what those before it left over; a packed floor is tried again once,
and every place in it takes longer to find."""
JUDGED, WALKED, WALKED_ABOUT = 1, 20, 1
"""What it costs, in places, to judge one body of a plan, to walk its floor, and to walk about one body there."""


@dataclass(slots=True)
class Effort:
    """What may still be weighed for a stage; a first plan is always finished, whatever it takes."""

    left: int = 0

    def begin(self, attempt: int, *, is_packed: bool = False) -> None:
        """Grants what the attempt of that number may take; ``is_packed`` is known from the first one on."""
        granted = _BY_ATTEMPT[min(attempt, len(_BY_ATTEMPT) - 1)]
        self.left = max(0, self.left) + (_BY_RETRY_OF_PACKED if attempt and is_packed else granted)

    def spend(self, count: int) -> None:
        """Takes off what was weighed."""
        self.left -= count

    @property
    def is_spent(self) -> bool:
        """Whether the best so far has to do."""
        return self.left <= 0
