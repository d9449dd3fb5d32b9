"""Instruments: an upright and a grand piano, a guitar, a violin, a drum, a bell, a gramophone."""

from __future__ import annotations

from math import cos, pi, sin

from studio.model.stage import Box3, Size, SupportSurface
from studio.staging.kit.archetype import Archetype, meshed, stretched
from studio.staging.kit.geometry import Part, ball, box, curve, cylinder, extrude, lathe, torus, tube
from studio.staging.kit.occupancy import solid, surface
from studio.staging.kit.operators import both_sides, join, move, taper, turn

KEY_M = 0.72
"""Height of a keyboard."""


def _keys(w: float, d: float, at: tuple[float, float, float], *, white: int, black: int) -> Part:
    """A keyboard: one white slab cut by lines, groups of two and three black keys."""
    x, y, z = at
    count = 28
    each = w / count
    sharps = [place for place in range(count - 1) if place % 7 in (0, 1, 3, 4, 5)]
    return join(
        box((w, 0.018, d), at, bevel=0.0, slot=white),
        [
            box(
                (0.5 * each, 0.014, 0.62 * d),
                (x - w / 2 + (place + 1) * each, y + 0.016, z - 0.19 * d),
                bevel=0.0,
                slot=black,
            )
            for place in sharps
        ],
    )


def _piano(size: Size) -> Part:
    """An upright piano: case, fallboard, keys on cheeks, a music desk, pedals."""
    w, h, d = size
    key_y, shelf = KEY_M * min(1.0, h / 1.2), 0.42 * d
    body = d - shelf
    back = -d / 2 + body / 2
    leg = lathe(
        [(0, 0), (0.04, 0), (0.03, 0.03), (0.035, 0.3), (0.025, 0.4), (0.04, key_y - 0.08), (0, key_y - 0.08)], sides=10
    )
    return join(
        box((w, h - 0.03, body), (0, 0, back), bevel=0.01),
        box((w, 0.03, body + 0.02), (0, h - 0.03, back + 0.01), bevel=0.008),
        box((w, 0.09, shelf + 0.02), (0, key_y - 0.09, d / 2 - shelf / 2 - 0.01), bevel=0.012),
        both_sides(box((0.05, 0.1, shelf), (w / 2 - 0.025, key_y, d / 2 - shelf / 2), bevel=0.012)),
        both_sides(move(leg, (w / 2 - 0.06, 0, d / 2 - 0.06))),
        _keys(w - 0.14, 0.6 * shelf, (0, key_y, d / 2 - 0.36 * shelf), white=1, black=2),
        box((w - 0.12, 0.07, 0.03), (0, key_y + 0.02, d / 2 - shelf + 0.02), bevel=0.006),
        box((0.5 * w, 0.2 * h, 0.02), (0, key_y + 0.1 * h, d / 2 - shelf + 0.012), bevel=0.006),
        both_sides(box((0.36 * w, 0.38 * h, 0.015), (0.23 * w, 0.12 * h, d / 2 - shelf + 0.002), bevel=0.006)),
        [box((0.035, 0.02, 0.1), (x, 0.03, d / 2 - shelf + 0.04), bevel=0.004, slot=3) for x in (-0.08, 0.08)],
    )


def _piano_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    key_y, shelf = KEY_M * min(1.0, h / 1.2), 0.42 * d
    return (
        solid((w, h, d - shelf), (0, 0, -shelf / 2)),
        solid((w, 0.19, shelf), (0, key_y - 0.09, (d - shelf) / 2)),
        *(solid((0.1, key_y - 0.09, 0.1), (side * (w / 2 - 0.06), 0, d / 2 - 0.06)) for side in (-1, 1)),
    )


def _piano_surfaces(size: Size) -> tuple[SupportSurface, ...]:
    w, h, d = size
    shelf = 0.42 * d
    return (surface(h, (w, d - shelf), (0, -shelf / 2)),)


def _grand_piano(size: Size) -> Part:
    """A grand piano with its lid up, the keys towards +Z."""
    w, h, d = size
    key_y = KEY_M * min(1.0, h / 1.6)
    rim, low = 0.26, key_y - 0.1
    plan = [
        (-0.5, 0.34),
        (0.5, 0.34),
        (0.5, 0.0),
        (0.46, -0.14),
        (0.3, -0.26),
        (0.14, -0.38),
        (-0.02, -0.47),
        (-0.2, -0.5),
        (-0.38, -0.46),
        (-0.5, -0.34),
    ]
    shape = [(x * w, -z * d) for x, z in plan]
    case = move(turn(extrude(list(reversed(shape)), rim, bevel=0.01), x_deg=-90), (0, low + rim / 2, 0))
    lid_shape = [(x * w, -(z - 0.02) * d) for x, z in plan]
    lid = turn(extrude(list(reversed(lid_shape)), 0.025, bevel=0.004), x_deg=-90)
    lifted = turn(lid, z_deg=32, about=(-w / 2, 0, 0))
    leg = taper(box((0.11, low, 0.11), bevel=0.01), (1, 1), bottom=(0.55, 0.55))
    prop = tube([(0.3 * w, low + rim, -0.05 * d), (0.24 * w, low + rim + 0.46 * w, -0.05 * d)], 0.012, sides=5)
    return join(
        case,
        move(lifted, (0, low + rim + 0.012, -0.02 * d)),
        box((w, 0.12, 0.16 * d), (0, low, 0.42 * d), bevel=0.012),
        both_sides(box((0.07, rim - 0.04, 0.16 * d), (w / 2 - 0.035, low, 0.42 * d), bevel=0.012)),
        _keys(w - 0.16, 0.1 * d, (0, low + 0.12, 0.43 * d), white=1, black=2),
        box((0.46 * w, 0.18, 0.02), (0, low + rim - 0.02, 0.24 * d), bevel=0.005),
        both_sides(move(leg, (w / 2 - 0.1, 0, 0.34 * d))),
        move(leg, (-0.2 * w, 0, -0.4 * d)),
        box((0.14, low, 0.03), (0, 0.0, 0.28 * d), bevel=0.004),
        [box((0.03, 0.02, 0.1), (x, 0.03, 0.31 * d), bevel=0.0, slot=3) for x in (-0.05, 0.0, 0.05)],
        prop,
    )


def _grand_piano_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    low = KEY_M * min(1.0, h / 1.6) - 0.1
    return (
        solid((w, 0.26, d), (0, low, 0)),
        solid((w, h - low - 0.26, 0.84 * d), (0, low + 0.26, -0.08 * d)),
        *(solid((0.12, low, 0.12), (side * (w / 2 - 0.1), 0, 0.34 * d)) for side in (-1, 1)),
        solid((0.3 * w, low, 0.1 * d), (-0.2 * w, 0, -0.4 * d)),
        solid((0.16, low, 0.06), (0, 0, 0.28 * d)),
    )


_GUITAR = (
    (0.0, -0.40),
    (0.20, -0.39),
    (0.35, -0.33),
    (0.44, -0.22),
    (0.44, -0.10),
    (0.37, 0.0),
    (0.29, 0.10),
    (0.29, 0.20),
    (0.34, 0.30),
    (0.30, 0.42),
    (0.18, 0.49),
    (0.06, 0.50),
)
_FIDDLE = (
    (0.0, -0.48),
    (0.22, -0.46),
    (0.42, -0.34),
    (0.45, -0.18),
    (0.34, -0.10),
    (0.28, 0.02),
    (0.34, 0.14),
    (0.40, 0.24),
    (0.34, 0.40),
    (0.18, 0.49),
    (0.06, 0.50),
)


def _strung(size: Size, outline: tuple[tuple[float, float], ...], *, body: float, hole: bool) -> Part:
    """An instrument standing upright on its end: body, neck, head with pegs, bridge and strings."""
    w, h, d = size
    half = [(x * w * 1.1, (y + 0.5) * body * h) for x, y in outline]
    ring_ = [*half, *[(-x, y) for x, y in reversed(half[1:])]]
    deep = 0.66 * d
    front = -d / 2 + deep
    parts = [extrude(ring_, deep, (0, 0, -d / 2 + deep / 2), bevel=0.1 * deep)]
    if hole:
        parts.append(
            move(turn(cylinder(0.14 * w, 0.01 * d, sides=20, slot=1), x_deg=90), (0, 0.62 * body * h, front - 0.002))
        )
    neck = box(
        (0.13 * w, (0.9 - body) * h + 0.1 * h, 0.28 * d), (0, (body - 0.1) * h, front - 0.14 * d), bevel=0.004, slot=1
    )
    head = taper(box((0.19 * w, 0.1 * h, 0.16 * d), (0, 0.9 * h, front - 0.16 * d), bevel=0.004, slot=1), (0.86, 1))
    bridge = box((0.3 * w, 0.018 * h, 0.12 * d), (0, 0.3 * body * h, front), bevel=0.0, slot=1)
    pegs = [
        both_sides(box((0.08 * w, 0.014 * h, 0.1 * d), (0.13 * w, y * h, front - 0.14 * d), bevel=0.0, slot=2))
        for y in (0.92, 0.95, 0.98)
    ]
    strings = [
        box(
            (0.008 * w + 0.0006, (0.92 - 0.3 * body) * h, 0.004),
            (x * w, 0.3 * body * h, front + 0.1 * d),
            bevel=0.0,
            slot=2,
        )
        for x in (-0.04, -0.013, 0.013, 0.04)
    ]
    return join(parts, neck, head, bridge, pegs, strings)


def _guitar(size: Size) -> Part:
    return _strung(size, _GUITAR, body=0.49, hole=True)


def _violin(size: Size) -> Part:
    return _strung(size, _FIDDLE, body=0.58, hole=False)


def _drum(size: Size) -> Part:
    """A field drum with zigzag cords."""
    r, h = size[0] / 2, size[1]
    shell = lathe([(0, 0.04 * h), (0.93 * r, 0.04 * h), (0.93 * r, 0.96 * h), (0, 0.96 * h)], sides=24)
    hoop = lathe([(0, 0), (r, 0), (r, 0.1 * h), (0, 0.1 * h)], sides=24, slot=1)
    skin = lathe([(0, 0.99 * h), (0.94 * r, 0.99 * h), (0.94 * r, h), (0, h)], sides=24, slot=2)
    cords = []
    for place in range(8):
        a, b = 2 * pi * place / 8, 2 * pi * (place + 0.5) / 8
        cords.append(
            tube(
                [(0.95 * r * cos(a), 0.06 * h, 0.95 * r * sin(a)), (0.95 * r * cos(b), 0.94 * h, 0.95 * r * sin(b))],
                0.014 * r + 0.002,
                sides=4,
                slot=2,
            )
        )
        cords.append(
            tube(
                [
                    (0.95 * r * cos(b), 0.94 * h, 0.95 * r * sin(b)),
                    (0.95 * r * cos(a + pi / 4), 0.06 * h, 0.95 * r * sin(a + pi / 4)),
                ],
                0.014 * r + 0.002,
                sides=4,
                slot=2,
            )
        )
    return join(shell, hoop, move(hoop, (0, 0.89 * h, 0)), skin, cords)


def _bell() -> Part:
    """A bronze bell with its clapper, hung from a headstock."""
    cup = lathe(
        [
            *((0, 0.62), (0.22, 0.6), (0.3, 0.3), (0.42, 0.08), (0.47, 0.04), (0.5, 0.04), (0.5, 0.07)),
            *((0.44, 0.13), (0.34, 0.32), (0.28, 0.62), (0.2, 0.72), (0.08, 0.75), (0, 0.75)),
        ],
        sides=24,
        crease_deg=40,
    )
    band = torus(0.31, 0.014, (0, 0.52, 0), sides=24, around=5)
    clapper = join(
        tube([(0, 0.62, 0), (0, 0.1, 0)], 0.02, sides=6, slot=1), ball(0.065, (0, 0.065, 0), sides=10, rows=6, slot=1)
    )
    loop = turn(torus(0.08, 0.03, sides=12, around=6), x_deg=90)
    stock = box((0.9, 0.13, 0.16), (0, 0.87, 0), bevel=0.02, slot=2)
    straps = both_sides(box((0.05, 0.24, 0.18), (0.1, 0.76, 0), bevel=0.006, slot=1))
    return join(cup, band, clapper, move(loop, (0, 0.8, 0)), stock, straps)


def _gramophone(size: Size) -> Part:
    """A wind-up gramophone: box, record, arm, a flower horn towards +Z."""
    w, h, d = size
    base = 0.3 * h
    horn = curve(
        [
            (0, base + 0.04, -0.32 * d),
            (0, 0.55 * h, -0.40 * d),
            (0, 0.72 * h, -0.2 * d),
            (0, 0.74 * h, 0.02 * d),
            (0, 0.74 * h, 0.14 * d),
        ],
        3,
    )
    widths = [0.03, 0.03, 0.03, 0.032, 0.034, 0.04, 0.05, 0.06, 0.08, 0.11, 0.16, 0.24, 0.34]
    bell = tube(horn, [0.72 * w * t for t in widths], sides=14, slot=1)
    mouth = turn(lathe([(0, 0), (0.2 * w, 0.0), (0.24 * w, 0.012), (0, 0.014)], sides=14, slot=2), x_deg=90)
    crank = tube(
        [
            (0.4 * w, 0.5 * base, 0),
            (0.47 * w, 0.5 * base, 0),
            (0.47 * w, 0.5 * base, 0.1 * d),
            (0.5 * w, 0.5 * base, 0.1 * d),
        ],
        0.01,
        sides=5,
        slot=1,
    )
    return join(
        box((0.84 * w, base - 0.02, 0.84 * d), (0, 0, -0.06 * d), bevel=0.01),
        box((0.88 * w, 0.03, 0.88 * d), (0, 0, -0.06 * d), bevel=0.008),
        cylinder(0.34 * w, 0.016, (0, base - 0.02, -0.02 * d), sides=24, slot=2),
        cylinder(0.1 * w, 0.004, (0, base - 0.004, -0.02 * d), sides=14, slot=1),
        bell,
        move(mouth, (0, 0.74 * h, 0.142 * d)),
        tube([(0, base + 0.05, -0.32 * d), (0.1 * w, base + 0.04, -0.12 * d)], 0.012, sides=6, slot=1),
        crank,
    )


MUSIC = (
    Archetype(
        id="piano",
        name_en="piano",
        name_ko="피아노",
        keywords=("upright piano", "업라이트 피아노", "풍금", "오르간"),
        category="music",
        role="furniture_wall",
        size=(1.5, 1.22, 0.62),
        materials=("wood_dark", "white", "black", "brass"),
        build=meshed(_piano),
        solids=_piano_solids,
        surfaces=_piano_surfaces,
        access=("front",),
    ),
    Archetype(
        id="grand_piano",
        name_en="grand piano",
        name_ko="그랜드 피아노",
        keywords=("concert piano", "baby grand", "그랜드피아노"),
        category="music",
        role="furniture_floor",
        size=(1.5, 1.62, 1.9),
        materials=("black", "white", "black", "brass"),
        build=meshed(_grand_piano),
        solids=_grand_piano_solids,
        access=("front",),
        tags=("grand",),
    ),
    Archetype(
        id="guitar",
        name_en="guitar",
        name_ko="기타",
        keywords=("acoustic guitar", "lute", "ukulele", "banjo", "통기타", "우쿨렐레"),
        category="music",
        role="decoration_surface",
        size=(0.38, 1.0, 0.12),
        materials=("wood_light", "wood_dark", "steel"),
        build=meshed(_guitar),
    ),
    Archetype(
        id="violin",
        name_en="violin",
        name_ko="바이올린",
        keywords=("fiddle", "viola", "cello", "첼로", "비올라"),
        category="music",
        role="decoration_surface",
        size=(0.21, 0.6, 0.08),
        materials=("wood", "black", "steel"),
        build=meshed(_violin),
        attach="surface",
    ),
    Archetype(
        id="drum",
        name_en="drum",
        name_ko="북",
        keywords=("snare drum", "tambour", "bass drum", "드럼", "장구"),
        category="music",
        role="furniture_floor",
        size=(0.5, 0.5, 0.5),
        materials=("cloth_red", "wood_light", "white"),
        build=meshed(_drum),
        tags=("round",),
    ),
    Archetype(
        id="bell",
        name_en="bell",
        name_ko="종",
        keywords=("church bell", "ship's bell", "bronze bell", "범종", "교회 종", "벨"),
        category="music",
        role="decoration_hanging",
        size=(0.7, 0.8, 0.7),
        materials=("brass", "iron", "wood_dark"),
        build=stretched(_bell),
        attach="ceiling",
    ),
    Archetype(
        id="gramophone",
        name_en="gramophone",
        name_ko="축음기",
        keywords=("record player", "phonograph", "turntable", "레코드 플레이어", "턴테이블", "전축"),
        category="music",
        role="decoration_surface",
        size=(0.42, 0.62, 0.46),
        materials=("wood", "brass", "black"),
        build=meshed(_gramophone),
        attach="surface",
    ),
)
