"""What a prop covers of the floor, seen from above: its box and what of it is solid."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from studio.model.stage import Box3, Prop, Vec2
from studio.staging.checks.solid_boxes import Floats, rotation_matrix

Outline = tuple[Vec2, ...]

_FLAT_M = 0.03
_OVERHEAD = frozenset({"ceiling", "floating"})


@dataclass(frozen=True, slots=True)
class Footprint:
    """A prop on the plan; (x, z) in metres of the room.

    ``outline`` is its box, ``parts`` its solids, ``front`` the direction in which it faces (0, 0 where that is up or
    down), ``top_m`` its highest point. What hangs or floats is ``is_overhead``.
    """

    prop_id: str
    name: str
    outline: Outline
    parts: tuple[Outline, ...]
    centre: Vec2
    front: Vec2
    top_m: float
    is_person: bool = False
    is_overhead: bool = False
    is_locked: bool = False

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Least x and z, greatest x and z."""
        xs, zs = zip(*self.outline, strict=True)
        return min(xs), min(zs), max(xs), max(zs)

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
    turn = rotation_matrix(prop.rotation)
    whole = Box3(min=(-w / 2, 0.0, -d / 2), max=(w / 2, h, d / 2))
    outline, top = _seen_from_above(prop, whole, turn)
    parts = tuple(_seen_from_above(prop, box, turn)[0] for box in prop.solids or ()) or (outline,)
    xs, zs = zip(*outline, strict=True)
    along = np.array((turn[0, 2], turn[2, 2]))
    length = float(np.linalg.norm(along))
    front = (float(along[0] / length), float(along[1] / length)) if length > 1e-3 else (0.0, 0.0)
    return Footprint(
        prop_id=prop.id,
        name=prop.name or prop.id,
        outline=outline,
        parts=parts,
        centre=((min(xs) + max(xs)) / 2, (min(zs) + max(zs)) / 2),
        front=front,
        top_m=prop.position[1] + _FLAT_M if h <= _FLAT_M else top,
        is_person=prop.semantic_role == "character",
        is_overhead=prop.support in _OVERHEAD,
        is_locked=prop.locked,
    )


def _seen_from_above(prop: Prop, box: Box3, turn: Floats) -> tuple[Outline, float]:
    """The convex outline of a box of the prop, and the height of its highest corner."""
    corners = np.array(
        [
            (x, y, z)
            for x in (box.min[0], box.max[0])
            for y in (box.min[1], box.max[1])
            for z in (box.min[2], box.max[2])
        ]
    )
    placed = corners @ turn.T + np.array(prop.position)
    return _hull([(round(float(x), 5), round(float(z), 5)) for x, _, z in placed]), float(placed[:, 1].max())


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
