"""Treasure: coins, a key, a crown."""

from __future__ import annotations

from math import cos, pi, sin

import numpy as np

from studio.model.stage import Size
from studio.staging.kit.archetype import Archetype, meshed, stretched
from studio.staging.kit.geometry import Part, ball, box, lathe, loft, torus
from studio.staging.kit.operators import join, move, turn


def _coin(size: Size) -> Part:
    r, h = size[0] / 2, size[1]
    return lathe(
        [
            (0, 0),
            (0.96 * r, 0),
            (r, 0.2 * h),
            (r, 0.8 * h),
            (0.96 * r, h),
            (0.84 * r, h),
            (0.8 * r, 0.8 * h),
            (0.3 * r, 0.8 * h),
            (0.24 * r, 0.95 * h),
            (0, 0.95 * h),
        ],
        sides=24,
    )


def _coins() -> Part:
    """A heap of coins: two small piles and strays."""
    coin = lathe([(0, 0), (1, 0), (1, 0.14), (0.9, 0.2), (0, 0.2)], sides=14)
    places = [
        (0, 0, 0),
        (0.1, 0.2, 0.05),
        (-0.06, 0.4, 0),
        (0.04, 0.6, 0.08),
        (0.0, 0.8, 0),
        (1.6, 0, 0.7),
        (1.68, 0.2, 0.76),
    ]
    places += [(1.6, 0.4, 0.7), (-1.5, 0, 0.6), (-0.6, 0, 1.7), (0.9, 0, -1.5), (2.3, 0, -0.8), (-1.2, 0, -1.3)]
    leaning = move(turn(coin, z_deg=38), (-1.5, 0.62, -0.2))
    return join([move(coin, place) for place in places], leaning)


def _key() -> Part:
    """An old key lying flat, the bow to the left."""
    bow = torus(0.16, 0.035, (-0.33, 0.035, 0), sides=16, around=6)
    shaft = turn(lathe([(0, 0), (0.03, 0), (0.03, 0.68), (0.04, 0.69), (0.04, 0.72), (0, 0.72)], sides=8), z_deg=-90)
    bits = [
        box((0.05, 0.04, 0.14), (0.4, 0.015, 0.07), bevel=0.0),
        box((0.05, 0.04, 0.11), (0.49, 0.015, 0.055), bevel=0.0),
    ]
    return join(bow, move(shaft, (-0.18, 0.035, 0)), bits)


def _crown() -> Part:
    """A circlet with eight points, pearls and jewels."""
    teeth = 8
    profile = []
    for step in range(teeth * 4):
        a = 2 * pi * step / (teeth * 4)
        tall = (1.0, 0.72, 0.52, 0.72)[step % 4]
        profile.append((a, tall))
    foot = [(0.5 * cos(a), 0.0, -0.5 * sin(a)) for a, _ in profile]
    rim = [((0.47 + 0.06 * t) * cos(a), 0.92 * t, -(0.47 + 0.06 * t) * sin(a)) for a, t in profile]
    outer = np.array((foot, rim))
    inner = outer * (0.93, 1, 0.93)
    band = loft(np.concatenate((outer, inner[::-1])), closed=True, crease_deg=35)
    pearls = [
        ball(0.045, (0.53 * cos(2 * pi * k / teeth), 0.95, 0.53 * sin(2 * pi * k / teeth)), sides=8, rows=5)
        for k in range(teeth)
    ]
    jewels = [
        ball(
            0.05,
            (0.495 * cos(2 * pi * (k + 0.5) / teeth), 0.24, 0.495 * sin(2 * pi * (k + 0.5) / teeth)),
            sides=6,
            rows=4,
            slot=1,
        )
        for k in range(teeth)
    ]
    return join(band, pearls, jewels)


TREASURE = (
    Archetype(
        id="coin",
        name_en="coin",
        name_ko="동전",
        keywords=("gold coin", "penny", "medal", "token", "금화", "은화", "주화", "엽전", "메달"),
        category="treasure",
        role="decoration_surface",
        size=(0.03, 0.003, 0.03),
        materials=("gold",),
        build=meshed(_coin),
        attach="surface",
    ),
    Archetype(
        id="coin_pile",
        name_en="pile of coins",
        name_ko="동전 더미",
        keywords=("heap of gold", "treasure", "money", "coins", "돈", "보물", "금화 더미"),
        category="treasure",
        role="decoration_surface",
        size=(0.24, 0.07, 0.22),
        materials=("gold",),
        build=stretched(_coins),
        attach="surface",
    ),
    Archetype(
        id="key",
        name_en="key",
        name_ko="열쇠",
        keywords=("door key", "old key", "키", "자물쇠 열쇠"),
        category="treasure",
        role="decoration_surface",
        size=(0.12, 0.01, 0.045),
        materials=("brass",),
        build=stretched(_key),
        attach="surface",
    ),
    Archetype(
        id="crown",
        name_en="crown",
        name_ko="왕관",
        keywords=("tiara", "diadem", "티아라", "면류관"),
        category="treasure",
        role="decoration_surface",
        size=(0.2, 0.13, 0.2),
        materials=("gold", "cloth_red"),
        build=stretched(_crown),
        attach="surface",
    ),
)
