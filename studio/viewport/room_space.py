"""Where a camera may stand: inside the room, off the walls, clear of what stands there."""

from __future__ import annotations

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
    """The room's air: its outline, floor and ceiling, and the solids in it."""

    outline: tuple[Vec2, ...]
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
    return RoomSpace(
        outline=oriented(room.footprint),
        floor_m=room.floor_y,
        ceiling_m=room.ceiling_y,
        is_outdoor=room.outdoor,
        solids=solid_field(stage),
    )
