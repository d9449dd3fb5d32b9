"""Fewer points: those that fall into one cell of a grid become one (Rossignac and Borrel 1993)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from studio.staging.props_library.loose_mesh import Faces, Points

_FINEST, _COARSER = 400.0, 0.8
Indices = npt.NDArray[np.int64]


def clustered(points: Points, faces: Faces, *, most: int) -> tuple[Points, Indices]:
    """New points, and for each old one the new one, on the finest grid that leaves at most about ``most`` faces."""
    steps = _FINEST
    while True:
        means, mapping = gathered(points, steps=steps)
        if _left(mapping[faces]) <= most or steps < 4:
            return means, mapping
        steps *= _COARSER


def gathered(points: Points, *, steps: float) -> tuple[Points, Indices]:
    """The middles of the points in each cell, ``steps`` cells along the longest edge, and for each point its cell."""
    low = points.min(axis=0)
    edge = float((points.max(axis=0) - low).max()) or 1.0
    cells = np.floor((points - low) / (edge / steps)).astype(np.int64)
    _, mapping = np.unique((cells[:, 0] * 1024 + cells[:, 1]) * 1024 + cells[:, 2], return_inverse=True)
    mapping = mapping.reshape(-1)
    counts = np.bincount(mapping)
    return np.stack([np.bincount(mapping, points[:, axis]) / counts for axis in range(3)], -1), mapping


def _left(faces: Faces) -> int:
    """How many different faces with three corners there are."""
    proper = (faces[:, 0] != faces[:, 1]) & (faces[:, 1] != faces[:, 2]) & (faces[:, 2] != faces[:, 0])
    return len(np.unique(np.sort(faces[proper], axis=1), axis=0))
