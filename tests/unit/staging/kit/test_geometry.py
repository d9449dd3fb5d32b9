"""The shapes and operators that props are made of."""

from __future__ import annotations

from math import pi

import numpy as np
import pytest

from studio.staging.kit.geometry import Part, ball, box, circle, curve, cylinder, extrude, lathe, torus, tube
from studio.staging.kit.levels import cushion, stack
from studio.staging.kit.operators import extent, fit, four_corners, join, mirror, move, recolour, ring, taper, turn
from studio.staging.kit.shading import shade


def volume(shape: Part) -> float:
    a, b, c = (shape.points[shape.faces[:, corner]] for corner in range(3))
    return float(np.einsum("ij,ij->i", a, np.cross(b, c)).sum() / 6)


def is_closed(shape: Part) -> bool:
    """Whether every edge is run along once in each direction."""
    edges = np.concatenate([shape.faces[:, [i, (i + 1) % 3]] for i in range(3)]).tolist()
    return sorted(map(tuple, edges)) == sorted((b, a) for a, b in edges)


SHAPES = {
    "box": box((1, 2, 3)),
    "plain box": box((1, 2, 3), bevel=0.0),
    "lathe": lathe([(0, 0), (1, 0), (1, 1), (0.9, 1), (0.9, 0.1), (0, 0.1)]),
    "cylinder": cylinder(0.5, 1.0, bevel=0.02),
    "ball": ball(0.5),
    "tube": tube([(0, 0, 0), (0, 1, 0), (1, 1, 0)], 0.1),
    "torus": torus(1.0, 0.2),
    "extrude": extrude([(0, 0), (2, 0), (2, 2), (1, 0.5), (0, 2)], 0.5, bevel=0.02),
    "stack": stack([(0, 0.5, 0.5, 0.4), (1, 0.4, 0.3, 0.3), (1.2, 0, 0, 0)]),
    "cushion": cushion((0.5, 0.1, 0.4)),
}


@pytest.mark.parametrize("name", SHAPES)
def test_that_every_shape_is_closed_and_turned_outward(name: str) -> None:
    assert is_closed(SHAPES[name])
    assert volume(SHAPES[name]) > 0


@pytest.mark.parametrize("name", SHAPES)
def test_that_a_mirror_image_is_not_inside_out(name: str) -> None:
    assert volume(mirror(SHAPES[name])) == pytest.approx(volume(SHAPES[name]))


def test_that_a_box_stands_on_its_place_and_fills_its_size() -> None:
    low, high = extent(box((1, 2, 3), (5, 6, 7)))
    assert low.tolist() == pytest.approx([4.5, 6, 5.5])
    assert high.tolist() == pytest.approx([5.5, 8, 8.5])


def test_that_a_bevel_never_eats_a_thin_board() -> None:
    low, high = extent(box((1, 0.004, 1), bevel=0.01))
    assert (high - low).tolist() == pytest.approx([1, 0.004, 1])
    assert volume(box((1, 0.004, 1), bevel=0.01)) > 0.003


def test_that_round_shapes_have_the_volume_of_what_they_are() -> None:
    assert volume(cylinder(0.5, 2.0, sides=64)) == pytest.approx(pi / 2, rel=0.01)
    assert volume(ball(1.0, sides=48, rows=24)) == pytest.approx(4 / 3 * pi, rel=0.02)
    assert volume(torus(1.0, 0.2, sides=48, around=24)) == pytest.approx(2 * pi**2 * 0.04, rel=0.02)


def test_that_a_concave_outline_is_filled_without_its_hollow() -> None:
    assert volume(extrude([(0, 0), (2, 0), (2, 2), (1, 0.5), (0, 2)], 1.0)) == pytest.approx(2.5)


def test_that_a_curve_passes_through_its_points() -> None:
    path = curve([(0, 0, 0), (1, 2, 0), (3, 1, 1)], 4)
    assert path[[0, 4, 8]].tolist() == [[0, 0, 0], [1, 2, 0], [3, 1, 1]]


def test_that_a_turn_to_the_left_takes_the_front_to_the_left_side() -> None:
    assert turn(move(ball(0.1), (0, 0, 1)), y_deg=90).points.mean(axis=0).tolist() == pytest.approx([1, 0, 0], abs=1e-9)


def test_that_taper_narrows_the_top_only() -> None:
    low, high = extent(taper(box((1, 1, 1), bevel=0), (0.5, 0.5)))
    assert (high - low).tolist() == [1, 1, 1]
    top = taper(box((1, 1, 1), bevel=0), (0.5, 0.5)).points
    assert np.abs(top[top[:, 1] > 0.9, 0]).max() == pytest.approx(0.25)


def test_that_copies_are_where_they_were_asked_for() -> None:
    leg = box((0.1, 1, 0.1), (0.5, 0, 0.3), bevel=0)
    assert len(four_corners(leg).faces) == 4 * len(leg.faces)
    assert extent(four_corners(leg))[0].tolist() == pytest.approx([-0.55, 0, -0.35])
    assert len(ring(leg, 5).faces) == 5 * len(leg.faces)


def test_that_fit_stretches_to_the_last_bit() -> None:
    low, high = extent(fit(ball(0.3, (7, 7, 7)), (1, 2, 3)))
    assert low.tolist() == pytest.approx([-0.5, 0, -1.5])
    assert high.tolist() == pytest.approx([0.5, 2, 1.5])


def test_that_a_box_has_edges_and_a_ball_has_none() -> None:
    assert len(shade(box((1, 1, 1), bevel=0)).positions) == 24
    smooth = shade(ball(1.0, sides=16, rows=8))
    assert len(smooth.positions) == 16 * 7 + 2
    outward = smooth.positions / np.linalg.norm(smooth.positions, axis=1, keepdims=True)
    assert (outward * smooth.normals).sum(axis=1).min() > 0.98


def test_that_materials_never_share_a_vertex() -> None:
    two = join(box((1, 1, 1), bevel=0), recolour(box((1, 1, 1), bevel=0), 3))
    mesh = shade(two)
    assert sorted(set(mesh.slots.tolist())) == [0, 3]
    assert (mesh.slots[mesh.triangles].min(axis=1) == mesh.slots[mesh.triangles].max(axis=1)).all()


def test_that_faces_without_area_are_left_out() -> None:
    flat = cylinder(0.5, 1.0)
    squashed = Part(flat.points * (1, 0, 1), flat.faces, flat.slots, flat.creases)
    mesh = shade(squashed)
    assert np.isfinite(mesh.normals).all()
    assert len(mesh.triangles) < len(flat.faces)


def test_that_a_circle_starts_at_the_right() -> None:
    assert circle(4)[0].tolist() == [1.0, 0.0]
