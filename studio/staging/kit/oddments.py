"""Curious and useful things for a table: skulls, typewriters, microscopes, firearms, games."""

from __future__ import annotations

from studio.model.stage import Size
from studio.staging.kit.archetype import Archetype, meshed, stretched
from studio.staging.kit.geometry import Part, box, curve, cylinder, ellipsoid, extrude, lathe, torus, tube
from studio.staging.kit.operators import both_sides, join, move, recolour, ring, turn


def _skull() -> Part:
    """A skull, its face towards +Z."""
    return join(
        ellipsoid((0.4, 0.38, 0.46), (0, 0.62, -0.04), sides=16, rows=10),
        box((0.5, 0.2, 0.3), (0, 0.2, 0.26), bevel=0.06),
        box((0.4, 0.16, 0.28), (0, 0.0, 0.26), bevel=0.06),
        both_sides(ellipsoid((0.12, 0.11, 0.05), (0.16, 0.54, 0.355), sides=12, rows=6, slot=1)),
        extrude([(-0.06, 0), (0.06, 0), (0, 0.12)], 0.06, (0, 0.36, 0.43), slot=1),
        *(box((0.035, 0.1, 0.03), ((place - 2.5) * 0.07, 0.155, 0.41), bevel=0.0, slot=1) for place in range(6)),
        both_sides(ellipsoid((0.06, 0.06, 0.16), (0.33, 0.42, 0.2), sides=8, rows=5)),
    )


def _typewriter(size: Size) -> Part:
    """A typewriter: rows of round keys, a carriage with paper in it."""
    w, h, d = size
    key = cylinder(0.026 * w, 0.02, sides=7, slot=1)
    keys = [
        move(
            key, ((column - 4.5 + 0.25 * row) * 0.075 * w, (0.16 + 0.09 * (3 - row)) * h, (0.42 - 0.12 * (3 - row)) * d)
        )
        for row in range(4)
        for column in range(10)
    ]
    side = [
        (-0.5 * d, 0),
        (0.5 * d, 0),
        (0.5 * d, 0.14 * h),
        (0.02 * d, 0.52 * h),
        (-0.3 * d, 0.56 * h),
        (-0.5 * d, 0.4 * h),
    ]
    return join(
        turn(extrude(side, 0.9 * w, bevel=0.01), y_deg=-90),
        keys,
        move(turn(cylinder(0.08 * h, w, (0, -0.5 * w, 0), sides=12, slot=1), z_deg=90), (0, 0.62 * h, -0.28 * d)),
        move(turn(box((0.62 * w, 0.46 * h, 0.004), bevel=0.0, slot=2), x_deg=-12), (0, 0.56 * h, -0.32 * d)),
    )


def _microscope() -> Part:
    """A microscope: a foot, an arm, a tube tilted back, a stage with a slide."""
    barrel = join(
        cylinder(0.06, 0.34, sides=12, slot=1),
        cylinder(0.075, 0.06, (0, 0.34, 0), sides=12),
        cylinder(0.035, 0.1, (0, -0.1, 0), sides=10, slot=1),
    )
    arm = tube(curve([(0, 0.06, -0.2), (0, 0.34, -0.26), (0, 0.62, -0.2), (0, 0.72, -0.08)], 4), 0.05, sides=8)
    return join(
        box((0.36, 0.07, 0.6), bevel=0.02),
        arm,
        move(turn(barrel, x_deg=-14), (0, 0.56, 0.0)),
        box((0.3, 0.035, 0.3), (0, 0.32, 0.02), bevel=0.006, slot=1),
        box((0.2, 0.012, 0.07), (0, 0.355, 0.02), bevel=0.0, slot=2),
        both_sides(move(turn(cylinder(0.05, 0.05, sides=10, slot=1), z_deg=-90), (0.05, 0.2, -0.22))),
    )


def _pistol() -> Part:
    """A pistol lying on its side, its muzzle to the left."""
    frame = [
        (-0.5, 0.1),
        (0.36, 0.1),
        (0.44, 0.06),
        (0.4, -0.02),
        (0.5, -0.4),
        (0.26, -0.42),
        (0.16, -0.06),
        (-0.02, -0.06),
        (-0.04, -0.02),
        (-0.5, -0.02),
    ]
    guard = [(-0.02, -0.06, 0), (0.0, -0.17, 0), (0.13, -0.18, 0), (0.16, -0.08, 0)]
    shape = join(
        extrude([(x, y) for x, y in frame], 0.13, bevel=0.02),
        box((0.9, 0.09, 0.15), (-0.06, 0.08, 0), bevel=0.015, slot=1),
        tube(guard, 0.016, sides=6),
        box((0.03, 0.05, 0.03), (-0.46, 0.16, 0), bevel=0.0, slot=1),
        box((0.14, 0.3, 0.16), (0.36, -0.4, 0), bevel=0.02, slot=2),
    )
    return turn(shape, x_deg=-90)


def _rifle() -> Part:
    """A rifle lying on its side, its muzzle to the left."""
    stock = [
        (0.5, 0.05),
        (0.5, -0.11),
        (0.3, -0.06),
        (0.2, -0.09),
        (0.14, -0.03),
        (-0.18, -0.02),
        (-0.18, 0.03),
        (0.16, 0.035),
        (0.26, 0.02),
    ]
    shape = join(
        extrude(stock, 0.05, bevel=0.01),
        tube([(-0.5, 0.04, 0), (0.12, 0.04, 0)], 0.014, sides=8, slot=1),
        box((0.2, 0.045, 0.045), (0.08, 0.025, 0), bevel=0.006, slot=1),
        tube([(0.02, 0.1, 0), (0.2, 0.1, 0)], [0.02, 0.024], sides=8, slot=1),
        *(box((0.014, 0.03, 0.02), (x, 0.06, 0), bevel=0.0, slot=1) for x in (0.05, 0.16)),
        tube([(0.12, -0.03, 0), (0.14, -0.08, 0), (0.2, -0.08, 0)], 0.008, sides=5, slot=1),
    )
    return turn(shape, x_deg=-90)


def _cannon(size: Size) -> Part:
    """A cannon on a wheeled carriage, its muzzle towards +Z."""
    w, h, d = size
    r = 0.36 * h
    barrel = lathe(
        [
            (0, -0.48 * d),
            (0.05 * d, -0.5 * d),
            (0.03 * d, -0.44 * d),
            (0.13 * d, -0.38 * d),
            (0.11 * d, 0.1 * d),
            (0.08 * d, 0.42 * d),
            (0.1 * d, 0.46 * d),
            (0.09 * d, 0.5 * d),
            (0.05 * d, 0.5 * d),
            (0.05 * d, 0.3 * d),
            (0, 0.3 * d),
        ],
        sides=16,
    )
    spoke = tube([(0.02, 0, 0), (r - 0.03, 0, 0)], 0.02, sides=4, slot=1)
    wheel = turn(
        join(
            ring(spoke, 8),
            torus(r - 0.035, 0.035, sides=20, around=5, slot=1),
            cylinder(0.07, 0.14, (0, -0.07, 0), sides=10, slot=1),
        ),
        z_deg=90,
    )
    cheek = [
        (-0.5 * d, 0.02),
        (-0.4 * d, 0.02),
        (0.2 * d, r - 0.06),
        (0.24 * d, 0.74 * h),
        (0.02 * d, 0.74 * h),
        (-0.1 * d, 0.5 * h),
    ]
    return join(
        move(turn(barrel, x_deg=84), (0, 0.72 * h, 0.04 * d)),
        both_sides(move(turn(extrude(cheek, 0.1 * w, bevel=0.01, slot=1), y_deg=-90), (0.2 * w, 0, 0))),
        box((0.34 * w, 0.08 * h, 0.1 * d), (0, 0.2 * h, -0.22 * d), bevel=0.01, slot=1),
        tube([(-0.44 * w, r, 0.08 * d), (0.44 * w, r, 0.08 * d)], 0.035, sides=7, slot=1),
        both_sides(move(wheel, (0.43 * w, r, 0.08 * d))),
    )


def _board_game() -> Part:
    """A chequered board with men on it."""
    dark = [
        box((0.11, 0.012, 0.11), ((column - 3.5) * 0.115, 0.1, (row - 3.5) * 0.115), bevel=0.0, slot=1)
        for row in range(8)
        for column in range(8)
        if (row + column) % 2
    ]
    man = lathe([(0, 0.11), (0.04, 0.11), (0.022, 0.2), (0.03, 0.3), (0, 0.34)], sides=8)
    men = [
        move(recolour(man, slot), ((x - 3.5) * 0.115, 0, (z - 3.5) * 0.115))
        for x, z, slot in ((0, 0, 1), (3, 0, 1), (4, 1, 1), (6, 2, 1), (1, 7, 2), (3, 6, 2), (5, 5, 2), (7, 7, 2))
    ]
    return join(box((1.0, 0.1, 1.0), bevel=0.01), dark, men)


def _picture_frame() -> Part:
    """A framed photograph standing on its strut."""
    face = join(
        box((0.9, 1.0, 0.06), bevel=0.02),
        box((0.72, 0.8, 0.02), (0, 0.1, 0.03), bevel=0.0, slot=1),
        ellipsoid((0.14, 0.18, 0.012), (0, 0.6, 0.045), sides=12, rows=6, slot=2),
        ellipsoid((0.26, 0.2, 0.012), (0, 0.24, 0.045), sides=12, rows=6, slot=2),
    )
    return join(turn(face, x_deg=-10), tube([(0, 0.7, -0.14), (0, 0.0, -0.4)], 0.03, sides=4))


ODDMENTS = (
    Archetype(
        id="skull",
        name_en="skull",
        name_ko="해골",
        keywords=("human skull", "death's head", "bones", "두개골", "뼈"),
        category="oddment",
        role="decoration_surface",
        size=(0.16, 0.2, 0.21),
        materials=("wax", "black"),
        build=stretched(_skull),
        attach="surface",
    ),
    Archetype(
        id="typewriter",
        name_en="typewriter",
        name_ko="타자기",
        keywords=("old typewriter", "mechanical typewriter", "타이프라이터", "구식 타자기"),
        category="oddment",
        role="decoration_surface",
        size=(0.38, 0.26, 0.36),
        materials=("black", "silver", "paper"),
        build=meshed(_typewriter),
        attach="surface",
    ),
    Archetype(
        id="microscope",
        name_en="microscope",
        name_ko="현미경",
        keywords=("lab microscope", "optical microscope", "광학 현미경", "실험 기구"),
        category="oddment",
        role="decoration_surface",
        size=(0.18, 0.4, 0.26),
        materials=("black", "brass", "glass"),
        build=stretched(_microscope),
        attach="surface",
    ),
    Archetype(
        id="pistol",
        name_en="pistol",
        name_ko="권총",
        keywords=("gun", "handgun", "revolver", "firearm", "총", "리볼버", "피스톨"),
        category="arms",
        role="decoration_surface",
        size=(0.21, 0.035, 0.14),
        materials=("black", "steel", "wood_dark"),
        build=stretched(_pistol),
        attach="surface",
    ),
    Archetype(
        id="rifle",
        name_en="rifle",
        name_ko="소총",
        keywords=("musket", "shotgun", "machine gun", "sniper rifle", "장총", "엽총", "조총"),
        category="arms",
        role="decoration_surface",
        size=(1.1, 0.06, 0.24),
        materials=("wood", "black"),
        build=stretched(_rifle),
        attach="surface",
    ),
    Archetype(
        id="cannon",
        name_en="cannon",
        name_ko="대포",
        keywords=("artillery", "field gun", "ship's cannon", "화포"),
        category="arms",
        role="furniture_floor",
        size=(1.1, 1.05, 2.0),
        materials=("iron", "wood"),
        build=meshed(_cannon),
        tags=("outdoor",),
    ),
    Archetype(
        id="board_game",
        name_en="chess board",
        name_ko="체스판",
        keywords=("chess", "chess set", "board game", "checkers", "go board", "체스", "장기판", "바둑판", "보드게임"),
        category="toy",
        role="decoration_surface",
        size=(0.42, 0.1, 0.42),
        materials=("wood_light", "wood_dark", "white"),
        build=stretched(_board_game),
        attach="surface",
    ),
    Archetype(
        id="picture_frame",
        name_en="photo frame",
        name_ko="탁상 액자",
        keywords=("framed photograph", "photograph", "family photo", "사진 액자", "가족사진", "사진틀"),
        category="oddment",
        role="decoration_surface",
        size=(0.18, 0.23, 0.1),
        materials=("silver", "paper", "cloth_grey"),
        build=stretched(_picture_frame),
        attach="surface",
    ),
)
