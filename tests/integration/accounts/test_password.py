"""Signing in by e-mail, staying signed in, and signing out."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

import pytest

from studio.collab.document_store import SignInNeeded, Unavailable
from studio.collab.sign_in_failure import SignInFailure
from studio.collab.team_settings import save_team_settings
from tests.integration.accounts.conftest import PASSWORD, SETTINGS, Person

MINA = "mina@example.com"


def test_that_a_person_stays_signed_in_from_run_to_run(person: Person) -> None:
    who = person.account().sign_in(f" {MINA} ", PASSWORD)
    assert (who.email, who.display_name, who.is_verified, who.place) == (MINA, "Mina", False, "keyring")
    later = person.account()
    resumed = later.resume()
    assert resumed is not None and (resumed.uid, resumed.email) == (who.uid, MINA)
    assert later.current() in person.server.sessions


def test_that_a_sign_in_is_taken_up_without_the_network(person: Person) -> None:
    person.account().sign_in(MINA, PASSWORD)
    person.server.fails_with = (503, "UNAVAILABLE")
    later = person.account()
    assert later.resume() is not None
    with pytest.raises(Unavailable, match="check the network"):
        later.current()
    person.server.fails_with = None
    assert later.current()


def test_that_a_token_is_renewed_before_it_ends_and_not_earlier(person: Person) -> None:
    account = person.account()
    account.sign_in(MINA, PASSWORD)
    first = account.current()
    person.clock_s += 3000
    assert account.current() == first
    person.clock_s += 350
    second = account.current()
    assert second != first and account.current() == second


def test_that_a_refused_token_is_replaced(person: Person) -> None:
    account = person.account()
    account.sign_in(MINA, PASSWORD)
    assert account.renew() != account.renew()


@pytest.mark.parametrize("how", ["revoked", "disabled"])
def test_that_a_sign_in_that_is_over_is_forgotten_and_said(person: Person, how: str) -> None:
    account = person.account()
    account.sign_in(MINA, PASSWORD)
    if how == "revoked":
        person.server.refresh.clear()
    else:
        person.server.users[MINA].is_disabled = True
    with pytest.raises(SignInNeeded):
        account.renew()
    assert account.signed_in is None and person.ring.kept == {}


def test_that_signing_out_leaves_nothing_behind(person: Person) -> None:
    account = person.account()
    account.sign_in(MINA, PASSWORD)
    account.sign_out()
    assert person.ring.kept == {} and person.account().resume() is None
    with pytest.raises(SignInNeeded):
        account.current()


def test_that_without_a_keyring_the_sign_in_lasts_for_this_run(person: Person) -> None:
    person.ring.works = False
    account = person.account()
    assert account.sign_in(MINA, PASSWORD).place == "session"
    person.clock_s += 7200
    assert account.current()
    assert person.account().resume() is None


def test_that_a_new_account_is_asked_to_prove_its_address(person: Person) -> None:
    account = person.account()
    account.sign_up("joon@example.com", PASSWORD)
    assert person.server.mails == [("VERIFY_EMAIL", "joon@example.com", "")]
    person.server.users["joon@example.com"].is_verified = True
    assert account.refreshed().is_verified
    resumed = person.account().resume()
    assert resumed is not None and resumed.is_verified


def test_that_a_new_password_is_sent_for(person: Person) -> None:
    person.account().send_reset(MINA)
    assert person.server.mails == [("PASSWORD_RESET", MINA, "")]


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("EMAIL_NOT_FOUND", "check both"),
        ("INVALID_LOGIN_CREDENTIALS", "check both"),
        ("USER_DISABLED", "ask the owner"),
        ("TOO_MANY_ATTEMPTS_TRY_LATER : Access was disabled", "wait some minutes"),
        ("WEAK_PASSWORD : Password should be at least 6 characters", "six characters"),
        ("TOKEN_EXPIRED", "sign in again"),
        ("OPERATION_NOT_ALLOWED", "its owner can switch it on"),
        ("API key not valid. Please pass a valid API key.", "paste the configuration again"),
        ("SOMETHING_NEW", "try again later"),
    ],
)
def test_that_every_refusal_says_what_to_do(person: Person, code: str, says: str) -> None:
    person.server.fails_with = (400, code)
    with pytest.raises(SignInFailure, match=says):
        person.account().sign_in(MINA, PASSWORD)


def test_that_a_dead_service_is_said_to_be_out_of_reach(person: Person) -> None:
    person.server.fails_with = (502, "bad gateway")
    with pytest.raises(SignInFailure, match="check the network"):
        person.account().sign_in(MINA, PASSWORD)


def test_that_no_secret_reaches_a_log_a_repr_an_error_or_a_file(
    person: Person, home_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    account = person.account()
    said = [repr(account.sign_in(MINA, PASSWORD)), repr(account), repr(account._session)]
    said.append(repr(account._service.sign_in(MINA, PASSWORD)))
    save_team_settings(SETTINGS)
    account.sign_in_with_google(browser=person.server.agreeing(MINA, person.visits))
    for fails in ((400, "USER_DISABLED"), (400, f"ODD {PASSWORD}"), (503, "X")):
        person.server.fails_with = fails
        try:
            account.sign_in(MINA, PASSWORD)
        except SignInFailure as failure:
            said.append("".join(traceback.format_exception(failure)))
    person.server.port = 9
    dead = person.account(deadline_s=1.0)
    with pytest.raises(SignInFailure) as caught:
        dead.sign_in(MINA, PASSWORD)
    said.append("".join(traceback.format_exception(caught.value)))
    said += [record.getMessage() for record in caplog.records]
    said += [path.read_text(encoding="utf-8") for path in home_folder.rglob("*") if path.is_file()]
    assert "team.json" in [path.name for path in home_folder.rglob("*")]
    # The sources that a traceback quotes name no value.
    assert [text for text in said if "canary-" in text] == []
    assert "canary-refresh" in "".join(person.ring.kept.values())
