"""An edit of the continuous script as operations on the fields it is kept in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from studio.model.comment import Comment, ScriptRange, comment_path
from studio.model.documents import Anchor, Scene
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
    """The one commit that a plan asks for: splices, scenes that begin and end, and what follows its text.

    Anchors move with every splice of their scene's text, so a board or a comment leaves a scene before its words do,
    and comes to one when they are there. Taken back from the end, each stands on its own words again.
    """
    if not plan.is_recut:
        return [_splice(change) for change in plan.changes]
    boards = list(_moves(documents, plan))
    moves = [*boards, *_comment_moves(documents, plan, {move.was: move.to_id for move in boards})]
    left = {move.from_id for move in moves}
    return [
        *_created(documents, plan),
        *(_splice(change) for change in plan.changes if change.scene_id not in left),
        *(Move(move.was, move.order_key, to=scene_path(move.to_id)) for move in moves),
        *(_splice(change) for change in plan.changes if change.scene_id in left),
        *(Set(move.now, ("anchor",), move.anchor.to_wire()) for move in moves if move.anchor is not None),
        *(Delete(scene_path(scene.id)) for scene in plan.removed),
    ]


@dataclass(frozen=True, slots=True)
class _Following:
    """A board or a comment that goes to another scene, with its anchor there; comments have no order key."""

    was: DocPath
    now: DocPath
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


def _moves(documents: DocumentReader, plan: EditPlan) -> Iterator[_Following]:
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
            was, now = board_path(part, name), board_path(target, name)
            yield _Following(was, now, part, target, key, place.anchor)


def _comment_moves(documents: DocumentReader, plan: EditPlan, boards: Mapping[DocPath, str]) -> Iterator[_Following]:
    """Comments whose words or board went to another scene go there too, and whole threads together."""
    for part in sorted(plan.touched_ids):
        comments = dict(documents.comments(SceneId(part)))
        for name, comment in comments.items():
            first = comments.get(comment.parent_id or "", comment)
            target, anchor = _comment_place(plan, part, first, boards)
            if target is not None and target != part:
                was, now = comment_path(part, name), comment_path(target, name)
                yield _Following(was, now, part, target, "", anchor if first is comment else None)


def _comment_place(
    plan: EditPlan, scene_id: str, comment: Comment, boards: Mapping[DocPath, str]
) -> tuple[str | None, Anchor | None]:
    words = comment.anchor if isinstance(comment.anchor, ScriptRange) else None
    if comment.board_id is not None and words is None:
        went = boards.get(board_path(scene_id, comment.board_id))
        if went is not None:
            return went, None
    place = follow_anchor(plan, scene_id=scene_id, anchor=words)
    return place.scene_id, place.anchor


def _story_order(documents: DocumentReader) -> Callable[[str], int]:
    places = {str(name): place for place, (name, _) in enumerate(documents.scenes())}
    return lambda name: places.get(name, len(places))
