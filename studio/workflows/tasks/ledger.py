"""What a project's agents have cost, and whether its budget allows another request."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from studio.errors import StudioError
from studio.model.reader import DocumentReader


class BudgetReached(StudioError):
    """The next request would pass the project's budget; nothing was sent."""


class Ledger:
    """Adds up the calls of a project; what is under way is held back, so that many at once do not pass together.

    A call of which nobody knows how it ended counts in full.
    """

    def __init__(self, documents: DocumentReader) -> None:
        self._documents = documents
        self._held = 0.0

    @property
    def spent(self) -> float:
        """US dollars, by the records of the calls that have ended; those under way are held back."""
        return sum(call.cost for _, call in self._documents.calls() if call.outcome != "asked")

    @property
    def left(self) -> float | None:
        """US dollars until the budget is reached; None where there is none."""
        budget = self._documents.project.budget
        return None if budget is None else budget - self.spent - self._held

    @contextmanager
    def holding(self, estimate: float) -> Iterator[None]:
        """Holds the estimated cost of a request back while it is under way.

        Raises:
            BudgetReached: it would pass the budget.
        """
        left = self.left
        if estimate > 0 and left is not None and estimate > left + 1e-9:
            budget = self._documents.project.budget or 0.0
            raise BudgetReached(
                f"The budget of ${budget:.2f} leaves ${max(0.0, left):.2f}, and this needs about ${estimate:.2f};"
                " nothing was sent. Raise the budget in the settings to go on."
            )
        self._held += estimate
        try:
            yield
        finally:
            self._held -= estimate
