"""Who this person is to the team: signed in, kept signed in, and signed out again."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Literal, Protocol

from studio.collab.auth_service import AuthService, Tokens
from studio.collab.document_store import SignInNeeded, Unavailable
from studio.collab.google_sign_in import Browser, open_browser, sign_in_with_google
from studio.collab.sign_in_failure import SignInFailure
from studio.collab.team_settings import TeamSettings

EARLY_S: Final = 300.0
"""A token that ends within this time is renewed before it is used: a call of the store may take a while."""


class TokenPlace(Protocol):
    """Where one secret text is kept."""

    def key(self) -> str:
        """The text; "" where none is kept."""
        ...

    def keep(self, key: str) -> Literal["keyring", "session"]:
        """Keeps it, and says where."""
        ...

    def forget(self) -> None:
        """Takes it away."""
        ...


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is signed in. ``expires_s`` is when the token in use ends; 0 where none was fetched in this run.

    ``place`` is where the sign-in is kept: in the system's keyring, or for this run only.
    """

    uid: str
    email: str
    display_name: str
    is_verified: bool
    expires_s: float
    place: Literal["keyring", "session"]


@dataclass(frozen=True, slots=True)
class _Session:
    """The sign-in with its tokens, which no repr shows."""

    who: SignedIn
    refresh_token: str = field(repr=False)
    id_token: str = field(default="", repr=False)


class Account:
    """One person's sign-in to one team's project. The methods may block for a call; any thread may ask.

    ``current`` and ``renew`` are what a store asks for its token. They raise SignInNeeded where the sign-in is over,
    and Unavailable where only the network is gone.
    """

    def __init__(
        self,
        service: AuthService,
        settings: TeamSettings,
        place: TokenPlace,
        *,
        now_s: Callable[[], float] = time.time,
    ) -> None:
        self._service, self._settings, self._place, self._now_s = service, settings, place, now_s
        self._lock = threading.RLock()
        self._session: _Session | None = None

    def __repr__(self) -> str:
        return f"Account({self._settings.project_id!r})"

    @property
    def settings(self) -> TeamSettings:
        """Where the team's project lives."""
        return self._settings

    @property
    def project_id(self) -> str:
        """The team's Firebase project."""
        return self._settings.project_id

    @property
    def signed_in(self) -> SignedIn | None:
        """Who is signed in, as far as this run knows; asks nobody."""
        session = self._session
        return session.who if session is not None else None

    def resume(self) -> SignedIn | None:
        """Takes up the sign-in of an earlier run, without the network; None where there is none."""
        with self._lock:
            if self._session is None:
                self._session = _kept(self._place.key())
            return self.signed_in

    def sign_in(self, email: str, password: str) -> SignedIn:
        """Signs in by e-mail and password.

        Raises:
            SignInFailure: it did not work, and why.
        """
        return self._enter(self._service.sign_in(email.strip(), password))

    def sign_up(self, email: str, password: str, *, language: str = "en") -> SignedIn:
        """Makes an account, signs in, and has the address proved by a mail.

        Raises:
            SignInFailure: it did not work, and why.
        """
        tokens = self._service.sign_up(email.strip(), password)
        who = self._enter(tokens)
        self._service.send_verification(tokens.id_token, language=language)
        return who

    def sign_in_with_google(
        self, *, browser: Browser = open_browser, stop: threading.Event | None = None, timeout_s: float = 300.0
    ) -> SignedIn:
        """Signs in by the system's browser.

        Raises:
            SignInFailure: it did not work, and why.
            Cancelled: ``stop`` was set.
        """
        return self._enter(
            sign_in_with_google(self._service, self._settings, browser=browser, stop=stop, timeout_s=timeout_s)
        )

    def send_reset(self, email: str, *, language: str = "en") -> None:
        """Has the mail sent with which a password is set anew.

        Raises:
            SignInFailure: it did not work, and why.
        """
        self._service.send_reset(email.strip(), language=language)

    def send_verification(self, *, language: str = "en") -> None:
        """Has the mail sent that proves the address.

        Raises:
            SignInFailure: it did not work, and why.
            SignInNeeded, Unavailable: there is no token to ask with.
        """
        self._service.send_verification(self.current(), language=language)

    def refreshed(self) -> SignedIn:
        """Asks the service anew who this is, such as after the address was proved.

        Raises:
            SignInFailure: it did not work, and why.
            SignInNeeded, Unavailable: there is no token to ask with.
        """
        # A new token first: the rules read from it whether the address is proved.
        token = self.renew()
        profile = self._service.profile(token)
        with self._lock:
            session = self._session
            if session is None or session.who.uid != profile.uid:
                raise SignInNeeded("Nobody is signed in; sign in first.")
            return self._keep(
                Tokens(profile.uid, token, session.refresh_token, session.who.expires_s),
                email=profile.email,
                display_name=profile.display_name,
                is_verified=profile.is_verified,
            )

    def current(self) -> str:
        """The token, renewed where it ends soon."""
        with self._lock:
            session = self.resume() and self._session
            if session and session.id_token and session.who.expires_s - self._now_s() > EARLY_S:
                return session.id_token
            return self.renew()

    def renew(self) -> str:
        """Another token, such as when the store no longer took the one before."""
        with self._lock:
            session = self.resume() and self._session
            if not session:
                raise SignInNeeded("Nobody is signed in; sign in first.")
            try:
                tokens = self._service.refresh(session.refresh_token)
            except SignInFailure as failure:
                if not failure.ends_session:
                    raise Unavailable(failure.message) from None
                self.sign_out()
                raise SignInNeeded(failure.message) from None
            who = session.who
            self._keep(tokens, email=who.email, display_name=who.display_name, is_verified=who.is_verified)
            return tokens.id_token

    def sign_out(self) -> None:
        """Forgets the sign-in, here and in the keyring."""
        with self._lock:
            self._session = None
            self._place.forget()

    def _enter(self, tokens: Tokens) -> SignedIn:
        profile = self._service.profile(tokens.id_token)
        with self._lock:
            self._session = None
            return self._keep(
                tokens, email=profile.email, display_name=profile.display_name, is_verified=profile.is_verified
            )

    def _keep(self, tokens: Tokens, *, email: str, display_name: str, is_verified: bool) -> SignedIn:
        before = self._session
        wire = {
            "uid": tokens.uid,
            "email": email,
            "displayName": display_name,
            "isVerified": is_verified,
            "refreshToken": tokens.refresh_token,
        }
        kept = json.dumps(wire, ensure_ascii=False)
        # The keyring may ask the person: only where there is something new to keep.
        is_same = before is not None and kept == self._place.key()
        place = before.who.place if before is not None and is_same else self._place.keep(kept)
        who = SignedIn(tokens.uid, email, display_name, is_verified, tokens.expires_s, place)
        self._session = _Session(who, tokens.refresh_token, tokens.id_token)
        return who


def _kept(text: str) -> _Session | None:
    """The session that was kept; None where there is none, or it is none of ours."""
    try:
        wire = json.loads(text)
        who = SignedIn(
            uid=str(wire["uid"]),
            email=str(wire["email"]),
            display_name=str(wire["displayName"]),
            is_verified=wire["isVerified"] is True,
            expires_s=0.0,
            place="keyring",
        )
        return _Session(who, str(wire["refreshToken"]))
    except (ValueError, KeyError, TypeError):
        return None
