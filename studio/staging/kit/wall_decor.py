"""What hangs on walls: mirrors, pictures, clocks, banners, curtains."""

from __future__ import annotations

from math import cos, pi, sin

import numpy as np

from studio.model.stage import Size
from studio.staging.kit.archetype import Archetype, meshed
from studio.staging.kit.geometry import Part, box, cylinder, extrude, lathe, loft, tube
from studio.staging.kit.operators import both_sides, extent, join, move, scale, turn


def _moulding(w: float, h: float, d: float, *, edge: float, slot: int = 0) -> Part:
    """A picture frame: four mitred lengths that slope in towards the picture."""
    corners = [(-1, -1), (1, -1), (1, 1), (-1, 1)]
    section = [(0.0, 0.0), (0.0, 0.72), (0.25, 1.0), (0.55, 0.8), (1.0, 0.35), (1.0, 0.0)]
    rings = np.array(
        [[(sx * (w / 2 - u * edge), sy * (h / 2 - u * edge), v * d - d / 2) for u, v in section] for sx, sy in corners]
    )
    return move(loft(rings[:, ::-1], closed=True, slot=slot, crease_deg=20), (0, h / 2, 0))


def _painting(size: Size) -> Part:
    """A landscape in a moulded frame: sky, hills, a low sun."""
    w, h, d = size
    edge = min(0.07, 0.14 * min(w, h))
    inner_w, inner_h = w - 1.9 * edge, h - 1.9 * edge
    z = -0.2 * d
    hills = [
        (-0.5, -0.5),
        (0.5, -0.5),
        (0.5, -0.12),
        (0.3, 0.04),
        (0.12, -0.08),
        (-0.1, 0.12),
        (-0.3, -0.02),
        (-0.5, 0.06),
    ]
    return join(
        _moulding(w, h, d, edge=edge),
        box((inner_w, inner_h, 0.3 * d), (0, (h - inner_h) / 2, z), bevel=0.0, slot=1),
        extrude([(x * inner_w, y * inner_h) for x, y in hills], 0.1 * d, (0, h / 2, z + 0.18 * d), slot=2),
        extrude(
            [(0.09 * inner_h * cos(a), 0.09 * inner_h * sin(a)) for a in np.arange(12) * pi / 6],
            0.06 * d,
            (0.2 * inner_w, h / 2 + 0.24 * inner_h, z + 0.17 * d),
            slot=3,
        ),
    )


def _mirror(size: Size) -> Part:
    w, h, d = size
    edge = min(0.07, 0.12 * min(w, h))
    glass = box((w - 1.9 * edge, h - 1.9 * edge, 0.3 * d), (0, 0.95 * edge, -0.2 * d), bevel=0.0, slot=1)
    shine = box((0.02 * w + 0.01, 0.34 * h, 0.05 * d), bevel=0.0, slot=2)
    glints = [move(turn(shine, z_deg=-28), (x * w, y * h, -0.03 * d)) for x, y in ((-0.2, 0.42), (-0.1, 0.36))]
    return join(_moulding(w, h, d, edge=edge), glass, glints)


def _clock(size: Size) -> Part:
    """A round wall clock at ten past ten."""
    w, h, d = size
    r = min(w, h) / 2
    rim = turn(
        lathe(
            [(0, 0), (r, 0), (r, 0.8 * d), (0.94 * r, d), (0.86 * r, 0.8 * d), (0.86 * r, 0.6 * d), (0, 0.6 * d)],
            sides=32,
        ),
        x_deg=90,
    )
    face = turn(lathe([(0, 0), (0.87 * r, 0), (0.87 * r, 0.64 * d), (0, 0.64 * d)], sides=32, slot=1), x_deg=90)
    parts = [rim, face]
    for hour in range(12):
        long = 0.14 if hour % 3 == 0 else 0.08
        mark = box((0.045 * r, long * r, 0.02 * d), (0, (0.82 - long) * r, 0.66 * d), bevel=0.0, slot=2)
        parts.append(turn(mark, z_deg=30 * hour))
    parts.append(turn(box((0.06 * r, 0.5 * r, 0.03 * d), (0, -0.04 * r, 0.7 * d), bevel=0.0, slot=2), z_deg=55))
    parts.append(turn(box((0.045 * r, 0.74 * r, 0.03 * d), (0, -0.04 * r, 0.74 * d), bevel=0.0, slot=2), z_deg=-60))
    parts.append(turn(cylinder(0.05 * r, 0.05 * d, (0, 0.72 * d, 0), sides=10, slot=2), x_deg=90))
    return move(scale(join(parts), (w / (2 * r), h / (2 * r), 1)), (0, h / 2, -d / 2))


def drape(w: float, h: float, d: float, *, folds: int, slot: int = 0) -> Part:
    """A cloth of breadth ``w`` from its left edge at x = 0, hanging from the floor to ``h`` in folds ``d`` deep."""
    steps = folds * 4
    thick = min(0.018, 0.3 * d)
    deep = (d - thick) / 2
    wave = [(w * t / steps, deep * sin(2 * pi * folds * t / steps) + thick / 2) for t in range(steps + 1)]
    outline = [(x, -z) for x, z in wave] + [(x, thick - z) for x, z in reversed(wave)]
    return turn(extrude(outline, h, (0, 0, -h / 2), slot=slot, crease_deg=70), x_deg=-90, about=(0, 0, 0))


def _curtain(size: Size) -> Part:
    """Two drapes gathered in folds on a rod with finials."""
    w, h, d = size
    rod_y = h - 0.032
    cloth = drape(0.36 * w, rod_y - 0.01, 0.9 * d, folds=max(3, round(w / 0.35)))
    _, high = extent(cloth)
    cloth = move(cloth, (0.115 * w, rod_y - 0.01 - float(high[1]), 0))
    rod = tube([(-w / 2 + 0.03, rod_y, 0), (w / 2 - 0.03, rod_y, 0)], 0.014, sides=8, slot=1)
    knob = turn(lathe([(0, 0), (0.014, 0.0), (0.03, 0.02), (0.02, 0.045), (0, 0.05)], sides=10, slot=1), z_deg=-90)
    return join(both_sides(cloth), rod, both_sides(move(knob, (w / 2 - 0.05, rod_y, 0))))


def _banner(size: Size) -> Part:
    """A swallow-tailed cloth with a device, hung from a rod."""
    w, h, d = size
    tail = min(0.24 * w, 0.2 * h)
    rod_y = h - 0.02
    cloth_w = 0.9 * w
    outline = [(-cloth_w / 2, 0), (0, tail), (cloth_w / 2, 0), (cloth_w / 2, rod_y), (-cloth_w / 2, rod_y)]
    cloth = extrude(outline, 0.012, (0, 0, 0))
    band = [(-0.42 * w, 0.06 * h), (0, tail + 0.06 * h), (0.42 * w, 0.06 * h), (0.42 * w, 0.09 * h)]
    band += [(0, tail + 0.09 * h), (-0.42 * w, 0.09 * h)]
    r = 0.24 * w
    shield = [
        (-r, 0.55 * r),
        (-r, 0.0),
        (-0.62 * r, -0.75 * r),
        (0, -1.25 * r),
        (0.62 * r, -0.75 * r),
        (r, 0.0),
        (r, 0.55 * r),
    ]
    shield += [(0, 0.85 * r)]
    return join(
        cloth,
        extrude(band, 0.018, slot=1),
        extrude(shield[::1], 0.02, (0, 0.58 * h, 0), slot=1),
        tube([(-w / 2 + 0.015, rod_y, 0), (w / 2 - 0.015, rod_y, 0)], min(0.018, d / 2), sides=8, slot=2),
        both_sides(box((0.03, 0.036, min(0.036, d)), (w / 2 - 0.015, rod_y - 0.018, 0), bevel=0.006, slot=2)),
    )


def _tapestry(size: Size) -> Part:
    w, h, d = size
    rod_y = h - 0.02
    parts = [
        box((0.92 * w, rod_y - 0.05, 0.014), (0, 0.05, 0), bevel=0.0),
        box((0.8 * w, 0.84 * rod_y, 0.02), (0, 0.1 * h, 0), bevel=0.0, slot=1),
        tube([(-w / 2, rod_y, 0), (w / 2, rod_y, 0)], min(0.018, d / 2), sides=8, slot=2),
    ]
    for row in range(3):
        for column in range(2):
            r = 0.09 * w
            diamond = [(-r, 0), (0, -1.4 * r), (r, 0), (0, 1.4 * r)]
            parts.append(extrude(diamond, 0.026, ((column - 0.5) * 0.36 * w, (0.28 + 0.24 * row) * h, 0)))
    fringe = box((0.02 * w, 0.05, 0.012), bevel=0.0, slot=1)
    parts += [move(fringe, ((place / 15 - 0.5) * 0.88 * w, 0, 0)) for place in range(16)]
    return join(parts)


WALL_DECOR = (
    Archetype(
        id="painting",
        name_en="painting",
        name_ko="그림",
        keywords=(
            "picture",
            "portrait",
            "poster",
            "artwork",
            "액자",
            "초상화",
            "사진",
            "포스터",
        ),
        category="wall",
        role="furniture_wall",
        size=(0.9, 0.65, 0.04),
        materials=("brass", "paper", "leaf", "orange"),
        build=meshed(_painting),
        attach="wall",
        tags=("wall_flush", "eye_height"),
    ),
    Archetype(
        id="mirror",
        name_en="mirror",
        name_ko="거울",
        keywords=("looking glass", "wall mirror", "full-length mirror", "벽거울", "전신거울"),
        category="wall",
        role="furniture_wall",
        size=(0.6, 1.1, 0.04),
        materials=("brass", "glass", "white"),
        build=meshed(_mirror),
        attach="wall",
        tags=("wall_flush", "eye_height"),
    ),
    Archetype(
        id="clock",
        name_en="wall clock",
        name_ko="벽시계",
        keywords=("clock", "station clock", "시계", "괘종시계", "원형 시계"),
        category="wall",
        role="furniture_wall",
        size=(0.36, 0.36, 0.06),
        materials=("wood_dark", "paper", "black"),
        build=meshed(_clock),
        attach="wall",
        tags=("wall_flush", "eye_height"),
    ),
    Archetype(
        id="banner",
        name_en="banner",
        name_ko="배너",
        keywords=("flag", "pennant", "heraldic banner", "standard", "깃발", "현수막", "휘장", "문장기"),
        category="wall",
        role="decoration_hanging",
        size=(0.9, 2.4, 0.05),
        materials=("cloth_red", "gold", "wood_dark"),
        build=meshed(_banner),
        attach="wall",
        tags=("wall_flush", "grand"),
    ),
    Archetype(
        id="tapestry",
        name_en="tapestry",
        name_ko="태피스트리",
        keywords=("wall hanging", "wall carpet", "arras", "벽걸이 융단", "벽걸이 천"),
        category="wall",
        role="decoration_hanging",
        size=(1.4, 1.8, 0.04),
        materials=("cloth_red", "sand", "wood_dark"),
        build=meshed(_tapestry),
        attach="wall",
        tags=("wall_flush",),
    ),
    Archetype(
        id="curtain",
        name_en="curtain",
        name_ko="커튼",
        keywords=("drapes", "curtains", "stage curtain", "veil", "휘장막", "장막", "블라인드"),
        category="wall",
        role="furniture_wall",
        size=(1.8, 2.3, 0.14),
        materials=("cloth_red", "brass"),
        build=meshed(_curtain),
        attach="wall",
        tags=("wall_flush", "soft"),
    ),
)
