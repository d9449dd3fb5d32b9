"""Traffic: a bus, a lorry, a motorcycle, and what stands along a road."""

from __future__ import annotations

from studio.model.stage import Box3, Size
from studio.staging.kit.archetype import Archetype, meshed
from studio.staging.kit.geometry import Part, box, curve, cylinder, extrude, lathe, torus, tube
from studio.staging.kit.levels import cushion
from studio.staging.kit.occupancy import solid
from studio.staging.kit.operators import both_sides, four_corners, join, move, ring, turn


def _wheel(radius: float, breadth: float, *, tyre: int, rim: int) -> Part:
    """A road wheel about its middle, its axle along X."""
    half = breadth / 2
    rubber = lathe(
        [
            (0, -half),
            (0.94 * radius, -half),
            (radius, -0.6 * half),
            (radius, 0.6 * half),
            (0.94 * radius, half),
            (0, half),
        ],
        sides=14,
        slot=tyre,
    )
    hub = lathe([(0, half), (0.55 * radius, half), (0.5 * radius, half + 0.02), (0, half + 0.03)], sides=12, slot=rim)
    return turn(join(rubber, hub), z_deg=-90)


def _bus(size: Size) -> Part:
    """A city bus, its front towards +Z: rows of windows, two doors on its left, lamps."""
    w, h, d = size
    r, floor = 0.16 * h, 0.12 * h
    panes = max(4, round(d / 1.5))
    pane = both_sides(box((0.02, 0.3 * h, 0.78 * d / panes), (w / 2 - 0.03, 0.5 * h, 0), bevel=0.0, slot=1))
    wheel = _wheel(r, 0.28, tyre=2, rim=3)
    return join(
        box((w - 0.06, h - floor - 0.06, d - 0.04), (0, floor, 0), bevel=0.12),
        box((0.7 * w, 0.08, 0.6 * d), (0, h - 0.08, -0.1 * d), bevel=0.03, slot=3),
        *(move(pane, (0, 0, ((place + 0.5) / panes - 0.5) * 0.9 * d)) for place in range(panes)),
        box((0.84 * w, 0.42 * h, 0.02), (0, 0.44 * h, d / 2 - 0.02), bevel=0.0, slot=1),
        box((0.6 * w, 0.09 * h, 0.02), (0, 0.87 * h, d / 2 - 0.015), bevel=0.0, slot=5),
        box((0.8 * w, 0.34 * h, 0.02), (0, 0.48 * h, -d / 2 + 0.02), bevel=0.0, slot=1),
        *(box((0.02, 0.66 * h, 0.09 * d), (w / 2 - 0.025, 0.14 * h, z * d), bevel=0.0, slot=1) for z in (0.4, -0.05)),
        *(both_sides(move(wheel, (w / 2 - 0.14, r, z * d))) for z in (0.28, -0.28)),
        both_sides(box((0.2 * w, 0.06 * h, 0.02), (0.36 * w, 0.22 * h, d / 2 - 0.015), bevel=0.0, slot=4)),
        both_sides(box((0.98 * w, 0.05 * h, 0.05), (0, 0.13 * h, d / 2 - 0.025), bevel=0.01, slot=2), axis=2),
        both_sides(box((0.06, 0.12 * h, 0.08), (w / 2 - 0.03, 0.66 * h, d / 2 - 0.04), bevel=0.01, slot=2)),
    )


def _lorry(size: Size) -> Part:
    """A lorry with a box body, its cab towards +Z."""
    w, h, d = size
    r = 0.15 * h
    cab = 0.27 * d
    side = [(0, 0), (cab, 0), (cab, 0.42 * h), (0.86 * cab, 0.72 * h), (0.1 * cab, 0.76 * h), (0, 0.76 * h)]
    hood = turn(extrude([(x + d / 2 - cab, y + 0.14 * h) for x, y in side], 0.94 * w, bevel=0.05), y_deg=-90)
    wheel = _wheel(r, 0.26, tyre=2, rim=3)
    return join(
        hood,
        box((w, 0.76 * h, 0.7 * d), (0, 0.24 * h, -0.15 * d), bevel=0.02, slot=4),
        box((0.5 * w, 0.1 * h, 0.96 * d), (0, 0.14 * h, -0.01 * d), bevel=0.0, slot=2),
        box((0.82 * w, 0.24 * h, 0.02), (0, 0.6 * h, d / 2 - 0.06), bevel=0.0, slot=1),
        both_sides(box((0.02, 0.24 * h, 0.5 * cab), (0.47 * w, 0.58 * h, d / 2 - 0.5 * cab), bevel=0.0, slot=1)),
        *(both_sides(move(wheel, (w / 2 - 0.14, r, z * d))) for z in (0.36, -0.2, -0.36)),
        both_sides(box((0.16 * w, 0.06 * h, 0.02), (0.34 * w, 0.3 * h, d / 2 - 0.012), bevel=0.0, slot=5)),
        box((0.94 * w, 0.08 * h, 0.06), (0, 0.15 * h, d / 2 - 0.03), bevel=0.01, slot=3),
        box((0.5 * w, 0.12 * h, 0.02), (0, 0.4 * h, d / 2 - 0.012), bevel=0.0, slot=2),
    )


def _lorry_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    return (solid((w, h, 0.7 * d), (0, 0, -0.15 * d)), solid((w, 0.9 * h, 0.3 * d), (0, 0, 0.35 * d)))


def _motorcycle(size: Size) -> Part:
    """A motorcycle on its stand, its front wheel towards +Z."""
    w, h, d = size
    r = 0.155 * d
    wheel = join(
        turn(torus(r - 0.05, 0.05, sides=18, around=6, slot=1), z_deg=90),
        turn(ring(tube([(0.02, 0, 0), (r - 0.06, 0, 0)], 0.01, sides=3, slot=2), 6), z_deg=90),
        turn(cylinder(0.06, 0.12, (0, -0.06, 0), sides=10, slot=2), z_deg=90),
    )
    front, rear = (0, r, d / 2 - r), (0, r, -d / 2 + r)
    fork = tube([(0.06, r, d / 2 - r), (0.07, 0.82 * h, 0.2 * d)], 0.022, sides=7, slot=2)
    bar = curve([(0, 0.9 * h, 0.19 * d), (0.3 * w, 0.94 * h, 0.17 * d), (0.48 * w, 0.93 * h, 0.08 * d)], 3)
    pipe = curve(
        [(0.1, 0.3 * h, 0.08 * d), (0.14, 0.18 * h, 0), (0.15, 0.2 * h, -0.2 * d), (0.15, 0.26 * h, -0.44 * d)], 3
    )
    tank = cushion((0.28, 0.2 * h, 0.26 * d), (0, 0.6 * h, 0.06 * d), plump=0.5)
    return join(
        move(wheel, front),
        move(wheel, rear),
        both_sides(fork),
        tube(bar, 0.016, sides=6, slot=2),
        tube([(-x, y, z) for x, y, z in bar.tolist()], 0.016, sides=6, slot=2),
        tank,
        cushion((0.24, 0.1 * h, 0.34 * d), (0, 0.6 * h, -0.22 * d), slot=3, plump=0.4),
        box((0.24, 0.3 * h, 0.24 * d), (0, 0.2 * h, 0.02 * d), bevel=0.03, slot=2),
        *(
            box((0.34, 0.02, 0.14 * d), (0, (0.26 + 0.05 * place) * h, 0.03 * d), bevel=0.0, slot=2)
            for place in range(4)
        ),
        both_sides(tube(pipe, 0.032, sides=7, slot=2)),
        both_sides(tube([(0.07, r, -d / 2 + r), (0.09, 0.58 * h, -0.2 * d)], 0.018, sides=6, slot=2)),
        turn(
            lathe(
                [(0, 0), (0.07, 0.02), (0.1, 0.09), (0.1, 0.13), (0, 0.13)], (0, 0.2 * d, -0.8 * h), sides=14, slot=4
            ),
            x_deg=90,
        ),
        box((0.16, 0.02, 0.3 * d), (0, 2 * r + 0.01, d / 2 - r - 0.02), bevel=0.008),
        box((0.18, 0.02, 0.26 * d), (0, 2 * r + 0.02, -d / 2 + r), bevel=0.008),
        box((0.12, 0.07, 0.03), (0, 0.58 * h, -0.44 * d), bevel=0.008, slot=5),
    )


def _motorcycle_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    return (
        solid((min(0.36, 0.6 * w), 0.76 * h, d)),
        solid((w, 0.3 * h, 0.3 * d), (0, 0.7 * h, 0.13 * d)),
    )


def _traffic_light(size: Size) -> Part:
    """Three lamps under visors on a post, towards +Z."""
    w, h, d = size
    head = min(1.0, 0.32 * h)
    lamps = [
        join(
            turn(lathe([(0, 0), (0.32 * w, 0), (0.24 * w, 0.05), (0, 0.06)], sides=14, slot=slot), x_deg=90),
            box((0.7 * w, 0.012, 0.3 * d), (0, 0.3 * w, 0.14 * d), bevel=0.0),
        )
        for slot in (1, 2, 3)
    ]
    return join(
        cylinder(0.11 * w + 0.03, h - 0.3 * head, sides=10),
        lathe([(0, 0), (0.4 * w, 0), (0.36 * w, 0.12), (0.16 * w, 0.24), (0, 0.24)], sides=12),
        box((w, head, 0.5 * d), (0, h - head, 0.02 * d), bevel=0.03),
        *(move(lamp, (0, h - head * (0.18 + 0.32 * place), 0.27 * d)) for place, lamp in enumerate(lamps)),
    )


def _bus_stop(size: Size) -> Part:
    """A shelter of glass with a bench and a sign on a pole."""
    w, h, d = size
    room = 0.84 * w
    x = -w / 2 + room / 2
    post = 0.06
    return join(
        *(
            box((post, h - 0.2, post), (x + sx * (room / 2 - post / 2), 0, sz * (d / 2 - post)), bevel=0.006)
            for sx in (-1, 1)
            for sz in (-1, 1)
        ),
        box((room + 0.06, 0.09, d), (x, h - 0.2, 0), bevel=0.02),
        box((room - 2 * post, 0.66 * h, 0.02), (x, 0.14 * h, -d / 2 + post), bevel=0.0, slot=1),
        *(
            box((0.02, 0.66 * h, 0.7 * d), (x + side * (room / 2 - 0.03), 0.14 * h, -0.08 * d), bevel=0.0, slot=1)
            for side in (-1, 1)
        ),
        box((0.6 * room, 0.05, 0.36), (x, 0.43, -d / 2 + 0.36), bevel=0.01, slot=2),
        *(box((0.05, 0.43, 0.28), (x + side * 0.24 * room, 0, -d / 2 + 0.36), bevel=0.006) for side in (-1, 1)),
        cylinder(0.035, h - 0.02, (w / 2 - 0.1, 0, 0.2 * d), sides=8),
        box((0.2, 0.44, 0.03), (w / 2 - 0.1, h - 0.44, 0.2 * d), bevel=0.01, slot=3),
    )


def _bus_stop_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    room = 0.84 * w
    x = -w / 2 + room / 2
    return (
        solid((room, h - 0.2, 0.12), (x, 0, -d / 2 + 0.06)),
        *(solid((0.08, h - 0.2, d), (x + side * (room / 2 - 0.04), 0, 0)) for side in (-1, 1)),
        solid((room, 0.1, d), (x, h - 0.2, 0)),
        solid((0.6 * room, 0.48, 0.4), (x, 0, -d / 2 + 0.36)),
        solid((0.2, h, 0.1), (w / 2 - 0.1, 0, 0.2 * d)),
    )


def _cone(size: Size) -> Part:
    """A road cone with two bands."""
    w, h, d = size

    def radius(y: float) -> float:
        return 0.36 * w * (1 - 0.86 * y)

    bands = [
        lathe(
            [(0, low * h), (radius(low) + 0.006, low * h), (radius(high) + 0.006, high * h), (0, high * h)],
            sides=18,
            slot=1,
        )
        for low, high in ((0.34, 0.5), (0.64, 0.78))
    ]
    return join(
        box((w, 0.05 * h, d), bevel=0.01),
        lathe([(0, 0.05 * h), (radius(0.05), 0.05 * h), (radius(1.0), h), (0, h)], sides=18),
        bands,
    )


def _road_barrier(size: Size) -> Part:
    """A trestle with a striped board."""
    w, h, d = size
    leg = tube([(0.42 * w, 0, 0.46 * d), (0.42 * w, h - 0.06, 0)], 0.025, sides=6, slot=2)
    stripes = [
        move(turn(box((0.07 * w, 0.3 * h, 0.05), bevel=0.0, slot=1), z_deg=-24), ((place - 2) * 0.2 * w, 0.67 * h, 0))
        for place in range(5)
    ]
    return join(
        box((w, 0.28 * h, 0.04), (0, 0.68 * h, 0), bevel=0.004),
        stripes,
        four_corners(leg),
        box((w, 0.08 * h, 0.04), (0, 0.3 * h, 0.24 * d), bevel=0.004),
    )


def _hydrant(size: Size) -> Part:
    """A fire hydrant: a domed top, a nozzle on each side and one in front."""
    w, h, _ = size
    r = 0.3 * w
    nozzle = lathe(
        [
            (0, 0),
            (0.5 * r, 0),
            (0.5 * r, 0.4 * w - 0.03),
            (0.66 * r, 0.4 * w - 0.03),
            (0.66 * r, 0.5 * w),
            (0, 0.5 * w),
        ],
        sides=10,
        slot=1,
    )
    return join(
        lathe(
            [
                (0, 0),
                (1.3 * r, 0),
                (1.3 * r, 0.06 * h),
                (r, 0.1 * h),
                (0.92 * r, 0.62 * h),
                (1.2 * r, 0.64 * h),
                (1.2 * r, 0.7 * h),
                (0.9 * r, 0.84 * h),
                (0.3 * r, 0.93 * h),
                (0.26 * r, h),
                (0, h),
            ],
            sides=18,
        ),
        both_sides(move(turn(nozzle, z_deg=-90), (0, 0.56 * h, 0))),
        move(turn(nozzle, x_deg=90), (0, 0.46 * h, 0)),
    )


TRAFFIC = (
    Archetype(
        id="bus",
        name_en="bus",
        name_ko="버스",
        keywords=("city bus", "school bus", "coach", "minibus", "시내버스", "스쿨버스", "관광버스"),
        category="vehicle",
        role="furniture_floor",
        size=(2.5, 3.0, 10.5),
        materials=("yellow", "glass", "black", "steel", "lamp", "white"),
        build=meshed(_bus),
        tags=("outdoor", "vehicle"),
    ),
    Archetype(
        id="lorry",
        name_en="lorry",
        name_ko="트럭",
        keywords=("truck", "box truck", "delivery truck", "fire engine", "ambulance", "화물차", "구급차", "소방차"),
        category="vehicle",
        role="furniture_floor",
        size=(2.4, 3.2, 7.2),
        materials=("cloth_blue", "glass", "black", "steel", "white", "lamp"),
        build=meshed(_lorry),
        solids=_lorry_solids,
        tags=("outdoor", "vehicle"),
    ),
    Archetype(
        id="motorcycle",
        name_en="motorcycle",
        name_ko="오토바이",
        keywords=("motorbike", "scooter", "moped", "스쿠터", "모터사이클", "이륜차"),
        category="vehicle",
        role="furniture_floor",
        size=(0.8, 1.12, 2.1),
        materials=("cloth_red", "black", "steel", "leather", "lamp", "orange"),
        build=meshed(_motorcycle),
        solids=_motorcycle_solids,
        tags=("outdoor", "vehicle"),
    ),
    Archetype(
        id="traffic_light",
        name_en="traffic light",
        name_ko="신호등",
        keywords=("traffic signal", "stoplight", "교통 신호등", "교통신호"),
        category="street",
        role="lighting",
        size=(0.36, 3.4, 0.4),
        materials=("black", "cloth_red", "orange", "cloth_green"),
        build=meshed(_traffic_light),
        tags=("outdoor", "tall"),
    ),
    Archetype(
        id="bus_stop",
        name_en="bus stop",
        name_ko="버스 정류장",
        keywords=("bus shelter", "tram stop", "정류장", "버스 정거장"),
        category="street",
        role="structure",
        size=(3.4, 2.5, 1.5),
        materials=("steel", "glass", "wood", "cloth_blue"),
        build=meshed(_bus_stop),
        solids=_bus_stop_solids,
        access=("front",),
        tags=("outdoor",),
    ),
    Archetype(
        id="traffic_cone",
        name_en="traffic cone",
        name_ko="라바콘",
        keywords=("road cone", "safety cone", "pylon", "교통콘", "안전 고깔", "꼬깔콘"),
        category="street",
        role="furniture_floor",
        size=(0.38, 0.7, 0.38),
        materials=("orange", "white"),
        build=meshed(_cone),
        tags=("outdoor",),
    ),
    Archetype(
        id="road_barrier",
        name_en="road barrier",
        name_ko="바리케이드",
        keywords=("barricade", "roadblock", "construction barrier", "차단막", "공사 표지"),
        category="street",
        role="furniture_floor",
        size=(1.5, 1.0, 0.6),
        materials=("white", "cloth_red", "steel"),
        build=meshed(_road_barrier),
        tags=("outdoor",),
    ),
    Archetype(
        id="fire_hydrant",
        name_en="fire hydrant",
        name_ko="소화전",
        keywords=("hydrant", "fireplug", "소방 급수전"),
        category="street",
        role="furniture_floor",
        size=(0.44, 0.78, 0.4),
        materials=("cloth_red", "steel"),
        build=meshed(_hydrant),
        tags=("outdoor",),
    ),
)
