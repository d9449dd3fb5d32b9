"""Where a unit might stand: places that its relations, its habits and the room suggest."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, zip_longest

from studio.model.stage import Vec2
from studio.staging.placement.beside import Place, answering, beside, between
from studio.staging.placement.body import Body, Occupancy
from studio.staging.placement.item import Item, Wish
from studio.staging.placement.site import Site
from studio.staging.placement.unit import Unit
from studio.staging.relation_check import SIDES
from studio.staging.room import Wall

WALL_GAP_M, SIDE_GAP_M = 0.01, 0.03
_MOST, _MOST_TUCKED = 140, 4
_HAND_M, _MOST_STRIDES = 0.08, 2500


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
    askers = [occupied.bodies[name] for name in dict.fromkeys(asking.get(item.id, ())) if name in occupied.bodies]
    at_edge = item.wants("against_wall") or not site.room.outdoor
    if (item.is_wallside or item.opening or _stands_off_wall(unit)) and at_edge:
        found.extend(_along_walls(unit, site, occupied, [*targets, *((Wish("near"), asker) for asker in askers)]))
    found.extend(between(targets))
    for wish, target in targets:
        found.extend(islice(beside(unit, wish, target, site), 60))
    for asker in askers:
        found.extend(islice(answering(unit, asker), 40))
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
        if wish.kind in SIDES:
            stops += _where_beyond(wish.kind, target, wall, width)
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


def _where_beyond(kind: str, target: Body, wall: Wall, width: float) -> Iterator[float]:
    """Where a wall is met by what lies on the named side of a thing: metres along it."""
    left, front = SIDES[kind]
    x, z = target.rect.world(left, front)
    along, off = wall.local((target.x, target.z))
    further, nearer = wall.local((x, z))
    if nearer < off - 1e-6:
        yield along + (further - along) * off / (off - nearer)
    elif abs(nearer - off) <= 1e-6:
        reach = (_reach_along(target, wall) + width / 2 + SIDE_GAP_M) * math.copysign(1.0, further - along)
        yield along + reach
        yield along + 2 * reach


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


def tucked(unit: Unit, site: Site, occupied: Occupancy, rng: random.Random) -> list[Place]:
    """Flush with what stands there already, or with a wall: a packed floor is filled from its edges."""
    if unit.anchor.is_wallside or unit.anchor.is_flat:
        return []
    low_l, low_f, high_l, high_f = unit.bounds()
    found: list[Place] = []
    hosts = [body for body in occupied.bodies.values() if not body.item.is_flat and body.item.support == "floor"]
    rng.shuffle(hosts)
    for host in hosts[:_MOST_TUCKED]:
        for turn in (0.0, 90.0):
            wide, deep = (high_l - low_l, high_f - low_f) if turn == 0.0 else (high_f - low_f, high_l - low_l)
            off_l, off_f = ((low_l + high_l) / 2, (low_f + high_f) / 2)
            for left, front in ((1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)):
                for flush in (-1.0, 1.0):
                    out_w, out_d = host.rect.half_w + SIDE_GAP_M + wide / 2, host.rect.half_d + SIDE_GAP_M + deep / 2
                    x, z = host.rect.world(
                        left * out_w + flush * abs(front) * (host.rect.half_w - wide / 2),
                        front * out_d + flush * abs(left) * (host.rect.half_d - deep / 2),
                    )
                    yaw = host.yaw + turn
                    cos, sin = math.cos(math.radians(yaw)), math.sin(math.radians(yaw))
                    x, z = x - off_l * cos - off_f * sin, z + off_l * sin - off_f * cos
                    found.append((round(x, 3), round(z, 3), round(yaw, 2)))
    for wall in site.room.walls:
        reach = (high_l - low_l) / 2
        for along in (reach + WALL_GAP_M, wall.length - reach - WALL_GAP_M, wall.length * rng.random()):
            x, z = wall.point(along, -low_f + WALL_GAP_M)
            found.append((round(x, 3), round(z, 3), wall.yaw_deg))
    return found


def everywhere(unit: Unit, site: Site) -> Iterator[Place]:
    """Along every wall, then over the whole floor, a hand's breadth at a time: what has no place here has none."""
    low_l, low_f, high_l, _ = unit.bounds()
    for wall in site.room.walls:
        start, end = high_l + WALL_GAP_M, wall.length + low_l - WALL_GAP_M
        for step in range(int(max(-1.0, end - start) / _HAND_M) + 1):
            yield (*wall.point(start + step * _HAND_M, WALL_GAP_M - low_f), wall.yaw_deg)
    (x0, z0), (x1, z1) = site.room.low, site.room.high
    stride = max(_HAND_M, math.sqrt((x1 - x0) * (z1 - z0) / _MOST_STRIDES))
    for yaw in room_yaws(site)[: 4 if unit.satellites else 2]:
        for column in range(int((x1 - x0) / stride)):
            for row in range(int((z1 - z0) / stride)):
                yield round(x0 + (column + 0.5) * stride, 3), round(z0 + (row + 0.5) * stride, 3), yaw


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
