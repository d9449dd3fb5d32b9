"""Brings a moved prop onto what is near: the grid, the floor, a surface, a wall."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from math import atan2, degrees, hypot

import numpy as np
import numpy.typing as npt

from studio.model.stage import Prop, Stage, Vec3
from studio.viewport.polygon import oriented
from studio.viewport.prop_placement import Placement, axis_turn, carried_by, moved, roots_of, turned
from studio.viewport.support import top_below, tops_of
from studio.viewport.transform import rotation_matrix

GRID_M, TURN_DEG, SCALE_STEP = 0.1, 15.0, 0.1
_LEVEL_REACH_M, _WALL_REACH_M = 0.15, 0.2
_FREE = frozenset({"floating", "ceiling"})


@dataclass(frozen=True, slots=True)
class _Wall:
    """One wall: a point on it, its direction, its inward normal on the plan, its length."""

    start: tuple[float, float]
    along: tuple[float, float]
    inward: tuple[float, float]
    length: float


def to_step(value: float, step: float) -> float:
    """The nearest multiple of a step."""
    return round(value / step) * step


def snapped_move(stage: Stage, prop_ids: Collection[str], offset: Vec3) -> dict[str, Placement]:
    """The props moved by an offset that is bent so that the first of them lies on the grid, on a level it is near to,
    and flush with a wall it is near to. Things that hang on a wall turn their back to the wall they come near."""
    roots = roots_of(stage, prop_ids)
    if not roots or offset == (0.0, 0.0, 0.0):
        return moved(stage, prop_ids, offset)
    lead = roots[0]
    x, y, z = (at + way for at, way in zip(lead.position, offset, strict=True))
    # Only what the hand moves is bent: a drag along one axis stays on it.
    if abs(offset[0]) > 1e-9:
        x = to_step(x, GRID_M)
    if abs(offset[2]) > 1e-9:
        z = to_step(z, GRID_M)
    yaw = lead.rotation[1]
    is_level = abs(offset[0]) > 1e-9 or abs(offset[2]) > 1e-9
    if is_level and not stage.container.outdoor:
        x, z, yaw = _at_wall(stage, lead, x, z)
    y = _on_level(stage, prop_ids, lead, (x, y, z), is_raised=abs(offset[1]) > 1e-9)
    bent = (x - lead.position[0], y - lead.position[1], z - lead.position[2])
    found = moved(stage, prop_ids, bent)
    if yaw != lead.rotation[1] and len(roots) == 1:
        twisted = turned(stage, prop_ids, yaw - lead.rotation[1], about=lead.position)
        return {name: _shifted(place, bent) for name, place in twisted.items()}
    return found


def snapped_turn(degrees_: float) -> float:
    """A turn in whole steps."""
    return to_step(degrees_, TURN_DEG)


def snapped_factors(factors: Vec3) -> Vec3:
    """A scaling in whole steps, never to nothing."""
    x, y, z = (factor if factor == 1.0 else max(SCALE_STEP, to_step(factor, SCALE_STEP)) for factor in factors)
    return x, y, z


def _on_level(stage: Stage, prop_ids: Collection[str], lead: Prop, at: Vec3, *, is_raised: bool) -> float:
    """The height of a floor or surface that is near; what floats or hangs only snaps when it is raised or lowered."""
    x, y, z = at
    if lead.support in _FREE | {"wall"} and not is_raised:
        return y
    top = top_below(tops_of(stage, ignoring=carried_by(stage, prop_ids)), x, z, height=y + _LEVEL_REACH_M)
    level = top.height if top is not None else stage.container.floor_y
    if abs(y - level) <= _LEVEL_REACH_M:
        return level
    return to_step(y, GRID_M) if is_raised else y


def _at_wall(stage: Stage, prop: Prop, x: float, z: float) -> tuple[float, float, float]:
    """The place and yaw of a prop that comes near a wall; a corner takes it from both sides."""
    yaw = prop.rotation[1]
    hangs = prop.support == "wall"
    if hangs:
        near = min(
            (wall for wall in _walls(stage) if _beside(wall, x, z)),
            key=lambda wall: abs(_off(wall, x, z)),
            default=None,
        )
        if near is not None and abs(_off(near, x, z)) < max(1.0, prop.size[2]):
            yaw = round(degrees(atan2(*near.inward)), 2)
    for wall in _walls(stage):
        reach = _reach(prop, yaw, wall.inward)
        gap = _off(wall, x, z) - reach
        if abs(gap) <= (1.0 if hangs and yaw == round(degrees(atan2(*wall.inward)), 2) else _WALL_REACH_M) and _beside(
            wall, x, z
        ):
            x, z = x - wall.inward[0] * gap, z - wall.inward[1] * gap
    return x, z, yaw


def _walls(stage: Stage) -> tuple[_Wall, ...]:
    outline = oriented(stage.container.footprint)
    walls = []
    for start, end in zip(outline, (*outline[1:], *outline[:1]), strict=True):
        length = hypot(end[0] - start[0], end[1] - start[1])
        if length > 1e-6:
            along = ((end[0] - start[0]) / length, (end[1] - start[1]) / length)
            walls.append(_Wall(start, along, (-along[1], along[0]), length))
    return tuple(walls)


def _off(wall: _Wall, x: float, z: float) -> float:
    return (x - wall.start[0]) * wall.inward[0] + (z - wall.start[1]) * wall.inward[1]


def _beside(wall: _Wall, x: float, z: float) -> bool:
    along = (x - wall.start[0]) * wall.along[0] + (z - wall.start[1]) * wall.along[1]
    return 0.0 <= along <= wall.length


def _reach(prop: Prop, yaw: float, inward: tuple[float, float]) -> float:
    """How far a prop reaches from its foot towards a wall."""
    turn: npt.NDArray[np.float64] = axis_turn(1, yaw - prop.rotation[1]) @ rotation_matrix(prop.rotation)
    half = np.array((prop.size[0] / 2, 0.0, prop.size[2] / 2))
    return float(np.abs(np.array((inward[0], 0.0, inward[1])) @ turn) @ half)


def _shifted(place: Placement, by: Vec3) -> Placement:
    x, y, z = (round(at + way, 4) + 0.0 for at, way in zip(place.position, by, strict=True))
    return Placement((x, y, z), place.rotation, place.size)
