"""Sources of words akin to a word, asked where the curated tables know nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol


class Meaning(Protocol):
    """Something that knows which words mean nearly the same."""

    def akin(self, phrase: str) -> Iterable[tuple[str, float]]:
        """Words of like meaning, the nearest first, each with a likeness up to 1."""
        ...
