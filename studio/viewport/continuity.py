"""The line and the thirty degrees: whether a cut between two cameras confuses the eye."""

from __future__ import annotations

from math import acos, degrees

import numpy as np

from studio.model.documents import CameraKey
from studio.model.stage import Vec3

_ON_LINE_DEG = 8.0


def side_of_line(point: Vec3, first: Vec3, second: Vec3) -> float:
    """Sine of the angle at which a point lies off the line first → second on the floor; positive on its right."""
    along = np.array((second[0] - first[0], second[2] - first[2]))
    middle = np.array(((second[0] + first[0]) / 2, (second[2] + first[2]) / 2))
    to = np.array((point[0], point[2])) - middle
    lengths = float(np.linalg.norm(along) * np.linalg.norm(to))
    return 0.0 if lengths < 1e-9 else float(to[1] * along[0] - to[0] * along[1]) / lengths


def crosses_line(previous: CameraKey, following: CameraKey, first: Vec3, second: Vec3) -> bool:
    """Whether a cut jumps the line through two subjects; a camera on the line itself is neutral."""
    neutral = float(np.sin(np.radians(_ON_LINE_DEG)))
    before = side_of_line(previous.position, first, second)
    after = side_of_line(following.position, first, second)
    return min(abs(before), abs(after)) > neutral and (before > 0) != (after > 0)


def angle_change_deg(previous: CameraKey, following: CameraKey, about: Vec3 | None = None) -> float:
    """Angle between two cameras as seen from ``about`` (a subject); without it, between their directions."""
    if about is None:
        first = np.array(previous.target) - np.array(previous.position)
        second = np.array(following.target) - np.array(following.position)
    else:
        first, second = np.array(previous.position) - np.array(about), np.array(following.position) - np.array(about)
    lengths = float(np.linalg.norm(first) * np.linalg.norm(second))
    return 0.0 if lengths < 1e-9 else degrees(acos(max(-1.0, min(1.0, float(first @ second) / lengths))))
