"""Tables and desks: a top at standard height on legs that keep their thickness at any size."""

from __future__ import annotations

from functools import partial

from studio.model.stage import Box3, Size
from studio.staging.kit.archetype import Archetype, meshed
from studio.staging.kit.fittings import knob
from studio.staging.kit.geometry import Part, box, curve, lathe, tube
from studio.staging.kit.occupancy import corner_legs, round_top, solid, whole_top
from studio.staging.kit.operators import both_sides, four_corners, join, move, ring, taper

TOP = 0.035


def _leg(size: Size) -> float:
    return min(0.075, 0.1 * min(size[0], size[2]))


def _four_legged(size: Size, *, shelf: float = 0.0) -> Part:
    w, h, d = size
    leg, top = _leg(size), min(TOP, 0.2 * h)
    apron, inset = min(0.09, 0.18 * h), min(0.02, 0.02 * w)
    x, z = w / 2 - leg / 2 - inset, d / 2 - leg / 2 - inset
    post = taper(box((leg, h - top, leg), bevel=0.005), (1, 1), bottom=(0.66, 0.66))
    parts = [
        box((w, top, d), (0, h - top, 0), bevel=0.007),
        four_corners(move(post, (x, 0, z))),
        both_sides(box((2 * x, apron, 0.022), (0, h - top - apron, z), bevel=0.003), axis=2),
        both_sides(box((0.022, apron, 2 * z), (x, h - top - apron, 0), bevel=0.003)),
    ]
    if shelf:
        parts.append(box((2 * x, 0.02, 2 * z), (0, shelf * h, 0), bevel=0.004))
    return join(parts)


def _table_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    top = min(TOP, 0.2 * h)
    return (solid((w, top, d), (0, h - top, 0)), *corner_legs(size, leg=_leg(size) + 0.02, height=h - top))


def _trestle(size: Size) -> Part:
    """A refectory table: planks on two or more trestles with a stretcher between them."""
    w, h, d = size
    top = min(0.05, 0.2 * h)
    places = _trestle_places(size)
    planks, gap = 3, 0.004
    plank = (d - gap * (planks - 1)) / planks
    parts = [box((w, top, plank), (0, h - top, (place - 1) * (plank + gap)), bevel=0.007) for place in range(planks)]
    foot, width = min(0.09, 0.12 * h), min(0.09, 0.1 * w)
    for x in places:
        parts += [
            box((width, foot, 0.82 * d), (x, 0, 0), bevel=0.012),
            box((width, foot * 0.8, 0.76 * d), (x, h - top - foot * 0.8, 0), bevel=0.01),
            both_sides(box((width * 0.8, h - top - foot, width), (x, foot * 0.5, 0.2 * d), bevel=0.008), axis=2),
        ]
    parts.append(box((places[-1] - places[0], 0.09, 0.035), (0, 0.32 * h, 0), bevel=0.006))
    return join(parts)


def _trestle_places(size: Size) -> list[float]:
    spans = max(1, round(size[0] / 2.4))
    reach = size[0] / 2 - min(0.35, 0.14 * size[0])
    return [-reach + 2 * reach * place / spans for place in range(spans + 1)]


def _trestle_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    top, width = min(0.05, 0.2 * h), min(0.09, 0.1 * w)
    return (
        solid((w, top, d), (0, h - top, 0)),
        *(solid((width, h - top, 0.82 * d), (x, 0, 0)) for x in _trestle_places(size)),
    )


def _pedestal(size: Size) -> Part:
    """A round table on a turned column with four feet."""
    w, h, d = size
    top, column = min(TOP, 0.1 * h), min(0.055, 0.1 * w)
    disc = lathe([(0, 0), (0.485, 0), (0.5, 0.35), (0.5, 0.7), (0.49, 1), (0, 1)], sides=32)
    disc = Part(disc.points * (w, top, d) + (0.0, h - top, 0.0), disc.faces, disc.slots, disc.creases)
    turned = [(1.1, 0.1), (1.5, 0.16), (1.5, 0.2), (0.85, 0.3), (1.25, 0.5), (1.3, 0.56), (0.8, 0.75), (1.0, 0.86)]
    profile = [(column * r, h * y) for r, y in turned]
    reach = 0.34 * min(w, d)
    bow = curve([(0, 0.22 * h, 0), (0.4 * reach, 0.22 * h, 0), (0.75 * reach, 0.09 * h, 0), (reach, 0.026, 0)], steps=2)
    thick = [
        (0.034, 0.024),
        (0.034, 0.024),
        (0.032, 0.023),
        (0.028, 0.022),
        (0.024, 0.022),
        (0.022, 0.022),
        (0.024, 0.026),
    ]
    foot = tube(bow, thick, sides=6, side_hint=(0, 1, 0))
    return join(
        disc,
        lathe([*profile, (0.3 * w, h - top - 0.03), (0.3 * w, h - top)], sides=16, crease_deg=50),
        ring(foot, 4, start_deg=45),
    )


def _pedestal_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    top = min(TOP, 0.1 * h)
    reach = 0.48 * min(w, d)
    return (
        solid((w, top, d), (0, h - top, 0)),
        solid((0.14 * w, h - top, 0.14 * d)),
        solid((reach, 0.12 * h, reach)),
    )


def _desk(size: Size) -> Part:
    """A writing desk: drawers on the right, a modesty panel behind, knees free in front."""
    w, h, d = size
    top, chest = 0.032, _chest_width(size)
    x = w / 2 - chest / 2 - 0.015
    inside = h - top
    parts = [
        box((w, top, d), (0, h - top, 0), bevel=0.007),
        box((chest, inside - 0.06, d - 0.05), (-x, 0.06, -0.005), bevel=0.006),
        box((chest - 0.05, 0.06, d - 0.12), (-x, 0, 0), bevel=0.0),
        box((0.035, inside, d - 0.06), (w / 2 - 0.035, 0, 0), bevel=0.006),
        box((w - 0.08, 0.42 * h, 0.02), (0, inside - 0.42 * h, -d / 2 + 0.06), bevel=0.003),
        box((w - chest - 0.09, 0.07, 0.02), (chest / 2 - 0.01, inside - 0.07, d / 2 - 0.06), bevel=0.003),
    ]
    drawer = (inside - 0.1) / 3
    for row in range(3):
        y = 0.08 + row * drawer
        parts.append(box((chest - 0.03, drawer - 0.02, 0.02), (-x, y, d / 2 - 0.028), bevel=0.006))
        parts.append(box((0.11, 0.014, 0.018), (-x, y + drawer * 0.55, d / 2 - 0.012), bevel=0.004, slot=1))
    return join(parts)


def _chest_width(size: Size) -> float:
    return min(0.42, 0.32 * size[0])


def _desk_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    chest = _chest_width(size) + 0.015
    return (
        solid((w, 0.032, d), (0, h - 0.032, 0)),
        solid((chest, h - 0.032, d), (-w / 2 + chest / 2, 0, 0)),
        solid((0.055, h - 0.032, d), (w / 2 - 0.0275, 0, 0)),
        solid((w, 0.42 * h, 0.08), (0, h - 0.032 - 0.42 * h, -d / 2 + 0.04)),
    )


def _nightstand(size: Size) -> Part:
    w, h, d = size
    leg = 0.14 * h
    body = h - leg - 0.025
    parts = [
        box((w, 0.025, d), (0, h - 0.025, 0), bevel=0.006),
        box((w - 0.03, body, d - 0.03), (0, leg, -0.008), bevel=0.006),
        four_corners(taper(box((0.035, leg, 0.035), (w / 2 - 0.04, 0, d / 2 - 0.045), bevel=0.003), (1, 1))),
    ]
    for row in range(2):
        y = leg + 0.02 + row * (body - 0.02) / 2
        parts.append(box((w - 0.07, body / 2 - 0.03, 0.018), (0, y, d / 2 - 0.02), bevel=0.006))
        parts.append(knob((0, y + body / 4 - 0.012, d / 2 - 0.026)))
    return join(parts)


TABLES = (
    Archetype(
        id="table",
        name_en="dining table",
        name_ko="식탁",
        keywords=(
            "table",
            "kitchen table",
            "wooden table",
            "meeting table",
            "conference table",
            "테이블",
            "탁자",
            "밥상",
        ),
        category="table",
        role="furniture_floor",
        size=(1.6, 0.75, 0.9),
        materials=("wood",),
        build=meshed(_four_legged),
        solids=_table_solids,
        surfaces=whole_top,
        tags=("table",),
    ),
    Archetype(
        id="long_table",
        name_en="long table",
        name_ko="긴 테이블",
        keywords=(
            "refectory table",
            "banquet table",
            "trestle table",
            "feast table",
            "긴 탁자",
            "연회 테이블",
            "장탁자",
        ),
        category="table",
        role="furniture_floor",
        size=(3.0, 0.76, 0.95),
        materials=("wood",),
        build=meshed(_trestle),
        solids=_trestle_solids,
        surfaces=whole_top,
        tags=("table", "long"),
    ),
    Archetype(
        id="round_table",
        name_en="round table",
        name_ko="둥근 테이블",
        keywords=("circular table", "pedestal table", "원탁", "둥근 탁자", "원형 테이블"),
        category="table",
        role="furniture_floor",
        size=(1.2, 0.75, 1.2),
        materials=("wood",),
        build=meshed(_pedestal),
        solids=_pedestal_solids,
        surfaces=round_top,
        tags=("table", "round"),
    ),
    Archetype(
        id="desk",
        name_en="desk",
        name_ko="책상",
        keywords=("writing desk", "work desk", "office desk", "bureau", "workstation", "사무용 책상", "서재 책상"),
        category="table",
        role="furniture_floor",
        size=(1.4, 0.75, 0.7),
        materials=("wood", "brass"),
        build=meshed(_desk),
        solids=_desk_solids,
        surfaces=whole_top,
        access=("front",),
        tags=("table",),
    ),
    Archetype(
        id="coffee_table",
        name_en="coffee table",
        name_ko="커피 테이블",
        keywords=("tea table", "cocktail table", "소파 테이블", "낮은 탁자", "거실 테이블"),
        category="table",
        role="furniture_floor",
        size=(1.1, 0.42, 0.6),
        materials=("wood_light",),
        build=meshed(partial(_four_legged, shelf=0.3)),
        solids=_table_solids,
        surfaces=whole_top,
        tags=("table", "low"),
    ),
    Archetype(
        id="side_table",
        name_en="side table",
        name_ko="사이드 테이블",
        keywords=("end table", "small table", "협탁 테이블", "작은 탁자", "보조 탁자"),
        category="table",
        role="furniture_floor",
        size=(0.5, 0.58, 0.5),
        materials=("wood",),
        build=meshed(_pedestal),
        solids=_pedestal_solids,
        surfaces=round_top,
        tags=("table", "round"),
    ),
    Archetype(
        id="nightstand",
        name_en="nightstand",
        name_ko="협탁",
        keywords=("bedside table", "night table", "bedside cabinet", "침대 협탁", "침대 옆 탁자"),
        category="table",
        role="furniture_floor",
        size=(0.48, 0.55, 0.42),
        materials=("wood", "brass"),
        build=meshed(_nightstand),
        surfaces=whole_top,
        access=("front",),
        tags=("table",),
    ),
)
