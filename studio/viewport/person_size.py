"""At which size a camera sees a person: the one rule by which shots are framed and by which they are read back."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from studio.model.documents import ShotSize
from studio.viewport.shot_sizes import CUTS
from studio.viewport.subject import Subject

Array = npt.NDArray[np.float64]

PERSON_SIZES: tuple[ShotSize, ...] = ("EWS", "WS", "FS", "MLS", "MS", "MCU", "CU", "BCU", "ECU")
_LOWS = tuple(CUTS[size].low for size in PERSON_SIZES)
_HIGHS = tuple(CUTS[size].high for size in PERSON_SIZES)
_AIR = np.array([1 - CUTS[size].headroom - CUTS[size].foot_room for size in PERSON_SIZES])


def seen_size(subject: Subject, position: Array, ahead: Array, half_y: float) -> ShotSize:
    """The size whose share of the body comes nearest to what the frame takes in there.

    ``ahead`` is where the camera looks, of length one; ``half_y`` the tangent of half its field of view upwards.
    """
    lows, highs = subject.marks_at(_LOWS), subject.marks_at(_HIGHS)
    taken = 2 * half_y * (((lows + highs) / 2 - position) @ ahead)
    nominal = np.linalg.norm(highs - lows, axis=1) / _AIR
    off = np.abs(np.log(np.maximum(1e-3, taken) / np.maximum(1e-3, nominal)))
    return PERSON_SIZES[int(np.argmin(off))]
