"""The team's projects: those the person belongs to, and those they are invited to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from studio.collab.sign_in import SignedIn
from studio.collab.team_directory import Invited, TeamDirectory, TeamProject
from studio.ui.account_access import AccountAccess
from studio.ui.comment_words import ago
from studio.ui.naming import named
from studio.ui.row import row
from studio.ui.sure_button import SureButton
from studio.ui.task_scope import TaskScope
from studio.ui.team_dialog import Show, TeamDialog, column_of
from studio.ui.team_words import end_words, role_words
from studio.ui.text_table import TextTable
from studio.ui.theme import SPACE
from studio.ui.translation import tr


class TeamProjectsView(TeamDialog):
    """``open_team`` is asked to open a project; the dialog is closed then."""

    def __init__(
        self,
        window: QWidget,
        access: AccountAccess,
        tasks: TaskScope,
        *,
        directory: Callable[[], TeamDirectory],
        open_team: Callable[[TeamProject], None],
    ) -> None:
        title = tr("Team's projects")
        super().__init__(window, access, tasks, name="teamProjects", title=title, directory=directory)
        self._open_team = open_team
        self._projects = TextTable[TeamProject](
            "teamProjectList",
            title,
            (tr("Project"), tr("Your role"), tr("Worked on")),
            lambda each: (
                each.title or tr("Untitled"),
                role_words(each.role),
                ago(each.updated_at, datetime.now(UTC)),
            ),
        )
        self._open = self.button("Open", tr("Open the project"))
        self._open.setProperty("primary", "true")
        self._open.clicked.connect(self._open_chosen)
        self._projects.on_open(self._open_chosen)
        self._invited = TextTable[Invited](
            "teamInvitationList",
            tr("You are invited to"),
            (tr("Project"), tr("As"), tr("Until")),
            lambda each: (
                each.invitation.title or tr("Untitled"),
                role_words(each.invitation.role),
                end_words(each.invitation.expire_at, datetime.now(UTC)),
            ),
        )
        self._join = self.button("Join", tr("Join and open"))
        self._join.clicked.connect(self._join_chosen)
        self._invited.on_open(self._join_chosen)
        self._decline = named(SureButton(tr("Decline"), tr("Really decline?")), "teamProjectsDecline")
        self._decline.confirmed.connect(self._decline_chosen)
        self._invited.on_chosen(self._decline.calm)
        self.column.addWidget(self._projects.view)
        self.column.addLayout(row(self._open))
        self._asked = self._invited_part()
        self.column.addWidget(self._asked)
        self.body.hide()
        self.reload()

    @override
    def look(self, directory: TeamDirectory, who: SignedIn) -> Show:
        projects = directory.projects(who.uid)
        # The rules tell an address's invitations to nobody who has not proved that it is theirs.
        invited = directory.invitations(who.email) if who.is_verified else ()
        return lambda: self._show(projects, invited, who)

    def _invited_part(self) -> QWidget:
        heading = QLabel(tr("You are invited to"))
        heading.setProperty("role", "heading")
        part = QWidget()
        column = column_of(part, space_above=2 * SPACE)
        column.addWidget(heading)
        column.addWidget(self._invited.view)
        column.addLayout(row(self._join, self._decline))
        return part

    def _show(self, projects: tuple[TeamProject, ...], invited: tuple[Invited, ...], who: SignedIn) -> None:
        self._projects.show(projects, key=lambda each: each.id)
        self._invited.show(invited, key=lambda each: each.invite_id)
        self._projects.view.setVisible(bool(projects))
        self._open.setVisible(bool(projects))
        self._asked.setVisible(bool(invited))
        # One button stands out: where there is nothing to open it is this one.
        self._join.setProperty("primary", "" if projects else "true")
        self._join.style().polish(self._join)
        self.body.setVisible(bool(projects or invited))
        if not who.is_verified:
            words = tr("Invitations are shown once {email} is proved to be yours.", email=who.email)
            self.tell(words, offers_account=True)
        elif not projects and not invited:
            self.tell(
                tr(
                    "There is no project of the team's for you yet. Open one of yours and choose File ▸ Share with the "
                    "team, or have an owner of one invite {email}.",
                    email=who.email,
                )
            )
        (self._projects if projects else self._invited).view.setFocus()

    def _open_chosen(self) -> None:
        project = self._projects.chosen
        if project is not None:
            self._go_to(project)

    def _go_to(self, project: object) -> None:
        if not isinstance(project, TeamProject):
            self.reload()
            return
        self.close()
        self._open_team(project)

    def _join_chosen(self) -> None:
        invited = self._invited.chosen
        if invited is None:
            return

        def join(directory: TeamDirectory, who: SignedIn) -> TeamProject | None:
            directory.join(invited, who)
            return next((each for each in directory.projects(who.uid) if each.id == invited.project), None)

        self.act(join, done=self._go_to)

    def _decline_chosen(self) -> None:
        invited = self._invited.chosen
        if invited is not None:
            words = tr("The invitation to “{title}” is declined.", title=invited.invitation.title or tr("Untitled"))
            self.act(lambda directory, who: directory.decline(invited, who), words=words)
