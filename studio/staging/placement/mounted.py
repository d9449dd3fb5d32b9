"""What hangs on walls and from the ceiling, and what floats."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence

from studio.model.stage import Vec2
from studio.staging.nsse import rule
from studio.staging.placement.body import Body, Occupancy, stand
from studio.staging.placement.even_spread import about, farthest_first, spread_spots
from studio.staging.placement.item import Item
from studio.staging.placement.site import Site
from studio.staging.placement.wall_company import Spot, companies, spots_beside
from studio.staging.rect import overlap_depth
from studio.staging.room import Wall

BACK_M = 0.002
EYE_M = 1.55
_FEW = 3
"""Up to so many alike hang together on one wall; more are spread over all of them."""


def hang_on_walls(items: Sequence[Item], occupied: Occupancy, site: Site, rng: random.Random) -> list[Item]:
    """Puts like items evenly on walls, clear of doors and windows; returns those that found no place."""
    left: list[Item] = []
    hung: set[str] = set()
    for root, beside in companies(items):
        for one in _hung_together(root, beside, occupied, site):
            occupied.add(one)
            hung.add(one.item.id)
    for group in _by_node([item for item in items if item.id not in hung]):
        spots = _even_spots(group, occupied, site)
        alike: list[Vec2] = []
        for turn, item in enumerate(group):
            if len(group) > _FEW and len(spots) == len(group):
                others = farthest_first(list(_all_spots(item, occupied, site)), alike)
                body = _first_free(item, [*about(spots[turn], spots), *others], occupied, site)
            else:
                body = _first_free(item, [*spots, *_all_spots(item, occupied, site)], occupied, site)
            if body is None:
                left.append(item)
            else:
                occupied.add(body)
                alike.append((body.x, body.z))
    del rng
    return left


def _hung_together(root: Item, beside: list[Item], occupied: Occupancy, site: Site) -> list[Body]:
    """Something and what belongs beside it on the same wall, where all of it has room; nothing where it has none."""
    for spot in (*_even_spots([root], occupied, site), *_all_spots(root, occupied, site)):
        body = _first_free(root, [spot], occupied, site)
        if body is None:
            continue
        bodies = [body]
        occupied.add(body)
        for one in beside:
            other = _first_free(one, spots_beside(one, body, spot[0], spot[1]), occupied, site)
            if other is None:
                break
            occupied.add(other)
            bodies.append(other)
        for hung in bodies:
            occupied.remove(hung.item.id)
        if len(bodies) == 1 + len(beside):
            return bodies
    return []


def mount_height(item: Item, room_height: float) -> float:
    """The bottom of something on a wall: as hinted, else pictures with their middle at eye height."""
    hint = item.node.placement_hint
    if hint is not None and hint.preferred_height is not None:
        bottom = hint.preferred_height
    elif item.is_a("plant") or item.size[1] >= 1.8:
        bottom = max(0.05, min(room_height * 0.45, room_height - item.size[1] - 0.4))
    elif (
        item.kind.category in {"light", "lighting"} or item.node.semantic_role == "lighting" or "torch" in item.node.id
    ):
        bottom = max(1.7, min(2.2, room_height * 0.5))
    else:
        bottom = EYE_M - item.size[1] / 2
    return max(0.02, min(bottom, room_height - item.size[1] - 0.02))


def _by_node(items: Sequence[Item]) -> Iterator[list[Item]]:
    groups: dict[str, list[Item]] = {}
    own = {item.id for item in items}
    for item in sorted(items, key=lambda one: any(name in own for wish in one.wishes for name in wish.targets)):
        groups.setdefault(item.node.id, []).append(item)
    yield from groups.values()


def _related(item: Item, occupied: Occupancy) -> Body | None:
    for wish in item.wishes:
        for name in wish.targets:
            if name in occupied.bodies:
                return occupied.bodies[name]
    return None


def _even_spots(group: list[Item], occupied: Occupancy, site: Site) -> list[Spot]:
    """One spot each: spread over the walls by their length, evenly along each, the wall opposite the door first."""
    item = group[0]
    height = mount_height(item, site.room.ceiling_y)
    target = _related(item, occupied)
    walls = _ranked_walls(item, site, target)
    if target is not None and not target.item.node.semantic_role.startswith("environment"):
        wall = walls[0]
        along, _ = wall.local((target.x, target.z))
        if target.item.support == "wall":
            return [spot for item in group for spot in spots_beside(item, target, wall, along)]
        step = item.size[0] + 0.3
        bottom = max(height, target.top + 0.15) if target.top + 0.15 + item.size[1] < site.room.ceiling_y else height
        return [(wall, along + step * (turn - (len(group) - 1) / 2), bottom) for turn in range(len(group))]
    if len(group) == 1:
        return [(wall, wall.length / 2, height) for wall in walls]
    if len(group) <= _FEW:
        return [
            (wall, wall.length * (turn + 1) / (len(group) + 1), height) for wall in walls for turn in range(len(group))
        ]
    return spread_spots(len(group), site.room.walls, height)


def _ranked_walls(item: Item, site: Site, target: Body | None) -> list[Wall]:
    """The wall a related thing turns its back to, else the one farthest from the door, else the longest."""
    if target is not None:

        def off(wall: Wall) -> float:
            along, away = wall.local((target.x, target.z))
            past = max(0.0, -along, along - wall.length)
            turned = 0.0 if abs((wall.yaw_deg - target.yaw + 180) % 360 - 180) < 20 else 1.0
            return round(away + past + turned, 4)

        return sorted(site.room.walls, key=off)
    del item
    doors = [door.centre for door in site.room.doors]

    def worth(wall: Wall) -> float:
        middle = wall.point(wall.length / 2)
        away = min((math.dist(middle, door) for door in doors), default=0.0)
        holes = sum(1 for gate in site.room.gates if gate.wall is wall)
        return -round(away + 0.5 * wall.length - 2.0 * holes, 4)

    return sorted(site.room.walls, key=worth)


def _all_spots(item: Item, occupied: Occupancy, site: Site) -> Iterator[Spot]:
    height = mount_height(item, site.room.ceiling_y)
    hinted = item.node.placement_hint is not None and item.node.placement_hint.preferred_height is not None
    levels = [height] if hinted else [height, min(height + 0.5, site.room.ceiling_y - item.size[1] - 0.05)]
    levels.append(max(0.02, site.room.ceiling_y - item.size[1] - 0.1))
    for level in levels:
        for wall in _ranked_walls(item, site, _related(item, occupied)):
            low, high = item.size[0] / 2 + 0.05, wall.length - item.size[0] / 2 - 0.05
            if low > high:
                continue
            steps = max(1, int((high - low) / 0.3))
            order = sorted(range(steps + 1), key=lambda step: abs(step - steps / 2))
            for step in order:
                yield wall, low + (high - low) * step / steps, level


def _first_free(item: Item, spots: list[Spot], occupied: Occupancy, site: Site) -> Body | None:
    for wall, along, bottom in spots:
        if not item.size[0] / 2 <= along <= wall.length - item.size[0] / 2:
            continue
        x, z = wall.point(along, item.size[2] / 2 + BACK_M)
        body = stand(item, x, bottom, z, wall.yaw_deg)
        if (
            bottom < 0.02
            or not site.holds(body)
            or site.blocks_door(body)
            or _over_opening(body, wall, along, site)
            or occupied.hit(body) is not None
        ):
            continue
        if _hidden(body, occupied):
            continue
        return body
    return None


def _over_opening(body: Body, wall: Wall, along: float, site: Site) -> bool:
    half = body.item.size[0] / 2 + 0.05
    if body.item.noun is not None and body.item.noun.key == "curtain":
        return False
    for gate in site.room.gates:
        if gate.wall is wall and along - half < gate.high and along + half > gate.low:
            sill, head = gate.opening.sill, gate.opening.sill + gate.opening.height
            if body.y < head + 0.05 and body.top > sill - 0.05:
                return True
    return False


def _hidden(body: Body, occupied: Occupancy) -> bool:
    """Whether something tall stands right in front of it."""
    x, z = body.rect.world(0.0, body.rect.half_d + 0.3)
    front = type(body.rect)(x, z, body.rect.half_w * 0.6, 0.3, body.rect.cos, body.rect.sin)
    middle = (body.y + body.top) / 2
    return any(
        other.y < middle < other.top and overlap_depth(front, other.rect) > 0.05
        for other in occupied.near(front)
        if other.item.support == "floor"
    )


def hang_from_ceiling(items: Sequence[Item], occupied: Occupancy, site: Site, rng: random.Random) -> list[Item]:
    """Tops at the ceiling: over what they relate to, else over tables or evenly over the floor."""
    left: list[Item] = []
    for group in _by_node(items):
        spots = _ceiling_spots(group, occupied, site, rng)
        for turn, item in enumerate(group):
            order = [*spots[turn : turn + 1], *spots]
            body = _free_at(item, order, site.room.ceiling_y - item.size[1], occupied, site)
            if body is None:
                left.append(item)
            else:
                occupied.add(body)
    return left


def _ceiling_spots(group: list[Item], occupied: Occupancy, site: Site, rng: random.Random) -> list[Vec2]:
    item = group[0]
    over = [occupied.bodies[n] for i in group for w in i.wishes for n in w.targets if n in occupied.bodies]
    spots: list[Vec2] = [(body.x, body.z) for body in over]
    (x0, z0), (x1, z1) = site.room.low, site.room.high
    wide, deep = x1 - x0, z1 - z0
    if len(group) == 1:
        spots.append(((x0 + x1) / 2, (z0 + z1) / 2))
        spots.append(site.room.centre)
    count = max(1, len(group))
    columns = max(1, round(math.sqrt(count * wide / deep)))
    rows = math.ceil(count / columns)
    for row in range(rows):
        in_row = min(columns, count - row * columns)
        z = z0 + deep * (row + 0.5) / rows
        spots.extend((x0 + wide * (column + 0.5) / in_row, z) for column in range(in_row))
    margin = max(item.size[0], item.size[2]) / 2 + 0.05
    spots.extend(
        (x0 + margin + (wide - 2 * margin) * rng.random(), z0 + margin + (deep - 2 * margin) * rng.random())
        for _ in range(60)
    )
    return spots


def _free_at(item: Item, spots: Sequence[Vec2], y: float, occupied: Occupancy, site: Site) -> Body | None:
    for x, z in spots:
        body = stand(item, x, y, z, 0.0)
        if y >= 0 and site.holds(body) and not site.blocks_door(body) and occupied.hit(body) is None:
            return body
    return None


def float_in_air(items: Sequence[Item], occupied: Occupancy, site: Site, rng: random.Random) -> list[Item]:
    """Spreads floating things by best-candidate sampling (Mitchell 1991): far from one another, never regular."""
    left: list[Item] = []
    placed: list[tuple[float, float, float]] = []
    for item in items:
        low, high = height_range(item, site.room.ceiling_y)
        best: tuple[float, Body] | None = None
        for attempt in range(14 if len(items) < 200 else 6):
            for _ in range(8):
                body = _random_float(item, low, high, site, rng)
                if body is not None and occupied.hit(body) is None:
                    break
            else:
                continue
            near = min((math.dist((body.x, body.y, body.z), other) for other in placed), default=1e9)
            if best is None or near > best[0] + 1e-9:
                best = (near, body)
            del attempt
        if best is None:
            left.append(item)
            continue
        occupied.add(best[1])
        placed.append((best[1].x, best[1].y, best[1].z))
    return left


def height_range(item: Item, ceiling: float) -> tuple[float, float]:
    """Lowest and highest bottom of a floating thing, so that all of it keeps to its range."""
    hint = item.node.placement_hint
    if hint is not None and hint.floating_range is not None:
        low, high = sorted(hint.floating_range)
    else:
        share = rule(item.node.semantic_role).height or (0.3, 0.9)
        low, high = share[0] * ceiling, share[1] * ceiling
    high = min(high, ceiling) - item.size[1]
    return (min(low, max(0.02, high)), max(0.02, high))


def _random_float(item: Item, low: float, high: float, site: Site, rng: random.Random) -> Body | None:
    (x0, z0), (x1, z1) = site.room.low, site.room.high
    half = math.hypot(item.size[0], item.size[2]) / 2
    x = rng.uniform(x0 + half, max(x0 + half, x1 - half))
    z = rng.uniform(z0 + half, max(z0 + half, z1 - half))
    body = stand(item, x, rng.uniform(low, max(low, high)), z, round(rng.uniform(-180.0, 180.0)))
    return body if site.holds(body) and not site.blocks_door(body) else None
