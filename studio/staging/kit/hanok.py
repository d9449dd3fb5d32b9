"""A Korean room: what is sat at, slept on and lit with, near the floor."""

from __future__ import annotations

from studio.model.stage import Box3, Size
from studio.staging.kit.archetype import Archetype, meshed
from studio.staging.kit.geometry import Part, box, curve, cylinder, lathe, tube
from studio.staging.kit.levels import cushion
from studio.staging.kit.occupancy import corner_legs, solid, whole_top
from studio.staging.kit.operators import both_sides, four_corners, join, move, turn


def _low_table(size: Size) -> Part:
    """A tray table on curved legs."""
    w, h, d = size
    leg = tube(
        curve(
            [
                (0.44 * w, h - 0.05, 0.42 * d),
                (0.47 * w, 0.5 * h, 0.45 * d),
                (0.4 * w, 0.12 * h, 0.38 * d),
                (0.44 * w, 0.0, 0.42 * d),
            ],
            3,
        ),
        0.02,
        sides=7,
    )
    return join(
        box((w, 0.03, d), (0, h - 0.04, 0), bevel=0.01),
        both_sides(box((0.025, 0.03, d), (w / 2 - 0.0125, h - 0.03, 0), bevel=0.006)),
        both_sides(box((w, 0.03, 0.025), (0, h - 0.03, d / 2 - 0.0125), bevel=0.006), axis=2),
        both_sides(box((0.8 * w, 0.06, 0.02), (0, h - 0.1, 0.42 * d), bevel=0.006), axis=2),
        both_sides(box((0.02, 0.06, 0.76 * d), (0.44 * w, h - 0.1, 0), bevel=0.006)),
        four_corners(leg),
    )


def _low_table_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    return (solid((w, 0.1, d), (0, h - 0.1, 0)), *corner_legs(size, leg=0.07, height=h - 0.1))


def _futon(size: Size) -> Part:
    """A quilt on a mat, turned back, and a round pillow."""
    w, h, d = size
    return join(
        cushion((w, 0.4 * h, d), slot=1, plump=0.3),
        cushion((0.98 * w, 0.34 * h, 0.62 * d), (0, 0.36 * h, 0.17 * d), plump=0.4),
        cushion((0.98 * w, 0.22 * h, 0.16 * d), (0, 0.62 * h, -0.06 * d), slot=1, plump=0.5),
        tube([(-0.24 * w, 0.62 * h, -0.36 * d), (0.24 * w, 0.62 * h, -0.36 * d)], 0.36 * h, sides=10, slot=2),
    )


def _folding_screen(size: Size) -> Part:
    """Painted leaves that stand in a zigzag."""
    w, h, _ = size
    leaves = max(4, 2 * round(w / 0.9))
    reach = w / leaves
    parts = []
    for place in range(leaves):
        x = (place + 0.5) * reach - w / 2
        yaw = 40.0 if place % 2 else -40.0
        leaf = join(
            box((1.16 * reach, h - 0.05, 0.03), (0, 0.05, 0), bevel=0.004),
            box((0.96 * reach, 0.72 * h, 0.04), (0, 0.16 * h, 0), bevel=0.0, slot=1),
            tube(
                curve(
                    [(-0.3 * reach, 0.3 * h, 0.022), (0.02 * reach, 0.5 * h, 0.022), (-0.1 * reach, 0.74 * h, 0.022)], 3
                ),
                0.014,
                sides=4,
                slot=2,
            ),
            *(
                box((0.2 * reach, 0.04 * h, 0.046), (dx * reach, y * h, 0), bevel=0.0, slot=2)
                for dx, y in ((0.16, 0.52), (-0.2, 0.66), (0.1, 0.4))
            ),
            both_sides(box((0.05, 0.05, 0.04), (0.46 * reach, 0, 0), bevel=0.0)),
        )
        parts.append(move(turn(leaf, y_deg=yaw), (x, 0, 0)))
    return join(parts)


def _paper_lantern(size: Size) -> Part:
    """A ribbed lantern of paper with a tassel, hung from a cord."""
    w, h, d = size
    r = 0.5 * min(w, d)
    low, high = 0.22 * h, 0.74 * h
    rows = 7
    profile = [(0.0, low)]
    for place in range(rows + 1):
        share = place / rows
        bulge = r * (0.52 + 0.48 * (1 - (2 * share - 1) ** 2) ** 0.5)
        profile += [(bulge, low + share * (high - low)), (bulge * 0.965, low + (share + 0.5 / rows) * (high - low))]
    profile = profile[:-1]
    profile.append((0.0, high))
    return join(
        lathe(profile, sides=20, crease_deg=15),
        cylinder(0.5 * r, 0.04 * h, (0, high, 0), sides=16, slot=1),
        cylinder(0.5 * r, 0.04 * h, (0, low - 0.04 * h, 0), sides=16, slot=1),
        tube([(0, high, 0), (0, h, 0)], 0.012 * h, sides=5, slot=1),
        lathe([(0, 0), (0.1 * r, 0), (0.06 * r, 0.12 * h), (0.02 * r, 0.18 * h), (0, 0.18 * h)], sides=8, slot=2),
    )


def _medicine_chest(size: Size) -> Part:
    """A cabinet of many small drawers with small pulls."""
    w, h, d = size
    rows, columns = max(3, round(h / 0.17)), max(4, round(w / 0.16))
    each_w, each_h = (w - 0.06) / columns, (h - 0.14) / rows
    fronts = [
        join(
            box((each_w - 0.014, each_h - 0.014, 0.02), (x, y, d / 2 - 0.02), bevel=0.0),
            box((0.03, 0.012, 0.012), (x, y + 0.45 * each_h, d / 2 - 0.012), bevel=0.0, slot=1),
        )
        for row in range(rows)
        for column in range(columns)
        for x, y in (((column + 0.5) * each_w - w / 2 + 0.03, 0.1 + row * each_h),)
    ]
    return join(
        box((w, h - 0.12, d - 0.04), (0, 0.08, -0.02), bevel=0.006, slot=0),
        box((w + 0.02, 0.04, d), (0, h - 0.04, 0), bevel=0.008),
        four_corners(box((0.05, 0.08, 0.05), (w / 2 - 0.04, 0, d / 2 - 0.04), bevel=0.006)),
        fronts,
    )


def _lattice_door(size: Size) -> Part:
    """A pair of paper doors in a lattice, in a frame."""
    w, h, d = size
    leaf = 0.5 * w - 0.07
    bars = [box((0.012, h - 0.4, 0.02), ((place + 1) / 6 * leaf - leaf / 2, 0.28, 0), bevel=0.0) for place in range(5)]
    rails = [
        box((leaf - 0.04, 0.012, 0.02), (0, 0.28 + (place + 0.5) / 9 * (h - 0.46), 0), bevel=0.0) for place in range(9)
    ]
    one = join(
        box((leaf, h - 0.14, 0.014), (0, 0.07, 0), bevel=0.0, slot=1),
        both_sides(box((0.04, h - 0.14, 0.035), (leaf / 2 - 0.02, 0.07, 0), bevel=0.004)),
        *(box((leaf, 0.05, 0.035), (0, y, 0), bevel=0.004) for y in (0.07, 0.24, h - 0.12)),
        box((leaf - 0.06, 0.13, 0.025), (0, 0.11, 0), bevel=0.004),
        bars,
        rails,
    )
    return join(
        both_sides(box((0.07, h, d), (w / 2 - 0.035, 0, 0), bevel=0.008)),
        box((w, 0.07, d), (0, h - 0.07, 0), bevel=0.008),
        box((w, 0.06, d), bevel=0.008),
        both_sides(move(one, (leaf / 2, 0, 0))),
    )


HANOK = (
    Archetype(
        id="low_table",
        name_en="low table",
        name_ko="소반",
        keywords=(
            "tray table",
            "floor table",
            "korean low table",
            "좌식 탁자",
            "낮은 상",
            "교자상",
            "좌탁",
            "찻상",
        ),
        category="hanok",
        role="furniture_floor",
        size=(0.75, 0.32, 0.5),
        materials=("wood",),
        build=meshed(_low_table),
        solids=_low_table_solids,
        surfaces=whole_top,
        tags=("table",),
    ),
    Archetype(
        id="futon",
        name_en="futon",
        name_ko="이부자리",
        keywords=("floor bedding", "quilt", "bedding", "sleeping mat", "이불", "이불 한 채", "침구"),
        category="hanok",
        role="furniture_floor",
        size=(1.1, 0.28, 2.0),
        materials=("cloth_red", "cloth_white", "cloth_green"),
        build=meshed(_futon),
        tags=("bed",),
    ),
    Archetype(
        id="folding_screen",
        name_en="folding screen",
        name_ko="병풍",
        keywords=("room divider", "screen divider", "dressing screen", "byeongpung", "가리개", "그림 병풍"),
        category="hanok",
        role="furniture_wall",
        size=(2.4, 1.6, 0.5),
        materials=("wood_dark", "paper", "cloth_green"),
        build=meshed(_folding_screen),
    ),
    Archetype(
        id="paper_lantern",
        name_en="paper lantern",
        name_ko="종이등",
        keywords=("chinese lantern", "red lantern", "silk lantern", "청사초롱", "연등", "홍등", "한지등"),
        category="light",
        role="lighting",
        size=(0.42, 0.7, 0.42),
        materials=("lamp", "wood_dark", "cloth_red"),
        build=meshed(_paper_lantern),
        attach="ceiling",
    ),
    Archetype(
        id="medicine_chest",
        name_en="apothecary cabinet",
        name_ko="약장",
        keywords=("medicine chest", "apothecary chest", "medicine cabinet", "한약장", "약서랍"),
        category="hanok",
        role="furniture_wall",
        size=(1.0, 1.1, 0.36),
        materials=("wood_dark", "brass"),
        build=meshed(_medicine_chest),
        surfaces=whole_top,
        access=("front",),
    ),
    Archetype(
        id="lattice_door",
        name_en="paper door",
        name_ko="창호문",
        keywords=("lattice door", "shoji", "shoji screen", "sliding paper door", "장지문", "한지문", "문살"),
        category="structure",
        role="structure",
        size=(1.8, 2.05, 0.12),
        materials=("wood_dark", "paper"),
        build=meshed(_lattice_door),
        attach="wall",
        access=("front",),
    ),
)
