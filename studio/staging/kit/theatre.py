"""A stage and a film set: platform, lights, microphones, seats for the audience."""

from __future__ import annotations

from studio.model.stage import Box3, Size, SupportSurface
from studio.staging.kit.archetype import Archetype, meshed
from studio.staging.kit.geometry import Part, ball, box, curve, extrude, lathe, tube
from studio.staging.kit.levels import cushion
from studio.staging.kit.occupancy import solid, surface, whole_top
from studio.staging.kit.operators import both_sides, four_corners, join, move, ring, turn


def _platform(size: Size) -> Part:
    """A stage of planks with a skirting, two steps up to it at the front."""
    w, h, d = size
    step = min(0.6, 0.2 * d)
    deck = d - step
    planks = max(4, round(w / 0.6))
    return join(
        box((w, h - 0.04, deck), (0, 0, -step / 2), bevel=0.0, slot=1),
        *(
            box((w / planks - 0.012, 0.04, deck), (((place + 0.5) / planks - 0.5) * w, h - 0.04, -step / 2), bevel=0.0)
            for place in range(planks)
        ),
        box((min(1.6, 0.4 * w), h / 3, step), (0, 0, d / 2 - step / 2), bevel=0.006),
        box((min(1.6, 0.4 * w), 2 * h / 3, step / 2), (0, 0, d / 2 - 0.75 * step), bevel=0.006),
    )


def _platform_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    step = min(0.6, 0.2 * d)
    return (
        solid((w, h, d - step), (0, 0, -step / 2)),
        solid((min(1.6, 0.4 * w), h / 3, step), (0, 0, d / 2 - step / 2)),
    )


def _platform_surfaces(size: Size) -> tuple[SupportSurface, ...]:
    w, h, d = size
    step = min(0.6, 0.2 * d)
    return (surface(h, (w, d - step), (0, -step / 2)),)


def _spotlight(size: Size) -> Part:
    """A lamp head in a fork on a stand of three legs, barn doors open, its light towards +Z."""
    w, h, d = size
    head = 0.86 * h
    barrel = turn(
        lathe([(0, -0.2), (0.11, -0.2), (0.13, -0.12), (0.13, 0.12), (0.15, 0.16), (0, 0.16)], sides=16), x_deg=90
    )
    lens = turn(lathe([(0, 0.16), (0.12, 0.16), (0.1, 0.175), (0, 0.18)], sides=16, slot=1), x_deg=90)
    door = move(turn(box((0.22, 0.14, 0.006), bevel=0.0), x_deg=35), (0, 0.13, 0.17))
    doors = join(door, turn(door, z_deg=90), turn(door, z_deg=180), turn(door, z_deg=270))
    fork = tube([(0.17, 0, 0), (0.17, -0.16, 0), (0, -0.2, 0)], 0.014, sides=6)
    leg = tube([(0.48 * min(w, d), 0, 0), (0.02, 0.34 * h, 0)], 0.014, sides=6)
    return join(
        ring(leg, 3, start_deg=90),
        tube([(0, 0.2 * h, 0), (0, head - 0.19, 0)], 0.018, sides=7),
        move(turn(join(barrel, lens, doors), x_deg=12), (0, head, 0)),
        both_sides(move(fork, (0, head, 0))),
    )


def _spotlight_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    return (solid((w, 0.34 * h, d)), solid((0.7 * w, 0.66 * h, 0.7 * d), (0, 0.34 * h, 0)))


def _microphone(size: Size) -> Part:
    """A microphone on a straight stand."""
    w, h, d = size
    r = 0.5 * min(w, d)
    capsule = join(
        tube([(0, 0, 0), (0, 0.12, 0.05)], [0.018, 0.024], sides=8),
        ball(0.034, (0, 0.145, 0.06), sides=10, rows=7, slot=1),
    )
    return join(
        lathe([(0, 0), (r, 0), (r, 0.02), (0.3 * r, 0.045), (0, 0.05)], sides=20),
        tube([(0, 0.03, 0), (0, h - 0.18, 0)], 0.011, sides=7, slot=1),
        move(capsule, (0, h - 0.18, 0)),
    )


def _music_stand(size: Size) -> Part:
    """A desk for sheet music on three legs, a score on it."""
    w, h, d = size
    desk = join(
        box((w, 0.34, 0.012), bevel=0.004),
        box((w, 0.02, 0.05), (0, 0, 0.025), bevel=0.003),
        both_sides(box((0.42 * w, 0.29, 0.006), (0.215 * w, 0.02, 0.01), bevel=0.0, slot=1)),
    )
    leg = tube([(0.46 * min(w, d), 0, 0), (0.02, 0.26 * h, 0)], 0.01, sides=5)
    return join(
        ring(leg, 3, start_deg=30),
        tube([(0, 0.15 * h, 0), (0, h - 0.26, 0)], 0.012, sides=7),
        move(turn(desk, x_deg=-24), (0, h - 0.33, 0.04)),
    )


def _theatre_seat(size: Size) -> Part:
    """A folding seat of plush between two arm posts."""
    w, h, d = size
    seat = 0.48 * h
    return join(
        both_sides(box((0.07, 0.66 * h, 0.6 * d), (w / 2 - 0.035, 0, 0), bevel=0.01, slot=1)),
        both_sides(box((0.08, 0.035, 0.66 * d), (w / 2 - 0.04, 0.66 * h, 0.02 * d), bevel=0.01, slot=1)),
        cushion((w - 0.16, 0.12, 0.72 * d), (0, seat - 0.12, 0.1 * d)),
        move(turn(cushion((w - 0.16, h - seat + 0.02, 0.11), plump=0.16), x_deg=-8), (0, seat - 0.02, -0.3 * d)),
    )


def _theatre_seat_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    seat = 0.48 * h
    return (
        solid((w, seat, d)),
        solid((w, h - seat, 0.34 * d), (0, seat, -0.33 * d)),
        *(solid((0.09, 0.2 * h, 0.66 * d), (side * (w / 2 - 0.045), seat, 0.02 * d)) for side in (-1, 1)),
    )


def _theatre_seat_surfaces(size: Size) -> tuple[SupportSurface, ...]:
    w, h, d = size
    return (surface(0.48 * h, (w - 0.2, 0.6 * d), (0, 0.16 * d)),)


def _lectern(size: Size) -> Part:
    """A speaker's desk with a sloped top and a small lamp."""
    w, h, d = size
    side = [
        (-0.4 * d, 0),
        (0.34 * d, 0),
        (0.5 * d, 0.84 * h),
        (0.5 * d, 0.88 * h),
        (-0.5 * d, 0.98 * h),
        (-0.5 * d, 0.9 * h),
    ]
    return join(
        turn(extrude(side, 0.84 * w, bevel=0.01), y_deg=-90),
        move(turn(box((w, 0.03, 0.96 * d), bevel=0.008, slot=1), x_deg=9), (0, 0.93 * h, 0)),
        box((0.5 * w, 0.42 * h, 0.03), (0, 0.24 * h, 0.42 * d), bevel=0.008, slot=1),
        box((1.0 * w, 0.06, d * 0.9), (0, 0, -0.02 * d), bevel=0.01, slot=1),
        move(turn(box((0.5 * w, 0.008, 0.5 * d), bevel=0.0, slot=2), x_deg=9), (0, 0.955 * h, 0)),
    )


def _directors_chair(size: Size) -> Part:
    """A folding chair of crossed legs, a canvas seat and a canvas back."""
    w, h, d = size
    seat = 0.52 * h
    cross = tube([(-0.44 * w, 0.02, 0), (0.44 * w, seat, 0)], 0.018, sides=6)
    post = box((0.035, h - seat, 0.035), (0.46 * w, seat, -0.38 * d), bevel=0.004)
    return join(
        *(join(move(cross, (0, 0, z * d)), move(turn(cross, y_deg=180), (0, 0, z * d))) for z in (-0.4, 0.4)),
        both_sides(box((0.04, 0.04, d), (0.45 * w, 0, 0), bevel=0.004)),
        both_sides(box((0.04, 0.04, 0.9 * d), (0.45 * w, seat - 0.02, 0), bevel=0.004)),
        box((0.88 * w, 0.02, 0.84 * d), (0, seat - 0.04, 0), bevel=0.004, slot=1),
        both_sides(post),
        box((0.94 * w, 0.2 * h, 0.02), (0, 0.78 * h, -0.38 * d), bevel=0.004, slot=1),
        both_sides(box((0.06, 0.025, 0.86 * d), (0.46 * w, 0.72 * h, 0), bevel=0.006)),
        both_sides(box((0.035, 0.2 * h, 0.035), (0.46 * w, seat, 0.36 * d), bevel=0.004)),
    )


def _directors_chair_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    seat = 0.52 * h - 0.02
    return (
        solid((w, seat, d)),
        solid((w, h - seat, 0.2 * d), (0, seat, -0.4 * d)),
        *(solid((0.08, 0.24 * h, 0.9 * d), (side * (w / 2 - 0.04), seat, 0.03 * d)) for side in (-1, 1)),
    )


def _directors_chair_surfaces(size: Size) -> tuple[SupportSurface, ...]:
    w, h, d = size
    return (surface(0.52 * h - 0.02, (0.8 * w, 0.7 * d), (0, 0.1 * d)),)


def _clapper(size: Size) -> Part:
    """A slate with its striped stick open."""
    w, h, d = size
    stripes = [
        box((0.07 * w, 0.1 * h, d * 1.02), ((place - 2) * 0.19 * w, 0.66 * h, 0), bevel=0.0, slot=1)
        for place in range(5)
    ]
    arm = join(
        box((w, 0.1 * h, 0.9 * d), (0.5 * w, 0, 0), bevel=0.002),
        *(
            box((0.07 * w, 0.1 * h, d * 0.95), ((place * 0.19 + 0.12) * w, 0, 0), bevel=0.0, slot=1)
            for place in range(5)
        ),
    )
    return join(
        box((w, 0.64 * h, 0.9 * d), bevel=0.003),
        box((w, 0.1 * h, 0.9 * d), (0, 0.66 * h, 0), bevel=0.002),
        stripes,
        *(box((0.86 * w, 0.012 * h, d), (0, y * h, 0), bevel=0.0, slot=1) for y in (0.22, 0.42)),
        move(turn(arm, z_deg=14), (-0.5 * w, 0.77 * h, 0)),
    )


def _loudspeaker(size: Size) -> Part:
    """A box with a large cone, a small one and a port."""
    w, h, d = size

    def cone(radius: float) -> Part:
        ring_ = [(0, 0.01), (0.2 * radius, 0.012), (0.8 * radius, 0.03), (radius, 0.03), (radius, 0.0), (0, 0.0)]
        return turn(lathe(list(reversed(ring_)), sides=20, slot=1), x_deg=90)

    return join(
        box((w, h, 0.94 * d), (0, 0, -0.03 * d), bevel=0.012),
        move(cone(0.36 * w), (0, 0.34 * h, 0.44 * d - 0.005)),
        move(cone(0.18 * w), (0, 0.76 * h, 0.44 * d - 0.005)),
        move(turn(ball(0.1 * w, sides=10, rows=5, slot=2), x_deg=90), (0, 0.34 * h, 0.44 * d)),
    )


def _flight_case(size: Size) -> Part:
    """A case with metal corners, edges and two clasps."""
    w, h, d = size
    corner = box((0.08, 0.08, 0.08), (w / 2 - 0.04, 0, d / 2 - 0.04), bevel=0.014, slot=1)
    return join(
        box((w - 0.02, h - 0.02, d - 0.02), (0, 0.01, 0), bevel=0.004),
        four_corners(corner),
        four_corners(move(corner, (0, h - 0.08, 0))),
        box((w - 0.01, 0.03, d - 0.01), (0, 0.62 * h, 0), bevel=0.004, slot=1),
        both_sides(box((0.09, 0.12, 0.02), (0.24 * w, 0.56 * h, d / 2 - 0.004), bevel=0.004, slot=2)),
        tube(
            curve(
                [
                    (-0.1 * w, 0.3 * h, d / 2 - 0.01),
                    (-0.08 * w, 0.3 * h, d / 2 + 0.01),
                    (0.08 * w, 0.3 * h, d / 2 + 0.01),
                    (0.1 * w, 0.3 * h, d / 2 - 0.01),
                ],
                2,
            ),
            0.012,
            sides=6,
            slot=2,
        ),
    )


THEATRE = (
    Archetype(
        id="stage_platform",
        name_en="stage platform",
        name_ko="무대",
        keywords=("stage", "platform", "dais", "podium stage", "연단 무대", "공연 무대"),
        category="stage",
        role="structure",
        size=(4.0, 0.5, 3.0),
        materials=("wood", "black"),
        build=meshed(_platform),
        solids=_platform_solids,
        surfaces=_platform_surfaces,
    ),
    Archetype(
        id="spotlight",
        name_en="spotlight",
        name_ko="스포트라이트",
        keywords=(
            "stage light",
            "film light",
            "studio light",
            "floodlight",
            "조명",
            "무대 조명",
            "촬영 조명",
            "조명기",
        ),
        category="stage",
        role="lighting",
        size=(0.8, 2.0, 0.8),
        materials=("black", "lamp"),
        build=meshed(_spotlight),
        solids=_spotlight_solids,
    ),
    Archetype(
        id="microphone",
        name_en="microphone",
        name_ko="마이크",
        keywords=("mic", "mike", "microphone stand", "마이크 스탠드", "마이크로폰"),
        category="stage",
        role="furniture_floor",
        size=(0.32, 1.55, 0.32),
        materials=("black", "steel"),
        build=meshed(_microphone),
    ),
    Archetype(
        id="music_stand",
        name_en="music stand",
        name_ko="보면대",
        keywords=("sheet music", "score stand", "악보", "악보대"),
        category="stage",
        role="furniture_floor",
        size=(0.52, 1.3, 0.5),
        materials=("black", "paper"),
        build=meshed(_music_stand),
    ),
    Archetype(
        id="theatre_seat",
        name_en="theatre seat",
        name_ko="객석 의자",
        keywords=(
            "cinema seat",
            "theater seat",
            "auditorium seat",
            "movie seat",
            "극장 의자",
            "영화관 의자",
            "객석",
            "관람석",
        ),
        category="stage",
        role="furniture_floor",
        size=(0.6, 0.98, 0.7),
        materials=("cloth_red", "black"),
        build=meshed(_theatre_seat),
        solids=_theatre_seat_solids,
        surfaces=_theatre_seat_surfaces,
        access=("front",),
        tags=("seat",),
    ),
    Archetype(
        id="lectern",
        name_en="lectern",
        name_ko="연단",
        keywords=("pulpit", "speaker's desk", "reading desk", "연설대", "설교단", "강연대", "교탁"),
        category="stage",
        role="furniture_floor",
        size=(0.62, 1.18, 0.5),
        materials=("wood", "wood_dark", "paper"),
        build=meshed(_lectern),
        access=("back",),
    ),
    Archetype(
        id="directors_chair",
        name_en="director's chair",
        name_ko="감독 의자",
        keywords=("director chair", "folding chair", "canvas chair", "접의자", "접이식 의자", "캔버스 의자"),
        category="stage",
        role="furniture_floor",
        size=(0.6, 0.9, 0.52),
        materials=("wood_light", "cloth_blue"),
        build=meshed(_directors_chair),
        solids=_directors_chair_solids,
        surfaces=_directors_chair_surfaces,
        access=("front",),
        tags=("seat",),
    ),
    Archetype(
        id="clapperboard",
        name_en="clapperboard",
        name_ko="슬레이트",
        keywords=("clapper", "film slate", "slate", "클래퍼보드", "딱딱이"),
        category="stage",
        role="decoration_surface",
        size=(0.3, 0.34, 0.02),
        materials=("black", "white"),
        build=meshed(_clapper),
    ),
    Archetype(
        id="loudspeaker",
        name_en="loudspeaker",
        name_ko="스피커",
        keywords=("speaker", "amplifier", "monitor speaker", "앰프", "확성기", "오디오"),
        category="stage",
        role="furniture_floor",
        size=(0.4, 0.75, 0.38),
        materials=("black", "cloth_grey", "steel"),
        build=meshed(_loudspeaker),
        surfaces=whole_top,
    ),
    Archetype(
        id="flight_case",
        name_en="flight case",
        name_ko="장비 상자",
        keywords=("equipment case", "road case", "toolbox", "tool box", "공구함", "공구 상자", "장비 케이스"),
        category="stage",
        role="furniture_floor",
        size=(0.8, 0.5, 0.5),
        materials=("black", "steel", "brass"),
        build=meshed(_flight_case),
        surfaces=whole_top,
    ),
)
