"""Handles, the view cube, flight, glides and keys, as plain data."""

from __future__ import annotations

from math import dist

import numpy as np
import pytest

from studio.viewport.flight import Flight
from studio.viewport.gizmo import ARM_PX, Gizmo, GizmoDrag, Tool, handle_at
from studio.viewport.key_position import System, key_position, system_of
from studio.viewport.navigation import FreeView, view_towards
from studio.viewport.sight import Sight
from studio.viewport.view import shot_view
from studio.viewport.view_cube import cube_centre, cube_faces, direction_at
from studio.viewport.view_glide import between

SIZE = (800, 450)


def sight_of(view: FreeView) -> Sight:
    width, height = SIZE
    seen = shot_view(view.camera(), sensor="Super 35", aspect=width / height, far_m=400.0)
    return Sight(seen, (0.0, 0.0, float(width), float(height)))


def gizmo(tool: Tool) -> Gizmo:
    return Gizmo(tool, np.array((0.5, 0.2, -0.5)), np.identity(3), (0, 1, 2))


def test_that_a_pixel_and_the_ray_through_it_agree() -> None:
    sight = sight_of(FreeView())
    for point in ((0.0, 0.0, 0.0), (1.0, 1.5, -2.0), (-2.0, 0.3, 1.0)):
        at = sight.to_px(point)
        assert at is not None
        ray = sight.ray(at)
        along = float((np.array(point) - ray.origin) @ ray.direction)
        assert ray.origin + ray.direction * along == pytest.approx(point)
    assert sight.to_px(tuple(2 * np.array(FreeView().position))) is None


def test_that_handles_are_as_large_from_near_and_far() -> None:
    lengths = []
    for distance in (2.0, 8.0, 60.0):
        handles = gizmo("move").handles(sight_of(FreeView(pivot=(0.5, 0.2, -0.5), distance_m=distance)))
        up = next(handle for handle in handles if handle.name == "axis1")
        lengths.append(dist(*up.points))
    assert max(lengths) / min(lengths) < 1.1
    assert 0.7 * ARM_PX < lengths[0] < 1.1 * ARM_PX


@pytest.mark.parametrize("axis", [0, 1, 2])
def test_that_an_arrow_dragged_along_itself_moves_along_its_axis_alone(axis: int) -> None:
    sight = sight_of(FreeView())
    handle = next(handle for handle in gizmo("move").handles(sight) if handle.name == f"axis{axis}")
    goal = np.array((0.5, 0.2, -0.5))
    goal[axis] += 0.7
    middle, end = sight.to_px((0.5, 0.2, -0.5)), sight.to_px(goal)
    assert middle is not None and end is not None
    offset = GizmoDrag(gizmo("move"), handle, sight, middle).offset(end)
    assert offset == pytest.approx(tuple(0.7 if place == axis else 0.0 for place in range(3)), abs=1e-6)


def test_that_a_plane_keeps_what_it_lies_in_under_the_pointer() -> None:
    sight = sight_of(FreeView())
    handle = next(handle for handle in gizmo("move").handles(sight) if handle.name == "plane1")
    start, end = sight.to_px((0.5, 0.2, -0.5)), sight.to_px((1.5, 0.2, 0.25))
    assert start is not None and end is not None
    assert GizmoDrag(gizmo("move"), handle, sight, start).offset(end) == pytest.approx((1.0, 0.0, 0.75))


def test_that_a_ring_turns_as_far_as_the_pointer_goes_round() -> None:
    sight = sight_of(FreeView(pivot=(0.5, 0.2, -0.5), pitch_deg=70.0))
    ring = next(handle for handle in gizmo("turn").handles(sight) if handle.name == "ring1")
    start, quarter = sight.to_px((0.5, 0.2, 0.5)), sight.to_px((1.5, 0.2, -0.5))
    assert start is not None and quarter is not None
    assert GizmoDrag(gizmo("turn"), ring, sight, start).turn_deg(quarter) == pytest.approx(90.0)
    assert handle_at([ring], ring.points[5]) is ring
    assert handle_at([ring], (5.0, 5.0)) is None


def test_that_scaling_never_goes_through_nothing() -> None:
    sight = sight_of(FreeView())
    handles = gizmo("scale").handles(sight)
    for handle in handles:
        start = handle.points[-1]
        factors = GizmoDrag(gizmo("scale"), handle, sight, start).factors((-4000.0, 4000.0))
        assert min(factors) > 0


def test_that_a_click_on_a_face_an_edge_or_a_corner_of_the_cube_looks_from_there() -> None:
    view = FreeView(yaw_deg=30.0, pitch_deg=25.0)
    faces = cube_faces(view, cube_centre(800.0))
    for face in faces:
        direction = direction_at(faces, face.middle)
        assert direction is not None
        turned = view_towards(direction, about=view)
        square = cube_faces(turned, cube_centre(800.0))
        assert max(square, key=lambda face: face.facing).side == face.side
    front = next(face for face in faces if face.side == "front")
    found = {
        direction_at(faces, tuple(m * 0.12 + c * 0.88 for m, c in zip(front.middle, corner, strict=True)))  # type: ignore[arg-type]
        for corner in front.corners
    }
    assert len(found) == 4 and all(each is not None and all(each) for each in found)
    assert direction_at(faces, (10.0, 10.0)) is None


def test_that_a_glide_ends_where_it_goes_and_takes_the_short_way_round() -> None:
    start, end = FreeView(yaw_deg=350.0, distance_m=2.0), FreeView(yaw_deg=10.0, distance_m=8.0, pivot=(1.0, 1.0, 1.0))
    assert between(start, end, 1.0) == end
    assert between(start, end, 0.0).yaw_deg == pytest.approx(350.0)
    half = between(start, end, 0.5)
    assert half.yaw_deg == pytest.approx(0.0, abs=1e-6) or half.yaw_deg == pytest.approx(360.0)
    assert half.distance_m == pytest.approx(4.0)


def test_that_flight_goes_where_the_held_keys_say_and_a_pause_throws_nobody_out() -> None:
    flight = Flight()
    assert not flight.press("Q")
    flight.press("W")
    view = FreeView(yaw_deg=0.0, pitch_deg=0.0)
    assert flight.carried(view, 0.05).pivot[2] == pytest.approx(-0.125)
    assert flight.carried(view, 60.0).pivot[2] == pytest.approx(-0.25)
    flight.press("S")
    assert flight.carried(view, 0.05).pivot == pytest.approx(view.pivot)
    flight.stop()
    assert not flight.is_moving


@pytest.mark.parametrize(
    ("character", "code", "system", "key"),
    [
        ("w", 25, "evdev", "W"),
        ("ㅈ", 25, "evdev", "W"),
        (",", 25, "evdev", "W"),
        ("ц", 25, "evdev", "W"),
        ("ㅈ", 0, "evdev", "W"),
        ("ㅉ", 0, "windows", "W"),
        ("ㅈ", 0x11, "windows", "W"),
        ("ㅈ", 13, "macos", "W"),
        ("ㅎ", 0, "evdev", "G"),
        ("가", 0, "evdev", ""),
        ("5", 0, "evdev", ""),
        ("", 999, "evdev", ""),
        (".", 60, "evdev", "."),
    ],
)
def test_that_a_key_is_known_by_its_place(character: str, code: int, system: System, key: str) -> None:
    assert key_position(character, code=code, system=system) == key


def test_that_platforms_number_their_keys_each_in_its_way() -> None:
    assert [system_of(name) for name in ("xcb", "wayland", "offscreen", "windows", "cocoa")] == [
        "evdev",
        "evdev",
        "evdev",
        "windows",
        "macos",
    ]
