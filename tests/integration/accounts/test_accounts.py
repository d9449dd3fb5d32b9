"""Accounts on Google's Auth emulator: made, entered, proved, renewed, switched off and left."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from typing import Any

import pytest

from studio.collab.document_store import SignInNeeded
from studio.collab.sign_in_failure import SignInFailure
from tests.integration.accounts.conftest import PASSWORD, Machine
from tests.stand_in.auth_emulator import AuthEmulator
from tests.stand_in.auth_pages import Visits
from tests.stand_in.auth_server import AuthServer

MINA = "mina@example.com"
ANOTHER = "canary-another-password"


def claims(token: str) -> dict[str, Any]:
    """What a token says, as rules read it."""
    body = token.split(".")[1]
    told: dict[str, Any] = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    return told


def code_of(machine: Machine, email: str, password: str) -> tuple[str, str]:
    """Why somebody could not sign in: the service's word, and ours."""
    with pytest.raises(SignInFailure) as caught:
        machine.account().sign_in(email, password)
    return caught.value.code, caught.value.message


def test_that_a_person_stays_signed_in_from_run_to_run(emulated: AuthEmulator, machine: Machine) -> None:
    uid = emulated.add(MINA, PASSWORD, name="Mina")
    who = machine.account().sign_in(f" {MINA} ", PASSWORD)
    assert (who.uid, who.email, who.display_name, who.is_verified) == (uid, MINA, "Mina", False)
    assert who.place == "keyring" and who.expires_s == machine.clock_s + 3600
    later = machine.account()
    resumed = later.resume()
    assert resumed is not None and (resumed.uid, resumed.display_name) == (uid, "Mina")
    told = claims(later.current())
    assert (told["sub"], told["email"], told["aud"]) == (uid, MINA, emulated.firebase_project)


def test_that_only_the_refresh_token_is_kept_and_only_in_the_keyring(emulated: AuthEmulator, machine: Machine) -> None:
    emulated.add(MINA, PASSWORD)
    account = machine.account()
    account.sign_in(MINA, PASSWORD)
    (kept,) = machine.ring.kept.values()
    token = json.loads(kept)["refreshToken"]
    assert token and account.current() not in kept and PASSWORD not in kept
    assert token not in repr(account) + repr(account.signed_in) + repr(account._session)


def test_that_a_token_is_renewed_before_it_ends_and_not_earlier(emulated: AuthEmulator, machine: Machine) -> None:
    uid = emulated.add(MINA, PASSWORD)
    account = machine.account()
    account.sign_in(MINA, PASSWORD)
    first = account.current()
    # Whether a token is a new one shows by what is new in it.
    emulated.verify(uid)
    machine.clock_s += 3000
    assert account.current() == first and not claims(first)["email_verified"]
    machine.clock_s += 350
    second = account.current()
    assert claims(second)["email_verified"] and account.current() == second


def test_that_a_new_account_is_asked_to_prove_its_address_and_can(emulated: AuthEmulator, machine: Machine) -> None:
    account = machine.account()
    who = account.sign_up(" joon@example.com ", PASSWORD)
    assert (who.email, who.is_verified) == ("joon@example.com", False)
    assert [kind for kind, _ in emulated.mails("joon@example.com")] == ["VERIFY_EMAIL"]
    account.send_verification()
    assert emulated.follow("joon@example.com", "VERIFY_EMAIL").is_ok
    assert not claims(account.current())["email_verified"]
    assert account.refreshed().is_verified
    assert claims(account.current())["email_verified"]
    resumed = machine.account().resume()
    assert resumed is not None and resumed.is_verified


def test_that_a_forgotten_password_is_set_anew_by_the_mails_link(emulated: AuthEmulator, machine: Machine) -> None:
    emulated.add(MINA, PASSWORD)
    machine.account().send_reset(f" {MINA} ")
    assert emulated.follow(MINA, "PASSWORD_RESET", also=f"&newPassword={ANOTHER}").is_ok
    assert "check both" in code_of(machine, MINA, PASSWORD)[1]
    assert machine.account().sign_in(MINA, ANOTHER).email == MINA


@pytest.mark.parametrize("is_private", [True, False])
def test_that_a_wrong_password_and_an_unknown_address_are_told_alike(
    emulated: AuthEmulator, machine: Machine, *, is_private: bool
) -> None:
    emulated.keep_addresses_private(is_on=is_private)
    emulated.add(MINA, PASSWORD)
    wrong, unknown = code_of(machine, MINA, "wrong-password"), code_of(machine, "nobody@example.com", PASSWORD)
    assert wrong[1] == unknown[1] and "check both" in wrong[1]
    # So that both of the service's ways are tried.
    assert (wrong[0] == unknown[0]) is is_private
    assert machine.ring.kept == {}


def test_that_where_addresses_are_private_a_reset_does_not_tell_them(emulated: AuthEmulator, machine: Machine) -> None:
    emulated.keep_addresses_private()
    machine.account().send_reset("nobody@example.com")
    assert emulated.mails("nobody@example.com") == []


@pytest.mark.parametrize(
    ("email", "password", "says"),
    [
        ("joon@example.com", "short", "six characters"),
        ("joon@example.com", "", "Enter a password"),
        ("no address", PASSWORD, "no e-mail address"),
        (MINA, PASSWORD, "sign in with it"),
    ],
)
def test_that_an_account_that_cannot_be_made_says_why(
    emulated: AuthEmulator, machine: Machine, email: str, password: str, says: str
) -> None:
    emulated.add(MINA, PASSWORD)
    with pytest.raises(SignInFailure, match=says):
        machine.account().sign_up(email, password)
    assert machine.ring.kept == {}


@pytest.mark.parametrize(
    ("how", "says", "then"),
    [("disabled", "switched off", "switched off"), ("deleted", "sign in again", "check both")],
)
def test_that_who_is_shut_out_in_the_middle_is_told_and_forgotten(
    emulated: AuthEmulator, machine: Machine, how: str, says: str, then: str
) -> None:
    uid = emulated.add(MINA, PASSWORD)
    account = machine.account()
    account.sign_in(MINA, PASSWORD)
    assert account.renew()
    emulated.disable(uid) if how == "disabled" else emulated.delete(uid)
    with pytest.raises(SignInNeeded, match=says):
        account.refreshed()
    assert account.signed_in is None and machine.ring.kept == {}
    assert then in code_of(machine, MINA, PASSWORD)[1]


def test_that_a_deleted_account_is_told_where_its_token_has_not_ended(emulated: AuthEmulator, machine: Machine) -> None:
    uid = emulated.add(MINA, PASSWORD)
    account = machine.account()
    account.sign_in(MINA, PASSWORD)
    emulated.delete(uid)
    with pytest.raises(SignInFailure, match="no longer there"):
        account.send_verification()


def test_that_signing_out_leaves_nothing_behind(emulated: AuthEmulator, machine: Machine) -> None:
    emulated.add(MINA, PASSWORD)
    account = machine.account()
    account.sign_in(MINA, PASSWORD)
    account.sign_out()
    assert machine.ring.kept == {} and machine.account().resume() is None
    with pytest.raises(SignInNeeded):
        account.current()


def test_that_without_a_keyring_the_sign_in_lasts_for_this_run(emulated: AuthEmulator, machine: Machine) -> None:
    machine.ring.works = False
    emulated.add(MINA, PASSWORD)
    account = machine.account()
    assert account.sign_in(MINA, PASSWORD).place == "session"
    machine.clock_s += 7200
    assert account.current()
    assert machine.account().resume() is None


def test_that_google_signs_a_person_in_and_the_page_says_it_can_be_closed(
    machine: Machine, server: AuthServer, visits: Visits
) -> None:
    # Google's own page and its tokens are no part of the emulator.
    google = server.addresses
    machine.addresses = replace(machine.addresses, google_page=google.google_page, google_tokens=google.google_tokens)
    who, again = (
        machine.account().sign_in_with_google(browser=server.agreeing("new@example.com", visits)) for _ in range(2)
    )
    assert (who.email, who.is_verified) == ("new@example.com", True)
    assert again.uid == who.uid
    told = claims(machine.account().current())
    assert told["firebase"]["sign_in_provider"] == "google.com" and told["email_verified"]
    visits.end()
    status, text = visits.seen[0]
    assert status == 200 and "You can close this page" in text and "창을 닫아도" in text
    assert "canary" not in text
