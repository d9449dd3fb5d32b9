"""Frames for the agents, drawn by the worker processes."""

from __future__ import annotations

import asyncio
from concurrent.futures.process import BrokenProcessPool

from studio.errors import RenderError, StudioError
from studio.model.document import Document
from studio.model.documents import Board
from studio.model.ids import DocPath, scene_of
from studio.model.stage import Stage
from studio.workflows import worker_jobs
from studio.workflows.draw_board import BoardJob
from studio.workflows.work_pool import WorkPool


class PoolFrames:
    """BoardFrames of one project by a WorkPool."""

    def __init__(self, document: Document, pool: WorkPool) -> None:
        self._document, self._pool = document, pool

    async def board(self, path: DocPath, *, size: tuple[int, int], at_end: bool = False) -> bytes:
        """See BoardFrames."""
        board, scene = self._document.board(path), scene_of(path)
        if board is None or scene is None:
            raise StudioError("The board is not there any more.")
        if at_end:
            board = board.model_copy(update={"camera_keys": board.camera_keys[-1:]})
        return await self._drawn(path, board, self._document.stage(scene), look="sketch", size=size)

    async def stage(self, stage: Stage, *, size: tuple[int, int]) -> bytes:
        """See BoardFrames."""
        return await self._drawn(DocPath(""), Board(), stage, look="clay", size=size)

    async def _drawn(
        self, path: DocPath, board: Board, stage: Stage | None, *, look: str, size: tuple[int, int]
    ) -> bytes:
        job = BoardJob(
            path=path,
            board=board,
            stage=stage,
            project=self._document.project,
            layers=(),
            chosen=None,
            revision="",
            look=look,
            size=size,
        )
        try:
            drawn = await asyncio.wrap_future(self._pool.submit(worker_jobs.drawn, job))
        except BrokenProcessPool as error:
            raise RenderError("A worker process ended before the frame was drawn; try once more.") from error
        if drawn.frame is None:
            raise RenderError("The board's frame could not be drawn.")
        return drawn.frame
