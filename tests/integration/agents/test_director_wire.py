"""The Director through the real SDK over HTTP: whatever the wire does, the end is true and nothing is ordered twice."""

from __future__ import annotations

import asyncio
import base64
import os
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Literal

import pytest
from google.auth.credentials import Credentials
from google.oauth2 import credentials as oauth2

from studio.agents.gemini.gemini_provider import GeminiProvider
from studio.agents.gemini.gemini_settings import GeminiSettings
from studio.agents.model_provider import ModelProvider
from studio.agents.provider_failure import ProviderFailure
from studio.collab.media_folder import MediaFolder
from studio.media.pictures import encode_png
from studio.model.agent_documents import Task
from studio.model.document import Document
from studio.model.documents import Board, Take
from studio.model.ids import DocPath
from studio.model.operations import Set
from studio.model.task_inputs import DirectorInput
from studio.workflows.tasks.director_job import direct
from tests.stand_in.gemini_server import GeminiServer, Reply, Route, failure, json_reply
from tests.stand_in.small_video import small_video
from tests.unit.media.sample import plain
from tests.unit.workflows.tasks.conftest import Waits, a_document, a_runner

BOARD = DocPath("scenes/s1/boards/b1")
URI = "https://generativelanguage.googleapis.com/v1beta/files/abc:download?alt=media"
NAME = "projects/a-project/locations/us-central1/publishers/google/models/veo-3.1-generate-001/operations/op1"
token_of: Callable[[str], Credentials] = oauth2.Credentials
Model = Literal["omni", "veo"]

HELD = "held back"
WIRE = {
    "400": failure(400, "INVALID_ARGUMENT", "no such ratio"),
    "401": failure(401, "UNAUTHENTICATED", "who are you"),
    "403": failure(403, "PERMISSION_DENIED", "not yours"),
    "404": failure(404, "NOT_FOUND", "gone"),
    "429": failure(429, "RESOURCE_EXHAUSTED", "slow down"),
    "429 with a wait": failure(429, "RESOURCE_EXHAUSTED", "slow down", retry_s=9),
    "500": failure(500, "INTERNAL", "oops"),
    "503": failure(503, "UNAVAILABLE", "overloaded"),
    "reset": Reply(breaks="before"),
    "slow": Reply(kind=HELD),
    "truncated": Reply(b'{"id": "int-1", "status": "comple', breaks="within"),
    "half of JSON": Reply(b'{"id": "int-1", "sta'),
    "nothing": json_reply({}),
}
POLLS = tuple(WIRE) if os.environ.get("DREAMFACTORY_SOAK") else ("401", "404", "429 with a wait", "503", "half of JSON")
DOWNLOADS = (
    tuple(name for name in WIRE if name not in ("nothing", "half of JSON"))
    if os.environ.get("DREAMFACTORY_SOAK")
    else ("401", "403", "503", "truncated")
)
"""Orders, which cost money, meet everything in every run; the rest does in the soak."""


@dataclass
class Shooting:
    """A board with a picture, a server, and a model of the two."""

    server: GeminiServer
    document: Document
    media: MediaFolder
    provider: ModelProvider
    waits: Waits
    gate: threading.Event

    def shoot(self, wish: DirectorInput | None = None) -> Task:
        async def run() -> Task:
            clock = iter(range(0, 1_000_000, 40))
            job = partial(direct, now=lambda: float(next(clock)))
            runner = a_runner(self.document, self.provider, {"director": job}, self.media, sleep=self.waits.sleep)
            try:
                return await runner.finished(runner.submit(wish or DirectorInput(), scene_id="s1", board_id="b1"))
            finally:
                await runner.close()
                await self.provider.close()

        return asyncio.run(run())

    def stop(self) -> Task:
        """Orders a video, waits until it is being made, and stops the task."""

        async def run() -> Task:
            polled = asyncio.Event()

            async def sleep(_seconds: float) -> None:
                polled.set()
                await asyncio.Event().wait()

            runner = a_runner(self.document, self.provider, {"director": direct}, self.media, sleep=sleep)
            try:
                name = runner.submit(DirectorInput(), scene_id="s1", board_id="b1")
                await polled.wait()
                runner.cancel(name)
                return await runner.finished(name)
            finally:
                await runner.close()
                await self.provider.close()

        return asyncio.run(run())

    def script(self, route: Route, *replies: Reply) -> None:
        """Scripts answers; a slow one comes when the test is over."""
        self.server.answer(
            route,
            *(replace(each, kind="text/plain", wait=self.gate) if each.kind == HELD else each for each in replies),
        )

    @property
    def board(self) -> Board:
        board = self.document.board(BOARD)
        assert board is not None
        return board

    @property
    def videos(self) -> list[Take]:
        return [take for _, take in self.document.takes(BOARD) if take.kind == "video"]


def done(model: Model, *, uri: str = URI) -> Reply:
    if model == "omni":
        content = [{"type": "video", "uri": uri, "mime_type": "video/mp4"}]
        return json_reply(
            {"id": "int-1", "status": "completed", "steps": [{"type": "model_output", "content": content}]}
        )
    video = {"bytesBase64Encoded": base64.b64encode(small_video()).decode(), "mimeType": "video/mp4"}
    return json_reply({"name": NAME, "done": True, "response": {"raiMediaFilteredCount": 0, "videos": [video]}})


def running(model: Model) -> Reply:
    return json_reply({"id": "int-1", "status": "in_progress"} if model == "omni" else {"name": NAME})


def ended(model: Model) -> Reply:
    told = {"message": "overworked"}
    if model == "omni":
        return json_reply({"id": "int-1", "status": "failed", "errors": [told]})
    return json_reply({"name": NAME, "done": True, "error": told})


ORDER: dict[Model, Route] = {"omni": "create", "veo": "veo"}
POLL: dict[Model, Route] = {"omni": "poll", "veo": "fetch"}


@pytest.fixture(params=["omni", "veo"])
def model(request: pytest.FixtureRequest) -> Model:
    chosen: Model = request.param
    return chosen


@pytest.fixture
def shooting(server: GeminiServer, settings: GeminiSettings, tmp_path: Path, model: Model) -> Iterator[Shooting]:
    settings = replace(settings, request_timeout_s=0.4, project="a-project" if model == "veo" else None)
    media = MediaFolder(tmp_path)
    document = a_document()
    document.commit(
        [
            Set(BOARD, ("imageUrl",), media.put(encode_png(plain((90, 90, 90))), "png")),
            Set(BOARD, ("move",), "dolly"),
            Set(BOARD, ("dialogue",), "안 꺼져요."),
        ],
        label="Picture",
    )
    gate = threading.Event()
    provider = GeminiProvider(settings, credentials=token_of("a token") if model == "veo" else None)
    yield Shooting(server, document, media, provider, Waits(), gate)
    gate.set()


def is_true(shooting: Shooting, task: Task) -> None:
    """What holds however it ended: no board waits, and it is completed only by a video that is there."""
    board = shooting.board
    assert shooting.server.jobs <= 1
    assert board.status == ("completed" if board.video_url else "draft")
    if board.video_url:
        assert shooting.media.read(board.video_url) == small_video()
    elif task.status == "succeeded":
        assert board.video_composition is not None and board.video_composition.fallback_reason
        assert "a fallback, no video" in task.answer
    else:
        assert task.status == "waiting" and task.error and task.operation is not None


@pytest.mark.parametrize("wire", WIRE)
def test_that_an_order_that_fails_is_not_repeated_unless_it_was_surely_not_taken(
    shooting: Shooting, model: Model, wire: str
) -> None:
    shooting.script(ORDER[model], WIRE[wire])
    shooting.script(POLL[model], done(model))
    shooting.script("download", Reply(small_video(), kind="video/mp4"))
    task = shooting.shoot()
    is_true(shooting, task)
    assert task.status == "succeeded" and not shooting.videos
    sent = len(shooting.server.of(ORDER[model]))
    assert sent == (4 if wire.startswith("429") else 1), "only a quota says that nothing was taken and may pass"
    if wire == "429 with a wait":
        assert shooting.waits.seconds == [9, 9, 9]
    assert not shooting.server.of(POLL[model])
    assert task.answer[0].isupper() and task.answer.count(".") >= 2


@pytest.mark.parametrize("wire", POLLS)
def test_that_a_poll_that_fails_is_repeated_or_told(shooting: Shooting, model: Model, wire: str) -> None:
    shooting.script(ORDER[model], running(model))
    # Where the last answer is that it failed, it came to be asked for; that a video then arrives is one case of them.
    last = done(model) if wire == "503" else ended(model)
    shooting.script(POLL[model], running(model), WIRE[wire], WIRE[wire], last)
    shooting.script("download", Reply(small_video(), kind="video/mp4"))
    task = shooting.shoot()
    is_true(shooting, task)
    assert shooting.server.jobs == 1 and len(shooting.server.of(ORDER[model])) == 1
    ends = {"400": "succeeded", "404": "succeeded", "401": "waiting", "403": "waiting"}
    if wire in ends:
        assert task.status == ends[wire] and not shooting.videos
    elif wire == "503":
        assert task.status == "succeeded" and len(shooting.videos) == 1
    elif wire == "nothing" and model == "omni":
        assert "could not make" in task.answer, "an interaction without a state is none that can be waited for"
    else:
        assert "overworked" in task.answer and len(shooting.server.of(POLL[model])) == 4


@pytest.mark.parametrize("model", ["omni"], indirect=True)
@pytest.mark.parametrize("wire", DOWNLOADS)
def test_that_a_download_that_fails_is_repeated_or_told(shooting: Shooting, model: Model, wire: str) -> None:
    shooting.script("create", running(model))
    shooting.script("poll", done(model))
    broken = replace(WIRE[wire], body=small_video()) if wire == "truncated" else WIRE[wire]
    shooting.script("download", broken, Reply(small_video(), kind="video/mp4"))
    task = shooting.shoot()
    is_true(shooting, task)
    assert shooting.server.jobs == 1
    if wire in ("400", "403", "404"):
        assert not shooting.videos and "its file is gone or not given out" in task.answer
    elif wire == "401":
        assert task.status == "waiting"
    else:
        assert task.status == "succeeded" and len(shooting.videos) == 1


@pytest.mark.parametrize(
    ("omni", "veo", "why"),
    [
        (
            {"id": "int-1", "status": "failed", "errors": [{"message": "violates the safety policy"}]},
            {
                "name": NAME,
                "done": True,
                "response": {"raiMediaFilteredCount": 1, "raiMediaFilteredReasons": ["a face"]},
            },
            "withheld the video",
        ),
        ({"id": "int-1", "status": "completed", "steps": []}, {"name": NAME, "done": True, "response": {}}, "without"),
        ({"id": "int-1", "status": "failed"}, {"name": NAME, "done": True, "error": {"message": "oops"}}, "could not"),
        ({"id": "int-1", "status": "in_progress"}, {"name": NAME}, "15 minutes after"),
    ],
    ids=["filtered", "done without a video", "failed", "never done"],
)
def test_that_a_run_without_a_video_falls_back_with_its_reason(
    shooting: Shooting, model: Model, omni: dict[str, object], veo: dict[str, object], why: str
) -> None:
    shooting.script(ORDER[model], running(model))
    shooting.script(POLL[model], json_reply(omni if model == "omni" else veo))
    task = shooting.shoot()
    is_true(shooting, task)
    assert why in task.answer and shooting.server.jobs == 1 and task.usage.cost > 0


STOPS = {
    "stopped": (json_reply({"id": "int-1", "status": "cancelled"}), "has stopped making it"),
    "too late": (json_reply({"id": "int-1", "status": "completed"}), "finished before it could be stopped"),
    "refused for it has ended": (failure(400, "FAILED_PRECONDITION", "ended"), "finished before it could be stopped"),
    "401": (WIRE["401"], "did not say whether it stopped"),
    "404": (WIRE["404"], "did not say whether it stopped"),
    "503": (WIRE["503"], "did not say whether it stopped"),
    "reset": (WIRE["reset"], "did not say whether it stopped"),
    "slow": (WIRE["slow"], "did not say whether it stopped"),
}


@pytest.mark.parametrize("stop", STOPS)
@pytest.mark.parametrize("model", ["omni"], indirect=True)
def test_that_a_stopped_task_asks_the_service_to_stop_and_says_what_came_of_it(
    shooting: Shooting, model: Model, stop: str
) -> None:
    reply, told = STOPS[stop]
    shooting.script("create", running(model))
    shooting.script("poll", running(model), *[done(model)] * (stop == "refused for it has ended"))
    shooting.script("cancel", reply)
    task = shooting.stop()
    is_stopped(shooting, task, told)
    (asked,) = shooting.server.of("cancel")
    assert asked.path.endswith("/interactions/int-1/cancel")
    assert (task.operation is not None and task.operation.state == "over") == (stop == "stopped")


@pytest.mark.parametrize("model", ["veo"], indirect=True)
def test_that_veo_cannot_be_asked_to_stop_and_a_second_wish_fetches_the_first_order(
    shooting: Shooting, model: Model
) -> None:
    shooting.script("veo", running(model))
    shooting.script("fetch", running(model), done(model))
    is_stopped(shooting, shooting.stop(), "takes no order back")
    assert not shooting.server.of("other")
    task = shooting.shoot()
    is_true(shooting, task)
    assert shooting.server.jobs == 1 and len(shooting.videos) == 1 and "not ordered anew" in task.answer


def is_stopped(shooting: Shooting, task: Task, told: str) -> None:
    assert task.status == "cancelled" and "may still be billed" in (task.error or "") and told in (task.error or "")
    assert shooting.server.jobs == 1 and shooting.board.status == "draft" and not shooting.videos


def test_that_the_order_begins_with_the_boards_picture_and_says_who_speaks(shooting: Shooting, model: Model) -> None:
    shooting.document.commit([Set(BOARD, ("durationFrames",), 5 * 24)], label="Longer")
    shooting.script(ORDER[model], running(model))
    shooting.script(POLL[model], done(model))
    shooting.script("download", Reply(small_video(), kind="video/mp4"))
    assert shooting.shoot(DirectorInput(note="Slower.")).status == "succeeded"
    (sent,) = shooting.server.of(ORDER[model])
    if model == "omni":
        assert sent.body["responseFormat"]["duration"] == "5s"
        said = " ".join(part["text"] for part in sent.body["input"][0]["content"] if part["type"] == "text")
        assert "<FIRST_FRAME>" in said and sent.body["generationConfig"]["videoConfig"]["task"] == "image_to_video"
    else:
        parameters = sent.body["parameters"]
        assert parameters["durationSeconds"] == 6 and parameters["aspectRatio"] == "16:9"
        assert "referenceImages" not in sent.body["instances"][0] and "lastFrame" not in sent.body["instances"][0]
        assert "subtitles" in parameters["negativePrompt"] and parameters["generateAudio"] is True
        said = sent.body["instances"][0]["prompt"]
    assert "dolly in" in said and "“안 꺼져요.”" in said and "single continuous shot" in said
    assert "<wish>\nSlower.\n</wish>" in said and "No music" in said
    call = next(call for _, call in shooting.document.calls())
    assert (call.prompt_name, call.prompt_version, call.what) == ("director_shot", 1, "video")


@pytest.mark.parametrize("model", ["omni"], indirect=True)
def test_that_a_video_ordered_with_a_project_waits_for_it(shooting: Shooting, model: Model) -> None:
    async def ask() -> None:
        await shooting.provider.video_state(NAME)

    with pytest.raises(ProviderFailure, match="ordered with a project of Google Cloud"):
        asyncio.run(ask())
