"""A token runs out, a member is removed or the rules say no in the middle of the work: told soon, and the work is kept.

On Google's emulator with the product's rules; a relay before it turns tokens away that are no longer good.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

import pytest

from studio.collab.document_store import Put, SignInNeeded
from studio.collab.firestore_token import PersonToken
from studio.collab.save_state import Away, Shared, ShutOut
from studio.collab.team_store import TeamPlace
from studio.model.ids import PROJECT_PATH
from studio.model.operations import Set, Splice
from tests.integration.collab.team_members import B1, S1, Member, at_rest, open_as_owner, team_project, until
from tests.stand_in.firestore_emulator import EmulatorProcess, user_token
from tests.stand_in.firestore_relay import FirestoreRelay

TOLD_WITHIN_S = 5.0
NOTES = Set(B1, ("notes",), "Still mine.")
NOBODY = """rules_version = '2';
service cloud.firestore {
  match /databases/{db}/documents { match /{path=**} { allow read, write: if false; } }
}
"""
_log = logging.getLogger(__name__)


class SignIn:
    """Bob's sign-in: a token, and another where it can be renewed."""

    def __init__(self) -> None:
        self.token = user_token("bob")
        self.serial = 0
        self.is_good = True

    def renew(self) -> str:
        if not self.is_good:
            raise SignInNeeded("The sign-in has been withdrawn.")
        self.serial += 1
        self.token = user_token("bob", serial=self.serial)
        return self.token


@pytest.fixture
def relay(place: TeamPlace) -> Iterator[FirestoreRelay]:
    assert place.emulator is not None
    relay = FirestoreRelay(place.emulator)
    yield relay
    relay.close()


@pytest.fixture
def sign_in() -> SignIn:
    return SignIn()


@pytest.fixture
def ann_and_bob(place: TeamPlace, relay: FirestoreRelay, sign_in: SignIn) -> Iterator[tuple[Member, Member]]:
    token = PersonToken(lambda: sign_in.token, sign_in.renew)
    with ExitStack() as closing:
        ann, bob = Member.at(place, "ann"), Member.at(replace(place, emulator=relay.place), "bob", token=token)
        for member in (ann, bob):
            closing.callback(member.close)
        until(at_rest(ann, bob), ann, bob)
        yield ann, bob


def seconds_until(condition: Callable[[], bool], *members: Member) -> float:
    begun = time.monotonic()
    until(condition, *members)
    return time.monotonic() - begun


def told(bob: Member, what: type[Any]) -> Callable[[], bool]:
    return lambda: isinstance(bob.driver.state, what)


def change_roles(place: TeamPlace, **roles: str) -> None:
    store = open_as_owner(place)
    project = store.get(PROJECT_PATH)
    assert project is not None
    store.commit([Put(PROJECT_PATH, {**project.fields, "memberRoles": roles})])
    store.close()


def test_that_a_token_that_runs_out_is_renewed_and_nobody_asked(
    ann_and_bob: tuple[Member, Member], relay: FirestoreRelay, sign_in: SignIn
) -> None:
    ann, bob = ann_and_bob
    relay.refused.add(sign_in.token)
    relay.cut()
    bob.commit(NOTES)
    bob.commit(Splice(S1, ("script",), 0, "", "Still mine. "))

    after_s = seconds_until(lambda: ann.notes == "Still mine." and ann.words.startswith("Still mine."), ann, bob)

    _log.info("a renewed token: shared %.2f s after", after_s)
    assert after_s <= TOLD_WITHIN_S
    assert sign_in.serial >= 1 and not any(isinstance(state, Away) and state.needs_sign_in for state in bob.states)


@pytest.mark.parametrize("is_working", [True, False])
def test_that_who_has_to_sign_in_again_is_told_and_goes_on_after_it(
    ann_and_bob: tuple[Member, Member], relay: FirestoreRelay, sign_in: SignIn, *, is_working: bool
) -> None:
    ann, bob = ann_and_bob
    sign_in.is_good = False
    relay.refused.add(sign_in.token)
    relay.cut()
    if is_working:
        bob.commit(NOTES)

    def needs_sign_in() -> bool:
        return isinstance(bob.driver.state, Away) and bob.driver.state.needs_sign_in

    after_s = seconds_until(needs_sign_in, ann, bob)

    _log.info("sign-in withdrawn, working %s: told %.2f s after", is_working, after_s)
    assert after_s <= TOLD_WITHIN_S
    bob.commit(NOTES)
    sign_in.is_good = True
    sign_in.renew()
    bob.company.try_now()
    bob.driver.try_now()
    after_s = seconds_until(lambda: told(bob, Shared)() and ann.notes == "Still mine.", ann, bob)
    _log.info("signed in again: shared %.2f s after", after_s)
    assert after_s <= TOLD_WITHIN_S
    # Others are heard again too: the lease of what is written comes from there.
    bob.commit(Splice(S1, ("script",), 0, "", "Back. "))
    until(lambda: ann.words.startswith("Back. "), ann, bob)


@pytest.mark.parametrize("is_working", [True, False])
def test_that_who_is_removed_is_told_and_keeps_what_was_not_sent(
    ann_and_bob: tuple[Member, Member], place: TeamPlace, *, is_working: bool
) -> None:
    ann, bob = ann_and_bob
    change_roles(place, ann="owner", vera="viewer")
    if is_working:
        bob.commit(NOTES)

    after_s = seconds_until(told(bob, ShutOut), ann, bob)

    _log.info("removed, working %s: told %.2f s after", is_working, after_s)
    assert after_s <= TOLD_WITHIN_S
    if not is_working:
        bob.commit(NOTES)
    assert bob.notes == "Still mine." and ann.notes == ""
    assert [step.ops for step in bob.session.pending] == [(NOTES,)]


def test_that_who_may_only_read_from_now_on_is_told_and_gets_the_words_back(
    ann_and_bob: tuple[Member, Member], place: TeamPlace
) -> None:
    ann, bob = ann_and_bob
    change_roles(place, ann="owner", bob="viewer", vera="viewer")
    bob.commit(NOTES)

    after_s = seconds_until(lambda: bool(bob.gave_way), ann, bob)

    _log.info("a viewer from now on: told %.2f s after", after_s)
    assert after_s <= TOLD_WITHIN_S
    assert bob.gave_way[0].step.ops == (NOTES,) and "rules" in bob.gave_way[0].why
    until(at_rest(ann, bob), ann, bob)
    assert ann.notes == ""


def test_that_rules_that_let_nobody_in_are_told_and_the_work_is_kept(firestore_process: EmulatorProcess) -> None:
    project = firestore_process.project()
    bob = Member.at(team_project(project), "bob")
    try:
        until(at_rest(bob), bob)
        assert project.set_rules(NOBODY).is_ok
        bob.commit(NOTES)

        after_s = seconds_until(told(bob, ShutOut), bob)

        _log.info("rules that let nobody in: told %.2f s after", after_s)
        assert after_s <= TOLD_WITHIN_S
        assert bob.notes == "Still mine." and [step.ops for step in bob.session.pending] == [(NOTES,)]
    finally:
        bob.close()
