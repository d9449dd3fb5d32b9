"""The floor plan: a tree search (UCT) over where each unit goes, within a budget of iterations."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field

from studio.staging.placement.body import Body, Occupancy
from studio.staging.placement.candidates import places
from studio.staging.placement.item import Item
from studio.staging.placement.rows import layouts, wants_rows
from studio.staging.placement.scoring import place_score, relation_terms
from studio.staging.placement.site import Site
from studio.staging.placement.unit import Unit

_TOP, _EXPLORE, _WANDER = 5, 0.7, 0.25
_UNPLACED, _GOOD_ENOUGH = 40.0, -0.5


@dataclass(slots=True, eq=False)
class _Branch:
    """A node of the search tree: how often it was tried and what it was worth in all."""

    visits: int = 0
    worth: float = 0.0
    children: dict[int, _Branch] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Plan:
    """One complete floor plan: the bodies in placement order, what found no room, and how much is amiss."""

    bodies: list[Body]
    unplaced: list[Unit]
    faults: float


@dataclass(slots=True, eq=False)
class Decision:
    """Units decided in one go: several for a joint layout, else one."""

    units: list[Unit]
    joint: bool


def decisions_of(units: list[Unit]) -> list[Decision]:
    """Consecutive units of one node that are laid out jointly become one decision."""
    found: list[Decision] = []
    at = 0
    while at < len(units):
        end = at + 1
        while end < len(units) and units[end].anchor.node is units[at].anchor.node:
            end += 1
        group = units[at:end]
        if wants_rows(group):
            found.append(Decision(group, True))
        else:
            found.extend(Decision([unit], False) for unit in group)
        at = end
    return found


class FloorPlanner:
    """Searches floor plans for a list of units; what is fixed already stays."""

    def __init__(self, units: list[Unit], site: Site, fixed: list[Body], seed: int) -> None:
        self._decisions = decisions_of(units)
        self._site = site
        self._fixed = fixed
        self._seed = seed
        self._asking: dict[str, list[str]] = {}
        for unit in units:
            for item in unit.items:
                for wish in item.wishes:
                    for target in wish.targets:
                        self._asking.setdefault(target, []).append(item.id)

    def search(self) -> Plan:
        """The best plan found; stops at the first that has nothing amiss."""
        root = _Branch()
        best: Plan | None = None
        for turn in range(self._budget()):
            rng = random.Random(f"{self._seed}/{turn}")
            plan, path = self._roll_out(root, rng, wander=_WANDER if turn else 0.0)
            if best is None or plan.faults < best.faults - 1e-9:
                best = plan
            reward = 1.0 / (1.0 + max(0.0, plan.faults) / 10.0)
            for branch in path:
                branch.visits += 1
                branch.worth += reward
            if best.faults <= -_GOOD_ENOUGH:
                break
        if best is None:
            raise AssertionError("a search has at least one iteration")
        return best

    def _budget(self) -> int:
        """Iterations by how much there is to decide: many for a small room, one for a crowd."""
        count = sum(len(decision.units) for decision in self._decisions)
        return max(1, min(40, 700 // max(1, count)))

    def _roll_out(self, root: _Branch, rng: random.Random, *, wander: float) -> tuple[Plan, list[_Branch]]:
        occupied = Occupancy()
        for body in self._fixed:
            occupied.add(body)
        plan = Plan([], [], 0.0)
        branch: _Branch | None = root
        path = [root]
        for decision in self._decisions:
            options = self._joint_options(decision, occupied, rng) if decision.joint else []
            if decision.joint and not options:
                for unit in decision.units:
                    self._commit(self._choose(self._options(unit, occupied, rng), None, rng, wander)[0], plan, occupied, unit)
                continue
            if not decision.joint:
                options = self._options(decision.units[0], occupied, rng)
            choice, turn = self._choose(options, branch, rng, wander)
            if branch is not None and options:
                child = branch.children.get(turn)
                if child is None:
                    child = branch.children[turn] = _Branch()
                    branch, path = None, [*path, child]
                else:
                    branch, path = child, [*path, child]
            self._commit(choice, plan, occupied, decision.units[0] if not decision.joint else None)
        plan.faults = self._faults(plan, occupied)
        return plan, path

    @staticmethod
    def _choose(
        options: list[tuple[float, list[Body]]], branch: _Branch | None, rng: random.Random, wander: float
    ) -> tuple[list[Body], int]:
        """In the tree by upper confidence, below it the best with a little wandering."""
        if not options:
            return [], 0
        top = options[:_TOP]
        turn = 0
        if branch is not None and branch.visits and len(top) > 1:
            spread = max(1.0, abs(top[0][0]))

            def confidence(index: int) -> float:
                child = branch.children.get(index)
                prior = math.exp((top[index][0] - top[0][0]) / spread)
                if child is None or child.visits == 0:
                    return 0.5 + _EXPLORE * prior * math.sqrt(branch.visits)
                return child.worth / child.visits + _EXPLORE * prior * math.sqrt(branch.visits) / (1 + child.visits)

            turn = max(range(len(top)), key=lambda index: (round(confidence(index), 9), -index))
        elif wander and len(top) > 1 and rng.random() < wander:
            turn = 1 + int(rng.random() * (len(top) - 1))
        return top[turn][1], turn

    def _commit(self, bodies: list[Body], plan: Plan, occupied: Occupancy, unit: Unit | None) -> None:
        if not bodies and unit is not None:
            plan.unplaced.append(unit)
        for body in bodies:
            occupied.add(body)
            plan.bodies.append(body)

    def _options(self, unit: Unit, occupied: Occupancy, rng: random.Random) -> list[tuple[float, list[Body]]]:
        """Places that are free, best first; the doors' floor is used only when nothing else is left."""
        scored: list[tuple[float, list[Body]]] = []
        blocked: list[tuple[float, list[Body]]] = []
        for order, (x, z, yaw) in enumerate(places(unit, self._site, occupied, rng)):
            bodies = self._fitting(unit, x, z, yaw, occupied)
            if bodies is None:
                continue
            score = sum(place_score(body, occupied, self._site, self._asking) for body in bodies)
            entry = (round(score - 0.002 * order + 0.15 * rng.random(), 6), bodies)
            clear = all(self._site.clear_of_openings(body) for body in bodies)
            (scored if clear else blocked).append(entry)
        scored.sort(key=lambda option: -option[0])
        blocked.sort(key=lambda option: -option[0])
        return scored[:12] or blocked[:3]

    def _joint_options(
        self, decision: Decision, occupied: Occupancy, rng: random.Random
    ) -> list[tuple[float, list[Body]]]:
        found: list[tuple[float, list[Body]]] = []
        for order, layout in enumerate(layouts(decision.units, self._site, rng)):
            bodies = self._fitting_layout(decision.units, layout, occupied)
            if bodies:
                sample = bodies if len(bodies) <= 12 else bodies[:: len(bodies) // 12]
                score = sum(place_score(body, occupied, self._site, self._asking) for body in sample)
                found.append((round(score / len(sample) - 0.3 * order, 6), bodies))
            if len(found) >= 4:
                break
        return sorted(found, key=lambda option: -option[0])

    def _fitting_layout(
        self, units: list[Unit], layout: list[tuple[float, float, float]], occupied: Occupancy
    ) -> list[Body] | None:
        bodies: list[Body] = []
        try:
            for unit, (x, z, yaw) in zip(units, layout, strict=True):
                fitting = self._fitting(unit, x, z, yaw, occupied)
                if fitting is None or not all(self._site.clear_of_openings(body) for body in fitting):
                    return None
                for body in fitting:
                    occupied.add(body)
                bodies.extend(fitting)
        finally:
            for body in bodies:
                occupied.remove(body.item.id)
        return bodies

    def _fitting(self, unit: Unit, x: float, z: float, yaw: float, occupied: Occupancy) -> list[Body] | None:
        """The unit's bodies there, on a rug if one lies under them; None when something is in the way."""
        bodies: list[Body] = []
        for body in unit.stand(x, z, yaw):
            standing = on_rug(body, occupied)
            if not self._site.holds(standing) or occupied.hit(standing) is not None:
                return None
            bodies.append(standing)
        return bodies

    def _faults(self, plan: Plan, occupied: Occupancy) -> float:
        faults = _UNPLACED * sum(len(unit.items) for unit in plan.unplaced)
        for body in plan.bodies:
            total, count = relation_terms(body, occupied, self._site)
            faults += 10.0 * (count - total)
            if not self._site.clear_of_openings(body):
                faults += 6.0
        return faults


def on_rug(body: Body, occupied: Occupancy) -> Body:
    """The body lifted onto a rug that lies under its middle."""
    if body.item.is_flat:
        return body
    from studio.staging.placement.body import stand

    for other in occupied.near(body.rect):
        if other.item.is_flat and body.y < other.top:
            left, front = other.rect.local((body.x, body.z))
            if abs(left) <= other.rect.half_w and abs(front) <= other.rect.half_d:
                return stand(body.item, body.x, other.top, body.z, body.yaw, parent=None)
    return body


__all__ = ["FloorPlanner", "Item", "Plan", "decisions_of", "on_rug"]
