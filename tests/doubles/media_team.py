"""A team that is going to have everything, some day."""

from __future__ import annotations

from collections.abc import Iterable


class MediaTeam:
    """A MediaSource; remembers what was wanted. What is ``hopeless`` will never come."""

    def __init__(self) -> None:
        self.wanted: list[str] = []
        self.hopeless: set[str] = set()

    def want(self, references: Iterable[str]) -> None:
        """Remembers them."""
        self.wanted.extend(references)

    def is_coming(self, reference: str) -> bool:
        """Everything comes but the hopeless."""
        return reference not in self.hopeless
