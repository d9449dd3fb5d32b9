"""Framing by the words of the trade: a size, an angle, a lens, a subject; the camera goes there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from studio.model.documents import Board, CameraKey, Project
from studio.model.stage import Stage
from studio.viewport.camera_rig import frame_shot
from studio.viewport.cut_rules import line_pair, mended_keys
from studio.viewport.move_keys import MadeMove, made_move
from studio.viewport.shot_reading import ShotReader
from studio.viewport.subject import people_of
from studio.workflows.draw_board import board_stage
from studio.workflows.named_things import on_stage


@dataclass(frozen=True, slots=True)
class FramedBoard:
    """A board's fields after a change of its framing, and what had to give: texts with the values that fill them."""

    fields: dict[str, Any]
    notes: tuple[str, ...]
    values: dict[str, str]


def framed_board(
    board: Board,
    stage: Stage,
    project: Project,
    *,
    before: Board | None = None,
    shot_size: str | None = None,
    angle: str | None = None,
    lens_mm: float | None = None,
    subjects: Sequence[str] | None = None,
    over: str | None = None,
    seer: str | None = None,
) -> FramedBoard:
    """The board after a change of its framing; what is not given stays as it is, the lens where the room allows it.

    ``over`` is the shoulder, ``left`` or ``right``: the first subject is seen over the other person's. ``seer`` is the
    one through whose eyes the others are seen. ``before`` is the board before the cut, whose side of the line is kept.
    """
    size = shot_size or board.shot_size
    chosen = tuple(subjects) if subjects is not None else board.subjects
    set_now = board_stage(stage, board)
    present = on_stage(set_now, chosen)
    people = [prop.name or prop.id for prop in people_of(set_now)]
    shoulder: str | None = None
    if over is not None:
        seen = present[0] if present else people[0] if people else None
        shoulder = next((name for name in people if name != seen), None)
        present = (seen,) if seen else ()
    elif seer is not None:
        present = tuple(name for name in present or people if name != seer)[:1]
    pair = line_pair(before, board.model_copy(update={"subjects": present}), set_now) if before is not None else None
    framing = frame_shot(
        set_now,
        shot_size=size,
        angle=angle or board.angle,
        subjects=present,
        lens_mm=lens_mm,
        usual_mm=board.camera_keys[0].lens_mm if board.camera_keys else None,
        sensor=project.sensor,
        aspect=project.aspect_ratio,
        over=shoulder,
        side="left" if over == "left" else "right" if over == "right" else None,
        line=(pair[0].id, pair[1].id) if pair else None,
        previous=before.camera_keys[-1] if before is not None and pair and before.camera_keys else None,
        point_of_view=seer,
    )
    fields = {
        "cameraKeys": [framing.key.to_wire()],
        **shot_label(framing.key, set_now, project),
        "subjects": list(present or chosen),
    }
    values = {"used": f"{framing.lens_mm:g}", "wanted": f"{framing.wanted_mm or framing.lens_mm:g}"}
    return FramedBoard(fields, framing.notes, values)


def shot_label(key: CameraKey, set_now: Stage, project: Project) -> dict[str, Any]:
    """Size and angle that a board bears whose camera is ``key``: those that the read-out tells of it."""
    return read_label(ShotReader(set_now), key, project)


def read_label(reader: ShotReader, key: CameraKey, project: Project) -> dict[str, Any]:
    """The same where the set has been looked through already."""
    read = reader.read(key, sensor=project.sensor, aspect=project.aspect_ratio)
    return dict(zip(("shotSize", "angle"), read.label, strict=True))


def mended_keys_or_framed(
    before: Board, board: Board, stage: Stage, project: Project, rule: str
) -> tuple[CameraKey, ...]:
    """The board's cameras after a cut that broke a rule was mended: moved as they are, else the shot framed anew."""
    set_now = board_stage(stage, board)
    keys = mended_keys(before, board, set_now, rule)
    if keys is not None:
        return keys
    return tuple(
        CameraKey.from_wire(key) for key in framed_board(board, stage, project, before=before).fields["cameraKeys"]
    )


def moved_board(board: Board, stage: Stage, project: Project, move: str) -> MadeMove:
    """The keys of a camera move on the set as this board has it; it begins with the board's first key."""
    return made_move(
        board_stage(stage, board),
        board.camera_keys[0],
        move,
        sensor=project.sensor,
        aspect=project.aspect_ratio,
    )


def same_shots(boards: Sequence[Board], stage: Stage, project: Project) -> tuple[dict[str, Any] | None, ...]:
    """A board's camera and label for the same shot on this stage, cut to cut; None for a board without a size."""
    found: list[dict[str, Any] | None] = []
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
        found.append({"cameraKeys": [framing.key.to_wire()], **shot_label(framing.key, stage, project)})
    return tuple(found)
