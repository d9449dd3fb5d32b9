"""Which solids of a stage reach into one another: oriented boxes, separating axes, any rotation."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from studio.model.stage import Prop, Vec3

Floats = npt.NDArray[np.float64]
OVERLAP_M = 0.001
_CHUNK = 20_000


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two props whose solids reach ``depth_m`` into one another."""

    first: str
    second: str
    depth_m: float


@lru_cache(maxsize=4096)
def rotation_matrix(rotation_deg: tuple[float, float, float]) -> Floats:
    """Intrinsic XYZ Euler angles in degrees as a matrix whose columns are the box's own axes; not to be written to."""
    (cx, sx), (cy, sy), (cz, sz) = (
        (math.cos(math.radians(angle)), math.sin(math.radians(angle))) for angle in rotation_deg
    )
    return np.array(
        (
            (cy * cz, -cy * sz, sy),
            (cx * sz + sx * sy * cz, cx * cz - sx * sy * sz, -sx * cy),
            (sx * sz - cx * sy * cz, sx * cz + cx * sy * sz, cx * cy),
        )
    )


@dataclass(frozen=True, slots=True, eq=False)
class SolidBoxes:
    """All solids of some props: ``owner`` (n,) prop index, ``centre`` and ``half`` (n, 3), ``axes`` (n, 3, 3)."""

    owner: npt.NDArray[np.int64]
    centre: Floats
    half: Floats
    axes: Floats

    def reach(self) -> Floats:
        """Half the edges of each solid's axis-aligned bounds, (n, 3)."""
        bounds: Floats = np.einsum("nij,nj->ni", np.abs(self.axes), self.half)
        return bounds


def solid_boxes(props: Sequence[Prop]) -> SolidBoxes:
    """The solids of props in the room; a prop without solids is its whole box."""
    owner: list[int] = []
    bounds: list[tuple[Vec3, Vec3]] = []
    for index, prop in enumerate(props):
        w, h, d = prop.size
        boxes = [(box.min, box.max) for box in prop.solids or ()] or [((-w / 2, 0.0, -d / 2), (w / 2, h, d / 2))]
        owner += [index] * len(boxes)
        bounds += boxes
    if not owner:
        return SolidBoxes(np.zeros(0, np.int64), np.zeros((0, 3)), np.zeros((0, 3)), np.zeros((0, 3, 3)))
    owners = np.array(owner, np.int64)
    corners = np.array(bounds)
    axes = np.array([rotation_matrix(prop.rotation) for prop in props])[owners]
    places = np.array([prop.position for prop in props])[owners]
    centre = places + np.einsum("nij,nj->ni", axes, corners.mean(axis=1))
    return SolidBoxes(owners, centre, (corners[:, 1] - corners[:, 0]) / 2, axes)


def _close_pairs(solids: SolidBoxes) -> npt.NDArray[np.int64]:
    """Pairs (m, 2) of different owners whose axis-aligned bounds overlap: sort and sweep along x."""
    reach = solids.reach()
    low, high = solids.centre - reach, solids.centre + reach
    order = np.argsort(low[:, 0], kind="stable")
    starts = low[order, 0]
    ends = np.searchsorted(starts, high[order, 0] - OVERLAP_M, side="left")
    found: list[npt.NDArray[np.int64]] = []
    for place, first in enumerate(order):
        others = order[place + 1 : ends[place]]
        if not len(others):
            continue
        clear = (solids.owner[others] != solids.owner[first]) & np.all(
            (low[others] < high[first] - OVERLAP_M) & (high[others] > low[first] + OVERLAP_M), axis=1
        )
        hits = others[clear]
        if len(hits):
            found.append(np.stack((np.full(len(hits), first), hits), axis=1))
    return np.concatenate(found) if found else np.zeros((0, 2), np.int64)


def _depths(solids: SolidBoxes, pairs: npt.NDArray[np.int64]) -> Floats:
    """Penetration (m,) of pairs over the 15 separating axes; ≤ 0 where one separates them.

    Source: Gottschalk, Lin, Manocha, OBBTree (1996), section 5.
    """
    a, b = pairs[:, 0], pairs[:, 1]
    ax, bx = solids.axes[a], solids.axes[b]
    offset = solids.centre[b] - solids.centre[a]
    cross = np.cross(ax.transpose(0, 2, 1)[:, :, None, :], bx.transpose(0, 2, 1)[:, None, :, :]).reshape(
        len(pairs), 9, 3
    )
    directions = np.concatenate((ax.transpose(0, 2, 1), bx.transpose(0, 2, 1), cross), axis=1)
    length = np.linalg.norm(directions, axis=2)
    usable = length > 1e-6
    unit = directions / np.where(usable, length, 1.0)[:, :, None]
    span = np.einsum("mkj,mji,mi->mk", np.abs(np.einsum("mkj,mji->mki", unit, ax)), np.eye(3)[None], solids.half[a])
    span = span + np.einsum("mki,mi->mk", np.abs(np.einsum("mkj,mji->mki", unit, bx)), solids.half[b])
    apart = np.abs(np.einsum("mkj,mj->mk", unit, offset))
    depth: Floats = np.where(usable, span - apart, np.inf).min(axis=1)
    return depth


def find_overlaps(props: Sequence[Prop]) -> tuple[Overlap, ...]:
    """Every pair of props whose solids overlap by more than a millimetre, the deepest of each pair."""
    solids = solid_boxes(props)
    pairs = _close_pairs(solids)
    deepest: dict[tuple[int, int], float] = {}
    for start in range(0, len(pairs), _CHUNK):
        chunk = pairs[start : start + _CHUNK]
        for (first, second), depth in zip(chunk, _depths(solids, chunk), strict=True):
            if depth > OVERLAP_M:
                one, other = sorted((int(solids.owner[first]), int(solids.owner[second])))
                deepest[one, other] = max(deepest.get((one, other), 0.0), float(depth))
    return tuple(
        Overlap(props[one].id, props[other].id, round(depth, 4)) for (one, other), depth in sorted(deepest.items())
    )
