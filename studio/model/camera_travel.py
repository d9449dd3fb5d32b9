"""Which way a moving camera goes, from its first key to its last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from studio.model.documents import CameraKey

_STILL_M = 0.02
_STILL_DEG = 0.5


@dataclass(frozen=True, slots=True)
class CameraTravel:
    """+1 or −1 for right, up and closer (in, or to a longer lens), and the metres from the first key to the last."""

    right: float = 1.0
    up: float = 1.0
    closer: float = 1.0
    metres: float = 0.0


def camera_travel(keys: Sequence[CameraKey]) -> CameraTravel:
    """The way from the first key to the last; right, up and in where the keys don't say."""
    if len(keys) < 2:
        return CameraTravel()
    first, last = keys[0], keys[-1]
    ahead, ahead_after = _heading(first), _heading(last)
    right = np.cross(ahead, (0.0, 1.0, 0.0))
    travel = np.subtract(last.position, first.position)
    lens = last.lens_mm / first.lens_mm
    return CameraTravel(
        right=_sign(float(right @ travel), _STILL_M)
        or _sign(float(right @ ahead_after), np.radians(_STILL_DEG))
        or 1.0,
        up=_sign(float(travel[1]), _STILL_M) or _sign(float(ahead_after[1] - ahead[1]), np.radians(_STILL_DEG)) or 1.0,
        closer=_sign(lens - 1, 0.01) or _sign(float(ahead @ travel), _STILL_M) or 1.0,
        metres=float(np.linalg.norm(travel)),
    )


def _heading(key: CameraKey) -> npt.NDArray[np.float64]:
    ahead = np.subtract(key.target, key.position, dtype=np.float64)
    length = float(np.linalg.norm(ahead))
    return ahead / length if length else np.array([0.0, 0.0, -1.0])


def _sign(value: float, least: float) -> float:
    return 0.0 if abs(value) < least else 1.0 if value > 0 else -1.0
