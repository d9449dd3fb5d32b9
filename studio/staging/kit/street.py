"""The street: a telephone booth, a post box, a signpost, a well, a tent, a stall, a statue."""

from __future__ import annotations

import numpy as np

from studio.model.stage import Box3, Size
from studio.staging.kit.archetype import Archetype, meshed
from studio.staging.kit.geometry import Part, ball, box, curve, extrude, lathe, tube
from studio.staging.kit.levels import stack
from studio.staging.kit.occupancy import solid
from studio.staging.kit.operators import both_sides, four_corners, join, mirror, move, scale, turn


def _phone_booth(size: Size) -> Part:
    """A red kiosk: glazed on all sides, a sign under a domed roof, the telephone inside."""
    w, h, d = size
    post, base, head = 0.09 * w, 0.06 * h, 0.13 * h
    glass = h - base - head - 0.06 * h
    bars = []
    for place in range(1, 6):
        y = base + 0.1 * h + place * (glass - 0.1 * h) / 6
        bars.append(box((w - 2 * post, 0.018, d - 1.4 * post), (0, y, 0), bevel=0.0))
    upright = both_sides(box((0.018, glass, d - 1.4 * post), (0.2 * w, base, 0), bevel=0.0))
    sideways = both_sides(box((w - 1.4 * post, glass, 0.018), (0, base, 0.2 * d), bevel=0.0), axis=2)
    sign = box((0.72 * w, 0.4 * head, d + 0.0), (0, base + glass + 0.26 * head, 0), bevel=0.0, slot=2)
    sign_side = box((w, 0.4 * head, 0.72 * d), (0, base + glass + 0.26 * head, 0), bevel=0.0, slot=2)
    dome = lathe([(0, 0), (0.7, 0), (0.64, 0.35), (0.42, 0.75), (0.0, 1.0)], sides=4, crease_deg=62)
    return join(
        box((w, base, d), bevel=0.01),
        four_corners(box((post, h - 0.06 * h - base, post), ((w - post) / 2, base, (d - post) / 2), bevel=0.008)),
        box((w - 1.6 * post, glass, d - 1.6 * post), (0, base, 0), bevel=0.0, slot=1),
        box((w - 1.5 * post, 0.1 * h, d - 1.5 * post), (0, base, 0), bevel=0.0),
        bars,
        upright,
        sideways,
        box((0.98 * w, head, 0.98 * d), (0, base + glass, 0), bevel=0.012),
        sign,
        sign_side,
        move(scale(turn(dome, y_deg=45), (0.99 * w, 0.06 * h, 0.99 * d)), (0, h - 0.06 * h, 0)),
    )


def _post_box(size: Size) -> Part:
    r, h = min(size[0], size[2]) / 2, size[1]
    turned = [
        (0, 0),
        (r, 0),
        (r, 0.07),
        (0.86 * r, 0.09),
        (0.86 * r, 0.8),
        (r, 0.83),
        (r, 0.87),
        (0.9 * r, 0.92),
        (0.5 * r, 0.98),
        (0, 1),
    ]
    slot = box((0.9 * r, 0.03 * h, 0.1 * r), (0, 0.7 * h, 0.84 * r), bevel=0.0, slot=1)
    plate = box((0.5 * r, 0.13 * h, 0.06 * r), (0, 0.5 * h, 0.84 * r), bevel=0.0, slot=2)
    return join(lathe([(x, y * h) for x, y in turned], sides=22), slot, plate)


def _signpost(size: Size) -> Part:
    """A post with three pointing boards."""
    w, h, d = size
    board = [(-0.06, -0.09), (0.78, -0.09), (1.0, 0.0), (0.78, 0.09), (-0.06, 0.09)]
    reach = 0.52 * w
    right = extrude([(x * reach, y) for x, y in board], 0.035, bevel=0.005)
    left = mirror(right)
    post = join(
        box((0.09, 0.95 * h, 0.09), bevel=0.01, slot=1),
        lathe([(0, 0), (0.065, 0), (0, 0.05 * h)], (0, 0.95 * h, 0), sides=4, slot=1),
    )
    return join(
        post,
        move(right, (0, 0.84 * h, d / 2 - 0.02)),
        move(scale(left, (0.9, 1, 1)), (0, 0.7 * h, d / 2 - 0.02)),
        move(scale(right, (0.8, 1, 1)), (0, 0.56 * h, d / 2 - 0.02)),
    )


def _well(size: Size) -> Part:
    """A round stone well with a winch, a bucket and a pitched roof."""
    w, h, d = size
    r, wall = 0.44 * min(w, d), 0.36 * h
    joints = [wall * row / 4 for row in range(1, 4)]
    courses = [
        (x * r, y + lift) for y in joints for x, lift in ((1.0, -0.02), (0.96, -0.006), (0.96, 0.006), (1.0, 0.02))
    ]
    shaft = lathe(
        [
            *((0, 0), (r, 0), *courses, (r, wall), (1.08 * r, wall), (1.08 * r, wall + 0.05)),
            *((0.76 * r, wall + 0.05), (0.74 * r, 0.6 * wall), (0, 0.6 * wall)),
        ],
        sides=18,
    )
    water = lathe(
        [(0, 0.6 * wall), (0.75 * r, 0.6 * wall), (0.75 * r, 0.64 * wall), (0, 0.64 * wall)], sides=16, slot=2
    )
    eave, ridge = 0.74 * h, h
    plane = [
        (-0.5 * d, 0.0),
        (0.0, ridge - eave - 0.04),
        (0.5 * d, 0.0),
        (0.5 * d, 0.04),
        (0.0, ridge - eave),
        (-0.5 * d, 0.04),
    ]
    roof = move(turn(extrude(plane, w, slot=1), y_deg=90), (0, eave, 0))
    post = box((0.09, eave + 0.12 * h - wall, 0.09), (0.9 * r, wall, 0), bevel=0.008, slot=1)
    barrel = tube([(-0.9 * r, 0.62 * h, 0), (0.9 * r, 0.62 * h, 0)], 0.06, sides=8, slot=1)
    rope = tube([(0.06, 0.62 * h, 0), (0.06, wall + 0.24, 0)], 0.012, sides=5, slot=3)
    pail = lathe(
        [(0, 0), (0.09, 0), (0.12, 0.2), (0.105, 0.2), (0.08, 0.02), (0, 0.02)],
        (0.06, wall + 0.06, 0),
        sides=12,
        slot=1,
    )
    return join(shaft, water, roof, both_sides(post), barrel, rope, pail)


def _well_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    edge = 0.96 * min(w, d)
    return (
        solid((edge, 0.36 * h + 0.05, edge)),
        solid((0.9 * w, 0.4 * h, 0.2 * d), (0, 0.36 * h, 0)),
        solid((w, 0.26 * h, d), (0, 0.74 * h, 0)),
    )


def _tent(size: Size) -> Part:
    """A ridge tent, open in front."""
    w, h, d = size
    cloth = 0.03
    wall = [
        (-0.5 * w, 0),
        (-0.5 * w + 2 * cloth, 0),
        (0.02 * w, h - 2.4 * cloth),
        (0.5 * w - 2 * cloth, 0),
        (0.5 * w, 0),
        (0, h - cloth),
    ]
    back = [(-0.48 * w, 0), (0.48 * w, 0), (0, h - cloth)]
    flap = [(0.0, 0.92 * h), (-0.46 * w, 0.02), (-0.3 * w, 0.02)]
    pole = tube([(0, 0, 0), (0, h, 0)], 0.025, sides=6, slot=1)
    return join(
        extrude(wall, d - 0.1),
        extrude(back, 0.03, (0, 0, -0.46 * d)),
        both_sides(extrude(flap, 0.03, (0, 0, 0.5 * d - 0.06))),
        move(pole, (0, 0, 0.5 * d - 0.03)),
        move(pole, (0, 0, -0.5 * d + 0.03)),
    )


def _tent_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    return (
        *(solid((0.12 * w, 0.4 * h, d), (side * 0.44 * w, 0, 0)) for side in (-1, 1)),
        solid((0.6 * w, 0.4 * h, d), (0, 0.6 * h, 0)),
        solid((w, h, 0.08), (0, 0, -d / 2 + 0.04)),
    )


def _statue(size: Size) -> Part:
    """A draped figure on a plinth, one arm raised."""
    w, h, d = size
    foot = 0.26 * h
    body = h - foot
    robe = [
        (0.0, 0.30 * w, 0.32 * d, 0.3 * d),
        (0.04, 0.28 * w, 0.3 * d, 0.28 * d),
        (0.3, 0.2 * w, 0.24 * d, 0.22 * d),
        (0.5, 0.19 * w, 0.22 * d, 0.2 * d),
        (0.58, 0.16 * w, 0.19 * d, 0.17 * d),
        (0.7, 0.21 * w, 0.21 * d, 0.19 * d),
        (0.78, 0.22 * w, 0.17 * d, 0.17 * d),
        (0.81, 0.12 * w, 0.12 * d, 0.12 * d),
        (0.83, 0.07 * w, 0.08 * d, 0.08 * d),
    ]
    cloth = stack([(foot + y * body, x, f, b) for y, x, f, b in robe], sides=18, square=2.2)
    points = cloth.points.copy()
    low = np.clip((foot + 0.55 * body - points[:, 1]) / body, 0, 1)
    angle = np.arctan2(points[:, 2], points[:, 0])
    fold = 1 + 0.16 * low * np.sin(9 * angle)
    points[:, 0] *= fold
    points[:, 2] *= fold
    head = ball(0.075 * body, (0, foot + 0.885 * body, 0.01 * d), sides=12, rows=8)
    hair = ball(0.05 * body, (0, foot + 0.9 * body, -0.1 * d), sides=8, rows=5)
    up = tube(
        curve(
            [
                (0.19 * w, foot + 0.77 * body, 0),
                (0.33 * w, foot + 0.84 * body, 0.1 * d),
                (0.36 * w, foot + 1.0 * body - 0.03, 0.14 * d),
            ],
            2,
        ),
        [0.05 * w, 0.052 * w, 0.045 * w, 0.04 * w, 0.04 * w],
        sides=7,
    )
    down = tube(
        curve(
            [
                (-0.19 * w, foot + 0.77 * body, 0),
                (-0.27 * w, foot + 0.6 * body, 0.06 * d),
                (-0.1 * w, foot + 0.5 * body, 0.24 * d),
            ],
            2,
        ),
        [0.05 * w, 0.052 * w, 0.045 * w, 0.04 * w, 0.04 * w],
        sides=7,
    )
    return join(
        box((0.92 * w, 0.2 * foot, 0.96 * d), bevel=0.012),
        box((0.76 * w, 0.66 * foot, 0.8 * d), (0, 0.2 * foot, 0), bevel=0.01),
        box((0.88 * w, 0.14 * foot, 0.92 * d), (0, 0.86 * foot, 0), bevel=0.012),
        Part(points, cloth.faces, cloth.slots, cloth.creases),
        head,
        hair,
        up,
        down,
    )


def _stall(size: Size) -> Part:
    """A market stall: a counter under a striped awning on four posts."""
    w, h, d = size
    table = 0.36 * h
    stripes = max(4, 2 * round(w / 0.5))
    each = w / stripes
    cover = [
        join(
            move(
                turn(box((each, 0.03, 1.02 * d), bevel=0.0, slot=place % 2), x_deg=10),
                ((place + 0.5) * each - w / 2, 0.9 * h, 0),
            ),
            extrude(
                [(-each / 2, 0), (0, -0.1), (each / 2, 0)],
                0.02,
                ((place + 0.5) * each - w / 2, 0.9 * h - 0.086 * d, 0.5 * d - 0.02),
                slot=place % 2,
            ),
        )
        for place in range(stripes)
    ]
    boards = [
        box((w - 0.1, 0.25 * table, 0.025), (0, 0.06 + place * 0.29 * table, d / 2 - 0.1), bevel=0.004, slot=2)
        for place in range(3)
    ]
    return join(
        box((w, 0.04, d - 0.12), (0, table, 0), bevel=0.008, slot=2),
        boards,
        both_sides(box((0.06, 0.9 * h, 0.06), (w / 2 - 0.06, 0, 0.5 * d - 0.14), bevel=0.006, slot=2)),
        both_sides(box((0.06, 0.97 * h, 0.06), (w / 2 - 0.06, 0, -0.5 * d + 0.08), bevel=0.006, slot=2)),
        cover,
    )


def _stall_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    table = 0.36 * h + 0.04
    return (
        solid((w, table, d - 0.12)),
        *(solid((0.1, 0.9 * h, d - 0.1), (side * (w / 2 - 0.06), 0, 0)) for side in (-1, 1)),
        solid((w, 0.2 * h, d), (0, 0.8 * h, 0)),
    )


STREET = (
    Archetype(
        id="phone_booth",
        name_en="telephone booth",
        name_ko="공중전화 부스",
        keywords=("phone box", "telephone box", "call box", "kiosk", "공중전화", "전화 부스", "전화박스"),
        category="street",
        role="structure",
        size=(0.92, 2.5, 0.92),
        materials=("cloth_red", "glass", "white"),
        build=meshed(_phone_booth),
        access=("front",),
        tags=("outdoor", "tall"),
    ),
    Archetype(
        id="post_box",
        name_en="post box",
        name_ko="우체통",
        keywords=("mailbox", "letterbox", "pillar box", "우편함"),
        category="street",
        role="furniture_floor",
        size=(0.5, 1.5, 0.5),
        materials=("cloth_red", "black", "white"),
        build=meshed(_post_box),
        tags=("outdoor",),
    ),
    Archetype(
        id="signpost",
        name_en="signpost",
        name_ko="이정표",
        keywords=("sign", "road sign", "fingerpost", "표지판", "간판", "팻말"),
        category="street",
        role="furniture_floor",
        size=(1.2, 2.3, 0.14),
        materials=("wood_light", "wood_dark"),
        build=meshed(_signpost),
        tags=("outdoor", "tall"),
    ),
    Archetype(
        id="well",
        name_en="well",
        name_ko="우물",
        keywords=("water well", "wishing well", "샘"),
        category="street",
        role="furniture_floor",
        size=(1.5, 2.2, 1.4),
        materials=("stone", "wood", "water", "sand"),
        build=meshed(_well),
        solids=_well_solids,
        tags=("outdoor",),
    ),
    Archetype(
        id="tent",
        name_en="tent",
        name_ko="텐트",
        keywords=("camp tent", "pavilion", "천막", "막사"),
        category="street",
        role="structure",
        size=(2.2, 1.6, 2.6),
        materials=("sand", "wood"),
        build=meshed(_tent),
        solids=_tent_solids,
        access=("front",),
        tags=("outdoor",),
    ),
    Archetype(
        id="market_stall",
        name_en="market stall",
        name_ko="노점",
        keywords=("stall", "booth", "food stand", "market stand", "가판대", "포장마차", "좌판"),
        category="street",
        role="furniture_floor",
        size=(2.2, 2.4, 1.3),
        materials=("cloth_red", "white", "wood"),
        build=meshed(_stall),
        solids=_stall_solids,
        access=("front", "back"),
        tags=("outdoor",),
    ),
    Archetype(
        id="statue",
        name_en="statue",
        name_ko="조각상",
        keywords=("sculpture", "monument", "bust", "동상", "석상", "조각"),
        category="street",
        role="furniture_floor",
        size=(0.8, 2.3, 0.7),
        materials=("marble",),
        build=meshed(_statue),
        tags=("tall", "grand"),
    ),
)
