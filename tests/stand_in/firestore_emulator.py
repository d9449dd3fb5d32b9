"""Google's Firestore emulator as a process of its own, with rules, and people who may sign in to it.

One process holds many Firebase projects, each with rules of its own. ``OWNER`` passes by all rules, as a service
account does.
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
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from studio.collab.document_store import Put, Unavailable
from studio.collab.firestore_token import PersonToken
from studio.collab.team_store import TeamPlace, open_team_store
from studio.model.ids import PROJECT_PATH
from tests.repository import ROOT
from tests.stand_in.google_emulator import Answer, EmulatorMissing, ask, do_without

RULES_FILE = ROOT / "resources/firebase/firestore.rules"
OWNER = "owner"
"""As a token: no rule is asked."""
_CANCELLED, _MOST_CLEARED = 499, 5
ROLES_ALONE = """rules_version = '2';
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
"""Rules that know who may read and who may write, and nothing of what is written: for what is about the wire."""

_PACKAGE = "google-cloud-cli-firestore-emulator"
_USUAL_JAR = Path("/usr/lib/google-cloud-sdk/platform/cloud-firestore-emulator/cloud-firestore-emulator.jar")
_MAIN = "com.google.cloud.datastore.emulator.firestore.CloudFirestore"
_HOW = (
    f"run tools/setup, or: apt-get install {_PACKAGE} openjdk-17-jre-headless (Google's apt repository has the first)"
)
_JVM = ("-Xmx1g", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""Compiled quickly rather than well: it lives for a minute, and the tests' processors are few."""
_UP_S = 60.0


def emulator_jar() -> Path | None:
    """Where the emulator's package put it; None where it is not installed. FIRESTORE_EMULATOR_JAR names another."""
    named = os.environ.get("FIRESTORE_EMULATOR_JAR")
    candidates = [Path(named)] if named else [_USUAL_JAR]
    if not named and shutil.which("dpkg"):
        listed = subprocess.run(["dpkg", "-L", _PACKAGE], capture_output=True, text=True, check=False).stdout
        candidates += [Path(line) for line in listed.splitlines() if line.endswith("emulator.jar")]
    return next((path for path in candidates if path.is_file()), None)


def user_token(
    uid: str, *, email: str | None = None, is_verified: bool = True, life_s: int = 3600, serial: int = 0
) -> str:
    """An ID token as Firebase's, unsigned: the emulator believes it. ``serial`` tells two of one person apart."""
    now = int(time.time())
    claims: dict[str, Any] = {"sub": uid, "user_id": uid, "iat": now, "exp": now + life_s, "auth_time": now}
    if email is not None:
        claims |= {"email": email, "email_verified": is_verified}
    if serial:
        claims |= {"serial": serial}
    return ".".join((*(_encoded(part) for part in ({"alg": "none", "typ": "JWT"}, claims)), ""))


def person(uid: str) -> PersonToken:
    """Somebody whose token can be renewed."""
    tokens = [user_token(uid)]

    def renew() -> str:
        tokens.append(user_token(uid, serial=len(tokens)))
        return tokens[-1]

    return PersonToken(lambda: tokens[-1], renew)


def _encoded(part: Mapping[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


@dataclass(frozen=True, slots=True)
class FirestoreEmulator:
    """A running emulator, and one Firebase project in it."""

    place: str
    firebase_project: str

    @property
    def documents(self) -> str:
        """Above all documents, as the wire names it."""
        return f"projects/{self.firebase_project}/databases/(default)/documents"

    def ask(self, method: str, path: str, body: Any = None, *, token: str | None = None) -> Answer:
        """One call: ``v1/…`` of Firestore, ``emulator/v1/…`` of the emulator's own."""
        return ask(self.place, method, path, body, token=token)

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

    def beside(self, firebase_project: str, *, rules: str) -> FirestoreEmulator:
        """Another Firebase project in it, with rules of its own."""
        other = replace(self, firebase_project=firebase_project)
        # Rules that do not compile are told here, with the line.
        answer = other.set_rules(rules)
        assert answer.is_ok, f"The rules do not compile: {answer.body}"
        return other

    def clear(self) -> None:
        """Throws all documents away."""
        answer = self.ask("DELETE", f"emulator/v1/{self.documents}")
        for _ in range(_MOST_CLEARED):
            if answer.status != _CANCELLED:
                break
            # It tells whoever listens, and fails over one that has just gone.
            answer = self.ask("DELETE", f"emulator/v1/{self.documents}")
        assert answer.is_ok, answer

    def rule_coverage(self) -> Any:
        """Which expressions of the rules were evaluated, and to what, since the rules were set."""
        answer = self.ask("GET", f"emulator/v1/projects/{self.firebase_project}:ruleCoverage")
        assert answer.is_ok, answer
        return answer.body


class EmulatorProcess:
    """The emulator on a port of its own; ``stop`` and ``start`` again on the same one, where it knows nothing any more.

    Raises:
        EmulatorMissing: it is not installed.
    """

    def __init__(self, folder: Path) -> None:
        jar, java = emulator_jar(), shutil.which("java")
        if jar is None or java is None:
            missing = "no Java" if java is None else "no JAR"
            raise EmulatorMissing(f"Google's Firestore emulator is not here ({missing}): {_HOW}.")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port: int = free.getsockname()[1]
        self.place = f"127.0.0.1:{self._port}"
        self._folder = folder
        self._command = [java, *_JVM, "-cp", str(jar), _MAIN, "--host", "127.0.0.1", "--port", str(self._port)]
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *, rules: str | None = None, export: Path | None = None) -> None:
        """Starts it, with the product's rules where there are no others, and what was exported to a file."""
        rules_file, log = self._folder / "firestore.rules", self._folder / "emulator.log"
        rules_file.write_text(RULES_FILE.read_text("utf-8") if rules is None else rules, "utf-8")
        command = [*self._command, "--rules", str(rules_file)]
        if export is not None:
            command += ["--seed_from_export", str(export)]
        with log.open("ab") as out:
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, cwd=self._folder
            )
        deadline = time.monotonic() + _UP_S
        while time.monotonic() < deadline:
            try:
                with socket.create_connection(("127.0.0.1", self._port), timeout=1):
                    return
            except OSError:
                assert self._process.poll() is None, log.read_text("utf-8", "replace")
                time.sleep(0.1)
        raise AssertionError(f"The emulator did not come up: {log.read_text('utf-8', 'replace')}")

    def project(self, firebase_project: str | None = None, *, rules: str | None = None) -> FirestoreEmulator:
        """A Firebase project in it, one that nobody else uses where it has no name; with the product's rules."""
        text = RULES_FILE.read_text("utf-8") if rules is None else rules
        name = firebase_project or f"demo-{uuid.uuid4().hex[:8]}"
        return FirestoreEmulator(self.place, name).beside(name, rules=text)

    def export(self, project: FirestoreEmulator) -> Path:
        """Writes down all that a project holds, for ``start``."""
        body = {"database": f"projects/{project.firebase_project}/databases/(default)"}
        body |= {"export_directory": str(self._folder), "export_name": "export"}
        answer = project.ask("POST", f"emulator/v1/projects/{project.firebase_project}:export", body)
        assert answer.is_ok, answer
        return next((self._folder / "export").glob("*.overall_export_metadata"))

    def stop(self) -> None:
        """Kills it."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


@contextlib.contextmanager
def emulator_process(*, rules: str | None = None) -> Iterator[EmulatorProcess]:
    """Google's emulator for a block.

    Where it is not installed the test is skipped; on CI (the variable CI) that is a failure.
    """
    with tempfile.TemporaryDirectory(prefix="firestore-") as name:
        try:
            process = EmulatorProcess(Path(name))
        except EmulatorMissing as missing:
            do_without(missing)
        try:
            process.start(rules=rules)
            yield process
        finally:
            process.stop()


@contextlib.contextmanager
def running_emulator(*, rules: str | None = None) -> Iterator[FirestoreEmulator]:
    """A Firebase project in an emulator of its own, for a block; ``rules`` instead of the product's."""
    with emulator_process(rules=rules) as process:
        yield process.project(rules=rules)


def warm_up(emulator: FirestoreEmulator) -> None:
    """The first call takes the emulator seconds where the machine is busy."""
    place = TeamPlace(emulator.firebase_project, "warm", emulator=emulator.place)
    store = open_team_store(place, PersonToken(lambda: OWNER, lambda: OWNER))
    for _ in range(10):
        with contextlib.suppress(Unavailable):
            store.commit([Put(PROJECT_PATH, {})])
            break
    store.close()
