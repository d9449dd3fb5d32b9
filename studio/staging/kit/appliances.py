"""Household machines: washing, warming, cooling."""

from __future__ import annotations

from studio.model.stage import Size
from studio.staging.kit.archetype import Archetype, meshed
from studio.staging.kit.fittings import bar_handle
from studio.staging.kit.geometry import Part, ball, box, cylinder, lathe, torus, tube
from studio.staging.kit.occupancy import whole_top
from studio.staging.kit.operators import both_sides, four_corners, join, move, ring, turn


def _washing_machine(size: Size) -> Part:
    """A front loader: a round glass door, a drawer, a dial."""
    w, h, d = size
    r = 0.3 * w
    door = turn(
        join(
            torus(r, 0.035, sides=24, around=6, slot=1),
            lathe([(0, -0.02), (r, -0.02), (0.8 * r, 0.03), (0, 0.05)], sides=22, slot=2),
        ),
        x_deg=90,
    )
    return join(
        box((w, h, d - 0.06), (0, 0, -0.03), bevel=0.012),
        move(door, (0, 0.46 * h, d / 2 - 0.05)),
        box((0.3 * w, 0.08 * h, 0.02), (-0.3 * w, 0.87 * h, d / 2 - 0.05), bevel=0.004, slot=1),
        move(turn(cylinder(0.035, 0.03, sides=14, slot=1), x_deg=90), (0.1 * w, 0.91 * h, d / 2 - 0.07)),
        *(
            box((0.03, 0.02, 0.012), ((0.24 + 0.08 * place) * w, 0.9 * h, d / 2 - 0.06), bevel=0.0, slot=1)
            for place in range(3)
        ),
    )


def _microwave(size: Size) -> Part:
    """A microwave oven: a dark pane, a handle, keys on the right."""
    w, h, d = size
    keys = [
        box(
            (0.05 * w, 0.06 * h, 0.006),
            ((0.34 + 0.07 * column) * w, (0.2 + 0.1 * row) * h, d / 2 - 0.016),
            bevel=0.0,
            slot=2,
        )
        for row in range(4)
        for column in range(2)
    ]
    return join(
        box((w, h - 0.02, d - 0.03), (0, 0.02, -0.015), bevel=0.01),
        four_corners(cylinder(0.015, 0.02, (0.42 * w, 0, 0.38 * d), sides=8, slot=2)),
        box((0.66 * w, 0.74 * h, 0.012), (-0.13 * w, 0.14 * h, d / 2 - 0.022), bevel=0.004, slot=1),
        bar_handle((0.24 * w, 0.5 * h, d / 2 - 0.03), 0.6 * h, upright=True, slot=2),
        box((0.18 * w, 0.13 * h, 0.006), (0.375 * w, 0.74 * h, d / 2 - 0.016), bevel=0.0, slot=3),
        keys,
    )


def _toaster(size: Size) -> Part:
    """A toaster with two slices up."""
    w, h, d = size
    return join(
        box((w, 0.74 * h, d), bevel=0.03),
        both_sides(box((0.68 * w, 0.012, 0.12 * d), (0, 0.735 * h, 0.16 * d), bevel=0.0, slot=1), axis=2),
        both_sides(box((0.52 * w, 0.34 * h, 0.08 * d), (0, 0.66 * h, 0.16 * d), bevel=0.008, slot=2), axis=2),
        box((0.05 * w, 0.06 * h, 0.2 * d), (0.49 * w, 0.5 * h, 0), bevel=0.004, slot=1),
    )


def _kettle(size: Size) -> Part:
    """A whistling kettle: a squat body, a spout, an arched handle."""
    w, h, d = size
    r = 0.42 * d
    body = lathe(
        [(0, 0), (0.9 * r, 0), (r, 0.04 * h), (r, 0.3 * h), (0.6 * r, 0.52 * h), (0.3 * r, 0.58 * h), (0, 0.58 * h)],
        sides=20,
    )
    handle = [
        (-0.6 * r, 0.46 * h, 0),
        (-0.8 * r, 0.78 * h, 0),
        (-0.3 * r, 0.97 * h, 0),
        (0.3 * r, 0.97 * h, 0),
        (0.8 * r, 0.78 * h, 0),
        (0.6 * r, 0.46 * h, 0),
    ]
    return join(
        move(body, (-0.08 * w, 0, 0)),
        move(tube(handle, 0.022 * h + 0.005, sides=7, slot=1), (-0.08 * w, 0, 0)),
        tube(
            [(0.7 * r - 0.08 * w, 0.24 * h, 0), (0.4 * w, 0.42 * h, 0), (0.47 * w, 0.5 * h, 0)],
            [0.16 * r, 0.11 * r, 0.09 * r],
            sides=8,
        ),
        ball(0.03 * h + 0.008, (-0.08 * w, 0.61 * h, 0), sides=8, rows=5, slot=1),
    )


def _radiator(size: Size) -> Part:
    """A ribbed radiator on feet with a valve."""
    w, h, d = size
    ribs = max(5, round(w / 0.09))
    rib = box((0.72 * w / ribs, 0.86 * h, d * 0.9), (0, 0.1 * h, 0), bevel=0.012)
    return join(
        *(move(rib, (((place + 0.5) / ribs - 0.5) * 0.94 * w, 0, 0)) for place in range(ribs)),
        *(tube([(-0.47 * w, y * h, 0), (0.47 * w, y * h, 0)], 0.22 * d, sides=8) for y in (0.18, 0.88)),
        both_sides(box((0.04, 0.12 * h, d), (0.4 * w, 0, 0), bevel=0.004)),
        tube([(0.46 * w, 0.18 * h, 0), (0.5 * w, 0.18 * h, 0)], 0.02, sides=7, slot=1),
        cylinder(0.022, 0.06, (0.485 * w, 0.2 * h, 0), sides=8, slot=1),
    )


def _fan(size: Size) -> Part:
    """A standing fan: a caged rotor on a pole."""
    w, h, d = size
    r = 0.48 * w
    blade = box((0.74 * r, 0.008, 0.34 * r), (0.44 * r, 0, 0), bevel=0.0, slot=1)
    rotor = join(ring(turn(blade, x_deg=20), 4), cylinder(0.12 * r, 0.05, (0, -0.02, 0), sides=12, slot=1))
    cage = join(
        *(
            torus(radius * r, 0.006, (0, y, 0), sides=22, around=4)
            for radius, y in ((1.0, 0.0), (0.66, 0.05), (0.34, 0.065))
        ),
        ring(tube([(0.1 * r, 0.07, 0), (0.66 * r, 0.05, 0), (r, 0, 0)], 0.004, sides=3), 10),
    )
    return join(
        lathe([(0, 0), (0.4 * w, 0), (0.38 * w, 0.03), (0.08 * w, 0.06), (0, 0.06)], sides=18),
        cylinder(0.02, h - r - 0.1, (0, 0.04, 0), sides=8),
        move(turn(join(rotor, cage), x_deg=90), (0, h - r, 0.1 * d)),
        move(turn(cylinder(0.16 * r, 0.16, (0, -0.16, 0), sides=12), x_deg=90), (0, h - r, 0.06 * d)),
    )


def _ceiling_fan(size: Size) -> Part:
    """Four blades under a rod, a lamp beneath."""
    w, h, _ = size
    r = 0.5 * w
    arm = join(
        box((0.16 * r, 0.01, 0.06 * r), (0.2 * r, 0.44 * h, 0), bevel=0.0),
        box((0.74 * r, 0.012, 0.22 * r), (0.63 * r, 0.44 * h, 0), bevel=0.004, slot=1),
    )
    return join(
        cylinder(0.12 * r, 0.1 * h, (0, 0.9 * h, 0), top=0.1 * r, sides=14),
        cylinder(0.025 * r, 0.4 * h, (0, 0.52 * h, 0), sides=8),
        lathe(
            [(0, 0.36 * h), (0.14 * r, 0.36 * h), (0.18 * r, 0.44 * h), (0.12 * r, 0.54 * h), (0, 0.54 * h)], sides=16
        ),
        ring(arm, 4),
        lathe(
            [(0, 0), (0.12 * r, 0.06 * h), (0.2 * r, 0.26 * h), (0.16 * r, 0.36 * h), (0, 0.36 * h)], sides=16, slot=2
        ),
    )


def _air_conditioner(size: Size) -> Part:
    """A wall unit with a flap and slots."""
    w, h, d = size
    return join(
        box((w, h, d), bevel=0.03),
        *(
            box((0.9 * w, 0.012, 0.02), (0, (0.82 + 0.05 * place) * h, d / 2 - 0.02), bevel=0.0, slot=1)
            for place in range(3)
        ),
        move(turn(box((0.9 * w, 0.02, 0.3 * d), bevel=0.004, slot=1), x_deg=22), (0, 0.1 * h, 0.4 * d)),
        box((0.05 * w, 0.05 * h, 0.006), (0.4 * w, 0.36 * h, d / 2 - 0.002), bevel=0.0, slot=2),
    )


def _vacuum(size: Size) -> Part:
    """An upright vacuum cleaner: a foot, a bag, a long handle."""
    w, h, d = size
    return join(
        box((w, 0.1 * h, 0.6 * d), (0, 0, 0.2 * d), bevel=0.02, slot=1),
        tube(
            [(0, 0.08 * h, 0.04 * d), (0, 0.3 * h, -0.1 * d), (0, 0.6 * h, -0.26 * d)],
            [0.36 * w, 0.42 * w, 0.2 * w],
            sides=12,
        ),
        tube([(0, 0.58 * h, -0.25 * d), (0, 0.97 * h, -0.46 * d)], 0.016, sides=7, slot=1),
        tube([(0, 0.9 * h, -0.42 * d), (0, 0.98 * h, -0.42 * d), (0, h, -0.48 * d)], 0.022, sides=7, slot=1),
        both_sides(move(turn(cylinder(0.05, 0.02, sides=12, slot=1), z_deg=-90), (0.46 * w, 0.05, 0.1 * d))),
    )


APPLIANCES = (
    Archetype(
        id="washing_machine",
        name_en="washing machine",
        name_ko="세탁기",
        keywords=(
            "washer",
            "dryer",
            "tumble dryer",
            "laundry machine",
            "dishwasher",
            "건조기",
            "빨래 기계",
            "식기세척기",
        ),
        category="appliance",
        role="furniture_wall",
        size=(0.6, 0.86, 0.62),
        materials=("white", "steel", "glass"),
        build=meshed(_washing_machine),
        surfaces=whole_top,
        access=("front",),
    ),
    Archetype(
        id="microwave",
        name_en="microwave",
        name_ko="전자레인지",
        keywords=("microwave oven", "전자 레인지", "전자오븐"),
        category="appliance",
        role="decoration_surface",
        size=(0.5, 0.3, 0.4),
        materials=("white", "black", "steel", "screen"),
        build=meshed(_microwave),
        attach="surface",
        surfaces=whole_top,
    ),
    Archetype(
        id="toaster",
        name_en="toaster",
        name_ko="토스터",
        keywords=("toaster oven", "toast rack", "토스트기", "빵 굽는 기계"),
        category="appliance",
        role="decoration_surface",
        size=(0.3, 0.24, 0.2),
        materials=("steel", "black", "wood_light"),
        build=meshed(_toaster),
        attach="surface",
    ),
    Archetype(
        id="kettle",
        name_en="kettle",
        name_ko="주전자",
        keywords=("tea kettle", "water kettle", "whistling kettle", "물 끓이는 주전자", "양은 주전자"),
        category="appliance",
        role="decoration_surface",
        size=(0.3, 0.27, 0.22),
        materials=("steel", "black"),
        build=meshed(_kettle),
        attach="surface",
    ),
    Archetype(
        id="radiator",
        name_en="radiator",
        name_ko="라디에이터",
        keywords=("heater", "heating", "storage heater", "난방기", "히터", "방열기"),
        category="appliance",
        role="furniture_wall",
        size=(1.0, 0.62, 0.14),
        materials=("white", "steel"),
        build=meshed(_radiator),
    ),
    Archetype(
        id="fan",
        name_en="electric fan",
        name_ko="선풍기",
        keywords=("fan", "standing fan", "pedestal fan", "탁상 선풍기", "환풍기"),
        category="appliance",
        role="furniture_floor",
        size=(0.46, 1.2, 0.4),
        materials=("white", "cloth_blue"),
        build=meshed(_fan),
    ),
    Archetype(
        id="ceiling_fan",
        name_en="ceiling fan",
        name_ko="천장 선풍기",
        keywords=("overhead fan", "실링팬", "천장 팬", "천장팬"),
        category="appliance",
        role="decoration_hanging",
        size=(1.2, 0.5, 1.2),
        materials=("brass", "wood_dark", "lamp"),
        build=meshed(_ceiling_fan),
        attach="ceiling",
    ),
    Archetype(
        id="air_conditioner",
        name_en="air conditioner",
        name_ko="에어컨",
        keywords=("ac unit", "aircon", "air conditioning", "냉방기", "벽걸이 에어컨"),
        category="appliance",
        role="furniture_wall",
        size=(0.9, 0.3, 0.22),
        materials=("white", "cloth_grey", "screen"),
        build=meshed(_air_conditioner),
        attach="wall",
    ),
    Archetype(
        id="vacuum_cleaner",
        name_en="vacuum cleaner",
        name_ko="청소기",
        keywords=("vacuum", "hoover", "upright vacuum", "진공청소기", "진공 청소기"),
        category="appliance",
        role="furniture_floor",
        size=(0.3, 1.1, 0.42),
        materials=("cloth_red", "black"),
        build=meshed(_vacuum),
    ),
)
