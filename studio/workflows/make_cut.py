"""The cut of a project: its documents as film, PDF, timeline and shot list want them."""

from __future__ import annotations

from dataclasses import replace

from studio.errors import MediaError
from studio.media.camera_window import is_static
from studio.media.cut import Cut, CutBoard
from studio.media.move_mark import MoveMark, mark_of_frames, mark_of_still, rising_mark
from studio.media.shot_move import shot_move
from studio.model.documents import Board, Project
from studio.model.ids import SceneId, doc_id
from studio.model.ports import BlobStore
from studio.model.reader import DocumentReader
from studio.model.timing import FrameRate
from studio.viewport.end_frame import end_frame
from studio.workflows.board_video import filmed_board
from studio.workflows.moving_board import MovingBoard

_WHOLE = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))


def make_cut(documents: DocumentReader, media: BlobStore) -> Cut:
    """All boards in story order; of one whose picture is not on this machine that is told."""
    project = documents.project
    rate = project.frame_rate.rate
    scenes = {name: (place, scene) for place, (name, scene) in enumerate(documents.scenes(), 1)}
    boards = []
    for path, board in documents.all_boards():
        place, scene = scenes[SceneId(path.split("/")[1])]
        cut_board = _cut_board(doc_id(path), board, str(board.shot.number or place), scene.heading, media, rate)
        stage = documents.stage(SceneId(path.split("/")[1])) if len(board.camera_keys) > 1 else None
        moving = filmed_board(documents, path, board, stage, media)
        if isinstance(moving, MovingBoard):
            cut_board = replace(cut_board, moving=moving, mark=_mark(board, project))
        elif moving is not None:
            cut_board = replace(cut_board, moving=moving, sound=moving.path)
        boards.append(cut_board)
    return Cut(project.title, tuple(boards), rate, project.aspect_ratio)


def _mark(board: Board, project: Project) -> MoveMark | None:
    """A move on the set as it is printed: where its last frame lies; a crane, which keeps its aim, by how it rises."""
    first, last = board.camera_keys[0], board.camera_keys[-1]
    if board.move == "crane":
        return rising_mark(is_up=last.position[1] > first.position[1])
    frame = end_frame(board.camera_keys, sensor=project.sensor, aspect=project.aspect_ratio)
    return mark_of_frames(_WHOLE, frame) if frame else None


def _cut_board(board_id: str, board: Board, number: str, heading: str, media: BlobStore, rate: FrameRate) -> CutBoard:
    try:
        picture = media.path(board.image_url) if board.image_url else None
    except MediaError:
        picture = None
    move = shot_move(board, rate=rate)
    return CutBoard(
        id=board_id,
        scene_number=number,
        scene_heading=heading,
        shot=board.shot.text,
        picture=picture,
        frames=board.duration_frames,
        shot_size=board.shot_size,
        angle=board.angle,
        move=board.move,
        lens_mm=board.camera_keys[0].lens_mm if board.camera_keys else None,
        dialogue=board.dialogue,
        action=board.action,
        notes=board.notes,
        characters=board.subjects,
        ken_burns=None if is_static(move) else move,
        mark=None if board.move == "handheld" else mark_of_still(move),
        is_absent=bool(board.image_url) and picture is None,
    )
