from __future__ import annotations

from math import atan, degrees

import numpy as np
import pytest

from studio.model.documents import CameraKey
from studio.viewport.frame_solver import axes, lens, seen_at, solve_vertical
from studio.viewport.projection import frustum_planes, project_point, projection_matrix, view_matrix

CAMERA = CameraKey(position=(0.0, 1.5, 5.0), target=(0.0, 1.5, 0.0), lens_mm=50)


def at(point: tuple[float, float, float], camera: CameraKey = CAMERA) -> tuple[float, float, float]:
    return project_point(point, camera, sensor="Full frame", aspect=16 / 9)


def test_that_the_target_is_in_the_middle() -> None:
    assert at((0.0, 1.5, 0.0)) == pytest.approx((0.5, 0.5, 5.0))


def test_that_right_is_right_and_up_is_up() -> None:
    assert at((0.5, 1.5, 0.0))[0] > 0.5
    assert at((0.0, 2.0, 0.0))[1] < 0.5


def test_that_what_is_behind_has_a_negative_distance() -> None:
    assert at((0.0, 1.5, 9.0))[2] == pytest.approx(-4)


def test_that_a_fifty_on_full_frame_sees_what_the_optics_say() -> None:
    edge = 5.0 * 36 / (2 * 50)
    assert degrees(2 * atan(36 / 100)) == pytest.approx(39.6, abs=0.05)
    assert at((edge, 1.5, 0.0))[0] == pytest.approx(1.0)


def test_that_a_roll_turns_the_picture() -> None:
    rolled = CAMERA.model_copy(update={"roll_deg": 90.0})
    x, y, _ = at((0.5, 1.5, 0.0), rolled)
    assert x == pytest.approx(0.5)
    assert y != pytest.approx(0.5, abs=0.05)


@pytest.mark.parametrize("target", [(0.0, -4.0, 0.0), (0.0, 9.0, 0.0)])
def test_that_looking_straight_down_or_up_is_defined(target: tuple[float, float, float]) -> None:
    camera = CameraKey(position=(0.0, 1.0, 0.0), target=target)
    matrix = view_matrix(camera)
    assert np.allclose(matrix[:3, :3] @ matrix[:3, :3].T, np.identity(3))
    assert at(target, camera)[:2] == pytest.approx((0.5, 0.5))


def test_that_the_planes_hold_what_is_seen_and_nothing_else() -> None:
    planes = frustum_planes(projection_matrix(CAMERA, "Full frame", 16 / 9) @ view_matrix(CAMERA))
    for point, is_seen in (((0, 1.5, 0), True), ((0, 1.5, 6), False), ((4, 1.5, 0), False), ((0, 1.5, -500), False)):
        assert bool(np.all(planes @ (*point, 1.0) > 0)) == is_seen


def test_that_the_solver_puts_marks_where_it_was_told() -> None:
    low, high = np.array((0.1, 0.9, 0.2)), np.array((0.15, 1.7, 0.1))
    through = lens("Super 35", 1.85, 40.0)
    solved = solve_vertical(low, high, (-1.0, 0.84), yaw_deg=200.0, pitch_deg=-12.0, through=through)
    assert solved is not None
    seen = seen_at([low, high], solved[0], 200.0, -12.0, through)
    assert seen[:, 1] == pytest.approx([-1.0, 0.84])
    assert seen[:, 0].sum() == pytest.approx(0, abs=0.02)


def test_that_the_solver_knows_what_cannot_be() -> None:
    through = lens("Super 35", 1.85, 40.0)
    upside_down = solve_vertical(
        np.array((0.0, 1.7, 0.0)), np.array((0.0, 0.9, 0.0)), (-1.0, 0.9), yaw_deg=0.0, pitch_deg=0.0, through=through
    )
    assert upside_down is None


def test_that_axes_are_a_right_handed_frame() -> None:
    forward, right, up = axes(35.0, -20.0)
    assert np.cross(right, up) == pytest.approx(-forward)
    assert np.cross(forward, (0.0, 1.0, 0.0)) @ right > 0
