"""Fields and gardens: bamboo, hedges, hay, snowmen, scarecrows, stone lanterns."""

from __future__ import annotations

from math import cos, sin

import numpy as np

from studio.model.stage import Size
from studio.staging.kit.archetype import Archetype, meshed, stretched
from studio.staging.kit.geometry import Part, Vec3, ball, box, ellipsoid, lathe, torus, tube
from studio.staging.kit.levels import Row, stack
from studio.staging.kit.operators import both_sides, join, move, ring, turn


def _bamboo(size: Size) -> Part:
    """A clump of canes with knots and narrow leaves."""
    w, h, d = size
    canes = []
    for place in range(7):
        angle = 2.4 * place
        x, z = 0.26 * w * cos(angle) * (place > 0), 0.26 * d * sin(angle) * (place > 0)
        top = h * (1.0 - 0.06 * (place % 4))
        lean: Vec3 = (x * 1.4, top, z * 1.4)
        canes.append(tube([(x, 0, z), lean], [0.028, 0.016], sides=7))
        for leaf in range(6):
            y = top * (0.55 + 0.075 * leaf)
            turned = angle + 1.9 * leaf
            root = (x * (1 + 0.4 * y / top), y, z * (1 + 0.4 * y / top))
            tip = (root[0] + 0.22 * w * cos(turned), y - 0.04 * h, root[2] + 0.22 * d * sin(turned))
            canes.append(
                tube(
                    [root, tip],
                    [(0.05, 0.006), (0.006, 0.003)],
                    sides=4,
                    slot=1,
                    side_hint=(-sin(turned), 0.0, cos(turned)),
                )
            )
    return join(canes)


def _hedge(size: Size) -> Part:
    """A clipped hedge: a block with a lumpy top and leaves all over."""
    w, h, d = size
    across = max(4, round(w / 0.3))
    lumps = [
        ellipsoid(
            (0.7 * w / across, 0.1 * h, 0.46 * d),
            (((place + 0.5) / across - 0.5) * 0.94 * w, 0.9 * h, 0),
            sides=8,
            rows=5,
        )
        for place in range(across)
    ]
    leaf = box((0.11, 0.01, 0.05), bevel=0.0)
    leaves = [
        move(turn(leaf, x_deg=40 + 30 * (place % 3), z_deg=37.0 * place), (x * w, y * h, side * 0.475 * d))
        for place in range(64)
        for x, y, side in (
            (((place * 0.7549) % 1.0 - 0.5) * 0.96, 0.04 + 0.86 * ((place * 0.5698) % 1.0), 1 - 2 * (place % 2)),
        )
    ]
    return join(box((0.98 * w, 0.92 * h, 0.94 * d), bevel=0.03), lumps, leaves)


_HAY = ((0.0, 0.2, 0.56, 0.82, 0.95), (0.46, 0.48, 0.42, 0.22, 0.0))
"""Heights and half breadths of a stack of hay, as parts of its own."""


def _haystack(size: Size) -> Part:
    """A round stack of hay, a fork in it."""
    w, h, d = size
    rows: list[Row] = [(at * h, out * w, out * d, out * d) for at, out in zip(*_HAY, strict=True)]
    wisps = []
    for place in range(64):
        angle, share = 2.39996 * place, 0.14 + 0.74 * ((place * 0.7549) % 1.0)
        top, low = (float(np.interp(at, _HAY[0], _HAY[1])) + 0.012 for at in (share, share - 0.12))
        line = [(out * w * cos(angle), at * h, out * d * sin(angle)) for out, at in ((top, share), (low, share - 0.12))]
        wisps.append(tube(line, 0.009, sides=3, slot=1))
    return join(
        stack(rows, sides=18, crease_deg=24),
        wisps,
        tube([(0.1 * w, 0.6 * h, 0.1 * d), (0.3 * w, h, 0.3 * d)], 0.018, sides=6, slot=1),
    )


def _snowman() -> Part:
    """Three balls of snow, a hat, a carrot, two twigs."""
    return join(
        ball(0.34, (0, 0.32, 0), sides=18, rows=10),
        ball(0.24, (0, 0.74, 0), sides=16, rows=9),
        ball(0.165, (0, 1.06, 0), sides=16, rows=9),
        lathe([(0, 1.19), (0.2, 1.19), (0.2, 1.21), (0.12, 1.22), (0.12, 1.38), (0, 1.38)], sides=16, slot=1),
        turn(lathe([(0, 0), (0.03, 0), (0.0, 0.16)], (0, 0.15, -1.06), sides=8, slot=2), x_deg=90),
        both_sides(ball(0.018, (0.06, 1.11, 0.148), sides=6, rows=4, slot=1)),
        *(ball(0.02, (0, y, z), sides=6, rows=4, slot=1) for y, z in ((0.84, 0.21), (0.74, 0.24), (0.64, 0.21))),
        both_sides(tube([(0.2, 0.8, 0), (0.42, 0.92, 0.05), (0.5, 1.0, 0.03)], [0.016, 0.013, 0.008], sides=5, slot=3)),
        both_sides(tube([(0.4, 0.91, 0.05), (0.5, 0.88, 0.1)], [0.01, 0.006], sides=4, slot=3)),
        torus(0.15, 0.035, (0, 0.93, 0), sides=16, around=6, slot=2),
    )


def _scarecrow() -> Part:
    """A sack for a head under a straw hat, a coat on a cross of sticks."""
    return join(
        tube([(0, 0, 0), (0, 1.5, 0)], 0.025, sides=6),
        tube([(-0.62, 1.22, 0), (0.62, 1.22, 0)], 0.02, sides=6),
        stack(
            [(0.62, 0.26, 0.1, 0.1), (0.9, 0.2, 0.11, 0.1), (1.2, 0.24, 0.11, 0.1), (1.3, 0.1, 0.07, 0.07)],
            sides=12,
            slot=1,
        ),
        both_sides(tube([(0.18, 1.22, 0), (0.52, 1.19, 0)], [0.09, 0.075], sides=8, slot=1)),
        both_sides(tube([(0.52, 1.19, 0), (0.64, 1.16, 0.02)], [0.05, 0.02], sides=5, slot=2)),
        ball(0.14, (0, 1.48, 0), sides=12, rows=7, slot=2),
        lathe([(0, 1.54), (0.27, 1.54), (0.26, 1.57), (0.13, 1.59), (0.08, 1.74), (0, 1.75)], sides=16, slot=0),
        both_sides(ball(0.02, (0.05, 1.5, 0.125), sides=6, rows=4, slot=3)),
        box((0.09, 0.012, 0.02), (0, 1.42, 0.12), bevel=0.0, slot=3),
    )


def _stone_lantern() -> Part:
    """A garden lantern of stone: a base, a shaft, a light chamber, a curved roof."""
    chamber = lathe([(0, 0.66), (0.2, 0.66), (0.2, 0.84), (0, 0.84)], sides=6)
    panes = ring(box((0.02, 0.12, 0.12), (0.18, 0.69, 0), bevel=0.0, slot=1), 6, start_deg=30)
    return join(
        lathe(
            [
                (0, 0),
                (0.3, 0),
                (0.28, 0.06),
                (0.16, 0.1),
                (0.12, 0.14),
                (0.11, 0.5),
                (0.2, 0.58),
                (0.28, 0.62),
                (0.28, 0.66),
                (0, 0.66),
            ],
            sides=12,
        ),
        chamber,
        panes,
        lathe([(0, 0.84), (0.4, 0.86), (0.42, 0.9), (0.22, 0.97), (0.08, 1.06), (0, 1.06)], sides=6),
        lathe([(0, 1.05), (0.06, 1.05), (0.09, 1.1), (0.03, 1.18), (0, 1.2)], sides=10),
    )


MEADOW = (
    Archetype(
        id="bamboo",
        name_en="bamboo",
        name_ko="대나무",
        keywords=("bamboo grove", "bamboo stalks", "대숲", "대나무 숲", "죽림"),
        category="plant",
        role="structure",
        size=(1.1, 3.8, 1.1),
        materials=("grass", "leaf"),
        build=meshed(_bamboo),
        tags=("outdoor", "tall"),
    ),
    Archetype(
        id="hedge",
        name_en="hedge",
        name_ko="생울타리",
        keywords=("clipped hedge", "box hedge", "hedgerow", "산울타리", "나무 울타리"),
        category="plant",
        role="structure",
        size=(2.4, 1.2, 0.6),
        materials=("leaf",),
        build=meshed(_hedge),
        tags=("outdoor",),
    ),
    Archetype(
        id="haystack",
        name_en="haystack",
        name_ko="건초더미",
        keywords=("hay", "hay bale", "pile of straw", "straw", "짚더미", "볏짚", "건초"),
        category="nature",
        role="furniture_floor",
        size=(1.6, 1.3, 1.6),
        materials=("sand", "wood"),
        build=meshed(_haystack),
        tags=("outdoor",),
    ),
    Archetype(
        id="snowman",
        name_en="snowman",
        name_ko="눈사람",
        keywords=("snow man", "snow figure", "눈덩이"),
        category="nature",
        role="furniture_floor",
        size=(1.0, 1.5, 0.75),
        materials=("white", "black", "orange", "wood_dark"),
        build=stretched(_snowman),
        tags=("outdoor",),
    ),
    Archetype(
        id="scarecrow",
        name_en="scarecrow",
        name_ko="허수아비",
        keywords=("straw man", "mannequin of straw", "짚 인형"),
        category="nature",
        role="furniture_floor",
        size=(1.3, 1.8, 0.55),
        materials=("wood_light", "cloth_blue", "sand", "black"),
        build=stretched(_scarecrow),
        tags=("outdoor",),
    ),
    Archetype(
        id="stone_lantern",
        name_en="stone lantern",
        name_ko="석등",
        keywords=("garden lantern", "japanese lantern", "돌등", "정원등"),
        category="light",
        role="lighting",
        size=(0.8, 1.5, 0.8),
        materials=("stone", "lamp"),
        build=stretched(_stone_lantern),
        tags=("outdoor",),
    ),
)
