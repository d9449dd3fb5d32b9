"""Inside and outside a spaceship."""

from __future__ import annotations

from studio.model.stage import Box3, Size, SupportSurface
from studio.staging.kit.archetype import Archetype, meshed
from studio.staging.kit.geometry import Part, ball, box, curve, cylinder, extrude, lathe, torus, tube
from studio.staging.kit.levels import Row, cushion, stack
from studio.staging.kit.occupancy import solid, surface
from studio.staging.kit.operators import both_sides, join, move, ring, scale, turn


def _console(size: Size) -> Part:
    """A desk of controls: a sloped panel of keys, three screens, its keys towards +Z."""
    w, h, d = size
    side = [
        (-0.5 * d, 0),
        (0.2 * d, 0),
        (0.26 * d, 0.5 * h),
        (0.5 * d, 0.58 * h),
        (0.5 * d, 0.64 * h),
        (-0.04 * d, 0.76 * h),
        (-0.22 * d, h),
        (-0.5 * d, h),
    ]
    body = turn(extrude(side, w, bevel=0.012), y_deg=-90)
    screen = turn(box((0.27 * w, 0.24 * h, 0.012), bevel=0.0, slot=1), x_deg=-29)
    keys = [
        box(
            (0.04 * w, 0.012, 0.05 * d),
            ((column - 6) * 0.068 * w, (0.665 + 0.05 * row) * h, (0.4 - 0.19 * row) * d),
            bevel=0.0,
            slot=2 if (column + row) % 4 else 3,
        )
        for row in range(3)
        for column in range(13)
    ]
    return join(
        body,
        *(move(screen, (x * w, 0.765 * h, -0.045 * d)) for x in (-0.32, 0.0, 0.32)),
        keys,
        both_sides(tube([(0.4 * w, 0.62 * h, 0.44 * d), (0.4 * w, 0.8 * h, 0.46 * d)], 0.02, sides=7, slot=2)),
    )


def _console_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    return (
        solid((w, 0.5 * h, 0.74 * d), (0, 0, -0.13 * d)),
        solid((w, 0.3 * h, d), (0, 0.5 * h, 0)),
        solid((w, 0.2 * h, 0.45 * d), (0, 0.8 * h, -0.275 * d)),
    )


def _pilot_chair(size: Size) -> Part:
    """A high-backed seat on a column, with wings, arm pads and a stick."""
    w, h, d = size
    seat = 0.36 * h
    wing = extrude(
        [(-0.5 * d, 0.4 * h), (-0.16 * d, 0.4 * h), (-0.24 * d, 0.9 * h), (-0.44 * d, h), (-0.5 * d, h)],
        0.06,
        bevel=0.015,
    )
    return join(
        lathe(
            [
                (0, 0),
                (0.42 * w, 0),
                (0.4 * w, 0.04),
                (0.12 * w, 0.08),
                (0.11 * w, seat - 0.1),
                (0.3 * w, seat - 0.08),
                (0, seat - 0.08),
            ],
            sides=16,
            slot=1,
        ),
        cushion((0.74 * w, 0.14, 0.8 * d), (0, seat - 0.08, 0.06 * d)),
        move(turn(cushion((0.7 * w, 0.62 * h, 0.12), plump=0.12), x_deg=-8), (0, seat, -0.34 * d)),
        both_sides(move(turn(wing, y_deg=-90), (0.4 * w, 0, 0))),
        both_sides(box((0.13 * w, 0.06, 0.56 * d), (0.42 * w, seat + 0.19, 0.04 * d), bevel=0.02, slot=1)),
        both_sides(box((0.06 * w, 0.22, 0.1 * d), (0.42 * w, seat - 0.02, -0.02 * d), bevel=0.01, slot=1)),
        tube([(0.42 * w, seat + 0.24, 0.24 * d), (0.42 * w, seat + 0.36, 0.26 * d)], [0.014, 0.022], sides=7, slot=2),
        cushion((0.44 * w, 0.1 * h, 0.1), (0, 0.86 * h, -0.36 * d), slot=2, plump=0.3),
    )


def _pilot_chair_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    seat = 0.36 * h + 0.06
    return (
        solid((w, seat, d)),
        solid((w, h - seat, 0.34 * d), (0, seat, -0.33 * d)),
        *(solid((0.16 * w, 0.2, 0.6 * d), (side * 0.42 * w, seat, 0.02 * d)) for side in (-1, 1)),
    )


def _pilot_chair_surfaces(size: Size) -> tuple[SupportSurface, ...]:
    w, h, d = size
    return (surface(0.36 * h + 0.06, (0.66 * w, 0.5 * d), (0, 0.14 * d)),)


def _pod(size: Size) -> Part:
    """A capsule for sleep, tilted back: a padded shell under a domed pane."""
    w, h, d = size
    shell: list[Row] = [
        *(
            (0, 0.3 * w, 0.3 * d, 0.36 * d),
            (0.06 * h, 0.44 * w, 0.4 * d, 0.46 * d),
            (0.5 * h, 0.5 * w, 0.36 * d, 0.5 * d),
        ),
        *((0.92 * h, 0.44 * w, 0.26 * d, 0.46 * d), (h, 0.26 * w, 0.1 * d, 0.3 * d)),
    ]
    pane: list[Row] = [
        *((0.2 * h, 0.24 * w, 0.2, 0.1), (0.28 * h, 0.34 * w, 0.48 * d, 0.1), (0.6 * h, 0.37 * w, 0.5 * d, 0.1)),
        *((0.84 * h, 0.3 * w, 0.42 * d, 0.1), (0.92 * h, 0.16 * w, 0.2 * d, 0.1)),
    ]
    return join(
        stack(shell, sides=20, square=3.2, crease_deg=40),
        stack(pane, sides=16, square=2.6, slot=1, crease_deg=60),
        both_sides(
            tube(
                curve([(0.47 * w, 0.08 * h, 0.1 * d), (0.53 * w, 0.5 * h, 0.06 * d), (0.46 * w, 0.92 * h, 0)], 4),
                0.03,
                sides=6,
                slot=2,
            )
        ),
        box((0.2 * w, 0.06 * h, 0.04), (0, 0.09 * h, 0.4 * d), bevel=0.008, slot=3),
    )


def _bulkhead(size: Size) -> Part:
    """A heavy door of two leaves in an angular frame."""
    w, h, d = size
    frame = [
        (-0.5 * w, 0),
        (-0.34 * w, 0),
        (-0.34 * w, 0.76 * h),
        (-0.24 * w, 0.88 * h),
        (0, 0.88 * h),
        (0, h),
        (-0.32 * w, h),
        (-0.5 * w, 0.84 * h),
    ]
    leaf = [(-0.34 * w, 0), (-0.008, 0), (-0.008, 0.88 * h), (-0.24 * w, 0.88 * h), (-0.34 * w, 0.76 * h)]
    return join(
        both_sides(extrude(frame, d, bevel=0.02)),
        both_sides(extrude(leaf, 0.4 * d, bevel=0.012, slot=1)),
        both_sides(box((0.22 * w, 0.2 * h, 0.5 * d), (-0.16 * w, 0.2 * h, 0), bevel=0.012, slot=1)),
        *(box((0.66 * w, 0.05 * h, 0.46 * d), (0, y * h, 0), bevel=0.0, slot=2) for y in (0.5,)),
        both_sides(box((0.04 * w, 0.14 * h, 0.03), (0.42 * w, 0.46 * h, 0.5 * d - 0.01), bevel=0.004, slot=3)),
    )


def _porthole(size: Size) -> Part:
    """A round window with bolts about it."""
    w, h, d = size
    frame = lathe([(0, -0.5), (0.5, -0.5), (0.5, 0.1), (0.46, 0.5), (0.36, 0.5), (0.34, 0.2), (0, 0.2)], sides=28)
    bolts = ring(cylinder(0.018, 0.08, (0.42, 0.44, 0), sides=6, slot=0), 10)
    pane = lathe([(0, 0.1), (0.345, 0.1), (0.345, 0.24), (0, 0.3)], sides=28, slot=1)
    return move(scale(turn(join(frame, bolts, pane), x_deg=90), (w, h, d)), (0, h / 2, 0))


def _reactor(size: Size) -> Part:
    """A glowing core between two collars, held by four posts."""
    w, h, d = size
    r = 0.5 * min(w, d)
    low = [(0, 0), (r, 0), (r, 0.08 * h), (0.8 * r, 0.12 * h), (0.7 * r, 0.22 * h), (0, 0.22 * h)]
    top = [(0, 0.78 * h), (0.7 * r, 0.78 * h), (0.8 * r, 0.88 * h), (r, 0.92 * h), (r, h), (0, h)]
    return join(
        lathe(low, sides=20),
        lathe(top, sides=20),
        cylinder(0.4 * r, 0.56 * h, (0, 0.22 * h, 0), sides=18, slot=1),
        *(torus(0.5 * r, 0.05 * r, (0, y * h, 0), sides=20, around=6, slot=2) for y in (0.32, 0.5, 0.68)),
        ring(tube([(0.78 * r, 0.1 * h, 0), (0.78 * r, 0.9 * h, 0)], 0.07 * r, sides=7, slot=2), 4, start_deg=45),
    )


def _hologram(size: Size) -> Part:
    """A round table whose light holds a planet in the air."""
    w, h, d = size
    r, top = 0.5 * min(w, d), 0.48 * h
    return join(
        lathe(
            [
                (0, 0),
                (0.7 * r, 0),
                (0.6 * r, 0.06 * h),
                (0.34 * r, 0.12 * h),
                (0.36 * r, 0.36 * h),
                (0.9 * r, top - 0.05),
                (r, top - 0.04),
                (r, top),
                (0, top),
            ],
            sides=24,
        ),
        lathe([(0, top - 0.01), (0.8 * r, top - 0.01), (0.8 * r, top + 0.008), (0, top + 0.008)], sides=24, slot=1),
        ball(0.34 * r, (0, 0.78 * h, 0), sides=16, rows=9, slot=1),
        move(turn(torus(0.5 * r, 0.02 * r, sides=26, around=5, slot=1), x_deg=18), (0, 0.78 * h, 0)),
        ring(box((0.05 * r, 0.03, 0.16 * r), (0.9 * r, top, 0), bevel=0.0, slot=2), 8),
        ball(0.05 * r, (0, h - 0.05 * r, 0), sides=7, rows=4, slot=1),
    )


def _hologram_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    return (solid((w, 0.48 * h + 0.03, d)), solid((0.6 * w, 0.52 * h - 0.03, 0.6 * d), (0, 0.48 * h + 0.03, 0)))


SPACESHIP = (
    Archetype(
        id="control_console",
        name_en="control console",
        name_ko="제어판",
        keywords=(
            "control panel",
            "console",
            "bridge console",
            "control desk",
            "dashboard",
            "조종반",
            "제어 콘솔",
            "계기판",
            "조종 패널",
        ),
        category="spaceship",
        role="furniture_floor",
        size=(1.6, 1.1, 0.8),
        materials=("cloth_grey", "screen", "black", "orange"),
        build=meshed(_console),
        solids=_console_solids,
        access=("front",),
    ),
    Archetype(
        id="pilot_chair",
        name_en="pilot's chair",
        name_ko="조종석",
        keywords=(
            "captain's chair",
            "command chair",
            "cockpit seat",
            "pilot seat",
            "함장석",
            "선장 의자",
            "조종사 의자",
        ),
        category="spaceship",
        role="furniture_floor",
        size=(0.82, 1.4, 0.85),
        materials=("leather", "steel", "orange"),
        build=meshed(_pilot_chair),
        solids=_pilot_chair_solids,
        surfaces=_pilot_chair_surfaces,
        access=("front",),
        tags=("seat",),
    ),
    Archetype(
        id="cryo_pod",
        name_en="cryo pod",
        name_ko="동면 캡슐",
        keywords=(
            "sleep pod",
            "stasis pod",
            "hibernation capsule",
            "capsule",
            "escape pod",
            "냉동 캡슐",
            "수면 캡슐",
            "캡슐",
        ),
        category="spaceship",
        role="furniture_wall",
        size=(0.95, 2.1, 0.9),
        materials=("white", "glass", "orange", "screen"),
        build=meshed(_pod),
        access=("front",),
    ),
    Archetype(
        id="bulkhead_door",
        name_en="bulkhead door",
        name_ko="격벽 문",
        keywords=("airlock", "blast door", "hatch", "sliding door", "에어록", "해치", "기밀문", "미닫이문"),
        category="spaceship",
        role="structure",
        size=(1.9, 2.4, 0.3),
        materials=("steel", "cloth_grey", "orange", "screen"),
        build=meshed(_bulkhead),
        attach="wall",
        access=("front",),
    ),
    Archetype(
        id="porthole",
        name_en="porthole",
        name_ko="현창",
        keywords=("viewport", "ship window", "round window", "둥근 창", "선창", "우주선 창문"),
        category="spaceship",
        role="furniture_wall",
        size=(0.7, 0.7, 0.12),
        materials=("brass", "glass"),
        build=meshed(_porthole),
        attach="wall",
        tags=("round",),
    ),
    Archetype(
        id="reactor",
        name_en="reactor core",
        name_ko="원자로",
        keywords=("reactor", "engine core", "power core", "warp core", "generator", "동력로", "엔진 코어", "발전기"),
        category="spaceship",
        role="furniture_floor",
        size=(1.4, 2.4, 1.4),
        materials=("steel", "screen", "iron"),
        build=meshed(_reactor),
    ),
    Archetype(
        id="hologram_table",
        name_en="hologram table",
        name_ko="홀로그램 테이블",
        keywords=("hologram", "holo table", "holographic display", "star map", "홀로그램", "입체 영상", "성도"),
        category="spaceship",
        role="furniture_floor",
        size=(1.5, 1.8, 1.5),
        materials=("cloth_grey", "screen", "black"),
        build=meshed(_hologram),
        solids=_hologram_solids,
        tags=("round",),
    ),
)
