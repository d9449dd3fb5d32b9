"""The floor plan: a tree search (UCT) over where each unit goes, within a budget of iterations."""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field

from studio.staging.placement.body import Body, Occupancy, stand
from studio.staging.placement.decisions import Decision, decisions_of
from studio.staging.placement.effort import Effort
from studio.staging.placement.jostling import Jostling
from studio.staging.placement.options import MOST_OPTIONS, Option, Options
from studio.staging.placement.plan import MOST_SHUT_IN, TOO_BAD_TO_WALK, UNMET, Plan, PlanJudge
from studio.staging.placement.site import Site
from studio.staging.placement.unit import Unit
from studio.staging.placement.ways import Ways

_EXPLORE, _WANDER = 0.7, 0.25
_MOST_SQUEEZES, _MOST_MISSES = 16, 4
"""For how many units in all the whole floor is gone over; after how many in a row one of a kind is given up."""
_MANY = 30
"""From so many units on one plan is made and mended; a second would cost as much as dozens of repairs."""
_PACKED_SHARE, _PATIENCE_PACKED, _WORTHWHILE = 0.48, 10, 0.2
"""From this share of the floor on a room is packed: ways through it are no longer looked for at length."""
_STEPS, _REPAIRS_BETWEEN, _MOST_REPAIRS = 400, (6, 12), 140
"""Moves of a jostling, repairs after each before the next, and repairs in all."""
_RESERVED = 20_000
"""The effort that a first repair leaves for jostling."""
_FOR_WAYS, _FOR_FIRST_WAYS = 4_000, 8_000
"""The effort that repair leaves for the last ways, at most half of what there is, and what earlier ones may take."""
_GOOD_ENOUGH, _ROLL_OUTS, _PATIENCE, _WARMTH, _BACK_AFTER = 0.3, 4, 45, 1.0, 16


@dataclass(slots=True, eq=False)
class _Branch:
    """A node of the search tree: how often it was tried and what it was worth in all."""

    visits: int = 0
    worth: float = 0.0
    children: dict[int, _Branch] = field(default_factory=dict)


class FloorPlanner:
    """Searches floor plans for a list of units; what is fixed already stays, what is ``used`` of it is come to."""

    def __init__(
        self,
        units: list[Unit],
        site: Site,
        fixed: list[Body],
        seed: int | str,
        *,
        effort: Effort,
        used: Sequence[Body] = (),
    ) -> None:
        self._decisions = decisions_of(units)
        self._site = site
        self._fixed = fixed
        self._seed = seed
        self._effort = effort
        self._squeezes = _MOST_SQUEEZES
        self._units = {unit.anchor.id: unit for unit in units}
        self._owners = {item.id: unit.anchor.id for unit in units for item in unit.items}
        self._asking: dict[str, list[str]] = {}
        for item in (*(item for unit in units for item in unit.items), *(body.item for body in fixed)):
            for wish in item.wishes:
                for target in wish.targets:
                    self._asking.setdefault(target, []).append(item.id)
        covered = sum(i.size[0] * i.size[2] for unit in units for i in unit.items if not i.is_flat)
        self._is_packed = covered > _PACKED_SHARE * site.room.area
        self._options = Options(
            site, self._asking, effort, is_packed=self._is_packed, fixed={body.item.id for body in fixed}
        )
        self._judge = PlanJudge(site, fixed, self._owners, effort, used=used)
        groups = [[one] for each in self._decisions if not each.joint for one in each.units]
        groups += [each.units for each in self._decisions if each.joint]
        self._last_way: Plan | None = None
        self._ways = Ways(
            groups, site, fixed, self._judge, self._options, self._units, self._owners, self._asking, effort
        )

    def search(self, *, start: Sequence[Body] = ()) -> Plan:
        """The best plan found: a round of tree search, then local repair; stops when nothing is amiss.

        What is amiss with the plan of an earlier search, ``start``, is repaired instead of all being placed anew.
        """
        earlier = self._taken_up(start)
        if earlier is not None and earlier.faults > _GOOD_ENOUGH:
            return self._mended(earlier, is_earlier=True)
        root = _Branch()
        best: Plan | None = None
        rolls, turn = min(_ROLL_OUTS if len(self._units) < _MANY else 1, self._budget()), 0
        while turn < rolls:
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
            turn += 1
            if turn == 1 and any(unit.anchor.is_flat for unit in plan.unplaced):
                # No floor is left for a rug: it goes first, and the rest onto it.
                self._decisions.sort(key=lambda decision: not decision.units[0].anchor.is_flat)
                root, rolls = _Branch(), max(rolls, 2)
            elif self._effort.is_spent:
                break
        if best is None:
            raise AssertionError("a search has at least one iteration")
        return self._mended(best)

    def _taken_up(self, start: Sequence[Body]) -> Plan | None:
        """An earlier plan of the same furniture, judged again; None where it is of other things or sizes."""
        own = {item.id: item for unit in self._units.values() for item in unit.items}
        if not start or any(body.item.id not in own or body.item.size != own[body.item.id].size for body in start):
            return None
        bodies = [stand(own[b.item.id], b.x, b.y, b.z, b.yaw, parent=b.parent) for b in start]
        placed = {body.item.id for body in bodies}
        plan = Plan(bodies, [unit for unit in self._units.values() if unit.anchor.id not in placed], 0.0)
        self._judge.judge(plan, Occupancy([*self._fixed, *bodies]))
        return plan

    def _mended(self, plan: Plan, *, is_earlier: bool = False) -> Plan:
        """Room is made by jostling, from ever another plan where that fails, and repair has the last word.

        Where people are to walk ways are made first and last: jostling knows nothing of them.
        """
        plan = self._squeezed_in(plan)
        if not self._is_packed:
            # An earlier plan was searched for ways already.
            if plan.faults <= MOST_SHUT_IN and not is_earlier:
                plan = self._with_ways(plan, most=_FOR_FIRST_WAYS)
            plan = self._with_ways(self._repair(plan, first=0, reserve=_RESERVED), most=_FOR_FIRST_WAYS)
        for turn, repairs in enumerate(_REPAIRS_BETWEEN):
            plan = self._jostled(plan, turn)
            if plan.faults <= MOST_SHUT_IN:
                break
            plan = self._repair(plan, first=(turn + 1) * _MOST_REPAIRS, most=repairs)
        reserve = 0 if self._is_packed else min(_FOR_WAYS, self._effort.left // 2)
        plan = self._repair(plan, first=(len(_REPAIRS_BETWEEN) + 1) * _MOST_REPAIRS, reserve=reserve)
        return self._squeezed_in(plan) if plan.unplaced else self._with_ways(plan)

    def _with_ways(self, plan: Plan, *, most: int = sys.maxsize) -> Plan:
        """The plan with ways made where people are to walk and something shuts them in, for some effort at most."""
        is_worth_it = not self._is_packed and not plan.unplaced and _GOOD_ENOUGH < plan.faults <= TOO_BAD_TO_WALK
        if is_worth_it and plan is not self._last_way:
            rng, reserve = random.Random(f"{self._seed}/ways"), max(0, self._effort.left - most)
            plan = self._last_way = self._ways.made(plan, rng, reserve=reserve)
        return plan

    def _jostled(self, plan: Plan, turn: int) -> Plan:
        """The plan with room made for what is left out and for wishes that are not met, where there are any."""
        if plan.faults <= MOST_SHUT_IN or self._effort.is_spent:
            return plan
        # Rows stay rows where people are to see them, but for one that has not got what it asks for.
        joint = [one for one in self._decisions if one.joint and not self._is_packed]
        fine = [one for one in joint if all(plan.blame.get(unit.anchor.id, 0.0) < UNMET for unit in one.units)]
        kept = frozenset(unit.anchor.id for one in fine for unit in one.units)
        jostling = Jostling(
            self._units, self._site, fixed=self._fixed, asking=self._asking, owners=self._owners, kept=kept,
            effort=self._effort,
        )  # fmt: skip
        bodies = jostling.search(plan, random.Random(f"{self._seed}/jostle/{turn}"), steps=_STEPS)
        if bodies is None:
            return plan
        trial = Plan(bodies, [], 0.0)
        self._judge.judge(trial, Occupancy([*self._fixed, *bodies]))
        return trial if trial.faults < plan.faults else plan

    def _squeezed_in(self, plan: Plan) -> Plan:
        """The plan with what found no place looked for over the whole floor, the largest first."""
        if not plan.unplaced or self._squeezes <= 0:
            return plan
        occupied = Occupancy([*self._fixed, *plan.bodies])
        found = Plan(list(plan.bodies), [], 0.0)
        for unit in sorted(plan.unplaced, key=lambda one: -round(one.anchor.size[0] * one.anchor.size[2], 4)):
            self._squeezes -= 1
            self._commit(self._options.anywhere(unit, occupied) if self._squeezes >= 0 else [], found, occupied, unit)
        self._judge.judge(found, occupied)
        return found

    def _repair(self, plan: Plan, *, first: int, most: int = _MOST_REPAIRS, reserve: int = 0) -> Plan:
        """Takes up what is amiss with its neighbours, puts it down again in another order, keeps what is no worse.

        Large neighbourhood search (Shaw 1998) on the few decisions that went badly.
        """
        best = current = plan
        since, budget = 0, min(most, self._budget())
        for turn in range(budget):
            rng = random.Random(f"{self._seed}/repair/{first + turn}")
            occupied = Occupancy([*self._fixed, *current.bodies])
            ruined = self._ruin(current, occupied, rng)
            if not ruined:
                break
            trial = self._rebuild(current, occupied, ruined, rng)
            # Simulated annealing (Kirkpatrick 1983): ever less of a loss is taken.
            warmth = _WARMTH * (1.0 - turn / budget)
            if trial.faults <= current.faults - round(warmth * math.log(1.0 - rng.random()), 6):
                current = trial
            since += 1
            if current.faults < best.faults - 1e-9:
                # On a packed floor a little more of it to walk on is no reason to go on looking.
                since = since if self._is_packed and best.faults - current.faults < _WORTHWHILE else 0
                best = current
            patience = _PATIENCE_PACKED if self._is_packed and best.faults <= MOST_SHUT_IN else _PATIENCE
            if best.faults <= _GOOD_ENOUGH or since >= patience or self._effort.left <= reserve:
                break
            if since % _BACK_AFTER == _BACK_AFTER - 1:
                current = best
        return best

    def _ruin(self, plan: Plan, occupied: Occupancy, rng: random.Random) -> list[Decision]:
        """What to take up: one that fares badly, then either who stands where it ought to, or whom it is related to."""
        blame = self._judge.blame_all(plan)
        if not blame:
            return []
        names = sorted(blame)
        worst = rng.choices(names, [0.2 + min(2.0, blame[name]) for name in names])[0]
        unit, owners = self._units[worst], self._owners
        picked = {worst}
        makes_way = rng.random() < 0.4
        if makes_way:
            own = {item.id for item in unit.items}
            in_the_way = self._options.in_the_way(unit, occupied, own, rng)
            picked |= {owners[name] for name in in_the_way if name in owners}
        # Now one thing and its neighbour, now a whole chain of what belongs together.
        fresh, draw = picked, rng.random()
        for share in (0.4, 0.3) if makes_way else (0.3,) if draw < 0.45 else (0.6,) if draw < 0.75 else (0.8, 0.6):
            related = [one for name in sorted(fresh) for one in self._related_to(self._units[name])]
            fresh = {one for one in related if rng.random() < share} - picked
            picked |= fresh
        others = sorted(name for name in self._units if name not in picked)
        for _ in range(int(rng.random() * (2 if makes_way or draw < 0.45 else 3))):
            if others:
                picked.add(others[int(rng.random() * len(others))])
        chosen = self._deciding(picked)
        chosen = self._deciding(picked | self._lying_on(chosen, occupied))
        rng.shuffle(chosen)
        if rng.random() < 0.7:
            chosen.sort(key=self._decisions.index)
        if makes_way:
            chosen.sort(key=lambda decision: unit not in decision.units)
        return chosen

    def _deciding(self, picked: set[str]) -> list[Decision]:
        return [decision for decision in self._decisions if any(one.anchor.id in picked for one in decision.units)]

    def _lying_on(self, chosen: list[Decision], occupied: Occupancy) -> set[str]:
        """Units that stand on a rug that is taken up, and all that is taken up with it."""
        taken = {unit.anchor.id for decision in chosen for unit in decision.units}
        rugs = [body for name, body in occupied.flats.items() if self._owners.get(name) in taken]
        if not rugs:
            return set()
        lifted = [body for body in occupied.bodies.values() if body.y > 0.0 and body.item.support == "floor"]
        on = {self._owners.get(body.item.id) for body in lifted for rug in rugs if rug.rect.holds((body.x, body.z))}
        return taken | {name for name in on if name is not None}

    def _related_to(self, unit: Unit) -> list[str]:
        """Units that it or its members wish to be close to or see, or that wish it of them."""
        targets = {target for item in unit.items for wish in item.wishes for target in wish.targets}
        targets |= {name for item in unit.items for name in self._asking.get(item.id, ())}
        return sorted({self._owners[name] for name in targets if name in self._owners})

    def _rebuild(self, plan: Plan, occupied: Occupancy, ruined: list[Decision], rng: random.Random) -> Plan:
        gone = {item.id for decision in ruined for unit in decision.units for item in unit.items}
        trial = Plan([], [unit for unit in plan.unplaced if unit.anchor.id not in gone], 0.0)
        for body in plan.bodies:
            if body.item.id in gone:
                occupied.remove(body.item.id)
            else:
                trial.bodies.append(body)
        for decision in ruined:
            self._decide(decision, trial, occupied, None, rng, wander=0.4)
            if len(trial.unplaced) > len(plan.unplaced):
                trial.faults = math.inf
                return trial
        self._judge.judge(trial, occupied, worse_than=plan.faults + 2.0)
        return trial

    def _budget(self) -> int:
        """Iterations by how much there is to decide: many for a small room, one for a crowd."""
        count = sum(len(decision.units) for decision in self._decisions)
        return max(1, min(_MOST_REPAIRS, 2400 // max(1, count)))

    def _roll_out(self, root: _Branch, rng: random.Random, *, wander: float) -> tuple[Plan, list[_Branch]]:
        occupied = Occupancy(self._fixed)
        plan = Plan([], [], 0.0)
        branch: _Branch | None = root
        path = [root]
        for decision in self._decisions:
            child = self._decide(decision, plan, occupied, branch, rng, wander=wander)
            branch = None if child is None or child.visits == 0 else child
            if child is not None:
                path.append(child)
        self._judge.judge(plan, occupied)
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
            options = self._options.of_layouts(decision.units, occupied, rng)
            if not options:
                misses = 0
                for unit in decision.units:
                    # Where a few of many alike found no place, the floor is full for the rest too.
                    alone = self._options.of(unit, occupied, rng) if misses < _MOST_MISSES else []
                    bodies, _ = self._choose(alone, None, rng, wander)
                    misses = 0 if bodies else misses + 1
                    self._commit(bodies, plan, occupied, unit)
                return None
        else:
            options = self._options.of(decision.units[0], occupied, rng)
        bodies, turn = self._choose(options, branch, rng, wander)
        self._commit(bodies, plan, occupied, decision.units[0])
        if branch is None or not options:
            return None
        return branch.children.setdefault(turn, _Branch())

    @staticmethod
    def _choose(
        options: list[Option], branch: _Branch | None, rng: random.Random, wander: float
    ) -> tuple[list[Body], int]:
        """In the tree by upper confidence, below it the best with a little wandering."""
        if not options:
            return [], 0
        top = options[:MOST_OPTIONS]
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
            # Mostly the next best; now and then one far down the list frees what the best ones take.
            turn = 1 + int(rng.random() ** 2 * (len(options) - 1))
            return options[turn][1], turn
        return top[turn][1], turn

    def _commit(self, bodies: list[Body], plan: Plan, occupied: Occupancy, unit: Unit) -> None:
        if not bodies:
            plan.unplaced.append(unit)
        for body in bodies:
            if body.item.id in occupied.bodies:
                # It stood there before a rug was laid under it.
                occupied.remove(body.item.id)
                plan.bodies = [one for one in plan.bodies if one.item.id != body.item.id]
            occupied.add(body)
            plan.bodies.append(body)
