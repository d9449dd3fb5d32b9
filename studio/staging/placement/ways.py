"""Ways made through a finished floor plan: whoever shuts floor or furniture off is moved aside, and nobody else.

Who that is is measured: what a plan would gain for people if a group were not there bounds what any other place of it
can gain. Those that bound most are nudged, by little first, or put elsewhere, where nothing is hit and no wish is lost.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from studio.staging.placement.body import Body, Occupancy
from studio.staging.placement.effort import Effort
from studio.staging.placement.options import Options, on_rug
from studio.staging.placement.plan import Plan, PlanJudge
from studio.staging.placement.site import Site
from studio.staging.placement.unit import Unit

_NUDGES_M = (0.1, 0.2, 0.32, 0.48, 0.7, 1.0, 1.4)
_WAYS = ((1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0))
"""How far and to which of its sides a party is nudged; along its wall only where it stands at one."""
_MOST_ROUNDS, _MOST_SUSPECTS, _MOST_COMPANIES, _MOST_MOVED = 12, 8, 5, 4
"""Moves in all; of how many it is asked what the plan would gain without them, and without their company too; and how
many are then nudged."""
_WORTHWHILE, _ENOUGH, _GRAVE, _MOST_ELSEWHERE = 0.05, 0.7, 1.5, 16
"""The least gain that counts, what of the most possible is enough, and for how much places all over the floor are tried
too, and how many."""


@dataclass(slots=True, eq=False)
class Ways:
    """Moves groups of one room's units; ``groups`` are those that stay in line, ``asking`` who wishes of whom."""

    groups: Sequence[Sequence[Unit]]
    site: Site
    fixed: Sequence[Body]
    judge: PlanJudge
    options: Options
    units: Mapping[str, Unit]
    owners: Mapping[str, str]
    asking: Mapping[str, Sequence[str]]
    effort: Effort
    _reserve: int = 0

    @property
    def _is_spent(self) -> bool:
        return self.effort.left <= self._reserve

    def made(self, plan: Plan, rng: random.Random, *, reserve: int = 0) -> Plan:
        """The plan with ways made, one group moved after another; ``reserve`` is left of the effort."""
        self._reserve = reserve
        for _ in range(_MOST_ROUNDS):
            better = None if self._is_spent else self._round(plan, rng)
            if better is None:
                break
            plan = better
        return plan

    def _round(self, plan: Plan, rng: random.Random) -> Plan | None:
        """The plan with one group moved; None where no move makes it better."""
        where = {body.item.id: body for body in plan.bodies}
        occupied = Occupancy([*self.fixed, *plan.bodies])
        now = self.judge.shut_in(plan, occupied)
        suspects = self._suspects(plan, where)
        bounds = []
        for order, group in enumerate(suspects):
            if self._is_spent:
                return None
            bounds.append((round(now - self._without(group, plan, occupied), 6), order))
        for bound, order in sorted(bounds, key=lambda one: (-one[0], one[1]))[:_MOST_MOVED]:
            if bound <= _WORTHWHILE:
                return None
            moved = self._moved(suspects[order], plan, occupied, rng, now=now, bound=bound)
            if moved:
                trial = Plan([moved.get(body.item.id, body) for body in plan.bodies], plan.unplaced, 0.0)
                self.judge.judge(trial, Occupancy([*self.fixed, *trial.bodies]))
                if trial.faults < plan.faults:
                    return trial
        return None

    def _suspects(self, plan: Plan, where: Mapping[str, Body]) -> list[tuple[Unit, ...]]:
        """Who is most to blame: rows together, others alone and then with the company they keep."""
        blame = self.judge.blame_all(plan)
        found: dict[tuple[Unit, ...], float] = {}
        for group in self.groups:
            standing = tuple(unit for unit in group if unit.anchor.id in where)
            for party in (standing,) if _are_rows(standing, where) else tuple((unit,) for unit in standing):
                amount = sum(blame.get(unit.anchor.id, 0.0) for unit in party)
                if amount and not party[0].anchor.is_flat and not self._carries(party, where):
                    found[party] = amount
        order = sorted(found, key=lambda party: (-round(found[party], 6), party[0].anchor.id))[:_MOST_SUSPECTS]
        company = [self._with_company(party[0], where) for party in order[:_MOST_COMPANIES] if len(party) == 1]
        return order + [party for party in company if len(party) > 1 and not self._carries(party, where)]

    def _with_company(self, unit: Unit, where: Mapping[str, Body]) -> tuple[Unit, ...]:
        """A unit and those that wish something of it, of all that stand free; they move as they stand."""
        names = {unit.anchor.id, *(self.owners.get(a, "") for i in unit.items for a in self.asking.get(i.id, ()))}
        free = (name for name in sorted(names) if name in where and not where[name].item.is_wallside)
        return tuple(self.units[name] for name in free)

    @staticmethod
    def _carries(party: Sequence[Unit], where: Mapping[str, Body]) -> bool:
        """Whether a rug of theirs lies under something that is not theirs."""
        own = {item.id for unit in party for item in unit.items}
        rugs = [where[name].rect for name in own if where[name].item.is_flat]
        return bool(rugs) and any(
            name not in own and body.y > 0.0 and any(rug.holds((body.x, body.z)) for rug in rugs)
            for name, body in where.items()
        )

    def _without(self, party: Sequence[Unit], plan: Plan, occupied: Occupancy) -> float:
        """What would be amiss for people if a party were not there."""
        own = {item.id for unit in party for item in unit.items}
        gone = [body for body in plan.bodies if body.item.id in own]
        for body in gone:
            occupied.remove(body.item.id)
        rest = Plan([body for body in plan.bodies if body.item.id not in own], [], 0.0)
        amiss = self.judge.shut_in(rest, occupied)
        for body in gone:
            occupied.add(body)
        return amiss

    def _moved(
        self,
        party: Sequence[Unit],
        plan: Plan,
        occupied: Occupancy,
        rng: random.Random,
        *,
        now: float,
        bound: float,
    ) -> dict[str, Body]:
        """The bodies of a party where it shuts least in; nothing where that is no less than it is now."""
        least, enough = now - _WORTHWHILE, now - _ENOUGH * bound
        best: dict[str, Body] = {}
        own = [occupied.bodies[item.id] for unit in party for item in unit.items]
        concerned = self._concerned(own, occupied)
        lost = self.judge.wishes_lost(concerned, occupied)
        for body in own:
            occupied.remove(body.item.id)
        for moved in self._places(party, own, occupied, rng, bound):
            if self._is_spent or least <= enough:
                break
            for body in moved:
                occupied.add(body)
            after = {body.item.id: body for body in moved}
            if self.judge.wishes_lost([after.get(b.item.id, b) for b in concerned], occupied) <= lost + 1e-6:
                amiss = self.judge.shut_in(Plan([after.get(b.item.id, b) for b in plan.bodies], [], 0.0), occupied)
                if amiss < least:
                    best, least = after, amiss
            for body in moved:
                occupied.remove(body.item.id)
        for body in own:
            occupied.add(body)
        return best

    def _concerned(self, own: Sequence[Body], occupied: Occupancy) -> list[Body]:
        """A party and whoever wishes something of it."""
        names = [body.item.id for body in own]
        names += [asker for name in names for asker in self.asking.get(name, ())]
        return [occupied.bodies[name] for name in dict.fromkeys(names) if name in occupied.bodies]

    def _places(
        self, party: Sequence[Unit], own: Sequence[Body], occupied: Occupancy, rng: random.Random, bound: float
    ) -> Iterator[list[Body]]:
        """Free places of a party that is taken up meanwhile: ever further off, then anywhere it fares well."""
        names = {unit.anchor.id for unit in party}
        anchors = [body for body in own if body.item.id in names]
        lead = anchors[0].rect
        is_wallside = any(body.item.is_wallside for body in anchors)
        ways = (
            ()
            if is_wallside and any(body.yaw != anchors[0].yaw for body in anchors)
            else _WAYS[: 2 if is_wallside else 4]
        )
        for by in _NUDGES_M:
            for left, front in ways:
                self.effort.spend(len(own))
                x, z = lead.world(by * left, by * front)
                moved = self._standing(party, anchors, x - lead.x, z - lead.z, occupied)
                if moved is not None:
                    yield moved
        if len(party) == 1:
            yield from (bodies for _, bodies in self.options.of(party[0], occupied, rng))
            if bound > _GRAVE:
                yield from islice(self.options.all_over(party[0], occupied, rng), _MOST_ELSEWHERE)

    def _standing(
        self, party: Sequence[Unit], anchors: Sequence[Body], dx: float, dz: float, occupied: Occupancy
    ) -> list[Body] | None:
        """The party so far from where it stood; None where the room or somebody else is in the way."""
        found: list[Body] = []
        for unit, anchor in zip(party, anchors, strict=True):
            for body in unit.stand(anchor.x + dx, anchor.z + dz, anchor.yaw):
                lifted = on_rug(body, occupied)
                if not self.site.holds(lifted) or self.site.blocks_door(lifted):
                    return None
                if not self.site.clear_of_openings(lifted) or occupied.hit(lifted) is not None:
                    return None
                found.append(lifted)
        return found


def _are_rows(standing: Sequence[Unit], where: Mapping[str, Body]) -> bool:
    """Whether all of a group look one way or its opposite: those that found no joint layout rarely do."""
    return len({round(where[unit.anchor.id].yaw, 2) % 180.0 for unit in standing}) == 1
