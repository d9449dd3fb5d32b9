"""Whether people can come to what they use: the floor before its access sides is free, and led to from the door."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from studio.model.stage import Prop, StageContainer, StageSpec
from studio.staging.checks.floor_walk import BODY_M, HEAD_M, STEP_OVER_M, FloorGrid, body_floor, within
from studio.staging.checks.solid_boxes import SolidBoxes, solid_boxes

Floats = npt.NDArray[np.float64]
STRIP_OFF_M, STRIP_M, COME_M = 0.05, 0.2, 0.5
"""The strip before an access side, and how far from the side a body's middle may stay."""
_ACROSS, _DEEP = 24, 4
_BELONGING = frozenset(
    {"near", "next_to", "in_front_of", "behind", "left_of", "right_of", "around", "long_side_of", "on_top_of"}
)
_OUTWARDS = {"front": (0.0, 1.0), "back": (0.0, -1.0), "left": (1.0, 0.0), "right": (-1.0, 0.0)}


@dataclass(frozen=True, slots=True)
class Access:
    """Shares from 0 to 1: ``free`` of the strips before all access sides, ``reached`` of those sides from the door.

    ``shut`` names the props with a side that is mostly blocked or that nobody comes to.
    """

    free: float
    reached: float
    shut: tuple[str, ...]


def access_of(spec: StageSpec, container: StageContainer, props: Sequence[Prop]) -> Access:
    """Judges every node that names access sides; a prop that is not there counts as blocked.

    A seat and what it faces and belongs to do not block one another; of a seat any one side has to be reached.
    """
    asked = {node.id: node for node in spec.nodes if node.access_sides}
    if not asked:
        return Access(1.0, 1.0, ())
    partners = _partners(spec, props)
    solids = solid_boxes(props)
    grid, floor = body_floor(container, props, cell_m=0.06)
    free: list[float] = []
    reached: list[float] = []
    shut: list[str] = []
    for prop in props:
        node = asked.get(prop.node)
        if node is None:
            continue
        others = _in_the_way(prop, props, solids, partners)
        strips = [_free_share(prop, side, solids, others, container) for side in node.access_sides if side in _OUTWARDS]
        sides = _OUTWARDS if prop.id in partners else [side for side in node.access_sides if side in _OUTWARDS]
        come = [_is_come_to(prop, side, grid, floor) for side in sides]
        came = [float(any(come))] * len(strips) if prop.id in partners else [float(one) for one in come]
        free += strips
        reached += came
        if min(strips, default=1.0) < 0.5 or min(came, default=1.0) < 1.0:
            shut.append(prop.id)
    missing = sum(max(0, node.count - sum(p.node == name for p in props)) for name, node in asked.items())
    total = max(1, len(free) + missing)
    return Access(round(sum(free) / total, 4), round(sum(reached) / total, 4), tuple(shut))


def _partners(spec: StageSpec, props: Sequence[Prop]) -> Mapping[str, frozenset[str]]:
    """For each seat's prop the nodes it faces and belongs to; seats are what faces what it is near to."""
    belongs: dict[str, frozenset[str]] = {}
    for node in spec.nodes:
        close = {relation.target_id for relation in node.relationships if relation.type in _BELONGING}
        faced = {relation.target_id for relation in node.relationships if relation.type == "facing"}
        if close & faced:
            belongs[node.id] = frozenset(name.partition("#")[0] for name in close & faced)
    return {prop.id: belongs[prop.node] for prop in props if prop.node in belongs}


def _in_the_way(
    prop: Prop, props: Sequence[Prop], solids: SolidBoxes, partners: Mapping[str, frozenset[str]]
) -> npt.NDArray[np.int64]:
    """Indices of the solids between step and head height but its own, its partner's and what stands on them."""
    own = partners.get(prop.id, frozenset())
    exempt = {prop.id} | {o.id for o in props if o.node in own or prop.node in partners.get(o.id, frozenset())}
    places = [place for place, other in enumerate(props) if other.id in exempt or other.parent_id in exempt]
    reach = solids.reach()
    low, high = solids.centre[:, 1] - reach[:, 1], solids.centre[:, 1] + reach[:, 1]
    blocks = (low < HEAD_M) & (high > STEP_OVER_M) & ~np.isin(solids.owner, places)
    return np.flatnonzero(blocks)


def _axes(prop: Prop) -> tuple[Floats, Floats]:
    """Unit vectors (x, z) to the prop's left and front."""
    yaw = np.radians(prop.rotation[1])
    return np.array((np.cos(yaw), -np.sin(yaw))), np.array((np.sin(yaw), np.cos(yaw)))


def _patch(prop: Prop, side: str, near: float, far: float) -> Floats:
    """Points (n, 2) spread over the rectangle from ``near`` to ``far`` metres off a side, as wide as the side."""
    left, front = _axes(prop)
    out_l, out_f = _OUTWARDS[side]
    width, depth = (prop.size[0], prop.size[2]) if out_f else (prop.size[2], prop.size[0])
    along = (np.arange(_ACROSS) + 0.5) / _ACROSS * width - width / 2
    off = depth / 2 + near + (np.arange(_DEEP) + 0.5) / _DEEP * (far - near)
    a, o = np.meshgrid(along, off, indexing="ij")
    outward = out_l * left + out_f * front
    across = left if out_f else front
    middle = np.array((prop.position[0], prop.position[2]))
    points: Floats = middle + a.reshape(-1, 1) * across + o.reshape(-1, 1) * outward
    return points


def _free_share(
    prop: Prop, side: str, solids: SolidBoxes, others: npt.NDArray[np.int64], container: StageContainer
) -> float:
    points = _patch(prop, side, STRIP_OFF_M, STRIP_OFF_M + STRIP_M)
    free = within(points[:, 0], points[:, 1], container.footprint)
    centres, axes, half = solids.centre[others], solids.axes[others], solids.half[others]
    dx = points[:, None, 0] - centres[None, :, 0]
    dz = points[:, None, 1] - centres[None, :, 2]
    left = np.abs(dx * axes[None, :, 0, 0] + dz * axes[None, :, 2, 0])
    front = np.abs(dx * axes[None, :, 0, 2] + dz * axes[None, :, 2, 2])
    free &= ~np.any((left < half[None, :, 0] - 1e-6) & (front < half[None, :, 2] - 1e-6), axis=1)
    return float(free.mean())


def _is_come_to(prop: Prop, side: str, grid: FloorGrid, floor: npt.NDArray[np.bool_]) -> bool:
    """Whether a body that walks in from the door can stand at the side."""
    points = _patch(prop, side, BODY_M / 2 - 0.05, COME_M)
    i = np.round((points[:, 0] - grid.xs[0]) / grid.step).astype(np.int64)
    k = np.round((points[:, 1] - grid.zs[0]) / grid.step).astype(np.int64)
    known = (i >= 0) & (i < len(grid.xs)) & (k >= 0) & (k < len(grid.zs))
    return bool(floor[i[known], k[known]].any())
