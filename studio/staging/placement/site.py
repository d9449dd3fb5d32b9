"""The room as placement sees it: what lies inside it, and the floor its doors need."""

from __future__ import annotations

import math
from dataclasses import dataclass

from studio.model.stage import Vec2
from studio.staging.placement.body import Body
from studio.staging.rect import Rect, overlap_depth, turned
from studio.staging.room import Gate, Room, Wall

EDGE_M = 0.0005


def _crosses(rect: Rect, wall: Wall) -> bool:
    """Whether a wall runs through the inside of a rectangle (separating axes of a segment and a box)."""
    a, b = rect.local(wall.start), rect.local(wall.end)
    half_w, half_d = rect.half_w - EDGE_M, rect.half_d - EDGE_M
    if (
        max(a[0], b[0]) <= -half_w
        or min(a[0], b[0]) >= half_w
        or max(a[1], b[1]) <= -half_d
        or min(a[1], b[1]) >= half_d
    ):
        return False
    dx, dz = b[0] - a[0], b[1] - a[1]
    reach = half_w * abs(dz) + half_d * abs(dx)
    return abs(a[0] * dz - a[1] * dx) < reach


def _middle_and_reach(wall: Wall) -> tuple[float, float, float, float]:
    """The middle of a wall and half the edges of its bounds."""
    (x0, z0), (x1, z1) = wall.start, wall.end
    return (x0 + x1) / 2, (z0 + z1) / 2, abs(x1 - x0) / 2, abs(z1 - z0) / 2


@dataclass(frozen=True, slots=True)
class Keep:
    """Floor that an opening needs: things up to ``below`` may stand there."""

    rect: Rect
    below: float
    gate: Gate


class Site:
    """A room with its keep-clear areas."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self.keeps = tuple(_keep(gate) for gate in room.gates)
        (x0, z0), (x1, z1) = room.low, room.high
        self._door_keeps = tuple((keep, keep.rect.reach()) for keep in self.keeps if keep.gate.is_door)
        self._walls = tuple((wall, _middle_and_reach(wall)) for wall in room.walls)
        self._is_box = len(room.walls) == 4 and abs(room.area - (x1 - x0) * (z1 - z0)) < 1e-6

    def holds(self, body: Body) -> bool:
        """Whether the whole box of a body lies in the room."""
        if body.y < -EDGE_M or body.top > self.room.ceiling_y + EDGE_M:
            return False
        return self.holds_rect(body.rect)

    def holds_rect(self, rect: Rect) -> bool:
        """Whether a rectangle lies within the room's outline."""
        wide, deep = rect.reach()
        (x0, z0), (x1, z1) = self.room.low, self.room.high
        if rect.x - wide < x0 - EDGE_M or rect.x + wide > x1 + EDGE_M:
            return False
        if rect.z - deep < z0 - EDGE_M or rect.z + deep > z1 + EDGE_M:
            return False
        if self._is_box:
            return True
        if not self.room.contains((rect.x, rect.z)):
            return False
        for wall, (wall_x, wall_z, wall_wide, wall_deep) in self._walls:
            is_near = abs(rect.x - wall_x) < wide + wall_wide and abs(rect.z - wall_z) < deep + wall_deep
            if is_near and _crosses(rect, wall):
                return False
        return True

    def clear_of_openings(self, body: Body) -> bool:
        """Whether a body keeps off the floor that doors need, and tall ones off the windows."""
        if body.item.is_flat:
            return True
        return not any(
            body.top > keep.below + 0.01 and body.y < keep.gate.opening.sill + keep.gate.opening.height
            and overlap_depth(keep.rect, body.rect) > EDGE_M
            for keep in self.keeps
        )  # fmt: skip

    def blocks_door(self, body: Body) -> bool:
        """Whether a body stands on the floor that a door needs."""
        if body.item.is_flat:
            return False
        wide, deep = body.reach
        for keep, (keep_wide, keep_deep) in self._door_keeps:
            rect = keep.rect
            if abs(body.x - rect.x) >= wide + keep_wide or abs(body.z - rect.z) >= deep + keep_deep:
                continue
            is_in_it = body.top > keep.below and body.y < keep.gate.opening.height
            if is_in_it and overlap_depth(rect, body.rect) > EDGE_M:
                return True
        return False

    def wall_distances(self, point: Vec2) -> list[float]:
        """Distances from a point to every wall, as segments."""
        found = []
        for wall in self.room.walls:
            along, off = wall.local(point)
            past = max(0.0, -along, along - wall.length)
            found.append(math.hypot(past, off))
        return found


def _keep(gate: Gate) -> Keep:
    """A door's own width squared; a hand's breadth in front of a window for what is taller than its sill."""
    width = gate.high - gate.low
    middle = (gate.low + gate.high) / 2
    depth = (gate.opening.clear or width) if gate.is_door else 0.35
    x, z = gate.wall.point(middle, depth / 2)
    rect = turned(x, z, width / 2, depth / 2, gate.wall.yaw_deg)
    return Keep(rect, 0.04 if gate.is_door else max(0.05, gate.opening.sill), gate)
