"""The room a spec asks for: its outline, walls and openings, with the inside always on a wall's own side."""

from __future__ import annotations

import math
from dataclasses import dataclass

from studio.model.stage import Container, Opening, StageContainer, Vec2

_DEFAULT_EDGE_M = 10.0
_CEILING_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Wall:
    """One straight wall from ``start`` to ``end``; ``inward`` is its unit normal into the room.

    ``yaw_deg`` is the yaw of something whose back is to it.
    """

    start: Vec2
    end: Vec2
    length: float
    along: Vec2
    inward: Vec2
    yaw_deg: float

    def point(self, along: float, off: float = 0.0) -> Vec2:
        """The point ``along`` metres from the start and ``off`` metres into the room."""
        return (
            self.start[0] + self.along[0] * along + self.inward[0] * off,
            self.start[1] + self.along[1] * along + self.inward[1] * off,
        )

    def local(self, point: Vec2) -> Vec2:
        """(metres along, metres into the room) of a point."""
        dx, dz = point[0] - self.start[0], point[1] - self.start[1]
        return dx * self.along[0] + dz * self.along[1], dx * self.inward[0] + dz * self.inward[1]

    def away(self, point: Vec2) -> float:
        """The shortest distance from a point to the wall."""
        along, off = self.local(point)
        return math.hypot(max(0.0, -along, along - self.length), off)


@dataclass(frozen=True, slots=True)
class Gate:
    """An opening as it lies in its wall: from ``low`` to ``high`` metres along it."""

    opening: Opening
    wall: Wall
    low: float
    high: float

    @property
    def centre(self) -> Vec2:
        """The middle of the opening on the wall."""
        return self.wall.point((self.low + self.high) / 2)

    @property
    def is_door(self) -> bool:
        """Whether people walk through it."""
        return self.opening.sill < 0.3 and self.opening.kind != "window"


@dataclass(frozen=True, slots=True)
class Room:
    """A room as built; ``outline`` runs so that ``walls`` face inwards."""

    id: str
    footprint: tuple[Vec2, ...]
    walls: tuple[Wall, ...]
    gates: tuple[Gate, ...]
    ceiling_y: float
    outdoor: bool
    low: Vec2
    high: Vec2
    centre: Vec2
    area: float

    @property
    def sides(self) -> Vec2:
        """Width and depth of its bounds."""
        return self.high[0] - self.low[0], self.high[1] - self.low[1]

    @property
    def doors(self) -> tuple[Gate, ...]:
        """The openings people walk through."""
        return tuple(gate for gate in self.gates if gate.is_door)

    def contains(self, point: Vec2) -> bool:
        """Whether a point lies within the outline (even-odd rule)."""
        x, z = point
        inside = False
        for wall in self.walls:
            (x0, z0), (x1, z1) = wall.start, wall.end
            if (z0 > z) != (z1 > z) and x < (x1 - x0) * (z - z0) / (z1 - z0) + x0:
                inside = not inside
        return inside


def signed_area(outline: tuple[Vec2, ...]) -> float:
    """The polygon's area, positive when x turns towards z."""
    return 0.5 * sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(outline, (*outline[1:], outline[0]), strict=True))


def _centroid(outline: tuple[Vec2, ...], area: float) -> Vec2:
    x = z = 0.0
    for a, b in zip(outline, (*outline[1:], outline[0]), strict=True):
        cross = a[0] * b[1] - b[0] * a[1]
        x, z = x + (a[0] + b[0]) * cross, z + (a[1] + b[1]) * cross
    return x / (6 * area), z / (6 * area)


def container_size(container: Container) -> tuple[float, float, float]:
    """Width, height and depth of a container in metres; the ceiling is 0.8 of the longer side unless given."""
    if container.footprint:
        xs, zs = zip(*container.footprint, strict=True)
        width, depth = max(xs) - min(xs), max(zs) - min(zs)
        return width, container.size[1] if container.size else _CEILING_SHARE * max(width, depth), depth
    if container.size:
        return container.size
    edge = container.suggested_scale or _DEFAULT_EDGE_M
    return edge, _CEILING_SHARE * edge, edge


def build_room(container: Container) -> Room:
    """The room of a main container; a footprint keeps its world coordinates, a bare size is centred on the origin."""
    width, height, depth = container_size(container)
    outline = container.footprint or (
        (-width / 2, -depth / 2), (width / 2, -depth / 2), (width / 2, depth / 2), (-width / 2, depth / 2),
    )  # fmt: skip
    area = signed_area(outline)
    ordered = outline if area > 0 else tuple(reversed(outline))
    walls = tuple(
        _wall(a, b) for a, b in zip(ordered, (*ordered[1:], ordered[0]), strict=True) if math.dist(a, b) > 1e-6
    )
    xs, zs = zip(*outline, strict=True)
    gates = tuple(gate for gate in (_gate(opening, walls) for opening in container.openings) if gate is not None)
    return Room(
        container.id, outline, walls, gates, height, container.outdoor, (min(xs), min(zs)), (max(xs), max(zs)),
        _centroid(ordered, abs(area)), abs(area),
    )  # fmt: skip


def _wall(start: Vec2, end: Vec2) -> Wall:
    length = math.dist(start, end)
    along = ((end[0] - start[0]) / length, (end[1] - start[1]) / length)
    inward = (-along[1] + 0.0, along[0] + 0.0)
    return Wall(start, end, length, along, inward, round(math.degrees(math.atan2(*inward)), 2))


def _gate(opening: Opening, walls: tuple[Wall, ...]) -> Gate | None:
    """The opening in the wall it lies nearest to; of two walls in one line, the one that reaches it."""
    best = min(walls, key=lambda wall: wall.away(opening.start) + wall.away(opening.end), default=None)
    if best is None:
        return None
    low, high = sorted((best.local(opening.start)[0], best.local(opening.end)[0]))
    return Gate(opening, best, max(0.0, low), min(best.length, high))


def stage_container(container: Container, room: Room) -> StageContainer:
    """The room as the Stage tells it."""
    return StageContainer(
        id=container.id,
        footprint=room.footprint,
        floor_y=0.0,
        ceiling_y=round(room.ceiling_y, 4),
        openings=container.openings,
        outdoor=container.outdoor,
        material=container.material,
    )
