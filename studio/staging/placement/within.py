"""What is inside another thing: on its floor or its shelves, within its box, where its other relations hold best."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from itertools import islice

from studio.model.stage import Size
from studio.staging.placement.beside import Place, beside
from studio.staging.placement.body import Body, Occupancy, stand
from studio.staging.placement.item import Item
from studio.staging.placement.scoring import relation_terms
from studio.staging.placement.site import Site
from studio.staging.placement.tops import Top, tops_of
from studio.staging.placement.unit import Unit
from studio.staging.relation_check import pair_score

_ROOMY_M = 0.75
"""Half the shorter edge of a floor that people walk on."""
_MOST_STEPS, _FINEST_M, _GAP_M = 24, 0.005, 0.002
"""Into how many steps a side of a floor is parted, no finer than that; how far things stay off its sides."""


def holders_of(item: Item) -> tuple[str, ...]:
    """The things that an item is said to be inside of."""
    return tuple(name for wish in item.wants("inside") for name in wish.targets)


def could_hold(holder: Size, item: Item) -> bool:
    """Whether a box of that size is large enough for an item, one way round or the other."""
    w, h, d = item.size
    wide, high, deep = holder
    return h < high and ((w < wide and d < deep) or (d < wide and w < deep))


def enclosed(items: list[Item], others: Mapping[str, Size]) -> set[str]:
    """Which items go into others that are large enough for them; the rest stand as if they were free.

    What stands on a thing in there is left to that thing.
    """
    sizes = {**others, **{item.id: item.size for item in items}}
    found = set()
    for item in items:
        holders = holders_of(item)
        on = {name for wish in item.wants("on_top_of") for name in wish.targets}
        if item.support in {"floor", "surface"} and on <= set(holders):
            found |= {item.id for name in holders if name in sizes and could_hold(sizes[name], item)}
    return found


def place_within(item: Item, holder: Body, occupied: Occupancy, site: Site) -> Body | None:
    """The item inside its holder where most of what it asks holds; None when nothing is free in there."""
    best: tuple[float, Body | None] = (-math.inf, None)
    for top in sorted(tops_of(holder), key=lambda top: (-round(top.area, 3), top.height)):
        if top.height + item.size[1] > holder.top + 1e-6:
            continue
        for x, z, yaw in (*_beside_its_own(item, top, occupied, site), *_over_the_floor(item, top)):
            body = stand(item, x, top.height, z, yaw, parent=holder.item.id)
            if pair_score("inside", body, holder, None) != 1.0 or not site.holds(body) or site.blocks_door(body):
                continue
            if occupied.hit(body) is not None:
                continue
            total, count = relation_terms(body, occupied, site)
            if count - total < 1e-6:
                return body
            best = max(best, (round(total - count, 6), body), key=lambda option: option[0])
    return best[1]


def _beside_its_own(item: Item, top: Top, occupied: Occupancy, site: Site) -> Iterator[Place]:
    """Places that its relations to what is there already suggest."""
    for wish in item.wishes:
        for name in wish.targets:
            if wish.kind not in {"inside", "on_top_of"} and name in occupied.bodies and name != top.body.item.id:
                yield from islice(beside(Unit(item), wish, occupied.bodies[name], site), 60)


def _over_the_floor(item: Item, top: Top) -> Iterator[Place]:
    """From the back of a floor to its front, each way round that differs; from the middle on what is to be there."""
    places = list(_rows(item, top))
    # Who sits down needs room about the seat: none is put into a corner of a room within the room.
    if item.wants("centered") or (item.is_a("seat") and min(top.rect.half_w, top.rect.half_d) >= _ROOMY_M):
        places.sort(key=lambda place: round(math.dist(place[:2], (top.rect.x, top.rect.z)), 4))
    yield from places


def _rows(item: Item, top: Top) -> Iterator[Place]:
    for turn in (0.0, 90.0, 180.0, -90.0) if len(item.wishes) > 1 else (0.0, 90.0):
        wide, deep = (item.size[0], item.size[2]) if turn in {0.0, 180.0} else (item.size[2], item.size[0])
        room_w, room_d = top.rect.half_w - wide / 2 - _GAP_M, top.rect.half_d - deep / 2 - _GAP_M
        if room_w < 0 or room_d < 0:
            continue
        columns = max(1, min(_MOST_STEPS, int(2 * room_w / _FINEST_M)))
        rows = max(1, min(_MOST_STEPS, int(2 * room_d / _FINEST_M)))
        for row in range(rows + 1):
            for column in range(columns + 1):
                x, z = top.rect.world(room_w * (1 - 2 * column / columns), room_d * (2 * row / rows - 1))
                yield x, z, top.body.yaw + turn
