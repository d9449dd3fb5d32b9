"""Joining, changing and leaving a team's project, as writes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from studio.collab.document_store import SERVER_TIME, Erase, Patch, Put
from studio.collab.invitations import Invitation, accept, change_role, invite, remove_member, revoke, transfer
from studio.collab.sign_in import SignedIn
from studio.errors import InputError
from studio.model.ids import DocPath
from studio.model.operations import MISSING

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)
INVITATION = Invitation(email="mina@example.com", role="editor", expire_at="2026-12-01T00:00:00.000000Z")
MINA = SignedIn("u1", "Mina@example.com", "", True, 0.0, "keyring")
ROLES = {"u0": "owner", "u1": "editor"}


def test_that_an_invitation_is_for_an_address_in_small_letters_and_for_two_weeks() -> None:
    (write,) = invite("i1", " Mina@Example.com ", "viewer", title="Harbor", now=NOW)
    assert isinstance(write, Put) and write.path == "invites/i1"
    assert write.fields == {
        "email": "mina@example.com",
        "role": "viewer",
        "title": "Harbor",
        "createdAt": SERVER_TIME,
        "expireAt": "2026-12-12T12:00:00.000000Z",
    }


@pytest.mark.parametrize("email", ["", "mina", "a b@c.d", "mina@here"])
def test_that_only_an_address_can_be_invited(email: str) -> None:
    with pytest.raises(InputError, match="no e-mail address"):
        invite("i1", email, "viewer", title="", now=NOW)


def test_that_who_joins_gets_the_role_of_the_invitation_in_one_commit() -> None:
    role, used, member = accept("i1", INVITATION, MINA, now=NOW)
    assert role == Patch(DocPath(""), {("memberRoles", "u1"): "editor"})
    assert used == Patch(DocPath("invites/i1"), {("acceptedBy",): "u1", ("acceptedAt",): SERVER_TIME})
    assert isinstance(member, Put) and member.path == "members/u1"
    assert (member.fields["role"], member.fields["inviteId"]) == ("editor", "i1")
    assert member.fields["displayName"] == "Mina"


@pytest.mark.parametrize("how", ["other address", "not proved", "used", "run out"])
def test_that_an_invitation_that_does_not_count_says_why(how: str) -> None:
    invitation, who, now = INVITATION, MINA, NOW
    if how == "other address":
        who = SignedIn("u2", "joon@example.com", "Joon", True, 0.0, "keyring")
    elif how == "not proved":
        who = SignedIn("u1", "mina@example.com", "Mina", False, 0.0, "keyring")
    elif how == "used":
        invitation = INVITATION.model_copy(update={"accepted_by": "u9"})
    else:
        now = NOW + timedelta(days=9)
    with pytest.raises(InputError):
        accept("i1", invitation, who, now=now)


def test_that_roles_change_in_both_places_and_leaving_takes_both_away() -> None:
    assert change_role("u1", "viewer", roles=ROLES, owner_id="u0") == (
        Patch(DocPath(""), {("memberRoles", "u1"): "viewer"}),
        Patch(DocPath("members/u1"), {("role",): "viewer"}),
    )
    assert remove_member("u1", roles=ROLES, owner_id="u0") == (
        Patch(DocPath(""), {("memberRoles", "u1"): MISSING}),
        Erase(DocPath("members/u1")),
    )
    assert revoke("i1") == (Erase(DocPath("invites/i1")),)


def test_that_a_project_never_loses_its_owner() -> None:
    with pytest.raises(InputError, match="hand the project over"):
        change_role("u0", "viewer", roles=ROLES, owner_id="u0")
    with pytest.raises(InputError, match="hand the project over"):
        remove_member("u0", roles=ROLES, owner_id="u0")
    with pytest.raises(InputError, match="no longer a member"):
        transfer("u7", roles=ROLES)
    project, member = transfer("u1", roles=ROLES)
    assert project == Patch(DocPath(""), {("ownerId",): "u1", ("memberRoles", "u1"): "owner"})
    assert member == Patch(DocPath("members/u1"), {("role",): "owner"})
