"""Simple polygons on the floor: orientation, triangles, containment."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot

from studio.model.stage import Vec2


def signed_area(outline: Sequence[Vec2]) -> float:
    """Twice-halved shoelace area; positive when x turns towards z."""
    total = 0.0
    for (ax, az), (bx, bz) in zip(outline, (*outline[1:], outline[0]), strict=True):
        total += ax * bz - bx * az
    return total / 2


def oriented(outline: Sequence[Vec2]) -> tuple[Vec2, ...]:
    """The outline with positive signed area, without repeated corners; inside lies left of an edge in (x, z)."""
    corners: list[Vec2] = []
    for x, z in outline:
        if not corners or hypot(x - corners[-1][0], z - corners[-1][1]) > 1e-6:
            corners.append((x, z))
    if len(corners) > 1 and hypot(corners[0][0] - corners[-1][0], corners[0][1] - corners[-1][1]) <= 1e-6:
        corners.pop()
    return tuple(corners if signed_area(corners) >= 0 else reversed(corners))


def contains(outline: Sequence[Vec2], x: float, z: float) -> bool:
    """Whether a point lies inside, by even-odd crossings."""
    inside = False
    for (ax, az), (bx, bz) in zip(outline, (*outline[1:], outline[0]), strict=True):
        if (az > z) != (bz > z) and x < (bx - ax) * (z - az) / (bz - az) + ax:
            inside = not inside
    return inside


def distance_to_edges(outline: Sequence[Vec2], x: float, z: float) -> float:
    """Shortest distance in metres from a point to the outline."""
    return min(_to_segment(x, z, start, end) for start, end in zip(outline, (*outline[1:], outline[0]), strict=True))


def _to_segment(x: float, z: float, start: Vec2, end: Vec2) -> float:
    dx, dz = end[0] - start[0], end[1] - start[1]
    squared = dx * dx + dz * dz
    along = 0.0 if squared == 0 else min(1.0, max(0.0, ((x - start[0]) * dx + (z - start[1]) * dz) / squared))
    return hypot(x - start[0] - along * dx, z - start[1] - along * dz)


def triangulated(outline: Sequence[Vec2]) -> list[tuple[int, int, int]]:
    """Triangles of corner indices covering an ``oriented`` outline, by ear clipping.

    Source: Meisters, Polygons Have Ears (1975).
    """
    left = list(range(len(outline)))
    triangles: list[tuple[int, int, int]] = []
    while len(left) > 3:
        for place in range(len(left)):
            before, here, after = left[place - 1], left[place], left[(place + 1) % len(left)]
            if _is_ear(outline, before, here, after, left):
                triangles.append((before, here, after))
                del left[place]
                break
        else:
            break
    if len(left) >= 3:
        triangles += [(left[0], left[place], left[place + 1]) for place in range(1, len(left) - 1)]
    return triangles


def _turn(a: Vec2, b: Vec2, c: Vec2) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _is_ear(outline: Sequence[Vec2], before: int, here: int, after: int, left: Sequence[int]) -> bool:
    a, b, c = outline[before], outline[here], outline[after]
    if _turn(a, b, c) <= 1e-12:
        return False
    for index in left:
        point = outline[index]
        if index in (before, here, after) or point in (a, b, c):
            continue
        if _turn(a, b, point) >= 0 and _turn(b, c, point) >= 0 and _turn(c, a, point) >= 0:
            return False
    return True
