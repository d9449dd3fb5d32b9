"""Screens and office machines: televisions, computers, telephones, radios, cameras."""

from __future__ import annotations

from studio.model.stage import Size
from studio.staging.kit.archetype import Archetype, meshed
from studio.staging.kit.geometry import Part, ball, box, curve, cylinder, extrude, lathe, tube
from studio.staging.kit.operators import both_sides, join, move, ring, scale, turn


def _flat_screen(size: Size, *, neck: float, foot: float) -> Part:
    """A flat panel on a foot; ``neck`` is the part of its height below the panel, ``foot`` of its breadth."""
    w, h, d = size
    stem, rim = neck * h, min(0.02, 0.03 * w)
    panel, thick = h - stem, min(0.05, 0.3 * d)
    return join(
        box((w, panel, thick), (0, stem, 0), bevel=0.006),
        box((w - 2 * rim, panel - 2 * rim, 0.006), (0, stem + rim, thick / 2), bevel=0.0, slot=1),
        box((0.09 * w + 0.02, stem + 0.06, 0.5 * thick), (0, 0.008, -0.35 * thick), bevel=0.004),
        box((foot * w, 0.014, d), (0, 0, 0), bevel=0.005),
    )


def _tv(size: Size) -> Part:
    return _flat_screen(size, neck=0.1, foot=0.44)


def _monitor(size: Size) -> Part:
    return _flat_screen(size, neck=0.26, foot=0.4)


def _laptop(size: Size) -> Part:
    """Open at 110°: keyboard towards +Z."""
    w, h, d = size
    base, lid = min(0.02, 0.1 * h), 0.008
    hinge = -d / 2 + 0.34 * h
    keys = [
        box(
            (0.8 * w / 11, 0.003, 0.05 * d),
            (0.84 * w * (column / 11 - 0.455), base, hinge + (0.14 + 0.09 * row) * d),
            bevel=0.0,
            slot=2,
        )
        for row in range(4)
        for column in range(12)
        if row < 3 or column % 11 == 0 or column == 1
    ]
    screen = join(
        box((w, h - base, lid), bevel=0.003),
        box((0.92 * w, 0.86 * (h - base), 0.002), (0, 0.07 * (h - base), lid / 2), bevel=0.0, slot=1),
    )
    return join(
        box((w, base, d / 2 - hinge), (0, 0, (d / 2 + hinge) / 2), bevel=0.004),
        box((0.26 * w, 0.002, 0.2 * d), (0, base, hinge + 0.56 * d), bevel=0.0, slot=2),
        keys,
        move(turn(screen, x_deg=-19), (0, base * 0.9, hinge)),
    )


def _phone(size: Size) -> Part:
    """A desk telephone: a sloped body, a dial, a handset across its cradle."""
    w, h, d = size
    side = [
        (-0.5 * d, 0),
        (0.5 * d, 0),
        (0.5 * d, 0.16 * h),
        (0.05 * d, 0.62 * h),
        (-0.38 * d, 0.66 * h),
        (-0.5 * d, 0.2 * h),
    ]
    body = turn(extrude(side, 0.78 * w, bevel=0.006), y_deg=-90)
    grip = curve([(-0.44 * w, 0.8 * h, 0), (-0.3 * w, 0.93 * h, 0), (0.3 * w, 0.93 * h, 0), (0.44 * w, 0.8 * h, 0)], 3)
    handset = join(
        tube(grip, 0.075 * h + 0.004, sides=8),
        both_sides(cylinder(0.11 * w, 0.15 * h, (0.39 * w, 0.68 * h, 0), top=0.085 * w, sides=12)),
    )
    dial = lathe([(0, 0), (0.24, 0), (0.24, 0.03), (0.2, 0.04), (0, 0.04)], sides=20, slot=1)
    holes = ring(cylinder(0.034, 0.02, (0.15, 0.032, 0), sides=8), 10)
    plate = join(dial, holes)
    plate = turn(scale(plate, (w, w, w)), x_deg=45)
    return join(body, move(handset, (0, 0, -0.2 * d)), move(plate, (0, 0.4 * h, 0.275 * d)))


def _mobile(size: Size) -> Part:
    w, h, d = size
    return join(
        box((w, h, d), bevel=0.003),
        box((0.9 * w, 0.001, 0.92 * d), (0, h, 0), bevel=0.0, slot=1),
    )


def _radio(size: Size) -> Part:
    """A table radio: grille, dial, two knobs, an aerial."""
    w, h, d = size
    body = 0.7 * h
    slats = [
        box((0.5 * w, 0.025 * h, 0.02 * d), (-0.18 * w, 0.12 * h + place * 0.09 * h, d * 0.46), bevel=0.0, slot=1)
        for place in range(6)
    ]
    dial = turn(cylinder(0.2 * body, 0.04 * d, sides=16, slot=2), x_deg=90)
    pin = turn(cylinder(0.07 * body, 0.1 * d, sides=10, slot=1), x_deg=90)
    return join(
        box((w, body, 0.92 * d), (0, 0, -0.02 * d), bevel=0.02),
        slats,
        move(dial, (0.28 * w, 0.46 * h, 0.43 * d)),
        move(pin, (0.2 * w, 0.14 * h, 0.4 * d)),
        move(pin, (0.36 * w, 0.14 * h, 0.4 * d)),
        tube([(0.42 * w, body - 0.01, -0.3 * d), (0.28 * w, h - 0.008, -0.3 * d)], 0.004, sides=5, slot=1),
        ball(0.008, (0.28 * w, h - 0.008, -0.3 * d), sides=6, rows=4, slot=1),
    )


def _camera(size: Size) -> Part:
    """A film camera on a tripod."""
    w, h, d = size
    hub = 0.74 * h
    leg = tube([(0.46 * min(w, d), 0, 0), (0.02, hub, 0)], [0.012, 0.018], sides=6)
    body = box((0.22 * w, 0.13 * h, 0.42 * d), (0, hub + 0.03, -0.04 * d), bevel=0.01)
    lens = turn(cylinder(0.05 * w + 0.015, 0.26 * d, sides=14), x_deg=90)
    reel = turn(cylinder(0.05 * h, 0.06 * w, sides=18), z_deg=90)
    return join(
        ring(leg, 3, start_deg=90),
        cylinder(0.05, 0.05, (0, hub - 0.01, 0), sides=12),
        body,
        move(lens, (0, hub + 0.03 + 0.06 * h, 0.16 * d)),
        move(lens, (0, hub + 0.03 + 0.06 * h, 0.2 * d)),
        move(reel, (0.03 * w, h - 0.05 * h, -0.16 * d)),
        move(reel, (0.03 * w, h - 0.05 * h, 0.06 * d)),
    )


SCREENS = (
    Archetype(
        id="tv",
        name_en="television",
        name_ko="텔레비전",
        keywords=("tv", "flat screen", "telly", "티비", "TV", "티브이"),
        category="electronics",
        role="decoration_surface",
        size=(1.2, 0.74, 0.24),
        materials=("black", "screen"),
        build=meshed(_tv),
        attach="surface",
        access=("front",),
        tags=("screen",),
    ),
    Archetype(
        id="monitor",
        name_en="computer monitor",
        name_ko="모니터",
        keywords=("computer", "screen", "display", "desktop computer", "컴퓨터", "화면", "피시"),
        category="electronics",
        role="decoration_surface",
        size=(0.56, 0.46, 0.2),
        materials=("black", "screen"),
        build=meshed(_monitor),
        attach="surface",
        tags=("screen",),
    ),
    Archetype(
        id="laptop",
        name_en="laptop",
        name_ko="노트북",
        keywords=("notebook computer", "portable computer", "노트북 컴퓨터", "랩톱"),
        category="electronics",
        role="decoration_surface",
        size=(0.34, 0.22, 0.3),
        materials=("steel", "screen", "black"),
        build=meshed(_laptop),
        attach="surface",
        tags=("screen",),
    ),
    Archetype(
        id="phone",
        name_en="telephone",
        name_ko="전화기",
        keywords=("phone", "rotary phone", "landline", "desk phone", "전화", "다이얼 전화기"),
        category="electronics",
        role="decoration_surface",
        size=(0.24, 0.16, 0.2),
        materials=("black", "white"),
        build=meshed(_phone),
        attach="surface",
    ),
    Archetype(
        id="mobile_phone",
        name_en="mobile phone",
        name_ko="휴대폰",
        keywords=("smartphone", "cell phone", "cellphone", "핸드폰", "스마트폰"),
        category="electronics",
        role="decoration_surface",
        size=(0.075, 0.009, 0.155),
        materials=("black", "screen"),
        build=meshed(_mobile),
        attach="surface",
    ),
    Archetype(
        id="radio",
        name_en="radio",
        name_ko="라디오",
        keywords=("wireless", "transistor radio", "wireless set", "무전기"),
        category="electronics",
        role="decoration_surface",
        size=(0.36, 0.32, 0.16),
        materials=("wood", "brass", "paper"),
        build=meshed(_radio),
        attach="surface",
    ),
    Archetype(
        id="film_camera",
        name_en="film camera on a tripod",
        name_ko="영화 카메라",
        keywords=("movie camera", "camera", "tripod", "camcorder", "카메라", "삼각대", "촬영기"),
        category="electronics",
        role="furniture_floor",
        size=(0.8, 1.6, 0.8),
        materials=("black",),
        build=meshed(_camera),
    ),
)
