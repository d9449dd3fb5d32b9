"""Crates, barrels, sacks, chests, baskets, suitcases."""

from __future__ import annotations

from math import atan2, cos, degrees, pi, sin

import numpy as np

from studio.model.stage import Size
from studio.staging.kit.archetype import Archetype, meshed, stretched
from studio.staging.kit.geometry import Part, box, curve, extrude, lathe, torus, tube
from studio.staging.kit.levels import Row, stack
from studio.staging.kit.occupancy import round_top, whole_top
from studio.staging.kit.operators import both_sides, four_corners, join, move, scale, turn


def _crate(size: Size) -> Part:
    """A shipping crate: a box of boards in a frame, one brace across each long side."""
    w, h, d = size
    bar = min(0.07, 0.14 * min(size))
    proud = 0.35 * bar
    brace_length = ((w - bar) ** 2 + (h - 2 * bar) ** 2) ** 0.5
    from_flat = degrees(atan2(h - 2 * bar, w - 2 * bar))
    brace = turn(box((0.93 * brace_length, 0.9 * bar, proud), (0, -0.45 * bar, 0), bevel=0.0), z_deg=from_flat)
    return join(
        box((w - 2 * proud, h - 2 * proud, d - 2 * proud), (0, proud, 0), bevel=0.0),
        four_corners(box((bar, h, bar), ((w - bar) / 2, 0, (d - bar) / 2), bevel=0.005)),
        [
            both_sides(box((w - 2 * bar, bar, proud * 1.4), (0, y, (d - proud * 1.4) / 2), bevel=0.004), axis=2)
            for y in (0, h - bar)
        ],
        [
            both_sides(box((proud * 1.4, bar, d - 2 * bar), ((w - proud * 1.4) / 2, y, 0), bevel=0.004))
            for y in (0, h - bar)
        ],
        both_sides(move(brace, (0, h / 2, (d - proud) / 2 - 0.1 * proud)), axis=2),
        [box((w, proud, bar), (0, h - proud, z * (d - bar) / 2), bevel=0.0) for z in (-1, 0, 1)],
    )


def _barrel(size: Size) -> Part:
    """Staves with a belly, four hoops, sunk heads."""
    w, h, d = size
    r = w / 2
    head = 0.82 * r

    def girth(share: float) -> float:
        return head + (r - head) * sin(pi * share)

    levels = [0.0, 0.14, 0.3, 0.5, 0.7, 0.86, 1.0]
    staves = [(girth(t) - 0.004, t * h) for t in levels]
    body = lathe(
        [
            (0, 0.022 * h),
            (0.9 * head, 0.022 * h),
            (0.9 * head, 0),
            *staves,
            (0.9 * head, h),
            (0.9 * head, 0.978 * h),
            (0, 0.978 * h),
        ],
        sides=20,
    )
    hoops = []
    for low, high in ((0.035, 0.1), (0.26, 0.33), (0.67, 0.74), (0.9, 0.965)):
        a, b = girth(low), girth(high)
        hoops.append(lathe([(0, low * h), (a, low * h), (b, high * h), (0, high * h)], sides=20, slot=1))
    bung = turn(lathe([(0, 0), (0.03, 0), (0.026, 0.02), (0, 0.02)], sides=8, slot=1), x_deg=90)
    return scale(join(body, hoops, move(bung, (0, 0.5 * h, r - 0.016))), (1, 1, d / w))


def _cardboard_box(size: Size) -> Part:
    """A carton with its flaps half open and a strip of tape."""
    w, h, d = size
    high = 0.86 * h
    flap = 0.46 * d
    side = turn(box((w - 0.01, 0.006, flap), (0, 0, flap / 2), bevel=0.0), x_deg=-18)
    end = turn(box((0.3 * w, 0.006, d - 0.02), (0.15 * w, 0, 0), bevel=0.0), z_deg=25)
    return join(
        box((w - 0.02, high, d - 0.02), bevel=0.003),
        move(side, (0, high, -d / 2 + 0.012)),
        move(turn(side, y_deg=180), (0, high, d / 2 - 0.012)),
        both_sides(move(end, (0.18 * w, high, 0))),
        box((0.12 * w, 0.5 * high, 0.004), (0, 0.46 * high, d / 2 - 0.009), bevel=0.0, slot=1),
    )


def _sack() -> Part:
    """A full sack tied at the neck."""
    rows: list[Row] = [
        *((0, 0.40, 0.38, 0.38), (0.04, 0.47, 0.45, 0.45), (0.2, 0.5, 0.5, 0.5), (0.42, 0.48, 0.46, 0.47)),
        *((0.6, 0.36, 0.34, 0.36), (0.72, 0.18, 0.17, 0.18), (0.78, 0.13, 0.12, 0.12), (0.86, 0.2, 0.18, 0.2)),
        *((0.97, 0.3, 0.24, 0.26), (1.0, 0.27, 0.2, 0.23), (0.9, 0.0, 0.0, 0.0)),
    ]
    sack = stack(rows, sides=14, square=2.3, crease_deg=60)
    points = sack.points.copy()
    points[:, 0] *= 1 + 0.05 * np.sin(points[:, 1] * 9 + points[:, 2] * 4)
    points[:, 2] *= 1 + 0.05 * np.sin(points[:, 1] * 7 + points[:, 0] * 5)
    tie = torus(0.13, 0.028, (0, 0.77, 0), sides=14, around=5, slot=1)
    return join(Part(points, sack.faces, sack.slots, sack.creases), tie)


def _chest(size: Size) -> Part:
    """A treasure chest: a rounded lid, iron bands, a lock."""
    w, h, d = size
    body = 0.56 * h
    arch = [(0.5 * d * cos(pi * t / 8), (h - body) * sin(pi * t / 8)) for t in range(9)]
    lid = turn(extrude(arch, w - 0.03, bevel=0.0), y_deg=90)
    band = turn(extrude(arch, 0.055, slot=1), y_deg=90)
    iron = join(move(band, (0, body, 0)), box((0.055, body, d), bevel=0.0, slot=1))
    return join(
        box((w - 0.02, body - 0.012, d - 0.03), bevel=0.008),
        move(scale(lid, (1, 0.975, 0.965)), (0, body, 0)),
        both_sides(move(iron, (0.5 * w - 0.0275, 0, 0))),
        both_sides(move(iron, (0.19 * w, 0, 0))),
        box((w - 0.004, 0.035, d - 0.012), (0, body - 0.02, 0), bevel=0.0, slot=1),
        box((0.13 * w, 0.3 * h, 0.02), (0, body - 0.16 * h, d / 2 - 0.012), bevel=0.004, slot=2),
    )


def _basket(size: Size) -> Part:
    """A wicker basket with a hoop handle."""
    w, h, d = size
    rim = 0.52 * h
    rows: list[Row] = [(0, 0.0, 0.0, 0.0), (0, 0.36 * w, 0.36 * d, 0.36 * d)]
    for place in range(1, 6):
        wide = 0.37 + 0.024 * place
        rows += [(rim * (place - 0.5) / 5, (wide + 0.012) * w, (wide + 0.012) * d, (wide + 0.012) * d)]
        rows += [(rim * place / 5, wide * w, wide * d, wide * d)]
    rows += [(rim, 0.45 * w, 0.45 * d, 0.45 * d), (0.3 * rim, 0.36 * w, 0.36 * d, 0.36 * d), (0.2 * rim, 0.0, 0.0, 0.0)]
    hoop = [(0.49 * w * cos(pi * t / 10), rim * 0.8 + (h - rim * 0.8 - 0.012) * sin(pi * t / 10), 0) for t in range(11)]
    brim = move(scale(torus(0.478, 0.022, sides=20, around=5), (w, 0.6, d)), (0, rim, 0))
    return join(stack(rows, sides=20, crease_deg=25), tube(hoop, 0.012, sides=6), brim)


def _bucket(size: Size) -> Part:
    w, h, d = size
    r, rim = 0.48 * min(w, d), 0.7 * h
    pail = lathe(
        [
            *(
                (0, 0),
                (0.74 * r, 0),
                (0.76 * r, 0.03 * h),
                (0.98 * r, rim - 0.012),
                (1.04 * r, rim - 0.012),
                (1.04 * r, rim),
            ),
            *((0.95 * r, rim), (0.74 * r, 0.05 * h), (0, 0.05 * h)),
        ],
        sides=22,
    )
    bail = [(1.0 * r * cos(pi * t / 10), rim - 0.02 + (h - rim + 0.01) * sin(pi * t / 10), 0) for t in range(11)]
    return join(pail, tube(bail, 0.005, sides=5, slot=1))


def _suitcase(size: Size) -> Part:
    """A leather case standing up, with straps, corners and a handle."""
    w, h, d = size
    high = 0.88 * h
    grip = curve(
        [(-0.13 * w, high - 0.01, 0), (-0.11 * w, h - 0.012, 0), (0.11 * w, h - 0.012, 0), (0.13 * w, high - 0.01, 0)],
        3,
    )
    corner = box((0.12 * w, 0.14 * high, d), (0.44 * w, 0, 0), bevel=0.012, slot=1)
    return join(
        box((w - 0.012, high, d - 0.012), (0, 0.003, 0), bevel=0.018),
        both_sides(corner),
        both_sides(move(corner, (0, 0.86 * high, 0))),
        both_sides(box((0.05 * w, high + 0.004, d - 0.002), (0.24 * w, 0, 0), bevel=0.0, slot=1)),
        box((w - 0.004, high - 0.004, 0.012), (0, 0.004, 0), bevel=0.004, slot=1),
        both_sides(box((0.05, 0.03, 0.02), (0.33 * w, high - 0.01, 0), bevel=0.004, slot=2)),
        tube(grip, 0.011, sides=6, slot=1),
    )


def _urn(size: Size) -> Part:
    """An earthenware jar with a wide belly."""
    r, h = size[0] / 2, size[1]
    return lathe(
        [
            *((0, 0), (0.5 * r, 0), (0.54 * r, 0.03 * h), (0.84 * r, 0.28 * h), (r, 0.54 * h), (0.94 * r, 0.74 * h)),
            *(
                (0.62 * r, 0.9 * h),
                (0.6 * r, 0.94 * h),
                (0.7 * r, h),
                (0.56 * r, h),
                (0.5 * r, 0.92 * h),
                (0, 0.88 * h),
            ),
        ],
        sides=24,
        crease_deg=45,
    )


CONTAINERS = (
    Archetype(
        id="crate",
        name_en="crate",
        name_ko="나무 상자",
        keywords=(
            "wooden crate",
            "shipping crate",
            "packing case",
            "fish crate",
            "궤짝",
            "나무상자",
            "짐 상자",
            "화물",
        ),
        category="container",
        role="furniture_floor",
        size=(0.7, 0.55, 0.55),
        materials=("wood_light",),
        build=meshed(_crate),
        surfaces=whole_top,
        tags=("stackable",),
    ),
    Archetype(
        id="barrel",
        name_en="barrel",
        name_ko="나무통",
        keywords=("cask", "keg", "wooden barrel", "rum barrel", "통", "술통", "배럴", "드럼통"),
        category="container",
        role="furniture_floor",
        size=(0.6, 0.88, 0.6),
        materials=("wood", "iron"),
        build=meshed(_barrel),
        surfaces=round_top,
        tags=("round",),
    ),
    Archetype(
        id="cardboard_box",
        name_en="cardboard box",
        name_ko="종이 상자",
        keywords=("carton", "moving box", "parcel", "package", "박스", "골판지 상자", "택배 상자", "소포"),
        category="container",
        role="furniture_floor",
        size=(0.5, 0.42, 0.4),
        materials=("sand", "paper"),
        build=meshed(_cardboard_box),
        surfaces=whole_top,
        tags=("stackable",),
    ),
    Archetype(
        id="sack",
        name_en="sack",
        name_ko="자루",
        keywords=("bag", "grain sack", "flour sack", "money bag", "포대", "부대", "쌀자루", "가방 자루"),
        category="container",
        role="furniture_floor",
        size=(0.5, 0.72, 0.46),
        materials=("sand", "wood"),
        build=stretched(_sack),
    ),
    Archetype(
        id="chest",
        name_en="treasure chest",
        name_ko="보물 상자",
        keywords=("chest", "trunk", "coffer", "strongbox", "보물상자", "궤", "트렁크", "함"),
        category="container",
        role="furniture_floor",
        size=(0.8, 0.55, 0.5),
        materials=("wood", "iron", "gold"),
        build=meshed(_chest),
        access=("front",),
    ),
    Archetype(
        id="basket",
        name_en="basket",
        name_ko="바구니",
        keywords=("wicker basket", "hamper", "picnic basket", "소쿠리", "광주리"),
        category="container",
        role="decoration_surface",
        size=(0.42, 0.4, 0.32),
        materials=("wood_light",),
        build=meshed(_basket),
        attach="surface",
    ),
    Archetype(
        id="bucket",
        name_en="bucket",
        name_ko="양동이",
        keywords=("pail", "tin bucket", "물통", "들통"),
        category="container",
        role="furniture_floor",
        size=(0.32, 0.44, 0.32),
        materials=("steel", "iron"),
        build=meshed(_bucket),
    ),
    Archetype(
        id="suitcase",
        name_en="suitcase",
        name_ko="여행 가방",
        keywords=("luggage", "travel bag", "briefcase", "valise", "가방", "캐리어", "슈트케이스", "서류 가방"),
        category="container",
        role="furniture_floor",
        size=(0.68, 0.5, 0.22),
        materials=("leather", "wood_dark", "brass"),
        build=meshed(_suitcase),
    ),
    Archetype(
        id="urn",
        name_en="earthenware jar",
        name_ko="항아리",
        keywords=("urn", "amphora", "clay pot", "onggi", "장독", "옹기", "독", "단지"),
        category="container",
        role="furniture_floor",
        size=(0.5, 0.6, 0.5),
        materials=("earth",),
        build=meshed(_urn),
        tags=("round",),
    ),
)
