"""What Google's emulators have in common: how they are asked, and what a test does where one is not installed."""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any, NoReturn

import pytest


class EmulatorMissing(Exception):
    """One of Google's emulators, or what it runs on, is not installed."""


def do_without(missing: EmulatorMissing) -> NoReturn:
    """Skips the test; on CI (the variable CI) that is a failure."""
    if os.environ.get("CI"):
        pytest.fail(str(missing), pytrace=False)
    pytest.skip(str(missing))


@dataclass(frozen=True, slots=True)
class Answer:
    """What an emulator answered; ``body`` is JSON."""

    status: int
    body: Any

    @property
    def is_denied(self) -> bool:
        """Whether the rules said no."""
        return self.status == 403

    @property
    def is_ok(self) -> bool:
        """Whether it was done."""
        return self.status == 200


def ask(place: str, method: str, path: str, body: Any = None, *, token: str | None = None) -> Answer:
    """One call over plain HTTP, as Firebase's web makes it; without a token it is a stranger's from the street."""
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"http://{place}/{path}", data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return Answer(answer.status, json.loads(answer.read() or b"null"))
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, json.loads(error.read() or b"null"))
