"""Where relations to placed things put a unit: on the side they name, as far as they say, turned as they ask."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise

from studio.staging.placement.body import Body
from studio.staging.placement.item import Item, Wish, room_distance
from studio.staging.placement.site import Site
from studio.staging.placement.unit import Unit
from studio.staging.relation_check import FAR_M, NEAR_M, NEXT_M, SIDES

Place = tuple[float, float, float]
"""x, z and yaw in degrees."""
FACES = {"front": 180.0, "back": 0.0, "left": -90.0, "right": 90.0}
"""How something on a side of a thing is turned, beyond that thing's own yaw, to face it."""
NAMED = {"in_front_of": "front", "behind": "back", "left_of": "left", "right_of": "right"}


def beside(unit: Unit, wish: Wish, target: Body, site: Site) -> Iterator[Place]:
    """Where a relation to a placed thing puts an item: close by, on the side it names, turned as it asks."""
    item = unit.anchor
    sides = sides_for(item, wish, target)
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
            for slide in (0.0, -0.5, 0.5, -1.0, 1.0) if len(gaps) <= 4 else (0.0, -0.6, 0.6, -1.1, 1.1):
                for yaw in yaws_at(unit, target, side):
                    yield at_side(unit, target, side, gap, slide, yaw)


def sides_for(item: Item, wish: Wish, target: Body) -> tuple[str, ...]:
    """The sides of a thing on which a wish of it may hold, the likeliest first."""
    if wish.kind in NAMED:
        return (NAMED[wish.kind],)
    if wish.kind == "beside_both":
        return ("left", "right") if item.index % 2 == 0 else ("right", "left")
    if wish.kind == "long_side_of":
        return ("front", "back") if target.rect.half_w >= target.rect.half_d else ("left", "right")
    return ("front", "left", "right", "back")


def answering(unit: Unit, asker: Body) -> Iterator[Place]:
    """Where a thing has to stand, and how turned, for what stands there already to have what it asks of it."""
    wishes = [wish for wish in asker.item.wishes if unit.anchor.id in wish.targets]
    kinds = {wish.kind for wish in wishes}
    named = next((side for kind, side in NAMED.items() if kind in kinds), None)
    sides = ("front",) if kinds & {"facing", "around"} else ("front", "left", "right", "back")
    spans = [room_distance(wish, (0.0, {"next_to": NEXT_M, "near": NEAR_M}.get(wish.kind, 6.0))) for wish in wishes]
    low, high = max(span[0] for span in spans), min(span[1] for span in spans)
    for gap in (0.05, 0.16, 0.4, 0.8, 1.6, 3.0):
        if gap > high or (gap < low and low + gap > high):
            continue
        for side in sides:
            turn = FACES[side] - (FACES[named] + 180.0 if named else 0.0)
            turns = (turn,) if named else (0.0, 90.0, 180.0, -90.0)
            for slide in (0.0, -0.5, 0.5):
                for more in turns:
                    yield at_side(unit, asker, side, gap if gap >= low else low + gap, slide, asker.yaw + more)


def between(targets: list[tuple[Wish, Body]]) -> Iterator[Place]:
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
    elif wish.kind in SIDES and high > 3.0:
        base = (0.05, 0.3, 0.6, 1.0, 1.8, 3.0)
    else:
        base = (0.05, 0.3, 0.6, 1.0)
    return tuple(min(max(gap, low), high) for gap in base)


def yaws_at(unit: Unit, target: Body, side: str) -> tuple[float, ...]:
    """Facing the target first where that is asked or a seat's habit, else as the target stands."""
    item = unit.anchor
    toward = target.yaw + FACES[side]
    if unit.is_pair:
        return target.yaw + 90.0, target.yaw - 90.0
    asks = any(target.item.id in wish.targets for wish in item.wants("facing", "around"))
    if asks or item.is_a("seat", "person") or item.node.semantic_role == "character":
        return (toward,)
    if item.wants("same_facing"):
        return (target.yaw,)
    return (target.yaw, toward, target.yaw + 90.0)


def at_side(unit: Unit, target: Body, side: str, gap: float, slide: float, yaw: float) -> Place:
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
