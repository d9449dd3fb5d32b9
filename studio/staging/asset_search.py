"""Which props a few words mean: exact name, keyword, meaning, category, else a labelled primitive; never nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from studio.staging.library import Library, PropKind, asset_name
from studio.staging.meaning_step import MeaningStep
from studio.staging.name_table import NameTable
from studio.staging.words.noun import Noun, sought_nouns
from studio.staging.words.phrases import Spellings, compound_heads, spellings_of
from studio.staging.words.synonyms import synonyms
from studio.staging.words.word_table import keys_by_word

Via = Literal["name", "keyword", "meaning", "category", "primitive"]

_PRIMITIVES = {"decoration_floating": "sphere", "effect": "sphere", "lighting": "sphere", "structure": "cylinder"}
_STANDS_FOR_TAG = (
    ("person", ("person",)),
    ("table", ("table", "desk")),
    ("seat", ("chair", "stool", "bench")),
    ("shelf", ("bookcase", "shelf")),
    ("plant", ("potted_plant", "tree", "bush")),
    ("flat", ("rug",)),
)
_NAME, _SYNONYM, _NAME_OF_NOUN, _KEYWORD, _KEYWORD_OF_NOUN = 1.0, 0.97, 0.95, 0.85, 0.8
_LIKE, _LIKE_STEP, _COMPOUND, _TAIL = 0.75, 0.05, 0.65, 0.35
_CATEGORY, _PRIMITIVE = 0.3, 0.1
CURATED = "curated"
"""How a report names the tables of words, beside the sources of meaning."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: what it is called, the most telling first, what the lexicon knows of it, and its role."""

    names: tuple[Spellings, ...]
    noun: Noun | None = None
    role: str = "unspecified"

    @property
    def phrases(self) -> tuple[str, ...]:
        """All spellings of all names."""
        return tuple(dict.fromkeys(phrase for spellings in self.names for phrase in spellings))


def wanted_prop(names: tuple[Spellings, ...], *, role: str = "unspecified") -> Wanted:
    """What is looked for, with what the lexicon knows of the first name that it knows."""
    return Wanted(names, noun_of_phrases(phrase for spellings in names for phrase in spellings), role)


@dataclass(frozen=True, slots=True)
class Hit:
    """A kind that was found: ``score`` from 0 to 1, by which step, and for a meaning who said so."""

    kind: PropKind
    score: float
    via: Via
    source: str = ""

    @property
    def asset(self) -> str:
        """Its name in a Stage."""
        return asset_name(self.kind)


@dataclass(frozen=True, slots=True)
class Best:
    """The best prop for each thing wanted, and a sentence for each source of meaning that could not be asked."""

    hits: tuple[Hit, ...]
    faults: tuple[str, ...] = ()


class AssetSearch:
    """Names and keywords of a library, looked up as whole phrases, never as parts of words."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._table = NameTable(library.kinds.values())
        self._meaning = MeaningStep(library, self._table)

    def best(self, wanted: Sequence[Wanted]) -> Best:
        """The best prop for each; sources of meaning are asked once for all that the tables do not know."""
        found = [next(self._curated(each), None) for each in wanted]
        unknown = [place for place, hit in enumerate(found) if hit is None]
        meant = self._meaning.ask([wanted[place].phrases for place in unknown])
        for place, likes in zip(unknown, meant.found, strict=True):
            first = (Hit(like.kind, like.score, "meaning", like.source) for like in likes)
            found[place] = next(first, None) or next(self._rest(wanted[place]))
        return Best(tuple(hit for hit in found if hit is not None), meant.faults)

    def search(self, text: str, *, limit: int = 12) -> tuple[Hit, ...]:
        """The props that a few words mean, in English or Korean; a primitive where there are none."""
        wanted = wanted_prop(spellings_of(text))
        told = {hit.kind.id: hit for hit in islice(self._told(wanted), max(1, limit))}
        return tuple(told.values()) or (self._primitive(wanted.role),)

    def _told(self, wanted: Wanted) -> Iterator[Hit]:
        """Every kind that fits, the best first, each once, without the primitive that stands for what is not found."""
        seen: set[str] = set()
        for hit in self._curated(wanted):
            seen.add(hit.kind.id)
            yield hit
        (likes,) = self._meaning.ask([wanted.phrases]).found if not seen else ((),)
        found = (Hit(like.kind, like.score, "meaning", like.source) for like in likes)
        for hit in (*found, *self._rest(wanted)):
            if hit.via != "primitive" and hit.kind.id not in seen:
                seen.add(hit.kind.id)
                yield hit

    def _curated(self, wanted: Wanted) -> Iterator[Hit]:
        """What names, keywords and the tables of words know, each kind once, the score never rising."""
        seen: set[str] = set()
        least = _NAME
        for score, via, kinds in self._curated_steps(wanted):
            for kind in kinds:
                if kind.id not in seen:
                    seen.add(kind.id)
                    least = min(least, score)
                    yield Hit(kind, least, via, CURATED if via == "meaning" else "")

    def _curated_steps(self, wanted: Wanted) -> Iterator[tuple[float, Via, Iterable[PropKind]]]:
        """A longer name before its shorter ends: a *tool box* is no box where there is a toolbox."""
        table = self._table
        for spellings in wanted.names:
            yield from self._of_name(spellings)
        own = (wanted.noun.key.replace("_", " "), *wanted.noun.en) if wanted.noun else ()
        yield _NAME_OF_NOUN, "name", table.named(own)
        yield _KEYWORD_OF_NOUN, "keyword", table.with_keyword(own)
        for place, like in enumerate(wanted.noun.like if wanted.noun else ()):
            yield round(_LIKE - _LIKE_STEP * place, 2), "meaning", table.called(like.replace("_", " "))
        for head in (head for phrase in wanted.phrases for head in compound_heads(phrase)):
            for _, _, kinds in self._of_name((head,)):
                yield _COMPOUND, "keyword", kinds

    def _of_name(self, spellings: Spellings) -> Iterator[tuple[float, Via, Iterable[PropKind]]]:
        table = self._table
        yield _NAME, "name", table.named(spellings)
        targets = [target.replace("_", " ") for phrase in spellings for target in synonyms().get(phrase, ())]
        yield _SYNONYM, "meaning", (kind for target in targets for kind in table.called(target))
        noun = noun_of_phrases(spellings)
        own = (noun.key.replace("_", " "), *noun.en) if noun else ()
        # What the kit calls 문 is a door to those whose props are named in English only.
        alike = (kind.name_en.lower() for kind in table.named(spellings))
        yield _NAME_OF_NOUN, "name", table.named(dict.fromkeys((*alike, *own)))
        yield _KEYWORD, "keyword", table.with_keyword(spellings)
        yield _KEYWORD_OF_NOUN, "keyword", table.with_keyword(own)
        # A toy box is like a chest before it is any box.
        for place, like in enumerate(noun.like if noun else ()):
            yield round(_LIKE - _LIKE_STEP * place, 2), "meaning", table.called(like.replace("_", " "))

    def _rest(self, wanted: Wanted) -> Iterator[Hit]:
        """What is left where nothing is known: the last word, the category, the primitive."""
        kinds, noun = self._library.kinds, wanted.noun
        own = (noun.key.replace("_", " "), *noun.en) if noun else ()
        yield from (Hit(kind, _TAIL, "keyword") for kind in self._table.ending_in((*wanted.phrases, *own)))
        stands: tuple[str, ...] = ("person",) if noun is None and wanted.role == "character" else ()
        if noun is not None:
            stands = next((ids for tag, ids in _STANDS_FOR_TAG if noun.is_a(tag)), ())
        yield from (Hit(kinds[name], _CATEGORY, "category") for name in stands if name in kinds)
        for phrase in wanted.phrases:
            category = keys_by_word("categories.tsv").get(phrase, "")
            yield from (Hit(kind, _CATEGORY, "category") for kind in self._table.of_category(category))
        yield self._primitive(wanted.role)

    def _primitive(self, role: str) -> Hit:
        return Hit(self._library.find(_PRIMITIVES.get(role, "box")), _PRIMITIVE, "primitive")


def noun_of_phrases(phrases: Iterable[str]) -> Noun | None:
    """What the lexicon knows of the first phrase that it knows."""
    known = sought_nouns()
    return next((known[phrase] for phrase in phrases if phrase in known), None)
