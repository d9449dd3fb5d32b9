"""What is in whose hand from board to board: taken, carried along, handed over and put down as the script says."""

from __future__ import annotations

from collections.abc import Mapping
from math import cos, dist, radians, sin
from typing import Any

from studio.agents.holding import Grip
from studio.agents.shot_plan import ShotPlan
from studio.model.stage import Prop, Stage
from studio.staging.in_hand import MOST_HELD_M, in_hand, is_case
from studio.staging.kit.mannequin import pose_size
from studio.viewport.subject import find_prop, is_person
from studio.workflows.named_things import on_stage, things_named
from studio.workflows.posed_stage import posed

Overrides = dict[str, dict[str, Any]]

_FREE_HANDED = frozenset({"stand", "talk", "hold"})
"""Poses that give way to that of one who holds something."""
_BEFORE_FEET_M = 0.45


class HeldThings:
    """What each board changes of the things in people's hands, asked for board by board in order."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._props = {prop.id: prop for prop in stage.props}
        people = {prop.id for prop in stage.props if is_person(prop)}
        self._brought = {prop.id: prop.parent_id for prop in stage.props if prop.parent_id in people - {prop.id}}
        self._holders: dict[str, str] = {thing: person for thing, person in self._brought.items() if person}
        self._put: Overrides = {}
        self._latest: str | None = None

    def next(self, plan: ShotPlan, overrides: Mapping[str, Mapping[str, Any]]) -> Overrides:
        """A board's overrides with those of what is held in it."""
        changed: Overrides = {prop_id: dict(fields) for prop_id, fields in overrides.items()}
        for grip in plan.grips:
            self._change(grip, changed)
        for thing_id, person_id in self._holders.items():
            if changed.get(person_id, {}).get("hidden"):
                changed.setdefault(thing_id, {})["hidden"] = True
                continue
            person = self._as_posed(person_id, changed)
            if (person.pose or "stand") in _FREE_HANDED:
                pose = "stand" if is_case(self._props[thing_id]) else "hold"
                changed.setdefault(person_id, {}).update(pose=pose, size=list(pose_size(person.asset, pose)))
                person = self._as_posed(person_id, changed)
            position, rotation = in_hand(self._props[thing_id], person)
            changed.setdefault(thing_id, {}).update(position=list(position), rotation=list(rotation))
        for thing_id, fields in self._put.items():
            changed.setdefault(thing_id, {}).update(fields)
        return changed

    def _change(self, grip: Grip, overrides: Overrides) -> None:
        thing = self._thing(grip, overrides)
        if thing is None:
            return
        self._latest = thing.id
        before = self._holders.pop(thing.id, None)
        self._put.pop(thing.id, None)
        if grip.holder is None:
            if before is not None and thing.id in self._brought:
                self._put[thing.id] = self._at_the_feet(self._as_posed(before, overrides))
            return
        people = [name for name in on_stage(self._stage, (grip.holder,)) if is_person(find_prop(self._stage, name))]
        if not people:
            return
        holder = find_prop(self._stage, people[0]).id
        for other in [name for name, person in self._holders.items() if person == holder]:
            del self._holders[other]  # hands are full with one thing
        self._holders[thing.id] = holder

    def _thing(self, grip: Grip, overrides: Overrides) -> Prop | None:
        """The thing that a word means: what its holder has, else the nearest of its kind that fits into a hand."""
        if not grip.thing:
            return self._props.get(self._latest or "")
        named = things_named(self._stage, grip.thing)
        if not named:
            return None
        kind = find_prop(self._stage, named[0]).node
        alike = [prop for prop in self._stage.props if prop.node == kind and max(prop.size) <= MOST_HELD_M]
        held = [prop for prop in alike if prop.id in self._holders]
        at = [find_prop(self._stage, name) for name in on_stage(self._stage, (grip.holder,) if grip.holder else ())]
        if held:
            return next((prop for prop in held if at and self._holders[prop.id] == at[0].id), held[0])
        if not at:
            return alike[0] if alike else None
        here = self._as_posed(at[0].id, overrides).position
        return min(alike, key=lambda prop: (dist(prop.position, here), prop.id), default=None)

    def _as_posed(self, prop_id: str, overrides: Overrides) -> Prop:
        only = self._stage.model_copy(update={"props": (self._props[prop_id],)})
        return posed(only, overrides).props[0]

    def _at_the_feet(self, person: Prop) -> dict[str, Any]:
        x, y, z = person.position
        yaw = radians(person.rotation[1])
        place = [round(x + _BEFORE_FEET_M * sin(yaw), 3), y, round(z + _BEFORE_FEET_M * cos(yaw), 3)]
        return {"position": place, "rotation": [0.0, person.rotation[1], 0.0]}
