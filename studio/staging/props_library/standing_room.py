"""What of a foreign mesh is solid and where things stand on it, read from its shape."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import numpy as np
import numpy.typing as npt

from studio.model.mesh import Mesh
from studio.model.stage import Box3, SupportSurface

_COLUMNS, _LEVELS = 8, 8
_MOST_SOLIDS, _NEARLY_WHOLE = 16, 0.8
_LEVEL_NORMAL, _LEVEL_GAP, _LEAST_SHARE, _HEADROOM_M = 0.95, 0.01, 0.2, 0.12

Array = npt.NDArray[np.float64]


def solid_columns(mesh: Mesh) -> tuple[Box3, ...] | None:
    """Solid boxes in fractions of the prop's box (x and z from -0.5, y from 0); None where that is the whole box.

    The footprint is cut into 8 × 8 columns, each solid from the lowest to the highest point of the surface in it: so
    there is room under a table and above a seat, and none inside a wardrobe. Equal neighbours become one box.
    """
    points = _sampled(mesh)
    low, high = mesh.positions.min(axis=0).astype(float), mesh.positions.max(axis=0).astype(float)
    share = np.clip((points - low) / np.maximum(high - low, 1e-9), 0.0, 1.0)
    cell = np.minimum((share[:, [0, 2]] * _COLUMNS).astype(int), _COLUMNS - 1)
    column = cell[:, 0] * _COLUMNS + cell[:, 1]
    bottom, top = np.full(_COLUMNS**2, np.inf), np.full(_COLUMNS**2, -np.inf)
    np.minimum.at(bottom, column, share[:, 1])
    np.maximum.at(top, column, share[:, 1])
    solid = np.isfinite(bottom)
    floor = np.where(solid, np.floor(np.where(solid, bottom, 0) * _LEVELS + 1e-6), 0).astype(int)
    ceiling = np.where(solid, np.ceil(np.where(solid, top, 0) * _LEVELS - 1e-6), 0).astype(int)
    ceiling = np.where(solid, np.maximum(ceiling, floor + 1), 0)
    boxes = tuple(_boxes(floor.reshape(_COLUMNS, -1), np.minimum(ceiling, _LEVELS).reshape(_COLUMNS, -1)))
    volume = sum(float(np.prod(np.array(box.max) - np.array(box.min))) for box in boxes)
    return None if len(boxes) > _MOST_SOLIDS or volume > _NEARLY_WHOLE else boxes


def _sampled(mesh: Mesh) -> Array:
    """Points on every triangle, closer together than the columns are wide."""
    corners = mesh.positions[mesh.triangles].astype(float)
    extent = np.maximum(mesh.positions.max(axis=0) - mesh.positions.min(axis=0), 1e-9)
    reach = (np.ptp(corners, axis=1) / extent).max(axis=1) * 2 * _COLUMNS
    found = []
    for least, most, steps in ((0.0, 1.0, 1), (1.0, 4.0, 4), (4.0, np.inf, 4 * _COLUMNS)):
        some = corners[(reach >= least) & (reach < most)]
        weights = np.array(
            [(i / steps, j / steps, 1 - (i + j) / steps) for i in range(steps + 1) for j in range(steps + 1 - i)]
        )
        found.append(np.einsum("wk,tkc->twc", weights, some).reshape(-1, 3))
    return np.concatenate(found)


def _boxes(floor: npt.NDArray[np.int_], ceiling: npt.NDArray[np.int_]) -> Iterator[Box3]:
    """Rectangles of equal columns, taken greedily along z, then along x."""
    free = ceiling > 0
    for x, z in product(range(_COLUMNS), repeat=2):
        if not free[x, z]:
            continue
        like = free & (floor == floor[x, z]) & (ceiling == ceiling[x, z])
        z_end = z
        while z_end < _COLUMNS and like[x, z_end]:
            z_end += 1
        x_end = x
        while x_end < _COLUMNS and like[x_end, z:z_end].all():
            x_end += 1
        free[x:x_end, z:z_end] = False
        yield Box3(
            min=(x / _COLUMNS - 0.5, int(floor[x, z]) / _LEVELS, z / _COLUMNS - 0.5),
            max=(x_end / _COLUMNS - 0.5, int(ceiling[x, z]) / _LEVELS, z_end / _COLUMNS - 0.5),
        )


def level_places(mesh: Mesh) -> tuple[SupportSurface, ...]:
    """Level rectangles that face up, in fractions of the prop's box, the highest first.

    Each is at least a fifth of the footprint and has 12 cm of air above; where the level does not fill its rectangle
    (a round top), the rectangle is made as much smaller.
    """
    low, high = mesh.positions.min(axis=0).astype(float), mesh.positions.max(axis=0).astype(float)
    extent = np.maximum(high - low, 1e-9)
    corners = mesh.positions[mesh.triangles].astype(float)
    across = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    double = np.linalg.norm(across, axis=1)
    level = across[:, 1] > _LEVEL_NORMAL * np.maximum(double, 1e-12)
    corners, areas = corners[level], double[level] / 2
    order = np.argsort(corners[:, :, 1].mean(axis=1), kind="stable")
    corners, areas = corners[order], areas[order]
    heights = corners[:, :, 1].mean(axis=1)
    cuts = np.flatnonzero(np.diff(heights) > _LEVEL_GAP) + 1
    found: list[SupportSurface] = []
    ceiling = np.inf
    for group in reversed(np.split(np.arange(len(heights)), cuts)):
        covered = float(areas[group].sum())
        if not len(group) or covered < _LEAST_SHARE * extent[0] * extent[2]:
            continue
        height = float(heights[group].max())
        if ceiling - height < _HEADROOM_M:
            continue
        ceiling = height
        x, z = corners[group][:, :, 0], corners[group][:, :, 2]
        kept = min(1.0, covered / max(1e-9, float(np.ptp(x) * np.ptp(z)))) ** 0.5
        rectangle = []
        for values, axis in ((x, 0), (z, 2)):
            middle, half = (values.min() + values.max()) / 2, np.ptp(values) / 2 * kept
            rectangle.append(((middle - half) / extent[axis], (middle + half) / extent[axis]))
        (west, east), (north, south) = rectangle
        share = (height - low[1]) / extent[1]
        found.append(_place(share, (west, north), (east, south)))
    return tuple(found)


def _place(height: float, low: tuple[float, float], high: tuple[float, float]) -> SupportSurface:
    rounded = [round(float(value), 4) for value in (*low, *high)]
    return SupportSurface(height=round(float(height), 5), min=(rounded[0], rounded[1]), max=(rounded[2], rounded[3]))
