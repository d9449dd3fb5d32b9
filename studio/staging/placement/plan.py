"""A floor plan and what is amiss with it: wishes not met, openings, and floor or furniture nobody comes to."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from studio.staging.placement.body import Body, Occupancy
from studio.staging.placement.effort import JUDGED, WALKED, WALKED_ABOUT, Effort
from studio.staging.placement.reach import FloorCells, Reached, blocked_share, is_come_to
from studio.staging.placement.scoring import opening_shortfall, pair_terms, relation_terms
from studio.staging.placement.site import Site
from studio.staging.placement.unit import Unit
from studio.staging.rect import Rect, is_near

UNMET, _UNPLACED, _LARGE, _SHORT, _WINDOW = 8.0, 60.0, 12.0, 8.0, 4.0
"""What a wish costs that is not met, a unit left out and each square metre of it, a wish wholly missed, a window."""
_WALKABLE, _SHUT_IN, MOST_SHUT_IN, _MOST_WALKED, TOO_BAD_TO_WALK = 0.988, 12.0, 7.5, 120, 24.0
"""The free floor to reach from the door, what a miss costs and may cost, up to how many bodies and faults to ask."""
_SIDES = ("front", "back", "left", "right")
_SLIGHT = 0.1
"""What of an access side may be taken without harm."""


@dataclass(slots=True, eq=False)
class Plan:
    """One complete floor plan: the bodies in placement order, what found no room, how much is amiss and with whom."""

    bodies: list[Body]
    unplaced: list[Unit]
    faults: float
    blame: dict[str, float] = field(default_factory=dict)
    pockets: list[tuple[Reached, Occupancy]] = field(default_factory=list)
    """Walks that left floor out; who stands about it is only asked when the plan is mended."""


def _area(unit: Unit) -> float:
    return sum(item.size[0] * item.size[2] for item in unit.items)


class PlanJudge:
    """Judges plans of one room; ``owners`` name the unit of each item, ``fixed`` is what stands there anyway.

    People are to come to those of the fixed that are ``used``, too.
    """

    def __init__(
        self,
        site: Site,
        fixed: Sequence[Body],
        owners: Mapping[str, str],
        effort: Effort,
        *,
        used: Sequence[Body] = (),
    ) -> None:
        self._used = used
        self._effort = effort
        self._site = site
        self._fixed = fixed
        self._owners = owners
        self._floor: FloorCells | None = None

    def judge(self, plan: Plan, occupied: Occupancy, *, worse_than: float = math.inf) -> None:
        """Sets the plan's faults and whom to blame for them; one with more than ``worse_than`` is not walked too."""
        self._effort.spend(JUDGED * len(plan.bodies))
        # Of two plans that leave one thing out, the one that has placed the larger is nearer to placing both.
        plan.blame = {unit.anchor.id: _UNPLACED * len(unit.items) + _LARGE * _area(unit) for unit in plan.unplaced}
        plan.pockets = []
        faults = sum(plan.blame.values())
        for body in plan.bodies:
            amiss = self._wishes_lost(body, occupied)
            if amiss > 1e-6:
                self._blame(plan, body.item.id, amiss)
                faults += amiss
        for body in self._fixed:
            total, count = pair_terms(body, occupied)
            if count - total > 1e-6:
                amiss = UNMET + _SHORT * (count - total)
                for name in sorted({target for wish in body.item.wishes for target in wish.targets}):
                    self._blame(plan, name, amiss)
                faults += amiss
        is_walked = faults <= min(worse_than, TOO_BAD_TO_WALK)
        shut_in = self.shut_in(plan, occupied) if is_walked else 0.0 if self._is_too_many(plan) else MOST_SHUT_IN
        plan.faults = round(faults + shut_in, 6)

    def wishes_lost(self, bodies: Sequence[Body], occupied: Occupancy) -> float:
        """What is amiss with some bodies where they stand, whatever people walk to."""
        self._effort.spend(JUDGED * len(bodies))
        return round(sum(self._wishes_lost(body, occupied) for body in bodies), 6)

    def _wishes_lost(self, body: Body, occupied: Occupancy) -> float:
        total, count = relation_terms(body, occupied, self._site)
        amiss = 5.0 * opening_shortfall(body, self._site)
        if count - total > 1e-6:
            amiss += UNMET + _SHORT * (count - total)
        if not self._site.clear_of_openings(body):
            amiss += _WINDOW
        return amiss

    def blame_all(self, plan: Plan) -> dict[str, float]:
        """Whom to blame for what is amiss with a plan, those about floor that nobody comes to included."""
        waiting, plan.pockets = plan.pockets, []
        for reached, occupied in waiting:
            self._blame_pockets(plan, reached, occupied)
        return plan.blame

    def _blame(self, plan: Plan, item: str, amiss: float) -> None:
        owner = self._owners.get(item)
        if owner is not None:
            plan.blame[owner] = plan.blame.get(owner, 0.0) + amiss

    @staticmethod
    def _is_too_many(plan: Plan) -> bool:
        return not plan.bodies or len(plan.bodies) > _MOST_WALKED

    def shut_in(self, plan: Plan, occupied: Occupancy) -> float:
        """What is amiss for people: floor they cannot walk to, sides they cannot come to or reach into.

        It never weighs as much as one wish not met: a room packed on purpose is packed.
        """
        if self._is_too_many(plan):
            return 0.0
        self._effort.spend(WALKED + WALKED_ABOUT * len(plan.bodies))
        self._floor = self._floor or FloorCells(self._site)
        bodies = [*self._fixed, *plan.bodies]
        reached = self._floor.walk(bodies)
        amiss = 0.0
        if reached.walked < _WALKABLE:
            amiss += _SHUT_IN * (1.0 - reached.walked) + 0.5
            plan.pockets.append((reached, occupied))
        together = self._floor.slim_walk(bodies)
        if together.walked < _WALKABLE:
            amiss += _SHUT_IN * (1.0 - together.walked) + 0.5
            plan.pockets.append((together, occupied))
        for body in (*plan.bodies, *self._used):
            if body.item.node.access_sides:
                amiss += self._hard_to_use(plan, body, reached, occupied)
        return MOST_SHUT_IN * (1.0 - math.exp(-amiss / MOST_SHUT_IN))

    def _hard_to_use(self, plan: Plan, body: Body, reached: Reached, occupied: Occupancy) -> float:
        """Access sides that are blocked or that nobody comes to; a seat may be come to from any side."""
        amiss = 0.0
        sides = [side for side in body.item.node.access_sides if side in _SIDES]
        for side in sides:
            share, blockers = blocked_share(body, side, occupied, self._site)
            if share > _SLIGHT:
                amiss += 0.6 + 2.0 * share
                for name in (body.item.id, *blockers):
                    self._blame(plan, name, 0.3)
        for some in (_SIDES,) if body.item.belongs_to else tuple((side,) for side in sides):
            if not is_come_to(body, some, reached):
                amiss += 1.5
                self._blame(plan, body.item.id, 0.3)
                for other in occupied.near(body.rect, 0.6):
                    self._blame(plan, other.item.id, 0.1)
        return amiss

    def _blame_pockets(self, plan: Plan, reached: Reached, occupied: Occupancy) -> None:
        """Whoever stands between floor that is reached and floor that is cut off; a little, whatever is around it."""
        for body in reached.parting([body for body in plan.bodies if not body.item.is_flat]):
            self._blame(plan, body.item.id, 0.5)
        for x, z in reached.pockets:
            spot = Rect(x, z, 0.3, 0.3, 1.0, 0.0)
            for body in occupied.near(spot, 0.3):
                if not body.item.is_flat and is_near(body.rect, spot, 0.3):
                    self._blame(plan, body.item.id, 0.05)
