"""When a relation holds, by the table of the stage contract: written anew, so that placement is not its own judge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import acos, cos, degrees, dist, exp, hypot, inf, radians, sin

from studio.model.stage import Prop, Vec2
from studio.staging.checks.outlines import (
    Outline,
    apart_m,
    box_outline,
    depth_in_m,
    edges,
    overlap_m,
    prop_outline,
    to_side_m,
)
from studio.staging.checks.plan_room import PlanRoom, back_to_wall_m

Distance = tuple[float | None, float | None]

_SLACK_M = 1e-4
_METRES: dict[str, Distance] = {"next_to": (0.0, 0.5), "near": (0.0, 1.5), "far": (4.0, None), "around": (0.0, 0.5)}
_TOWARDS = {"left_of": (1, 0), "right_of": (-1, 0), "in_front_of": (0, 1), "behind": (0, -1)}
"""Along which own axis (left is +x, front is +z) each lies."""
_BACK_DEG = 8.0
OF_A_ROOM = frozenset({"against_wall", "in_corner", "centered"})
"""What may be said of the walls and the middle of any room, one within the main room too."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A prop as the judge sees it: corners on the plan, from where to where it reaches up, which way it looks."""

    prop: Prop
    outline: Outline
    bottom: float
    top: float

    @property
    def centre(self) -> Vec2:
        """The middle of its foot."""
        return self.prop.position[0], self.prop.position[2]

    @property
    def front(self) -> Vec2:
        """Which way it faces."""
        yaw = radians(self.prop.rotation[1])
        return sin(yaw), cos(yaw)

    def own(self, point: Vec2) -> Vec2:
        """A point in its own axes: to its left, to its front."""
        dx, dz = point[0] - self.centre[0], point[1] - self.centre[1]
        fx, fz = self.front
        return dx * fz - dz * fx, dx * fx + dz * fz


def seen(prop: Prop) -> Seen:
    """A prop to be judged."""
    return Seen(prop, prop_outline(prop), prop.position[1], prop.position[1] + prop.size[1])


def pair_score(kind: str, one: Seen, target: Seen, distance: Distance | None) -> float | None:
    """How well a relation of two props holds, 1 when it does; None for a kind that is no such relation."""
    if kind in _METRES:
        score = _between(gap_m(one, target), distance or _METRES[kind])
        return min(score, facing_score(one, target)) if kind == "around" else score
    ranged = 1.0 if distance is None else _between(gap_m(one, target), distance)
    if kind in _TOWARDS:
        return min(beyond_score(kind, one, target), ranged)
    if kind == "facing":
        return min(facing_score(one, target), ranged)
    if kind == "same_facing":
        turn = abs((one.prop.rotation[1] - target.prop.rotation[1] + 180) % 360 - 180)
        return 1.0 if turn <= 5.0 else max(0.0, 0.8 - turn / 180)
    if kind == "aligned_with":
        off = min(abs(one.centre[0] - target.centre[0]), abs(one.centre[1] - target.centre[1]))
        return 1.0 if off <= 0.10 + _SLACK_M else max(0.0, 0.8 - off / 4)
    if kind == "under":
        return float(one.top <= target.top and overlap_m(one.outline, target.outline) > 0)
    if kind == "long_side_of":
        width, depth = target.prop.size[0], target.prop.size[2]
        sides = ("in_front_of", "behind") if width >= depth else ("left_of", "right_of")
        return max(beyond_score(side, one, target) for side in sides)
    if kind == "inside":
        shallow = min(depth_in_m(target.outline, corner) for corner in one.outline)
        out = max(-shallow, target.bottom - one.bottom, one.top - target.top)
        return 1.0 if out <= 0.01 else max(0.0, 0.8 - out)
    if kind in OF_A_ROOM:
        return _own_room_score(kind, one, target)
    return None


def _own_room_score(kind: str, one: Seen, target: Seen) -> float:
    """What is said of walls and the middle, of a thing within a box that is its room."""
    if kind == "centered":
        mean = (target.prop.size[0] + target.prop.size[2]) / 2
        score = _centring(one, mean, dist(target.centre, one.centre))
        return 1.0 if score > 0.5 else score
    sides = list(edges(target.outline))
    if kind == "in_corner":
        near = sorted(min(to_side_m(corner, *side) for corner in one.outline) for side in sides)
        return _between(near[1], (0.0, 0.8))
    back = ((one.outline[0][0] + one.outline[1][0]) / 2, (one.outline[0][1] + one.outline[1][1]) / 2)
    behind = [to_side_m(back, *side) for side in sides if _is_backed_by(one, side, target.centre)]
    return _between(min(behind), (0.0, 0.15)) if behind else 0.0


def _is_backed_by(one: Seen, side: tuple[Vec2, Vec2], middle: Vec2) -> bool:
    """Whether it looks straight away from a side of a box with that middle."""
    (ax, az), (bx, bz) = side
    along = hypot(bx - ax, bz - az)
    inward = -(bz - az) / along, (bx - ax) / along
    if inward[0] * (middle[0] - ax) + inward[1] * (middle[1] - az) < 0:
        inward = -inward[0], -inward[1]
    cosine = inward[0] * one.front[0] + inward[1] * one.front[1]
    return degrees(acos(max(-1.0, min(1.0, cosine)))) <= _BACK_DEG


def room_score(kind: str, one: Seen, room: PlanRoom) -> float | None:
    """How well a relation of a prop and the room holds; None for a kind that is no such relation."""
    if kind in ("against_wall", "on_wall"):
        off = back_off_m(one, room)
        if kind == "on_wall":
            return float(off <= 0.01 + _SLACK_M and one.bottom > 0.01)
        return _between(off, (0.0, 0.15)) if off < inf else 0.0
    if kind == "in_corner":
        near = sorted(min(to_side_m(corner, wall.start, wall.end) for corner in one.outline) for wall in room.walls)
        return _between(near[1], (0.0, 0.8)) if len(near) > 1 else 0.0
    if kind == "centered":
        score = centred_score(one, room)
        return 1.0 if score > 0.5 else score
    if kind == "hanging":
        return float(abs(one.top - room.ceiling_y) <= 0.01)
    return None


def gap_m(one: Seen, other: Seen) -> float:
    """The shortest distance of two upright boxes."""
    return hypot(apart_m(one.outline, other.outline), max(0.0, one.bottom - other.top, other.bottom - one.top))


def back_off_m(one: Seen, room: PlanRoom) -> float:
    """From the middle of its back to the wall behind it; infinite where it turns its back to none."""
    (ax, az), (bx, bz) = one.outline[0], one.outline[1]
    return back_to_wall_m(((ax + bx) / 2, (az + bz) / 2), one.prop.rotation[1], room, most_off_deg=_BACK_DEG)


def beyond_score(kind: str, one: Seen, target: Seen) -> float:
    """Beyond that face of the target, and within the face's breadth and a quarter."""
    x, z = _TOWARDS[kind]
    left, front = target.own(one.centre)
    half_w, half_d = target.prop.size[0] / 2, target.prop.size[2] / 2
    out, aside = (x * left, abs(front)) if x else (z * front, abs(left))
    half_out, half_side = (half_w, half_d) if x else (half_d, half_w)
    short = half_out - out
    score = 1.0 if short <= _SLACK_M else max(0.0, 0.6 - short)
    return score * _between(aside, (0.0, 1.25 * half_side))


def facing_score(one: Seen, target: Seen) -> float:
    """Its front points at the target, or past its centre by no more than 30°."""
    dx, dz = target.centre[0] - one.centre[0], target.centre[1] - one.centre[1]
    far = hypot(dx, dz)
    if far < 1e-6:
        return 1.0
    cosine = (dx * one.front[0] + dz * one.front[1]) / far
    off_deg = degrees(acos(max(-1.0, min(1.0, cosine))))
    if off_deg <= 30.01 or _looks_at(one, target, reach_m=far + hypot(target.prop.size[0], target.prop.size[2])):
        return 1.0
    return max(0.0, 0.8 - (off_deg - 30.0) / 150.0)


def _looks_at(one: Seen, target: Seen, *, reach_m: float) -> bool:
    """Whether a line of sight from its middle crosses the target's outline."""
    start = one.centre
    end = start[0] + one.front[0] * reach_m, start[1] + one.front[1] * reach_m
    return depth_in_m(target.outline, start) > 0 or any(_cross(start, end, *side) for side in edges(target.outline))


def _cross(a: Vec2, b: Vec2, c: Vec2, d: Vec2) -> bool:
    def side(p: Vec2, q: Vec2, r: Vec2) -> float:
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return side(a, b, c) * side(a, b, d) <= 0 and side(c, d, a) * side(c, d, b) <= 0


def centred_score(one: Seen, room: PlanRoom) -> float:
    """exp(−d² / 2σ²), σ = 0.5·a + 1 − a/b, a its longer side and b the mean of the room's sides."""
    (low_x, low_z), (high_x, high_z) = room.low, room.high
    off = dist(((low_x + high_x) / 2, (low_z + high_z) / 2), one.centre)
    return _centring(one, (high_x - low_x + high_z - low_z) / 2, off)


def _centring(one: Seen, mean_side_m: float, off_m: float) -> float:
    longer = max(one.prop.size[0], one.prop.size[2])
    sigma = max(0.05, 0.5 * longer + 1 - longer / mean_side_m)
    return exp(-off_m * off_m / (2 * sigma * sigma))


def surfaces_of(target: Seen) -> list[tuple[Outline, float]]:
    """The level surfaces of a placed prop and their heights; its whole top when it names none."""
    found = []
    for surface in target.prop.support_surfaces or ():
        (low_x, low_z), (high_x, high_z) = surface.min, surface.max
        x, z = (low_x + high_x) / 2, (low_z + high_z) / 2
        fx, fz = target.front
        centre = target.centre[0] + x * fz + z * fx, target.centre[1] - x * fx + z * fz
        outline = box_outline(centre, (high_x - low_x, high_z - low_z), target.prop.rotation[1])
        found.append((outline, target.bottom + surface.height))
    return found or [(target.outline, target.top)]


def rests_on(one: Seen, surfaces: Sequence[tuple[Outline, float]]) -> bool:
    """Whether its bottom is within a centimetre of a surface, and its middle over it."""
    return any(
        abs(one.bottom - height) <= 0.01 and depth_in_m(outline, one.centre) >= -_SLACK_M
        for outline, height in surfaces
    )


def _between(value: float, bounds: Distance) -> float:
    low, high = bounds[0] or 0.0, inf if bounds[1] is None else bounds[1]
    short = max(low - value, value - high)
    return 1.0 if short <= _SLACK_M else max(0.0, 0.9 - 0.3 * short)
