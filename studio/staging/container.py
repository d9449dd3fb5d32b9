"""The room or ground a spec stands in: its size by what has to fit, its door and windows, its materials."""

from __future__ import annotations

import math
from collections.abc import Sequence

from studio.model.stage import Container, Opening, SpecNode
from studio.staging.assets import noun_of
from studio.staging.semantics import Semantics
from studio.staging.words.attribute import attribute
from studio.staging.words.place import Place

_FILL, _OUTDOOR_FILL = 0.26, 0.16
"""How much of the floor may be covered before the room grows."""


def build_container(place: Place, semantics: Semantics, nodes: Sequence[SpecNode]) -> Container:
    """The main container: the place's usual size, larger when more has to stand in it."""
    width, height, depth = place.size
    for name in semantics.place_attributes:
        scale = attribute(name).scale
        width, height, depth = width * scale[0], height * min(1.4, scale[1]), depth * scale[2]
    need = sum(_floor_need(node) for node in nodes)
    fill = _OUTDOOR_FILL if place.outdoor else _FILL
    grow = max(1.0, math.sqrt(need / (fill * width * depth)))
    longest = max((_longest(node) for node in nodes), default=0.0)
    width, depth = width * grow, depth * grow
    if longest + 1.2 > max(width, depth):
        width, depth = (width, longest + 1.2) if depth >= width else (longest + 1.2, depth)
    tallest = max((_height(node) for node in nodes), default=0.0)
    height = max(height, min(tallest + 0.3, 14.0))
    size = (round(width, 1), round(height, 1), round(depth, 1))
    words = place.key.replace("_", " ")
    attributes = " ".join(semantics.place_attributes)
    return Container(
        id=place.key,
        name=semantics.place_label or words,
        description=f"{attributes} {words} with {place.wall} walls".strip()
        if not place.outdoor
        else f"{attributes} {words}".strip(),
        keywords=tuple(dict.fromkeys([*semantics.place_attributes, *words.split()])),
        suggested_scale=max(size[0], size[2]),
        size=size,
        outdoor=place.outdoor,
        openings=() if place.outdoor else room_openings(place, size),
        material={"floor": place.floor, "wall": place.wall},
    )


def _size(node: SpecNode) -> tuple[float, float, float]:
    if node.size:
        return node.size
    noun = noun_of(node)
    base = noun.size if noun else (0.6, 0.6, 0.6)
    for name in node.keywords:
        scale = attribute(name).scale
        along, across = (scale[2], scale[0]) if base[2] > base[0] else (scale[0], scale[2])
        base = (base[0] * along, base[1] * scale[1], base[2] * across)
    return base


def _floor_need(node: SpecNode) -> float:
    if node.semantic_role not in {"furniture_floor", "character", "structure", "sub_container", "unspecified"}:
        return 0.0
    if any(relation.type == "on_top_of" for relation in node.relationships):
        return 0.0
    width, height, depth = _size(node)
    return node.count * width * depth * (1.0 if height > 0.05 else 0.15)


def _longest(node: SpecNode) -> float:
    width, _, depth = _size(node)
    return max(width, depth)


def _height(node: SpecNode) -> float:
    return _size(node)[1] if node.semantic_role in {"furniture_floor", "structure", "furniture_wall"} else 0.0


def room_openings(place: Place, size: tuple[float, float, float]) -> tuple[Opening, ...]:
    """A door in the near wall (+Z), a double one in halls; windows in the side walls, high ones in halls."""
    width, height, depth = size
    found: list[Opening] = []
    if place.doors:
        door = 2.0 if width > 10 else 0.9
        middle = 0.0 if width > 7 else width / 2 - 0.35 - door / 2
        low, high = round(middle - door / 2, 3), round(middle + door / 2, 3)
        top = 2.6 if width > 10 else 2.04
        edge = round(depth / 2, 3)
        found.append(
            Opening(kind="door", start=(low, edge), end=(high, edge), height=min(top, height - 0.1), clear=door)
        )
    sides = (place.windows + 1) // 2, place.windows // 2
    pane = min(1.6, depth / 4)
    sill = 0.9 if height < 4 else round(height * 0.35, 2)
    tall = 1.3 if height < 4 else round(height * 0.4, 2)
    for side, count in zip((-1.0, 1.0), sides, strict=True):
        for place_in_row in range(count):
            middle = depth * ((place_in_row + 0.5) / count - 0.5)
            x = round(side * width / 2, 3)
            low, high = round(middle - pane / 2, 3), round(middle + pane / 2, 3)
            found.append(
                Opening(kind="window", start=(x, low), end=(x, high), height=min(tall, height - sill - 0.15), sill=sill)
            )
    return tuple(found)
