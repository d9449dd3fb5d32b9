"""A scene's boards: planned by film grammar, framed on its set."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from studio.agents.film_grammar import plan_shots
from studio.agents.shot_numbers import setup_of
from studio.agents.shot_plan import ShotPlan
from studio.errors import InputError
from studio.model.documents import Board, CameraKey, Project, ShotLabel
from studio.model.ids import DocPath, SceneId, board_path, new_id
from studio.model.operations import Create, Operation
from studio.model.order_key import spread_keys
from studio.model.stage import Prop, Stage
from studio.staging.kit.mannequin import pose_size
from studio.viewport.camera_rig import frame_shot
from studio.viewport.subject import find_prop, is_person
from studio.workflows.read_production import SceneReading

_UPRIGHT = frozenset({"stand", "talk", "point", "hold", "lean", "walk"})
"""Poses that a figure can change between without moving from its place."""


@dataclass(frozen=True, slots=True)
class Framed:
    """A shot's camera and who was really on the set for it."""

    key: CameraKey
    subjects: tuple[str, ...]
    notes: tuple[str, ...]


def plan_boards(reading: SceneReading, stage: Stage | None, project: Project) -> tuple[Board, ...]:
    """The boards of one scene in order, each with the rule that chose it as its rationale."""
    plans = plan_shots(
        reading.beats, rate=project.frame_rate.rate, people=reading.figures, known_places=reading.known_places
    )
    boards = []
    previous: CameraKey | None = None
    for place, (key, plan) in enumerate(zip(spread_keys(len(plans)), plans, strict=True)):
        poses = _poses(plan, stage) if stage is not None else {}
        framed = frame_plan(plan, posed(stage, poses), project, previous=previous) if stage is not None else None
        previous = framed.key if framed else previous
        boards.append(
            Board(
                order_key=key,
                shot=ShotLabel(number=reading.number, setup=setup_of(reading.number, place)),
                anchor=plan.anchor,
                shot_size=plan.shot_size,
                angle=plan.angle,
                move=plan.move,
                camera_keys=(framed.key,) if framed else (),
                duration_frames=plan.duration_frames,
                dialogue=plan.dialogue,
                action=plan.action,
                notes=plan.notes,
                rationale=plan.rationale,
                subjects=framed.subjects if framed else plan.subjects,
                visual_prompt=_visual_prompt(plan, project),
                prop_overrides=poses,
            )
        )
    return tuple(boards)


def posed(stage: Stage, overrides: Mapping[str, Mapping[str, Any]]) -> Stage:
    """The stage with a board's own changes to its props."""
    if not overrides:
        return stage
    props = (
        Prop.from_wire({**prop.to_wire(), **overrides[prop.id]}) if prop.id in overrides else prop
        for prop in stage.props
    )
    return stage.model_copy(update={"props": tuple(props)})


def frame_plan(plan: ShotPlan, stage: Stage, project: Project, *, previous: CameraKey | None) -> Framed:
    """The camera of a planned shot; what the plan names and the set has not is left out."""
    # A new place is shown whole, so that everybody knows where they are; who is in it comes after.
    is_whole_set = plan.rule == "establish" and plan.over is None
    subjects = () if is_whole_set else on_stage(stage, plan.subjects)
    axis = on_stage(stage, (plan.axis.a, plan.axis.b)) if plan.axis else ()
    over = plan.over if plan.over and on_stage(stage, (plan.over,)) else None
    is_pov = plan.rule == "pov"
    framing = frame_shot(
        stage,
        shot_size="EWS" if is_whole_set else plan.shot_size if subjects or plan.shot_size != "INSERT" else "MS",
        angle=plan.angle,
        subjects=subjects,
        lens_mm=None,
        sensor=project.sensor,
        aspect=project.aspect_ratio,
        over=over,
        line=(axis[0], axis[1]) if len(axis) == 2 else None,
        previous=previous,
        point_of_view=None if not is_pov else _seer(plan, stage),
    )
    return Framed(framing.key, subjects or plan.subjects, framing.notes)


def on_stage(stage: Stage, names: Sequence[str]) -> tuple[str, ...]:
    """Those of the names that stand on the set."""
    found = []
    for name in names:
        try:
            find_prop(stage, name)
        except InputError:
            continue
        found.append(name)
    return tuple(found)


def board_operations(
    reading: SceneReading, boards: Sequence[Board], *, taken: Collection[DocPath] = ()
) -> list[Operation]:
    """Creates the boards below their scene; their ids follow from their place and words, unless those are ``taken``."""
    ops: list[Operation] = []
    for board in boards:
        path = board_path(reading.id, board_id(reading.id, board))
        path = board_path(reading.id, new_id()) if path in taken else path
        ops.append(Create(path, board.to_wire(with_unset=False)))
    return ops


def board_id(scene: SceneId, board: Board) -> str:
    """An id that is the same for the same board of the same scene."""
    words = f"{scene}\n{board.shot.text}\n{board.anchor.start if board.anchor else 0}"
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def _seer(plan: ShotPlan, stage: Stage) -> str | None:
    candidates = [plan.speaker, plan.over, *(name for name, _ in plan.poses)]
    present = on_stage(stage, [name for name in candidates if name])
    return present[0] if present else None


def _poses(plan: ShotPlan, stage: Stage) -> dict[str, dict[str, Any]]:
    overrides = {}
    for name, pose in plan.poses:
        present = on_stage(stage, (name,))
        prop: Prop | None = find_prop(stage, present[0]) if present else None
        if prop is None or not is_person(prop) or prop.pose == pose:
            continue
        if (prop.pose or "stand") in _UPRIGHT and pose in _UPRIGHT:
            overrides[prop.id] = {"pose": pose, "size": list(pose_size(prop.asset, pose))}
    return overrides


def _visual_prompt(plan: ShotPlan, project: Project) -> str:
    parts = [
        f"{plan.shot_size} {plan.angle}",
        ", ".join(plan.subjects),
        plan.action,
        project.production_bible.visual_style,
    ]
    return ". ".join(part for part in parts if part)
