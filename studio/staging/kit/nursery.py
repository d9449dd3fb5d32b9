"""A nursery: where a small child sleeps, eats and is pushed about."""

from __future__ import annotations

from studio.model.stage import Box3, Size, SupportSurface
from studio.staging.kit.archetype import Archetype, meshed
from studio.staging.kit.geometry import Part, ball, box, curve, ellipsoid, extrude, lathe, torus, tube
from studio.staging.kit.levels import cushion
from studio.staging.kit.occupancy import corner_legs, solid, surface
from studio.staging.kit.operators import both_sides, four_corners, join, move, recolour, ring, turn

_BED, _POST = 0.42, 0.05


def _crib(size: Size) -> Part:
    """A cot with barred sides, a mattress and a small pillow."""
    w, h, d = size
    x, z = w / 2 - _POST / 2, d / 2 - _POST / 2
    low, high = _BED * h - 0.1, h - 0.05
    bars_long = max(6, round(w / 0.1))
    bars_short = max(4, round(d / 0.1))
    long_bar = both_sides(box((0.018, high - low, 0.018), (0, low, z), bevel=0.0), axis=2)
    short_bar = both_sides(box((0.018, high - low, 0.018), (x, low, 0), bevel=0.0))
    return join(
        four_corners(box((_POST, h - 0.03, _POST), (x, 0, z), bevel=0.006)),
        four_corners(ball(0.03, (x, h - 0.03, z), sides=8, rows=5)),
        *(both_sides(box((2 * x, 0.05, 0.03), (0, y, z), bevel=0.005), axis=2) for y in (low, high - 0.05)),
        *(both_sides(box((0.03, 0.05, 2 * z), (x, y, 0), bevel=0.005)) for y in (low, high - 0.05)),
        *(move(long_bar, ((place + 1) / (bars_long + 1) * 2 * x - x, 0, 0)) for place in range(bars_long)),
        *(move(short_bar, (0, 0, (place + 1) / (bars_short + 1) * 2 * z - z)) for place in range(bars_short)),
        cushion((w - 2 * _POST, 0.1, d - 2 * _POST), (0, low, 0), slot=1),
        cushion((0.2 * w, 0.06, 0.5 * d), (-0.36 * w, low + 0.1, 0), slot=2, plump=0.4),
    )


def _crib_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    low = _BED * h - 0.1
    return (
        solid((w, 0.1, d), (0, low, 0)),
        *(solid((w, h - low, _POST), (0, low, side * (d - _POST) / 2)) for side in (-1, 1)),
        *(solid((_POST, h - low, d), (side * (w - _POST) / 2, low, 0)) for side in (-1, 1)),
        *corner_legs(size, leg=_POST, height=low),
    )


def _crib_surfaces(size: Size) -> tuple[SupportSurface, ...]:
    w, h, d = size
    return (surface(_BED * h, (w - 0.2, d - 0.16)),)


def _high_chair(size: Size) -> Part:
    """A child's chair on long splayed legs, with a tray and a foot board."""
    w, h, d = size
    seat, tray = 0.56 * h, 0.74 * h
    leg = tube([(0.48 * w, 0, 0.48 * d), (0.3 * w, seat, 0.24 * d)], 0.018, sides=6)
    arm = tube(
        [(0.34 * w, seat, -0.2 * d), (0.36 * w, tray, -0.2 * d), (0.36 * w, tray, 0.2 * d)], 0.014, sides=5, slot=0
    )
    return join(
        four_corners(leg),
        box((0.7 * w, 0.03, 0.6 * d), (0, seat, -0.02 * d), bevel=0.01),
        cushion((0.6 * w, 0.05, 0.5 * d), (0, seat + 0.03, -0.02 * d), slot=1),
        move(turn(box((0.62 * w, h - seat, 0.03), bevel=0.012), x_deg=-8), (0, seat, -0.26 * d)),
        both_sides(arm),
        box((0.84 * w, 0.025, 0.36 * d), (0, tray, 0.3 * d), bevel=0.01, slot=2),
        box((0.5 * w, 0.02, 0.18 * d), (0, 0.26 * h, 0.36 * d), bevel=0.006),
    )


def _high_chair_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    seat = 0.56 * h
    return (
        solid((w, seat + 0.08, d)),
        solid((w, h - seat - 0.08, 0.3 * d), (0, seat + 0.08, -0.35 * d)),
        solid((w, 0.03, 0.4 * d), (0, 0.74 * h, 0.3 * d)),
    )


def _pram(size: Size) -> Part:
    """A carriage-built pram: a deep body, a folding hood, four spoked wheels, a push bar towards -Z."""
    w, h, d = size
    r = 0.17 * h
    wheel = turn(join(torus(r - 0.015, 0.015, sides=16, around=4, slot=2), _spokes(r)), z_deg=90)
    axle = tube([(-0.46 * w, r, 0), (0.46 * w, r, 0)], 0.012, sides=6, slot=2)
    hull = [
        (-0.34 * d, 0.74 * h, 0),
        (-0.26 * d, 0.48 * h, 0),
        (0.0, 0.42 * h, 0),
        (0.26 * d, 0.48 * h, 0),
        (0.34 * d, 0.74 * h, 0),
    ]
    side = [(z, y) for z, y, _ in hull]
    body = turn(_slab(side, 0.76 * w), y_deg=-90)
    hood = turn(
        _slab(
            [(-0.02 * d, 0.72 * h), (0.1 * d, 0.98 * h), (-0.14 * d, h), (-0.34 * d, 0.86 * h), (-0.36 * d, 0.72 * h)],
            0.8 * w,
        ),
        y_deg=-90,
    )
    bar = tube(
        curve([(0.3 * w, 0.5 * h, -0.24 * d), (0.34 * w, 0.8 * h, -0.44 * d), (0.3 * w, 0.9 * h, -0.49 * d)], 2),
        0.012,
        sides=6,
        slot=2,
    )
    return join(
        body,
        recolour(hood, 1),
        box((0.66 * w, 0.03, 0.4 * d), (0, 0.745 * h, 0.14 * d), bevel=0.01, slot=3),
        both_sides(bar),
        tube([(-0.3 * w, 0.9 * h, -0.49 * d), (0.3 * w, 0.9 * h, -0.49 * d)], 0.016, sides=6, slot=2),
        *(move(axle, (0, 0, z * d)) for z in (-0.25, 0.25)),
        *(both_sides(move(wheel, (0.46 * w, r, z * d))) for z in (-0.25, 0.25)),
        *(
            both_sides(tube([(0.4 * w, r, z * d), (0.3 * w, 0.5 * h, 0.6 * z * d)], 0.012, sides=5, slot=2))
            for z in (-0.25, 0.25)
        ),
    )


def _changing_table(size: Size) -> Part:
    """A chest of open shelves with a padded top between low sides."""
    w, h, d = size
    post, top = 0.045, 0.86 * h
    return join(
        four_corners(box((post, h, post), (w / 2 - post / 2, 0, d / 2 - post / 2), bevel=0.005)),
        *(box((w - post, 0.03, d - post), (0, y, 0), bevel=0.004) for y in (0.12 * h, 0.46 * h, top - 0.03)),
        cushion((w - 2 * post, 0.06, d - 2 * post), (0, top, 0), slot=1),
        both_sides(box((0.02, h - top, d - 2 * post), (w / 2 - post / 2, top, 0), bevel=0.004)),
        box((w - 2 * post, h - top, 0.02), (0, top, -d / 2 + post / 2), bevel=0.004),
        both_sides(box((0.2 * w, 0.12 * h, 0.6 * d), (0.22 * w, 0.46 * h + 0.03, 0), bevel=0.02, slot=2)),
    )


def _changing_table_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    top = 0.86 * h
    return (
        solid((w, top + 0.06, d)),
        solid((w, h - top - 0.06, 0.045), (0, top + 0.06, -d / 2 + 0.0225)),
    )


def _changing_table_surfaces(size: Size) -> tuple[SupportSurface, ...]:
    w, h, d = size
    return (surface(0.86 * h + 0.06, (w - 0.12, d - 0.14), (0, 0.02)),)


def _mobile(size: Size) -> Part:
    """Stars and moons that hang from a cross under the ceiling."""
    w, h, _ = size
    r, arms = 0.42 * w, 4
    toy = join(
        tube([(r, 0.62 * h, 0), (r, 0.3 * h, 0)], 0.003, sides=4),
        ellipsoid((0.13 * w, 0.13 * w, 0.05 * w), (r, 0.18 * h, 0), sides=10, rows=6, slot=1),
    )
    ball_toy = join(
        tube([(0.5 * r, 0.64 * h, 0), (0.5 * r, 0.2 * h, 0)], 0.003, sides=4),
        ball(0.08 * w, (0.5 * r, 0.12 * h, 0), sides=10, rows=6, slot=2),
    )
    return join(
        tube([(0, 0.62 * h, 0), (0, h, 0)], 0.006, sides=5),
        ball(0.03 * w, (0, 0.64 * h, 0), sides=8, rows=5),
        ring(tube([(0, 0.64 * h, 0), (r, 0.62 * h, 0)], 0.008, sides=5), arms),
        ring(toy, arms),
        ring(ball_toy, arms, start_deg=45),
    )


def _spokes(radius: float) -> Part:
    spoke = tube([(0.01, 0, 0), (radius - 0.02, 0, 0)], 0.004, sides=4, slot=2)
    return join(
        ring(spoke, 6),
        lathe([(0, -0.02), (0.02, -0.02), (0.02, 0.02), (0, 0.02)], sides=8, slot=2),
    )


def _slab(outline: list[tuple[float, float]], breadth: float) -> Part:
    return extrude(outline, breadth, bevel=0.03)


NURSERY = (
    Archetype(
        id="crib",
        name_en="crib",
        name_ko="아기 침대",
        keywords=("baby crib", "baby bed", "bassinet", "cradle", "요람", "유아용 침대"),
        category="nursery",
        role="furniture_floor",
        size=(1.3, 0.98, 0.72),
        materials=("wood_light", "cloth_white", "pink"),
        build=meshed(_crib),
        solids=_crib_solids,
        surfaces=_crib_surfaces,
        access=("front",),
        tags=("bed",),
    ),
    Archetype(
        id="high_chair",
        name_en="high chair",
        name_ko="아기 의자",
        keywords=("highchair", "baby chair", "feeding chair", "유아용 식탁 의자", "아기 식탁 의자"),
        category="nursery",
        role="furniture_floor",
        size=(0.52, 1.0, 0.56),
        materials=("wood_light", "cloth_blue", "white"),
        build=meshed(_high_chair),
        solids=_high_chair_solids,
        access=("front",),
    ),
    Archetype(
        id="pram",
        name_en="pram",
        name_ko="유모차",
        keywords=("stroller", "pushchair", "buggy", "baby carriage", "perambulator", "아기 수레"),
        category="nursery",
        role="furniture_floor",
        size=(0.58, 1.1, 1.15),
        materials=("cloth_blue", "black", "steel", "cloth_white"),
        build=meshed(_pram),
    ),
    Archetype(
        id="changing_table",
        name_en="changing table",
        name_ko="기저귀 교환대",
        keywords=("diaper table", "nappy table", "기저귀 갈이대"),
        category="nursery",
        role="furniture_wall",
        size=(0.95, 1.0, 0.6),
        materials=("white", "cloth_blue", "sand"),
        build=meshed(_changing_table),
        solids=_changing_table_solids,
        surfaces=_changing_table_surfaces,
        access=("front",),
    ),
    Archetype(
        id="crib_mobile",
        name_en="crib mobile",
        name_ko="모빌",
        keywords=("baby mobile", "hanging mobile", "아기 모빌"),
        category="nursery",
        role="decoration_hanging",
        size=(0.5, 0.7, 0.5),
        materials=("wood_light", "yellow", "teal"),
        build=meshed(_mobile),
        attach="ceiling",
    ),
)
