"""Fewer triangles, with what lies on them: by quadric errors, and where that cannot be, by clustering."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from studio.staging.props_library.clustering import clustered, gathered
from studio.staging.props_library.loose_mesh import Faces, LooseMesh, Points

_WELD = 1e-5
_GENTLE = 5
_TOO_MANY, _FAR = 1.25, 8
_FINE = 256.0
Indices = npt.NDArray[np.int64]


def thinned(mesh: LooseMesh, *, most: int) -> LooseMesh:
    """The mesh with at most about ``most`` triangles; its extent is kept.

    Edges are collapsed where that changes the shape least (Garland and Heckbert 1997), which keeps silhouettes. Each
    corner lies on its picture where the nearest of the corners it stands for lay.
    """
    if len(mesh.faces) <= most:
        return mesh
    low, high = mesh.points.min(axis=0), mesh.points.max(axis=0)
    welded = _welded(mesh, max(float((high - low).max()), 1e-300) * _WELD)
    if len(welded.faces) <= most:
        return welded
    # What is far too fine is first made less so: quicker, and slivers no longer stand in the way of collapses.
    for steps in (_FINE,) if len(welded.faces) > _FAR * most else (None, _FINE):
        points, mapping = _few(welded, most, steps)
        left = _left(welded, mapping)
        if len(left) <= _TOO_MANY * most:
            break
    else:
        # Loose triangles and broken surfaces have too few edges to collapse.
        points, mapping = clustered(welded.points, welded.faces, most=most)
        left = _left(welded, mapping)
    found = replace(welded.with_faces(left), points=points, faces=mapping[welded.faces[left]])
    if welded.corner_uvs is not None:
        found = replace(found, corner_uvs=_corner_uvs(welded, found, mapping, left))
    return _stretched(found, low, high)


def _welded(mesh: LooseMesh, grid: float) -> LooseMesh:
    """One point for those in one place, since files split them where normals or pictures have an edge; faces once."""
    keys = np.rint(mesh.points / grid).astype(np.int64)
    _, first, inverse = np.unique(keys, axis=0, return_index=True, return_inverse=True)
    welded = replace(mesh, points=mesh.points[first], faces=inverse.reshape(-1)[mesh.faces])
    return welded.with_faces(_left(welded, np.arange(len(first))))


def _few(mesh: LooseMesh, most: int, steps: float | None) -> tuple[Points, Indices]:
    """New points, and for each old one the new one, −1 for none; ``steps`` cells along it are joined before."""
    if steps is None:
        return _collapsed(mesh, most) or clustered(mesh.points, mesh.faces, most=most)
    points, into = gathered(mesh.points, steps=steps)
    joined = replace(mesh, points=points, faces=into[mesh.faces])
    joined = joined.with_faces(_left(joined, np.arange(len(points))))
    if len(joined.faces) <= most:
        return points, into
    points, mapping = _collapsed(joined, most) or clustered(joined.points, joined.faces, most=most)
    return points, mapping[into]


def _collapsed(mesh: LooseMesh, most: int) -> tuple[Points, Indices] | None:
    """The points after edge collapses, and for each old point the new one, −1 for none; None where it did not work."""
    import fast_simplification

    used, faces = np.unique(mesh.faces, return_inverse=True)
    if not len(used):
        return None
    whole = mesh.points[used]
    centre, extent = whole.mean(axis=0), max(1e-300, float(np.ptp(whole, axis=0).max()))
    points, _, collapses = fast_simplification.simplify(
        (whole - centre) / extent,
        faces.reshape(-1, 3).astype(np.int32),
        target_count=most,
        agg=_GENTLE,
        return_collapses=True,
    )
    into = _final(len(used), np.asarray(collapses, np.int64).reshape(-1, 2))
    after = into[faces.reshape(-1, 3)]
    left = np.unique(after[_proper(after)])
    if len(left) != len(points) or not np.isfinite(points).all():
        return None
    mapping = np.full(len(mesh.points), -1, np.int64)
    place = np.searchsorted(left, into)
    is_left = left[np.minimum(place, len(left) - 1)] == into
    mapping[used] = np.where(is_left, place, -1)
    return points * extent + centre, mapping


def _final(count: int, collapses: Indices) -> Indices:
    """For each point the one that it ends in; a collapse takes its second point into its first."""
    into = np.arange(count)
    into[collapses[:, 1]] = collapses[:, 0]
    while True:
        further = into[into]
        if np.array_equal(further, into):
            return into
        into = further


def _left(mesh: LooseMesh, mapping: Indices) -> Indices:
    """The faces that are left over the new points, each once."""
    faces = mapping[mesh.faces]
    kept = np.flatnonzero(_proper(faces) & (faces >= 0).all(axis=1))
    _, first = np.unique(np.sort(faces[kept], axis=1), axis=0, return_index=True)
    return kept[np.sort(first)]


def _proper(faces: Faces) -> npt.NDArray[np.bool_]:
    """Faces with three different corners."""
    a, b, c = faces.T
    proper: npt.NDArray[np.bool_] = (a != b) & (b != c) & (c != a)
    return proper


def _corner_uvs(before: LooseMesh, after: LooseMesh, mapping: Indices, left: Indices) -> Points:
    """For every corner the place on the picture of the nearest old corner of its own patch that it stands for.

    A patch is a part of the surface within which the picture goes on over the edges.
    """
    old, new = before.corner_uvs, after.corner_uvs
    assert old is not None
    assert new is not None
    patches = _patches(before)
    corners = before.faces.reshape(-1)
    target = mapping[corners]
    patch = np.repeat(patches, 3)
    away = np.linalg.norm(before.points[corners] - after.points[np.maximum(target, 0)], axis=1)
    valid = target >= 0
    keys = target * (int(patches.max()) + 1) + patch
    order = np.flatnonzero(valid)[np.lexsort((away[valid], keys[valid]))]
    unique, first = np.unique(keys[order], return_index=True)
    wanted = after.faces.reshape(-1) * (int(patches.max()) + 1) + np.repeat(patches[left], 3)
    at = np.minimum(np.searchsorted(unique, wanted), len(unique) - 1)
    is_found = unique[at] == wanted
    chosen = old.reshape(-1, 2)[order[first[at]]]
    return np.where(is_found[:, None], chosen, new.reshape(-1, 2)).reshape(-1, 3, 2)


def _patches(mesh: LooseMesh) -> Indices:
    """The number of each face's patch: faces that share a corner in point, place and surface are of one."""
    uvs = mesh.corner_uvs
    assert uvs is not None
    steps = np.rint(uvs.reshape(-1, 2) * 4096).astype(np.int64)
    surfaces = np.repeat(mesh.face_surfaces, 3)
    keys = np.stack((mesh.faces.reshape(-1), surfaces, steps[:, 0], steps[:, 1]), -1)
    _, wedge = np.unique(keys, axis=0, return_inverse=True)
    wedges = wedge.reshape(-1, 3)
    label = np.arange(int(wedges.max()) + 1)
    while True:
        least = label[wedges].min(axis=1)
        lower = label.copy()
        np.minimum.at(lower, wedges.reshape(-1), np.repeat(least, 3))
        lower = lower[lower]
        if np.array_equal(lower, label):
            break
        label = lower
    return np.unique(label[wedges[:, 0]], return_inverse=True)[1].reshape(-1)


def _stretched(mesh: LooseMesh, low: Points, high: Points) -> LooseMesh:
    """What is left lies a little inside of what it stands for; the box is filled again."""
    used = mesh.points[np.unique(mesh.faces)] if len(mesh.faces) else mesh.points
    inner_low, inner_high = used.min(axis=0), used.max(axis=0)
    span = np.maximum(inner_high - inner_low, 1e-12)
    return replace(mesh, points=low + (mesh.points - inner_low) / span * (high - low))
