"""Rotations of props: intrinsic XYZ Euler degrees, as the stage writes them."""

from __future__ import annotations

from math import cos, radians, sin

import numpy as np
import numpy.typing as npt

from studio.model.stage import Prop, Vec3

Array = npt.NDArray[np.float64]


def rotation_matrix(rotation: Vec3) -> Array:
    """The (3, 3) matrix of intrinsic XYZ Euler degrees: Rx · Ry · Rz."""
    (sx, cx), (sy, cy), (sz, cz) = ((sin(radians(angle)), cos(radians(angle))) for angle in rotation)
    about_x = np.array(((1, 0, 0), (0, cx, -sx), (0, sx, cx)))
    about_y = np.array(((cy, 0, sy), (0, 1, 0), (-sy, 0, cy)))
    about_z = np.array(((cz, -sz, 0), (sz, cz, 0), (0, 0, 1)))
    return np.asarray(about_x @ about_y @ about_z, dtype=np.float64)


def to_world(prop: Prop, point: Vec3) -> Vec3:
    """A point of a prop's own box (bottom centre origin) in the world."""
    x, y, z = rotation_matrix(prop.rotation) @ np.array(point) + np.array(prop.position)
    return float(x), float(y), float(z)


def forward_of(prop: Prop) -> Vec3:
    """The direction in which a prop looks: its +Z, in the world."""
    x, y, z = rotation_matrix(prop.rotation) @ np.array((0.0, 0.0, 1.0))
    return float(x), float(y), float(z)
