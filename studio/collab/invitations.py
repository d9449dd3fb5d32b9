"""Who belongs to a team's project: invitations, roles, leaving, as the writes of one commit each.

They are not steps of the history: nobody undoes somebody's membership. The rules of the store judge every one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final, Literal

from studio.collab.document_store import SERVER_TIME, Erase, Patch, Put, Write
from studio.collab.sign_in import SignedIn
from studio.errors import InputError
from studio.model.frozen import Frozen
from studio.model.ids import DocPath
from studio.model.operations import MISSING

Role = Literal["owner", "editor", "viewer"]
VALID_DAYS: Final = 14
USED: Final = "The invitation was used already; ask the project's owner for another."
RUN_OUT: Final = "The invitation has run out; ask the project's owner for another."
JOINED: Final = "The invitation was used already; who is in the project leaves it instead."
STAYS_OWNER: Final = "The project's owner stays owner; hand the project over first."
CANNOT_LEAVE: Final = "The project's owner cannot leave it; hand the project over first."
NO_MEMBER: Final = "They are no longer a member of this project."
_PROJECT: Final = DocPath("")
_ADDRESS: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


class Invitation(Frozen):
    """An invitation as it stands in the store; for the address, whoever has proved it is theirs."""

    email: str
    role: Role
    title: str = ""
    created_at: str | None = None
    expire_at: str
    accepted_by: str | None = None


def is_address(email: str) -> bool:
    """Whether it is written as an e-mail address is."""
    return _ADDRESS.fullmatch(email) is not None and len(email) <= 400


def invite(invite_id: str, email: str, role: Role, *, title: str, now: datetime) -> tuple[Write, ...]:
    """Invites an address. ``now`` is the store's time, ``title`` what the project is called.

    Raises:
        InputError: the address is none.
    """
    address = email.strip().lower()
    if not is_address(address):
        raise InputError(f"{email.strip()!r} is no e-mail address; check how it is written.")
    fields = {
        "email": address,
        "role": role,
        "title": title,
        "createdAt": SERVER_TIME,
        "expireAt": _wire_time(now + timedelta(days=VALID_DAYS)),
    }
    return (Put(_invitation(invite_id), fields),)


def revoke(invite_id: str) -> tuple[Write, ...]:
    """Takes an invitation back, also one that has run out."""
    return (Erase(_invitation(invite_id)),)


def decline(invite_id: str, invitation: Invitation, who: SignedIn) -> tuple[Write, ...]:
    """Declines an invitation, also one that has run out; nothing is left of it.

    Raises:
        InputError: it is not for this person, or was used; the message says what to do.
    """
    _expect_invited(invitation, who)
    if invitation.accepted_by is not None:
        raise InputError(JOINED)
    return (Erase(_invitation(invite_id)),)


def accept(
    invite_id: str, invitation: Invitation, who: SignedIn, *, now: datetime, color: str = ""
) -> tuple[Write, ...]:
    """Joins: the role, the invitation as accepted, and who this is, at once.

    Raises:
        InputError: it is not for this person, has run out or was used; the message says what to do.
    """
    _expect_invited(invitation, who)
    if invitation.accepted_by is not None:
        raise InputError(USED)
    if datetime.fromisoformat(invitation.expire_at) <= now:
        raise InputError(RUN_OUT)
    member: dict[str, Any] = {
        "uid": who.uid,
        "role": invitation.role,
        "email": who.email,
        "displayName": who.display_name or who.email.partition("@")[0],
        "inviteId": invite_id,
    }
    if color:
        member["color"] = color
    accepted: dict[tuple[str, ...], Any] = {("acceptedBy",): who.uid, ("acceptedAt",): SERVER_TIME}
    return (
        Patch(_PROJECT, {("memberRoles", who.uid): invitation.role}),
        Patch(_invitation(invite_id), accepted),
        Put(_member(who.uid), member),
    )


def change_role(uid: str, role: Role, *, roles: Mapping[str, str], owner_id: str) -> tuple[Write, ...]:
    """Gives a member another role.

    Raises:
        InputError: nobody of that id is a member, or it is the project's owner.
    """
    _expect_member(uid, roles)
    if uid == owner_id:
        raise InputError(STAYS_OWNER)
    return (Patch(_PROJECT, {("memberRoles", uid): role}), Patch(_member(uid), {("role",): role}))


def remove_member(uid: str, *, roles: Mapping[str, str], owner_id: str) -> tuple[Write, ...]:
    """Takes a member out, also oneself; what they wrote stays.

    Raises:
        InputError: nobody of that id is a member, or it is the project's owner.
    """
    _expect_member(uid, roles)
    if uid == owner_id:
        raise InputError(CANNOT_LEAVE)
    return (Patch(_PROJECT, {("memberRoles", uid): MISSING}), Erase(_member(uid)))


def transfer(uid: str, *, roles: Mapping[str, str]) -> tuple[Write, ...]:
    """Hands the project over. Who had it keeps the role of an owner until the new one changes that.

    Raises:
        InputError: nobody of that id is a member.
    """
    _expect_member(uid, roles)
    fields = {("ownerId",): uid, ("memberRoles", uid): "owner"}
    return (Patch(_PROJECT, fields), Patch(_member(uid), {("role",): "owner"}))


def _expect_invited(invitation: Invitation, who: SignedIn) -> None:
    if invitation.email != who.email.lower():
        raise InputError(f"The invitation is for {invitation.email}; sign in with that address.")
    if not who.is_verified:
        raise InputError(f"Prove first that {who.email} is yours: open the link in the mail that was sent there.")


def _expect_member(uid: str, roles: Mapping[str, str]) -> None:
    if uid not in roles:
        raise InputError(NO_MEMBER)


def _invitation(invite_id: str) -> DocPath:
    return DocPath(f"invites/{invite_id}")


def _member(uid: str) -> DocPath:
    return DocPath(f"members/{uid}")


def _wire_time(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
