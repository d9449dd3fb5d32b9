"""Kitchen and bathroom: counters at .90 m, a sink, a stove, a refrigerator, a bath, a lavatory."""

from __future__ import annotations

from studio.model.stage import Box3, Size, SupportSurface
from studio.staging.kit.archetype import Archetype, meshed
from studio.staging.kit.fittings import bar_handle, panel
from studio.staging.kit.geometry import Part, box, curve, cylinder, lathe, torus, tube
from studio.staging.kit.levels import Row, stack
from studio.staging.kit.occupancy import solid, surface, whole_top
from studio.staging.kit.operators import both_sides, four_corners, join, move, ring, scale, turn

TOP = 0.035


def _units(size: Size, *, top: bool = True) -> Part:
    """Kitchen units: a plinth set back, doors with handles, a worktop."""
    w, h, d = size
    count = max(1, round(w / 0.6))
    each = w / count
    high = h - TOP
    parts = [
        box((w - 0.02, 0.1, d - 0.1), (0, 0, -0.03), bevel=0.0, slot=2),
        box((w, high - 0.1, d - 0.06), (0, 0.1, -0.02), bevel=0.004),
    ]
    if top:
        parts.append(box((w, TOP, d), (0, high, 0), bevel=0.008, slot=1))
    for place in range(count):
        x = (place + 0.5) * each - w / 2
        drawer = place == count - 1 and count > 1
        if drawer:
            pitch = (high - 0.13) / 3
            for row in range(3):
                y = 0.115 + row * pitch
                parts.append(box((each - 0.016, pitch - 0.012, 0.02), (x, y, d / 2 - 0.045), bevel=0.005))
                parts.append(bar_handle((x, y + 0.68 * pitch, d / 2 - 0.036), 0.18, slot=2))
        else:
            parts.append(panel((each - 0.012, high - 0.13, 0.022), (x, 0.115, d / 2 - 0.045), frame=0.055))
            parts.append(bar_handle((x + each / 2 - 0.07, high - 0.2, d / 2 - 0.036), 0.16, upright=True, slot=2))
    return join(parts)


def _sink(size: Size) -> Part:
    """Units with a basin let into the worktop and a swan-necked tap."""
    w, h, d = size
    tap, top_y = 0.24, h - 0.24
    basin_w, basin_d, rim = min(0.56, 0.72 * w), 0.62 * d, 0.02
    worktop = 0.5 * (w - basin_w)
    front = 0.5 * (d - basin_d)
    high = top_y - TOP
    neck = curve([(0, 0, 0), (0, 0.7 * tap, 0), (0, tap, 0.06), (0, 0.94 * tap, 0.13), (0, 0.74 * tap, 0.15)], 2)
    bowl = [
        both_sides(box((rim, 0.17, basin_d), (basin_w / 2 - rim / 2, top_y - 0.166, 0.02), bevel=0.005, slot=2)),
        both_sides(box((basin_w, 0.17, rim), (0, top_y - 0.166, basin_d / 2 - rim / 2), bevel=0.005, slot=2), axis=2),
        box((basin_w, 0.012, basin_d), (0, top_y - 0.16, 0.0), bevel=0.0, slot=2),
    ]
    return join(
        _units((w, top_y, d), top=False),
        both_sides(box((worktop, TOP, d), (w / 2 - worktop / 2, high, 0), bevel=0.006, slot=1)),
        both_sides(box((basin_w, TOP, front), (0, high, d / 2 - front / 2), bevel=0.006, slot=1), axis=2),
        bowl,
        move(tube(neck, 0.012, sides=8, slot=2), (0, top_y, -basin_d / 2 - 0.04)),
        both_sides(cylinder(0.02, 0.05, (0.09, top_y, -basin_d / 2 - 0.04), sides=10, slot=2)),
    )


def _sink_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    return (solid((w, h - 0.24, d)), solid((0.24, 0.24, 0.2), (0, h - 0.24, -0.31 * d + 0.04)))


def _sink_surfaces(size: Size) -> tuple[SupportSurface, ...]:
    w, h, d = size
    side = 0.5 * (w - min(0.56, 0.72 * w))
    return tuple(surface(h - 0.24, (side, d), (sign * (w - side) / 2, 0)) for sign in (-1, 1))


def _stove(size: Size) -> Part:
    """A cooker: four rings, knobs, an oven door with a window and a rail."""
    w, h, d = size
    top = h - 0.03
    burner = torus(0.075, 0.01, sides=16, around=5, slot=1)
    knob = turn(cylinder(0.02, 0.03, sides=10, slot=1), x_deg=90)
    return join(
        box((w - 0.02, 0.08, d - 0.08), (0, 0, -0.02), bevel=0.0, slot=1),
        box((w, top - 0.08, d - 0.04), (0, 0.08, -0.02), bevel=0.008),
        box((w, 0.03, d - 0.01), (0, top - 0.015, -0.005), bevel=0.008, slot=1),
        [move(burner, (x * 0.25 * w, h - 0.012, z * 0.22 * d - 0.02)) for x in (-1, 1) for z in (-1, 1)],
        box((w - 0.06, 0.46 * h, 0.025), (0, 0.26 * h, d / 2 - 0.045), bevel=0.006),
        box((0.66 * w, 0.24 * h, 0.01), (0, 0.34 * h, d / 2 - 0.032), bevel=0.0, slot=1),
        bar_handle((0, 0.69 * h, d / 2 - 0.036), 0.76 * w, reach=0.034, slot=2),
        box((w - 0.06, 0.12 * h, 0.02), (0, 0.11 * h, d / 2 - 0.045), bevel=0.005),
        [move(knob, ((place - 2) * 0.17 * w, 0.86 * h, d / 2 - 0.04)) for place in range(5)],
    )


def _refrigerator(size: Size) -> Part:
    w, h, d = size
    split = 0.66 * h
    return join(
        box((w - 0.02, h - 0.03, d - 0.09), (0, 0.03, -0.045), bevel=0.012),
        box((w - 0.06, 0.04, d - 0.14), (0, 0, -0.03), bevel=0.0, slot=1),
        box((w, split - 0.045, 0.06), (0, 0.04, d / 2 - 0.065), bevel=0.014),
        box((w, h - split - 0.005, 0.06), (0, split + 0.005, d / 2 - 0.065), bevel=0.014),
        bar_handle((-w / 2 + 0.07, split - 0.26, d / 2 - 0.037), 0.36, upright=True, reach=0.036, slot=1),
        bar_handle((-w / 2 + 0.07, split + 0.18, d / 2 - 0.037), 0.2, upright=True, reach=0.036, slot=1),
    )


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
    return (
        solid((w, 0.2, d), (0, rim - 0.2, 0)),
        solid((0.26, rim - 0.2, 0.26), (0, 0, -0.04)),
        solid((0.3, 0.12, 0.3 * d), (0, rim, -0.3 * d)),
    )


def _fireplace(size: Size) -> Part:
    """A stone chimney breast with an arched hearth, a mantel shelf, logs and a fire."""
    w, h, d = size
    mouth_w, mouth_h = 0.52 * w, 0.52 * h
    side = (w - mouth_w) / 2
    shelf_y = 0.74 * h
    head = shelf_y - mouth_h
    stones = [
        box((0.98 * side, 0.17 * shelf_y, 0.03), (0, 0.06 + place * 0.185 * shelf_y, 0.45 * d), bevel=0.008)
        for place in range(5)
    ]
    log = turn(cylinder(0.05, 0.62 * mouth_w, (0, -0.31 * mouth_w, 0), sides=8, slot=2), z_deg=90)
    tongue = [(0, 0), (0.7, 0.14), (1.0, 0.32), (0.68, 0.6), (0.26, 0.84), (0, 1)]
    fire = lathe([(0.09 * x, 0.62 * mouth_h * y) for x, y in tongue], sides=9, slot=3, crease_deg=62)
    return join(
        both_sides(move(box((side, shelf_y, 0.9 * d), bevel=0.012), (w / 2 - side / 2 - 0.0, 0, -0.05 * d))),
        both_sides(move(join(stones), (w / 2 - side / 2, 0, -0.03 * d))),
        box((mouth_w, head, 0.86 * d), (0, mouth_h, -0.07 * d), bevel=0.01),
        box((0.16 * mouth_w, head * 0.9, 0.9 * d), (0, mouth_h - 0.02, -0.03 * d), bevel=0.01),
        box((mouth_w, mouth_h, 0.12 * d), (0, 0, -0.44 * d), bevel=0.0, slot=1),
        box((w, 0.06, d), (0, shelf_y, 0), bevel=0.014),
        box((0.84 * w, h - shelf_y - 0.06, 0.7 * d), (0, shelf_y + 0.06, -0.15 * d), bevel=0.01),
        box((w, 0.05, d), (0, 0, 0), bevel=0.01),
        [move(turn(log, y_deg=angle), (0, 0.1 + lift, 0)) for angle, lift in ((8, 0), (-14, 0.02), (30, 0.08))],
        [scale(move(fire, (x, 0.1, 0.02)), (1, tall, 1)) for x, tall in ((0, 1.0), (-0.12, 0.72), (0.13, 0.64))],
    )


def _fireplace_surfaces(size: Size) -> tuple[SupportSurface, ...]:
    w, h, d = size
    return (surface(0.74 * h + 0.06, (0.96 * w, 0.3 * d), (0, 0.35 * d)),)


def _fireplace_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    shelf = 0.74 * h + 0.06
    return (solid((w, shelf, d)), solid((0.84 * w, h - shelf, 0.7 * d), (0, shelf, -0.15 * d)))


def _cauldron(size: Size) -> Part:
    """A pot-bellied iron kettle on three feet, steaming full."""
    w, h, _ = size
    r = 0.44 * w
    body = lathe(
        [
            *((0, 0.1 * h), (0.5 * r, 0.13 * h), (0.9 * r, 0.3 * h), (1.06 * r, 0.52 * h), (0.96 * r, 0.74 * h)),
            *(
                (0.78 * r, 0.84 * h),
                (0.95 * r, 0.94 * h),
                (0.95 * r, h),
                (0.84 * r, h),
                (0.72 * r, 0.86 * h),
                (0, 0.86 * h),
            ),
        ],
        sides=22,
        crease_deg=45,
    )
    foot = tube(
        [(0.55 * r, 0.24 * h, 0), (0.72 * r, 0.1 * h, 0), (0.76 * r, 0, 0)], [0.1 * r, 0.08 * r, 0.07 * r], sides=6
    )
    brew = lathe([(0, 0.84 * h), (0.78 * r, 0.84 * h), (0.78 * r, 0.88 * h), (0, 0.9 * h)], sides=18, slot=1)
    ear = tube(
        curve([(0.98 * r, 0.72 * h, 0), (1.13 * r, 0.82 * h, 0), (0.93 * r, 0.95 * h, 0)], 3), 0.03 * r + 0.003, sides=6
    )
    return join(body, brew, ring(foot, 3, start_deg=90), both_sides(ear))


KITCHEN = (
    Archetype(
        id="counter",
        name_en="kitchen counter",
        name_ko="조리대",
        keywords=(
            "counter",
            "worktop",
            "kitchen unit",
            "kitchen island",
            "bar counter",
            "카운터",
            "싱크 상판",
            "아일랜드 식탁",
            "주방 가구",
        ),
        category="kitchen",
        role="furniture_wall",
        size=(1.8, 0.9, 0.62),
        materials=("white", "stone", "steel"),
        build=meshed(_units),
        surfaces=whole_top,
        access=("front",),
        tags=("storage",),
    ),
    Archetype(
        id="sink",
        name_en="kitchen sink",
        name_ko="싱크대",
        keywords=("sink", "washing-up sink", "개수대", "설거지통"),
        category="kitchen",
        role="furniture_wall",
        size=(1.2, 1.14, 0.62),
        materials=("white", "stone", "steel"),
        build=meshed(_sink),
        solids=_sink_solids,
        surfaces=_sink_surfaces,
        access=("front",),
    ),
    Archetype(
        id="stove",
        name_en="stove",
        name_ko="가스레인지",
        keywords=("cooker", "oven", "range", "hob", "오븐", "스토브", "레인지", "화덕"),
        category="kitchen",
        role="furniture_wall",
        size=(0.6, 0.9, 0.62),
        materials=("white", "black", "steel"),
        build=meshed(_stove),
        surfaces=whole_top,
        access=("front",),
    ),
    Archetype(
        id="refrigerator",
        name_en="refrigerator",
        name_ko="냉장고",
        keywords=("fridge", "freezer", "icebox", "김치냉장고", "냉동고"),
        category="kitchen",
        role="furniture_wall",
        size=(0.7, 1.8, 0.7),
        materials=("white", "steel"),
        build=meshed(_refrigerator),
        surfaces=whole_top,
        access=("front",),
        tags=("tall",),
    ),
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
        id="fireplace",
        name_en="fireplace",
        name_ko="벽난로",
        keywords=("hearth", "chimney", "mantelpiece", "ingle", "난로", "화로", "아궁이"),
        category="hearth",
        role="furniture_wall",
        size=(1.7, 1.6, 0.55),
        materials=("stone", "black", "wood_dark", "flame"),
        build=meshed(_fireplace),
        solids=_fireplace_solids,
        surfaces=_fireplace_surfaces,
        access=("front",),
        tags=("light", "flame"),
    ),
    Archetype(
        id="cauldron",
        name_en="cauldron",
        name_ko="가마솥",
        keywords=("witch's pot", "kettle pot", "iron pot", "마녀 솥", "무쇠솥"),
        category="hearth",
        role="furniture_floor",
        size=(0.7, 0.6, 0.7),
        materials=("iron", "leaf"),
        build=meshed(_cauldron),
    ),
)
