"""What is done to scenes and boards beside the typing: staging, boarding, framing, drawing, exporting."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from studio.errors import InputError
from studio.model.change_set import ChangeSet
from studio.model.document import Document
from studio.model.documents import CameraKey
from studio.model.ids import DocPath, SceneId, Uid
from studio.model.operations import Delete, Operation, Set
from studio.model.ports import BlobStore
from studio.ui.task_scope import TaskScope
from studio.ui.translation import tr
from studio.workflows import worker_jobs
from studio.workflows.work_pool import WorkPool

MACHINE = Uid("offline")
"""In whose name pictures are drawn: a person's undo takes back the person's own work."""

LOOK = "sketch"
SIZE = (1280, 720)


class SceneWork(QObject):
    """Starts long work, tells how far it has come, and commits what comes back."""

    told = Signal(str)
    progressed = Signal(int, int, str)
    idle = Signal()

    def __init__(
        self,
        document: Document,
        media: BlobStore,
        tasks: TaskScope,
        pool: WorkPool,
        *,
        uid: Uid,
        is_read_only: bool,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._media = media
        self._tasks = tasks
        self._pool = pool
        self._uid = uid
        self._is_read_only = is_read_only
        self._stale: dict[DocPath, None] = {}
        self._drawing = False
        self.first_choice = DocPath("")
        self._poll = QTimer(self)
        self._poll.setInterval(100)
        self._poll.timeout.connect(self._tell_progress)
        tasks.ended.connect(lambda _name: None if tasks.running else self._rest())
        self._unsubscribe = document.subscribe(self._follow)

    def release(self) -> None:
        """Stops listening to the document."""
        self._unsubscribe()
        self._poll.stop()

    def stage_scene(self, scene: str, prompt: str | None) -> None:
        """Builds the scene's set from one line, or from its script."""
        if scene and not self._is_read_only:
            self._tasks.start(tr("Staging"), self._stage(SceneId(scene), prompt))

    def board_scene(self, scene: str) -> None:
        """Makes the scene's boards by film grammar; boards that were there make way, and undo brings them back."""
        if scene and not self._is_read_only:
            self._tasks.start(tr("Making boards"), self._board(SceneId(scene)))

    def frame(self, path: DocPath, **changes: Any) -> None:
        """Frames a board anew: ``shot_size``, ``angle``, ``lens_mm``, ``subjects`` or ``over`` as given."""
        if path and not self._is_read_only:
            self._tasks.start(tr("Framing"), self._frame(path, changes))

    def move_camera(self, path: DocPath, key: CameraKey) -> None:
        """Puts the board's camera where a gesture in the viewport brought it; one gesture is one step."""
        board = self._document.board(path) if path else None
        if board is None or self._is_read_only:
            return
        keys = [key.to_wire(), *(later.to_wire() for later in board.camera_keys[1:])]
        self._document.commit(
            [Set(path, ("cameraKeys",), keys)],
            label=tr("Move camera"),
            initiator=self._uid,
            merge_key=f"camera:{path}",
        )

    def draw(self, path: DocPath) -> None:
        """Draws a board from its stage again, and makes that its picture."""
        if path and not self._is_read_only:
            self._tasks.start(tr("Drawing"), self._draw_now(path))

    def export(self, format: str, path: Path) -> None:
        """Writes the production for others."""
        self._tasks.start(tr("Exporting"), self._export(format, path))

    def queue_missing(self) -> None:
        """Draws every board that has no picture yet."""
        for path, board in self._document.all_boards():
            if board.image_url is None:
                self._stale[path] = None
        self._draw_stale()

    async def _stage(self, scene: SceneId, prompt: str | None) -> None:
        from studio.workflows.stage_scene import stage_operations

        reading = await self._reading(scene)
        stage = await self._run(worker_jobs.staged, reading, prompt)
        self._commit(stage_operations(self._document, scene, stage), label=tr("Stage scene"))
        await self._reframe(scene)
        unplaced = stage.report.unplaced
        if unplaced:
            self.told.emit(
                tr("{count} things could not be placed: {reason}", count=len(unplaced), reason=unplaced[0].reason)
            )

    async def _reframe(self, scene: SceneId) -> None:
        """Boards stand in the new set: those that have a camera get one for the same shot there."""
        stage = self._document.stage(scene)
        boards = self._document.boards(scene)
        if stage is None or not boards:
            return
        keys = await self._run(
            worker_jobs.framed_again, tuple(board for _, board in boards), stage, self._document.project
        )
        ops: list[Operation] = []
        for (name, _), key in zip(boards, keys, strict=True):
            path = DocPath(f"scenes/{scene}/boards/{name}")
            if key is not None and self._document.board(path) is not None:
                ops.append(Set(path, ("cameraKeys",), [key.to_wire()]))
                ops.append(Set(path, ("propOverrides",), {}))
        if ops:
            self._commit(ops, label=tr("Frame boards"))

    async def _board(self, scene: SceneId) -> None:
        from studio.workflows.board_scene import board_operations
        from studio.workflows.stage_scene import stage_operations

        reading = await self._reading(scene)
        stage = self._document.stage(scene)
        ops: list[Operation] = []
        if stage is None:
            stage = await self._run(worker_jobs.staged, reading, None)
            ops += stage_operations(self._document, scene, stage)
        boards = await self._run(worker_jobs.planned, reading, stage, self._document.project)
        taken = {name for name, _ in self._document.boards(scene)}
        ops += [Delete(DocPath(f"scenes/{scene}/boards/{name}")) for name in taken]
        fresh = board_operations(reading, boards, taken=self._document.all_paths())
        self._commit([*ops, *fresh], label=tr("Make boards"))
        self.told.emit(tr("{count} boards were made by film grammar.", count=len(boards)))

    async def _frame(self, path: DocPath, changes: dict[str, Any]) -> None:
        board, stage = self._document.board(path), self._document.stage(SceneId(path.split("/")[1]))
        if board is None:
            return
        if stage is None:
            self.told.emit(tr("This scene has no set yet; stage it first (Ctrl+G)."))
            return
        values = await self._run(worker_jobs.framed, board, stage, self._document.project, changes)
        if self._document.is_alive(path):
            self._commit([Set(path, (name,), value) for name, value in values.items()], label=tr("Frame board"))

    async def _draw_now(self, path: DocPath) -> None:
        if self._document.board(path) is None:
            return
        ops = [Set(path, ("takeId",), None), Set(path, ("imagePromptRevision",), None)]
        self._commit(ops, label=tr("Draw board from the stage"))

    async def _reading(self, scene: SceneId) -> Any:
        from studio.workflows.read_production import read_production

        readings = await asyncio.to_thread(read_production, self._document.snapshot())
        found = next((reading for reading in readings if reading.id == scene), None)
        if found is None:
            raise InputError(tr("This scene is not there any more."))
        return found

    async def _export(self, format: str, path: Path) -> None:
        from studio.media.whole_file import write_whole
        from studio.workflows.export_project import script_bytes
        from studio.workflows.make_cut import make_cut

        snapshot = self._document.snapshot()
        if format == "fountain":
            await asyncio.to_thread(write_whole, path, script_bytes(snapshot))
        else:
            cut = await asyncio.to_thread(make_cut, snapshot, self._media)
            self._pool.allow_work()
            self._poll.start()
            await self._run(worker_jobs.exported, cut, format, path)
        self.told.emit(tr("Written: {path}", path=path))

    async def _run(self, work: Any, *arguments: Any) -> Any:
        return await asyncio.wrap_future(self._pool.submit(work, *arguments))

    def _commit(self, ops: Sequence[Operation], *, label: str) -> None:
        self._document.commit(ops, label=label, initiator=self._uid)

    def _follow(self, change: ChangeSet) -> None:
        """Finds what a change makes stale; drawing it starts on the loop, after everybody has heard of the change."""
        for path in change.touched:
            parts = path.split("/")
            if path.endswith("/stage/current"):
                names = [name for name, _ in self._document.boards(SceneId(parts[1]))]
                self._stale.update({DocPath(f"scenes/{parts[1]}/boards/{name}"): None for name in names})
            elif len(parts) > 3 and parts[2] == "boards":
                is_seen = any(change.touches(path, field) for field in ("cameraKeys", "propOverrides", "takeId"))
                if is_seen or (len(parts) > 4 and parts[4] == "layers"):
                    self._stale[DocPath("/".join(parts[:4]))] = None
        if self._stale and not self._is_read_only:
            QTimer.singleShot(0, self, self._draw_stale)

    def _draw_stale(self) -> None:
        if self._stale and not self._drawing and not self._is_read_only:
            self._drawing = True
            self._tasks.start(tr("Drawing boards"), self._draw_all())

    async def _draw_all(self) -> None:
        try:
            done = 0
            while self._stale:
                path = self.first_choice if self.first_choice in self._stale else next(iter(self._stale))
                del self._stale[path]
                self.progressed.emit(done, done + len(self._stale) + 1, tr("Drawing boards"))
                await self._draw_one(path)
                done += 1
        finally:
            self._drawing = False

    async def _draw_one(self, path: DocPath) -> None:
        from studio.workflows.draw_board import board_job, picture_operations

        snapshot = self._document.snapshot()
        job = await asyncio.to_thread(board_job, snapshot, path, self._media, look=LOOK, size=SIZE)
        if job is None:
            return
        board = await self._run(worker_jobs.drawn, job)
        frame = await self._put(board.frame)
        shown = await self._put(board.shown)
        # What changed meanwhile is in the queue again; this picture would only flicker.
        if self._document.is_alive(path) and path not in self._stale:
            ops = picture_operations(self._document, job, frame=frame, shown=shown)
            if ops:
                self._document.commit(ops, label=tr("Draw board"), initiator=MACHINE)

    async def _put(self, picture: bytes | None) -> str | None:
        return None if picture is None else await asyncio.to_thread(self._media.put, picture, "png")

    def _tell_progress(self) -> None:
        for done, total, what in self._pool.told()[-1:]:
            self.progressed.emit(done, total, what)

    def _rest(self) -> None:
        self._poll.stop()
        self.idle.emit()
