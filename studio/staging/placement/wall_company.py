"""What hangs beside something on the same wall: a clock left of a screen, lamps on both sides of a mirror."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from studio.staging.placement.body import Body
from studio.staging.placement.item import Item, Wish, room_distance
from studio.staging.relation_check import NEAR_M, NEXT_M
from studio.staging.room import Wall

Spot = tuple[Wall, float, float]
"""A wall, metres along it for the middle, and the height of the bottom."""
_BESIDE = {"left_of": (1.0,), "right_of": (-1.0,), "next_to": (1.0, -1.0), "near": (1.0, -1.0)}
_GAPS_M = (0.15, 0.05, 0.3, 0.6)


def companies(items: Sequence[Item]) -> Iterator[tuple[Item, list[Item]]]:
    """Each thing that others of the items are to hang beside, with those."""
    by_id = {item.id: item for item in items}
    beside: dict[str, list[Item]] = {}
    for item in items:
        wish = _wish_beside(item)
        if wish is not None and wish.targets[0] in by_id and _wish_beside(by_id[wish.targets[0]]) is None:
            beside.setdefault(wish.targets[0], []).append(item)
    for name, some in beside.items():
        yield by_id[name], some


def spots_beside(item: Item, target: Body, wall: Wall, along: float) -> list[Spot]:
    """On the side it names, else on both, its middle level with the target's; further out where that is taken."""
    wish = _wish_beside(item)
    kind = wish.kind if wish is not None else "near"
    low, high = room_distance(wish, (0.0, {"next_to": NEXT_M, "near": NEAR_M}.get(kind, 6.0))) if wish else (0.0, 6.0)
    bottom = max(0.02, (target.y + target.top) / 2 - item.size[1] / 2)
    half = (target.item.size[0] + item.size[0]) / 2
    sides = _BESIDE[kind] if item.index % 2 == 0 else tuple(reversed(_BESIDE[kind]))
    more = [step * (item.size[0] + 0.1) for step in range(1, item.node.count)]
    gaps = dict.fromkeys(min(max(gap, low), high) for gap in (*_GAPS_M, *(0.15 + step for step in more)))
    return [(wall, along + sign * (half + gap), bottom) for gap in gaps for sign in sides]


def _wish_beside(item: Item) -> Wish | None:
    """What it wishes of the one thing that it is to hang beside."""
    return next((wish for wish in item.wants(*_BESIDE) if len(wish.targets) == 1), None)
