"""Boards that stand before their scene has a set, such as the Writer's: framed once it has one."""

from __future__ import annotations

from collections.abc import Sequence

from studio.model.documents import Board, Project
from studio.model.ids import BoardId, DocPath, SceneId, board_path
from studio.model.operations import Operation, Set
from studio.model.stage import Stage
from studio.workflows.board_scene import plan_boards
from studio.workflows.frame_board import same_shots
from studio.workflows.read_production import SceneReading

_FRAMING = ("camera_keys", "shot_size", "angle", "subjects", "prop_overrides", "rationale")


def framed_on_set(
    boards: Sequence[Board], reading: SceneReading, stage: Stage | None, project: Project
) -> tuple[Board, ...]:
    """The boards with a camera each for the shot that they are; as they are where there is no set.

    Boards that are those of film grammar get its cameras, poses and reasons too.
    """
    if stage is None:
        return tuple(boards)
    planned = plan_boards(reading, stage, project)
    if [_shot(board) for board in boards] == [_shot(board) for board in planned]:
        return tuple(
            board.model_copy(update={name: getattr(plan, name) for name in _FRAMING})
            for board, plan in zip(boards, planned, strict=True)
        )
    framed = same_shots(boards, stage, project)
    return tuple(
        Board.from_wire({**board.to_wire(), **fields}) if fields is not None else board
        for board, fields in zip(boards, framed, strict=True)
    )


def framing_operations(
    scene: SceneId, before: Sequence[tuple[BoardId, Board]], after: Sequence[Board]
) -> list[Operation]:
    """What of the boards' framing has become another."""
    ops: list[Operation] = []
    for (name, old), board in zip(before, after, strict=True):
        path: DocPath = board_path(scene, name)
        was, now = old.to_wire(), board.to_wire()
        ops += [
            Set(path, (wire,), now[wire])
            for field in _FRAMING
            if was[wire := Board.model_fields[field].alias or field] != now[wire]
        ]
    return ops


def _shot(board: Board) -> tuple[object, ...]:
    start = board.anchor.start if board.anchor else None
    return (start, board.move, board.action, board.dialogue, board.duration_frames)
