"""Kitchens: counters at .90 m, a sink, a stove, a refrigerator."""

from __future__ import annotations

from studio.model.stage import Box3, Size, SupportSurface
from studio.staging.kit.archetype import Archetype, meshed
from studio.staging.kit.fittings import bar_handle, panel
from studio.staging.kit.geometry import Part, box, curve, cylinder, torus, tube
from studio.staging.kit.occupancy import solid, surface, whole_top
from studio.staging.kit.operators import both_sides, join, move, turn

TOP = 0.035


def _units(size: Size, *, top: bool = True) -> Part:
    """Kitchen units: a plinth set back, doors with handles, a worktop."""
    w, h, d = size
    count = max(1, round(w / 0.6))
    each = w / count
    high = h - TOP
    parts = [
        box((w - 0.02, 0.1, d - 0.1), (0, 0, -0.03), bevel=0.0, slot=2),
        box((w, high - 0.1, d - 0.06), (0, 0.1, -0.02), bevel=0.004),
    ]
    if top:
        parts.append(box((w, TOP, d), (0, high, 0), bevel=0.008, slot=1))
    for place in range(count):
        x = (place + 0.5) * each - w / 2
        drawer = place == count - 1 and count > 1
        if drawer:
            pitch = (high - 0.13) / 3
            for row in range(3):
                y = 0.115 + row * pitch
                parts.append(box((each - 0.016, pitch - 0.012, 0.02), (x, y, d / 2 - 0.045), bevel=0.005))
                parts.append(bar_handle((x, y + 0.68 * pitch, d / 2 - 0.036), 0.18, slot=2))
        else:
            parts.append(panel((each - 0.012, high - 0.13, 0.022), (x, 0.115, d / 2 - 0.045), frame=0.055))
            parts.append(bar_handle((x + each / 2 - 0.07, high - 0.2, d / 2 - 0.036), 0.16, upright=True, slot=2))
    return join(parts)


def _sink(size: Size) -> Part:
    """Units with a basin let into the worktop and a swan-necked tap."""
    w, h, d = size
    tap, top_y = 0.24, h - 0.24
    basin_w, basin_d, rim = min(0.56, 0.72 * w), 0.62 * d, 0.02
    worktop = 0.5 * (w - basin_w)
    front = 0.5 * (d - basin_d)
    high = top_y - TOP
    neck = curve([(0, 0, 0), (0, 0.7 * tap, 0), (0, tap, 0.06), (0, 0.94 * tap, 0.13), (0, 0.74 * tap, 0.15)], 2)
    bowl = [
        both_sides(box((rim, 0.17, basin_d), (basin_w / 2 - rim / 2, top_y - 0.166, 0.02), bevel=0.005, slot=2)),
        both_sides(box((basin_w, 0.17, rim), (0, top_y - 0.166, basin_d / 2 - rim / 2), bevel=0.005, slot=2), axis=2),
        box((basin_w, 0.012, basin_d), (0, top_y - 0.16, 0.0), bevel=0.0, slot=2),
    ]
    return join(
        _units((w, top_y, d), top=False),
        both_sides(box((worktop, TOP, d), (w / 2 - worktop / 2, high, 0), bevel=0.006, slot=1)),
        both_sides(box((basin_w, TOP, front), (0, high, d / 2 - front / 2), bevel=0.006, slot=1), axis=2),
        bowl,
        move(tube(neck, 0.012, sides=8, slot=2), (0, top_y, -basin_d / 2 - 0.04)),
        both_sides(cylinder(0.02, 0.05, (0.09, top_y, -basin_d / 2 - 0.04), sides=10, slot=2)),
    )


def _sink_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    tap_w, tap_d = min(0.24, w), min(0.2, d)
    z = max(-0.31 * d + 0.04, (tap_d - d) / 2)
    return (solid((w, h - 0.24, d)), solid((tap_w, 0.24, tap_d), (0, h - 0.24, z)))


def _sink_surfaces(size: Size) -> tuple[SupportSurface, ...]:
    w, h, d = size
    side = 0.5 * (w - min(0.56, 0.72 * w))
    return tuple(surface(h - 0.24, (side, d), (sign * (w - side) / 2, 0)) for sign in (-1, 1))


def _stove(size: Size) -> Part:
    """A cooker: four rings, knobs, an oven door with a window and a rail."""
    w, h, d = size
    top = h - 0.03
    burner = torus(0.075, 0.01, sides=16, around=5, slot=1)
    knob = turn(cylinder(0.02, 0.03, sides=10, slot=1), x_deg=90)
    return join(
        box((w - 0.02, 0.08, d - 0.08), (0, 0, -0.02), bevel=0.0, slot=1),
        box((w, top - 0.08, d - 0.04), (0, 0.08, -0.02), bevel=0.008),
        box((w, 0.03, d - 0.01), (0, top - 0.015, -0.005), bevel=0.008, slot=1),
        [move(burner, (x * 0.25 * w, h - 0.012, z * 0.22 * d - 0.02)) for x in (-1, 1) for z in (-1, 1)],
        box((w - 0.06, 0.46 * h, 0.025), (0, 0.26 * h, d / 2 - 0.045), bevel=0.006),
        box((0.66 * w, 0.24 * h, 0.01), (0, 0.34 * h, d / 2 - 0.032), bevel=0.0, slot=1),
        bar_handle((0, 0.69 * h, d / 2 - 0.036), 0.76 * w, reach=0.034, slot=2),
        box((w - 0.06, 0.12 * h, 0.02), (0, 0.11 * h, d / 2 - 0.045), bevel=0.005),
        [move(knob, ((place - 2) * 0.17 * w, 0.86 * h, d / 2 - 0.04)) for place in range(5)],
    )


def _refrigerator(size: Size) -> Part:
    w, h, d = size
    split = 0.66 * h
    return join(
        box((w - 0.02, h - 0.03, d - 0.09), (0, 0.03, -0.045), bevel=0.012),
        box((w - 0.06, 0.04, d - 0.14), (0, 0, -0.03), bevel=0.0, slot=1),
        box((w, split - 0.045, 0.06), (0, 0.04, d / 2 - 0.065), bevel=0.014),
        box((w, h - split - 0.005, 0.06), (0, split + 0.005, d / 2 - 0.065), bevel=0.014),
        bar_handle((-w / 2 + 0.07, split - 0.26, d / 2 - 0.037), 0.36, upright=True, reach=0.036, slot=1),
        bar_handle((-w / 2 + 0.07, split + 0.18, d / 2 - 0.037), 0.2, upright=True, reach=0.036, slot=1),
    )


KITCHEN = (
    Archetype(
        id="counter",
        name_en="kitchen counter",
        name_ko="조리대",
        keywords=(
            "counter",
            "worktop",
            "kitchen unit",
            "kitchen island",
            "bar counter",
            "카운터",
            "싱크 상판",
            "아일랜드 식탁",
            "주방 가구",
        ),
        category="kitchen",
        role="furniture_wall",
        size=(1.8, 0.9, 0.62),
        materials=("white", "stone", "steel"),
        build=meshed(_units),
        surfaces=whole_top,
        access=("front",),
        tags=("storage",),
    ),
    Archetype(
        id="sink",
        name_en="kitchen sink",
        name_ko="싱크대",
        keywords=("sink", "washing-up sink", "개수대", "설거지통"),
        category="kitchen",
        role="furniture_wall",
        size=(1.2, 1.14, 0.62),
        materials=("white", "stone", "steel"),
        build=meshed(_sink),
        solids=_sink_solids,
        surfaces=_sink_surfaces,
        access=("front",),
    ),
    Archetype(
        id="stove",
        name_en="stove",
        name_ko="가스레인지",
        keywords=("cooker", "oven", "range", "hob", "오븐", "스토브", "레인지", "화덕"),
        category="kitchen",
        role="furniture_wall",
        size=(0.6, 0.9, 0.62),
        materials=("white", "black", "steel"),
        build=meshed(_stove),
        surfaces=whole_top,
        access=("front",),
    ),
    Archetype(
        id="refrigerator",
        name_en="refrigerator",
        name_ko="냉장고",
        keywords=("fridge", "freezer", "icebox", "김치냉장고", "냉동고"),
        category="kitchen",
        role="furniture_wall",
        size=(0.7, 1.8, 0.7),
        materials=("white", "steel"),
        build=meshed(_refrigerator),
        surfaces=whole_top,
        access=("front",),
        tags=("tall",),
    ),
)
