"""Where a unit might stand: places that its relations, its habits and the room suggest."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, pairwise, zip_longest

from studio.model.stage import Vec2
from studio.staging.placement.body import Body, Occupancy
from studio.staging.placement.item import Item, Wish, room_distance
from studio.staging.placement.site import Site
from studio.staging.placement.unit import Unit
from studio.staging.relation_check import FAR_M, NEAR_M, NEXT_M
from studio.staging.room import Wall

Place = tuple[float, float, float]
"""x, z and yaw in degrees."""
WALL_GAP_M, SIDE_GAP_M = 0.01, 0.03
_MOST = 200


def places(
    unit: Unit, site: Site, occupied: Occupancy, rng: random.Random, asking: Mapping[str, Sequence[str]]
) -> list[Place]:
    """Candidate places of a unit's anchor, the most fitting kinds first; never an endless list."""
    item = unit.anchor
    found: list[Place] = []
    targets = [
        (wish, occupied.bodies[name]) for wish in item.wishes for name in wish.targets if name in occupied.bodies
    ]
    if item.wants("in_corner") or item.zone == "corner":
        found.extend(_corners(item, site))
    at_edge = item.wants("against_wall") or not site.room.outdoor
    if (item.is_wallside or item.opening or _stands_off_wall(unit)) and at_edge:
        found.extend(_along_walls(unit, site, occupied, targets))
    found.extend(_between(targets))
    for wish, target in targets:
        found.extend(islice(_beside(unit, wish, target, site), 60))
    for name in asking.get(item.id, ()):
        if name in occupied.bodies:
            found.extend(islice(_beside(unit, Wish("next_to", (name,)), occupied.bodies[name], site), 40))
    if item.wants("centered") or (item.zone == "center" and not targets):
        found.extend(_around_centre(unit, site))
    if (
        len(found) < 24
        or (not targets and not item.is_wallside)
        or (targets and item.node.semantic_role == "character")
    ):
        found.extend(_scattered(unit, site, rng, 60 if not found else 28))
    unique = dict.fromkeys((round(x, 3), round(z, 3), round(yaw, 2)) for x, z, yaw in found)
    return list(unique)[:_MOST]


def _stands_off_wall(unit: Unit) -> bool:
    """A counter or desk with something behind it, parallel to the wall behind that."""
    return unit.anchor.is_a("wallside") and "behind" in unit.anchor.approached and bool(unit.satellites)


def _along_walls(unit: Unit, site: Site, occupied: Occupancy, targets: list[tuple[Wish, Body]]) -> Iterator[Place]:
    """Back to each wall, the walls in turn: its middle, its ends, beside what stands there, steps between."""
    depth = unit.anchor.size[2]
    off_wall = depth / 2 + WALL_GAP_M + max(0.0, -unit.bounds()[1] - depth / 2)
    by_wall = [
        [
            (*wall.point(stop, off_wall), wall.yaw_deg)
            for stop in _stops(unit.anchor.size[0], wall, site, occupied, targets)
        ]
        for wall in site.room.walls
        if wall.length >= unit.anchor.size[0]
    ]
    for some in zip_longest(*by_wall):
        yield from (place for place in some if place is not None)


def _stops(
    width: float, wall: Wall, site: Site, occupied: Occupancy, targets: list[tuple[Wish, Body]]
) -> Iterator[float]:
    """Metres along a wall for the middle of something of that width, the likeliest first."""
    low, high = width / 2 + WALL_GAP_M, wall.length - width / 2 - WALL_GAP_M
    if low > high:
        low = high = wall.length / 2
    stops = [wall.length / 2, low, high]
    for wish, target in targets:
        along, off = wall.local((target.x, target.z))
        reach = _reach_along(target, wall)
        if wish.kind == "aligned_with":
            stops.append(along)
        elif abs(off) < 3.0:
            stops += [along, along - reach - width / 2 - 0.3, along + reach + width / 2 + 0.3]
    for body in occupied.bodies.values():
        along, off = wall.local((body.x, body.z))
        if abs(off) < 1.4 and body.y < 0.1:
            reach = _reach_along(body, wall)
            stops += [along - reach - width / 2 - SIDE_GAP_M, along + reach + width / 2 + SIDE_GAP_M]
    for gate in site.room.gates:
        if gate.wall is wall:
            stops += [gate.low - width / 2 - 0.06, gate.high + width / 2 + 0.06]
    steps = max(1, min(14, int((high - low) / 0.45)))
    stops += [low + (high - low) * step / steps for step in range(steps + 1)]
    kept = dict.fromkeys(round(stop, 3) for stop in stops if low - 1e-6 <= stop <= high + 1e-6)
    yield from kept


def _reach_along(body: Body, wall: Wall) -> float:
    """Half of what a body covers of a wall's length."""
    facing = abs(wall.along[0] * body.rect.cos - wall.along[1] * body.rect.sin)
    turned = abs(wall.along[0] * body.rect.sin + wall.along[1] * body.rect.cos)
    return body.rect.half_w * facing + body.rect.half_d * turned


def _corners(item: Item, site: Site) -> Iterator[Place]:
    """Into each corner, back to one of its walls."""
    walls = site.room.walls
    for place, wall in enumerate(walls):
        before = walls[place - 1]
        if before.along[0] * wall.along[1] - before.along[1] * wall.along[0] <= 0.1:
            continue
        for away in (WALL_GAP_M, 0.15, 0.4):
            x, z = wall.point(item.size[0] / 2 + away, item.size[2] / 2 + WALL_GAP_M)
            yield x, z, wall.yaw_deg
            x, z = before.point(before.length - item.size[0] / 2 - away, item.size[2] / 2 + WALL_GAP_M)
            yield x, z, before.yaw_deg


def _beside(unit: Unit, wish: Wish, target: Body, site: Site) -> Iterator[Place]:
    """Where a relation to a placed thing puts an item: close by, on the side it names, turned as it asks."""
    item = unit.anchor
    sides = {
        "in_front_of": ("front",), "behind": ("back",), "left_of": ("left",), "right_of": ("right",),
        "beside_both": ("left", "right") if item.index % 2 == 0 else ("right", "left"),
    }.get(wish.kind, ("front", "left", "right", "back"))  # fmt: skip
    if wish.kind == "long_side_of":
        sides = ("front", "back") if target.rect.half_w >= target.rect.half_d else ("left", "right")
    gaps = _gaps(item, wish, target)
    if wish.kind == "aligned_with":
        yield from _aligned(unit, target, site)
        return
    if wish.kind == "under":
        for left, front in (
            (0.0, 0.0),
            (0.0, 0.4),
            (0.4, 0.0),
            (-0.4, 0.0),
            (0.0, -0.4),
            (0.0, 0.8),
            (0.7, 0.5),
            (-0.7, 0.5),
        ):
            x, z = target.rect.world(left * target.rect.half_w, front * target.rect.half_d)
            for turn in (0.0, 90.0, 180.0):
                yield x, z, target.yaw + turn
        return
    for gap in gaps:
        for side in sides:
            for slide in (0.0, -0.5, 0.5, -1.0, 1.0):
                for yaw in _yaws(unit, target, side):
                    yield _at_side(unit, target, side, gap, slide, yaw)


def _between(targets: list[tuple[Wish, Body]]) -> Iterator[Place]:
    """Midway between two things it is to be near to."""
    near = [target for wish, target in targets if wish.kind in {"near", "next_to"}]
    for one, other in pairwise(near):
        x, z = (one.x + other.x) / 2, (one.z + other.z) / 2
        for turn in (0.0, 90.0):
            yield x, z, one.yaw + turn


def _gaps(item: Item, wish: Wish, target: Body) -> tuple[float, ...]:
    if wish.kind == "far":
        low, high = room_distance(wish, (FAR_M, None))
        return tuple(gap for gap in (low + 0.1, low + 1.0, low + 2.5) if gap <= high)
    limit = {"next_to": NEXT_M, "near": NEAR_M, "around": NEXT_M}.get(wish.kind, 6.0)
    low, high = room_distance(wish, (0.0, limit))
    if item.node.semantic_role == "character":
        base: tuple[float, ...] = (0.45, 0.7, 1.1)
    elif wish.kind in {"in_front_of", "behind"} and high > 3.0 and item.node.count > 1:
        base = (0.5, 0.9, 1.6, 2.6, 3.6, 4.8)
    elif item.is_a("seat") and target.item.is_a("table"):
        base = (0.12, 0.05, 0.3)
    elif target.item.is_a("seat") or target.item.is_a("focal"):
        base = (0.4, 0.3, 0.7, 0.05)
    else:
        base = (0.05, 0.3, 0.6, 1.0)
    return tuple(min(max(gap, low), high) for gap in base)


def _yaws(unit: Unit, target: Body, side: str) -> tuple[float, ...]:
    """Facing the target first where that is asked or a seat's habit, else as the target stands."""
    item = unit.anchor
    toward = target.yaw + {"front": 180.0, "back": 0.0, "left": -90.0, "right": 90.0}[side]
    if unit.is_pair:
        return target.yaw + 90.0, target.yaw - 90.0
    asks = any(target.item.id in wish.targets for wish in item.wants("facing", "around"))
    if asks or item.is_a("seat", "person") or item.node.semantic_role == "character":
        return (toward,)
    if item.wants("same_facing"):
        return (target.yaw,)
    return (target.yaw, toward, target.yaw + 90.0)


def _at_side(unit: Unit, target: Body, side: str, gap: float, slide: float, yaw: float) -> Place:
    """The anchor's place ``gap`` metres off a side of the target; a pair is centred there as a whole."""
    half_w, half_d = unit.anchor.size[0] / 2, unit.anchor.size[2] / 2
    shift_l = shift_f = 0.0
    if unit.is_pair:
        low_l, low_f, high_l, high_f = unit.bounds()
        half_w, half_d = (high_l - low_l) / 2, (high_f - low_f) / 2
        shift_l, shift_f = (low_l + high_l) / 2, (low_f + high_f) / 2
    relative = math.radians(yaw - target.yaw)
    wide = abs(half_w * math.cos(relative)) + abs(half_d * math.sin(relative))
    deep = abs(half_w * math.sin(relative)) + abs(half_d * math.cos(relative))
    if side in {"front", "back"}:
        out = target.rect.half_d + gap + deep
        x, z = target.rect.world(slide * target.rect.half_w, out if side == "front" else -out)
    else:
        out = target.rect.half_w + gap + wide
        x, z = target.rect.world(out if side == "left" else -out, slide * target.rect.half_d)
    cos, sin = math.cos(math.radians(yaw)), math.sin(math.radians(yaw))
    return x - shift_l * cos - shift_f * sin, z + shift_l * sin - shift_f * cos, yaw


def _aligned(unit: Unit, target: Body, site: Site) -> Iterator[Place]:
    """In line with the target, along its front or its side, ever farther from it, aisles first."""
    low_l, low_f, high_l, high_f = unit.bounds()
    span = max(site.room.sides)
    for left, front, own in ((0.0, 1.0, max(high_f, -low_f)), (1.0, 0.0, max(high_l, -low_l))):
        reach = target.rect.half_d if front else target.rect.half_w
        for space in (
            own - (unit.anchor.size[2] if front else unit.anchor.size[0]) / 2 + 0.9,
            0.5,
            1.0,
            1.5,
            2.0,
            2.6,
            3.2,
            4.0,
            5.0,
        ):
            out = reach + own + space
            if out > span:
                continue
            for sign in (1.0, -1.0):
                x, z = target.rect.world(sign * left * out, sign * front * out)
                yield x, z, target.yaw


def _around_centre(unit: Unit, site: Site) -> Iterator[Place]:
    """The middle of the room, then ever farther from it."""
    (x0, z0), (x1, z1) = site.room.low, site.room.high
    middle: list[Vec2] = [((x0 + x1) / 2, (z0 + z1) / 2), site.room.centre]
    turns = room_yaws(site)
    for x, z in middle:
        for yaw in turns:
            yield x, z, yaw
    step = 0.45
    for ring in range(1, 5):
        for dx, dz in ((0, 1), (1, 0), (0, -1), (-1, 0), (1, 1), (1, -1), (-1, -1), (-1, 1)):
            for yaw in turns[:2] if unit.satellites else turns[:1]:
                yield middle[0][0] + dx * step * ring, middle[0][1] + dz * step * ring, yaw


def room_yaws(site: Site) -> tuple[float, ...]:
    """The four ways to stand square to the room, the longer side across first."""
    longest = max(site.room.walls, key=lambda wall: round(wall.length, 6))
    base = longest.yaw_deg
    return base, base + 90.0, base + 180.0, base - 90.0


def _scattered(unit: Unit, site: Site, rng: random.Random, count: int) -> Iterator[Place]:
    """A jittered spread over the whole floor, square to the room (plants and people stand as they like)."""
    (x0, z0), (x1, z1) = site.room.low, site.room.high
    turns = room_yaws(site)
    free = unit.anchor.is_a("plant", "person", "animal") or unit.anchor.node.semantic_role == "character"
    columns = max(2, math.ceil(math.sqrt(count * (x1 - x0) / max(0.1, z1 - z0))))
    rows = max(2, math.ceil(count / columns))
    spots = [(column, row) for column in range(columns) for row in range(rows)]
    rng.shuffle(spots)
    for column, row in spots[:count]:
        x = x0 + (x1 - x0) * (column + 0.15 + 0.7 * rng.random()) / columns
        z = z0 + (z1 - z0) * (row + 0.15 + 0.7 * rng.random()) / rows
        yaw = rng.uniform(-180.0, 180.0) if free else turns[int(rng.random() * 4)]
        yield round(x, 2), round(z, 2), round(yaw, 0)
