"""Step 5: which prop a node becomes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from studio.model.stage import AssetNote, SpecNode
from studio.staging.asset_search import AssetSearch, wanted_prop
from studio.staging.library import Library, PropKind
from studio.staging.words.noun import Noun
from studio.staging.words.phrases import Spellings, spellings_of

_SUFFIX = re.compile(r"([_#-]?\d+|[_-][lr])$")


@dataclass(frozen=True, slots=True)
class ChosenAsset:
    """The prop of a node: its kind, what the lexicon knows of it, and how it was found."""

    kind: PropKind
    noun: Noun | None
    note: AssetNote


@dataclass(frozen=True, slots=True)
class Choice:
    """The props of all nodes by id, and what could not be asked."""

    chosen: dict[str, ChosenAsset]
    faults: tuple[str, ...] = ()


class AssetIndex:
    """Chooses from a library by the same search that a person has."""

    def __init__(self, library: Library) -> None:
        self._search = AssetSearch(library)

    def choose(self, node: SpecNode) -> ChosenAsset:
        """The prop that fits a node best; there is always one."""
        return self.choose_all((node,)).chosen[node.id]

    def choose_all(self, nodes: Sequence[SpecNode]) -> Choice:
        """The props that fit the nodes best; sources of meaning are asked once for all of them."""
        wanted = [wanted_prop(_names(node), role=node.semantic_role) for node in nodes]
        best = self._search.best(wanted)
        chosen = {
            node.id: ChosenAsset(
                hit.kind,
                each.noun,
                AssetNote(node=node.id, asset=hit.asset, score=hit.score, via=hit.via, source=hit.source),
            )
            for node, each, hit in zip(nodes, wanted, best.hits, strict=True)
        }
        return Choice(chosen, best.faults)


def _names(node: SpecNode) -> tuple[Spellings, ...]:
    """What a node is called, the most telling first: its name, its keywords together, its id, each keyword."""
    named = spellings_of(
        node.name, " ".join(node.keywords), _SUFFIX.sub("", node.id).replace("_", " "), node.description
    )
    return tuple(dict.fromkeys((*named, *((keyword.lower(),) for keyword in node.keywords if keyword))))


def noun_of(node: SpecNode) -> Noun | None:
    """What the lexicon knows of a node, from its name, keywords and id."""
    return wanted_prop(_names(node)).noun
