"""Which pictures go with an order to the Artist, in which order, and what each of them is for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Literal

from studio.agents.model_provider import MAX_REFERENCES
from studio.model.documents import Character

ReferenceKind = Literal["composition", "character", "previous", "place", "style"]
_BETWEEN_NAMES = re.compile(r"[()/|·（）]+")
MOST_PEOPLE = 5
"""People that a model keeps in high fidelity at once."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One picture: ``asset`` is its media reference, empty for the board's own frame, which is drawn for the order."""

    kind: ReferenceKind
    asset: str
    label: str


def people_of_shot(subjects: Sequence[str], characters: Sequence[Character]) -> tuple[Character, ...]:
    """Who of the bible is in a shot, in the order in which the shot names them; ``Mina (미나)`` goes by either name."""
    by_name = {name.strip().casefold(): each for each in characters for name in (each.id, *_names(each.name))}
    found = [by_name[name.casefold()] for name in subjects if name.casefold() in by_name]
    return tuple(dict.fromkeys(found))


def people_told(text: str, characters: Sequence[Character]) -> tuple[Character, ...]:
    """Who of the bible is named in a text; a Korean name may have a particle behind it."""
    low = text.casefold()
    return tuple(
        each for each in characters if any(_is_told(name.strip().casefold(), low) for name in _names(each.name))
    )


def _is_told(name: str, text: str) -> bool:
    return bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?![a-z0-9])", text) is not None


def choose_references(
    *,
    has_composition: bool,
    people: Sequence[Character],
    previous: str | None,
    place: str | None,
    style: Sequence[str] = (),
) -> tuple[Reference, ...]:
    """At most 14: the composition, then people in turn, the shot before, the place, the style.

    Where people have more pictures than there is room for, each has as many as the others, the earlier ones first:
    nobody's face is left out for a third view of another.
    """
    chosen: list[Reference] = []
    if has_composition:
        label = (
            "COMPOSITION: a rough 3D frame of this very shot. Take framing, camera, places, sizes and poses from it;"
            " not its look, its faces or its plain bodies."
        )
        chosen.append(Reference("composition", "", label))
    fixed = [
        Reference("previous", previous, "SHOT BEFORE: the same moment from another camera. Keep clothes, light, props.")
        if previous
        else None,
        Reference("place", place, "PLACE: how this place looks. Keep its materials and light.") if place else None,
    ]
    beside = [each for each in fixed if each is not None and each.asset not in {one.asset for one in chosen}]
    room = MAX_REFERENCES - len(chosen) - len(beside)
    rounds = zip_longest(*(each.reference_image_urls for each in people[:MOST_PEOPLE]))
    faces = [
        Reference("character", asset, f"CHARACTER {person.name}: keep this face, hair, build and costume.")
        for turn in rounds
        for person, asset in zip(people, turn, strict=False)
        if asset
    ]
    chosen += _distinct(faces, chosen)[:room]
    chosen += _distinct(beside, chosen)
    rest = [Reference("style", asset, "STYLE: draw in this hand, this palette, this finish.") for asset in style]
    return tuple([*chosen, *_distinct(rest, chosen)][:MAX_REFERENCES])


def _names(name: str) -> tuple[str, ...]:
    """A name whole, and each of its forms."""
    return (name, *(part for part in _BETWEEN_NAMES.split(name) if part.strip()))


def _distinct(some: Sequence[Reference], known: Sequence[Reference]) -> list[Reference]:
    """Those whose picture is not there yet."""
    seen = {each.asset for each in known if each.asset}
    found: list[Reference] = []
    for each in some:
        if each.asset not in seen:
            seen.add(each.asset)
            found.append(each)
    return found
