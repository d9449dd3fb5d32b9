"""What a person does to boards, as commits."""

from __future__ import annotations

from typing import Any

from studio.model.document import Document
from studio.model.documents import Board
from studio.model.ids import DocPath, SceneId, Uid, board_path, doc_id, new_id, scene_path, take_path
from studio.model.operations import Create, Delete, Move, Operation, Set
from studio.model.order_key import key_between
from studio.ui.translation import tr
from studio.workflows.comments import with_board

Field = tuple[str, ...]


_BOOKKEEPING = frozenset({"rev", "lastOpId"})


class BoardCommands:
    """Edits boards of one document in one person's name; none of it where the project can only be read."""

    def __init__(self, document: Document, uid: Uid, *, is_read_only: bool = False) -> None:
        self._document = document
        self._uid = uid
        self.is_read_only = is_read_only

    def set(self, path: DocPath, field: str, value: Any, *, label: str, merge_key: str | None = None) -> None:
        """Sets one field, unless it is that already."""
        self.set_fields(path, {field: value}, label=label, merge_key=merge_key)

    def set_fields(self, path: DocPath, values: dict[str, Any], *, label: str, merge_key: str | None = None) -> None:
        """Sets several fields of a board in one step."""
        raw = self._document.raw(path) or {}
        ops: list[Operation] = [Set(path, (f,), value) for f, value in values.items() if raw.get(f) != value]
        if ops:
            self._commit(ops, label=label, merge_key=merge_key)

    def delete_take(self, path: DocPath, take_id: str) -> None:
        """Throws a take away that the board does not show; undo brings it back, and its picture stays stored."""
        take = take_path(path.split("/")[1], doc_id(path), take_id)
        if self._document.is_alive(take):
            self._commit([Delete(take)], label=tr("Delete take"))

    def insert_after(self, path: DocPath, *, copy: bool = False) -> DocPath:
        """A new board after ``path``, empty or a copy, in the same scene."""
        scene = SceneId(path.split("/")[1])
        boards = self._document.boards(scene)
        row = next(i for i, (board_id, _) in enumerate(boards) if board_id == doc_id(path))
        current = boards[row][1]
        after = boards[row + 1][1].order_key if row + 1 < len(boards) else None
        fresh = Board(
            order_key=key_between(current.order_key, after),
            shot=current.shot.model_copy(update={"setup": self._free_setup(scene), "locked": False}),
            anchor=current.anchor,
            shot_size=current.shot_size,
            angle=current.angle,
            camera_keys=current.camera_keys,
            duration_frames=current.duration_frames,
        )
        fields = fresh.to_wire(with_unset=False)
        if copy:
            kept = self._document.raw(path) or {}
            own = {name: value for name, value in kept.items() if not _is_own(name)}
            fields = {**own, "orderKey": fields["orderKey"], "shot": fields["shot"]}
        created = board_path(scene, new_id())
        ops: list[Operation] = [Create(created, fields)]
        if copy:
            ops += self._copies(path, created)
        self._commit(ops, label=tr("Duplicate board") if copy else tr("New board"))
        return created

    def _copies(self, path: DocPath, created: DocPath) -> list[Operation]:
        """The takes and drawings of a board, for another; pictures and strokes themselves are shared, never copied."""
        ops: list[Operation] = []
        for collection in ("takes", "layers"):
            for below in self._document.paths(f"{path}/{collection}"):
                fields = {k: v for k, v in (self._document.raw(below) or {}).items() if k not in _BOOKKEEPING}
                ops.append(Create(DocPath(f"{created}/{collection}/{doc_id(below)}"), fields))
        return ops

    def first(self, scene: SceneId) -> DocPath:
        """A first empty board for a scene that has none."""
        created = board_path(scene, new_id())
        number = next(i for i, (s, _) in enumerate(self._document.scenes(), 1) if s == scene)
        fields = Board(order_key=key_between(None, None)).to_wire(with_unset=False)
        fields["shot"] = {"number": str(number), "setup": "A", "locked": False}
        self._commit([Create(created, fields)], label=tr("New board"))
        return created

    def delete(self, path: DocPath) -> None:
        """Takes a board out; undo brings it back with everything on it."""
        self._commit([Delete(path)], label=tr("Delete board"))

    def move(self, path: DocPath, beside: DocPath, *, is_after: bool) -> None:
        """Lets a board stand right before or after another; it goes to that one's scene."""
        if path == beside:
            return
        scene = beside.split("/")[1]
        boards = [(name, board) for name, board in self._document.boards(SceneId(scene)) if name != doc_id(path)]
        row = next(i for i, (name, _) in enumerate(boards) if name == doc_id(beside)) + is_after
        left = boards[row - 1][1].order_key if row else None
        right = boards[row][1].order_key if row < len(boards) else None
        elsewhere = None if path.split("/")[1] == scene else scene_path(scene)
        if elsewhere is None and self._document.place(path) == row:
            return
        ops: list[Operation] = [Move(path, key_between(left, right), elsewhere)]
        if elsewhere is not None:
            ops += with_board(self._document, path, elsewhere)
        self._commit(ops, label=tr("Move board"))

    def _free_setup(self, scene: SceneId) -> str:
        letters = "ABCDEFGHJKLMNPQRSTUVWXYZ"
        used = {board.shot.setup for _, board in self._document.boards(scene)}
        names = list(letters) + [a + b for a in letters for b in letters]
        return next(name for name in names if name not in used)

    def _commit(self, ops: list[Operation], *, label: str, merge_key: str | None = None) -> None:
        if not self.is_read_only:
            self._document.commit(ops, label=label, initiator=self._uid, merge_key=merge_key)


def _is_own(field: str) -> bool:
    """Whether a field belongs to this board alone and is not copied with it."""
    return field in _BOOKKEEPING or field.startswith("lock")
