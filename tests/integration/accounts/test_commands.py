"""``dreamfactory account`` as a person types it."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from studio.cli import main
from studio.errors import StudioError
from studio.workflows.account_commands import open_account, sign_in
from tests.integration.accounts.conftest import PASSWORD, Machine
from tests.stand_in.auth_emulator import AuthEmulator
from tests.stand_in.auth_server import API_KEY


@pytest.fixture
def config(tmp_path: Path, emulated: AuthEmulator, monkeypatch: pytest.MonkeyPatch) -> Path:
    emulated.add("mina@example.com", PASSWORD)
    monkeypatch.setenv("FIREBASE_AUTH_EMULATOR_HOST", emulated.place)
    path = tmp_path / "firebase.json"
    path.write_text(json.dumps({"apiKey": API_KEY, "projectId": "film-team"}), encoding="utf-8")
    return path


def test_that_without_a_team_it_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["account", "status"]) == 1
    assert "paste its Firebase configuration" in capsys.readouterr().err


def test_that_the_configuration_is_kept_and_the_status_is_json(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["account", "status", "--config", str(config)]) == 0
    capsys.readouterr()
    assert main(["account", "status", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"signedIn": False}
    assert main(["account", "sign-out"]) == 0


def test_that_the_password_is_read_from_standard_input(
    config: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    assert main(["account", "sign-in", "--email", "mina@example.com", "--config", str(config)]) == 0
    said = capsys.readouterr()
    assert said.out == "mina@example.com is signed in.\n" and PASSWORD not in said.err


def test_that_a_wrong_password_is_one_line(
    config: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("wrong\n"))
    assert main(["account", "sign-in", "--email", "mina@example.com", "--config", str(config)]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_that_without_a_keyring_it_says_nobody_stays_signed_in(config: Path, machine: Machine) -> None:
    open_account(config)
    machine.ring.works = False
    with pytest.raises(StudioError, match="no keyring"):
        sign_in(machine.account(), "mina@example.com", keys=io.StringIO(f"{PASSWORD}\n"))
