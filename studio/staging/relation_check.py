"""When a relation holds: the table of the stage contract as functions of placed boxes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Protocol

from studio.model.stage import Vec2
from studio.staging.rect import Rect, gap, overlap_depth
from studio.staging.room import Room

NEXT_M, NEAR_M, FAR_M, ALIGNED_M, CORNER_M, AGAINST_M, ON_WALL_M = 0.5, 1.5, 4.0, 0.10, 0.8, 0.15, 0.01
SIDE_SLACK, FACING_DEG, SAME_FACING_DEG, BACK_DEG = 1.25, 30.0, 5.0, 8.0
SIDES = {"left_of": (1.0, 0.0), "right_of": (-1.0, 0.0), "in_front_of": (0.0, 1.0), "behind": (0.0, -1.0)}
"""Which way each of these lies from the target: to its left, to its front."""
WITHIN_KINDS = frozenset({"against_wall", "in_corner", "centered"})
"""What a thing inside a room within the room asks of that room's own walls and middle."""
_EPS, _GRAZE_M = 1e-4, 1e-3
"""A look that only grazes an edge, by less than a millimetre, is not counted on."""


class Placed(Protocol):
    """A box on the set: its rectangle on the plan, bottom, top and yaw in degrees."""

    @property
    def rect(self) -> Rect: ...  # noqa: D102
    @property
    def y(self) -> float: ...  # noqa: D102
    @property
    def top(self) -> float: ...  # noqa: D102
    @property
    def yaw(self) -> float: ...  # noqa: D102


def separation(a: Placed, b: Placed) -> float:
    """The shortest distance between two upright boxes."""
    flat = gap(a.rect, b.rect)
    rise = max(0.0, a.y - b.top, b.y - a.top)
    return math.hypot(flat, rise)


def _within(value: float, low: float, high: float) -> float:
    if low - _EPS <= value <= high + _EPS:
        return 1.0
    miss = low - value if value < low else value - high
    return max(0.0, 0.9 - 0.3 * miss)


def angle_between(a_deg: float, b_deg: float) -> float:
    """The difference of two yaws, 0 to 180 degrees."""
    return abs((a_deg - b_deg + 180.0) % 360.0 - 180.0)


def beyond(kind: str, a: Placed, target: Placed) -> float:
    """left_of, right_of, in_front_of, behind: seen from the target facing its own front."""
    left, front = target.rect.local((a.rect.x, a.rect.z))
    half_w, half_d = target.rect.half_w, target.rect.half_d
    out, half_out, side, half_side = {
        "left_of": (left, half_w, front, half_d),
        "right_of": (-left, half_w, front, half_d),
        "in_front_of": (front, half_d, left, half_w),
        "behind": (-front, half_d, left, half_w),
    }[kind]
    score = 1.0 if out >= half_out - _EPS else max(0.0, 0.6 - (half_out - out))
    return score * _within(abs(side), 0.0, half_side * SIDE_SLACK)


def faces(a: Placed, target: Rect) -> float:
    """A ray from its front hits the target or misses its centre by at most 30 degrees."""
    dx, dz = target.x - a.rect.x, target.z - a.rect.z
    distance = math.hypot(dx, dz)
    if distance < 1e-6:
        return 1.0
    cosine = (dx * a.rect.sin + dz * a.rect.cos) / distance
    miss = math.degrees(math.acos(max(-1.0, min(1.0, cosine))))
    if miss <= FACING_DEG + 0.01 or _ray_hits(a.rect, target):
        return 1.0
    return max(0.0, 0.8 - (miss - FACING_DEG) / 150.0)


def _ray_hits(a: Rect, target: Rect) -> bool:
    ox, oz = target.local((a.x, a.z))
    # The front of ``a`` in the target's own axes (left, front).
    dx = a.sin * target.cos - a.cos * target.sin
    dz = a.sin * target.sin + a.cos * target.cos
    near, far = 0.0, math.inf
    for origin, direction, edge in ((ox, dx, target.half_w), (oz, dz, target.half_d)):
        half = edge - _GRAZE_M
        if abs(direction) < 1e-9:
            if abs(origin) > half:
                return False
            continue
        t0, t1 = sorted(((-half - origin) / direction, (half - origin) / direction))
        near, far = max(near, t0), min(far, t1)
    return near <= far


def back_gap(a: Placed, room: Room) -> float:
    """From the middle of its back to the nearest wall it turns its back to; infinite when there is none."""
    back = a.rect.world(0.0, -a.rect.half_d)
    best = math.inf
    for wall in room.walls:
        if angle_between(a.yaw, wall.yaw_deg) > BACK_DEG:
            continue
        along, off = wall.local(back)
        if -_EPS <= along <= wall.length + _EPS and off > -0.02:
            best = min(best, abs(off))
    return best


def in_corner(a: Placed, room: Room, limit: float = CORNER_M) -> float:
    """Within 0.8 m of two walls that meet."""
    near = sorted(_to_walls(a.rect, room))
    return 0.0 if len(near) < 2 else _within(near[1], 0.0, limit)


def _to_walls(rect: Rect, room: Room) -> list[float]:
    found = []
    for wall in room.walls:
        nearest = math.inf
        for corner in rect.corners():
            along, off = wall.local(corner)
            nearest = min(nearest, math.hypot(max(0.0, -along, along - wall.length), off))
        found.append(nearest)
    return found


def centered(a: Placed, room: Room, centre: Vec2 | None = None) -> float:
    """exp(−d² / 2σ²), σ = 0.5·a + 1 − a/b, a the item's longer side and b the mean of the room's sides."""
    middle = centre or ((room.low[0] + room.high[0]) / 2, (room.low[1] + room.high[1]) / 2)
    longer = 2 * max(a.rect.half_w, a.rect.half_d)
    mean = sum(room.sides) / 2
    sigma = max(0.05, 0.5 * longer + 1 - longer / mean)
    distance = math.dist(middle, (a.rect.x, a.rect.z))
    return math.exp(-distance * distance / (2 * sigma * sigma))


def rests_on(a: Placed, tops: Sequence[tuple[Rect, float]]) -> float:
    """On one of the support surfaces: bottom within 1 cm, its centroid over it, not hanging out by half."""
    best = 0.0
    for surface, height in tops:
        if abs(a.y - height) > 0.01:
            continue
        left, front = surface.local((a.rect.x, a.rect.z))
        if abs(left) <= surface.half_w + _EPS and abs(front) <= surface.half_d + _EPS:
            best = 1.0
    return best


def pair_score(
    kind: str, a: Placed, target: Placed, distance: tuple[float | None, float | None] | None
) -> float | None:
    """How well a relation between two boxes holds, 1 when it does; None for a kind that is no such relation."""
    low, high = distance or (None, None)
    defaults = {"next_to": (0.0, NEXT_M), "near": (0.0, NEAR_M), "far": (FAR_M, math.inf), "around": (0.0, NEXT_M)}
    if kind in defaults:
        if distance is None:
            low, high = defaults[kind]
        score = _within(separation(a, target), low or 0.0, math.inf if high is None else high)
        return min(score, faces(a, target.rect)) if kind == "around" else score
    if kind in {"left_of", "right_of", "in_front_of", "behind"}:
        return min(beyond(kind, a, target), _ranged(a, target, distance))
    if kind == "facing":
        return min(faces(a, target.rect), _ranged(a, target, distance))
    if kind == "same_facing":
        miss = angle_between(a.yaw, target.yaw)
        return 1.0 if miss <= SAME_FACING_DEG else max(0.0, 0.8 - miss / 180.0)
    if kind == "aligned_with":
        miss = min(abs(a.rect.x - target.rect.x), abs(a.rect.z - target.rect.z))
        return 1.0 if miss <= ALIGNED_M + _EPS else max(0.0, 0.8 - miss / 4)
    if kind == "under":
        return 1.0 if a.top <= target.top and overlap_depth(a.rect, target.rect) > 0 else 0.0
    if kind == "long_side_of":
        return _long_side(a, target)
    if kind == "inside":
        return _contained(a, target)
    if kind in WITHIN_KINDS:
        return _within_score(kind, a, target)
    return None


def _within_score(kind: str, a: Placed, target: Placed) -> float:
    """How well what is asked of a room's walls or middle holds of a box that is a room within the room."""
    left, front = target.rect.local((a.rect.x, a.rect.z))
    half_w, half_d = target.rect.half_w, target.rect.half_d
    if kind == "centered":
        longer = 2 * max(a.rect.half_w, a.rect.half_d)
        sigma = max(0.05, 0.5 * longer + 1 - longer / (half_w + half_d))
        score = math.exp(-(left * left + front * front) / (2 * sigma * sigma))
        return 1.0 if score > 0.5 else score
    if kind == "in_corner":
        corners = [target.rect.local(corner) for corner in a.rect.corners()]
        off_side = half_w - max(abs(corner[0]) for corner in corners)
        off_end = half_d - max(abs(corner[1]) for corner in corners)
        return _within(max(off_side, off_end), 0.0, CORNER_M)
    back_l, back_f = target.rect.local(a.rect.world(0.0, -a.rect.half_d))
    off = [
        gap_m
        for turn, gap_m in ((0.0, back_f + half_d), (90.0, back_l + half_w), (180.0, half_d - back_f),
                            (-90.0, half_w - back_l))
        if angle_between(a.yaw, target.yaw + turn) <= BACK_DEG
    ]  # fmt: skip
    return _within(max(0.0, min(off)), 0.0, AGAINST_M) if off else 0.0


def _contained(a: Placed, target: Placed) -> float:
    """The box lies within the target's box, but for a centimetre."""
    local = [target.rect.local(corner) for corner in a.rect.corners()]
    out = max(max(abs(left) - target.rect.half_w, abs(front) - target.rect.half_d) for left, front in local)
    out = max(out, target.y - a.y, a.top - target.top)
    return 1.0 if out <= 0.01 else max(0.0, 0.8 - out)


def _ranged(a: Placed, target: Placed, distance: tuple[float | None, float | None] | None) -> float:
    if distance is None:
        return 1.0
    low, high = distance
    return _within(separation(a, target), low or 0.0, math.inf if high is None else high)


def _long_side(a: Placed, target: Placed) -> float:
    kinds = ("in_front_of", "behind") if target.rect.half_w >= target.rect.half_d else ("left_of", "right_of")
    return max(beyond(kind, a, target) for kind in kinds)


def room_score(kind: str, a: Placed, room: Room) -> float | None:
    """How well a relation between a box and the room holds; None for a kind that is no such relation."""
    if kind == "against_wall":
        gap_m = back_gap(a, room)
        return _within(gap_m, 0.0, AGAINST_M) if gap_m < math.inf else 0.0
    if kind == "on_wall":
        return 1.0 if back_gap(a, room) <= ON_WALL_M + _EPS and a.y > 0.01 else 0.0
    if kind == "in_corner":
        return in_corner(a, room)
    if kind == "centered":
        score = centered(a, room)
        return 1.0 if score > 0.5 else score
    if kind == "hanging":
        return 1.0 if abs(a.top - room.ceiling_y) <= 0.01 else 0.0
    return None
