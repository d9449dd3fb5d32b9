"""From loose triangles to a prop: size, feet, triangles, materials, what is solid and where things stand."""

from __future__ import annotations

import numpy as np
import pytest

from studio.errors import InputError
from studio.model.mesh import MAX_SLOTS
from studio.staging.props_library.loose_mesh import LooseMesh, Surface
from studio.staging.props_library.obj_model import read_obj
from studio.staging.props_library.shaped_prop import MOST_TRIANGLES, shaped, swatch_name
from studio.staging.props_library.standing_room import level_places, solid_columns
from studio.staging.props_library.true_size import guessed_unit
from tests.unit.staging.props_library.models import obj_text


def ball(rings: int) -> LooseMesh:
    """A sphere of 2 · rings² quads about (5, 5, 5), radius 1, a surface for each tenth of its height."""
    down, round_ = np.meshgrid(np.linspace(0, np.pi, rings + 1), np.linspace(0, 2 * np.pi, 2 * rings + 1))
    points = np.stack((np.sin(down) * np.cos(round_), np.cos(down), np.sin(down) * np.sin(round_)), -1).reshape(-1, 3)
    i, j = (each.reshape(-1) for each in np.meshgrid(np.arange(2 * rings), np.arange(rings)))
    a, b = i * (rings + 1) + j, (i + 1) * (rings + 1) + j
    faces = np.concatenate((np.stack((a, b, a + 1), -1), np.stack((b, b + 1, a + 1), -1)))
    owners = np.tile(j * 10 // rings, 2)
    return LooseMesh(points + 5, faces, owners, tuple(Surface((20 * k, 128, 255 - 20 * k)) for k in range(10)))


def test_that_a_prop_stands_on_its_own_feet_at_its_true_size() -> None:
    prop = shaped(read_obj(obj_text(scale=100)), metres_per_unit=0.01)

    assert prop.size == (1.6, 0.75, 0.8)
    assert np.allclose(prop.mesh.positions.min(axis=0), (-0.8, 0, -0.4), atol=1e-5)
    assert np.allclose(prop.mesh.positions.max(axis=0), (0.8, 0.75, 0.4), atol=1e-5)
    assert np.allclose(np.linalg.norm(prop.mesh.normals, axis=1), 1, atol=1e-5)


def test_that_a_catalogue_s_size_wins() -> None:
    assert shaped(read_obj(obj_text(scale=7)), size=(2.0, 1.0, 0.5)).size == (2.0, 1.0, 0.5)


def test_that_a_flat_model_and_a_stray_point_do_no_harm() -> None:
    sheet = b"v 9999 9999 9999\nv 0 0 0\nv 1 0 0\nv 1 0 2\nv 0 0 2\nf 2 5 4 3\n"
    prop = shaped(read_obj(sheet))
    assert prop.size == (1.0, 0.001, 2.0)
    assert np.allclose(prop.mesh.normals, (0, 1, 0)) or np.allclose(prop.mesh.normals, (0, -1, 0))


def test_that_a_fine_mesh_gets_few_triangles_six_materials_and_keeps_its_extent() -> None:
    prop = shaped(ball(200))

    assert 0.3 * MOST_TRIANGLES < len(prop.mesh.triangles) <= MOST_TRIANGLES
    assert len(prop.materials) == len(set(prop.materials)) == MAX_SLOTS
    assert set(prop.mesh.slots.tolist()) == set(range(MAX_SLOTS))
    assert prop.size == pytest.approx((2.0, 2.0, 2.0))
    outward = prop.mesh.positions - (0, 1, 0)
    along = (prop.mesh.normals * outward).sum(axis=1)
    assert along.mean() > 0.9


def test_that_a_shape_turned_inside_out_is_turned_back() -> None:
    fine = ball(12)
    inside_out = LooseMesh(fine.points, fine.faces[:, ::-1], fine.face_surfaces, fine.surfaces)
    assert np.allclose(shaped(fine).mesh.normals.mean(), shaped(inside_out).mesh.normals.mean(), atol=1e-6)
    for mesh in (shaped(fine).mesh, shaped(inside_out).mesh):
        assert ((mesh.positions - (0, 1, 0)) * mesh.normals).sum(axis=1).min() > 0


def test_that_a_fan_of_thousands_is_shaded_within_memory() -> None:
    turn = np.linspace(0, 2 * np.pi, 5001)[:-1]
    points = np.concatenate((np.stack((np.cos(turn), 0 * turn, np.sin(turn)), -1), [(0.0, 1.0, 0.0)]))
    ring = np.arange(5000)
    faces = np.stack((np.full(5000, 5000), (ring + 1) % 5000, ring), -1)
    prop = shaped(LooseMesh(points, faces, np.zeros(5000, np.int64), (Surface(),)))
    assert len(prop.mesh.triangles) > 4000
    # Every two faces at the tip would be compared; instead each has the tip for itself.
    assert (prop.mesh.positions[:, 1] > 0.999).sum() == len(prop.mesh.triangles)


@pytest.mark.parametrize("size", [1e-6, 1e5])
def test_that_an_absurd_size_is_refused(size: float) -> None:
    with pytest.raises(InputError, match="cannot be right"):
        shaped(read_obj(obj_text(scale=size)))


@pytest.mark.parametrize(
    ("longest", "likely_m", "factor", "unit"),
    [
        (1.6, 1.6, 1.0, "metres"),
        (160, 1.6, 0.01, "centimetres"),
        (1600, 1.6, 0.001, "millimetres"),
        (33, 0.9, 0.0254, "inches"),
        (2.0, 0.9, 1.0, "metres"),
        (8, None, 1.0, "metres"),
        (90, None, 0.01, "centimetres"),
        (4000, None, 0.001, "millimetres"),
    ],
)
def test_that_the_unit_of_an_obj_is_guessed_and_told(
    longest: float, likely_m: float | None, factor: float, unit: str
) -> None:
    guess, note = guessed_unit(longest, likely_m=likely_m)
    assert guess == factor
    assert unit in note


def test_that_surfaces_become_swatches() -> None:
    assert swatch_name(Surface((18, 52, 86))) == "#123456"
    assert swatch_name(Surface((212, 168, 60), metal=1.0)) == "gold"
    assert swatch_name(Surface(opacity=0.2)) == "glass"
    assert swatch_name(Surface(emission=1.0)) == "lamp"


def test_that_there_is_room_under_a_table_and_a_place_on_it() -> None:
    mesh = shaped(read_obj(obj_text())).mesh
    solids = solid_columns(mesh)

    assert solids is not None
    assert not any(box.min[0] < 0 < box.max[0] and box.min[1] < 0.8 for box in solids)
    assert sum(box.min[1] == 0 for box in solids) >= 4
    low = np.min([box.min for box in solids], axis=0)
    high = np.max([box.max for box in solids], axis=0)
    assert low.tolist() == [-0.5, 0.0, -0.5]
    assert high.tolist() == [0.5, 1.0, 0.5]
    (top,) = level_places(mesh)
    assert (top.height, top.min, top.max) == (1.0, (-0.5, -0.5), (0.5, 0.5))


def test_that_a_block_is_solid_whole_and_a_shelf_has_its_levels() -> None:
    block = shaped(read_obj(obj_text((((0, 0, 0), (1, 1, 1)),)))).mesh
    assert solid_columns(block) is None

    boards = tuple(((0.0, y, 0.0), (1.0, y + 0.02, 0.3)) for y in (0.1, 0.5, 0.55, 1.0))
    levels = level_places(shaped(read_obj(obj_text(boards))).mesh)
    assert [round(level.height * 0.92, 2) for level in levels] == [0.92, 0.47, 0.02]
