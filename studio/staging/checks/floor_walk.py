"""Whether people can walk a set: the free floor on a grid, and what of it a body reaches from the door."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from studio.model.stage import Prop, StageContainer, Vec2
from studio.staging.checks.solid_boxes import SolidBoxes, solid_boxes

Mask = npt.NDArray[np.bool_]
STEP_OVER_M, HEAD_M, WALKER_M, BODY_M = 0.05, 1.9, 0.2, 0.5
_CELLS = 12_000


@dataclass(frozen=True, slots=True)
class Walk:
    """Shares from 0 to 1: ``navigable`` largest part of the free floor, ``reachable`` from the door."""

    free: float
    navigable: float
    reachable: float


@dataclass(frozen=True, slots=True, eq=False)
class FloorGrid:
    """Cell middles along x and z, ``step`` metres apart."""

    xs: npt.NDArray[np.float64]
    zs: npt.NDArray[np.float64]
    step: float

    def points(self) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """The x and the z of every cell, each (len(xs), len(zs))."""
        x, z = np.meshgrid(self.xs, self.zs, indexing="ij")
        return x, z


def floor_grid(container: StageContainer, *, cell_m: float = 0.1, most_cells: int = _CELLS) -> FloorGrid:
    """A grid over the room's bounds, coarser where the room would need too many cells."""
    outline = np.array(container.footprint, dtype=np.float64)
    low, high = outline.min(axis=0), outline.max(axis=0)
    step = max(cell_m, math.sqrt(float(np.prod(high - low)) / most_cells))
    return FloorGrid(np.arange(low[0] + step / 2, high[0], step), np.arange(low[1] + step / 2, high[1], step), step)


def walk_of(container: StageContainer, props: Sequence[Prop], *, cell_m: float = 0.1) -> Walk:
    """How walkable a set is: a 0.2 m walker for ``navigable``, a 0.5 m body from the door for ``reachable``."""
    grid = floor_grid(container, cell_m=cell_m, most_cells=round(_CELLS * (0.1 / cell_m) ** 2))
    x, z = grid.points()
    inside = within(x, z, container.footprint)
    solids = solid_boxes(props)
    free = inside & ~_covered(x, z, solids, 0.0)
    if not free.any():
        return Walk(0.0, 0.0, 0.0)
    narrow = inside & ~_covered(x, z, solids, WALKER_M / 2) & ~_at_walls(x, z, container, WALKER_M / 2)
    wide = inside & ~_covered(x, z, solids, BODY_M / 2) & ~_at_walls(x, z, container, BODY_M / 2)
    parts = _parts(narrow)
    largest = int(np.bincount(parts[parts > 0]).max()) if parts.any() else 0
    navigable = largest / max(1.0, float(narrow.sum()))
    reached = _reached(container, grid, wide)
    reachable = float(reached.sum()) / max(1.0, float(wide.sum()))
    return Walk(round(float(free.sum()) / float(inside.sum()), 3), round(navigable, 3), round(reachable, 3))


def body_floor(container: StageContainer, props: Sequence[Prop], *, cell_m: float) -> tuple[FloorGrid, Mask]:
    """The floor that a 0.5 m body comes to from the door, from the largest free place where there is none."""
    grid = floor_grid(container, cell_m=cell_m, most_cells=_CELLS * 3)
    x, z = grid.points()
    wide = within(x, z, container.footprint) & ~_covered(x, z, solid_boxes(props), BODY_M / 2)
    wide &= ~_at_walls(x, z, container, BODY_M / 2)
    return grid, _reached(container, grid, wide)


def _reached(container: StageContainer, grid: FloorGrid, wide: Mask) -> Mask:
    """The connected part of the free floor that the first door leads to."""
    bodies = _parts(wide)
    start = _door_cell(container, grid.xs, grid.zs, wide)
    label = int(bodies[start]) if start is not None else 0
    if label == 0 and bodies.max() > 0:
        label = 1 + int(np.argmax(np.bincount(bodies[bodies > 0])[1:]))
    reached: Mask = (bodies == label) & (label > 0)
    return reached


def within(x: npt.NDArray[np.float64], z: npt.NDArray[np.float64], footprint: Sequence[Vec2]) -> Mask:
    """Which points lie within an outline (even-odd rule)."""
    inside = np.zeros(x.shape, dtype=np.bool_)
    outline = np.array(footprint, dtype=np.float64)
    for (x0, z0), (x1, z1) in zip(outline, np.roll(outline, -1, axis=0), strict=True):
        if z0 != z1:
            inside ^= ((z0 > z) != (z1 > z)) & (x < (x1 - x0) * (z - z0) / (z1 - z0) + x0)
    return inside


def _at_walls(x: npt.NDArray[np.float64], z: npt.NDArray[np.float64], container: StageContainer, margin: float) -> Mask:
    """Cells too near to a wall for a body's middle; open ground has no walls."""
    near = np.zeros(x.shape, dtype=np.bool_)
    if container.outdoor:
        return near
    outline = np.array(container.footprint, dtype=np.float64)
    for (x0, z0), (x1, z1) in zip(outline, np.roll(outline, -1, axis=0), strict=True):
        length = math.hypot(x1 - x0, z1 - z0)
        if length:
            ux, uz = (x1 - x0) / length, (z1 - z0) / length
            along = (x - x0) * ux + (z - z0) * uz
            off = np.abs((z - z0) * ux - (x - x0) * uz)
            near |= (off < margin) & (along > -margin) & (along < length + margin)
    return near


def _covered(x: npt.NDArray[np.float64], z: npt.NDArray[np.float64], solids: SolidBoxes, margin: float) -> Mask:
    """Cells that a solid between step and head height covers, grown by a margin."""
    covered = np.zeros(x.shape, dtype=np.bool_)
    reach = solids.reach()
    step = float(x[1, 0] - x[0, 0]) if x.shape[0] > 1 else 1.0
    low, high = solids.centre[:, 1] - reach[:, 1], solids.centre[:, 1] + reach[:, 1]
    for at in np.flatnonzero((low <= HEAD_M) & (high >= STEP_OVER_M)).tolist():
        centre, half, axes, bounds = solids.centre[at], solids.half[at], solids.axes[at], reach[at]
        i0 = max(0, int((centre[0] - bounds[0] - margin - x[0, 0]) / step))
        i1 = max(0, int((centre[0] + bounds[0] + margin - x[0, 0]) / step) + 2)
        k0 = max(0, int((centre[2] - bounds[2] - margin - z[0, 0]) / step))
        k1 = max(0, int((centre[2] + bounds[2] + margin - z[0, 0]) / step) + 2)
        dx, dz = x[i0:i1, k0:k1] - centre[0], z[i0:i1, k0:k1] - centre[2]
        left, front = dx * axes[0, 0] + dz * axes[2, 0], dx * axes[0, 2] + dz * axes[2, 2]
        covered[i0:i1, k0:k1] |= (np.abs(left) < half[0] + margin) & (np.abs(front) < half[2] + margin)
    return covered


def _door_cell(
    container: StageContainer, xs: npt.NDArray[np.float64], zs: npt.NDArray[np.float64], wide: Mask
) -> tuple[int, int] | None:
    """The walkable cell nearest to the first door."""
    door = next((o for o in container.openings if o.kind != "window" and o.sill < 0.3), None)
    if door is None or not wide.any():
        return None
    x, z = (door.start[0] + door.end[0]) / 2, (door.start[1] + door.end[1]) / 2
    i, k = np.nonzero(wide)
    nearest = int(np.argmin(np.round((xs[i] - x) ** 2 + (zs[k] - z) ** 2, 6)))
    return int(i[nearest]), int(k[nearest])


def _parts(mask: Mask) -> npt.NDArray[np.int64]:
    """Connected parts (4-neighbours), numbered from 1: runs of each row joined by union-find."""
    labels = np.zeros(mask.shape, dtype=np.int64)
    parent: list[int] = [0]

    def root(label: int) -> int:
        while parent[label] != label:
            parent[label] = parent[parent[label]]
            label = parent[label]
        return label

    for row in range(mask.shape[0]):
        edges = np.flatnonzero(np.diff(np.concatenate(([0], mask[row].astype(np.int8), [0]))))
        for begin, end in zip(edges[::2], edges[1::2], strict=True):
            above = np.unique(labels[row - 1, begin:end]) if row else np.zeros(1, np.int64)
            roots = sorted({root(int(label)) for label in above if label})
            if not roots:
                parent.append(len(parent))
                roots = [len(parent) - 1]
            for other in roots[1:]:
                parent[other] = roots[0]
            labels[row, begin:end] = roots[0]
    flat = np.array([root(label) for label in range(len(parent))], dtype=np.int64)
    resolved = flat[labels]
    numbers = {label: turn for turn, label in enumerate(sorted(set(resolved[resolved > 0].tolist())), start=1)}
    table = np.zeros(len(parent), dtype=np.int64)
    for label, turn in numbers.items():
        table[label] = turn
    joined: npt.NDArray[np.int64] = table[resolved]
    return joined
