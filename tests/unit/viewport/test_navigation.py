from __future__ import annotations

from math import dist

import pytest

from studio.model.documents import CameraKey
from studio.model.stage import Prop, Stage, StageContainer
from studio.viewport.guides import guides_in
from studio.viewport.navigation import FreeView, bounds_of, orbit_of, overview
from studio.viewport.projection import project_point

SQUARE = ((-4.0, -4.0), (4.0, -4.0), (4.0, 4.0), (-4.0, 4.0))
VIEW = FreeView(pivot=(1.0, 1.0, 0.0), yaw_deg=30.0, pitch_deg=20.0, distance_m=6.0)


def seen(view: FreeView, point: tuple[float, float, float]) -> tuple[float, float, float]:
    return project_point(point, view.camera(), sensor="Super 35", aspect=16 / 9)


def test_that_orbiting_keeps_pivot_and_distance() -> None:
    turned = VIEW.orbited(120, -60, height_px=600)
    assert turned.pivot == VIEW.pivot
    assert dist(turned.position, turned.pivot) == pytest.approx(6.0)
    assert turned.yaw_deg != VIEW.yaw_deg


def test_that_orbiting_never_tips_over() -> None:
    assert VIEW.orbited(0, 100_000, height_px=600).pitch_deg < 90
    assert VIEW.orbited(0, -100_000, height_px=600).pitch_deg > -90


def test_that_panning_carries_the_pivot_with_the_pointer() -> None:
    height = 600
    moved = VIEW.panned(90, 45, height_px=height)
    x, y, _ = seen(moved, VIEW.pivot)
    assert x == pytest.approx(0.5 + 90 / (height * 16 / 9), abs=1e-6)
    assert y == pytest.approx(0.5 + 45 / height, abs=1e-6)


def test_that_the_wheel_goes_nearer_and_back_again() -> None:
    assert VIEW.dollied(1).distance_m < 6.0
    assert VIEW.dollied(3).dollied(-3).distance_m == pytest.approx(6.0)
    assert VIEW.dollied(500).distance_m > 0.1


def test_that_framing_shows_the_whole_box() -> None:
    low, high = (-1.0, 0.0, -2.0), (2.0, 1.5, 1.0)
    view = VIEW.framing(low, high)
    for corner in ((x, y, z) for x in (low[0], high[0]) for y in (low[1], high[1]) for z in (low[2], high[2])):
        x, y, depth = seen(view, corner)
        assert 0 <= x <= 1
        assert 0 <= y <= 1
        assert depth > 0


def test_that_an_overview_shows_all_of_the_floor() -> None:
    view = overview(Stage(container=StageContainer(footprint=SQUARE)))
    assert all(0 <= part <= 1 for x, z in SQUARE for part in seen(view, (x, 0.0, z))[:2])


def test_that_a_shot_camera_and_its_orbit_are_the_same_place() -> None:
    camera = CameraKey(position=(3.0, 2.2, -1.0), target=(0.5, 1.0, 0.5), lens_mm=85, roll_deg=7)
    moved = orbit_of(camera).moving(camera)
    assert moved.position == pytest.approx(camera.position, abs=1e-3)
    assert (moved.target, moved.lens_mm, moved.roll_deg) == (camera.target, 85, 7)


def test_that_the_bounds_follow_a_turned_prop() -> None:
    prop = Prop(id="a", position=(0.0, 0.0, 0.0), rotation=(0.0, 90.0, 0.0), size=(4.0, 1.0, 2.0))
    bounds = bounds_of((prop,))
    assert bounds is not None
    assert bounds[0] == pytest.approx((-1, 0, -2))
    assert bounds[1] == pytest.approx((1, 1, 2))
    assert bounds_of(()) is None


@pytest.mark.parametrize(("width", "height", "aspect"), [(1000, 600, 2.39), (400, 900, 2.39), (1600, 500, 1.0)])
def test_that_guides_lie_inside_the_frame_and_bars_fill_the_rest(width: float, height: float, aspect: float) -> None:
    guides = guides_in(width, height, aspect)
    x, y, wide, tall = guides.frame
    assert wide / tall == pytest.approx(aspect)
    covered = wide * tall + sum(bar[2] * bar[3] for bar in guides.bars)
    assert covered == pytest.approx(width * height, rel=0.01)
    for left, top, safe_wide, safe_tall in guides.safe_areas:
        assert x < left and y < top and left + safe_wide < x + wide and top + safe_tall < y + tall
    assert len(guides.thirds) == 4
