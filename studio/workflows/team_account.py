"""A person's account with their team, as window and command line open it."""

from __future__ import annotations

import os
from collections.abc import Mapping

from studio.collab.auth_service import AuthService, addresses_by
from studio.collab.firestore_token import PersonToken
from studio.collab.sign_in import Account
from studio.collab.sign_in_failure import SignInFailure
from studio.collab.team_directory import TeamDirectory
from studio.collab.team_settings import TeamSettings
from studio.collab.team_store import TeamPlace, emulator_in
from studio.workflows.key_ring import KeyBackend, KeyRing


def team_account(
    settings: TeamSettings, *, backend: KeyBackend | None = None, environment: Mapping[str, str] | None = None
) -> Account:
    """The account of a team's project; each project has a sign-in of its own in the keyring.

    Raises:
        SignInFailure: the project is not set.
    """
    if not settings.is_set:
        raise SignInFailure("settings")
    service = AuthService(settings.api_key, addresses_by(os.environ if environment is None else environment))
    return Account(service, settings, KeyRing(backend, name=f"team:{settings.project_id}"))


def team_directory(account: Account, *, environment: Mapping[str, str] | None = None) -> TeamDirectory:
    """What who is signed in can find in the team; nothing is sent yet."""
    emulator = emulator_in(os.environ if environment is None else environment)
    token = PersonToken(account.current, account.renew)
    return TeamDirectory(TeamPlace(account.project_id, "", emulator=emulator), token)
