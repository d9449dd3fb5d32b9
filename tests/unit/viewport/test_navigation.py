from __future__ import annotations

from math import dist

import pytest

from studio.model.documents import CameraKey
from studio.model.stage import Prop, Stage, StageContainer
from studio.viewport.guides import guides_in
from studio.viewport.navigation import (
    FreeView,
    Side,
    bounds_of,
    cube_axes,
    flattened,
    flown,
    looked_round,
    orbit_of,
    overview,
    view_from,
    view_towards,
)
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
def test_that_the_frame_keeps_its_shape_and_bars_fill_the_rest(width: float, height: float, aspect: float) -> None:
    guides = guides_in(width, height, aspect)
    x, y, wide, tall = guides.frame
    assert wide / tall == pytest.approx(aspect)
    covered = wide * tall + sum(bar[2] * bar[3] for bar in guides.bars)
    assert covered == pytest.approx(width * height, rel=0.01)
    assert x >= 0 and y >= 0


def test_that_flying_carries_the_eye_where_the_view_looks() -> None:
    ahead = flown(VIEW, 2.0, 0.0, 0.0)
    assert dist(ahead.position, VIEW.pivot) == pytest.approx(4.0)
    beside = flown(VIEW, 0.0, 1.0, 0.0)
    x, y, _ = seen(VIEW, beside.pivot)
    assert x > 0.5
    assert y == pytest.approx(0.5)
    assert flown(VIEW, 0.0, 0.0, 0.7).position[1] == pytest.approx(VIEW.position[1] + 0.7)


def test_that_looking_round_leaves_the_eye_where_it_is() -> None:
    turned = looked_round(VIEW, 80, -30, height_px=600)
    assert turned.position == pytest.approx(VIEW.position)
    assert dist(turned.pivot, VIEW.pivot) > 1


@pytest.mark.parametrize(
    ("side", "towards"),
    [
        ("front", (0, 0, 1)),
        ("back", (0, 0, -1)),
        ("right", (1, 0, 0)),
        ("left", (-1, 0, 0)),
        ("top", (0, 1, 0)),
        ("bottom", (0, -1, 0)),
    ],
)
def test_that_a_numeric_view_stands_on_its_side(side: Side, towards: tuple[float, float, float]) -> None:
    view = view_from(side, about=VIEW)
    off = tuple((at - pivot) / 6.0 for at, pivot in zip(view.position, VIEW.pivot, strict=True))
    assert off == pytest.approx(towards, abs=0.002)
    assert view_towards(towards, about=VIEW).position == pytest.approx(view.position, abs=0.03)


def test_that_the_plan_has_the_front_below_whichever_view_came_before() -> None:
    view = view_from("top", about=VIEW)
    assert seen(view, (1.0, 1.0, 1.0))[1] > 0.6
    assert seen(view, (2.0, 1.0, 0.0))[0] > 0.55


def test_that_a_flat_view_keeps_the_size_and_makes_parallels_parallel() -> None:
    flat = view_from("front", about=VIEW, is_flat=True)
    deep = view_from("front", about=VIEW)
    wide = [seen(view, (2.0, 1.0, 0.0))[0] for view in (flat, deep)]
    assert wide[0] == pytest.approx(wide[1], abs=1e-6)
    shrink = [(seen(v, (2.0, 1.0, -2.0))[0] - 0.5) / (seen(v, (2.0, 1.0, 2.0))[0] - 0.5) for v in (flat, deep)]
    assert shrink[0] > 0.85 > 0.6 > shrink[1]
    assert flattened(flat, is_flat=False).distance_m == pytest.approx(6.0)


def test_that_the_cube_shows_the_axes_as_the_picture_does() -> None:
    for axis, (right, up, nearer) in zip(((1, 0, 0), (0, 1, 0), (0, 0, 1)), cube_axes(VIEW), strict=True):
        tip = tuple(pivot + 0.2 * part for pivot, part in zip(VIEW.pivot, axis, strict=True))
        x, y, depth = seen(VIEW, (tip[0], tip[1], tip[2]))
        assert (x - 0.5) * right >= 0
        assert (0.5 - y) * up >= 0
        assert (VIEW.distance_m - depth) == pytest.approx(0.2 * nearer, abs=1e-6)
