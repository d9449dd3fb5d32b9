"""How everybody on a set stands from board to board: who is there, in which pose, near whom, turned to whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial
from math import atan2, cos, degrees, hypot, radians, sin
from typing import Any

import numpy as np

from studio.agents.shot_plan import ShotPlan
from studio.model.stage import Prop, Stage, Vec3
from studio.staging.kit.mannequin import pose_size
from studio.viewport.room_space import room_space
from studio.viewport.subject import find_prop, is_person
from studio.workflows.named_things import on_stage, things_named
from studio.workflows.seats import place_to_rise, place_to_sit

_ON_THE_FLOOR = frozenset({"stand", "talk", "point", "hold", "lean", "walk", "run", "kneel"})
"""Poses that a figure can change between, and turn in, without moving from its place."""
_RESTING = frozenset({"sit", "lie"})
_RISING = frozenset({"stand", "walk", "run", "kneel"})
"""Deeds that nobody does on a seat: who sat or lay has got up for them."""
_KEPT = frozenset({"kneel", "lean", "sit", "lie"})
"""Attitudes that somebody stays in while they speak and use their hands; a walk is over when the next board begins."""
_HANDS = frozenset({"talk", "point", "hold"})
_GOING = frozenset({"walk", "run"})
_NEAREST_M = 0.2
"""Nearer than this nobody can be turned to."""
_APART_M, _TOGETHER_M = 3.0, 1.5
"""Who has come to somebody and talks from farther off than the first steps up to the second."""
_BODY_M, _BODY_HEIGHTS_M = 0.32, (0.3, 0.9, 1.4)
_ROUND_DEG = (0, 25, -25, 50, -50, 80, -80)


class Attitudes:
    """What each board changes on the scene's set, asked for board by board in order."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._free = {prop.id: prop for prop in stage.props if is_person(prop)}
        self._kept = {prop.id: prop.pose if prop.pose in _KEPT else "stand" for prop in self._free.values()}
        self._yaw_deg: dict[str, float] = {}
        self._places: dict[str, Vec3] = {}
        self._came: list[str] = []
        self._space = room_space(stage)

    def next(self, plan: ShotPlan) -> dict[str, dict[str, Any]]:
        """The overrides of the next board by prop: who is not there is hidden, a deed gives its pose, talk turns."""
        absent = {prop.id for prop in self._people(plan.absent)}
        shown, left = self._poses(plan.poses), self._poses(plan.left_in)
        self._settle(plan, shown, absent)
        self._turn(plan, shown)
        overrides: dict[str, dict[str, Any]] = {prop_id: {"hidden": True} for prop_id in sorted(absent)}
        for prop_id, prop in self._free.items():
            changes: dict[str, Any] = {}
            pose = self._pose(prop_id, shown.get(prop_id))
            if prop.pose != pose:
                changes |= {"pose": pose, "size": list(pose_size(prop.asset, pose))}
            if prop_id in self._places:
                changes["position"] = list(self._places[prop_id])
            if prop_id in self._yaw_deg:
                changes["rotation"] = [prop.rotation[0], self._yaw_deg[prop_id], prop.rotation[2]]
            if changes and prop_id not in absent:
                overrides[prop_id] = changes
            after = left.get(prop_id)
            if after is not None and after not in _HANDS and (after not in _RESTING or pose == after):
                self._kept[prop_id] = after if after in _KEPT else "stand"
        return overrides

    def _settle(self, plan: ShotPlan, shown: Mapping[str, str], absent: Collection[str]) -> None:
        """Gets up who does what nobody does on a seat, and seats who sits down."""
        for prop_id, pose in shown.items():
            prop, kept = self._free[prop_id], self._kept[prop_id]
            if kept in _RESTING and pose in _RISING:
                is_free = partial(self._is_free, ignoring={prop_id})
                place = place_to_rise(prop, self._place(prop), self._floor_under(prop), is_free)
                if place is not None:
                    self._places[prop_id] = place
                    self._kept[prop_id] = "stand"
            elif kept not in _RESTING and pose == "sit":
                others = [self._place(one) for one in self._free.values() if one.id not in {prop_id, *absent}]
                named = things_named(self._stage, plan.action)
                seat = place_to_sit(prop, self._place(prop), self._stage, self._space, others=others, named=named)
                if seat is not None:
                    self._places[prop_id], self._yaw_deg[prop_id] = seat
                    self._came = [*(other for other in self._came if other != prop_id), prop_id]
                    self._kept[prop_id] = "sit"

    def _floor_under(self, person: Prop) -> float:
        """How high the floor is that the seat of somebody stands on."""
        under = next((prop for prop in self._stage.props if prop.id == person.parent_id), None)
        return under.position[1] if under is not None else self._stage.container.floor_y

    def _pose(self, prop_id: str, wanted: str | None) -> str:
        kept = self._kept[prop_id]
        if wanted not in _ON_THE_FLOOR or (wanted in _HANDS and kept in _KEPT) or kept in _RESTING:
            return kept
        return wanted

    def _turn(self, plan: ShotPlan, shown: Mapping[str, str]) -> None:
        """Turns two who talk to each other, and who looks to what is looked at; who goes, goes as the set has it."""
        for prop_id, pose in shown.items():
            if pose in _GOING:
                self._yaw_deg.pop(prop_id, None)
                self._came = [*(other for other in self._came if other != prop_id), prop_id]
        if plan.axis is not None:
            pair = self._people((plan.axis.a, plan.axis.b))
            if len(pair) == 2:
                self._step_up(pair, shown)
                self._face(pair[0], pair[1])
                self._face(pair[1], pair[0])
        elif plan.rule == "look":
            looked_at = on_stage(self._stage, things_named(self._stage, plan.action)[:1])
            for person in self._people(plan.subjects[:1]):
                for name in looked_at:
                    self._face(person, find_prop(self._stage, name))

    def _step_up(self, pair: Sequence[Prop], shown: Mapping[str, str]) -> None:
        """Who came last of two who talk, and has arrived, stands where people stand to talk.

        To one who has sat down the other steps up.
        """
        came = [prop_id for prop_id in self._came if prop_id in {prop.id for prop in pair}]
        if not came or shown.get(came[-1]) in _GOING:
            return
        is_seated = self._kept[came[-1]] in _RESTING
        person, other = sorted(pair, key=lambda prop: (prop.id != came[-1]) != is_seated)
        if self._kept[person.id] in _RESTING:
            return
        (x, floor, z), (there_x, there_floor, there_z) = self._place(person), self._place(other)
        is_level = is_seated or abs(floor - there_floor) <= _NEAREST_M
        if hypot(x - there_x, z - there_z) <= _APART_M or not is_level:
            return
        along = atan2(x - there_x, z - there_z)
        for turn_deg in _ROUND_DEG:
            way = along + radians(turn_deg)
            place = (round(there_x + _TOGETHER_M * sin(way), 3), floor, round(there_z + _TOGETHER_M * cos(way), 3))
            if self._is_free(place, {person.id}):
                self._places[person.id] = place
                return

    def _is_free(self, place: Vec3, ignoring: Collection[str]) -> bool:
        points = [np.array((place[0], place[1] + height_m, place[2])) for height_m in _BODY_HEIGHTS_M]
        if not self._space.is_inside(points[1], margin_m=_BODY_M):
            return False
        return not any(self._space.solids.holds(at, margin_m=_BODY_M, ignoring=ignoring) for at in points)

    def _place(self, prop: Prop) -> Vec3:
        return self._places.get(prop.id, prop.position)

    def _face(self, person: Prop, other: Prop) -> None:
        here, there = self._place(person), self._place(other)
        x, z = there[0] - here[0], there[2] - here[2]
        if self._kept[person.id] not in _RESTING and hypot(x, z) > _NEAREST_M:
            self._yaw_deg[person.id] = round(degrees(atan2(x, z)), 1)

    def _people(self, names: Iterable[str]) -> list[Prop]:
        found = (find_prop(self._stage, name) for name in on_stage(self._stage, tuple(names)))
        return [prop for prop in found if is_person(prop)]

    def _poses(self, poses: Iterable[tuple[str, str]]) -> dict[str, str]:
        return {prop.id: pose for name, pose in poses for prop in self._people((name,))}
