"""Play, sport and art: tables to play at, machines to run on, easels, tanks and cages."""

from __future__ import annotations

from studio.model.stage import Box3, Size, SupportSurface
from studio.staging.kit.archetype import Archetype, meshed
from studio.staging.kit.geometry import Part, ball, box, curve, cylinder, ellipsoid, extrude, lathe, torus, tube
from studio.staging.kit.occupancy import corner_legs, solid, surface
from studio.staging.kit.operators import both_sides, four_corners, join, move, ring, turn


def _pool_table(size: Size) -> Part:
    """A billiard table: cloth between cushions, six pockets, turned legs, a rack of balls and a cue."""
    w, h, d = size
    rail = 0.12
    leg = lathe(
        [(0, 0), (0.05, 0), (0.07, 0.1), (0.05, 0.16), (0.09, 0.4), (0.06, h - 0.2), (0.1, h - 0.16), (0, h - 0.16)],
        sides=12,
    )
    pocket = cylinder(0.055, 0.012, (0, h - 0.006, 0), sides=12, slot=2)
    spots = [(row * 0.054, (place - row / 2) * 0.06) for row in range(4) for place in range(row + 1)]
    return join(
        box((w, 0.16, d), (0, h - 0.2, 0), bevel=0.012),
        both_sides(box((rail, 0.06, d), (w / 2 - rail / 2, h - 0.06, 0), bevel=0.014)),
        both_sides(box((w, 0.06, rail), (0, h - 0.06, d / 2 - rail / 2), bevel=0.014), axis=2),
        box((w - 2 * rail, 0.01, d - 2 * rail), (0, h - 0.045, 0), bevel=0.0, slot=1),
        four_corners(move(leg, (w / 2 - 0.16, 0, d / 2 - 0.16))),
        four_corners(move(pocket, (w / 2 - rail, 0, d / 2 - rail))),
        both_sides(move(pocket, (0, 0, d / 2 - rail + 0.01)), axis=2),
        *(ball(0.028, (0.2 * w + x, h - 0.01, z), sides=6, rows=4, slot=3) for x, z in spots),
        ball(0.028, (-0.26 * w, h - 0.01, 0.02), sides=8, rows=5, slot=3),
        tube([(-0.34 * w, h, 0.1), (0.1 * w, h + 0.015, 0.3 * d)], [0.007, 0.014], sides=5),
    )


def _pool_table_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    return (solid((w, 0.24, d), (0, h - 0.24, 0)), *corner_legs(size, leg=0.26, height=h - 0.24))


def _pool_table_surfaces(size: Size) -> tuple[SupportSurface, ...]:
    w, h, d = size
    return (surface(h, (w - 0.4, d - 0.4)),)


def _arcade(size: Size) -> Part:
    """A video game cabinet: a raked screen, a panel with a stick, a lit sign."""
    w, h, d = size
    side = [
        (-0.5 * d, 0),
        (0.4 * d, 0),
        (0.4 * d, 0.44 * h),
        (0.5 * d, 0.5 * h),
        (0.34 * d, 0.56 * h),
        (0.06 * d, 0.6 * h),
        (-0.06 * d, 0.84 * h),
        (0.26 * d, 0.88 * h),
        (0.3 * d, h),
        (-0.5 * d, h),
    ]
    screen = turn(box((0.74 * w, 0.26 * h, 0.014), bevel=0.0, slot=1), x_deg=-16)
    return join(
        turn(extrude(side, 0.84 * w, bevel=0.006), y_deg=-90),
        both_sides(move(turn(extrude(side, 0.05, bevel=0.004, slot=2), y_deg=-90), (w / 2 - 0.03, 0, 0))),
        move(screen, (0, 0.585 * h, 0.05 * d)),
        box((0.78 * w, 0.09 * h, 0.014), (0, 0.895 * h, 0.29 * d), bevel=0.0, slot=3),
        tube([(-0.16 * w, 0.54 * h, 0.36 * d), (-0.16 * w, 0.6 * h, 0.36 * d)], 0.008, sides=5, slot=2),
        ball(0.024, (-0.16 * w, 0.61 * h, 0.36 * d), sides=8, rows=5, slot=3),
        *(
            cylinder(0.018, 0.02, ((0.06 + 0.1 * place) * w, 0.535 * h, 0.38 * d), sides=8, slot=3)
            for place in range(3)
        ),
        box((0.2 * w, 0.12 * h, 0.012), (0, 0.18 * h, 0.4 * d), bevel=0.0, slot=2),
    )


def _treadmill(size: Size) -> Part:
    """A running machine: a belt, two uprights, a console, its runner facing +Z."""
    w, h, d = size
    rail = tube(
        curve([(0.42 * w, 0.16, 0.3 * d), (0.42 * w, 0.8 * h, 0.4 * d), (0.42 * w, 0.74 * h, 0.1 * d)], 4),
        0.024,
        sides=7,
        slot=1,
    )
    return join(
        box((0.9 * w, 0.14, 0.94 * d), (0, 0.02, -0.02 * d), bevel=0.02, slot=1),
        box((0.66 * w, 0.012, 0.8 * d), (0, 0.155, -0.05 * d), bevel=0.0),
        box((0.86 * w, 0.16, 0.18 * d), (0, 0.06, 0.4 * d), bevel=0.03, slot=1),
        both_sides(rail),
        both_sides(box((0.1 * w, 0.06, d), (0.45 * w, 0.0, 0), bevel=0.01)),
        move(turn(box((w, 0.2, 0.06), bevel=0.02, slot=1), x_deg=-30), (0, h - 0.19, 0.42 * d)),
        move(turn(box((0.5 * w, 0.12, 0.01), bevel=0.0, slot=2), x_deg=-30), (0, h - 0.15, 0.405 * d + 0.045)),
    )


def _treadmill_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    return (
        solid((w, 0.22, d)),
        *(solid((0.16 * w, h - 0.22, 0.44 * d), (side * 0.42 * w, 0.22, 0.28 * d)) for side in (-1, 1)),
        solid((w, 0.24, 0.14 * d), (0, h - 0.24, 0.43 * d)),
    )


def _punching_bag(size: Size) -> Part:
    """A heavy bag on chains."""
    w, h, d = size
    r = 0.5 * min(w, d)
    chain = tube([(0.8 * r, 0.7 * h, 0), (0.02, 0.94 * h, 0)], 0.009, sides=5, slot=1)
    return join(
        lathe([(0, 0), (0.9 * r, 0), (r, 0.04 * h), (r, 0.68 * h), (0.9 * r, 0.72 * h), (0, 0.72 * h)], sides=18),
        *(
            lathe([(0, y * h), (r * 1.01, y * h), (r * 1.01, (y + 0.02) * h), (0, (y + 0.02) * h)], sides=18, slot=1)
            for y in (0.12, 0.56)
        ),
        ring(chain, 4),
        cylinder(0.012, 0.06 * h, (0, 0.94 * h, 0), sides=6, slot=1),
    )


def _easel(size: Size) -> Part:
    """A painter's easel with a canvas on it."""
    w, h, d = size
    leg = tube([(0.46 * w, 0, 0.4 * d), (0.08 * w, 0.96 * h, -0.06 * d)], 0.02, sides=5)
    canvas = turn(box((0.86 * w, 0.46 * h, 0.02), bevel=0.003, slot=1), x_deg=-13)
    picture = [(-0.34, 0.06), (0.34, 0.06), (0.34, 0.14), (0.12, 0.3), (-0.04, 0.16), (-0.2, 0.26), (-0.34, 0.14)]
    hills = turn(extrude([(x * w, y * h) for x, y in picture], 0.008, slot=2), x_deg=-13)
    return join(
        both_sides(leg),
        tube([(0, 0, -0.5 * d), (0, 0.9 * h, -0.08 * d)], 0.018, sides=5),
        tube([(0, 0.2 * h, 0.28 * d), (0, h, -0.08 * d)], 0.016, sides=5),
        box((0.9 * w, 0.03, 0.09), (0, 0.37 * h, 0.24 * d), bevel=0.004),
        move(canvas, (0, 0.39 * h, 0.25 * d)),
        move(hills, (0, 0.39 * h, 0.25 * d + 0.016)),
        box((0.5 * w, 0.025, 0.03), (0, 0.24 * h, 0.26 * d), bevel=0.004),
    )


def _aquarium(size: Size) -> Part:
    """A tank on a cabinet: gravel, weed and three fish."""
    w, h, d = size
    base = 0.55 * h
    glass = h - base - 0.05
    fish = join(
        ellipsoid((0.07, 0.035, 0.018), sides=8, rows=5, slot=3),
        move(extrude([(0, 0), (-0.05, 0.035), (-0.05, -0.035)], 0.01, slot=3), (-0.05, 0, 0)),
    )
    weed = tube(
        curve([(0, 0, 0), (0.02, 0.3 * glass, 0), (-0.02, 0.55 * glass, 0.01), (0.01, 0.78 * glass, 0)], 2),
        0.012,
        sides=4,
        slot=4,
    )
    front = d / 2 - 0.02
    return join(
        box((w, base, d), bevel=0.01),
        both_sides(box((0.46 * w, 0.8 * base, 0.012), (0.24 * w, 0.08 * base, d / 2 - 0.002), bevel=0.004)),
        box((0.97 * w, 0.9 * glass, 0.92 * d), (0, base, 0), bevel=0.0, slot=1),
        box((w, 0.05, d), (0, h - 0.05, 0), bevel=0.008, slot=2),
        four_corners(box((0.02, glass, 0.02), (0.49 * w, base, 0.48 * d), bevel=0.0, slot=2)),
        *(move(fish, (x * w, base + y * glass, front)) for x, y in ((-0.24, 0.6), (0.1, 0.42), (0.3, 0.7))),
        *(move(weed, (x * w, base, front)) for x in (-0.4, -0.34, 0.42)),
    )


def _cage(size: Size) -> Part:
    """A domed cage of wires with a door and a ring to hang it by."""
    w, h, d = size
    r = 0.48 * min(w, d)
    wire = curve([(r, 0.08 * h, 0), (r, 0.62 * h, 0), (0.72 * r, 0.84 * h, 0), (0, 0.93 * h, 0)], 3)
    return join(
        lathe([(0, 0), (1.04 * r, 0), (1.04 * r, 0.08 * h), (0.96 * r, 0.09 * h), (0, 0.09 * h)], sides=20),
        ring(tube(wire, 0.006 + 0.004 * r, sides=3, slot=1), 18),
        *(torus(r, 0.008 + 0.004 * r, (0, y * h, 0), sides=24, around=4, slot=1) for y in (0.34, 0.62)),
        move(turn(torus(0.04 * h, 0.006, sides=10, around=4, slot=1), x_deg=90), (0, 0.955 * h, 0)),
        tube([(-0.7 * r, 0.4 * h, 0), (0.7 * r, 0.4 * h, 0)], 0.012, sides=5),
    )


def _swing(size: Size) -> Part:
    """Two seats on ropes under a beam on crossed posts."""
    w, h, d = size
    post = tube([(0.47 * w, 0, 0.48 * d), (0.44 * w, h - 0.04, 0)], 0.05, sides=7)
    ropes = both_sides(tube([(0.18, 0.46, 0), (0.18, h - 0.05, 0)], 0.01, sides=4, slot=1))
    seat = join(ropes, box((0.46, 0.035, 0.2), (0, 0.44, 0), bevel=0.008, slot=2))
    return join(
        four_corners(post),
        tube([(-0.5 * w, h - 0.05, 0), (0.5 * w, h - 0.05, 0)], 0.05, sides=8),
        *(move(seat, (x * w, 0, 0)) for x in (-0.2, 0.2)),
    )


def _swing_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    return (
        *(solid((0.14 * w, h, d), (side * 0.43 * w, 0, 0)) for side in (-1, 1)),
        solid((w, 0.12, 0.14), (0, h - 0.12, 0)),
        *(solid((0.46, 0.035, 0.2), (x * w, 0.44, 0)) for x in (-0.2, 0.2)),
    )


def _swing_surfaces(size: Size) -> tuple[SupportSurface, ...]:
    return tuple(surface(0.475, (0.46, 0.2), (x * size[0], 0)) for x in (-0.2, 0.2))


def _slide(size: Size) -> Part:
    """A playground slide: a ladder at the back, a chute to the front."""
    w, h, d = size
    top = 0.72 * h
    chute = curve([(0, top, -0.2 * d), (0, 0.56 * top, 0.08 * d), (0, 0.2 * top, 0.3 * d), (0, 0.14 * h, 0.5 * d)], 4)
    floor_ = tube(chute, [(0.3 * w, 0.02)] * len(chute), sides=6, side_hint=(1, 0, 0), slot=1)
    rail = tube([(x + 0.32 * w, y + 0.08, z) for x, y, z in chute.tolist()], 0.03, sides=6, slot=0)
    rungs = [
        tube([(-0.3 * w, y * top, (-0.5 + 0.28 * y) * d), (0.3 * w, y * top, (-0.5 + 0.28 * y) * d)], 0.018, sides=5)
        for y in (0.2, 0.4, 0.6, 0.8)
    ]
    return join(
        floor_,
        both_sides(rail),
        rungs,
        both_sides(
            tube([(0.34 * w, 0, -0.5 * d), (0.34 * w, top, -0.22 * d), (0.34 * w, h - 0.02, -0.2 * d)], 0.03, sides=6)
        ),
        both_sides(tube([(0.4 * w, 0, 0.1 * d), (0.34 * w, 0.62 * top, 0.04 * d)], 0.028, sides=6)),
        tube([(-0.34 * w, h - 0.03, -0.2 * d), (0.34 * w, h - 0.03, -0.2 * d)], 0.024, sides=6),
        box((0.66 * w, 0.04, 0.1 * d), (0, top - 0.02, -0.22 * d), bevel=0.006),
        both_sides(box((0.2 * w, 0.02, 0.04 * d), (0.4 * w, 0, 0.1 * d), bevel=0.004)),
    )


LEISURE = (
    Archetype(
        id="pool_table",
        name_en="pool table",
        name_ko="당구대",
        keywords=("billiard table", "snooker table", "포켓볼 테이블", "당구 테이블"),
        category="leisure",
        role="furniture_floor",
        size=(2.5, 0.84, 1.4),
        materials=("wood_dark", "cloth_green", "black", "yellow"),
        build=meshed(_pool_table),
        solids=_pool_table_solids,
        surfaces=_pool_table_surfaces,
        tags=("table",),
    ),
    Archetype(
        id="arcade_machine",
        name_en="arcade machine",
        name_ko="오락기",
        keywords=(
            "arcade cabinet",
            "arcade game",
            "video game machine",
            "pinball machine",
            "게임기",
            "아케이드 게임기",
        ),
        category="leisure",
        role="furniture_wall",
        size=(0.72, 1.75, 0.85),
        materials=("cloth_blue", "screen", "black", "orange"),
        build=meshed(_arcade),
        access=("front",),
    ),
    Archetype(
        id="treadmill",
        name_en="treadmill",
        name_ko="러닝머신",
        keywords=("running machine", "exercise machine", "exercise bike", "트레드밀", "운동 기구"),
        category="leisure",
        role="furniture_floor",
        size=(0.8, 1.4, 1.75),
        materials=("black", "cloth_grey", "screen"),
        build=meshed(_treadmill),
        solids=_treadmill_solids,
        access=("back",),
    ),
    Archetype(
        id="punching_bag",
        name_en="punching bag",
        name_ko="샌드백",
        keywords=("heavy bag", "boxing bag", "sandbag", "권투 샌드백", "모래주머니"),
        category="leisure",
        role="decoration_hanging",
        size=(0.38, 1.6, 0.38),
        materials=("leather", "black"),
        build=meshed(_punching_bag),
        attach="ceiling",
    ),
    Archetype(
        id="easel",
        name_en="easel",
        name_ko="이젤",
        keywords=("painter's easel", "canvas", "art easel", "캔버스", "화가 이젤"),
        category="leisure",
        role="furniture_floor",
        size=(0.75, 1.75, 0.8),
        materials=("wood_light", "white", "teal"),
        build=meshed(_easel),
        access=("front",),
    ),
    Archetype(
        id="aquarium",
        name_en="aquarium",
        name_ko="어항",
        keywords=("fish tank", "fishbowl", "fish bowl", "수조", "수족관"),
        category="leisure",
        role="furniture_wall",
        size=(1.0, 1.25, 0.45),
        materials=("wood_dark", "water", "black", "orange", "leaf"),
        build=meshed(_aquarium),
        access=("front",),
    ),
    Archetype(
        id="cage",
        name_en="bird cage",
        name_ko="새장",
        keywords=("birdcage", "cage", "iron cage", "철창", "새 우리"),
        category="leisure",
        role="decoration_surface",
        size=(0.45, 0.7, 0.45),
        materials=("wood_dark", "brass"),
        build=meshed(_cage),
    ),
    Archetype(
        id="swing",
        name_en="swing",
        name_ko="그네",
        keywords=("swing set", "playground swing", "swings", "놀이터 그네"),
        category="leisure",
        role="structure",
        size=(2.8, 2.2, 1.6),
        materials=("steel", "black", "wood_light"),
        build=meshed(_swing),
        solids=_swing_solids,
        surfaces=_swing_surfaces,
        tags=("outdoor",),
    ),
    Archetype(
        id="slide",
        name_en="slide",
        name_ko="미끄럼틀",
        keywords=("playground slide", "water slide", "놀이기구", "미끄럼대"),
        category="leisure",
        role="structure",
        size=(0.9, 2.1, 3.0),
        materials=("cloth_blue", "yellow"),
        build=meshed(_slide),
        tags=("outdoor",),
    ),
)
