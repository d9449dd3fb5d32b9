"""Pictures through the real SDK."""

from __future__ import annotations

import asyncio
import base64

import pytest

from studio.agents.gemini.gemini_provider import GeminiProvider
from studio.agents.gemini.gemini_settings import GeminiSettings
from studio.agents.model_provider import Attached, PictureAnswer, PictureRequest
from studio.agents.provider_failure import ProviderFailure
from tests.stand_in.gemini_server import GeminiServer, Reply, failure, json_reply, parts_chunk, picture_part


def drawn(settings: GeminiSettings, request: PictureRequest) -> PictureAnswer:
    """The answer of a provider that is closed behind it."""

    async def draw() -> PictureAnswer:
        provider = GeminiProvider(settings)
        try:
            return await provider.picture(request)
        finally:
            await provider.close()

    return asyncio.run(draw())


def test_that_fourteen_references_go_in_their_order_each_behind_its_label(
    server: GeminiServer, settings: GeminiSettings
) -> None:
    draft, meant = b"a draft", b"the picture"
    server.answer(
        "text", json_reply(parts_chunk([picture_part(draft, is_thought=True), picture_part(meant)], finish="STOP"))
    )
    references = tuple(Attached(bytes([place]), "image/png", f"Reference {place}:") for place in range(14))
    answer = drawn(settings, PictureRequest(prompt="Draw.", references=references, aspect="21:9", size="4K"))

    assert answer.data == meant and answer.usage.pictures == 1
    (sent,) = server.of("text")
    assert "/models/gemini-3-pro-image:" in sent.path
    parts = sent.body["contents"][0]["parts"]
    assert [part["text"] for part in parts[:-1:2]] == [f"Reference {place}:" for place in range(14)]
    assert [base64.b64decode(part["inlineData"]["data"])[0] for part in parts[1::2]] == list(range(14))
    assert parts[-1]["text"] == "Draw."
    assert sent.body["generationConfig"]["imageConfig"] == {"aspectRatio": "21:9", "imageSize": "4K"}
    assert sent.body["generationConfig"]["responseModalities"] == ["TEXT", "IMAGE"]


def test_that_more_than_fourteen_references_are_refused_before_anything_is_sent() -> None:
    one = Attached(b"x", "image/png", "One:")
    with pytest.raises(ValueError, match="at most 14"):
        PictureRequest(prompt="Draw.", references=(one,) * 15)


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (json_reply(parts_chunk([{"text": "I cannot."}], finish="STOP")), "empty"),
        (json_reply(parts_chunk([], finish="IMAGE_SAFETY")), "filtered"),
        (json_reply(parts_chunk([], finish="IMAGE_PROHIBITED_CONTENT")), "filtered"),
        (json_reply(parts_chunk([], finish="NO_IMAGE")), "empty"),
        (json_reply({"candidates": []}), "empty"),
        (json_reply({"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}}), "blocked"),
        (failure(429, "RESOURCE_EXHAUSTED", "slow down", retry_s=3), "quota"),
        (failure(503, "UNAVAILABLE", "overloaded"), "unavailable"),
        (Reply(b'{"candidates": [{"content"'), "truncated"),
        (Reply(breaks="before"), "interrupted"),
        (Reply(json_reply(parts_chunk([picture_part(b"x" * 4000)])).body, breaks="within"), "interrupted"),
    ],
)
def test_that_a_picture_that_does_not_come_is_told_as_what_it_is(
    server: GeminiServer, settings: GeminiSettings, reply: Reply, kind: str
) -> None:
    server.answer("text", reply)
    with pytest.raises(ProviderFailure) as caught:
        drawn(settings, PictureRequest(prompt="Draw."))
    assert caught.value.kind == kind
    assert len(server.of("text")) == 1
