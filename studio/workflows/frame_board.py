"""Framing by the words of the trade: a size, an angle, a lens, a subject; the camera goes there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from studio.model.documents import Board, CameraKey, Project
from studio.model.stage import Stage
from studio.viewport.camera_rig import frame_shot
from studio.viewport.subject import people_of
from studio.workflows.board_scene import on_stage


def framed_fields(
    board: Board,
    stage: Stage,
    project: Project,
    *,
    shot_size: str | None = None,
    angle: str | None = None,
    lens_mm: float | None = None,
    subjects: Sequence[str] | None = None,
    over: str | None = None,
) -> dict[str, Any]:
    """The board's fields after a change of its framing; what is not given stays as it is.

    ``over`` is the shoulder, ``left`` or ``right``: the first subject is seen over the other person's.
    """
    size = shot_size or board.shot_size
    chosen = tuple(subjects) if subjects is not None else board.subjects
    present = on_stage(stage, chosen)
    people = [prop.name or prop.id for prop in people_of(stage)]
    shoulder: str | None = None
    if over is not None:
        seen = present[0] if present else people[0] if people else None
        shoulder = next((name for name in people if name != seen), None)
        present = (seen,) if seen else ()
    framing = frame_shot(
        stage,
        shot_size=size,
        angle=angle or board.angle,
        subjects=present,
        lens_mm=lens_mm,
        sensor=project.sensor,
        aspect=project.aspect_ratio,
        over=shoulder,
        side="left" if over == "left" else "right" if over == "right" else None,
    )
    return {
        "cameraKeys": [framing.key.to_wire()],
        "shotSize": size,
        "angle": angle or board.angle,
        "subjects": list(present or chosen),
    }


def same_shots(boards: Sequence[Board], stage: Stage, project: Project) -> tuple[CameraKey | None, ...]:
    """A camera a board for the same shots on this stage, cut to cut; None for a board without a size."""
    keys: list[CameraKey | None] = []
    previous: CameraKey | None = None
    for board in boards:
        framing = frame_shot(
            stage,
            shot_size=board.shot_size,
            angle=board.angle,
            subjects=on_stage(stage, board.subjects),
            sensor=project.sensor,
            aspect=project.aspect_ratio,
            previous=previous,
        )
        previous = framing.key
        keys.append(framing.key)
    return tuple(keys)
