from __future__ import annotations

from typing import Any

import pytest

from studio.model.documents import CameraKey
from studio.viewport.floor_lines import camera_cone, line_180
from studio.viewport.guides import GUIDES, guide_lines
from tests.unit.viewport.test_camera_rig import person, room

CAMERA = CameraKey(position=(0.0, 1.6, 4.0), target=(0.0, 1.2, 0.0), lens_mm=35)
LENS: Any = {"sensor": "Super 35", "aspect": 16 / 9}
LEFT, RIGHT = person("A", -1.0, 0.0), person("B", 1.0, 0.0)
STAGE = room(LEFT, RIGHT)


@pytest.mark.parametrize("guide", GUIDES)
def test_that_every_guide_lies_in_the_picture_and_only_where_it_is_shown(guide: str) -> None:
    lines = guide_lines({guide}, CAMERA, sensor="Super 35", aspect=16 / 9)
    assert lines
    assert all(-0.001 <= x <= 1.001 and -0.3 <= y <= 1.3 for line in lines for x, y in line.points)
    assert guide_lines((), CAMERA, sensor="Super 35", aspect=16 / 9) == ()


def test_that_the_horizon_sinks_as_the_camera_looks_up_and_tilts_with_it() -> None:
    level = CAMERA.model_copy(update={"target": (0.0, 1.6, 0.0)})
    up = CAMERA.model_copy(update={"target": (0.0, 2.2, 0.0)})
    rolled = level.model_copy(update={"roll_deg": 10.0})
    heights = [guide_lines({"horizon"}, key, sensor="Super 35", aspect=16 / 9)[0].points for key in (level, up, rolled)]
    assert heights[0][0][1] == pytest.approx(0.5, abs=1e-3)
    assert heights[1][0][1] > 0.6
    assert abs(heights[2][0][1] - heights[2][1][1]) > 0.1


def test_that_the_mask_has_the_other_aspect() -> None:
    ((*corners,),) = [
        line.points for line in guide_lines({"mask"}, CAMERA, sensor="Super 35", aspect=16 / 9, mask=2.39)
    ]
    wide, tall = corners[1][0] - corners[0][0], corners[2][1] - corners[1][1]
    assert wide / tall * 16 / 9 == pytest.approx(2.39)


def test_that_the_line_goes_through_the_feet_of_both_and_on() -> None:
    (line,) = line_180(STAGE, LEFT.position, RIGHT.position, CAMERA, is_crossed=False, **LENS)
    assert line.kind == "line180"
    xs = [x for x, _ in line.points]
    assert xs[0] < xs[1] < 0.5 < xs[2] < xs[3]
    (warned,) = line_180(STAGE, LEFT.position, RIGHT.position, CAMERA, is_crossed=True, **LENS)
    assert warned.kind == "warning"


def test_that_what_lies_behind_the_lens_is_cut_off() -> None:
    behind = CAMERA.model_copy(update={"position": (0.2, 1.6, 0.0), "target": (4.0, 1.0, 0.0)})
    for line in line_180(STAGE, LEFT.position, RIGHT.position, behind, is_crossed=False, **LENS):
        assert all(abs(x) < 1e4 and abs(y) < 1e4 for x, y in line.points)
    away = CAMERA.model_copy(update={"target": (0.0, 1.6, 9.0)})
    assert line_180(STAGE, LEFT.position, RIGHT.position, away, is_crossed=False, **LENS) == ()


def test_that_a_camera_is_seen_where_it_stands() -> None:
    other = CameraKey(position=(1.5, 1.5, 0.0), target=(0.0, 1.4, 0.0), lens_mm=50)
    points = [point for line in camera_cone(other, "Super 35", 16 / 9, CAMERA, **LENS) for point in line.points]
    assert all(0.5 < x < 1.1 for x, _ in points)
