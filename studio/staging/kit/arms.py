"""Arms and armour: a sword is its guard, a shield its outline, a bow its curve."""

from __future__ import annotations

from studio.model.stage import Size
from studio.staging.kit.archetype import Archetype, meshed, stretched
from studio.staging.kit.geometry import Part, ball, box, curve, cylinder, extrude, tube
from studio.staging.kit.levels import Row, stack
from studio.staging.kit.operators import both_sides, join, move, scale, turn


def _sword(size: Size) -> Part:
    """A straight sword lying flat, the hilt to the left: fullered blade, cross guard, wheel pommel."""
    w, h, d = size
    hilt = 0.19 * w
    x = -w / 2 + hilt
    thick, half = 0.5 * h, 0.2 * d
    blade = tube(
        [(x, h / 2, 0), (0.8 * (w / 2), h / 2, 0), (w / 2 - 0.001, h / 2, 0)],
        [(half, 0.3 * thick), (0.82 * half, 0.26 * thick), (0.03 * half, 0.05 * thick)],
        sides=4,
        side_hint=(0, 0, 1),
        crease_deg=20,
    )
    guard = tube(
        curve(
            [(x + 0.01 * w, h / 2, -d / 2 + 0.004), (x - 0.008 * w, h / 2, 0), (x + 0.01 * w, h / 2, d / 2 - 0.004)], 3
        ),
        [0.34 * h, 0.3 * h, 0.3 * h, 0.36 * h, 0.3 * h, 0.3 * h, 0.34 * h],
        sides=6,
        slot=1,
    )
    grip = tube(
        [(-w / 2 + 0.035 * w, h / 2, 0), (-w / 2 + 0.1 * w, h / 2, 0), (x, h / 2, 0)],
        [(0.26 * h, 0.26 * h), (0.34 * h, 0.32 * h), (0.27 * h, 0.27 * h)],
        sides=8,
        slot=2,
    )
    pommel = move(ball(h / 2, (0, 0, 0), sides=12, rows=6, slot=1), (-w / 2 + h / 2, h / 2, 0))
    return join(blade, guard, grip, pommel)


def _shield(size: Size) -> Part:
    """A heater shield, bowed, with a rim and a cross."""
    w, h, d = size
    x = w / 2
    outline = [
        (0, 0),
        (0.42 * x, 0.14 * h),
        (0.8 * x, 0.38 * h),
        (0.98 * x, 0.66 * h),
        (x, h),
        (-x, h),
        (-0.98 * x, 0.66 * h),
        (-0.8 * x, 0.38 * h),
        (-0.42 * x, 0.14 * h),
    ]
    inner = [(px * 0.9, h * 0.045 + py * 0.915) for px, py in outline]
    thick = 0.3 * d
    cross = [
        box((0.13 * w, 0.72 * h, thick * 1.3), (0, 0.18 * h, 0), bevel=0.0, slot=1),
        box((0.82 * w, 0.12 * h, thick * 1.3), (0, 0.6 * h, 0), bevel=0.0, slot=1),
    ]
    flat = join(extrude(outline, thick, bevel=0.006, slot=1), extrude(inner, 1.12 * thick), cross)
    points = flat.points.copy()
    points[:, 2] += (d - thick * 1.3) * (1 - (points[:, 0] / x) ** 2)
    return Part(points, flat.faces, flat.slots, flat.creases)


def _axe(size: Size) -> Part:
    """An axe lying flat, the head to the right."""
    w, h, d = size
    haft = tube(
        [(-w / 2, h / 2, 0), (0, h / 2, 0.02 * d), (w / 2 - 0.03, h / 2, 0)], [0.36 * h, 0.32 * h, 0.36 * h], sides=8
    )
    head = [(0, 0), (0.1, -0.06), (0.16, -0.52), (0.02, -0.46), (-0.12, -0.52), (-0.06, -0.06)]
    blade = turn(extrude([(x * w * 0.8, -y * d) for x, y in reversed(head)], h, bevel=0.0, slot=1), x_deg=90)
    poll = box((0.12 * w, h, 0.42 * d), (0.36 * w, 0, -0.22 * d), bevel=0.004, slot=1)
    return join(haft, move(blade, (0.36 * w, h / 2, -0.02 * d)), poll)


def _bow(size: Size) -> Part:
    """A longbow standing, the string towards -Z."""
    w, h, d = size
    limb = curve(
        [
            (0, 0, -0.42 * d),
            (0, 0.12 * h, 0.05 * d),
            (0, 0.5 * h, 0.42 * d),
            (0, 0.88 * h, 0.05 * d),
            (0, h, -0.42 * d),
        ],
        3,
    )
    thick = [0.3, 0.4, 0.6, 0.8, 0.9, 1.0, 1.0, 1.0, 0.9, 0.8, 0.6, 0.4, 0.3]
    stave = tube(limb, [0.5 * w * t for t in thick], sides=7)
    return join(stave, tube([(0, 0.006, -0.44 * d), (0, h - 0.006, -0.44 * d)], 0.002 + 0.02 * w, sides=4, slot=1))


def _spear(size: Size) -> Part:
    w, h, d = size
    r = min(w, d) / 2
    return join(
        tube([(0, 0, 0), (0, 0.86 * h, 0)], 0.34 * r, sides=8),
        stack(
            [
                (0.84 * h, 0.4 * r, 0.4 * r, 0.4 * r),
                (0.88 * h, 0.36 * r, 0.3 * r, 0.3 * r),
                (0.905 * h, r, 0.18 * r, 0.18 * r),
                (h, 0.0, 0.0, 0.0),
            ],
            sides=6,
            slot=1,
            crease_deg=25,
        ),
        cylinder(0.5 * r, 0.03 * h, (0, 0.83 * h, 0), sides=8, slot=2),
        both_sides(box((0.2 * r, 0.02 * h, d), (0.9 * r, 0.83 * h, 0), bevel=0.0, slot=2)),
    )


def _helmet() -> Part:
    """A great helm with an eye slit."""
    rows: list[Row] = [
        (0, 0.40, 0.46, 0.42),
        (0.3, 0.43, 0.5, 0.44),
        (0.62, 0.42, 0.47, 0.44),
        (0.86, 0.34, 0.36, 0.36),
        (0.97, 0.18, 0.2, 0.2),
        (1.0, 0.0, 0.0, 0.0),
    ]
    slit = box((0.56, 0.055, 0.2), (0, 0.52, 0.385), bevel=0.0, slot=1)
    ridge = box((0.06, 0.62, 0.06), (0, 0.02, 0.455), bevel=0.01, slot=2)
    rim = stack([(0, 0.42, 0.48, 0.44), (0.05, 0.43, 0.49, 0.45)], sides=18, slot=2)
    holes = [
        box((0.03, 0.03, 0.04), (x, y, 0.455), bevel=0.0, slot=1)
        for x in (-0.14, -0.22, 0.14, 0.22)
        for y in (0.2, 0.3)
    ]
    return join(stack(rows, sides=18, crease_deg=40), slit, ridge, rim, holes)


def _suit_of_armour(size: Size) -> Part:
    """A suit of plate on a stand: helm, pauldrons, cuirass, tassets, greaves."""
    w, h, d = size
    plate = [
        stack(
            [
                (0.50, 0.20, 0.30, 0.28),
                (0.56, 0.17, 0.26, 0.25),
                (0.66, 0.22, 0.36, 0.31),
                (0.76, 0.25, 0.36, 0.33),
                (0.82, 0.18, 0.22, 0.24),
                (0.845, 0.1, 0.16, 0.16),
            ],
            sides=14,
            crease_deg=40,
        ),
        stack([(0.41, 0.27, 0.4, 0.4), (0.46, 0.23, 0.34, 0.34), (0.52, 0.19, 0.28, 0.28)], sides=14, crease_deg=40),
        stack(
            [
                (0.84, 0.12, 0.20, 0.2),
                (0.88, 0.125, 0.24, 0.21),
                (0.94, 0.12, 0.22, 0.2),
                (0.985, 0.08, 0.13, 0.13),
                (1.0, 0.0, 0.0, 0.0),
            ],
            sides=12,
            crease_deg=40,
        ),
    ]
    body = scale(join(plate), (w, h, d))
    slit = box((0.16 * w, 0.012 * h, 0.06 * d), (0, 0.915 * h, 0.205 * d), bevel=0.0, slot=1)
    shoulder = ball(0.12 * w, (0.33 * w, 0.79 * h, 0), sides=10, rows=6)
    arm = tube(
        [(0.38 * w, 0.78 * h, 0), (0.42 * w, 0.62 * h, 0.02 * d), (0.40 * w, 0.46 * h, 0.14 * d)],
        [0.07 * w, 0.065 * w, 0.055 * w],
        sides=8,
    )
    hand = ball(0.075 * w, (0.40 * w, 0.435 * h, 0.16 * d), sides=8, rows=5)
    elbow = ball(0.085 * w, (0.42 * w, 0.62 * h, 0.02 * d), sides=8, rows=5)
    leg = tube(
        [(0.13 * w, 0.44 * h, 0), (0.15 * w, 0.26 * h, 0.02 * d), (0.15 * w, 0.04 * h, 0)],
        [0.11 * w, 0.08 * w, 0.065 * w],
        sides=8,
    )
    knee = ball(0.1 * w, (0.15 * w, 0.255 * h, 0.03 * d), sides=8, rows=5)
    foot = stack(
        [
            (0, 0.1 * w, 0.34 * d, 0.2 * d),
            (0.03 * h, 0.09 * w, 0.28 * d, 0.18 * d),
            (0.06 * h, 0.06 * w, 0.12 * d, 0.12 * d),
        ],
        sides=8,
    )
    return join(
        body, slit, both_sides(join(shoulder, arm, hand, elbow, leg, knee, move(foot, (0.16 * w, 0, 0.02 * d))))
    )


ARMS = (
    Archetype(
        id="sword",
        name_en="sword",
        name_ko="검",
        keywords=("blade", "longsword", "sabre", "katana", "dagger", "칼", "장검", "도검", "단검"),
        category="arms",
        role="decoration_surface",
        size=(1.0, 0.05, 0.22),
        materials=("steel", "brass", "leather"),
        build=meshed(_sword),
        attach="surface",
    ),
    Archetype(
        id="shield",
        name_en="shield",
        name_ko="방패",
        keywords=("heater shield", "buckler", "coat of arms", "문장 방패"),
        category="arms",
        role="furniture_wall",
        size=(0.58, 0.76, 0.12),
        materials=("cloth_blue", "silver"),
        build=meshed(_shield),
        attach="wall",
        tags=("wall_flush",),
    ),
    Archetype(
        id="axe",
        name_en="axe",
        name_ko="도끼",
        keywords=("hatchet", "battle axe", "손도끼", "전투 도끼"),
        category="arms",
        role="decoration_surface",
        size=(0.8, 0.04, 0.3),
        materials=("wood", "steel"),
        build=meshed(_axe),
        attach="surface",
    ),
    Archetype(
        id="bow",
        name_en="bow",
        name_ko="활",
        keywords=("longbow", "archer's bow", "국궁", "장궁"),
        category="arms",
        role="decoration_surface",
        size=(0.05, 1.6, 0.36),
        materials=("wood", "paper"),
        build=meshed(_bow),
        attach="surface",
    ),
    Archetype(
        id="spear",
        name_en="spear",
        name_ko="장창",
        keywords=("lance", "pike", "halberd", "trident", "투창", "삼지창"),
        category="arms",
        role="decoration_surface",
        size=(0.12, 2.2, 0.06),
        materials=("wood", "steel", "cloth_red"),
        build=meshed(_spear),
    ),
    Archetype(
        id="helmet",
        name_en="helmet",
        name_ko="투구",
        keywords=("helm", "knight's helmet", "철모", "헬멧"),
        category="arms",
        role="decoration_surface",
        size=(0.24, 0.32, 0.28),
        materials=("steel", "black", "brass"),
        build=stretched(_helmet),
        attach="surface",
    ),
    Archetype(
        id="suit_of_armour",
        name_en="suit of armour",
        name_ko="갑옷",
        keywords=("armour", "armor", "knight", "plate armour", "기사 갑옷", "판금 갑옷"),
        category="arms",
        role="furniture_floor",
        size=(0.75, 1.85, 0.5),
        materials=("steel", "black"),
        build=meshed(_suit_of_armour),
        tags=("tall", "grand"),
    ),
)
