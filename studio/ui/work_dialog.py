"""A dialog for work that takes long: what it means, how far it is, a way to stop, and what to do where it fails."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from studio.collab.document_store import StoreFailure
from studio.errors import Cancelled, StudioError
from studio.ui.naming import named
from studio.ui.task_scope import TaskScope
from studio.ui.team_words import failure_words
from studio.ui.theme import SPACE
from studio.ui.translation import tr

_WIDTH = 440


class WorkDialog(QDialog):
    """Opens beside the work of the window; closing it stops what was begun.

    A subclass says what is done in ``work``, on a thread of its own, which calls ``progress`` and looks at ``stop``.
    ``name`` begins the names of the widgets, ``task`` is how the work is called, ``opened`` is told of the folder
    that came of it, ``count`` has the words for how far it is where the bar does not say enough.
    """

    progressed = Signal(int, int)

    def __init__(
        self,
        window: QWidget,
        tasks: TaskScope,
        *,
        name: str,
        title: str,
        heading: str,
        words: str,
        begin: str,
        task: str,
        opened: Callable[[Path], None],
        count: Callable[[int, int], str] = lambda _done, _of: "",
    ) -> None:
        super().__init__(window)
        self.setObjectName(name)
        self.setWindowTitle(title)
        self.setModal(False)
        self._tasks, self._task, self._opened, self._count_words = tasks, task, opened, count
        self.stop = threading.Event()
        self._is_open = True
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        title_label = named(QLabel(heading), f"{name}Heading")
        title_label.setProperty("role", "heading")
        self._said = named(QLabel(words), f"{name}Said")
        self._bar = named(QProgressBar(), f"{name}Progress")
        self._bar.setAccessibleName(tr("Progress"))
        self._bar.setTextVisible(False)
        self._bar.hide()
        self._count = named(QLabel(), f"{name}Count")
        self._count.setProperty("role", "empty")
        self._count.hide()
        self._begin = named(QPushButton(begin), f"{name}Begin")
        self._begin.setProperty("primary", "true")
        self._begin.clicked.connect(self.begin)
        self._close = named(QPushButton(tr("Cancel")), f"{name}Stop")
        self._close.setAutoDefault(False)
        self._close.clicked.connect(self.close)
        for label in (title_label, self._said):
            label.setWordWrap(True)
            column.addWidget(label)
        column.addWidget(self._bar)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addWidget(self._count, 1)
        row.addStretch()
        row.addWidget(self._close)
        row.addWidget(self._begin)
        column.addLayout(row)
        self._column = column
        self.progressed.connect(self._show_progress)
        self._fit()

    def work(self) -> Path:
        """Does it, on a thread of its own, and returns the folder that came of it.

        Raises:
            Cancelled: ``stop`` was set.
            StoreFailure, StudioError: it was not done, and why.
        """
        raise NotImplementedError

    def begin(self) -> None:
        """Begins, or tries again."""
        self._begin.setEnabled(False)
        self._close.setText(tr("Stop"))
        self._bar.setRange(0, 0)
        self._bar.show()
        self._fit()
        self._tasks.start(self._task, self._run())

    def tell_progress(self, done: int, of: int) -> None:
        """Shows how far the work is; from any thread.

        Raises:
            Cancelled: ``stop`` is set.
        """
        if self.stop.is_set():
            raise Cancelled("It was stopped.")
        self.progressed.emit(done, of)

    @override
    def done(self, result: int) -> None:
        self._is_open = False
        self.stop.set()
        super().done(result)
        self.deleteLater()

    async def _run(self) -> None:
        try:
            folder = await asyncio.to_thread(self.work)
        except asyncio.CancelledError:
            # The window goes: its thread ends too, or the program would wait for it.
            self.stop.set()
            raise
        except Cancelled:
            return
        except (StoreFailure, StudioError) as failure:
            self._fail(failure_words(failure))
        else:
            if self._is_open:
                self.close()
                self._opened(folder)

    def _fail(self, sentence: str) -> None:
        if not self._is_open:
            return
        self._said.setText(sentence)
        self._bar.hide()
        self._count.hide()
        self._begin.setText(tr("Try again"))
        self._begin.show()
        self._begin.setEnabled(True)
        self._close.setText(tr("Close"))
        self._fit()

    def _show_progress(self, done: int, of: int) -> None:
        # What is still done at the end, such as writing it to the disk, is not counted.
        self._bar.setRange(0, of if done < of else 0)
        self._bar.setValue(done)
        words = self._count_words(done, of)
        self._count.setText(words)
        self._count.setVisible(bool(words))

    def _fit(self) -> None:
        """As tall as what is shown needs."""
        self._column.activate()
        self.resize(_WIDTH, self._column.totalHeightForWidth(_WIDTH))
