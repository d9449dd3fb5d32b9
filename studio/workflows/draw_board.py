"""The frame of a board: the stage through its camera, with what was drawn over it, as its picture."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from studio.errors import RenderError
from studio.media.pictures import encode_png, read_picture
from studio.media.stroke_raster import DrawnLayer, with_drawing
from studio.model.documents import Board, CameraKey, Project, Take
from studio.model.ids import DocPath, SceneId, doc_id, stage_path, take_path
from studio.model.operations import Create, Operation, Set
from studio.model.ports import BlobStore, FrameSource, Picture
from studio.model.reader import DocumentReader
from studio.model.stage import Stage, StageContainer
from studio.model.strokes import decode_strokes
from studio.workflows.posed_stage import posed

FRAME_TAKE = "frame"
"""Id of the one take of a board that is the stage through its camera; it is drawn anew, others are kept."""

DEFAULT_SIZE = (1280, 720)


def board_stage(stage: Stage | None, board: Board) -> Stage:
    """The stage as this board sees it: with its own overrides of props; an empty ground where there is no stage."""
    if stage is None:
        half = 6.0
        corners = ((-half, -half), (half, -half), (half, half), (-half, half))
        return Stage(container=StageContainer(footprint=corners, ceiling_y=4.0, outdoor=True))
    return posed(stage, board.prop_overrides)


def board_camera(stage: Stage, board: Board) -> CameraKey:
    """The board's first camera key, else the stage's first camera, else one that sees the middle."""
    if board.camera_keys:
        return board.camera_keys[0]
    if stage.cameras:
        camera = stage.cameras[0]
        return CameraKey(
            position=camera.position, target=camera.target, roll_deg=camera.roll_deg, lens_mm=camera.lens_mm or 24.0
        )
    return CameraKey(position=(0.0, 1.6, 6.0), target=(0.0, 1.0, 0.0), lens_mm=24.0)


@dataclass(frozen=True, slots=True)
class BoardJob:
    """All that drawing one board needs, so that a worker can do it.

    ``chosen`` is the picture that a person or an agent chose (encoded), in place of the stage's frame; ``revision``
    names what the picture depends on.
    """

    path: DocPath
    board: Board
    stage: Stage | None
    project: Project
    layers: tuple[DrawnLayer, ...]
    chosen: bytes | None
    revision: str
    look: str
    size: tuple[int, int]


@dataclass(frozen=True, slots=True)
class DrawnBoard:
    """PNG bytes: ``frame`` is the stage through the camera (None where another picture was chosen), ``shown`` what the
    board shows, drawing included (None where that is the frame itself)."""

    frame: bytes | None
    shown: bytes | None


def board_job(
    documents: DocumentReader, path: DocPath, media: BlobStore, *, look: str, size: tuple[int, int]
) -> BoardJob | None:
    """What drawing a board needs; None when the board is gone or its picture is up to date. Reads media."""
    board = documents.board(path)
    if board is None:
        return None
    revision = picture_revision(documents, path, look=look, size=size)
    if board.image_url and board.image_prompt_revision == revision:
        return None
    chosen = _chosen_asset(documents, path)
    return BoardJob(
        path=path,
        board=board,
        stage=documents.stage(SceneId(path.split("/")[1])),
        project=documents.project,
        layers=tuple(
            DrawnLayer(decode_strokes(media.read(layer.strokes)), layer.opacity)
            for _, layer in documents.layers(path)
            if layer.visible and layer.strokes
        ),
        chosen=media.read(chosen) if chosen else None,
        revision=revision,
        look=look,
        size=size,
    )


def draw_board(frames: FrameSource | None, job: BoardJob) -> DrawnBoard:
    """Draws a board; ``frames`` is only asked where the stage's frame is wanted. The same job gives the same bytes."""
    frame: bytes | None = None
    if job.chosen is not None:
        picture: Picture = read_picture(job.chosen, name=f"The picture of board {job.board.shot.text}")
    else:
        if frames is None:
            raise RenderError("This machine cannot draw the stage; see “dreamfactory doctor”.")
        stage = board_stage(job.stage, job.board)
        picture = frames.frame(
            stage,
            board_camera(stage, job.board),
            size=job.size,
            aspect=job.project.aspect_ratio,
            sensor=job.project.sensor,
            look=job.look,
            depth_of_field=job.project.depth_of_field,
        )
        frame = encode_png(picture)
    shown = encode_png(with_drawing(picture, job.layers)) if job.layers else None
    if shown is None and frame is None:
        shown = job.chosen
    return DrawnBoard(frame, shown)


def picture_operations(
    documents: DocumentReader, job: BoardJob, *, frame: str | None, shown: str | None
) -> list[Operation]:
    """Shows what was drawn, by its ``media:`` references. A picture that somebody chose stays the board's take."""
    if documents.board(job.path) is None:
        return []
    ops: list[Operation] = []
    if frame is not None:
        take = take_path(job.path.split("/")[1], doc_id(job.path), FRAME_TAKE)
        if documents.raw(take) is None:
            fresh = Take(kind="frame", asset=frame, agent="offline", prompt=job.board.visual_prompt)
            ops.append(Create(take, fresh.to_wire(with_unset=False)))
        else:
            ops.append(Set(take, ("asset",), frame))
        ops.append(Set(job.path, ("takeId",), FRAME_TAKE))
    ops.append(Set(job.path, ("imageUrl",), shown or frame))
    ops.append(Set(job.path, ("imagePromptRevision",), job.revision))
    return ops


def picture_revision(documents: DocumentReader, path: DocPath, *, look: str, size: tuple[int, int]) -> str:
    """What a board's picture depends on, as a short hash; it tells whether a picture is still true."""
    board = documents.board(path)
    project = documents.project
    chosen = _chosen_asset(documents, path)
    facts = {
        "chosen": chosen,
        "stage": None if chosen else _seen(documents.raw(stage_path(path.split("/")[1]))),
        "keys": [key.to_wire() for key in board.camera_keys] if board and not chosen else [],
        "overrides": board.prop_overrides if board and not chosen else {},
        "frame": [project.aspect_ratio, project.sensor, look, *size, *_focused(project)],
        "layers": [
            [layer.strokes, layer.opacity] for _, layer in documents.layers(path) if layer.visible and layer.strokes
        ],
    }
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:16]


def _focused(project: Project) -> tuple[str, ...]:
    """Told only where it is switched on, so that pictures drawn before there was such a switch stay true."""
    return ("depth of field",) if project.depth_of_field else ()


def _chosen_asset(documents: DocumentReader, path: DocPath) -> str | None:
    board = documents.board(path)
    if board is None or board.take_id in (None, FRAME_TAKE):
        return None
    take = dict(documents.takes(path)).get(board.take_id)
    return take.asset if take is not None and take.kind != "video" else None


def _seen(stage: Mapping[str, Any] | None) -> str:
    if stage is None:
        return ""
    parts = {name: stage.get(name) for name in ("container", "props", "lights", "sky", "post")}
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()
