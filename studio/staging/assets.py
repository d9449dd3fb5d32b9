"""Step 5: which prop a node becomes: by name, by keyword, by meaning, by category, else a labelled primitive."""

from __future__ import annotations

import re
from dataclasses import dataclass

from studio.model.stage import AssetNote, SpecNode
from studio.staging.library import Library, PropKind
from studio.staging.words.noun import Noun, english_nouns, korean_nouns, nouns

_PRIMITIVES = {"decoration_floating": "sphere", "effect": "sphere", "lighting": "sphere", "structure": "cylinder"}
_CATEGORY_STANDS = (
    ("person", ("person",)),
    ("table", ("table", "desk")),
    ("seat", ("chair", "stool", "bench")),
    ("shelf", ("bookcase", "shelf")),
    ("plant", ("potted_plant", "tree", "bush")),
    ("flat", ("rug",)),
)
_SUFFIX = re.compile(r"([_#-]?\d+|[_-][lr])$")


@dataclass(frozen=True, slots=True)
class ChosenAsset:
    """The prop of a node: its kind, what the lexicon knows of it, and how it was found."""

    kind: PropKind
    noun: Noun | None
    note: AssetNote


class AssetIndex:
    """Names and keywords of a library, looked up as whole phrases."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._names: dict[str, str] = {}
        self._keywords: dict[str, str] = {}
        for kind in library.kinds.values():
            for name in (kind.id.replace("_", " "), kind.name_en.lower(), kind.name_ko.replace(" ", "")):
                self._names.setdefault(name, kind.id)
            for keyword in kind.keywords:
                self._keywords.setdefault(keyword.lower().replace("_", " "), kind.id)
                self._keywords.setdefault(keyword.replace(" ", ""), kind.id)

    def choose(self, node: SpecNode) -> ChosenAsset:
        """The prop that fits a node best; there is always one."""
        noun = noun_of(node)
        for via, kind, score in self._candidates(node, noun):
            if kind is not None:
                found = self._library.find(kind)
                return ChosenAsset(found, noun, AssetNote(node=node.id, asset=f"kit:{kind}", score=score, via=via))
        primitive = _PRIMITIVES.get(node.semantic_role, "box")
        found = self._library.find(primitive)
        note = AssetNote(node=node.id, asset=f"kit:{primitive}", score=0.1, via="primitive")
        return ChosenAsset(found, noun, note)

    def _candidates(self, node: SpecNode, noun: Noun | None) -> list[tuple[str, str | None, float]]:
        phrases = _phrases(node)
        own = (noun.key.replace("_", " "), *noun.en) if noun else ()
        found: list[tuple[str, str | None, float]] = [("name", self._first(self._names, phrases), 1.0)]
        found.append(("name", self._first(self._names, own), 0.95))
        found.append(("keyword", self._first(self._keywords, phrases), 0.85))
        found.append(("keyword", self._first(self._keywords, own), 0.8))
        for place, like in enumerate(noun.like if noun else ()):
            words = like.replace("_", " ")
            hit = self._names.get(words) or self._keywords.get(words)
            found.append(("meaning", hit, round(0.75 - 0.05 * place, 2)))
        if noun:
            stands = next((ids for tag, ids in _CATEGORY_STANDS if noun.is_a(tag)), ())
            found.extend(("category", name if name in self._library.kinds else None, 0.3) for name in stands)
        elif node.semantic_role == "character":
            found.append(("category", "person" if "person" in self._library.kinds else None, 0.3))
        return found

    @staticmethod
    def _first(table: dict[str, str], phrases: tuple[str, ...]) -> str | None:
        return next((table[phrase] for phrase in phrases if phrase in table), None)


def _phrases(node: SpecNode) -> tuple[str, ...]:
    """What a node is called, the most telling first: its name, ever shorter ends of it, its keywords, its id."""
    found: list[str] = []
    for text in (node.name, " ".join(node.keywords), _SUFFIX.sub("", node.id).replace("_", " "), node.description):
        parts = [part for part in re.split(r"[\s_]+", text.lower().strip()) if part]
        if len(parts) > 8:
            continue
        for start in range(len(parts)):
            found.append(" ".join(parts[start:]))
            found.append("".join(parts[start:]))
    found.extend(keyword.lower() for keyword in node.keywords)
    return tuple(dict.fromkeys(phrase for phrase in found if phrase))


def noun_of(node: SpecNode) -> Noun | None:
    """What the lexicon knows of a node, from its name, keywords and id."""
    for phrase in _phrases(node):
        noun = english_nouns().get(phrase) or korean_nouns().get(phrase) or nouns().get(phrase.replace(" ", "_"))
        if noun:
            return noun
    return None
