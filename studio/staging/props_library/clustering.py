"""Fewer points: those that fall into one cell of a grid become one (Rossignac and Borrel 1993)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from studio.staging.props_library.loose_mesh import Faces, Points

_FINEST, _COARSER = 400, 0.8


def clustered(points: Points, faces: Faces, *, most: int) -> tuple[Points, npt.NDArray[np.int64]]:
    """New points, and for each old one the new one, on the finest grid that leaves at most about ``most`` faces."""
    low, high = points.min(axis=0), points.max(axis=0)
    edge = float((high - low).max()) or 1.0
    steps = float(_FINEST)
    while True:
        cells = np.floor((points - low) / (edge / steps)).astype(np.int64)
        keys = (cells[:, 0] * 1024 + cells[:, 1]) * 1024 + cells[:, 2]
        _, mapping = np.unique(keys, return_inverse=True)
        mapping = mapping.reshape(-1)
        if _left(mapping[faces]) <= most or steps < 4:
            counts = np.bincount(mapping)
            means = np.stack([np.bincount(mapping, points[:, axis]) / counts for axis in range(3)], -1)
            return means, mapping
        steps *= _COARSER


def _left(faces: Faces) -> int:
    """How many different faces with three corners there are."""
    proper = (faces[:, 0] != faces[:, 1]) & (faces[:, 1] != faces[:, 2]) & (faces[:, 2] != faces[:, 0])
    return len(np.unique(np.sort(faces[proper], axis=1), axis=0))
