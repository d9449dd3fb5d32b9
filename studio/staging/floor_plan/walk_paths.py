"""How people walk from board to board: the places that a scene's boards give them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

from studio.model.documents import Board
from studio.model.stage import Prop, Stage, Vec2

_SAME_PLACE_M = 0.05


@dataclass(frozen=True, slots=True)
class WalkPath:
    """A person's places in the order of the boards; ``labels`` are the boards from which each place holds."""

    prop_id: str
    name: str
    places: tuple[Vec2, ...]
    labels: tuple[str, ...]


def walk_paths(stage: Stage, boards: Sequence[Board]) -> tuple[WalkPath, ...]:
    """Of everybody whom some board puts elsewhere; ``stage`` is the set as it is without a board's own changes."""
    found = []
    for prop in stage.props:
        if prop.semantic_role != "character" or prop.hidden:
            continue
        places: list[Vec2] = []
        labels: list[str] = []
        for board in boards:
            x, z = _place(prop, board)
            if not places or hypot(x - places[-1][0], z - places[-1][1]) > _SAME_PLACE_M:
                places.append((x, z))
                labels.append(board.shot.text)
        if len(places) > 1:
            found.append(WalkPath(prop.id, prop.name or prop.id, tuple(places), tuple(labels)))
    return tuple(found)


def _place(prop: Prop, board: Board) -> Vec2:
    """Where a person stands in a board; what a document says is believed only where it is a place."""
    given = board.prop_overrides.get(prop.id, {}).get("position")
    if isinstance(given, list | tuple) and len(given) == 3 and all(isinstance(part, int | float) for part in given):
        return float(given[0]), float(given[2])
    return prop.position[0], prop.position[2]
