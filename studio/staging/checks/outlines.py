"""Flat outlines: where the corners of a placed box lie on the plan, how far apart outlines are, what they hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import cos, hypot, inf, radians, sin

from studio.model.stage import Prop, Vec2

Outline = tuple[Vec2, ...]


def box_outline(centre: Vec2, size: Vec2, yaw_deg: float) -> Outline:
    """The corners of a rectangle of (width, depth) about ``centre``, turned about the upright axis."""
    c, s = cos(radians(yaw_deg)), sin(radians(yaw_deg))
    half_w, half_d = size[0] / 2, size[1] / 2
    corners = ((-half_w, -half_d), (half_w, -half_d), (half_w, half_d), (-half_w, half_d))
    return tuple((centre[0] + x * c + z * s, centre[1] - x * s + z * c) for x, z in corners)


def prop_outline(prop: Prop) -> Outline:
    """The corners of a prop's box on the plan; a tipped one is seen as it would stand."""
    return box_outline((prop.position[0], prop.position[2]), (prop.size[0], prop.size[2]), prop.rotation[1])


def edges(outline: Sequence[Vec2]) -> Iterator[tuple[Vec2, Vec2]]:
    """Each side of a closed outline."""
    return zip(outline, (*outline[1:], outline[0]), strict=True)


def to_side_m(point: Vec2, start: Vec2, end: Vec2) -> float:
    """The shortest distance from a point to a side."""
    dx, dz = end[0] - start[0], end[1] - start[1]
    squared = dx * dx + dz * dz
    share = 0.0 if squared == 0 else ((point[0] - start[0]) * dx + (point[1] - start[1]) * dz) / squared
    share = max(0.0, min(1.0, share))
    return hypot(point[0] - start[0] - share * dx, point[1] - start[1] - share * dz)


def overlap_m(first: Outline, second: Outline) -> float:
    """How far two convex outlines reach into one another across some side's normal; ≤ 0 when a side parts them."""
    least = inf
    for outline in (first, second):
        for start, end in edges(outline):
            nx, nz = end[1] - start[1], start[0] - end[0]
            length = hypot(nx, nz)
            if length < 1e-9:
                continue
            spans = []
            for each in (first, second):
                heights = [(x * nx + z * nz) / length for x, z in each]
                spans.append((min(heights), max(heights)))
            (low_a, high_a), (low_b, high_b) = spans
            least = min(least, min(high_a, high_b) - max(low_a, low_b))
    return least


def apart_m(first: Outline, second: Outline) -> float:
    """The shortest distance between two convex outlines; 0 when they meet."""
    if overlap_m(first, second) > 0:
        return 0.0
    return min(
        to_side_m(point, *side)
        for points, outline in ((first, second), (second, first))
        for point in points
        for side in edges(outline)
    )


def depth_in_m(outline: Sequence[Vec2], point: Vec2) -> float:
    """How deep a point lies in a closed outline, by its nearest side; negative when it lies outside.

    Source: winding number by signed crossings.
    """
    winds = 0
    for (x0, z0), (x1, z1) in edges(outline):
        turn = (x1 - x0) * (point[1] - z0) - (point[0] - x0) * (z1 - z0)
        if z0 <= point[1] < z1 and turn > 0:
            winds += 1
        elif z1 <= point[1] < z0 and turn < 0:
            winds -= 1
    nearest = min(to_side_m(point, *side) for side in edges(outline))
    return nearest if winds else -nearest
