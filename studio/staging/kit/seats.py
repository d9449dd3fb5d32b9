"""Chairs, benches, stools and thrones: a seat at .45 m, and a back that is the silhouette."""

from __future__ import annotations

from functools import partial

from studio.model.stage import Box3, Size, SupportSurface
from studio.staging.kit.archetype import Archetype, meshed
from studio.staging.kit.geometry import Part, ball, box, extrude, lathe, tube
from studio.staging.kit.levels import cushion
from studio.staging.kit.occupancy import corner_legs, round_top, solid, surface, whole_top
from studio.staging.kit.operators import both_sides, join, move, scale, taper, turn

SEAT_RATIO = 0.5
"""A chair of .90 m has its seat at .45 m."""


def _chair(size: Size) -> Part:
    """A kitchen chair: raked back posts, a crest rail, slats, a slightly tapered seat."""
    w, h, d = size
    seat, leg = SEAT_RATIO * h, min(0.042, 0.1 * w)
    thick = min(0.035, 0.1 * seat)
    rake = 0.09 * d
    x, z = w / 2 - leg / 2, d / 2 - leg / 2
    back_z = -d / 2 + leg / 2
    front = taper(box((leg, seat - thick, leg), (x - 0.01, 0, z - 0.02), bevel=0.004), (1, 1), about=(x, z))
    post = tube(
        [(x, 0, back_z + 0.2 * rake), (x, seat, back_z + rake), (x, h * 0.75, back_z + 0.55 * rake), (x, h, back_z)],
        [(leg * 0.42, leg * 0.42), (leg * 0.52, leg * 0.62), (leg * 0.5, leg * 0.52), (leg * 0.42, leg * 0.4)],
        sides=6,
        side_hint=(1, 0, 0),
    )
    crest = 0.12 * h
    parts = [
        box((w, thick, d - rake), (0, seat - thick, rake / 2), bevel=0.009),
        both_sides(front),
        both_sides(post),
        box((2 * x, crest, 0.022), (0, h - crest - 0.008, back_z + 0.1 * rake), bevel=0.007),
        box((2 * x, 0.035, 0.02), (0, seat + 0.13 * h, back_z + 0.8 * rake), bevel=0.005),
        both_sides(box((0.02, 0.03, 2 * z - 0.02), (x - 0.008, 0.42 * seat, 0), bevel=0.004)),
        box((2 * x, 0.028, 0.02), (0, 0.5 * seat, z - 0.02), bevel=0.004),
    ]
    for place in (-1, 0, 1):
        slat = box((0.045 * w / 0.45, h - crest - seat - 0.13 * h, 0.014), (0, 0, 0), bevel=0.004)
        slat = turn(slat, x_deg=-7)
        parts.append(move(slat, (place * 0.24 * w, seat + 0.14 * h, back_z + 0.75 * rake)))
    return join(parts)


def _chair_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    seat, leg = SEAT_RATIO * h, min(0.042, 0.1 * w)
    thick = min(0.035, 0.1 * seat)
    back = leg + 0.09 * d
    return (
        solid((w, thick, d), (0, seat - thick, 0)),
        solid((w, h - seat, back), (0, seat, -d / 2 + back / 2)),
        *corner_legs(size, leg=leg, height=seat - thick),
    )


def _chair_surfaces(size: Size) -> tuple[SupportSurface, ...]:
    w, h, d = size
    back = min(0.042, 0.1 * w) + 0.09 * d
    return (surface(SEAT_RATIO * h, (w, d - back), (0, back / 2)),)


def _bench(size: Size) -> Part:
    """A plank bench on slab feet."""
    w, h, d = size
    top, foot = min(0.05, 0.2 * h), min(0.05, 0.06 * w)
    reach = _bench_reach(size)
    slab = extrude(
        [
            (-0.46 * d, 0),
            (-0.2 * d, 0),
            (-0.1 * d, 0.16 * h),
            (0.1 * d, 0.16 * h),
            (0.2 * d, 0),
            (0.46 * d, 0),
            (0.36 * d, h - top),
            (-0.36 * d, h - top),
        ],
        foot,
    )
    slab = turn(slab, y_deg=90)
    parts = [box((w, top, d), (0, h - top, 0), bevel=0.009)]
    parts += [move(slab, (x, 0, 0)) for x in reach]
    parts.append(
        both_sides(box((reach[-1] - reach[0], 0.08, 0.025), (0, h - top - 0.08, 0.27 * d), bevel=0.004), axis=2)
    )
    return join(parts)


def _bench_reach(size: Size) -> list[float]:
    spans = max(1, round(size[0] / 2.2))
    reach = size[0] / 2 - min(0.28, 0.12 * size[0])
    return [-reach + 2 * reach * place / spans for place in range(spans + 1)]


def _bench_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    top, foot = min(0.05, 0.2 * h), min(0.05, 0.06 * w)
    return (
        solid((w, top, d), (0, h - top, 0)),
        *(solid((foot, h - top, 0.92 * d), (x, 0, 0)) for x in _bench_reach(size)),
    )


def _stool(size: Size, *, foot_ring: bool = False) -> Part:
    """A round seat on splayed turned legs."""
    w, h, d = size
    top = min(0.04, 0.12 * h)
    disc = lathe([(0, 0), (0.46, 0), (0.5, 0.4), (0.49, 0.85), (0.46, 1), (0, 1)], sides=24)
    spread, inner = 0.42, 0.28
    legs = [
        tube(
            [(x * w * spread, 0.0, z * d * spread), (x * w * inner, h - top, z * d * inner)],
            [0.014, 0.019],
            sides=6,
        )
        for x in (-1, 1)
        for z in (-1, 1)
    ]
    at = 0.34 if foot_ring else 0.4
    reach = spread + (inner - spread) * at
    rails = [
        both_sides(tube([(-w * reach, h * at, d * reach), (w * reach, h * at, d * reach)], 0.010, sides=6), axis=2),
        both_sides(
            tube([(w * reach, h * at * 0.86, -d * reach), (w * reach, h * at * 0.86, d * reach)], 0.01, sides=6)
        ),
    ]
    return join(move(scale(disc, (w, top, d)), (0, h - top, 0)), legs, rails)


def _stool_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    top = min(0.04, 0.12 * h)
    return (solid((w, top, d), (0, h - top, 0)), solid((0.88 * w, h - top, 0.88 * d)))


def _throne(size: Size) -> Part:
    """A high carved back between finials, arms on posts, a cushion, a plinth."""
    w, h, d = size
    post, plinth = 0.09 * w / 0.8, 0.09
    seat = 0.3 * h
    back = h * 0.9
    x, z = w / 2 - post / 2, d / 2 - post / 2
    gable = [
        (-x, 0.0),
        (x, 0.0),
        (x, 0.55 * back),
        (0.8 * x, 0.62 * back),
        (0.62 * x, 0.80 * back),
        (0.24 * x, 0.90 * back),
        (0.0, back),
        (-0.24 * x, 0.90 * back),
        (-0.62 * x, 0.80 * back),
        (-0.8 * x, 0.62 * back),
        (-x, 0.55 * back),
    ]
    finial = lathe([(0, 0), (0.5, 0), (0.5, 0.2), (0.28, 0.32), (0.52, 0.62), (0.3, 0.88), (0, 1)], sides=10, slot=1)
    pole = h * 0.74
    arm_y = seat + 0.16 * h
    return join(
        box((w, plinth, d), bevel=0.012),
        box((w - 0.3 * post, seat - plinth - 0.05, d - 0.6 * post), (0, plinth, 0), bevel=0.008),
        cushion((w - 2.2 * post, 0.085, d - 1.7 * post), (0, seat - 0.06, 0.3 * post), slot=2),
        extrude([(px, py + plinth) for px, py in gable], 0.05, (0, 0, -z), bevel=0.012),
        cushion((1.3 * x, 0.34 * h, 0.05), (0, seat + 0.08 * h, -z + 0.02), slot=2, plump=0.08),
        ball(0.055 * w / 0.8, (0, h - 0.07 * w / 0.8 - 0.03, -z), slot=1, sides=12, rows=6),
        both_sides(box((post, pole - plinth, post), (x, plinth, -z), bevel=0.01)),
        both_sides(move(scale(finial, (post, h * 0.1, post)), (x, pole, -z))),
        both_sides(box((post * 0.8, arm_y - plinth, post * 0.8), (x, plinth, z - 0.02), bevel=0.01)),
        both_sides(box((post, 0.05, d - post * 0.6), (x, arm_y, 0.02), bevel=0.014)),
        both_sides(ball(0.6 * post, (x, arm_y + 0.045, z - 0.02), slot=1, sides=10, rows=6)),
    )


def _throne_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    post = 0.09 * w / 0.8
    seat = 0.3 * h + 0.025
    arm = 0.46 * h + 0.05 + 0.1 * w
    return (
        solid((w, seat, d)),
        solid((w, h - seat, 1.1 * post), (0, seat, -d / 2 + 0.55 * post)),
        *(solid((1.1 * post, arm - seat, d), (side * (w / 2 - 0.55 * post), seat, 0)) for side in (-1, 1)),
    )


def _throne_surfaces(size: Size) -> tuple[SupportSurface, ...]:
    w, h, d = size
    post = 0.1 * w / 0.8
    return (surface(0.3 * h + 0.025, (w - 2.2 * post, d - 1.1 * post), (0, 0.55 * post)),)


SEATS = (
    Archetype(
        id="chair",
        name_en="chair",
        name_ko="의자",
        keywords=("dining chair", "kitchen chair", "wooden chair", "side chair", "식탁 의자", "나무 의자", "식탁의자"),
        category="seat",
        role="furniture_floor",
        size=(0.45, 0.9, 0.5),
        materials=("wood",),
        build=meshed(_chair),
        solids=_chair_solids,
        surfaces=_chair_surfaces,
        access=("front",),
        tags=("seat",),
    ),
    Archetype(
        id="bench",
        name_en="bench",
        name_ko="벤치",
        keywords=("wooden bench", "long bench", "긴 의자", "나무 벤치"),
        category="seat",
        role="furniture_floor",
        size=(1.8, 0.45, 0.35),
        materials=("wood",),
        build=meshed(_bench),
        solids=_bench_solids,
        surfaces=whole_top,
        access=("front",),
        tags=("seat", "long"),
    ),
    Archetype(
        id="stool",
        name_en="stool",
        name_ko="스툴",
        keywords=("low stool", "milking stool", "footstool", "작은 의자", "등받이 없는 의자", "걸상"),
        category="seat",
        role="furniture_floor",
        size=(0.36, 0.45, 0.36),
        materials=("wood",),
        build=meshed(_stool),
        solids=_stool_solids,
        surfaces=round_top,
        access=("front",),
        tags=("seat", "round"),
    ),
    Archetype(
        id="bar_stool",
        name_en="bar stool",
        name_ko="바 스툴",
        keywords=("high stool", "counter stool", "pub stool", "높은 의자", "바 의자"),
        category="seat",
        role="furniture_floor",
        size=(0.38, 0.74, 0.38),
        materials=("wood_dark",),
        build=meshed(partial(_stool, foot_ring=True)),
        solids=_stool_solids,
        surfaces=round_top,
        access=("front",),
        tags=("seat", "round", "high"),
    ),
    Archetype(
        id="throne",
        name_en="throne",
        name_ko="왕좌",
        keywords=("royal chair", "king's seat", "queen's throne", "옥좌", "어좌", "왕의 의자"),
        category="seat",
        role="furniture_floor",
        size=(0.85, 1.75, 0.78),
        materials=("wood_dark", "gold", "cloth_red"),
        build=meshed(_throne),
        solids=_throne_solids,
        surfaces=_throne_surfaces,
        access=("front",),
        tags=("seat", "grand"),
    ),
)
