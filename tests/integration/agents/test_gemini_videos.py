"""Videos through the real SDK: Veo for a project, Omni for a key."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest
from google.auth.credentials import Credentials
from google.oauth2 import credentials as oauth2

from studio.agents.gemini.gemini_provider import GeminiProvider
from studio.agents.gemini.gemini_settings import GeminiSettings
from studio.agents.model_provider import Attached, VideoRequest, VideoState
from studio.agents.provider_failure import ProviderFailure
from tests.stand_in.gemini_server import GeminiServer, Reply, failure, json_reply

T = TypeVar("T")
token_of: Callable[[str], Credentials] = oauth2.Credentials
FRAME = Attached(b"first frame", "image/png", "The board:")
LAST = Attached(b"last frame", "image/png", "The end:")
URI = "https://generativelanguage.googleapis.com/v1beta/files/abc:download?alt=media"


def used(settings: GeminiSettings, work: Callable[[GeminiProvider], Awaitable[T]]) -> T:
    """What a provider gives, closed behind it."""

    async def use() -> T:
        provider = GeminiProvider(settings, credentials=token_of("a token"))
        try:
            return await work(provider)
        finally:
            await provider.close()

    return asyncio.run(use())


@pytest.fixture
def enterprise(server: GeminiServer) -> GeminiSettings:
    """A project; the stand-in takes any token."""
    return GeminiSettings(api_key="secret-key", base_url=server.url, project="a-project")


def test_that_omni_is_ordered_once_polled_and_downloaded(
    server: GeminiServer, settings: GeminiSettings, tmp_path: Path
) -> None:
    server.answer("create", json_reply({"id": "int-1", "status": "in_progress"}))
    server.answer(
        "poll",
        json_reply({"id": "int-1", "status": "in_progress"}),
        json_reply(
            {
                "id": "int-1",
                "status": "completed",
                "steps": [
                    {"type": "model_output", "content": [{"type": "video", "uri": URI, "mime_type": "video/mp4"}]}
                ],
            }
        ),
    )
    server.answer("download", Reply(b"the film", kind="video/mp4"))
    request = VideoRequest(prompt="She turns.", first_frame=FRAME, last_frame=LAST, seconds=30, negative_prompt="text")

    async def shoot(provider: GeminiProvider) -> list[VideoState]:
        handle = await provider.start_video(request)
        assert handle == "int-1"
        states = [await provider.video_state(handle), await provider.video_state(handle)]
        await provider.fetch_video(states[-1], tmp_path / "film.mp4")
        return states

    states = used(settings, shoot)
    assert [state.status for state in states] == ["running", "done"]
    assert (tmp_path / "film.mp4").read_bytes() == b"the film"
    assert server.jobs == 1
    (sent,) = server.of("create")
    assert sent.body["model"] == "gemini-omni-1.2-flash" and sent.body["background"] is True
    assert sent.body["responseFormat"]["duration"] == "10s" and sent.body["responseFormat"]["aspectRatio"] == "16:9"
    texts = [part["text"] for part in sent.body["input"][0]["content"] if part["type"] == "text"]
    assert texts[0].startswith("<FIRST_FRAME>") and texts[1].startswith("<LAST_FRAME>")
    assert "single continuous shot" in texts[-1]


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ({"id": "int-1", "status": "failed", "errors": [{"message": "violates the safety policy"}]}, "filtered"),
        ({"id": "int-1", "status": "failed"}, "failed"),
        ({"id": "int-1", "status": "budget_exceeded"}, "failed"),
        ({"id": "int-1", "status": "cancelled"}, "failed"),
        ({"id": "int-1", "status": "completed", "steps": []}, "failed"),
        ({"id": "int-1", "status": "queued"}, "running"),
    ],
)
def test_that_omni_that_ends_without_a_video_is_told_truly(
    server: GeminiServer, settings: GeminiSettings, state: dict[str, object], status: str
) -> None:
    server.answer("poll", json_reply(state))
    assert used(settings, lambda provider: provider.video_state("int-1")).status == status


@pytest.mark.parametrize(
    ("route", "reply", "kind"),
    [
        ("create", failure(429, "RESOURCE_EXHAUSTED", "slow down", retry_s=9), "quota"),
        ("create", failure(503, "UNAVAILABLE", "overloaded"), "unavailable"),
        ("create", failure(403, "PERMISSION_DENIED", "not yours"), "forbidden"),
        ("create", Reply(breaks="before"), "interrupted"),
        ("poll", failure(404, "NOT_FOUND", "gone"), "missing"),
        ("poll", failure(500, "INTERNAL", "oops"), "unavailable"),
    ],
)
def test_that_omni_asks_once_and_says_why_not(
    server: GeminiServer, settings: GeminiSettings, route: str, reply: Reply, kind: str
) -> None:
    server.answer("create" if route == "create" else "poll", reply)
    with pytest.raises(ProviderFailure) as caught:
        if route == "create":
            used(settings, lambda provider: provider.start_video(VideoRequest(prompt="She turns.")))
        else:
            used(settings, lambda provider: provider.video_state("int-1"))
    assert caught.value.kind == kind
    assert len(server.asked) == 1, "what is billed is never asked for twice by itself"
    if kind == "quota":
        assert caught.value.retry_after_s == 9


def test_that_an_expired_file_is_told(server: GeminiServer, settings: GeminiSettings, tmp_path: Path) -> None:
    server.answer("download", failure(404, "NOT_FOUND", "expired"))
    with pytest.raises(ProviderFailure) as caught:
        used(settings, lambda provider: provider.fetch_video(VideoState("done", uri=URI), tmp_path / "film.mp4"))
    assert caught.value.kind == "missing"


def test_that_what_excludes_itself_cannot_be_asked_for() -> None:
    with pytest.raises(ValueError, match="needs a first"):
        VideoRequest(prompt="x", last_frame=LAST)
    with pytest.raises(ValueError, match="exclude"):
        VideoRequest(prompt="x", first_frame=FRAME, references=(FRAME,))


def test_that_veo_is_ordered_and_polled_by_its_operation(
    server: GeminiServer, enterprise: GeminiSettings, tmp_path: Path
) -> None:
    name = "projects/a-project/locations/us-central1/publishers/google/models/veo-3.1-generate-001/operations/op1"
    server.answer("veo", json_reply({"name": name}))
    done = {
        "raiMediaFilteredCount": 0,
        "videos": [{"bytesBase64Encoded": base64.b64encode(b"the film").decode(), "mimeType": "video/mp4"}],
    }
    server.answer("fetch", json_reply({"name": name}), json_reply({"name": name, "done": True, "response": done}))

    async def shoot(provider: GeminiProvider) -> list[VideoState]:
        handle = await provider.start_video(
            VideoRequest(prompt="She turns.", first_frame=FRAME, last_frame=LAST, seconds=5)
        )
        states = [await provider.video_state(handle), await provider.video_state(handle)]
        await provider.fetch_video(states[-1], tmp_path / "film.mp4")
        return states

    states = used(enterprise, shoot)
    assert [state.status for state in states] == ["running", "done"]
    assert (tmp_path / "film.mp4").read_bytes() == b"the film"
    (sent,) = server.of("veo")
    assert sent.body["parameters"]["durationSeconds"] in (4, 6)
    assert "image" in sent.body["instances"][0] and "lastFrame" in sent.body["instances"][0]


def test_that_a_filtered_run_of_veo_is_no_success(server: GeminiServer, enterprise: GeminiSettings) -> None:
    answer = {"raiMediaFilteredCount": 1, "raiMediaFilteredReasons": ["a child's face"]}
    server.answer("fetch", json_reply({"name": "op", "done": True, "response": answer}))
    name = "projects/a-project/locations/us-central1/publishers/google/models/veo-3.1-generate-001/operations/op1"
    state = used(enterprise, lambda provider: provider.video_state(name))
    assert state.status == "filtered" and "child" in state.reason
