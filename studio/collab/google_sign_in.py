"""Google's sign-in for a program on the desktop: system browser, loopback, PKCE S256 (RFC 8252, RFC 7636), nonce."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import threading
from collections.abc import Callable
from typing import Final
from urllib.parse import urlencode

from studio.collab.auth_service import AuthService, Tokens
from studio.collab.browser_return import BrowserReturn
from studio.collab.sign_in_failure import SignInFailure
from studio.collab.team_settings import TeamSettings

Browser = Callable[[str], bool]
"""Opens an address in the person's browser; whether it could."""
TIMEOUT_S: Final = 300.0


def open_browser(address: str) -> bool:
    """The system's own browser."""
    import webbrowser

    return webbrowser.open(address)


def sign_in_with_google(
    service: AuthService,
    settings: TeamSettings,
    *,
    browser: Browser = open_browser,
    timeout_s: float = TIMEOUT_S,
    stop: threading.Event | None = None,
) -> Tokens:
    """Sends the person to Google and takes what comes back.

    Raises:
        SignInFailure: declined, not in time, not ours, or the network is gone.
        Cancelled: ``stop`` was set.
    """
    if not settings.has_google:
        raise SignInFailure("settings")
    state, verifier, nonce = (secrets.token_urlsafe(48) for _ in range(3))
    # Firebase compares the SHA-256 of the nonce it is given with the one that stands in Google's token.
    hashed_nonce = hashlib.sha256(nonce.encode()).hexdigest()
    back = BrowserReturn(state)
    try:
        question = {
            "client_id": settings.client_id,
            "redirect_uri": back.address,
            "response_type": "code",
            "scope": "openid email profile",
            "code_challenge": _url_base64(hashlib.sha256(verifier.encode()).digest()),
            "code_challenge_method": "S256",
            "state": state,
            "nonce": hashed_nonce,
            "prompt": "select_account",
        }
        if not browser(f"{service.addresses.google_page}?{urlencode(question)}"):
            raise SignInFailure("browser")
        code = back.wait(timeout_s=timeout_s, stop=stop or threading.Event())
    finally:
        back.close()
    form = {
        "grant_type": "authorization_code",
        "client_id": settings.client_id,
        "code": code,
        "code_verifier": verifier,
        "redirect_uri": back.address,
    }
    if settings.client_secret:
        form["client_secret"] = settings.client_secret
    token = service.google_token(form)
    if not hmac.compare_digest(_nonce_of(token).encode(), hashed_nonce.encode()):
        raise SignInFailure("foreign")
    return service.sign_in_with_google(token, nonce=nonce)


def _nonce_of(token: str) -> str:
    """The nonce in an id_token; its signature is Firebase's to check, and it came from Google itself over TLS."""
    try:
        body = token.split(".")[1]
        return str(json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))["nonce"])
    except (IndexError, KeyError, ValueError, TypeError):
        raise SignInFailure("answer") from None


def _url_base64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
