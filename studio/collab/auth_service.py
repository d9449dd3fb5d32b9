"""Firebase Authentication's REST wire: one method a call, a deadline with each."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from studio.collab.sign_in_failure import SignInFailure, failure_of

DEADLINE_S: Final = 10.0


@dataclass(frozen=True, slots=True)
class AuthAddresses:
    """Where the services are; the emulator has them all on one host, and no Google."""

    accounts: str = "https://identitytoolkit.googleapis.com/v1/accounts"
    tokens: str = "https://securetoken.googleapis.com/v1/token"
    google_page: str = "https://accounts.google.com/o/oauth2/v2/auth"
    google_tokens: str = "https://oauth2.googleapis.com/token"


def addresses_by(environment: Mapping[str, str]) -> AuthAddresses:
    """Google's own, or the Auth emulator's where FIREBASE_AUTH_EMULATOR_HOST names one."""
    host = environment.get("FIREBASE_AUTH_EMULATOR_HOST", "").strip()
    if not host:
        return AuthAddresses()
    return AuthAddresses(
        accounts=f"http://{host}/identitytoolkit.googleapis.com/v1/accounts",
        tokens=f"http://{host}/securetoken.googleapis.com/v1/token",
    )


@dataclass(frozen=True, slots=True)
class Tokens:
    """What the service hands over; kept from every repr. ``expires_s`` is by the clock that was given."""

    uid: str
    id_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    expires_s: float


@dataclass(frozen=True, slots=True)
class Profile:
    """Who an account is."""

    uid: str
    email: str
    display_name: str
    is_verified: bool


class AuthService:
    """The calls. They block, at most ``deadline_s`` each; not for the GUI thread.

    All raise SignInFailure, whose text holds nothing of what was sent.
    """

    def __init__(
        self,
        api_key: str,
        addresses: AuthAddresses | None = None,
        *,
        deadline_s: float = DEADLINE_S,
        now_s: Callable[[], float] = time.time,
    ) -> None:
        self.addresses = addresses or AuthAddresses()
        self._api_key = api_key
        self._deadline_s, self._now_s = deadline_s, now_s

    def sign_in(self, email: str, password: str) -> Tokens:
        """Signs in by e-mail and password."""
        return self._entered("signInWithPassword", {"email": email, "password": password})

    def sign_up(self, email: str, password: str) -> Tokens:
        """Makes an account."""
        return self._entered("signUp", {"email": email, "password": password})

    def sign_in_with_google(self, google_token: str, *, nonce: str) -> Tokens:
        """Signs in by Google's id_token; ``nonce`` is the one whose SHA-256 stands in it."""
        from urllib.parse import urlencode

        body = urlencode({"id_token": google_token, "providerId": "google.com", "nonce": nonce})
        return self._entered("signInWithIdp", {"postBody": body, "requestUri": "http://localhost"})

    def refresh(self, refresh_token: str) -> Tokens:
        """Fetches a new ID token."""
        answer = self._post(
            f"{self.addresses.tokens}?key={self._api_key}",
            form={"grant_type": "refresh_token", "refresh_token": refresh_token},
        )
        return self._tokens(answer, ("user_id", "id_token", "refresh_token", "expires_in"))

    def profile(self, id_token: str) -> Profile:
        """Who the token's account is."""
        users = self._call("lookup", {"idToken": id_token}).get("users")
        if not (isinstance(users, list) and users and isinstance(users[0], dict)):
            raise SignInFailure("USER_NOT_FOUND")
        user = users[0]
        return Profile(
            uid=str(user.get("localId", "")),
            email=str(user.get("email", "")),
            display_name=str(user.get("displayName") or ""),
            is_verified=user.get("emailVerified") is True,
        )

    def send_reset(self, email: str, *, language: str = "en") -> None:
        """Has the mail sent with which a password is set anew."""
        self._call("sendOobCode", {"requestType": "PASSWORD_RESET", "email": email}, language=language)

    def send_verification(self, id_token: str, *, language: str = "en") -> None:
        """Has the mail sent that proves the address."""
        self._call("sendOobCode", {"requestType": "VERIFY_EMAIL", "idToken": id_token}, language=language)

    def google_token(self, form: Mapping[str, str]) -> str:
        """Exchanges the browser's code for Google's id_token."""
        token = self._post(self.addresses.google_tokens, form=form).get("id_token")
        if not isinstance(token, str) or not token:
            raise SignInFailure("answer")
        return token

    def _entered(self, method: str, body: dict[str, Any]) -> Tokens:
        answer = self._call(method, {**body, "returnSecureToken": True})
        return self._tokens(answer, ("localId", "idToken", "refreshToken", "expiresIn"))

    def _tokens(self, answer: Mapping[str, Any], names: tuple[str, str, str, str]) -> Tokens:
        try:
            uid, id_token, refresh_token, seconds = (str(answer[name]) for name in names)
            return Tokens(uid, id_token, refresh_token, self._now_s() + float(seconds))
        except (KeyError, ValueError):
            raise SignInFailure("answer") from None

    def _call(self, method: str, body: dict[str, Any], *, language: str = "en") -> dict[str, Any]:
        return self._post(f"{self.addresses.accounts}:{method}?key={self._api_key}", json=body, language=language)

    def _post(
        self, url: str, *, json: object = None, form: Mapping[str, str] | None = None, language: str = "en"
    ) -> dict[str, Any]:
        import httpx2

        try:
            answer = httpx2.post(
                url, json=json, data=form, headers={"X-Firebase-Locale": language}, timeout=self._deadline_s
            )
        except (httpx2.HTTPError, OSError):
            # Without its cause: the request hangs on it, and with it what was sent.
            raise SignInFailure("network") from None
        try:
            body = answer.json()
        except ValueError:
            raise SignInFailure("network" if answer.status_code >= 500 else "answer") from None
        if answer.status_code != 200:
            raise failure_of(body, answer.status_code)
        if not isinstance(body, dict):
            raise SignInFailure("answer")
        return body
