"""A video that was ordered: paid for once, waited for, fetched, and looked at before it is told to be there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from studio.agents.model_provider import VideoRequest, VideoState
from studio.agents.provider_failure import ProviderFailure, quoted
from studio.errors import MediaError, StudioError
from studio.media.video_file import MAX_VIDEO_BYTES, probe_video
from studio.model.agent_documents import TaskOperation
from studio.workflows.tasks.ledger import BudgetReached
from studio.workflows.tasks.task_work import Postponed, TaskWork

Now = Callable[[], float]
"""Seconds since the epoch."""

STEPS = 6
"""Of a video, as a task tells them: framing, ordering, filming, fetching, checking, storing."""

_SPOILT_AT_MOST = 2
_LATE_TRIES = 5
_GROWTH = 1.5
_LATE_HANDLE_S = 10.0
_GLANCE_S = 0.25
_STILL_AT_IT = "the model was still at it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long a video is waited for, and how often it is asked after; in seconds."""

    first_wait_s: float = 2.0
    longest_wait_s: float = 20.0
    deadline_s: float = 900.0
    fetch_s: float = 300.0


class NoVideo(StudioError):
    """The order has come to its end without a video, or was never taken."""


async def order_video(work: TaskWork, request: VideoRequest, *, made_for: str, now: Now) -> TaskOperation:
    """Orders a video once. That it is being ordered is on the disk before, its handle before this returns.

    Raises:
        NoVideo: it was not taken, or nobody knows whether it was.
        ProjectError: the disk does not take it.
    """
    operation = TaskOperation(
        state="ordering",
        provider=work.model.name,
        model=work.model.models.video,
        ordered_at=datetime.fromtimestamp(now(), UTC).isoformat(),
        made_for=made_for,
        prompt=request.prompt,
    )
    await work.keep_operation(operation)
    asking = asyncio.ensure_future(work.model.start_video(request))
    try:
        handle = await asyncio.shield(asking)
    except asyncio.CancelledError:
        # The order is out and may be paid for: its handle is worth a moment, to be polled on next time.
        if (late := await _late_handle(asking)) is not None:
            await work.keep_operation(operation.model_copy(update={"state": "ordered", "handle": late}))
        raise
    except BudgetReached as error:
        await work.keep_operation(None)
        raise NoVideo(error.message) from error
    except ProviderFailure as failure:
        if failure.was_surely_not_accepted:
            await work.keep_operation(None)
        raise NoVideo(failure.message) from failure
    ordered = operation.model_copy(update={"state": "ordered", "handle": handle})
    await work.keep_operation(ordered)
    return ordered


async def ordered_video(work: TaskWork, operation: TaskOperation, *, now: Now, patience: Patience) -> bytes:
    """The bytes of a video that was ordered, read through once. Asking costs nothing, and goes on until its deadline.

    Raises:
        NoVideo: it was withheld, failed, did not come in time, or what came is no video.
        Postponed: whoever could be asked after it may not be, with this key or this provider.
    """
    if operation.provider != work.model.name:
        raise Postponed(
            f"The video was ordered from {operation.provider}, and now {work.model.name} answers. The order is kept:"
            f" set {operation.provider} up again, and it is fetched."
        )
    deadline = _seconds(operation.ordered_at, now) + patience.deadline_s
    wait_s, late_tries, spoilt = patience.first_wait_s, 0, 0
    while True:
        work.tell(3, STEPS, "filming")
        least_s, is_answered, why = 0.0, True, _STILL_AT_IT
        try:
            state = await work.model.video_state(operation.handle)
            if state.status == "filtered":
                raise NoVideo(
                    f"The model's safety rules withheld the video; word the shot differently. {quoted(state.reason)}"
                )
            if state.status == "failed" and not state.reason:
                raise NoVideo("The model ended without a video; you may order it again.")
            if state.status == "failed":
                raise NoVideo(f"The model could not make the video; you may order it again. {quoted(state.reason)}")
            if state.status == "done":
                return await _fetched(work, state, patience)
        except ProviderFailure as failure:
            _end_where_hopeless(failure)
            least_s, is_answered, why = failure.retry_after_s or 0.0, False, failure.message.rstrip(".")
        except MediaError as error:
            spoilt += 1
            if spoilt >= _SPOILT_AT_MOST:
                raise NoVideo(f"What the model delivered cannot be used: {error.message}") from error
        if now() >= deadline:
            # A machine that slept past the deadline asks a few times more before it gives a paid video up.
            late_tries += 1
            if is_answered or late_tries >= _LATE_TRIES:
                minutes = f"{patience.deadline_s / 60:g}"
                raise NoVideo(f"The video was not there {minutes} minutes after it was ordered ({why}).")
        await work.sleep(min(max(wait_s, least_s), max(patience.first_wait_s, deadline - now())))
        wait_s = min(patience.longest_wait_s, wait_s * _GROWTH)


async def close_order(work: TaskWork) -> None:
    """Keeps with the task that nothing more will come of its order, so that no later one takes it up."""
    operation = work.task.operation
    if operation is not None and operation.state == "ordered":
        await work.keep_operation(operation.model_copy(update={"state": "over"}))


def _end_where_hopeless(failure: ProviderFailure) -> None:
    """Raises what asking again cannot mend; a quota, a broken connection or a service that is down can pass."""
    if failure.kind in ("missing", "invalid"):
        raise NoVideo(failure.message) from failure
    if failure.kind in ("key", "forbidden", "unsupported"):
        raise Postponed(f"{failure.message} The video that was ordered is kept, and fetched then.") from failure


async def _fetched(work: TaskWork, state: VideoState, patience: Patience) -> bytes:
    work.tell(4, STEPS, "fetching")
    part = await asyncio.to_thread(work.media.part)
    try:
        try:
            await _downloaded(work, state, part, patience)
        except ProviderFailure as failure:
            # Its state was told with this key just now, so it is the file that cannot be had.
            if failure.kind in ("missing", "invalid", "forbidden", "unsupported"):
                raise NoVideo(
                    f"The video was made, and its file is gone or not given out. {failure.message}"
                ) from failure
            raise
        work.tell(5, STEPS, "checking")
        await asyncio.to_thread(probe_video, part)
        return await asyncio.to_thread(part.read_bytes)
    finally:
        await asyncio.to_thread(part.unlink, missing_ok=True)


async def _downloaded(work: TaskWork, state: VideoState, part: Path, patience: Patience) -> None:
    """Fetches a file, for so long and so large and no more."""
    loop = asyncio.get_running_loop()
    until = loop.time() + patience.fetch_s
    fetching = asyncio.ensure_future(work.model.fetch_video(state, part))
    try:
        while not (await asyncio.wait({fetching}, timeout=_GLANCE_S))[0]:
            if await asyncio.to_thread(_size, part) > MAX_VIDEO_BYTES:
                raise NoVideo(f"The video is larger than {MAX_VIDEO_BYTES >> 20} MB, so it was not fetched.")
            if loop.time() > until:
                raise ProviderFailure("timeout", "the video was not fetched in time")
        await fetching
    finally:
        if not fetching.done():
            fetching.cancel()
            await asyncio.wait({fetching})


def _size(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_size
    return 0


async def _late_handle(asking: asyncio.Future[str]) -> str | None:
    done, _ = await asyncio.wait({asking}, timeout=_LATE_HANDLE_S)
    if not done:
        asking.cancel()
        await asyncio.wait({asking})
    return None if asking.cancelled() or asking.exception() is not None else asking.result()


def _seconds(at: str | None, now: Now) -> float:
    try:
        return datetime.fromisoformat(at or "").timestamp()
    except ValueError:
        return now()
