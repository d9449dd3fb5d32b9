"""Sources of meaning, asked where the curated tables know nothing: which props nearly mean what a few words mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

Phrases = tuple[str, ...]
"""What one thing is called, the most telling first."""
Likeness = Mapping[str, float]
"""How like each kind of prop is, by its id; kinds that are not there are not like it at all."""


@dataclass(frozen=True, slots=True)
class LabelledKind:
    """A kind of prop by its id, all that it is called, the name first, and English words it would stand in for."""

    id: str
    labels: tuple[str, ...]
    stands_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Meant:
    """What a source says, a likeness for each thing asked; nothing at all and a sentence where it could not say."""

    likeness: tuple[Likeness, ...] = ()
    fault: str = ""


class Meaning(Protocol):
    """Something that knows which words mean nearly the same.

    ``name`` is how a report names it. What counts is ``weight`` times the likeness, added up over the sources; a kind
    is taken where that comes to 1.
    """

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def weight(self) -> float: ...  # noqa: D102

    def likeness(self, asked: Sequence[Phrases], kinds: Sequence[LabelledKind]) -> Meant:
        """How like each of the kinds is to each of the things asked, all at once."""
        ...
