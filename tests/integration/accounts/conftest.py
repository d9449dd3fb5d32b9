"""A team's sign-in service that stands in for Google's, and a person before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from keyring.errors import NoKeyringError, PasswordDeleteError

from studio.collab.auth_service import AuthService
from studio.collab.sign_in import Account
from studio.collab.team_settings import TeamSettings
from studio.workflows.key_ring import KeyRing
from tests.stand_in.auth_pages import Visits
from tests.stand_in.auth_server import API_KEY, CLIENT_ID, AuthServer, auth_server

PASSWORD = "canary-password"
SETTINGS = TeamSettings(api_key=API_KEY, project_id="film-team", client_id=CLIENT_ID, client_secret="public-by-design")


@dataclass(slots=True)
class Ring:
    """A system's keyring in memory; without ``works`` there is none."""

    works: bool = True
    kept: dict[str, str] = field(default_factory=dict)

    def get_password(self, service: str, username: str) -> str | None:
        self._need()
        return self.kept.get(f"{service}/{username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        self._need()
        self.kept[f"{service}/{username}"] = password

    def delete_password(self, service: str, username: str) -> None:
        self._need()
        if self.kept.pop(f"{service}/{username}", None) is None:
            raise PasswordDeleteError("none")

    def _need(self) -> None:
        if not self.works:
            raise NoKeyringError("none")


@dataclass(slots=True)
class Person:
    """Somebody at a machine: their keyring, browser and clock; each run of the studio opens the account anew."""

    server: AuthServer
    visits: Visits
    ring: Ring = field(default_factory=Ring)
    clock_s: float = 1_000_000.0

    def account(self, *, deadline_s: float = 5.0) -> Account:
        service = AuthService(API_KEY, self.server.addresses, deadline_s=deadline_s, now_s=self.now_s)
        return Account(service, SETTINGS, KeyRing(self.ring, name="team:film-team"), now_s=self.now_s)

    def now_s(self) -> float:
        return self.clock_s


@pytest.fixture
def server() -> Iterator[AuthServer]:
    """The service."""
    with auth_server() as running:
        yield running


@pytest.fixture
def person(server: AuthServer) -> Iterator[Person]:
    """Mina, who has an account."""
    server.add("mina@example.com", PASSWORD, name="Mina")
    visits = Visits()
    yield Person(server, visits)
    visits.end()
