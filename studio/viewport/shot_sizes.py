"""Shot sizes as fractions of the body: where the frame cuts the figure, and how much air is above the head.

Source: facts of the craft; a standing figure's stature is 1.0 from the soles to the top of the head.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from studio.model.documents import Angle


@dataclass(frozen=True, slots=True)
class Cut:
    """How a size frames a body.

    ``low`` is the fraction of the stature that lies ``foot_room`` (a fraction of the frame's height) above the lower
    edge; ``high`` the fraction that lies ``headroom`` below the upper edge.
    """

    low: float
    high: float
    headroom: float
    foot_room: float = 0.0
    lens_mm: float = 50.0


CUTS = MappingProxyType(
    {
        "EWS": Cut(0.0, 1.0, 0.46, 0.32, 24),
        "WS": Cut(0.0, 1.0, 0.24, 0.16, 24),
        "FS": Cut(0.0, 1.0, 0.05, 0.065, 35),
        "MLS": Cut(0.38, 1.0, 0.07, 0.0, 35),
        "MS": Cut(0.57, 1.0, 0.08, 0.0, 35),
        "MCU": Cut(0.70, 1.0, 0.06, 0.0, 50),
        "CU": Cut(0.81, 1.0, 0.03, 0.0, 85),
        "BCU": Cut(0.86, 0.98, 0.0, 0.0, 85),
        "ECU": Cut(0.885, 0.96, 0.0, 0.0, 100),
        "INSERT": Cut(0.0, 1.0, 0.14, 0.14, 50),
    }
)
PROP_FILL = MappingProxyType(
    {
        "EWS": 0.14,
        "WS": 0.30,
        "FS": 0.62,
        "MLS": 0.66,
        "MS": 0.70,
        "MCU": 0.76,
        "CU": 0.84,
        "BCU": 0.95,
        "ECU": 1.25,
        "INSERT": 0.62,
    }
)
"""How much of the frame's height a thing that is not a person fills."""

PITCHES_DEG = MappingProxyType({"bird": -72.0, "high": -28.0, "eye": -2.0, "low": 16.0, "worm": 38.0, "dutch": -2.0})
DUTCH_ROLL_DEG = 12.0


def angle_of(pitch_deg: float, height: float) -> Angle:
    """The angle of a camera that looks up by ``pitch_deg`` from ``height``: 1 at its subject's eyes, 0 on the floor.

    Wide shots from near the ground look low though they are all but level.
    """
    if pitch_deg <= -45.0:
        return "bird"
    if pitch_deg <= -13.0:
        return "high"
    if pitch_deg > 24.0 or (height < 0.35 and pitch_deg > -4.0):
        return "worm"
    if pitch_deg > 9.0 or (height < 0.65 and pitch_deg > -4.0):
        return "low"
    return "eye"


def cut_of(shot_size: str) -> Cut:
    """The cut of a size; a wide shot for one that is not known."""
    return CUTS.get(shot_size, CUTS["WS"])
