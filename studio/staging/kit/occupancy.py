"""What of a prop is solid and where things stand on it: boxes and level rectangles in the prop's own box."""

from __future__ import annotations

from studio.model.stage import Box3, Size, SupportSurface
from studio.staging.kit.geometry import Vec2, Vec3


def solid(size: Vec3, at: Vec3 = (0.0, 0.0, 0.0)) -> Box3:
    """A solid box of ``size`` standing on ``at``, rounded to 0.1 mm."""
    (w, h, d), (x, y, z) = size, at
    return Box3(
        min=(round(x - w / 2, 4), round(y, 4), round(z - d / 2, 4)),
        max=(round(x + w / 2, 4), round(y + h, 4), round(z + d / 2, 4)),
    )


def surface(height: float, size: Vec2, at: Vec2 = (0.0, 0.0)) -> SupportSurface:
    """A level rectangle of (width, depth) about ``at`` (x, z), rounded to 0.1 mm."""
    (w, d), (x, z) = size, at
    return SupportSurface(
        height=round(height, 4),
        min=(round(x - w / 2, 4), round(z - d / 2, 4)),
        max=(round(x + w / 2, 4), round(z + d / 2, 4)),
    )


def whole_top(size: Size) -> tuple[SupportSurface, ...]:
    """Things stand anywhere on top."""
    return (surface(size[1], (size[0], size[2])),)


def round_top(size: Size) -> tuple[SupportSurface, ...]:
    """Things stand on the largest square of a round top."""
    return (surface(size[1], (size[0] * 0.7, size[2] * 0.7)),)


def corner_legs(size: Size, *, leg: float, height: float) -> tuple[Box3, ...]:
    """Four legs of square section in the corners of the footprint, up to ``height``."""
    w, _, d = size
    x, z = w / 2 - leg / 2, d / 2 - leg / 2
    return tuple(solid((leg, height, leg), (sx * x, 0, sz * z)) for sx in (-1, 1) for sz in (-1, 1))
