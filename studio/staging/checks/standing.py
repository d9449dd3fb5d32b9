"""Whether everything stands where something carries it, inside the room, and leaves the openings free."""

from __future__ import annotations

import math
from collections.abc import Sequence

from studio.model.stage import Opening, Prop, StageSpec, Vec2
from studio.staging.checks.relations import PlacedProp, placed_prop, tops_of
from studio.staging.checks.solid_boxes import rotation_matrix
from studio.staging.rect import Rect, overlap_depth, turned
from studio.staging.relation_check import back_gap
from studio.staging.room import Gate, Room

GROUND_M, CONTACT_M, EDGE_M, FLAT_M = 0.1, 0.01, 0.001, 0.05


def out_of_room(room: Room, props: Sequence[Prop]) -> list[str]:
    """Props with a corner more than a millimetre outside the room's outline, floor or ceiling."""
    return [prop.id for prop in props if not _inside(prop, room)]


def _inside(prop: Prop, room: Room) -> bool:
    matrix = rotation_matrix(prop.rotation)
    w, h, d = prop.size
    corners: list[Vec2] = []
    for x in (-w / 2, w / 2):
        for y in (0.0, h):
            for z in (-d / 2, d / 2):
                px, py, pz = (float(value) for value in matrix @ (x, y, z))
                height = prop.position[1] + py
                if height < -EDGE_M or height > room.ceiling_y + EDGE_M:
                    return False
                corners.append((prop.position[0] + px, prop.position[2] + pz))
    if not all(_holds(room, corner) for corner in corners):
        return False
    hull = placed_prop(prop).rect
    return not any(_strictly_in(hull, wall.start) for wall in room.walls)


def _holds(room: Room, point: Vec2) -> bool:
    if room.contains(point):
        return True
    for wall in room.walls:
        along, off = wall.local(point)
        if -EDGE_M <= along <= wall.length + EDGE_M and abs(off) <= EDGE_M:
            return True
    return False


def _strictly_in(rect: Rect, point: Vec2) -> bool:
    left, front = rect.local(point)
    return abs(left) < rect.half_w - EDGE_M and abs(front) < rect.half_d - EDGE_M


def unsupported(spec: StageSpec, room: Room, props: Sequence[Prop]) -> list[str]:
    """Props that nothing carries as their ``support`` says."""
    by_id = {prop.id: placed_prop(prop) for prop in props}
    flats = [one for one in by_id.values() if one.prop.size[1] <= FLAT_M and one.prop.support == "floor"]
    ranges = {node.id: node.placement_hint.floating_range for node in spec.nodes if node.placement_hint}
    return [name for name, one in by_id.items() if not _carried(one, by_id, flats, room, ranges.get(one.prop.node))]


def _carried(
    one: PlacedProp, by_id: dict[str, PlacedProp], flats: list[PlacedProp], room: Room, floating: Vec2 | None
) -> bool:
    support = one.prop.support
    if support == "floor":
        return abs(one.y) <= CONTACT_M or any(
            abs(one.y - flat.top) <= CONTACT_M and _over(one, flat.rect) for flat in flats
        )
    if support == "surface":
        host = by_id.get(one.prop.parent_id or "")
        return host is not None and (_rests(one, host) or _sits(one, host))
    if support == "wall":
        return back_gap(one, room) <= CONTACT_M
    if support == "ceiling":
        return abs(one.top - room.ceiling_y) <= CONTACT_M
    if floating is not None and not min(floating) - EDGE_M <= one.y <= max(floating) + EDGE_M:
        return False
    return support == "floating"


def _over(one: PlacedProp, rect: Rect) -> bool:
    left, front = rect.local((one.rect.x, one.rect.z))
    return abs(left) <= rect.half_w and abs(front) <= rect.half_d


def _rests(one: PlacedProp, host: PlacedProp) -> bool:
    return any(abs(one.y - height) <= CONTACT_M and _over(one, rect) for rect, height in tops_of(host))


def _sits(one: PlacedProp, host: PlacedProp) -> bool:
    """A figure whose feet hang or reach the floor is carried where its solids overlap the seat from above."""
    return one.prop.pose == "sit" and overlap_depth(one.rect, host.rect) > 0.05 and one.top > host.y + 0.5


def in_openings(room: Room, props: Sequence[Prop]) -> list[str]:
    """Props taller than a step on the floor a door needs: its width squared."""
    found = []
    for gate in room.doors:
        keep = _door_floor(gate, gate.opening)
        for prop in props:
            one = placed_prop(prop)
            if one.top > FLAT_M and one.y < gate.opening.height and overlap_depth(keep, one.rect) > EDGE_M:
                found.append(prop.id)
    return sorted(set(found))


def _door_floor(gate: Gate, opening: Opening) -> Rect:
    width = gate.high - gate.low
    depth = opening.clear or width
    x, z = gate.wall.point((gate.low + gate.high) / 2, depth / 2)
    return turned(x, z, width / 2, depth / 2, gate.wall.yaw_deg)


def floor_share(room: Room, props: Sequence[Prop]) -> float:
    """How much of the floor is covered by what stands on it."""
    covered = sum(p.size[0] * p.size[2] for p in props if p.support == "floor" and p.size[1] > FLAT_M)
    return covered / max(1e-6, room.area)


def balance(room: Room, props: Sequence[Prop]) -> float:
    """1 when the weight of the set lies in the middle of the room, 0 when it lies at its edge."""
    weight = x = z = 0.0
    for prop in props:
        if prop.support == "floor":
            mass = prop.size[0] * prop.size[1] * prop.size[2]
            weight, x, z = weight + mass, x + mass * prop.position[0], z + mass * prop.position[2]
    if weight == 0:
        return 1.0
    half = max(0.1, min(room.sides) / 2)
    return max(0.0, 1.0 - math.dist((x / weight, z / weight), room.centre) / half)
