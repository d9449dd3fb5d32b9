"""The commands of ``dreamfactory team``: the team's projects, invitations, and who belongs to a project."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from studio.collab.document_store import DocumentStore, StoreFailure
from studio.collab.firestore_token import PersonToken
from studio.collab.invitations import Role
from studio.collab.project_folder import project_folder
from studio.collab.sign_in import Account, SignedIn
from studio.collab.team_directory import ROLES, Invited, Member, TeamDirectory
from studio.collab.team_replica import TeamReplica
from studio.collab.team_store import open_team_store
from studio.errors import InputError, StudioError
from studio.model.ids import Uid
from studio.workflows.share_project import share_project
from studio.workflows.sync_replica import sync_replica
from studio.workflows.team_account import team_directory
from studio.workflows.team_project import copy_from_team, open_from_team

USAGE: Final = {
    "projects": "",
    "invitations": "",
    "join": "PROJECT",
    "decline": "PROJECT",
    "members": "PROJECT",
    "invite": "PROJECT ADDRESS",
    "remove": "PROJECT WHO",
    "role": "PROJECT WHO owner|editor|viewer",
    "leave": "PROJECT",
    "share": "FOLDER",
    "open": "PROJECT",
    "copy": "PROJECT FOLDER",
}
"""The actions and what each is told; a project by its id or title, a person by their address or id.

``open`` brings this machine's copy in step with the team, media too, and tells where it is.
"""


Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class TeamAnswer:
    """What a command answers: ``wire`` for a program, ``lines`` for a person."""

    wire: object
    lines: tuple[str, ...]


def answer(
    account: Account,
    action: str,
    words: Sequence[str],
    *,
    role: Role = "editor",
    environment: Mapping[str, str] | None = None,
    progress: Progress = lambda _done, _of, _what: None,
) -> TeamAnswer:
    """Does one action in the name of who is signed in; ``role`` is that of who is invited.

    ``progress`` is told, on any thread but one at a time, how much is done of how much of what.

    Raises:
        StudioError: it was not done, and why.
    """
    usage = USAGE[action]
    if len(words) != len(usage.split()):
        raise InputError(f"It is: dreamfactory team {action} {usage}".rstrip())
    who = account.resume()
    if who is None:
        raise StudioError("Nobody is signed in; run dreamfactory account sign-in first.")
    environment = os.environ if environment is None else environment
    directory = team_directory(account, environment=environment)
    try:
        return _ACTIONS[action](_Desk(account, environment, directory, who, role, progress), *words)
    except StoreFailure as failure:
        raise StudioError(str(failure)) from failure


@dataclass(frozen=True, slots=True)
class _Desk:
    """Who asks, and what they ask of."""

    account: Account
    environment: Mapping[str, str]
    directory: TeamDirectory
    who: SignedIn
    role: Role
    progress: Progress

    def project(self, told: str) -> str:
        """The id of a project that is told by its id or its title."""
        found = [(each.id, each.title) for each in self.directory.projects(self.who.uid)]
        return _only(found, told, "project of yours")

    def invited(self, told: str) -> list[Invited]:
        """The person's invitations to a project that is told by its id or its title."""
        found = self.directory.invitations(self.who.email)
        project = _only([(each.project, each.invitation.title) for each in found], told, "project you are invited to")
        return [each for each in found if each.project == project]

    def store_of(self, replica: TeamReplica) -> DocumentStore:
        """The team's store of a project."""
        token = PersonToken(self.account.current, self.account.renew)
        return open_team_store(replica.place(self.environment), token, coming=self.fetched)

    def fetched(self, done: int, of: int) -> None:
        """How far the documents of a project have come."""
        self.progress(done, of, "documents")

    def sync(self, folder: Path) -> TeamAnswer:
        """Brings a replica in step, and tells where it is."""
        synced = sync_replica(folder, self.account, self.who, environment=self.environment, progress=self.progress)
        wire = {"folder": str(synced.folder), "mediaMissing": synced.media_missing, "kept": synced.kept}
        lines = [str(synced.folder)]
        if synced.media_missing:
            lines.append(f"{synced.media_missing} pictures or videos are not there yet; run it again later.")
        if synced.kept:
            lines.append(f"{synced.kept} changes of yours gave way to somebody else's; open the project to see them.")
        return TeamAnswer(wire, tuple(lines))

    def member(self, project: str, told: str) -> Member | None:
        """Who is told by their address or id; None where nobody is."""
        members = self.directory.members(project)
        return next((each for each in members if told == each.uid or told.lower() == each.email.lower()), None)


def _projects(desk: _Desk) -> TeamAnswer:
    found = desk.directory.projects(desk.who.uid)
    wire = [{"id": each.id, "title": each.title, "role": each.role, "updatedAt": each.updated_at} for each in found]
    lines = [f"{each.id}  {each.role:<6}  {each.updated_at[:10]}  {each.title}" for each in found]
    return TeamAnswer(wire, tuple(lines) or ("There is no project of the team's for you yet.",))


def _invitations(desk: _Desk) -> TeamAnswer:
    found = desk.directory.invitations(desk.who.email)
    wire = [_invited_wire(each) | {"project": each.project, "title": each.invitation.title} for each in found]
    lines = [
        f"{each.project}  {each.invitation.role:<6}  until {each.invitation.expire_at[:10]}  {each.invitation.title}"
        for each in found
    ]
    return TeamAnswer(wire, tuple(lines) or ("You are invited to nothing.",))


def _join(desk: _Desk, told: str) -> TeamAnswer:
    invited = desk.invited(told)[0]
    desk.directory.join(invited, desk.who)
    project, role = invited.project, invited.invitation.role
    return TeamAnswer({"project": project, "role": role}, (f"You are in {project} as its {role}.",))


def _decline(desk: _Desk, told: str) -> TeamAnswer:
    invited = desk.invited(told)
    for each in invited:
        desk.directory.decline(each, desk.who)
    wire = {"project": invited[0].project, "declined": [each.invite_id for each in invited]}
    return TeamAnswer(wire, (f"The invitation to {invited[0].project} is declined.",))


def _members(desk: _Desk, told: str) -> TeamAnswer:
    project = desk.project(told)
    members = desk.directory.members(project)
    is_owner = any(each.uid == desk.who.uid and each.role == "owner" for each in members)
    pending = desk.directory.pending(project) if is_owner else ()
    wire: dict[str, Any] = {
        "project": project,
        "members": [
            {"uid": each.uid, "name": each.name, "email": each.email, "role": each.role, "isOwner": each.is_owner}
            for each in members
        ],
        "invitations": [_invited_wire(each) for each in pending],
    }
    lines = [f"{each.role:<6}  {each.name}  {each.email}" for each in members]
    lines += [
        f"{each.invitation.role:<6}  invited until {each.invitation.expire_at[:10]}  {each.invitation.email}"
        for each in pending
    ]
    return TeamAnswer(wire, tuple(lines))


def _invite(desk: _Desk, told: str, email: str) -> TeamAnswer:
    project = desk.project(told)
    invite_id = desk.directory.invite(project, email, desk.role)
    wire = {"project": project, "id": invite_id, "email": email.lower(), "role": desk.role}
    return TeamAnswer(wire, (f"{email} is invited. Nothing was mailed: tell them to run dreamfactory team join.",))


def _remove(desk: _Desk, told: str, who: str) -> TeamAnswer:
    project = desk.project(told)
    member = desk.member(project, who)
    if member is not None:
        desk.directory.remove(project, member.uid)
        return TeamAnswer({"project": project, "removed": [member.uid]}, (f"{member.name} is removed.",))
    invited = [each for each in desk.directory.pending(project) if each.invitation.email == who.lower()]
    if not invited:
        raise InputError(f"Nobody in {project} is called {who!r}; dreamfactory team members lists them.")
    for each in invited:
        desk.directory.revoke(project, each.invite_id)
    wire = {"project": project, "removed": [each.invite_id for each in invited]}
    return TeamAnswer(wire, (f"The invitation for {who} is taken back.",))


def _role(desk: _Desk, told: str, who: str, wanted: str) -> TeamAnswer:
    role = next((role for role in ROLES if role == wanted), None)
    if role is None:
        raise InputError(f"There is no role {wanted!r}; take one of {', '.join(ROLES)}.")
    project = desk.project(told)
    member = desk.member(project, who)
    if member is None:
        raise InputError(f"Nobody in {project} is called {who!r}; dreamfactory team members lists them.")
    desk.directory.change_role(project, member.uid, role)
    return TeamAnswer({"project": project, "uid": member.uid, "role": role}, (f"{member.name} is its {role} now.",))


def _leave(desk: _Desk, told: str) -> TeamAnswer:
    project = desk.project(told)
    desk.directory.remove(project, desk.who.uid)
    return TeamAnswer({"project": project, "removed": [desk.who.uid]}, (f"You have left {project}.",))


def _share(desk: _Desk, folder: str) -> TeamAnswer:
    who = desk.who
    name = who.display_name or who.email.partition("@")[0]
    made = share_project(
        project_folder(Path(folder)),
        desk.account.project_id,
        Uid(who.uid),
        desk.store_of,
        name=name,
        email=who.email,
        progress=lambda done, of: desk.progress(done, of, "parts shared"),
    )
    return desk.sync(made)


def _open(desk: _Desk, told: str) -> TeamAnswer:
    return desk.sync(_replica(desk, told))


def _copy(desk: _Desk, told: str, target: str) -> TeamAnswer:
    folder = _replica(desk, told)
    desk.sync(folder)
    made = copy_from_team(folder, Path(target))
    return TeamAnswer({"folder": str(made)}, (str(made),))


def _replica(desk: _Desk, told: str) -> Path:
    replica = TeamReplica(firebase_project=desk.account.project_id, project=desk.project(told), uid=Uid(desk.who.uid))
    store = desk.store_of(replica)
    try:
        return open_from_team(replica, store)
    finally:
        store.close()


_ACTIONS: Final[dict[str, Callable[..., TeamAnswer]]] = {
    "projects": _projects,
    "invitations": _invitations,
    "join": _join,
    "decline": _decline,
    "members": _members,
    "invite": _invite,
    "remove": _remove,
    "role": _role,
    "leave": _leave,
    "share": _share,
    "open": _open,
    "copy": _copy,
}


def _invited_wire(invited: Invited) -> dict[str, Any]:
    invitation = invited.invitation
    return {
        "id": invited.invite_id,
        "email": invitation.email,
        "role": invitation.role,
        "expireAt": invitation.expire_at,
    }


def _only(found: Sequence[tuple[str, str]], told: str, what: str) -> str:
    """The id of the one that is called so; ids go before titles."""
    ids = {project for project, _ in found if project == told} or {project for project, title in found if title == told}
    if len(ids) == 1:
        return ids.pop()
    if ids:
        raise InputError(f"Several are called {told!r}; tell the id: {', '.join(sorted(ids))}.")
    raise InputError(f"There is no {what} with the id or title {told!r}.")
