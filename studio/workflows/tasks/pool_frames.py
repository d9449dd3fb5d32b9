"""Frames for the agents, drawn by the worker processes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from typing import ParamSpec, TypeVar

from studio.errors import RenderError, StudioError
from studio.model.document import Document
from studio.model.documents import Board
from studio.model.ids import DocPath, scene_of
from studio.model.stage import Stage
from studio.workflows import worker_jobs
from studio.workflows.draw_board import BoardJob
from studio.workflows.work_pool import WorkPool

P = ParamSpec("P")
T = TypeVar("T")


class PoolWorkers:
    """Workers of a WorkPool."""

    def __init__(self, pool: WorkPool) -> None:
        self._pool = pool

    async def run(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """See Workers."""
        try:
            return await asyncio.wrap_future(self._pool.submit(work, *args, **kwargs))
        except BrokenProcessPool as error:
            raise StudioError("A worker process ended before it was done; try once more.") from error


class PoolFrames:
    """BoardFrames of one project by a WorkPool."""

    def __init__(self, document: Document, pool: WorkPool) -> None:
        self._document, self._workers = document, PoolWorkers(pool)

    async def board(self, path: DocPath, *, size: tuple[int, int], at_end: bool = False) -> bytes:
        """See BoardFrames."""
        board, scene = self._document.board(path), scene_of(path)
        if board is None or scene is None:
            raise StudioError("The board is not there any more.")
        if at_end:
            board = board.model_copy(update={"camera_keys": board.camera_keys[-1:]})
        return await self._drawn(path, board, self._document.stage(scene), look="sketch", size=size)

    async def checked(self, picture: bytes, *, aspect: float) -> bytes:
        """See BoardFrames."""
        return await self._workers.run(worker_jobs.cleaned_picture, picture, aspect)

    async def reference(self, picture: bytes) -> bytes:
        """See BoardFrames."""
        return await self._workers.run(worker_jobs.reference_picture, picture)

    async def stage(self, stage: Stage, *, size: tuple[int, int], look: str = "clay") -> bytes:
        """See BoardFrames."""
        return await self._drawn(DocPath(""), Board(), stage, look=look, size=size, aspect=size[0] / size[1])

    async def _drawn(
        self,
        path: DocPath,
        board: Board,
        stage: Stage | None,
        *,
        look: str,
        size: tuple[int, int],
        aspect: float | None = None,
    ) -> bytes:
        project = self._document.project
        job = BoardJob(
            path=path,
            board=board,
            stage=stage,
            project=project if aspect is None else project.model_copy(update={"aspect_ratio": aspect}),
            layers=(),
            chosen=None,
            revision="",
            look=look,
            size=size,
        )
        drawn = await self._workers.run(worker_jobs.drawn, job)
        if drawn.frame is None:
            raise RenderError("The board's frame could not be drawn.")
        return drawn.frame
