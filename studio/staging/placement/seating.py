"""People who sit: on a chair, a sofa, a bed, facing as the seat does, feet on the floor where they reach it."""

from __future__ import annotations

from collections.abc import Sequence

from studio.staging.library import Library
from studio.staging.placement.body import Body, Occupancy, stand
from studio.staging.placement.item import Item
from studio.staging.placement.site import Site
from studio.staging.placement.tops import Top, tops_of

_FORWARD = (-0.35, -0.1, 0.15, 0.4, 0.65, 0.9)
"""How far forward on a seat, as shares of half its depth."""
_LOW_M, _HIGH_M = 0.12, 0.6
"""How high a thing may be for people to sit on it that was not made for it."""
_DRAWN_BACK_M = (0.0, 0.08, 0.16, 0.26)


def sits(item: Item) -> bool:
    """Whether a person is to sit (or lie) on something."""
    return item.node.semantic_role == "character" and item.pose in {"sit", "lie"}


def seat_person(item: Item, occupied: Occupancy, site: Site, library: Library, *, taken: set[str]) -> Body | None:
    """The person on the seat asked for, else on the free seat nearest to what they relate to; None when there is none.

    A chair is drawn back from its table as far as the person needs.
    """
    for seat in _seats(item, occupied, taken):
        for back in _DRAWN_BACK_M if seat.parent is None and seat.item.size[0] < 0.75 else (0.0,):
            moved = _drawn_back(seat, back)
            if back and (not site.holds(moved) or site.blocks_door(moved)):
                continue
            if back and occupied.hit(moved, ignoring={seat.item.id}) is not None:
                continue
            for top in sorted(tops_of(moved), key=lambda top: (abs(top.height - moved.y - 0.45), -top.area)):
                for body in _on(item, moved, top, library):
                    if not site.holds(body) or site.blocks_door(body) or moved.overlaps(body):
                        continue
                    if occupied.hit(body, ignoring={seat.item.id}) is None:
                        if back:
                            occupied.remove(seat.item.id)
                            occupied.add(moved)
                        return body
    return None


def _drawn_back(seat: Body, back: float) -> Body:
    if not back:
        return seat
    x, z = seat.rect.world(0.0, -back)
    return stand(seat.item, x, seat.y, z, seat.yaw)


def _at_table(seat: Body) -> set[str]:
    return {name for wish in seat.item.wishes for name in wish.targets}


def _seats(item: Item, occupied: Occupancy, taken: set[str]) -> list[Body]:
    wanted = [name for wish in item.wishes for name in wish.targets]
    fits = _is_lain_on if item.pose == "lie" else _is_sat_on
    said = {name for wish in item.wants("on_top_of") for name in wish.targets}
    free = []
    for body in occupied.bodies.values():
        is_low = body.item.id in said and _LOW_M <= body.item.size[1] <= _HIGH_M
        if (is_low or fits(body.item)) and (body.item.id not in taken or _is_lain_on(body.item)):
            free.append(body)
    targets = [occupied.bodies[name] for name in wanted if name in occupied.bodies]

    within = {name for wish in item.wants("inside") for name in wish.targets}

    def worth(body: Body) -> tuple[int, float, str]:
        if body.parent in within:
            return -1, 0.0, body.item.id
        if body.item.id in wanted:
            return 0, 0.0, body.item.id
        at = any(name in _at_table(body) for name in wanted)
        away = min((abs(body.x - t.x) + abs(body.z - t.z) for t in targets), default=0.0)
        return (1 if at else 2 + _is_lain_on(body.item)), round(away, 3), body.item.id

    return sorted(free, key=worth)


def _is_sat_on(item: Item) -> bool:
    return item.is_a("seat") or item.kind.category == "seat"


def _is_lain_on(item: Item) -> bool:
    return item.noun is not None and ("bed" in item.noun.key or item.noun.key in {"sofa", "bench", "pew"})


def _on(item: Item, seat: Body, top: Top, library: Library) -> list[Body]:
    """The person with the point they sit on over the seat; a little forward or aside if the back is in the way."""
    found: list[Body] = []
    if item.pose == "lie":
        along = seat.rect.half_d >= seat.rect.half_w
        turns = (0.0, 180.0) if along == (item.size[2] >= item.size[0]) else (90.0, -90.0)
        x, z = top.rect.x, top.rect.z
        return [stand(item, x, top.height, z, seat.yaw + turn, parent=seat.item.id) for turn in turns]
    left, rise, front = library.seat_point(item.asset, item.size, item.pose)
    lift = max(seat.y, round(top.height - rise, 4))
    slides: Sequence[float] = (0.0,) if top.rect.half_w < 0.5 else (0.0, -0.5, 0.5, -0.8, 0.8)
    for slide in slides:
        aside = slide * top.rect.half_w - left
        spots = [top.rect.world(aside, forward * top.rect.half_d - front) for forward in _FORWARD]
        found.extend(stand(item, x, lift, z, seat.yaw, parent=seat.item.id) for x, z in spots)
    return found
