"""The one request by which the system's browser comes back: on this machine, on a random port, and to nobody else."""

from __future__ import annotations

import hmac
import threading
import time
from http.server import BaseHTTPRequestHandler
from socketserver import TCPServer
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from typing_extensions import override

from studio.collab.sign_in_failure import SignInFailure
from studio.errors import Cancelled

_PAGE: Final = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>DreamFactory Studio</title>'
    '<body style="font-family:sans-serif;max-width:32em;margin:4em auto">{words}</body></html>'
)
_DONE: Final = (
    "<p>You can close this page; the studio goes on.</p>"
    '<p lang="ko">이 창을 닫아도 됩니다. 스튜디오에서 계속하세요.</p>'
)
_WRONG: Final = (
    "<p>This page is not of the sign-in under way; you can close it.</p>"
    '<p lang="ko">진행 중인 로그인과 관계없는 페이지입니다. 닫아도 됩니다.</p>'
)
_LOOK_S: Final = 0.1


class BrowserReturn:
    """Listens on 127.0.0.1 until the answer of this very sign-in is there.

    Whoever comes with another state, another host or another path is sent away and changes nothing: any page in the
    browser can make it call here.
    """

    def __init__(self, state: str) -> None:
        self._state = state
        self._server = _Server(self)
        self.answer: SignInFailure | str | None = None

    @property
    def address(self) -> str:
        """Where the browser is to come back to."""
        return f"http://{self.host}"

    @property
    def host(self) -> str:
        """Address and port, as the browser has to name them."""
        return f"127.0.0.1:{self._server.server_address[1]}"

    def wait(self, *, timeout_s: float, stop: threading.Event) -> str:
        """The code that came.

        Raises:
            SignInFailure: the person declined, or nobody came in time.
            Cancelled: ``stop`` was set.
        """
        end = time.monotonic() + timeout_s
        while self.answer is None:
            if stop.is_set():
                raise Cancelled("Signing in was stopped.")
            if time.monotonic() >= end:
                raise SignInFailure("time-out")
            self._server.handle_request()
        if isinstance(self.answer, SignInFailure):
            raise self.answer
        return self.answer

    def close(self) -> None:
        """Listens no more."""
        self._server.server_close()

    def take(self, path: str, host: str | None) -> bool:
        """Whether a request was the one that is waited for; only the first can be."""
        parts = urlsplit(path)
        fields = parse_qs(parts.query)
        state, code, error = ("".join(fields.get(name, [])) for name in ("state", "code", "error"))
        if self.answer is not None or host != self.host or parts.path != "/":
            return False
        if not hmac.compare_digest(state.encode(), self._state.encode()):
            return False
        if not code and not error:
            return False
        self.answer = code if not error else SignInFailure("access_denied" if error == "access_denied" else "foreign")
        return True


class _Server(TCPServer):
    # TCPServer, since HTTPServer asks the network for this machine's name first.
    timeout = _LOOK_S
    allow_reuse_address = False

    def __init__(self, owner: BrowserReturn) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.owner = owner

    @override
    def handle_error(self, request: Any, client_address: Any) -> None:
        """A caller who goes away in the middle is none of ours."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = 1.0
    """Seconds a caller may be silent; the browser's own request waits behind it."""

    def do_GET(self) -> None:
        is_ours = self.server.owner.take(self.path, self.headers.get("Host"))
        page = _PAGE.format(words=_DONE if is_ours else _WRONG).encode()
        self.send_response(200 if is_ours else 400)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Referrer-Policy", "no-referrer")
        self.end_headers()
        self.wfile.write(page)

    @override
    def log_message(self, format: str, *args: Any) -> None:
        """Writes nothing: the path holds the code."""
