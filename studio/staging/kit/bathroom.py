"""A bath, a lavatory, a washbasin."""

from __future__ import annotations

from studio.model.stage import Box3, Size, SupportSurface
from studio.staging.kit.archetype import Archetype, meshed
from studio.staging.kit.geometry import Part, box, curve, cylinder, lathe, tube
from studio.staging.kit.levels import Row, stack
from studio.staging.kit.occupancy import solid, surface
from studio.staging.kit.operators import both_sides, four_corners, join, move, turn


def _bathtub(size: Size) -> Part:
    """A roll-top bath on four feet, its tap at the left end."""
    w, h, d = size
    feet, tap = 0.12, 0.1
    rim = h - tap
    outer: list[Row] = [
        *(
            (feet - 0.03, 0.0, 0.0, 0.0),
            (feet - 0.025, 0.34 * w, 0.26 * d, 0.26 * d),
            (feet + 0.05, 0.42 * w, 0.36 * d, 0.36 * d),
        ),
        *((0.6 * rim, 0.46 * w, 0.43 * d, 0.43 * d), (rim - 0.035, 0.475 * w, 0.455 * d, 0.455 * d)),
        *((rim - 0.03, 0.5 * w, 0.5 * d, 0.5 * d), (rim, 0.497 * w, 0.496 * d, 0.496 * d)),
        *((rim, 0.46 * w, 0.435 * d, 0.435 * d), (0.6 * rim, 0.43 * w, 0.40 * d, 0.40 * d)),
        *((feet + 0.07, 0.36 * w, 0.32 * d, 0.32 * d), (feet + 0.04, 0.0, 0.0, 0.0)),
    ]
    foot = tube(
        [(0.3 * w, feet, 0.24 * d), (0.34 * w, 0.07, 0.33 * d), (0.34 * w, 0.012, 0.34 * d)],
        [0.05, 0.03, 0.035],
        sides=7,
        slot=1,
    )
    spout = curve(
        [
            (0.455 * w, rim - 0.16, 0),
            (0.455 * w, rim + 0.05, 0),
            (0.42 * w, rim + tap - 0.012, 0),
            (0.37 * w, rim + 0.06, 0),
        ],
        3,
    )
    return join(
        stack(outer, sides=24, square=2.8, crease_deg=40),
        four_corners(foot),
        tube(spout, 0.012, sides=7, slot=1),
        both_sides(cylinder(0.018, 0.06, (0.455 * w, rim, 0.07), sides=8, slot=1), axis=2),
    )


def _bathtub_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    rim = h - 0.1
    wall = 0.08
    return (
        solid((w, 0.16, d)),
        *(solid((wall, rim, d), (side * (w - wall) / 2, 0, 0)) for side in (-1, 1)),
        *(solid((w, rim, wall), (0, 0, side * (d - wall) / 2)) for side in (-1, 1)),
        solid((wall + 0.08, h, 0.2), (w / 2 - (wall + 0.08) / 2, 0, 0)),
    )


def _bathtub_surfaces(size: Size) -> tuple[SupportSurface, ...]:
    w, _, d = size
    return (surface(0.16, (0.68 * w, 0.6 * d)),)


def _toilet(size: Size) -> Part:
    """Pedestal, bowl, closed lid, cistern with a button."""
    w, h, d = size
    seat = 0.5 * h
    bowl: list[Row] = [
        *(
            (0, 0.26 * w, 0.22 * d, 0.2 * d),
            (0.06 * h, 0.24 * w, 0.2 * d, 0.2 * d),
            (0.24 * h, 0.26 * w, 0.22 * d, 0.2 * d),
        ),
        *((0.4 * h, 0.42 * w, 0.36 * d, 0.36 * d), (seat, 0.47 * w, 0.4 * d, 0.4 * d)),
    ]
    lid: list[Row] = [
        (seat, 0.47 * w, 0.41 * d, 0.25 * d),
        (seat + 0.012, 0.48 * w, 0.415 * d, 0.25 * d),
        (seat + 0.04, 0.48 * w, 0.415 * d, 0.25 * d),
        (seat + 0.05, 0.44 * w, 0.38 * d, 0.23 * d),
    ]
    return join(
        move(stack(bowl, sides=18, crease_deg=50), (0, 0, 0.085 * d)),
        move(stack(lid, sides=18, square=2.2, crease_deg=40, slot=1), (0, 0, 0.085 * d)),
        box((w, h - seat + 0.04, 0.25 * d), (0, seat - 0.06, -0.375 * d), bevel=0.02),
        box((w, 0.035, 0.27 * d), (0, h - 0.045, -0.365 * d), bevel=0.01),
        cylinder(0.03, 0.014, (0, h - 0.014, -0.365 * d), sides=12, slot=2),
    )


def _toilet_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    seat = 0.5 * h + 0.05
    return (solid((w, seat, d)), solid((w, h - seat, 0.27 * d), (0, seat, -0.365 * d)))


def _toilet_surfaces(size: Size) -> tuple[SupportSurface, ...]:
    w, h, d = size
    return (surface(0.5 * h + 0.05, (0.9 * w, 0.6 * d), (0, 0.16 * d)),)


def _washbasin(size: Size) -> Part:
    """A basin on a pedestal."""
    w, h, d = size
    tap = 0.12
    rim = h - tap
    rows: list[Row] = [
        *(
            (rim - 0.2, 0.0, 0.0, 0.0),
            (rim - 0.2, 0.2 * w, 0.2 * d, 0.24 * d),
            (rim - 0.1, 0.42 * w, 0.4 * d, 0.42 * d),
        ),
        *(
            (rim - 0.03, 0.5 * w, 0.5 * d, 0.5 * d),
            (rim, 0.5 * w, 0.5 * d, 0.5 * d),
            (rim, 0.42 * w, 0.42 * d, 0.3 * d),
        ),
        *((rim - 0.09, 0.3 * w, 0.3 * d, 0.2 * d), (rim - 0.11, 0.0, 0.0, 0.0)),
    ]
    spout = curve(
        [(0, rim, -0.4 * d), (0, rim + 0.09, -0.4 * d), (0, h - 0.012, -0.3 * d), (0, rim + 0.07, -0.2 * d)], 2
    )
    return join(
        stack(rows, sides=22, square=2.8, crease_deg=35),
        lathe(
            [(0, 0), (0.13, 0), (0.12, 0.04), (0.075, 0.12), (0.07, 0.7 * rim), (0.1, rim - 0.17), (0, rim - 0.17)],
            (0, 0, -0.04),
            sides=14,
        ),
        tube(spout, 0.013, sides=7, slot=1),
        both_sides(cylinder(0.018, 0.04, (0.12, rim, -0.4 * d), sides=8, slot=1)),
    )


def _washbasin_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    rim = h - 0.12
    foot_d = min(0.26, d)
    return (
        solid((w, 0.2, d), (0, rim - 0.2, 0)),
        solid((min(0.26, w), rim - 0.2, foot_d), (0, 0, max(-0.04, (foot_d - d) / 2))),
        solid((min(0.3, w), 0.12, 0.3 * d), (0, rim, -0.3 * d)),
    )


def _shower(size: Size) -> Part:
    """A corner cubicle: a tray, panes in a frame, a head on a riser."""
    w, h, d = size
    post = 0.03
    hose = curve([(-0.3 * w, 0.5 * h, -0.46 * d), (-0.26 * w, 0.42 * h, -0.4 * d), (-0.3 * w, 0.8 * h, -0.42 * d)], 3)
    return join(
        box((w, 0.1, d), bevel=0.012),
        four_corners(box((post, h - 0.08, post), (w / 2 - post / 2, 0.08, d / 2 - post / 2), bevel=0.003, slot=1)),
        both_sides(box((w, post, post), (0, h - post, d / 2 - post / 2), bevel=0.003, slot=1), axis=2),
        both_sides(box((post, post, d), (w / 2 - post / 2, h - post, 0), bevel=0.003, slot=1)),
        both_sides(box((0.008, h - 0.16, d - 0.1), (w / 2 - post / 2, 0.1, 0), bevel=0.0, slot=2)),
        box((w - 0.1, h - 0.16, 0.01), (0, 0.1, -d / 2 + post / 2), bevel=0.0),
        tube([(-0.3 * w, 0.45 * h, -0.44 * d), (-0.3 * w, 0.9 * h, -0.44 * d)], 0.012, sides=6, slot=1),
        tube(hose, 0.009, sides=5, slot=1),
        move(
            turn(lathe([(0, 0), (0.07, 0.0), (0.06, 0.02), (0, 0.03)], sides=14, slot=1), x_deg=-24),
            (-0.3 * w, 0.86 * h, -0.3 * d),
        ),
        tube([(-0.3 * w, 0.9 * h, -0.44 * d), (-0.3 * w, 0.87 * h, -0.32 * d)], 0.014, sides=6, slot=1),
        box((0.02, 0.24, 0.05), (0.3 * w, 0.5 * h, d / 2 - 0.02), bevel=0.006, slot=1),
    )


def _shower_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    return (
        solid((w, 0.1, d)),
        *(solid((0.04, h, d), (side * (w - 0.04) / 2, 0, 0)) for side in (-1, 1)),
        solid((w, h, 0.1), (0, 0, -d / 2 + 0.05)),
        solid((w, 0.04, d), (0, h - 0.04, 0)),
    )


def _towel_rail(size: Size) -> Part:
    """A rail on two brackets with a towel folded over it."""
    w, h, d = size
    y = h - 0.03
    return join(
        tube([(-0.48 * w, y, 0.3 * d), (0.48 * w, y, 0.3 * d)], 0.012, sides=8, slot=1),
        both_sides(box((0.03, 0.05, 0.8 * d), (0.485 * w, y - 0.025, -0.1 * d), bevel=0.006, slot=1)),
        box((0.66 * w, y - 0.1 * h, 0.03), (-0.06 * w, 0.1 * h, 0.3 * d + 0.015), bevel=0.01),
        box((0.66 * w, 0.6 * h, 0.02), (-0.06 * w, y - 0.6 * h, 0.3 * d - 0.02), bevel=0.008),
        box((0.66 * w, 0.03, 0.07), (-0.06 * w, y, 0.3 * d), bevel=0.01),
        both_sides(box((0.004 * w, y - 0.1 * h, 0.004), (0.26 * w, 0.1 * h, 0.3 * d + 0.03), bevel=0.0, slot=1)),
        box((0.66 * w, 0.03 * h, 0.034), (-0.06 * w, 0.16 * h, 0.3 * d + 0.015), bevel=0.0, slot=2),
    )


BATHROOM = (
    Archetype(
        id="bathtub",
        name_en="bathtub",
        name_ko="욕조",
        keywords=("bath", "tub", "clawfoot tub", "목욕통", "탕"),
        category="bathroom",
        role="furniture_wall",
        size=(1.7, 0.7, 0.78),
        materials=("ceramic", "brass"),
        build=meshed(_bathtub),
        solids=_bathtub_solids,
        surfaces=_bathtub_surfaces,
        access=("front",),
    ),
    Archetype(
        id="toilet",
        name_en="toilet",
        name_ko="변기",
        keywords=("lavatory", "WC", "loo", "양변기", "좌변기"),
        category="bathroom",
        role="furniture_wall",
        size=(0.38, 0.8, 0.68),
        materials=("ceramic", "white", "steel"),
        build=meshed(_toilet),
        solids=_toilet_solids,
        surfaces=_toilet_surfaces,
        access=("front",),
        tags=("seat",),
    ),
    Archetype(
        id="washbasin",
        name_en="washbasin",
        name_ko="세면대",
        keywords=("bathroom sink", "wash basin", "pedestal basin", "세면기"),
        category="bathroom",
        role="furniture_wall",
        size=(0.58, 0.96, 0.46),
        materials=("ceramic", "steel"),
        build=meshed(_washbasin),
        solids=_washbasin_solids,
        access=("front",),
    ),
    Archetype(
        id="shower",
        name_en="shower cubicle",
        name_ko="샤워 부스",
        keywords=("shower", "shower stall", "shower cabin", "샤워", "샤워실", "샤워기"),
        category="bathroom",
        role="furniture_wall",
        size=(0.95, 2.1, 0.95),
        materials=("ceramic", "steel", "glass"),
        build=meshed(_shower),
        solids=_shower_solids,
        access=("front",),
    ),
    Archetype(
        id="towel_rail",
        name_en="towel rail",
        name_ko="수건걸이",
        keywords=("towel", "towels", "towel rack", "bath towel", "수건", "타월"),
        category="bathroom",
        role="furniture_wall",
        size=(0.6, 0.62, 0.12),
        materials=("cloth_white", "steel", "cloth_blue"),
        build=meshed(_towel_rail),
        attach="wall",
    ),
)
