"""Which relations of a spec hold on the finished stage."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

from studio.model.stage import Prop, RelationNote, Relationship, SpecNode, StageSpec
from studio.staging.rect import Rect, turned
from studio.staging.relation_check import pair_score, rests_on, room_score
from studio.staging.room import Room

_ROUND = 1.2


@dataclass(frozen=True, slots=True)
class PlacedProp:
    """A prop as the relation table sees it."""

    prop: Prop
    rect: Rect
    y: float
    top: float
    yaw: float


def placed_prop(prop: Prop) -> PlacedProp:
    """A prop with its rectangle on the plan; a tipped one is seen as it would stand."""
    x, y, z = prop.position
    rect = turned(x, z, prop.size[0] / 2, prop.size[2] / 2, prop.rotation[1])
    return PlacedProp(prop, rect, y, y + prop.size[1], prop.rotation[1])


def judge_relations(spec: StageSpec, room: Room, props: Sequence[Prop]) -> tuple[RelationNote, ...]:
    """One note for each relation of each node: it holds when it holds for every instance."""
    by_node: dict[str, list[PlacedProp]] = {}
    for prop in props:
        by_node.setdefault(prop.node or prop.id.partition("#")[0], []).append(placed_prop(prop))
    for placed in by_node.values():
        placed.sort(key=lambda one: (len(one.prop.id), one.prop.id))
    notes = []
    for node in spec.nodes:
        for relation in node.relationships:
            scores = _scores(node, relation, spec, room, by_node)
            score = sum(scores) / len(scores) if scores else 0.0
            satisfied = bool(scores) and len(scores) >= node.count and min(scores) >= 1.0 - 1e-9
            notes.append(
                RelationNote(
                    node=node.id,
                    type=relation.type,
                    target=relation.target_id,
                    satisfied=satisfied,
                    score=round(score, 4),
                )
            )
    return tuple(notes)


def _scores(
    node: SpecNode, relation: Relationship, spec: StageSpec, room: Room, by_node: dict[str, list[PlacedProp]]
) -> list[float]:
    """A score for each placed instance of the node."""
    own = by_node.get(node.id, [])
    to_room = relation.target_id == spec.main_container.id
    if relation.type == "inside" and to_room:
        return [1.0 if room.contains((one.rect.x, one.rect.z)) else 0.0 for one in own]
    if relation.type == "floating":
        return [_floats(one, node, room) for one in own]
    if to_room or relation.type in {"hanging", "on_wall"}:
        return [room_score(relation.type, one, room) or 0.0 for one in own]
    targets = _targets(relation, node, by_node)
    if not targets:
        return []
    scores = []
    for one in own:
        target = targets[_share(one, node, len(targets))] if relation.target_id != node.id else _partner(one, own)
        if relation.type == "on_top_of":
            scores.append(_on(one, target))
        else:
            scores.append(pair_score(relation.type, one, target, relation.distance) or 0.0)
    if relation.type == "around" and scores and relation.distance is None:
        scores = [min(score, _evenness(own, targets, node)) for score in scores]
    return scores


def _targets(relation: Relationship, node: SpecNode, by_node: dict[str, list[PlacedProp]]) -> list[PlacedProp]:
    base, _, turn = relation.target_id.rpartition("#")
    if base and turn.isdigit():
        return [one for one in by_node.get(base, []) if one.prop.id == relation.target_id]
    found = by_node.get(relation.target_id, [])
    if relation.target_instance is not None:
        return [one for one in found if one.prop.id == f"{relation.target_id}#{relation.target_instance}"] or (
            found if relation.target_instance == 1 and len(found) == 1 else []
        )
    del node
    return found


def _index(one: PlacedProp) -> int:
    _, _, turn = one.prop.id.rpartition("#")
    return int(turn) - 1 if turn.isdigit() else 0


def _share(one: PlacedProp, node: SpecNode, targets: int) -> int:
    return min(targets - 1, _index(one) * targets // max(1, node.count))


def _partner(one: PlacedProp, own: list[PlacedProp]) -> PlacedProp:
    index = _index(one) ^ 1
    return next((other for other in own if _index(other) == index), own[_index(one) - 1])


def _floats(one: PlacedProp, node: SpecNode, room: Room) -> float:
    hint = node.placement_hint
    low, high = hint.floating_range if hint and hint.floating_range else (0.01, room.ceiling_y)
    low, high = min(low, high), max(low, high)
    return 1.0 if low - 1e-3 <= one.y and one.top <= high + max(1e-3, one.prop.size[1]) and one.y > 0.005 else 0.0


def tops_of(target: PlacedProp) -> list[tuple[Rect, float]]:
    """The level surfaces of a placed prop; its whole top when it names none."""
    surfaces = target.prop.support_surfaces
    if not surfaces:
        return [(target.rect, target.top)]
    found = []
    for surface in surfaces:
        x, z = target.rect.world((surface.min[0] + surface.max[0]) / 2, (surface.min[1] + surface.max[1]) / 2)
        half_w, half_d = (surface.max[0] - surface.min[0]) / 2, (surface.max[1] - surface.min[1]) / 2
        found.append((Rect(x, z, half_w, half_d, target.rect.cos, target.rect.sin), target.y + surface.height))
    return found


def _on(one: PlacedProp, target: PlacedProp) -> float:
    """Rests on the target; who sits rests with a solid of theirs, not with the soles."""
    tops = tops_of(target)
    if rests_on(one, tops) >= 1.0 or one.prop.solids is None:
        return rests_on(one, tops)
    for box in one.prop.solids:
        x, z = one.rect.world((box.min[0] + box.max[0]) / 2, (box.min[2] + box.max[2]) / 2)
        bottom = one.y + box.min[1]
        for surface, height in tops:
            left, front = surface.local((x, z))
            if abs(bottom - height) <= 0.03 and abs(left) <= surface.half_w and abs(front) <= surface.half_d + 0.1:
                return 1.0
    return 0.0


def _evenness(own: list[PlacedProp], targets: list[PlacedProp], node: SpecNode) -> float:
    """Equal angles and radii about a round target, equal steps along the sides of a long one."""
    worst = 1.0
    for turn, target in enumerate(targets):
        members = [one for one in own if _share(one, node, len(targets)) == turn]
        if len(members) < 3:
            continue
        local = [target.rect.local((one.rect.x, one.rect.z)) for one in members]
        longer, shorter = max(target.rect.half_w, target.rect.half_d), min(target.rect.half_w, target.rect.half_d)
        even = _even_circle(local) if longer / shorter <= _ROUND else _even_sides(local, target.rect)
        worst = min(worst, 1.0 if even else 0.5)
    return worst


def _even_circle(local: list[tuple[float, float]]) -> bool:
    angles = sorted(math.degrees(math.atan2(left, front)) % 360.0 for left, front in local)
    steps = [(b - a) % 360.0 for a, b in itertools.pairwise([*angles, angles[0] + 360.0])]
    radii = [math.hypot(*point) for point in local]
    return max(steps) - min(steps) <= 6.0 and max(radii) - min(radii) <= 0.06


def _even_sides(local: list[tuple[float, float]], rect: Rect) -> bool:
    along_w = rect.half_w >= rect.half_d
    for sign in (1.0, -1.0):
        short = rect.half_d if along_w else rect.half_w
        side = sorted(
            (left if along_w else front) for left, front in local if sign * (front if along_w else left) > short * 0.9
        )
        steps = [b - a for a, b in itertools.pairwise(side)]
        if steps and max(steps) - min(steps) > 0.06:
            return False
    return True
