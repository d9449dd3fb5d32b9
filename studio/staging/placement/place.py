"""Step 6: everything gets its place, in order of support: floor, what stands on it, walls, ceiling, air."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence, Set
from dataclasses import dataclass

from studio.model.stage import Size, Unplaced
from studio.staging.library import Library
from studio.staging.placement.about_fixed import put_about_fixed
from studio.staging.placement.body import Body, Occupancy
from studio.staging.placement.effort import Effort
from studio.staging.placement.floor import FloorPlanner
from studio.staging.placement.grouping import in_order, make_units
from studio.staging.placement.item import Item, upright
from studio.staging.placement.mounted import float_in_air, hang_from_ceiling, hang_on_walls
from studio.staging.placement.plan import Plan
from studio.staging.placement.scoring import is_focus, is_of_audience
from studio.staging.placement.seating import seat_person, sits
from studio.staging.placement.site import Site
from studio.staging.placement.tops import place_on
from studio.staging.placement.within import enclosed, holders_of, place_within
from studio.staging.room import Room

_MOST_CLOSED_UP, _MOST_MISSES = 12, 3
"""Up to how many things on one top are set closer together for one more; after how many alike a holder is full."""
FloorPlans = dict[tuple[tuple[str, Size], ...], Plan]
"""Floor plans by the furniture they were made for."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where everything stands, in placement order, what found no room, and the plan of the furniture among it."""

    bodies: tuple[Body, ...]
    unplaced: tuple[Unplaced, ...]
    floor: tuple[Body, ...]


def place_all(
    items: Sequence[Item],
    room: Room,
    *,
    seed: int | str,
    library: Library,
    fixed: Sequence[Body] = (),
    plans: FloorPlans | None = None,
    first: Set[str] = frozenset(),
    start: Sequence[Body] = (),
    effort: Effort,
) -> Placement:
    """Places every item that fits; the rest is told with its reason, never squeezed in.

    ``plans`` remembers floor plans between calls for the same furniture; the nodes in ``first`` choose before others;
    ``start`` is an earlier plan of the furniture, to be mended.
    """
    site = Site(room)
    unplaced: list[Unplaced] = []
    inside = enclosed([item for item in items if not sits(item)], {body.item.id: body.item.size for body in fixed})
    contained = [item for item in items if item.id in inside]
    standing = [item for item in items if item.support == "floor" and not sits(item) and item.id not in inside]
    crowd = _crowd(standing)
    furniture = [item for item in standing if item not in crowd]
    occupied = Occupancy()
    for body in fixed:
        occupied.add(body)
    asked = {name for item in items for wish in item.wishes for name in wish.targets}
    # What an audience is to look at hangs before it sits down.
    watched = {item.id for item in items if is_focus(item)} if any(map(is_of_audience, items)) else set[str]()
    early = [item for item in items if item.support == "wall" and item.id in asked | watched]
    hung = {item.id for item in early}
    late = [item for item in items if item.support == "wall" and item.id not in hung]
    early += [item for item in late if any(hung.intersection(wish.targets) for wish in item.wishes)]
    hang_on_walls(early, occupied, site, random.Random(f"{seed}/early"))
    belonging = put_about_fixed(furniture, fixed, occupied, site)
    furniture = [item for item in furniture if item.id not in belonging]
    plans = {} if plans is None else plans
    key = tuple((item.id, item.size) for item in furniture)
    plan = plans.get(key)
    if plan is None:
        standing_there = list(occupied.bodies.values())
        units = in_order(make_units(furniture), first=first)
        planner = FloorPlanner(units, site, standing_there, seed, effort=effort, used=standing_there)
        plan = planner.search(start=start)
        plans[key] = plan
    for body in plan.bodies:
        occupied.add(body)
    unplaced += [_no_floor(item) for unit in plan.unplaced for item in unit.items]
    early_inside = _in_what_stands(contained, occupied)
    unplaced += _stack(early_inside, occupied, site, random.Random(f"{seed}/inside"), inside)
    seated = [item for item in items if sits(item)]
    upright_inside = _seat(seated, occupied, site, library, crowd)
    unplaced += _stack(upright_inside, occupied, site, random.Random(f"{seed}/upright"), {i.id for i in upright_inside})
    standing_by = list(occupied.bodies.values())
    people = FloorPlanner(in_order(make_units(crowd)), site, standing_by, seed, effort=effort).search()
    for body in people.bodies:
        occupied.add(body)
    unplaced += [_no_floor(item) for unit in people.unplaced for item in unit.items]
    rng = random.Random(f"{seed}/tops")
    done = {item.id for item in early_inside}
    upper = [item for item in items if (item.support == "surface" or item.id in inside) and item.id not in done]
    unplaced += _stack([item for item in upper if not sits(item)], occupied, site, rng, inside)
    for support, put, why in (
        ("wall", hang_on_walls, "no free wall is long enough"),
        ("ceiling", hang_from_ceiling, "there is no free place under the ceiling"),
        ("floating", float_in_air, "there is no free air in its range of heights"),
    ):
        some = [item for item in items if item.support == support and item.id not in occupied.bodies]
        left = put(some, occupied, site, random.Random(f"{seed}/{support}"))
        unplaced += [Unplaced(id=item.id, reason=f"{_named(item)}: {why}.") for item in left]
    kept = {body.item.id for body in fixed}
    bodies = tuple(body for name, body in occupied.bodies.items() if name not in kept)
    return Placement(bodies, tuple(unplaced), tuple(plan.bodies))


def _crowd(standing: list[Item]) -> list[Item]:
    """People who stand wherever there is room; who is to be somewhere by a thing is planned with the things.

    So is who is to be by such a one: two who talk beside the bar.
    """
    loose = {item.id: item for item in standing if item.node.semantic_role == "character"}
    planned = {item.id for item in standing} - loose.keys()
    while bound := [name for name, item in loose.items() if any(planned.intersection(w.targets) for w in item.wishes)]:
        planned.update(bound)
        loose = {name: item for name, item in loose.items() if name not in planned}
    return list(loose.values())


def _named(item: Item) -> str:
    w, h, d = item.size
    return f"{item.node.name or item.id} ({w:g} × {h:g} × {d:g} m)"


def _no_floor(item: Item) -> Unplaced:
    return Unplaced(id=item.id, reason=f"{_named(item)}: no free floor is left that is large enough.")


def _seat(people: list[Item], occupied: Occupancy, site: Site, library: Library, crowd: list[Item]) -> list[Item]:
    """Seats who sits; who finds no seat joins those who stand, returned where that is inside of something."""
    taken: set[str] = set()
    inside: list[Item] = []
    company: dict[str, int] = {}
    for name in (name for item in people for wish in item.wishes for name in wish.targets):
        company[name] = company.get(name, 0) + 1
    for item in people:
        together = max((company[name] for wish in item.wishes for name in wish.targets), default=1)
        body = seat_person(item, occupied, site, library, taken=taken, company=together)
        if body is None:
            standing = upright(item, library)
            holds = {name: other.item.size for name, other in occupied.bodies.items()}
            (inside if enclosed([standing], holds) else crowd).append(standing)
            continue
        occupied.add(body)
        if body.parent is not None and occupied.bodies[body.parent].item.size[0] < 1.2:
            taken.add(body.parent)
    return inside


def _in_what_stands(contained: list[Item], occupied: Occupancy) -> list[Item]:
    """What goes into things that stand on the floor, or into what goes into them: there before anybody sits down."""
    known = set(occupied.bodies)
    found: list[Item] = []
    waiting = contained
    while ready := [item for item in waiting if known.intersection(holders_of(item))]:
        found += ready
        known |= {item.id for item in ready}
        waiting = [item for item in waiting if item.id not in known]
    return found


def _stack(items: list[Item], occupied: Occupancy, site: Site, rng: random.Random, inside: Set[str]) -> list[Unplaced]:
    """What stands on things, the carriers before what they carry."""
    unplaced: list[Unplaced] = []
    waiting = list(items)
    misses: dict[tuple[str, ...], int] = {}
    shares: dict[tuple[str, str], int] = {}
    for item in items:
        for host in _hosts(item):
            shares[item.node.id, host] = shares.get((item.node.id, host), 0) + 1
    while waiting:
        left = {item.id for item in waiting}
        ready = [item for item in waiting if left.isdisjoint(_hosts(item))] or waiting
        for item in sorted(ready, key=lambda item: (-round(item.size[0] * item.size[2], 4), item.node.id, item.index)):
            if item.id in inside:
                holders = [occupied.bodies[name] for name in holders_of(item) if name in occupied.bodies]
                # The chest rather than the room that the chest is in.
                holders.sort(key=lambda body: round(math.prod(body.item.size), 6))
                full = (item.node.id, *(body.item.id for body in holders))
                is_full = misses.get(full, 0) >= _MOST_MISSES
                spots = (place_within(item, holder, occupied, site) for holder in holders if not is_full)
                contained = next((spot for spot in spots if spot is not None), None)
                if contained is not None:
                    occupied.add(contained)
                else:
                    misses[full] = misses.get(full, 0) + 1
                    unplaced.append(Unplaced(id=item.id, reason=_no_inside(item, holders)))
                continue
            names = [name for name in _hosts(item) if name in occupied.bodies]
            hosts = [occupied.bodies[name] for name in names] or _usual_hosts(item, occupied)
            share = shares.get((item.node.id, names[0]), 1) if names else 1
            body = place_on(item, hosts, occupied, site, rng, share)
            if body is None and _closed_up(item, hosts[:1], occupied, site, rng):
                continue
            if body is None:
                unplaced.append(Unplaced(id=item.id, reason=_no_top(item, hosts)))
            else:
                occupied.add(body)
        done = {item.id for item in ready}
        waiting = [item for item in waiting if item.id not in done]
    return unplaced


def _closed_up(item: Item, hosts: list[Body], occupied: Occupancy, site: Site, rng: random.Random) -> bool:
    """Sets an item down among what stands on its host already, closing that up; puts all back where it does not fit."""
    names = {host.item.id for host in hosts}
    carriers = {body.parent for body in occupied.bodies.values()}
    before = [
        b for b in occupied.bodies.values() if b.parent in names and b.item.id not in carriers and not b.item.pose
    ]
    if not before or len(before) > _MOST_CLOSED_UP:
        return False
    for body in before:
        occupied.remove(body.item.id)
    placed: list[Body] = []
    for one in sorted((*(b.item for b in before), item), key=lambda i: (-round(i.size[0] * i.size[2], 4), i.id)):
        spot = place_on(one, hosts, occupied, site, rng, 1, is_tight=True)
        if spot is None:
            break
        occupied.add(spot)
        placed.append(spot)
    else:
        return True
    for body in placed:
        occupied.remove(body.item.id)
    for body in before:
        occupied.add(body)
    return False


def _no_top(item: Item, hosts: list[Body]) -> str:
    if not hosts:
        return f"{_named(item)}: nothing is there for it to stand on."
    return f"{_named(item)}: no room is left on {hosts[0].item.node.name or hosts[0].item.id}."


def _no_inside(item: Item, holders: list[Body]) -> str:
    if not holders:
        return f"{_named(item)}: what it is to be inside of is not there."
    return f"{_named(item)}: no room is left inside {holders[0].item.node.name or holders[0].item.id}."


def _hosts(item: Item) -> tuple[str, ...]:
    return tuple(name for wish in item.wants("on_top_of", "inside") for name in wish.targets)


def _usual_hosts(item: Item, occupied: Occupancy) -> list[Body]:
    """Tables first, then anything with a top, the emptiest first."""
    if _hosts(item):
        return []
    load: dict[str, int] = {}
    for body in occupied.bodies.values():
        if body.parent is not None:
            load[body.parent] = load.get(body.parent, 0) + 1
    tops = [body for body in occupied.bodies.values() if _carries(body)]

    def worth(body: Body) -> tuple[bool, bool, int, str]:
        return not body.item.is_a("table"), not body.item.is_a("top"), load.get(body.item.id, 0), body.item.id

    return sorted(tops, key=worth)


def _carries(body: Body) -> bool:
    item = body.item
    if item.support != "floor" or item.is_flat or item.node.semantic_role not in {"furniture_floor", "sub_container"}:
        return False
    return item.is_a("table", "top") or not item.is_a("seat", "person", "plant")
