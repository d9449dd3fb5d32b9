"""Wheels: a car, a bicycle, a hand cart, a carriage wheel."""

from __future__ import annotations

from studio.model.stage import Box3, Size, SupportSurface
from studio.staging.kit.archetype import Archetype, meshed, stretched
from studio.staging.kit.geometry import Part, box, curve, cylinder, extrude, lathe, torus, tube
from studio.staging.kit.occupancy import solid, surface
from studio.staging.kit.operators import both_sides, four_corners, join, mirror, move, ring, scale, taper, turn


def _tyre(radius: float, breadth: float, *, rim: int, tyre: int) -> Part:
    """A car wheel standing, its axle along X."""
    profile = [
        (0, 0),
        (0.6 * radius, 0),
        (0.62 * radius, 0.05 * breadth),
        (0.92 * radius, 0),
        (radius, 0.25 * breadth),
        (radius, 0.75 * breadth),
        (0.92 * radius, breadth),
        (0.62 * radius, 0.95 * breadth),
        (0, 0.95 * breadth),
    ]
    wheel = lathe([(r, y - breadth / 2) for r, y in profile], sides=12, slot=tyre)
    hub = lathe(
        [
            (0, 0.3 * breadth),
            (0.58 * radius, 0.46 * breadth),
            (0.54 * radius, 0.52 * breadth),
            (0.16 * radius, 0.5 * breadth),
            (0, 0.56 * breadth),
        ],
        sides=14,
        slot=rim,
    )
    return turn(join(wheel, hub), z_deg=-90)


def _car(size: Size) -> Part:
    """A saloon, its nose towards +Z: body, glasshouse, four wheels, lamps, bumpers."""
    w, h, d = size
    r = 0.225 * h
    sill, waist = 0.16 * h, 0.58 * h
    side = [
        (-0.5, 0.2),
        (-0.49, 0.16),
        (0.49, 0.16),
        (0.5, 0.3),
        (0.48, 0.46),
        (0.42, 0.52),
        (0.17, 0.60),
        (-0.36, 0.62),
        (-0.49, 0.58),
    ]
    hull = turn(extrude([(z * d, y * h) for z, y in side], w - 0.06, bevel=0.06), y_deg=-90)
    cabin_side = [(-0.40, 0.58), (0.20, 0.58), (0.055, 0.965), (-0.02, 1.0), (-0.24, 1.0), (-0.30, 0.97)]
    glass = turn(extrude([(z * d, y * h) for z, y in cabin_side], 0.84 * w, slot=1), y_deg=-90)
    roof_side = [(-0.29, 0.955), (0.06, 0.95), (0.02, 0.99), (-0.03, 1.005), (-0.23, 1.005), (-0.27, 0.985)]
    roof = turn(extrude([(z * d, y * h) for z, y in roof_side], 0.86 * w), y_deg=-90)
    pillars = [
        tube([(0.415 * w, 0.59 * h, z0 * d), (0.415 * w, 0.97 * h, z1 * d)], 0.028, sides=4)
        for z0, z1 in ((0.195, 0.05), (-0.12, -0.12), (-0.385, -0.285))
    ]
    cabin = taper(join(glass, roof), (0.84, 1.0), bottom=(1.06, 1.0))
    posts = taper(both_sides(join(pillars)), (0.85, 1.0), bottom=(1.07, 1.0))
    wheel = _tyre(r, 0.2, rim=3, tyre=2)
    wheels = four_corners(move(wheel, (w / 2 - 0.1, r, 0.31 * d)))
    arch = turn(lathe([(0, 0), (1.18 * r, 0), (1.18 * r, 0.06), (0, 0.06)], sides=14, slot=2), z_deg=-90)
    lamp = turn(cylinder(0.085, 0.05, sides=12, slot=4), x_deg=90)
    return join(
        hull,
        cabin,
        posts,
        wheels,
        four_corners(move(arch, (w / 2 - 0.075, r * 1.02, 0.31 * d))),
        both_sides(move(lamp, (0.36 * w, 0.42 * h, 0.475 * d))),
        both_sides(box((0.2 * w, 0.07 * h, 0.03), (0.36 * w, 0.42 * h, -0.495 * d), bevel=0.0, slot=5)),
        both_sides(box((w - 0.02, 0.09 * h, 0.1), (0, sill + 0.02, 0.475 * d), bevel=0.02, slot=3), axis=2),
        box((0.4 * w, 0.12 * h, 0.03), (0, 0.32 * h, 0.492 * d), bevel=0.0, slot=2),
        both_sides(box((0.03, 0.025 * h, 0.1), (w / 2 - 0.035, waist - 0.05 * h, -0.06 * d), bevel=0.0, slot=3)),
        both_sides(box((0.012, 0.36 * h, 0.012), (w / 2 - 0.028, 0.2 * h, -0.115 * d), bevel=0.0, slot=2)),
        both_sides(box((0.11, 0.07 * h, 0.06), (w / 2 - 0.055, 0.62 * h, 0.14 * d), bevel=0.015)),
    )


def _car_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    return (solid((w, 0.62 * h, d)), solid((0.9 * w, 0.38 * h, 0.6 * d), (0, 0.62 * h, -0.1 * d)))


def _car_surfaces(size: Size) -> tuple[SupportSurface, ...]:
    w, h, d = size
    return (surface(h, (0.66 * w, 0.22 * d), (0, -0.13 * d)),)


def _spoked(radius: float, *, rim: float, spokes: int, thick: float, slot: int = 0) -> Part:
    """A spoked wheel about its middle, the axle along X."""
    hoop = torus(radius - rim, rim, sides=24, around=5, slot=slot)
    spoke = tube([(0.05 * radius, 0, 0), (radius - rim, 0, 0)], thick, sides=4, slot=slot)
    hub = lathe(
        [
            (0, -0.09 * radius - thick),
            (0.1 * radius, -0.09 * radius - thick),
            (0.1 * radius, 0.09 * radius + thick),
            (0, 0.09 * radius + thick),
        ],
        sides=8,
        slot=slot,
    )
    return turn(join(hoop, ring(spoke, spokes), hub), z_deg=90)


def _bicycle(size: Size) -> Part:
    """A roadster, front wheel towards +Z: diamond frame, saddle, swept bars, chain wheel, pedals."""
    w, h, d = size
    r = 0.195 * d
    rear, front = (0, r, -d / 2 + r), (0, r, d / 2 - r)
    crank = (0, r * 0.82, -0.06 * d)
    seat_top, head_top = (0, 0.86 * h, -0.16 * d), (0, 0.9 * h, 0.2 * d)
    seat_mid, head_low = (0, 0.66 * h, -0.125 * d), (0, 0.64 * h, 0.235 * d)
    wheel = _spoked(r, rim=0.018, spokes=10, thick=0.003, slot=1)
    frame = [(crank, seat_top), (crank, head_low), (seat_mid, (0, 0.72 * h, 0.225 * d)), (head_low, head_top)]
    parts = [tube([a, b], 0.017, sides=7) for a, b in frame]
    for side in (-1, 1):
        x = 0.045 * side
        parts.append(tube([(0.3 * x, crank[1], crank[2]), (x, rear[1], rear[2])], 0.010, sides=5))
        parts.append(tube([(0.3 * x, seat_mid[1], seat_mid[2]), (x, rear[1], rear[2])], 0.009, sides=5))
        parts.append(
            tube(
                curve([(0.6 * x, head_low[1], head_low[2]), (x, 0.4 * h, 0.27 * d), (x, front[1], front[2])], 2),
                0.012,
                sides=5,
            )
        )
    bar = curve(
        [
            (0, head_top[1], head_top[2] + 0.03),
            (0.3 * w, 0.955 * h, head_top[2] + 0.04),
            (0.46 * w, 0.97 * h, head_top[2] - 0.06),
            (0.48 * w, 0.955 * h, head_top[2] - 0.14),
        ],
        2,
    )
    grip = tube(
        [(0.48 * w, 0.956 * h, head_top[2] - 0.07), (0.482 * w, 0.955 * h, head_top[2] - 0.16)], 0.017, sides=6, slot=1
    )
    chain = turn(lathe([(0, 0), (0.075, 0), (0.075, 0.008), (0, 0.008)], (0, 0.03, 0), sides=16, slot=1), z_deg=-90)
    saddle = turn(
        lathe([(0, 0), (0.09, 0.02), (0.075, 0.12), (0.028, 0.22), (0, 0.25)], sides=10, slot=2, crease_deg=50),
        x_deg=90,
    )
    pedal = join(
        tube([(0.03, 0, 0), (0.04, -0.1, 0.08), (0.1, -0.1, 0.08)], 0.009, sides=5, slot=1),
        box((0.09, 0.02, 0.06), (0.11, -0.11, 0.08), bevel=0.0, slot=1),
    )
    return join(
        move(wheel, rear),
        move(wheel, front),
        parts,
        both_sides(join(tube(bar, 0.011, sides=6), grip)),
        tube([head_top, (0, head_top[1] + 0.03 * h, head_top[2] + 0.02)], 0.014, sides=6),
        move(chain, crank),
        move(pedal, crank),
        move(mirror(turn(pedal, x_deg=180)), crank),
        move(scale(saddle, (0.9, 0.55, 1)), (0, 0.88 * h, -0.25 * d)),
    )


def _bicycle_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    return (
        solid((0.26 * w, 0.7 * h, d)),
        solid((0.26 * w, 0.3 * h, 0.5 * d), (0, 0.7 * h, 0)),
        solid((w, 0.16 * h, 0.2 * d), (0, 0.84 * h, 0.16 * d)),
    )


def _cart(size: Size) -> Part:
    """A two-wheeled cart, its shafts towards +Z: slatted sides, spoked wheels."""
    w, h, d = size
    r = 0.38 * h
    bed, length = r + 0.06, 0.62 * d
    z = -d / 2 + length / 2
    inner = w - 0.22
    slats = [
        both_sides(box((0.03, 0.08, length), (inner / 2, bed + 0.1 + place * 0.16 * (h - bed) / 0.5, z), bevel=0.005))
        for place in range(3)
    ]
    stakes = [
        both_sides(box((0.045, h - bed, 0.045), (inner / 2 - 0.03, bed, z + x * (length / 2 - 0.05)), bevel=0.006))
        for x in (-1, 0, 1)
    ]
    ends = [
        box((inner, 0.3 * (h - bed), 0.03), (0, bed + 0.04, z + side * (length / 2 - 0.02)), bevel=0.005)
        for side in (-1, 1)
    ]
    shaft = tube(
        [(0.36 * inner, bed, z), (0.36 * inner, bed + 0.02, z + length / 2), (0.3 * inner, bed - 0.02, d / 2 - 0.01)],
        [0.035, 0.032, 0.026],
        sides=6,
    )
    wheel = _spoked(r, rim=0.035, spokes=10, thick=0.02, slot=1)
    return join(
        [box((inner / 5 - 0.012, 0.035, length), ((place - 2) * inner / 5, bed, z), bevel=0.0) for place in range(5)],
        slats,
        stakes,
        ends,
        both_sides(shaft),
        both_sides(move(wheel, (w / 2 - 0.05, r, z))),
        tube([(-w / 2, r, z), (w / 2, r, z)], 0.03, sides=7, slot=1),
    )


def _cart_measures(size: Size) -> tuple[float, float, float]:
    _, h, d = size
    return 0.38 * h + 0.06, 0.62 * d, -d / 2 + 0.31 * d


def _cart_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    bed, length, z = _cart_measures(size)
    inner = w - 0.22
    wheel = min(0.76 * h, d)
    return (
        solid((inner, 0.035, length), (0, bed, z)),
        *(solid((0.07, h - bed, length), (side * (inner / 2 - 0.02), bed, z)) for side in (-1, 1)),
        *(solid((0.1, 0.76 * h, wheel), (side * (w / 2 - 0.05), 0, max(z, (wheel - d) / 2))) for side in (-1, 1)),
        *(solid((0.1, 0.12, d), (side * 0.34 * inner, bed - 0.06, 0)) for side in (-1, 1)),
    )


def _cart_surfaces(size: Size) -> tuple[SupportSurface, ...]:
    bed, length, z = _cart_measures(size)
    return (surface(bed + 0.035, (size[0] - 0.4, length - 0.1), (0, z)),)


def _wagon_wheel() -> Part:
    """A cart wheel standing, seen from the front."""
    return turn(_spoked(0.5, rim=0.045, spokes=12, thick=0.02), y_deg=90)


def _wheelbarrow(size: Size) -> Part:
    """A barrow, its wheel towards +Z."""
    w, h, d = size
    r = 0.26 * h
    tray = taper(box((0.62 * w, 0.42 * h, 0.44 * d), (0, 0, 0), bevel=0.01), (1.5, 1.25), bottom=(1.0, 0.9))
    handle = tube(
        [(0.1 * w, r, 0.5 * d - r), (0.36 * w, 0.5 * h, 0.0), (0.46 * w, 0.68 * h, -0.49 * d)],
        [0.022, 0.024, 0.02],
        sides=6,
        slot=1,
    )
    foot = tube([(0.34 * w, 0.5 * h, -0.12 * d), (0.36 * w, 0, -0.16 * d)], 0.02, sides=6, slot=1)
    wheel = _tyre(r, 0.14 * w, rim=2, tyre=2)
    return join(move(tray, (0, 0.48 * h, 0.08 * d)), both_sides(join(handle, foot)), move(wheel, (0, r, 0.5 * d - r)))


VEHICLES = (
    Archetype(
        id="car",
        name_en="car",
        name_ko="자동차",
        keywords=("automobile", "sedan", "taxi", "police car", "van", "차", "승용차", "택시", "경찰차"),
        category="vehicle",
        role="furniture_floor",
        size=(1.78, 1.45, 4.3),
        materials=("cloth_red", "glass", "black", "steel", "lamp", "orange"),
        build=meshed(_car),
        solids=_car_solids,
        surfaces=_car_surfaces,
        access=("left", "right"),
        tags=("outdoor", "vehicle"),
    ),
    Archetype(
        id="bicycle",
        name_en="bicycle",
        name_ko="자전거",
        keywords=("bike", "cycle", "push-bike", "두발자전거"),
        category="vehicle",
        role="furniture_floor",
        size=(0.56, 1.05, 1.75),
        materials=("cloth_green", "black", "leather"),
        build=meshed(_bicycle),
        solids=_bicycle_solids,
        tags=("outdoor", "vehicle"),
    ),
    Archetype(
        id="cart",
        name_en="cart",
        name_ko="수레",
        keywords=("hand cart", "wagon", "trolley", "market cart", "손수레", "달구지", "마차", "리어카"),
        category="vehicle",
        role="furniture_floor",
        size=(1.3, 1.2, 2.6),
        materials=("wood_light", "wood_dark"),
        build=meshed(_cart),
        solids=_cart_solids,
        surfaces=_cart_surfaces,
        tags=("outdoor", "vehicle"),
    ),
    Archetype(
        id="wagon_wheel",
        name_en="wagon wheel",
        name_ko="수레바퀴",
        keywords=("cart wheel", "wooden wheel", "ship's wheel", "바퀴", "나무 바퀴"),
        category="vehicle",
        role="furniture_floor",
        size=(0.95, 0.95, 0.16),
        materials=("wood",),
        build=stretched(_wagon_wheel),
    ),
    Archetype(
        id="wheelbarrow",
        name_en="wheelbarrow",
        name_ko="외바퀴 손수레",
        keywords=("barrow", "garden cart", "외발 수레"),
        category="vehicle",
        role="furniture_floor",
        size=(0.7, 0.7, 1.5),
        materials=("steel", "wood", "black"),
        build=meshed(_wheelbarrow),
        tags=("outdoor",),
    ),
)
