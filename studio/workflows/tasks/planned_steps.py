"""A plan's steps become tasks once a person says go; it stops where a person has to look."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from studio.errors import StudioError
from studio.model.agent_documents import PlannedStep, task_path
from studio.model.document import Document
from studio.model.ids import SceneId, board_path
from studio.model.operations import Set
from studio.model.reader import DocumentReader
from studio.model.task_inputs import ArtistInput, DirectorInput, StageInput, WriterInput
from studio.script.language import Language, language_of
from studio.workflows.open_project import PRODUCER
from studio.workflows.tasks.reviewing import open_parts
from studio.workflows.tasks.task_runner import TaskRunner

_ASK: dict[Language, str] = {
    "en": "The picture of this board failed: {error} How could the shot be worded or framed so that it can be drawn,"
    " and what of the story must not be lost?",
    "ko": "이 보드의 그림을 그리지 못했습니다: {error} 이 숏을 어떻게 쓰거나 잡으면 그릴 수 있고,"
    " 이야기에서 잃으면 안 되는 것은 무엇입니까?",
}


async def run_plan(runner: TaskRunner, document: Document, task_id: str) -> tuple[str, ...]:
    """Does the steps of a plan, one after the other, up to the first after which a person has to look.

    A picture that failed goes back to the Writer as a question, whose answer stands with its task.

    Returns the ids of the tasks. Called again, it goes on behind the stop; after a restart too.

    Raises:
        StudioError: there is no plan, nothing of it is left, a step failed, or a proposal still waits for its answer.
    """
    done: list[str] = []
    while True:
        task = document.task(task_id)
        if task is None or not task.plan:
            raise StudioError("There is no plan to run.")
        for step in task.plan:
            for name in step.task_ids:
                await _ended(runner, document, name, step)
        place = next((place for place, step in enumerate(task.plan) if not step.task_ids), None)
        if place is None:
            if not done:
                raise StudioError("Every step of this plan is done.")
            return tuple(done)
        if place and task.plan[place - 1].stops_after:
            if done:
                return tuple(done)
            _check_answered(document, task.plan[place - 1])
        done += await _begun(runner, document, task_id, place)


async def _begun(runner: TaskRunner, document: Document, task_id: str, place: int) -> tuple[str, ...]:
    """Submits the tasks of one step and keeps their ids with the plan."""
    task = document.task(task_id)
    assert task is not None
    step = task.plan[place]
    names: tuple[str, ...] = ()
    for number, (scene_id, board_id) in enumerate(tuple(places_of(document, step))):
        key = f"{task_id}:{place}:{number}"
        # What somebody else has begun meanwhile, or a run before a kill, is that task, also where it has ended.
        begun = next((name for name, known in document.tasks() if known.request_key == key), None)
        names += (begun or runner.submit(step.input_context, scene_id=scene_id, board_id=board_id, request_key=key),)
        # A step may be every board of a long film, and a window has other things to do in between.
        await asyncio.sleep(0)
    if not names:
        raise StudioError(f"There is nothing to do this on: {step.says}")
    plan = [*task.plan[:place], step.model_copy(update={"task_ids": names}), *task.plan[place + 1 :]]
    document.commit(
        [Set(task_path(task_id), ("plan",), [each.to_wire() for each in plan])], label="Plan", initiator=PRODUCER
    )
    return names


def ask_about_failure(runner: TaskRunner, document: Document, task_id: str) -> str | None:
    """Sends a picture that failed back to the Writer as a question, once; the answer changes nothing.

    Returns the id of the question's task; None where the task is no failed picture of a board.
    """
    task = document.task(task_id)
    if task is None or task.status != "failed" or task.agent_type != "artist" or not (task.scene_id and task.board_id):
        return None
    scene = document.scene(SceneId(task.scene_id))
    if scene is None or document.board(board_path(task.scene_id, task.board_id)) is None:
        return None
    key = f"{task_id}:ask"
    asked = next((name for name, known in document.tasks() if known.request_key == key), None)
    if asked is not None:
        return asked
    text = _ASK[language_of([scene.script])].format(error=task.error or "")
    return runner.submit(
        WriterInput(job="ask", text=text),
        scene_id=task.scene_id,
        board_id=task.board_id,
        request_key=key,
    )


def places_of(documents: DocumentReader, step: PlannedStep) -> Iterator[tuple[str | None, str | None]]:
    """The scene and board of each task that a step is: all there are now, where it names none."""
    if step.board_id is not None or isinstance(step.input_context, WriterInput):
        yield step.scene_id, step.board_id
    elif isinstance(step.input_context, StageInput):
        scenes = [step.scene_id] if step.scene_id else [s for s, _ in documents.scenes() if documents.stage(s) is None]
        yield from ((scene, None) for scene in scenes)
    elif isinstance(step.input_context, (ArtistInput, DirectorInput)):
        for scene, _ in documents.scenes():
            if step.scene_id in (None, scene):
                yield from ((scene, board) for board, _ in documents.boards(scene))
    else:
        yield step.scene_id, None


async def _ended(runner: TaskRunner, document: Document, name: str, step: PlannedStep) -> None:
    """Waits for a task of a step; of a picture that failed, the Writer is asked once before the plan stops.

    Raises:
        StudioError: it did not succeed.
    """
    task = await runner.finished(name)
    if task.status == "succeeded":
        return
    question = ask_about_failure(runner, document, name)
    if question is not None:
        await runner.finished(question)
    raise StudioError(task.error or f"This did not come to its end: {step.says}")


def _check_answered(documents: DocumentReader, step: PlannedStep) -> None:
    for name in step.task_ids:
        task = documents.task(name)
        proposal = documents.proposal(task.proposal_id) if task is not None and task.proposal_id else None
        if proposal is not None and open_parts(proposal):
            raise StudioError("Look at the Writer's proposal first, and take or leave it; then the plan goes on.")
