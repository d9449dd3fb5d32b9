"""Sofas, armchairs and what is soft: padded seats between arms, cushions, ottomans."""

from __future__ import annotations

from studio.model.stage import Box3, Size, SupportSurface
from studio.staging.kit.archetype import Archetype, meshed
from studio.staging.kit.geometry import Part, box, cylinder, tube
from studio.staging.kit.levels import cushion, rings, stack
from studio.staging.kit.occupancy import solid, surface, whole_top
from studio.staging.kit.operators import both_sides, four_corners, join, move, turn

SEAT_M, SITTING_M = 0.43, 0.51
"""How high a padded seat is, and how broad for one who sits."""


def _measures(size: Size) -> tuple[float, float, float, float]:
    """Breadth of an arm, height of the seat, height of the arms, depth of the back.

    The arms of a narrow one are as slim as they have to be for somebody to sit between them.
    """
    w, h, d = size
    return min(0.2, 0.2 * w, max(0.1 * w, (w - SITTING_M) / 2)), min(SEAT_M, 0.55 * h), min(0.62, 0.74 * h), 0.25 * d


def _sofa(size: Size) -> Part:
    w, h, d = size
    arm, seat, arm_y, back = _measures(size)
    leg, base = 0.07, 0.2
    inner = w - 2 * arm
    places = max(1, round(inner / 0.62))
    each = inner / places
    parts = [
        four_corners(cylinder(0.018, leg + 0.02, (w / 2 - 0.09, 0, d / 2 - 0.09), top=0.028, sides=8, slot=1)),
        box((w - 0.03, base, d - 0.03), (0, leg, 0), bevel=0.02),
        cushion((w - 0.04, h - leg - 0.06, 0.6 * back), (0, leg, -d / 2 + 0.3 * back), plump=0.14),
        both_sides(cushion((arm, arm_y - leg, d - 0.02), (w / 2 - arm / 2, leg, 0.0), plump=0.17)),
    ]
    for place in range(places):
        x = (place + 0.5) * each - inner / 2
        deep = d - 0.62 * back
        parts.append(
            cushion((each - 0.008, seat - leg - base + 0.02, deep), (x, leg + base - 0.02, d / 2 - deep / 2), plump=0.3)
        )
        pad = turn(cushion((each - 0.012, h - seat, 0.62 * back), plump=0.14), x_deg=-9)
        parts.append(move(pad, (x, seat - 0.015, -d / 2 + 0.92 * back)))
    return join(parts)


def _sofa_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    arm, seat, arm_y, back = _measures(size)
    return (
        solid((w, seat, d)),
        solid((w, h - seat, 1.15 * back), (0, seat, -d / 2 + 0.575 * back)),
        *(solid((arm, arm_y - seat, d), (side * (w - arm) / 2, seat, 0)) for side in (-1, 1)),
    )


def _sofa_surfaces(size: Size) -> tuple[SupportSurface, ...]:
    w, _, d = size
    arm, seat, _, back = _measures(size)
    return (surface(seat, (w - 2 * arm, d - 1.15 * back), (0, 0.575 * back)),)


def _ottoman(size: Size) -> Part:
    w, h, d = size
    return join(
        four_corners(cylinder(0.016, 0.1, (w / 2 - 0.06, 0, d / 2 - 0.06), top=0.024, sides=8, slot=1)),
        cushion((w, h - 0.08, d), (0, 0.08, 0), plump=0.2, sides=20),
    )


_PILLOW = ((0.0, 0.42), (0.1, 0.66), (0.26, 0.86), (0.42, 0.96), (0.5, 0.98))
"""The lower half of a pillow: share of its height, share of its breadth."""
_SQUARE, _SIDES = 5.0, 28


def _cushion(size: Size) -> Part:
    """A square pillow, plump in the middle, with a corded seam and a button."""
    w, h, d = size
    half = [(share * h, breadth * w / 2, breadth * d / 2, breadth * d / 2) for share, breadth in _PILLOW]
    whole = [*half, *((h - y, breadth, front, back) for y, breadth, front, back in reversed(half[:-1]))]
    seam = rings([(h / 2, w / 2, d / 2, d / 2)], sides=_SIDES, square=_SQUARE)[0]
    cord = tube(seam, 0.05 * h, sides=5, closed=True, side_hint=(0.0, 1.0, 0.0))
    button = cylinder(0.045 * w, 0.05 * h, (0, 0.97 * h, 0), bevel=0.01 * h, sides=10)
    return join(stack(whole, sides=_SIDES, square=_SQUARE), cord, button)


UPHOLSTERY = (
    Archetype(
        id="armchair",
        name_en="armchair",
        name_ko="안락의자",
        keywords=("easy chair", "lounge chair", "recliner", "wing chair", "일인용 소파", "1인 소파", "암체어"),
        category="seat",
        role="furniture_floor",
        size=(0.88, 0.9, 0.85),
        materials=("cloth_green", "wood_dark"),
        build=meshed(_sofa),
        solids=_sofa_solids,
        surfaces=_sofa_surfaces,
        access=("front",),
        tags=("seat", "soft"),
    ),
    Archetype(
        id="sofa",
        name_en="sofa",
        name_ko="소파",
        keywords=("couch", "settee", "loveseat", "three-seater", "긴 소파", "카우치"),
        category="seat",
        role="furniture_floor",
        size=(2.0, 0.85, 0.9),
        materials=("cloth_grey", "wood_dark"),
        build=meshed(_sofa),
        solids=_sofa_solids,
        surfaces=_sofa_surfaces,
        access=("front",),
        tags=("seat", "soft", "long"),
    ),
    Archetype(
        id="ottoman",
        name_en="ottoman",
        name_ko="오토만",
        keywords=("pouf", "hassock", "foot rest", "발받침", "푸프"),
        category="seat",
        role="furniture_floor",
        size=(0.6, 0.42, 0.5),
        materials=("cloth_blue", "wood_dark"),
        build=meshed(_ottoman),
        surfaces=whole_top,
        tags=("seat", "soft"),
    ),
    Archetype(
        id="cushion",
        name_en="cushion",
        name_ko="쿠션",
        keywords=("pillow", "throw pillow", "floor cushion", "베개", "방석"),
        category="textile",
        role="decoration_surface",
        size=(0.45, 0.14, 0.45),
        materials=("cloth_red",),
        build=meshed(_cushion),
        attach="surface",
        tags=("soft",),
    ),
)
