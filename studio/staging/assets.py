"""Step 5: which prop a node becomes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from studio.model.stage import AssetNote, SpecNode
from studio.staging.asset_search import AssetSearch, Hit, wanted_prop
from studio.staging.library import Library, PropKind
from studio.staging.words.noun import Noun
from studio.staging.words.phrases import Spellings, spellings_of

_OPEN_ROOM = "kit:enclosure"
"""What a room within the room looks like for which there is no prop: a solid box would hide all that is in it."""
_ROOM_EDGE_M, _ROOM_HEIGHT_M = 1.5, 1.8
_LIKE = 0.75
"""The score of what is only like what was asked for."""
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
        self._library = library
        self._search = AssetSearch(library)

    def choose(self, node: SpecNode) -> ChosenAsset:
        """The prop that fits a node best; there is always one."""
        return self.choose_all((node,)).chosen[node.id]

    def choose_all(self, nodes: Sequence[SpecNode]) -> Choice:
        """The props that fit the nodes best; sources of meaning are asked once for all of them."""
        wanted = [wanted_prop(_names(node), role=node.semantic_role) for node in nodes]
        best = self._search.best(wanted)
        chosen: dict[str, ChosenAsset] = {}
        for node, each, hit in zip(nodes, wanted, best.hits, strict=True):
            hit = self._standing(node, each.noun, hit)
            is_open = hit.via == "primitive" and _is_room(node)
            kind, asset = (self._library.find(_OPEN_ROOM), _OPEN_ROOM) if is_open else (hit.kind, hit.asset)
            note = AssetNote(node=node.id, asset=asset, score=hit.score, via=hit.via, source=hit.source)
            chosen[node.id] = ChosenAsset(kind, each.noun, note)
        return Choice(chosen, best.faults)

    def _standing(self, node: SpecNode, noun: Noun | None, hit: Hit) -> Hit:
        """What stands on the floor is not shown by what hangs on walls, where something like it stands."""
        hangs = any(relation.type in {"on_wall", "hanging"} for relation in node.relationships)
        if node.semantic_role != "furniture_floor" or hangs or hit.kind.attach != "wall" or noun is None:
            return hit
        like = (self._library.kinds.get(name) for name in noun.like)
        kind = next((kind for kind in like if kind is not None and kind.attach == "floor"), None)
        return hit if kind is None else Hit(kind, min(hit.score, _LIKE), "keyword")


def _is_room(node: SpecNode) -> bool:
    """Whether people are in it, as far as is said: a booth, a cabin, a stall; a chest is none."""
    if node.semantic_role != "sub_container":
        return False
    return node.size is None or (min(node.size[0], node.size[2]) >= _ROOM_EDGE_M and node.size[1] >= _ROOM_HEIGHT_M)


def _names(node: SpecNode) -> tuple[Spellings, ...]:
    """What a node is called, the most telling first: its name, its keywords together, its id, each keyword."""
    named = spellings_of(
        node.name, " ".join(node.keywords), _SUFFIX.sub("", node.id).replace("_", " "), node.description
    )
    return tuple(dict.fromkeys((*named, *((keyword.lower(),) for keyword in node.keywords if keyword))))


def noun_of(node: SpecNode) -> Noun | None:
    """What the lexicon knows of a node, from its name, keywords and id."""
    return wanted_prop(_names(node)).noun
