"""What the menu has for the project and its team: sharing it, and taking a copy out of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog

from studio.collab.document_store import StoreFailure
from studio.collab.save_state import Away, ShutOut
from studio.collab.team_directory import TeamDirectory, TeamProject
from studio.collab.team_replica import TeamReplica
from studio.model.ids import Uid
from studio.ui.account_view import AccountView
from studio.ui.fetch_view import FetchView
from studio.ui.members_view import MembersView
from studio.ui.share_view import ShareView
from studio.ui.team_projects_view import TeamProjectsView
from studio.ui.team_words import failure_words
from studio.ui.translation import tr
from studio.workflows.team_project import copy_from_team, open_here

if TYPE_CHECKING:
    from studio.ui.main_window import MainWindow


class TeamActions:
    """The actions of the team; those that make no sense for the open project are not there."""

    def __init__(self, window: MainWindow) -> None:
        self._window, self._services = window, window.services
        self._said = ""
        team = window.services.team
        if team is not None:
            team.changed.connect(self._tell_state)
            # Before the first frame there is nobody to be told.
            QTimer.singleShot(0, window, self._tell_state)

    def runs(self) -> dict[str, Callable[[], object]]:
        """What each action does, by its name."""
        return {
            "file.team": self._show_account,
            "file.projects": self._show_projects,
            "file.members": self._show_members,
            "file.share": self._share,
            "file.copy": self._copy,
        }

    def show(self) -> None:
        """Shows those that make sense."""
        actions, is_team = self._window.registry, self._services.team is not None
        is_own = not is_team and not self._services.is_read_only
        for name, is_there in (("file.share", is_own), ("file.copy", is_team), ("file.members", is_team)):
            actions[name].setVisible(is_there)
            actions[name].setEnabled(is_there)

    def _tell_state(self) -> None:
        """What the person has to do something about is told once, and as long as it is so."""
        team = self._services.team
        if team is None:
            return
        words, action = "", ("", team.try_now)
        match team.state:
            case ShutOut():
                words = tr(
                    "You no longer belong to this project. What you did and nobody has yet is kept on this machine."
                )
                action = (tr("Try again"), team.try_now)
            case Away(needs_sign_in=True):
                words = tr("Sign in to work with the team. Until then your work is kept on this machine.")
                action = (tr("Sign in"), self._show_account)
        if words == self._said:
            return
        self._window.notices.withdraw(self._said)
        self._said = words
        if words:
            self._window.notices.tell(words, kind="warning", action=action)

    def _show_account(self) -> None:
        AccountView(self._window, self._services.account, self._services.tasks).show()

    def _directory(self) -> TeamDirectory:
        """The team's directory as the person who is signed in; on any thread.

        Raises:
            SignInNeeded: nobody is.
        """
        return self._services.account.directory()

    def _show_projects(self) -> None:
        account, tasks = self._services.account, self._services.tasks
        TeamProjectsView(self._window, account, tasks, directory=self._directory, open_team=self._open).show()

    def _open(self, project: TeamProject) -> None:
        self._services.tasks.start(tr("Opening"), self._open_team(project))

    async def _open_team(self, project: TeamProject) -> None:
        try:
            replica, folder = await asyncio.to_thread(self._here, project)
        except StoreFailure as failure:
            self._window.notices.tell(failure_words(failure), kind="warning")
            return
        if folder is not None:
            self._services.open_project(folder)
            return
        view = FetchView(
            self._window,
            self._services.account,
            self._services.tasks,
            replica=replica,
            title=project.title or tr("Untitled"),
            opened=self._services.open_project,
        )
        view.show()
        view.begin()

    def _here(self, project: TeamProject) -> tuple[TeamReplica, Path | None]:
        """A team's project as this person's, and this machine's copy of it; None where there is none yet."""
        who, firebase_project = self._services.account.person()
        replica = TeamReplica(firebase_project=firebase_project, project=project.id, uid=Uid(who.uid))
        return replica, open_here(replica)

    def _show_members(self) -> None:
        team = self._services.team
        if team is not None:
            account, tasks = self._services.account, self._services.tasks
            MembersView(
                self._window,
                account,
                tasks,
                directory=self._directory,
                project=team.replica.project,
                left=team.try_now,
            ).show()

    def _share(self) -> None:
        self._services.tasks.start(tr("Team"), self._begin_sharing())

    async def _begin_sharing(self) -> None:
        account = self._services.account
        if (await account.load()).who is None:
            self._window.notices.tell(tr("Sign in to your team first; then share the project."))
            self._show_account()
            return
        ShareView(
            self._window,
            account,
            self._services.tasks,
            folder=self._services.path,
            title=self._services.document.project.title,
            flush=self._services.flush,
            opened=self._services.open_project,
        ).show()

    def _copy(self) -> None:
        dialog = QFileDialog(self._window, tr("Keep a copy on this machine"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("dream")
        dialog.setNameFilter(tr("DreamFactory project (*.dream)"))
        dialog.selectFile(f"{self._services.document.project.title or 'project'}.dream")
        dialog.fileSelected.connect(self._copy_to)
        dialog.open()

    def _copy_to(self, target: str) -> None:
        if target:
            self._services.tasks.start(tr("Copying"), self._make_copy(Path(target)))

    async def _make_copy(self, target: Path) -> None:
        await asyncio.to_thread(self._services.flush)
        made = await asyncio.to_thread(copy_from_team, self._services.path, target)
        open_it = (tr("Open"), lambda: self._services.open_project(made))
        self._window.notices.tell(tr("The copy is at {path}.", path=made), action=open_it, stays=True)
