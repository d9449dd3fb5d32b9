"""What a building is fitted with: doors, windows, columns, stairs, rails, arches."""

from __future__ import annotations

from math import cos, pi, sin

from studio.model.stage import Box3, Size, SupportSurface
from studio.staging.kit.archetype import Archetype, meshed
from studio.staging.kit.fittings import knob, panel
from studio.staging.kit.geometry import Part, ball, box, cylinder, extrude, lathe, torus
from studio.staging.kit.occupancy import solid, surface, whole_top
from studio.staging.kit.operators import both_sides, join, move, scale, turn

RISE_M = 0.175


def _door(size: Size) -> Part:
    """A four-panel door in its casing, the knob on the left."""
    w, h, d = size
    case, leaf = min(0.09, 0.1 * w), 0.05
    inner, top = w - 2 * case, h - case
    upper = 0.52 * top
    stile = inner / 2
    leaves = [
        panel((stile, low_h, leaf), (side * stile / 2, y, -0.1 * d), frame=0.2)
        for side in (-1, 1)
        for y, low_h in ((0.012, top - upper - 0.012), (top - upper, upper))
    ]
    return join(
        both_sides(box((case, h, d), ((w - case) / 2, 0, 0), bevel=0.012)),
        box((inner, case, d), (0, top, 0), bevel=0.012),
        leaves,
        knob((0.39 * inner, 0.47 * h, -0.1 * d + leaf / 2), radius=0.032),
        turn(knob((-0.39 * inner, 0.47 * h, 0.1 * d + leaf / 2), radius=0.032), y_deg=180),
    )


def _gate(size: Size) -> Part:
    """A round-headed double door of planks with iron straps, in a stone surround."""
    w, h, d = size
    jamb = 0.12 * w
    inner = w - 2 * jamb
    spring = h - w / 2
    steps = 12
    outer = [(w / 2 * cos(pi * t / steps), spring + w / 2 * sin(pi * t / steps)) for t in range(steps + 1)]
    inside = [(inner / 2 * cos(pi * t / steps), spring + inner / 2 * sin(pi * t / steps)) for t in range(steps + 1)]
    surround = [(w / 2, 0), *outer, (-w / 2, 0), (-inner / 2, 0), *reversed(inside), (inner / 2, 0)]
    leaf = [(inner / 2, 0), *inside, (-inner / 2, 0)]
    planks = max(4, 2 * round(inner / 0.36))
    each = inner / planks
    boards = []
    for place in range(planks):
        x = (place + 0.5) * each - inner / 2
        far = abs(x) + each / 2
        tall = spring + max(0.0, (inner / 2) ** 2 - far**2) ** 0.5
        boards.append(box((each - 0.012, tall - 0.02, 0.3 * d), (x, 0.01, 0.06 * d), bevel=0.006))
    strap = box((0.42 * inner, 0.05 + 0.01 * h, 0.04), (0.26 * inner, 0, 0.22 * d), bevel=0.004, slot=1)
    pull = turn(torus(0.06, 0.01, sides=14, around=5, slot=1), x_deg=90)
    return join(
        extrude(surround, d, bevel=0.015, slot=2),
        extrude(leaf, 0.24 * d),
        boards,
        [both_sides(move(strap, (0, y * spring, 0))) for y in (0.16, 0.5, 0.86)],
        both_sides(move(pull, (0.07 * inner, 0.4 * spring, 0.26 * d))),
    )


def _window(size: Size) -> Part:
    """A casement of six panes with a sill."""
    w, h, d = size
    case, sill = min(0.07, 0.1 * min(w, h)), 0.045
    inner_w, inner_h = w - 2 * case - 0.06, h - 2 * case - sill
    bar = 0.026
    rows, columns = max(1, round(inner_h / 0.42)), max(2, round(inner_w / 0.45))
    return join(
        box((w, sill, d), (0, 0, 0), bevel=0.008),
        both_sides(box((case, h - sill, 0.7 * d), (w / 2 - 0.03 - case / 2, sill, -0.15 * d), bevel=0.008)),
        [box((inner_w, case, 0.7 * d), (0, y, -0.15 * d), bevel=0.008) for y in (sill, h - case)],
        box((inner_w, inner_h, 0.012), (0, sill + case, -0.2 * d), bevel=0.0, slot=1),
        [
            box((bar, inner_h, 0.035), ((place / columns - 0.5) * inner_w, sill + case, -0.18 * d), bevel=0.004)
            for place in range(1, columns)
        ],
        [
            box((inner_w, bar, 0.033), (0, sill + case + place / rows * inner_h - bar / 2, -0.18 * d), bevel=0.004)
            for place in range(1, rows)
        ],
    )


def _column(size: Size) -> Part:
    """A classical column: plinth, base mouldings, a shaft that swells, a capital."""
    w, h, d = size
    r = 0.39 * w
    base, top = 0.42 * w, 0.4 * w
    plinth, slab = 0.16 * w, 0.14 * w
    shaft = h - base - top
    turned = [
        *((0, plinth), (1.22 * r, plinth), (1.28 * r, plinth + 0.05 * w), (1.2 * r, plinth + 0.1 * w)),
        *((1.04 * r, plinth + 0.12 * w), (1.08 * r, base), (r, base + 0.03 * w)),
        *((0.99 * r, base + 0.33 * shaft), (0.94 * r, base + 0.7 * shaft), (0.86 * r, base + shaft)),
        *((0.98 * r, base + shaft + 0.02 * w), (0.9 * r, base + shaft + 0.06 * w), (0.94 * r, base + shaft + 0.12 * w)),
        *((1.22 * r, h - slab), (0, h - slab)),
    ]
    return scale(
        join(
            box((w, plinth, w), bevel=0.012),
            lathe(turned, sides=28),
            box((w, slab, w), (0, h - slab, 0), bevel=0.012),
        ),
        (1, 1, d / w),
    )


def _column_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    ends = min(0.4 * w, 0.2 * h)
    return (
        solid((w, ends, d)),
        solid((0.8 * w, h - 2 * ends, 0.8 * d), (0, ends, 0)),
        solid((w, ends, d), (0, h - ends, 0)),
    )


def _steps(size: Size) -> int:
    return max(2, round(size[1] / RISE_M))


def _stairs(size: Size) -> Part:
    """A flight that rises towards the back, with a rail on both sides."""
    w, h, d = size
    count = _steps(size)
    rail = min(0.9, 0.36 * h)
    top = h - rail
    rise, going = top / count, d / count
    saw = [(d / 2, 0.0)]
    for place in range(count):
        saw += [(d / 2 - place * going, (place + 1) * rise), (d / 2 - (place + 1) * going, (place + 1) * rise)]
    saw += [(-d / 2, max(0.0, top - 0.32)), (d / 2 - 0.3 * going, 0.0)] if top > 0.4 else [(-d / 2, 0.0)]
    outline = [(z, y) for z, y in saw]
    flight = turn(extrude(outline, w - 0.1), y_deg=-90)
    nose = [
        box(
            (w - 0.06, 0.03, going + 0.02),
            (0, (place + 1) * rise - 0.03, d / 2 - (place + 0.5) * going),
            bevel=0.0,
            slot=1,
        )
        for place in range(count)
    ]
    slope = [(d / 2 - going / 2, rise + rail), (-d / 2 + going / 2, top + rail)]
    beam = [(z, y) for z, y in slope] + [(z, y - 0.07) for z, y in reversed(slope)]
    hand = turn(extrude(beam, 0.06, slot=1), y_deg=-90)
    posts = [
        box((0.03, rail, 0.03), (0, (place + 1) * rise, d / 2 - (place + 0.5) * going), bevel=0.0, slot=1)
        for place in range(count)
    ]
    newel = box((0.08, rail + rise + 0.06, 0.08), (0, 0, d / 2 - 0.04), bevel=0.008, slot=1)
    side = move(join(hand, posts, newel), (w / 2 - 0.05, 0, 0))
    return join(flight, nose, both_sides(side))


def _stairs_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    count = _steps(size)
    rail = min(0.9, 0.36 * h)
    rise, going = (h - rail) / count, d / count
    steps = [solid((w, (place + 1) * rise, going), (0, 0, d / 2 - (place + 0.5) * going)) for place in range(count)]
    rails = [solid((0.08, h, d), (side * (w / 2 - 0.04), 0, 0)) for side in (-1, 1)]
    return (*steps, *rails)


def _stairs_surfaces(size: Size) -> tuple[SupportSurface, ...]:
    w, h, d = size
    count = _steps(size)
    rise, going = (h - min(0.9, 0.36 * h)) / count, d / count
    return tuple(
        surface((place + 1) * rise, (w - 0.2, going), (0, d / 2 - (place + 0.5) * going)) for place in range(count)
    )


def _fence(size: Size) -> Part:
    """Pointed pickets on two rails between posts."""
    w, h, d = size
    count = max(2, round(w / 0.14))
    pitch = w / count
    board = min(0.09, 0.64 * pitch)
    point = [(-board / 2, 0.04), (board / 2, 0.04), (board / 2, 0.92 * h), (0, h), (-board / 2, 0.92 * h)]
    picket = extrude(point, 0.3 * d, (0, 0, 0.2 * d))
    spans = max(1, round(w / 1.8))
    post = box((0.08, 0.94 * h, 0.7 * d), (0, 0, -0.15 * d), bevel=0.008)
    return join(
        [move(picket, ((place + 0.5) * pitch - w / 2, 0, 0)) for place in range(count)],
        [box((w, 0.08, 0.4 * d), (0, y * h, -0.15 * d), bevel=0.006) for y in (0.2, 0.68)],
        [move(post, ((w - 0.08) * (place / spans - 0.5), 0, 0)) for place in range(spans + 1)],
    )


def _arch(size: Size) -> Part:
    """A stone arch on two piers with a keystone."""
    w, h, d = size
    pier = 0.17 * w
    inner = w - 2 * pier
    spring = h - 0.5 * inner - pier
    steps = 12
    inside = [(inner / 2 * cos(pi * t / steps), spring + inner / 2 * sin(pi * t / steps)) for t in range(steps + 1)]
    outline = [(w / 2, 0), (w / 2, h), (-w / 2, h), (-w / 2, 0), (-inner / 2, 0), *reversed(inside), (inner / 2, 0)]
    key = [
        (-0.04 * w, spring + 0.48 * inner),
        (0.04 * w, spring + 0.48 * inner),
        (0.065 * w, h - 0.02 * w),
        (-0.065 * w, h - 0.02 * w),
    ]
    return join(
        extrude(outline, 0.86 * d, bevel=0.015),
        extrude(key, d, bevel=0.01),
        both_sides(box((1.12 * pier, 0.07 * h, 0.98 * d), (w / 2 - 0.56 * pier, spring - 0.07 * h, 0), bevel=0.012)),
        both_sides(box((1.12 * pier, 0.08 * h, 0.98 * d), (w / 2 - 0.56 * pier, 0, 0), bevel=0.012)),
    )


def _arch_solids(size: Size) -> tuple[Box3, ...]:
    w, h, d = size
    pier = 0.2 * w
    lintel = h - 0.17 * w
    return (
        *(solid((pier, h, d), (side * (w - pier) / 2, 0, 0)) for side in (-1, 1)),
        solid((w, h - lintel, d), (0, lintel, 0)),
    )


def _pedestal(size: Size) -> Part:
    w, h, d = size
    foot, cap = 0.16 * h, 0.1 * h
    return join(
        box((w, 0.6 * foot, d), bevel=0.01),
        box((0.9 * w, 0.4 * foot, 0.9 * d), (0, 0.6 * foot, 0), bevel=0.012),
        box((0.78 * w, h - foot - cap, 0.78 * d), (0, foot, 0), bevel=0.008),
        box((0.9 * w, 0.4 * cap, 0.9 * d), (0, h - cap, 0), bevel=0.01),
        box((w, 0.6 * cap, d), (0, h - 0.6 * cap, 0), bevel=0.01),
    )


def _railing(size: Size) -> Part:
    """A harbour rail: iron posts with balls and two bars."""
    w, h, d = size
    spans = max(1, round(w / 1.2))
    r = min(0.04, 0.4 * d)
    post = join(
        lathe([(0, 0), (0.5 * d, 0), (0.5 * d, 0.03), (r, 0.06), (0.8 * r, h - 2 * r), (0, h - 2 * r)], sides=10),
        ball(1.15 * r, (0, h - 1.15 * r, 0), sides=10, rows=6),
    )
    bar = turn(cylinder(0.45 * r, w - d, (0, -(w - d) / 2, 0), sides=8), z_deg=90)
    return join(
        [move(post, ((w - d) * (place / spans - 0.5), 0, 0)) for place in range(spans + 1)],
        [move(bar, (0, y * h, 0)) for y in (0.48, 0.84)],
    )


JOINERY = (
    Archetype(
        id="door",
        name_en="door",
        name_ko="문",
        keywords=("doorway", "wooden door", "front door", "방문", "현관문", "나무문", "출입문"),
        category="structure",
        role="structure",
        size=(1.01, 2.13, 0.14),
        materials=("wood", "brass"),
        build=meshed(_door),
        attach="wall",
        access=("front",),
        tags=("opening",),
    ),
    Archetype(
        id="gate",
        name_en="great door",
        name_ko="성문",
        keywords=("gate", "castle door", "double door", "church door", "portal", "대문", "큰 문", "아치문"),
        category="structure",
        role="structure",
        size=(2.4, 3.4, 0.3),
        materials=("wood_dark", "iron", "stone"),
        build=meshed(_gate),
        attach="wall",
        access=("front",),
        tags=("opening", "grand"),
    ),
    Archetype(
        id="window",
        name_en="window",
        name_ko="창문",
        keywords=("window frame", "casement", "window pane", "창", "창틀", "유리창"),
        category="structure",
        role="structure",
        size=(1.2, 1.4, 0.16),
        materials=("white", "glass"),
        build=meshed(_window),
        attach="wall",
        tags=("opening", "wall_flush"),
    ),
    Archetype(
        id="column",
        name_en="column",
        name_ko="기둥",
        keywords=("pillar", "stone column", "post", "돌기둥", "원주", "석주"),
        category="structure",
        role="structure",
        size=(0.8, 4.2, 0.8),
        materials=("stone",),
        build=meshed(_column),
        solids=_column_solids,
        tags=("tall", "grand"),
    ),
    Archetype(
        id="stairs",
        name_en="stairs",
        name_ko="계단",
        keywords=("staircase", "steps", "stairway", "층계", "층층대"),
        category="structure",
        role="structure",
        size=(1.2, 2.65, 2.9),
        materials=("stone", "wood"),
        build=meshed(_stairs),
        solids=_stairs_solids,
        surfaces=_stairs_surfaces,
        access=("front",),
    ),
    Archetype(
        id="fence",
        name_en="fence",
        name_ko="울타리",
        keywords=("picket fence", "paling", "barrier", "담장", "목책", "펜스"),
        category="structure",
        role="structure",
        size=(2.4, 1.0, 0.1),
        materials=("wood_light",),
        build=meshed(_fence),
        tags=("outdoor",),
    ),
    Archetype(
        id="railing",
        name_en="railing",
        name_ko="난간",
        keywords=("guard rail", "handrail", "balustrade", "철제 난간", "손잡이 난간"),
        category="structure",
        role="structure",
        size=(3.0, 1.0, 0.16),
        materials=("iron",),
        build=meshed(_railing),
        tags=("outdoor",),
    ),
    Archetype(
        id="arch",
        name_en="stone arch",
        name_ko="아치",
        keywords=("archway", "vault", "portal arch", "석조 아치", "홍예"),
        category="structure",
        role="structure",
        size=(3.0, 3.6, 0.8),
        materials=("stone",),
        build=meshed(_arch),
        solids=_arch_solids,
        tags=("grand",),
    ),
    Archetype(
        id="pedestal",
        name_en="pedestal",
        name_ko="받침대",
        keywords=("plinth", "podium", "altar", "stand", "제단", "단상", "대좌"),
        category="structure",
        role="furniture_floor",
        size=(0.5, 1.0, 0.5),
        materials=("marble",),
        build=meshed(_pedestal),
        surfaces=whole_top,
    ),
)
