"""A harbour: nets, ropes, an anchor, a buoy, bollards, a jetty, the lighthouse."""

from __future__ import annotations

from math import cos, pi, sin

import numpy as np

from studio.model.stage import Box3, Size
from studio.staging.kit.archetype import Archetype, meshed, stretched
from studio.staging.kit.geometry import Part, ball, box, curve, cylinder, extrude, lathe, torus, tube
from studio.staging.kit.occupancy import solid, whole_top
from studio.staging.kit.operators import both_sides, join, move, ring, scale, turn


def _rope_coil(size: Size) -> Part:
    """Turns of thick rope laid in a flat coil, the end trailing."""
    w, h, d = size
    turns, layers = 3, max(2, round(h / 0.05))
    thick = h / (2 * layers)
    path = []
    for layer in range(layers):
        for step in range(turns * 14):
            t = step / 14
            around = 2 * pi * t
            r = 0.5 * w - thick - (t if layer % 2 == 0 else turns - t) * 2 * thick * 0.9
            path.append((r * cos(around), thick * (2 * layer + 1), r * sin(around)))
    tail = [(0.52 * w, thick * 1.2, 0.1 * d), (0.5 * w, thick, 0.28 * d), (0.36 * w, thick, 0.48 * d)]
    coil = tube(path, thick, sides=5)
    return join(coil, tube(curve(tail, 3), thick, sides=5))


def _net() -> Part:
    """A heaped fishing net: crossing cords over a mound, with cork floats along the edge."""
    cords = []

    def height(x: float, z: float) -> float:
        away = (x * x + z * z) ** 0.5
        return max(0.02, 0.85 * (1 - away) ** 1.2 + 0.06 * sin(9 * x + 4 * z)) if away < 1 else 0.02

    for place in range(-6, 7):
        u = place / 6.5
        reach = (1 - u * u) ** 0.5
        steps = np.linspace(-reach, reach, 9).tolist()
        cords.append(tube([(u, height(u, t), t) for t in steps], 0.016, sides=3))
        cords.append(tube([(t, height(t, u), u) for t in steps], 0.016, sides=3))
    float_ = ball(0.075, sides=7, rows=4, slot=1)
    floats = [move(float_, (0.93 * cos(a), 0.075, 0.93 * sin(a))) for a in (0.2, 0.9, 1.5, 2.3, 3.1, 3.9, 4.6, 5.5)]
    return join(cords, floats)


def _anchor(size: Size) -> Part:
    """An admiralty anchor standing on its crown."""
    w, h, d = size
    thick = 0.035 * h
    arm = curve([(0, 0.03 * h, 0), (0.22 * w, 0.05 * h, 0), (0.4 * w, 0.16 * h, 0), (0.47 * w, 0.3 * h, 0)], 2)
    fluke = extrude([(-0.09 * w, 0), (0.07 * w, -0.02 * h), (0.03 * w, 0.14 * h)], 0.5 * d, (0.43 * w, 0.24 * h, 0))
    loop = turn(torus(0.07 * h, 0.4 * thick, sides=16, around=5), x_deg=90)
    stock = tube([(0, 0.8 * h, -0.5 * d), (0, 0.8 * h, 0.5 * d)], 0.6 * thick, sides=7)
    return join(
        tube([(0, 0, 0), (0, 0.9 * h, 0)], [1.3 * thick, 0.9 * thick], sides=8),
        both_sides(
            join(
                tube(
                    arm, [1.2 * thick, 1.15 * thick, 1.1 * thick, thick, 0.9 * thick, 0.8 * thick, 0.5 * thick], sides=7
                ),
                fluke,
            )
        ),
        stock,
        both_sides(ball(0.9 * thick, (0, 0.8 * h, 0.5 * d - 0.9 * thick), sides=8, rows=5), axis=2),
        move(loop, (0, h - 0.07 * h - 0.4 * thick, 0)),
    )


def _buoy() -> Part:
    """A cone buoy with a cage and a lamp on top."""
    leg = tube([(0.3, 0.4, 0), (0.1, 0.86, 0)], 0.02, sides=5, slot=1)
    return join(
        lathe([(0, 0), (0.34, 0), (0.5, 0.14), (0.5, 0.24), (0.38, 0.4), (0, 0.42)], sides=20),
        lathe([(0, 0.17), (0.508, 0.17), (0.508, 0.22), (0, 0.22)], sides=20, slot=1),
        ring(leg, 4, start_deg=45),
        torus(0.19, 0.016, (0, 0.64, 0), sides=16, around=5, slot=1),
        lathe(
            [(0, 0.86), (0.14, 0.86), (0.14, 0.88), (0.07, 0.885), (0.07, 0.95), (0.09, 0.955), (0, 1.0)],
            sides=12,
            slot=2,
        ),
    )


def _bollard() -> Part:
    return lathe(
        [(0, 0), (0.5, 0), (0.5, 0.08), (0.34, 0.14), (0.3, 0.62), (0.46, 0.72), (0.48, 0.84), (0.36, 0.96), (0, 1)],
        sides=20,
        crease_deg=40,
    )


def _jetty(size: Size) -> Part:
    """Planks on beams and piles, running front to back."""
    w, h, d = size
    board = 0.05
    count = max(4, round(d / 0.24))
    pitch = d / count
    spans = max(1, round(d / 2.2))
    pile = cylinder(0.11, h * 0.98, sides=8, slot=1)
    piles = [both_sides(move(pile, (w / 2 - 0.14, 0, (place / spans - 0.5) * (d - 0.3)))) for place in range(spans + 1)]
    return join(
        [
            box((w, board, pitch - 0.02), (0.0, h - board, (place + 0.5) * pitch - d / 2), bevel=0.0)
            for place in range(count)
        ],
        both_sides(box((0.12, 0.16, d - 0.02), (w / 2 - 0.3, h - board - 0.16, 0), bevel=0.01, slot=1)),
        [
            box((w - 0.02, 0.14, 0.12), (0, h - board - 0.3, (place / spans - 0.5) * (d - 0.3)), bevel=0.0, slot=1)
            for place in range(spans + 1)
        ],
        piles,
    )


def _lighthouse(size: Size) -> Part:
    """A banded tower with a gallery, a lit lantern room, a cap and a door."""
    w, h, d = size
    r = 0.4 * w
    body, room = 0.76 * h, 0.12 * h
    bands = 5
    parts = [lathe([(0, 0), (0.5 * w, 0), (0.5 * w, 0.02 * h), (0.44 * w, 0.03 * h), (0, 0.03 * h)], sides=24, slot=2)]
    for band in range(bands):
        low, high = band / bands, (band + 1) / bands
        a, b = r * (1 - 0.4 * low), r * (1 - 0.4 * high)
        parts.append(
            lathe([(0, low * body), (a, low * body), (b, high * body), (0, high * body)], sides=24, slot=band % 2)
        )
    top = 0.6 * r
    post = box((0.03, 0.05 * h, 0.03), (1.26 * top, body + 0.02 * h, 0), bevel=0.0, slot=2)
    door = join(box((0.34 * r, 0.11 * h, 0.1), (0, 0.02 * h, r - 0.04), bevel=0.02, slot=2))
    window = box((0.16 * r, 0.04 * h, 0.06), (0, 0, 0), bevel=0.0, slot=2)
    return scale(
        join(
            parts,
            lathe(
                [
                    (0, body),
                    (1.0 * top, body),
                    (1.38 * top, body + 0.014 * h),
                    (1.38 * top, body + 0.022 * h),
                    (0, body + 0.022 * h),
                ],
                sides=24,
                slot=2,
            ),
            ring(post, 16),
            torus(1.26 * top, 0.02 * w * 0.4, (0, body + 0.07 * h, 0), sides=24, around=4, slot=2),
            lathe([(0, body), (0.72 * top, body), (0.72 * top, body + room), (0, body + room)], sides=12, slot=3),
            ring(box((0.05, room, 0.05), (0.73 * top, body, 0), bevel=0.0, slot=2), 8),
            lathe(
                [
                    (0, body + room),
                    (0.95 * top, body + room),
                    (0.9 * top, body + room + 0.01 * h),
                    (0.5 * top, h - 0.06 * h),
                    (0.12 * top, h - 0.035 * h),
                    (0.14 * top, h - 0.02 * h),
                    (0, h),
                ],
                sides=16,
                slot=1,
            ),
            door,
            [move(window, (0, y * h, r * (1 - 0.4 * y / 0.76) - 0.02)) for y in (0.3, 0.5, 0.66)],
        ),
        (1, 1, d / w),
    )


def _lighthouse_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    return (
        solid((w, 0.03 * h, d)),
        solid((0.8 * w, 0.4 * h, 0.8 * d), (0, 0.03 * h, 0)),
        solid((0.68 * w, 0.57 * h, 0.68 * d), (0, 0.43 * h, 0)),
    )


def _life_ring() -> Part:
    """A life ring for the wall, banded."""
    hoop = turn(torus(0.37, 0.13, sides=24, around=8), x_deg=90)
    bands = [
        turn(
            move(scale(turn(torus(0.132, 0.02, sides=10, around=4, slot=1), z_deg=90), (2.4, 1, 1)), (0, 0.37, 0)),
            z_deg=45 + 90 * place,
        )
        for place in range(4)
    ]
    return join(hoop, bands)


HARBOUR = (
    Archetype(
        id="rope_coil",
        name_en="coil of rope",
        name_ko="밧줄",
        keywords=("rope", "rope coil", "hawser", "cable", "로프", "밧줄 뭉치", "동아줄"),
        category="harbour",
        role="furniture_floor",
        size=(0.6, 0.15, 0.6),
        materials=("sand",),
        build=meshed(_rope_coil),
    ),
    Archetype(
        id="net",
        name_en="fishing net",
        name_ko="그물",
        keywords=("net", "nets", "trawl", "어망", "고기잡이 그물"),
        category="harbour",
        role="furniture_floor",
        size=(1.3, 0.42, 1.2),
        materials=("cloth_green", "orange"),
        build=stretched(_net),
    ),
    Archetype(
        id="anchor",
        name_en="anchor",
        name_ko="닻",
        keywords=("ship's anchor", "앵커"),
        category="harbour",
        role="furniture_floor",
        size=(0.9, 1.3, 0.5),
        materials=("iron",),
        build=meshed(_anchor),
    ),
    Archetype(
        id="buoy",
        name_en="buoy",
        name_ko="부표",
        keywords=("marker buoy", "float", "부이"),
        category="harbour",
        role="furniture_floor",
        size=(1.0, 1.7, 1.0),
        materials=("cloth_red", "white", "lamp"),
        build=stretched(_buoy),
        tags=("outdoor",),
    ),
    Archetype(
        id="bollard",
        name_en="bollard",
        name_ko="계선주",
        keywords=("mooring post", "mooring bollard", "볼라드", "말뚝"),
        category="harbour",
        role="furniture_floor",
        size=(0.36, 0.5, 0.36),
        materials=("iron",),
        build=stretched(_bollard),
        tags=("outdoor",),
    ),
    Archetype(
        id="jetty",
        name_en="jetty",
        name_ko="부두",
        keywords=("pier", "dock", "wharf", "boardwalk", "선착장", "잔교", "나루"),
        category="harbour",
        role="structure",
        size=(2.0, 0.8, 5.0),
        materials=("wood", "wood_dark"),
        build=meshed(_jetty),
        surfaces=whole_top,
        tags=("outdoor",),
    ),
    Archetype(
        id="lighthouse",
        name_en="lighthouse",
        name_ko="등대",
        keywords=("beacon tower", "light tower", "등대탑"),
        category="structure",
        role="structure",
        size=(4.0, 12.0, 4.0),
        materials=("white", "cloth_red", "stone_dark", "lamp"),
        build=meshed(_lighthouse),
        solids=_lighthouse_solids,
        tags=("outdoor", "tall", "light"),
    ),
    Archetype(
        id="life_ring",
        name_en="life ring",
        name_ko="구명환",
        keywords=("lifebuoy", "life preserver", "구명 튜브", "튜브"),
        category="harbour",
        role="furniture_wall",
        size=(0.7, 0.7, 0.14),
        materials=("white", "cloth_red"),
        build=stretched(_life_ring),
        attach="wall",
        tags=("wall_flush",),
    ),
)
