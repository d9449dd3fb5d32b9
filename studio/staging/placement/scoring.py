"""How good a place is: relations first, then clearance, then habit and looks."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from studio.staging.placement.body import STRIP_M, Body, Occupancy, access_strip, access_strips
from studio.staging.placement.item import Item, Wish
from studio.staging.placement.site import Site
from studio.staging.rect import Rect, gap, overlap_depth, turned
from studio.staging.relation_check import back_gap, beyond, faces, pair_score, room_score

RELATION, FRONT, BLOCKED, WINDOW, SNUG = 10.0, 3.0, 4.0, 1.5, 3.0
_BEFORE_IT = 0.3
"""What of a wish is lost by what stands next to a thing by standing in front of it."""
_ASKEW, _SIDE_BY_SIDE = 0.04, frozenset({"next_to", "left_of", "right_of", "beside_both"})
"""What of a wish is lost by what stands side by side with a thing and turned another way."""
MOST_LOOKED_AT = 1.0
"""What a focus before an audience adds to a place at most."""
_TOUCH_M = 0.12
ROOM_KINDS = frozenset({"against_wall", "on_wall", "in_corner", "centered", "hanging"})
"""What is asked of the room rather than of things in it."""


def relation_terms(body: Body, occupied: Occupancy, site: Site) -> tuple[float, float]:
    """(sum of scores, how many were judged) of a body's wishes whose targets stand already."""
    room, rooms = room_terms(body, site)
    pair, pairs = pair_terms(body, occupied)
    return room + pair, rooms + pairs


def room_terms(body: Body, site: Site) -> tuple[float, float]:
    """(sum of scores, how many) of what a body wishes of the room."""
    total = count = 0.0
    for wish in body.item.wishes:
        if wish.kind in ROOM_KINDS and not wish.targets:
            score = room_score(wish.kind, body, site.room)
            if score is not None:
                total, count = total + score, count + 1
    return total, count


def pair_terms(body: Body, occupied: Occupancy) -> tuple[float, float]:
    """(sum of scores, how many) of what a body wishes of those that stand already."""
    total = count = 0.0
    for wish in body.item.wishes:
        for name in wish.targets:
            target = occupied.bodies.get(name)
            score = None if target is None or target is body else wish_score(wish, body, target)
            if score is not None:
                total, count = total + score, count + 1
    return total, count


def _stands_before(body: Body, target: Body) -> bool:
    """Whether what is to be next to a thing takes the floor before its front, where a seat or a low table belongs."""
    item = body.item
    if item.is_flat or target.item.is_flat or item.is_a("seat", "table") or item.wants("in_front_of", "facing"):
        return False
    return overlap_depth(access_strip(target, "front", STRIP_M), body.rect) > 0.0


def wish_score(wish: Wish, body: Body, target: Body) -> float | None:
    """How well one wish of a body holds of one target, 1 when it does; None for what is no relation of two boxes."""
    if wish.kind == "beside_both":
        return max(beyond("left_of", body, target), beyond("right_of", body, target))
    return pair_score(wish.kind, body, target, wish.distance)


def shortfall_between(body: Body, other: Body) -> float:
    """By how much what a body wishes of another and the other of it is missed."""
    lost = 0.0
    for one, target in ((body, other), (other, body)):
        for wish in one.item.wishes:
            for _ in range(wish.targets.count(target.item.id)):
                score = wish_score(wish, one, target)
                lost += 1.0 - score if score is not None else 0.0
                lost += _ASKEW * (wish.kind in _SIDE_BY_SIDE and _stands_askew(one, target))
                lost += _BEFORE_IT * (wish.kind == "next_to" and _stands_before(one, target))
    return lost


def _stands_askew(body: Body, target: Body) -> bool:
    """Whether what is to be at the side of a thing, and to look at nothing, looks another way than the thing does."""
    item = body.item
    if item.is_flat or item.is_a("seat", "person", "animal") or item.wants("facing") or target.item.is_a("table"):
        return False
    return body.yaw != target.yaw


def quick_score(body: Body, occupied: Occupancy, site: Site, asking: Mapping[str, Sequence[str]]) -> float:
    """Relations and habit alone: enough to see which places deserve a closer look."""
    return room_worth(body, site) + company_worth(body, occupied, asking)


def room_worth(body: Body, site: Site) -> float:
    """What a place is worth to a body in the bare room: its wishes of walls and openings, and its habits."""
    total, count = room_terms(body, site)
    return RELATION * (total - count) + _habit(body, site) - RELATION * opening_shortfall(body, site)


def company_worth(body: Body, occupied: Occupancy, asking: Mapping[str, Sequence[str]]) -> float:
    """What those that stand already add to it: wishes of them and theirs of it, and what an audience looks at."""
    names = [name for wish in body.item.wishes for name in wish.targets] + list(asking.get(body.item.id, ()))
    others = [occupied.bodies[name] for name in dict.fromkeys(names) if name in occupied.bodies]
    lost = sum(shortfall_between(body, other) for other in others if other is not body)
    return focus_worth(body, foci_for((body.item,), occupied)) - RELATION * lost


def opening_shortfall(body: Body, site: Site) -> float:
    """How far a body is from what it was said to be to a door or a window, 0 to 1."""
    if body.item.opening is None:
        return 0.0
    kind, relation = body.item.opening
    gates = [gate for gate in site.room.gates if gate.is_door == (kind == "door")]
    if not gates:
        return 0.0
    spots = [turned(*gate.centre, (gate.high - gate.low) / 2, 0.05, gate.wall.yaw_deg) for gate in gates]
    near = min(gap(body.rect, spot) for spot in spots)
    if relation == "far":
        return max(0.0, 1.0 - near / (0.4 * max(site.room.sides)))
    if relation in {"facing", "across"}:
        return 1.0 - max(faces(body, spot) for spot in spots)
    limit = 0.8 if relation in {"next_to", "beside_both"} else 1.5
    return min(1.0, max(0.0, near - limit))


def foci_for(items: Sequence[Item], occupied: Occupancy) -> list[Body]:
    """What stands there that some of the items would look at; nothing where none of them is of an audience."""
    if not any(is_of_audience(item) for item in items):
        return []
    return [body for body in occupied.bodies.values() if is_focus(body.item)]


def focus_worth(body: Body, foci: Sequence[Body]) -> float:
    """Rows of seats and desks look at the altar, the blackboard, the stage."""
    if not is_of_audience(body.item):
        return 0.0
    return max((faces(body, focus.rect) for focus in foci), default=0.0)


def is_of_audience(item: Item) -> bool:
    """Whether it is one of many seats or desks that are not said to look at something else."""
    return item.node.count >= 4 and item.is_a("seat", "table") and not item.wants("facing", "around")


def is_focus(item: Item) -> bool:
    """Whether an audience would look at it."""
    return item.noun is not None and item.noun.key in FOCI


FOCI = frozenset(
    {
        "altar",
        "judges_bench",
        "lectern",
        "stage_platform",
        "blackboard",
        "screen",
        "teacher_desk",
        "flower_arch",
        "throne",
        "cross",
        "tv",
    }
)


def place_score(body: Body, occupied: Occupancy, site: Site, asking: Mapping[str, Sequence[str]]) -> float:
    """The worth of one body where it stands; 0 is faultless, faults count below, pleasant habits a little above."""
    score = quick_score(body, occupied, site, asking)
    return score + surroundings_score(body, occupied, site)


def surroundings_score(body: Body, occupied: Occupancy, site: Site) -> float:
    """Reach and company: what a place costs those around it, and gains."""
    if body.item.is_flat:
        return 0.0
    return -BLOCKED * _blocks(body, occupied, site) + _company(body, occupied)


def snugness(body: Body, occupied: Occupancy, site: Site) -> float:
    """How much a body is tucked in among walls and others, 0 to 1: what is left of a packed floor stays whole."""
    rect, touched = body.rect, 0
    near = [other for other in occupied.near(rect, _TOUCH_M) if other is not body and not other.item.is_flat]
    for left, front in ((1.0, 0.0), (-1.0, 0.0), (0.0, 1.0), (0.0, -1.0)):
        for along in (-0.7, 0.7):
            out_w, out_d = rect.half_w + _TOUCH_M, rect.half_d + _TOUCH_M
            x, z = rect.world(
                left * out_w + along * rect.half_w * abs(front), front * out_d + along * rect.half_d * abs(left)
            )
            touched += not site.room.contains((x, z)) or any(other.rect.holds((x, z)) for other in near)
    return touched / 8


def _blocks(body: Body, occupied: Occupancy, site: Site) -> float:
    """How many access sides this body would block, its own among them."""
    item = body.item
    own = access_strips(body)
    blocked = sum(0.8 for strip, _ in own if not site.holds_rect(_lean(strip)))
    for other in occupied.near(body.rect, 1.2):
        if other.item.is_flat or other.y > 1.0 or other.item.support != "floor" or is_partner(item, other.item):
            continue
        # What is to be close, as a low table to its sofa, only leaves a hand's breadth.
        depth = 1 if _are_related(item, other.item) else 0
        for strips in occupied.strips(other):
            if overlap_depth(strips[depth], body.rect) > 0.005:
                blocked += 1.0
        for strips in own:
            if overlap_depth(strips[depth], other.rect) > 0.005:
                blocked += 1.0
    return blocked


def _lean(strip: Rect) -> Rect:
    return Rect(strip.x, strip.z, strip.half_w * 0.9, strip.half_d * 0.9, strip.cos, strip.sin)


def is_partner(a: Item, b: Item) -> bool:
    """Whether one is the seat of the other: it faces what it belongs to."""
    return b.id in a.belongs_to or a.id in b.belongs_to


def _are_related(a: Item, b: Item) -> bool:
    return b.id in a.related or a.id in b.related


def _habit(body: Body, site: Site) -> float:
    """Where things of a kind like to stand."""
    item, room = body.item, site.room
    if item.wants("in_corner", "centered"):
        return 0.0
    (x0, z0), (x1, z1) = room.low, room.high
    span = max(x1 - x0, z1 - z0)
    away = math.hypot(body.x - (x0 + x1) / 2, body.z - (z0 + z1) / 2) / span
    if item.is_wallside and not room.outdoor:
        score = 0.0 if (room_score("against_wall", body, room) or 0.0) >= 1.0 else -2.0 if item.opening else -6.0
        score -= sum(WINDOW for keep in site.keeps if not keep.gate.is_door and overlap_depth(keep.rect, body.rect) > 0)
        if item.is_a("bed", "focal") or max(item.size[0], item.size[2]) > 1.4:
            score -= 0.6 * _off_middle(body, site)
        if item.is_a("focal") and room.doors:
            door = room.doors[0].centre
            score += 0.8 * math.hypot(body.x - door[0], body.z - door[1]) / span
        return score
    if item.is_a("wallside") and "behind" in item.approached and not room.outdoor:
        return 1.5 * away - (0.0 if back_gap(body, room) < 1.8 else 4.0)
    if item.zone == "near_wall":
        return 1.5 * away
    if item.zone == "random" or item.is_a("plant"):
        return (1.6 if room.outdoor else 0.4) * min(away, 0.3)
    if item.is_flat and max(item.size[0], item.size[2]) > 2.5 * min(item.size[0], item.size[2]):
        wide, deep = body.rect.reach()
        return -1.2 * away - (0.0 if (deep > wide) == (z1 - z0 > x1 - x0) else 1.5)
    score = -1.2 * away if not item.wishes or item.zone == "center" else -0.2 * away
    if item.is_a("table") and max(item.size[0], item.size[2]) > 2.2 * min(item.size[0], item.size[2]):
        # A long table runs the length of a long hall.
        wide, deep = body.rect.reach()
        score -= 1.5 * (abs((x1 - x0) - (z1 - z0)) > 0.5 and (deep > wide) != (z1 - z0 > x1 - x0))
    if item.is_a("seat", "person", "table") and not item.wants("facing", "around"):
        score += 0.4 * faces(body, Rect((x0 + x1) / 2, (z0 + z1) / 2, 0.3, 0.3, 1.0, 0.0))
    return score


def _off_middle(body: Body, site: Site) -> float:
    """How far from the middle of its wall something stands, 0 to 1."""
    wall = min(site.room.walls, key=lambda w: (abs(round(w.local((body.x, body.z))[1], 4)), w.start))
    along, _ = wall.local((body.x, body.z))
    return min(1.0, abs(along - wall.length / 2) / (wall.length / 2))


def _company(body: Body, occupied: Occupancy) -> float:
    """Crates keep together, people a comfortable distance and face one another; others leave some air."""
    item, score = body.item, 0.0
    for other in occupied.near(body.rect, 2.0):
        if other.item.is_flat or other.item is item:
            continue
        reach = turned(body.x, body.z, item.size[0] / 2 + 0.3, item.size[2] / 2 + 0.3, body.yaw)
        is_close = overlap_depth(reach, other.rect) > 0
        if item.node.semantic_role == "character" and other.item.node.semantic_role == "character":
            distance = math.hypot(other.x - body.x, other.z - body.z)
            score += 1.0 if 1.2 <= distance <= 2.5 else (-2.5 if distance < 1.0 else 0.0)
            score += 0.5 * (faces(body, other.rect) >= 1.0)
        elif item.node.semantic_role == "character" and is_close and not _are_related(item, other.item):
            score -= 0.8
        elif other.item.node is item.node and item.is_wallside and is_close:
            score += 0.5
        elif is_close and not _are_related(item, other.item) and not item.is_wallside:
            score -= 0.3
    return score
