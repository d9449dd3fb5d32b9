"""A scene's boards: planned by film grammar, framed on its set."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from typing import Any

from studio.agents.film_grammar import plan_shots
from studio.agents.reason import in_words
from studio.agents.shot_numbers import setup_of
from studio.agents.shot_plan import ShotPlan
from studio.model.documents import Board, Project, ShotLabel
from studio.model.ids import DocPath, SceneId, board_path, new_id
from studio.model.operations import Create, Operation
from studio.model.order_key import spread_keys
from studio.model.stage import Stage
from studio.workflows.attitudes import Attitudes
from studio.workflows.held_shots import with_held_shots
from studio.workflows.held_things import HeldThings
from studio.workflows.posed_stage import posed
from studio.workflows.read_production import SceneReading
from studio.workflows.scene_cameras import Framed, SceneCameras


def plan_boards(reading: SceneReading, stage: Stage | None, project: Project) -> tuple[Board, ...]:
    """The boards of one scene in order, each with the rule that chose it as its rationale."""
    plans = plan_shots(
        reading.beats, rate=project.frame_rate.rate, people=reading.figures, known_places=reading.known_places
    )
    if stage is not None:
        plans = with_held_shots(plans, stage, reading.beats.text, rate=project.frame_rate.rate)
    attitudes = Attitudes(stage) if stage is not None else None
    held = HeldThings(stage) if stage is not None else None
    boards: list[Board] = []
    cameras = SceneCameras(project)
    for place, (key, plan) in enumerate(zip(spread_keys(len(plans)), plans, strict=True)):
        framed: Framed | None = None
        overrides: dict[str, dict[str, Any]] = {}
        if stage is not None and attitudes is not None and held is not None:
            overrides = held.next(plan, attitudes.next(plan))
            following = plans[place + 1] if place + 1 < len(plans) else None
            framed = cameras.next(plan, posed(stage, overrides), following=following)
        boards.append(
            Board(
                order_key=key,
                shot=ShotLabel(number=reading.number, setup=setup_of(reading.number, place)),
                anchor=plan.anchor,
                shot_size=framed.shot_size if framed else plan.shot_size,
                angle=framed.angle if framed else plan.angle,
                move=plan.move,
                camera_keys=(framed.key,) if framed else (),
                duration_frames=plan.duration_frames,
                dialogue=plan.dialogue,
                action=plan.action,
                notes=plan.notes,
                rationale=in_words((*plan.reasons, *(framed.reasons if framed else ())), plan.language),
                subjects=framed.subjects if framed else plan.subjects,
                visual_prompt=_visual_prompt(plan, project),
                prop_overrides=overrides,
            )
        )
    return tuple(boards)


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


def _visual_prompt(plan: ShotPlan, project: Project) -> str:
    parts = [
        f"{plan.shot_size} {plan.angle}",
        ", ".join(plan.subjects),
        plan.action,
        project.production_bible.visual_style,
    ]
    return ". ".join(part for part in parts if part)
