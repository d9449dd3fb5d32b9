"""What is said where the sign-in service fails or refuses in ways that Google's emulator does not know."""

from __future__ import annotations

import logging
import traceback
from pathlib import Path

import pytest

from studio.collab.auth_service import AuthAddresses
from studio.collab.document_store import Unavailable
from studio.collab.sign_in_failure import SignInFailure
from studio.collab.team_settings import save_team_settings
from tests.integration.accounts.conftest import PASSWORD, SETTINGS, Person

MINA = "mina@example.com"


def test_that_a_sign_in_is_taken_up_without_the_network(person: Person) -> None:
    person.account().sign_in(MINA, PASSWORD)
    person.server.fails_with = (503, "UNAVAILABLE")
    later = person.account()
    assert later.resume() is not None
    with pytest.raises(Unavailable, match="check the network"):
        later.current()
    person.server.fails_with = None
    assert later.current()


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("TOO_MANY_ATTEMPTS_TRY_LATER : Access was disabled", "wait some minutes"),
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


def test_that_an_answer_without_tokens_is_not_taken(person: Person) -> None:
    person.server.fails_with = (200, "hello")
    with pytest.raises(SignInFailure, match="cannot be read"):
        person.account().sign_in(MINA, PASSWORD)
    assert person.ring.kept == {}


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
    person.addresses = AuthAddresses("http://127.0.0.1:9/v1/accounts")
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
