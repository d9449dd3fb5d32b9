"""Refuses specs that cannot be staged, in one sentence that names the node and the field."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import get_args

from studio.errors import SpecError
from studio.model.stage import Container, RelationKind, Role, SpecNode, StageSpec, Vec2

MOST_OBJECTS, MOST_NODES, MOST_CORNERS = 5000, 2000, 256
LARGEST_M = 10_000.0


def check_spec(spec: StageSpec) -> None:
    """Raises SpecError for the first thing in a spec that makes no sense.

    Raises:
        SpecError: ``node`` and ``field`` say where.
    """
    container = spec.main_container
    _check_container(container)
    seen = {container.id}
    for node in spec.nodes:
        if not node.id.strip():
            raise SpecError("A node has no id; give every node one.", node=node.id, field="id")
        if node.id in seen:
            raise SpecError(f"Two nodes are called {node.id!r}; ids must differ.", node=node.id, field="id")
        seen.add(node.id)
        _check_node(node)
    total = sum(node.count for node in spec.nodes)
    if total > MOST_OBJECTS or len(spec.nodes) > MOST_NODES:
        biggest = max(spec.nodes, key=lambda node: node.count)
        raise SpecError(
            f"{total} objects are more than one stage can hold ({MOST_OBJECTS}); lower the count of {biggest.id!r}.",
            node=biggest.id,
            field="count",
        )
    _check_parents(spec)


def warnings_of(spec: StageSpec) -> tuple[str, ...]:
    """What of a spec is read otherwise than written: unknown roles and relations, targets that are not there."""
    roles, kinds = frozenset(get_args(Role)), frozenset(get_args(RelationKind))
    known = {spec.main_container.id, *(node.id for node in spec.nodes)}
    found: list[str] = []
    for node in spec.nodes:
        if node.semantic_role not in roles:
            found.append(f"{node.id!r} has the unknown role {node.semantic_role!r}; it is staged as unspecified.")
        for relation in node.relationships:
            if relation.type not in kinds:
                found.append(f"{node.id!r} has a relation of the unknown type {relation.type!r}; it is left out.")
            elif relation.target_id.partition("#")[0] not in known:
                found.append(f"{node.id!r} is to be {relation.type} {relation.target_id!r}, which is not there.")
    return tuple(found)


def _check_container(container: Container) -> None:
    _check_numbers(container)
    if container.footprint is not None:
        _check_outline(container.id, container.footprint)
    for opening in container.openings:
        numbers = (*opening.start, *opening.end, opening.height, opening.sill, opening.clear or 0.0)
        if not all(math.isfinite(number) and abs(number) <= LARGEST_M for number in numbers):
            raise _bad(container.id, "openings", "has an opening with a number that is not finite")
        if math.dist(opening.start, opening.end) < 1e-6 or opening.height <= 0 or opening.sill < 0:
            raise _bad(container.id, "openings", "has an opening without extent")


def _check_node(node: SpecNode) -> None:
    if node.count < 1:
        raise _bad(node.id, "count", f"has the count {node.count}; leave the node out or say how many there are")
    _check_numbers(node)
    hint = node.placement_hint
    if hint is not None:
        numbers = (
            *(hint.floating_range or ()),
            *((hint.preferred_height,) if hint.preferred_height is not None else ()),
        )
        if not all(math.isfinite(number) and abs(number) <= LARGEST_M for number in numbers):
            raise _bad(node.id, "placementHint", "has a height that is not a finite number of metres")
    for relation in node.relationships:
        for edge in relation.distance or ():
            if edge is not None and (not math.isfinite(edge) or edge < 0):
                raise _bad(node.id, "relationships", f"has a distance to {relation.target_id!r} that is no length")


def _check_numbers(node: SpecNode) -> None:
    scale = node.suggested_scale
    if scale is not None and not (math.isfinite(scale) and 0 < scale <= LARGEST_M):
        raise _bad(node.id, "suggestedScale", "has a suggested scale that is not a positive number of metres")
    if node.size is not None and not all(math.isfinite(edge) and 0 < edge <= LARGEST_M for edge in node.size):
        raise _bad(node.id, "size", "has a size that is not three positive numbers of metres")


def _bad(node: str, field: str, what: str) -> SpecError:
    return SpecError(f"{node!r} {what}.", node=node, field=field)


def _edges(outline: tuple[Vec2, ...]) -> Iterator[tuple[Vec2, Vec2]]:
    return zip(outline, (*outline[1:], outline[0]), strict=True)


def _check_outline(name: str, outline: tuple[Vec2, ...]) -> None:
    if len(outline) < 3 or len(outline) > MOST_CORNERS:
        raise _bad(name, "footprint", f"has a footprint of {len(outline)} corners; it needs 3 to {MOST_CORNERS}")
    if not all(math.isfinite(value) and abs(value) <= LARGEST_M for corner in outline for value in corner):
        raise _bad(name, "footprint", "has a footprint with a number that is not finite")
    edges = list(_edges(outline))
    if any(math.dist(a, b) < 1e-6 for a, b in edges):
        raise _bad(name, "footprint", "has a footprint that names one corner twice in a row")
    for first in range(len(edges)):
        for second in range(first + 1, len(edges)):
            adjacent = second == first + 1 or (first == 0 and second == len(edges) - 1)
            if _cross(*edges[first], *edges[second], adjacent=adjacent):
                sides = f"the sides {_side(edges[first])} and {_side(edges[second])}"
                raise _bad(name, "footprint", f"has a footprint where {sides} cross; give its corners in order")
    area = 0.5 * sum(a[0] * b[1] - b[0] * a[1] for a, b in edges)
    if abs(area) < 0.01:
        raise _bad(name, "footprint", "has a footprint without area")


def _side(side: tuple[Vec2, Vec2]) -> str:
    (x0, z0), (x1, z1) = side
    return f"({x0:g}, {z0:g})-({x1:g}, {z1:g})"


def _turn(a: Vec2, b: Vec2, c: Vec2) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _on(a: Vec2, b: Vec2, point: Vec2) -> bool:
    return min(a[0], b[0]) <= point[0] <= max(a[0], b[0]) and min(a[1], b[1]) <= point[1] <= max(a[1], b[1])


def _cross(a: Vec2, b: Vec2, c: Vec2, d: Vec2, *, adjacent: bool) -> bool:
    """Whether two sides meet where they must not; neighbours may share their corner but not lie on one another."""
    t1, t2, t3, t4 = _turn(a, b, c), _turn(a, b, d), _turn(c, d, a), _turn(c, d, b)
    if adjacent:
        if abs(t1) + abs(t2) > 1e-9:
            return False
        far = d if b == c else c
        near = a if b == c else b
        shared = b if b == c else a
        return (far[0] - shared[0]) * (near[0] - shared[0]) + (far[1] - shared[1]) * (near[1] - shared[1]) > 0
    if ((t1 > 0) != (t2 > 0)) and ((t3 > 0) != (t4 > 0)) and t1 and t2 and t3 and t4:
        return True
    return any(
        turn == 0 and _on(p, q, r) for turn, p, q, r in ((t1, a, b, c), (t2, a, b, d), (t3, c, d, a), (t4, c, d, b))
    )


def _check_parents(spec: StageSpec) -> None:
    """Neither parents nor supports may run in a circle."""
    parents = {node.id: {node.parent_id} if node.parent_id else set() for node in spec.nodes}
    for node in spec.nodes:
        for relation in node.relationships:
            if relation.type == "on_top_of":
                parents[node.id] = {*parents[node.id], relation.target_id.partition("#")[0]}
    state: dict[str, int] = {}
    for start in parents:
        stack = [(start, iter(sorted(p for p in parents[start] if p)))]
        while stack:
            name, rest = stack[-1]
            state[name] = 1
            following = next(rest, None)
            if following is None:
                state[name] = 2
                stack.pop()
            elif state.get(following) == 1:
                raise _bad(following, "parentId", "stands, through its parents, on itself")
            elif following in parents and state.get(following) is None:
                stack.append((following, iter(sorted(p for p in parents[following] if p))))
