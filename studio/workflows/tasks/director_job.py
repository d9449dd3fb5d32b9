"""The Director's work on a board: one order, polled on across restarts, and an honest fallback.

A task ends ``succeeded`` where the board has something to show for it: the video, or the camera's move over its
picture, marked as a fallback with its reason; the answer says which and why. It ends ``failed`` where nothing could be
made at all (the board is gone, its picture is missing, the disk is full), and waits where a person has to do something
before the video that was paid for can be fetched. Only a video that was stored makes the board ``completed``.
"""

from __future__ import annotations

import time

from studio.agents.director import directed_shot
from studio.agents.offline.director import offline_move
from studio.agents.offline.offline_provider import OFFLINE
from studio.errors import InputError, ProjectError
from studio.media.shot_move import shot_move
from studio.model.agent_documents import TaskOperation, task_path
from studio.model.documents import Take, VideoComposition
from studio.model.ids import DocPath, board_path, doc_id, new_ulid, parent_document, scene_of, take_path
from studio.model.operations import Create, Delete, Operation, Restore, Set
from studio.model.raw_fields import is_live
from studio.model.reader import DocumentReader
from studio.model.task_inputs import DirectorInput
from studio.script.language import language_of
from studio.workflows.moving_board import moving_board
from studio.workflows.tasks.board_shot import shot_facts, shot_fingerprint
from studio.workflows.tasks.stopped_order import order_to_take_up
from studio.workflows.tasks.task_work import TaskWork
from studio.workflows.tasks.video_order import STEPS, NoVideo, Now, Patience, close_order, order_video, ordered_video

UNKNOWN_ORDER = (
    "The studio was stopped just while the video was being ordered, so nobody knows whether the order arrived; it was"
    " not ordered again, so that nothing is paid twice."
)

_PATIENCE = Patience()


async def direct(work: TaskWork, *, now: Now = time.time, patience: Patience = _PATIENCE) -> None:
    """Makes the video of the task's board, or polls on the one that an earlier run ordered."""
    task = work.task
    if task.scene_id is None or task.board_id is None:
        raise InputError("The Director works on a board; choose one.")
    path = board_path(task.scene_id, task.board_id)
    if _own_take(work.document, path, work.id):
        return  # a kill came between the video's arrival and the task's end
    try:
        if task.operation is None and work.model.name == OFFLINE:
            await _move_offline(work, path)
            return
        operation = task.operation or await _ordered(work, path, now)
        if operation.state == "ordering":
            raise NoVideo(UNKNOWN_ORDER)
        _set_status(work, path, "generating_video")
        data = await ordered_video(work, operation, now=now, patience=patience)
        work.tell(6, STEPS, "storing")
        _keep(work, path, await work.put_media(data, "mp4"), operation)
        await work.saved()
    except NoVideo as ended:
        await close_order(work)
        _fall_back(work, path, ended.message)
    finally:
        _settle(work, path)


async def _ordered(work: TaskWork, path: DocPath, now: Now) -> TaskOperation:
    work.tell(1, STEPS, "framing")
    wish = work.task.input_context
    facts = await shot_facts(work, path, wish if isinstance(wish, DirectorInput) else DirectorInput())
    shot = directed_shot(facts, work.model.models.video)
    _answer(work, *shot.notes)
    made_for = shot_fingerprint(work.document, path)
    known = order_to_take_up(work, shot.request, made_for=made_for, now=now)
    if known is not None:
        await work.keep_operation(known)
        _answer(work, "This very video had been ordered before, so it was asked after and not ordered anew.")
        return known
    work.tell(2, STEPS, "ordering")
    return await order_video(work, shot.request, made_for=made_for, now=now)


def _keep(work: TaskWork, path: DocPath, asset: str, operation: TaskOperation) -> None:
    """The video as a take; the board shows it where it is still the board that was ordered."""
    documents, name = work.document, new_ulid()
    take = Take(kind="video", asset=asset, agent=operation.provider, prompt=operation.prompt, task_id=work.id)
    made = Create(take_path(*_ids(path), name), take.to_wire(with_unset=False))
    if not documents.is_alive(path):
        work.commit(_within_tombstones(documents, path, made), label="Video")
        _answer(work, "The board was deleted meanwhile; the video is kept as its take and comes back with it.")
    elif shot_fingerprint(documents, path) != operation.made_for:
        work.commit([made], label="Video")
        _answer(work, "The board was changed meanwhile, so the video is kept as a take and not shown.")
    else:
        shown: list[Operation] = [made, Set(path, ("videoUrl",), asset), Set(path, ("status",), "completed")]
        if _is_fallback(documents, path):
            shown.append(Set(path, ("videoComposition",), None))
        work.commit(shown, label="Video")
        _answer(work, "The video is there.", is_first=True)


def _fall_back(work: TaskWork, path: DocPath, reason: str) -> None:
    """The camera's move over the picture, marked with why it is no video; what is there already stays."""
    board = work.document.board(path)
    if board is None:
        raise ProjectError(f"{reason} The board was deleted meanwhile.")
    if board.video_url:
        _answer(work, f"{reason} The board keeps the video that it had.", is_first=True)
    elif board.video_composition is not None and not _is_fallback(work.document, path):
        _answer(work, f"{reason} The board keeps the move that was set for its picture.", is_first=True)
    else:
        _compose(work, path, reason)
        _answer(work, f"{reason} Instead the camera moves over the picture: a fallback, no video.", is_first=True)


async def _move_offline(work: TaskWork, path: DocPath) -> None:
    """The board's move on its set where it has keys, else over its picture, with the rule that was followed."""
    documents, scene_id = work.document, scene_of(path)
    board = documents.board(path)
    scene = documents.scene(scene_id) if scene_id is not None else None
    if board is None or scene_id is None or scene is None:
        raise InputError("The board is not there any more; choose another one.")
    is_filmed = moving_board(documents, path, board, documents.stage(scene_id)) is not None
    rule = offline_move(
        board,
        seconds=documents.project.frame_rate.rate.seconds(board.duration_frames),
        is_filmed=is_filmed,
        language=language_of((scene.script,)),
    )
    if not is_filmed and not board.video_url and (board.video_composition is None or _is_fallback(documents, path)):
        _compose(work, path, rule)
    _answer(work, rule, is_first=True)
    await work.saved()


def _compose(work: TaskWork, path: DocPath, reason: str) -> None:
    board = work.document.board(path)
    if board is None:
        return
    plain = board.model_copy(update={"video_composition": None})
    config = shot_move(plain, rate=work.document.project.frame_rate.rate)
    composition = VideoComposition(config=config, fallback_reason=reason)
    work.commit([Set(path, ("videoComposition",), composition.to_wire())], label="Camera move")


def _settle(work: TaskWork, path: DocPath) -> None:
    """However it ended, no board says that a video is being made when none is."""
    fields = work.document.raw(path) or {}
    if fields.get("status") == "generating_video":
        _set_status(work, path, "completed" if fields.get("videoUrl") else "draft")


def _set_status(work: TaskWork, path: DocPath, status: str) -> None:
    fields = work.document.raw(path)
    if fields is not None and fields.get("status", "draft") != status:
        work.commit(_within_tombstones(work.document, path, Set(path, ("status",), status)), label="Video")


def _answer(work: TaskWork, *sentences: str, is_first: bool = False) -> None:
    """Adds to what the task tells at its end."""
    known = work.task.answer
    told = " ".join(filter(None, (*sentences, known) if is_first else (known, *sentences)))
    if told != known:
        work.commit([Set(task_path(work.id), ("answer",), told)], label="Task")


def _is_fallback(documents: DocumentReader, path: DocPath) -> bool:
    board = documents.board(path)
    return board is not None and board.video_composition is not None and bool(board.video_composition.fallback_reason)


def _own_take(documents: DocumentReader, path: DocPath, task_id: str) -> bool:
    return any(take.task_id == task_id for _, take in documents.takes(path))


def _ids(path: DocPath) -> tuple[str, str]:
    return doc_id(parent_document(path)), doc_id(path)


def _within_tombstones(documents: DocumentReader, path: DocPath, op: Operation) -> list[Operation]:
    """A change of a board that may have been deleted, and stays so: all in one commit, so nobody sees it come back."""
    graves = [each for each in (parent_document(path), path) if not is_live(documents.raw(each))]
    stones = {each: str((documents.raw(each) or {}).get("deletedAt")) for each in graves}
    back: list[Operation] = [Delete(each, stones[each]) for each in reversed(graves)]
    return [*(Restore(each) for each in graves), op, *back]
