"""Toys: what lies on the floor of a nursery and what is played with."""

from __future__ import annotations

from math import cos, pi, sin

from studio.model.stage import Size
from studio.staging.kit.archetype import Archetype, meshed, stretched
from studio.staging.kit.geometry import Part, ball, box, curve, cylinder, ellipsoid, extrude, lathe, tube
from studio.staging.kit.levels import Row, stack
from studio.staging.kit.operators import both_sides, four_corners, join, move, recolour, turn


def _teddy() -> Part:
    """A bear that sits, arms out, its muzzle towards +Z."""
    return join(
        ellipsoid((0.3, 0.34, 0.27), (0, 0.34, 0), sides=12, rows=7),
        ellipsoid((0.25, 0.23, 0.22), (0, 0.8, 0.02), sides=12, rows=7),
        ellipsoid((0.11, 0.09, 0.1), (0, 0.74, 0.21), sides=8, rows=5, slot=1),
        ball(0.035, (0, 0.77, 0.31), sides=6, rows=4, slot=2),
        both_sides(ball(0.09, (0.19, 0.97, 0.0), sides=8, rows=5)),
        both_sides(ball(0.03, (0.09, 0.85, 0.21), sides=6, rows=4, slot=2)),
        both_sides(tube([(0.2, 0.52, 0.05), (0.36, 0.42, 0.14), (0.44, 0.34, 0.2)], [0.1, 0.1, 0.07], sides=8)),
        both_sides(tube([(0.18, 0.14, 0.1), (0.26, 0.12, 0.3), (0.3, 0.13, 0.42)], [0.13, 0.13, 0.1], sides=8)),
        both_sides(ball(0.1, (0.3, 0.15, 0.44), sides=8, rows=5, slot=1)),
    )


def _rocking_horse(size: Size) -> Part:
    """A wooden horse on two bows, its head towards +Z."""
    w, h, d = size
    bow = tube(
        curve(
            [
                (0.4 * w, 0.16 * h, -0.49 * d),
                (0.4 * w, 0.02 * h, -0.2 * d),
                (0.4 * w, 0.02 * h, 0.2 * d),
                (0.4 * w, 0.16 * h, 0.49 * d),
            ],
            4,
        ),
        [(0.09 * w, 0.022)] * 13,
        sides=6,
        side_hint=(1, 0, 0),
        slot=1,
    )
    leg = tube([(0.2 * w, 0.5 * h, 0.2 * d), (0.36 * w, 0.06 * h, 0.3 * d)], [0.11 * w, 0.08 * w], sides=7)
    neck = tube(
        [(0, 0.5 * h, 0.16 * d), (0, 0.76 * h, 0.3 * d), (0, 0.9 * h, 0.34 * d)],
        [0.22 * w, 0.16 * w, 0.13 * w],
        sides=9,
    )
    head = tube(
        [(0, 0.9 * h, 0.29 * d), (0, 0.85 * h, 0.42 * d), (0, 0.78 * h, 0.48 * d)],
        [0.15 * w, 0.14 * w, 0.09 * w],
        sides=8,
    )
    mane = extrude(
        [(0.1 * d, 0.6 * h), (0.2 * d, 0.86 * h), (0.28 * d, 0.98 * h), (0.34 * d, 0.96 * h), (0.22 * d, 0.7 * h)],
        0.12 * w,
        slot=2,
    )
    return join(
        both_sides(bow),
        four_corners(leg),
        *(box((0.84 * w, 0.03, 0.06 * d), (0, 0.07 * h, z * d), bevel=0.005, slot=1) for z in (-0.28, 0.28)),
        tube(
            [(0, 0.54 * h, -0.28 * d), (0, 0.5 * h, 0), (0, 0.54 * h, 0.26 * d)],
            [0.24 * w, 0.25 * w, 0.25 * w],
            sides=10,
        ),
        neck,
        head,
        turn(mane, y_deg=-90),
        both_sides(tube([(0.06 * w, 0.95 * h, 0.28 * d), (0.09 * w, h, 0.27 * d)], [0.05 * w, 0.015 * w], sides=5)),
        tube(
            [(0, 0.56 * h, -0.26 * d), (0, 0.5 * h, -0.4 * d), (0, 0.34 * h, -0.42 * d)],
            [0.05 * w, 0.08 * w, 0.03 * w],
            sides=6,
            slot=2,
        ),
        box((0.5 * w, 0.04 * h, 0.2 * d), (0, 0.585 * h, -0.03 * d), bevel=0.01, slot=3),
        tube([(-0.34 * w, 0.84 * h, 0.3 * d), (0.34 * w, 0.84 * h, 0.3 * d)], 0.012, sides=6, slot=1),
    )


def _blocks() -> Part:
    """Building blocks, some stacked."""
    places = ((-0.32, 0, 0.1, 12, 0), (0.02, 0, -0.1, -8, 1), (0.34, 0, 0.12, 30, 2), (-0.14, 0.3, 0.0, 20, 3))
    cubes = [
        move(turn(box((0.28, 0.3, 0.28), bevel=0.02, slot=slot), y_deg=yaw), (x, y, z)) for x, y, z, yaw, slot in places
    ]
    arch = move(turn(extrude([(-0.2, 0), (0.2, 0), (0, 0.26)], 0.2, bevel=0.01, slot=0), y_deg=-15), (0.1, 0.3, 0.0))
    return join(cubes, arch, move(cylinder(0.1, 0.22, sides=14, slot=1), (0.0, 0, 0.32)))


def _doll() -> Part:
    """A rag doll standing, in a dress."""
    skirt = lathe([(0, 0.2), (0.3, 0.2), (0.16, 0.56), (0.13, 0.68), (0, 0.68)], sides=14, slot=0)
    return join(
        skirt,
        both_sides(tube([(0.09, 0.26, 0), (0.09, 0.04, 0), (0.1, 0.03, 0.06)], [0.055, 0.045, 0.05], sides=7, slot=1)),
        both_sides(tube([(0.11, 0.64, 0), (0.24, 0.5, 0.02), (0.3, 0.38, 0.04)], [0.05, 0.045, 0.04], sides=7, slot=0)),
        both_sides(ball(0.045, (0.31, 0.36, 0.04), sides=7, rows=4, slot=1)),
        ball(0.15, (0, 0.82, 0), sides=12, rows=8, slot=1),
        ellipsoid((0.165, 0.15, 0.15), (0, 0.86, -0.04), sides=12, rows=7, slot=2),
        both_sides(ball(0.06, (0.17, 0.8, -0.03), sides=7, rows=5, slot=2)),
    )


def _toy_train() -> Part:
    """An engine and one wagon, the engine towards +Z."""
    wheel = turn(cylinder(0.045, 0.03, sides=10, slot=2), z_deg=90)
    boiler = move(turn(cylinder(0.08, 0.24, sides=14, slot=0), x_deg=90), (0, 0.16, 0.2))
    return join(
        box((0.18, 0.05, 0.4), (0, 0.05, 0.26), bevel=0.008, slot=1),
        boiler,
        box((0.18, 0.2, 0.14), (0, 0.1, 0.13), bevel=0.008, slot=0),
        box((0.21, 0.025, 0.17), (0, 0.3, 0.13), bevel=0.006, slot=1),
        cylinder(0.025, 0.12, (0, 0.22, 0.38), top=0.04, sides=10, slot=2),
        box((0.18, 0.14, 0.32), (0, 0.05, -0.18), bevel=0.01, slot=3),
        box((0.16, 0.05, 0.28), (0, 0.19, -0.18), bevel=0.01, slot=1),
        *(both_sides(move(wheel, (0.11, 0.045, z))) for z in (-0.28, -0.08, 0.16, 0.36)),
        tube([(0, 0.08, 0.06), (0, 0.08, -0.02)], 0.012, sides=5, slot=2),
    )


def _toy_ball() -> Part:
    """A ball of coloured segments."""
    whole = ball(0.5, (0, 0.5, 0), sides=18, rows=10)
    band = lathe([(0, 0.42), (0.506, 0.42), (0.51, 0.5), (0.506, 0.58), (0, 0.58)], sides=18)
    return join(whole, recolour(band, 1))


def _dollhouse(size: Size) -> Part:
    """A house with its front open: three floors, a gable roof, tiny windows."""
    w, h, d = size
    wall, eaves = 0.02, 0.66 * h
    roof = [(-0.5 * w, eaves), (0.5 * w, eaves), (0, h)]
    window = box((0.12 * w, 0.12 * h, 0.006), bevel=0.0, slot=2)
    return join(
        box((0.96 * w, 0.03, d), bevel=0.004),
        both_sides(box((wall, eaves, 0.9 * d), (0.46 * w, 0, -0.02 * d), bevel=0.003)),
        box((0.92 * w, eaves, wall), (0, 0, -0.45 * d), bevel=0.003),
        *(box((0.92 * w, 0.015, 0.88 * d), (0, y * eaves, -0.02 * d), bevel=0.0) for y in (0.36, 0.7)),
        box((wall, eaves, 0.86 * d), (0.06 * w, 0, -0.03 * d), bevel=0.0),
        extrude(roof, 0.98 * d, (0, 0, 0), bevel=0.01, slot=1),
        *(move(window, (x * w, y * h, -0.44 * d)) for x in (-0.24, 0.26) for y in (0.08, 0.3)),
        box((0.08 * w, 0.18 * h, 0.08 * w), (0.26 * w, 0.78 * h, -0.2 * d), bevel=0.004, slot=0),
        box((0.18 * w, 0.08 * h, 0.3 * d), (-0.2 * w, 0.03, 0), bevel=0.01, slot=3),
    )


def _kite() -> Part:
    """A diamond kite with a tail of bows."""
    sail = extrude([(0, 0.34), (0.42, 0.72), (0, 1.0), (-0.42, 0.72)], 0.02)
    tail = curve([(0, 0.34, 0), (0.1, 0.22, 0), (-0.08, 0.12, 0), (0.02, 0.0, 0)], 4)
    bows = [
        box(
            (0.1, 0.035, 0.02),
            (0.1 * sin(2.2 * place + 0.8) * cos(0.3 * pi), 0.06 + 0.09 * place, 0),
            bevel=0.0,
            slot=1,
        )
        for place in range(3)
    ]
    return join(
        sail,
        tube([(0, 0.34, 0.015), (0, 1.0, 0.015)], 0.008, sides=4, slot=1),
        tube([(-0.42, 0.72, 0.015), (0.42, 0.72, 0.015)], 0.008, sides=4, slot=1),
        tube(tail, 0.006, sides=4, slot=1),
        bows,
    )


def _balloons() -> Part:
    """Five balloons on strings from one knot."""
    spots = (
        (0.0, 0.84, 0.0, 0),
        (0.26, 0.74, 0.06, 1),
        (-0.25, 0.76, -0.04, 2),
        (0.1, 0.62, -0.24, 0),
        (-0.1, 0.64, 0.24, 1),
    )
    envelope: list[Row] = [
        *((-0.19, 0.0, 0.0, 0.0), (-0.1, 0.08, 0.08, 0.08), (0.04, 0.14, 0.14, 0.14)),
        *((0.12, 0.1, 0.1, 0.1), (0.155, 0.0, 0.0, 0.0)),
    ]
    return join(
        *(move(stack(envelope, sides=12, slot=slot), (x, y, z)) for x, y, z, slot in spots),
        *(
            tube([(0, 0.02, 0), (0.4 * x, 0.3, 0.4 * z), (x, y - 0.18, z)], 0.004, sides=4, slot=3)
            for x, y, z, _ in spots
        ),
        ball(0.03, (0, 0.03, 0), sides=7, rows=4, slot=3),
    )


TOYS = (
    Archetype(
        id="teddy_bear",
        name_en="teddy bear",
        name_ko="곰 인형",
        keywords=("teddy", "stuffed animal", "plush toy", "plushie", "stuffed toy", "인형", "봉제 인형", "곰돌이"),
        category="toy",
        role="decoration_surface",
        size=(0.3, 0.36, 0.26),
        materials=("wood_light", "sand", "black"),
        build=stretched(_teddy),
        attach="surface",
    ),
    Archetype(
        id="rocking_horse",
        name_en="rocking horse",
        name_ko="흔들 목마",
        keywords=("wooden horse", "hobby horse", "목마", "흔들말"),
        category="toy",
        role="furniture_floor",
        size=(0.32, 0.78, 0.95),
        materials=("wood_light", "cloth_red", "hair", "leather"),
        build=meshed(_rocking_horse),
    ),
    Archetype(
        id="toy_blocks",
        name_en="building blocks",
        name_ko="블록 장난감",
        keywords=("toy blocks", "blocks", "wooden blocks", "toy", "toys", "장난감", "나무 블록", "블록"),
        category="toy",
        role="decoration_surface",
        size=(0.34, 0.2, 0.3),
        materials=("cloth_red", "yellow", "teal", "cloth_blue"),
        build=stretched(_blocks),
    ),
    Archetype(
        id="doll",
        name_en="doll",
        name_ko="헝겊 인형",
        keywords=("rag doll", "puppet", "porcelain doll", "꼭두각시", "여자 인형"),
        category="toy",
        role="decoration_surface",
        size=(0.2, 0.38, 0.12),
        materials=("pink", "skin", "hair"),
        build=stretched(_doll),
        attach="surface",
    ),
    Archetype(
        id="toy_train",
        name_en="toy train",
        name_ko="장난감 기차",
        keywords=("toy car", "model train", "toy truck", "장난감 자동차", "모형 기차"),
        category="toy",
        role="decoration_surface",
        size=(0.12, 0.18, 0.44),
        materials=("cloth_red", "yellow", "black", "cloth_blue"),
        build=stretched(_toy_train),
    ),
    Archetype(
        id="toy_ball",
        name_en="ball",
        name_ko="공",
        keywords=("football", "soccer ball", "basketball", "beach ball", "축구공", "농구공", "고무공"),
        category="toy",
        role="decoration_surface",
        size=(0.22, 0.22, 0.22),
        materials=("cloth_red", "white"),
        build=stretched(_toy_ball),
        tags=("round",),
    ),
    Archetype(
        id="dollhouse",
        name_en="doll's house",
        name_ko="인형의 집",
        keywords=("dollhouse", "dolls house", "toy house", "인형집"),
        category="toy",
        role="furniture_floor",
        size=(0.8, 0.95, 0.42),
        materials=("white", "cloth_red", "glass", "pink"),
        build=meshed(_dollhouse),
        access=("front",),
    ),
    Archetype(
        id="kite",
        name_en="kite",
        name_ko="연",
        keywords=("paper kite", "flying kite", "방패연", "가오리연"),
        category="toy",
        role="decoration_floating",
        size=(0.8, 1.1, 0.05),
        materials=("cloth_red", "wood_light"),
        build=stretched(_kite),
        attach="wall",
    ),
    Archetype(
        id="balloons",
        name_en="balloons",
        name_ko="풍선",
        keywords=("balloon", "party balloons", "bunch of balloons", "풍선 다발"),
        category="toy",
        role="decoration_floating",
        size=(0.8, 1.3, 0.8),
        materials=("cloth_red", "yellow", "cloth_blue", "black"),
        build=stretched(_balloons),
    ),
)
