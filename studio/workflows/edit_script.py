"""An edit of the continuous script as operations on the fields it is kept in."""

from __future__ import annotations

from studio.model.documents import Anchor, Board, Scene
from studio.model.ids import PROJECT_PATH, DocPath, SceneId, board_path, scene_path
from studio.model.operations import Create, Delete, Move, Operation, Set, Splice
from studio.model.order_key import key_between
from studio.model.reader import DocumentReader
from studio.script.edit_plan import EditPlan, FieldSplice, NewScene, ScenePart, ScriptParts, follow_anchor


def script_parts(documents: DocumentReader) -> ScriptParts:
    """The script of a project as it is kept."""
    scenes = tuple(ScenePart(name, scene.script) for name, scene in documents.scenes())
    return ScriptParts(documents.project.script_prelude, scenes)


def edit_operations(documents: DocumentReader, plan: EditPlan) -> list[Operation]:
    """The one commit that a plan asks for: splices, scenes that begin and end, and boards that follow their text."""
    ops: list[Operation] = [_splice(change) for change in plan.changes]
    if not plan.is_recut:
        return ops
    ops += _created(documents, plan)
    ops += _boards(documents, plan)
    ops += [Delete(scene_path(scene.id)) for scene in plan.removed]
    return ops


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


def _boards(documents: DocumentReader, plan: EditPlan) -> list[Operation]:
    """Boards whose text went to another scene go there, behind that scene's own, in their order."""
    ops: list[Operation] = []
    last: dict[str, str | None] = {}
    for scene_id in sorted(plan.touched_ids):
        for name, board in documents.boards(SceneId(scene_id)):
            place = follow_anchor(plan, scene_id=scene_id, anchor=board.anchor)
            if place.scene_id is None or place.scene_id == scene_id:
                continue
            target = place.scene_id
            if target not in last:
                there = documents.boards(SceneId(target))
                last[target] = there[-1][1].order_key if there else None
            key = key_between(last[target], None)
            last[target] = key
            ops.append(Move(board_path(scene_id, name), key, to=scene_path(target)))
            ops += _anchor(board_path(target, name), board, place.anchor)
    return ops


def _anchor(path: DocPath, board: Board, anchor: Anchor | None) -> list[Operation]:
    if anchor is None or anchor == board.anchor:
        return []
    return [Set(path, ("anchor",), anchor.to_wire())]
