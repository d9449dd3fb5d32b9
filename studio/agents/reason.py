"""Why a board is framed as it is: a reason is data, and here it is put into words, English or Korean.

A reason stands in the document, so it is worded once, in the language of the scene it belongs to. Korean words take
the particle that fits them: ``{who:이/가}``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from studio.agents.korean_particles import with_particle
from studio.agents.why import Why
from studio.script.language import Language


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that was followed and what it was followed for.

    ``who`` and ``other`` are names of people, ``thing`` is a small thing, a vehicle or the place; a lens is written as
    the trade writes it (``24 mm``), with the usual one as ``other``.
    """

    why: Why
    who: str = ""
    other: str = ""
    thing: str = ""

    def in_words(self, language: Language) -> str:
        """The reason as one or two sentences."""
        if language == "ko":
            words = {"who": self.who, "other": self.other, "thing": self.thing or "이 장소"}
            return self.why.korean.format(**{field: _Word(word) for field, word in words.items()})
        who, other, thing = called(self.who), called(self.other), called(self.thing) or "the place"
        return self.why.english.format(who=who, other=other, thing=thing)


class _Word(str):
    """A word that a template may give a particle: ``format(word, "이/가")``."""

    __slots__ = ()

    def __format__(self, pair: str) -> str:
        return with_particle(str(self), pair) if pair else str(self)


def called(name: str) -> str:
    """A name as an English sentence writes it: Dora for DORA, 미나 as it is."""
    return name.title() if name.isupper() else name


def in_words(reasons: Iterable[Reason], language: Language) -> str:
    """Reasons one after the other, as a board keeps them."""
    return " ".join(reason.in_words(language) for reason in reasons)
