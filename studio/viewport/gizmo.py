"""Handles to move, turn and scale by: where they lie in the picture, which one is meant, and what a drag of it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import atan2, cos, degrees, hypot, pi, sin
from typing import Literal

import numpy as np
import numpy.typing as npt

from studio.model.stage import Vec3
from studio.viewport.polygon import contains
from studio.viewport.sight import Point, Sight

Array = npt.NDArray[np.float64]
Tool = Literal["select", "move", "turn", "scale"]
TOOLS: tuple[Tool, ...] = ("select", "move", "turn", "scale")

ARM_PX, REACH_PX = 84.0, 8.0
_PLANE_PX = (22.0, 40.0)
_RING_PARTS = 48
_SMALLEST_FACTOR = 0.02


@dataclass(frozen=True, slots=True)
class Handle:
    """One handle in pixels. ``axis`` is 0, 1, 2 for X, Y, Z (the axis across a plane), None for the middle.

    ``tip`` is where its arrow or knob sits.
    """

    kind: Literal["axis", "plane", "ring", "middle"]
    axis: int | None
    points: tuple[Point, ...]
    tip: Point | None = None

    @property
    def name(self) -> str:
        """What it is called: ``axis0``, ``ring1``, ``middle``."""
        return self.kind if self.axis is None else f"{self.kind}{self.axis}"


@dataclass(frozen=True, slots=True, eq=False)
class Gizmo:
    """The handles of a tool about a point, along three axes (columns of a (3, 3) matrix).

    ``rings`` are the axes that a turn is offered about.
    """

    tool: Tool
    origin: Array
    axes: Array
    rings: tuple[int, ...] = (1,)

    def handles(self, sight: Sight) -> tuple[Handle, ...]:
        """The handles as they are seen: as large on the screen from near and far."""
        middle = sight.to_px(self.origin)
        if middle is None or self.tool == "select":
            return ()
        unit = sight.metres_per_px(self.origin)
        if self.tool == "turn":
            return tuple(self._ring(sight, axis, unit) for axis in self.rings)
        found = [
            Handle("axis", axis, (middle, tip), tip)
            for axis in range(3)
            if (tip := sight.to_px(self.origin + self.axes[:, axis] * unit * ARM_PX)) is not None
            and hypot(tip[0] - middle[0], tip[1] - middle[1]) > 14
        ]
        if self.tool == "move":
            found += [plane for axis in range(3) if (plane := self._plane(sight, axis, unit)) is not None]
        found.append(Handle("middle", None, (middle,), middle))
        return tuple(found)

    def _ring(self, sight: Sight, axis: int, unit: float) -> Handle:
        first, second = self.axes[:, (axis + 1) % 3], self.axes[:, (axis + 2) % 3]
        points = []
        for part in range(_RING_PARTS + 1):
            angle = 2 * pi * part / _RING_PARTS
            at = sight.to_px(self.origin + (first * cos(angle) + second * sin(angle)) * unit * ARM_PX)
            if at is not None:
                points.append(at)
        return Handle("ring", axis, tuple(points))

    def _plane(self, sight: Sight, axis: int, unit: float) -> Handle | None:
        first, second = self.axes[:, (axis + 1) % 3], self.axes[:, (axis + 2) % 3]
        low, high = (edge * unit for edge in _PLANE_PX)
        corners = [sight.to_px(self.origin + first * a + second * b) for a, b in _square(low, high)]
        points = tuple(corner for corner in corners if corner is not None)
        # Seen from its edge a plane cannot be grasped, nor dragged in.
        towards = sight.view.eye - self.origin
        facing = abs(float(self.axes[:, axis] @ towards)) / max(1e-9, float(np.linalg.norm(towards)))
        return Handle("plane", axis, points) if len(points) == 4 and facing > 0.12 else None


def _square(low: float, high: float) -> tuple[tuple[float, float], ...]:
    return (low, low), (high, low), (high, high), (low, high)


def handle_at(handles: Sequence[Handle], at: Point) -> Handle | None:
    """The handle that is meant by a pixel: the middle before planes, planes before axes and rings."""
    order = {"middle": 0, "plane": 1, "axis": 2, "ring": 2}
    near = [(order[handle.kind], _distance(handle, at), handle) for handle in handles]
    hits = [(rank, away, handle) for rank, away, handle in near if away <= REACH_PX]
    return min(hits, key=lambda hit: hit[:2])[2] if hits else None


def _distance(handle: Handle, at: Point) -> float:
    points = handle.points
    if handle.kind == "middle":
        return hypot(at[0] - points[0][0], at[1] - points[0][1]) - 1
    if handle.kind == "plane":
        return 0.0 if contains(points, *at) else REACH_PX + 1
    return min((_to_segment(at, a, b) for a, b in pairwise(points)), default=REACH_PX + 1)


def _to_segment(at: Point, a: Point, b: Point) -> float:
    dx, dy = b[0] - a[0], b[1] - a[1]
    squared = dx * dx + dy * dy
    along = 0.0 if squared == 0 else max(0.0, min(1.0, ((at[0] - a[0]) * dx + (at[1] - a[1]) * dy) / squared))
    return hypot(at[0] - a[0] - along * dx, at[1] - a[1] - along * dy)


@dataclass(frozen=True, slots=True, eq=False)
class GizmoDrag:
    """A handle being dragged; it began at a pixel, seen as ``sight`` says."""

    gizmo: Gizmo
    handle: Handle
    sight: Sight
    start: Point

    def offset(self, at: Point) -> Vec3:
        """How far a move goes, in metres along the world's axes."""
        origin, axis = self.gizmo.origin, self.handle.axis
        if self.handle.kind == "axis" and axis is not None:
            along = self.gizmo.axes[:, axis]
            way = self.sight.ray(at).along(origin, along) - self.sight.ray(self.start).along(origin, along)
            return _vec(along * way)
        normal = self.gizmo.axes[:, axis] if axis is not None else self.sight.view.ray_z
        return slid(self.sight, origin, normal, self.start, at)

    def turn_deg(self, at: Point) -> float:
        """How far a turn goes, counter-clockwise as seen from the end of the axis."""
        axis = self.gizmo.axes[:, self.handle.axis or 0]
        first, last = (self._spoke(point, axis) for point in (self.start, at))
        if first is None or last is None:
            return 0.0
        across = np.cross(axis, first)
        return degrees(atan2(float(last @ across), float(last @ first)))

    def factors(self, at: Point) -> Vec3:
        """By what a scaling multiplies the sizes along the three axes."""
        middle = self.sight.to_px(self.gizmo.origin) or self.start
        if self.handle.axis is None:
            # Up or to the right grows, as a slider does.
            way = (at[0] - self.start[0]) - (at[1] - self.start[1])
            factor = max(_SMALLEST_FACTOR, 1.0 + way / (2 * ARM_PX))
            return factor, factor, factor
        arm = (self.start[0] - middle[0], self.start[1] - middle[1])
        squared = max(25.0, arm[0] ** 2 + arm[1] ** 2)
        along = ((at[0] - middle[0]) * arm[0] + (at[1] - middle[1]) * arm[1]) / squared
        factors = [1.0, 1.0, 1.0]
        factors[self.handle.axis] = max(_SMALLEST_FACTOR, along)
        return factors[0], factors[1], factors[2]

    def _spoke(self, at: Point, axis: Array) -> Array | None:
        hit = self.sight.ray(at).meets(self.gizmo.origin, axis)
        if hit is None:
            return None
        spoke = hit - self.gizmo.origin
        length = float(np.linalg.norm(spoke))
        return spoke / length if length > 1e-6 else None


def slid(sight: Sight, origin: Array, normal: Array, start: Point, at: Point) -> Vec3:
    """How far something slides in a plane through ``origin`` when the pointer goes from one pixel to another."""
    first, last = (sight.ray(point).meets(origin, normal) for point in (start, at))
    if first is None or last is None:
        return 0.0, 0.0, 0.0
    return _vec(last - first)


def _vec(values: Array) -> Vec3:
    return float(values[0]), float(values[1]), float(values[2])
