"""Gives the open project to the team: what that means, how far it is, and a way to stop."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from studio.collab.document_store import DocumentStore, SignInNeeded
from studio.collab.team_replica import TeamReplica
from studio.collab.team_store import open_team_store
from studio.errors import StudioError
from studio.model.ids import Uid
from studio.ui.account_access import AccountAccess
from studio.ui.task_scope import TaskScope
from studio.ui.translation import tr
from studio.ui.work_dialog import WorkDialog
from studio.workflows.share_project import share_project

NOT_SAVED: Final = "The project is not saved yet; look after the disk first."


class ShareView(WorkDialog):
    """What was begun and stopped is gone on with when the project is shared again."""

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
        self._access, self._folder, self._flush = access, folder, flush
        who = access.now.who
        super().__init__(
            window,
            tasks,
            name="share",
            title=tr("Share with the team"),
            heading=tr("Share “{title}” with the team", title=title),
            words=tr(
                "The script, boards, sets, comments, media and the history go to {team}, in the name of {person}. "
                "You become the project's owner and invite the others. The project in its folder stays as it is.",
                team=access.now.settings.project_id,
                person=who.email if who is not None else "",
            ),
            begin=tr("Share"),
            task=tr("Sharing"),
            opened=opened,
        )

    @override
    def work(self) -> Path:
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
            progress=self.progressed.emit,
            stop=self.stop,
        )
