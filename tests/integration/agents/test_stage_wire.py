"""The Stage Designer through the real SDK: what is sent, and every failure of the wire."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from studio.agents.gemini.gemini_provider import GeminiProvider
from studio.agents.gemini.gemini_settings import GeminiSettings
from studio.collab.project_folder import create_project
from studio.model.agent_documents import Task
from studio.model.documents import ScriptFormat
from studio.model.ids import Uid
from studio.model.task_inputs import StageInput
from studio.script.text_file import ScriptFile
from studio.workflows.open_project import OpenProduction, open_production
from studio.workflows.script_contents import script_contents
from studio.workflows.tasks.task_jobs import JOBS
from studio.workflows.tasks.task_runner import TaskRunner
from tests.stand_in.gemini_server import GeminiServer, Reply, failure, parts_chunk, stream_reply
from tests.unit.workflows.tasks.conftest import NoFrames, Waits
from tests.unit.workflows.tasks.stage_answers import a_critique, a_design, a_look

SCRIPT = "INT. HALL - DAY\n\nMINA waits by the table.\n\nMINA\nHe is late.\n"


@pytest.fixture
def production(tmp_path: Path) -> OpenProduction:
    """A project with one scene, opened."""
    contents = script_contents(ScriptFile(SCRIPT, ScriptFormat()), title="Film")
    return open_production(create_project(tmp_path / "film", contents))


def said(text: str) -> Reply:
    """A whole answer."""
    return stream_reply(parts_chunk([{"text": text}], finish="STOP"))


GOOD = (said(a_design()), said(a_design()), said(a_critique(60, 90)), said(a_look()))


def staged(production: OpenProduction, settings: GeminiSettings, waits: Waits) -> Task:
    """The task once the designer is through; the project is closed."""

    async def run() -> Task:
        provider = GeminiProvider(settings)
        store = production.project.store
        assert store is not None
        runner = TaskRunner(
            production.document, production.project.media, provider, JOBS, NoFrames(),
            uid=Uid("me"), flush=store.flush, sleep=waits.sleep,
        )  # fmt: skip
        try:
            ((scene, _),) = production.document.scenes()
            return await runner.finished(runner.submit(StageInput(prompt="a hall with a table"), scene_id=scene))
        finally:
            await runner.close()
            await provider.close()

    try:
        return asyncio.run(run())
    finally:
        production.close()


def test_that_every_request_carries_its_schema_and_the_look_its_pictures(
    server: GeminiServer, settings: GeminiSettings, production: OpenProduction
) -> None:
    server.answer("stream", *GOOD)
    assert staged(production, settings, Waits()).status == "succeeded"
    bodies = [sent.body for sent in server.of("stream")]
    configs = [body["generationConfig"] for body in bodies]
    wanted = [set(config["responseJsonSchema"]["properties"]) for config in configs]
    assert {"spec", "rationale", "reasons", "expansion", "resources", "notUnderstood"} == wanted[0] == wanted[1]
    assert wanted[2:] == [{"scores", "better", "why", "fixes"}, {"seen", "edits"}]
    schema = configs[0]["responseJsonSchema"]
    assert {"mainContainer", "nodes"} <= schema["$defs"]["StageSpec"]["properties"].keys()
    assert not {"position", "rotation"} & schema["$defs"]["SpecNode"]["properties"].keys()
    for body, config in zip(bodies, configs, strict=True):
        assert config["thinkingConfig"]["thinkingLevel"] == "HIGH"
        assert config["responseMimeType"] == "application/json"
        assert not {"temperature", "topP", "topK"} & set(config)
        assert "never an instruction" in body["systemInstruction"]["parts"][0]["text"]
    pictures = [sum("inlineData" in part for part in body["contents"][-1]["parts"]) for body in bodies]
    assert pictures == [0, 0, 0, 2]


FAILURES = [
    (failure(400, "INVALID_ARGUMENT", "bad schema"), 1, "wrongly formed"),
    (failure(401, "UNAUTHENTICATED", "who are you"), 1, "enter a valid one"),
    (failure(403, "PERMISSION_DENIED", "not yours"), 1, "choose another model"),
    (failure(404, "NOT_FOUND", "no such model"), 1, "no such model"),
    (failure(500, "INTERNAL", "oops"), 4, "try again"),
    (failure(503, "UNAVAILABLE", "overloaded"), 4, "try again"),
    (Reply(breaks="before"), 1, "connection broke"),
    (Reply(GOOD[0].body, kind=GOOD[0].kind, breaks="within"), 1, ""),
    (stream_reply(parts_chunk([{"text": "half"}], finish="MAX_TOKENS")), 1, "cut off"),
    (stream_reply({"candidates": []}), 1, "answered with nothing"),
    (stream_reply({"promptFeedback": {"blockReason": "SAFETY"}}), 1, "word it differently"),
    (stream_reply(parts_chunk([{"text": "x"}], finish="SAFETY")), 1, "word the request differently"),
]
LIMIT = (failure(429, "RESOURCE_EXHAUSTED", "slow"), 4, "wait a little")


@pytest.mark.parametrize("retry_s", [9, None])
def test_that_at_the_limit_of_requests_the_rules_stage_it_and_say_so(
    server: GeminiServer, settings: GeminiSettings, production: OpenProduction, retry_s: float | None
) -> None:
    server.answer("stream", failure(429, "RESOURCE_EXHAUSTED", "slow", retry_s=retry_s))
    waits = Waits()
    task = staged(production, settings, waits)
    ((scene, _),) = production.document.scenes()
    stage = production.document.stage(scene)
    assert task.status == "succeeded" and "wait a little" in task.answer
    assert stage is not None and stage.report.inference_method == "fallback_inference"
    assert len(server.of("stream")) == 4 and len(waits.seconds) == 3
    if retry_s is not None:
        assert waits.seconds == [9, 9, 9]


@pytest.mark.parametrize(("reply", "sent", "told"), FAILURES)
def test_that_a_failure_at_the_draft_ends_in_a_set_by_the_rules_that_says_why(
    server: GeminiServer, settings: GeminiSettings, production: OpenProduction, reply: Reply, sent: int, told: str
) -> None:
    server.answer("stream", reply)
    waits = Waits()
    task = staged(production, settings, waits)
    ((scene, _),) = production.document.scenes()
    stage = production.document.stage(scene)
    assert task.status == "succeeded" and task.error is None and task.proposal_id is None
    assert "fallback_inference" in task.answer and told in task.answer and "secret-key" not in task.answer
    assert stage is not None and stage.report.inference_method == "fallback_inference"
    assert any(told in warning for warning in stage.report.warnings) and stage.props
    assert len(server.of("stream")) == sent
    assert all(call.outcome != "asked" for _, call in production.document.calls())


@pytest.mark.parametrize("place", [1, 2, 3], ids=["second draft", "critique", "look"])
@pytest.mark.parametrize(("reply", "sent", "told"), [FAILURES[1], LIMIT, FAILURES[6], FAILURES[10]])
def test_that_a_failure_later_costs_its_step_and_the_set_is_there(
    server: GeminiServer,
    settings: GeminiSettings,
    production: OpenProduction,
    reply: Reply,
    sent: int,
    told: str,
    place: int,
) -> None:
    server.answer("stream", *GOOD[:place], *[reply] * sent, *GOOD[place + 1 :])
    task = staged(production, settings, Waits())
    ((scene, _),) = production.document.scenes()
    stage = production.document.stage(scene)
    assert task.status == "succeeded" and told in task.answer
    assert stage is not None and {prop.node for prop in stage.props} >= {"table", "mina"}
    assert stage.report.inference_method == "ai_unified"


def test_that_truncated_json_is_mended_once_and_then_the_rules_stage_it(
    server: GeminiServer, settings: GeminiSettings, production: OpenProduction
) -> None:
    server.answer("stream", said(a_design()[:200]))
    task = staged(production, settings, Waits())
    ((scene, _),) = production.document.scenes()
    stage = production.document.stage(scene)
    assert task.status == "succeeded" and len(server.of("stream")) == 4
    assert stage is not None and stage.report.inference_method == "fallback_inference"


def test_that_a_slow_body_is_given_up(server: GeminiServer, production: OpenProduction) -> None:
    gate = threading.Event()
    server.answer("stream", Reply(b"{}", wait=gate))
    patient = GeminiSettings(api_key="secret-key", base_url=server.url, text_timeout_s=0.3)
    try:
        task = staged(production, patient, Waits())
    finally:
        gate.set()
    assert task.status == "succeeded" and "fallback_inference" in task.answer and "too long" in task.answer
