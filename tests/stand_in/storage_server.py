"""A server that speaks Firebase Storage's wire, with faults: Google's own stand-in cannot be had offline."""

from __future__ import annotations

import json
import re
import secrets
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

_LONGEST_HOLD_S = 20.0


@dataclass(slots=True)
class Upload:
    """A file that comes in pieces."""

    name: str
    size: int
    data: bytearray = field(default_factory=bytearray)
    is_final: bool = False


@dataclass(slots=True)
class StorageServer:
    """What it keeps, what it was asked, and what it gets wrong.

    What is there is never written again, as the rules say. ``faults`` are taken one a request: a status to answer
    with, ``"break"`` for an answer that ends half-way, ``"hold"`` for one that waits until ``gate`` is open.
    """

    url: str
    bucket: str
    files: dict[str, bytes] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    faults: deque[int | str] = field(default_factory=deque)
    upload_host: str | None = None
    stored: list[str] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)

    def store(self, name: str, data: bytes) -> bool:
        """Keeps a file under a name that is free."""
        if name in self.files:
            return False
        self.files[name] = data
        self.stored.append(name)
        return True


@contextmanager
def storage_server(bucket: str = "team.appspot.com") -> Iterator[StorageServer]:
    """A running server."""
    state: StorageServer

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle(self) -> None:
            # Who asked may have been killed.
            with suppress(ConnectionError):
                super().handle()

        def do_GET(self) -> None:
            self._answer("GET")

        def do_POST(self) -> None:
            self._answer("POST")

        def log_message(self, format: str, *args: Any) -> None:
            pass

        def _answer(self, method: str) -> None:
            parts = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(parts.query).items()}
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            command = self.headers.get("X-Goog-Upload-Command", "")
            state.asked.append(f"{method} {command or self.headers.get('X-Goog-Upload-Protocol', '')}".strip())
            token = self.headers.get("Authorization", "").removeprefix("Firebase ")
            state.tokens.append(token)
            fault = state.faults.popleft() if state.faults else None
            if fault == "hold":
                state.gate.wait(_LONGEST_HOLD_S)
            if isinstance(fault, int):
                return self._reply(fault, b"{}")
            if token in state.refused or not token:
                return self._reply(401, b"{}")
            match = re.fullmatch(rf"/v0/b/{re.escape(state.bucket)}/o(?:/([^/]+))?", parts.path)
            if match is None:
                return self._reply(404, b"{}")
            name = unquote(match[1]) if match[1] else query.get("name", "")
            if method == "GET":
                return self._get(name, is_whole="alt" in query, breaks=fault == "break")
            return self._post(name, query, command, body, breaks=fault == "break")

        def _get(self, name: str, *, is_whole: bool, breaks: bool) -> None:
            data = state.files.get(name)
            if data is None:
                return self._reply(404, b"{}")
            if not is_whole:
                return self._reply(200, json.dumps({"name": name, "size": str(len(data))}).encode())
            if span := re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", "")):
                start = int(span[1])
                return self._reply(206 if start < len(data) else 416, data[start:], breaks=breaks)
            return self._reply(200, data, breaks=breaks)

        def _post(self, name: str, query: dict[str, str], command: str, body: bytes, *, breaks: bool) -> None:
            if self.headers.get("X-Goog-Upload-Protocol") == "multipart":
                boundary = self.headers["Content-Type"].partition("boundary=")[2].encode()
                _, about, data, _ = body.split(b"--" + boundary)
                assert json.loads(about.partition(b"\r\n\r\n")[2])["name"] == name
                is_new = state.store(name, data.partition(b"\r\n\r\n")[2][:-2])
                return self._reply(200 if is_new else 403, b"{}", breaks=breaks)
            if command == "start":
                key = secrets.token_hex(8)
                state.uploads[key] = Upload(name, int(self.headers["X-Goog-Upload-Header-Content-Length"]))
                host = state.upload_host or state.url
                where = f"{host}/v0/b/{state.bucket}/o?name={name}&upload_id={key}"
                return self._reply(200, b"{}", {"X-Goog-Upload-URL": where, "X-Goog-Upload-Status": "active"})
            upload = state.uploads.get(query.get("upload_id", ""))
            if upload is None:
                return self._reply(410, b"{}")
            if command.startswith("upload"):
                if int(self.headers["X-Goog-Upload-Offset"]) != len(upload.data):
                    return self._reply(400, b"{}")
                upload.data += body[: len(body) // 2] if breaks else body
                if command.endswith("finalize") and not breaks:
                    assert len(upload.data) == upload.size
                    upload.is_final = True
                    if not state.store(upload.name, bytes(upload.data)):
                        return self._reply(403, b"{}")
                if breaks:
                    self.close_connection = True
                    return None
            received = {
                "X-Goog-Upload-Status": "final" if upload.is_final else "active",
                "X-Goog-Upload-Size-Received": str(len(upload.data)),
            }
            return self._reply(200, b"{}", received)

        def _reply(
            self, status: int, body: bytes, headers: dict[str, str] | None = None, *, breaks: bool = False
        ) -> None:
            self.send_response(status)
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) // 2] if breaks else body)
            self.close_connection = breaks

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state = StorageServer(f"http://127.0.0.1:{server.server_port}", bucket)
    thread = threading.Thread(target=lambda: server.serve_forever(poll_interval=0.02), name="storage stand-in")
    thread.start()
    try:
        yield state
    finally:
        state.gate.set()
        server.shutdown()
        server.server_close()
        thread.join()
