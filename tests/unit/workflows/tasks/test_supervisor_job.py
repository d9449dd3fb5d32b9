"""The Supervisor: plans are told before anything runs, stop for a person, and questions get facts."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from studio.agents.model_provider import ModelProvider
from studio.agents.offline.offline_provider import OfflineProvider
from studio.agents.provider_failure import ProviderFailure
from studio.agents.scripted_provider import ScriptedProvider
from studio.collab.media_folder import MediaFolder
from studio.errors import StudioError
from studio.model.agent_documents import Task, task_path
from studio.model.document import Document
from studio.model.documents import Anchor, ShotLabel
from studio.model.ids import DocPath, SceneId, Uid, board_path
from studio.model.operations import Create, Set
from studio.model.task_inputs import ArtistInput, SupervisorInput, WriterInput
from studio.workflows.tasks.planned_steps import ask_about_failure, run_plan
from studio.workflows.tasks.reviewing import reject
from studio.workflows.tasks.task_jobs import JOBS, OFFLINE_ANSWERS
from studio.workflows.tasks.task_work import TaskWork
from tests.unit.workflows.tasks.conftest import a_document, a_runner

BOARD = DocPath("scenes/s1/boards/b1")
REVISED = json.dumps({"script": "INT. HALL - NIGHT\n\nMina waits by the door.\n", "rationale": "Darker."})


def a_film() -> Document:
    """A scene with one board, 1A."""
    document = a_document()
    fields = [
        Set(BOARD, ("shot",), ShotLabel(number="1", setup="A").to_wire()),
        Set(BOARD, ("anchor",), Anchor(start=17, end=39, quote="Mina waits by the door.").to_wire()),
        Set(BOARD, ("rationale",), "She is small in the hall."),
    ]
    document.commit(fields, label="Shot", initiator=Uid("me"))
    return document


def supervised(document: Document, provider: ModelProvider, text: str, folder: Path) -> Task:
    """The Supervisor's task at its end, with scene and board before the person."""

    async def run() -> Task:
        runner = a_runner(document, provider, JOBS, MediaFolder(folder))
        return await runner.finished(runner.submit(SupervisorInput(text=text), scene_id="s1", board_id="b1"))

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("redraw board 1A", [("artist", "s1", "b1")]),
        ("보드 1A 다시 그려 줘", [("artist", "s1", "b1")]),
        ("draw this again, more light: rain on the window", [("artist", "s1", "b1")]),
        ("shoot it", [("director", "s1", "b1")]),
        ("이 숏 촬영해 줘", [("director", "s1", "b1")]),
        ("make scene 1 shorter", [("writer", "s1", None)]),
        ("이 씬을 더 어둡게 고쳐 줘", [("writer", "s1", None)]),
        ("restage everything", [("stage", "s1", None)]),
        ("씬 1 세트를 다시 만들고 모든 보드를 그려 줘", [("stage", "s1", None), ("artist", "s1", None)]),
        ("write: A boy finds a map", [("writer", None, None)]),
        ("대본 써 줘: 소년이 지도를 찾는다", [("writer", None, None)]),
        ("A boy finds a map in the attic. He runs to the harbour. The boat leaves.", [("writer", None, None)]),
        ("Who is in scene 1?", []),
        ("이 영화는 몇 초인가요?", []),
        ("hello", []),
        ("rewrite scene 7", []),
    ],
)
def test_that_offline_a_request_is_routed_by_its_words(
    tmp_path: Path, text: str, steps: list[tuple[str, str | None, str | None]]
) -> None:
    document = a_film()
    before = document.snapshot()
    task = supervised(document, OfflineProvider(OFFLINE_ANSWERS), text, tmp_path)
    assert (task.status, task.error) == ("succeeded", None)
    assert [(step.input_context.kind, step.scene_id, step.board_id) for step in task.plan] == steps
    assert task.answer, "what will be done is told, or why nothing is"
    is_korean = any("가" <= letter <= "힣" for letter in text)
    assert is_korean == any("가" <= letter <= "힣" for letter in task.answer)
    assert len(document.tasks()) == 1 and document.raw(BOARD) == before.raw(BOARD), "nothing runs before a person's go"


def test_that_offline_a_question_is_answered_from_the_documents(tmp_path: Path) -> None:
    offline = OfflineProvider(OFFLINE_ANSWERS)
    told = supervised(a_film(), offline, "How many boards are there?", tmp_path).answer
    assert told.splitlines()[0] == "Film: 1 scenes, 1 boards (0 with a picture, 0 with a video), 2 seconds."
    assert "씬 1개" in supervised(a_film(), offline, "보드가 몇 개인가요?", tmp_path).answer


def test_that_a_route_to_what_is_not_there_goes_back_to_the_model(tmp_path: Path) -> None:
    wrong = json.dumps({"steps": [{"kind": "draw", "board": "9Z"}]})
    right = json.dumps({"steps": [{"kind": "draw", "board": "1a"}]})
    provider = ScriptedProvider(text=(wrong, right))
    task = supervised(a_film(), provider, "redraw it", tmp_path)
    assert "there is no board 9Z" in provider.asked[1].prompt
    assert [step.board_id for step in task.plan] == ["b1"]


def test_that_a_failure_of_the_model_is_told(tmp_path: Path) -> None:
    task = supervised(a_film(), ScriptedProvider(text=(ProviderFailure("forbidden"),)), "redraw it", tmp_path)
    assert task.status == "failed" and task.plan == () and "choose another model" in (task.error or "")


PLAN = {"steps": [{"kind": "revise", "scene": 1, "words": "darker"}, {"kind": "draw"}, {"kind": "draw", "board": "1A"}]}


def test_that_a_plan_runs_when_told_and_stops_for_a_person_after_the_script(tmp_path: Path) -> None:
    document = a_film()
    drawn: list[str | None] = []

    async def draw(work: TaskWork) -> None:
        drawn.append(work.task.board_id)

    provider = ScriptedProvider(text=(json.dumps(PLAN), REVISED))

    async def run() -> None:
        runner = a_runner(document, provider, {**JOBS, "artist": draw}, MediaFolder(tmp_path))
        plan = runner.submit(SupervisorInput(text="Darker, then draw it"))
        await runner.finished(plan)
        (revised,) = await run_plan(runner, document, plan)
        assert drawn == [] and len(document.tasks()) == 2
        with pytest.raises(StudioError, match="Look at the Writer's proposal first"):
            await run_plan(runner, document, plan)
        task = document.task(revised)
        assert task is not None and task.proposal_id is not None
        reject(document, task.proposal_id)
        assert len(await run_plan(runner, document, plan)) == 2
        with pytest.raises(StudioError, match="Every step"):
            await run_plan(runner, document, plan)

    asyncio.run(run())
    assert drawn == ["b1", "b1"]


def test_that_what_a_plan_had_begun_before_a_kill_is_not_begun_again(tmp_path: Path) -> None:
    document = a_film()
    second = {**(document.raw(BOARD) or {}), "orderKey": "b"}
    document.commit([Create(board_path(SceneId("s1"), "b2"), second)], label="Board")
    drawn: list[str | None] = []

    async def draw(work: TaskWork) -> None:
        drawn.append(work.task.board_id)

    provider = ScriptedProvider(text=(json.dumps({"steps": [{"kind": "draw"}]}),))

    async def run() -> None:
        runner = a_runner(document, provider, {**JOBS, "artist": draw}, MediaFolder(tmp_path))
        plan = runner.submit(SupervisorInput(text="Draw everything"))
        await runner.finished(plan)
        going = asyncio.ensure_future(run_plan(runner, document, plan))
        while not drawn:
            await asyncio.sleep(0)
        going.cancel()
        task = document.task(plan)
        assert task is not None
        (step,) = task.plan
        document.commit(
            [Set(task_path(plan), ("plan",), [step.model_copy(update={"task_ids": ()}).to_wire()])], label=""
        )
        for name, _ in document.tasks():
            await runner.finished(name)
        one, other = await asyncio.gather(*(run_plan(runner, document, plan) for _ in range(2)))
        assert one == other

    asyncio.run(run())
    assert sorted(map(str, drawn)) == ["b1", "b2"]


def test_that_a_failed_picture_goes_back_to_the_writer_as_one_question(tmp_path: Path) -> None:
    document = a_film()
    provider = ScriptedProvider(text=(json.dumps({"answer": "Show her hands instead."}),))

    async def draw(_work: TaskWork) -> None:
        raise StudioError("Two hands have six fingers.")

    async def run() -> tuple[str | None, str | None]:
        runner = a_runner(document, provider, {**JOBS, "artist": draw}, MediaFolder(tmp_path))
        failed = runner.submit(ArtistInput(), scene_id="s1", board_id="b1")
        await runner.finished(failed)
        asked = ask_about_failure(runner, document, failed), ask_about_failure(runner, document, failed)
        assert asked[0] is not None
        task = await runner.finished(asked[0])
        assert isinstance(task.input_context, WriterInput) and task.answer == "Show her hands instead."
        assert ask_about_failure(runner, document, asked[0]) is None
        assert ask_about_failure(runner, document, failed) == asked[0], "it is asked once"
        return asked

    first, second = asyncio.run(run())
    assert first == second
    prompt = provider.asked[0].prompt
    assert "six fingers" in prompt and "She is small in the hall." in prompt


def test_that_a_plan_stops_at_a_picture_that_fails_once_the_writer_was_asked_about_it(tmp_path: Path) -> None:
    document = a_film()
    plan = json.dumps({"steps": [{"kind": "draw", "board": "1A"}, {"kind": "shoot", "board": "1A"}]})
    provider = ScriptedProvider(text=(plan, json.dumps({"answer": "Show her hands instead."})))

    async def draw(_work: TaskWork) -> None:
        raise StudioError("Two hands have six fingers.")

    async def run() -> None:
        runner = a_runner(document, provider, {**JOBS, "artist": draw}, MediaFolder(tmp_path))
        request = runner.submit(SupervisorInput(text="Draw it and shoot it"))
        await runner.finished(request)
        for _ in range(2):
            with pytest.raises(StudioError, match="six fingers"):
                await run_plan(runner, document, request)

    asyncio.run(run())
    told = [(task.agent_type, task.status, task.answer) for _, task in document.tasks()]
    assert len(told) == 3, "nothing is shot, and the question is asked once"
    assert ("writer", "succeeded", "Show her hands instead.") in told
