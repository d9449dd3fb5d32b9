"""Worker processes for what takes longer than a frame: staging, drawing, filming. They import no Qt."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Event
from queue import Empty
from typing import ParamSpec, Self, TypeVar

from studio.errors import Cancelled

P = ParamSpec("P")
T = TypeVar("T")
Told = tuple[int, int, str]

_told: Queue[Told] | None = None
_stop: Event | None = None


class WorkPool:
    """Two spawned workers, started when first needed. Work tells its progress through ``told``.

    ``keeps_all_busy`` says that there is always work for every worker, so that each stays on one core. Close the
    pool, or use it in a ``with``.
    """

    def __init__(self, *, keeps_all_busy: bool = False) -> None:
        self._keeps_all_busy = keeps_all_busy
        self._context = multiprocessing.get_context("spawn")
        self._pool: ProcessPoolExecutor | None = None
        self._queue: Queue[Told] = self._context.Queue()
        self._stop = self._context.Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def submit(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Runs a module's function in a worker; everything that goes in or out is pickled."""
        try:
            return self._ready().submit(work, *args, **kwargs)
        except BrokenProcessPool:
            self._clear_away()
            return self._ready().submit(work, *args, **kwargs)

    def _ready(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(
                max_workers=2,
                mp_context=self._context,
                initializer=_begin,
                initargs=(self._queue, self._stop, self._keeps_all_busy),
            )
        return self._pool

    def _clear_away(self) -> None:
        """Gives up workers of which one died; it may have held the queue, so that goes too."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None
        self._queue.close()
        self._queue, self._stop = self._context.Queue(), self._context.Event()

    def told(self) -> list[Told]:
        """What the workers have told since the last call: done, total, what."""
        news = []
        while True:
            try:
                news.append(self._queue.get_nowait())
            except Empty:
                return news

    def stop_work(self) -> None:
        """Asks what reports progress to stop; cleared by ``allow_work``."""
        self._stop.set()

    def allow_work(self) -> None:
        """Lets new work run after ``stop_work``."""
        self._stop.clear()

    def close(self) -> None:
        """Ends the workers; what has not begun is dropped."""
        self._stop.set()
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None
        self._queue.close()
        self._queue.join_thread()


def tell_progress(done: int, total: int, what: str) -> None:
    """A Progress for code that runs in a worker.

    Raises:
        Cancelled: the person stopped the work.
    """
    check_stopped()
    if _told is not None:
        _told.put((done, total, what))


def check_stopped() -> None:
    """For long work in a worker, between its steps.

    Raises:
        Cancelled: the person stopped the work.
    """
    if _stop is not None and _stop.is_set():
        raise Cancelled("The work was stopped.")


def _begin(told: Queue[Told], stop: Event, stays_on_one_core: bool) -> None:
    global _told, _stop
    _told, _stop = told, stop
    # Ctrl-C goes to the whole group of processes; the parent decides what becomes of the work.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if stays_on_one_core:
        # The software renderer's own threads would only wait for one another. Read when GL is first used.
        os.environ.setdefault("LP_NUM_THREADS", "0")
    threading.Thread(target=_end_with_parent, name="parent-watch", daemon=True).start()


def _end_with_parent() -> None:
    """A worker whose parent was killed would wait for work for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
