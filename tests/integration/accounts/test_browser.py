"""Signing in by the system's browser, and those who try to come between."""

from __future__ import annotations

import threading
from urllib.parse import parse_qs, urlsplit

import pytest

from studio.collab.sign_in_failure import SignInFailure
from studio.errors import Cancelled
from tests.integration.accounts.conftest import Person

MINA = "mina@example.com"


def _opened(_page: str) -> bool:
    return True


def _missing(_page: str) -> bool:
    return False


def _back(page: str) -> str:
    return parse_qs(urlsplit(page).query)["redirect_uri"][0]


def _state(page: str) -> str:
    return parse_qs(urlsplit(page).query)["state"][0]


def test_that_each_sign_in_has_secrets_and_a_port_of_its_own(person: Person) -> None:
    pages: list[str] = []

    def browser(page: str) -> bool:
        pages.append(page)
        return person.server.agreeing(MINA, person.visits)(page)

    for _ in range(2):
        person.account().sign_in_with_google(browser=browser)
    first, second = (parse_qs(urlsplit(page).query) for page in pages)
    for name in ("state", "nonce", "code_challenge", "redirect_uri"):
        assert first[name] != second[name]
    assert first["code_challenge_method"] == ["S256"]
    assert _back(pages[0]).startswith("http://127.0.0.1:")


@pytest.mark.parametrize("how", ["wrong state", "no state", "no code", "other host", "other path"])
def test_that_a_stranger_is_sent_away_and_the_sign_in_goes_on(person: Person, how: str) -> None:
    def browser(page: str) -> bool:
        back, state = _back(page), _state(page)
        strange = {
            "wrong state": (f"{back}/?code=evil&state=guess", {}),
            "no state": (f"{back}/?code=evil", {}),
            "no code": (f"{back}/?state={state}", {}),
            "other host": (f"{back}/?code=evil&state={state}", {"Host": "evil.example"}),
            "other path": (f"{back}/evil?code=evil&state={state}", {}),
        }
        person.visits.go(strange[how], (person.server.consent(page, MINA), {}))
        return True

    assert person.account().sign_in_with_google(browser=browser, timeout_s=10).email == MINA
    person.visits.end()
    assert [status for status, _ in person.visits.seen] == [400, 200]
    assert "evil" not in "".join(body for _, body in person.server.asked)


def test_that_a_second_answer_changes_nothing(person: Person) -> None:
    def browser(page: str) -> bool:
        person.visits.go(
            (person.server.consent(page, MINA), {}), (f"{_back(page)}/?code=evil&state={_state(page)}", {})
        )
        return True

    assert person.account().sign_in_with_google(browser=browser).email == MINA
    person.visits.end()
    assert person.visits.seen[1][0] != 200
    assert "evil" not in "".join(body for _, body in person.server.asked)


def test_that_declining_is_said(person: Person) -> None:
    def browser(page: str) -> bool:
        person.visits.go((f"{_back(page)}/?error=access_denied&state={_state(page)}", {}))
        return True

    with pytest.raises(SignInFailure, match="Access was not given"):
        person.account().sign_in_with_google(browser=browser)


def test_that_a_code_with_another_verifier_is_refused(person: Person) -> None:
    def browser(page: str) -> bool:
        address = person.server.consent(page, MINA)
        for asked in person.server.codes.values():
            asked["code_challenge"] = "somebody-else"
        person.visits.go((address, {}))
        return True

    with pytest.raises(SignInFailure) as caught:
        person.account().sign_in_with_google(browser=browser)
    assert caught.value.code == "invalid_grant"


def test_that_a_token_of_another_sign_in_is_not_taken(person: Person) -> None:
    person.server.nonce_of_google = "of-another"
    with pytest.raises(SignInFailure, match="not of this sign-in"):
        person.account().sign_in_with_google(browser=person.server.agreeing(MINA, person.visits))
    assert not any("signInWithIdp" in path for path, _ in person.server.asked)


def test_that_a_browser_that_never_comes_back_is_waited_for_no_longer_than_told(person: Person) -> None:
    with pytest.raises(SignInFailure, match="in time"):
        person.account().sign_in_with_google(browser=_opened, timeout_s=0.3)


def test_that_waiting_for_the_browser_can_be_stopped(person: Person) -> None:
    stop = threading.Event()

    def browser(_page: str) -> bool:
        stop.set()
        return True

    with pytest.raises(Cancelled):
        person.account().sign_in_with_google(browser=browser, stop=stop)
    assert person.account().signed_in is None


def test_that_a_missing_browser_is_said(person: Person) -> None:
    with pytest.raises(SignInFailure, match="sign in with e-mail"):
        person.account().sign_in_with_google(browser=_missing)
