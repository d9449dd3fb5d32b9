"""People who sit: on a chair, a sofa, a bed, facing as the seat does, feet on the floor where they reach it."""

from __future__ import annotations

import math
from collections.abc import Iterator

from studio.staging.library import Library
from studio.staging.placement.body import Body, Occupancy, stand
from studio.staging.placement.item import Item
from studio.staging.placement.seat_places import SeatPlace, seat_places
from studio.staging.placement.site import Site
from studio.staging.placement.tops import Top, tops_of

_FORWARD = (-0.35, -0.22, -0.1, 0.0, 0.08, 0.15, 0.25, 0.4, 0.5, 0.65, 0.8, 0.9)
"""How far forward on a seat, as shares of half its depth."""
_LOW_M, _HIGH_M = 0.12, 0.62
"""How high a top may be for people to sit on it that was not made for it."""
_CHAIR_M, _ELBOW_M, _ROOMY_M = 0.75, 0.02, 0.75
"""What is narrower is a chair that people move; what is left between two side by side, and what each takes at most."""
_MOVED_M = ((0.0, 0.0), (0.0, -0.08), (0.0, -0.16), (0.0, -0.26), (0.08, 0.0), (-0.08, 0.0))
"""How far to its left and front a single seat is moved for somebody to fit: drawn back from a table, off a wall."""


def sits(item: Item) -> bool:
    """Whether a person is to sit (or lie) on something."""
    return item.node.semantic_role == "character" and item.pose in {"sit", "lie"}


def seat_person(
    item: Item, occupied: Occupancy, site: Site, library: Library, *, taken: set[str], company: int = 1
) -> Body | None:
    """The person on the seat asked for, else on the free seat nearest to what they relate to; None when there is none.

    A chair is moved as far as the person needs. ``company`` is how many in all are to sit there,
    the person among them: they share a seat evenly.
    """
    for seat in _seats(item, occupied, taken):
        is_chair = seat.parent is None and seat.item.size[0] < _CHAIR_M
        for by in _MOVED_M if is_chair else _MOVED_M[:1]:
            moved = _moved(seat, *by)
            if moved is not seat and (not site.holds(moved) or site.blocks_door(moved)):
                continue
            if moved is not seat and occupied.hit(moved, ignoring={seat.item.id}) is not None:
                continue
            for bodies in _sitting(item, moved, occupied, library, company):
                for body in bodies:
                    if not site.holds(body) or site.blocks_door(body) or moved.overlaps(body):
                        continue
                    if occupied.hit(body, ignoring={seat.item.id}) is None:
                        if moved is not seat:
                            occupied.remove(seat.item.id)
                            occupied.add(moved)
                        return body
    return None


def _moved(seat: Body, left: float, front: float) -> Body:
    if not left and not front:
        return seat
    x, z = seat.rect.world(left, front)
    return stand(seat.item, x, seat.y, z, seat.yaw)


def _at_table(seat: Body) -> set[str]:
    return {name for wish in seat.item.wishes for name in wish.targets}


def _seats(item: Item, occupied: Occupancy, taken: set[str]) -> list[Body]:
    wanted = [name for wish in item.wishes for name in wish.targets]
    fits = _is_lain_on if item.pose == "lie" else _is_sat_on
    said = {name for wish in item.wants("on_top_of") for name in wish.targets}
    free = [
        body for body in occupied.bodies.values()
        if (fits(body.item) or (body.item.id in said and _is_low(body.item)))
        and (body.item.id not in taken or _is_lain_on(body.item))
    ]  # fmt: skip
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


def _is_low(item: Item) -> bool:
    """Whether a top of it is low enough to sit on."""
    heights = [surface.height for surface in item.surfaces] or [item.size[1]]
    return any(_LOW_M <= height <= _HIGH_M for height in heights)


def _sitting(item: Item, seat: Body, occupied: Occupancy, library: Library, company: int) -> Iterator[Iterator[Body]]:
    """The person at each place of a seat, those where nobody sits yet first."""
    if item.pose == "lie":
        tops = sorted(tops_of(seat), key=lambda top: (abs(top.height - seat.y - 0.45), -top.area))
        yield from (_lying(item, seat, top) for top in tops)
        return
    places = list(seat_places(seat))
    # Nobody sits on the table of a booth whose benches are full.
    low = [place for place in places if _LOW_M <= place.height - seat.y <= _HIGH_M]
    places = low or [place for place in places if place.height == places[0].height]
    share = math.ceil(company / len({(place.rect.x, place.rect.z, place.height) for place in places}))
    there = [body for body in occupied.bodies.values() if body.parent == seat.item.id and body.item.pose == "sit"]

    def sitters(place: SeatPlace) -> int:
        return sum(place.rect.holds((body.x, body.z)) for body in there)

    for place in sorted(places, key=sitters):
        yield _seated(item, seat, place, library, share, there)


def _lying(item: Item, seat: Body, top: Top) -> Iterator[Body]:
    along = seat.rect.half_d >= seat.rect.half_w
    turns = (0.0, 180.0) if along == (item.size[2] >= item.size[0]) else (90.0, -90.0)
    for turn in turns:
        yield stand(item, top.rect.x, top.height, top.rect.z, seat.yaw + turn, parent=seat.item.id)


def _seated(
    item: Item, seat: Body, place: SeatPlace, library: Library, share: int, there: list[Body]
) -> Iterator[Body]:
    """The person with the point they sit on over the seat, in one of its shares; forward if the back is in the way.

    Of two shares as far from the middle it is the one that is nearer to whoever sits ``there``.
    """
    left, rise, front = library.seat_point(item.asset, item.size, item.pose)
    lift = max(seat.y, round(place.height - rise, 4))
    most = max(1, int(2 * place.rect.half_w / (item.size[0] + _ELBOW_M)))

    def away(slide: float) -> tuple[float, float]:
        x, z = place.rect.world(slide, 0.0)
        return abs(slide), min((round(math.hypot(x - one.x, z - one.z), 3) for one in there), default=0.0)

    fair, close = _shares(place, min(share, most)), _shares(place, most)
    for slide in dict.fromkeys((*sorted(fair, key=away), *sorted(close, key=away))):
        for forward in _FORWARD:
            x, z = place.rect.world(slide - left, forward * place.rect.half_d - front)
            yield stand(item, x, lift, z, place.yaw, parent=seat.item.id)


def _shares(place: SeatPlace, count: int) -> list[float]:
    """The middles of equal shares of a seat."""
    each = min(_ROOMY_M, 2 * place.rect.half_w / count)
    return [round((turn - (count - 1) / 2) * each, 4) for turn in range(count)]
