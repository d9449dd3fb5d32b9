"""Gates, lenses and crops: what a real camera would see.

Source: fov = 2·atan(d / 2f), d the gate's edge after the aspect's crop inside the gate.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from math import atan, degrees, inf, radians, tan
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


SQUEEZES = (1.0, 1.25, 1.33, 1.5, 1.65, 1.8, 2.0)
F_NUMBERS = (1.4, 2.0, 2.8, 4.0, 5.6, 8.0, 11.0, 16.0, 22.0)
DEFAULT_F_NUMBER = 2.8
_SHARP_PART = 1500
"""A point is sharp when it is no larger than this part of the picture's diagonal. Source: the Zeiss convention."""


def gate(name: str) -> Gate:
    """The gate of that name; Super 35 for one that is not known.

    A name may end in a squeeze of its own: ``Super 35 2×`` is Super 35 behind an anamorphic lens.
    """
    if name in GATES:
        return GATES[name]
    found = re.fullmatch(r"(.+) (\d(?:\.\d+)?)×", name)
    if found is None or found[1] not in GATES:
        return DEFAULT_GATE
    return replace(GATES[found[1]], name=name, squeeze=max(1.0, float(found[2])))


def squeezed_name(name: str, squeeze: float) -> str:
    """The name of a gate behind a lens of that squeeze; its plain name where that is the gate's own."""
    plain = re.sub(r" \d(?:\.\d+)?×$", "", name)
    own = GATES.get(plain, DEFAULT_GATE)
    return own.name if abs(own.squeeze - squeeze) < 0.005 else f"{own.name} {squeeze:g}×"


def sharp_m(gate: Gate, aspect: float, lens_mm: float, focus_m: float, f_number: float) -> tuple[float, float]:
    """From where to where it is sharp, in metres; to ``inf`` beyond the hyperfocal distance.

    Source: thin lens, H = f² / (N c) + f, c the picture's diagonal on the gate / 1500.
    """
    width, height = cropped_mm(gate, aspect)
    # What is squeezed lies on the gate narrower than it is seen.
    circle_mm = ((width / gate.squeeze) ** 2 + height**2) ** 0.5 / _SHARP_PART
    hyperfocal = (lens_mm**2 / (f_number * circle_mm) + lens_mm) / 1000
    focus, lens_m = max(focus_m, lens_mm / 1000 + 0.01), lens_mm / 1000
    near = focus * (hyperfocal - lens_m) / (hyperfocal + focus - 2 * lens_m)
    return near, inf if focus >= hyperfocal else focus * (hyperfocal - lens_m) / (hyperfocal - focus)


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
