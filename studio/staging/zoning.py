"""Step 3: the parts of a room that things prefer: centre, bands along the walls, corners, the upper half."""

from __future__ import annotations

from studio.model.stage import Box3, Vec2, Zone
from studio.staging.room import Room, Wall

CENTER_SHARE, BAND_SHARE, CORNER_SHARE = 0.4, 0.4, 0.3
"""Of half the room's side: the centre box, the bands (0.6 h to h) and the corners (0.7 h to h)."""


def zones_of(room: Room) -> tuple[Zone, ...]:
    """The zones of a room by priority; bands and corners follow its walls, whatever their angle."""
    (x0, z0), (x1, z1) = room.low, room.high
    half = ((x1 - x0) / 2, (z1 - z0) / 2)
    cx, cz = (x0 + x1) / 2, (z0 + z1) / 2
    center = _zone(
        "center", "center", (cx - CENTER_SHARE * half[0], cz - CENTER_SHARE * half[1]),
        (cx + CENTER_SHARE * half[0], cz + CENTER_SHARE * half[1]), (0.0, room.ceiling_y), 1,
    )  # fmt: skip
    zones = [center]
    short = min(half)
    for number, wall in enumerate(room.walls, start=1):
        low, high = _bounds((wall.point(0), wall.point(wall.length), *_inner(wall, BAND_SHARE * short)))
        zones.append(_zone(f"near_wall_{number}", "near_wall", low, high, (0.0, room.ceiling_y), 2))
    for number, wall in enumerate(room.walls, start=1):
        previous = room.walls[number - 2]
        if previous.along[0] * wall.along[1] - previous.along[1] * wall.along[0] <= 0:
            continue
        edge = CORNER_SHARE * short
        low, high = _bounds(
            (wall.start, wall.point(edge), previous.point(previous.length - edge), wall.point(edge, edge))
        )
        zones.append(_zone(f"corner_{number}", "corner", low, high, (0.0, room.ceiling_y), 3))
    zones.append(_zone("elevated", "elevated", room.low, room.high, (room.ceiling_y / 2, room.ceiling_y), 4))
    return tuple(zones)


def zone_at(zones: tuple[Zone, ...], point: tuple[float, float, float]) -> str:
    """The kind of zone a point lies in: a corner before a wall before the centre; else ``random``."""
    for kind in ("corner", "near_wall", "center"):
        for zone in zones:
            if zone.type == kind and all(
                low - 1e-6 <= value <= high + 1e-6
                for low, value, high in zip(zone.bounds.min, point, zone.bounds.max, strict=True)
            ):
                return kind
    return "random"


def _inner(wall: Wall, depth: float) -> tuple[Vec2, Vec2]:
    return wall.point(0, depth), wall.point(wall.length, depth)


def _bounds(points: tuple[Vec2, ...]) -> tuple[Vec2, Vec2]:
    xs, zs = zip(*points, strict=True)
    return (min(xs), min(zs)), (max(xs), max(zs))


def _zone(name: str, kind: str, low: Vec2, high: Vec2, height: Vec2, priority: int) -> Zone:
    bounds = Box3(
        min=(round(low[0], 4), round(height[0], 4), round(low[1], 4)),
        max=(round(high[0], 4), round(height[1], 4), round(high[1], 4)),
    )
    return Zone(id=name, type=kind, bounds=bounds, priority=priority)
