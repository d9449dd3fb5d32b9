"""Work in the worker processes, awaited from the window's loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures.process import BrokenProcessPool
from typing import ParamSpec, TypeVar

from studio.errors import StudioError
from studio.ui.translation import tr
from studio.workflows.work_pool import WorkPool

P = ParamSpec("P")
T = TypeVar("T")


class WorkerDied(StudioError):
    """The process that did the work is gone; the pool has new ones for what comes next."""


async def in_worker(pool: WorkPool, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """Runs a module's function in a worker.

    Raises:
        WorkerDied: its process ended before it was done.
    """
    try:
        return await asyncio.wrap_future(pool.submit(work, *args, **kwargs))
    except BrokenProcessPool as error:
        message = tr("A worker process ended before it was done and was started again; please try once more.")
        raise WorkerDied(message) from error
