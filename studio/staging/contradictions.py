"""Relations that cannot hold at once, told by which two they are: nothing is searched for that nobody can build."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import combinations

from studio.model.stage import Relationship, SpecNode, StageSpec

_OPPOSITE = ({"left_of", "right_of"}, {"in_front_of", "behind"}, {"on_wall", "hanging"}, {"floating", "hanging"})
_SPANS = {"near": (0.0, 1.5), "next_to": (0.0, 0.5), "far": (4.0, math.inf)}
"""The metres between two boxes that each of these allows where a spec gives none."""


def contradicted(node: SpecNode) -> Iterator[tuple[Relationship, Relationship | None, str]]:
    """Pairs of a node's relations that exclude one another, or one that excludes itself, and why."""
    for one in node.relationships:
        low, high = _span(one)
        if low > high:
            yield one, None, f"is to be {one.type} {one.target_id!r} at {low:g} to {high:g} m, which is no range"
    for one, other in combinations(node.relationships, 2):
        if (one.target_id, one.target_instance) != (other.target_id, other.target_instance):
            continue
        low, high = max(_span(one)[0], _span(other)[0]), min(_span(one)[1], _span(other)[1])
        if {one.type, other.type} in _OPPOSITE or (low > high >= 0 and _span(one)[0] <= _span(one)[1]):
            yield one, other, f"cannot be {one.type} and {other.type} {one.target_id!r} at once"


def contradictions(spec: StageSpec) -> tuple[str, ...]:
    """One sentence for each contradiction of a spec."""
    return tuple(f"{node.id!r} {why}." for node in spec.nodes for _, _, why in contradicted(node))


def contradictory_nodes(spec: StageSpec) -> frozenset[str]:
    """The nodes that no plan can serve wholly."""
    return frozenset(node.id for node in spec.nodes if any(True for _ in contradicted(node)))


def _span(relation: Relationship) -> tuple[float, float]:
    if relation.distance is not None:
        low, high = relation.distance
        return low or 0.0, math.inf if high is None else high
    return _SPANS.get(relation.type, (0.0, math.inf))
