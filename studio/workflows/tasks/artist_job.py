"""The Artist's work on a board: draws, has it looked at, draws better, at most three times; keeps everything.

Every attempt stays as a take with its verdict. The best becomes the board's picture where the board is still the one
that was ordered; else it stays a take. A board whose picture could not be made says ``error`` and the task says why.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import get_args

from studio.agents.answered import AnswerInvalid
from studio.agents.artist import PictureFacts, PictureSize, picture_request
from studio.agents.artist_words import ArtistPhrase, artist_words
from studio.agents.critic import looked_at
from studio.agents.model_provider import Attached
from studio.agents.offline.offline_provider import OFFLINE
from studio.agents.provider_failure import ProviderFailure
from studio.errors import InputError, StudioError
from studio.model.agent_documents import task_path
from studio.model.documents import SceneStatus, Take, Verdict
from studio.model.ids import DocPath, SceneId, board_path, doc_id, new_ulid, scene_of, take_path
from studio.model.operations import Create, Set
from studio.model.task_inputs import ArtistInput
from studio.script.language import Language, language_of
from studio.workflows.tasks.board_picture import (
    choose_frame,
    choose_take,
    picture_facts,
    picture_fingerprint,
    recorded_revision,
)
from studio.workflows.tasks.ledger import BudgetReached
from studio.workflows.tasks.task_work import TaskWork

DEFAULT_BAR = 0.75
_NOT_YET = frozenset(artist_words(language, "not_yet") for language in get_args(Language))


async def draw(work: TaskWork, *, bar: float = DEFAULT_BAR, size: PictureSize = "2K") -> None:
    """Makes the picture of the task's board."""
    task, wish = work.task, work.task.input_context
    if task.scene_id is None or task.board_id is None or not isinstance(wish, ArtistInput):
        raise InputError("The Artist works on a board; choose one.")
    path = board_path(task.scene_id, task.board_id)
    board = work.document.board(path)
    if board is None:
        raise InputError("The board is not there any more; choose another one.")
    before: SceneStatus = "draft" if board.status.startswith("generating_") else board.status
    try:
        facts = await picture_facts(work, path, note=wish.note, size=size)
        made_for = picture_fingerprint(work.document, path)
        _set_status(work, path, "generating_image")
        best = await _best_of(work, path, facts, attempts=wish.attempts, bar=bar)
        _show(work, path, best, made_for)
        await work.saved()
    except asyncio.CancelledError:
        _set_status(work, path, before)
        raise
    except StudioError:
        _set_status(work, path, "error")
        raise
    _set_status(work, path, "draft" if before == "error" else before)


async def _best_of(work: TaskWork, path: DocPath, facts: PictureFacts, *, attempts: int, bar: float) -> str:
    """Draws until the critic is content; returns the id of the best take.

    Raises:
        ProviderFailure, BudgetReached, MediaError: not even one picture came.
    """
    made = await _stored(work, path, facts, bar=bar)
    if made:
        # A restart: what has arrived is paid for, and is all that is worked with.
        return _best(made)
    advice: list[str] = []
    steps = 2 * attempts
    for attempt in range(attempts):
        work.tell(2 * attempt, steps, "drawing")
        request = picture_request(facts, advice=advice)
        try:
            answer = await work.model.picture(request)
            png = await work.frames.checked(answer.data, aspect=facts.aspect)
        except StudioError as error:
            if not made:
                raise
            _answer(work, "no_further", why=error.message)
            break
        asset = await work.put_media(png, "png")
        name = new_ulid()
        take = Take(kind="picture", asset=asset, agent=work.model.name, prompt=request.prompt, task_id=work.id)
        fields = {**take.to_wire(with_unset=False), "verdict": Verdict(reason=_say(work, "not_yet")).to_wire()}
        work.commit([Create(_take(path, name), fields)], label="Picture")
        await work.saved()
        work.tell(2 * attempt + 1, steps, "checking")
        verdict = await _verdict(work, facts, png, bar=bar)
        made[name] = verdict
        work.commit([Set(_take(path, name), ("verdict",), verdict.to_wire())], label="Picture")
        if verdict.passed or not verdict.is_checked:
            break
        advice.append(verdict.advice or "; ".join(each.note for each in verdict.criteria if each.score < bar))
    work.tell(steps, steps, "choosing")
    return _best(made)


async def _stored(work: TaskWork, path: DocPath, facts: PictureFacts, *, bar: float) -> dict[str, Verdict]:
    """The verdicts of the takes that an earlier run of this task left; those that nobody saw are looked at now."""
    made: dict[str, Verdict] = {}
    for name, take in work.document.takes(path):
        if take.task_id != work.id:
            continue
        verdict = take.verdict
        if verdict is None or verdict.reason in _NOT_YET:
            verdict = await _verdict(work, facts, await work.read_media(take.asset), bar=bar)
            work.commit([Set(_take(path, name), ("verdict",), verdict.to_wire())], label="Picture")
        made[name] = verdict
    return made


def _best(made: Mapping[str, Verdict]) -> str:
    return max(made, key=lambda each: (made[each].is_checked, made[each].passed, made[each].score))


async def _verdict(work: TaskWork, facts: PictureFacts, picture: bytes, *, bar: float) -> Verdict:
    """What the critic says; where nobody could look, that is said, and nothing is claimed."""
    if work.model.name == OFFLINE:
        return Verdict(reason=_say(work, "offline_verdict"))
    try:
        shown = Attached(await work.frames.reference(picture), "image/jpeg", "")
        return await looked_at(work.model, facts, shown, bar=bar, on_thought=work.thought)
    except (ProviderFailure, AnswerInvalid, BudgetReached) as error:
        _answer(work, "not_checked", why=error.message)
        return Verdict(reason=error.message)


def _show(work: TaskWork, path: DocPath, take_id: str, made_for: str) -> None:
    documents = work.document
    take = dict(documents.takes(path)).get(take_id)
    if take is None:
        return
    if picture_fingerprint(documents, path) != made_for:
        _answer(work, "late")
        return
    if work.model.name == OFFLINE:
        # The set's own frame goes on following the set and the camera.
        work.commit(choose_frame(documents, path, asset=take.asset), label="Picture")
        _answer(work, "offline", is_first=True)
        return
    work.commit(choose_take(documents, path, take_id=take_id, asset=take.asset), label="Picture")
    work.commit(recorded_revision(documents, path), label="Picture")
    verdict = take.verdict
    if verdict is not None and verdict.is_checked:
        phrase: ArtistPhrase = "passed" if verdict.passed else "not_passed"
        _answer(work, phrase, is_first=True, score=f"{verdict.score:.0%}")
    else:
        _answer(work, "unseen", is_first=True)


def _set_status(work: TaskWork, path: DocPath, status: SceneStatus) -> None:
    board = work.document.board(path)
    if board is not None and board.status != status:
        work.commit([Set(path, ("status",), status)], label="Picture")


def _say(work: TaskWork, phrase: ArtistPhrase, **values: str) -> str:
    """A phrase in the language of the task's scene."""
    scene = work.document.scene(SceneId(work.task.scene_id or ""))
    return artist_words(language_of((scene.script,) if scene is not None else ()), phrase, **values)


def _answer(work: TaskWork, phrase: ArtistPhrase, *, is_first: bool = False, **values: str) -> None:
    known, sentence = work.task.answer, _say(work, phrase, **values)
    told = " ".join(filter(None, (sentence, known) if is_first else (known, sentence)))
    work.commit([Set(task_path(work.id), ("answer",), told)], label="Task")


def _take(path: DocPath, name: str) -> DocPath:
    return take_path(str(scene_of(path)), doc_id(path), name)
