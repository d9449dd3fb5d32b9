"""What a test may leave behind: nothing. Threads, windows, tasks, files and unexpected log lines are told by name."""

from __future__ import annotations

import asyncio
import gc
import logging
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_CACHES = frozenset({".pytest_cache", ".hypothesis", ".mypy_cache", ".ruff_cache", ".import_linter_cache", "out"})
_QT_OWN = frozenset({"QTipLabel", "QShapedPixmapWindow", "QComboBoxPrivateContainer"})
"""Windows that Qt keeps for itself."""


class UnexpectedLines(logging.Handler):
    """Collects warnings and errors that are logged while a test runs."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keeps the line."""
        self.lines.append(f"{record.levelname} {record.name}: {record.getMessage()}")


@dataclass(frozen=True, slots=True)
class Traces:
    """What there is at one moment: threads, addresses of top-level windows, names in the working folder."""

    threads: frozenset[threading.Thread] = field(default_factory=lambda: frozenset(threading.enumerate()))
    windows: frozenset[int] = field(default_factory=lambda: frozenset(_windows()))
    files: frozenset[str] = field(default_factory=lambda: frozenset(_files()))

    def left(self, loop: asyncio.AbstractEventLoop | None = None, *, grace_s: float = 2.0) -> list[str]:
        """What is there now and was not then, a clause each.

        ``loop`` is looked through for pending tasks; a thread that was told to end may take ``grace_s`` to do so.
        """
        return [
            *(f"the thread {thread.name!r} still runs" for thread in self._left_threads(grace_s)),
            *(f"the window {name} was not deleted" for name in self._left_windows()),
            *(f"the task {task.get_name()!r} is still pending" for task in (asyncio.all_tasks(loop) if loop else ())),
            *(f"{name!r} lies in the working folder" for name in sorted(set(_files()) - self.files)),
        ]

    def _left_threads(self, grace_s: float) -> list[threading.Thread]:
        deadline = time.monotonic() + grace_s
        while True:
            # Threads that Qt entered Python from (dummies) end on their own terms.
            new = set(threading.enumerate()) - self.threads
            left = [thread for thread in new if not isinstance(thread, threading._DummyThread)]
            if not left or time.monotonic() > deadline:
                return left
            left[0].join(timeout=0.05)

    def _left_windows(self) -> list[str]:
        if not set(_windows()) - self.windows:
            return []
        gc.collect()
        core = sys.modules["PySide6.QtCore"]
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)
        new = (window for address, window in _windows().items() if address not in self.windows)
        return [f"{type(window).__name__} {window.objectName()!r}" for window in new]


def _files() -> Iterator[str]:
    return (entry.name for entry in Path.cwd().iterdir() if entry.name not in _CACHES)


def _windows() -> dict[int, Any]:
    """Address → parentless top-level widget; empty until a test has loaded widgets and made an application."""
    widgets, shiboken = sys.modules.get("PySide6.QtWidgets"), sys.modules.get("shiboken6")
    if widgets is None or shiboken is None or not isinstance(widgets.QApplication.instance(), widgets.QApplication):
        return {}
    return {
        shiboken.getCppPointer(window)[0]: window
        for window in widgets.QApplication.topLevelWidgets()
        if window.parent() is None and type(window).__name__ not in _QT_OWN
    }
