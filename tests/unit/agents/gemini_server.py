"""A stand-in for Gemini's embeddings over HTTP: it records what was asked and answers as a test scripts it."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import numpy as np

Answer = tuple[int, Any]
DIMENSIONS = 768


def vector(seed: str) -> list[float]:
    """A direction that only this text has."""
    chance = np.random.default_rng(list(seed.encode()))
    return [round(float(value), 6) for value in chance.normal(size=DIMENSIONS)]


def embedded(meant: dict[str, str]) -> Callable[[list[str]], Answer]:
    """Answers with a vector of each text's own; those in ``meant`` lie where the text that begins so lies."""

    def answer(texts: list[str]) -> Answer:
        rows = [vector(meant.get(text, text.split(",")[0])) for text in texts]
        return 200, {"embeddings": [{"values": row} for row in rows]}

    return answer


@dataclass
class GeminiServer:
    """``base_url`` to give to the client; ``asked`` the texts of every request, the rest of it as it came."""

    answer: Callable[[list[str]], Answer]
    delay_s: float = 0.0
    base_url: str = ""
    asked: list[list[str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    bodies: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)


@contextmanager
def gemini_server(answer: Callable[[list[str]], Answer], *, delay_s: float = 0.0) -> Iterator[GeminiServer]:
    told = GeminiServer(answer, delay_s)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            requests = body["requests"]
            texts = ["".join(part["text"] for part in request["content"]["parts"]) for request in requests]
            told.asked.append(texts)
            told.paths.append(self.path)
            told.bodies.append(body)
            told.keys.append(self.headers.get("x-goog-api-key"))
            time.sleep(told.delay_s)
            code, wire = told.answer(texts)
            data = json.dumps(wire).encode()
            try:
                self.send_response(code)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)
            except (BrokenPipeError, ConnectionResetError):
                return

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = False
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    told.base_url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield told
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
