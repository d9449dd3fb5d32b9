"""Soft bodies built up of level, rounded sections: torsos, heads, cushions, sacks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from studio.staging.kit.geometry import Part, Points, Vec3, circle, loft
from studio.staging.kit.operators import move

SOFT_DEG = 75.0
Row = tuple[float, float, float, float]
"""One level: height, half breadth, reach in front, reach behind."""


def rings(rows: Sequence[Row], *, sides: int, square: float = 2.0) -> Points:
    """Rings (rows, sides, 3) of superellipses, from the bottom up; ``square`` 2 is an ellipse, 5 nearly a box."""
    turned = circle(sides)
    rounded = np.sign(turned) * np.abs(turned) ** (2.0 / square)
    table = np.array(rows)
    x = table[:, 1:2] * rounded[:, 0]
    depth = np.where(rounded[:, 1] < 0, table[:, 2:3], table[:, 3:4])
    z = -depth * rounded[:, 1]
    return np.stack((x, np.broadcast_to(table[:, :1], x.shape), z), -1)


def stack(
    rows: Sequence[Row],
    *,
    sides: int = 12,
    slot: int = 0,
    square: float = 2.0,
    crease_deg: float = SOFT_DEG,
) -> Part:
    """A skin over levels with its ends closed; an end of no breadth is a point."""
    sections = rings(rows, sides=sides, square=square)
    bottom, top = sections[0].mean(0), sections[-1].mean(0)
    sections = sections[1:] if rows[0][1] == 0 else sections
    sections = sections[:-1] if rows[-1][1] == 0 else sections
    return loft(sections, start=bottom, end=top, slot=slot, crease_deg=crease_deg)


def cushion(size: Vec3, at: Vec3 = (0.0, 0.0, 0.0), *, slot: int = 0, plump: float = 0.25, sides: int = 12) -> Part:
    """A padded block standing on ``at``; ``plump`` is how far its edges are rounded, as a part of its height."""
    w, h, d = size
    edge = min(plump * h, 0.4 * min(w, d))
    levels: list[Row] = []
    for share, inset in ((0.0, 0.9), (0.35, 0.25), (1.0, 0.0)):
        levels.append((share * edge, w / 2 - inset * edge, d / 2 - inset * edge, d / 2 - inset * edge))
    mirrored = [(h - y, breadth, front, back) for y, breadth, front, back in reversed(levels)]
    return move(stack([*levels, *mirrored], sides=sides, slot=slot, square=7.0, crease_deg=50), at)
