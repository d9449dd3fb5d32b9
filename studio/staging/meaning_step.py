"""The step of meaning: what the optional sources say of words that the curated tables do not know, added up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from studio.staging.library import Library, PropKind
from studio.staging.meaning import LabelledKind, Meant, Phrases
from studio.staging.name_table import NameTable
from studio.staging.words.noun import nouns

_LEAST_SCORE, _MOST_SCORE = 0.36, 0.6
_MOST_LIKE = 24


@dataclass(frozen=True, slots=True)
class Like:
    """A kind of like meaning, and who said so."""

    kind: PropKind
    score: float
    source: str


@dataclass(frozen=True, slots=True)
class AskedMeaning:
    """Kinds for each thing asked, the likest first, and a sentence for each source that could not say."""

    found: tuple[tuple[Like, ...], ...]
    faults: tuple[str, ...] = ()


class MeaningStep:
    """Asks all the sources of a library and weighs what they say."""

    def __init__(self, library: Library, table: NameTable) -> None:
        self._library, self._table = library, table

    def ask(self, asked: Sequence[Phrases]) -> AskedMeaning:
        """What each of the things asked is like; nothing where the library has no source or none is sure."""
        if not asked or not self._library.meanings:
            return AskedMeaning(tuple(() for _ in asked))
        said = [(source, source.likeness(asked, self._labelled)) for source in self._library.meanings]
        faults = tuple(meant.fault for _, meant in said if meant.fault)
        heard = [(source.name, source.weight, meant) for source, meant in said if not meant.fault]
        return AskedMeaning(tuple(self._weighed(place, heard) for place in range(len(asked))), faults)

    def _weighed(self, place: int, heard: list[tuple[str, float, Meant]]) -> tuple[Like, ...]:
        total: dict[str, float] = {}
        told: dict[str, list[str]] = {}
        for name, weight, meant in heard:
            for kind, likeness in meant.likeness[place].items():
                total[kind] = total.get(kind, 0.0) + weight * likeness
                told.setdefault(kind, []).append(name)
        sure = sorted(
            ((round(sum_, 4), kind) for kind, sum_ in total.items() if sum_ >= 1), key=lambda at: (-at[0], at[1])
        )
        return tuple(
            Like(
                self._library.kinds[kind],
                round(min(_MOST_SCORE, _LEAST_SCORE + (_MOST_SCORE - _LEAST_SCORE) * (sum_ - 1)), 3),
                " + ".join(told[kind]),
            )
            for sum_, kind in sure[:_MOST_LIKE]
        )

    @cached_property
    def _labelled(self) -> tuple[LabelledKind, ...]:
        """Every kind but the primitives, with the nouns that it would stand in for."""
        stands: dict[str, list[str]] = {}
        for noun in nouns().values():
            for like in (noun.key, *noun.like):
                if kinds := self._table.called(like.replace("_", " ")):
                    stands.setdefault(kinds[0].id, []).extend(noun.en)
                    break
        return tuple(
            LabelledKind(kind.id, (kind.name_en, kind.name_ko, *kind.keywords), tuple(stands.get(kind.id, ())))
            for kind in self._library.kinds.values()
            if kind.category != "primitive"
        )
