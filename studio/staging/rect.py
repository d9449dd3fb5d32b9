"""Turned rectangles on the floor plan and how deep two of them overlap."""

from __future__ import annotations

import math
from dataclasses import dataclass

from studio.model.stage import Vec2

TOUCH_M = 0.0005
"""Overlaps up to this deep are contact; half the millimetre the contract allows."""


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle about (x, z), ``half_w`` along its own x, ``half_d`` along its front, turned by yaw.

    ``cos`` and ``sin`` are of the yaw: its front is (sin, cos), its left (cos, -sin) in (x, z).
    """

    x: float
    z: float
    half_w: float
    half_d: float
    cos: float
    sin: float

    def corners(self) -> tuple[Vec2, Vec2, Vec2, Vec2]:
        """The four corners in order."""
        wx, wz = self.half_w * self.cos, -self.half_w * self.sin
        dx, dz = self.half_d * self.sin, self.half_d * self.cos
        return (
            (self.x + wx + dx, self.z + wz + dz),
            (self.x - wx + dx, self.z - wz + dz),
            (self.x - wx - dx, self.z - wz - dz),
            (self.x + wx - dx, self.z + wz - dz),
        )

    def reach(self) -> Vec2:
        """Half the edges of its axis-aligned bounds."""
        return (
            abs(self.half_w * self.cos) + abs(self.half_d * self.sin),
            abs(self.half_w * self.sin) + abs(self.half_d * self.cos),
        )

    def local(self, point: Vec2) -> Vec2:
        """A point seen from the rectangle: (to its left, to its front)."""
        dx, dz = point[0] - self.x, point[1] - self.z
        return dx * self.cos - dz * self.sin, dx * self.sin + dz * self.cos

    def world(self, left: float, front: float) -> Vec2:
        """The point that lies ``left`` and ``front`` of the centre."""
        return self.x + left * self.cos + front * self.sin, self.z - left * self.sin + front * self.cos

    def holds(self, point: Vec2) -> bool:
        """Whether a point lies in it."""
        left, front = self.local(point)
        return abs(left) <= self.half_w and abs(front) <= self.half_d

    def grown(self, margin: float) -> Rect:
        """The rectangle with ``margin`` more on every side."""
        return Rect(self.x, self.z, self.half_w + margin, self.half_d + margin, self.cos, self.sin)


def turned(x: float, z: float, half_w: float, half_d: float, yaw_deg: float) -> Rect:
    """A rectangle turned by an angle in degrees; quarter turns are exact."""
    quarter = yaw_deg % 360.0 / 90.0
    if quarter == int(quarter):
        cos, sin = ((1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0))[int(quarter)]
    else:
        cos, sin = math.cos(math.radians(yaw_deg)), math.sin(math.radians(yaw_deg))
    return Rect(x, z, half_w, half_d, cos, sin)


def _are_square(a: Rect, b: Rect) -> bool:
    """Whether both lie along the axes, as most things do; distances are differences then."""
    return (a.sin == 0.0 or a.cos == 0.0) and (b.sin == 0.0 or b.cos == 0.0)


def _half_edges(a: Rect) -> Vec2:
    """Half its edges along x and z, of one that lies along the axes."""
    return (a.half_w, a.half_d) if a.sin == 0.0 else (a.half_d, a.half_w)


def overlap_depth(a: Rect, b: Rect) -> float:
    """How far the rectangles reach into one another along the axis of least overlap; ≤ 0 when they are apart."""
    dx, dz = b.x - a.x, b.z - a.z
    if _are_square(a, b):
        (a_x, a_z), (b_x, b_z) = _half_edges(a), _half_edges(b)
        return min(a_x + b_x - abs(dx), a_z + b_z - abs(dz))
    cross_cos = abs(a.cos * b.cos + a.sin * b.sin)
    cross_sin = abs(a.sin * b.cos - a.cos * b.sin)
    depth = a.half_w + b.half_w * cross_cos + b.half_d * cross_sin - abs(dx * a.cos - dz * a.sin)
    if depth <= 0:
        return depth
    depth = min(depth, a.half_d + b.half_w * cross_sin + b.half_d * cross_cos - abs(dx * a.sin + dz * a.cos))
    if depth <= 0:
        return depth
    depth = min(depth, b.half_w + a.half_w * cross_cos + a.half_d * cross_sin - abs(dx * b.cos - dz * b.sin))
    if depth <= 0:
        return depth
    return min(depth, b.half_d + a.half_w * cross_sin + a.half_d * cross_cos - abs(dx * b.sin + dz * b.cos))


def is_near(a: Rect, b: Rect, reach_m: float) -> bool:
    """Whether two rectangles are at most that far apart: mostly told without measuring the distance."""
    # Apart along any axis by more is apart by more; the distance is only measured where that does not tell.
    depth = overlap_depth(a, b)
    return depth > 0 or (-depth <= reach_m and gap(a, b) <= reach_m)


def gap(a: Rect, b: Rect) -> float:
    """The shortest distance between two rectangles; 0 when they meet."""
    if _are_square(a, b):
        (a_x, a_z), (b_x, b_z) = _half_edges(a), _half_edges(b)
        return math.hypot(max(0.0, abs(b.x - a.x) - a_x - b_x), max(0.0, abs(b.z - a.z) - a_z - b_z))
    if overlap_depth(a, b) > 0:
        return 0.0
    return math.sqrt(min(_corners_off(a, b), _corners_off(b, a)))


def _corners_off(a: Rect, b: Rect) -> float:
    """The square of the least distance of a corner of one to the other."""
    dx, dz = a.x - b.x, a.z - b.z
    left, front = dx * b.cos - dz * b.sin, dx * b.sin + dz * b.cos
    cos, sin = a.cos * b.cos + a.sin * b.sin, a.cos * b.sin - a.sin * b.cos
    wide_l, wide_f = a.half_w * cos, a.half_w * sin
    deep_l, deep_f = -a.half_d * sin, a.half_d * cos
    least = math.inf
    for corner_l, corner_f in (
        (left + wide_l + deep_l, front + wide_f + deep_f),
        (left - wide_l + deep_l, front - wide_f + deep_f),
        (left - wide_l - deep_l, front - wide_f - deep_f),
        (left + wide_l - deep_l, front + wide_f - deep_f),
    ):
        off_l, off_f = abs(corner_l) - b.half_w, abs(corner_f) - b.half_d
        off = (off_l * off_l if off_l > 0.0 else 0.0) + (off_f * off_f if off_f > 0.0 else 0.0)
        least = min(off, least)
    return least
