"""Beds: a frame with head and foot, a mattress, a blanket turned back, pillows."""

from __future__ import annotations

from studio.model.stage import Box3, Size, SupportSurface
from studio.staging.kit.archetype import Archetype, meshed
from studio.staging.kit.geometry import Part, box
from studio.staging.kit.levels import cushion
from studio.staging.kit.occupancy import corner_legs, solid, surface
from studio.staging.kit.operators import both_sides, join, move

RAIL_Y, LIE_Y, BOARD = 0.22, 0.5, 0.05
"""Height under the frame, height of the mattress, thickness of the head and foot boards."""


def _lying(size: Size) -> tuple[float, float, float]:
    """Height under the frame, of the mattress and of the footboard, lower in a low bed."""
    factor = min(1.0, size[1] / 0.7)
    return RAIL_Y * factor, LIE_Y * factor, min(0.62 * factor, 0.9 * size[1])


def _bedding(w: float, d: float, y: float, thick: float, *, pillows: int) -> list[Part]:
    """Mattress, blanket and pillows; the pillows lie at the back."""
    parts = [
        cushion((w, thick, d), (0, y, 0), slot=1, plump=0.3),
        cushion((w + 0.035, thick * 0.86, 0.66 * d), (0, y + thick * 0.24, 0.165 * d + 0.01), slot=2, plump=0.22),
        cushion((w + 0.04, 0.035, 0.13 * d), (0, y + thick * 1.06, -0.11 * d), slot=1, plump=0.5, sides=12),
    ]
    each = w / pillows
    for place in range(pillows):
        x = (place + 0.5) * each - w / 2
        parts.append(cushion((0.84 * each, 0.12, 0.19 * d), (x, y + 0.9 * thick, -0.37 * d), slot=1, plump=0.5))
    return parts


def _frame(size: Size) -> list[Part]:
    w, h, d = size
    rail, _, foot = _lying(size)
    x = w / 2 - 0.035
    return [
        both_sides(box((0.07, h, 0.07), (x, 0, -d / 2 + 0.035), bevel=0.01)),
        both_sides(box((0.07, foot, 0.07), (x, 0, d / 2 - 0.035), bevel=0.01)),
        box((w - 0.1, h - rail - 0.07, 0.035), (0, rail, -d / 2 + 0.035), bevel=0.008),
        box((w, 0.06, 0.075), (0, h - 0.06, -d / 2 + 0.0375), bevel=0.012),
        box((w - 0.1, foot - rail - 0.05, 0.03), (0, rail, d / 2 - 0.035), bevel=0.008),
        box((w - 0.1, 0.045, 0.06), (0, foot - 0.06, d / 2 - 0.035), bevel=0.01),
        both_sides(box((0.03, 0.14, d - 0.1), (w / 2 - 0.03, rail, 0), bevel=0.006)),
    ]


def _bed(size: Size) -> Part:
    w, _, d = size
    rail, lie, _ = _lying(size)
    bedding = _bedding(w - 0.1, d - 0.16, rail + 0.08, lie - rail - 0.1, pillows=2 if w > 1.25 else 1)
    return join(_frame(size), bedding)


def _bed_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    rail, lie, foot = _lying(size)
    return (
        solid((w, lie - rail, d), (0, rail, 0)),
        solid((w, h - lie, 0.08), (0, lie, -d / 2 + 0.04)),
        solid((w, max(0.001, foot - lie), 0.07), (0, lie, d / 2 - 0.035)),
        *corner_legs(size, leg=0.07, height=rail),
    )


def _bed_surfaces(size: Size) -> tuple[SupportSurface, ...]:
    w, _, d = size
    return (surface(_lying(size)[1], (w - 0.1, d - 0.16)),)


def _bunk_levels(size: Size) -> tuple[float, float]:
    """Undersides of the two beds."""
    return 0.16 * size[1], 0.66 * size[1]


def _bunk(size: Size) -> Part:
    """Two beds between four posts, a ladder at the front on the left."""
    w, h, d = size
    x, z = w / 2 - 0.03, d / 2 - 0.03
    parts = [
        both_sides(both_sides(box((0.06, h, 0.06), (x, 0, z), bevel=0.008)), axis=2),
    ]
    for level in _bunk_levels(size):
        parts += [
            both_sides(box((0.025, 0.13, d - 0.1), (x, level, 0), bevel=0.0)),
            both_sides(box((w - 0.1, 0.13, 0.025), (0, level, z), bevel=0.0), axis=2),
            box((w - 0.06, 0.02, d - 0.06), (0, level + 0.02, 0), bevel=0.0),
            both_sides(box((w - 0.1, 0.05, 0.022), (0, level + 0.27, z), bevel=0.0), axis=2),
        ]
        parts += [move(each, (0, 0, 0)) for each in _bedding(w - 0.1, d - 0.12, level + 0.06, 0.13, pillows=1)]
    guard = _bunk_levels(size)[1] + 0.27
    parts.append(both_sides(box((0.022, 0.05, d - 0.1), (x, guard, 0), bevel=0.0)))
    rungs = [box((0.02, 0.03, 0.36), (x - 0.0, 0.2 * h + place * 0.125 * h, 0.22 * d), bevel=0.0) for place in range(4)]
    rails = [box((0.035, 0.72 * h, 0.03), (x, 0.0, 0.22 * d + side * 0.19), bevel=0.0) for side in (-1, 1)]
    return join(parts, rungs, rails)


def _bunk_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    lower, upper = _bunk_levels(size)
    return (
        solid((w, 0.2, d), (0, lower, 0)),
        solid((w, 0.2, d), (0, upper, 0)),
        *corner_legs(size, leg=0.06, height=h),
    )


def _bunk_surfaces(size: Size) -> tuple[SupportSurface, ...]:
    w, _, d = size
    return tuple(surface(level + 0.2, (w - 0.12, d - 0.12)) for level in _bunk_levels(size))


BEDS = (
    Archetype(
        id="bed",
        name_en="double bed",
        name_ko="침대",
        keywords=("bed", "king bed", "queen bed", "더블 침대", "큰 침대", "퀸 침대"),
        category="bed",
        role="furniture_floor",
        size=(1.6, 1.05, 2.1),
        materials=("wood", "cloth_white", "cloth_blue"),
        build=meshed(_bed),
        solids=_bed_solids,
        surfaces=_bed_surfaces,
        access=("left", "right"),
        tags=("bed",),
    ),
    Archetype(
        id="single_bed",
        name_en="single bed",
        name_ko="싱글 침대",
        keywords=(
            "cot",
            "twin bed",
            "child's bed",
            "camp bed",
            "일인용 침대",
            "1인용 침대",
            "간이침대",
        ),
        category="bed",
        role="furniture_floor",
        size=(0.98, 0.95, 2.05),
        materials=("wood", "cloth_white", "cloth_green"),
        build=meshed(_bed),
        solids=_bed_solids,
        surfaces=_bed_surfaces,
        access=("left",),
        tags=("bed",),
    ),
    Archetype(
        id="bunk_bed",
        name_en="bunk bed",
        name_ko="이층 침대",
        keywords=("bunk", "double-decker bed", "loft bed", "2층 침대", "벙커 침대"),
        category="bed",
        role="furniture_floor",
        size=(1.0, 1.65, 2.05),
        materials=("wood_light", "cloth_white", "cloth_red"),
        build=meshed(_bunk),
        solids=_bunk_solids,
        surfaces=_bunk_surfaces,
        access=("left",),
        tags=("bed",),
    ),
)
