"""What grows and what lies outdoors: trees, bushes, flowers, rocks."""

from __future__ import annotations

from math import cos, pi, sin

import numpy as np

from studio.model.stage import Box3, Size
from studio.staging.kit.archetype import Archetype, meshed, stretched
from studio.staging.kit.geometry import Part, Vec3, curve, ellipsoid, lathe, tube
from studio.staging.kit.occupancy import solid
from studio.staging.kit.operators import join, move, ring, scale, turn

GOLDEN_DEG = 137.508


def _rough(shape: Part, amount: float, *, frequency: float, seed: float = 0.0) -> Part:
    """The part with its surface lifted and sunk by a smooth, repeatable pattern about its middle."""
    middle = shape.points.mean(axis=0)
    away = shape.points - middle
    x, y, z = ((shape.points + seed) * frequency).T
    lift = np.sin(x * 1.7 + 0.6 * y) * np.cos(z * 1.3 + y) + 0.5 * np.sin(2.3 * y - 1.9 * z + x)
    return Part(middle + away * (1 + amount * lift)[:, None], shape.faces, shape.slots, shape.creases)


def _crown(radii: Vec3, at: Vec3, *, slot: int, seed: float, sides: int = 12, rows: int = 7) -> Part:
    """A clump of leaves: a lumpy ellipsoid with edges where the lumps meet."""
    clump = _rough(ellipsoid(radii, sides=sides, rows=rows, slot=slot), 0.13, frequency=4.2 / max(radii), seed=seed)
    return move(clump, at)


def _tree(size: Size) -> Part:
    """A broad tree: a trunk that forks, six clumps of leaves."""
    w, h, d = size
    trunk = curve([(0, 0, 0), (0.02 * w, 0.16 * h, 0), (-0.01 * w, 0.36 * h, 0.01 * w), (0, 0.6 * h, 0)], 2)
    thick = [0.075, 0.055, 0.048, 0.045, 0.04, 0.032, 0.024]
    boughs = [
        tube(
            curve(
                [
                    (0, y * h, 0),
                    (0.14 * w * cos(a), (y + 0.12) * h, 0.14 * w * sin(a)),
                    (0.26 * w * cos(a), (y + 0.2) * h, 0.26 * w * sin(a)),
                ],
                2,
            ),
            [0.03 * w, 0.026 * w, 0.02 * w, 0.016 * w, 0.01 * w],
            sides=5,
        )
        for y, a in ((0.32, 0.3), (0.36, 2.4), (0.4, 4.3))
    ]
    clumps = [
        ((0.30, 0.21, 0.30), (0.0, 0.78, 0.0)),
        ((0.24, 0.16, 0.24), (0.24, 0.62, 0.06)),
        ((0.23, 0.16, 0.23), (-0.22, 0.64, 0.12)),
        ((0.24, 0.15, 0.23), (-0.05, 0.6, -0.24)),
        ((0.2, 0.14, 0.2), (0.06, 0.56, 0.26)),
    ]
    leaves = [
        _crown((rx * w, ry * h, rz * w), (x * w, y * h, z * w), slot=1, seed=place * 1.7)
        for place, ((rx, ry, rz), (x, y, z)) in enumerate(clumps)
    ]
    root = ring(
        tube(
            [(0.03 * w, 0.06 * h, 0), (0.075 * w, 0.015 * h, 0), (0.11 * w, 0, 0)],
            [0.03 * w, 0.02 * w, 0.01 * w],
            sides=5,
        ),
        4,
        start_deg=20,
    )
    return scale(join(tube(trunk, [t * w * 0.9 for t in thick], sides=9), root, boughs, leaves), (1, 1, d / w))


def _tree_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    return (solid((0.22 * w, 0.42 * h, 0.22 * d)), solid((w, 0.58 * h, d), (0, 0.42 * h, 0)))


def _pine(size: Size) -> Part:
    """A fir of five tiers, each a star of drooping boughs."""
    w, h, d = size
    parts = [lathe([(0, 0), (0.05 * w, 0), (0.02 * w, 0.9 * h), (0, 0.9 * h)], sides=8)]
    tiers = 6
    for tier in range(tiers):
        share = tier / tiers
        low, high = (0.12 + 0.74 * share) * h, (0.12 + 0.74 * share + 0.27) * h
        reach = 0.5 * w * (1 - 0.86 * share)
        sides = 14
        skirt = lathe(
            [(0, low + 0.035 * h), (reach, low), (0.42 * reach, low + 0.45 * (high - low)), (0, min(high, h))],
            sides=sides,
            slot=1,
        )
        points = skirt.points.copy()
        out = np.hypot(points[:, 0], points[:, 2]) > 0.9 * reach
        angle = np.arctan2(points[:, 2], points[:, 0])
        dent = np.where(np.rint(angle / (2 * pi / sides)).astype(int) % 2 == 0, 1.0, 0.72)
        points[out, 0] *= dent[out]
        points[out, 2] *= dent[out]
        parts.append(turn(Part(points, skirt.faces, skirt.slots, skirt.creases), y_deg=tier * 26.0))
    return scale(join(parts), (1, 1, d / w))


def _pine_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    return (
        solid((0.14 * w, 0.12 * h, 0.14 * d)),
        solid((w, 0.4 * h, d), (0, 0.12 * h, 0)),
        solid((0.6 * w, 0.48 * h, 0.6 * d), (0, 0.52 * h, 0)),
    )


def _bush() -> Part:
    """A shrub: a dark dome with leaves all over it, so that its outline is leaves and not a stone's."""
    leaves = 54
    parts = [_crown((0.36, 0.42, 0.36), (0, 0.36, 0), slot=0, seed=1.4, sides=10, rows=6)]
    for place in range(leaves):
        rise = 1.0 - 1.5 * (place + 0.5) / leaves
        angle, out = GOLDEN_DEG * place * pi / 180, (1.0 - rise * rise) ** 0.5
        away = (out * cos(angle), rise + 0.15, out * sin(angle))
        root = (0.3 * away[0], 0.34 + 0.36 * away[1], 0.3 * away[2])
        reach = 0.2 + 0.05 * (place % 4) / 4
        middle = (
            root[0] + 0.5 * reach * away[0],
            root[1] + 0.5 * reach * away[1] + 0.02,
            root[2] + 0.5 * reach * away[2],
        )
        tip = (root[0] + reach * away[0], root[1] + reach * away[1] - 0.03, root[2] + reach * away[2])
        across = (-sin(angle), 0.0, cos(angle))
        parts.append(
            tube([root, middle, tip], [(0.03, 0.01), (0.075, 0.012), (0.006, 0.004)], sides=4, side_hint=across)
        )
    return join(parts)


def _leaf_blade(length: float, breadth: float, *, rise_deg: float, slot: int) -> Part:
    """A bowed, pointed leaf that grows outward along +X."""
    spine = curve([(0, 0, 0), (0.45 * length, 0.28 * length, 0), (length, 0.12 * length, 0)], 3)
    widths = [0.2, 0.6, 0.9, 1.0, 0.85, 0.5, 0.08]
    blade = tube(spine, [(0.5 * breadth * share, 0.003) for share in widths], sides=4, side_hint=(0, 0, 1), slot=slot)
    return turn(blade, z_deg=rise_deg)


def _potted_plant(size: Size) -> Part:
    """A leafy house plant in a terracotta pot."""
    w, h, d = size
    pot = min(0.34 * h, 0.7 * w)
    r = min(0.3 * w, 0.6 * pot)
    vessel = lathe(
        [
            (0, 0),
            (0.7 * r, 0),
            (0.92 * r, 0.78 * pot),
            (r, 0.78 * pot),
            (r, pot),
            (0.9 * r, pot),
            (0.84 * r, 0.88 * pot),
            (0, 0.88 * pot),
        ],
        sides=18,
    )
    leaves = []
    for place in range(15):
        share = place / 14
        length = (0.52 - 0.1 * share) * w
        stem = (h - pot) * (0.1 + 0.52 * share)
        leaf = _leaf_blade(length, 0.2 * w, rise_deg=6 + 66 * share, slot=1)
        leaves.append(turn(move(leaf, (0, pot + stem, 0)), y_deg=GOLDEN_DEG * place))
    stalk = tube(
        [(0, 0.85 * pot, 0), (0.01, pot + 0.3 * (h - pot), 0.01), (0, pot + 0.66 * (h - pot), 0)],
        0.014 * w + 0.003,
        sides=6,
        slot=1,
    )
    return scale(join(vessel, stalk, leaves), (1, 1, d / w))


def _flower(radius: float, *, slot: int) -> Part:
    petal = lathe([(0, -0.1), (0.5, -0.05), (0.5, 0.05), (0, 0.1)], sides=6, slot=slot)
    petals = [
        turn(
            move(scale(petal, (0.9 * radius, 0.8 * radius, 0.6 * radius)), (0.62 * radius, 0, 0)),
            z_deg=18,
            y_deg=72.0 * place,
        )
        for place in range(5)
    ]
    heart = ellipsoid((0.3 * radius, 0.24 * radius, 0.3 * radius), (0, 0.08 * radius, 0), sides=8, rows=4, slot=3)
    return join(petals, heart)


def _flower_vase(size: Size) -> Part:
    """Seven flowers in a glazed vase."""
    w, h, d = size
    pot = 0.48 * h
    r = min(0.26 * w, 0.5 * pot)
    vase = lathe(
        [
            (0, 0),
            (0.56 * r, 0),
            (0.6 * r, 0.03 * pot),
            (0.98 * r, 0.4 * pot),
            (0.86 * r, 0.66 * pot),
            (0.46 * r, 0.86 * pot),
            (0.62 * r, pot),
            (0.52 * r, pot),
            (0.38 * r, 0.86 * pot),
            (0, 0.8 * pot),
        ],
        sides=20,
        crease_deg=50,
    )
    parts = [vase]
    for place in range(7):
        angle = GOLDEN_DEG * place * pi / 180
        spread = 0.0 if place == 0 else (0.24 if place < 4 else 0.36) * w
        top = h * (0.93 if place == 0 else 0.86 if place < 4 else 0.72)
        x, z = spread * cos(angle), spread * sin(angle)
        stem = tube(
            [(0, 0.85 * pot, 0), (0.35 * x, 0.5 * (pot + top), 0.35 * z), (x, top, z)],
            0.004 + 0.006 * w,
            sides=5,
            slot=1,
        )
        lean = 0 if place == 0 else 30
        parts += [
            stem,
            move(turn(turn(_flower(0.13 * w, slot=2), z_deg=-lean), y_deg=-GOLDEN_DEG * place), (x, top, z)),
        ]
    return scale(join(parts), (1, 1, d / w))


def _rock() -> Part:
    """A boulder: flat facets and a broad foot."""
    stone = _rough(ellipsoid((0.5, 0.42, 0.46), sides=9, rows=6), 0.16, frequency=4.6, seed=0.8)
    points = stone.points.copy()
    points[:, 1] = np.maximum(points[:, 1], -0.24)
    return Part(points, stone.faces, stone.slots, np.full(len(stone.faces), cos(16 * pi / 180)))


def _rocks() -> Part:
    one = _rock()
    low = [
        ((0.62, 0.95, 0.7), (-0.14, 0.24, -0.04), 0),
        ((0.44, 0.6, 0.5), (0.28, 0.15, 0.1), 70),
        ((0.34, 0.4, 0.34), (-0.06, 0.1, 0.34), 150),
        ((0.22, 0.26, 0.24), (0.4, 0.06, -0.24), 220),
    ]
    return join([move(scale(turn(one, y_deg=angle), by), at) for by, at, angle in low])


def _grass() -> Part:
    """A tuft of blades."""
    parts = []
    for place in range(26):
        angle, out = GOLDEN_DEG * place * pi / 180, 0.34 * (place / 26) ** 0.5
        tall = 0.95 - 0.45 * (place % 5) / 5
        x, z = out * cos(angle), out * sin(angle)
        blade = tube(
            [(x, 0, z), (1.25 * x, 0.6 * tall, 1.25 * z), (1.7 * x, tall, 1.7 * z)], [0.028, 0.02, 0.003], sides=4
        )
        parts.append(blade)
    return join(parts)


PLANTS = (
    Archetype(
        id="tree",
        name_en="tree",
        name_ko="나무",
        keywords=("oak", "maple", "apple tree", "cherry tree", "willow", "참나무", "단풍나무", "벚나무", "느티나무"),
        category="plant",
        role="structure",
        size=(3.6, 5.2, 3.6),
        materials=("wood_dark", "leaf"),
        build=meshed(_tree),
        solids=_tree_solids,
        tags=("outdoor", "tall"),
    ),
    Archetype(
        id="pine",
        name_en="pine tree",
        name_ko="소나무",
        keywords=("pine", "fir", "spruce", "christmas tree", "conifer", "전나무", "크리스마스 트리", "침엽수"),
        category="plant",
        role="structure",
        size=(2.6, 5.0, 2.6),
        materials=("wood_dark", "cloth_green"),
        build=meshed(_pine),
        solids=_pine_solids,
        tags=("outdoor", "tall"),
    ),
    Archetype(
        id="bush",
        name_en="bush",
        name_ko="덤불",
        keywords=("shrub", "thicket", "관목", "수풀", "풀숲"),
        category="plant",
        role="furniture_floor",
        size=(1.1, 0.85, 1.0),
        materials=("leaf",),
        build=stretched(_bush),
        tags=("outdoor",),
    ),
    Archetype(
        id="potted_plant",
        name_en="potted plant",
        name_ko="화분",
        keywords=("house plant", "plant", "plant pot", "fern", "식물", "관엽식물", "화초"),
        category="plant",
        role="furniture_floor",
        size=(0.6, 1.0, 0.6),
        materials=("brick", "leaf"),
        build=meshed(_potted_plant),
    ),
    Archetype(
        id="flower_vase",
        name_en="vase of flowers",
        name_ko="꽃병",
        keywords=("vase", "flowers", "bouquet", "flower vase", "꽃", "꽃다발", "화병"),
        category="plant",
        role="decoration_surface",
        size=(0.3, 0.46, 0.3),
        materials=("cloth_blue", "leaf", "pink", "yellow"),
        build=meshed(_flower_vase),
        attach="surface",
    ),
    Archetype(
        id="rock",
        name_en="rock",
        name_ko="바위",
        keywords=("boulder", "stone", "large stone", "돌", "암석", "돌멩이"),
        category="nature",
        role="furniture_floor",
        size=(1.2, 0.8, 1.0),
        materials=("stone_dark",),
        build=stretched(_rock),
        tags=("outdoor",),
    ),
    Archetype(
        id="rocks",
        name_en="rocks",
        name_ko="돌무더기",
        keywords=("pile of rocks", "rubble", "stones", "reef", "자갈더미", "암초", "돌들"),
        category="nature",
        role="furniture_floor",
        size=(1.8, 0.8, 1.5),
        materials=("stone_dark",),
        build=stretched(_rocks),
        tags=("outdoor",),
    ),
    Archetype(
        id="grass",
        name_en="tuft of grass",
        name_ko="풀",
        keywords=("grass", "reeds", "weeds", "wheat", "잔디", "갈대", "잡초", "억새"),
        category="plant",
        role="furniture_floor",
        size=(0.5, 0.4, 0.5),
        materials=("grass",),
        build=stretched(_grass),
        tags=("outdoor",),
    ),
)
