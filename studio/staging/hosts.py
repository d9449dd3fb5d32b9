"""Where small things go that were not said to be anywhere: a lamp on a nightstand, a screen on its stand."""

from __future__ import annotations

from studio.model.stage import Relationship, SpecNode
from studio.staging.semantics import Semantics
from studio.staging.words.noun import Noun

_SETTINGS = frozenset({"plate", "bowl", "cup", "glass", "goblet", "utensil"})
_PER_TABLE = 5
_HOST_HABITS = {
    "cushion": ("sofa", "bed", "armchair", "single_bed"),
    "blanket": ("bed", "sofa", "armchair"),
    "doll": ("bed", "toy_box"),
    "book": ("bookcase", "desk", "table"),
    "monitor": ("desk", "student_desk", "table"),
    "laptop": ("desk", "table"),
    "keyboard": ("desk", "table"),
    "tv": ("tv_stand", "sideboard", "cabinet", "dresser", "chest_of_drawers", "media_console"),
    "table_lamp": ("nightstand", "desk", "side_table"),
    "lamp": ("nightstand", "desk", "side_table"),
    "clock": ("nightstand", "fireplace", "desk"),
}
_HUNG_ELSE = frozenset({"tv"})
"""What hangs on a wall where none of its own hosts is there: nobody looks at it on a coffee table."""
_WALL_MOUNTED = frozenset({"wall-mounted", "wallmounted", "mounted", "wall-hung"})


def with_hosts(nodes: list[SpecNode], semantics: Semantics, *, has_walls: bool) -> list[SpecNode]:
    """Small things that were not said to be anywhere go on the first thing that is made to carry them.

    Those that are looked at from across a room hang on its wall where nothing of their own is there to carry them.
    """
    kinds = {entity.id: entity.noun for entity in semantics.entities}
    exact = {entity.id: entity.is_exact for entity in semantics.entities}
    hosts = [
        n
        for n in nodes
        if (k := kinds.get(n.id)) is not None
        and k.is_a("top", "table", "shelf")
        and n.semantic_role == "furniture_floor"
    ]
    found: list[SpecNode] = []
    for node in nodes:
        noun = kinds.get(node.id)
        small = node.semantic_role == "decoration_surface" or (
            node.semantic_role == "lighting" and noun is not None and max(noun.size) < 0.6
        )
        related = [r for r in node.relationships if r.type in {"on_top_of", "hanging", "floating", "on_wall"}]
        on_floor = node.placement_hint is not None and node.placement_hint.attach_to == "floor"
        if small and not on_floor and not related and noun is not None:
            if has_walls and (_WALL_MOUNTED & set(node.keywords) or _hangs_instead(noun, hosts)):
                found.append(_on_the_wall(node))
                continue
            host = _best_host(noun, hosts)
            if host is not None:
                node = node.model_copy(
                    update={"relationships": (*node.relationships, Relationship(target_id=host.id, type="on_top_of"))}
                )
                related = [node.relationships[-1]]
        if noun is not None and noun.key in _SETTINGS and not exact.get(node.id, True) and related:
            tables = next((h.count for h in hosts if h.id == related[0].target_id), 1)
            node = node.model_copy(update={"count": max(node.count, _PER_TABLE * tables)})
        found.append(node)
    return found


def _hangs_instead(noun: Noun, hosts: list[SpecNode]) -> bool:
    """Whether such a thing would rather hang on a wall than stand on any of the hosts."""
    own = _HOST_HABITS.get(noun.key, ())
    return noun.key in _HUNG_ELSE and not any(host.id.startswith(own) for host in hosts)


def _on_the_wall(node: SpecNode) -> SpecNode:
    on_wall = Relationship(target_id="@container", type="on_wall")
    changes = {"semantic_role": "furniture_wall", "relationships": (*node.relationships, on_wall)}
    return node.model_copy(update=changes)


def _best_host(noun: Noun, hosts: list[SpecNode]) -> SpecNode | None:
    for habit in _HOST_HABITS.get(noun.key, ()):
        for host in hosts:
            if host.id.startswith(habit):
                return host
    tables = [host for host in hosts if "table" in host.id or "desk" in host.id or "counter" in host.id]
    return next(iter([*tables, *hosts]), None)
