"""The commands of ``dreamfactory account``: sign in, say who is, sign out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TextIO

from studio.collab.sign_in import Account
from studio.collab.team_settings import load_team_settings, read_team_config, save_team_settings
from studio.errors import InputError, StudioError
from studio.workflows.team_account import team_account


def open_account(config: Path | None = None) -> Account:
    """The account of the team that is set; ``config`` sets it anew, and is kept.

    Raises:
        InputError: the file is no Firebase configuration.
        SignInFailure: no team is set.
    """
    settings = load_team_settings()
    if config is not None:
        settings = read_team_config(config.read_text(encoding="utf-8-sig"), settings)
    account = team_account(settings)
    if config is not None:
        save_team_settings(settings)
    return account


def sign_in(account: Account, email: str | None, *, keys: TextIO | None = None) -> str:
    """Signs in by e-mail, or by the browser where none is given; says who it is.

    Raises:
        StudioError: it did not work, and why.
    """
    who = account.sign_in(email, _password(keys or sys.stdin)) if email else account.sign_in_with_google()
    if who.place == "session":
        account.sign_out()
        raise StudioError(
            "This system has no keyring, so nobody stays signed in from one command to the next; install one, such as "
            "GNOME Keyring or KWallet."
        )
    return f"{who.email} is signed in."


def status(account: Account) -> dict[str, object]:
    """Who is signed in, for a program too; never a token."""
    who = account.resume()
    if who is None:
        return {"signedIn": False}
    return {"signedIn": True, "uid": who.uid, "email": who.email, "emailVerified": who.is_verified}


def _password(keys: TextIO) -> str:
    """Typed unseen at a terminal, else the first line of standard input."""
    if keys.isatty():
        import getpass

        return getpass.getpass("Password: ")
    password = keys.readline().rstrip("\r\n")
    if not password:
        raise InputError("There was no password on standard input; give it in its first line.")
    return password
