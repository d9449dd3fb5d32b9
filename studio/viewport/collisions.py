"""What a moved prop runs into: other props' solids, and the room's walls, floor and ceiling."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import dist, sqrt

from studio.model.stage import Prop, Stage, Vec3
from studio.staging.checks.solid_boxes import OVERLAP_M, find_overlaps
from studio.viewport.polygon import contains, distance_to_edges, oriented
from studio.viewport.subject import corners_of

_EDGE_M = 0.001


@dataclass(frozen=True, slots=True)
class Collisions:
    """``pairs`` of props that reach into one another, at least one of them asked about; ``outside`` the room."""

    pairs: tuple[tuple[str, str], ...] = ()
    outside: tuple[str, ...] = ()

    @property
    def props(self) -> frozenset[str]:
        """Every prop that is in the way of another or outside."""
        return frozenset(self.outside) | {name for pair in self.pairs for name in pair}

    def of(self, prop_id: str) -> tuple[str, ...]:
        """What a prop runs into."""
        return tuple(a if b == prop_id else b for a, b in self.pairs if prop_id in (a, b))


def collisions_of(stage: Stage, prop_ids: Collection[str]) -> Collisions:
    """The collisions of some props of a stage with all the others; hidden ones are in nobody's way."""
    shown = [prop for prop in stage.props if not prop.hidden]
    asked = [prop for prop in shown if prop.id in prop_ids]
    if not asked:
        return Collisions()
    balls = [(one.position, _radius(one)) for one in asked]
    near = [prop for prop in shown if prop.id in prop_ids or _may_touch(prop, balls)]
    pairs = tuple(
        (hit.first, hit.second)
        for hit in find_overlaps(near)
        if hit.depth_m > OVERLAP_M and (hit.first in prop_ids or hit.second in prop_ids)
    )
    return Collisions(pairs, tuple(prop.id for prop in asked if _is_outside(stage, prop)))


def _may_touch(prop: Prop, balls: Sequence[tuple[Vec3, float]]) -> bool:
    # A ball about the foot holds the box however it is turned.
    radius = _radius(prop)
    return any(dist(prop.position, middle) < radius + other for middle, other in balls)


def _radius(prop: Prop) -> float:
    width, height, depth = prop.size
    return sqrt(width * width / 4 + height * height + depth * depth / 4)


def _is_outside(stage: Stage, prop: Prop) -> bool:
    room = stage.container
    corners = corners_of(prop)
    if float(corners[:, 1].min()) < room.floor_y - _EDGE_M:
        return True
    if room.outdoor or len(room.footprint) < 3:
        return False
    outline = oriented(room.footprint)
    return float(corners[:, 1].max()) > room.ceiling_y + _EDGE_M or any(
        not contains(outline, float(x), float(z)) and distance_to_edges(outline, float(x), float(z)) > _EDGE_M
        for x, _, z in corners
    )
