"""Walls, gates and houses: what a street or a courtyard is built of."""

from __future__ import annotations

from studio.model.stage import Box3, Size
from studio.staging.kit.archetype import Archetype, meshed
from studio.staging.kit.geometry import Part, ball, box, cylinder, extrude, lathe, tube
from studio.staging.kit.occupancy import solid, whole_top
from studio.staging.kit.operators import both_sides, join, move, turn


def _wall(size: Size) -> Part:
    """A free-standing wall of courses under a coping."""
    w, h, d = size
    courses = max(3, round((h - 0.12) / 0.32))
    each = (h - 0.12) / courses
    long_ = max(2, round(w / 0.7))
    joints = [
        box(
            (0.012, each * 0.9, d * 0.96),
            (((place + 0.5 * (course % 2)) / long_ - 0.5) * 0.96 * w, course * each + 0.05 * each, 0),
            bevel=0.0,
            slot=1,
        )
        for course in range(courses)
        for place in range(1 - course % 2, long_)
    ]
    rows = [box((w * 0.985, each - 0.014, d * 0.94), (0, course * each, 0), bevel=0.008) for course in range(courses)]
    return join(
        rows,
        joints,
        box((w * 0.97, h - 0.13, d * 0.88), bevel=0.0, slot=1),
        box((w, 0.12, d), (0, h - 0.12, 0), bevel=0.02),
    )


def _rubble_wall(size: Size) -> Part:
    """A low wall of field stones, tiles along its top."""
    w, h, d = size
    rows, columns = 3, max(4, round(w / 0.38))
    body = 0.78 * h
    stones = [
        move(
            turn(
                box((0.94 * w / columns, 0.94 * body / rows, d * (0.84 + 0.06 * ((row + place) % 3))), bevel=0.045),
                z_deg=(-3, 2, 0, 3)[(row * 3 + place) % 4],
            ),
            (((place + 0.5 + 0.3 * (row % 2) - 0.15) / columns - 0.5) * 0.96 * w, row * body / rows, 0),
        )
        for row in range(rows)
        for place in range(columns)
    ]
    roof = [(-0.5 * d, body), (0.5 * d, body), (0.06 * d, h - 0.04), (-0.06 * d, h - 0.04)]
    tiles = max(5, round(w / 0.22))
    tile = join(
        turn(cylinder(0.42 * w / tiles, 0.5 * d, sides=5, slot=1), x_deg=112),
        turn(cylinder(0.42 * w / tiles, 0.5 * d, sides=5, slot=1), x_deg=-112),
    )
    return join(
        box((0.96 * w, body, 0.7 * d), bevel=0.0, slot=2),
        stones,
        turn(extrude(roof, w * 0.98, slot=1), y_deg=90),
        *(move(tile, (((place + 0.5) / tiles - 0.5) * 0.96 * w, h - 0.07, 0)) for place in range(tiles)),
    )


def _house(size: Size) -> Part:
    """A cottage: a gabled roof, a door between two windows, a chimney, its front towards +Z."""
    w, h, d = size
    eaves = 0.56 * h
    gable = [(-0.46 * d, eaves), (0.46 * d, eaves), (0, 0.95 * h)]
    slope = [
        (-0.5 * d, eaves - 0.06 * h),
        (0, 0.96 * h),
        (0.5 * d, eaves - 0.06 * h),
        (0.5 * d, eaves),
        (0, h),
        (-0.5 * d, eaves),
    ]
    pane = join(
        box((0.16 * w, 0.2 * h, 0.06), bevel=0.01, slot=3),
        box((0.13 * w, 0.17 * h, 0.08), (0, 0.015 * h, 0), bevel=0.0, slot=2),
        box((0.01 * w, 0.17 * h, 0.1), (0, 0.015 * h, 0), bevel=0.0, slot=3),
        box((0.13 * w, 0.012 * h, 0.1), (0, 0.095 * h, 0), bevel=0.0, slot=3),
        box((0.19 * w, 0.02 * h, 0.14), (0, -0.02 * h, 0.02), bevel=0.006, slot=3),
    )
    front = 0.45 * d
    return join(
        box((0.92 * w, eaves, 0.9 * d), bevel=0.0),
        turn(extrude(gable, 0.92 * w), y_deg=90),
        turn(extrude(slope, w, slot=1), y_deg=90),
        box((0.09 * w, 0.3 * h, 0.09 * w), (0.28 * w, 0.7 * h, -0.14 * d), bevel=0.02),
        box((0.15 * w, 0.36 * h, 0.06), (0, 0, front), bevel=0.01, slot=3),
        box((0.12 * w, 0.34 * h, 0.09), (0, 0, front), bevel=0.006, slot=4),
        ball(0.012 * w, (0.045 * w, 0.17 * h, front + 0.06), sides=6, rows=4, slot=3),
        both_sides(move(pane, (0.27 * w, 0.2 * h, front))),
        both_sides(move(turn(pane, y_deg=90), (0.46 * w, 0.2 * h, 0))),
        box((0.26 * w, 0.03 * h, 0.07 * d), (0, 0, 0.465 * d), bevel=0.01),
    )


def _house_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    return (
        solid((0.96 * w, 0.5 * h, d)),
        solid((w, 0.12 * h, d), (0, 0.5 * h, 0)),
        solid((w, 0.38 * h, 0.5 * d), (0, 0.62 * h, 0)),
    )


def _torii(size: Size) -> Part:
    """A gate of two posts and two beams, the upper one curved."""
    w, h, d = size
    r = 0.42 * d
    beam = tube(
        [(-0.5 * w, h - 0.06, 0), (0, h - 0.16, 0), (0.5 * w, h - 0.06, 0)],
        [(0.09 * h * 0.6, 0.5 * d)] * 3,
        sides=8,
        side_hint=(0, 1, 0),
        slot=1,
    )
    return join(
        both_sides(tube([(0.36 * w, 0, 0), (0.33 * w, h - 0.2, 0)], [r, 0.86 * r], sides=12)),
        both_sides(lathe([(0, 0), (1.2 * r, 0), (1.16 * r, 0.3), (0, 0.3)], (0.36 * w, 0, 0), sides=12, slot=1)),
        beam,
        box((0.94 * w, 0.1 * h, 0.5 * d), (0, 0.76 * h, 0), bevel=0.01),
        box((0.07 * w, 0.16 * h, 0.3 * d), (0, 0.82 * h, 0), bevel=0.01),
    )


def _torii_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    return (
        *(solid((0.16 * w, h, d), (side * 0.36 * w, 0, 0)) for side in (-1, 1)),
        solid((w, 0.3 * h, d), (0, 0.7 * h, 0)),
    )


def _tower(size: Size) -> Part:
    """A round tower with battlements and slits."""
    w, h, d = size
    r = 0.46 * min(w, d)
    slit = box((0.06 * r, 0.08 * h, 0.1 * r), (0, 0, 0.93 * r), bevel=0.0, slot=1)
    merlon = box((0.2 * r, 0.06 * h, 0.3 * r), (0, 0.94 * h, 0.96 * r), bevel=0.02)
    return join(
        lathe(
            [
                (0, 0),
                (1.06 * r, 0),
                (0.98 * r, 0.08 * h),
                (0.92 * r, 0.8 * h),
                (1.08 * r, 0.86 * h),
                (1.08 * r, 0.945 * h),
                (0, 0.945 * h),
            ],
            sides=22,
        ),
        *(turn(merlon, y_deg=36.0 * place) for place in range(10)),
        *(turn(move(slit, (0, y * h, 0)), y_deg=yaw) for y, yaw in ((0.24, 0), (0.46, 130), (0.64, -40), (0.36, 230))),
        box((0.36 * r, 0.15 * h, 0.14 * r), (0, 0, 0.98 * r), bevel=0.03, slot=2),
    )


def _tombstone(size: Size) -> Part:
    """A rounded headstone with lines of writing on a plinth."""
    w, h, d = size
    arc = [
        (-0.42, 0.1),
        (0.42, 0.1),
        (0.42, 0.7),
        (0.36, 0.86),
        (0.2, 0.97),
        (0.0, 1.0),
        (-0.2, 0.97),
        (-0.36, 0.86),
        (-0.42, 0.7),
    ]
    return join(
        box((w, 0.12 * h, d), bevel=0.02),
        extrude([(x * w, y * h) for x, y in arc], 0.6 * d, bevel=0.02),
        *(
            box((wide * w, 0.02 * h, 0.62 * d), (0, y * h, 0), bevel=0.0, slot=1)
            for y, wide in ((0.72, 0.3), (0.6, 0.5), (0.5, 0.4))
        ),
    )


def _cross(size: Size) -> Part:
    """A cross with a ring about its middle."""
    w, h, d = size
    beam = min(0.2 * w, 0.14 * h)
    return join(box((beam, h, d), bevel=0.01), box((w, beam, d), (0, 0.62 * h, 0), bevel=0.01))


MASONRY = (
    Archetype(
        id="wall",
        name_en="wall",
        name_ko="벽",
        keywords=("brick wall", "stone wall", "free-standing wall", "벽돌 벽", "돌벽", "벽체", "담벼락"),
        category="structure",
        role="structure",
        size=(3.0, 2.4, 0.3),
        materials=("brick", "concrete"),
        build=meshed(_wall),
        surfaces=whole_top,
        tags=("outdoor",),
    ),
    Archetype(
        id="rubble_wall",
        name_en="low stone wall",
        name_ko="돌담",
        keywords=("low wall", "garden wall", "rubble wall", "tiled wall", "기와 담", "흙담"),
        category="structure",
        role="structure",
        size=(3.0, 1.3, 0.5),
        materials=("stone", "black", "earth"),
        build=meshed(_rubble_wall),
        tags=("outdoor",),
    ),
    Archetype(
        id="house",
        name_en="house",
        name_ko="집",
        keywords=("cottage", "cabin", "hut", "small house", "building", "오두막", "건물", "가옥"),
        category="structure",
        role="structure",
        size=(6.0, 5.0, 5.0),
        materials=("plaster", "cloth_red", "glass", "white", "wood_dark"),
        build=meshed(_house),
        solids=_house_solids,
        access=("front",),
        tags=("outdoor",),
    ),
    Archetype(
        id="tower",
        name_en="tower",
        name_ko="탑",
        keywords=("castle tower", "watchtower", "turret", "망루", "성탑", "감시탑"),
        category="structure",
        role="structure",
        size=(4.0, 9.0, 4.0),
        materials=("stone", "black", "wood_dark"),
        build=meshed(_tower),
        tags=("outdoor", "tall"),
    ),
    Archetype(
        id="torii",
        name_en="torii gate",
        name_ko="홍살문",
        keywords=("torii", "shrine gate", "도리이", "신사 문"),
        category="structure",
        role="structure",
        size=(3.6, 3.6, 0.5),
        materials=("cloth_red", "black"),
        build=meshed(_torii),
        solids=_torii_solids,
        tags=("outdoor",),
    ),
    Archetype(
        id="tombstone",
        name_en="tombstone",
        name_ko="묘비",
        keywords=("gravestone", "headstone", "grave", "grave marker", "비석", "무덤", "묘석"),
        category="structure",
        role="furniture_floor",
        size=(0.7, 1.0, 0.28),
        materials=("stone", "stone_dark"),
        build=meshed(_tombstone),
        tags=("outdoor",),
    ),
    Archetype(
        id="cross",
        name_en="cross",
        name_ko="십자가",
        keywords=("crucifix", "wooden cross", "나무 십자가", "성 십자가"),
        category="structure",
        role="furniture_wall",
        size=(0.8, 1.3, 0.08),
        materials=("wood_dark",),
        build=meshed(_cross),
        attach="wall",
    ),
)
