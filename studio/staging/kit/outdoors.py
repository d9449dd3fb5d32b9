"""Water, wood and bridges."""

from __future__ import annotations

from math import cos, pi, sin

from studio.model.stage import Box3, Size, SupportSurface
from studio.staging.kit.archetype import Archetype, meshed
from studio.staging.kit.geometry import Part, box, curve, cylinder, ellipsoid, extrude, lathe, tube
from studio.staging.kit.occupancy import solid, surface
from studio.staging.kit.operators import both_sides, join, move, scale, turn


def _pond(size: Size) -> Part:
    """Still water in a rim of stones."""
    w, h, d = size
    count = 18
    stones = [
        move(
            turn(ellipsoid((0.09, 0.5, 0.07), (0, 0.34, 0), sides=7, rows=5, slot=1), y_deg=47.0 * place),
            (0.44 * cos(2 * pi * place / count), 0, 0.44 * sin(2 * pi * place / count)),
        )
        for place in range(count)
    ]
    water = lathe([(0, 0), (0.44, 0), (0.44, 0.42), (0, 0.42)], sides=28)
    ripples = [
        lathe([(0, 0.42), (r, 0.42), (r, 0.46), (0, 0.46)], (x, 0, z), sides=18)
        for r, x, z in ((0.1, 0.12, 0.06), (0.05, -0.16, -0.1))
    ]
    return scale(join(water, stones, ripples), (w, h, d))


def _stream(size: Size) -> Part:
    """A brook that winds along X between banks."""
    w, h, d = size
    steps = 16
    line = [(-0.5 * w + w * step / steps, 0.14 * d * sin(2.2 * pi * step / steps)) for step in range(steps + 1)]
    half = 0.26 * d
    bed = [(x, z + half) for x, z in line] + [(x, z - half) for x, z in reversed(line)]
    bank_a = [(x, z + half) for x, z in line] + [(0.5 * w, 0.5 * d), (-0.5 * w, 0.5 * d)]
    bank_b = [(x, z - half) for x, z in line] + [(0.5 * w, -0.5 * d), (-0.5 * w, -0.5 * d)]
    flat = [
        turn(extrude(outline, tall, slot=slot), x_deg=-90)
        for outline, tall, slot in ((bed, 0.5 * h, 0), (bank_a, h, 1), (bank_b, h, 1))
    ]
    return join(*(move(each, (0, tall / 2, 0)) for each, tall in zip(flat, (0.5 * h, h, h), strict=True)))


def _fountain(size: Size) -> Part:
    """Two basins on a column, water in both, a jet that falls."""
    w, h, d = size
    r = 0.5 * w
    fall = [
        turn(
            tube(
                curve(
                    [(0.03 * r, 0.9 * h, 0), (0.12 * r, h - 0.01, 0), (0.3 * r, 0.84 * h, 0), (0.36 * r, 0.6 * h, 0)], 3
                ),
                0.018 * r,
                sides=5,
                slot=1,
            ),
            y_deg=45.0 * place,
        )
        for place in range(8)
    ]
    basin = lathe(
        [
            (0, 0),
            (r, 0),
            (r, 0.04 * h),
            (0.94 * r, 0.06 * h),
            (0.96 * r, 0.2 * h),
            (r, 0.22 * h),
            (r, 0.25 * h),
            (0.88 * r, 0.25 * h),
            (0.88 * r, 0.14 * h),
            (0, 0.14 * h),
        ],
        sides=24,
    )
    bowl = lathe(
        [
            (0, 0.14 * h),
            (0.2 * r, 0.14 * h),
            (0.1 * r, 0.3 * h),
            (0.12 * r, 0.48 * h),
            (0.44 * r, 0.6 * h),
            (0.46 * r, 0.63 * h),
            (0.42 * r, 0.63 * h),
            (0.1 * r, 0.55 * h),
            (0, 0.55 * h),
        ],
        sides=20,
    )
    return scale(
        join(
            basin,
            bowl,
            lathe([(0, 0.14 * h), (0.88 * r, 0.14 * h), (0.88 * r, 0.2 * h), (0, 0.2 * h)], sides=24, slot=1),
            lathe([(0, 0.56 * h), (0.36 * r, 0.56 * h), (0.41 * r, 0.61 * h), (0, 0.61 * h)], sides=18, slot=1),
            lathe(
                [
                    (0, 0.6 * h),
                    (0.07 * r, 0.6 * h),
                    (0.05 * r, 0.78 * h),
                    (0.08 * r, 0.84 * h),
                    (0.03 * r, 0.9 * h),
                    (0, 0.9 * h),
                ],
                sides=12,
            ),
            fall,
        ),
        (1, 1, d / w),
    )


def _fountain_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    return (solid((w, 0.25 * h, d)), solid((0.5 * w, 0.75 * h, 0.5 * d), (0, 0.25 * h, 0)))


def _log(size: Size) -> Part:
    """A felled trunk lying along X, a stub of a branch on it."""
    w, h, d = size
    bark = tube(
        [(-0.5 * w, 0.5 * h, 0), (-0.1 * w, 0.5 * h, 0.02), (0.5 * w, 0.5 * h, 0)],
        [(0.46 * d, 0.5 * h), (0.5 * d, 0.49 * h), (0.44 * d, 0.46 * h)],
        sides=12,
        side_hint=(0, 0, 1),
    )
    face = turn(lathe([(0, -0.012), (0.4 * h, -0.012), (0.4 * h, 0.012), (0, 0.012)], sides=14, slot=1), z_deg=90)
    return join(
        bark,
        both_sides(move(face, (0.5 * w, 0.5 * h, 0))),
        tube([(0.12 * w, 0.8 * h, 0), (0.17 * w, h, 0.1 * d)], [0.12 * h, 0.09 * h], sides=7),
    )


def _wood_pile(size: Size) -> Part:
    """Split logs stacked between two stakes, their ends towards +Z."""
    w, h, d = size
    rows, columns = 4, max(4, round(w / 0.24))
    r = min(0.5 * w / columns, 0.5 * h / rows)
    log = turn(cylinder(r * 0.96, d, (0, -d / 2, 0), sides=9), x_deg=90)
    end = turn(cylinder(r * 0.8, 0.012, (0, d / 2 - 0.004, 0), sides=9, slot=1), x_deg=90)
    one = join(log, end)
    stack_ = [
        move(one, ((place + 0.5 + 0.5 * (row % 2)) * 2 * r - w / 2, r + row * 1.85 * r, 0))
        for row in range(rows)
        for place in range(columns - row % 2)
    ]
    return join(stack_, both_sides(box((0.05, h, 0.06), (w / 2 - 0.03, 0, 0.3 * d), bevel=0.006)))


def _bridge(size: Size) -> Part:
    """An arched foot bridge of planks with railings, crossed along Z."""
    w, h, d = size
    rail = min(0.95, 0.5 * h)
    rise = h - rail - 0.08
    count = max(10, round(d / 0.3))

    def deck(share: float) -> float:
        return 0.08 + rise * (1 - (2 * share - 1) ** 2)

    planks = [
        box(
            (w, 0.06, 0.86 * d / count),
            (0, deck((place + 0.5) / count) - 0.06, ((place + 0.5) / count - 0.5) * d),
            bevel=0.0,
        )
        for place in range(count)
    ]
    steps = [step / 8 for step in range(9)]
    beam = [(0.44 * w, max(0.06, deck(t) - 0.12), (t - 0.5) * d) for t in steps]
    hand = [(0.47 * w, deck(t) + rail - 0.03, (t - 0.5) * d * 0.98) for t in steps]
    posts = [box((0.06, rail, 0.06), (0.47 * w, deck(t) - 0.02, (t - 0.5) * d * 0.98), bevel=0.0) for t in steps[::2]]
    return join(
        planks,
        both_sides(tube(beam, (0.06), sides=6, slot=1)),
        both_sides(tube(hand, 0.035, sides=6, slot=1)),
        both_sides(join(posts)),
    )


def _bridge_surfaces(size: Size) -> tuple[SupportSurface, ...]:
    w, h, d = size
    rail = min(0.95, 0.5 * h)
    return (surface(h - rail, (0.8 * w, 0.24 * d)),)


def _bridge_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    rail = min(0.95, 0.5 * h)
    return (
        solid((w, h - rail, d)),
        *(solid((0.1 * w, rail, d), (side * 0.45 * w, h - rail, 0)) for side in (-1, 1)),
    )


OUTDOORS = (
    Archetype(
        id="pond",
        name_en="pond",
        name_ko="연못",
        keywords=("puddle", "small lake", "lake", "웅덩이", "호수"),
        category="nature",
        role="furniture_floor",
        size=(3.0, 0.1, 2.4),
        materials=("water", "stone"),
        build=meshed(_pond),
        tags=("outdoor", "flat"),
    ),
    Archetype(
        id="stream",
        name_en="stream",
        name_ko="시냇물",
        keywords=("brook", "creek", "river", "rivulet", "개울", "냇물", "강물"),
        category="nature",
        role="furniture_floor",
        size=(6.0, 0.08, 2.4),
        materials=("water", "grass"),
        build=meshed(_stream),
        tags=("outdoor", "flat"),
    ),
    Archetype(
        id="fountain",
        name_en="fountain",
        name_ko="분수",
        keywords=("water fountain", "garden fountain", "park fountain", "분수대"),
        category="nature",
        role="structure",
        size=(2.6, 2.0, 2.6),
        materials=("stone", "water"),
        build=meshed(_fountain),
        solids=_fountain_solids,
        tags=("outdoor", "round"),
    ),
    Archetype(
        id="log",
        name_en="log",
        name_ko="통나무",
        keywords=("fallen tree", "tree trunk", "fallen log", "쓰러진 나무", "나무토막"),
        category="nature",
        role="furniture_floor",
        size=(1.6, 0.42, 0.42),
        materials=("wood_dark", "wood_light"),
        build=meshed(_log),
        tags=("outdoor",),
    ),
    Archetype(
        id="wood_pile",
        name_en="wood pile",
        name_ko="장작더미",
        keywords=("firewood", "stack of logs", "log pile", "장작", "땔감", "장작 더미"),
        category="nature",
        role="furniture_floor",
        size=(1.5, 0.9, 0.5),
        materials=("wood", "wood_light"),
        build=meshed(_wood_pile),
        tags=("outdoor",),
    ),
    Archetype(
        id="bridge",
        name_en="foot bridge",
        name_ko="다리",
        keywords=("bridge", "footbridge", "wooden bridge", "arched bridge", "나무다리", "구름다리", "육교"),
        category="structure",
        role="structure",
        size=(1.8, 1.7, 5.0),
        materials=("wood", "wood_dark"),
        build=meshed(_bridge),
        solids=_bridge_solids,
        surfaces=_bridge_surfaces,
        tags=("outdoor",),
    ),
)
