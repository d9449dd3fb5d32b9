"""Google's Firestore emulator as a process of its own, with rules; spoken to over plain HTTP as Firebase's web does.

Without a token a call is a stranger's from the street; ``OWNER`` passes by all rules, as a service account does.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.repository import ROOT

RULES_FILE = ROOT / "resources/firebase/firestore.rules"
OWNER = "owner"
"""As a token: no rule is asked."""

_PACKAGE = "google-cloud-cli-firestore-emulator"
_USUAL_JAR = Path("/usr/lib/google-cloud-sdk/platform/cloud-firestore-emulator/cloud-firestore-emulator.jar")
_MAIN = "com.google.cloud.datastore.emulator.firestore.CloudFirestore"
_HOW = (
    f"run tools/setup, or: apt-get install {_PACKAGE} openjdk-17-jre-headless (Google's apt repository has the first)"
)
_UP_S = 60.0


def emulator_jar() -> Path | None:
    """Where the emulator's package put it; None where it is not installed. FIRESTORE_EMULATOR_JAR names another."""
    named = os.environ.get("FIRESTORE_EMULATOR_JAR")
    candidates = [Path(named)] if named else [_USUAL_JAR]
    if not named and shutil.which("dpkg"):
        listed = subprocess.run(["dpkg", "-L", _PACKAGE], capture_output=True, text=True, check=False).stdout
        candidates += [Path(line) for line in listed.splitlines() if line.endswith("emulator.jar")]
    return next((path for path in candidates if path.is_file()), None)


def user_token(uid: str, *, email: str | None = None, is_verified: bool = True, life_s: int = 3600) -> str:
    """An ID token as Firebase's, unsigned: the emulator believes it."""
    now = int(time.time())
    claims: dict[str, Any] = {"sub": uid, "user_id": uid, "iat": now, "exp": now + life_s, "auth_time": now}
    if email is not None:
        claims |= {"email": email, "email_verified": is_verified}
    return ".".join((*(_encoded(part) for part in ({"alg": "none", "typ": "JWT"}, claims)), ""))


def _encoded(part: Mapping[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


@dataclass(frozen=True, slots=True)
class Answer:
    """What the emulator answered; ``body`` is JSON."""

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


@dataclass(frozen=True, slots=True)
class FirestoreEmulator:
    """A running emulator, and a Firebase project in it that nobody else uses."""

    place: str
    firebase_project: str

    @property
    def documents(self) -> str:
        """Above all documents, as the wire names it."""
        return f"projects/{self.firebase_project}/databases/(default)/documents"

    def ask(self, method: str, path: str, body: Any = None, *, token: str | None = None) -> Answer:
        """One call: ``v1/…`` of Firestore, ``emulator/v1/…`` of the emulator's own."""
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"http://{self.place}/{path}", data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return Answer(answer.status, json.loads(answer.read() or b"null"))
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, json.loads(error.read() or b"null"))

    def commit(self, writes: list[dict[str, Any]], *, token: str | None = None) -> Answer:
        """Writes all or nothing, each as the wire has it (REST ``Write``)."""
        return self.ask("POST", f"v1/{self.documents}:commit", {"writes": writes}, token=token)

    def get(self, path: str, *, token: str | None = None) -> Answer:
        """One document."""
        return self.ask("GET", f"v1/{self.documents}/{path}", token=token)

    def set_rules(self, rules: str) -> Answer:
        """Has other rules from now on."""
        files = {"rules": {"files": [{"name": "firestore.rules", "content": rules}]}}
        return self.ask("PUT", f"emulator/v1/projects/{self.firebase_project}:securityRules", files)

    def clear(self) -> None:
        """Throws all documents away."""
        answer = self.ask("DELETE", f"emulator/v1/{self.documents}")
        assert answer.is_ok, answer

    def rule_coverage(self) -> Any:
        """Which expressions of the rules were evaluated, and to what, since the rules were set."""
        answer = self.ask("GET", f"emulator/v1/projects/{self.firebase_project}:ruleCoverage")
        assert answer.is_ok, answer
        return answer.body


@contextlib.contextmanager
def running_emulator(*, rules: str | None = None) -> Iterator[FirestoreEmulator]:
    """Google's emulator for a block, on a port of its own; ``rules`` instead of the product's.

    Where it is not installed the test is skipped; on CI (the variable CI) that is a failure.
    """
    jar, java = emulator_jar(), shutil.which("java")
    if jar is None or java is None:
        missing = f"Google's Firestore emulator is not here ({'no Java' if java is None else 'no JAR'}): {_HOW}."
        if os.environ.get("CI"):
            pytest.fail(missing, pytrace=False)
        pytest.skip(missing)
    text = RULES_FILE.read_text("utf-8") if rules is None else rules
    with tempfile.TemporaryDirectory(prefix="firestore-") as name, _process(java, jar, Path(name), text) as place:
        emulator = FirestoreEmulator(place, f"demo-{uuid.uuid4().hex[:8]}")
        # Rules that do not compile are told here, with the line.
        answer = emulator.set_rules(text)
        assert answer.is_ok, f"The rules do not compile: {answer.body}"
        yield emulator


@contextlib.contextmanager
def _process(java: str, jar: Path, folder: Path, rules: str) -> Iterator[str]:
    (folder / "firestore.rules").write_text(rules, "utf-8")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    command = [java, "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", str(jar), _MAIN]
    command += ["--host", "127.0.0.1", "--port", str(port), "--rules", str(folder / "firestore.rules")]
    log = folder / "emulator.log"
    with log.open("ab") as out:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, cwd=folder)
    try:
        _wait_until_up(process, port, log)
        yield f"127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def _wait_until_up(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + _UP_S
    while time.monotonic() < deadline:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            assert process.poll() is None, log.read_text("utf-8", "replace")
            time.sleep(0.1)
    raise AssertionError(f"The emulator did not come up: {log.read_text('utf-8', 'replace')}")
