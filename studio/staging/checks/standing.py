"""Whether everything stands where something carries it, inside the room, and leaves the openings free."""

from __future__ import annotations

import math
from collections.abc import Sequence

from studio.model.stage import Prop, StageSpec, Vec2
from studio.staging.checks.outlines import Outline, depth_in_m, overlap_m, prop_outline
from studio.staging.checks.plan_room import PlanRoom
from studio.staging.checks.relation_rules import Seen, back_off_m, rests_on, seen, surfaces_of
from studio.staging.checks.solid_boxes import rotation_matrix

GROUND_M, CONTACT_M, EDGE_M, FLAT_M = 0.1, 0.01, 0.001, 0.05


def out_of_room(room: PlanRoom, props: Sequence[Prop]) -> list[str]:
    """Props with a corner more than a millimetre outside the room's outline, floor or ceiling."""
    return [prop.id for prop in props if not _inside(prop, room)]


def _inside(prop: Prop, room: PlanRoom) -> bool:
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
    if not all(depth_in_m(room.outline, corner) >= -EDGE_M for corner in corners):
        return False
    hull = prop_outline(prop)
    return not any(depth_in_m(hull, wall.start) > EDGE_M for wall in room.walls)


def unsupported(spec: StageSpec, room: PlanRoom, props: Sequence[Prop]) -> list[str]:
    """Props that nothing carries as their ``support`` says."""
    by_id = {prop.id: seen(prop) for prop in props}
    flats = [one for one in by_id.values() if one.prop.size[1] <= FLAT_M and one.prop.support == "floor"]
    ranges = {node.id: node.placement_hint.floating_range for node in spec.nodes if node.placement_hint}
    return [name for name, one in by_id.items() if not _carried(one, by_id, flats, room, ranges.get(one.prop.node))]


def _carried(one: Seen, by_id: dict[str, Seen], flats: list[Seen], room: PlanRoom, floating: Vec2 | None) -> bool:
    support = one.prop.support
    if support == "floor":
        return abs(one.bottom) <= CONTACT_M or any(rests_on(one, [(flat.outline, flat.top)]) for flat in flats)
    if support == "surface":
        host = by_id.get(one.prop.parent_id or "")
        return host is not None and (rests_on(one, surfaces_of(host)) or _sits(one, host))
    if support == "wall":
        return back_off_m(one, room) <= CONTACT_M
    if support == "ceiling":
        return abs(one.top - room.ceiling_y) <= CONTACT_M
    if floating is not None and not min(floating) - EDGE_M <= one.bottom <= max(floating) + EDGE_M:
        return False
    return support == "floating"


def _sits(one: Seen, host: Seen) -> bool:
    """A figure whose feet hang or reach the floor is carried where its solids overlap the seat from above."""
    return one.prop.pose == "sit" and overlap_m(one.outline, host.outline) > 0.05 and one.top > host.bottom + 0.5


def in_openings(room: PlanRoom, props: Sequence[Prop]) -> list[str]:
    """Props taller than a step on the floor a door needs: its width squared."""
    found = []
    for door in room.doors:
        keep: Outline = room.door_floor(door)
        upright = (one for one in map(seen, props) if one.top > FLAT_M and one.bottom < door.height)
        found += [one.prop.id for one in upright if overlap_m(keep, one.outline) > EDGE_M]
    return sorted(set(found))


def floor_share(room: PlanRoom, props: Sequence[Prop]) -> float:
    """How much of the floor is covered by what stands on it."""
    covered = sum(p.size[0] * p.size[2] for p in props if p.support == "floor" and p.size[1] > FLAT_M)
    return covered / max(1e-6, room.area)


def balance(room: PlanRoom, props: Sequence[Prop]) -> float:
    """1 when the weight of the set lies in the middle of the room, 0 when it lies at its edge."""
    weight = x = z = 0.0
    for prop in props:
        if prop.support == "floor":
            mass = prop.size[0] * prop.size[1] * prop.size[2]
            weight, x, z = weight + mass, x + mass * prop.position[0], z + mass * prop.position[2]
    if weight == 0:
        return 1.0
    half = max(0.1, min(room.high[0] - room.low[0], room.high[1] - room.low[1]) / 2)
    return max(0.0, 1.0 - math.dist((x / weight, z / weight), room.centre) / half)
