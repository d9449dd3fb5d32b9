"""Boats, their bows towards +Z."""

from __future__ import annotations

import numpy as np

from studio.model.stage import Box3, Size, SupportSurface
from studio.staging.kit.archetype import Archetype, meshed
from studio.staging.kit.geometry import Part, box, curve, extrude, lathe, loft, tube
from studio.staging.kit.occupancy import solid, surface
from studio.staging.kit.operators import both_sides, join, move, turn


def _hull(w: float, h: float, d: float, *, slot: int = 0, thick: float = 0.035) -> Part:
    """An open hull, the bow towards +Z: sections from transom to stem, down outside and up inside."""
    stations = [
        (-0.5, 0.72, 0.92, 0.10),
        (-0.3, 0.92, 0.82, 0.03),
        (0.0, 1.0, 0.78, 0.0),
        (0.24, 0.9, 0.82, 0.03),
        (0.4, 0.58, 0.9, 0.12),
        (0.47, 0.28, 0.96, 0.24),
        (0.5, 0.06, 1.0, 0.42),
    ]
    rings = []
    for along, breadth, gunwale, keel in stations:
        half, top, low = 0.5 * w * breadth, gunwale * h, keel * h
        inner = max(0.35 * half, half - thick)
        floor = low + min(thick * 1.6, 0.5 * (top - low))
        deep = top - low
        outside = [(0.55 * half, low + 0.06 * deep), (0.88 * half, low + 0.42 * deep), (half, top)]
        inside = [(inner, top), (0.84 * inner, floor + 0.42 * (top - floor)), (0.5 * inner, floor + 0.04 * deep)]
        half_ring = [*outside, *inside]
        full = [(0.0, low), *half_ring, (0.0, floor), *[(-x, y) for x, y in reversed(half_ring)]]
        rings.append([(x, y, along * d) for x, y in full])
    skin = np.array(rings)
    return loft(
        skin,
        start=skin[0, 7] * 0.5 + skin[0, 0] * 0.5,
        end=skin[-1, 7] * 0.5 + skin[-1, 0] * 0.5,
        slot=slot,
        crease_deg=35,
    )


def _rowing_boat(size: Size) -> Part:
    """A clinker boat with three thwarts, a transom and a pair of oars."""
    w, h, d = size
    deep = 0.86 * h
    hull = _hull(w, deep, d)
    transom_half = 0.36 * w
    transom = [
        (-0.2 * transom_half, 0.12 * deep),
        (0.2 * transom_half, 0.12 * deep),
        (0.86 * transom_half, 0.46 * deep),
        (0.95 * transom_half, 0.9 * deep),
        (-0.95 * transom_half, 0.9 * deep),
        (-0.86 * transom_half, 0.46 * deep),
    ]
    thwart = [
        box((breadth * w, 0.03, 0.2), (0, 0.58 * deep, z * d), bevel=0.005, slot=1)
        for breadth, z in ((0.84, -0.34), (0.9, -0.06), (0.82, 0.22))
    ]
    oar = tube([(0, 0, -0.30 * d), (0, 0, 0.2 * d)], 0.02, sides=6, slot=1)
    blade = tube(
        [(0, 0, -0.44 * d), (0, 0, -0.40 * d), (0, 0, -0.32 * d), (0, 0, -0.29 * d)],
        [(0.05, 0.008), (0.07, 0.01), (0.06, 0.012), (0.02, 0.02)],
        sides=6,
        side_hint=(1, 0, 0),
        slot=1,
    )
    strake = [
        tube(
            curve(
                [
                    (0.372 * w, 0.9 * deep, -0.5 * d),
                    (0.468 * w, 0.81 * deep, -0.3 * d),
                    (0.508 * w, 0.77 * deep, 0),
                    (0.457 * w, 0.81 * deep, 0.24 * d),
                    (0.30 * w, 0.89 * deep, 0.4 * d),
                    (0.03 * w, 0.985 * deep, 0.5 * d),
                ],
                2,
            ),
            0.022,
            sides=5,
            slot=1,
        )
    ]
    pair = move(turn(join(oar, blade), x_deg=-4, y_deg=5), (0.2 * w, 0.66 * deep + 0.05, 0.0))
    post = box((0.04, 0.24 * h, 0.05), (0, 0.76 * h, 0.485 * d), bevel=0.008, slot=1)
    return join(
        hull, extrude(transom, 0.03, (0, 0, -0.485 * d)), thwart, both_sides(pair), both_sides(join(strake)), post
    )


def _rowing_boat_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    return (
        solid((w, 0.62 * h, d)),
        *(solid((0.06 * w, 0.86 * h, d), (side * 0.47 * w, 0, 0)) for side in (-1, 1)),
        solid((0.2 * w, h, 0.1 * d), (0, 0, 0.45 * d)),
    )


def _rowing_boat_surfaces(size: Size) -> tuple[SupportSurface, ...]:
    w, h, d = size
    return (surface(0.62 * h, (0.66 * w, 0.6 * d), (0, -0.04 * d)),)


def _fishing_boat(size: Size) -> Part:
    """A small trawler: hull, wheelhouse, mast with a boom, rail at the bow."""
    w, h, d = size
    deep = 0.3 * h
    deck = 0.19 * h
    cabin_y, cabin = deck, 0.32 * h
    stay = [tube([(0, 0.96 * h, -0.2 * d), (0, deep * 1.0, z * d)], 0.008, sides=4, slot=2) for z in (-0.46, 0.47)]
    rail = curve(
        [
            (0.40 * w, deep * 1.3, 0.1 * d),
            (0.36 * w, deep * 1.34, 0.3 * d),
            (0.2 * w, deep * 1.4, 0.43 * d),
            (0, deep * 1.44, 0.49 * d),
        ],
        2,
    )
    posts = [
        tube([(x * w, 0.9 * deep, z * d), (x * w, y * deep, z * d)], 0.018, sides=4, slot=2)
        for x, y, z in ((0.4, 1.3, 0.1), (0.36, 1.34, 0.3), (0.2, 1.4, 0.43))
    ]
    windows = [
        box((0.11 * w, 0.32 * cabin, 0.02), (x * w, cabin_y + 0.52 * cabin, 0.085 * d + 0.01), bevel=0.0, slot=3)
        for x in (-0.15, 0, 0.15)
    ]
    side = box((0.02, 0.3 * cabin, 0.14 * d), (0.25 * w, cabin_y + 0.54 * cabin, -0.03 * d), bevel=0.0, slot=3)
    return join(
        _hull(w, deep, d, thick=0.08),
        box((0.84 * w, 0.05, 0.74 * d), (0, deck, -0.08 * d), bevel=0.0, slot=2),
        box((0.5 * w, cabin, 0.26 * d), (0, cabin_y, -0.045 * d), bevel=0.03, slot=1),
        box((0.58 * w, 0.06, 0.32 * d), (0, cabin_y + cabin, -0.045 * d), bevel=0.02),
        windows,
        both_sides(side),
        tube([(0, cabin_y, -0.2 * d), (0, h - 0.02, -0.2 * d)], [0.05, 0.03], sides=7, slot=2),
        tube([(0, 0.42 * h, -0.2 * d), (0, 0.62 * h, -0.46 * d)], [0.035, 0.025], sides=6, slot=2),
        stay,
        both_sides(join(tube(rail, 0.02, sides=4, slot=2), posts)),
        lathe([(0, 0), (0.1, 0), (0.1, 0.3), (0, 0.3)], (0.14 * w, cabin_y + cabin, -0.1 * d), sides=10, slot=2),
    )


def _fishing_boat_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    deck = 0.2 * h
    return (
        solid((w, deck, d)),
        solid((0.6 * w, 0.4 * h, 0.34 * d), (0, deck, -0.045 * d)),
        solid((0.16, h, 0.16), (0, 0, -0.2 * d)),
    )


def _fishing_boat_surfaces(size: Size) -> tuple[SupportSurface, ...]:
    w, h, d = size
    return (surface(0.2 * h, (0.6 * w, 0.2 * d), (0, 0.24 * d)), surface(0.2 * h, (0.6 * w, 0.14 * d), (0, -0.36 * d)))


BOATS = (
    Archetype(
        id="rowing_boat",
        name_en="rowing boat",
        name_ko="나룻배",
        keywords=("rowboat", "boat", "dinghy", "skiff", "canoe", "보트", "배", "조각배", "쪽배"),
        category="vehicle",
        role="furniture_floor",
        size=(1.4, 0.7, 3.4),
        materials=("wood", "wood_light"),
        build=meshed(_rowing_boat),
        solids=_rowing_boat_solids,
        surfaces=_rowing_boat_surfaces,
        tags=("outdoor", "seat"),
    ),
    Archetype(
        id="fishing_boat",
        name_en="fishing boat",
        name_ko="고깃배",
        keywords=("trawler", "ship", "motorboat", "ferry", "어선", "통통배", "선박"),
        category="vehicle",
        role="structure",
        size=(2.6, 3.8, 7.0),
        materials=("cloth_blue", "white", "wood", "glass"),
        build=meshed(_fishing_boat),
        solids=_fishing_boat_solids,
        surfaces=_fishing_boat_surfaces,
        tags=("outdoor",),
    ),
)
