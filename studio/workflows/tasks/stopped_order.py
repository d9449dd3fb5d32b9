"""An order that its task was stopped over: taken back where that can be, told truly, and never paid twice."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from studio.agents.model_provider import ModelProvider, VideoRequest
from studio.agents.provider_failure import ProviderFailure
from studio.model.agent_documents import Task, TaskOperation
from studio.workflows.tasks.task_work import TaskWork

_ANSWERED_WITHIN_S = 20.0
_KEPT_S = 47 * 3600.0
"""Videos lie on the model's side for two days."""

_COMES_BACK = "Started again while nothing has changed, it is fetched and not ordered anew."


@dataclass(frozen=True, slots=True)
class Stopped:
    """The order as it is now, and what is told of it."""

    operation: TaskOperation
    told: str


def may_be_stopped(task: Task, provider: ModelProvider) -> bool:
    """Whether there is an order of this provider's to ask about."""
    operation = task.operation
    return operation is not None and operation.state == "ordered" and operation.provider == provider.name


async def stop_order(provider: ModelProvider, operation: TaskOperation) -> Stopped:
    """Asks the model's side not to go on; what is begun there stays paid for."""
    try:
        answer = await asyncio.wait_for(provider.stop_video(operation.handle), _ANSWERED_WITHIN_S)
    except TimeoutError:
        return Stopped(operation, _not_known(ProviderFailure("timeout")))
    except ProviderFailure as failure:
        return Stopped(operation, _not_known(failure))
    match answer:
        case "stopped":
            over = operation.model_copy(update={"state": "over"})
            return Stopped(over, "The model's side has stopped making it; what it had begun may have been paid for.")
        case "too_late":
            return Stopped(operation, f"It was finished before it could be stopped, and is paid for. {_COMES_BACK}")
        case "cannot":
            return Stopped(operation, f"This model takes no order back, so it is made and paid for. {_COMES_BACK}")
        case _:
            assert_never(answer)


def order_to_take_up(
    work: TaskWork, request: VideoRequest, *, made_for: str, now: Callable[[], float]
) -> TaskOperation | None:
    """The order of an earlier task of this board that ended without its video and was for the very same one."""
    task = work.task
    closed: set[str] = set()
    found: TaskOperation | None = None
    for name, known in work.document.tasks():
        operation = known.operation
        if name == work.id or operation is None or (known.scene_id, known.board_id) != (task.scene_id, task.board_id):
            continue
        if operation.state == "over" or known.is_live or known.status == "succeeded":
            closed.add(operation.handle)
        elif _is_for(operation, work, request, made_for) and _age_s(operation, now) < _KEPT_S:
            found = operation
    return None if found is None or found.handle in closed else found


def _not_known(failure: ProviderFailure) -> str:
    return f"The model's side was asked not to go on, and did not say whether it stopped: {failure.message}"


def _is_for(operation: TaskOperation, work: TaskWork, request: VideoRequest, made_for: str) -> bool:
    ours = ("ordered", work.model.name, work.model.models.video, made_for, request.prompt)
    return ours == (operation.state, operation.provider, operation.model, operation.made_for, operation.prompt)


def _age_s(operation: TaskOperation, now: Callable[[], float]) -> float:
    try:
        return now() - datetime.fromisoformat(operation.ordered_at or "").timestamp()
    except ValueError:
        return _KEPT_S
