"""Fewer triangles: the shape, its silhouette and what lies on it stay."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from studio.staging.props_library.loose_mesh import LooseMesh, Surface
from studio.staging.props_library.simplified import thinned
from tests.unit.staging.props_library.test_shaped_prop import ball


def sheet(cells: int) -> LooseMesh:
    """A flat square of 2 · cells² triangles whose corners lie on its picture where they lie in space."""
    step = np.linspace(0.0, 1.0, cells + 1)
    points = np.stack(np.meshgrid(step, step, [0.0], indexing="ij"), -1).reshape(-1, 3)
    i, j = (each.reshape(-1) for each in np.meshgrid(np.arange(cells), np.arange(cells), indexing="ij"))
    a = i * (cells + 1) + j
    b, c, d = a + cells + 1, a + cells + 2, a + 1
    faces = np.concatenate((np.stack((a, b, c), -1), np.stack((a, c, d), -1)))
    picture = np.zeros((4, 4, 3), np.uint8)
    owners = np.zeros(len(faces), np.int64)
    return LooseMesh(points, faces, owners, (Surface(picture=0),), "", points[faces][..., :2].copy(), (picture,))


def rough(mesh: LooseMesh) -> LooseMesh:
    """With hills, so that there is something to keep."""
    height = 0.1 * np.sin(9 * mesh.points[:, 0]) * np.cos(7 * mesh.points[:, 1])
    return replace(mesh, points=np.column_stack((mesh.points[:, :2], height)))


def test_that_a_ball_stays_round_with_a_thirtieth_of_its_triangles() -> None:
    fine = ball(150)
    few = thinned(fine, most=1500)

    assert 700 < len(few.faces) <= 1500
    radius = np.linalg.norm(few.points[np.unique(few.faces)] - 5, axis=1)
    assert np.abs(radius - 1).max() < 0.01
    middles = np.linalg.norm(few.points[few.faces].mean(axis=1) - 5, axis=1)
    assert middles.min() > 0.97


def test_that_corners_lie_on_the_picture_where_they_lay() -> None:
    few = thinned(rough(sheet(60)), most=600)

    assert len(few.faces) <= 900
    assert few.corner_uvs is not None
    away = np.abs(few.corner_uvs - few.points[few.faces][..., :2])
    assert away.max() < 0.05
    assert away.mean() < 0.01


def test_that_two_patches_of_one_surface_do_not_mix() -> None:
    whole = rough(sheet(60))
    assert whole.corner_uvs is not None
    is_left = whole.points[whole.faces].mean(axis=1)[:, 0] < 0.5
    # The right half lies on the picture far from the left one, as a seam of an unwrapped model does.
    uvs = whole.corner_uvs + np.where(is_left, 0.0, 10.0)[:, None, None]
    few = thinned(replace(whole, corner_uvs=uvs), most=600)

    assert few.corner_uvs is not None
    u = few.corner_uvs[..., 0]
    assert np.all((u < 1.01).all(axis=1) | (u > 10.4).all(axis=1))
    right = few.points[few.faces].mean(axis=1)[:, 0] > 0.55
    assert np.all(u[right] > 10)


def test_that_surfaces_keep_their_share() -> None:
    fine = ball(120)
    few = thinned(fine, most=2000)

    assert set(few.face_surfaces.tolist()) == set(range(10))
    for owner in range(10):
        heights = few.points[few.faces[few.face_surfaces == owner]].mean(axis=1)[:, 1] - 5
        expected = np.cos(np.pi * (owner + 0.5) / 10)
        assert heights.mean() == pytest.approx(expected, abs=0.06)


def test_that_loose_triangles_are_clustered() -> None:
    luck = np.random.default_rng(3)
    corners = luck.uniform(0, 10, (3000, 1, 3)) + luck.uniform(0, 0.2, (3000, 3, 3))
    faces = np.arange(9000).reshape(-1, 3)
    soup = LooseMesh(corners.reshape(-1, 3), faces, np.zeros(3000, np.int64), (Surface(),))
    few = thinned(soup, most=400)

    assert 0 < len(few.faces) <= 600
    used = few.points[np.unique(few.faces)]
    assert np.allclose(used.min(axis=0), soup.points.min(axis=0), atol=1e-6)
    assert np.allclose(used.max(axis=0), soup.points.max(axis=0), atol=1e-6)


def test_that_faces_that_are_there_twice_count_once() -> None:
    fine = ball(20)
    double = replace(
        fine,
        faces=np.concatenate((fine.faces, fine.faces[:, ::-1])),
        face_surfaces=np.concatenate((fine.face_surfaces, fine.face_surfaces)),
    )
    assert len(fine.faces) < 1650 < len(double.faces)
    few = thinned(double, most=1650)
    # At the poles a ball of quads has triangles without area.
    assert len(few.faces) == len(fine.faces) - 80
    assert 300 < len(thinned(double, most=400).faces) <= 500


def test_that_what_is_far_too_fine_but_small_enough_when_joined_is_joined() -> None:
    luck = np.random.default_rng(5)
    dust = luck.uniform(0, 1e-4, (40_000, 3))
    dust[:3] = ((0, 0, 0), (1, 0, 0), (0, 1, 0))
    faces = np.concatenate(([[0, 1, 2]], luck.integers(3, 40_000, (20_000, 3))))
    few = thinned(LooseMesh(dust, faces, np.zeros(len(faces), np.int64), (Surface(),)), most=1000)
    assert 1 <= len(few.faces) <= 1250


def test_that_a_mesh_within_the_budget_is_left_as_it_is() -> None:
    small = ball(10)
    assert thinned(small, most=1000) is small
