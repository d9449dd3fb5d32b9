"""What a unit can do next: its free places among what stands already, the best first."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappushpop
from itertools import islice

from studio.staging.placement.beside import Place
from studio.staging.placement.body import Body, Occupancy, stand
from studio.staging.placement.candidates import everywhere, places, tucked
from studio.staging.placement.effort import Effort
from studio.staging.placement.rows import layouts
from studio.staging.placement.scoring import (
    MOST_LOOKED_AT,
    RELATION,
    SNUG,
    foci_for,
    focus_worth,
    place_score,
    quick_score,
    relation_terms,
    room_worth,
    shortfall_between,
    snugness,
    surroundings_score,
)
from studio.staging.placement.site import Site
from studio.staging.placement.unit import Unit

Option = tuple[float, list[Body]]
MOST_OPTIONS = 5
_STEP_APART_M = 0.35
_ENOUGH_FOUND, _SCANNED, _DRAWN = 24, 600, 1500
"""Of how many places that are left the best is taken, what going over a floor costs in places, and how many are drawn
from all over it."""
_LOOK_CLOSER, _IN_THE_WAY, _MOST_LAYOUTS, _MOST_WANTED = 12, 8.0, 12, 100


@dataclass(frozen=True, slots=True, eq=False)
class _Standing:
    """A unit at a place in the bare room, what that is worth, and what it falls short of with each other body."""

    bodies: tuple[Body, ...]
    worth: float
    short: dict[Body, float] = field(default_factory=dict)


class Options:
    """The places of units; what they are worth in the bare room is worked out once a place."""

    def __init__(
        self,
        site: Site,
        asking: Mapping[str, Sequence[str]],
        effort: Effort,
        *,
        is_packed: bool = False,
        fixed: Set[str] = frozenset(),
    ) -> None:
        self._site = site
        self._fixed = fixed
        self._asking = asking
        self._effort = effort
        self._is_packed = is_packed
        self._known: dict[str, dict[Place, _Standing | None]] = {}
        self._names: dict[str, tuple[str, ...]] = {}

    def of(self, unit: Unit, occupied: Occupancy, rng: random.Random) -> list[Option]:
        """Places that are free, best first; a door's floor is never one, a window's only when little else is left."""
        found = places(unit, self._site, occupied, rng, self._asking)
        if self._is_packed:
            found += tucked(unit, self._site, occupied, rng)
        self._effort.spend(self._weighing(unit, found))
        rough: list[Option] = []
        for worth, thought in self._weighed(unit, found, occupied):
            # Of places a step apart only the best counts: what is looked at closer really differs.
            if any(_is_like(thought[0], other[1][0]) for other in rough):
                continue
            free = self._free(thought, occupied)
            if free is not None:
                rough.append((worth, free))
                if len(rough) == _LOOK_CLOSER:
                    break
        scored: list[Option] = []
        for worth, bodies in rough:
            own = bodies[: len(unit.items)]
            extra = sum(surroundings_score(body, occupied, self._site) for body in own)
            if self._is_packed:
                extra += SNUG * sum(snugness(body, occupied, self._site) for body in own)
            scored.append((round(worth + extra + 0.15 * rng.random(), 6), bodies))
        scored.sort(key=lambda option: -option[0])
        return scored

    def _weighing(self, unit: Unit, found: Sequence[Place]) -> int:
        """What it costs to weigh a unit at some places: a table with its chairs is several bodies each time.

        On a packed floor more is asked of each: what it would hit, and how snug it is there.
        """
        cost = len(found) * (1 + len(unit.items)) // 2
        return cost + cost // 8 if self._is_packed else cost

    def _weighed(
        self, unit: Unit, found: Sequence[Place], occupied: Occupancy
    ) -> Iterator[tuple[float, tuple[Body, ...]]]:
        """A unit at each place, the best first; what the others add is only asked of places that may still be next."""
        company, foci = self._company(unit, occupied), foci_for(unit.items, occupied)
        most_looked_at = MOST_LOOKED_AT * len(unit.items) if foci else 0.0
        waiting: list[tuple[float, int, bool, _Standing]] = []
        for order, place in enumerate(found):
            standing = self._standing(unit, place)
            if standing is not None:
                # Company never adds more than what an audience looks at.
                best = standing.worth - 0.002 * order + most_looked_at
                waiting.append((-round(best, 6), order, False, standing))
        heapify(waiting)
        while waiting:
            best, order, is_weighed, standing = heappop(waiting)
            while not is_weighed:
                worth = standing.worth - 0.002 * order + _company_worth(standing, company, foci)
                best, order, is_weighed, standing = heappushpop(waiting, (-round(worth, 6), order, True, standing))
            yield -best, standing.bodies

    def _company(self, unit: Unit, occupied: Occupancy) -> list[Body]:
        """Those that stand already of whom a unit wishes something, or who wish it of the unit."""
        names = self._names.get(unit.anchor.id)
        if names is None:
            asked = [name for item in unit.items for wish in item.wishes for name in wish.targets]
            asked += [name for item in unit.items for name in self._asking.get(item.id, ())]
            names = self._names[unit.anchor.id] = tuple(dict.fromkeys(asked))
        return [occupied.bodies[name] for name in names if name in occupied.bodies]

    def anywhere(self, unit: Unit, occupied: Occupancy) -> list[Body]:
        """The best of the places left on the floor, wherever they are; nothing where there are none."""
        best: tuple[float, list[Body]] = (-math.inf, [])
        for free in islice(self._left_over(unit, everywhere(unit, self._site), occupied), _ENOUGH_FOUND):
            worth = round(sum(quick_score(body, occupied, self._site, self._asking) for body in free), 6)
            best = max(best, (worth, free), key=lambda option: option[0])
        return best[1]

    def all_over(self, unit: Unit, occupied: Occupancy, rng: random.Random) -> Iterator[list[Body]]:
        """Places left on the floor, drawn from all over it."""
        places = list(everywhere(unit, self._site))
        rng.shuffle(places)
        yield from self._left_over(unit, places[:_DRAWN], occupied)

    def _left_over(self, unit: Unit, places: Iterable[Place], occupied: Occupancy) -> Iterator[list[Body]]:
        """A unit at those of some places where nothing is in its way."""
        self._effort.spend(_SCANNED)
        for place in places:
            bodies, site = unit.stand(*place), self._site
            if not site.holds(bodies[0]) or (not bodies[0].item.is_flat and occupied.hit(bodies[0]) is not None):
                continue
            if not all(site.holds(body) and not site.blocks_door(body) for body in bodies):
                continue
            free = self._free(bodies, occupied)
            if free is not None:
                yield free

    def in_the_way(self, unit: Unit, occupied: Occupancy, own: Set[str], rng: random.Random) -> set[str]:
        """Who stands where a unit would be best off if nobody did; ``own`` are its items."""
        best: tuple[float, set[str]] = (-math.inf, set())
        found = places(unit, self._site, occupied, rng, self._asking)[:_MOST_WANTED]
        self._effort.spend(self._weighing(unit, found))
        company, foci = self._company(unit, occupied), foci_for(unit.items, occupied)
        for place in found:
            standing = self._standing(unit, place)
            if standing is None:
                continue
            worth = standing.worth + 2.0 * rng.random()
            if worth + (MOST_LOOKED_AT * len(unit.items) if foci else 0.0) <= best[0]:
                continue
            worth = round(worth + _company_worth(standing, company, foci), 6)
            if worth > best[0]:
                best = worth, {other.item.id for body in standing.bodies for other in occupied.hits(body)} - own
        return best[1]

    def of_layouts(self, units: list[Unit], occupied: Occupancy, rng: random.Random) -> list[Option]:
        """Joint layouts of like units that fit as a whole."""
        found: list[Option] = []
        self._effort.spend(_MOST_LAYOUTS * len(units))
        for order, layout in enumerate(layouts(units, self._site, occupied, is_packed=self._is_packed)):
            bodies = self._fitting_layout(units, layout, occupied)
            if bodies:
                score, faultless = self._layout_score(bodies, occupied)
                found.append((round(score - 0.3 * order + 0.05 * rng.random(), 6), bodies))
                if faultless and len(found) >= 3:
                    break
            if len(found) >= _MOST_LAYOUTS:
                break
        return sorted(found, key=lambda option: -option[0])

    def _standing(self, unit: Unit, place: Place) -> _Standing | None:
        """The unit there, if the room holds it and it keeps off the doors."""
        known = self._known.setdefault(unit.anchor.id, {})
        if place not in known:
            bodies = unit.stand(*place)
            site = self._site
            if site.holds(bodies[0]) and all(site.holds(body) and not site.blocks_door(body) for body in bodies):
                worth = sum(room_worth(body, site) for body in bodies)
                worth -= sum(_IN_THE_WAY for body in bodies if not site.clear_of_openings(body))
                known[place] = _Standing(bodies, worth)
            else:
                known[place] = None
        return known[place]

    def _free(self, bodies: Sequence[Body], occupied: Occupancy) -> list[Body] | None:
        """The bodies, on a rug if one lies under them; None when something is in the way.

        A rug comes with what then stands on it.
        """
        if len(bodies) == 1 and bodies[0].item.is_flat:
            return self._laid(bodies[0], occupied)
        if occupied.flats:
            bodies = [on_rug(body, occupied) for body in bodies]
            if not all(self._site.holds(body) for body in bodies):
                return None
        for body in bodies:
            if occupied.hit(body) is not None:
                return None
        return list(bodies)

    def _laid(self, rug: Body, occupied: Occupancy) -> list[Body] | None:
        """A rug, slid under what stands wholly on it; None where that would be lifted at one end, or is at a wall."""
        found = [rug]
        for other in occupied.hits(rug):
            is_lifted = not (other.item.is_flat or other.item.is_wallside or other.item.id in self._fixed)
            if not is_lifted or other.y > 0.0 or not all(rug.rect.holds(corner) for corner in other.rect.corners()):
                return None
            found.append(stand(other.item, other.x, rug.top, other.z, other.yaw))
        return found if all(self._site.holds(body) for body in found) else None

    def _fitting_layout(self, units: list[Unit], layout: list[Place], occupied: Occupancy) -> list[Body] | None:
        bodies: list[Body] = []
        try:
            for unit, place in zip(units, layout, strict=True):
                standing = self._standing(unit, place)
                fitting = None if standing is None else self._free(standing.bodies, occupied)
                if fitting is None or standing is None or len(fitting) > len(standing.bodies):
                    return None
                if not all(self._site.clear_of_openings(body) for body in fitting):
                    return None
                for body in fitting:
                    occupied.add(body)
                bodies.extend(fitting)
        finally:
            for body in bodies:
                occupied.remove(body.item.id)
        return bodies

    def _layout_score(self, bodies: list[Body], occupied: Occupancy) -> tuple[float, bool]:
        """The mean score of a joint layout's bodies with all of them standing, and whether all relations hold."""
        for body in bodies:
            occupied.add(body)
        sample = bodies if len(bodies) <= 24 else bodies[:: len(bodies) // 12]
        score = sum(place_score(body, occupied, self._site, self._asking) for body in sample) / len(sample)
        terms = [relation_terms(body, occupied, self._site) for body in sample]
        for body in bodies:
            occupied.remove(body.item.id)
        return score, all(count - total < 1e-6 for total, count in terms)


def _company_worth(standing: _Standing, company: Sequence[Body], foci: Sequence[Body]) -> float:
    """What those that stand already add to a place: wishes of them and theirs, worked out once a pair of places."""
    worth, short = 0.0, standing.short
    for other in company:
        lost = short.get(other)
        if lost is None:
            lost = short[other] = sum(shortfall_between(body, other) for body in standing.bodies)
        worth -= RELATION * lost
    return worth + sum(focus_worth(body, foci) for body in standing.bodies) if foci else worth


def _is_like(one: Body, other: Body) -> bool:
    return abs(one.x - other.x) + abs(one.z - other.z) < _STEP_APART_M and one.yaw == other.yaw


def on_rug(body: Body, occupied: Occupancy) -> Body:
    """The body lifted onto a rug that lies under its middle."""
    if body.item.is_flat:
        return body
    for other in occupied.flats.values():
        if body.y < other.top and other.rect.holds((body.x, body.z)):
            return stand(body.item, body.x, other.top, body.z, body.yaw, parent=None)
    return body
