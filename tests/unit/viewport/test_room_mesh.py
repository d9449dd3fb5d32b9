from __future__ import annotations

import numpy as np
import pytest

from studio.model.mesh import Mesh
from studio.model.stage import Opening, StageContainer
from studio.viewport.room_mesh import CEILING, DOOR, FLOOR, PANE, WALL, room_parts

L_SHAPE = ((0.0, 0.0), (6.0, 0.0), (6.0, 3.0), (3.0, 3.0), (3.0, 7.0), (0.0, 7.0))
SQUARE = ((-2.0, -2.0), (2.0, -2.0), (2.0, 2.0), (-2.0, 2.0))


def area(mesh: Mesh, slot: int) -> float:
    corners = mesh.positions[mesh.triangles[mesh.slots[mesh.triangles[:, 0]] == slot]]
    return float(
        np.linalg.norm(np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1).sum() / 2
    )


@pytest.mark.parametrize("footprint", [L_SHAPE, L_SHAPE[::-1]])
def test_that_floor_and_ceiling_have_the_rooms_area(footprint: tuple[tuple[float, float], ...]) -> None:
    floor, ceiling = (part.mesh for part in room_parts(StageContainer(footprint=footprint, ceiling_y=2.5))[:2])
    assert area(floor, FLOOR) == pytest.approx(30, rel=1e-5)
    assert area(ceiling, CEILING) == pytest.approx(30, rel=1e-5)


@pytest.mark.parametrize("footprint", [SQUARE, SQUARE[::-1], L_SHAPE])
def test_that_every_face_winds_with_its_normal_and_every_wall_faces_into_the_room(
    footprint: tuple[tuple[float, float], ...],
) -> None:
    from studio.viewport.polygon import contains

    container = StageContainer(
        footprint=footprint, openings=(Opening(start=(0.5, footprint[0][1]), end=(1.4, footprint[0][1])),)
    )
    for part in room_parts(container):
        mesh = part.mesh
        a, b, c = (mesh.positions[mesh.triangles[:, k]] for k in range(3))
        turned = np.einsum("ij,ij->i", np.cross(b - a, c - a), mesh.normals[mesh.triangles[:, 0]])
        assert np.all(turned > 0)
        if WALL in mesh.slots and part.front:
            walls = mesh.positions[mesh.slots == WALL]
            middle = walls.mean(axis=0) + np.array(part.front[1]) * 0.05
            assert contains(footprint, float(middle[0]), float(middle[2]))


@pytest.mark.parametrize("kind", ["door", "window", "arch"])
def test_that_an_opening_is_cut_out_of_its_wall_alone(kind: str) -> None:
    opening = Opening(kind=kind, start=(-0.5, -2.0), end=(0.5, -2.0), height=1.2, sill=0.0 if kind != "window" else 0.9)
    whole = room_parts(StageContainer(footprint=SQUARE, ceiling_y=2.5))
    cut = room_parts(StageContainer(footprint=SQUARE, ceiling_y=2.5, openings=(opening,)))
    lost = [area(a.mesh, WALL) - area(b.mesh, WALL) for a, b in zip(whole, cut, strict=True)]
    assert sorted(round(value, 3) for value in lost) == [0, 0, 0, 0, 0, 1.2]
    filled = max(cut, key=lambda part: area(part.mesh, DOOR if kind == "door" else PANE)).mesh
    assert area(filled, DOOR if kind == "door" else PANE) >= 1.2 - 1e-4


def test_that_openings_that_overlap_or_leave_the_wall_are_borne() -> None:
    openings = tuple(
        Opening(kind="window", start=(x, -2.0), end=(x + 1.5, -2.0), height=9.0, sill=0.8)
        for x in (-3.0, -1.0, 0.2, 1.5)
    )
    for part in room_parts(StageContainer(footprint=SQUARE, ceiling_y=2.5, openings=openings)):
        assert np.all(np.isfinite(part.mesh.positions))
        assert part.mesh.positions[:, 1].max() <= 2.5 + 1e-5


def test_that_outdoors_there_is_ground_and_nothing_else() -> None:
    (ground,) = room_parts(StageContainer(footprint=SQUARE, outdoor=True))
    assert set(ground.mesh.slots.tolist()) == {FLOOR}
    assert np.all(ground.mesh.normals[:, 1] == 1)
    assert np.abs(ground.mesh.positions).max() > 100


def test_that_only_high_rooms_have_beams() -> None:
    low, high = (room_parts(StageContainer(footprint=SQUARE, ceiling_y=tall))[1].mesh for tall in (2.6, 6.0))
    assert area(low, DOOR) == 0
    assert area(high, DOOR) > 0
    beams = high.positions[high.slots == DOOR]
    assert np.abs(beams[:, [0, 2]]).max() <= 2 + 1e-5
