"""A server that speaks the wire of Firebase Authentication and of Google's OAuth.

For what Google's emulator cannot do: Google's own page, failures, and secrets that are known again. It judges as they
do: a wrong password, verifier, redirect or nonce is refused, a code serves once.
Every request is kept to be looked at.
"""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from studio.collab.auth_service import AuthAddresses
from tests.stand_in.auth_pages import Visits

API_KEY = "AIza-stand-in"
CLIENT_ID = "desk.apps.example"


@dataclass(slots=True)
class User:
    """An account."""

    uid: str
    email: str
    password: str = ""
    name: str = ""
    is_verified: bool = False


@dataclass(slots=True)
class AuthServer:
    """The accounts, and how the services behave. ``asked`` holds (path, body)."""

    port: int
    users: dict[str, User] = field(default_factory=dict)
    refresh: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    fails_with: tuple[int, str] | None = None
    nonce_of_google: str = ""
    token_s: int = 3600
    made: int = 0
    id_token_of: Callable[[User], str] | None = None
    """Makes ID tokens that somebody else has to believe; names of no meaning where there is none."""

    @property
    def addresses(self) -> AuthAddresses:
        """Where everything is."""
        url = f"http://127.0.0.1:{self.port}"
        return AuthAddresses(f"{url}/v1/accounts", f"{url}/v1/token", f"{url}/auth", f"{url}/google")

    def add(self, email: str, password: str = "", **more: Any) -> User:
        """Makes an account."""
        user = User(f"u{len(self.users)}", email, password, **more)
        self.users[email] = user
        return user

    def consent(self, page: str, email: str) -> str:
        """What Google's page does when the person agrees: the address to which it sends the browser."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(page).query).items()}
        assert asked["code_challenge_method"] == "S256" and asked["response_type"] == "code"
        self.made += 1
        code = f"canary-code-{self.made}"
        self.codes[code] = {**asked, "email": email}
        return f"{asked['redirect_uri']}/?{urlencode({'code': code, 'state': asked['state']})}"

    def agreeing(self, email: str, visits: Visits) -> Callable[[str], bool]:
        """A browser whose person agrees at once."""

        def browser(page: str) -> bool:
            visits.go((self.consent(page, email), {}))
            return True

        return browser

    def answer(self, path: str, body: str) -> tuple[int, dict[str, Any]]:
        """One request's status and body."""
        self.asked.append((path, body))
        if self.fails_with is not None:
            status, code = self.fails_with
            return status, {"error": {"code": status, "message": code}}
        parts = urlsplit(path)
        if parts.path == "/google":
            return self._google(_form(body))
        if parse_qs(parts.query).get("key") != [API_KEY]:
            return _refused("API key not valid. Please pass a valid API key.")
        if parts.path.endswith("/v1/token"):
            return self._token(_form(body))
        return self._accounts(parts.path.rpartition(":")[2], json.loads(body))

    def _accounts(self, method: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if method == "signInWithIdp":
            return self._google_user(_form(body["postBody"]))
        if method == "lookup":
            user = self.users[self.sessions[body["idToken"]]]
            profile = {"localId": user.uid, "email": user.email, "displayName": user.name}
            return 200, {"users": [{**profile, "emailVerified": user.is_verified}]}
        known = self.users.get(body["email"])
        if known is None or known.password != body["password"]:
            return _refused("INVALID_LOGIN_CREDENTIALS")
        return self._entered(known)

    def _entered(self, user: User) -> tuple[int, dict[str, Any]]:
        id_token, refresh_token = self._tokens(user)
        names = {"localId": user.uid, "idToken": id_token, "refreshToken": refresh_token}
        return 200, {**names, "expiresIn": str(self.token_s)}

    def _tokens(self, user: User) -> tuple[str, str]:
        self.made += 1
        id_token, refresh_token = f"canary-id-{self.made}", f"canary-refresh-{user.uid}"
        if self.id_token_of is not None:
            id_token = self.id_token_of(user)
        self.sessions[id_token] = user.email
        self.refresh[refresh_token] = user.email
        return id_token, refresh_token

    def _token(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        email = self.refresh.get(form["refresh_token"])
        if email is None:
            return _refused("TOKEN_EXPIRED")
        id_token, refresh_token = self._tokens(self.users[email])
        names = {"user_id": self.users[email].uid, "id_token": id_token, "refresh_token": refresh_token}
        return 200, {**names, "expires_in": str(self.token_s)}

    def _google(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        asked = self.codes.pop(form["code"], None)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=")
        is_good = asked is not None and challenge.decode() == asked["code_challenge"]
        if asked is None or not is_good or form["redirect_uri"] != asked["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        who = {"sub": f"google-{asked['email']}", "email": asked["email"], "email_verified": True}
        claims = {**who, "nonce": self.nonce_of_google or asked["nonce"], "aud": form["client_id"]}
        body = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
        return 200, {"id_token": f"e30.{body}.canary-signature"}

    def _google_user(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        body = form["id_token"].split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
        if hashlib.sha256(form["nonce"].encode()).hexdigest() != claims["nonce"]:
            return _refused("MISSING_OR_INVALID_NONCE")
        email = claims["email"]
        return self._entered(self.users.get(email) or self.add(email, is_verified=True))


@contextmanager
def auth_server() -> Iterator[AuthServer]:
    """Runs the server on a free port of this machine until the block ends."""
    httpd = _HttpServer()
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02}, name="auth-stand-in")
    thread.start()
    try:
        yield httpd.stand_in
    finally:
        httpd.shutdown()
        httpd.server_close()
        thread.join()


def _form(body: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(body).items()}


def _refused(code: str) -> tuple[int, dict[str, Any]]:
    return 400, {"error": {"code": 400, "message": code}}


class _HttpServer(ThreadingHTTPServer):
    daemon_threads = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.stand_in = AuthServer(self.server_address[1])


class _Handler(BaseHTTPRequestHandler):
    server: _HttpServer
    timeout = 5

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0)).decode()
        status, value = self.server.stand_in.answer(self.path, body)
        data = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing; what was asked is kept."""
