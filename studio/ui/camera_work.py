"""What is done to the cameras of boards: a cut mended, a move made, keys set."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal

from studio.model.document import Document
from studio.model.documents import Board, CameraKey
from studio.model.ids import PROJECT_PATH, DocPath, Uid, doc_id, scene_of
from studio.model.operations import Operation, Set
from studio.model.reader import DocumentReader
from studio.model.stage import Stage
from studio.ui.pool_work import in_worker
from studio.ui.task_scope import TaskScope
from studio.ui.translation import tr
from studio.viewport.camera_path import camera_at, key_near, with_key
from studio.viewport.shot_reading import ShotReader
from studio.workflows import worker_jobs
from studio.workflows.draw_board import board_stage
from studio.workflows.frame_board import read_label
from studio.workflows.work_pool import WorkPool


def board_before(documents: DocumentReader, path: DocPath) -> Board | None:
    """The board of the same scene from which one cuts to this one."""
    scene = scene_of(path)
    boards = documents.boards(scene) if scene is not None else ()
    place = next((at for at, (name, _) in enumerate(boards) if name == doc_id(path)), 0)
    return boards[place - 1][1] if place else None


class CameraWork(QObject):
    """Changes cameras in one person's name; nothing where the project can only be read.

    Signals:
        told: a sentence for the person.
    """

    told = Signal(str)

    def __init__(
        self,
        document: Document,
        tasks: TaskScope,
        pool: WorkPool,
        *,
        uid: Uid,
        is_read_only: bool,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._tasks = tasks
        self._pool = pool
        self._uid = uid
        self.is_read_only = is_read_only
        self._wanted_moves: dict[DocPath, str] = {}
        # A drag asks for the label with every step, on one and the same set.
        self._reader: tuple[Stage, Mapping[str, Any], ShotReader] | None = None

    def mend_cut(self, path: DocPath, rule: str) -> None:
        """Moves the board's camera so that the cut to it breaks the rule no more; one step."""
        if path and not self.is_read_only:
            self._tasks.start(tr("Framing"), self._mend(path, rule))

    def make_move(self, path: DocPath, move: str) -> None:
        """Gives the board a camera move: its keys on the set where it has one, else only its name; one step."""
        board = self._document.board(path) if path else None
        if board is None or self.is_read_only:
            return
        is_made = move == "static" or len(board.camera_keys) > 1
        if path not in self._wanted_moves and board.move == move and is_made:
            return
        scene = scene_of(path)
        if not board.camera_keys or scene is None or self._document.stage(scene) is None:
            self.set_keys(path, board.camera_keys, label=tr("Change camera move"), move=move)
        else:
            self._wanted_moves[path] = move
            self._tasks.start(tr("Making the move"), self._make_move(path, move))

    def set_key(self, path: DocPath, key: CameraKey, *, label: str, merge_key: str | None = None) -> None:
        """Puts a key at its time. The second key of a board makes its camera move; the first stays at the start."""
        board = self._document.board(path) if path else None
        if board is None:
            return
        if len(board.camera_keys) == 1 and key_near(board.camera_keys, key.t, frames=board.duration_frames) is None:
            keys: tuple[CameraKey, ...] = (*board.camera_keys, key)
        else:
            keys = with_key(board.camera_keys, key, frames=board.duration_frames)
        self.set_keys(path, keys, label=label, merge_key=merge_key)

    def change_key(self, path: DocPath, t: float, change: dict[str, Any], *, merge_key: str | None = None) -> None:
        """Changes fields of the camera at a time: of the key there, else of a new one between two."""
        board = self._document.board(path) if path else None
        if board is not None and board.camera_keys:
            key = camera_at(board.camera_keys, t).model_copy(update=change)
            keys = with_key(board.camera_keys, key, frames=board.duration_frames)
            self.set_keys(path, keys, label=tr("Change camera"), merge_key=merge_key)

    def delete_key(self, path: DocPath, place: int) -> None:
        """Takes a key out; the last one stays."""
        board = self._document.board(path) if path else None
        if board is not None and len(board.camera_keys) > 1 and 0 <= place < len(board.camera_keys):
            keys = [key for at, key in enumerate(board.camera_keys) if at != place]
            self.set_keys(path, keys, label=tr("Delete camera key"))

    def set_project(self, field: str, value: Any) -> None:
        """Changes the gate, the aspect or the depth of field of the production."""
        if not self.is_read_only and (self._document.raw(PROJECT_PATH) or {}).get(field) != value:
            self._document.commit([Set(PROJECT_PATH, (field,), value)], label=tr("Change camera"), initiator=self._uid)

    def set_keys(
        self, path: DocPath, keys: Sequence[CameraKey], *, label: str, merge_key: str | None = None, **fields: Any
    ) -> None:
        """Gives a board its camera keys in the order of their time, with other fields of it, in one step.

        The board bears the size and the angle that its first camera has then.
        """
        if self.is_read_only or not path or not self._document.is_alive(path):
            return
        in_order = sorted(keys, key=lambda key: key.t)
        wire = [key.to_wire() for key in in_order]
        raw = self._document.raw(path) or {}
        fields = {**self._label(path, in_order[:1]), **fields}
        ops: list[Operation] = [
            Set(path, (name,), value)
            for name, value in {"cameraKeys": wire, **fields}.items()
            if raw.get(name) != value
        ]
        if ops:
            self._document.commit(ops, label=label, initiator=self._uid, merge_key=merge_key)

    def _label(self, path: DocPath, first: Sequence[CameraKey]) -> dict[str, Any]:
        """What the board bears with that first camera; nothing where it has it already."""
        board, scene = self._document.board(path), scene_of(path)
        stage = self._document.stage(scene) if scene is not None else None
        if board is None or stage is None or not first or board.camera_keys[:1] == tuple(first):
            return {}
        known = self._reader
        if known is None or known[0] is not stage or known[1] != board.prop_overrides:
            known = self._reader = (stage, board.prop_overrides, ShotReader(board_stage(stage, board)))
        return read_label(known[2], first[0], self._document.project)

    async def _make_move(self, path: DocPath, move: str) -> None:
        board, scene = self._document.board(path), scene_of(path)
        stage = self._document.stage(scene) if scene is not None else None
        if board is None or stage is None or not board.camera_keys:
            return
        try:
            made = await in_worker(self._pool, worker_jobs.moved, board, stage, self._document.project, move)
            if self._wanted_moves.get(path) != move:
                return  # another one was asked for meanwhile
        finally:
            if self._wanted_moves.get(path) == move:
                del self._wanted_moves[path]
        self.set_keys(path, made.keys, label=tr("Change camera move"), move=move)
        if made.is_stuck:
            self.told.emit(tr("There is no room here for this move; the camera stands still."))

    async def _mend(self, path: DocPath, rule: str) -> None:
        scene, board, before = scene_of(path), self._document.board(path), board_before(self._document, path)
        stage = self._document.stage(scene) if scene is not None else None
        if board is None or before is None or stage is None:
            return
        keys = await in_worker(self._pool, worker_jobs.mended, before, board, stage, self._document.project, rule)
        label = tr("Flip to the other side") if rule == "line" else tr("Turn by 30°")
        self.set_keys(path, keys, label=label)
