"""Fields that follow from others: recomputed by every commit, never written alone, never part of an inverse."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import get_args

from studio.errors import CommitRefused
from studio.model.change_set import AppliedOperation
from studio.model.documents import Anchor, SceneStatus
from studio.model.draft import WHOLE, Draft
from studio.model.ids import PROJECT_PATH, DocPath, OpId, board_path, collection_name, doc_id, parent_document
from studio.model.operations import MISSING, Operation, Set, Splice
from studio.model.raw_fields import Fields, is_live

MIRRORED = ("imageUrl", "imagePromptRevision", "videoUrl", "videoComposition")
"""What a scene shows of its key board."""

_ANCHORED = ("boards", "comments")

_DERIVED = ("heading", "status", "sequenceNumber")
_SEVERITY: tuple[SceneStatus, ...] = ("error", "generating_video", "generating_image", "completed", "draft")
assert set(_SEVERITY) == set(get_args(SceneStatus))

AnchorAfter = Callable[[Anchor, Splice, str], Anchor]
"""An anchor after a splice of its scene's text, given the text as it is then."""

HeadingOf = Callable[[str], str]
"""The heading of a scene's text, without number and forcing dot."""


def redirected(op: Operation, draft: Draft, *, is_ours: bool) -> Operation:
    """The operation to apply in the place of one on a scene's derived fields.

    A mirrored field goes to the scene's key board. What other clients write into fields that we compute is
    recomputed; our own code is refused.

    Raises:
        CommitRefused: ``is_ours`` and the field follows from others.
    """
    if not isinstance(op, Set) or not op.field or collection_name(op.doc) != "scenes":
        return op
    if is_ours and op.field[0] in _DERIVED:
        raise CommitRefused(f"The {op.field[0]} of a scene follows from its text and boards; change those.")
    key_board = _key_board(draft, op.doc)
    if op.field[0] in MIRRORED and key_board is not None and is_live(draft.get(key_board)):
        return replace(op, doc=key_board)
    return op


def follow_text(draft: Draft, op: Operation, anchor_after: AnchorAfter) -> None:
    """Has the anchors of a scene's boards and comments move with its text, right after a splice of it.

    An anchor that the same commit sets afterwards stands as it was set.
    """
    if not isinstance(op, Splice) or op.field != ("script",) or collection_name(op.doc) != "scenes":
        return
    text = (draft.get(op.doc) or {}).get("script", "")
    for path, fields in draft.children(op.doc):
        raw = fields.get("anchor")
        # A comment may stand on a point or on frames instead; a board's anchor is always in the text.
        is_in_text = isinstance(raw, dict) and raw.get("kind", "script") == "script"
        if is_in_text and collection_name(path) in _ANCHORED:
            anchor = Anchor.from_wire(raw)
            moved = anchor_after(anchor, op, text)
            if moved != anchor:
                draft.write(path, ("anchor",), moved.to_wire())


def recompute(draft: Draft, heading_of: HeadingOf) -> None:
    """Brings headings, statuses and mirrored fields of the touched scenes up to date."""
    headings: set[DocPath] = set()
    mirrors: set[DocPath] = set()
    statuses: set[DocPath] = set()
    for path, touched in draft.touched.items():
        names = {field[0] if field else "" for field in touched}
        whole = WHOLE in touched
        match collection_name(path):
            case "scenes":
                if whole or names & {"script", "heading"}:
                    headings.add(path)
                if whole or names & {"keyBoardId", *MIRRORED}:
                    mirrors.add(path)
                if whole or "status" in names:
                    statuses.add(path)
            case "boards":
                scene = parent_document(path)
                if whole or names & {"deletedAt", *MIRRORED}:
                    mirrors.add(scene)
                if whole or names & {"deletedAt", "status"}:
                    statuses.add(scene)
    for scene in headings:
        fields = draft.get(scene)
        if fields is not None:
            _derive(draft, scene, "heading", heading_of(fields.get("script", "")))
    for scene in mirrors:
        _mirror(draft, scene)
    for scene in statuses:
        _derive(draft, scene, "status", _status(draft, scene))


def _mirror(draft: Draft, scene: DocPath) -> None:
    key_board = _key_board(draft, scene)
    if key_board is None and ("keyBoardId",) not in draft.touched.get(scene, ()):
        # A scene that never had one may bring pictures of its own.
        return
    board = None if key_board is None else draft.get(key_board)
    for name in MIRRORED:
        _derive(draft, scene, name, board.get(name) if board is not None and is_live(board) else None)


def _status(draft: Draft, scene: DocPath) -> SceneStatus:
    found = {
        fields.get("status", "draft")
        for path, fields in draft.children(scene)
        if collection_name(path) == "boards" and is_live(fields)
    }
    return next((status for status in _SEVERITY if status in found), "draft")


def _key_board(draft: Draft, scene: DocPath) -> DocPath | None:
    fields = draft.get(scene)
    name = fields.get("keyBoardId") if fields is not None else None
    return board_path(doc_id(scene), name) if isinstance(name, str) and name else None


def _derive(draft: Draft, scene: DocPath, name: str, value: object) -> None:
    fields = draft.get(scene)
    if fields is None or fields.get(name) == value:
        return
    draft.write(scene, (name,), MISSING if value is None else value)


@dataclass(frozen=True, slots=True)
class Follows:
    """The rules by which fields follow from others."""

    heading_of: HeadingOf
    anchor_after: AnchorAfter | None

    def apply(self, draft: Draft, ops: Sequence[Operation], op_ids: Sequence[OpId]) -> list[AppliedOperation]:
        """Applies operations to a draft as a document does.

        Raises:
            CommitRefused: one does not fit.
        """
        applied: list[AppliedOperation] = []
        for op, op_id in zip(ops, op_ids, strict=True):
            done, inverse = draft.apply(op)
            if self.anchor_after is not None:
                follow_text(draft, done, self.anchor_after)
            base_rev, rev = draft.stamp(done, inverse, op_id)
            applied.append(AppliedOperation(op_id, done, inverse, None, base_rev, rev))
        return applied

    def derive(self, draft: Draft) -> None:
        """Brings what follows from the changed fields up to date, once all operations are applied."""
        recompute(draft, self.heading_of)

    def derived(self, documents: Mapping[DocPath, Fields]) -> dict[DocPath, Fields]:
        """Documents of a whole project with what follows from other fields up to date."""
        below: dict[DocPath, set[DocPath]] = {}
        for path in documents:
            if path != PROJECT_PATH:
                below.setdefault(parent_document(path), set()).add(path)
        draft = Draft(
            lambda path: documents.get(path), lambda path: below.get(path, frozenset()), now="", guards_tombstones=False
        )
        draft.touched.update({path: {WHOLE} for path in documents})
        self.derive(draft)
        return {**documents, **{path: fields for path, fields in draft.changed.items() if fields is not None}}
