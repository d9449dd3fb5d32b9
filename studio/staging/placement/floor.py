"""The floor plan: a tree search (UCT) over where each unit goes, within a budget of iterations."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field

from studio.staging.placement.body import Body, Occupancy
from studio.staging.placement.candidates import places
from studio.staging.placement.item import Item
from studio.staging.placement.reach import reachable_share
from studio.staging.placement.rows import layouts, wants_rows
from studio.staging.placement.scoring import (
    opening_shortfall,
    place_score,
    quick_score,
    relation_terms,
    surroundings_score,
)
from studio.staging.placement.site import Site
from studio.staging.placement.unit import Unit

_TOP, _EXPLORE, _WANDER = 5, 0.7, 0.25
_UNPLACED, _GOOD_ENOUGH, _ROLL_OUTS, _LOOK_CLOSER, _IN_THE_WAY, _PATIENCE = 40.0, 0.5, 4, 16, 60.0, 24
_WALKABLE, _SHUT_IN, _MOST_WALKED, _TOO_BAD_TO_WALK = 0.9, 4.0, 80, 12.0
"""The free floor to reach from the door, what a miss costs, up to how many bodies and faults to ask."""


@dataclass(slots=True, eq=False)
class _Branch:
    """A node of the search tree: how often it was tried and what it was worth in all."""

    visits: int = 0
    worth: float = 0.0
    children: dict[int, _Branch] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Plan:
    """One complete floor plan: the bodies in placement order, what found no room, how much is amiss and with whom."""

    bodies: list[Body]
    unplaced: list[Unit]
    faults: float
    blame: dict[str, float] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Decision:
    """Units decided in one go: several for a joint layout, else one."""

    units: list[Unit]
    joint: bool


def decisions_of(units: list[Unit]) -> list[Decision]:
    """Units of one node, or in line with one another, that are laid out jointly become one decision."""
    leader: dict[str, str] = {}
    first_of: dict[str, str] = {}
    sizes = {unit.anchor.id: unit.anchor.size for unit in units}
    for unit in units:
        item = unit.anchor
        lead = leader.get(first_of.setdefault(item.node.id, item.id), item.id) if item.node.count > 1 else item.id
        for wish in item.wants("aligned_with", "same_facing"):
            for target in wish.targets:
                if target in leader and sizes[target] == item.size:
                    lead = leader[target]
        leader[item.id] = lead
    groups: dict[str, list[Unit]] = {}
    for unit in units:
        groups.setdefault(leader[unit.anchor.id], []).append(unit)
    found: list[Decision] = []
    for group in groups.values():
        if wants_rows(group):
            found.append(Decision(group, joint=True))
        else:
            found.extend(Decision([unit], joint=False) for unit in group)
    return found


class FloorPlanner:
    """Searches floor plans for a list of units; what is fixed already stays."""

    def __init__(self, units: list[Unit], site: Site, fixed: list[Body], seed: int) -> None:
        self._decisions = decisions_of(units)
        self._site = site
        self._fixed = fixed
        self._seed = seed
        self._units = {unit.anchor.id: unit for unit in units}
        self._owners = {item.id: unit.anchor.id for unit in units for item in unit.items}
        self._asking: dict[str, list[str]] = {}
        for unit in units:
            for item in unit.items:
                for wish in item.wishes:
                    for target in wish.targets:
                        self._asking.setdefault(target, []).append(item.id)

    def search(self) -> Plan:
        """The best plan found: a round of tree search, then local repair; stops when nothing is amiss."""
        root = _Branch()
        best: Plan | None = None
        for turn in range(min(_ROLL_OUTS, self._budget())):
            rng = random.Random(f"{self._seed}/{turn}")
            plan, path = self._roll_out(root, rng, wander=_WANDER if turn else 0.0)
            reward = 1.0 / (1.0 + max(0.0, plan.faults) / 10.0)
            for branch in path:
                branch.visits += 1
                branch.worth += reward
            if best is None or plan.faults < best.faults - 1e-9:
                best = plan
            if best.faults <= _GOOD_ENOUGH:
                return best
        if best is None:
            raise AssertionError("a search has at least one iteration")
        return self._repair(best)

    def _repair(self, plan: Plan) -> Plan:
        """Takes up what is amiss with its neighbours, puts it down again in another order, keeps what is no worse.

        Large neighbourhood search (Shaw 1998) on the few decisions that went badly.
        """
        best = current = plan
        since = 0
        for turn in range(self._budget()):
            rng = random.Random(f"{self._seed}/repair/{turn}")
            ruined = self._ruin(current, rng)
            if not ruined:
                break
            trial = self._rebuild(current, ruined, rng)
            if trial.faults <= current.faults + 1e-9 or rng.random() < 0.05:
                current = trial
            since += 1
            if current.faults < best.faults - 1e-9:
                best, since = current, 0
            if best.faults <= _GOOD_ENOUGH or since >= _PATIENCE:
                break
        return best

    def _ruin(self, plan: Plan, rng: random.Random) -> list[Decision]:
        """What to take up: one that fares badly, those it is related to, and now and then a neighbour."""
        if not plan.blame:
            return []
        names = sorted(plan.blame)
        worst = names[int(rng.random() * len(names))]
        owners = self._owners
        picked = {worst}
        related = {
            owners[t] for item in self._units[worst].items for w in item.wishes for t in w.targets if t in owners
        }
        related |= {
            owners[n] for item in self._units[worst].items for n in self._asking.get(item.id, ()) if n in owners
        }
        picked |= {name for name in sorted(related) if rng.random() < 0.6}
        others = sorted(name for name in self._units if name not in picked)
        for _ in range(int(rng.random() * 4)):
            if others:
                picked.add(others[int(rng.random() * len(others))])
        chosen = [decision for decision in self._decisions if any(unit.anchor.id in picked for unit in decision.units)]
        rng.shuffle(chosen)
        if rng.random() < 0.5:
            chosen.sort(key=self._decisions.index)
        return chosen

    def _rebuild(self, plan: Plan, ruined: list[Decision], rng: random.Random) -> Plan:
        gone = {item.id for decision in ruined for unit in decision.units for item in unit.items}
        occupied = Occupancy()
        for body in self._fixed:
            occupied.add(body)
        trial = Plan([], [unit for unit in plan.unplaced if unit.anchor.id not in gone], 0.0)
        for body in plan.bodies:
            if body.item.id not in gone:
                occupied.add(body)
                trial.bodies.append(body)
        for decision in ruined:
            self._decide(decision, trial, occupied, None, rng, wander=0.4)
        trial.faults = self._faults(trial, occupied)
        return trial

    def _budget(self) -> int:
        """Iterations by how much there is to decide: many for a small room, one for a crowd."""
        count = sum(len(decision.units) for decision in self._decisions)
        return max(1, min(80, 1200 // max(1, count)))

    def _roll_out(self, root: _Branch, rng: random.Random, *, wander: float) -> tuple[Plan, list[_Branch]]:
        occupied = Occupancy()
        for body in self._fixed:
            occupied.add(body)
        plan = Plan([], [], 0.0)
        branch: _Branch | None = root
        path = [root]
        for decision in self._decisions:
            child = self._decide(decision, plan, occupied, branch, rng, wander=wander)
            branch = None if child is None or child.visits == 0 else child
            if child is not None:
                path.append(child)
        plan.faults = self._faults(plan, occupied)
        return plan, path

    def _decide(
        self,
        decision: Decision,
        plan: Plan,
        occupied: Occupancy,
        branch: _Branch | None,
        rng: random.Random,
        *,
        wander: float,
    ) -> _Branch | None:
        """Puts a decision's units down; returns the branch of the tree that was taken, if one was."""
        if decision.joint:
            options = self._joint_options(decision, occupied, rng)
            if not options:
                for unit in decision.units:
                    bodies, _ = self._choose(self._options(unit, occupied, rng), None, rng, wander)
                    self._commit(bodies, plan, occupied, unit)
                return None
        else:
            options = self._options(decision.units[0], occupied, rng)
        bodies, turn = self._choose(options, branch, rng, wander)
        self._commit(bodies, plan, occupied, decision.units[0])
        if branch is None or not options:
            return None
        return branch.children.setdefault(turn, _Branch())

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

    def _commit(self, bodies: list[Body], plan: Plan, occupied: Occupancy, unit: Unit) -> None:
        if not bodies:
            plan.unplaced.append(unit)
        for body in bodies:
            occupied.add(body)
            plan.bodies.append(body)

    def _options(self, unit: Unit, occupied: Occupancy, rng: random.Random) -> list[tuple[float, list[Body]]]:
        """Places that are free, best first; the doors' floor is used only when nothing else is left."""
        rough: list[tuple[float, list[Body]]] = []
        for order, (x, z, yaw) in enumerate(places(unit, self._site, occupied, rng, self._asking)):
            bodies = self._fitting(unit, x, z, yaw, occupied)
            if bodies is None:
                continue
            quick = sum(quick_score(body, occupied, self._site, self._asking) for body in bodies)
            if not all(self._site.clear_of_openings(body) for body in bodies):
                quick -= _IN_THE_WAY
            rough.append((round(quick - 0.002 * order, 6), bodies))
        rough.sort(key=lambda option: -option[0])
        scored: list[tuple[float, list[Body]]] = []
        for quick, bodies in rough[:_LOOK_CLOSER]:
            extra = sum(surroundings_score(body, occupied, self._site) for body in bodies)
            scored.append((round(quick + extra + 0.15 * rng.random(), 6), bodies))
        scored.sort(key=lambda option: -option[0])
        return scored[:_TOP]

    def _joint_options(
        self, decision: Decision, occupied: Occupancy, rng: random.Random
    ) -> list[tuple[float, list[Body]]]:
        found: list[tuple[float, list[Body]]] = []
        for order, layout in enumerate(layouts(decision.units, self._site, occupied)):
            bodies = self._fitting_layout(decision.units, layout, occupied)
            if bodies:
                score, faultless = self._layout_score(bodies, occupied)
                found.append((round(score - 0.3 * order + 0.05 * rng.random(), 6), bodies))
                if faultless and len(found) >= 3:
                    break
            if len(found) >= 12:
                break
        return sorted(found, key=lambda option: -option[0])

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
        for unit in plan.unplaced:
            plan.blame[unit.anchor.id] = _UNPLACED * len(unit.items)
        for body in plan.bodies:
            total, count = relation_terms(body, occupied, self._site)
            amiss = (
                10.0 * (count - total)
                + 5.0 * opening_shortfall(body, self._site)
                + (0.0 if self._site.clear_of_openings(body) else 6.0)
            )
            if amiss > 1e-6:
                owner = self._owners[body.item.id]
                plan.blame[owner] = plan.blame.get(owner, 0.0) + amiss
        self._blame_the_way_in(plan)
        return sum(plan.blame.values())

    def _blame_the_way_in(self, plan: Plan) -> None:
        """A plan nobody can walk into is at fault, most of all with what stands nearest to the door."""
        if sum(plan.blame.values()) > _TOO_BAD_TO_WALK or not plan.bodies or len(plan.bodies) > _MOST_WALKED:
            return
        reached = reachable_share([*self._fixed, *plan.bodies], self._site)
        if reached >= _WALKABLE:
            return
        door = self._site.room.doors[0].centre
        solid = [body for body in plan.bodies if not body.item.is_flat]
        solid.sort(key=lambda body: (round(math.dist(door, (body.x, body.z)), 3), body.item.id))
        for body in solid[:4]:
            owner = self._owners[body.item.id]
            plan.blame[owner] = plan.blame.get(owner, 0.0) + _SHUT_IN * (_WALKABLE - reached)


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
