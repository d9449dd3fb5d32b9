"""Every prop's mesh: it fills its box, is closed, faces outward and is light."""

from __future__ import annotations

from hashlib import sha256
from subprocess import run
from sys import executable
from time import process_time

import numpy as np
import numpy.typing as npt
import pytest

from studio.model.mesh import Mesh
from studio.model.stage import Size
from studio.staging.kit.archetype import Archetype
from studio.staging.kit.catalogue import CATALOGUE
from studio.staging.kit.meshes import build_mesh

ALL = tuple(CATALOGUE.values())
EACH = pytest.mark.parametrize("archetype", ALL, ids=[each.id for each in ALL])
MILLIMETRE = 0.001


def shape_groups(mesh: Mesh) -> npt.NDArray[np.int64]:
    """The closed surface each triangle belongs to, corners welded by their place."""
    places = np.rint(mesh.positions.astype(float) * 1e6).astype(np.int64)
    _, welded = np.unique(places, axis=0, return_inverse=True)
    triangles = welded.reshape(-1)[mesh.triangles.astype(np.int64)]
    label = np.arange(int(triangles.max()) + 1)
    while True:
        least = label[triangles].min(axis=1)
        before = label.copy()
        np.minimum.at(label, triangles.reshape(-1), np.repeat(least, 3))
        if (label == before).all():
            return label[triangles[:, 0]]


def volumes(mesh: Mesh) -> npt.NDArray[np.float64]:
    """Signed volume of each closed surface."""
    corners = mesh.positions.astype(float)[mesh.triangles]
    parts = np.einsum("ij,ij->i", corners[:, 0], np.cross(corners[:, 1], corners[:, 2])) / 6
    _, group = np.unique(shape_groups(mesh), return_inverse=True)
    total: npt.NDArray[np.float64] = np.bincount(group, parts).astype(np.float64)
    return total


def digest(mesh: Mesh) -> str:
    arrays = (mesh.positions, mesh.normals, mesh.slots, mesh.triangles)
    return sha256(b"".join(np.ascontiguousarray(array).tobytes() for array in arrays)).hexdigest()


def assert_fills(mesh: Mesh, size: Size) -> None:
    low, high = mesh.positions.min(axis=0), mesh.positions.max(axis=0)
    assert low.tolist() == pytest.approx([-size[0] / 2, 0, -size[2] / 2], abs=MILLIMETRE)
    assert high.tolist() == pytest.approx([size[0] / 2, size[1], size[2] / 2], abs=MILLIMETRE)


@EACH
@pytest.mark.parametrize("by", [(1.0, 1.0, 1.0), (1.6, 1.0, 0.8), (0.7, 1.4, 1.2)])
def test_that_a_prop_fills_its_box(archetype: Archetype, by: Size) -> None:
    size = (archetype.size[0] * by[0], archetype.size[1] * by[1], archetype.size[2] * by[2])
    mesh = build_mesh(archetype.id, size)
    assert_fills(mesh, size)
    assert 12 <= len(mesh.triangles) <= 4000


@EACH
def test_that_a_prop_is_light(archetype: Archetype) -> None:
    assert 12 <= len(build_mesh(archetype.id, archetype.size).triangles) <= 1800


@EACH
def test_that_normals_are_unit_and_look_the_way_the_faces_do(archetype: Archetype) -> None:
    mesh = build_mesh(archetype.id, archetype.size)
    assert np.linalg.norm(mesh.normals, axis=1) == pytest.approx(np.ones(len(mesh.normals)), abs=1e-5)
    a, b, c = (mesh.positions.astype(float)[mesh.triangles[:, corner]] for corner in range(3))
    face = np.cross(b - a, c - a)
    agreement = np.einsum("ij,ikj->ik", face, mesh.normals[mesh.triangles])
    assert (agreement > 0).mean() > 0.999


@EACH
def test_that_every_closed_part_is_turned_outward(archetype: Archetype) -> None:
    inside_out = volumes(build_mesh(archetype.id, archetype.size)) < -1e-9
    assert not inside_out.any()


@EACH
def test_that_slots_have_materials_and_all_materials_are_used(archetype: Archetype) -> None:
    used = set(build_mesh(archetype.id, archetype.size).slots.tolist())
    assert used == set(range(len(archetype.materials)))


@EACH
def test_that_vertices_are_shared_where_the_surface_is_smooth(archetype: Archetype) -> None:
    mesh = build_mesh(archetype.id, archetype.size)
    assert len(mesh.positions) < 3 * len(mesh.triangles)
    assert int(mesh.triangles.max()) == len(mesh.positions) - 1


def test_that_legs_keep_their_thickness_on_a_longer_table() -> None:
    def leg_width(length: float) -> float:
        points = build_mesh("table", (length, 0.75, 0.9)).positions
        foot = points[(points[:, 1] < 0.01) & (points[:, 0] > 0)]
        return float(np.ptp(foot[:, 0]))

    assert leg_width(3.2) == pytest.approx(leg_width(1.6), abs=0.004)


def test_that_the_same_arguments_give_the_same_mesh_and_it_cannot_be_changed() -> None:
    mesh = build_mesh("kit:chair", (0.45, 0.9, 0.5))
    assert build_mesh("chair", (0.45000001, 0.9, 0.5)) is mesh
    with pytest.raises(ValueError, match="read-only"):
        mesh.positions[0] = 0


def test_that_another_process_builds_the_same_bytes() -> None:
    names = ("chair", "tree", "person", "car")
    code = (
        "from tests.unit.staging.kit.test_meshes import digest, CATALOGUE, build_mesh\n"
        f"print([digest(build_mesh(n, CATALOGUE[n].size)) for n in {names!r}])"
    )
    told = run([executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    assert told == str([digest(build_mesh(name, CATALOGUE[name].size)) for name in names])


def test_that_a_vanishing_prop_still_has_a_mesh() -> None:
    mesh = build_mesh("chair", (0.0001, 0.0001, 0.0001))
    assert np.isfinite(mesh.normals).all()
    assert_fills(mesh, (0.001, 0.001, 0.001))


def test_that_forty_props_are_built_at_once() -> None:
    """Promised: 150 ms for 40 different props; measured in time of this process, with slack for a busy machine."""
    chosen = ALL[:: max(1, len(ALL) // 40)][:40]
    build_mesh("box", (0.3, 0.3, 0.3))
    start = process_time()
    for archetype in chosen:
        w, h, d = archetype.size
        build_mesh(archetype.id, (w * 1.0371, h, d))
    assert process_time() - start < 0.4
