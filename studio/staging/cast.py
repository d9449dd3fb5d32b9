"""The characters of a screenplay as nodes of its set, with what they hold."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from studio.model.stage import Relationship, SpecNode
from studio.staging.in_hand import MOST_HELD_M
from studio.staging.words.noun import english_nouns, korean_nouns, nouns
from studio.staging.words.people import figure_of_name


@dataclass(frozen=True, slots=True)
class PersonInScene:
    """A character of the screenplay: who, in which pose, near what (a word of the set), and which figure if known.

    ``holds`` is a word for what they have in their hand; what no noun is known for is left out.
    """

    name: str
    pose: str = "stand"
    near: str | None = None
    figure: str | None = None
    holds: str | None = None


def cast_nodes(people: Sequence[PersonInScene], nodes: list[SpecNode]) -> list[SpecNode]:
    """Screenplay characters as figures; a crowd of the same name is one."""
    found: list[SpecNode] = []
    taken = {node.id for node in nodes}
    for person in people:
        name, turn = re.sub(r"[\s#]+", "_", person.name.strip().lower()) or "person", 2
        base = name
        while name in taken:
            name, turn = f"{base}_{turn}", turn + 1
        taken.add(name)
        near = _named(person.near, nodes) if person.near else None
        relations = (Relationship(target_id=near, type="near"),) if near else ()
        figure = person.figure or figure_of_name(person.name)
        found.append(
            SpecNode(
                id=name, name=person.name, description=figure, semantic_role="character", keywords=(figure,),
                relationships=relations, pose=person.pose,
            )
        )  # fmt: skip
        if person.holds and (held := _held(person.holds, name, taken)):
            taken.add(held.id)
            found.append(held)
    return found


def _held(word: str, holder: str, taken: Set[str]) -> SpecNode | None:
    """What somebody holds, as a thing that is on them."""
    text = word.strip().lower()
    noun = english_nouns().get(text) or korean_nouns().get(text.replace(" ", ""))
    if noun is None or max(noun.size) > MOST_HELD_M or noun.is_a("person"):
        return None
    name, turn = noun.key, 2
    while name in taken:
        name, turn = f"{noun.key}_{turn}", turn + 1
    return SpecNode(
        id=name, name=word, description=noun.key.replace("_", " "), semantic_role="decoration_surface",
        keywords=(noun.key.replace("_", " "),), relationships=(Relationship(target_id=holder, type="on_top_of"),),
    )  # fmt: skip


def _named(word: str, nodes: list[SpecNode]) -> str | None:
    """The node a word of the set means."""
    text = word.strip().lower()
    noun = english_nouns().get(text) or korean_nouns().get(text.replace(" ", "")) or nouns().get(text.replace(" ", "_"))
    for node in nodes:
        if node.id == text or node.name.lower() == text or (noun and (node.id == noun.key or noun.key in node.id)):
            return node.id
    return None
