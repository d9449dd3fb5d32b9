"""What is cut, stirred and eaten with, and a few dishes."""

from __future__ import annotations

from studio.model.stage import Size
from studio.staging.kit.archetype import Archetype, meshed, stretched
from studio.staging.kit.geometry import Part, ball, box, cylinder, extrude, lathe, tube
from studio.staging.kit.levels import Row, stack
from studio.staging.kit.operators import join, move, ring, turn


def _lying(outline: list[tuple[float, float]], thick: float, *, slot: int = 0) -> Part:
    """An (x, y) outline as a thin plate lying on the ground, its y towards -Z."""
    return move(turn(extrude(outline, thick, bevel=0.25 * thick, slot=slot), x_deg=-90), (0, thick / 2, 0))


def _knife() -> Part:
    """A kitchen knife lying along X."""
    blade = [(-0.5, -0.05), (0.08, -0.06), (0.08, 0.04), (-0.36, 0.04)]
    grip = [(0.08, -0.05), (0.48, -0.035), (0.5, 0.02), (0.08, 0.04)]
    return join(_lying(blade, 0.02), _lying(grip, 0.06, slot=1))


def _fork() -> Part:
    """A fork lying along X, its four tines to the left."""
    neck = [
        (-0.16, -0.055),
        (-0.08, -0.012),
        (0.3, -0.014),
        (0.5, -0.03),
        (0.5, 0.03),
        (0.3, 0.014),
        (-0.08, 0.012),
        (-0.16, 0.055),
    ]
    tines = [box((0.36, 0.02, 0.018), (-0.32, 0, z), bevel=0.004) for z in (-0.046, -0.0155, 0.0155, 0.046)]
    return join(_lying(neck, 0.02), tines)


def _spoon() -> Part:
    """A spoon lying along X, its bowl to the left."""
    bowl = lathe([(0, 0), (0.1, 0.01), (0.16, 0.06), (0.15, 0.06), (0.09, 0.025), (0, 0.02)], sides=16)
    points = bowl.points.copy()
    points[:, 2] *= 0.62
    shape = Part(points, bowl.faces, bowl.slots, bowl.creases)
    handle = tube(
        [(-0.2, 0.05, 0), (0.0, 0.035, 0), (0.5, 0.03, 0)],
        [(0.016, 0.012), (0.012, 0.012), (0.032, 0.01)],
        sides=6,
        side_hint=(0, 0, 1),
    )
    return join(move(shape, (-0.34, 0, 0)), handle)


def _chopsticks() -> Part:
    """A pair of chopsticks on a rest."""
    stick = tube([(-0.48, 0.1, 0), (0.5, 0.08, 0)], [0.014, 0.026], sides=6)
    return join(
        move(turn(stick, y_deg=3), (0, 0, 0.06)),
        move(turn(stick, y_deg=-2), (0, 0, -0.06)),
        box((0.09, 0.07, 0.3), (-0.3, 0, 0), bevel=0.015, slot=1),
    )


def _frying_pan(size: Size) -> Part:
    """A pan with a long handle towards +X."""
    w, h, d = size
    r = 0.5 * d
    x = -0.5 * w + r
    return join(
        lathe(
            [(0, 0), (0.84 * r, 0), (r, 0.6 * h), (0.96 * r, 0.6 * h), (0.82 * r, 0.1 * h), (0, 0.1 * h)],
            (x, 0, 0),
            sides=24,
        ),
        tube(
            [(x + 0.94 * r, 0.45 * h, 0), (0.2 * w, 0.8 * h, 0), (0.5 * w, 0.96 * h, 0)],
            [0.1 * r, 0.09 * r, 0.11 * r],
            sides=7,
            slot=1,
        ),
    )


def _ladle(size: Size) -> Part:
    """A jar of kitchen tools: a whisk, a ladle, a spatula."""
    w, h, d = size
    r = 0.34 * min(w, d)
    jar = lathe(
        [(0, 0), (0.9 * r, 0), (r, 0.04 * h), (r, 0.46 * h), (0.88 * r, 0.46 * h), (0.86 * r, 0.1 * h), (0, 0.1 * h)],
        sides=18,
    )
    spatula = join(
        tube([(0, 0.1 * h, 0), (0.2 * w, 0.76 * h, 0)], 0.008, sides=5, slot=1),
        move(turn(box((0.2 * w, 0.2 * h, 0.008), bevel=0.0, slot=1), z_deg=-14), (0.2 * w, 0.74 * h, 0)),
    )
    ladle = join(
        tube([(0, 0.1 * h, 0.02), (-0.22 * w, 0.86 * h, 0.02)], 0.008, sides=5, slot=2),
        ball(0.13 * w, (-0.28 * w, 0.88 * h, 0.02), sides=10, rows=6, slot=2),
    )
    whisk = join(
        tube([(0, 0.1 * h, -0.02), (-0.02 * w, 0.6 * h, -0.1 * d)], 0.009, sides=5, slot=1),
        *(
            turn(
                tube([(0, 0.6 * h, 0), (0.09 * w, 0.8 * h, 0), (0, 0.97 * h, 0)], 0.004, sides=4, slot=2),
                y_deg=60.0 * place,
            )
            for place in range(6)
        ),
    )
    return join(jar, spatula, ladle, whisk)


def _cake() -> Part:
    """A cake of two tiers with cream, cherries and a few candles."""
    tier = [(0, 0.06), (0.44, 0.06), (0.46, 0.1), (0.46, 0.42), (0.43, 0.46), (0, 0.46)]
    top = [(0, 0.46), (0.27, 0.46), (0.28, 0.5), (0.28, 0.7), (0.26, 0.74), (0, 0.74)]
    candle = join(
        cylinder(0.014, 0.2, (0.12, 0.72, 0), sides=6, slot=2), ball(0.02, (0.12, 0.95, 0), sides=6, rows=4, slot=3)
    )
    return join(
        lathe([(0, 0), (0.5, 0), (0.5, 0.04), (0.3, 0.06), (0, 0.06)], sides=22, slot=0),
        lathe(tier, sides=22),
        lathe(top, sides=20, slot=1),
        ring(ball(0.04, (0.38, 0.48, 0), sides=7, rows=4, slot=2), 10),
        ring(candle, 5),
    )


def _fruit_bowl() -> Part:
    """A bowl heaped with fruit."""
    rows: list[Row] = [
        (0, 0.2, 0.2, 0.2),
        (0.05, 0.22, 0.22, 0.22),
        (0.3, 0.48, 0.48, 0.48),
        (0.36, 0.5, 0.5, 0.5),
        (0.36, 0.46, 0.46, 0.46),
        (0.2, 0.3, 0.3, 0.3),
    ]
    fruits = (
        (0.0, 0.46, 0.0, 0.17, 1),
        (0.24, 0.4, 0.06, 0.15, 2),
        (-0.22, 0.4, 0.12, 0.16, 3),
        (0.02, 0.4, -0.25, 0.15, 2),
        (-0.02, 0.4, 0.28, 0.14, 1),
        (0.08, 0.6, 0.08, 0.14, 3),
    )
    return join(
        stack(rows, sides=20, crease_deg=40),
        *(ball(r, (x, y, z), sides=10, rows=6, slot=slot) for x, y, z, r, slot in fruits),
        tube([(-0.2, 0.52, 0.2), (0.0, 0.66, 0.3), (0.26, 0.56, 0.24)], [0.03, 0.07, 0.03], sides=6, slot=2),
    )


CUTLERY = (
    Archetype(
        id="knife",
        name_en="kitchen knife",
        name_ko="식칼",
        keywords=("knife", "table knife", "carving knife", "나이프", "부엌칼", "식탁 칼"),
        category="tableware",
        role="decoration_surface",
        size=(0.3, 0.02, 0.045),
        materials=("steel", "black"),
        build=stretched(_knife),
        attach="surface",
    ),
    Archetype(
        id="fork",
        name_en="fork",
        name_ko="포크",
        keywords=("dinner fork", "table fork", "salad fork", "식사용 포크"),
        category="tableware",
        role="decoration_surface",
        size=(0.2, 0.012, 0.026),
        materials=("silver",),
        build=stretched(_fork),
        attach="surface",
    ),
    Archetype(
        id="spoon",
        name_en="spoon",
        name_ko="숟가락",
        keywords=("teaspoon", "soup spoon", "tablespoon", "스푼", "수저", "티스푼"),
        category="tableware",
        role="decoration_surface",
        size=(0.19, 0.018, 0.042),
        materials=("silver",),
        build=stretched(_spoon),
        attach="surface",
    ),
    Archetype(
        id="chopsticks",
        name_en="chopsticks",
        name_ko="젓가락",
        keywords=("pair of chopsticks", "wooden chopsticks", "나무젓가락", "저분"),
        category="tableware",
        role="decoration_surface",
        size=(0.23, 0.02, 0.05),
        materials=("wood_dark", "ceramic"),
        build=stretched(_chopsticks),
        attach="surface",
    ),
    Archetype(
        id="frying_pan",
        name_en="frying pan",
        name_ko="프라이팬",
        keywords=("skillet", "pan", "wok", "팬", "후라이팬", "웍"),
        category="tableware",
        role="decoration_surface",
        size=(0.46, 0.08, 0.27),
        materials=("iron", "black"),
        build=meshed(_frying_pan),
        attach="surface",
    ),
    Archetype(
        id="utensil_jar",
        name_en="utensil jar",
        name_ko="조리 도구",
        keywords=("kitchen utensils", "ladle", "spatula", "whisk", "utensils", "국자", "뒤집개", "거품기", "주방 도구"),
        category="tableware",
        role="decoration_surface",
        size=(0.24, 0.36, 0.2),
        materials=("ceramic", "wood_light", "steel"),
        build=meshed(_ladle),
        attach="surface",
    ),
    Archetype(
        id="cake",
        name_en="cake",
        name_ko="케이크",
        keywords=("birthday cake", "wedding cake", "cream cake", "생일 케이크", "케익"),
        category="food",
        role="decoration_surface",
        size=(0.34, 0.3, 0.34),
        materials=("cloth_white", "pink", "cloth_red", "flame"),
        build=stretched(_cake),
        attach="surface",
    ),
    Archetype(
        id="fruit_bowl",
        name_en="fruit bowl",
        name_ko="과일 바구니",
        keywords=("bowl of fruit", "fruit basket", "fruits", "과일 그릇", "과일들"),
        category="food",
        role="decoration_surface",
        size=(0.32, 0.22, 0.32),
        materials=("wood", "cloth_red", "yellow", "orange"),
        build=stretched(_fruit_bowl),
        attach="surface",
    ),
)
