"""How everybody on a set stands from board to board, and who is there at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from studio.agents.poses import Pose
from studio.agents.shot_plan import ShotPlan
from studio.errors import InputError
from studio.model.stage import Prop, Stage
from studio.staging.kit.mannequin import pose_size
from studio.viewport.subject import find_prop, is_person

_ON_THE_FLOOR = frozenset({"stand", "talk", "point", "hold", "lean", "walk", "run", "kneel"})
"""Poses that a figure can change between without moving from its place."""
_KEPT = frozenset({"kneel", "lean"})
"""Attitudes that somebody stays in while they speak and use their hands; a walk is over when the next board begins."""
_HANDS = frozenset({"talk", "point", "hold"})
_ANY: Pose = "stand"


class Attitudes:
    """What each board changes on the scene's set, asked for board by board in order."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._kept: dict[str, str] = {
            prop.id: prop.pose if prop.pose in _KEPT else "stand"
            for prop in stage.props
            if is_person(prop) and (prop.pose or "stand") in _ON_THE_FLOOR
        }

    def next(self, plan: ShotPlan) -> dict[str, dict[str, Any]]:
        """The overrides of the next board by prop: who is not there is hidden, a deed gives its pose."""
        overrides: dict[str, dict[str, Any]] = {}
        shown = {prop.id: pose for prop, pose in self._people(plan.poses)}
        left = {prop.id: pose for prop, pose in self._people(plan.left_in)}
        absent = {prop.id for prop, _ in self._people((name, _ANY) for name in plan.absent)}
        for prop_id in absent:
            overrides[prop_id] = {"hidden": True}
        for prop_id, kept in self._kept.items():
            pose = shown.get(prop_id, kept)
            if pose not in _ON_THE_FLOOR or (pose in _HANDS and kept in _KEPT):
                pose = kept
            prop = find_prop(self._stage, prop_id)
            if prop.pose != pose and prop_id not in absent:
                overrides[prop_id] = {"pose": pose, "size": list(pose_size(prop.asset, pose))}
            after = left.get(prop_id)
            if after is not None and after not in _HANDS:
                self._kept[prop_id] = after if after in _KEPT else "stand"
        return overrides

    def _people(self, poses: Iterable[tuple[str, Pose]]) -> Iterator[tuple[Prop, Pose]]:
        for name, pose in poses:
            try:
                prop = find_prop(self._stage, name)
            except InputError:
                continue
            if is_person(prop):
                yield prop, pose
