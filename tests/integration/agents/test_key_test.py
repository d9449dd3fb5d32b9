"""Testing a key: what it can see, at no cost, over HTTP with the real SDK."""

from __future__ import annotations

import asyncio

import pytest

from studio.agents.gemini.gemini_provider import GeminiProvider
from studio.agents.gemini.gemini_settings import GeminiSettings
from studio.agents.provider_failure import FailureKind, ProviderFailure
from tests.stand_in.gemini_server import GeminiServer, Reply, failure, json_reply


def seen(settings: GeminiSettings) -> tuple[str, ...]:
    """The models that a key sees."""

    async def look() -> tuple[str, ...]:
        provider = GeminiProvider(settings)
        try:
            return await provider.visible_models()
        finally:
            await provider.close()

    return asyncio.run(look())


def test_that_a_good_key_lists_its_models(server: GeminiServer, settings: GeminiSettings) -> None:
    server.answer("models", json_reply({"models": [{"name": "models/gemini-b"}, {"name": "models/gemini-a"}]}))
    assert seen(settings) == ("gemini-a", "gemini-b")


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (failure(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key."), "key"),
        (failure(401, "UNAUTHENTICATED", "no"), "key"),
        (failure(403, "PERMISSION_DENIED", "no"), "forbidden"),
        (failure(503, "UNAVAILABLE", "busy"), "unavailable"),
        (Reply(breaks="before"), "interrupted"),
    ],
)
def test_that_a_key_that_does_not_work_is_told_why(
    server: GeminiServer, settings: GeminiSettings, reply: Reply, kind: FailureKind
) -> None:
    server.answer("models", reply)
    with pytest.raises(ProviderFailure) as caught:
        seen(settings)
    assert caught.value.kind == kind
    assert settings.api_key not in caught.value.message
