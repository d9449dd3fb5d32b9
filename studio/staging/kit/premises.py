"""What premises are known by: a diner's booth, pews, a court's bench and witness stand, a roof's water tank."""

from __future__ import annotations

from studio.model.stage import Box3, Size, SupportSurface
from studio.staging.kit.archetype import Archetype, meshed
from studio.staging.kit.geometry import Part, box, cylinder, extrude, lathe, torus, tube
from studio.staging.kit.levels import cushion
from studio.staging.kit.occupancy import solid, surface, whole_top
from studio.staging.kit.operators import both_sides, four_corners, join, move, recolour, turn

_SEAT_SHARE, _TABLE_SHARE, _BENCH_SHARE, _ACROSS_SHARE, _TOP_M = 0.38, 0.65, 0.3, 0.43, 0.04
"""A booth's seat and table by its height, the depth of a bench and of the table by its width; how thick its top is."""


def _booth(size: Size) -> Part:
    """Two padded benches face to face across a table whose end is at the wall."""
    w, h, d = size
    seat, table, bench = _SEAT_SHARE * h, _TABLE_SHARE * h, _BENCH_SHARE * w
    back, across = 0.3 * bench, _ACROSS_SHARE * w
    plinth = box((bench - 0.04, 0.45 * seat, d - 0.04), (w / 2 - bench / 2, 0, 0), bevel=0.01, slot=1)
    base = cushion((bench, 0.6 * seat, d), (w / 2 - bench / 2, 0.4 * seat, 0), plump=0.2)
    panel = box((0.35 * back, h, d), (w / 2 - 0.175 * back, 0, 0), bevel=0.012, slot=1)
    channels = 3
    pads = [
        cushion(
            (0.7 * back, h - seat - 0.03, d / channels - 0.008),
            (w / 2 - 0.65 * back, seat - 0.01, ((place + 0.5) / channels - 0.5) * d),
            plump=0.2,
        )
        for place in range(channels)
    ]
    return join(
        both_sides(join(plinth, base, panel, pads)),
        box((across, _TOP_M, 0.94 * d), (0, table - _TOP_M, -0.03 * d), bevel=0.012, slot=2),
        cylinder(0.04, table - _TOP_M, (0, 0, 0), sides=12, slot=3),
        cylinder(0.2 * across + 0.05, 0.025, (0, 0, 0), top=0.06, sides=16, slot=3),
    )


def _booth_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    seat, table, bench = _SEAT_SHARE * h, _TABLE_SHARE * h, _BENCH_SHARE * w
    back = 0.3 * bench
    sides = (-1, 1)
    return (
        *(solid((bench, seat, d), (side * (w - bench) / 2, 0, 0)) for side in sides),
        *(solid((back, h - seat, d), (side * (w - back) / 2, seat, 0)) for side in sides),
        solid((_ACROSS_SHARE * w, _TOP_M, 0.94 * d), (0, table - _TOP_M, -0.03 * d)),
        solid((0.1, table - _TOP_M, 0.1), (0, 0, 0)),
    )


def _booth_surfaces(size: Size) -> tuple[SupportSurface, ...]:
    w, h, d = size
    bench = _BENCH_SHARE * w
    seats = (surface(_SEAT_SHARE * h, (0.7 * bench, d), (side * (w / 2 - 0.65 * bench), 0)) for side in (-1, 1))
    return (surface(_TABLE_SHARE * h, (_ACROSS_SHARE * w, 0.94 * d), (0, -0.03 * d)), *seats)


_DESK_SHARE, _DEEP_SHARE, _DAIS_SHARE = 0.74, 0.5, 0.1
"""How high the judge's own desk is behind the front that the court sees, how deep, and the dais that all stands on."""


def _judges_bench(size: Size) -> Part:
    """A long panelled front with a ledge, the desk behind it and the judge's chair, all on a dais."""
    w, h, d = size
    front, ledge, desk, dais = 0.09, min(0.05, 0.06 * h), _DESK_SHARE * h, _DAIS_SHARE * h
    deep, panels = _DEEP_SHARE * d, max(3, round(w / 0.62))
    each = (w - 0.16) / panels
    raised = [
        box((each - 0.09, 0.62 * h, 0.03), ((place + 0.5) * each - (w - 0.16) / 2, 0.2 * h, d / 2 - 0.02), bevel=0.012)
        for place in range(panels)
    ]
    wing = box((0.07, h - ledge, deep), (w / 2 - 0.065, 0, d / 2 - deep / 2 - 0.03), bevel=0.01, slot=1)
    seat, chair_w, chair_z = 0.36 * h + dais, min(0.7, 0.28 * w), -0.22 * d
    return join(
        box((w - 0.06, h - ledge, front), (0, 0, d / 2 - front / 2 - 0.03), bevel=0.006, slot=1),
        box((w, 0.12 * h, front + 0.03), (0, 0, d / 2 - (front + 0.03) / 2), bevel=0.012),
        box((w, ledge, 0.13 * d), (0, h - ledge, d / 2 - 0.065 * d), bevel=0.014),
        raised,
        both_sides(wing),
        box((w - 0.13, 0.04, deep - front), (0, desk - 0.04, d / 2 - front - deep / 2), bevel=0.008),
        box((w - 0.02, dais, d - 0.04), (0, 0, -0.02), bevel=0.012, slot=1),
        cushion((chair_w, 0.12, 0.26 * d), (0, seat - 0.12, chair_z), plump=0.3, slot=2),
        cylinder(0.05, seat - dais - 0.1, (0, dais, chair_z), sides=10, slot=1),
        cushion((chair_w, h - seat, 0.1), (0, seat, chair_z - 0.14 * d), plump=0.2, slot=2),
    )


def _bench_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    desk, deep, dais = _DESK_SHARE * h, _DEEP_SHARE * d, _DAIS_SHARE * h
    return (
        solid((w, h, 0.13 * d), (0, 0, d / 2 - 0.065 * d)),
        *(solid((0.1, h, deep), (side * (w / 2 - 0.05), 0, d / 2 - deep / 2)) for side in (-1, 1)),
        solid((w - 0.2, 0.05, deep), (0, desk - 0.05, d / 2 - deep / 2)),
        solid((w, dais, d)),
        solid((min(0.7, 0.28 * w), h - dais, 0.32 * d), (0, dais, -0.24 * d)),
    )


def _bench_surfaces(size: Size) -> tuple[SupportSurface, ...]:
    w, h, d = size
    deep = _DEEP_SHARE * d
    return (surface(_DESK_SHARE * h, (w - 0.2, deep - 0.13 * d), (0, d / 2 - deep / 2 - 0.065 * d)),)


def _witness_stand(size: Size) -> Part:
    """A low box of panels, open behind, with a rail around it and a seat in it."""
    w, h, d = size
    wall, seat = 0.05, min(0.45, 0.42 * h)
    side = join(
        box((wall, h - 0.05, d - 0.02), (w / 2 - wall / 2 - 0.01, 0, 0), bevel=0.006, slot=1),
        box((0.022, 0.55 * h, 0.62 * d), (w / 2 - 0.011, 0.2 * h, 0), bevel=0.009),
        box((wall + 0.03, 0.05, d), (w / 2 - wall / 2 - 0.015, h - 0.05, 0), bevel=0.014),
    )
    return join(
        both_sides(side),
        box((w - 0.02, h - 0.05, wall), (0, 0, d / 2 - wall / 2 - 0.01), bevel=0.006, slot=1),
        box((0.6 * w, 0.55 * h, 0.022), (0, 0.2 * h, d / 2 - 0.011), bevel=0.009),
        box((w, 0.05, 0.2 * d), (0, h - 0.05, d / 2 - 0.1 * d), bevel=0.014),
        box((w - 0.04, 0.08, d - 0.04), (0, 0, 0), bevel=0.01),
        box((0.5 * w, 0.05, 0.4 * d), (0, seat, -0.18 * d), bevel=0.015),
        cylinder(0.04, seat, (0, 0, -0.18 * d), sides=10, slot=1),
    )


def _stand_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    return (
        *(solid((0.07, h, d), (side * (w / 2 - 0.035), 0, 0)) for side in (-1, 1)),
        solid((w, h, 0.07), (0, 0, d / 2 - 0.035)),
        solid((w, 0.08, d)),
        solid((0.5 * w, 0.05, 0.4 * d), (0, min(0.45, 0.42 * h), -0.18 * d)),
    )


def _stand_surfaces(size: Size) -> tuple[SupportSurface, ...]:
    w, h, d = size
    return (surface(min(0.45, 0.42 * h) + 0.05, (0.5 * w, 0.4 * d), (0, -0.18 * d)),)


def _pew(size: Size) -> Part:
    """A long seat with a straight back between panelled ends, a book ledge behind."""
    w, h, d = size
    end, seat, back = 0.05, 0.47 * h, 0.05
    outline = [(-d / 2, 0), (d / 2, 0), (d / 2, 0.58 * h), (0.18 * d, 0.72 * h), (-0.18 * d, h), (-d / 2, h)]
    side = move(turn(extrude(outline, end, bevel=0.008), y_deg=-90.0), (w / 2 - end / 2, 0, 0))
    return join(
        both_sides(recolour(side, 1)),
        box((w - 2 * end, 0.04, 0.82 * d), (0, seat - 0.04, 0.06 * d), bevel=0.012),
        box((w - 2 * end, h - 0.3 * h, back), (0, 0.28 * h, -d / 2 + 0.03 + back / 2), bevel=0.01),
        box((w - 2 * end, 0.05, 0.09), (0, h - 0.06, -d / 2 + 0.055), bevel=0.014, slot=1),
        box((w - 2 * end, 0.3 * seat, 0.03), (0, 0.62 * seat, 0.3 * d), bevel=0.006),
    )


def _pew_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    seat, back = 0.47 * h, 0.1
    return (
        solid((w, 0.4 * seat, d), (0, 0.6 * seat, 0)),
        solid((w, h - seat, back), (0, seat, -d / 2 + back / 2)),
        *(solid((0.05, h, d), (side * (w / 2 - 0.025), 0, 0)) for side in (-1, 1)),
    )


def _pew_surfaces(size: Size) -> tuple[SupportSurface, ...]:
    w, h, d = size
    return (surface(0.47 * h, (w - 0.1, d - 0.1), (0, 0.05)),)


def _water_tank(size: Size) -> Part:
    """A hooped drum with a conical lid on a braced frame, a pipe down its side."""
    w, h, d = size
    wide = min(w, d)
    radius, legs, lid = 0.46 * wide, 0.3 * h, 0.12 * h
    drum = h - legs - lid
    post = box((0.07, legs, 0.07), (0.34 * wide, 0, 0.34 * wide), bevel=0.008, slot=1)
    reach = 0.34 * wide
    brace = tube([(-reach, 0.12 * legs, reach), (reach, 0.88 * legs, reach)], 0.02, sides=6)
    hoops = [torus(radius, 0.022, (0, legs + share * drum, 0), around=5) for share in (0.08, 0.5, 0.92)]
    return join(
        four_corners(post),
        *(turn(brace, y_deg=90.0 * quarter) for quarter in range(4)),
        box((2 * reach + 0.14, 0.07, 2 * reach + 0.14), (0, legs - 0.07, 0), bevel=0.01, slot=1),
        cylinder(radius, drum, (0, legs, 0), bevel=0.02, sides=28),
        hoops,
        lathe([(radius + 0.05, legs + drum), (0.12, h - 0.05), (0.1, h), (0.0, h)], sides=28, slot=1),
        tube([(0, legs + 0.3 * drum, radius + 0.03), (0, 0.02, radius + 0.03)], 0.035, sides=8, slot=1),
    )


PREMISES = (
    Archetype(
        id="dining_booth",
        name_en="dining booth",
        name_ko="부스석",
        keywords=("diner booth", "restaurant booth", "booth seating", "부스 좌석", "칸막이석", "칸막이 자리"),
        category="premises",
        role="furniture_floor",
        size=(1.95, 1.15, 1.2),
        materials=("cloth_red", "wood_dark", "white", "steel"),
        build=meshed(_booth),
        solids=_booth_solids,
        surfaces=_booth_surfaces,
        access=("front",),
        tags=("top", "wallside"),
    ),
    Archetype(
        id="judges_bench",
        name_en="judge's bench",
        name_ko="판사석",
        keywords=("judicial bench", "bench of a court", "재판장석", "법대", "법정 단상"),
        category="premises",
        role="furniture_floor",
        size=(2.8, 1.45, 1.7),
        materials=("wood", "wood_dark", "cloth_red"),
        build=meshed(_judges_bench),
        solids=_bench_solids,
        surfaces=_bench_surfaces,
        access=("left",),
        tags=("top", "focal", "wallside"),
    ),
    Archetype(
        id="witness_stand",
        name_en="witness stand",
        name_ko="증인석",
        keywords=("witness box", "증언대", "피고인석"),
        category="premises",
        role="furniture_floor",
        size=(1.1, 1.05, 1.1),
        materials=("wood", "wood_dark"),
        build=meshed(_witness_stand),
        solids=_stand_solids,
        surfaces=_stand_surfaces,
        access=("back",),
        tags=("seat",),
    ),
    Archetype(
        id="pew",
        name_en="pew",
        name_ko="장의자",
        keywords=("church pew", "gallery bench", "교회 의자", "신도석", "방청석"),
        category="premises",
        role="furniture_floor",
        size=(2.6, 0.95, 0.55),
        materials=("wood", "wood_dark"),
        build=meshed(_pew),
        solids=_pew_solids,
        surfaces=_pew_surfaces,
        access=("front",),
        tags=("seat", "long"),
    ),
    Archetype(
        id="water_tank",
        name_en="water tank",
        name_ko="물탱크",
        keywords=("storage tank", "rooftop tank", "cistern", "fuel tank", "oil tank", "저수조", "기름탱크", "연료탱크"),
        category="premises",
        role="furniture_floor",
        size=(2.0, 2.6, 2.0),
        materials=("steel", "iron"),
        build=meshed(_water_tank),
        surfaces=whole_top,
        tags=("round",),
    ),
)
