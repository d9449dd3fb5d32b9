"""Text through the real SDK: what is sent, what is kept, what is told when it fails."""

from __future__ import annotations

import asyncio
import base64
import json

import pytest

from studio.agents.gemini.gemini_provider import GeminiProvider
from studio.agents.gemini.gemini_settings import GeminiSettings
from studio.agents.model_provider import Attached, Content, TextAnswer, TextRequest
from studio.agents.provider_failure import ProviderFailure
from tests.stand_in.gemini_server import GeminiServer, Reply, failure, json_reply, parts_chunk, stream_reply

SCHEMA = {"type": "object", "properties": {"logline": {"type": "string"}}, "required": ["logline"]}
SIGNATURE = base64.b64encode(bytes(range(256))).decode()


def asked(settings: GeminiSettings, *requests: TextRequest, thoughts: list[str] | None = None) -> list[TextAnswer]:
    """The answers to requests, one after the other, by one provider that is closed behind them."""

    async def ask() -> list[TextAnswer]:
        provider = GeminiProvider(settings)
        try:
            return [
                await provider.text(request, on_thought=thoughts.append if thoughts is not None else None)
                for request in requests
            ]
        finally:
            await provider.close()

    return asyncio.run(ask())


def whole(text: str) -> Reply:
    """A whole answer in two chunks, with a thought and a signature."""
    return stream_reply(
        parts_chunk([{"text": "Thinking of harbours.", "thought": True}]),
        parts_chunk(
            [{"text": text, "thoughtSignature": SIGNATURE}],
            finish="STOP",
            usage={"promptTokenCount": 11, "candidatesTokenCount": 5, "thoughtsTokenCount": 7, "totalTokenCount": 23},
        ),
    )


def test_that_a_request_carries_schema_thinking_and_pictures_and_no_sampling(
    server: GeminiServer, settings: GeminiSettings
) -> None:
    server.answer("stream", whole('{"logline": "A light goes out."}'))
    thoughts: list[str] = []
    picture = Attached(b"png-bytes", "image/png", "The lighthouse:")
    request = TextRequest(prompt="Write.", system="You are the Writer.", pictures=(picture,), schema=SCHEMA)
    (answer,) = asked(settings, request, thoughts=thoughts)

    assert answer.text == '{"logline": "A light goes out."}'
    assert thoughts == ["Thinking of harbours."] and answer.thoughts == "Thinking of harbours."
    assert (answer.usage.prompt_tokens, answer.usage.answer_tokens, answer.usage.thought_tokens) == (11, 5, 7)
    (sent,) = server.of("stream")
    assert "/models/gemini-3.1-pro-preview:" in sent.path
    config = sent.body["generationConfig"]
    assert config["thinkingConfig"] == {"includeThoughts": True, "thinkingLevel": "HIGH"}
    assert config["responseJsonSchema"] == SCHEMA
    assert not {"temperature", "topP", "topK"} & set(config)
    words = [next(iter(part)) for part in sent.body["contents"][-1]["parts"]]
    assert words == ["text", "inlineData", "text"]
    assert sent.body["contents"][-1]["parts"][0]["text"] == "The lighthouse:"


def test_that_signatures_come_back_byte_for_byte_over_twenty_turns_and_a_restart(
    server: GeminiServer, settings: GeminiSettings
) -> None:
    signatures = [base64.b64encode(bytes([turn]) * 33 + b"\xff\x00").decode() for turn in range(20)]
    history: tuple[Content, ...] = ()
    for turn, signature in enumerate(signatures):
        server.script.pop("stream", None)
        server.answer(
            "stream",
            stream_reply(
                parts_chunk([{"text": "", "thoughtSignature": signature}, {"text": f"Answer {turn}."}], finish="STOP")
            ),
        )
        # A provider of its own each time, and the turns through JSON, as after a restart.
        (answer,) = asked(settings, TextRequest(prompt=f"Question {turn}", history=history))
        history = (*history, *json.loads(json.dumps(answer.turns)))
    last = server.of("stream")[-1].body["contents"]
    assert len(last) == 2 * 19 + 1
    told = [part["thoughtSignature"] for content in last if content["role"] == "model" for part in content["parts"][:1]]
    # The SDK writes base64 in its form for addresses; what counts is the bytes.
    assert [base64.urlsafe_b64decode(each) for each in told] == [base64.b64decode(each) for each in signatures[:19]]
    assert [content["parts"][-1]["text"] for content in last[::2]] == [f"Question {turn}" for turn in range(20)]


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (failure(400, "INVALID_ARGUMENT", "bad schema"), "invalid"),
        (failure(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key."), "key"),
        (failure(401, "UNAUTHENTICATED", "who are you"), "key"),
        (failure(403, "PERMISSION_DENIED", "not yours"), "forbidden"),
        (failure(404, "NOT_FOUND", "no such model"), "missing"),
        (failure(429, "RESOURCE_EXHAUSTED", "slow down"), "quota"),
        (failure(500, "INTERNAL", "oops"), "unavailable"),
        (failure(503, "UNAVAILABLE", "overloaded"), "unavailable"),
        (Reply(breaks="before"), "interrupted"),
        (stream_reply(parts_chunk([{"text": "half"}])), "truncated"),
        (stream_reply(parts_chunk([{"text": "half"}], finish="MAX_TOKENS")), "too_long"),
        (stream_reply(parts_chunk([], finish="STOP")), "empty"),
        (stream_reply({"candidates": []}), "empty"),
        (stream_reply({"promptFeedback": {"blockReason": "SAFETY"}}), "blocked"),
        (stream_reply(parts_chunk([{"text": "x"}], finish="SAFETY")), "filtered"),
    ],
)
def test_that_what_goes_wrong_is_told_as_what_it_is(
    server: GeminiServer, settings: GeminiSettings, reply: Reply, kind: str
) -> None:
    server.answer("stream", reply)
    with pytest.raises(ProviderFailure) as caught:
        asked(settings, TextRequest(prompt="Write."))
    assert caught.value.kind == kind
    assert "secret-key" not in caught.value.message
    assert len(server.of("stream")) == 1, "nothing is asked twice by itself"


def test_that_a_stream_of_half_an_event_is_cut_off(server: GeminiServer, settings: GeminiSettings) -> None:
    half = stream_reply(parts_chunk([{"text": "a long answer that does not end"}], finish="STOP"))
    server.answer("stream", Reply(half.body, kind=half.kind, breaks="within"))
    with pytest.raises(ProviderFailure) as caught:
        asked(settings, TextRequest(prompt="Write."))
    assert caught.value.kind in ("truncated", "interrupted", "empty")


def test_that_the_wait_is_as_long_as_retry_info_says(server: GeminiServer, settings: GeminiSettings) -> None:
    server.answer("stream", failure(429, "RESOURCE_EXHAUSTED", "slow down", retry_s=26))
    with pytest.raises(ProviderFailure) as caught:
        asked(settings, TextRequest(prompt="Write."))
    assert caught.value.retry_after_s == 26
    assert caught.value.may_pass and caught.value.was_surely_not_accepted


def test_that_no_server_at_all_is_unreachable() -> None:
    with pytest.raises(ProviderFailure) as caught:
        asked(GeminiSettings(api_key="secret-key", base_url="http://127.0.0.1:9"), TextRequest(prompt="Write."))
    assert caught.value.kind == "unreachable" and caught.value.was_surely_not_accepted


def test_that_a_slow_body_is_given_up(server: GeminiServer) -> None:
    from threading import Event

    gate = Event()
    server.answer("stream", Reply(json_reply({}).body, wait=gate))
    patient = GeminiSettings(api_key="secret-key", base_url=server.url, text_timeout_s=0.4)
    try:
        with pytest.raises(ProviderFailure) as caught:
            asked(patient, TextRequest(prompt="Write."))
    finally:
        gate.set()
    assert caught.value.kind == "timeout"
