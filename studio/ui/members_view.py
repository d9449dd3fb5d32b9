"""The people of a team's project: who belongs, in which role, and who is invited."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget
from typing_extensions import override

from studio.collab.invitations import Role, is_address
from studio.collab.sign_in import SignedIn
from studio.collab.team_directory import ROLES, Invited, Member, TeamDirectory
from studio.ui.account_access import AccountAccess
from studio.ui.naming import named
from studio.ui.row import row
from studio.ui.sure_button import SureButton
from studio.ui.task_scope import TaskScope
from studio.ui.team_dialog import Show, TeamDialog, column_of
from studio.ui.team_words import end_words, invitation_words, role_words
from studio.ui.text_table import TextTable
from studio.ui.theme import SPACE
from studio.ui.translation import tr


class MembersView(TeamDialog):
    """An owner invites, changes roles and removes; the others look, and may leave. ``left`` is told of that."""

    def __init__(
        self,
        window: QWidget,
        access: AccountAccess,
        tasks: TaskScope,
        *,
        directory: Callable[[], TeamDirectory],
        project: str,
        left: Callable[[], None],
    ) -> None:
        title = tr("People in this project")
        super().__init__(window, access, tasks, name="members", title=title, directory=directory)
        self._project, self._left = project, left
        self._me: Member | None = None
        self._just_invited = ""
        self._people = TextTable[Member](
            "memberList", title, (tr("Name"), tr("E-mail"), tr("Role")), self._member_words
        )
        self._people.on_chosen(self._offer)
        self.column.addWidget(self._people.view)
        self._role = self._role_box("memberRole", tr("Role of the chosen person"))
        self._role.activated.connect(self._change_role)
        self._remove = named(SureButton(tr("Remove"), tr("Really remove?")), "memberRemove")
        self._remove.confirmed.connect(self._remove_chosen)
        self._hand_over = named(SureButton(tr("Hand the project over"), tr("Really hand it over?")), "memberHandOver")
        self._hand_over.confirmed.connect(self._transfer)
        self._leave = named(SureButton(tr("Leave the project"), tr("Really leave?")), "memberLeave")
        self._leave.confirmed.connect(self._go)
        self.column.addLayout(row(self._role, self._remove, self._hand_over, self._leave))
        self._owners = self._owners_part()
        self.body.hide()
        self.reload()

    @override
    def look(self, directory: TeamDirectory, who: SignedIn) -> Show:
        members = directory.members(self._project)
        me = next((member for member in members if member.uid == who.uid), None)
        pending = directory.pending(self._project) if me is not None and me.role == "owner" else ()
        return lambda: self._show(members, pending, me)

    def _owners_part(self) -> QWidget:
        heading = QLabel(tr("Invite somebody"))
        heading.setProperty("role", "heading")
        self._email = named(QLineEdit(), "memberEmail")
        self._email.setPlaceholderText(tr("E-mail"))
        self._email.setAccessibleName(tr("E-mail"))
        self._email.returnPressed.connect(self._invite)
        self._as = self._role_box("memberInviteRole", tr("Role of who is invited"))
        self._as.setCurrentIndex(ROLES.index("editor"))
        invite = named(self.button("Invite", tr("Invite")), "memberInvite")
        invite.clicked.connect(self._invite)
        self._open = TextTable[Invited](
            "memberInvitationList",
            tr("Open invitations"),
            (tr("Open invitations"), tr("As"), tr("Until")),
            lambda each: (
                each.invitation.email,
                role_words(each.invitation.role),
                end_words(each.invitation.expire_at, datetime.now(UTC)),
            ),
        )
        self._copy = named(self.button("Copy", tr("Copy the invitation")), "memberCopy")
        self._copy.clicked.connect(self._copy_chosen)
        self._open.on_open(self._copy_chosen)
        self._revoke = named(self.button("Revoke", tr("Take it back")), "memberRevoke")
        self._revoke.clicked.connect(self._revoke_chosen)
        part = QWidget()
        line = row(self._email, self._as, invite)
        line.setStretchFactor(self._email, 1)
        line.setStretch(line.count() - 1, 0)
        column = column_of(part, space_above=2 * SPACE)
        column.addWidget(heading)
        column.addLayout(line)
        column.addWidget(self._open.view)
        column.addLayout(row(self._copy, self._revoke))
        self.column.addWidget(part)
        return part

    def _role_box(self, name: str, words: str) -> QComboBox:
        box = named(QComboBox(), name)
        box.setAccessibleName(words)
        box.setToolTip(words)
        for role in ROLES:
            box.addItem(role_words(role), role)
        return box

    def _member_words(self, member: Member) -> tuple[str, ...]:
        is_me = self._me is not None and member.uid == self._me.uid
        name = tr("{name} (you)", name=member.name) if is_me else member.name
        return name, member.email, tr("Project's owner") if member.is_owner else role_words(member.role)

    def _show(self, members: tuple[Member, ...], pending: tuple[Invited, ...], me: Member | None) -> None:
        self._me = me
        self._people.show(members, key=lambda each: each.uid)
        self._open.show(pending, key=lambda each: each.invite_id)
        just = [each for each in pending if each.invitation.email == self._just_invited]
        if just:
            # It is the next to be copied.
            self._open.choose(just[-1])
            self._just_invited = ""
        for part in (self._open.view, self._copy, self._revoke):
            part.setVisible(bool(pending))
        self._owners.setVisible(me is not None and me.role == "owner")
        self._offer()
        self._people.view.setFocus()

    def _offer(self) -> None:
        """Shows what can be done with the chosen person."""
        me, chosen = self._me, self._people.chosen
        is_other = me is not None and chosen is not None and chosen.uid != me.uid
        may_manage = is_other and me is not None and me.role == "owner" and chosen is not None and not chosen.is_owner
        for part in (self._role, self._remove):
            part.setVisible(may_manage)
        self._hand_over.setVisible(is_other and me is not None and me.is_owner)
        self._leave.setVisible(me is not None and not me.is_owner and not may_manage)
        for button in (self._remove, self._hand_over, self._leave):
            button.calm()
        if chosen is not None:
            self._role.setCurrentIndex(ROLES.index(chosen.role))
        self.fit()

    def _change_role(self) -> None:
        member, role = self._people.chosen, _role_in(self._role)
        if member is not None and member.role != role:
            self.act(lambda directory, _: directory.change_role(self._project, member.uid, role))

    def _remove_chosen(self) -> None:
        member = self._people.chosen
        if member is not None:
            words = tr("{name} does not belong to the project any more.", name=member.name)
            self.act(lambda directory, _: directory.remove(self._project, member.uid), words=words)

    def _transfer(self) -> None:
        member = self._people.chosen
        if member is not None:
            words = tr("The project is {name}'s now. You keep the role of an owner.", name=member.name)
            self.act(lambda directory, _: directory.transfer(self._project, member.uid), words=words)

    def _go(self) -> None:
        def gone(_: object) -> None:
            self.close()
            self._left()

        self.act(lambda directory, who: directory.remove(self._project, who.uid), done=gone)

    def _invite(self) -> None:
        email, role = self._email.text().strip(), _role_in(self._as)
        if not is_address(email):
            self.tell(tr("That is no e-mail address; check how it is written."))
            self._email.setFocus()
            return
        words = tr("{email} is invited. No mail is sent by itself: copy the invitation and send it.", email=email)
        self.act(lambda directory, _: directory.invite(self._project, email, role), words=words)
        self._just_invited = email.lower()
        self._email.clear()

    def _revoke_chosen(self) -> None:
        invited = self._open.chosen
        if invited is not None:
            words = tr("The invitation for {email} is taken back.", email=invited.invitation.email)
            self.act(lambda directory, _: directory.revoke(self._project, invited.invite_id), words=words)

    def _copy_chosen(self) -> None:
        invited = self._open.chosen
        if invited is not None:
            QGuiApplication.clipboard().setText(invitation_words(invited.invitation, self._access.now.settings))
            self.tell(tr("The invitation for {email} is copied; paste it into a mail.", email=invited.invitation.email))


def _role_in(box: QComboBox) -> Role:
    role: Role = box.currentData()
    return role
