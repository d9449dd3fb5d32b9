"""Where a camera may stand: inside the room, off the walls, clear of what stands there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from studio.model.stage import Stage, Vec2
from studio.viewport.polygon import contains, distance_to_edges, oriented
from studio.viewport.room_mesh import BEAM_M, HALL_HEIGHT_M
from studio.viewport.solid_field import SolidField, solid_field

Array = npt.NDArray[np.float64]

WALL_MARGIN_M = 0.18
_PROP_MARGIN_M = 0.14


@dataclass(frozen=True, slots=True, eq=False)
class RoomSpace:
    """The room's air: its outline, floor and ceiling, and the solids in it.

    ``corners`` (n, 2) are those of the outline, ``sides`` (n, 2) the way from each to the next.
    """

    outline: tuple[Vec2, ...]
    corners: Array
    sides: Array
    floor_m: float
    ceiling_m: float
    is_outdoor: bool
    solids: SolidField

    def is_inside(self, point: Array, *, margin_m: float = WALL_MARGIN_M) -> bool:
        """Whether a point is within the walls and between floor and ceiling; outdoors only the floor counts."""
        x, y, z = (float(value) for value in point)
        if y < self.floor_m + 0.06:
            return False
        if self.is_outdoor:
            return True
        if y > self.ceiling_m - self.head_room_m or not contains(self.outline, x, z):
            return False
        return distance_to_edges(self.outline, x, z) >= margin_m

    def is_in_wall(self, point: Array) -> bool:
        """Whether a camera at a point would stand in a wall, the ceiling or the ground."""
        x, y, z = (float(value) for value in point)
        if y < self.floor_m + 0.06:
            return True
        if self.is_outdoor:
            return False
        overhead = abs(y - self.ceiling_m) < WALL_MARGIN_M and contains(self.outline, x, z)
        return overhead or (y < self.ceiling_m and distance_to_edges(self.outline, x, z) < WALL_MARGIN_M * 0.99)

    def hidden_by_walls(self, origin: Array, points: Array) -> npt.NDArray[np.bool_]:
        """Which of the points (m, 3) a wall hides from ``origin``.

        A wall is seen from inside only: one that the look enters by hides nothing, one that it leaves by does.
        """
        if self.is_outdoor or not len(points):
            return np.zeros(len(points), dtype=bool)
        corners, wall = self.corners, self.sides
        start, along = origin[[0, 2]], (points - origin)[:, [0, 2]]
        turn = along[:, None, 0] * wall[None, :, 1] - along[:, None, 1] * wall[None, :, 0]
        safe = np.where(np.abs(turn) < 1e-12, 1e-12, turn)
        to = corners - start
        at = (to[:, 0] * wall[:, 1] - to[:, 1] * wall[:, 0])[None, :] / safe
        on = (to[None, :, 0] * along[:, None, 1] - to[None, :, 1] * along[:, None, 0]) / safe
        crossed = (at > 1e-6) & (at < 1 - 1e-6) & (on >= 0) & (on <= 1) & (np.abs(turn) >= 1e-12)
        # Inside lies left of an edge in (x, z); a look to the right of the edge leaves.
        return np.asarray(np.any(crossed & (turn > 0), axis=1))

    def hides(self, origin: Array, points: Array, *, ignoring: Collection[str] = ()) -> npt.NDArray[np.bool_]:
        """Which of the points (m, 3) walls or props hide from ``origin``; props to be ignored are looked through."""
        return self.hidden_by_walls(origin, points) | self.solids.blocked(origin, points, ignoring=ignoring)

    def is_free(self, point: Array) -> bool:
        """Whether a camera at a point touches nothing."""
        return not self.solids.holds(point, margin_m=_PROP_MARGIN_M)

    @property
    def head_room_m(self) -> float:
        """How far a camera stays below the ceiling: clear of its beams, where it has any."""
        return 0.1 + (BEAM_M[1] if self.ceiling_m - self.floor_m > HALL_HEIGHT_M else 0.0)


def room_space(stage: Stage) -> RoomSpace:
    """The space of a stage."""
    room = stage.container
    outline = oriented(room.footprint)
    corners = np.array(outline)
    return RoomSpace(
        outline=outline,
        corners=corners,
        sides=np.roll(corners, -1, axis=0) - corners,
        floor_m=room.floor_y,
        ceiling_m=room.ceiling_y,
        is_outdoor=room.outdoor,
        solids=solid_field(stage),
    )
