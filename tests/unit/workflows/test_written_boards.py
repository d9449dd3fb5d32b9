"""Boards that the Writer wrote before there was a set get their cameras once there is one."""

from __future__ import annotations

import pytest

from studio.model.document import Document
from studio.model.documents import Board, ShotLabel
from studio.model.ids import DocPath, SceneId, Uid
from studio.model.operations import Set
from studio.model.stage import Stage
from studio.script.scene_text import heading_of
from studio.workflows.board_scene import board_operations, plan_boards
from studio.workflows.frame_board import same_shots
from studio.workflows.open_project import anchor_after
from studio.workflows.read_production import SceneReading, read_production
from studio.workflows.stage_scene import reframing_operations, scene_stage
from studio.workflows.written_boards import framed_on_set, framing_operations

SCRIPT = "INT. KITCHEN - DAY\n\nA round table.\n\nMINA sits at the table.\n\nMINA\nHe is late.\n"
SCENE = SceneId("s1")


def a_document() -> Document:
    contents = {DocPath(""): {"title": "Film"}, DocPath("scenes/s1"): {"script": SCRIPT, "orderKey": "a"}}
    return Document(contents, heading_of=heading_of, anchor_after=anchor_after)


@pytest.fixture(scope="module")
def kitchen() -> tuple[SceneReading, Stage]:
    """The scene as read, and its set."""
    (reading,) = read_production(a_document())
    return reading, scene_stage(reading)


def test_that_the_model_s_boards_are_framed_on_the_set_in_the_film_and_in_the_window(
    kitchen: tuple[SceneReading, Stage],
) -> None:
    reading, stage = kitchen
    document = a_document()
    boards = [
        Board(shot_size="WS", order_key="a", shot=ShotLabel(number="1", setup="A")),
        Board(shot_size="CU", order_key="b", shot=ShotLabel(number="1", setup="B"), subjects=("MINA",)),
    ]
    document.commit(board_operations(reading, boards), label="Accept", initiator=Uid("me"))
    written = document.boards(SCENE)

    framed = framed_on_set([board for _, board in written], reading, stage, document.project)
    assert all(len(board.camera_keys) == 1 for board in framed)
    document.commit(framing_operations(SCENE, written, framed), label="Produce", initiator=Uid("me"))
    assert [board.camera_keys for _, board in document.boards(SCENE)] == [board.camera_keys for board in framed]
    assert framed[0].camera_keys[0].lens_mm < framed[1].camera_keys[0].lens_mm, "a face is taken with a longer lens"

    paths = [(DocPath(f"scenes/s1/boards/{name}"), board) for name, board in written]
    shots = same_shots([board for _, board in written], stage, document.project)
    moved = [op.doc for op in reframing_operations(paths, shots, stage) if isinstance(op, Set)]
    assert set(moved) == {path for path, _ in paths}


def test_that_boards_of_film_grammar_get_its_cameras_poses_and_reasons(kitchen: tuple[SceneReading, Stage]) -> None:
    reading, stage = kitchen
    project = a_document().project
    planned = plan_boards(reading, stage, project)
    unframed = plan_boards(reading, None, project)
    assert len(planned) > 1 and not any(board.camera_keys for board in unframed)
    assert framed_on_set(unframed, reading, stage, project) == planned


def test_that_without_a_set_boards_stay_as_they_were_written(kitchen: tuple[SceneReading, Stage]) -> None:
    boards = (Board(shot_size="CU"),)
    assert framed_on_set(boards, kitchen[0], None, a_document().project) == boards
