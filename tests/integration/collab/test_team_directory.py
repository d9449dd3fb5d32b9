"""Finding a team's projects, joining them and looking after who belongs, on Google's emulator with the rules."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from studio.collab.document_store import SERVER_TIME, Denied, Put, Write
from studio.collab.firestore_token import PersonToken
from studio.collab.invitations import Role
from studio.collab.sign_in import SignedIn
from studio.collab.team_directory import Invited, TeamDirectory
from studio.collab.team_store import TeamPlace, open_team_store
from studio.errors import InputError
from studio.model.ids import PROJECT_PATH, DocPath
from tests.integration.collab.rules_team import encoded
from tests.stand_in.firestore_emulator import OWNER, EmulatorProcess, FirestoreEmulator, user_token

ODD = "9.-`x"
"""An id that is no plain name in a field's path."""


@pytest.fixture(scope="module")
def emulator(firestore_process: EmulatorProcess) -> FirestoreEmulator:
    return firestore_process.project()


class Team:
    """A team without projects at first. People are named by the uid, their address is theirs at example.org."""

    def __init__(self, emulator: FirestoreEmulator) -> None:
        emulator.clear()
        self.emulator = emulator

    def place(self, project: str = "") -> TeamPlace:
        return TeamPlace(self.emulator.firebase_project, project, emulator=self.emulator.place)

    def directory(self, uid: str, *, is_verified: bool = True) -> TeamDirectory:
        token = user_token(uid, email=who(uid).email, is_verified=is_verified)
        return TeamDirectory(self.place(), PersonToken(lambda: token, lambda: token))

    def write(self, project: str, *writes: Write) -> None:
        """Past the rules."""
        store = open_team_store(self.place(project), PersonToken(lambda: OWNER, lambda: OWNER))
        store.commit(writes)
        store.close()

    def found(self, project: str, roles: dict[str, str], *, title: str = "Night", at: str = "") -> None:
        """A project whose first member owns it; ``at`` is when it was worked on last."""
        fields: dict[str, Any] = {"title": title, "ownerId": next(iter(roles)), "memberRoles": roles}
        members = [
            Put(DocPath(f"members/{uid}"), {"uid": uid, "role": role, "email": who(uid).email, "displayName": uid})
            for uid, role in roles.items()
        ]
        edit = [Put(DocPath("journal/o1"), {"opId": "o1", "at": at})] if at else []
        self.write(project, Put(PROJECT_PATH, {**fields, "schemaVersion": 1}), *members, *edit)

    def roles(self, project: str, uid: str = "ann") -> dict[str, str]:
        return {member.uid: member.role for member in self.directory(uid).members(project)}


def who(uid: str, *, is_verified: bool = True) -> SignedIn:
    name = uid if uid.isalnum() else "odd"
    return SignedIn(uid, f"{name}@example.org", name.title(), is_verified, 0.0, "keyring")


def moment(days: float) -> str:
    return (datetime.now(UTC) + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


@pytest.fixture
def team(emulator: FirestoreEmulator) -> Team:
    return Team(emulator)


def test_that_a_person_finds_their_projects_and_no_others(team: Team) -> None:
    team.found("old", {"ann": "owner", ODD: "viewer"}, title="Old", at=moment(-9))
    team.found("new", {"ann": "owner", ODD: "editor"}, title="New", at=moment(-1))
    team.found("hers", {"ann": "owner"}, title="Hers")
    found = team.directory(ODD).projects(ODD)
    assert [(each.id, each.title, each.role) for each in found] == [("new", "New", "editor"), ("old", "Old", "viewer")]
    assert found[0].updated_at[:10] == moment(-1)[:10]
    assert {each.id for each in team.directory("ann").projects("ann")} == {"old", "new", "hers"}
    assert team.directory("sam").projects("sam") == ()


def test_that_more_projects_than_a_page_has_are_found(team: Team) -> None:
    fields = encoded({"title": "N", "ownerId": "ann", "memberRoles": {"ann": "owner"}})
    names = [f"{team.emulator.documents}/projects/p{n}" for n in range(101)]
    answer = team.emulator.commit([{"update": {"name": name, "fields": fields}} for name in names], token=OWNER)
    assert answer.is_ok
    assert len({each.id for each in team.directory("ann").projects("ann")}) == 101


def test_that_nobody_asks_for_anothers_projects_or_invitations(team: Team) -> None:
    team.found("film", {"ann": "owner"})
    team.directory("ann").invite("film", "bob@example.org", "editor")
    with pytest.raises(Denied):
        team.directory("sam").projects("ann")
    with pytest.raises(Denied):
        team.directory("sam").invitations("bob@example.org")
    with pytest.raises(Denied):
        team.directory("bob", is_verified=False).invitations("bob@example.org")


def test_that_who_is_invited_finds_it_and_joins(team: Team) -> None:
    team.found("film", {"ann": "owner"}, title="Night")
    team.directory("ann").invite("film", "Bob@Example.org ", "editor")
    (pending,) = team.directory("ann").pending("film")
    assert pending.invitation.email == "bob@example.org" and pending.invitation.role == "editor"
    bob = team.directory("bob")
    (invited,) = bob.invitations("Bob@example.org")
    assert (invited.project, invited.invitation.title) == ("film", "Night")
    bob.join(invited, who("bob"))
    assert [(each.id, each.role) for each in bob.projects("bob")] == [("film", "editor")]
    assert bob.invitations("bob@example.org") == () and team.directory("ann").pending("film") == ()
    assert [(m.uid, m.name, m.is_owner) for m in bob.members("film")] == [("ann", "ann", True), ("bob", "Bob", False)]
    with pytest.raises(InputError, match="used already"):
        bob.join(invited, who("bob"))


def test_that_an_invitation_that_ran_out_or_was_taken_back_is_not_accepted(team: Team) -> None:
    team.found("film", {"ann": "owner"})
    fields = {"email": "bob@example.org", "role": "editor", "createdAt": SERVER_TIME, "expireAt": moment(-1)}
    team.write("film", Put(DocPath("invites/late"), fields))
    ann, bob = team.directory("ann"), team.directory("bob")
    assert bob.invitations("bob@example.org") == () and len(ann.pending("film")) == 1
    invite_id = ann.invite("film", "bob@example.org", "editor")
    (invited,) = bob.invitations("bob@example.org")
    with pytest.raises(InputError, match="run out"):
        bob.join(Invited("film", "late", invited.invitation), who("bob"))
    with pytest.raises(InputError, match="no longer there"):
        team.directory("sam").join(invited, who("sam"))
    with pytest.raises(InputError, match="Prove first"):
        bob.join(invited, who("bob", is_verified=False))
    ann.revoke("film", invite_id)
    with pytest.raises(InputError, match="no longer there"):
        bob.join(invited, who("bob"))
    assert team.roles("film") == {"ann": "owner"}


def test_that_who_is_invited_declines_and_the_owner_sees_it_gone(team: Team) -> None:
    team.found("film", {"ann": "owner"})
    ann, bob = team.directory("ann"), team.directory("bob")
    ann.invite("film", "bob@example.org", "editor")
    kims = ann.invite("film", "kim@example.org", "editor")
    (invited,) = bob.invitations("bob@example.org")
    with pytest.raises(InputError, match="Prove first"):
        bob.decline(invited, who("bob", is_verified=False))
    with pytest.raises(InputError, match="invitation is for bob"):
        team.directory("sam").decline(invited, who("sam"))
    with pytest.raises(Denied):
        bob.revoke("film", kims)
    bob.decline(invited, who("bob"))
    assert bob.invitations("bob@example.org") == ()
    assert [each.invite_id for each in ann.pending("film")] == [kims]
    bob.decline(invited, who("bob"))
    with pytest.raises(InputError, match="no longer there"):
        bob.join(invited, who("bob"))


def test_that_an_invitation_that_was_used_is_not_declined(team: Team) -> None:
    team.found("film", {"ann": "owner"})
    team.directory("ann").invite("film", "bob@example.org", "editor")
    bob = team.directory("bob")
    (invited,) = bob.invitations("bob@example.org")
    bob.join(invited, who("bob"))
    with pytest.raises(InputError, match="leaves it instead"):
        bob.decline(invited, who("bob"))
    assert team.roles("film") == {"ann": "owner", "bob": "editor"}


def test_that_an_owner_looks_after_the_members(team: Team) -> None:
    team.found("film", {"ann": "owner", "bob": "editor", "vera": "viewer", ODD: "viewer"})
    ann = team.directory("ann")
    ann.change_role("film", "vera", "editor")
    ann.change_role("film", ODD, "editor")
    assert team.roles("film") == {"ann": "owner", "bob": "editor", "vera": "editor", ODD: "editor"}
    ann.remove("film", ODD)
    team.directory("vera").remove("film", "vera")
    assert team.roles("film") == {"ann": "owner", "bob": "editor"}
    with pytest.raises(InputError, match="hand the project over"):
        ann.remove("film", "ann")
    with pytest.raises(InputError, match="no longer a member"):
        ann.change_role("film", "vera", "viewer")
    ann.transfer("film", "bob")
    assert [(m.uid, m.role, m.is_owner) for m in ann.members("film")] == [
        ("bob", "owner", True),
        ("ann", "owner", False),
    ]
    team.directory("bob").remove("film", "ann")
    with pytest.raises(InputError, match="no such project"):
        ann.members("film")


@pytest.mark.parametrize("uid, role", [("bob", "editor"), ("vera", "viewer")])
def test_that_who_is_no_owner_is_refused(team: Team, uid: str, role: Role) -> None:
    team.found("film", {"ann": "owner", "bob": "editor", "vera": "viewer", "eve": "editor"})
    invite_id = team.directory("ann").invite("film", "kim@example.org", "viewer")
    directory = team.directory(uid)
    assert len(directory.members("film")) == 4
    for refused in (
        lambda: directory.pending("film"),
        lambda: directory.invite("film", "sam@example.org", "viewer"),
        lambda: directory.revoke("film", invite_id),
        lambda: directory.change_role("film", uid, "owner"),
        lambda: directory.change_role("film", "eve", "viewer"),
        lambda: directory.remove("film", "eve"),
        lambda: directory.transfer("film", uid),
    ):
        with pytest.raises(Denied):
            refused()
    assert team.roles("film") == {"ann": "owner", "bob": "editor", "vera": "viewer", "eve": "editor"}


def test_that_a_stranger_learns_nothing_of_a_project(team: Team) -> None:
    team.found("film", {"ann": "owner"})
    for name in ("film", "none"):
        with pytest.raises(InputError, match="no such project"):
            team.directory("sam").members(name)
    with pytest.raises(InputError, match="no e-mail address"):
        team.directory("ann").invite("film", "sam", "viewer")
