"""What is done with parts: moved, turned, tapered, mirrored, repeated, joined and fitted to a size."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from math import cos, radians, sin

import numpy as np

from studio.staging.kit.geometry import Part, Points, Vec2, Vec3


def join(*parts: Part | Iterable[Part]) -> Part:
    """One part of many; they stay separate surfaces."""
    flat = [each for entry in parts for each in ((entry,) if isinstance(entry, Part) else entry)]
    offsets = np.cumsum([0, *(len(each.points) for each in flat[:-1])])
    return Part(
        np.concatenate([each.points for each in flat]),
        np.concatenate([each.faces + offset for each, offset in zip(flat, offsets, strict=True)]),
        np.concatenate([each.slots for each in flat]),
        np.concatenate([each.creases for each in flat]),
    )


def move(shape: Part, by: Vec3) -> Part:
    """The part elsewhere."""
    return replace(shape, points=shape.points + np.array(by))


def rotation(*, x_deg: float = 0.0, y_deg: float = 0.0, z_deg: float = 0.0) -> Points:
    """The matrix (3, 3) that turns column vectors about x, then y, then z."""
    cx, sx = cos(radians(x_deg)), sin(radians(x_deg))
    cy, sy = cos(radians(y_deg)), sin(radians(y_deg))
    cz, sz = cos(radians(z_deg)), sin(radians(z_deg))
    about_x = np.array(((1, 0, 0), (0, cx, -sx), (0, sx, cx)))
    about_y = np.array(((cy, 0, sy), (0, 1, 0), (-sy, 0, cy)))
    about_z = np.array(((cz, -sz, 0), (sz, cz, 0), (0, 0, 1)))
    turned: Points = about_z @ about_y @ about_x
    return turned


def turn(
    shape: Part,
    *,
    x_deg: float = 0.0,
    y_deg: float = 0.0,
    z_deg: float = 0.0,
    about: Vec3 = (0.0, 0.0, 0.0),
) -> Part:
    """The part turned about x, then y, then z through the point ``about``."""
    centre = np.array(about)
    matrix = rotation(x_deg=x_deg, y_deg=y_deg, z_deg=z_deg)
    return replace(shape, points=(shape.points - centre) @ matrix.T + centre)


def scale(shape: Part, by: Vec3, *, about: Vec3 = (0.0, 0.0, 0.0)) -> Part:
    """The part stretched along the axes by positive factors."""
    centre = np.array(about)
    return replace(shape, points=(shape.points - centre) * np.array(by) + centre)


def taper(shape: Part, top: Vec2, *, bottom: Vec2 = (1.0, 1.0), about: Vec2 = (0.0, 0.0)) -> Part:
    """The part narrowed from ``bottom`` to ``top`` factors of x and z over its height, about an upright axis."""
    points = shape.points.copy()
    low, high = points[:, 1].min(), points[:, 1].max()
    height = (points[:, 1] - low) / max(high - low, 1e-9)
    for axis, place in ((0, 0), (2, 1)):
        factor = bottom[place] + (top[place] - bottom[place]) * height
        points[:, axis] = about[place] + (points[:, axis] - about[place]) * factor
    return replace(shape, points=points)


def bend(shape: Part, warp: Callable[[Points], Points]) -> Part:
    """The part with its points (n, 3) put through ``warp``, which must not turn it inside out."""
    return replace(shape, points=warp(shape.points))


def mirror(shape: Part, *, axis: int = 0) -> Part:
    """The part seen in the mirror through the origin across an axis (0 x, 1 y, 2 z)."""
    flip = np.ones(3)
    flip[axis] = -1
    return replace(shape, points=shape.points * flip, faces=shape.faces[:, ::-1])


def both_sides(shape: Part, *, axis: int = 0) -> Part:
    """The part and its mirror image."""
    return join(shape, mirror(shape, axis=axis))


def four_corners(shape: Part) -> Part:
    """The part mirrored to all four quarters of the floor."""
    return both_sides(both_sides(shape), axis=2)


def repeat(shape: Part, places: Sequence[Vec3]) -> Part:
    """Copies of the part moved by each of ``places``."""
    return join([move(shape, place) for place in places])


def ring(shape: Part, count: int, *, start_deg: float = 0.0) -> Part:
    """Copies of the part turned evenly about the upright axis."""
    return join([turn(shape, y_deg=start_deg + 360.0 * place / count) for place in range(count)])


def recolour(shape: Part, slot: int) -> Part:
    """The part in another material slot."""
    return replace(shape, slots=np.full(len(shape.faces), slot, np.uint8))


def extent(shape: Part) -> tuple[Points, Points]:
    """The least and greatest corner, each (3,)."""
    return shape.points.min(axis=0), shape.points.max(axis=0)


def fit(shape: Part, size: Vec3) -> Part:
    """The part stretched to fill ``size`` exactly, standing on the origin by its bottom centre."""
    low, high = extent(shape)
    span = np.maximum(high - low, 1e-9)
    target = np.array(size)
    foot = np.array((-target[0] / 2, 0.0, -target[2] / 2))
    return replace(shape, points=(shape.points - low) * (target / span) + foot)
