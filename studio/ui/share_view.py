"""Gives the open project to the team: what that means, how far it is, and a way to stop."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from studio.collab.document_store import DocumentStore, SignInNeeded, StoreFailure
from studio.collab.team_replica import TeamReplica
from studio.collab.team_store import open_team_store
from studio.errors import Cancelled, StudioError
from studio.model.ids import Uid
from studio.ui.account_access import AccountAccess
from studio.ui.naming import named
from studio.ui.task_scope import TaskScope
from studio.ui.team_words import failure_words
from studio.ui.theme import SPACE
from studio.ui.translation import tr
from studio.workflows.share_project import share_project

NOT_SAVED: Final = "The project is not saved yet; look after the disk first."
_WIDTH = 440


class ShareView(QDialog):
    """Opens beside the work. What was begun and stopped is gone on with when the project is shared again."""

    _progressed = Signal(int, int)

    def __init__(
        self,
        window: QWidget,
        access: AccountAccess,
        tasks: TaskScope,
        *,
        folder: Path,
        title: str,
        flush: Callable[[], bool],
        opened: Callable[[Path], None],
    ) -> None:
        """``flush`` saves what the project has waiting; ``opened`` is told of this machine's copy once it is there."""
        super().__init__(window)
        self.setObjectName("share")
        self.setWindowTitle(tr("Share with the team"))
        self.setModal(False)
        self._access, self._tasks = access, tasks
        self._folder, self._flush, self._opened = folder, flush, opened
        self._stop = threading.Event()
        self._is_open = True
        who = access.now.who
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * SPACE, 2 * SPACE, 3 * SPACE, 2 * SPACE)
        column.setSpacing(SPACE)
        heading = named(QLabel(tr("Share “{title}” with the team", title=title)), "shareHeading")
        heading.setProperty("role", "heading")
        self._said = named(
            QLabel(
                tr(
                    "The script, boards, sets, comments, media and the history go to {team}, in the name of {person}. "
                    "You become the project's owner and invite the others. The project in its folder stays as it is.",
                    team=access.now.settings.project_id,
                    person=who.email if who is not None else "",
                )
            ),
            "shareSaid",
        )
        self._bar = named(QProgressBar(), "shareProgress")
        self._bar.setAccessibleName(tr("Progress"))
        self._bar.setTextVisible(False)
        self._bar.hide()
        self._share = named(QPushButton(tr("Share")), "shareBegin")
        self._share.setProperty("primary", "true")
        self._share.clicked.connect(self._begin)
        self._close = named(QPushButton(tr("Cancel")), "shareStop")
        self._close.setAutoDefault(False)
        self._close.clicked.connect(self.close)
        for label in (heading, self._said):
            label.setWordWrap(True)
            column.addWidget(label)
        column.addWidget(self._bar)
        row = QHBoxLayout()
        row.setSpacing(SPACE)
        row.addStretch(1)
        row.addWidget(self._close)
        row.addWidget(self._share)
        column.addLayout(row)
        self._progressed.connect(self._show_progress)
        self.resize(_WIDTH, column.totalHeightForWidth(_WIDTH))

    @override
    def done(self, result: int) -> None:
        self._is_open = False
        self._stop.set()
        super().done(result)
        self.deleteLater()

    def _begin(self) -> None:
        self._share.setEnabled(False)
        self._close.setText(tr("Stop"))
        self._bar.setRange(0, 0)
        self._bar.show()
        self._tasks.start(tr("Sharing"), self._run())

    async def _run(self) -> None:
        try:
            folder = await asyncio.to_thread(self._work)
        except Cancelled:
            return
        except (StoreFailure, StudioError) as failure:
            self._tell(failure_words(failure))
        else:
            if self._is_open:
                self.close()
                self._opened(folder)

    def _work(self) -> Path:
        account = self._access.opened()
        who = account.signed_in if account is not None else None
        if account is None or who is None:
            raise SignInNeeded("Nobody is signed in.")
        if not self._flush():
            raise StudioError(NOT_SAVED)
        token = self._access.token_of(Uid(who.uid), account.project_id)

        def open_store(replica: TeamReplica) -> DocumentStore:
            return open_team_store(replica.place(os.environ), token)

        return share_project(
            self._folder,
            account.project_id,
            Uid(who.uid),
            open_store,
            name=who.display_name or who.email.partition("@")[0],
            email=who.email,
            progress=self._progressed.emit,
            stop=self._stop,
        )

    def _tell(self, sentence: str) -> None:
        if not self._is_open:
            return
        self._said.setText(sentence)
        self._bar.hide()
        self._share.setText(tr("Try again"))
        self._share.setEnabled(True)
        self._close.setText(tr("Close"))
        self.adjustSize()

    def _show_progress(self, done: int, of: int) -> None:
        self._bar.setRange(0, max(1, of))
        self._bar.setValue(done)
