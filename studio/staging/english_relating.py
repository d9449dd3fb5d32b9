"""What English relations mean between things and parts of the room."""

from __future__ import annotations

from studio.staging.semantics import CEILING, DOOR, ROOM, WALL, WINDOW, Draft
from studio.staging.words.noun import Noun

_HANDY_M = 0.6
"""What usually hangs but is no larger may stand as well: a bell on a counter."""
_WITH_ROOM = frozenset(
    {"near", "next_to", "facing", "far", "beside_both", "in_front_of", "behind", "around"}
    | {"against_wall", "on_wall", "in_corner", "centered", "hanging", "floating"}
)
"""Relations that a part of the room may be the target of."""


def relate(draft: Draft, subject: str, kind: str, target: str) -> None:
    """Relates a thing to another or to a part of the room, in the sense the words have between those two."""
    thing = target in draft.entities
    if kind in {"on", "on_top_of", "along", "hanging"}:
        kind, target = _surface_sense(kind, target, thing=thing)
    if kind == "inside":
        if not thing:
            return
        kind = "on_top_of"
    if kind == "above":
        noun = draft.entities[subject].noun if subject in draft.entities else None
        hangs = noun is None or noun.role in {"decoration_hanging", "lighting"}
        draft.relate(subject, "hanging" if hangs else "on_wall", CEILING if hangs else WALL)
        kind = "near" if thing else kind
    if kind == "across":
        kind = "facing"
    if kind == "under" and target in {DOOR, WINDOW}:
        kind = "next_to"
    if thing or kind in _WITH_ROOM:
        draft.relate(subject, kind, target)


def _surface_sense(kind: str, target: str, *, thing: bool) -> tuple[str, str]:
    if target in {DOOR, WINDOW}:
        return "next_to", target
    if kind == "along":
        return ("next_to", target) if thing else ("against_wall", WALL)
    if target == CEILING or kind == "hanging":
        return "hanging", CEILING
    if target == WALL:
        return "on_wall", WALL
    return ("on_top_of", target) if thing else ("inside", ROOM)


def attach(draft: Draft, entity: str, host: str) -> None:
    """What *a table with …* means: small things stand on it, seats around it."""
    noun, host_noun = draft.entities[entity].noun, draft.entities[host].noun
    role = noun.role if noun else "decoration_surface"
    if noun and role == "decoration_hanging" and max(noun.size) < _HANDY_M:
        role = "decoration_surface"
    if host_noun and host_noun.is_a("person", "animal"):
        return
    if role in {"decoration_surface", "lighting"} and host_noun and host_noun.is_a("top", "table", "seat", "shelf"):
        draft.relate(entity, "on_top_of", host)
    elif noun and noun.is_a("seat") and host_noun and host_noun.is_a("table"):
        per_host = draft.count_of(entity) // max(1, draft.count_of(host))
        draft.relate(entity, "around" if per_host >= 3 else "next_to", host)
        draft.relate(entity, "facing", host)
    elif noun and noun.key in {"nightstand", "side_table", "ottoman"}:
        draft.relate(entity, "next_to", host)


def is_small(noun: Noun | None) -> bool:
    """Whether such a thing stands on others."""
    return noun is not None and noun.role == "decoration_surface"
