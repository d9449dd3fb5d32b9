"""Tasks from the request to their end."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from studio.agents.model_provider import PictureRequest, TextRequest, Usage, VideoRequest
from studio.agents.prompt_template import PromptName
from studio.agents.provider_failure import FailureKind, ProviderFailure
from studio.agents.scripted_provider import ScriptedProvider
from studio.collab.media_folder import MediaFolder
from studio.errors import InputError
from studio.model.agent_documents import Task, TaskOperation
from studio.model.operations import Set
from studio.model.task_inputs import ArtistInput, DirectorInput, WriterInput
from studio.workflows.tasks.task_work import TaskWork
from tests.unit.workflows.tasks.conftest import Waits, a_document, a_runner


async def write(work: TaskWork) -> None:
    """A job that asks once for text."""
    await work.model.text(TextRequest(prompt="Write.", template=PromptName("test", 3)))


async def draw(work: TaskWork) -> None:
    """A job that asks once for a picture."""
    await work.model.picture(PictureRequest(prompt="Draw."))


async def order(work: TaskWork) -> None:
    """A job that orders a video."""
    await work.model.start_video(VideoRequest(prompt="Shoot.", seconds=8))


def test_that_a_task_ends_with_its_usage_and_its_call_on_record(tmp_path: Path) -> None:
    document = a_document()
    provider = ScriptedProvider(text=("fine",), usage=Usage(prompt_tokens=1_000_000, answer_tokens=500_000))

    async def run() -> Task:
        runner = a_runner(document, provider, {"writer": write}, MediaFolder(tmp_path))
        return await runner.finished(runner.submit(WriterInput(text="A storm")))

    task = asyncio.run(run())
    assert (task.status, task.error, task.attempts) == ("succeeded", None, 1)
    assert task.usage.cost == pytest.approx(2 + 6)
    ((_, call),) = document.calls()
    assert (call.outcome, call.prompt_name, call.prompt_version, call.model) == ("answered", "test", 3, "scripted")
    assert call.cost == pytest.approx(8)


def test_that_no_more_tasks_of_an_agent_run_at_once_than_its_limit_and_the_urgent_go_first(tmp_path: Path) -> None:
    document = a_document()
    began: list[str] = []
    most: list[int] = []

    async def run() -> None:
        gate = asyncio.Event()

        async def job(work: TaskWork) -> None:
            began.append(work.id)
            most.append(len(runner.running))
            await gate.wait()

        runner = a_runner(document, ScriptedProvider(), {"artist": job}, MediaFolder(tmp_path))
        runner.pause()
        names = [runner.submit(ArtistInput(), priority=place) for place in range(6)]
        await asyncio.sleep(0)
        assert began == []
        runner.resume()
        await asyncio.sleep(0)
        assert began == names[:2:-1]
        gate.set()
        for name in names:
            await runner.finished(name)

    asyncio.run(run())
    assert len(began) == 6 and max(most) == 3


def test_that_tasks_begin_in_the_order_in_which_they_were_asked_for(tmp_path: Path) -> None:
    document = a_document()
    began: list[str] = []

    async def note(work: TaskWork) -> None:
        began.append(work.id)

    async def run() -> list[str]:
        runner = a_runner(document, ScriptedProvider(), {"artist": note}, MediaFolder(tmp_path))
        names = [runner.submit(ArtistInput()) for _ in range(12)]
        for name in names:
            await runner.finished(name)
        return names

    assert asyncio.run(run()) == began == [name for name, _ in document.tasks()]


def test_that_the_same_request_is_not_queued_twice(tmp_path: Path) -> None:
    document = a_document()

    async def run() -> tuple[str, str, str]:
        runner = a_runner(document, ScriptedProvider(text=("x",)), {"writer": write}, MediaFolder(tmp_path))
        first = runner.submit(WriterInput(), request_key="key")
        second = runner.submit(WriterInput(), request_key="key")
        await runner.finished(first)
        return first, second, runner.submit(WriterInput(), request_key="key")

    first, second, third = asyncio.run(run())
    assert first == second != third


def test_that_a_quota_is_waited_out_as_long_as_the_service_says_and_told_meanwhile(tmp_path: Path) -> None:
    document = a_document()
    waits = Waits()
    told: list[tuple[str, str | None]] = []
    document.subscribe(lambda _: told.extend((task.status, task.error) for _, task in document.tasks()))
    provider = ScriptedProvider(text=(ProviderFailure("quota", "slow", retry_after_s=26), "fine"))

    async def run() -> Task:
        runner = a_runner(document, provider, {"writer": write}, MediaFolder(tmp_path), sleep=waits.sleep)
        return await runner.finished(runner.submit(WriterInput()))

    assert asyncio.run(run()).status == "succeeded"
    assert waits.seconds == [26]
    assert any(status == "waiting" and error and "26 s" in error for status, error in told)
    assert [call.outcome for _, call in document.calls()] == ["quota", "answered"]


@pytest.mark.parametrize(("kind", "tries"), [("interrupted", 1), ("timeout", 1), ("unavailable", 1), ("quota", 4)])
def test_that_a_video_is_ordered_again_only_after_it_was_surely_not_taken(
    tmp_path: Path, kind: FailureKind, tries: int
) -> None:
    document = a_document()
    provider = ScriptedProvider(orders=(ProviderFailure(kind),))

    async def run() -> Task:
        runner = a_runner(document, provider, {"director": order}, MediaFolder(tmp_path))
        return await runner.finished(runner.submit(DirectorInput()))

    task = asyncio.run(run())
    assert task.status == "failed" and task.error
    assert len(provider.asked) == tries
    # What may have been made counts against the budget; what was refused does not.
    assert task.usage.cost == (4.0 if kind in ("interrupted", "timeout") else 0.0)


def test_that_a_budget_stops_before_it_is_passed_also_by_many_at_once(tmp_path: Path) -> None:
    document = a_document(budget=0.6)
    provider = ScriptedProvider(pictures=(b"png",))

    async def run() -> list[Task]:
        runner = a_runner(document, provider, {"artist": draw}, MediaFolder(tmp_path))
        names = [runner.submit(ArtistInput()) for _ in range(3)]
        return [await runner.finished(name) for name in names]

    ended = asyncio.run(run())
    assert sorted(task.status for task in ended) == ["failed", "succeeded", "succeeded"]
    assert len(provider.asked) == 2
    assert "nothing was sent" in next(task.error or "" for task in ended if task.status == "failed")


def test_that_a_running_task_is_cancelled_and_says_that_its_order_may_be_billed(tmp_path: Path) -> None:
    document = a_document()

    async def run() -> Task:
        at_it = asyncio.Event()

        async def job(work: TaskWork) -> None:
            await work.keep_operation(TaskOperation(state="ordered", handle="h"))
            at_it.set()
            await asyncio.Event().wait()

        runner = a_runner(document, ScriptedProvider(), {"director": job}, MediaFolder(tmp_path))
        name = runner.submit(DirectorInput())
        await at_it.wait()
        runner.cancel(name)
        return await runner.finished(name)

    task = asyncio.run(run())
    assert task.status == "cancelled" and "may still be billed" in (task.error or "")


def test_that_an_order_is_taken_up_after_a_restart_and_a_lost_request_is_not_repeated(tmp_path: Path) -> None:
    document = a_document()
    resumed: list[TaskOperation | None] = []

    async def first() -> tuple[str, str]:
        async def job(work: TaskWork) -> None:
            if work.task.agent_type == "director":
                await work.keep_operation(TaskOperation(state="ordered", handle="h"))
            await asyncio.Event().wait()

        runner = a_runner(document, ScriptedProvider(), {"director": job, "artist": job}, MediaFolder(tmp_path))
        names = runner.submit(DirectorInput()), runner.submit(ArtistInput())
        await asyncio.sleep(0.05)
        await runner.close()
        return names

    async def second(ordered: str) -> None:
        async def job(work: TaskWork) -> None:
            resumed.append(work.task.operation)

        runner = a_runner(document, ScriptedProvider(), {"director": job, "artist": job}, MediaFolder(tmp_path))
        runner.recover()
        await runner.finished(ordered)

    ordered, lost = asyncio.run(first())
    asyncio.run(second(ordered))
    assert [each.handle for each in resumed if each] == ["h"]
    lost_task, ordered_task = document.task(lost), document.task(ordered)
    assert lost_task is not None and lost_task.status == "failed" and "paid twice" in (lost_task.error or "")
    assert ordered_task is not None and ordered_task.status == "succeeded"


def test_that_an_error_of_ours_ends_the_task_with_its_sentence(tmp_path: Path) -> None:
    document = a_document()

    async def job(work: TaskWork) -> None:
        raise InputError("The board has no set; stage the scene first.")

    async def run() -> Task:
        runner = a_runner(document, ScriptedProvider(), {"artist": job}, MediaFolder(tmp_path))
        return await runner.finished(runner.submit(ArtistInput()))

    task = asyncio.run(run())
    assert (task.status, task.error) == ("failed", "The board has no set; stage the scene first.")


def test_that_nothing_is_ordered_where_the_disk_does_not_take_the_record(tmp_path: Path) -> None:
    document = a_document()
    provider = ScriptedProvider(orders=("h",))

    async def run() -> Task:
        runner = a_runner(document, provider, {"director": order}, MediaFolder(tmp_path), flush=lambda: False)
        return await runner.finished(runner.submit(DirectorInput()))

    assert asyncio.run(run()).status == "failed"
    assert provider.asked == []


def test_that_the_project_budget_can_be_set_by_an_ordinary_commit() -> None:
    document = a_document()
    document.commit([Set(document_path := next(iter(document.all_paths())), ("budget",), 3.0)], label="Budget")
    assert document_path == "" and document.project.budget == 3.0
