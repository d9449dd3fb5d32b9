"""Exports once all that is shown has arrived: what is missing, how far it has come, and a way to go on without it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from studio.ui.media_arrivals import MediaArrivals
from studio.ui.naming import named
from studio.ui.row import row
from studio.ui.theme import SPACE
from studio.ui.translation import tr
from studio.workflows.absent_media import SHOWN_IN, AbsentMedia, absent_media

if TYPE_CHECKING:
    from studio.ui.services import Services

_WIDTH = 440
_MOST_NAMED = 12


def export_when_here(window: QWidget, services: Services, format: str, path: Path, *, scene: int | None = None) -> None:
    """Writes the production for others, after asking where not all that it shows is on this machine."""

    def export() -> None:
        services.work.export(format, path, scene=scene)

    async def look() -> None:
        absent = await asyncio.to_thread(absent_media, services.document.snapshot(), services.media, format)
        if absent:
            AwaitedExport(window, services.arrivals, absent, export=export).show()
        else:
            export()

    if format in SHOWN_IN:
        services.tasks.start(tr("Exporting"), look())
    else:
        export()


class AwaitedExport(QDialog):
    """Opens beside the work; closing it exports nothing.

    ``export`` is called once: when all is here, or where the person does not wait.
    """

    def __init__(
        self, window: QWidget, arrivals: MediaArrivals, absent: Sequence[AbsentMedia], *, export: Callable[[], None]
    ) -> None:
        super().__init__(window)
        self.setObjectName("awaitedExport")
        self.setWindowTitle(tr("Export"))
        self.setModal(False)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._arrivals, self._export = arrivals, export
        self._absent = list(absent)
        self._count = len(self._absent)
        heading = QLabel(tr("Not all pictures are on this machine yet"))
        heading.setProperty("role", "heading")
        self._said = named(QLabel(), "awaitedExportSaid")
        self._bar = named(QProgressBar(), "awaitedExportProgress")
        self._bar.setAccessibleName(tr("Progress"))
        self._bar.setTextVisible(False)
        self._bar.setRange(0, self._count)
        now = named(QPushButton(tr("Export without them")), "awaitedExportNow")
        now.setAutoDefault(False)
        now.clicked.connect(self._go)
        cancel = named(QPushButton(tr("Cancel")), "awaitedExportCancel")
        cancel.clicked.connect(self.close)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        self._column.setSpacing(SPACE)
        for label in (heading, self._said):
            label.setWordWrap(True)
            self._column.addWidget(label)
        self._column.addWidget(self._bar)
        # As in all dialogs that do something, the buttons stand at the right.
        buttons = row(cancel, now)
        buttons.insertStretch(0, 1)
        buttons.setStretch(buttons.count() - 1, 0)
        self._column.addLayout(buttons)
        arrivals.arrived.connect(self._hear)
        arrivals.source_changed.connect(self._show)
        # The first last: what was wanted last is fetched first.
        for each in reversed(self._absent):
            arrivals.expect(each.reference)
        self._show()

    def _hear(self, reference: str) -> None:
        left = [each for each in self._absent if each.reference != reference]
        has_come = len(left) < len(self._absent)
        self._absent = left
        if not left:
            self._go()
        elif has_come:
            self._show()

    def _go(self) -> None:
        self._arrivals.arrived.disconnect(self._hear)
        self.close()
        self._export()

    def _show(self) -> None:
        coming = [each for each in self._absent if self._arrivals.is_coming(each.reference)]
        lost = [each for each in self._absent if each not in coming]
        words = []
        if coming:
            boards = _named(coming)
            words.append(tr("On their way from the team: the pictures of {boards}.", boards=boards))
            if not lost:
                words.append(tr("The export begins by itself when they are here."))
        if lost:
            words.append(tr("Not here, and not on their way: the pictures of {boards}.", boards=_named(lost)))
        self._said.setText(" ".join(words))
        self._bar.setVisible(bool(coming))
        self._bar.setValue(self._count - len(self._absent))
        self._column.activate()
        self.resize(_WIDTH, self._column.totalHeightForWidth(_WIDTH))


def _named(absent: Sequence[AbsentMedia]) -> str:
    boards = list(dict.fromkeys(each.board for each in absent))
    words = ", ".join(boards[:_MOST_NAMED])
    more = len(boards) - _MOST_NAMED
    return tr("{boards} and {count} more", boards=words, count=more) if more > 0 else words
