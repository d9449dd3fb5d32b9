from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.viewport.polygon import contains, distance_to_edges, oriented, signed_area, triangulated

L_SHAPE = ((0.0, 0.0), (6.0, 0.0), (6.0, 3.0), (3.0, 3.0), (3.0, 7.0), (0.0, 7.0))
STAR = tuple((x * 1.0, z * 1.0) for x, z in ((0, 5), (1, 1), (5, 0), (1, -1), (0, -5), (-1, -1), (-5, 0), (-1, 1)))


def area_of(outline: tuple[tuple[float, float], ...], faces: list[tuple[int, int, int]]) -> float:
    return sum(signed_area([outline[index] for index in face]) for face in faces)


@pytest.mark.parametrize("outline", [L_SHAPE, STAR, L_SHAPE[::-1]])
def test_that_the_triangles_cover_the_polygon_once(outline: tuple[tuple[float, float], ...]) -> None:
    corners = oriented(outline)
    faces = triangulated(corners)
    assert len(faces) == len(corners) - 2
    assert all(signed_area([corners[index] for index in face]) > 0 for face in faces)
    assert area_of(corners, faces) == pytest.approx(signed_area(corners))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0.5, 4.0), min_size=3, max_size=14))
def test_that_any_star_shaped_room_is_covered(radii: list[float]) -> None:
    from math import cos, pi, sin

    outline = oriented(
        [(r * cos(2 * pi * k / len(radii)), r * sin(2 * pi * k / len(radii))) for k, r in enumerate(radii)]
    )
    assert area_of(outline, triangulated(outline)) == pytest.approx(signed_area(outline), rel=1e-9)


def test_that_repeated_corners_are_dropped_and_the_turn_is_made_positive() -> None:
    square = ((0.0, 0.0), (0.0, 2.0), (0.0, 2.0), (2.0, 2.0), (2.0, 0.0), (0.0, 0.0))
    assert len(oriented(square)) == 4
    assert signed_area(oriented(square)) == 4


def test_that_the_notch_of_an_l_is_outside() -> None:
    assert contains(L_SHAPE, 1.0, 6.0)
    assert not contains(L_SHAPE, 5.0, 5.0)
    assert distance_to_edges(L_SHAPE, 5.0, 5.0) == pytest.approx(2.0)
