"""Frames of camera moves and videos for the film in the window: made by a worker, one board at a time, and kept."""

from __future__ import annotations

import asyncio
from collections import OrderedDict

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QPixmap

from studio.errors import MediaMissing, StudioError
from studio.model.document import Document
from studio.model.documents import Board
from studio.model.ids import DocPath, scene_of
from studio.model.ports import BlobStore
from studio.model.stage import Stage
from studio.ui.media_arrivals import MediaArrivals
from studio.ui.pool_work import in_worker
from studio.ui.task_scope import TaskScope
from studio.ui.translation import tr
from studio.workflows import worker_jobs
from studio.workflows.work_pool import WorkPool

_HEIGHT_PX = 360
_KEPT_BOARDS = 12

Shown = tuple[Board, Stage | None]


class MoveFrames(QObject):
    """Asked for a board's frame, it gives it, or has the board filmed.

    Signals:
        ready: a board's frames are there, or are known not to be.
    """

    ready = Signal()

    def __init__(
        self,
        document: Document,
        media: BlobStore,
        arrivals: MediaArrivals,
        tasks: TaskScope,
        pool: WorkPool,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._media = media
        self._arrivals = arrivals
        self._absent: set[str] = set()
        self._tasks = tasks
        self._pool = pool
        self._films: OrderedDict[DocPath, tuple[Shown, tuple[bytes, ...]]] = OrderedDict()
        self._failed: dict[DocPath, Shown] = {}
        self._is_filming = False
        arrivals.arrived.connect(self._look_again)

    def is_coming(self, board: Board) -> bool:
        """Whether a board's video is on its way to this machine; its still or its camera move is shown meanwhile."""
        return board.video_url in self._absent and self._arrivals.is_coming(board.video_url)

    def frame(self, path: DocPath, board: Board, place: int) -> QPixmap | None:
        """A frame of a board that is a video or moves on its set; None while it is made, and where nothing moves."""
        shown = self._shown(path, board)
        if shown is None:
            return None
        known = self._films.get(path)
        if known is None or known[0][0] is not shown[0] or known[0][1] is not shown[1]:
            self._film(path, shown)
            return None
        self._films.move_to_end(path)
        picture = QPixmap()
        picture.loadFromData(known[1][min(place, len(known[1]) - 1)])
        return picture

    def _shown(self, path: DocPath, board: Board) -> Shown | None:
        scene = scene_of(path)
        if scene is None or (len(board.camera_keys) < 2 and not board.video_url):
            return None
        stage = self._document.stage(scene)
        return (board, stage) if stage is not None or board.video_url else None

    def _film(self, path: DocPath, shown: Shown) -> None:
        failed = self._failed.get(path)
        is_hopeless = failed is not None and failed[0] is shown[0] and failed[1] is shown[1]
        if not self._is_filming and not is_hopeless:
            self._is_filming = True
            # Not from within the paint that asked for it.
            QTimer.singleShot(0, self, lambda: self._tasks.start(tr("Filming a move"), self._filmed(path, shown)))

    async def _filmed(self, path: DocPath, shown: Shown) -> None:
        from studio.workflows.board_video import filmed_board

        is_absent = self._is_absent(shown[0])
        try:
            moving = filmed_board(self._document, path, *shown, self._media)
            frames: tuple[bytes, ...] = ()
            if moving is not None:
                width = round(_HEIGHT_PX * self._document.project.aspect_ratio / 2) * 2
                frames = await in_worker(
                    self._pool, worker_jobs.filmed, moving, shown[0].duration_frames, (width, _HEIGHT_PX)
                )
        except asyncio.CancelledError:
            self._failed[path] = shown
            raise
        except StudioError:
            frames = ()
        finally:
            self._is_filming = False
        self._keep(path, shown, frames)
        if is_absent and shown[0].video_url:
            self._absent.add(shown[0].video_url)
            self._arrivals.expect(shown[0].video_url)
            self.ready.emit()

    def _keep(self, path: DocPath, shown: Shown, frames: tuple[bytes, ...]) -> None:
        if not frames:
            # A picture that was chosen or drawn on, a machine that cannot draw, a damaged video: the still is shown.
            self._failed[path] = shown
            return
        self._films[path] = shown, frames
        while len(self._films) > _KEPT_BOARDS:
            self._films.popitem(last=False)
        self.ready.emit()

    def _is_absent(self, board: Board) -> bool:
        try:
            if board.video_url:
                self._media.path(board.video_url)
        except MediaMissing:
            return True
        except StudioError:
            pass
        return False

    def _look_again(self, reference: str) -> None:
        """A video has come: what was shown in its place goes."""
        if reference not in self._absent:
            return
        self._absent.discard(reference)
        for path, (shown, _) in tuple(self._films.items()):
            if shown[0].video_url == reference:
                del self._films[path]
        self._failed = {path: shown for path, shown in self._failed.items() if shown[0].video_url != reference}
        self.ready.emit()
