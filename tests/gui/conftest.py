"""A window for a test: opened on a project of its own, closed and gone at the end."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from studio.ui.translation import use_language
from studio.workflows.work_pool import WorkPool
from tests.gui.pages import StudioPage
from tests.gui.small_film import small_film

Story = Callable[[StudioPage], None]
Play = Callable[[Story], None]


@pytest.fixture(scope="session")
def pool() -> Iterator[WorkPool]:
    """The worker processes, shared by all windows of the run; they are started before any test looks for leftovers."""
    workers = WorkPool()
    workers.submit(os.getpid).result()
    yield workers
    workers.close()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The small film's folder."""
    return small_film(tmp_path / "film")


@pytest.fixture
def studio(qapp: QApplication, qt_loop: asyncio.AbstractEventLoop, pool: WorkPool) -> Iterator[Play]:
    """Plays a story in a window that is not open yet; the window is closed after it."""
    qapp.setQuitOnLastWindowClosed(False)

    def play(story: Story) -> None:
        failures: list[BaseException] = []

        def whole() -> None:
            use_language("en")
            page = StudioPage(qapp, pool)
            steps: tuple[Callable[[], None], ...] = (lambda: story(page), page.close)
            for step in steps:
                try:
                    step()
                except BaseException as failure:
                    failures.append(failure)
            qt_loop.stop()

        # Played from Qt's loop, as gestures are: within a task, the events they bring could not reach other tasks.
        QTimer.singleShot(0, whole)
        qt_loop.run_forever()
        if failures:
            raise failures[0]

    yield play


@pytest.fixture
def window(studio: Play, project: Path) -> Play:
    """Plays a story in a window on the small film."""

    def play(story: Story) -> None:
        def opened(page: StudioPage) -> None:
            page.open(project)
            story(page)

        studio(opened)

    return play
