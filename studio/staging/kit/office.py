"""An office: what people sit on, write on, print with and file in."""

from __future__ import annotations

from studio.model.stage import Box3, Size, SupportSurface
from studio.staging.kit.archetype import Archetype, meshed
from studio.staging.kit.fittings import bar_handle, panel
from studio.staging.kit.geometry import Part, ball, box, curve, cylinder, lathe, tube
from studio.staging.kit.levels import cushion
from studio.staging.kit.occupancy import solid, surface, whole_top
from studio.staging.kit.operators import both_sides, join, move, ring, turn


def _office_chair(size: Size) -> Part:
    """A swivel chair on a five-star foot, with arms and a padded back."""
    w, h, d = size
    seat = 0.47 * h
    spoke = join(
        tube([(0.02, 0.1, 0), (0.46 * w, 0.06, 0)], [0.026, 0.016], sides=6, slot=1),
        ball(0.03, (0.46 * w, 0.03, 0), sides=8, rows=5, slot=1),
    )
    back = cushion((0.86 * w, 0.5 * h, 0.07), plump=0.12)
    arm = join(
        tube(
            [(0.3 * w, seat - 0.06, 0), (0.46 * w, seat - 0.03, 0), (0.46 * w, seat + 0.17, 0)], 0.014, sides=6, slot=1
        ),
        box((0.07, 0.03, 0.46 * d), (0.46 * w, seat + 0.17, 0.02 * d), bevel=0.012, slot=1),
    )
    return join(
        ring(spoke, 5, start_deg=90),
        cylinder(0.032, seat - 0.16, (0, 0.09, 0), sides=10, slot=1),
        box((0.4 * w, 0.04, 0.4 * d), (0, seat - 0.11, 0), bevel=0.01, slot=1),
        cushion((0.9 * w, 0.09, 0.8 * d), (0, seat - 0.07, 0.06 * d)),
        move(turn(back, x_deg=-8), (0, h - 0.5 * h, -0.34 * d)),
        tube([(0, seat - 0.08, -0.2 * d), (0, seat, -0.42 * d), (0, seat + 0.2, -0.43 * d)], 0.02, sides=6, slot=1),
        both_sides(arm),
    )


def _office_chair_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    seat = 0.47 * h + 0.02
    return (
        solid((0.9 * w, 0.12, 0.9 * d), (0, seat - 0.12, 0)),
        solid((w, 0.12, d)),
        solid((0.14, seat - 0.24, 0.14), (0, 0.12, 0)),
        solid((w, h - seat, 0.24 * d), (0, seat, -0.38 * d)),
        *(solid((0.1, 0.2, 0.5 * d), (side * (w / 2 - 0.05), seat, 0)) for side in (-1, 1)),
    )


def _office_chair_surfaces(size: Size) -> tuple[SupportSurface, ...]:
    w, h, d = size
    return (surface(0.47 * h + 0.02, (0.76 * w, 0.62 * d), (0, 0.1 * d)),)


def _filing_cabinet(size: Size) -> Part:
    """A steel cabinet of drawers, each with a handle and a label."""
    w, h, d = size
    count = max(2, round(h / 0.34))
    each = (h - 0.04) / count
    drawers = [
        join(
            panel((w - 0.03, each - 0.012, 0.024), (0, 0.02 + place * each, d / 2 - 0.012), frame=0.02),
            bar_handle((0, 0.02 + (place + 0.4) * each, d / 2 - 0.03), 0.3 * w),
            box((0.2 * w, 0.035, 0.006), (0, 0.02 + (place + 0.62) * each, d / 2 - 0.012), bevel=0.0, slot=2),
        )
        for place in range(count)
    ]
    return join(box((w, h, d - 0.04), (0, 0, -0.02), bevel=0.008), drawers)


def _printer(size: Size) -> Part:
    """A copier for a desk: paper in at the back, out in front, a small panel of keys."""
    w, h, d = size
    feed = turn(box((0.6 * w, 0.4 * h, 0.01), bevel=0.0, slot=2), x_deg=-24)
    return join(
        box((w, 0.62 * h, 0.84 * d), (0, 0, -0.04 * d), bevel=0.02),
        box((0.9 * w, 0.1 * h, 0.7 * d), (0, 0.62 * h, -0.06 * d), bevel=0.012, slot=1),
        box((0.66 * w, 0.14 * h, 0.05), (0, 0.2 * h, 0.36 * d), bevel=0.0, slot=1),
        box((0.6 * w, 0.01, 0.3 * d), (0, 0.18 * h, 0.35 * d), bevel=0.0, slot=2),
        move(feed, (0, 0.64 * h, -0.3 * d)),
        box((0.2 * w, 0.012, 0.12 * d), (0.3 * w, 0.72 * h, 0.16 * d), bevel=0.003, slot=3),
    )


def _keyboard(size: Size) -> Part:
    """A computer keyboard: four rows of keys on a slim base."""
    w, h, d = size
    keys = [
        box(
            (0.8 * w / 13, 0.4 * h, 0.15 * d),
            ((column - 6) * 0.9 * w / 12.6, 0.6 * h, (row - 1.4) * 0.22 * d),
            bevel=0.0,
            slot=1,
        )
        for row in range(4)
        for column in range(13)
        if row < 3 or column in (0, 1, 11, 12)
    ]
    return join(
        box((w, 0.6 * h, d), bevel=0.004),
        keys,
        box((0.5 * w, 0.4 * h, 0.15 * d), (-0.04 * w, 0.6 * h, 0.35 * d), bevel=0.0, slot=1),
    )


def _waste_bin(size: Size) -> Part:
    """An open bin, crumpled paper in it."""
    w, h, d = size
    r = min(w, d) / 2
    shell = lathe(
        [(0, 0), (0.76 * r, 0), (0.98 * r, 0.97 * h), (r, h), (0.93 * r, h), (0.9 * r, 0.8 * h), (0, 0.78 * h)],
        sides=18,
    )
    return join(
        shell,
        *(
            ball(0.3 * r, (x * r, 0.85 * h, z * r), sides=6, rows=4, slot=1)
            for x, z in ((-0.3, 0.1), (0.35, 0.2), (0.05, -0.4))
        ),
    )


def _server_rack(size: Size) -> Part:
    """A cabinet of machines, small lights on each."""
    w, h, d = size
    count = max(4, round(h / 0.16))
    each = (h - 0.1) / count
    units = [
        join(
            box((w - 0.1, 0.8 * each, 0.03), (0, 0.06 + place * each, d / 2 - 0.03), bevel=0.004, slot=1),
            *(
                box(
                    (0.025, 0.02, 0.008),
                    (-0.36 * w + 0.05 * lamp, 0.06 + (place + 0.35) * each, d / 2 - 0.012),
                    bevel=0.0,
                    slot=2,
                )
                for lamp in range(1 + place % 3)
            ),
        )
        for place in range(count)
    ]
    return join(
        box((w, h, d - 0.05), (0, 0, -0.025), bevel=0.006),
        both_sides(box((0.05, h, 0.05), (w / 2 - 0.025, 0, d / 2 - 0.025), bevel=0.006)),
        units,
    )


def _safe(size: Size) -> Part:
    """A steel safe: a thick door, a dial and a spoked handle."""
    w, h, d = size
    dial = turn(lathe([(0, 0), (0.1 * w, 0), (0.09 * w, 0.03), (0, 0.035)], sides=18, slot=1), x_deg=90)
    spoke = tube([(0, 0, 0), (0.13 * w, 0, 0)], 0.012, sides=6, slot=1)
    wheel = turn(ring(spoke, 3), x_deg=90)
    return join(
        box((w, h - 0.05, 0.9 * d), (0, 0.05, -0.05 * d), bevel=0.02),
        box((0.84 * w, 0.8 * h, 0.07 * d), (0, 0.5 * h - 0.4 * h + 0.03, 0.42 * d), bevel=0.014, slot=2),
        move(dial, (-0.16 * w, 0.62 * h, 0.455 * d)),
        move(join(wheel, ball(0.03, sides=8, rows=5, slot=1)), (0.18 * w, 0.5 * h, 0.485 * d)),
        both_sides(box((0.1 * w, 0.06, 0.8 * d), (0.4 * w, 0, -0.04 * d), bevel=0.006)),
        *(cylinder(0.025, 0.16 * h, (-0.42 * w, y * h, 0.44 * d), sides=8, slot=1) for y in (0.16, 0.66)),
    )


def _water_cooler(size: Size) -> Part:
    """A bottle upside down on a cabinet with two taps."""
    w, h, d = size
    r = 0.4 * w
    base = 0.7 * h
    bottle = lathe(
        [
            (0, base - 0.02),
            (0.3 * r, base - 0.02),
            (0.34 * r, base + 0.04),
            (r, base + 0.1),
            (r, h - 0.04),
            (0.9 * r, h),
            (0, h),
        ],
        sides=18,
        slot=1,
    )
    tap = curve([(0, 0, 0), (0, 0, 0.04), (0, -0.03, 0.05)], 2)
    return join(
        box((w, base, 0.86 * d), (0, 0, -0.06 * d), bevel=0.02),
        box((0.7 * w, 0.2 * h, 0.02), (0, 0.42 * h, 0.37 * d), bevel=0.0, slot=2),
        bottle,
        both_sides(move(tube(tap, 0.014, sides=6, slot=3), (0.14 * w, 0.58 * h, 0.38 * d))),
        box((0.6 * w, 0.02, 0.12 * d), (0, 0.42 * h, 0.43 * d), bevel=0.004, slot=2),
    )


OFFICE = (
    Archetype(
        id="office_chair",
        name_en="office chair",
        name_ko="사무용 의자",
        keywords=(
            "desk chair",
            "swivel chair",
            "computer chair",
            "rolling chair",
            "회전의자",
            "책상 의자",
            "컴퓨터 의자",
        ),
        category="office",
        role="furniture_floor",
        size=(0.64, 1.02, 0.64),
        materials=("cloth_grey", "black"),
        build=meshed(_office_chair),
        solids=_office_chair_solids,
        surfaces=_office_chair_surfaces,
        access=("front",),
        tags=("seat",),
    ),
    Archetype(
        id="filing_cabinet",
        name_en="filing cabinet",
        name_ko="서류함",
        keywords=("file cabinet", "filing drawers", "서류 캐비닛", "파일 캐비닛", "문서함"),
        category="office",
        role="furniture_wall",
        size=(0.47, 1.32, 0.62),
        materials=("steel", "black", "paper"),
        build=meshed(_filing_cabinet),
        surfaces=whole_top,
        access=("front",),
    ),
    Archetype(
        id="printer",
        name_en="printer",
        name_ko="프린터",
        keywords=("copier", "photocopier", "scanner", "fax machine", "복사기", "복합기", "팩스"),
        category="office",
        role="decoration_surface",
        size=(0.46, 0.34, 0.44),
        materials=("white", "cloth_grey", "paper", "screen"),
        build=meshed(_printer),
        attach="surface",
    ),
    Archetype(
        id="computer_keyboard",
        name_en="computer keyboard",
        name_ko="키보드",
        keywords=("keyboard", "typing keyboard", "자판"),
        category="office",
        role="decoration_surface",
        size=(0.44, 0.03, 0.15),
        materials=("black", "cloth_grey"),
        build=meshed(_keyboard),
        attach="surface",
    ),
    Archetype(
        id="waste_bin",
        name_en="waste bin",
        name_ko="휴지통",
        keywords=(
            "trash can",
            "wastebasket",
            "garbage can",
            "rubbish bin",
            "trash bin",
            "bin",
            "쓰레기통",
            "쓰레기 통",
        ),
        category="office",
        role="furniture_floor",
        size=(0.3, 0.36, 0.3),
        materials=("steel", "paper"),
        build=meshed(_waste_bin),
    ),
    Archetype(
        id="server_rack",
        name_en="server rack",
        name_ko="서버 랙",
        keywords=("server", "mainframe", "computer rack", "data rack", "서버", "전산 장비"),
        category="office",
        role="furniture_wall",
        size=(0.6, 2.0, 0.9),
        materials=("black", "cloth_grey", "screen"),
        build=meshed(_server_rack),
        access=("front",),
    ),
    Archetype(
        id="safe",
        name_en="safe",
        name_ko="금고",
        keywords=("steel safe", "combination safe", "철제 금고"),
        category="office",
        role="furniture_wall",
        size=(0.6, 0.85, 0.6),
        materials=("iron", "brass", "steel"),
        build=meshed(_safe),
        access=("front",),
    ),
    Archetype(
        id="water_cooler",
        name_en="water cooler",
        name_ko="정수기",
        keywords=("water dispenser", "drinking fountain", "냉온수기", "생수기"),
        category="office",
        role="furniture_wall",
        size=(0.34, 1.35, 0.36),
        materials=("white", "glass", "cloth_grey", "cloth_blue"),
        build=meshed(_water_cooler),
        access=("front",),
    ),
)
