"""Brings a team's project to this machine for the first time: how far it is, and a way to stop."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from studio.collab.team_replica import TeamReplica
from studio.collab.team_store import open_team_store
from studio.ui.account_access import AccountAccess
from studio.ui.task_scope import TaskScope
from studio.ui.translation import tr
from studio.ui.work_dialog import WorkDialog
from studio.workflows.team_project import open_from_team


class FetchView(WorkDialog):
    """Of what is stopped nothing is left; the project is there once it is whole. Its media come by themselves then."""

    def __init__(
        self,
        window: QWidget,
        access: AccountAccess,
        tasks: TaskScope,
        *,
        replica: TeamReplica,
        title: str,
        opened: Callable[[Path], None],
    ) -> None:
        """``opened`` is told of this machine's copy once it is there."""
        self._access, self._replica = access, replica
        super().__init__(
            window,
            tasks,
            name="fetch",
            title=tr("Open a team's project"),
            heading=tr("Fetch “{title}” from the team", title=title),
            words=tr(
                "It comes to this machine once, and opens when it is here. Pictures and videos follow while you work."
            ),
            begin=tr("Fetch"),
            task=tr("Opening"),
            opened=opened,
            count=_count_words,
        )
        self._begin.hide()

    @override
    def work(self) -> Path:
        token = self._access.token_of(self._replica.uid, self._replica.firebase_project)
        store = open_team_store(self._replica.place(os.environ), token, coming=self.tell_progress)
        try:
            return open_from_team(self._replica, store)
        finally:
            store.close()


def _count_words(done: int, of: int) -> str:
    if done < of:
        return tr("{done} of {count} documents", done=f"{done:,}", count=f"{of:,}")
    return tr("Writing them to the disk…")
