"""The palette: about two dozen named materials that every kit prop is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Swatch:
    """A material: sRGB colour, roughness 0–1, metalness 0–1, emission as a factor of the colour."""

    colour: tuple[int, int, int]
    roughness: float = 0.8
    metal: float = 0.0
    emission: float = 0.0


SWATCHES = MappingProxyType(
    {
        "wood": Swatch((122, 78, 46), 0.7),
        "wood_light": Swatch((176, 132, 86), 0.7),
        "wood_dark": Swatch((70, 44, 28), 0.65),
        "iron": Swatch((70, 72, 76), 0.5, 0.9),
        "steel": Swatch((150, 154, 160), 0.35, 0.9),
        "brass": Swatch((176, 138, 66), 0.35, 0.9),
        "gold": Swatch((212, 168, 60), 0.3, 1.0),
        "silver": Swatch((196, 198, 202), 0.3, 1.0),
        "stone": Swatch((138, 130, 120), 0.9),
        "stone_dark": Swatch((84, 80, 76), 0.9),
        "marble": Swatch((214, 210, 202), 0.4),
        "brick": Swatch((140, 78, 60), 0.9),
        "plaster": Swatch((206, 198, 184), 0.95),
        "concrete": Swatch((150, 150, 146), 0.9),
        "ceramic": Swatch((226, 222, 214), 0.3),
        "cloth_red": Swatch((140, 36, 38), 0.95),
        "cloth_blue": Swatch((48, 68, 112), 0.95),
        "cloth_green": Swatch((58, 92, 62), 0.95),
        "cloth_grey": Swatch((120, 120, 124), 0.95),
        "cloth_white": Swatch((222, 218, 210), 0.95),
        "leather": Swatch((96, 58, 38), 0.6),
        "black": Swatch((30, 30, 33), 0.6),
        "white": Swatch((232, 230, 226), 0.6),
        "paper": Swatch((226, 216, 190), 0.95),
        "glass": Swatch((168, 196, 204), 0.1),
        "water": Swatch((60, 104, 122), 0.1),
        "leaf": Swatch((70, 104, 52), 0.9),
        "grass": Swatch((96, 122, 64), 0.95),
        "earth": Swatch((104, 80, 58), 0.95),
        "sand": Swatch((196, 174, 132), 0.95),
        "wax": Swatch((230, 216, 180), 0.7),
        "flame": Swatch((255, 190, 96), 0.9, 0.0, 6.0),
        "lamp": Swatch((255, 226, 178), 0.9, 0.0, 3.0),
        "screen": Swatch((120, 170, 210), 0.3, 0.0, 1.2),
        "skin": Swatch((204, 160, 130), 0.7),
        "skin_dark": Swatch((128, 84, 60), 0.7),
        "hair": Swatch((52, 38, 30), 0.7),
        "orange": Swatch((206, 112, 44), 0.8),
        "yellow": Swatch((214, 178, 62), 0.8),
        "pink": Swatch((214, 140, 150), 0.8),
        "purple": Swatch((104, 72, 132), 0.8),
        "teal": Swatch((58, 116, 116), 0.8),
    }
)

_COLOUR = re.compile("#[0-9a-fA-F]{6}")


def swatch(name: str) -> Swatch:
    """The swatch of that name, or of a colour ``#rrggbb``; unknown names are plaster, never an error."""
    if _COLOUR.fullmatch(name):
        return Swatch((int(name[1:3], 16), int(name[3:5], 16), int(name[5:7], 16)))
    return SWATCHES.get(name, SWATCHES["plaster"])
