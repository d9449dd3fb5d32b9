"""Open fires: a fireplace, a cauldron, a fire of logs in a ring of stones."""

from __future__ import annotations

from math import cos, pi, sin

from studio.model.stage import Box3, Size, SupportSurface
from studio.staging.kit.archetype import Archetype, meshed
from studio.staging.kit.geometry import Part, ball, box, curve, cylinder, lathe, tube
from studio.staging.kit.lamps import flame
from studio.staging.kit.occupancy import solid, surface
from studio.staging.kit.operators import both_sides, join, move, ring, scale, turn


def _fireplace(size: Size) -> Part:
    """A stone chimney breast with an arched hearth, a mantel shelf, logs and a fire."""
    w, h, d = size
    mouth_w, mouth_h = 0.52 * w, 0.52 * h
    side = (w - mouth_w) / 2
    shelf_y = 0.74 * h
    head = shelf_y - mouth_h
    stones = [
        box((0.98 * side, 0.17 * shelf_y, 0.03), (0, 0.06 + place * 0.185 * shelf_y, 0.45 * d), bevel=0.008)
        for place in range(5)
    ]
    log = turn(cylinder(0.05, 0.62 * mouth_w, (0, -0.31 * mouth_w, 0), sides=8, slot=2), z_deg=90)
    tongue = [(0, 0), (0.7, 0.14), (1.0, 0.32), (0.68, 0.6), (0.26, 0.84), (0, 1)]
    fire = lathe([(0.09 * x, 0.62 * mouth_h * y) for x, y in tongue], sides=9, slot=3, crease_deg=62)
    return join(
        both_sides(move(box((side, shelf_y, 0.9 * d), bevel=0.012), (w / 2 - side / 2 - 0.0, 0, -0.05 * d))),
        both_sides(move(join(stones), (w / 2 - side / 2, 0, -0.03 * d))),
        box((mouth_w, head, 0.86 * d), (0, mouth_h, -0.07 * d), bevel=0.01),
        box((0.16 * mouth_w, head * 0.9, 0.9 * d), (0, mouth_h - 0.02, -0.03 * d), bevel=0.01),
        box((mouth_w, mouth_h, 0.12 * d), (0, 0, -0.44 * d), bevel=0.0, slot=1),
        box((w, 0.06, d), (0, shelf_y, 0), bevel=0.014),
        box((0.84 * w, h - shelf_y - 0.06, 0.7 * d), (0, shelf_y + 0.06, -0.15 * d), bevel=0.01),
        box((w, 0.05, d), (0, 0, 0), bevel=0.01),
        [move(turn(log, y_deg=angle), (0, 0.1 + lift, 0)) for angle, lift in ((8, 0), (-14, 0.02), (30, 0.08))],
        [scale(move(fire, (x, 0.1, 0.02)), (1, tall, 1)) for x, tall in ((0, 1.0), (-0.12, 0.72), (0.13, 0.64))],
    )


def _fireplace_surfaces(size: Size) -> tuple[SupportSurface, ...]:
    w, h, d = size
    return (surface(0.74 * h + 0.06, (0.96 * w, 0.3 * d), (0, 0.35 * d)),)


def _fireplace_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    shelf = 0.74 * h + 0.06
    return (solid((w, shelf, d)), solid((0.84 * w, h - shelf, 0.7 * d), (0, shelf, -0.15 * d)))


def _cauldron(size: Size) -> Part:
    """A pot-bellied iron kettle on three feet, steaming full."""
    w, h, _ = size
    r = 0.44 * w
    body = lathe(
        [
            *((0, 0.1 * h), (0.5 * r, 0.13 * h), (0.9 * r, 0.3 * h), (1.06 * r, 0.52 * h), (0.96 * r, 0.74 * h)),
            *(
                (0.78 * r, 0.84 * h),
                (0.95 * r, 0.94 * h),
                (0.95 * r, h),
                (0.84 * r, h),
                (0.72 * r, 0.86 * h),
                (0, 0.86 * h),
            ),
        ],
        sides=22,
        crease_deg=45,
    )
    foot = tube(
        [(0.55 * r, 0.24 * h, 0), (0.72 * r, 0.1 * h, 0), (0.76 * r, 0, 0)], [0.1 * r, 0.08 * r, 0.07 * r], sides=6
    )
    brew = lathe([(0, 0.84 * h), (0.78 * r, 0.84 * h), (0.78 * r, 0.88 * h), (0, 0.9 * h)], sides=18, slot=1)
    ear = tube(
        curve([(0.98 * r, 0.72 * h, 0), (1.13 * r, 0.82 * h, 0), (0.93 * r, 0.95 * h, 0)], 3), 0.03 * r + 0.003, sides=6
    )
    return join(body, brew, ring(foot, 3, start_deg=90), both_sides(ear))


def _campfire(size: Size) -> Part:
    """Logs leaning together in a ring of stones, three tongues of flame."""
    w, h, d = size
    stone = ball(0.07, sides=7, rows=4, slot=2)
    parts = []
    for place in range(9):
        angle = 2 * pi * place / 9
        grown = scale(stone, (1 + 0.2 * sin(5 * angle), 0.8 + 0.2 * cos(3 * angle), 1.0))
        parts.append(move(grown, (0.43 * cos(angle), 0.05, 0.43 * sin(angle))))
    log = tube([(0.33, 0.04, 0), (0.02, 0.3, 0)], [0.05, 0.04], sides=7)
    parts.append(ring(log, 5, start_deg=20))
    parts += [
        flame(0.12, 0.52, (0, 0.1, 0)),
        flame(0.08, 0.36, (0.1, 0.08, 0.06)),
        flame(0.08, 0.32, (-0.09, 0.08, -0.05)),
    ]
    return scale(join(parts), (w, h / 0.62, d))


HEARTH = (
    Archetype(
        id="fireplace",
        name_en="fireplace",
        name_ko="벽난로",
        keywords=("hearth", "chimney", "mantelpiece", "ingle", "난로", "화로", "아궁이"),
        category="hearth",
        role="furniture_wall",
        size=(1.7, 1.6, 0.55),
        materials=("stone", "black", "wood_dark", "flame"),
        build=meshed(_fireplace),
        solids=_fireplace_solids,
        surfaces=_fireplace_surfaces,
        access=("front",),
        tags=("light", "flame"),
    ),
    Archetype(
        id="cauldron",
        name_en="cauldron",
        name_ko="가마솥",
        keywords=("witch's pot", "kettle pot", "iron pot", "마녀 솥", "무쇠솥"),
        category="hearth",
        role="furniture_floor",
        size=(0.7, 0.6, 0.7),
        materials=("iron", "leaf"),
        build=meshed(_cauldron),
    ),
    Archetype(
        id="campfire",
        name_en="campfire",
        name_ko="모닥불",
        keywords=("bonfire", "fire", "fire pit", "화톳불", "캠프파이어", "불"),
        category="light",
        role="effect",
        size=(1.0, 0.62, 1.0),
        materials=("wood_dark", "flame", "stone"),
        build=meshed(_campfire),
        tags=("light", "flame", "outdoor"),
    ),
)
