"""Fewer triangles: corners that fall into one cell of a grid become one (Rossignac and Borrel 1993)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from studio.staging.props_library.loose_mesh import LooseMesh, Points

_FINEST, _COARSER = 400, 0.8


def thinned(mesh: LooseMesh, *, most: int) -> LooseMesh:
    """The mesh with at most about ``most`` triangles, on the finest grid that gives so few; its extent is kept."""
    if len(mesh.faces) <= most:
        return mesh
    low, high = mesh.points.min(axis=0), mesh.points.max(axis=0)
    edge = float((high - low).max()) or 1.0
    steps = float(_FINEST)
    while True:
        found = _clustered(mesh, low, edge / steps)
        if len(found.faces) <= most or steps < 4:
            return _stretched(found, low, high)
        steps *= _COARSER


def _clustered(mesh: LooseMesh, low: Points, cell: float) -> LooseMesh:
    cells = np.floor((mesh.points - low) / cell).astype(np.int64)
    keys = (cells[:, 0] * 1024 + cells[:, 1]) * 1024 + cells[:, 2]
    _, inverse = np.unique(keys, return_inverse=True)
    inverse = inverse.reshape(-1)
    counts = np.bincount(inverse)
    points = np.stack([np.bincount(inverse, mesh.points[:, axis]) / counts for axis in range(3)], -1)
    faces = inverse[mesh.faces]
    proper = (faces[:, 0] != faces[:, 1]) & (faces[:, 1] != faces[:, 2]) & (faces[:, 2] != faces[:, 0])
    faces, owners = faces[proper], mesh.face_surfaces[proper]
    _, first = np.unique(np.sort(faces, axis=1), axis=0, return_index=True)
    first.sort()
    return replace(mesh, points=points, faces=faces[first], face_surfaces=owners[first])


def _stretched(
    mesh: LooseMesh,
    low: Points,
    high: Points,
) -> LooseMesh:
    """Cells' middles lie inside of the corners they stand for; the box is filled again."""
    inner_low, inner_high = mesh.points.min(axis=0), mesh.points.max(axis=0)
    span = np.maximum(inner_high - inner_low, 1e-12)
    return replace(mesh, points=low + (mesh.points - inner_low) / span * (high - low))
