"""Chairs, benches, sofas and thrones: a seat at .45 m, and a back that is the silhouette."""

from __future__ import annotations

from studio.model.stage import Box3, Size, SupportSurface
from studio.staging.kit.archetype import Archetype, meshed
from studio.staging.kit.geometry import Part, box, extrude, tube
from studio.staging.kit.occupancy import corner_legs, solid, surface, whole_top
from studio.staging.kit.operators import both_sides, join, move, taper, turn

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


SEATS = (
    Archetype(
        id="chair",
        name_en="chair",
        name_ko="의자",
        keywords=("dining chair", "kitchen chair", "wooden chair", "side chair", "식탁 의자", "나무 의자", "걸상"),
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
        keywords=("wooden bench", "long bench", "pew", "긴 의자", "나무 벤치", "장의자"),
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
)
