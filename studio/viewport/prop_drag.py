"""One drag of props, by a handle or by themselves: from where they were to where the pointer has them now."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from studio.model.stage import Prop, Stage, Vec3
from studio.viewport.gizmo import GizmoDrag, Tool, slid
from studio.viewport.prop_placement import (
    Placements,
    carried_by,
    moved,
    placement_of,
    roots_of,
    scaled,
    turned,
)
from studio.viewport.sight import Point, Sight
from studio.viewport.snapping import snapped_factors, snapped_move, snapped_turn
from studio.viewport.support import tops_of
from studio.viewport.transform import rotation_matrix

_UP = np.array((0.0, 1.0, 0.0))
_STANDING = frozenset({"floor", "surface"})


@dataclass(frozen=True, slots=True, eq=False)
class PropDrag:
    """Everything is reckoned from the stage as the drag found it, so that nothing drifts.

    Without a ``handle`` the props slide: over the floor and what stands on it, or along the wall they hang on.
    """

    stage: Stage
    prop_ids: Collection[str]
    sight: Sight
    start: Point
    handle: GizmoDrag | None
    tool: Tool
    _grip: Point = field(init=False)

    def __post_init__(self) -> None:
        foot = self.sight.to_px(self._lead.position) or self.start
        object.__setattr__(self, "_grip", (foot[0] - self.start[0], foot[1] - self.start[1]))

    @property
    def before(self) -> Placements:
        """Where everything stood that the drag moves."""
        taken = carried_by(self.stage, self.prop_ids)
        return {prop.id: placement_of(prop) for prop in self.stage.props if prop.id in taken}

    @property
    def _lead(self) -> Prop:
        return roots_of(self.stage, self.prop_ids)[0]

    def placements(self, at: Point, *, snaps: bool) -> Placements:
        """Where everything stands with the pointer at a pixel."""
        handle = self.handle
        if handle is None:
            return self._moved(self._slide(at, over_things=snaps), snaps=snaps)
        if self.tool == "turn":
            angle = handle.turn_deg(at)
            about = handle.gizmo.origin
            return turned(
                self.stage,
                self.prop_ids,
                snapped_turn(angle) if snaps else angle,
                about=(float(about[0]), float(about[1]), float(about[2])),
                axis=handle.handle.axis if handle.handle.axis is not None else 1,
            )
        if self.tool == "scale":
            factors = handle.factors(at)
            return scaled(self.stage, self.prop_ids, snapped_factors(factors) if snaps else factors)
        return self._moved(handle.offset(at), snaps=snaps)

    def _moved(self, offset: Vec3, *, snaps: bool) -> Placements:
        return (snapped_move if snaps else moved)(self.stage, self.prop_ids, offset)

    def _slide(self, at: Point, *, over_things: bool) -> Vec3:
        lead = self._lead
        foot = np.array(lead.position)
        if lead.support == "wall":
            return slid(self.sight, foot, rotation_matrix(lead.rotation)[:, 2], self.start, at)
        if over_things and lead.support in _STANDING:
            hit = self._seen_surface((at[0] + self._grip[0], at[1] + self._grip[1]))
            if hit is not None:
                x, y, z = (round(float(value), 4) for value in hit - foot)
                return x, y, z
        return slid(self.sight, foot, _UP, self.start, at)

    def _seen_surface(self, at: Point) -> npt.NDArray[np.float64] | None:
        """Where a pixel first meets a surface that something can stand on, or the floor."""
        ray = self.sight.ray(at)
        tops = tops_of(self.stage, ignoring=carried_by(self.stage, self.prop_ids))
        hits = []
        for top in tops:
            hit = ray.meets(np.array((top.x, top.height, top.z)), _UP)
            if hit is not None and ray.direction[1] < 0 and top.is_under(float(hit[0]), float(hit[2])):
                hits.append(hit)
        floor = ray.meets(np.array((0.0, self.stage.container.floor_y, 0.0)), _UP)
        if floor is not None and ray.direction[1] < 0:
            hits.append(floor)
        return min(hits, key=lambda hit: float(np.linalg.norm(hit - ray.origin)), default=None)
