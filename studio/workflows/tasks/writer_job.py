"""The Writer at work on a project: a draft, a revision, an answer to a question about them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from studio.agents.answered import AnswerInvalid
from studio.agents.long_draft import draft_in_parts, joined_draft
from studio.agents.model_provider import Content
from studio.agents.offline.offline_provider import OFFLINE
from studio.agents.provider_failure import ProviderFailure
from studio.agents.scene_beats import names_in, read_beats
from studio.agents.writer import WRITER, ask, draft, revise, source_of, why_for
from studio.agents.writer_answers import DraftAnswer, heading_in
from studio.agents.writer_facts import AskFacts, DraftFacts, ReviseFacts
from studio.errors import InputError, StudioError
from studio.model.agent_documents import Proposal, task_path
from studio.model.ids import SceneId, board_path, doc_id, scene_path
from studio.model.operations import Set, Splice, operation_from_wire
from studio.model.reader import DocumentReader
from studio.model.task_inputs import WriterInput
from studio.script.language import Language, language_of
from studio.script.scene_hunks import scene_hunks
from studio.workflows.tasks.draft_parts import breakdown_parts, draft_parts
from studio.workflows.tasks.kept_parts import KeptParts
from studio.workflows.tasks.ledger import BudgetReached
from studio.workflows.tasks.memory import history_of, remember
from studio.workflows.tasks.proposing import ProposedPart, propose
from studio.workflows.tasks.task_work import TaskWork

_TITLE_LETTERS = 60


async def write(work: TaskWork) -> None:
    """Does what the task asks of the Writer.

    Raises:
        StudioError: there is nothing to work on, the model gave nothing, or its answer could not be used.
    """
    wanted = work.task.input_context
    if not isinstance(wanted, WriterInput):
        raise StudioError("This is no work for the Writer.")
    match wanted.job:
        case "draft":
            await _draft(work, wanted)
        case "revise":
            await _revise(work, wanted)
        case "ask":
            await _ask(work, wanted)
        case _:
            assert_never(wanted.job)


async def _draft(work: TaskWork, wanted: WriterInput) -> None:
    if work.task.proposal_id is not None:
        return  # a kill came between the proposal and the task's end
    documents = work.document
    names = tuple(name for name, _ in documents.scenes())
    scripts = tuple(scene.script for _, scene in documents.scenes())
    text = wanted.text.strip()
    is_breakdown = not text
    if is_breakdown and not any(read_beats(script).beats for script in scripts):
        raise InputError("There is nothing to write from yet; give a topic, a treatment or a script.")
    facts = DraftFacts(
        text=text or "".join(scripts),
        source="scenes" if is_breakdown else source_of(text),
        language=language_of([text] if text else scripts),
        bible=documents.project.production_bible,
        scenes=scripts if is_breakdown else (),
        before=() if is_breakdown else tuple(scene.heading for _, scene in documents.scenes()),
        rate=documents.project.frame_rate.rate,
    )
    # Another topic is another conversation, unless it is said to go on with one.
    talk = wanted.conversation_id
    told, places, left_out = await _drafted(work, facts, talk)
    if is_breakdown:
        parts = breakdown_parts(documents, told, [names[place] for place in places])
    else:
        parts = draft_parts(documents, told)
    rationale = " ".join(filter(None, (told.rationale, left_out)))
    if not parts:
        _answer(work, rationale)
        return
    parts = [part if part.title else _titled(part, facts.language) for part in parts]
    title = told.logline or told.scenes[0].heading
    if left_out:
        _answer(work, left_out)
    propose(work, parts, agent=WRITER, title=_short(title), rationale=rationale)


async def _drafted(work: TaskWork, facts: DraftFacts, talk: str | None) -> tuple[DraftAnswer, tuple[int, ...], str]:
    """The draft, of a long text in parts; the places of its scenes in ``facts``, and what is told of what is missing.

    Raises:
        StudioError: not even the first part came.
    """
    history, given = _history(work, talk), list[DraftAnswer]()
    work.tell(0, 2, "writing")
    if work.model.name == OFFLINE:
        # Rules have no limit of length, and see the whole better.
        told = await draft(work.model, facts, history=history, on_thought=work.thought)
        _remember(work, talk, told.turns, scene_id=None)
        return told.value, tuple(range(len(facts.scenes))), ""
    # Where a restart goes on is the conversation that it was in.
    talk = work.task.conversation_id or talk
    places, missing, at = list[int](), list[str](), 0
    parts = draft_in_parts(work.model, facts, history=history, on_thought=work.thought, memory=KeptParts(work))
    try:
        async for part in parts:
            if part.answered is None:
                missing.append(_lost_words(part.units))
            else:
                given.append(part.answered.value)
                places += range(at, at + len(part.units))
                if part.answered.turns:
                    talk = _remember(work, talk, part.answered.turns, scene_id=None)
            at += len(part.units)
            done = len(given) + len(missing)
            work.tell(done, done + part.left + 1, "writing")
    except (ProviderFailure, AnswerInvalid, BudgetReached) as error:
        if not given:
            raise
        # What has come is paid for, and is proposed.
        missing.append(_rest_words(given[-1].scenes[-1].heading, error))
    if not given:
        raise StudioError(" ".join(missing))
    return joined_draft(given), tuple(places), " ".join(missing)


def _rest_words(last: str, error: StudioError) -> str:
    """What is told where nothing came any more."""
    return f"The text was worked through up to “{last}”; the rest was not: {error.message}"


def _lost_words(units: Sequence[str]) -> str:
    """What is told of a part that did not arrive."""
    first = _short(heading_in(units[0]) or units[0])
    return (
        f"The part from “{first}” on had been asked for when the studio was closed and did not arrive; it was not asked"
        " for again, so that nothing is paid twice. Start the same again, and only what is missing is asked for."
    )


async def _revise(work: TaskWork, wanted: WriterInput) -> None:
    documents = work.document
    scene_id = SceneId(work.task.scene_id or "")
    scene = documents.scene(scene_id)
    if scene is None:
        raise InputError("This scene is not there any more.")
    wish = wanted.text.strip()
    scenes = documents.scenes()
    facts = ReviseFacts(
        script=scene.script,
        wish=wish,
        language=language_of([scene.script]),
        people=names_in(read_beats(each.script) for _, each in scenes),
        bible=documents.project.production_bible,
        around=tuple(each.heading for _, each in scenes),
    )
    talk = wanted.conversation_id or latest_conversation(documents, scene_id, model=work.model.models.text)
    work.tell(0, 2, "writing")
    told = await revise(work.model, facts, history=_history(work, talk), on_thought=work.thought)
    work.tell(1, 2, "writing")
    _remember(work, talk, told.turns, scene_id=scene_id)
    answer = told.value
    if answer.refusal.strip():
        _answer(work, answer.refusal.strip())
        return
    parts = [
        ProposedPart(
            _short(hunk.inserted.strip() or hunk.removed.strip()),
            why_for(answer, scene.script, hunk),
            (Splice(scene_path(scene_id), ("script",), hunk.at, hunk.removed, hunk.inserted),),
        )
        for hunk in scene_hunks(scene.script, _in_place_of(scene.script, answer.script))
    ]
    reason = answer.rationale or "\n".join(change.why for change in answer.changes)
    if not parts:
        _answer(work, reason)
        return
    propose(work, parts, agent=WRITER, title=_short(wish) or scene.heading, rationale=reason)


async def _ask(work: TaskWork, wanted: WriterInput) -> None:
    documents = work.document
    proposal = documents.proposal(wanted.proposal_id) if wanted.proposal_id else None
    scene_id = work.task.scene_id
    talk = wanted.conversation_id
    if proposal is not None:
        source = documents.task(proposal.task_id)
        talk = talk or (source.conversation_id if source else None)
        scene_id = scene_id or (source.scene_id if source else None)
    elif wanted.proposal_id:
        raise InputError("There is no such proposal any more.")
    talk = talk or latest_conversation(documents, scene_id, model=work.model.models.text)
    facts = _question(wanted, proposal) if proposal is not None else _board_question(work, wanted)
    told = await ask(work.model, facts, history=_history(work, talk), on_thought=work.thought)
    _remember(work, talk, told.turns, scene_id=scene_id)
    _answer(work, told.value.answer)


def latest_conversation(documents: DocumentReader, scene_id: str | None, *, model: str) -> str | None:
    """The conversation of the Writer with this model about a scene (None: about drafts) that was gone on with last."""
    found = []
    for path in documents.paths("conversations"):
        known = documents.conversation(doc_id(path))
        if known is not None and (known.agent, known.scene_id, known.model) == (WRITER, scene_id, model):
            # Ids of turns sort by time.
            turns = documents.paths(f"{path}/turns")
            found.append((doc_id(turns[-1]) if turns else "", doc_id(path)))
    return max(found)[1] if found else None


def _board_question(work: TaskWork, wanted: WriterInput) -> AskFacts:
    """A question about the task's board or scene, with the reasons that stand there."""
    task = work.task
    scene = work.document.scene(SceneId(task.scene_id)) if task.scene_id else None
    path = board_path(task.scene_id, task.board_id) if task.scene_id and task.board_id else None
    board = work.document.board(path) if path is not None else None
    return AskFacts(
        question=wanted.text,
        language=language_of([wanted.text]),
        title=scene.heading if scene is not None else "",
        rationale=scene.rationale if scene is not None else "",
        part=" ".join((board.shot.text, board.shot_size, board.action, board.dialogue)) if board is not None else "",
        part_rationale=board.rationale if board is not None else "",
    )


def _question(wanted: WriterInput, proposal: Proposal) -> AskFacts:
    language = language_of([proposal.rationale, *(part.rationale for part in proposal.parts)])
    number = wanted.part
    if number is None or not 0 <= number < len(proposal.parts):
        return AskFacts(question=wanted.text, language=language, title=proposal.title, rationale=proposal.rationale)
    part = proposal.parts[number]
    ops = proposal.ops[part.first : part.first + part.count]
    changes = [op for op in map(operation_from_wire, ops) if isinstance(op, Splice)]
    return AskFacts(
        question=wanted.text,
        language=language,
        title=proposal.title,
        rationale=proposal.rationale,
        part=part.title,
        part_rationale=part.rationale,
        change="\n".join(f"- {change.removed}\n+ {change.inserted}" for change in changes),
    )


def _history(work: TaskWork, conversation_id: str | None) -> tuple[Content, ...]:
    return history_of(work.document, conversation_id, model=work.model.models.text)


def _remember(work: TaskWork, conversation_id: str | None, turns: Sequence[Content], *, scene_id: str | None) -> str:
    name = remember(work, conversation_id, turns, agent=WRITER, model=work.model.models.text, scene_id=scene_id)
    work.commit([Set(task_path(work.id), ("conversationId",), name)], label="Conversation")
    return name


def _answer(work: TaskWork, text: str) -> None:
    work.commit([Set(task_path(work.id), ("answer",), text)], label="Answer")


def _in_place_of(before: str, after: str) -> str:
    """A scene's new text between the empty lines that stood around the old one."""
    text = after.strip("\n")
    head = before[: len(before) - len(before.lstrip("\n"))]
    return head + text + (before[len(before.rstrip("\n")) :] or "\n")


def _titled(part: ProposedPart, language: Language) -> ProposedPart:
    return ProposedPart("제작 바이블" if language == "ko" else "Production bible", part.rationale, part.ops)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _TITLE_LETTERS else line[: _TITLE_LETTERS - 1].rstrip() + "…"
