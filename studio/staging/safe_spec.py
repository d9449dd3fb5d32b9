"""A spec that a model wrote, made one that can be staged: ids that name things, numbers that are some, no circles."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import get_args

from studio.model.stage import (
    Attachment,
    Container,
    PlacementHint,
    RelationKind,
    Relationship,
    Role,
    Side,
    Size,
    SpecNode,
    StageSpec,
    ZoneKind,
)

MOST_KINDS, MOST_THINGS = 200, 800
_THING_M, _ROOM_M = (0.005, 60.0), (1.5, 120.0)
_LONGEST_ID = 60
_THE_ROOM = frozenset({"room", "wall", "walls", "floor", "ceiling", "ground", "container", "stage", "set"})
_OF_ONESELF = frozenset({"facing", "same_facing", "next_to", "near", "aligned_with"})


def safe_spec(spec: StageSpec) -> StageSpec:
    """The spec with what makes no sense left out; one that does is returned as it is.

    Ids lose what names of instances and documents are made of, and differ; relations follow them, and those to
    nothing are left out. What would stand on itself stands in the room. There are at most as many things as a set has.
    """
    room = spec.main_container
    room_id = safe_id(room.id) or "room"
    named = _named(spec.nodes[:MOST_KINDS], room_id)
    ids = {node.id: name for name, node in reversed(named)}
    ids.update(dict.fromkeys((room.id, room_id), room_id))
    nodes = _fewer(_uncircled([_node(name, node, ids, room_id) for name, node in named], room_id))
    return spec.model_copy(update={"main_container": _room(room, room_id), "nodes": tuple(nodes)})


def safe_id(text: str) -> str:
    """An id of letters, digits and low lines; "" where nothing is left."""
    return re.sub(r"[^\w'-]+", "_", text.strip().lower()).strip("_")[:_LONGEST_ID]


def _named(nodes: Sequence[SpecNode], room_id: str) -> list[tuple[str, SpecNode]]:
    taken, named = {room_id}, list[tuple[str, SpecNode]]()
    for node in nodes:
        name, turn = safe_id(node.id) or safe_id(node.name) or "thing", 2
        base = name
        while name in taken:
            name, turn = f"{base}_{turn}", turn + 1
        taken.add(name)
        named.append((name, node))
    return named


def _node(name: str, node: SpecNode, ids: Mapping[str, str], room_id: str) -> SpecNode:
    return node.model_copy(
        update={
            "id": name,
            "semantic_role": node.semantic_role if node.semantic_role in get_args(Role) else "unspecified",
            "parent_id": _target(node.parent_id or "", ids, room_id)[0],
            "suggested_scale": _metres(node.suggested_scale),
            "count": max(1, node.count),
            "size": _size(node.size),
            "access_sides": tuple(side for side in node.access_sides if side in get_args(Side)),
            "relationships": _relationships(name, node, ids, room_id),
            "placement_hint": _hint(node.placement_hint),
        }
    )


def _relationships(name: str, node: SpecNode, ids: Mapping[str, str], room_id: str) -> tuple[Relationship, ...]:
    found: list[Relationship] = []
    for relation in node.relationships:
        target, instance = _target(relation.target_id, ids, room_id)
        if target is None or relation.type not in get_args(RelationKind):
            continue
        if target != name or relation.type in _OF_ONESELF:
            changes = {
                "target_id": target,
                "target_instance": _instance(relation.target_instance or instance),
                "distance": _distance(relation.distance),
            }
            found.append(relation.model_copy(update=changes))
    return tuple(found)


def _target(text: str, ids: Mapping[str, str], room_id: str) -> tuple[str | None, int | None]:
    """The id that a name of a node, an instance of it or the room means, and which instance."""
    base, _, number = text.partition("#")
    target = ids.get(text) or ids.get(base) or ids.get(safe_id(base))
    if target is None and safe_id(base) in ids.values():
        target = safe_id(base)
    if target is None and safe_id(base) in _THE_ROOM:
        target = room_id
    return target, int(number) if number.isdecimal() and text not in ids else None


def _instance(number: int | None) -> int | None:
    return number if number is not None and number > 0 else None


def _distance(given: tuple[float | None, float | None] | None) -> tuple[float | None, float | None] | None:
    return given if all(edge is None or (math.isfinite(edge) and edge >= 0) for edge in given or ()) else None


def _metres(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) and _THING_M[0] <= value <= _THING_M[1] else None


def _size(size: Size | None) -> Size | None:
    return size if size is not None and all(_metres(edge) is not None for edge in size) else None


def _hint(hint: PlacementHint | None) -> PlacementHint | None:
    if hint is None:
        return None
    span, height = hint.floating_range, hint.preferred_height
    is_span = span is not None and all(map(math.isfinite, span)) and 0 <= span[0] <= span[1] <= _THING_M[1]
    is_height = height is not None and math.isfinite(height) and 0 <= height <= _THING_M[1]
    return hint.model_copy(
        update={
            "zone": hint.zone if hint.zone in get_args(ZoneKind) else None,
            "attach_to": hint.attach_to if hint.attach_to in get_args(Attachment) else None,
            "floating_range": span if is_span else None,
            "preferred_height": height if is_height else None,
        }
    )


def _room(room: Container, room_id: str) -> Container:
    scale = room.suggested_scale
    is_scale = scale is not None and math.isfinite(scale) and _ROOM_M[0] <= scale <= _ROOM_M[1]
    is_size = room.size is not None and all(math.isfinite(edge) and edge <= _ROOM_M[1] for edge in room.size)
    size = tuple(max(_ROOM_M[0], edge) for edge in room.size) if room.size is not None and is_size else None
    return room.model_copy(
        update={"id": room_id, "suggested_scale": scale if is_scale else None, "size": size, "count": 1}
    )


def _fewer(nodes: list[SpecNode]) -> list[SpecNode]:
    """No more things than a set has: counts shrink in proportion."""
    total = sum(node.count for node in nodes)
    if total <= MOST_THINGS:
        return nodes
    return [node.model_copy(update={"count": max(1, int(node.count * MOST_THINGS / total))}) for node in nodes]


def _uncircled(nodes: list[SpecNode], room_id: str) -> list[SpecNode]:
    """Nothing stands, through what carries it, on itself."""
    below: dict[str, set[str]] = {}
    found: list[SpecNode] = []
    for node in nodes:
        carriers = {relation.target_id for relation in node.relationships if relation.type == "on_top_of"}
        carriers |= {node.parent_id} if node.parent_id else set()
        if any(_reaches(carrier, node.id, below) for carrier in carriers):
            kept = tuple(relation for relation in node.relationships if relation.type != "on_top_of")
            node = node.model_copy(update={"relationships": kept, "parent_id": room_id})
            carriers = {room_id}
        below[node.id] = carriers
        found.append(node)
    return found


def _reaches(start: str, goal: str, below: Mapping[str, set[str]]) -> bool:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name == goal:
            return True
        if name not in seen:
            seen.add(name)
            waiting += below.get(name, ())
    return False
