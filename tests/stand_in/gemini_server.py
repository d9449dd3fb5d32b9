"""A server that speaks Gemini's wire: its answers are scripted, and every request is kept to be looked at.

The real SDK talks to it over HTTP; nothing is patched. Paths are those of facts about google-genai: text and pictures,
interactions, files, Veo's operations.
"""

from __future__ import annotations

import base64
import json
import re
import socket
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal
from urllib.parse import urlsplit

Route = Literal[
    "models", "text", "stream", "count", "embed", "create", "poll", "cancel", "download", "veo", "fetch", "other"
]
_ROUTES: tuple[tuple[Route, str, str], ...] = (
    ("models", "GET", r"/models$"),
    ("stream", "POST", r":streamGenerateContent$"),
    ("text", "POST", r":generateContent$"),
    ("count", "POST", r":countTokens$"),
    ("embed", "POST", r":batchEmbedContents$"),
    ("veo", "POST", r":predictLongRunning$"),
    ("fetch", "POST", r":fetchPredictOperation$"),
    ("create", "POST", r"/interactions$"),
    ("poll", "GET", r"/interactions/[^/]+$"),
    ("cancel", "POST", r"/interactions/[^/]+/cancel$"),
    ("download", "GET", r"/files/[^/]+:download$"),
)


@dataclass(frozen=True, slots=True)
class Reply:
    """One scripted answer. ``wait`` holds it back until set; ``breaks`` cuts the connection before or in it."""

    body: bytes = b"{}"
    status: int = 200
    kind: str = "application/json"
    breaks: Literal["never", "before", "within"] = "never"
    wait: threading.Event | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came in."""

    route: Route
    path: str
    headers: Mapping[str, str]
    body: Any


@dataclass(slots=True)
class GeminiServer:
    """What is scripted and what was asked; ``jobs`` counts the videos that were ordered and accepted.

    ``answers_by`` gives a route's answers by what is asked, where their order is not known.
    """

    port: int
    answers_by: dict[Route, Callable[[Any], Reply]] = field(default_factory=dict)
    script: dict[Route, deque[Reply]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    jobs: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        """Its base address."""
        return f"http://127.0.0.1:{self.port}"

    def answer(self, route: Route, *replies: Reply) -> None:
        """Scripts the next answers of a route; the last one is given again and again."""
        self.script.setdefault(route, deque()).extend(replies)

    def of(self, route: Route) -> list[Asked]:
        """The requests of one route."""
        return [each for each in self.asked if each.route == route]

    def take(self, route: Route) -> Reply:
        """The next answer of a route."""
        with self.lock:
            replies = self.script.get(route)
            if not replies:
                return failure(501, "UNIMPLEMENTED", f"nothing is scripted for {route}")
            reply = replies[0] if len(replies) == 1 else replies.popleft()
            if route in ("create", "veo") and reply.status == 200 and reply.breaks != "before":
                self.jobs += 1
            return reply


def json_reply(value: Any, *, status: int = 200) -> Reply:
    """A JSON answer."""
    return Reply(json.dumps(value).encode(), status)


def failure(code: int, status: str, message: str, *, retry_s: float | None = None) -> Reply:
    """An error as Google's services give it."""
    details = []
    if retry_s is not None:
        details.append({"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": f"{retry_s:g}s"})
    error = {"code": code, "status": status, "message": message, "details": details}
    return json_reply({"error": error}, status=code)


def stream_reply(*chunks: Mapping[str, Any]) -> Reply:
    """A stream of server-sent events."""
    body = b"".join(b"data: " + json.dumps(chunk).encode() + b"\r\n\r\n" for chunk in chunks)
    return Reply(body, kind="text/event-stream")


def parts_chunk(
    parts: Sequence[Mapping[str, Any]], *, finish: str | None = None, usage: Mapping[str, int] | None = None
) -> dict[str, Any]:
    """One chunk, or whole answer, of generated parts."""
    candidate: dict[str, Any] = {"content": {"role": "model", "parts": list(parts)}, "index": 0}
    if finish is not None:
        candidate["finishReason"] = finish
    chunk: dict[str, Any] = {"candidates": [candidate]}
    if usage is not None:
        chunk["usageMetadata"] = dict(usage)
    return chunk


def picture_part(data: bytes, *, media_type: str = "image/png", is_thought: bool = False) -> dict[str, Any]:
    """A picture among the parts of an answer."""
    part: dict[str, Any] = {"inlineData": {"mimeType": media_type, "data": base64.b64encode(data).decode()}}
    return {**part, "thought": True} if is_thought else part


@contextmanager
def gemini_server() -> Iterator[GeminiServer]:
    """Runs the server on a free port of this machine until the block ends."""
    httpd = _HttpServer()
    server = httpd.stand_in
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02}, name="gemini-stand-in")
    thread.start()
    try:
        yield server
    finally:
        httpd.shutdown()
        httpd.server_close()
        thread.join()


def camel(value: Any) -> Any:
    """A request with all its names in camel case: the SDK mixes both forms. Schemas stay as they are."""
    if isinstance(value, list):
        return [camel(each) for each in value]
    if not isinstance(value, dict):
        return value
    named = {re.sub(r"_([a-z])", lambda found: found[1].upper(), name): each for name, each in value.items()}
    return {name: each if name.endswith("Schema") else camel(each) for name, each in named.items()}


class _HttpServer(ThreadingHTTPServer):
    daemon_threads = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.stand_in = GeminiServer(self.server_address[1])


class _Handler(BaseHTTPRequestHandler):
    server: _HttpServer
    protocol_version = "HTTP/1.1"
    timeout = 5

    def do_POST(self) -> None:
        self._answer("POST")

    def do_GET(self) -> None:
        self._answer("GET")

    def log_message(self, format: str, *args: Any) -> None:
        """Says nothing; what was asked is kept."""

    def _answer(self, method: str) -> None:
        server = self.server.stand_in
        path = urlsplit(self.path).path
        routes: list[Route] = [name for name, how, form in _ROUTES if how == method and re.search(form, path)]
        route = routes[0] if routes else "other"
        raw = self.rfile.read(int(self.headers.get("content-length") or 0))
        server.asked.append(
            Asked(route, self.path, dict(self.headers.items()), camel(json.loads(raw)) if raw else None)
        )
        by_body = server.answers_by.get(route)
        reply = server.take(route) if by_body is None else by_body(server.asked[-1].body)
        if reply.wait is not None:
            reply.wait.wait(10)
        self.close_connection = True
        if reply.breaks == "before":
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.kind)
        self.send_header("Connection", "close")
        if reply.kind != "text/event-stream":
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        sent = reply.body[: len(reply.body) // 2] if reply.breaks == "within" else reply.body
        self.wfile.write(sent)
