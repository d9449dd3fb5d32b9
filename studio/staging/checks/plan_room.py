"""The room as a Stage tells it, read anew: walls that know which side is in, and the floor that doors need."""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, degrees, dist, inf

from studio.model.stage import Opening, StageContainer, Vec2
from studio.staging.checks.outlines import Outline, box_outline, depth_in_m, edges, to_side_m

_BESIDE_M = 1e-4
_STEP_M = 0.3


@dataclass(frozen=True, slots=True)
class PlanWall:
    """One wall; ``inward_deg`` is the yaw of what turns its back to it."""

    start: Vec2
    end: Vec2
    inward: Vec2
    inward_deg: float

    def off_m(self, point: Vec2) -> float:
        """How far into the room a point lies from the wall's line."""
        return (point[0] - self.start[0]) * self.inward[0] + (point[1] - self.start[1]) * self.inward[1]

    def is_beside(self, point: Vec2) -> bool:
        """Whether a point lies before the wall, and not past an end of it."""
        length = dist(self.start, self.end)
        along = (
            (point[0] - self.start[0]) * (self.end[0] - self.start[0])
            + (point[1] - self.start[1]) * (self.end[1] - self.start[1])
        ) / length
        return -_BESIDE_M <= along <= length + _BESIDE_M


@dataclass(frozen=True, slots=True)
class PlanRoom:
    """Outline, walls, ceiling and doors of a set."""

    outline: Outline
    walls: tuple[PlanWall, ...]
    ceiling_y: float
    doors: tuple[Opening, ...]

    @property
    def low(self) -> Vec2:
        """The least x and z."""
        return min(x for x, _ in self.outline), min(z for _, z in self.outline)

    @property
    def high(self) -> Vec2:
        """The greatest x and z."""
        return max(x for x, _ in self.outline), max(z for _, z in self.outline)

    @property
    def area(self) -> float:
        """The floor in square metres."""
        return abs(sum(x0 * z1 - x1 * z0 for (x0, z0), (x1, z1) in edges(self.outline))) / 2

    @property
    def centre(self) -> Vec2:
        """The floor's centre of mass."""
        crosses = [(x0 * z1 - x1 * z0, x0 + x1, z0 + z1) for (x0, z0), (x1, z1) in edges(self.outline)]
        total = sum(cross for cross, _, _ in crosses) * 3
        return sum(c * x for c, x, _ in crosses) / total, sum(c * z for c, _, z in crosses) / total

    def door_floor(self, door: Opening) -> Outline:
        """The floor that a door needs: its width, and as deep as it says or as wide, into the room."""
        middle = (door.start[0] + door.end[0]) / 2, (door.start[1] + door.end[1]) / 2
        width = dist(door.start, door.end)
        depth = door.clear or width
        wall = min(self.walls, key=lambda one: to_side_m(middle, one.start, one.end))
        off = depth / 2 - wall.off_m(middle)
        centre = middle[0] + wall.inward[0] * off, middle[1] + wall.inward[1] * off
        return box_outline(centre, (width, depth), wall.inward_deg)


def plan_room(container: StageContainer) -> PlanRoom:
    """The room of a Stage."""
    outline = tuple(container.footprint)
    walls = tuple(_wall(outline, start, end) for start, end in edges(outline) if dist(start, end) > 1e-6)
    doors = tuple(one for one in container.openings if one.sill < _STEP_M and one.kind != "window")
    return PlanRoom(outline, walls, container.ceiling_y, doors)


def _wall(outline: Outline, start: Vec2, end: Vec2) -> PlanWall:
    """Which side is in, is tried a little way off the middle of the wall."""
    length = dist(start, end)
    normal = (start[1] - end[1]) / length, (end[0] - start[0]) / length
    step = min(0.01, length / 100)
    probe = (start[0] + end[0]) / 2 + normal[0] * step, (start[1] + end[1]) / 2 + normal[1] * step
    hand = 1.0 if depth_in_m(outline, probe) > 0 else -1.0
    inward = hand * normal[0], hand * normal[1]
    return PlanWall(start, end, inward, degrees(atan2(inward[0], inward[1])))


def back_to_wall_m(back: Vec2, yaw_deg: float, room: PlanRoom, *, most_off_deg: float) -> float:
    """From the middle of a back to the nearest wall that it is turned to; infinite when there is none."""
    found = inf
    for wall in room.walls:
        turn = abs((yaw_deg - wall.inward_deg + 180) % 360 - 180)
        if turn <= most_off_deg and wall.is_beside(back) and wall.off_m(back) > -0.02:
            found = min(found, abs(wall.off_m(back)))
    return found
