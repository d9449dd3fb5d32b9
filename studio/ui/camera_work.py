"""What is done to the cameras of boards: a cut mended, a move made, keys set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject

from studio.model.document import Document
from studio.model.documents import Board, CameraKey
from studio.model.ids import DocPath, Uid, doc_id, scene_of
from studio.model.operations import Operation, Set
from studio.model.reader import DocumentReader
from studio.ui.pool_work import in_worker
from studio.ui.task_scope import TaskScope
from studio.ui.translation import tr
from studio.workflows import worker_jobs
from studio.workflows.work_pool import WorkPool


def board_before(documents: DocumentReader, path: DocPath) -> Board | None:
    """The board of the same scene from which one cuts to this one."""
    scene = scene_of(path)
    boards = documents.boards(scene) if scene is not None else ()
    place = next((at for at, (name, _) in enumerate(boards) if name == doc_id(path)), 0)
    return boards[place - 1][1] if place else None


class CameraWork(QObject):
    """Changes cameras in one person's name; nothing where the project can only be read."""

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

    def mend_cut(self, path: DocPath, rule: str) -> None:
        """Moves the board's camera so that the cut to it breaks the rule no more; one step."""
        if path and not self.is_read_only:
            self._tasks.start(tr("Framing"), self._mend(path, rule))

    def set_keys(
        self, path: DocPath, keys: Sequence[CameraKey], *, label: str, merge_key: str | None = None, **fields: Any
    ) -> None:
        """Gives a board its camera keys in the order of their time, with other fields of it, in one step."""
        if self.is_read_only or not path or not self._document.is_alive(path):
            return
        wire = [key.to_wire() for key in sorted(keys, key=lambda key: key.t)]
        raw = self._document.raw(path) or {}
        ops: list[Operation] = [
            Set(path, (name,), value)
            for name, value in {"cameraKeys": wire, **fields}.items()
            if raw.get(name) != value
        ]
        if ops:
            self._document.commit(ops, label=label, initiator=self._uid, merge_key=merge_key)

    async def _mend(self, path: DocPath, rule: str) -> None:
        scene, board, before = scene_of(path), self._document.board(path), board_before(self._document, path)
        stage = self._document.stage(scene) if scene is not None else None
        if board is None or before is None or stage is None:
            return
        keys = await in_worker(self._pool, worker_jobs.mended, before, board, stage, self._document.project, rule)
        label = tr("Flip to the other side") if rule == "line" else tr("Turn by 30°")
        self.set_keys(path, keys, label=label)
