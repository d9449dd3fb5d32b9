"""Which relations of a spec hold on the finished stage."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

from studio.model.stage import Prop, RelationNote, Relationship, SpecNode, StageSpec
from studio.staging.checks.outlines import depth_in_m
from studio.staging.checks.plan_room import PlanRoom
from studio.staging.checks.relation_rules import OF_A_ROOM, Seen, pair_score, rests_on, room_score, seen, surfaces_of

_ROUND = 1.2
_SEATED_M, _SEAT_EDGE_M = 0.03, 0.1


def judge_relations(spec: StageSpec, room: PlanRoom, props: Sequence[Prop]) -> tuple[RelationNote, ...]:
    """One note for each relation of each node: it holds when it holds for every instance."""
    by_node: dict[str, list[Seen]] = {}
    for prop in props:
        by_node.setdefault(prop.node or prop.id.partition("#")[0], []).append(seen(prop))
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
    node: SpecNode, relation: Relationship, spec: StageSpec, room: PlanRoom, by_node: dict[str, list[Seen]]
) -> list[float]:
    """A score for each placed instance of the node."""
    own = by_node.get(node.id, [])
    relation = _of_own_room(node, relation, spec)
    to_room = relation.target_id == spec.main_container.id
    if relation.type == "inside" and to_room:
        return [float(depth_in_m(room.outline, one.centre) >= -1e-6) for one in own]
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


def _of_own_room(node: SpecNode, relation: Relationship, spec: StageSpec) -> Relationship:
    """The walls and the middle of the room are those of the room within it that a thing is said to be in."""
    if relation.type not in OF_A_ROOM or relation.target_id != spec.main_container.id:
        return relation
    rooms = {other.id for other in spec.nodes if other.semantic_role == "sub_container"}
    for said in node.relationships:
        if said.type == "inside" and said.target_id.partition("#")[0] in rooms:
            return relation.model_copy(update={"target_id": said.target_id, "target_instance": said.target_instance})
    return relation


def _targets(relation: Relationship, node: SpecNode, by_node: dict[str, list[Seen]]) -> list[Seen]:
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


def _index(one: Seen) -> int:
    _, _, turn = one.prop.id.rpartition("#")
    return int(turn) - 1 if turn.isdigit() else 0


def _share(one: Seen, node: SpecNode, targets: int) -> int:
    return min(targets - 1, _index(one) * targets // max(1, node.count))


def _partner(one: Seen, own: list[Seen]) -> Seen:
    index = _index(one) ^ 1
    return next((other for other in own if _index(other) == index), own[_index(one) - 1])


def _floats(one: Seen, node: SpecNode, room: PlanRoom) -> float:
    hint = node.placement_hint
    low, high = hint.floating_range if hint and hint.floating_range else (0.01, room.ceiling_y)
    low, high = min(low, high), max(low, high)
    return (
        1.0
        if low - 1e-3 <= one.bottom and one.top <= high + max(1e-3, one.prop.size[1]) and one.bottom > 0.005
        else 0.0
    )


def _on(one: Seen, target: Seen) -> float:
    """Rests on the target; who sits rests with a solid of theirs, not with the soles."""
    surfaces = surfaces_of(target)
    if rests_on(one, surfaces):
        return 1.0
    fx, fz = one.front
    for box in one.prop.solids or ():
        x, z = (box.min[0] + box.max[0]) / 2, (box.min[2] + box.max[2]) / 2
        middle = one.centre[0] + x * fz + z * fx, one.centre[1] - x * fx + z * fz
        for outline, height in surfaces:
            if abs(one.bottom + box.min[1] - height) <= _SEATED_M and depth_in_m(outline, middle) >= -_SEAT_EDGE_M:
                return 1.0
    return 0.0


def _evenness(own: list[Seen], targets: list[Seen], node: SpecNode) -> float:
    """Equal angles and radii about a round target, equal steps along the sides of a long one."""
    worst = 1.0
    for turn, target in enumerate(targets):
        members = [one for one in own if _share(one, node, len(targets)) == turn]
        if len(members) < 3:
            continue
        local = [target.own(one.centre) for one in members]
        width, depth = target.prop.size[0], target.prop.size[2]
        is_round = max(width, depth) / min(width, depth) <= _ROUND
        even = _even_circle(local) if is_round else _even_sides(local, width=width, depth=depth)
        worst = min(worst, 1.0 if even else 0.5)
    return worst


def _even_circle(local: list[tuple[float, float]]) -> bool:
    angles = sorted(math.degrees(math.atan2(left, front)) % 360.0 for left, front in local)
    steps = [(b - a) % 360.0 for a, b in itertools.pairwise([*angles, angles[0] + 360.0])]
    radii = [math.hypot(*point) for point in local]
    return max(steps) - min(steps) <= 6.0 and max(radii) - min(radii) <= 0.06


def _even_sides(local: list[tuple[float, float]], *, width: float, depth: float) -> bool:
    is_wide = width >= depth
    near = (depth if is_wide else width) / 2 * 0.9
    for hand in (1.0, -1.0):
        beside = [(left, front) if is_wide else (front, left) for left, front in local]
        side = sorted(along for along, off in beside if hand * off > near)
        steps = [b - a for a, b in itertools.pairwise(side)]
        if steps and max(steps) - min(steps) > 0.06:
            return False
    return True
