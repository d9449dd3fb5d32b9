"""The Stage Designer at work on a project: a set for a scene, designed by the model or by the rules."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from studio.agents.answered import AnswerInvalid
from studio.agents.model_provider import Attached
from studio.agents.offline.offline_provider import OFFLINE
from studio.agents.provider_failure import ProviderFailure
from studio.agents.scene_people import scene_people
from studio.agents.stage_design import StageDesign
from studio.agents.stage_designer import StageBrief
from studio.errors import StudioError
from studio.model.agent_documents import task_path
from studio.model.ids import SceneId, board_path, scene_path
from studio.model.operations import Operation, Set
from studio.model.stage import Prop, Stage, StageCamera
from studio.model.task_inputs import StageInput
from studio.script.language import Language, language_of
from studio.workflows import worker_jobs
from studio.workflows.catalogue import kit_names
from studio.workflows.design_stage import design_stage, with_story
from studio.workflows.design_words import design_words
from studio.workflows.read_production import SceneReading, read_production
from studio.workflows.stage_scene import pinned_props, reframing_operations, stage_operations, words_of
from studio.workflows.tasks.kept_answers import KeptAnswers
from studio.workflows.tasks.ledger import BudgetReached
from studio.workflows.tasks.proposing import ProposedPart, propose
from studio.workflows.tasks.task_work import TaskWork

STAGE_DESIGNER = "stage"
_PICTURE_SIZE = (1024, 576)
_TOLD = 6


@dataclass(frozen=True, slots=True)
class _Made:
    """A set, how it came to be, and the design to place it by again where a model made one."""

    stage: Stage
    rationale: str
    design: StageDesign | None = None


async def build_set(work: TaskWork) -> None:
    """Makes the scene's set: at once where it has none, else as a proposal.

    Where no draft came from the model the rules make it, ``fallback_inference``, with the reason. The offline agents
    are not asked: what the rules know of a scene is its script, and that they read themselves.

    Raises:
        StudioError: the scene is gone, or no set can be made of its words.
    """
    wanted = work.task.input_context
    scene = SceneId(work.task.scene_id or "")
    if not isinstance(wanted, StageInput):
        raise StudioError("This is no work for the Stage Designer.")
    reading = await _reading(work, scene)
    prompt = wanted.prompt.strip() or None
    words = prompt if prompt is not None else await asyncio.to_thread(words_of, reading)
    language = language_of([words])
    pinned = pinned_props(work.document.stage(scene))
    if work.model.name == OFFLINE:
        stage = await _by_rules(work, reading, prompt, pinned, wanted.seed)
        score = stage.report.quality.get("score", 0)
        told = design_words(language, "offline", attempts=stage.report.attempts, score=score)
        made = _Made(stage, "\n".join((told, *_understood(stage, language))))
    else:
        made = await _designed(work, reading, wanted, words, language, pinned)
    while (now := pinned_props(work.document.stage(scene))) != pinned:
        # Somebody moved things while this was under way; the set is placed round them as they stand now.
        pinned = now
        made = await _placed_again(work, reading, made, prompt, pinned, wanted.seed)
    await _hand_over(work, scene, made, language)


async def _designed(
    work: TaskWork,
    reading: SceneReading,
    wanted: StageInput,
    words: str,
    language: Language,
    pinned: tuple[Prop, ...],
) -> _Made:
    prompt = wanted.prompt.strip() or None
    brief = await asyncio.to_thread(_brief, reading, words, language, pinned)
    model = KeptAnswers(work.model)

    async def place(design: StageDesign) -> Stage:
        return await work.in_worker(worker_jobs.designed, reading, design, prompt, pinned, wanted.seed)

    async def pictures(stage: Stage) -> tuple[Attached, ...]:
        front = await work.frames.stage(stage, size=_PICTURE_SIZE)
        above = await work.frames.stage(seen_from_above(stage), size=_PICTURE_SIZE)
        return (
            Attached(front, "image/png", "The set through its own camera"),
            Attached(above, "image/png", "The set from above"),
        )

    try:
        found = await design_stage(
            model, brief, place=place, pictures=pictures, tell=work.tell, on_thought=work.thought
        )
    except (AnswerInvalid, ProviderFailure, BudgetReached) as error:
        # Waiting and the kept answers are behind it: the scene has a set all the same, and it says by whom and why.
        stage = await _by_rules(work, reading, prompt, pinned, wanted.seed)
        told = design_words(language, "fallback", why=error.message)
        report = stage.report.model_copy(update={"warnings": (*stage.report.warnings, told)})
        stage = stage.model_copy(update={"report": report})
        return _Made(stage, "\n".join((told, *_understood(stage, language))))
    warnings = (design_words(language, "cached", count=model.reused),) if model.reused else ()
    stage = with_story(found.stage, found, warnings=warnings)
    rationale = "\n".join((found.rationale, *warnings, *_left_out(stage, language)))
    return _Made(stage, rationale, found.design)


async def _by_rules(
    work: TaskWork, reading: SceneReading, prompt: str | None, pinned: tuple[Prop, ...], seed: int
) -> Stage:
    work.tell(0, 1, "staging")
    return await work.in_worker(worker_jobs.staged, reading, prompt, pinned, seed)


async def _placed_again(
    work: TaskWork, reading: SceneReading, made: _Made, prompt: str | None, pinned: tuple[Prop, ...], seed: int
) -> _Made:
    if made.design is None:
        stage = await work.in_worker(worker_jobs.staged, reading, prompt, pinned, seed)
    else:
        stage = await work.in_worker(worker_jobs.designed, reading, made.design, prompt, pinned, seed)
    told = made.stage.report
    kept = {
        "understood": told.understood,
        "not_understood": told.not_understood,
        "expansion": told.expansion,
        "warnings": tuple(dict.fromkeys((*stage.report.warnings, *told.warnings))),
    }
    return _Made(stage.model_copy(update={"report": stage.report.model_copy(update=kept)}), made.rationale, made.design)


async def _hand_over(work: TaskWork, scene: SceneId, made: _Made, language: Language) -> None:
    """The set into the scene, or before a person; cameras that are there change only with a yes."""
    document = work.document
    boards = [(board_path(scene, name), board) for name, board in document.boards(scene)]
    documents = tuple(board for _, board in boards)
    shots = await work.in_worker(worker_jobs.framed_again, documents, made.stage, document.project) if boards else ()
    alive = [(pair, shot) for pair, shot in zip(boards, shots, strict=True) if document.is_alive(pair[0])]
    pairs = [pair for pair, _ in alive]
    if not document.is_alive(scene_path(scene)):
        raise StudioError("The scene is not there any more.")
    framing = reframing_operations(pairs, [shot for _, shot in alive], made.stage)
    ops: list[Operation] = stage_operations(document, scene, made.stage)
    answer = Set(task_path(work.id), ("answer",), made.rationale)
    if document.stage(scene) is None:
        unframed = {path for path, board in pairs if not board.camera_keys}
        ops += [op for op in framing if op.doc in unframed]
        work.commit([*ops, answer], label="Stage scene")
        return
    part = ProposedPart(design_words(language, "part"), made.rationale, (*ops, *framing))
    propose(work, [part], agent=STAGE_DESIGNER, title=design_words(language, "title"), rationale=made.rationale)


def seen_from_above(stage: Stage) -> Stage:
    """The stage with a camera over its middle that sees all of its floor."""
    corners = stage.container.footprint
    xs, zs = [x for x, _ in corners], [z for _, z in corners]
    middle = ((min(xs) + max(xs)) / 2, (min(zs) + max(zs)) / 2)
    # At 40° up and 16:9 the height that frames an edge is the edge by 2·tan 20°, with a little round it.
    height = 1.8 * max(max(zs) - min(zs), (max(xs) - min(xs)) * 9 / 16, 2.0) + stage.container.floor_y
    above = StageCamera(
        name="above",
        position=(middle[0], height, middle[1] + 0.01),
        target=(middle[0], stage.container.floor_y, middle[1]),
        fov_y_deg=40.0,
    )
    return stage.model_copy(update={"cameras": (above,)})


async def _reading(work: TaskWork, scene: SceneId) -> SceneReading:
    readings = await asyncio.to_thread(read_production, work.document.snapshot())
    found = next((reading for reading in readings if reading.id == scene), None)
    if found is None:
        raise StudioError("The scene is not there any more.")
    return found


def _brief(reading: SceneReading, words: str, language: Language, pinned: tuple[Prop, ...]) -> StageBrief:
    people = scene_people(reading.beats, people=reading.figures)
    return StageBrief(
        words=words,
        people=tuple(f"{person.name}: {person.pose}" for person in people),
        pinned=tuple(prop.name or prop.id for prop in pinned),
        catalogue=kit_names(),
        language=language,
    )


def _understood(stage: Stage, language: Language) -> tuple[str, ...]:
    """What the rules read from the words, in short."""
    lines = stage.report.understood[:_TOLD]
    told = (design_words(language, "read", what="; ".join(lines)),) if lines else ()
    return (*told, *_left_out(stage, language))


def _left_out(stage: Stage, language: Language) -> tuple[str, ...]:
    """What of the words came to nothing."""
    report = stage.report
    told: list[str] = []
    people = {prop.name.casefold() for prop in stage.props if prop.semantic_role == "character"}
    unread = [word for word in report.not_understood if word.casefold() not in people]
    if unread:
        told.append(design_words(language, "not understood", what=", ".join(unread)))
    if report.unplaced:
        what = "; ".join(f"{one.id} ({one.reason})" for one in report.unplaced[:_TOLD])
        told.append(design_words(language, "no place", what=what))
    return tuple(told)
