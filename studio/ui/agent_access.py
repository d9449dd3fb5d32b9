"""How this person reaches a model: what is set, the key, and whether it works."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from studio.agents.gemini.gemini_settings import GeminiSettings
from studio.workflows.agent_settings import AgentSettings, gemini_access, load_agent_settings, save_agent_settings
from studio.workflows.key_ring import KeyPlace, KeyRing

if TYPE_CHECKING:
    from studio.agents.model_provider import ModelProvider


@dataclass(frozen=True, slots=True)
class Access:
    """What is set, and how a model is reached with it; without a key or a project nobody is."""

    settings: AgentSettings
    reach: GeminiSettings


class AgentAccess:
    """Reads and keeps the settings away from the GUI thread: the system's keyring may take its time."""

    def __init__(self, keys: KeyRing | None = None) -> None:
        self._keys = keys or KeyRing()
        self.now = Access(AgentSettings(), GeminiSettings())

    async def load(self) -> Access:
        """Reads what is set, and the key."""
        self.now = await asyncio.to_thread(_read, self._keys)
        return self.now

    async def keep(self, settings: AgentSettings, *, key: str = "") -> tuple[Access, KeyPlace | None]:
        """Keeps the settings, and a key where one is given; tells where that lies."""
        place = await asyncio.to_thread(_keep, self._keys, settings, key)
        return await self.load(), place

    async def forget_key(self) -> Access:
        """Takes the key out of the keyring."""
        await asyncio.to_thread(self._keys.forget)
        return await self.load()

    def provider(self) -> ModelProvider:
        """Who answers with what is set now."""
        from studio.workflows.tasks.agents_desk import provider_for

        return provider_for(self.now.reach)

    async def visible_models(self, settings: AgentSettings, *, key: str = "") -> tuple[str, ...]:
        """The models that a key sees, at no cost; the kept key's where none is given.

        Raises:
            ProviderFailure: it does not work, and why.
        """
        from studio.workflows.tasks.agents_desk import provider_for

        reach = await asyncio.to_thread(gemini_access, settings, self._keys)
        provider = provider_for(replace(reach, api_key=key, project=None) if key else reach)
        try:
            return await provider.visible_models()
        finally:
            await provider.close()


def _read(keys: KeyRing) -> Access:
    settings = load_agent_settings()
    return Access(settings, gemini_access(settings, keys))


def _keep(keys: KeyRing, settings: AgentSettings, key: str) -> KeyPlace | None:
    save_agent_settings(settings)
    return keys.keep(key) if key else None
