"""What things can stand on: the floor and the level surfaces of what stands there."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from math import cos, radians, sin

from studio.model.stage import Prop, Stage, SupportSurface

CONTACT_M = 0.01
_LEVEL_DEG = 1.0


@dataclass(frozen=True, slots=True)
class Top:
    """A level rectangle in the world: its prop, height, middle, half sides, and its turn as cosine and sine."""

    prop_id: str
    height: float
    x: float
    z: float
    half_w: float
    half_d: float
    cosine: float
    sine: float

    def is_under(self, x: float, z: float) -> bool:
        """Whether a point on the plan lies over it."""
        dx, dz = x - self.x, z - self.z
        return (
            abs(dx * self.cosine - dz * self.sine) <= self.half_w
            and abs(dx * self.sine + dz * self.cosine) <= self.half_d
        )


def tops_of(stage: Stage, *, ignoring: Collection[str] = ()) -> tuple[Top, ...]:
    """All surfaces of a stage; those of props that are tipped over or hidden carry nothing."""
    return tuple(
        _top(prop, surface)
        for prop in stage.props
        if prop.id not in ignoring
        and not prop.hidden
        and max(abs(prop.rotation[0]), abs(prop.rotation[2])) < _LEVEL_DEG
        for surface in _surfaces(prop)
    )


def top_below(tops: Collection[Top], x: float, z: float, *, height: float) -> Top | None:
    """The highest surface under a point that is not above ``height``; None where that is the floor."""
    under = (top for top in tops if top.height <= height + CONTACT_M and top.is_under(x, z))
    return max(under, key=lambda top: top.height, default=None)


def _surfaces(prop: Prop) -> tuple[SupportSurface, ...]:
    if prop.support_surfaces is not None:
        return prop.support_surfaces
    from studio.staging.kit.catalogue import find

    surfaces = find(prop.asset).surfaces
    return surfaces(prop.size) if surfaces else ()


def _top(prop: Prop, surface: SupportSurface) -> Top:
    yaw = radians(prop.rotation[1])
    cosine, sine = cos(yaw), sin(yaw)
    x = (surface.min[0] + surface.max[0]) / 2
    z = (surface.min[1] + surface.max[1]) / 2
    return Top(
        prop.id,
        prop.position[1] + surface.height,
        prop.position[0] + x * cosine + z * sine,
        prop.position[2] - x * sine + z * cosine,
        (surface.max[0] - surface.min[0]) / 2,
        (surface.max[1] - surface.min[1]) / 2,
        cosine,
        sine,
    )
