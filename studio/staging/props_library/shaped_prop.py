"""From a stranger's triangles to a prop's mesh: true size, on its own feet, few triangles, at most six materials."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import cos, dist, radians

import numpy as np
import numpy.typing as npt

from studio.errors import InputError
from studio.model.mesh import MAX_SLOTS, Mesh
from studio.model.stage import Size
from studio.model.swatches import SWATCHES, swatch
from studio.staging.kit.geometry import Part
from studio.staging.kit.shading import shade
from studio.staging.props_library.atlas import painted
from studio.staging.props_library.loose_mesh import Faces, LooseMesh, Pixels, Points, Surface
from studio.staging.props_library.own_prop import MOST_OWN_TRIANGLES
from studio.staging.props_library.simplified import thinned
from studio.staging.props_library.true_size import check_size

MOST_TRIANGLES = MOST_OWN_TRIANGLES // 2
_LEAST_EDGE_M = 0.001
_CREASE_DEG = 40.0
_MOST_AT_A_POINT = 96
"""Shading compares every two faces at a point; the hub of a huge fan is given to its faces one by one."""
_LEAST_AREA = 2e-10
"""Twice the area below which shading leaves a face out; prop lengths are 1 there."""
_MANY_COLOURS = 2 * MAX_SLOTS
_METALS = ("iron", "steel", "brass", "gold", "silver")


@dataclass(frozen=True, slots=True, eq=False)
class ShapedProp:
    """A prop of the library: its mesh fills ``size``, ``materials`` names a swatch or a colour by slot."""

    mesh: Mesh
    materials: tuple[str, ...]
    size: Size


def shaped(loose: LooseMesh, *, metres_per_unit: float = 1.0, size: Size | None = None) -> ShapedProp:
    """The prop of a loose mesh, scaled by a unit or stretched to a known ``size``.

    Raises:
        InputError: nothing of it is left, or its size is absurd.
    """
    mesh = _used(thinned(_used(loose), most=MOST_TRIANGLES))
    low, high = mesh.points.min(axis=0), mesh.points.max(axis=0)
    extent = high - low
    target = np.array(size) if size is not None else np.maximum(extent * metres_per_unit, _LEAST_EDGE_M)
    check_size(float(target.max()))
    flat = extent <= 1e-9 * max(1e-300, float(extent.max()))
    points = (mesh.points - low) / np.where(flat, 1.0, extent) * np.where(flat, 0.0, target)
    points -= np.array((target[0] / 2, 0.0, target[2] / 2)) * ~flat
    points, faces = _welded(points, mesh.faces, float(target.max()) * 1e-5)
    mesh = _outward(replace(mesh, points=points, faces=faces))
    mesh = mesh.with_faces(_areas(points, mesh.faces) > 0)
    if not len(mesh.faces):
        raise InputError("nothing is left of it when its triangles without area are taken out.")
    names, slots = _slots(mesh.surfaces, mesh.face_surfaces, _areas(points, mesh.faces))
    paint = painted(mesh) if _is_painted(mesh) else None
    points, faces = _without_hubs(points, mesh.faces)
    # Shading works in metres with a floor for areas, so small things are shaded large.
    enlarged = 1.0 / float(target.max())
    drawn = _drawn(points * enlarged, faces)
    lit = shade(
        Part(points * enlarged, faces[drawn], slots[drawn], np.full(int(drawn.sum()), cos(radians(_CREASE_DEG))))
    )
    if not len(lit.triangles):
        raise InputError("nothing is left of it when its triangles without area are taken out.")
    grown = replace(lit, positions=(lit.positions / np.float32(enlarged)).astype(np.float32))
    if paint is not None:
        grown = with_texture(grown, paint.corner_uvs[drawn], paint.texture)
    w, h, d = (round(float(edge), 4) for edge in np.maximum(target, _LEAST_EDGE_M))
    return ShapedProp(grown, names, (w, h, d))


def with_texture(mesh: Mesh, corner_uvs: Points, texture: Pixels) -> Mesh:
    """The mesh with a texture; vertices whose corners lie in several places on it are split."""
    uvs = corner_uvs.reshape(-1, 2).astype(np.float32)
    keys = np.concatenate((mesh.triangles.reshape(-1, 1).astype(np.float64), np.rint(uvs * 65536.0)), 1)
    _, first, inverse = np.unique(keys, axis=0, return_index=True, return_inverse=True)
    vertices = mesh.triangles.reshape(-1)[first]
    return Mesh(
        mesh.positions[vertices],
        mesh.normals[vertices],
        mesh.slots[vertices],
        inverse.reshape(-1, 3).astype(np.uint32),
        uvs[first],
        texture,
    )


def _is_painted(mesh: LooseMesh) -> bool:
    """Whether its surfaces show pictures, or more colours than its slots could tell apart by far."""
    used = [mesh.surfaces[owner] for owner in np.unique(mesh.face_surfaces)]
    return any(each.picture is not None for each in used) or len({each.colour for each in used}) > _MANY_COLOURS


def _drawn(points: Points, faces: Faces) -> npt.NDArray[np.bool_]:
    """The faces with enough area to be shaded."""
    drawn: npt.NDArray[np.bool_] = 2 * _areas(points, faces) > _LEAST_AREA
    return drawn


def _used(mesh: LooseMesh) -> LooseMesh:
    """Only the points that triangles use: a stray one must not decide how big a thing is."""
    if not len(mesh.faces):
        raise InputError("nothing is left of it when it is made simple enough.")
    kept, faces = np.unique(mesh.faces, return_inverse=True)
    return replace(mesh, points=mesh.points[kept], faces=faces.reshape(-1, 3))


def _areas(points: Points, faces: Faces) -> Points:
    a, b, c = points[faces[:, 0]], points[faces[:, 1]], points[faces[:, 2]]
    areas: Points = np.linalg.norm(np.cross(b - a, c - a), axis=1) / 2
    return areas


def _welded(points: Points, faces: Faces, grid: float) -> tuple[Points, Faces]:
    """One point for those that lie in one place, so that smooth surfaces shade as one."""
    keys = np.rint(points / grid).astype(np.int64)
    _, first, inverse = np.unique(keys, axis=0, return_index=True, return_inverse=True)
    return points[first], inverse.reshape(-1)[faces]


def _outward(mesh: LooseMesh) -> LooseMesh:
    """Turned round where the whole encloses less than nothing."""
    a, b, c = (mesh.points[mesh.faces[:, corner]] for corner in range(3))
    if float(np.einsum("ij,ij->", a, np.cross(b, c))) >= 0:
        return mesh
    uvs = mesh.corner_uvs
    return replace(mesh, faces=mesh.faces[:, ::-1], corner_uvs=None if uvs is None else uvs[:, ::-1])


def _without_hubs(points: Points, faces: Faces) -> tuple[Points, Faces]:
    corners = faces.reshape(-1)
    crowded = np.bincount(corners, minlength=len(points))[corners] > _MOST_AT_A_POINT
    if not crowded.any():
        return points, faces
    own = corners.copy()
    own[crowded] = len(points) + np.arange(int(crowded.sum()))
    return np.concatenate((points, points[corners[crowded]])), own.reshape(-1, 3)


def _slots(
    surfaces: tuple[Surface, ...], owners: npt.NDArray[np.int64], areas: Points
) -> tuple[tuple[str, ...], npt.NDArray[np.uint8]]:
    """Swatch names by slot, the most of it first, and the slot of each face; the least are given to their likes."""
    shares: dict[str, float] = {}
    named = {int(owner): swatch_name(surfaces[int(owner)]) for owner in np.unique(owners)}
    for owner, name in named.items():
        shares[name] = shares.get(name, 0.0) + float(areas[owners == owner].sum())
    stands = {name: name for name in shares}
    while len(shares) > MAX_SLOTS:
        least = min(shares, key=lambda name: (shares[name], name))
        share = shares.pop(least)
        like = min(shares, key=lambda name: (_distance(name, least), name))
        shares[like] += share
        stands = {name: like if stand == least else stand for name, stand in stands.items()}
    order = sorted(shares, key=lambda name: (-shares[name], name))
    table = np.zeros(len(surfaces), np.uint8)
    for owner, name in named.items():
        table[owner] = order.index(stands[name])
    return tuple(order), table[owners]


def swatch_name(surface: Surface) -> str:
    """The swatch that a surface is made of; a plain one is its colour, ``#rrggbb``."""
    colour = "#{:02x}{:02x}{:02x}".format(*surface.colour)
    if surface.emission > 0.4:
        return "lamp"
    if surface.opacity < 0.6:
        return "glass"
    if surface.metal >= 0.5:
        return min(_METALS, key=lambda name: _distance(name, colour))
    return colour


def _distance(one: str, other: str) -> float:
    """How unlike two swatches look; shining ones and glass are like nothing else."""
    first, second = (SWATCHES.get(name) or swatch(name) for name in (one, other))
    apart = 1000.0 if ("glass" in (one, other)) or (first.emission > 0) != (second.emission > 0) else 0.0
    return apart + dist(first.colour, second.colour)
