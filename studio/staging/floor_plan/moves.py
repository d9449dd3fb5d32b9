"""Moving props on the plan: what stands on a prop goes with it, and what a board has put elsewhere moves there."""

from __future__ import annotations

from studio.model.documents import Board
from studio.model.ids import DocPath
from studio.model.operations import Operation, Set
from studio.model.stage import Prop, Stage, Vec2


def carried(stage: Stage, prop_id: str) -> tuple[str, ...]:
    """The prop and everything that stands on it, and on that."""
    found = {prop_id: None}
    waiting = [prop_id]
    above: dict[str, list[str]] = {}
    for prop in stage.props:
        if prop.parent_id is not None:
            above.setdefault(prop.parent_id, []).append(prop.id)
    while waiting:
        for each in above.get(waiting.pop(), ()):
            if each not in found:
                found[each] = None
                waiting.append(each)
    return tuple(found)


def moved(
    shown: Stage, prop_id: str, by: Vec2, *, stage_path: DocPath, board_path: DocPath, board: Board | None
) -> list[Operation]:
    """The operations of a move by (x, z) metres; ``shown`` is the set with the board's own changes.

    A prop that the board has a place of its own for moves in that board alone; others move on the set and count as
    pinned there, since a person put them so.
    """
    props = {prop.id: prop for prop in shown.props}
    ops: list[Operation] = []
    for each in carried(shown, prop_id):
        place = _shifted(props[each], by)
        if board is not None and "position" in board.prop_overrides.get(each, {}):
            ops.append(Set(board_path, ("propOverrides", each, "position"), place))
        else:
            ops.append(Set(stage_path, ("props", each, "position"), place))
            if each == prop_id and not props[each].pinned:
                ops.append(Set(stage_path, ("props", each, "pinned"), value=True))
    return ops


def _shifted(prop: Prop, by: Vec2) -> list[float]:
    x, y, z = prop.position
    return [round(x + by[0], 4), y, round(z + by[1], 4)]
