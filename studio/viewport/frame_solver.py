"""The camera that puts given marks at given heights of the frame, exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians, sin, tan

import numpy as np
import numpy.typing as npt

from studio.model import optics
from studio.model.documents import CameraKey

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Lens:
    """The tangents of half the field of view, across and up."""

    half_x: float
    half_y: float


def lens(sensor: str, aspect: float, lens_mm: float) -> Lens:
    """A lens on a gate, cropped to an aspect."""
    across, up = optics.fov_deg(optics.gate(sensor), aspect, lens_mm)
    return Lens(tan(radians(across) / 2), tan(radians(up) / 2))


def axes(yaw_deg: float, pitch_deg: float) -> tuple[Array, Array, Array]:
    """Forward, right and up of a level camera; yaw 0 looks along +Z and grows towards +X, pitch up is positive."""
    yaw, pitch = radians(yaw_deg), radians(pitch_deg)
    forward = np.array((sin(yaw) * cos(pitch), sin(pitch), cos(yaw) * cos(pitch)))
    right = np.array((-cos(yaw), 0.0, sin(yaw)))
    # right × forward by hand: NumPy's cross takes ten times as long for a single pair, thousands of times a shot.
    up = np.array((-sin(yaw) * sin(pitch), sin(yaw) * forward[0] + cos(yaw) * forward[2], -cos(yaw) * sin(pitch)))
    return forward, right, up


def solve_vertical(
    low: Array, high: Array, frame: tuple[float, float], *, yaw_deg: float, pitch_deg: float, through: Lens
) -> tuple[Array, float] | None:
    """The camera from which ``low`` and ``high`` land at two heights of the frame (−1 lower edge, 1 upper edge).

    Returns:
        Its position with both marks in the middle of the width, and the distance along its axis to ``low``; None
        where no camera in that direction sees them so. With C = low − D·f + v·u the two conditions are linear in D, v.
    """
    forward, right, up = axes(yaw_deg, pitch_deg)
    span = high - low
    rise, deep = float(span @ up), float(span @ forward)
    at_low, at_high = frame[0] * through.half_y, frame[1] * through.half_y
    distance = (rise - at_high * deep) / (at_high - at_low)
    if distance <= 0.05 or distance + deep <= 0.05:
        return None
    position = low - distance * forward - at_low * distance * up
    middle = (low + high) / 2
    position = position + right * float((middle - position) @ right)
    return position, distance


def camera_key(
    position: Array, yaw_deg: float, pitch_deg: float, *, reach_m: float, lens_mm: float, roll_deg: float
) -> CameraKey:
    """A camera key from a direction; the target lies ``reach_m`` before it, in focus. Rounded to 0.1 mm."""
    forward, _, _ = axes(yaw_deg, pitch_deg)
    target = position + forward * max(0.3, reach_m)
    return CameraKey(
        position=_rounded(position),
        target=_rounded(target),
        roll_deg=roll_deg,
        lens_mm=lens_mm,
        focus_m=round(max(0.1, reach_m), 3),
    )


def seen_at(points: Sequence[Array] | Array, position: Array, yaw_deg: float, pitch_deg: float, through: Lens) -> Array:
    """Where points (n, 3) land: x and y from −1 to 1 across the frame, and their distance along the axis; (n, 3)."""
    forward, right, up = axes(yaw_deg, pitch_deg)
    off = np.asarray(points, dtype=np.float64) - position
    deep = off @ forward
    safe = np.where(np.abs(deep) < 1e-6, 1e-6, deep)
    return np.stack((off @ right / safe / through.half_x, off @ up / safe / through.half_y, deep), axis=1)


def _rounded(point: Array) -> tuple[float, float, float]:
    x, y, z = (round(float(value), 4) + 0.0 for value in point)
    return x, y, z
