from __future__ import annotations

from itertools import pairwise
from math import dist

import numpy as np
import pytest

from studio.model.documents import CameraKey
from studio.model.stage import Stage
from studio.viewport.camera_path import Shake, camera_at, camera_frames
from studio.viewport.camera_rig import frame_shot
from studio.viewport.move_keys import made_move
from studio.viewport.projection import project_point
from studio.viewport.room_space import room_space
from studio.viewport.subject import subject_of
from tests.unit.viewport.test_camera_rig import box, person, room

MOVES = ("pan", "tilt", "roll", "dolly", "truck", "pedestal", "crane", "zoom", "dolly_zoom", "rack_focus")
MINA, SIL = person("Mina", 0.0, 0.0, yaw=20.0), person("Sil", 2.2, -2.0, yaw=0.0)
STAGE = room(MINA, SIL)


def framed(stage: Stage = STAGE) -> CameraKey:
    return frame_shot(stage, shot_size="MS", subjects=["Mina"], usual_mm=35.0).key


def across(key: CameraKey) -> float:
    """The width of Mina's face in the picture."""
    x, y, z = subject_of(MINA).mark(0.936)
    left, right = (project_point((x + d, y, z), key, sensor="Super 35", aspect=16 / 9)[0] for d in (-0.1, 0.1))
    return abs(right - left)


@pytest.mark.parametrize("move", MOVES)
def test_that_a_move_starts_with_the_framing_and_does_what_its_name_says(move: str) -> None:
    start = framed()
    keys = made_move(STAGE, start, move).keys
    first, last = keys
    assert (first.position, first.target, first.lens_mm) == (start.position, start.target, start.lens_mm)
    assert (first.t, last.t) == (0.0, 1.0)
    travels = dist(first.position, last.position) > 0.1
    assert travels == (move in ("dolly", "truck", "pedestal", "crane", "dolly_zoom"))
    assert (first.lens_mm != last.lens_mm) == (move in ("zoom", "dolly_zoom"))
    assert (first.roll_deg != last.roll_deg) == (move == "roll")
    if move == "rack_focus":
        assert last.focus_m is not None and first.focus_m is not None
        assert max(last.focus_m / first.focus_m, first.focus_m / last.focus_m) > 1.3


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("half", [1.5, 2.2, 4.0])
def test_that_a_moving_camera_passes_through_nothing(move: str, half: float) -> None:
    stage = room(
        MINA, *(box(f"crate{i}", x, z, (0.6, 1.4, 0.6)) for i, (x, z) in enumerate(((1, 1), (-1, 1.2)))), half=half
    )
    space = room_space(stage)
    for key in camera_frames(made_move(stage, framed(stage), move).keys, 48):
        assert space.is_free(np.array(key.position))
        assert space.is_inside(np.array(key.position), margin_m=0.1)


def test_that_a_dolly_zoom_holds_the_size_of_its_subject() -> None:
    keys = made_move(STAGE, framed(), "dolly_zoom").keys
    widths = [across(key) for key in camera_frames(keys, 24)]
    assert max(widths) / min(widths) < 1.13
    assert max(keys[0].lens_mm, keys[1].lens_mm) / min(keys[0].lens_mm, keys[1].lens_mm) > 1.3


def test_that_a_pan_goes_to_the_other_person() -> None:
    last = made_move(STAGE, framed(), "pan").keys[-1]
    x, _, depth = project_point(subject_of(SIL).centre, last, sensor="Super 35", aspect=16 / 9)
    assert depth > 0
    assert 0.3 < x < 0.7


def test_that_where_there_is_no_room_the_camera_stands_and_says_so() -> None:
    key = CameraKey(position=(0.0, 1.6, 3.0), target=(0.0, 1.5, 0.0))
    walls = (box("left", -0.75, 3.0, (0.9, 2.5, 0.9)), box("right", 0.75, 3.0, (0.9, 2.5, 0.9)))
    assert made_move(room(MINA), key, "truck").keys[-1].position != key.position
    assert made_move(room(MINA, *walls), key, "truck").is_stuck
    assert made_move(room(MINA, *walls), key, "truck").keys == (key,)


def test_that_easing_starts_and_stops_gently_and_linear_does_not() -> None:
    ends = [
        CameraKey(t=t, position=(4 * t, 1.6, 3.0), target=(4 * t, 1.6, 0.0), easing=e)
        for t, e in ((0, "ease"), (1, ""))
    ]
    travelled = [key.position[0] for key in camera_frames(ends, 5)]
    assert travelled == pytest.approx([0.0, 0.625, 2.0, 3.375, 4.0])
    even = [ends[0].model_copy(update={"easing": "linear"}), ends[1]]
    assert [key.position[0] for key in camera_frames(even, 5)] == pytest.approx([0, 1, 2, 3, 4])


def test_that_keys_are_met_exactly_and_the_camera_stands_outside_them() -> None:
    keys = [
        CameraKey(t=0.25, position=(0, 1.6, 4), target=(0, 1, 0), lens_mm=24, focus_m=4.0),
        CameraKey(t=0.5, position=(1, 1.6, 3), target=(0, 1, 0), lens_mm=50, focus_m=1.0),
        CameraKey(t=0.75, position=(2, 1.0, 3), target=(1, 1, 0), lens_mm=50, focus_m=2.0),
    ]
    for key in keys:
        met = camera_at(keys, key.t)
        assert met.position == pytest.approx(key.position)
        assert met.target == pytest.approx(key.target)
        assert (met.lens_mm, met.focus_m) == pytest.approx((key.lens_mm, key.focus_m))
    assert camera_at(keys, 0.0).position == keys[0].position
    assert camera_at(keys, 1.0).position == keys[-1].position


def test_that_a_zoom_enlarges_by_the_same_factor_and_focus_runs_in_dioptres() -> None:
    ends = [
        CameraKey(t=t, position=(0, 1.6, 4), target=(0, 1, 0), lens_mm=mm, focus_m=f, easing="linear")
        for t, mm, f in ((0.0, 25, 1.0), (1.0, 100, 4.0))
    ]
    middle = camera_at(ends, 0.5)
    assert middle.lens_mm == pytest.approx(50)
    assert middle.focus_m == pytest.approx(1.6)


def test_that_a_hand_is_unsteady_the_same_way_every_time() -> None:
    keys = made_move(STAGE, framed(), "handheld").keys
    first, again, other = (list(camera_frames(keys, 24, shake=Shake(seed, 1.0))) for seed in (7, 7, 8))
    assert first == again
    assert first != other
    sways = [dist(key.position, keys[0].position) for key in first]
    assert 0.001 < max(sways) < 0.04
    steps = [dist(a.position, b.position) for a, b in pairwise(first)]
    assert max(steps) < 0.008
