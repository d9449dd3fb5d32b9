"""Animals, stylised as the mannequins are: soft bodies on tapered legs, heads that show where they look."""

from __future__ import annotations

from itertools import pairwise

from studio.staging.kit.archetype import Archetype, stretched
from studio.staging.kit.geometry import Part, Vec3, ball, curve, cylinder, ellipsoid, lathe, tube
from studio.staging.kit.operators import both_sides, join, move, scale, turn


def _body(through: list[Vec3], radii: list[tuple[float, float]], *, sides: int = 12) -> Part:
    """A body along its spine, given half breadth and half height at each point; both ends are rounded."""
    return tube(curve(through, 2), _between(radii), sides=sides, side_hint=(1, 0, 0), crease_deg=75)


def _between(radii: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The radii at every point of a curve of two steps a span."""
    full = [radii[0]]
    for (a, b), (c, d) in pairwise(radii):
        full += [((a + c) / 2, (b + d) / 2), (c, d)]
    return full


def _leg(top: Vec3, joint: Vec3, foot: Vec3, *, thick: float, paw: float, slot: int = 0) -> Part:
    """A jointed leg with a paw; ``foot`` is on the floor."""
    limb = tube(
        [top, joint, (foot[0], foot[1] + 0.5 * paw, foot[2])], [thick, 0.66 * thick, 0.5 * thick], sides=7, slot=slot
    )
    toes = ellipsoid(
        (0.8 * paw, 0.6 * paw, 1.3 * paw), (foot[0], 0.6 * paw, foot[2] + 0.4 * paw), sides=8, rows=5, slot=slot
    )
    return join(limb, toes)


def _ear(height: float, breadth: float, at: Vec3, *, lean_deg: float, slot: int = 0) -> Part:
    """A pointed ear."""
    shape = lathe(
        [(0, -0.2 * height), (0.5 * breadth, 0), (0.3 * breadth, 0.6 * height), (0, height)], sides=6, slot=slot
    )
    return move(turn(scale(shape, (1, 1, 0.5)), z_deg=-lean_deg), at)


def _cat() -> Part:
    """A cat sitting, its tail about its feet."""
    body = _body(
        [(0, 0.05, -0.13), (0, 0.10, -0.10), (0, 0.19, -0.04), (0, 0.26, 0.02), (0, 0.32, 0.05)],
        [(0.03, 0.03), (0.09, 0.085), (0.085, 0.085), (0.065, 0.065), (0.04, 0.04)],
    )
    haunch = ellipsoid((0.045, 0.075, 0.085), (0.062, 0.075, -0.05), sides=10, rows=6)
    hind = ellipsoid((0.025, 0.02, 0.055), (0.075, 0.02, 0.02), sides=8, rows=4)
    front = _leg((0.035, 0.21, 0.03), (0.036, 0.11, 0.055), (0.034, 0, 0.06), thick=0.026, paw=0.02)
    head = ellipsoid((0.062, 0.054, 0.055), (0, 0.37, 0.07), sides=12, rows=7)
    muzzle = ellipsoid((0.03, 0.022, 0.025), (0, 0.354, 0.12), sides=8, rows=5, slot=1)
    nose = ball(0.008, (0, 0.366, 0.142), sides=6, rows=4, slot=2)
    eye = ellipsoid((0.010, 0.011, 0.006), (0.026, 0.383, 0.119), sides=6, rows=4, slot=2)
    tail = tube(
        curve([(0, 0.04, -0.14), (0.09, 0.022, -0.17), (0.15, 0.02, -0.07), (0.13, 0.02, 0.05), (0.06, 0.02, 0.11)], 3),
        [0.022] * 9 + [0.02, 0.018, 0.016, 0.010],
        sides=7,
    )
    ear = _ear(0.055, 0.05, (0.036, 0.412, 0.06), lean_deg=16)
    return join(body, both_sides(join(haunch, hind, front, eye, ear)), head, muzzle, nose, tail)


def _dog() -> Part:
    """A dog standing, alert, its tail up."""
    body = _body(
        [(0, 0.42, -0.30), (0, 0.44, -0.22), (0, 0.43, 0.0), (0, 0.43, 0.18), (0, 0.45, 0.28)],
        [(0.05, 0.05), (0.10, 0.11), (0.095, 0.105), (0.12, 0.14), (0.06, 0.08)],
    )
    neck = tube([(0, 0.44, 0.2), (0, 0.56, 0.30), (0, 0.64, 0.34)], [0.105, 0.08, 0.07], sides=10)
    head = ellipsoid((0.085, 0.08, 0.10), (0, 0.66, 0.36), sides=12, rows=7)
    muzzle = tube(
        [(0, 0.64, 0.40), (0, 0.625, 0.48), (0, 0.625, 0.54)], [(0.058, 0.055), (0.045, 0.04), (0.034, 0.03)], sides=9
    )
    nose = ball(0.02, (0, 0.642, 0.545), sides=8, rows=5, slot=2)
    eye = ball(0.013, (0.045, 0.69, 0.435), sides=6, rows=4, slot=2)
    ear = turn(ellipsoid((0.02, 0.07, 0.045), sides=8, rows=5, slot=1), z_deg=14)
    fore = _leg((0.07, 0.42, 0.2), (0.075, 0.22, 0.18), (0.075, 0, 0.2), thick=0.055, paw=0.036)
    hind = _leg((0.065, 0.42, -0.22), (0.075, 0.2, -0.27), (0.075, 0, -0.24), thick=0.07, paw=0.036)
    shank = ellipsoid((0.05, 0.1, 0.075), (0.07, 0.36, -0.2), sides=8, rows=5)
    tail = tube(
        curve([(0, 0.46, -0.29), (0, 0.52, -0.38), (0, 0.62, -0.42), (0, 0.70, -0.40)], 2),
        [0.035, 0.032, 0.03, 0.026, 0.02, 0.016, 0.008],
        sides=7,
    )
    collar = turn(cylinder(0.082, 0.025, (0, -0.012, 0), sides=14, slot=3), x_deg=35)
    return join(
        body,
        neck,
        head,
        muzzle,
        nose,
        tail,
        move(collar, (0, 0.565, 0.303)),
        both_sides(join(eye, move(ear, (0.09, 0.66, 0.34)), fore, hind, shank)),
    )


def _horse() -> Part:
    """A horse standing, with mane, tail and hooves."""
    body = _body(
        [(0, 1.12, -0.72), (0, 1.18, -0.52), (0, 1.12, -0.1), (0, 1.14, 0.34), (0, 1.18, 0.56)],
        [(0.12, 0.14), (0.27, 0.29), (0.27, 0.29), (0.25, 0.30), (0.14, 0.18)],
    )
    neck = tube(
        curve([(0, 1.15, 0.36), (0, 1.42, 0.62), (0, 1.72, 0.80), (0, 1.80, 0.84)], 2),
        [(0.17, 0.27), (0.15, 0.24), (0.12, 0.2), (0.11, 0.17), (0.1, 0.15), (0.095, 0.13), (0.09, 0.12)],
        sides=10,
        side_hint=(1, 0, 0),
    )
    head = tube(
        [(0, 1.84, 0.80), (0, 1.76, 0.94), (0, 1.62, 1.10), (0, 1.52, 1.22), (0, 1.49, 1.26)],
        [(0.08, 0.09), (0.1, 0.13), (0.075, 0.095), (0.065, 0.075), (0.045, 0.05)],
        sides=10,
        side_hint=(1, 0, 0),
    )
    eye = ball(0.022, (0.088, 1.78, 0.96), sides=6, rows=4, slot=2)
    ear = _ear(0.14, 0.07, (0.055, 1.90, 0.80), lean_deg=8)

    def leg(x: float, z: float, knee: float) -> Part:
        limb = tube(
            [(0.8 * x, 1.16, z), (x, 0.92, z), (x, 0.60, z + knee), (x, 0.14, z)], [0.09, 0.125, 0.072, 0.048], sides=8
        )
        return join(limb, cylinder(0.075, 0.13, (x, 0, z + 0.015), top=0.055, sides=10, slot=2))

    mane = tube(
        curve([(0, 1.90, 0.78), (0, 1.80, 0.66), (0, 1.56, 0.46), (0, 1.38, 0.28)], 2),
        [(0.03, 0.05), (0.035, 0.08), (0.035, 0.1), (0.035, 0.1), (0.03, 0.09), (0.03, 0.07), (0.02, 0.03)],
        sides=6,
        side_hint=(1, 0, 0),
        slot=1,
    )
    tail = tube(
        curve([(0, 1.22, -0.74), (0, 1.12, -0.90), (0, 0.8, -0.94), (0, 0.5, -0.90)], 2),
        [0.04, 0.06, 0.075, 0.085, 0.08, 0.06, 0.02],
        sides=7,
        slot=1,
    )
    return join(
        body, neck, head, mane, tail, both_sides(join(eye, ear, leg(0.15, 0.42, 0.02), leg(0.15, -0.52, -0.05)))
    )


def _gull() -> Part:
    """A sea bird standing, wings folded."""
    body = _body(
        [(0, 0.13, -0.20), (0, 0.155, -0.12), (0, 0.19, 0.0), (0, 0.24, 0.08), (0, 0.28, 0.11)],
        [(0.012, 0.006), (0.04, 0.03), (0.072, 0.07), (0.05, 0.055), (0.034, 0.036)],
        sides=10,
    )
    head = ellipsoid((0.04, 0.04, 0.046), (0, 0.31, 0.12), sides=10, rows=6)
    beak = tube(
        [(0, 0.308, 0.155), (0, 0.304, 0.19), (0, 0.29, 0.215)],
        [(0.014, 0.014), (0.012, 0.012), (0.004, 0.004)],
        sides=6,
        slot=2,
    )
    wing = tube(
        [(0.05, 0.23, 0.06), (0.072, 0.20, -0.02), (0.05, 0.165, -0.15), (0.02, 0.14, -0.24)],
        [(0.014, 0.03), (0.018, 0.055), (0.014, 0.04), (0.004, 0.008)],
        sides=7,
        side_hint=(1, 0, 0),
        slot=1,
    )
    eye = ball(0.007, (0.033, 0.322, 0.142), sides=6, rows=4, slot=3)
    leg = tube([(0.025, 0.14, 0.02), (0.025, 0.01, 0.02)], 0.007, sides=5, slot=2)
    foot = turn(lathe([(0, 0), (0.03, 0), (0.026, 0.008), (0, 0.01)], sides=3, slot=2), y_deg=-90)
    return join(body, head, beak, both_sides(join(wing, eye, leg, move(foot, (0.025, 0, 0.035)))))


def _fish() -> Part:
    """A fish lying on its side, the head to the left."""
    body = tube(
        [(-0.5, 0.1, 0), (-0.42, 0.1, 0), (-0.25, 0.1, 0), (0.0, 0.1, 0), (0.25, 0.1, 0), (0.36, 0.1, 0)],
        [(0.02, 0.02), (0.07, 0.09), (0.1, 0.15), (0.1, 0.16), (0.05, 0.07), (0.03, 0.04)],
        sides=10,
        side_hint=(0, 1, 0),
    )
    tail = tube(
        [(0.33, 0.1, 0), (0.44, 0.1, 0), (0.5, 0.1, 0)],
        [(0.02, 0.03), (0.014, 0.12), (0.006, 0.17)],
        sides=6,
        side_hint=(0, 1, 0),
        slot=1,
    )
    fins = [
        tube(
            [(-0.05 + dx, 0.1, z), (0.1 + dx, 0.1, 1.35 * z)],
            [(0.02, 0.07), (0.006, 0.05)],
            sides=5,
            side_hint=(0, 1, 0),
            slot=1,
        )
        for dx, z in ((0, 0.14), (0, -0.14))
    ]
    eye = ball(0.02, (-0.38, 0.178, 0.02), sides=6, rows=4, slot=2)
    return join(body, tail, fins, eye)


ANIMALS = (
    Archetype(
        id="cat",
        name_en="cat",
        name_ko="고양이",
        keywords=("kitten", "kitty", "새끼 고양이", "냥이"),
        category="animal",
        role="character",
        size=(0.26, 0.46, 0.36),
        materials=("orange", "white", "black"),
        build=stretched(_cat),
        tags=("animal",),
    ),
    Archetype(
        id="dog",
        name_en="dog",
        name_ko="개",
        keywords=("puppy", "hound", "wolf", "강아지", "멍멍이", "늑대"),
        category="animal",
        role="character",
        size=(0.26, 0.75, 1.0),
        materials=("wood_light", "wood_dark", "black", "cloth_red"),
        build=stretched(_dog),
        tags=("animal",),
    ),
    Archetype(
        id="horse",
        name_en="horse",
        name_ko="말",
        keywords=("pony", "mare", "stallion", "donkey", "조랑말", "당나귀", "백마"),
        category="animal",
        role="character",
        size=(0.6, 2.0, 2.3),
        materials=("wood", "black", "black"),
        build=stretched(_horse),
        tags=("animal", "outdoor"),
    ),
    Archetype(
        id="gull",
        name_en="seagull",
        name_ko="갈매기",
        keywords=("gull", "bird", "pigeon", "crow", "raven", "owl", "새", "비둘기", "까마귀", "부엉이"),
        category="animal",
        role="character",
        size=(0.18, 0.36, 0.46),
        materials=("white", "cloth_grey", "orange", "black"),
        build=stretched(_gull),
        attach="surface",
        tags=("animal",),
    ),
    Archetype(
        id="fish",
        name_en="fish",
        name_ko="물고기",
        keywords=("cod", "mackerel", "catch", "생선", "고등어", "대구"),
        category="animal",
        role="decoration_surface",
        size=(0.42, 0.07, 0.16),
        materials=("silver", "steel", "black"),
        build=stretched(_fish),
        attach="surface",
        tags=("animal", "food"),
    ),
)
