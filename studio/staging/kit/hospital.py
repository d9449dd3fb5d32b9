"""A sickroom: bed, stretcher, wheelchair, drip."""

from __future__ import annotations

from studio.model.stage import Box3, Size, SupportSurface
from studio.staging.kit.archetype import Archetype, meshed
from studio.staging.kit.geometry import Part, box, curve, cylinder, lathe, torus, tube
from studio.staging.kit.levels import cushion
from studio.staging.kit.occupancy import solid, surface
from studio.staging.kit.operators import both_sides, four_corners, join, move, ring, turn


def _castor(at: tuple[float, float, float], *, slot: int) -> Part:
    return move(turn(cylinder(0.06, 0.04, (0, -0.02, 0), sides=10, slot=slot), z_deg=90), (at[0], 0.06, at[2]))


def _hospital_bed(size: Size) -> Part:
    """A bed on castors, its head raised, rails at its sides, boards at its ends; the head towards -Z."""
    w, h, d = size
    deck = 0.5 * h
    head = turn(cushion((0.88 * w, 0.12, 0.36 * d), slot=1), x_deg=26)
    bars = [
        tube([(0.46 * w, deck + y, -0.1 * d), (0.46 * w, deck + y, 0.24 * d)], 0.012, sides=6, slot=2)
        for y in (0.1, 0.2, 0.3)
    ]
    stands = [
        tube([(0.46 * w, deck - 0.04, z * d), (0.46 * w, deck + 0.3, z * d)], 0.012, sides=6, slot=2)
        for z in (-0.1, 0.24)
    ]
    return join(
        box((0.9 * w, 0.06, 0.92 * d), (0, deck - 0.1, 0), bevel=0.01, slot=2),
        box((w, h - deck + 0.06, 0.04), (0, deck - 0.06, -0.48 * d), bevel=0.02),
        box((w, 0.3 * h, 0.04), (0, deck - 0.06, 0.48 * d), bevel=0.02),
        cushion((0.88 * w, 0.12, 0.6 * d), (0, deck - 0.04, 0.16 * d), slot=1),
        move(head, (0, deck + 0.03, -0.28 * d)),
        move(turn(cushion((0.6 * w, 0.1, 0.16 * d), slot=3, plump=0.4), x_deg=26), (0, deck + 0.19, -0.33 * d)),
        cushion((0.92 * w, 0.07, 0.46 * d), (0, deck + 0.05, 0.2 * d), slot=3, plump=0.4),
        both_sides(join(bars, stands)),
        four_corners(_castor((0.4 * w, 0, 0.42 * d), slot=2)),
        four_corners(box((0.05, deck - 0.16, 0.05), (0.4 * w, 0.1, 0.42 * d), bevel=0.006, slot=2)),
    )


def _hospital_bed_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    top = 0.5 * h + 0.08
    return (
        solid((w, top, d)),
        solid((w, h - top, 0.08), (0, top, -d / 2 + 0.04)),
        *(solid((0.08 * w, min(0.26, h - top), 0.4 * d), (side * 0.46 * w, top, 0.07 * d)) for side in (-1, 1)),
    )


def _hospital_bed_surfaces(size: Size) -> tuple[SupportSurface, ...]:
    w, h, d = size
    return (surface(0.5 * h + 0.08, (0.76 * w, 0.7 * d), (0, 0.08 * d)),)


def _wheelchair(size: Size) -> Part:
    """A wheelchair, its foot plates towards +Z."""
    w, h, d = size
    seat, r = 0.5 * h, 0.3 * h
    spoke = tube([(0.03, 0, 0), (r - 0.03, 0, 0)], 0.006, sides=3, slot=1)
    wheel = turn(
        join(
            torus(r - 0.02, 0.02, sides=18, around=5, slot=2),
            torus(r - 0.07, 0.008, (0, -0.03, 0), sides=16, around=3, slot=1),
            ring(spoke, 10),
            cylinder(0.035, 0.08, (0, -0.04, 0), sides=8, slot=1),
        ),
        z_deg=-90,
    )
    handle = [(0.36 * w, seat, -0.28 * d), (0.36 * w, 0.94 * h, -0.34 * d), (0.36 * w, 0.95 * h, -0.48 * d)]
    return join(
        both_sides(move(wheel, (0.45 * w, r, -0.14 * d))),
        both_sides(
            move(turn(cylinder(0.07, 0.03, (0, -0.015, 0), sides=10, slot=2), z_deg=90), (0.34 * w, 0.07, 0.24 * d))
        ),
        cushion((0.7 * w, 0.07, 0.48 * d), (0, seat - 0.05, -0.02 * d)),
        box((0.7 * w, 0.42 * h, 0.03), (0, seat + 0.02, -0.3 * d), bevel=0.01),
        both_sides(tube(curve(handle, 3), 0.014, sides=6, slot=1)),
        both_sides(
            tube(
                [(0.37 * w, seat + 0.2, -0.28 * d), (0.37 * w, seat + 0.2, 0.12 * d), (0.37 * w, 0.2 * h, 0.26 * d)],
                0.014,
                sides=6,
                slot=1,
            )
        ),
        both_sides(box((0.06, 0.03, 0.36 * d), (0.37 * w, seat + 0.2, -0.06 * d), bevel=0.008)),
        both_sides(tube([(0.3 * w, seat - 0.06, 0.2 * d), (0.26 * w, 0.12, 0.42 * d)], 0.013, sides=6, slot=1)),
        both_sides(box((0.24 * w, 0.015, 0.18 * d), (0.22 * w, 0.1, 0.41 * d), bevel=0.004, slot=1)),
        tube([(-0.45 * w, r, -0.14 * d), (0.45 * w, r, -0.14 * d)], 0.014, sides=6, slot=1),
        both_sides(
            tube(
                [(0.36 * w, 0.12, 0.22 * d), (0.36 * w, seat - 0.04, 0.2 * d), (0.36 * w, seat - 0.04, -0.28 * d)],
                0.014,
                sides=6,
                slot=1,
            )
        ),
    )


def _wheelchair_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    seat = 0.5 * h + 0.02
    return (
        solid((w, seat, d)),
        solid((0.8 * w, h - seat, 0.26 * d), (0, seat, -0.37 * d)),
        *(solid((0.12 * w, min(0.24, h - seat), 0.5 * d), (side * 0.4 * w, seat, -0.04 * d)) for side in (-1, 1)),
    )


def _wheelchair_surfaces(size: Size) -> tuple[SupportSurface, ...]:
    w, h, d = size
    return (surface(0.5 * h + 0.02, (0.64 * w, 0.5 * d), (0, 0.02 * d)),)


def _drip(size: Size) -> Part:
    """A drip stand: a pole on five castors, a bag with its tube."""
    w, h, _ = size
    spoke = join(
        tube([(0, 0.1, 0), (0.46 * w, 0.07, 0)], 0.014, sides=5),
        cylinder(0.025, 0.06, (0.46 * w, 0, 0), sides=8, slot=2),
    )
    bag = join(
        box((0.13, 0.2, 0.04), bevel=0.018, slot=1),
        tube(
            curve([(0, 0.0, 0), (0.02, -0.3, 0.02), (-0.06, -0.7, 0.03), (-0.02, -0.95, 0.04)], 3),
            0.005,
            sides=4,
            slot=2,
        ),
    )
    return join(
        ring(spoke, 5),
        cylinder(0.013, h - 0.08, (0, 0.06, 0), sides=7),
        tube(curve([(-0.2 * w, h - 0.05, 0), (0, h - 0.02, 0), (0.2 * w, h - 0.05, 0)], 3), 0.009, sides=5),
        move(bag, (0.2 * w, h - 0.28, 0)),
        lathe([(0, h - 0.02), (0.02, h - 0.02), (0.012, h), (0, h)], sides=7),
    )


def _stretcher(size: Size) -> Part:
    """A stretcher on crossed legs with wheels, straps across it."""
    w, h, d = size
    leg = tube([(0.4 * w, 0.1, 0.42 * d), (0.4 * w, h - 0.2, -0.36 * d)], 0.018, sides=6, slot=1)
    return join(
        cushion((0.88 * w, 0.1, 0.94 * d), (0, h - 0.16, 0)),
        box((0.94 * w, 0.04, d), (0, h - 0.2, 0), bevel=0.01, slot=1),
        both_sides(
            tube(
                [
                    (0.48 * w, h - 0.16, -0.3 * d),
                    (0.48 * w, h - 0.01, -0.3 * d),
                    (0.48 * w, h - 0.01, 0.3 * d),
                    (0.48 * w, h - 0.16, 0.3 * d),
                ],
                0.012,
                sides=6,
                slot=1,
            )
        ),
        both_sides(leg),
        both_sides(turn(leg, y_deg=180)),
        four_corners(_castor((0.4 * w, 0, 0.42 * d), slot=2)),
        *(box((0.92 * w, 0.012, 0.06), (0, h - 0.062, z * d), bevel=0.0, slot=2) for z in (-0.2, 0.16)),
        cushion((0.5 * w, 0.06, 0.14 * d), (0, h - 0.07, -0.38 * d), slot=3, plump=0.4),
    )


def _stretcher_surfaces(size: Size) -> tuple[SupportSurface, ...]:
    w, h, d = size
    return (surface(h, (0.7 * w, 0.9 * d)),)


HOSPITAL = (
    Archetype(
        id="hospital_bed",
        name_en="hospital bed",
        name_ko="병원 침대",
        keywords=("ward bed", "patient bed", "sickbed", "환자 침대", "병상", "환자용 침대"),
        category="hospital",
        role="furniture_floor",
        size=(0.98, 1.1, 2.15),
        materials=("white", "cloth_white", "steel", "cloth_blue"),
        build=meshed(_hospital_bed),
        solids=_hospital_bed_solids,
        surfaces=_hospital_bed_surfaces,
        access=("left",),
        tags=("bed",),
    ),
    Archetype(
        id="wheelchair",
        name_en="wheelchair",
        name_ko="휠체어",
        keywords=("wheel chair", "invalid chair", "바퀴 의자", "바퀴의자"),
        category="hospital",
        role="furniture_floor",
        size=(0.66, 0.94, 1.0),
        materials=("leather", "steel", "black"),
        build=meshed(_wheelchair),
        solids=_wheelchair_solids,
        surfaces=_wheelchair_surfaces,
        access=("front",),
        tags=("seat",),
    ),
    Archetype(
        id="drip_stand",
        name_en="drip stand",
        name_ko="링거대",
        keywords=("iv stand", "iv drip", "iv pole", "drip", "링거", "수액", "수액 걸이"),
        category="hospital",
        role="furniture_floor",
        size=(0.5, 1.9, 0.5),
        materials=("steel", "glass", "black"),
        build=meshed(_drip),
    ),
    Archetype(
        id="stretcher",
        name_en="stretcher",
        name_ko="들것",
        keywords=("gurney", "trolley bed", "operating table", "이동식 침대", "수술대", "진찰대"),
        category="hospital",
        role="furniture_floor",
        size=(0.7, 0.95, 2.0),
        materials=("white", "steel", "black", "cloth_white"),
        build=meshed(_stretcher),
        surfaces=_stretcher_surfaces,
        access=("left",),
    ),
)
