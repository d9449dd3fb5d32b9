"""From parts to the mesh that is drawn: vertices shared where the surface is smooth, split where it has an edge."""

from __future__ import annotations

import numpy as np

from studio.model.mesh import Mesh
from studio.staging.kit.geometry import Part


def shade(shape: Part) -> Mesh:
    """The mesh of a part; a corner's normal is the area-weighted mean of the faces within the crease angle of its own.

    Faces without area are left out. Corners that agree in point, slot and normal share one vertex.
    """
    points, faces, slots, creases = shape.points, shape.faces, shape.slots, shape.creases
    a, b, c = points[faces[:, 0]], points[faces[:, 1]], points[faces[:, 2]]
    areas = np.cross(b - a, c - a)
    lengths = np.sqrt(np.einsum("ij,ij->i", areas, areas))
    kept = lengths > 1e-10
    if not kept.all():
        faces, slots, creases, areas, lengths = faces[kept], slots[kept], creases[kept], areas[kept], lengths[kept]
    flat = areas / lengths[:, None]

    corners = faces.reshape(-1)
    owner = np.repeat(np.arange(len(faces)), 3)
    order = np.argsort(corners, kind="stable")
    valence = np.bincount(corners, minlength=len(points))
    starts = np.cumsum(valence) - valence
    mates = valence[corners]
    first = np.repeat(np.arange(len(corners)), mates)
    within = np.arange(len(first)) - np.repeat(np.cumsum(mates) - mates, mates)
    other = owner[order[starts[corners[first]] + within]]
    mine = owner[first]
    likeness = np.einsum("ij,ij->i", flat[mine], flat[other])
    smooth = (likeness >= np.maximum(creases[mine], creases[other])) & (slots[mine] == slots[other])
    chosen, weights = first[smooth], areas[other[smooth]]
    sums = np.stack([np.bincount(chosen, weights[:, axis], minlength=len(corners)) for axis in range(3)], -1)
    normals = sums / np.sqrt(np.einsum("ij,ij->i", sums, sums))[:, None]

    steps = np.rint((normals + 1.0) * 1000).astype(np.int64)
    keys = ((corners * 8 + slots[owner]) * 2048 + steps[:, 0]) * 4194304 + steps[:, 1] * 2048 + steps[:, 2]
    _, index, inverse = np.unique(keys, return_index=True, return_inverse=True)
    mesh = Mesh(
        positions=points[corners[index]].astype(np.float32),
        normals=normals[index].astype(np.float32),
        slots=slots[owner[index]],
        triangles=inverse.reshape(-1, 3).astype(np.uint32),
    )
    for array in (mesh.positions, mesh.normals, mesh.slots, mesh.triangles):
        array.setflags(write=False)
    return mesh
