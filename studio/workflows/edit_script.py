"""An edit of the continuous script as operations on the fields it is kept in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from studio.model.documents import Anchor, Scene
from studio.model.ids import PROJECT_PATH, SceneId, board_path, scene_path
from studio.model.operations import Create, Delete, Move, Operation, Set, Splice
from studio.model.order_key import key_between
from studio.model.reader import DocumentReader
from studio.script.edit_plan import EditPlan, FieldSplice, NewScene, ScenePart, ScriptParts, follow_anchor


def script_parts(documents: DocumentReader) -> ScriptParts:
    """The script of a project as it is kept."""
    scenes = tuple(ScenePart(name, scene.script) for name, scene in documents.scenes())
    return ScriptParts(documents.project.script_prelude, scenes)


def edit_operations(documents: DocumentReader, plan: EditPlan) -> list[Operation]:
    """The one commit that a plan asks for: splices, scenes that begin and end, and boards that follow their text.

    Anchors move with every splice of their scene's text, so a board leaves a scene before its words do, and comes to
    one when they are there. Taken back from the end, each stands on its own words again.
    """
    if not plan.is_recut:
        return [_splice(change) for change in plan.changes]
    moves = list(_moves(documents, plan))
    left = {move.from_id for move in moves}
    return [
        *_created(documents, plan),
        *(_splice(change) for change in plan.changes if change.scene_id not in left),
        *(Move(board_path(move.from_id, move.board_id), move.order_key, to=scene_path(move.to_id)) for move in moves),
        *(_splice(change) for change in plan.changes if change.scene_id in left),
        *(
            Set(board_path(move.to_id, move.board_id), ("anchor",), move.anchor.to_wire())
            for move in moves
            if move.anchor is not None
        ),
        *(Delete(scene_path(scene.id)) for scene in plan.removed),
    ]


@dataclass(frozen=True, slots=True)
class _BoardMove:
    """A board that goes to another scene, with its anchor there."""

    board_id: str
    from_id: str
    to_id: str
    order_key: str
    anchor: Anchor | None


def _splice(change: FieldSplice) -> Splice:
    if change.scene_id is None:
        return Splice(PROJECT_PATH, ("scriptPrelude",), change.at, change.removed, change.inserted)
    return Splice(scene_path(change.scene_id), ("script",), change.at, change.removed, change.inserted)


def _created(documents: DocumentReader, plan: EditPlan) -> list[Operation]:
    keys = {str(name): scene.order_key for name, scene in documents.scenes()}
    order = [part.id for part in plan.parts.scenes]
    fresh: dict[str, NewScene] = {scene.id: scene for scene in plan.created}
    ops: list[Operation] = []
    for place, name in enumerate(order):
        if name not in fresh:
            continue
        before = keys.get(order[place - 1]) if place else None
        after = next((keys[later] for later in order[place + 1 :] if later in keys), None)
        keys[name] = key_between(before, after)
        fields = Scene(order_key=keys[name], script=fresh[name].script).to_wire(with_unset=False)
        ops.append(Create(scene_path(name), fields))
    return ops


def _moves(documents: DocumentReader, plan: EditPlan) -> Iterator[_BoardMove]:
    """Boards whose text went to another scene go there, behind that scene's own, in their order."""
    last: dict[str, str | None] = {}
    for part in sorted(plan.touched_ids, key=_story_order(documents)):
        for name, board in documents.boards(SceneId(part)):
            place = follow_anchor(plan, scene_id=part, anchor=board.anchor)
            target = place.scene_id
            if target is None or target == part:
                continue
            if target not in last:
                there = documents.boards(SceneId(target))
                last[target] = there[-1][1].order_key if there else None
            last[target] = key = key_between(last[target], None)
            yield _BoardMove(name, part, target, key, place.anchor)


def _story_order(documents: DocumentReader) -> Callable[[str], int]:
    places = {str(name): place for place, (name, _) in enumerate(documents.scenes())}
    return lambda name: places.get(name, len(places))
