"""The team's Firebase project, as it is pasted and kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.collab.auth_service import AuthAddresses, addresses_by
from studio.collab.team_settings import TeamSettings, load_team_settings, read_team_config, save_team_settings
from studio.errors import InputError

JSON = '{"apiKey": "AIzaX", "authDomain": "f.example", "projectId": "film-team", "storageBucket": "film.example"}'
SCRIPT = """
const firebaseConfig = {
  apiKey: "AIzaX",
  projectId: 'film-team',
  storageBucket: "film.example",
};
"""
CLIENT = '{"installed":{"client_id":"desk.apps","project_id":"film-team","client_secret":"public"}}'


@pytest.mark.parametrize("text", [JSON, SCRIPT])
def test_that_the_console_configuration_is_read_however_it_was_copied(text: str) -> None:
    assert read_team_config(text) == TeamSettings(
        api_key="AIzaX", project_id="film-team", storage_bucket="film.example"
    )


def test_that_the_oauth_client_is_added_to_what_is_known() -> None:
    settings = read_team_config(CLIENT, read_team_config(JSON))
    assert (settings.api_key, settings.client_id, settings.client_secret) == ("AIzaX", "desk.apps", "public")
    assert settings.has_google


@pytest.mark.parametrize(
    "text", ["", "hello", '{"apiKey": "x"}', '{"projectId": "film"}', JSON.replace("film-team", "../x")]
)
def test_that_anything_else_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        read_team_config(text)


def test_that_the_settings_are_kept_and_a_broken_file_sets_nothing(tmp_path: Path) -> None:
    save_team_settings(read_team_config(JSON), tmp_path)
    assert load_team_settings(tmp_path) == read_team_config(JSON)
    (tmp_path / "team.json").write_text('{"apiKey": 3}', encoding="utf-8")
    assert load_team_settings(tmp_path) == TeamSettings()


def test_that_the_emulator_is_asked_where_one_is_named() -> None:
    assert addresses_by({}) == AuthAddresses()
    told = addresses_by({"FIREBASE_AUTH_EMULATOR_HOST": "localhost:9099"})
    assert told.tokens.startswith("http://localhost:9099/") and told.accounts.startswith("http://localhost:9099/")
