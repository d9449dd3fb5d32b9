"""Which props a few words mean: exact name, keyword, meaning, category, else a labelled primitive; never nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from studio.staging.library import Library, PropKind, asset_name
from studio.staging.words.english_grammar import singular
from studio.staging.words.noun import Noun, english_nouns, korean_nouns, nouns
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
_TRAILING_NUMBER = re.compile(r"[\s_#-]*\d+$")
_NAME, _NAME_OF_NOUN, _KEYWORD, _KEYWORD_OF_NOUN, _LIKE, _AKIN, _TAIL = 1.0, 0.95, 0.85, 0.8, 0.75, 0.6, 0.35
_CATEGORY, _PRIMITIVE = 0.3, 0.1
_LEAST_LIKENESS = 0.6


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: what it is called, the most telling first, what the lexicon knows of it, and its role."""

    phrases: tuple[str, ...]
    noun: Noun | None = None
    role: str = "unspecified"


@dataclass(frozen=True, slots=True)
class Hit:
    """A kind that was found: ``score`` from 0 to 1, and by which step."""

    kind: PropKind
    score: float
    via: Via

    @property
    def asset(self) -> str:
        """Its name in a Stage."""
        return asset_name(self.kind)


class AssetSearch:
    """Names and keywords of a library, looked up as whole phrases, never as parts of words."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._names: dict[str, list[PropKind]] = {}
        self._keywords: dict[str, list[PropKind]] = {}
        self._tails: dict[str, list[PropKind]] = {}
        self._categories: dict[str, list[PropKind]] = {}
        for kind in library.kinds.values():
            english = kind.name_en.lower()
            names = (kind.id.replace("_", " "), english, kind.name_ko.replace(" ", ""))
            for name in dict.fromkeys((*names, _TRAILING_NUMBER.sub("", english))):
                self._names.setdefault(name, []).append(kind)
            for keyword in kind.keywords:
                for form in {keyword.lower().replace("_", " "), keyword.replace(" ", "")}:
                    self._keywords.setdefault(form, []).append(kind)
            for tail in {english.split()[-1], kind.name_ko.split()[-1]} if english.split() else ():
                self._tails.setdefault(tail, []).append(kind)
            self._categories.setdefault(kind.category.lower().removeprefix("own "), []).append(kind)

    def hits(self, wanted: Wanted) -> Iterator[Hit]:
        """Every kind that fits, the best first, each once; the last one is a primitive."""
        seen: set[str] = set()
        for score, via, kinds in self._steps(wanted):
            for kind in kinds:
                if kind.id not in seen:
                    seen.add(kind.id)
                    yield Hit(kind, score, via)

    def search(self, text: str, *, limit: int = 12) -> tuple[Hit, ...]:
        """The props that a few words mean, in English or Korean; a primitive where there are none."""
        phrases = phrases_of(text)
        found = tuple(self.hits(Wanted(phrases, noun_of_phrases(phrases))))
        told = tuple(hit for hit in found if hit.via != "primitive")
        return told[: max(1, limit)] or found[-1:]

    def _steps(self, wanted: Wanted) -> Iterator[tuple[float, Via, Iterable[PropKind]]]:
        noun = wanted.noun
        own = (noun.key.replace("_", " "), *noun.en) if noun else ()
        yield _NAME, "name", self._of(self._names, wanted.phrases)
        yield _NAME_OF_NOUN, "name", self._of(self._names, own)
        yield _KEYWORD, "keyword", self._of(self._keywords, wanted.phrases)
        yield _KEYWORD_OF_NOUN, "keyword", self._of(self._keywords, own)
        for place, like in enumerate(noun.like if noun else ()):
            yield round(_LIKE - 0.05 * place, 2), "meaning", self._called(like.replace("_", " "))
        yield from self._akin(wanted.phrases, own)
        yield _TAIL, "keyword", self._of(self._tails, (*wanted.phrases, *own))
        if noun is not None:
            stands = next((ids for tag, ids in _STANDS_FOR_TAG if noun.is_a(tag)), ())
            yield _CATEGORY, "category", (self._library.kinds[name] for name in stands if name in self._library.kinds)
        elif wanted.role == "character" and "person" in self._library.kinds:
            yield _CATEGORY, "category", (self._library.kinds["person"],)
        for phrase in wanted.phrases:
            category = keys_by_word("categories.tsv").get(phrase)
            yield _CATEGORY, "category", self._categories.get(category, ()) if category else ()
        yield _PRIMITIVE, "primitive", (self._library.find(_PRIMITIVES.get(wanted.role, "box")),)

    def _akin(self, phrases: tuple[str, ...], own: tuple[str, ...]) -> Iterator[tuple[float, Via, Iterable[PropKind]]]:
        """What the optional sources of meaning say, the likest first over all of them."""
        found: dict[str, float] = {}
        for source in self._library.meanings:
            for word, likeness in (pair for phrase in (*phrases, *own) for pair in source.akin(phrase)):
                found[word] = max(found.get(word, 0.0), min(1.0, likeness))
        for word, likeness in sorted(found.items(), key=lambda item: (-item[1], item[0])):
            if likeness >= _LEAST_LIKENESS:
                noun = english_nouns().get(word)
                kinds = [*self._called(word), *(self._called(noun.key.replace("_", " ")) if noun else ())]
                yield round(_AKIN * likeness, 3), "meaning", kinds

    def _called(self, words: str) -> list[PropKind]:
        return [*self._names.get(words, ()), *self._keywords.get(words, ())]

    @staticmethod
    def _of(table: dict[str, list[PropKind]], phrases: Iterable[str]) -> Iterator[PropKind]:
        for phrase in phrases:
            yield from table.get(phrase, ())


def phrases_of(*texts: str) -> tuple[str, ...]:
    """What a thing is called, the most telling first: each text, ever shorter ends of it, and their singulars."""
    found: list[str] = []
    for text in texts:
        parts = [part for part in re.split(r"[\s_]+", text.lower().strip()) if part]
        if not 0 < len(parts) <= 8:
            continue
        last = singular(parts[-1])[0]
        for start in range(len(parts)):
            for end in dict.fromkeys((parts[-1], last)):
                found.append(" ".join([*parts[start:-1], end]))
                found.append("".join([*parts[start:-1], end]))
    return tuple(dict.fromkeys(phrase for phrase in found if phrase))


def noun_of_phrases(phrases: Iterable[str]) -> Noun | None:
    """What the lexicon knows of the first phrase that it knows."""
    for phrase in phrases:
        noun = english_nouns().get(phrase) or korean_nouns().get(phrase) or nouns().get(phrase.replace(" ", "_"))
        if noun is not None:
            return noun
    return None
