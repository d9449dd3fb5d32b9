"""What a prop covers of the floor, seen from above: its box and what of it is solid."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, hypot, radians, sin

import numpy as np

from studio.model.stage import Prop, Vec2, Vec3
from studio.staging.checks.solid_boxes import rotation_matrix

Outline = tuple[Vec2, ...]

_FLAT_M = 0.03
_OVERHEAD = frozenset({"ceiling", "floating"})


@dataclass(frozen=True, slots=True)
class Footprint:
    """A prop on the plan; (x, z) in metres of the room.

    ``outline`` is its box and ``bounds`` that box's least x and z and greatest x and z; ``front`` is the direction in
    which it faces (0, 0 where that is up or down), ``top_m`` its highest point.
    """

    prop: Prop
    outline: Outline
    bounds: tuple[float, float, float, float]
    front: Vec2
    top_m: float

    @property
    def prop_id(self) -> str:
        """The prop's id."""
        return self.prop.id

    @property
    def name(self) -> str:
        """What it is called."""
        return self.prop.name or self.prop.id

    @property
    def centre(self) -> Vec2:
        """The middle of what it covers."""
        least_x, least_z, most_x, most_z = self.bounds
        return (least_x + most_x) / 2, (least_z + most_z) / 2

    @property
    def is_person(self) -> bool:
        """Whether it is drawn as somebody."""
        return self.prop.semantic_role == "character"

    @property
    def is_overhead(self) -> bool:
        """Whether it hangs or floats."""
        return self.prop.support in _OVERHEAD

    def parts(self) -> tuple[Outline, ...]:
        """What of it is solid; made anew with every call."""
        solids = self.prop.solids
        return tuple(_seen_from_above(self.prop, box.min, box.max)[0] for box in solids) if solids else (self.outline,)

    def covers(self, x: float, z: float) -> bool:
        """Whether a point lies within its box."""
        turns = [
            (bx - ax) * (z - az) - (bz - az) * (x - ax)
            for (ax, az), (bx, bz) in zip(self.outline, (*self.outline[1:], self.outline[0]), strict=True)
        ]
        return all(turn >= 0 for turn in turns) or all(turn <= 0 for turn in turns)


class Footprints:
    """Footprints of props, each made anew only where its prop is another one."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Prop, Footprint]] = {}

    def of(self, props: Iterable[Prop]) -> tuple[Footprint, ...]:
        """Those of the props that are not hidden, the lowest first, so that what stands on a table lies over it."""
        known = {}
        for prop in props:
            if prop.hidden:
                continue
            old = self._known.get(prop.id)
            known[prop.id] = old if old is not None and old[0] is prop else (prop, footprint(prop))
        self._known = known
        return tuple(sorted((found for _, found in known.values()), key=lambda each: (each.is_overhead, each.top_m)))


def footprint(prop: Prop) -> Footprint:
    """The footprint of one prop."""
    w, h, d = prop.size
    outline, top = _seen_from_above(prop, (-w / 2, 0.0, -d / 2), (w / 2, h, d / 2))
    xs, zs = zip(*outline, strict=True)
    return Footprint(
        prop=prop,
        outline=outline,
        bounds=(min(xs), min(zs), max(xs), max(zs)),
        front=_front(prop),
        top_m=prop.position[1] + _FLAT_M if h <= _FLAT_M else top,
    )


def _front(prop: Prop) -> Vec2:
    rx, yaw, _ = prop.rotation
    if rx == 0.0:
        return sin(radians(yaw)), cos(radians(yaw))
    _, _, (x, _, z) = rotation_matrix(prop.rotation).T
    length = hypot(x, z)
    return (float(x / length), float(z / length)) if length > 1e-3 else (0.0, 0.0)


def _seen_from_above(prop: Prop, least: Vec3, most: Vec3) -> tuple[Outline, float]:
    """The convex outline of a box of the prop, and the height of its highest corner."""
    (left, low, back), (right, high, front) = least, most
    rx, yaw, rz = prop.rotation
    x, y, z = prop.position
    if rx == 0.0 and rz == 0.0:
        # What stands upright, as nearly everything does, covers a turned rectangle.
        c, s = cos(radians(yaw)), sin(radians(yaw))
        flat = ((left, back), (right, back), (right, front), (left, front))
        return tuple((x + c * u + s * v, z - s * u + c * v) for u, v in flat), y + high
    corners = np.array([(a, b, c) for a in (left, right) for b in (low, high) for c in (back, front)])
    placed = corners @ rotation_matrix(prop.rotation).T + np.array(prop.position)
    outline = _hull([(round(float(a), 5), round(float(b), 5)) for a, _, b in placed])
    return outline, float(placed[:, 1].max())


def _hull(points: list[Vec2]) -> Outline:
    """The convex hull, counter-clockwise in (x, z).

    Source: Andrew, Another Efficient Algorithm for Convex Hulls in Two Dimensions (1979).
    """
    ordered = sorted(set(points))
    if len(ordered) < 3:
        return tuple(ordered)

    def chain(of: Iterable[Vec2]) -> list[Vec2]:
        found: list[Vec2] = []
        for x, z in of:
            while len(found) > 1 and _turn(found[-2], found[-1], (x, z)) <= 0:
                found.pop()
            found.append((x, z))
        return found[:-1]

    return (*chain(ordered), *chain(reversed(ordered)))


def _turn(a: Vec2, b: Vec2, c: Vec2) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
