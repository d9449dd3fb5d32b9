"""Where props stand after a move, a turn or a scaling: they, and with them all that stands on them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, radians, sin

import numpy as np
import numpy.typing as npt

from studio.model.stage import Prop, Size, Stage, Vec3
from studio.viewport.transform import rotation_matrix

Array = npt.NDArray[np.float64]
SMALLEST_M, LARGEST_M = 0.005, 500.0


@dataclass(frozen=True, slots=True)
class Placement:
    """A prop's place: the centre of its bottom face, its turn in degrees and its size, as the stage writes them."""

    position: Vec3
    rotation: Vec3
    size: Size


Placements = Mapping[str, Placement]


def placement_of(prop: Prop) -> Placement:
    """Where a prop stands."""
    return Placement(prop.position, prop.rotation, prop.size)


def placed(stage: Stage, placements: Placements) -> Stage:
    """The stage with some props elsewhere."""
    props = tuple(
        prop.model_copy(update={"position": to.position, "rotation": to.rotation, "size": to.size})
        if (to := placements.get(prop.id)) is not None
        else prop
        for prop in stage.props
    )
    return stage.model_copy(update={"props": props})


def carried_by(stage: Stage, prop_ids: Collection[str]) -> frozenset[str]:
    """The props with all that stands on them, and on that, however deep; a cycle of parents ends by itself."""
    children: dict[str, list[str]] = {}
    for prop in stage.props:
        if prop.parent_id:
            children.setdefault(prop.parent_id, []).append(prop.id)
    found: set[str] = set()
    waiting = [prop.id for prop in stage.props if prop.id in prop_ids]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += children.get(name, ())
    return frozenset(found)


def roots_of(stage: Stage, prop_ids: Collection[str]) -> tuple[Prop, ...]:
    """Those of the props that stand on none of the others: they are moved, the rest goes with them."""
    by_id = {prop.id: prop for prop in stage.props}

    def is_root(prop: Prop) -> bool:
        seen, parent = {prop.id}, prop.parent_id
        while parent in by_id and parent not in seen:
            if parent in prop_ids:
                return False
            seen.add(parent)
            parent = by_id[parent].parent_id
        return True

    return tuple(prop for prop in stage.props if prop.id in prop_ids and is_root(prop))


def moved(stage: Stage, prop_ids: Collection[str], offset: Vec3) -> dict[str, Placement]:
    """The props moved by metres along the world's axes."""
    taken = carried_by(stage, prop_ids)
    return {
        prop.id: Placement(_rounded(np.array(prop.position) + offset), prop.rotation, prop.size)
        for prop in stage.props
        if prop.id in taken
    }


def turned(
    stage: Stage, prop_ids: Collection[str], degrees_: float, *, about: Vec3, axis: int = 1
) -> dict[str, Placement]:
    """The props turned about a point, counter-clockwise as seen from the end of a world axis (0 X, 1 Y, 2 Z)."""
    taken = carried_by(stage, prop_ids)
    turn, centre = axis_turn(axis, degrees_), np.array(about)
    return {
        prop.id: Placement(
            _rounded(centre + turn @ (np.array(prop.position) - centre)),
            _turned_angles(prop.rotation, turn, degrees_, axis=axis),
            prop.size,
        )
        for prop in stage.props
        if prop.id in taken
    }


def scaled(stage: Stage, prop_ids: Collection[str], factors: Vec3) -> dict[str, Placement]:
    """Each of the props grown about its own foot along its own axes; what stands on it keeps its size and its place
    on it."""
    found: dict[str, Placement] = {}
    for root in roots_of(stage, prop_ids):
        size = _grown(root.size, factors)
        real = np.array(size) / np.array(root.size)
        turn, foot = rotation_matrix(root.rotation), np.array(root.position)
        for prop in stage.props:
            if prop.id in carried_by(stage, (root.id,)):
                local = turn.T @ (np.array(prop.position) - foot)
                grows = prop.id == root.id or prop.id in prop_ids
                found[prop.id] = Placement(
                    _rounded(foot + turn @ (local * real)),
                    prop.rotation,
                    _grown(prop.size, factors) if grows else prop.size,
                )
    return found


def axis_turn(axis: int, degrees_: float) -> Array:
    """The (3, 3) matrix of a turn about a world axis."""
    s, c = sin(radians(degrees_)), cos(radians(degrees_))
    matrix = np.identity(3)
    a, b = (axis + 1) % 3, (axis + 2) % 3
    matrix[a, a], matrix[a, b], matrix[b, a], matrix[b, b] = c, -s, s, c
    return matrix


def euler_of(matrix: Array) -> Vec3:
    """Intrinsic XYZ Euler degrees of a rotation, Rx · Ry · Rz; where Y is a right angle, Z is nought."""
    sine = max(-1.0, min(1.0, float(matrix[0, 2])))
    cosine = hypot(float(matrix[0, 0]), float(matrix[0, 1]))
    y = atan2(sine, cosine)
    if cosine > 1e-6:
        x, z = atan2(-matrix[1, 2], matrix[2, 2]), atan2(-matrix[0, 1], matrix[0, 0])
    else:
        x, z = atan2(matrix[2, 1], matrix[1, 1]), 0.0
    return _angle(degrees(x)), _angle(degrees(y)), _angle(degrees(z))


def _turned_angles(rotation: Vec3, turn: Array, degrees_: float, *, axis: int) -> Vec3:
    if axis == 1 and rotation[0] == 0 and rotation[2] == 0:
        # The yaw of an upright prop stays a yaw beyond a right angle, where Euler's angles would tip it over.
        return 0.0, _angle(rotation[1] + degrees_), 0.0
    return euler_of(turn @ rotation_matrix(rotation))


def _grown(size: Size, factors: Vec3) -> Size:
    width, height, depth = (
        round(max(SMALLEST_M, min(LARGEST_M, edge * factor)), 4) for edge, factor in zip(size, factors, strict=True)
    )
    return width, height, depth


def _angle(value: float) -> float:
    turned_ = round(value, 2) % 360.0
    return round(turned_ - 360.0 if turned_ > 180.0 else turned_, 2) + 0.0


def _rounded(point: Array) -> Vec3:
    return round(float(point[0]), 4) + 0.0, round(float(point[1]), 4) + 0.0, round(float(point[2]), 4) + 0.0
