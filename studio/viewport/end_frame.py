"""Where the last frame of a camera move lies in its first picture."""

from __future__ import annotations

from collections.abc import Sequence
from math import dist

import numpy as np

from studio.model.documents import CameraKey
from studio.viewport.frame_solver import lens
from studio.viewport.projection import view_matrix

_CORNERS = ((-1, 1), (1, 1), (1, -1), (-1, -1))
_NEAR_M = 0.05


def end_frame(keys: Sequence[CameraKey], *, sensor: str, aspect: float) -> tuple[tuple[float, float], ...] | None:
    """The corners of the last frame, at the distance it looks to, as fractions of the first from its top left.

    None where the camera does not move, or turns so far that the last frame is not before the first camera.
    """
    first, last = keys[0], keys[-1]
    if (first.position, first.target, first.lens_mm, first.roll_deg) == (
        last.position,
        last.target,
        last.lens_mm,
        last.roll_deg,
    ):
        return None
    there, here = view_matrix(last), view_matrix(first)
    through, wide = lens(sensor, aspect, last.lens_mm), lens(sensor, aspect, first.lens_mm)
    reach = dist(last.position, last.target)
    right, up, ahead = there[0, :3], there[1, :3], -there[2, :3]
    corners = []
    for x, y in _CORNERS:
        corner = np.array(last.position) + reach * (ahead + x * through.half_x * right + y * through.half_y * up)
        across, high, back, _ = here @ np.array((*corner, 1.0))
        depth = -float(back)
        if depth < _NEAR_M:
            return None
        corners.append((0.5 + float(across) / depth / wide.half_x / 2, 0.5 - float(high) / depth / wide.half_y / 2))
    return tuple(corners)
