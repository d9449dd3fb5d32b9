from __future__ import annotations

import pytest

from studio.model.documents import CameraKey
from studio.viewport.continuity import angle_change_deg, crosses_line, side_of_line

LEFT, RIGHT = (-1.0, 0.0, 0.0), (1.0, 0.0, 0.0)


def camera(x: float, z: float) -> CameraKey:
    return CameraKey(position=(x, 1.6, z), target=(0.0, 1.5, 0.0))


def test_that_changing_sides_crosses_the_line() -> None:
    assert crosses_line(camera(1, 3), camera(-1, -3), LEFT, RIGHT)
    assert not crosses_line(camera(1, 3), camera(-2, 2), LEFT, RIGHT)


def test_that_a_camera_on_the_line_is_neutral() -> None:
    assert not crosses_line(camera(1, 3), camera(5, 0.1), LEFT, RIGHT)
    assert not crosses_line(camera(5, 0.1), camera(1, -3), LEFT, RIGHT)


def test_that_the_line_goes_on_beyond_the_two() -> None:
    assert crosses_line(camera(6, 3), camera(6, -3), LEFT, RIGHT)


def test_that_the_sides_have_opposite_signs() -> None:
    assert side_of_line((0, 0, 2), LEFT, RIGHT) == pytest.approx(-side_of_line((0, 0, -2), LEFT, RIGHT))
    assert side_of_line((0, 0, 2), LEFT, LEFT) == 0


def test_that_the_angle_is_that_about_the_subject() -> None:
    assert angle_change_deg(camera(0, 3), camera(3, 0), (0.0, 1.6, 0.0)) == pytest.approx(90)
    assert angle_change_deg(camera(0, 3), camera(0, 6), (0.0, 1.6, 0.0)) == pytest.approx(0, abs=1e-4)
    assert angle_change_deg(camera(0, 3), camera(0, -3)) > 170
