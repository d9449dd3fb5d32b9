"""Boards are drawn by themselves, in the worker processes, whenever what they show has changed."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from studio.errors import MediaMissing, RenderError, StudioError
from studio.model.change_set import ChangeSet
from studio.model.document import Document
from studio.model.ids import PROJECT_PATH, DocPath, SceneId, Uid, board_path, scene_of
from studio.model.operations import Operation, Set
from studio.model.ports import BlobStore
from studio.ui.media_arrivals import MediaArrivals
from studio.ui.pool_work import WorkerDied, in_worker
from studio.ui.task_scope import TaskScope
from studio.ui.told_sentence import told_words
from studio.ui.translation import tr
from studio.workflows.work_pool import WorkPool

if TYPE_CHECKING:
    from studio.workflows.draw_board import BoardJob

MACHINE = Uid("offline")
"""In whose name pictures are drawn: a person's undo takes back the person's own work."""

LOOK = "sketch"
SIZE = (1280, 720)

_SEEN_OF_BOARD = ("cameraKeys", "propOverrides", "takeId")
_SEEN_OF_PROJECT = ("aspectRatio", "sensor", "depthOfField")
_TRIES = 2
_REST_MS = 700
"""How long the pen, or the hand on a prop, has to rest before pictures are drawn: nobody waits for them meanwhile."""


class BoardDrawing(QObject):
    """Keeps the boards' pictures true: finds what a change makes stale and draws that, the board looked at first."""

    progressed = Signal(int, int, str)

    def __init__(
        self,
        document: Document,
        media: BlobStore,
        arrivals: MediaArrivals,
        tasks: TaskScope,
        pool: WorkPool,
        *,
        is_read_only: bool,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._media = media
        self._arrivals = arrivals
        self._tasks = tasks
        self._pool = pool
        self._is_on = not is_read_only
        self._stale: dict[DocPath, None] = {}
        self._unchecked: dict[DocPath, None] = {}
        self._resting: dict[DocPath, None] = {}
        self._deaths: dict[DocPath, int] = {}
        self._without: dict[DocPath, str] = {}
        self._task: asyncio.Task[Any] | None = None
        self._first_choice = DocPath("")
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(self._take_up)
        self._unsubscribe = document.subscribe(self._follow)
        arrivals.arrived.connect(self._media_arrived)

    def release(self) -> None:
        """Stops listening to the document, and draws no more."""
        self._is_on = False
        self._rest.stop()
        self._unsubscribe()

    def prefer(self, path: DocPath) -> None:
        """Draws this board, and then its scene, before all others."""
        self._first_choice = path

    def is_without(self, path: DocPath) -> bool:
        """Whether a board waits for media of which it is to be drawn."""
        return path in self._without

    def queue(self, paths: Iterable[DocPath]) -> None:
        """Draws boards whose picture is not what they show; the others are left as they are."""
        self._stale.update(dict.fromkeys(paths))
        self._go_on()

    def queue_outdated(self) -> None:
        """Looks through all boards: those without a picture are drawn first, then those with an old one."""
        for path, board in self._document.all_boards():
            (self._stale if board.image_url is None else self._unchecked)[path] = None
        self._go_on()

    async def drawn(self) -> None:
        """Waits until no board is known to be stale, or none can be drawn."""
        self._take_up()
        while self._stale and self._task is not None and not self._task.done():
            await asyncio.wait({self._task})

    def _follow(self, change: ChangeSet) -> None:
        """Finds what a change makes stale; drawing it starts on the loop, after everybody has heard of the change.

        Where somebody else made the change, their window draws it.
        """
        if change.origin == "remote":
            return
        if any(change.touches(PROJECT_PATH, field) for field in _SEEN_OF_PROJECT):
            self._stale.update(dict.fromkeys(path for path, _ in self._document.all_boards()))
        for path in change.touched:
            parts = path.split("/")
            if path.endswith("/stage/current"):
                boards = [board_path(parts[1], name) for name, _ in self._document.boards(SceneId(parts[1]))]
                if change.merge_key is None:
                    self._stale.update(dict.fromkeys(boards))
                else:
                    # A gesture goes on: its boards are drawn when the hand rests.
                    self._resting.update(dict.fromkeys(boards))
                    self._rest.start()
            elif len(parts) > 3 and parts[2] == "boards":
                board = DocPath("/".join(parts[:4]))
                if any(change.touches(board, field) for field in _SEEN_OF_BOARD):
                    self._stale[board] = None
                elif len(parts) > 4 and parts[4] == "layers":
                    self._resting[board] = None
                    self._rest.start()
        if self._stale:
            QTimer.singleShot(0, self, self._go_on)

    def _media_arrived(self, reference: str) -> None:
        """What a board was to be drawn of is here now."""
        paths = [path for path, missing in self._without.items() if missing == reference]
        for path in paths:
            del self._without[path]
        if paths:
            self.queue(paths)

    def _take_up(self) -> None:
        """The hand rests: what it changed is stale now."""
        self._rest.stop()
        self._stale.update(self._resting)
        self._resting.clear()
        self._go_on()

    def _go_on(self) -> None:
        if self._is_on and (self._stale or self._unchecked) and (self._task is None or self._task.done()):
            name = tr("Drawing boards") if self._stale else tr("Looking through the boards")
            self._task = self._tasks.start(name, self._draw_all())

    def _next(self) -> DocPath:
        waiting = self._stale or self._unchecked
        if self._first_choice in waiting:
            return self._first_choice
        scene = scene_of(self._first_choice)
        return next((path for path in waiting if scene_of(path) == scene), next(iter(waiting)))

    async def _draw_all(self) -> None:
        done = 0
        while self._is_on and (self._stale or self._unchecked):
            path = self._next()
            self._stale.pop(path, None)
            self._unchecked.pop(path, None)
            try:
                job = await self._job(path)
                if job is not None:
                    self.progressed.emit(done, done + len(self._stale) + 1, tr("Drawing boards"))
                    await self._draw(job)
                    done += 1
                    self._deaths.pop(path, None)
            except asyncio.CancelledError:
                self._stale[path] = None
                raise
            except RenderError:
                # No board can be drawn on this machine; saying so once is enough.
                self._is_on = False
                raise
            except WorkerDied as error:
                self._deaths[path] = self._deaths.get(path, 0) + 1
                if self._deaths[path] < _TRIES:
                    self._stale[path] = None
                else:
                    self._tell(path, error)
            except MediaMissing as missing:
                self._without[path] = missing.reference
                if not self._arrivals.expect(missing.reference):
                    self._tell(path, missing)
            except StudioError as error:
                self._tell(path, error)

    async def _job(self, path: DocPath) -> BoardJob | None:
        from studio.workflows.draw_board import board_job

        return await asyncio.to_thread(board_job, self._document.snapshot(), path, self._media, look=LOOK, size=SIZE)

    async def _draw(self, job: BoardJob) -> None:
        from studio.workflows import worker_jobs
        from studio.workflows.draw_board import picture_operations

        board = await in_worker(self._pool, worker_jobs.drawn, job)
        frame = await self._put(board.frame)
        shown = await self._put(board.shown)
        # What changed meanwhile is in the queue again; this picture would only flicker.
        is_old = job.path in self._stale or job.path in self._resting
        if not self._is_on or is_old or not self._document.is_alive(job.path):
            return
        ops = [op for op in picture_operations(self._document, job, frame=frame, shown=shown) if self._changes(op)]
        if ops:
            self._document.commit(ops, label=tr("Draw board"), initiator=MACHINE)

    async def _put(self, picture: bytes | None) -> str | None:
        return None if picture is None else await asyncio.to_thread(self._media.put, picture, "png")

    def _changes(self, op: Operation) -> bool:
        """Whether an operation does anything; a person's own choice stays the person's that way."""
        if not isinstance(op, Set) or len(op.field) != 1:
            return True
        return bool((self._document.raw(op.doc) or {}).get(op.field[0]) != op.value)

    def _tell(self, path: DocPath, error: StudioError) -> None:
        board = self._document.board(path) if self._document.is_alive(path) else None
        number = board.shot.text if board is not None else ""
        self._tasks.failed.emit(
            tr("Board {number} was not drawn: {reason}", number=number, reason=told_words(error.message))
        )
