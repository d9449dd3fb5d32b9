"""The proportions of the three mannequins: an adult man and woman of 7.5 heads and a child of 6."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from studio.staging.kit.geometry import Vec3


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body; ``height`` in metres, all other lengths as parts of it.

    ``girth``, ``hips``, ``waist``, ``chest`` and ``shoulders`` are factors of breadth over the man's.
    """

    height: float
    heads: float = 7.5
    hip_y: float = 0.520
    waist_y: float = 0.605
    shoulder_y: float = 0.812
    neck_y: float = 0.841
    shoulder_x: float = 0.100
    hip_x: float = 0.050
    thigh: float = 0.238
    shin: float = 0.243
    ankle: float = 0.039
    upper_arm: float = 0.172
    forearm: float = 0.148
    hand: float = 0.104
    foot: float = 0.150
    girth: float = 1.0
    hips: float = 1.0
    waist: float = 1.0
    chest: float = 1.0
    shoulders: float = 1.0
    bust: float = 0.0
    hair: str = "short"

    @property
    def head(self) -> float:
        """The head's height as a part of the body's."""
        return 1.0 / self.heads

    def metres(self, x: float, y: float, z: float) -> Vec3:
        """A point given in parts of the height, in metres."""
        return (x * self.height, y * self.height, z * self.height)


MAN = Body(height=1.75)
WOMAN = Body(
    height=1.63,
    shoulder_x=0.090,
    hip_x=0.052,
    girth=0.93,
    hips=1.04,
    waist=0.86,
    chest=0.91,
    shoulders=0.9,
    bust=0.012,
    hair="long",
)
CHILD = Body(
    height=1.20,
    heads=6.0,
    hip_y=0.490,
    waist_y=0.580,
    shoulder_y=0.772,
    neck_y=0.806,
    shoulder_x=0.092,
    hip_x=0.047,
    thigh=0.218,
    shin=0.230,
    ankle=0.042,
    upper_arm=0.158,
    forearm=0.136,
    hand=0.098,
    foot=0.150,
    girth=0.98,
    hips=0.94,
    waist=1.04,
    chest=0.92,
    shoulders=0.92,
    hair="child",
)

BODIES: Mapping[str, Body] = MappingProxyType({"person": MAN, "woman": WOMAN, "child": CHILD})
