"""What gives light: candles, lamps, lanterns, torches, chandeliers."""

from __future__ import annotations

from studio.model.stage import Box3, Size
from studio.staging.kit.archetype import Archetype, meshed
from studio.staging.kit.geometry import Part, Vec3, ball, box, curve, cylinder, lathe, torus, tube
from studio.staging.kit.occupancy import solid
from studio.staging.kit.operators import both_sides, four_corners, join, move, ring, scale, turn


def flame(radius: float, height: float, at: Vec3 = (0.0, 0.0, 0.0), *, slot: int = 1, sides: int = 10) -> Part:
    """A pointed flame standing on ``at``."""
    shape = [(0, 0), (0.7, 0.14), (1.0, 0.32), (0.68, 0.6), (0.26, 0.84), (0, 1)]
    return lathe([(r * radius, y * height) for r, y in shape], at, sides=sides, slot=slot, crease_deg=62)


def _candle(size: Size) -> Part:
    """A candle with a run of wax and its flame."""
    r, h = size[0] / 2, size[1]
    fire = min(0.26 * h, 5.2 * r)
    wax = h - fire
    return join(
        lathe(
            [
                *((0, 0), (r, 0), (r, 0.05 * h), (0.86 * r, 0.09 * h), (0.8 * r, wax - 0.2 * r)),
                *((0.86 * r, wax - 0.1 * r), (0.7 * r, wax), (0.3 * r, wax - 0.25 * r), (0, wax - 0.25 * r)),
            ],
            sides=14,
        ),
        flame(0.62 * r, fire + 0.02 * h, (0, wax - 0.02 * h, 0)),
    )


def _small_candle(radius: float, height: float, at: Vec3, *, wax: int, fire: int) -> Part:
    x, y, z = at
    return join(
        cylinder(radius, 0.72 * height, at, sides=8, slot=wax),
        flame(0.8 * radius, 0.34 * height, (x, y + 0.66 * height, z), slot=fire, sides=6),
    )


def _candlestick(size: Size) -> Part:
    """A turned holder with a drip pan and one candle."""
    r, h = min(size[0], size[2]) / 2, size[1]
    turned = [
        *((0, 0), (r, 0), (r, 0.03), (0.62 * r, 0.07), (0.25 * r, 0.1), (0.2 * r, 0.2), (0.4 * r, 0.25)),
        *((0.2 * r, 0.3), (0.17 * r, 0.46), (0.3 * r, 0.52), (0.6 * r, 0.55), (0.62 * r, 0.575), (0, 0.575)),
    ]
    stick = lathe([(x, y * h) for x, y in turned], sides=16)
    return join(stick, _small_candle(0.24 * r, 0.425 * h, (0, 0.575 * h, 0), wax=1, fire=2))


def _candelabra(size: Size) -> Part:
    """Five candles on curved arms."""
    w, h, d = size
    reach, foot = w / 2 - 0.03, min(0.1, 0.5 * d)
    turned = [
        *((0, 0), (foot, 0), (foot, 0.02), (0.5 * foot, 0.05), (0.16 * foot, 0.08), (0.16 * foot, 0.3)),
        *((0.3 * foot, 0.33), (0.14 * foot, 0.36), (0.14 * foot, 0.66), (0.34 * foot, 0.68), (0, 0.68)),
    ]
    parts = [lathe([(x, y * h) for x, y in turned], sides=14)]
    parts.append(_small_candle(0.013, 0.3 * h, (0, 0.7 * h, 0), wax=1, fire=2))
    for part, level in ((1.0, 0.36), (0.52, 0.44)):
        x = reach * part
        arm = curve(
            [(0, level * h, 0), (0.5 * x, (level - 0.05) * h, 0), (0.95 * x, (level + 0.06) * h, 0), (x, 0.6 * h, 0)], 3
        )
        holder = lathe([(0, 0), (0.008, 0), (0.03, 0.012), (0.03, 0.018), (0, 0.018)], (x, 0.6 * h, 0), sides=10)
        light = _small_candle(0.013, 0.3 * h, (x, 0.6 * h + 0.018, 0), wax=1, fire=2)
        parts.append(both_sides(join(tube(arm, 0.007, sides=6), holder, light)))
    return join(parts)


def _shade(bottom: float, top: float, height: float, at: Vec3, *, slot: int) -> Part:
    wall = 0.004
    profile = [(bottom - wall, 0), (bottom, 0), (top, height), (top - wall, height)]
    return lathe([(0, 0.02 * height), *profile, (0, 0.98 * height)], at, sides=24, slot=slot)


def _table_lamp(size: Size) -> Part:
    """A vase-shaped foot under a cloth shade that glows."""
    w, h, d = size
    r = min(w, d) / 2
    foot = [
        *((0, 0), (0.5 * r, 0), (0.5 * r, 0.03), (0.26 * r, 0.06), (0.2 * r, 0.1), (0.46 * r, 0.22)),
        *((0.44 * r, 0.32), (0.16 * r, 0.46), (0.06 * r, 0.5), (0.06 * r, 0.62), (0, 0.62)),
    ]
    return join(
        lathe([(x, y * h) for x, y in foot], sides=18, crease_deg=50),
        _shade(r, 0.62 * r, 0.45 * h, (0, 0.55 * h, 0), slot=1),
    )


def _floor_lamp(size: Size) -> Part:
    w, h, d = size
    r = min(w, d) / 2
    foot = min(0.15, 0.8 * r)
    return join(
        lathe([(0, 0), (foot, 0), (foot, 0.012), (0.4 * foot, 0.03), (0.014, 0.05), (0, 0.05)], sides=20),
        cylinder(0.012, h - 0.1, (0, 0.03, 0), sides=8),
        _shade(r, 0.66 * r, min(0.3, 0.2 * h), (0, h - min(0.3, 0.2 * h), 0), slot=1),
    )


def _pendant(size: Size) -> Part:
    """A metal dome on a cord, with its bulb."""
    w, h, d = size
    r = min(w, d) / 2
    dome = min(0.3 * h, 0.9 * r)
    return join(
        lathe([(0, h - 0.03), (0.05, h - 0.03), (0.05, h), (0, h)], sides=14),
        cylinder(0.005, h - dome - 0.03, (0, dome, 0), sides=6),
        lathe(
            [
                *((0, 0.86 * dome), (0.2 * r, 0.82 * dome), (0.6 * r, 0.56 * dome), (0.9 * r, 0.24 * dome)),
                *((0.97 * r, 0), (r, 0), (0.95 * r, 0.28 * dome), (0.64 * r, 0.62 * dome), (0.22 * r, 0.88 * dome)),
                *((0.1 * r, 0.92 * dome), (0.08 * r, 1.1 * dome), (0, 1.1 * dome)),
            ],
            sides=24,
        ),
        ball(0.26 * r, (0, 0.5 * dome, 0), slot=1, sides=12, rows=6),
    )


def _chandelier(size: Size) -> Part:
    """A wheel of candles on curved arms under a turned stem and a chain."""
    w, h, d = size
    reach = 0.43 * w
    count = 8 if w > 0.8 else 6
    stem = [(0, 0), (0.03, 0.03), (0.07, 0.12), (0.03, 0.18), (0.022, 0.3), (0.05, 0.36), (0.022, 0.44), (0.014, 0.5)]
    hoop = 0.24 * h
    arm = curve([(0.02, 0.14 * h, 0), (0.4 * reach, 0.07 * h, 0), (0.85 * reach, 0.12 * h, 0), (reach, hoop, 0)], 2)
    pan = lathe([(0, 0), (0.012, 0), (0.05 * w, 0.02 * h), (0.05 * w, 0.03 * h), (0, 0.03 * h)], sides=6)
    spoke = join(
        tube(arm, 0.011, sides=4),
        move(pan, (reach, hoop, 0)),
        _small_candle(0.016, 0.24 * h, (reach, hoop + 0.03 * h, 0), wax=1, fire=2),
    )
    return join(
        lathe([*((x * w, y * h) for x, y in stem), (0, 0.5 * h)], sides=12),
        cylinder(0.008, 0.48 * h, (0, 0.5 * h, 0), sides=6),
        lathe([(0, 0.96 * h), (0.05, 0.96 * h), (0.07, h), (0, h)], sides=14),
        torus(0.86 * reach, 0.014, (0, 0.125 * h, 0), sides=20, around=4),
        scale(ring(spoke, count), (1.0, 1.0, d / w)),
    )


def _torch(size: Size) -> Part:
    """A wall torch: a plate and a ring that hold a slanted brand, burning."""
    w, h, d = size
    top = 0.62 * h
    brand = tube(
        [(0, 0.02 * h, -0.32 * d), (0, 0.35 * h, 0.0), (0, top, 0.26 * d)],
        [0.16 * w, 0.2 * w, 0.3 * w],
        sides=8,
        slot=1,
    )
    cup = lathe([(0, 0), (0.3, 0), (0.44, 0.12 * h / w), (0.4, 0.16 * h / w), (0, 0.16 * h / w)], sides=10)
    return join(
        box((0.7 * w, 0.34 * h, 0.09 * d), (0, 0.14 * h, -0.455 * d), bevel=0.006),
        tube([(0, 0.3 * h, -0.45 * d), (0, 0.32 * h, 0.02 * d)], 0.09 * w, sides=6),
        torus(0.26 * w, 0.06 * w, (0, 0.34 * h, 0.0), sides=14, around=5),
        brand,
        move(scale(cup, (w, w, w)), (0, 0.54 * h, 0.24 * d)),
        flame(0.42 * w, 0.4 * h, (0, 0.6 * h, 0.26 * d), slot=2),
        turn(flame(0.24 * w, 0.26 * h, (0.16 * w, 0.6 * h, 0.26 * d), slot=2), z_deg=-6),
    )


def _lantern(size: Size) -> Part:
    """A hand lantern: four posts about a lit glass under a pitched cap and a ring."""
    w, h, d = size
    body, base = 0.62 * h, 0.08 * h
    post = box((0.05 * w, body, 0.05 * w), (0.4 * w, base, 0.4 * d), bevel=0.002)
    roof = lathe(
        [(0, 0), (0.5, 0), (0.5, 0.02 * h), (0.2, 0.1 * h), (0.2, 0.14 * h), (0.1, 0.16 * h), (0, 0.16 * h)], sides=4
    )
    handle = turn(torus(0.2 * w, 0.02 * w, sides=14, around=5), x_deg=90)
    return join(
        box((w, base, d), bevel=0.006),
        four_corners(post),
        box((0.7 * w, body, 0.7 * d), (0, base, 0), bevel=0.0, slot=1),
        box((0.74 * w, 0.03 * h, 0.74 * d), (0, base + 0.48 * body, 0), bevel=0.0),
        box((0.04 * w, body, 0.74 * d), (0, base, 0), bevel=0.0),
        box((0.74 * w, body, 0.04 * d), (0, base, 0), bevel=0.0),
        move(turn(scale(roof, (1.38 * w, 1, 1.38 * d)), y_deg=45), (0, base + body, 0)),
        move(handle, (0, h - 0.2 * w, 0)),
    )


def _street_lamp(size: Size) -> Part:
    """A cast-iron post with a four-sided lantern."""
    w, h, d = size
    r = min(w, d) / 2
    post = [
        *((0, 0), (0.62 * r, 0), (0.62 * r, 0.05), (0.4 * r, 0.07), (0.4 * r, 0.16), (0.3 * r, 0.19)),
        *(
            (0.17 * r, 0.23),
            (0.14 * r, 0.6),
            (0.26 * r, 0.62),
            (0.14 * r, 0.64),
            (0.12 * r, 0.8),
            (0.3 * r, 0.82),
            (0, 0.82),
        ),
    ]
    glass = lathe([(0, 0.82 * h), (0.5 * r, 0.82 * h), (0.95 * r, 0.94 * h), (0, 0.94 * h)], sides=4, slot=1)
    cap = [(0, 0.94), (1.12 * r, 0.94), (1.12 * r, 0.945), (0.4 * r, 0.975), (0.14 * r, 0.98), (0.16 * r, 0.99), (0, 1)]
    arm = box((1.5 * r, 0.02 * r + 0.02, 0.03), (0, 0.745 * h, 0), bevel=0.004)
    return join(
        lathe([(x, y * h) for x, y in post], sides=12),
        turn(glass, y_deg=45),
        turn(lathe([(x, y * h) for x, y in cap], sides=4), y_deg=45),
        arm,
    )


def _street_lamp_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    return (
        solid((0.7 * w, 0.24 * h, 0.7 * d)),
        solid((0.3 * w, 0.6 * h, 0.3 * d), (0, 0.24 * h, 0)),
        solid((w, 0.2 * h, d), (0, 0.8 * h, 0)),
    )


_LIT = ("light",)

LAMPS = (
    Archetype(
        id="candle",
        name_en="candle",
        name_ko="촛불",
        keywords=("candlelight", "floating candle", "wax candle", "초", "양초", "떠다니는 촛불"),
        category="light",
        role="lighting",
        size=(0.06, 0.26, 0.06),
        materials=("wax", "flame"),
        build=meshed(_candle),
        attach="surface",
        tags=("light", "flame"),
    ),
    Archetype(
        id="candlestick",
        name_en="candlestick",
        name_ko="촛대",
        keywords=("candle holder", "chamberstick", "초꽂이", "은촛대"),
        category="light",
        role="lighting",
        size=(0.13, 0.38, 0.13),
        materials=("brass", "wax", "flame"),
        build=meshed(_candlestick),
        attach="surface",
        tags=("light", "flame"),
    ),
    Archetype(
        id="candelabra",
        name_en="candelabra",
        name_ko="가지 촛대",
        keywords=("candelabrum", "branched candlestick", "menorah", "샹들리에 촛대", "여러 갈래 촛대"),
        category="light",
        role="lighting",
        size=(0.42, 0.5, 0.2),
        materials=("silver", "wax", "flame"),
        build=meshed(_candelabra),
        attach="surface",
        tags=("light", "flame"),
    ),
    Archetype(
        id="table_lamp",
        name_en="table lamp",
        name_ko="탁상 램프",
        keywords=("lamp", "desk lamp", "bedside lamp", "reading lamp", "램프", "스탠드", "스탠드 조명", "등"),
        category="light",
        role="lighting",
        size=(0.32, 0.5, 0.32),
        materials=("ceramic", "lamp"),
        build=meshed(_table_lamp),
        attach="surface",
        tags=_LIT,
    ),
    Archetype(
        id="floor_lamp",
        name_en="floor lamp",
        name_ko="플로어 램프",
        keywords=("standing lamp", "torchiere", "스탠딩 램프", "장스탠드", "스탠드등"),
        category="light",
        role="lighting",
        size=(0.42, 1.6, 0.42),
        materials=("brass", "lamp"),
        build=meshed(_floor_lamp),
        tags=("light", "tall"),
    ),
    Archetype(
        id="pendant_lamp",
        name_en="pendant lamp",
        name_ko="펜던트 조명",
        keywords=(
            "ceiling lamp",
            "ceiling light",
            "hanging lamp",
            "light bulb",
            "천장등",
            "매달린 램프",
            "전등",
            "전구",
        ),
        category="light",
        role="lighting",
        size=(0.42, 0.9, 0.42),
        materials=("black", "lamp"),
        build=meshed(_pendant),
        attach="ceiling",
        tags=_LIT,
    ),
    Archetype(
        id="chandelier",
        name_en="chandelier",
        name_ko="샹들리에",
        keywords=("candle chandelier", "crystal chandelier", "상들리에", "촛불 샹들리에"),
        category="light",
        role="lighting",
        size=(1.1, 1.1, 1.1),
        materials=("brass", "wax", "flame"),
        build=meshed(_chandelier),
        attach="ceiling",
        tags=("light", "flame", "grand"),
    ),
    Archetype(
        id="torch",
        name_en="wall torch",
        name_ko="횃불",
        keywords=("torch", "sconce", "wall light", "brand", "벽 횃불", "벽등", "관솔불"),
        category="light",
        role="lighting",
        size=(0.16, 0.62, 0.3),
        materials=("iron", "wood_dark", "flame"),
        build=meshed(_torch),
        attach="wall",
        tags=("light", "flame", "wall_flush"),
    ),
    Archetype(
        id="lantern",
        name_en="lantern",
        name_ko="랜턴",
        keywords=("oil lamp", "hurricane lamp", "storm lantern", "등불", "호롱불", "초롱", "등잔", "제등"),
        category="light",
        role="lighting",
        size=(0.18, 0.36, 0.18),
        materials=("iron", "lamp"),
        build=meshed(_lantern),
        attach="surface",
        tags=("light", "flame"),
    ),
    Archetype(
        id="street_lamp",
        name_en="street lamp",
        name_ko="가로등",
        keywords=("lamp post", "street light", "lamppost", "gas lamp", "가스등", "거리등"),
        category="light",
        role="lighting",
        size=(0.5, 3.6, 0.5),
        materials=("iron", "lamp"),
        build=meshed(_street_lamp),
        solids=_street_lamp_solids,
        tags=("light", "tall", "outdoor"),
    ),
)
