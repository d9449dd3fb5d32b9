"""A furnished room as someone once stood it: the layout that proves a spec possible and is then thrown away."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from studio.model.stage import Container, Prop, Size, Vec2
from studio.staging.rect import Rect, overlap_depth, turned
from studio.staging.room import Room, Wall, build_room

Relation = tuple[str, str, tuple[float | None, float | None] | None, int | None]
"""(type, target, distance, target instance) of a relation as a person would say it."""
_PASSAGE_M, _AISLE_M = 0.55, 0.3
"""The floor kept free before an access side; from this margin on nothing may later come as close either."""


@dataclass(slots=True, eq=False)
class Piece:
    """One thing where it stands; ``said`` are the relations that it stands there for."""

    node: str
    label: str
    size: Size
    x: float
    z: float
    yaw: float
    y: float = 0.0
    role: str = "furniture_floor"
    support: str = "floor"
    access: tuple[str, ...] = ()
    parent: Piece | None = None
    said: list[Relation] = field(default_factory=list)
    hint: dict[str, object] = field(default_factory=dict)

    @property
    def rect(self) -> Rect:
        """Its rectangle on the plan."""
        return turned(self.x, self.z, self.size[0] / 2, self.size[2] / 2, self.yaw)

    @property
    def top(self) -> float:
        """The height of its top face."""
        return self.y + self.size[1]


@dataclass(slots=True, eq=False)
class HiddenLayout:
    """Pieces in a room; ``is_walked`` keeps the floor before access sides free."""

    container: Container
    rng: random.Random
    is_walked: bool
    pieces: list[Piece] = field(default_factory=list)
    room: Room = field(init=False)
    _reserved: list[Rect] = field(default_factory=list)
    _kept: list[tuple[Rect, float]] = field(default_factory=list)
    _turn: int = 0

    def __post_init__(self) -> None:
        self.room = build_room(self.container)
        for gate in self.room.gates:
            width = gate.high - gate.low
            depth = (gate.opening.clear or width) if gate.is_door else 0.4
            x, z = gate.wall.point((gate.low + gate.high) / 2, depth / 2)
            keep = turned(x, z, width / 2 + 0.02, depth / 2 + 0.02, gate.wall.yaw_deg)
            self._kept.append((keep, 0.04 if gate.is_door else gate.opening.sill))

    @property
    def share(self) -> float:
        """How much of the floor is covered."""
        covered = sum(p.size[0] * p.size[2] for p in self.pieces if p.support == "floor" and p.size[1] > 0.05)
        return covered / self.room.area

    def name(self, label: str) -> str:
        """A node id that is not taken."""
        self._turn += 1
        return f"{label.replace(' ', '_')}_{self._turn}"

    def add(self, pieces: Sequence[Piece], *, margin: float = 0.02) -> bool:
        """Puts a group down if all of it fits; its members may stand before one another's access sides."""
        standing = [one for one in self.pieces if one.support == "floor" and one.size[1] > 0.05]
        solid = [one for one in pieces if one.size[1] > 0.05]
        for turn, piece in enumerate(pieces):
            if not self.inside(piece.rect) or piece.top > self.container.size[1] - 0.02:  # type: ignore[index]
                return False
            if piece.size[1] <= 0.05:
                if any(overlap_depth(piece.rect, o.rect) > 0 for o in self.pieces if o.size[1] <= 0.05):
                    return False
                continue
            if any(piece.top > below and overlap_depth(keep, piece.rect) > 0 for keep, below in self._kept):
                return False
            grown = piece.rect.grown(margin)
            if any(overlap_depth(grown, other.rect) > 0 for other in standing):
                return False
            if any(overlap_depth(piece.rect.grown(0.01), other.rect) > 0 for other in pieces[:turn] if other in solid):
                return False
            if any(overlap_depth(area, piece.rect) > 0 for area in self._reserved):
                return False
        areas = [_before(piece, side) for piece in pieces for side in piece.access] if self.is_walked else []
        for area in areas:
            if any(overlap_depth(area, other.rect) > 0 for other in standing):
                return False
        self._reserved += areas
        if margin >= _AISLE_M:
            self._reserved += [piece.rect.grown(margin) for piece in solid]
        self.pieces += pieces
        return True

    def inside(self, rect: Rect) -> bool:
        """Whether a rectangle lies within the outline."""
        corners = rect.corners()
        for a, b in zip(corners, (*corners[1:], corners[0]), strict=True):
            for step in range(6):
                point = (a[0] + (b[0] - a[0]) * step / 6, a[1] + (b[1] - a[1]) * step / 6)
                if not self.room.contains(point):
                    return False
        return not any(_is_in(rect, wall.start) for wall in self.room.walls)

    def wall(self, width: float) -> tuple[Wall, float] | None:
        """A random stop for something of that width along a random wall, the long walls more often."""
        walls = [wall for wall in self.room.walls if wall.length > width + 0.04]
        if not walls:
            return None
        wall = self.rng.choices(walls, [wall.length for wall in walls])[0]
        return wall, self.rng.uniform(width / 2 + 0.02, wall.length - width / 2 - 0.02)

    def spot(self) -> tuple[float, float, float]:
        """A random place, square to one of the walls."""
        (x0, z0), (x1, z1) = self.room.low, self.room.high
        yaw = self.rng.choice(self.room.walls).yaw_deg + 90.0 * self.rng.randrange(4)
        return self.rng.uniform(x0, x1), self.rng.uniform(z0, z1), round(yaw, 2)

    def props(self) -> tuple[Prop, ...]:
        """The layout as a stage would tell it, a prop a piece, whole boxes."""
        counts: dict[str, int] = {}
        for piece in self.pieces:
            counts[piece.node] = counts.get(piece.node, 0) + 1
        seen: dict[str, int] = {}
        ids: dict[int, str] = {}
        found = []
        for piece in self.pieces:
            seen[piece.node] = seen.get(piece.node, 0) + 1
            name = piece.node if counts[piece.node] == 1 else f"{piece.node}#{seen[piece.node]}"
            ids[id(piece)] = name
            found.append(
                Prop(
                    id=name, node=piece.node, name=piece.label, semantic_role=piece.role,
                    position=(round(piece.x, 4), round(piece.y, 4), round(piece.z, 4)),
                    rotation=(0.0, round((piece.yaw + 180.0) % 360.0 - 180.0, 2), 0.0), size=piece.size,
                    parent_id=ids.get(id(piece.parent)), support=piece.support,
                )
            )  # fmt: skip
        return tuple(found)


def _before(piece: Piece, side: str) -> Rect:
    """The floor that a person needs before a side."""
    rect, half = piece.rect, _PASSAGE_M / 2
    sign = 1.0 if side in {"front", "left"} else -1.0
    if side in {"front", "back"}:
        x, z = rect.world(0.0, sign * (rect.half_d + 0.02 + half))
        return Rect(x, z, rect.half_w, half, rect.cos, rect.sin)
    x, z = rect.world(sign * (rect.half_w + 0.02 + half), 0.0)
    return Rect(x, z, half, rect.half_d, rect.cos, rect.sin)


def _is_in(rect: Rect, point: Vec2) -> bool:
    left, front = rect.local(point)
    return abs(left) < rect.half_w and abs(front) < rect.half_d
