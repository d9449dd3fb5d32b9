"""The mannequin's flesh and clothes: tapered limbs, a turned torso, a head with a face that shows where it looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from studio.staging.kit.body import BODIES, Body
from studio.staging.kit.geometry import Part, Vec2, loft, part
from studio.staging.kit.levels import Row, stack
from studio.staging.kit.operators import join, mirror, move, scale
from studio.staging.kit.poses import pose_named
from studio.staging.kit.skeleton import Frame, LimbFrames, Skeleton, skeleton

SHIRT, TROUSERS, SKIN, HAIR, SHOES = range(5)


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """A posed mannequin's parts, where its pelvis stands over the origin."""

    trunk: Part
    head: Part
    arms: tuple[Part, Part]
    thighs: Part
    shins: Part
    bones: Skeleton

    def whole(self) -> Part:
        """All of it."""
        return join(self.trunk, self.head, self.arms, self.thighs, self.shins)


def _limb(frame: Frame, stations: Sequence[Row], *, slot: int, sides: int = 8) -> Part:
    """A segment hanging from its joint, from the far end up; both ends are rounded by their stations."""
    shape = stack(stations, sides=sides, slot=slot)
    return replace(shape, points=frame.place(shape.points))


def _torso_rows(body: Body) -> list[Row]:
    """The shirt from its hem to the collar, heights as parts of the body's."""
    hip, waist, top = body.hip_y, body.waist_y, body.shoulder_y
    ribs = top - waist
    hips, middle, chest, across = body.hips, body.waist, body.chest, body.shoulders
    bust = body.bust
    return [
        (hip + 0.012, 0.098 * hips, 0.062, 0.068),
        (waist - 0.024, 0.091 * middle, 0.061, 0.055),
        (waist + 0.010, 0.084 * middle, 0.058, 0.050),
        (waist + 0.34 * ribs, 0.093 * chest, 0.066 + 0.5 * bust, 0.060),
        (waist + 0.60 * ribs, 0.104 * chest, 0.071 + bust, 0.068),
        (waist + 0.84 * ribs, 0.110 * across, 0.063, 0.066),
        (top + 0.002, 0.108 * across, 0.048, 0.058),
        (top + 0.016, 0.088 * across, 0.038, 0.050),
        (top + 0.027, 0.064 * across, 0.033, 0.043),
        (body.neck_y + 0.006, 0.036, 0.026, 0.035),
    ]


def _torso(body: Body, bones: Skeleton) -> Part:
    """The shirt, bent smoothly between pelvis and chest, over the seat of the trousers."""
    h = body.height
    rest = stack(_torso_rows(body), sides=12, slot=SHIRT, square=2.35)
    points = rest.points * h
    low, high = body.hip_y + 0.02, body.waist_y + 0.06
    share = np.clip((rest.points[:, 1:2] - low) / (high - low), 0, 1)
    share = share * share * (3 - 2 * share)
    below = bones.pelvis.place(points - (0, body.hip_y * h, 0))
    above = bones.chest.place(points - (0, body.waist_y * h, 0))
    shirt = replace(rest, points=below * (1 - share) + above * share)
    hips = body.hips
    seat = stack(
        [
            (-0.056, 0.0, 0.0, 0.0),
            (-0.046, 0.062 * hips, 0.026, 0.046),
            (-0.018, 0.090 * hips, 0.048, 0.066),
            (0.020, 0.094 * hips, 0.056, 0.064),
        ],
        sides=10,
        slot=TROUSERS,
        square=2.3,
    )
    return join(shirt, replace(seat, points=bones.pelvis.place(seat.points * h)))


_FACE: tuple[Row, ...] = (
    (0.00, 0.085, 0.330, -0.120),
    (0.035, 0.150, 0.375, -0.020),
    (0.12, 0.205, 0.385, 0.120),
    (0.24, 0.258, 0.378, 0.270),
    (0.36, 0.292, 0.370, 0.370),
    (0.48, 0.312, 0.345, 0.430),
    (0.555, 0.320, 0.338, 0.455),
    (0.615, 0.325, 0.372, 0.465),
    (0.76, 0.322, 0.350, 0.455),
    (0.95, 0.0, 0.0, 0.0),
)
"""The head by level, in its own heights from the chin: the brow stands out over the eyes."""

_HAIR: dict[str, tuple[Row, ...]] = {
    "short": (
        (0.30, 0.240, -0.180, 0.405),
        (0.45, 0.318, -0.060, 0.470),
        (0.60, 0.340, 0.030, 0.500),
        (0.75, 0.345, 0.150, 0.505),
        (0.835, 0.330, 0.350, 0.490),
        (0.94, 0.270, 0.290, 0.410),
        (1.01, 0.170, 0.190, 0.280),
        (1.045, 0.0, 0.0, 0.0),
    ),
    "long": (
        (-0.30, 0.260, -0.130, 0.370),
        (0.00, 0.372, -0.010, 0.490),
        (0.35, 0.372, 0.020, 0.525),
        (0.64, 0.366, 0.080, 0.540),
        (0.83, 0.345, 0.345, 0.515),
        (0.93, 0.290, 0.310, 0.440),
        (1.02, 0.180, 0.200, 0.290),
        (1.055, 0.0, 0.0, 0.0),
    ),
    "child": (
        (0.26, 0.280, -0.120, 0.400),
        (0.40, 0.345, -0.020, 0.480),
        (0.60, 0.362, 0.060, 0.510),
        (0.70, 0.362, 0.392, 0.515),
        (0.82, 0.345, 0.392, 0.500),
        (0.94, 0.275, 0.310, 0.420),
        (1.02, 0.160, 0.180, 0.270),
        (1.05, 0.0, 0.0, 0.0),
    ),
}

_NOSE_POINTS = np.array(
    [(0, 0.57, 0.335), (0, 0.37, 0.455), (0.052, 0.33, 0.35), (-0.052, 0.33, 0.35), (0, 0.315, 0.365), (0, 0.45, 0.2)]
)
_NOSE_FACES = np.array(
    [(0, 1, 2), (0, 3, 1), (1, 4, 2), (1, 3, 4), (0, 2, 5), (0, 5, 3), (4, 5, 2), (4, 3, 5)],
)
_EYE: tuple[Row, ...] = ((0.474, 0.0, 0.0, 0.0), (0.502, 0.048, 0.030, 0.0), (0.526, 0.0, 0.0, 0.0))


def _head(body: Body, bones: Skeleton) -> Part:
    """Head, nose, ears, hair and neck."""
    size = body.head * body.height
    skull = stack(_FACE, sides=12, slot=SKIN, square=2.3)
    nose = part(_NOSE_POINTS, _NOSE_FACES, slot=SKIN, crease_deg=20)
    ear_rows = [(0.36, 0.0, 0.0, 0.0), (0.40, 0.02, 0.03, 0.04), (0.52, 0.03, 0.04, 0.07), (0.58, 0.0, 0.0, 0.0)]
    ear = move(stack([(y, x, f, b) for y, x, f, b in ear_rows], sides=5, slot=SKIN), (0.325, 0, -0.03))
    eye = move(stack(_EYE, sides=6, slot=SHOES), (0.125, 0.0, 0.322))
    hair = stack(_HAIR[body.hair], sides=10, slot=HAIR, square=2.2)
    crown = 1.0 / max(1.0, float(hair.points[:, 1].max()))
    sides = [eye, mirror(eye)]
    if body.hair == "short":
        sides += [ear, mirror(ear)]
    top = join(skull, nose, sides, hair)
    top = scale(top, (size, size * crown, size))
    h, length = body.height, (1 - body.head - body.neck_y) * body.height
    neck_rows: list[Row] = [
        (-0.020 * h, 0.040 * h, 0.030 * h, 0.036 * h),
        (0.3 * length, 0.031 * h, 0.029 * h, 0.033 * h),
        (length + 0.30 * size, 0.030 * h, 0.032 * h, 0.035 * h),
    ]
    neck = stack(neck_rows, sides=6, slot=SKIN)
    return join(replace(top, points=bones.head.place(top.points)), replace(neck, points=bones.neck.place(neck.points)))


def _rounded(length: float, rows: Sequence[tuple[float, float, float, float]]) -> list[Row]:
    """Stations (share of the length, half breadth, front, back) from the joint down, with both ends rounded."""
    placed = [(-length * share, breadth, front, back) for share, breadth, front, back in reversed(rows)]
    low, high = placed[0], placed[-1]
    return [
        (low[0] - 0.95 * low[1], 0.0, 0.0, 0.0),
        (low[0] - 0.66 * low[1], 0.70 * low[1], 0.70 * low[2], 0.70 * low[3]),
        *placed,
        (high[0] + 0.66 * high[1], 0.70 * high[1], 0.70 * high[2], 0.70 * high[3]),
        (high[0] + 0.95 * high[1], 0.0, 0.0, 0.0),
    ]


def _hand(body: Body, frame: Frame, *, side: int) -> Part:
    """A mitten: palm, folded fingers and a thumb, the palm turned to the thigh."""
    size = body.hand * body.height
    palm = stack(
        [
            (-1.0, 0.0, 0.0, 0.0),
            (-0.97, 0.07, 0.12, 0.10),
            (-0.74, 0.105, 0.19, 0.17),
            (-0.46, 0.125, 0.225, 0.205),
            (-0.16, 0.12, 0.17, 0.17),
            (0.08, 0.11, 0.12, 0.13),
        ],
        sides=6,
        slot=SKIN,
        square=2.0,
    )
    curl = palm.points.copy()
    curl[:, 0] -= side * 0.30 * np.clip(-curl[:, 1] - 0.42, 0, 1) ** 1.3
    palm = replace(palm, points=curl)
    thumb = stack(
        [(-0.72, 0.0, 0.0, 0.0), (-0.68, 0.05, 0.05, 0.05), (-0.40, 0.07, 0.07, 0.07), (-0.12, 0.06, 0.06, 0.06)],
        sides=4,
        slot=SKIN,
    )
    bent = thumb.points.copy()
    bent[:, 2] += 0.10 - 0.26 * (bent[:, 1] + 0.12)
    bent[:, 0] -= side * 0.05
    whole = join(palm, replace(thumb, points=bent))
    return replace(whole, points=frame.place(whole.points * size))


def _arm(body: Body, bones: LimbFrames, *, side: int) -> Part:
    h = body.height * body.girth
    upper, lower = body.upper_arm * body.height, body.forearm * body.height
    sleeve: list[Row] = [
        (-upper - 0.0220 * h, 0.0, 0.0, 0.0),
        (-upper - 0.0150 * h, 0.0165 * h, 0.0170 * h, 0.0170 * h),
        (-upper, 0.0235 * h, 0.0245 * h, 0.0245 * h),
        (-0.50 * upper, 0.0280 * h, 0.0310 * h, 0.0300 * h),
        (-0.14 * upper, 0.0330 * h, 0.0360 * h, 0.0360 * h),
        (0.008 * h, 0.0285 * h, 0.0320 * h, 0.0320 * h),
        (0.0245 * h, 0.0, 0.0, 0.0),
    ]
    cuff: list[Row] = [
        (-0.96 * lower, 0.0175 * h, 0.0195 * h, 0.0195 * h),
        (-0.72 * lower, 0.0195 * h, 0.0225 * h, 0.0220 * h),
        (-0.26 * lower, 0.0260 * h, 0.0270 * h, 0.0270 * h),
        (0.0, 0.0235 * h, 0.0245 * h, 0.0250 * h),
        (0.016 * h, 0.0165 * h, 0.0170 * h, 0.0170 * h),
        (0.0225 * h, 0.0, 0.0, 0.0),
    ]
    return join(
        _limb(bones.upper, sleeve, slot=SHIRT),
        _limb(bones.lower, cuff, slot=SHIRT),
        _hand(body, bones.end, side=side),
    )


def _thigh(body: Body, bones: LimbFrames) -> Part:
    h = body.height * body.girth
    rows = [
        (0.02, 0.0505 * h, 0.054 * h, 0.056 * h),
        (0.35, 0.0470 * h, 0.050 * h, 0.050 * h),
        (0.72, 0.0390 * h, 0.041 * h, 0.039 * h),
        (1.0, 0.0330 * h, 0.0350 * h, 0.0330 * h),
    ]
    return _limb(bones.upper, _rounded(body.thigh * body.height, rows), slot=TROUSERS, sides=8)


def _shin(body: Body, bones: LimbFrames) -> Part:
    h, length = body.height * body.girth, body.shin * body.height
    rows: list[Row] = [
        (-0.985 * length, 0.0265 * h, 0.0270 * h, 0.0290 * h),
        (-0.60 * length, 0.0290 * h, 0.0290 * h, 0.0340 * h),
        (-0.28 * length, 0.0340 * h, 0.0310 * h, 0.0420 * h),
        (0.0, 0.0330 * h, 0.0350 * h, 0.0330 * h),
        (0.022 * h, 0.0235 * h, 0.0245 * h, 0.0235 * h),
        (0.031 * h, 0.0, 0.0, 0.0),
    ]
    return _limb(bones.lower, rows, slot=TROUSERS, sides=8)


_SOLE: tuple[Vec2, ...] = ((-1, 0), (1, 0), (1.04, 0.3), (0.78, 0.82), (0, 1), (-0.78, 0.82), (-1.04, 0.3))
_SHOE: tuple[tuple[float, float, float], ...] = (
    (-0.27, 0.115, 0.25),
    (-0.23, 0.155, 0.36),
    (0.06, 0.168, 0.42),
    (0.30, 0.180, 0.28),
    (0.52, 0.195, 0.19),
    (0.66, 0.165, 0.14),
    (0.73, 0.095, 0.10),
)


def _shoe(body: Body, frame: Frame) -> Part:
    """A shoe with a flat sole, its ankle at the joint; lengths in feet."""
    size, drop = body.foot * body.height, body.ankle * body.height
    section = np.array(_SOLE)
    rings = np.array(
        [[(x * half * size, y * top * size - drop, z * size) for x, y in section] for z, half, top in _SHOE]
    )
    shape = loft(rings, start=rings[0].mean(0), end=rings[-1].mean(0), slot=SHOES, crease_deg=50)
    return replace(shape, points=frame.place(shape.points))


@lru_cache(maxsize=64)
def figure(asset: str, pose: str) -> Figure:
    """The mannequin ``person``, ``woman`` or ``child`` in a pose."""
    body = BODIES[asset]
    bones = skeleton(body, pose_named(pose))
    left, right = bones.legs
    return Figure(
        trunk=_torso(body, bones),
        head=_head(body, bones),
        arms=(_arm(body, bones.arms[0], side=1), _arm(body, bones.arms[1], side=-1)),
        thighs=join(_thigh(body, left), _thigh(body, right)),
        shins=join(_shin(body, left), _shin(body, right), _shoe(body, left.end), _shoe(body, right.end)),
        bones=bones,
    )
