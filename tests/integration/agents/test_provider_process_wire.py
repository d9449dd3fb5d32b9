"""The model in a process of its own: the real SDK there, over HTTP, plain values here."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

import pytest

from studio.agents.gemini.gemini_settings import GeminiSettings
from studio.agents.model_provider import ModelProvider, PictureRequest, TextRequest
from studio.agents.provider_failure import ProviderFailure
from studio.workflows.tasks.agents_desk import provider_for
from tests.stand_in.gemini_server import (
    GeminiServer,
    Reply,
    failure,
    json_reply,
    parts_chunk,
    picture_part,
    stream_reply,
)

T = TypeVar("T")


def with_provider(settings: GeminiSettings, use: Callable[[ModelProvider], Awaitable[T]]) -> T:
    """What ``use`` returns of a provider that is closed behind it."""

    async def run() -> T:
        provider = provider_for(settings)
        try:
            return await use(provider)
        finally:
            await provider.close()

    return asyncio.run(run())


def test_that_answers_thoughts_and_failures_come_through(server: GeminiServer, settings: GeminiSettings) -> None:
    picture = bytes(range(256)) * 32_768
    server.answer(
        "stream",
        stream_reply(
            parts_chunk([{"text": "Hm.", "thought": True}]),
            parts_chunk([{"text": "Fine.", "thoughtSignature": "c2lnbmVk"}], finish="STOP"),
        ),
    )
    server.answer("text", failure(429, "RESOURCE_EXHAUSTED", "slow", retry_s=7))
    server.answer("text", json_reply(parts_chunk([picture_part(picture)], finish="STOP")))
    thoughts: list[str] = []

    async def use(provider: ModelProvider) -> None:
        answer = await provider.text(TextRequest(prompt="Hello."), on_thought=thoughts.append)
        assert answer.text == "Fine." and answer.turns[1]["parts"][-1]["thought_signature"] == "c2lnbmVk"
        with pytest.raises(ProviderFailure) as caught:
            await provider.picture(PictureRequest(prompt="Draw."))
        assert (caught.value.kind, caught.value.retry_after_s) == ("quota", 7)
        assert (await provider.picture(PictureRequest(prompt="Draw."))).data == picture

    with_provider(settings, use)
    assert thoughts == ["Hm."]


def test_that_a_cancelled_request_is_given_up_and_the_next_one_answered(
    server: GeminiServer, settings: GeminiSettings
) -> None:
    gate = threading.Event()
    held = replace(json_reply(parts_chunk([picture_part(b"late")], finish="STOP")), wait=gate)
    server.answer("text", held)
    server.answer("stream", stream_reply(parts_chunk([{"text": "Fine."}], finish="STOP")))

    async def use(provider: ModelProvider) -> str:
        drawing = asyncio.create_task(provider.picture(PictureRequest(prompt="Draw.")))
        while not server.of("text"):
            await asyncio.sleep(0.02)
        drawing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await drawing
        gate.set()
        return (await provider.text(TextRequest(prompt="Hello."))).text

    assert with_provider(settings, use) == "Fine."


def test_that_a_process_that_dies_is_a_failure_and_the_next_call_has_a_new_one(
    server: GeminiServer, settings: GeminiSettings
) -> None:
    gate = threading.Event()
    server.answer("text", Reply(wait=gate))
    server.answer("stream", stream_reply(parts_chunk([{"text": "Fine."}], finish="STOP")))

    async def use(provider: ModelProvider) -> str:
        import multiprocessing

        drawing = asyncio.create_task(provider.picture(PictureRequest(prompt="Draw.")))
        while not server.of("text"):
            await asyncio.sleep(0.02)
        for child in multiprocessing.active_children():
            if child.name == "model":
                child.kill()
        with pytest.raises(ProviderFailure) as caught:
            await drawing
        assert caught.value.kind == "interrupted"
        gate.set()
        return (await provider.text(TextRequest(prompt="Hello."))).text

    assert with_provider(settings, use) == "Fine."
