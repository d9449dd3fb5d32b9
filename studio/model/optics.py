"""Gates, lenses and crops: what a real camera would see.

Source: fov = 2·atan(d / 2f), d the gate's edge after the aspect's crop inside the gate.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import atan, degrees, radians, tan
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Gate:
    """A camera's gate in millimetres; ``squeeze`` is the anamorphic factor (1 = spherical)."""

    name: str
    width_mm: float
    height_mm: float
    squeeze: float = 1.0


GATES = MappingProxyType(
    {
        gate.name: gate
        for gate in (
            Gate("Super 35", 24.89, 18.66),
            Gate("Full frame", 36.0, 24.0),
            Gate("Alexa", 23.76, 13.37),
            Gate("Alexa LF", 36.70, 25.54),
            Gate("Red Epic", 27.7, 14.6),
            Gate("Super 16", 12.52, 7.41),
            Gate("Micro 4/3", 17.3, 13.0),
            Gate("Anamorphic 35", 21.95, 18.6, 2.0),
        )
    }
)
LENSES_MM = (12, 16, 18, 22, 24, 35, 50, 85, 100, 120, 200, 300)
ASPECTS = (2.39, 2.0, 1.85, 16 / 9, 1.66, 1.43, 9 / 16, 1.0, 4 / 3, 4 / 5)
DEFAULT_GATE = GATES["Super 35"]
DEFAULT_ASPECT = 16 / 9


def gate(name: str) -> Gate:
    """The gate of that name; Super 35 for one that is not known."""
    return GATES.get(name, DEFAULT_GATE)


def cropped_mm(gate: Gate, aspect: float) -> tuple[float, float]:
    """Width and height in mm of the largest picture of that aspect inside the gate, unsqueezed."""
    width, height = gate.width_mm * gate.squeeze, gate.height_mm
    return (width, width / aspect) if width / height <= aspect else (height * aspect, height)


def fov_deg(gate: Gate, aspect: float, lens_mm: float) -> tuple[float, float]:
    """Horizontal and vertical field of view in degrees."""
    width, height = cropped_mm(gate, aspect)
    return degrees(2 * atan(width / (2 * lens_mm))), degrees(2 * atan(height / (2 * lens_mm)))


def lens_mm(gate: Gate, aspect: float, fov_y_deg: float) -> float:
    """The focal length in mm that gives that vertical field of view."""
    return cropped_mm(gate, aspect)[1] / (2 * tan(radians(fov_y_deg) / 2))


def nearest_lens_mm(wanted_mm: float) -> int:
    """The lens step nearest to a focal length, by ratio."""
    return min(LENSES_MM, key=lambda step: max(step / wanted_mm, wanted_mm / step))
