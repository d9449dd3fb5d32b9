"""The whole way: a token that Google's Auth emulator issued, at a project on its Firestore emulator under the rules."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from studio.collab.document_store import ABSENT, Denied, DocumentStore, Put
from studio.collab.firestore_token import PersonToken
from studio.collab.sign_in import Account
from studio.collab.team_directory import TeamDirectory
from studio.collab.team_store import TeamPlace, open_team_store
from studio.model.ids import PROJECT_PATH, DocPath
from tests.integration.accounts.conftest import PASSWORD, Machine
from tests.stand_in.auth_emulator import AuthEmulator
from tests.stand_in.firestore_emulator import EmulatorProcess

ANN, BOB = "ann@example.org", "bob@example.org"


@pytest.fixture
def film(firestore_process: EmulatorProcess, emulated: AuthEmulator) -> TeamPlace:
    """A place for Ann's film in the Firebase project whose accounts the Auth emulator keeps."""
    project = firestore_process.project(emulated.firebase_project)
    project.clear()
    return TeamPlace(project.firebase_project, "film", emulator=project.place)


def tokens_of(account: Account) -> PersonToken:
    return PersonToken(account.current, account.renew)


@contextmanager
def opened(film: TeamPlace, token: PersonToken) -> Iterator[DocumentStore]:
    store = open_team_store(film, token)
    try:
        yield store
    finally:
        store.close()


def signed_up(emulated: AuthEmulator, email: str) -> Account:
    account = Machine(addresses=emulated.addresses).account()
    account.sign_up(email, PASSWORD)
    return account


def make_film(film: TeamPlace, account: Account) -> None:
    """With nobody's help: the rules let who is signed in make a project of their own."""
    who = account.signed_in
    assert who is not None
    fields = {"title": "Night", "ownerId": who.uid, "memberRoles": {who.uid: "owner"}, "schemaVersion": 1}
    member = {"uid": who.uid, "email": who.email, "displayName": "", "role": "owner"}
    with opened(film, tokens_of(account)) as store:
        store.commit([Put(PROJECT_PATH, fields, ABSENT), Put(DocPath(f"members/{who.uid}"), member, ABSENT)])


def title_as_read(film: TeamPlace, token: PersonToken) -> object:
    with opened(film, token) as store:
        project = store.get(PROJECT_PATH)
    assert project is not None
    return project.fields["title"]


def test_that_a_members_token_opens_the_project_and_another_persons_does_not(
    film: TeamPlace, emulated: AuthEmulator
) -> None:
    ann, bob = signed_up(emulated, ANN), signed_up(emulated, BOB)
    make_film(film, ann)
    assert title_as_read(film, tokens_of(ann)) == "Night"
    ann.renew()
    with opened(film, tokens_of(ann)) as store:
        assert [each.fields["email"] for each in store.query("members")] == [ANN]
    with pytest.raises(Denied):
        title_as_read(film, tokens_of(bob))
    with opened(film, tokens_of(bob)) as store, pytest.raises(Denied):
        store.query("members")


def test_that_an_invitation_is_found_once_the_address_is_proved(film: TeamPlace, emulated: AuthEmulator) -> None:
    ann, bob = signed_up(emulated, ANN), signed_up(emulated, BOB)
    make_film(film, ann)
    TeamDirectory(film, tokens_of(ann)).invite("film", BOB, "editor")
    directory = TeamDirectory(film, tokens_of(bob))
    with pytest.raises(Denied):
        directory.invitations(BOB)
    assert emulated.follow(BOB, "VERIFY_EMAIL").is_ok
    who = bob.refreshed()
    (invited,) = directory.invitations(BOB)
    directory.join(invited, who)
    assert title_as_read(film, tokens_of(bob)) == "Night"
