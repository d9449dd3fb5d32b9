"""The one place that starts asynchronous work: it names, cancels and reports every task."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from studio.errors import Cancelled, StudioError
from studio.ui.told_sentence import told_words
from studio.ui.translation import tr

_log = logging.getLogger(__name__)


class TaskScope(QObject):
    """Runs coroutines on the window's loop; ``failed`` carries the sentence a person is shown.

    What nobody expected is logged in full, and told too: work never ends in silence.
    """

    started = Signal(str)
    progressed = Signal(str, int, int)
    ended = Signal(str)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks: dict[asyncio.Task[Any], str] = {}

    def start(self, name: str, work: Coroutine[Any, Any, Any]) -> asyncio.Task[Any]:
        """Starts ``work`` under a name that a person can read."""
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._tasks[task] = name
        task.add_done_callback(self._finish)
        self.started.emit(name)
        return task

    @property
    def running(self) -> tuple[str, ...]:
        """The names of what is going on."""
        return tuple(self._tasks.values())

    def cancel(self) -> None:
        """Asks everything that runs to stop."""
        for task in tuple(self._tasks):
            task.cancel()

    async def close(self) -> None:
        """Cancels what runs and waits until it has ended."""
        self.cancel()
        await asyncio.gather(*tuple(self._tasks), return_exceptions=True)

    def _finish(self, task: asyncio.Task[Any]) -> None:
        name = self._tasks.pop(task)
        if not isValid(self):
            # The window went while the task was ending; there is nobody left to be told.
            return
        self.ended.emit(name)
        if task.cancelled():
            return
        error = task.exception()
        if error is None or isinstance(error, Cancelled):
            return
        if isinstance(error, StudioError):
            self.failed.emit(told_words(error.message))
            return
        _log.error("%s failed", name, exc_info=error)
        self.failed.emit(tr("{name} failed unexpectedly; nothing was changed. The log says more.", name=name))
