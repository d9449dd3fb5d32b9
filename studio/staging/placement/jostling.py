"""Room made in a full floor: for a while things stand in one another, and whoever pays most for where it is moves on.

Min-conflicts (Minton 1992) with prices that rise where a conflict lasts (breakout, Morris 1993): a wish that is not met
drives a thing to where it would be, and those it then stands in make way: pushed along, changing places, or going
somewhere else altogether. Only what ends with nothing in anything else is a plan.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping, Sequence

from studio.staging.placement.body import Body, Occupancy
from studio.staging.placement.conflicts import Conflicts
from studio.staging.placement.effort import Effort
from studio.staging.placement.elsewhere import Elsewhere
from studio.staging.placement.options import on_rug
from studio.staging.placement.plan import Plan
from studio.staging.placement.site import Site
from studio.staging.placement.unit import Unit

_REST, _MOST_LOSS, _NOISE, _ASKED, _MOST_MISSES = 3, 0.6, 0.03, 0.3, 8
"""Steps that who moved is left alone; what a move may lose and by how much prices are stirred; how often who is asked
moves rather than who asks; how often in all what has no place may find none."""
Bodies = tuple[Body, ...]


class Jostling:
    """Makes room in one plan; ``owners`` name the unit of each item, units in ``kept`` stay where they are."""

    def __init__(
        self,
        units: Mapping[str, Unit],
        site: Site,
        *,
        fixed: Sequence[Body],
        asking: Mapping[str, Sequence[str]],
        owners: Mapping[str, str],
        kept: frozenset[str],
        effort: Effort,
    ) -> None:
        # A rug carries what stands on it.
        flat = {name for name, unit in units.items() if any(item.is_flat for item in unit.items)}
        self._movable = sorted(set(units) - flat - kept)
        self._units = units
        self._fixed = fixed
        self._site = site
        self._owners = owners
        self._effort = effort
        items = {item.id: item for unit in units.values() for item in unit.items}
        self._conflicts = Conflicts(site, items | {body.item.id: body.item for body in fixed}, asking)
        self._elsewhere = Elsewhere(site, asking)
        self._where: dict[str, Bodies] = {}
        self._unmet: dict[str, float] = {}
        self._clashes: dict[str, float] = {}

    def search(self, plan: Plan, rng: random.Random, *, steps: int) -> list[Body] | None:
        """The bodies of a plan in which fewer wishes are unmet and nothing is left out; None where none is found."""
        waiting = [unit.anchor.id for unit in plan.unplaced]
        if not set(waiting) <= set(self._movable):
            return None
        occupied = Occupancy([*self._fixed, *plan.bodies])
        for body in plan.bodies:
            owner = self._owners[body.item.id]
            self._where[owner] = (*self._where.get(owner, ()), body)
        self._note(self._movable, occupied)
        found: dict[str, Bodies] | None = None
        least = math.inf if waiting else self._amiss
        moved: dict[str, int] = {}
        misses = 0
        for step in range(steps):
            if self._effort.is_spent or not (waiting or self._unmet or self._clashes):
                break
            name = waiting.pop(0) if waiting else self._next(step, moved, occupied, rng)
            if not self._move(name, occupied, rng):
                # Too large for the room, most likely.
                waiting.append(name)
                misses += 1
                if misses > _MOST_MISSES:
                    break
            moved[name] = step
            if not (waiting or self._clashes) and self._amiss < least:
                found, least = dict(self._where), self._amiss
        return None if found is None else [body for bodies in found.values() for body in bodies]

    @property
    def _amiss(self) -> float:
        return round(sum(self._unmet.values()), 6)

    def _note(self, names: Sequence[str], occupied: Occupancy) -> None:
        """What units pay now."""
        for name in names:
            if name not in self._where:
                continue
            unmet, clashes = self._conflicts.toll(self._where[name], occupied)
            for known, toll in ((self._unmet, unmet), (self._clashes, clashes)):
                known.pop(name, None)
                if toll > 0.0:
                    known[name] = toll

    def _next(self, step: int, moved: Mapping[str, int], occupied: Occupancy, rng: random.Random) -> str:
        """Who pays much, or one of those it is in conflict with; not who has only just moved."""

        def rested(names: set[str]) -> list[str]:
            return sorted(name for name in names if moved.get(name, -_REST - 1) + _REST < step)

        paying = self._unmet.keys() | self._clashes.keys()
        some = rested(paying) or sorted(paying)
        tolls = [self._unmet.get(name, 0.0) + self._clashes.get(name, 0.0) for name in some]
        name = rng.choices(some, [0.3 + min(3.0, toll) for toll in tolls])[0]
        if rng.random() < _ASKED:
            partners = self._conflicts.partners(self._where[name], occupied)
            others = rested({self._owners.get(item, "") for item in partners} & set(self._movable))
            return rng.choice(others) if others else name
        return name

    def _move(self, name: str, occupied: Occupancy, rng: random.Random) -> bool:
        """To the cheapest of some dozens of places; where none is cheaper, what it suffers from gets dearer.

        False where a unit that has no place yet finds none within the room.
        """
        unit, own = self._units[name], self._where.get(name, ())
        touched = set(self._conflicts.touched(own, occupied))
        for body in own:
            occupied.remove(body.item.id)
        others = [other for other in self._movable if other != name]
        thoughts = self._elsewhere.of(unit, own, occupied, others, rng)
        self._effort.spend(len(thoughts) * (1 + len(unit.items)) * 3 // 4)
        now = self._conflicts.price(own, occupied) if own else math.inf
        best, least = own, math.inf
        for place in thoughts:
            thought = self._stand(unit, place, occupied)
            if thought is None or (own and _is_same(thought[0], own[0])):
                continue
            price = round(self._conflicts.price(thought, occupied, limit=least) + _NOISE * rng.random(), 6)
            if price < least:
                best, least = thought, price
        if own and least > now - 1e-6:
            self._conflicts.raise_prices(own, occupied)
        if least > now + _MOST_LOSS:
            best = own
        elif own:
            self._elsewhere.leave(own[0])
        for body in best:
            occupied.add(body)
        if not best:
            return False
        self._where[name] = best
        touched |= set(self._conflicts.touched(best, occupied))
        self._note(sorted({name, *(self._owners.get(item, "") for item in touched)} & set(self._movable)), occupied)
        return True

    def _stand(self, unit: Unit, place: tuple[float, float, float], occupied: Occupancy) -> Bodies | None:
        """The unit there, on a rug if one lies under it, if the room holds it and it keeps off the doors."""
        bodies = unit.stand(*place)
        if not self._site.holds_rect(bodies[0].rect):
            return None
        if occupied.flats:
            bodies = tuple(on_rug(body, occupied) for body in bodies)
        held = all(self._site.holds(body) and not self._site.blocks_door(body) for body in bodies)
        return bodies if held else None


def _is_same(one: Body, other: Body) -> bool:
    return abs(one.x - other.x) + abs(one.z - other.z) < 0.01 and one.yaw == other.yaw
