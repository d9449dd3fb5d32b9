from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from studio.model.documents import Board, CameraKey
from studio.viewport.camera_rig import frame_shot
from studio.viewport.continuity import angle_change_deg, crosses_line
from studio.viewport.cut_rules import cut_faults, flipped, mended_keys
from studio.viewport.projection import project_point
from studio.viewport.room_space import room_space
from studio.viewport.subject import subject_of
from tests.unit.viewport.test_camera_rig import box, person, room

DORA, SIL = person("DORA", -1.0, 0.0, yaw=90.0), person("SIL", 1.0, 0.0, yaw=-90.0)
STAGE = room(DORA, SIL)
BOTH = ("DORA", "SIL")


def camera(x: float, z: float, **fields: Any) -> CameraKey:
    return CameraKey(position=(x, 1.6, z), target=(0.0, 1.5, 0.0), **fields)


def board(*keys: CameraKey, size: str = "MS", subjects: tuple[str, ...] = BOTH, move: str = "static") -> Board:
    return Board(camera_keys=keys, shot_size=size, subjects=subjects, move=move)


def rules(before: Board, after: Board) -> list[str]:
    return [fault.rule for fault in cut_faults(before, after, STAGE)]


def test_that_a_change_of_side_names_the_two_of_the_line() -> None:
    (fault,) = cut_faults(board(camera(0.5, 4)), board(camera(0.5, -4), size="CU"), STAGE)
    assert (fault.rule, fault.names) == ("line", BOTH)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (board(camera(0.5, 4)), board(camera(6, 0.2), size="CU")),
        (board(camera(6, 0.2)), board(camera(0.5, -4), size="CU")),
        (board(camera(0.5, 4), camera(0.5, -4, t=1.0), move="truck"), board(camera(1, -3), size="CU")),
        (board(camera(0.5, 4), move="dolly"), board(camera(0.5, -4), size="CU")),
    ],
    ids=["to the axis", "from the axis", "after a camera that went round", "after a move without keys"],
)
def test_that_the_axis_or_a_move_between_makes_a_change_of_side_good(before: Board, after: Board) -> None:
    assert rules(before, after) == []


def test_that_a_pan_does_not_make_a_change_of_side_good() -> None:
    assert rules(board(camera(0.5, 4), move="pan"), board(camera(0.5, -4), size="CU")) == ["line"]


def test_that_an_insert_and_somebody_who_has_just_come_have_no_line_to_cross() -> None:
    before, after = board(camera(0.5, 4)), board(camera(0.5, -4), size="CU")
    insert = board(camera(0.5, 4), size="INSERT", subjects=("clock",))
    alone = before.model_copy(update={"prop_overrides": {SIL.id: {"hidden": True}}})
    assert rules(before, after) == ["line"]
    assert rules(insert, after) == rules(before, insert) == rules(alone, after) == []


def test_that_the_same_size_from_almost_the_same_angle_jumps() -> None:
    assert rules(board(camera(0, 4)), board(camera(1, 4))) == ["thirty"]
    assert rules(board(camera(0, 4)), board(camera(1, 4), size="CU")) == []
    assert rules(board(camera(-1, 4)), board(camera(4, 3))) == []


def test_that_a_flipped_camera_sees_the_two_the_other_way_round() -> None:
    key = camera(0.8, 3.0, roll_deg=5.0)
    ends = [subject_of(prop).centre for prop in (DORA, SIL)]
    other = flipped(key, ends[0], ends[1])
    assert crosses_line(key, other, ends[0], ends[1])
    assert other.roll_deg == -5.0
    for prop in (DORA, SIL):
        x, y, z = subject_of(prop).mark(0.936)
        seen, mirrored = (project_point((x, y, z), one, sensor="Super 35", aspect=16 / 9) for one in (key, other))
        assert mirrored[0] == pytest.approx(1 - seen[0], abs=0.04)
    assert flipped(other, ends[0], ends[1]) == key


@pytest.mark.parametrize("rule", ["line", "thirty"])
def test_that_a_mended_cut_breaks_nothing_from_a_free_place(rule: str) -> None:
    before = board(frame_shot(STAGE, shot_size="MS", subjects=BOTH).key)
    first = before.camera_keys[0]
    wrong = flipped(first, DORA.position, SIL.position) if rule == "line" else first
    after = board(wrong, size="CU" if rule == "line" else "MS", subjects=BOTH)
    assert rules(before, after) == [rule]
    keys = mended_keys(before, after, STAGE, rule)
    assert keys is not None
    assert rules(before, after.model_copy(update={"camera_keys": keys})) == []
    space = room_space(STAGE)
    assert space.is_free(np.array(keys[0].position))
    assert space.is_inside(np.array(keys[0].position))
    if rule == "thirty":
        assert angle_change_deg(first, keys[0], subject_of(DORA).centre) >= 30


def test_that_a_place_that_is_taken_mends_nothing() -> None:
    blocked = room(DORA, SIL, box("stage", 0.0, 4.5, (12.0, 2.5, 6.0)))
    before, after = board(camera(1.0, 1.2)), board(camera(0.5, -4), size="CU")
    assert mended_keys(before, after, blocked, "line") is None
