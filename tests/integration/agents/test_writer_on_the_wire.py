"""The Writer through the real SDK and the database: memory byte for byte, and every failure of the wire."""

from __future__ import annotations

import asyncio
import base64
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.agents.gemini.gemini_provider import GeminiProvider
from studio.agents.gemini.gemini_settings import GeminiSettings
from studio.collab.project_folder import create_project
from studio.model.agent_documents import Task
from studio.model.documents import ScriptFormat
from studio.model.ids import Uid, doc_id
from studio.model.task_inputs import WriterInput
from studio.script.text_file import ScriptFile
from studio.workflows.open_project import OpenProduction, open_production
from studio.workflows.script_contents import script_contents
from studio.workflows.tasks.task_jobs import JOBS
from studio.workflows.tasks.task_runner import TaskRunner
from tests.stand_in.gemini_server import GeminiServer, Reply, failure, parts_chunk, stream_reply
from tests.unit.workflows.tasks.conftest import NoFrames, Waits

SCRIPT = "INT. HALL - DAY\n\nMina waits by the door.\n"
TURNS = 20


def a_project(folder: Path) -> Path:
    """A project with one scene."""
    return create_project(folder / "film", script_contents(ScriptFile(SCRIPT, ScriptFormat()), title="Film"))


def revised(text: str, signature: bytes = b"sig") -> Reply:
    """A revision in two parts, the first of which is nothing but a signature."""
    answer = json.dumps({"script": text, "changes": [], "rationale": "As wished."}, ensure_ascii=False)
    parts = [{"text": "", "thoughtSignature": base64.b64encode(signature).decode()}, {"text": answer}]
    return stream_reply(parts_chunk([{"text": "Hm.", "thought": True}]), parts_chunk(parts, finish="STOP"))


async def asked(production: OpenProduction, settings: GeminiSettings, *wishes: str, waits: Waits | None = None) -> Task:
    """The last of several revisions of the scene, one after the other, on an open project."""
    provider = GeminiProvider(settings)
    store = production.project.store
    assert store is not None
    runner = TaskRunner(
        production.document,
        production.project.media,
        provider,
        JOBS,
        NoFrames(),
        uid=Uid("me"),
        flush=store.flush,
        sleep=(waits or Waits()).sleep,
    )
    try:
        task = None
        for wish in wishes:
            ((scene, _),) = production.document.scenes()
            task = await runner.finished(runner.submit(WriterInput(job="revise", text=wish), scene_id=scene))
        assert task is not None
        return task
    finally:
        await runner.close()
        await provider.close()


def test_that_the_conversation_comes_back_byte_for_byte_over_twenty_turns_and_a_restart(
    server: GeminiServer, settings: GeminiSettings, tmp_path: Path
) -> None:
    project = a_project(tmp_path)
    signatures = [bytes([turn]) * 40 + b"\xff\x00\xfe" for turn in range(TURNS)]
    texts = [SCRIPT.replace("door", f"문 {turn}") for turn in range(TURNS)]
    server.answer("stream", *map(revised, texts, signatures))
    for first in (0, TURNS // 2):
        production = open_production(project)
        wishes = [f"Wish {turn}" for turn in range(first, first + TURNS // 2)]
        task = asyncio.run(asked(production, settings, *wishes))
        assert task.status == "succeeded" and task.proposal_id
        production.close()

    requests = [sent.body for sent in server.of("stream")]
    assert len(requests) == TURNS
    for body in requests:
        config = body["generationConfig"]
        assert config["thinkingConfig"]["thinkingLevel"] == "HIGH"
        assert config["responseJsonSchema"]["properties"].keys() == {"script", "changes", "rationale", "refusal"}
        assert not {"temperature", "topP", "topK"} & set(config)
    last = requests[-1]["contents"]
    assert len(last) == 2 * (TURNS - 1) + 1
    told = [content["parts"] for content in last if content["role"] == "model"]
    kept = [parts[-2]["thoughtSignature"] for parts in told]
    assert [base64.urlsafe_b64decode(each) for each in kept] == signatures[:-1]
    assert [json.loads(parts[-1]["text"])["script"] for parts in told] == texts[:-1]
    # What was sent for a turn is what every later request repeats of it, to the letter.
    for turn, body in enumerate(requests):
        assert last[: len(body["contents"])] == body["contents"], turn
    production = open_production(project)
    assert len(production.document.paths("conversations")) == 1
    production.close()


HALF = stream_reply(parts_chunk([{"text": "a long answer that does not end"}], finish="STOP"))


@pytest.mark.parametrize(
    ("replies", "sent", "told"),
    [
        ([failure(400, "INVALID_ARGUMENT", "bad schema")], 1, "wrongly formed"),
        ([failure(401, "UNAUTHENTICATED", "who are you")], 1, "enter a valid one"),
        ([failure(403, "PERMISSION_DENIED", "not yours")], 1, "choose another model"),
        ([failure(404, "NOT_FOUND", "no such model")], 1, "no such model"),
        ([failure(429, "RESOURCE_EXHAUSTED", "slow", retry_s=9)], 4, "wait a little"),
        ([failure(429, "RESOURCE_EXHAUSTED", "slow"), revised(SCRIPT.replace("door", "window"))], 2, ""),
        ([failure(500, "INTERNAL", "oops")], 4, "try again"),
        ([failure(503, "UNAVAILABLE", "overloaded"), revised(SCRIPT.replace("door", "window"))], 2, ""),
        ([Reply(breaks="before")], 1, "connection broke"),
        ([Reply(HALF.body, kind=HALF.kind, breaks="within")], None, ""),
        ([stream_reply(parts_chunk([{"text": '{"script": "INT'}], finish="STOP"))], 2, "after one repair"),
        ([stream_reply(parts_chunk([{"text": "half"}], finish="MAX_TOKENS"))], 1, "cut off"),
        ([stream_reply({"candidates": []})], 1, "answered with nothing"),
        ([stream_reply({"promptFeedback": {"blockReason": "SAFETY"}})], 1, "word it differently"),
        ([stream_reply(parts_chunk([{"text": "x"}], finish="SAFETY"))], 1, "word the request differently"),
    ],
)
def test_that_a_failure_of_the_wire_ends_in_a_truthful_state(
    server: GeminiServer, settings: GeminiSettings, tmp_path: Path, replies: list[Reply], sent: int | None, told: str
) -> None:
    production = open_production(a_project(tmp_path))
    server.answer("stream", *replies)
    waits = Waits()
    task = asyncio.run(asked(production, settings, "Move her", waits=waits))
    if sent is not None:
        assert len(server.of("stream")) == sent
    if len(replies) > 1:
        assert task.status == "succeeded" and task.proposal_id is not None
    else:
        assert task.status == "failed" and told in (task.error or "") and task.proposal_id is None
        assert "secret-key" not in (task.error or "")
    assert [scene.script for _, scene in production.document.scenes()] == [SCRIPT], "nothing was changed"
    calls = [call for _, call in production.document.calls()]
    assert len(calls) == len(server.of("stream")) and all(call.outcome != "asked" for call in calls)
    if replies[0].body.find(b"retryDelay") >= 0:
        assert waits.seconds == [9, 9, 9]
    production.close()


def test_that_a_slow_body_is_given_up(server: GeminiServer, tmp_path: Path) -> None:
    gate = threading.Event()
    server.answer("stream", Reply(b"{}", wait=gate))
    patient = GeminiSettings(api_key="secret-key", base_url=server.url, text_timeout_s=0.3)
    production = open_production(a_project(tmp_path))
    try:
        task = asyncio.run(asked(production, patient, "Move her"))
    finally:
        gate.set()
    assert task.status == "failed" and "too long" in (task.error or "")
    production.close()


def a_drafted_scene(number: int) -> dict[str, str]:
    script = f"INT. ROOM {number} - DAY\n\nMina waits.\n"
    return {"heading": f"INT. ROOM {number} - DAY", "script": script, "rationale": "It is there."}


def drafted(*numbers: int) -> Reply:
    """A draft of these scenes."""
    answer = json.dumps({"scenes": list(map(a_drafted_scene, numbers)), "rationale": "As it stands."})
    return stream_reply(parts_chunk([{"text": answer}], finish="STOP", usage=USED))


USED = {"promptTokenCount": 1_000, "candidatesTokenCount": 2_000, "thoughtsTokenCount": 500}
CUT = stream_reply(parts_chunk([{"text": '{"logline": "She'}], finish="MAX_TOKENS", usage=USED))
LONG = [f"INT. ROOM {number} - DAY\n\n" + "Mina waits by the door. " * 240 + "\n\n" for number in range(4)]


async def broken_down(production: OpenProduction, settings: GeminiSettings) -> Task:
    """The scenes that the project has, broken down."""
    provider = GeminiProvider(settings)
    store = production.project.store
    assert store is not None
    runner = TaskRunner(
        production.document, production.project.media, provider, JOBS, NoFrames(),
        uid=Uid("me"), flush=store.flush, sleep=Waits().sleep,
    )  # fmt: skip
    try:
        return await runner.finished(runner.submit(WriterInput(job="draft")))
    finally:
        await runner.close()
        await provider.close()


@pytest.fixture
def long_film(tmp_path: Path) -> Iterator[OpenProduction]:
    """A project of four long scenes."""
    contents = script_contents(ScriptFile("".join(LONG), ScriptFormat()), title="Film")
    production = open_production(create_project(tmp_path / "film", contents))
    yield production
    production.close()


def test_that_a_long_script_is_worked_through_in_parts_and_a_part_that_is_cut_off_in_halves(
    server: GeminiServer, settings: GeminiSettings, long_film: OpenProduction
) -> None:
    server.answer("stream", CUT, drafted(0), drafted(1), drafted(2, 3))
    task = asyncio.run(broken_down(long_film, settings))
    proposal = long_film.document.proposal(task.proposal_id or "")
    assert task.status == "succeeded" and proposal is not None
    assert [part.title for part in proposal.parts] == [f"INT. ROOM {number} - DAY" for number in range(4)]
    asked = [sent.body["contents"][-1]["parts"][-1]["text"] for sent in server.of("stream")]
    assert [text.partition("<scenes>")[2].count("INT. ROOM") for text in asked] == [2, 1, 1, 2]
    calls = [call for _, call in long_film.document.calls()]
    assert [call.outcome for call in calls] == ["too_long", "answered", "answered", "answered"]
    assert calls[0].cost == calls[1].cost > 0, "what was cut off has been paid for"
    (talk,) = long_film.document.paths("conversations")
    assert len(long_film.document.turns(doc_id(talk))) == 6


@pytest.mark.parametrize("fault", [failure(401, "UNAUTHENTICATED", "no"), Reply(breaks="before"), CUT], ids=range(3))
def test_that_what_came_of_a_long_script_is_proposed_where_the_rest_did_not(
    server: GeminiServer, settings: GeminiSettings, long_film: OpenProduction, fault: Reply
) -> None:
    server.answer("stream", drafted(0, 1), fault)
    task = asyncio.run(broken_down(long_film, settings))
    proposal = long_film.document.proposal(task.proposal_id or "")
    assert task.status == "succeeded" and proposal is not None and len(proposal.parts) == 2
    assert "up to “INT. ROOM 1 - DAY”; the rest was not" in task.answer and task.answer in proposal.rationale
    assert task.lacks_parts, "started again, it asks for what is missing"
    assert len(server.of("stream")) == (3 if fault is CUT else 2)
