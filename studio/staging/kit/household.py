"""Rugs, umbrellas, hats, brooms, ladders: what a household leaves about."""

from __future__ import annotations

from studio.model.stage import Size
from studio.staging.kit.archetype import Archetype, meshed, stretched
from studio.staging.kit.geometry import Part, ball, box, curve, extrude, lathe, torus, tube
from studio.staging.kit.levels import stack
from studio.staging.kit.occupancy import whole_top
from studio.staging.kit.operators import both_sides, join, move, ring, turn


def _umbrella() -> Part:
    """An open umbrella on its crook."""
    sides = 8
    rows = [(1.0, 0.0), (0.92, 0.10), (0.72, 0.2), (0.44, 0.27), (0.12, 0.31)]
    outer = [(r * 0.5, 0.66 + y) for r, y in rows]
    inner = [(max(0.0, r * 0.5 - 0.008), 0.652 + y) for r, y in reversed(rows)]
    canopy = lathe([(0, inner[0][1] - 0.006), *inner, *outer, (0, 0.975)], sides=sides, crease_deg=25)
    hook = curve([(0, 0.12, 0), (0, 0.05, 0), (0.035, 0.012, 0), (0.075, 0.03, 0), (0.08, 0.07, 0)], 3)
    ribs = ring(tube([(0.02, 0.74, 0), (0.3, 0.84, 0)], 0.006, sides=4, slot=1), sides)
    return join(
        canopy,
        tube([(0, 0.1, 0), (0, 0.99, 0)], 0.01, sides=6, slot=1),
        ball(0.012, (0, 0.99, 0), sides=6, rows=4, slot=1),
        tube(hook, 0.018, sides=6, slot=2),
        ribs,
    )


def _rug(size: Size) -> Part:
    """A rug with a border, a lozenge and fringes at both ends."""
    w, h, d = size
    fringe = min(0.05, 0.06 * w)
    inner_w = w - 2 * fringe
    tuft = box((fringe, 0.4 * h, 0.4 * d / 26), (w / 2 - fringe / 2, 0, 0), bevel=0.0, slot=1)
    lozenge = [(-0.24 * inner_w, 0), (0, -0.28 * d), (0.24 * inner_w, 0), (0, 0.28 * d)]
    return join(
        box((inner_w, 0.8 * h, d), bevel=0.003),
        box((0.9 * inner_w, 0.1 * h, 0.86 * d), (0, 0.8 * h, 0), bevel=0.0, slot=1),
        box((0.86 * inner_w, 0.12 * h, 0.8 * d), (0, 0.8 * h, 0), bevel=0.0),
        move(turn(extrude(lozenge, 0.06 * h, slot=1), x_deg=-90), (0, 0.95 * h, 0)),
        both_sides(join([move(tuft, (0, 0, (place / 25 - 0.5) * 0.96 * d)) for place in range(26)])),
    )


def _round_rug() -> Part:
    profile = [(0, 0), (0.5, 0), (0.5, 0.8), (0.47, 0.9), (0, 0.9)]
    bands = [
        lathe([(0, 0), (r, 0), (r, y), (0, y)], sides=36, slot=slot)
        for r, y, slot in ((0.42, 0.94, 1), (0.34, 0.97, 0), (0.14, 1.0, 1))
    ]
    return join(lathe(profile, sides=36), bands)


def _hat() -> Part:
    """A brimmed hat with a band."""
    felt = lathe(
        [(0, 0), (0.5, 0), (0.5, 0.06), (0.3, 0.1), (0.28, 0.8), (0.22, 0.98), (0.1, 0.9), (0, 0.9)],
        sides=22,
        crease_deg=35,
    )
    return join(felt, lathe([(0, 0.1), (0.308, 0.1), (0.3, 0.32), (0, 0.32)], sides=22, slot=1))


def _broom(size: Size) -> Part:
    """A besom standing on its twigs."""
    w, h, d = size
    r = min(w, d) / 2
    twigs = stack(
        [
            (0, 0.9 * r, 0.9 * r, 0.9 * r),
            (0.08 * h, r, r, r),
            (0.22 * h, 0.5 * r, 0.5 * r, 0.5 * r),
            (0.3 * h, 0.22 * r, 0.22 * r, 0.22 * r),
        ],
        sides=14,
        slot=1,
        crease_deg=20,
    )
    return join(
        twigs,
        torus(0.44 * r, 0.06 * r, (0, 0.235 * h, 0), sides=12, around=5),
        tube([(0, 0.2 * h, 0), (0, h, 0)], 0.15 * r + 0.004, sides=7),
    )


def _ladder(size: Size) -> Part:
    w, h, d = size
    rail = min(0.05, 0.14 * w)
    count = max(2, round(h / 0.3))
    rungs = [
        tube(
            [(-w / 2 + rail / 2, (place + 0.6) * h / count, 0), (w / 2 - rail / 2, (place + 0.6) * h / count, 0)],
            0.32 * d,
            sides=7,
        )
        for place in range(count)
    ]
    return join(both_sides(box((rail, h, d), ((w - rail) / 2, 0, 0), bevel=0.006)), rungs)


HOUSEHOLD = (
    Archetype(
        id="umbrella",
        name_en="umbrella",
        name_ko="우산",
        keywords=("parasol", "brolly", "양산", "파라솔"),
        category="textile",
        role="decoration_surface",
        size=(1.0, 0.9, 1.0),
        materials=("black", "steel", "wood"),
        build=stretched(_umbrella),
    ),
    Archetype(
        id="rug",
        name_en="rug",
        name_ko="러그",
        keywords=("carpet", "mat", "persian rug", "카펫", "양탄자", "깔개", "융단", "돗자리"),
        category="textile",
        role="furniture_floor",
        size=(2.4, 0.015, 1.6),
        materials=("cloth_red", "sand"),
        build=meshed(_rug),
        surfaces=whole_top,
        tags=("rug", "flat"),
    ),
    Archetype(
        id="round_rug",
        name_en="round rug",
        name_ko="둥근 러그",
        keywords=("circular carpet", "round mat", "원형 카펫", "원형 러그"),
        category="textile",
        role="furniture_floor",
        size=(1.8, 0.015, 1.8),
        materials=("cloth_blue", "sand"),
        build=stretched(_round_rug),
        surfaces=whole_top,
        tags=("rug", "flat", "round"),
    ),
    Archetype(
        id="hat",
        name_en="hat",
        name_ko="모자",
        keywords=("fedora", "cap", "top hat", "중절모", "벙거지"),
        category="textile",
        role="decoration_surface",
        size=(0.32, 0.15, 0.36),
        materials=("cloth_grey", "black"),
        build=stretched(_hat),
        attach="surface",
    ),
    Archetype(
        id="broom",
        name_en="broom",
        name_ko="빗자루",
        keywords=("broomstick", "besom", "mop", "마법 빗자루", "대걸레"),
        category="tool",
        role="decoration_surface",
        size=(0.3, 1.4, 0.3),
        materials=("wood", "sand"),
        build=meshed(_broom),
    ),
    Archetype(
        id="ladder",
        name_en="ladder",
        name_ko="사다리",
        keywords=("wooden ladder", "step ladder", "사닥다리"),
        category="tool",
        role="furniture_floor",
        size=(0.5, 2.6, 0.06),
        materials=("wood_light",),
        build=meshed(_ladder),
        tags=("tall",),
    ),
)
