"""The container as geometry: floor, walls with their openings, ceiling; outdoors a wide ground.

Walls are seen from inside only, with their doors and windows, so a camera outside the room sees in.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, pi, sin

from studio.model.mesh import Mesh
from studio.model.stage import Opening, StageContainer, Vec2, Vec3
from studio.viewport.mesh_builder import MeshBuilder
from studio.viewport.polygon import oriented, triangulated

FLOOR, WALL, CEILING, TRIM, PANE, DOOR = range(6)
GROUND_RADIUS_M = 140.0
_REVEAL_M = 0.14
_CASING_M = 0.08
_SKIRTING_M = (0.09, 0.018)
HALL_HEIGHT_M = 4.4
BEAM_M = (0.32, 0.42)
_BEAM_STEP_M = 2.8


@dataclass(frozen=True, slots=True)
class _Hole:
    """An opening in a wall's own coordinates: along it and up from the floor, metres."""

    kind: str
    left: float
    right: float
    bottom: float
    top: float


@dataclass(frozen=True, slots=True)
class _Wall:
    """One side of the outline; ``across`` points into the room."""

    start: Vec2
    along: Vec2
    across: Vec2
    length: float
    floor: float
    height: float

    def at(self, u: float, y: float, inward: float = 0.0) -> Vec3:
        """A point of the wall: ``u`` along, ``y`` up, ``inward`` into the room."""
        return (
            self.start[0] + self.along[0] * u + self.across[0] * inward,
            self.floor + y,
            self.start[1] + self.along[1] * u + self.across[1] * inward,
        )

    def vector(self, u: float, y: float, inward: float) -> Vec3:
        """A direction in the wall's own axes."""
        return (
            self.along[0] * u + self.across[0] * inward,
            y,
            self.along[1] * u + self.across[1] * inward,
        )


@dataclass(frozen=True, slots=True)
class RoomPart:
    """A part of the room in world coordinates; ``front`` is a point and a direction, seen from that side only."""

    mesh: Mesh
    front: tuple[Vec3, Vec3] | None = None


def room_parts(container: StageContainer) -> tuple[RoomPart, ...]:
    """Floor, ceiling, then each wall with what is fixed to it; slots: FLOOR, WALL, CEILING, TRIM, PANE, DOOR."""
    outline = oriented(container.footprint)
    builder = MeshBuilder()
    if container.outdoor:
        _ground(builder, outline, container.floor_y)
        return (RoomPart(builder.mesh()),)
    faces = triangulated(outline)
    floor = [(x, container.floor_y, z) for x, z in outline]
    ceiling = [(x, container.ceiling_y, z) for x, z in outline]
    builder.triangles(floor, faces, (0.0, 1.0, 0.0), FLOOR)
    above = MeshBuilder()
    above.triangles(ceiling, faces, (0.0, -1.0, 0.0), CEILING)
    if container.ceiling_y - container.floor_y > HALL_HEIGHT_M:
        _beams(above, outline, container.ceiling_y)
    parts = [RoomPart(builder.mesh()), RoomPart(above.mesh(), (ceiling[0], (0.0, -1.0, 0.0)))]
    for start, end in zip(outline, (*outline[1:], outline[0]), strict=True):
        wall = _wall(start, end, container)
        fixed = MeshBuilder()
        _build_wall(fixed, wall, _holes(wall, container.openings))
        parts.append(RoomPart(fixed.mesh(), (wall.at(0.0, 0.0), wall.vector(0.0, 0.0, 1.0))))
    return tuple(parts)


def _ground(builder: MeshBuilder, outline: tuple[Vec2, ...], floor: float) -> None:
    x = sum(corner[0] for corner in outline) / len(outline)
    z = sum(corner[1] for corner in outline) / len(outline)
    rings, sides = (0.0, 12.0, 40.0, GROUND_RADIUS_M), 32
    angles = [2 * pi * k / sides for k in range(sides + 1)]
    for near, far in pairwise(rings):
        for first, second in pairwise(angles):
            corners = [
                (x + radius * cos(angle), floor, z + radius * sin(angle))
                for radius, angle in ((near, first), (far, first), (far, second), (near, second))
            ]
            builder.face(corners[1:] if near == 0 else corners, normal=(0.0, 1.0, 0.0), slot=FLOOR)
            if near == 0:
                builder.face([corners[0], *corners[1:3]], normal=(0.0, 1.0, 0.0), slot=FLOOR)


def _beams(builder: MeshBuilder, outline: tuple[Vec2, ...], ceiling: float) -> None:
    """Cross beams under a high ceiling, over the shorter span, wherever the outline lets them lie."""
    xs, zs = zip(*outline, strict=True)
    runs_along_x = max(zs) - min(zs) >= max(xs) - min(xs)
    low, high = (min(zs), max(zs)) if runs_along_x else (min(xs), max(xs))
    count = max(1, round((high - low) / _BEAM_STEP_M) - 1)
    wide, tall = BEAM_M
    for place in range(1, count + 1):
        at = low + (high - low) * place / (count + 1)
        for start, end in _inside_spans(outline, at, along_x=runs_along_x):
            corner = (start, ceiling - tall, at - wide / 2) if runs_along_x else (at - wide / 2, ceiling - tall, start)
            reach = (end - start, 0.0, 0.0) if runs_along_x else (wide, 0.0, 0.0)
            across = (0.0, 0.0, wide) if runs_along_x else (0.0, 0.0, end - start)
            builder.box(corner, (reach, (0.0, tall, 0.0), across), slot=DOOR)


def _inside_spans(outline: tuple[Vec2, ...], at: float, *, along_x: bool) -> list[Vec2]:
    """The stretches of a straight line parallel to an axis that lie inside the outline."""
    crossings = []
    for first, second in zip(outline, (*outline[1:], outline[0]), strict=True):
        (a, level_a), (b, level_b) = ((x, z) if along_x else (z, x) for x, z in (first, second))
        if (level_a > at) != (level_b > at):
            crossings.append(a + (b - a) * (at - level_a) / (level_b - level_a))
    crossings.sort()
    return list(zip(crossings[::2], crossings[1::2], strict=True))


def _wall(start: Vec2, end: Vec2, container: StageContainer) -> _Wall:
    length = hypot(end[0] - start[0], end[1] - start[1])
    along = ((end[0] - start[0]) / length, (end[1] - start[1]) / length)
    height = container.ceiling_y - container.floor_y
    return _Wall(start, along, (-along[1], along[0]), length, container.floor_y, height)


def _holes(wall: _Wall, openings: tuple[Opening, ...]) -> list[_Hole]:
    found = []
    for opening in openings:
        ends = []
        for x, z in (opening.start, opening.end):
            dx, dz = x - wall.start[0], z - wall.start[1]
            away = abs(dx * wall.across[0] + dz * wall.across[1])
            ends.append((dx * wall.along[0] + dz * wall.along[1], away))
        if max(away for _, away in ends) > 0.25:
            continue
        left, right = sorted(u for u, _ in ends)
        left, right = max(left, 0.02), min(right, wall.length - 0.02)
        top = min(opening.sill + opening.height, wall.height - _CASING_M - 0.02)
        if right - left > 0.1 and top - opening.sill > 0.1:
            found.append(_Hole(opening.kind, left, right, max(0.0, opening.sill), top))
    return sorted(found, key=lambda hole: (hole.left, hole.bottom))


def _build_wall(builder: MeshBuilder, wall: _Wall, holes: list[_Hole]) -> None:
    inward = wall.vector(0, 0, 1)
    breaks = sorted({0.0, wall.length, *(edge for hole in holes for edge in (hole.left, hole.right))})
    for left, right in pairwise(breaks):
        if right - left < 1e-6:
            continue
        middle = (left + right) / 2
        bottom = 0.0
        covering = [hole for hole in holes if hole.left < middle < hole.right]
        for hole in sorted(covering, key=lambda hole: hole.bottom):
            if hole.bottom > bottom:
                _panel(builder, wall, (left, right), (bottom, hole.bottom), inward)
            bottom = max(bottom, hole.top)
        _panel(builder, wall, (left, right), (bottom, wall.height), inward)
        if not any(hole.bottom < _SKIRTING_M[0] for hole in covering):
            tall, thick = _SKIRTING_M
            edges = (wall.vector(right - left, 0, 0), (0.0, tall, 0.0), wall.vector(0, 0, thick))
            builder.box(wall.at(left, 0), edges, slot=TRIM)
    for hole in holes:
        _reveal(builder, wall, hole)
        _casing(builder, wall, hole)
        _filling(builder, wall, hole)


def _panel(builder: MeshBuilder, wall: _Wall, us: Vec2, ys: Vec2, inward: Vec3) -> None:
    corners = [wall.at(u, y) for u, y in ((us[0], ys[0]), (us[1], ys[0]), (us[1], ys[1]), (us[0], ys[1]))]
    builder.face(corners, normal=inward, slot=WALL)


def _reveal(builder: MeshBuilder, wall: _Wall, hole: _Hole) -> None:
    left, right, bottom, top = hole.left, hole.right, hole.bottom, hole.top
    for first, second, normal in (
        ((left, bottom), (left, top), wall.vector(1, 0, 0)),
        ((right, bottom), (right, top), wall.vector(-1, 0, 0)),
        ((left, top), (right, top), (0.0, -1.0, 0.0)),
        ((left, bottom), (right, bottom), (0.0, 1.0, 0.0)),
    ):
        corners = [wall.at(*first), wall.at(*second), wall.at(*second, -_REVEAL_M), wall.at(*first, -_REVEAL_M)]
        builder.face(corners, normal=normal, slot=TRIM)


def _casing(builder: MeshBuilder, wall: _Wall, hole: _Hole) -> None:
    thick = 0.025
    bars = [
        (hole.left - _CASING_M, hole.bottom, _CASING_M, hole.top - hole.bottom + _CASING_M),
        (hole.right, hole.bottom, _CASING_M, hole.top - hole.bottom + _CASING_M),
        (hole.left, hole.top, hole.right - hole.left, _CASING_M),
    ]
    if hole.bottom > 0.05:
        bars.append((hole.left - _CASING_M * 1.3, hole.bottom - 0.04, hole.right - hole.left + _CASING_M * 2.6, 0.04))
    for place, (u, y, wide, tall) in enumerate(bars):
        inward = thick if place < 3 else 0.09
        builder.box(wall.at(u, y), (wall.vector(wide, 0, 0), (0.0, tall, 0.0), wall.vector(0, 0, inward)), slot=TRIM)


def _filling(builder: MeshBuilder, wall: _Wall, hole: _Hole) -> None:
    inward = wall.vector(0, 0, 1)
    wide, tall = hole.right - hole.left, hole.top - hole.bottom
    if hole.kind == "door":
        leaf = (wall.vector(wide, 0, 0), (0.0, tall, 0.0), wall.vector(0, 0, 0.05))
        builder.box(wall.at(hole.left, hole.bottom, -0.1), leaf, slot=DOOR)
        leaves = 2 if wide > 1.3 else 1
        for leaf_index in range(leaves):
            left = hole.left + wide * leaf_index / leaves
            _door_panels(builder, wall, (left, left + wide / leaves), (hole.bottom, hole.top))
        return
    corners = [
        wall.at(u, y, -_REVEAL_M)
        for u, y in ((hole.left, hole.bottom), (hole.right, hole.bottom), (hole.right, hole.top), (hole.left, hole.top))
    ]
    builder.face(corners, normal=inward, slot=PANE)
    if hole.kind == "window":
        bar, depth = 0.045, wall.vector(0, 0, 0.05)
        columns, rows = max(1, round(wide / 0.7)), max(1, round(tall / 0.8))
        for column in range(columns + 1):
            u = hole.left + (wide - bar) * column / columns
            builder.box(wall.at(u, hole.bottom, -0.12), (wall.vector(bar, 0, 0), (0.0, tall, 0.0), depth), slot=TRIM)
        for row in range(rows + 1):
            y = hole.bottom + (tall - bar) * row / rows
            builder.box(wall.at(hole.left, y, -0.12), (wall.vector(wide, 0, 0), (0.0, bar, 0.0), depth), slot=TRIM)


def _door_panels(builder: MeshBuilder, wall: _Wall, us: Vec2, ys: Vec2) -> None:
    margin = min(0.13, (us[1] - us[0]) * 0.16)
    split = ys[0] + (ys[1] - ys[0]) * 0.42
    for bottom, top in ((ys[0] + margin * 1.4, split - margin * 0.5), (split + margin * 0.5, ys[1] - margin)):
        edges = (wall.vector(us[1] - us[0] - 2 * margin, 0, 0), (0.0, top - bottom, 0.0), wall.vector(0, 0, 0.012))
        builder.box(wall.at(us[0] + margin, bottom, -0.05), edges, slot=DOOR)
    knob = (wall.vector(0.035, 0, 0), (0.0, 0.12, 0.0), wall.vector(0, 0, 0.05))
    builder.box(wall.at(us[1] - margin * 0.75, ys[0] + 0.98, -0.05), knob, slot=TRIM)
