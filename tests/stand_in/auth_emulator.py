"""Google's Auth emulator as a process of its own, with the accounts of one Firebase project.

It is a part of firebase-tools; ``tests/auth_emulator`` has npm install that part alone. Its ID tokens are unsigned, as
the Firestore emulator believes them.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from studio.collab.auth_service import AuthAddresses, addresses_by
from tests.repository import ROOT
from tests.stand_in.firestore_emulator import OWNER
from tests.stand_in.google_emulator import Answer, EmulatorMissing, ask, do_without

_FOLDER = ROOT / "tests/auth_emulator"
_HOW = "run tools/setup (it needs Node.js and npm), or: cd tests/auth_emulator && npm ci"


@dataclass(frozen=True, slots=True)
class AuthEmulator:
    """A running emulator. What is done here is done by the project's owner, in Google's console."""

    place: str
    firebase_project: str

    @property
    def addresses(self) -> AuthAddresses:
        """Where the product finds it."""
        return addresses_by({"FIREBASE_AUTH_EMULATOR_HOST": self.place})

    def clear(self) -> None:
        """Throws all accounts away, and takes back what was set."""
        self._emulator("DELETE", "accounts")
        self.keep_addresses_private(is_on=False)

    def keep_addresses_private(self, *, is_on: bool = True) -> None:
        """Whether strangers may learn which addresses have an account; they may not in a new project of Google's."""
        self._emulator("PATCH", "config", {"emailPrivacyConfig": {"enableImprovedEmailPrivacy": is_on}})

    def add(self, email: str, password: str, *, name: str = "", is_verified: bool = False) -> str:
        """Makes an account, and tells its uid."""
        person = {"email": email, "password": password, "displayName": name, "emailVerified": is_verified}
        return str(self._accounts("", person).body["localId"])

    def verify(self, uid: str) -> None:
        """Takes the address as proved."""
        self._accounts(":update", {"localId": uid, "emailVerified": True})

    def disable(self, uid: str) -> None:
        """Switches an account off."""
        self._accounts(":update", {"localId": uid, "disableUser": True})

    def delete(self, uid: str) -> None:
        """Takes an account away."""
        self._accounts(":delete", {"localId": uid})

    def mails(self, email: str) -> list[tuple[str, str]]:
        """What was sent to an address, oldest first: the kind of mail and the link in it."""
        sent = self._emulator("GET", "oobCodes").body["oobCodes"]
        return [(each["requestType"], each["oobLink"]) for each in sent if each["email"] == email]

    def follow(self, email: str, kind: Literal["VERIFY_EMAIL", "PASSWORD_RESET"], *, also: str = "") -> Answer:
        """Opens the newest link of a kind, as the person does who got the mail; ``also`` is typed on its page."""
        link = next(link for each, link in reversed(self.mails(email)) if each == kind)
        return ask(self.place, "GET", link.split("/", 3)[3] + also)

    def _accounts(self, action: str, body: dict[str, Any]) -> Answer:
        path = f"identitytoolkit.googleapis.com/v1/projects/{self.firebase_project}/accounts{action}"
        return _done(ask(self.place, "POST", path, body, token=OWNER))

    def _emulator(self, method: str, what: str, body: Any = None) -> Answer:
        return _done(ask(self.place, method, f"emulator/v1/projects/{self.firebase_project}/{what}", body))


def _done(answer: Answer) -> Answer:
    assert answer.is_ok, answer
    return answer


@contextlib.contextmanager
def auth_emulator(firebase_project: str) -> Iterator[AuthEmulator]:
    """Google's emulator for a block, on a port of its own.

    Where it is not installed the test is skipped; on CI (the variable CI) that is a failure.
    """
    node, installed = shutil.which("node"), _FOLDER / "node_modules/.package-lock.json"
    if node is None or not installed.is_file():
        missing = "no Node.js" if node is None else "not installed"
        do_without(EmulatorMissing(f"Google's Auth emulator is not here ({missing}): {_HOW}."))
    with tempfile.TemporaryDirectory(prefix="auth-") as name, (Path(name) / "log").open("w+") as log:
        process = subprocess.Popen(
            [node, "serve.js", firebase_project],
            cwd=_FOLDER,
            env={**os.environ, "XDG_CONFIG_HOME": name},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        with process:
            assert process.stdout is not None
            try:
                port = process.stdout.readline().strip()
                assert port, (Path(name) / "log").read_text("utf-8")
                yield AuthEmulator(f"127.0.0.1:{port}", firebase_project)
            finally:
                process.kill()
