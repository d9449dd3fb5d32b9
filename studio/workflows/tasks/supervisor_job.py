"""The Supervisor at work: a request becomes a plan that waits for a person's go, or an answer."""

from __future__ import annotations

from studio.agents.scene_people import scene_people
from studio.agents.supervisor import BoardFact, SceneFact, StepAnswer, SupervisorFacts, route
from studio.agents.supervisor_words import step_in_words
from studio.agents.writer import bible_text
from studio.errors import InputError, StudioError
from studio.model.agent_documents import PlannedStep, Task, task_path
from studio.model.ids import SceneId, board_path
from studio.model.operations import Set
from studio.model.reader import DocumentReader
from studio.model.task_inputs import (
    ArtistInput,
    CharacterInput,
    DirectorInput,
    StageInput,
    SupervisorInput,
    TaskInput,
    WriterInput,
)
from studio.script.language import Language, language_of
from studio.workflows.read_production import read_production
from studio.workflows.tasks.task_work import TaskWork


async def supervise(work: TaskWork) -> None:
    """Leaves a plan and its words with the task, or an answer; nothing else is changed.

    Raises:
        StudioError: there is no request, the model gave nothing, or its answer could not be used.
    """
    wanted = work.task.input_context
    if not isinstance(wanted, SupervisorInput):
        raise StudioError("This is no work for the Supervisor.")
    if not wanted.text.strip():
        raise InputError("Say what is wanted, in English or Korean.")
    facts = supervisor_facts(work.document, work.task, wanted.text)
    told = (await route(work.model, facts, on_thought=work.thought)).value
    plan = [_planned(work.document, step, facts.language) for step in told.steps]
    answer = "\n".join(f"{number}. {step.says}" for number, step in enumerate(plan, 1)) or told.answer
    work.commit(
        [
            Set(task_path(work.id), ("plan",), [step.to_wire() for step in plan]),
            Set(task_path(work.id), ("answer",), answer),
        ],
        label="Plan",
    )


def supervisor_facts(documents: DocumentReader, task: Task, request: str) -> SupervisorFacts:
    """What the documents say, for a request that was typed with the task's scene and board before the person."""
    rate = documents.project.frame_rate.rate
    scenes = []
    people: dict[str, None] = {who.name: None for who in documents.project.production_bible.characters.values()}
    at_hand: int | None = None
    for number, reading in enumerate(read_production(documents), 1):
        present = tuple(person.name for person in scene_people(reading.beats, people=reading.figures))
        people.update(dict.fromkeys(present))
        boards = tuple(
            BoardFact(
                board.shot.text or name,
                rate.seconds(board.duration_frames),
                has_picture=board.image_url is not None,
                has_video=board.video_url is not None,
            )
            for name, board in documents.boards(reading.id)
        )
        heading = reading.beats.heading
        has_set = documents.stage(reading.id) is not None
        seconds = sum(board.seconds for board in boards)
        scenes.append(SceneFact(number, heading, present, seconds, has_set, boards))
        at_hand = number if reading.id == task.scene_id else at_hand
    board = documents.board(board_path(task.scene_id, task.board_id)) if task.scene_id and task.board_id else None
    return SupervisorFacts(
        request=request,
        language=language_of([request]),
        title=documents.project.title,
        scenes=tuple(scenes),
        people=tuple(people),
        scene=at_hand,
        board=(board.shot.text or task.board_id) if board is not None else None,
        bible=bible_text(documents.project.production_bible),
        script="".join(scene.script for _, scene in documents.scenes()),
    )


def _planned(documents: DocumentReader, step: StepAnswer, language: Language) -> PlannedStep:
    scene_id: str | None = documents.scenes()[step.scene - 1][0] if step.scene is not None else None
    board_id: str | None = None
    if step.board is not None:
        scene_id, board_id = _board_labelled(documents, step.board)
    return PlannedStep(
        says=step_in_words(step, language),
        scene_id=scene_id,
        board_id=board_id,
        input_context=_input(documents, step),
        stops_after=step.kind in ("draft", "revise"),
    )


def _board_labelled(documents: DocumentReader, label: str) -> tuple[SceneId, str]:
    for scene_id, _ in documents.scenes():
        for name, board in documents.boards(scene_id):
            if (board.shot.text or name).casefold() == label.casefold():
                return scene_id, name
    raise InputError(f"There is no board {label} any more.")


def _input(documents: DocumentReader, step: StepAnswer) -> TaskInput:
    match step.kind:
        case "draft":
            return WriterInput(job="draft", text=step.words)
        case "revise":
            return WriterInput(job="revise", text=step.words)
        case "stage":
            return StageInput(prompt=step.words)
        case "draw":
            return ArtistInput(note=step.words)
        case "shoot":
            return DirectorInput(note=step.words)
        case "character":
            known = documents.project.production_bible.characters.values()
            wanted = step.words.strip().casefold()
            return CharacterInput(
                character_id=next((who.id for who in known if who.name.casefold() == wanted), step.words.strip())
            )
