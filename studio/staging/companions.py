"""What belongs together where nobody says so: nightstands at the head of the bed, the lone chair at the desk,
the teacher before the board.

These are wishes of placement alone, no relations of the spec: nobody told them, so nobody is told that they hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from studio.staging.placement.item import Item, Wish

_BEDS, _NIGHTSTANDS, _DESKS = frozenset({"bed", "single_bed"}), frozenset({"nightstand"}), frozenset({"desk"})
_BOARDS, _TEACHERS = frozenset({"blackboard", "whiteboard"}), frozenset({"teacher_desk", "lectern"})
_BEFORE_BOARD_M = (0.7, 1.5)
_SIDES = ("left_of", "right_of")
_CHAIR_M = 0.75
"""What is broader or deeper is no chair of a desk."""


def companions(items: Sequence[Item], *, has_walls: bool) -> list[Item]:
    """The items, with wishes for what nothing was said about."""
    added = {**_flanking(items, has_walls=has_walls), **_at_desk(items), **_before_board(items)}
    return [replace(item, wishes=(*item.wishes, *added.get(item.id, ()))) for item in items]


def _flanking(items: Sequence[Item], *, has_walls: bool) -> dict[str, tuple[Wish, ...]]:
    """One or two nightstands stand on either side of the one bed; all of them at a wall if it may be."""
    beds, stands = _of(items, _BEDS), _of(items, _NIGHTSTANDS)
    if len(beds) != 1 or not 1 <= len(stands) <= len(_SIDES):
        return {}
    bed = beds[0]
    if not all(_is_free(item, bed.id) and _room(item) == _room(bed) for item in stands):
        return {}
    at_wall = (Wish("against_wall"),) if has_walls and _is_free(bed) and not _room(bed) else ()
    found = {
        item.id: (Wish(side, (bed.id,)), Wish("next_to", (bed.id,)), *at_wall)
        for side, item in zip(_SIDES, stands, strict=False)
    }
    return {**found, bed.id: at_wall}


def _at_desk(items: Sequence[Item]) -> dict[str, tuple[Wish, ...]]:
    """As many chairs as there are desks stand before them, where there is no table to sit at."""
    desks = _of(items, _DESKS)
    chairs = [item for item in items if item.is_a("seat") and max(item.size[0], item.size[2]) < _CHAIR_M]
    tables = [item for item in items if item.is_a("table")]
    if not desks or len(tables) != len(desks) or len(chairs) != len(desks):
        return {}
    pairs = list(zip(chairs, desks, strict=True))
    if any(not _is_free(chair) or _room(chair) != _room(desk) or "behind" in desk.approached for chair, desk in pairs):
        return {}
    return {
        chair.id: tuple(Wish(kind, (desk.id,)) for kind in ("in_front_of", "near", "facing")) for chair, desk in pairs
    }


def _before_board(items: Sequence[Item]) -> dict[str, tuple[Wish, ...]]:
    """Who teaches stands between the board and the class, and looks at the class."""
    boards = [item for item in items if item.support == "wall" and item.noun is not None and item.noun.key in _BOARDS]
    desks = _of(items, _TEACHERS)
    if len(boards) != 1 or len(desks) != 1 or not _is_free(desks[0]):
        return {}
    board = (boards[0].id,)
    return {desks[0].id: (Wish("in_front_of", board, _BEFORE_BOARD_M), Wish("same_facing", board))}


def _of(items: Sequence[Item], nouns: frozenset[str]) -> list[Item]:
    return [item for item in items if item.noun is not None and item.noun.key in nouns and item.support == "floor"]


def _is_free(item: Item, beside: str | None = None) -> bool:
    """Whether nothing is said of where it stands in its room, but that it is next to a certain other at most."""
    return not item.opening and all(
        wish.kind in {"inside", "against_wall"} or (wish.kind == "next_to" and wish.targets == (beside,))
        for wish in item.wishes
    )


def _room(item: Item) -> tuple[str, ...]:
    """What within the set it is inside of."""
    return tuple(name for wish in item.wants("inside") for name in wish.targets)
