"""What a signed-in person can do outside an open project: find the team's projects, join, and look after who belongs.

Everything blocks for a call or a few; nothing stays open in between.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, get_args

from pydantic import ValidationError

from studio.collab.document_store import Denied, DocumentStore, Write
from studio.collab.firestore_token import PersonToken
from studio.collab.invitations import (
    CANNOT_LEAVE,
    JOINED,
    NO_MEMBER,
    RUN_OUT,
    STAYS_OWNER,
    USED,
    Invitation,
    Role,
    accept,
    change_role,
    decline,
    invite,
    remove_member,
    revoke,
    transfer,
)
from studio.collab.sign_in import SignedIn
from studio.collab.team_store import TeamPlace, open_team_store
from studio.errors import InputError
from studio.model.ids import PROJECT_PATH, doc_id, new_ulid

if TYPE_CHECKING:
    from studio.collab.firestore_directory import FirestoreDirectory

ROLES: tuple[Role, ...] = get_args(Role)
NO_PROJECT: Final = "There is no such project of which you are a member."
TAKEN_BACK: Final = "The invitation is no longer there; ask the project's owner for another."
NO_INDEX: Final = "The team's Firebase project lacks an index; its owner deploys rules and indexes once more."
SENTENCES: Final = (
    NO_PROJECT,
    TAKEN_BACK,
    NO_INDEX,
    USED,
    RUN_OUT,
    JOINED,
    STAYS_OWNER,
    CANNOT_LEAVE,
    NO_MEMBER,
)
"""What a person is told of what failed, where nothing was put in."""


@dataclass(frozen=True, slots=True)
class TeamProject:
    """A project of the team and the person's role in it; ``updated_at`` is when it was worked on last."""

    id: str
    title: str
    role: Role
    updated_at: str


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation and where it lies."""

    project: str
    invite_id: str
    invitation: Invitation


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who belongs to a project. ``is_owner`` for the one who made it or was handed it, whom nobody removes."""

    uid: str
    role: Role
    name: str
    email: str
    is_owner: bool


class TeamDirectory:
    """One person's way about a team, with their own token. ``place`` tells which team; its project is of no matter."""

    def __init__(self, place: TeamPlace, token: PersonToken) -> None:
        self._place, self._token = place, token

    def projects(self, uid: str) -> tuple[TeamProject, ...]:
        """The projects this person belongs to, the one worked on last first.

        Raises:
            StoreFailure: they cannot be had.
        """
        with self._asking() as directory:
            found = {each.below[0]: each for each in directory.projects_of(uid, ROLES)}
            edits = directory.last_edits(found)
        projects = (
            TeamProject(
                id=name,
                title=str(each.fields.get("title") or ""),
                role=each.fields["memberRoles"][uid],
                updated_at=edits.get(name, each.changed_at),
            )
            for name, each in found.items()
        )
        return tuple(sorted(projects, key=lambda project: project.updated_at, reverse=True))

    def invitations(self, email: str) -> tuple[Invited, ...]:
        """What this address is invited to and can still accept, what ends first first.

        Raises:
            StoreFailure: they cannot be had; Denied where the address is not this person's, or not proved to be.
        """
        with self._asking() as directory:
            found, time = directory.invitations_for(email.lower())
        now = datetime.fromisoformat(time)
        read = (_invited(each.below[0], each.below[-1], each.fields) for each in found)
        return _by_end(each for each in read if each is not None and _is_open(each.invitation, now))

    def join(self, invited: Invited, who: SignedIn) -> None:
        """Accepts an invitation, as it stands by now.

        Raises:
            InputError: it is not for this person, has run out, was used or was taken back.
            StoreFailure: it was not done.
        """
        now, time = self._as_it_stands(invited)
        if now is None:
            raise InputError(TAKEN_BACK)
        writes = accept(invited.invite_id, now.invitation, who, now=datetime.fromisoformat(time))
        with self._store(invited.project) as store:
            store.commit(writes)

    def decline(self, invited: Invited, who: SignedIn) -> None:
        """Declines an invitation, of which nothing is left then; one that was taken back meanwhile is gone already.

        Raises:
            InputError: it is not for this person, or was used.
            StoreFailure: it was not done.
        """
        now, _ = self._as_it_stands(invited)
        writes = decline(invited.invite_id, (now or invited).invitation, who)
        if now is not None:
            with self._store(invited.project) as store:
                store.commit(writes)

    def members(self, project: str) -> tuple[Member, ...]:
        """Who belongs to a project: its owner, then the others by name.

        Raises:
            InputError: there is no such project for this person.
            StoreFailure: they cannot be had.
        """
        with self._store(project) as store:
            fields = _fields(store)
            named = {doc_id(each.path): each.fields for each in store.query("members")}
        members = []
        for uid, role in fields["memberRoles"].items():
            told = named.get(uid, {})
            email = str(told.get("email") or "")
            name = str(told.get("displayName") or "") or email.partition("@")[0] or uid
            members.append(Member(uid, role, name, email, is_owner=uid == fields["ownerId"]))
        return tuple(sorted(members, key=lambda member: (not member.is_owner, member.name.casefold(), member.uid)))

    def pending(self, project: str) -> tuple[Invited, ...]:
        """The invitations to a project that nobody accepted, also those that have run out; for its owners.

        Raises:
            StoreFailure: they cannot be had; Denied for who is no owner.
        """
        with self._store(project) as store:
            found = store.query("invites")
        read = (_invited(project, doc_id(each.path), each.fields) for each in found)
        return _by_end(each for each in read if each is not None and each.invitation.accepted_by is None)

    def invite(self, project: str, email: str, role: Role) -> str:
        """Invites an address; returns the invitation's id. Nothing is mailed.

        Raises:
            InputError: the address is none, or there is no such project for this person.
            StoreFailure: it was not done.
        """
        invite_id = new_ulid().lower()
        with self._store(project) as store:
            title = str(_fields(store).get("title") or "")
            store.commit(invite(invite_id, email, role, title=title, now=datetime.fromisoformat(store.time())))
        return invite_id

    def revoke(self, project: str, invite_id: str) -> None:
        """Takes an invitation back.

        Raises:
            StoreFailure: it was not done.
        """
        with self._store(project) as store:
            store.commit(revoke(invite_id))

    def change_role(self, project: str, uid: str, role: Role) -> None:
        """Gives a member another role.

        Raises:
            InputError: they are no member, or the one who owns the project.
            StoreFailure: it was not done.
        """
        with self._store(project) as store:
            fields = _fields(store)
            store.commit(change_role(uid, role, roles=fields["memberRoles"], owner_id=fields["ownerId"]))

    def remove(self, project: str, uid: str) -> None:
        """Takes a member out; oneself: leaves.

        Raises:
            InputError: they are no member, or the one who owns the project.
            StoreFailure: it was not done.
        """
        with self._store(project) as store:
            fields = _fields(store)
            store.commit(remove_member(uid, roles=fields["memberRoles"], owner_id=fields["ownerId"]))

    def transfer(self, project: str, uid: str) -> None:
        """Hands the project over to a member.

        Raises:
            InputError: they are no member.
            StoreFailure: it was not done.
        """
        with self._store(project) as store:
            writes: tuple[Write, ...] = transfer(uid, roles=_fields(store)["memberRoles"])
            store.commit(writes)

    def _as_it_stands(self, invited: Invited) -> tuple[Invited | None, str]:
        """An invitation by now, and the store's time; None where it is not there for this person."""
        with self._asking() as directory:
            try:
                found, time = directory.invitation(invited.project, invited.invite_id)
            except Denied:
                # The rules tell nobody whether there is one that is not theirs.
                return None, ""
        return _invited(invited.project, invited.invite_id, found.fields) if found is not None else None, time

    @contextmanager
    def _asking(self) -> Iterator[FirestoreDirectory]:
        from studio.collab.firestore_directory import FirestoreDirectory
        from studio.collab.firestore_wire import FirestoreWire

        wire = FirestoreWire(self._place, self._token)
        try:
            yield FirestoreDirectory(wire)
        finally:
            wire.close()

    @contextmanager
    def _store(self, project: str) -> Iterator[DocumentStore]:
        store = open_team_store(replace(self._place, project=project), self._token)
        try:
            yield store
        finally:
            store.close()


def _fields(store: DocumentStore) -> Mapping[str, Any]:
    try:
        project = store.get(PROJECT_PATH)
    except Denied:
        # The rules tell nobody whether there is a project that is not theirs.
        project = None
    if project is None:
        raise InputError(NO_PROJECT)
    return project.fields


def _invited(project: str, invite_id: str, fields: Mapping[str, Any]) -> Invited | None:
    """An invitation as read; None where it is none."""
    try:
        return Invited(project, invite_id, Invitation.from_wire(fields))
    except ValidationError:
        return None


def _is_open(invitation: Invitation, now: datetime) -> bool:
    return invitation.accepted_by is None and datetime.fromisoformat(invitation.expire_at) > now


def _by_end(invited: Iterator[Invited]) -> tuple[Invited, ...]:
    return tuple(sorted(invited, key=lambda each: each.invitation.expire_at))
