"""What is set for the agents, and where the key lies."""

from __future__ import annotations

from pathlib import Path

from keyring.errors import NoKeyringError

from studio.agents.model_provider import Usage
from studio.workflows.agent_settings import (
    AgentSettings,
    PriceFields,
    gemini_access,
    load_agent_settings,
    save_agent_settings,
)
from studio.workflows.key_ring import KeyRing


class MemoryBackend:
    """A keyring in memory."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self.kept.pop((service, username), None)


class NoBackend:
    """A system without a keyring."""

    def get_password(self, service: str, username: str) -> str | None:
        raise NoKeyringError(service + username)

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NoKeyringError(service + username + password)

    def delete_password(self, service: str, username: str) -> None:
        raise NoKeyringError(service + username)


def test_that_what_is_set_is_there_again_without_the_key(tmp_path: Path) -> None:
    prices = {"gemini-x": PriceFields(token_in=1, picture=0.5)}
    settings = AgentSettings(text_model="gemini-x", picture_size="4K", prices=prices)
    save_agent_settings(settings, tmp_path)
    assert load_agent_settings(tmp_path) == settings
    keys = KeyRing(MemoryBackend())
    assert keys.keep("canary-key") == "keyring"
    save_agent_settings(settings, tmp_path)
    assert all(b"canary" not in path.read_bytes() for path in tmp_path.rglob("*"))
    table = settings.price_table()
    assert table.cost("gemini-x", Usage(prompt_tokens=1_000_000, pictures=2)) == 2.0


def test_that_a_damaged_file_is_as_none(tmp_path: Path) -> None:
    (tmp_path / "agents.json").write_text('{"artistBar": "high"', encoding="utf-8")
    assert load_agent_settings(tmp_path) == AgentSettings()
    (tmp_path / "agents.json").write_text('{"artistBar": 7}', encoding="utf-8")
    assert load_agent_settings(tmp_path) == AgentSettings()


def test_that_the_environment_goes_before_the_keyring() -> None:
    keys = KeyRing(MemoryBackend())
    keys.keep("kept")
    assert gemini_access(AgentSettings(), keys, environment={}).api_key == "kept"
    assert gemini_access(AgentSettings(), keys, environment={"GEMINI_API_KEY": "told"}).api_key == "told"
    access = gemini_access(AgentSettings(project="mine", location="asia"), keys, environment={})
    assert (access.project, access.location, access.api_key) == ("mine", "asia", "")


def test_that_without_a_keyring_the_key_lives_with_the_program_alone() -> None:
    keys = KeyRing(NoBackend())
    assert keys.key() == ""
    assert keys.keep("canary-key") == "session"
    assert keys.key() == "canary-key"
    assert "canary" not in repr(keys) + repr(gemini_access(AgentSettings(), keys, environment={}))
    keys.forget()
    assert keys.key() == ""
