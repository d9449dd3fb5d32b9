"""What goes into space: craft, freight, suits, robots, aerials."""

from __future__ import annotations

from studio.model.stage import Size
from studio.staging.kit.archetype import Archetype, meshed, stretched
from studio.staging.kit.geometry import Part, ball, box, cylinder, ellipsoid, extrude, lathe, torus, tube
from studio.staging.kit.levels import Row, stack
from studio.staging.kit.occupancy import whole_top
from studio.staging.kit.operators import both_sides, four_corners, join, move, ring, turn


def _robot() -> Part:
    """A service robot: a domed head, a barrel of a body, jointed arms, two feet."""
    claw = both_sides(box((0.02, 0.09, 0.035), (0.025, 0, 0), bevel=0.004, slot=1))
    arm = join(
        ball(0.07, (0.27, 0.66, 0), sides=9, rows=6, slot=1),
        tube([(0.28, 0.64, 0), (0.33, 0.5, 0.02), (0.31, 0.36, 0.1)], [0.04, 0.035, 0.035], sides=7),
        move(claw, (0.31, 0.28, 0.11)),
    )
    leg = join(
        tube([(0.11, 0.34, 0), (0.12, 0.2, 0.03), (0.12, 0.06, 0)], [0.06, 0.05, 0.045], sides=7, slot=1),
        box((0.15, 0.06, 0.26), (0.12, 0, 0.04), bevel=0.02),
    )
    return join(
        lathe([(0, 0.32), (0.15, 0.32), (0.22, 0.4), (0.24, 0.62), (0.18, 0.72), (0, 0.74)], sides=16),
        cylinder(0.06, 0.05, (0, 0.73, 0), sides=10, slot=1),
        lathe([(0, 0.77), (0.16, 0.77), (0.17, 0.86), (0.13, 0.95), (0.06, 0.99), (0, 1.0)], sides=16),
        box((0.22, 0.05, 0.05), (0, 0.845, 0.135), bevel=0.015, slot=2),
        box((0.16, 0.1, 0.04), (0, 0.5, 0.215), bevel=0.01, slot=2),
        both_sides(arm),
        both_sides(leg),
        tube([(0.06, 0.95, 0), (0.09, 1.08, 0)], 0.006, sides=4, slot=1),
        ball(0.016, (0.09, 1.08, 0), sides=6, rows=4, slot=2),
    )


def _space_suit() -> Part:
    """An astronaut's suit, standing: a round helmet with a visor, a pack, thick limbs."""
    limb = tube([(0.2, 0.72, 0), (0.3, 0.56, 0.02), (0.32, 0.4, 0.08)], [0.085, 0.075, 0.06], sides=9)
    leg = tube([(0.1, 0.44, 0), (0.13, 0.24, 0.02), (0.13, 0.07, 0)], [0.11, 0.095, 0.085], sides=9)
    return join(
        stack(
            [(0.38, 0.18, 0.13, 0.13), (0.5, 0.2, 0.15, 0.14), (0.7, 0.23, 0.15, 0.15), (0.79, 0.14, 0.1, 0.1)],
            sides=14,
        ),
        torus(0.12, 0.03, (0, 0.79, 0), sides=16, around=6, slot=2),
        ball(0.155, (0, 0.9, 0), sides=16, rows=10),
        ellipsoid((0.12, 0.09, 0.09), (0, 0.91, 0.085), sides=12, rows=8, slot=1),
        both_sides(limb),
        both_sides(ball(0.07, (0.33, 0.36, 0.09), sides=8, rows=5, slot=2)),
        both_sides(leg),
        both_sides(box((0.17, 0.08, 0.28), (0.13, 0, 0.04), bevel=0.03, slot=2)),
        box((0.36, 0.34, 0.14), (0, 0.46, -0.2), bevel=0.03),
        box((0.18, 0.1, 0.05), (0, 0.58, 0.15), bevel=0.01, slot=3),
        both_sides(move(torus(0.08, 0.014, sides=10, around=4, slot=3), (0.31, 0.46, 0.06))),
    )


def _dish(size: Size) -> Part:
    """A dish aerial on a turning mount, tilted to the sky towards +Z."""
    w, h, _ = size
    r = 0.5 * w
    bowl = lathe(
        [
            (0, -0.30 * r),
            (0.3 * r, -0.26 * r),
            (0.7 * r, -0.12 * r),
            (r, 0.1 * r),
            (0.98 * r, 0.12 * r),
            (0.68 * r, -0.07 * r),
            (0.3 * r, -0.2 * r),
            (0, -0.23 * r),
        ],
        sides=24,
        crease_deg=50,
    )
    struts = ring(tube([(0.8 * r, -0.02 * r, 0), (0.04 * r, 0.5 * r, 0)], 0.02 * r, sides=5, slot=1), 3)
    horn = lathe([(0, 0.44 * r), (0.07 * r, 0.44 * r), (0.05 * r, 0.6 * r), (0, 0.6 * r)], sides=10, slot=1)
    return join(
        move(turn(join(bowl, struts, horn), x_deg=48), (0, 0.66 * h, 0)),
        lathe(
            [(0, 0), (0.26 * r, 0), (0.24 * r, 0.05 * h), (0.1 * r, 0.1 * h), (0.08 * r, 0.5 * h), (0, 0.52 * h)],
            sides=14,
            slot=1,
        ),
        ball(0.14 * r, (0, 0.52 * h, 0), sides=12, rows=7, slot=1),
    )


def _container(size: Size) -> Part:
    """A freight container: ribbed walls between corner posts, doors with bars towards +Z."""
    w, h, d = size
    ribs = max(6, round(d / 0.3))
    rib = both_sides(box((0.04, h - 0.24, 0.5 * d / ribs), (w / 2 - 0.035, 0.12, 0), bevel=0.0))
    return join(
        box((w - 0.1, h - 0.1, d - 0.1), (0, 0.05, 0), bevel=0.0),
        four_corners(box((0.12, h, 0.12), (w / 2 - 0.06, 0, d / 2 - 0.06), bevel=0.008)),
        *(both_sides(box((0.1, 0.12, d), (w / 2 - 0.05, y, 0), bevel=0.006)) for y in (0, h - 0.12)),
        *(move(rib, (0, 0, ((place + 0.5) / ribs - 0.5) * (d - 0.3))) for place in range(ribs)),
        *(
            both_sides(tube([(x * w, 0.14, d / 2 - 0.02), (x * w, h - 0.14, d / 2 - 0.02)], 0.018, sides=6, slot=1))
            for x in (0.1, 0.3)
        ),
        both_sides(box((0.3 * w, 0.14 * h, 0.02), (0.22 * w, 0.6 * h, d / 2 - 0.045), bevel=0.0, slot=2)),
    )


def _shuttle(size: Size) -> Part:
    """A small spacecraft on its landing legs, its nose towards +Z."""
    w, h, d = size
    hull: list[Row] = [
        *((-0.5, 0.12, 0.1, 0.1), (-0.46, 0.17, 0.15, 0.13), (-0.1, 0.2, 0.17, 0.14), (0.22, 0.17, 0.13, 0.12)),
        *((0.42, 0.09, 0.06, 0.08), (0.5, 0.0, 0.0, 0.0)),
    ]
    body = turn(
        stack([(y * d, x * w, a * h * 1.6, b * h * 1.6) for y, x, a, b in hull], sides=18, crease_deg=50), x_deg=90
    )
    wing = extrude(
        [(0.12 * w, -0.44 * d), (0.5 * w, -0.46 * d), (0.5 * w, -0.3 * d), (0.16 * w, 0.14 * d)],
        0.05 * h,
        bevel=0.012 * h,
    )
    fin = extrude([(-0.48 * d, 0), (-0.26 * d, 0), (-0.4 * d, 0.34 * h), (-0.49 * d, 0.34 * h)], 0.03 * w, bevel=0.01)
    engine = turn(
        lathe(
            [(0, -0.06 * d), (0.055 * w, -0.06 * d), (0.07 * w, 0.02 * d), (0.05 * w, 0.06 * d), (0, 0.06 * d)],
            sides=12,
            slot=1,
        ),
        x_deg=90,
    )
    leg = tube([(0, 0.36 * h, 0), (0, 0.03 * h, 0)], 0.018 * w, sides=6, slot=1)
    return join(
        move(body, (0, 0.52 * h, 0)),
        both_sides(move(turn(wing, x_deg=90), (0, 0.46 * h, 0))),
        both_sides(move(turn(turn(fin, y_deg=-90), z_deg=-12), (0.46 * w, 0.46 * h, 0))),
        both_sides(move(engine, (0.1 * w, 0.56 * h, -0.44 * d))),
        ellipsoid((0.1 * w, 0.1 * h, 0.12 * d), (0, 0.72 * h, 0.2 * d), sides=14, rows=8, slot=2),
        *(
            join(move(leg, (x * w, 0, z * d)), cylinder(0.045 * w, 0.03 * h, (x * w, 0, z * d), sides=10, slot=1))
            for x, z in ((0.0, 0.28), (0.2, -0.28), (-0.2, -0.28))
        ),
    )


SPACEFARING = (
    Archetype(
        id="robot",
        name_en="robot",
        name_ko="로봇",
        keywords=("android", "droid", "service robot", "automaton", "안드로이드", "드로이드"),
        category="spaceship",
        role="character",
        size=(0.8, 1.5, 0.5),
        materials=("white", "iron", "screen"),
        build=stretched(_robot),
    ),
    Archetype(
        id="space_suit",
        name_en="space suit",
        name_ko="우주복",
        keywords=("spacesuit", "astronaut suit", "pressure suit", "astronaut", "우주 비행사", "우주인"),
        category="spaceship",
        role="furniture_floor",
        size=(0.85, 1.85, 0.6),
        materials=("white", "gold", "cloth_grey", "cloth_red"),
        build=stretched(_space_suit),
    ),
    Archetype(
        id="dish_aerial",
        name_en="dish aerial",
        name_ko="접시 안테나",
        keywords=("satellite dish", "antenna", "radar dish", "radio telescope", "안테나", "위성 안테나", "레이더"),
        category="spaceship",
        role="furniture_floor",
        size=(2.0, 2.2, 2.0),
        materials=("white", "steel"),
        build=meshed(_dish),
        tags=("outdoor",),
    ),
    Archetype(
        id="freight_container",
        name_en="freight container",
        name_ko="컨테이너",
        keywords=("shipping container", "cargo container", "container", "화물 컨테이너", "선적 컨테이너"),
        category="spaceship",
        role="furniture_floor",
        size=(2.4, 2.6, 6.0),
        materials=("cloth_blue", "steel", "white"),
        build=meshed(_container),
        surfaces=whole_top,
        tags=("outdoor",),
    ),
    Archetype(
        id="spacecraft",
        name_en="spacecraft",
        name_ko="우주선",
        keywords=(
            "spaceship",
            "shuttle",
            "starfighter",
            "space shuttle",
            "rocket ship",
            "우주 왕복선",
            "셔틀",
            "비행선",
        ),
        category="spaceship",
        role="structure",
        size=(6.0, 3.0, 9.0),
        materials=("white", "iron", "glass"),
        build=meshed(_shuttle),
        tags=("outdoor", "vehicle"),
    ),
)
