"""Step 5: which prop a node becomes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from studio.model.stage import AssetNote, SpecNode
from studio.staging.asset_search import AssetSearch, Wanted, noun_of_phrases, phrases_of
from studio.staging.library import Library, PropKind
from studio.staging.words.noun import Noun

_SUFFIX = re.compile(r"([_#-]?\d+|[_-][lr])$")


@dataclass(frozen=True, slots=True)
class ChosenAsset:
    """The prop of a node: its kind, what the lexicon knows of it, and how it was found."""

    kind: PropKind
    noun: Noun | None
    note: AssetNote


class AssetIndex:
    """Chooses from a library by the same search that a person has."""

    def __init__(self, library: Library) -> None:
        self._search = AssetSearch(library)

    def choose(self, node: SpecNode) -> ChosenAsset:
        """The prop that fits a node best; there is always one."""
        phrases = _phrases(node)
        noun = noun_of_phrases(phrases)
        hit = next(self._search.hits(Wanted(phrases, noun, node.semantic_role)))
        note = AssetNote(node=node.id, asset=hit.asset, score=hit.score, via=hit.via)
        return ChosenAsset(hit.kind, noun, note)


def _phrases(node: SpecNode) -> tuple[str, ...]:
    """What a node is called, the most telling first: its name, its keywords together, its id, each keyword."""
    named = phrases_of(node.name, " ".join(node.keywords), _SUFFIX.sub("", node.id).replace("_", " "), node.description)
    return tuple(dict.fromkeys((*named, *(keyword.lower() for keyword in node.keywords if keyword))))


def noun_of(node: SpecNode) -> Noun | None:
    """What the lexicon knows of a node, from its name, keywords and id."""
    return noun_of_phrases(_phrases(node))
