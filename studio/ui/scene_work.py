"""What is done to scenes and boards beside the typing: staging, boarding, framing, drawing, exporting."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from studio.errors import InputError
from studio.model.document import Document
from studio.model.documents import CameraKey
from studio.model.ids import DocPath, SceneId, Uid, board_path, scene_of, scene_path
from studio.model.operations import Delete, Operation, Set
from studio.model.ports import BlobStore
from studio.model.stage import Stage
from studio.ui.board_drawing import BoardDrawing
from studio.ui.camera_work import CameraWork, board_before
from studio.ui.gesture_bursts import GestureBursts
from studio.ui.media_arrivals import MediaArrivals
from studio.ui.move_frames import MoveFrames
from studio.ui.pool_work import in_worker
from studio.ui.task_scope import TaskScope
from studio.ui.translation import tr
from studio.viewport.camera_path import with_key
from studio.workflows import worker_jobs
from studio.workflows.work_pool import WorkPool

if TYPE_CHECKING:
    from studio.workflows.read_production import SceneReading

_PICTURED = frozenset({"pdf", "mp4", "png"})
"""Formats that show the boards, and so wait until all of them are drawn."""

_LONGEST_SOUND_S = 120.0


class SceneWork(QObject):
    """Starts long work, tells how far it has come, and commits what comes back.

    Nothing is begun where the project can only be read; exporting is.
    """

    told = Signal(str)
    progressed = Signal(int, int, str)
    idle = Signal()

    def __init__(
        self,
        document: Document,
        media: BlobStore,
        arrivals: MediaArrivals,
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
        self._framing: dict[DocPath, dict[str, Any]] = {}
        self._framed: set[DocPath] = set()
        self._bursts = GestureBursts()
        self.drawing = BoardDrawing(document, media, arrivals, tasks, pool, is_read_only=is_read_only, parent=self)
        self.drawing.progressed.connect(self.progressed)
        self.cameras = CameraWork(document, tasks, pool, uid=uid, is_read_only=is_read_only, parent=self)
        self.cameras.told.connect(self.told)
        self.move_frames = MoveFrames(document, media, arrivals, tasks, pool, self)
        self._poll = QTimer(self, interval=100)
        self._poll.timeout.connect(self._tell_progress)
        tasks.started.connect(self._task_started)
        tasks.ended.connect(self._task_ended)

    def release(self) -> None:
        """Stops listening, to the document and to the tasks."""
        self.drawing.release()
        self._poll.stop()
        self._tasks.started.disconnect(self._task_started)
        self._tasks.ended.disconnect(self._task_ended)

    async def sound_of(self, video: str) -> bytes:
        """The sound of a video, to be played; empty where it has none.

        Raises:
            StudioError: its file is not here.
        """
        return await in_worker(self._pool, worker_jobs.heard, self._media.path(video), _LONGEST_SOUND_S)

    def stage_scene(self, scene: str, prompt: str | None) -> None:
        """Builds the scene's set from one line, or from its script."""
        if scene and not self._is_read_only:
            self._tasks.start(tr("Staging"), self._stage(SceneId(scene), prompt))

    def board_scene(self, scene: str) -> None:
        """Makes the scene's boards by film grammar; boards that were there make way, and undo brings them back."""
        if scene and not self._is_read_only:
            self._tasks.start(tr("Making boards"), self._board(SceneId(scene)))

    def frame(self, path: DocPath, **changes: Any) -> None:
        """Frames a board anew: ``shot_size``, ``angle``, ``lens_mm``, ``subjects``, ``over`` or ``seer`` as given.

        What is asked for while a framing is under way is gathered and framed next, so that no click is lost.
        """
        if not path or self._is_read_only:
            return
        wanted = self._framing.setdefault(path, {})
        if {"subjects", "over", "seer"} & changes.keys():
            for other in ("over", "seer"):
                wanted.pop(other, None)
        wanted.update(changes)
        if path not in self._framed:
            self._framed.add(path)
            self._tasks.start(tr("Framing"), self._frame_all(path)).add_done_callback(
                lambda _task: self._framed.discard(path)
            )

    def move_camera(self, path: DocPath, key: CameraKey) -> None:
        """Puts the board's camera where a gesture in the viewport brought it, at the time of ``key`` where it moves.

        Turns of the wheel are one step.
        """
        board = self._document.board(path) if path else None
        if board is None or self._is_read_only:
            return
        keys = with_key(board.camera_keys, key, frames=board.duration_frames)
        self.cameras.set_keys(path, keys, label=tr("Move camera"), merge_key=self._bursts.key(f"camera:{path}"))

    def draw(self, path: DocPath) -> None:
        """Makes the stage through the board's camera its picture, in place of one that was chosen."""
        from studio.workflows.draw_board import FRAME_TAKE

        board = self._document.board(path) if path else None
        if board is None or self._is_read_only:
            return
        if board.take_id not in (None, FRAME_TAKE):
            self._commit([Set(path, ("takeId",), FRAME_TAKE)], label=tr("Draw board from the stage"))
        else:
            self.drawing.queue([path])

    def export(self, format: str, path: Path, *, scene: int | None = None) -> None:
        """Writes the production for others; of the sets, that of one scene if its place is given."""
        self._tasks.start(tr("Exporting"), self._export(format, path, scene))

    def queue_missing(self) -> None:
        """Draws every board whose picture is not there, or not what it shows."""
        self.drawing.queue_outdated()

    async def _stage(self, scene: SceneId, prompt: str | None) -> None:
        from studio.workflows.stage_scene import pinned_props, stage_operations

        pinned = pinned_props(self._document.stage(scene))
        stage = await in_worker(self._pool, worker_jobs.staged, await self._reading(scene), prompt, pinned)
        cameras = await self._reframed(scene, stage)
        self._check_scene(scene)
        alive = [op for op in cameras if self._document.is_alive(op.doc)]
        self._commit([*stage_operations(self._document, scene, stage), *alive], label=tr("Stage scene"))
        unplaced = stage.report.unplaced
        if unplaced:
            self.told.emit(
                tr("{count} things could not be placed: {reason}", count=len(unplaced), reason=unplaced[0].reason)
            )

    async def _reframed(self, scene: SceneId, stage: Stage) -> list[Operation]:
        """Boards stand in the new set: each gets a camera for the same shot there."""
        from studio.workflows.stage_scene import reframing_operations

        boards = [(board_path(scene, name), board) for name, board in self._document.boards(scene)]
        if not boards:
            return []
        documents = tuple(board for _, board in boards)
        shots = await in_worker(self._pool, worker_jobs.framed_again, documents, stage, self._document.project)
        return reframing_operations(boards, shots, stage)

    async def _board(self, scene: SceneId) -> None:
        from studio.workflows.board_scene import board_operations
        from studio.workflows.stage_scene import stage_operations

        reading = await self._reading(scene)
        stage = self._document.stage(scene)
        fresh_stage: Stage | None = None
        if stage is None:
            stage = fresh_stage = await in_worker(self._pool, worker_jobs.staged, reading, None)
        boards = await in_worker(self._pool, worker_jobs.planned, reading, stage, self._document.project)
        self._check_scene(scene)
        if not boards:
            self.told.emit(tr("This scene has nothing to make boards of yet; write what happens in it."))
            return
        ops: list[Operation] = []
        if fresh_stage is not None:
            ops += stage_operations(self._document, scene, fresh_stage)
        ops += [Delete(board_path(scene, name)) for name, _ in self._document.boards(scene)]
        ops += board_operations(reading, boards, taken=self._document.all_paths())
        self._commit(ops, label=tr("Make boards"))
        self.told.emit(tr("{count} boards were made by film grammar.", count=len(boards)))

    async def _frame_all(self, path: DocPath) -> None:
        try:
            while changes := self._framing.pop(path, None):
                await self._frame(path, changes)
        finally:
            self._framing.pop(path, None)

    async def _frame(self, path: DocPath, changes: dict[str, Any]) -> None:
        scene = scene_of(path)
        board = self._document.board(path)
        stage = self._document.stage(scene) if scene is not None else None
        if board is None:
            return
        if stage is None:
            self.told.emit(tr("This scene has no set yet; stage it first (Ctrl+G)."))
            return
        before = board_before(self._document, path)
        framed = await in_worker(self._pool, worker_jobs.framed, board, stage, self._document.project, before, changes)
        if self._document.is_alive(path):
            ops = [Set(path, (name,), value) for name, value in framed.fields.items()]
            # A pull along the lens slider is one step; a click on a chip is one of its own.
            merge_key = self._bursts.key(f"lens:{path}") if changes.keys() == {"lens_mm"} else None
            self._document.commit(ops, label=tr("Frame board"), initiator=self._uid, merge_key=merge_key)
            if framed.notes:
                self.told.emit(" ".join(tr(note, **framed.values) for note in framed.notes))

    async def _reading(self, scene: SceneId) -> SceneReading:
        from studio.workflows.read_production import read_production

        readings = await asyncio.to_thread(read_production, self._document.snapshot())
        found = next((reading for reading in readings if reading.id == scene), None)
        if found is None:
            raise InputError(tr("This scene is not there any more."))
        return found

    async def _export(self, format: str, path: Path, scene: int | None) -> None:
        from studio.media.whole_file import write_whole
        from studio.workflows.export_project import OF_SETS, script_bytes
        from studio.workflows.make_cut import make_cut
        from studio.workflows.scene_sets import sets_of

        if format in _PICTURED:
            await self.drawing.drawn()
        snapshot = self._document.snapshot()
        if format == "fountain":
            await asyncio.to_thread(write_whole, path, script_bytes(snapshot))
        elif format in OF_SETS:
            sets = await asyncio.to_thread(sets_of, snapshot, place=scene)
            title = snapshot.project.title
            await self._in_sight(in_worker(self._pool, worker_jobs.exported_sets, sets, format, path, title))
        else:
            cut = await asyncio.to_thread(make_cut, snapshot, self._media)
            await self._in_sight(in_worker(self._pool, worker_jobs.exported, cut, format, path))
        self.told.emit(tr("Written: {path}", path=path))

    async def _in_sight(self, work: Awaitable[object]) -> None:
        """Waits for work in the pool, shows how far it has come, and stops it where the person does."""
        self._pool.allow_work()
        self._poll.start()
        try:
            await work
        except asyncio.CancelledError:
            self._pool.stop_work()
            raise
        finally:
            self._poll.stop()

    def _check_scene(self, scene: SceneId) -> None:
        """The scene has to be there still, after all that waiting.

        Raises:
            InputError: it was deleted meanwhile.
        """
        if not self._document.is_alive(scene_path(scene)):
            raise InputError(tr("This scene is not there any more."))

    def _commit(self, ops: Sequence[Operation], *, label: str) -> None:
        self._document.commit(ops, label=label, initiator=self._uid)

    def _tell_progress(self) -> None:
        for done, total, what in self._pool.told()[-1:]:
            self.progressed.emit(done, total, what)

    def _task_started(self, name: str) -> None:
        self.progressed.emit(0, 0, name)

    def _task_ended(self, _name: str) -> None:
        running = self._tasks.running
        if running:
            self.progressed.emit(0, 0, running[-1])
        else:
            self.idle.emit()
