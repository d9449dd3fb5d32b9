"""Google's Firestore emulator as a process, and people who may sign in to it."""

from __future__ import annotations

import base64
import contextlib
import json
import shutil
import socket
import subprocess
import time
import urllib.request
from pathlib import Path

from studio.collab.document_store import Put, Unavailable
from studio.collab.firestore_token import PersonToken
from studio.collab.team_store import TeamPlace, open_team_store
from studio.model.ids import PROJECT_PATH

JAR = Path("/usr/lib/google-cloud-sdk/platform/cloud-firestore-emulator/cloud-firestore-emulator.jar")
MAIN = "com.google.cloud.datastore.emulator.firestore.CloudFirestore"
FIREBASE_PROJECT = "demo"
RULES = """rules_version = '2';
service cloud.firestore {
  match /databases/{db}/documents/projects/{p} {
    function role() {
      return get(/databases/$(db)/documents/projects/$(p)).data.memberRoles.get(request.auth.uid, 'none');
    }
    function mayWrite() { return request.auth != null && role() in ['owner', 'editor']; }
    function mayRead() { return request.auth != null && role() in ['owner', 'editor', 'viewer']; }
    allow create: if request.auth != null && request.resource.data.memberRoles[request.auth.uid] == 'owner';
    allow read: if mayRead();
    allow update: if mayWrite();
    match /{rest=**} { allow read: if mayRead(); }
    match /{kind}/{rest=**} { allow create, delete: if mayWrite(); allow update: if mayWrite() && kind != 'journal'; }
  }
}
"""
_JVM = ("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""Compiled quickly rather than well: it lives for a minute, and the tests' processors are few."""


class EmulatorMissing(Exception):
    """Google's emulator, or the Java that it needs, is not installed."""

    def __str__(self) -> str:
        return (
            "Google's Firestore emulator is not here: apt-get install google-cloud-cli-firestore-emulator "
            "openjdk-17-jre-headless (Google's apt repository has the first)."
        )


class FirestoreEmulator:
    """A running emulator; ``stop`` and ``start`` again on the same port."""

    def __init__(self, folder: Path, rules: str) -> None:
        self._folder = folder
        self._rules = folder / "firestore.rules"
        self._rules.write_text(rules, "utf-8")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.port}"

    def start(self) -> None:
        java = shutil.which("java")
        if java is None or not JAR.exists():
            raise EmulatorMissing
        command = [java, *_JVM, "-cp", str(JAR), MAIN, "--host", "127.0.0.1", "--port", str(self.port)]
        with (self._folder / "emulator.log").open("ab") as log:
            self._process = subprocess.Popen(
                [*command, "--rules", str(self._rules)], stdout=log, stderr=log, cwd=self._folder
            )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=1):
                    return
            except OSError:
                assert self._process.poll() is None, (self._folder / "emulator.log").read_text()
                time.sleep(0.1)
        raise AssertionError("The emulator does not come up.")

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def set_rules(self, rules: str, *, firebase_project: str = FIREBASE_PROJECT) -> None:
        body = json.dumps({"rules": {"files": [{"name": "firestore.rules", "content": rules}]}}).encode()
        self._ask("PUT", f"emulator/v1/projects/{firebase_project}:securityRules", body)

    def clear(self) -> None:
        self._ask("DELETE", f"emulator/v1/projects/{FIREBASE_PROJECT}/databases/(default)/documents")

    def _ask(self, method: str, path: str, body: bytes | None = None) -> None:
        headers = {"content-type": "application/json"} if body else {}
        request = urllib.request.Request(f"http://{self.place}/{path}", body, headers, method=method)
        with urllib.request.urlopen(request, timeout=10) as answer:
            answer.read()


def id_token(uid: str, *, serial: int = 0, life_s: int = 3600) -> str:
    """A token as Firebase's, unsigned, which the emulator takes; ``serial`` tells two of one person apart."""
    now = int(time.time())
    claims = {"sub": uid, "user_id": uid, "iat": now, "exp": now + life_s, "serial": serial, "aud": FIREBASE_PROJECT}
    parts = ({"alg": "none", "typ": "JWT"}, {**claims, "iss": f"https://securetoken.google.com/{FIREBASE_PROJECT}"})
    return ".".join(base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in parts) + "."


def person(uid: str) -> PersonToken:
    """Somebody whose token can be renewed."""
    serials = [0]

    def renew() -> str:
        serials[0] += 1
        return id_token(uid, serial=serials[0])

    return PersonToken(lambda: id_token(uid, serial=serials[0]), renew)


def warm_up(emulator: FirestoreEmulator) -> None:
    """The first call takes the emulator seconds where the machine is busy."""
    store = open_team_store(TeamPlace(FIREBASE_PROJECT, "warm", emulator=emulator.place), person("ann"))
    for _ in range(10):
        with contextlib.suppress(Unavailable):
            store.commit([Put(PROJECT_PATH, {"memberRoles": {"ann": "owner"}})])
            break
    store.close()
