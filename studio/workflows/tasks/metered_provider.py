"""A task's way to the model: every request within the budget, recorded, and repeated only where nothing was made."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeVar

from studio.agents.model_provider import (
    ModelIds,
    ModelProvider,
    PictureAnswer,
    PictureRequest,
    TextAnswer,
    TextRequest,
    Usage,
    VideoRequest,
    VideoState,
)
from studio.agents.prices import PriceTable
from studio.agents.prompt_template import PromptName
from studio.agents.provider_failure import ProviderFailure
from studio.model.agent_documents import Call, TaskUsage, call_path, task_path
from studio.model.document import Document
from studio.model.ids import new_ulid
from studio.model.operations import Create, Set
from studio.workflows.open_project import PRODUCER
from studio.workflows.tasks.ledger import Ledger

T = TypeVar("T")
What = Literal["text", "picture", "video"]

MAX_TRIES = 4
_FIRST_WAIT_S = 2.0
_LONGEST_WAIT_S = 60.0
_ANSWER_TOKENS = 4_000
"""What a text answer is reckoned at before it is there, thinking included."""

_LETTERS_A_TOKEN = 3
_PICTURE_TOKENS = 1_100


@dataclass(slots=True)
class _Record:
    """A call that is under way: what it has used once it is known, and how it ended."""

    id: str
    usage: Usage = field(default_factory=Usage)
    cost: float | None = None
    outcome: str = "answered"


class MeteredProvider:
    """The requests of one task.

    ``waiting`` is told why the task waits before the next try, and with "" that it goes on. A request is asked again
    only after the model's side said that it took nothing: for pictures and videos that is never so after a broken
    connection or a timeout.
    """

    def __init__(
        self,
        provider: ModelProvider,
        document: Document,
        ledger: Ledger,
        *,
        task_id: str,
        prices: PriceTable,
        waiting: Callable[[str], None],
        flush: Callable[[], bool],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._provider, self._document, self._ledger = provider, document, ledger
        self._task_id, self._prices, self._waiting, self._flush, self._sleep = task_id, prices, waiting, flush, sleep

    @property
    def name(self) -> str:
        """``gemini`` or ``offline``."""
        return self._provider.name

    @property
    def models(self) -> ModelIds:
        """Which model answers which kind of request."""
        return self._provider.models

    async def text(self, request: TextRequest, *, on_thought: Callable[[str], None] | None = None) -> TextAnswer:
        """See ModelProvider; within the budget, recorded.

        Raises:
            ProviderFailure: as ModelProvider says.
            BudgetReached: nothing was sent.
        """
        letters = len(request.prompt) + len(request.system) + len(str(request.history))
        tokens = letters // _LETTERS_A_TOKEN + _PICTURE_TOKENS * len(request.pictures)
        estimate = self._cost("text", Usage(prompt_tokens=tokens, answer_tokens=_ANSWER_TOKENS))

        async def ask(record: _Record) -> TextAnswer:
            answer = await self._provider.text(request, on_thought=on_thought)
            record.usage = answer.usage
            return answer

        return await self._asked("text", request.template, estimate, ask)

    async def picture(self, request: PictureRequest) -> PictureAnswer:
        """See ModelProvider; within the budget, recorded before it is sent.

        Raises:
            ProviderFailure: as ModelProvider says.
            BudgetReached: nothing was sent.
        """
        estimate = self._cost("picture", Usage(pictures=1), size=request.size)

        async def ask(record: _Record) -> PictureAnswer:
            answer = await self._provider.picture(request)
            record.usage = answer.usage
            record.cost = self._cost("picture", answer.usage, size=request.size)
            return answer

        return await self._asked("picture", request.template, estimate, ask)

    async def start_video(self, request: VideoRequest) -> str:
        """Orders a video, within the budget, recorded before it is sent; it counts in full from then on.

        Raises:
            ProviderFailure: as ModelProvider says.
            BudgetReached: nothing was sent.
        """
        usage = Usage(video_s=float(request.seconds))
        estimate = self._cost("video", usage, resolution=request.resolution)

        async def ask(record: _Record) -> str:
            handle = await self._provider.start_video(request)
            record.usage, record.cost = usage, estimate
            return handle

        return await self._asked("video", request.template, estimate, ask)

    async def video_state(self, handle: str) -> VideoState:
        """See ModelProvider; costs nothing."""
        return await self._provider.video_state(handle)

    async def fetch_video(self, state: VideoState, path: Path) -> None:
        """See ModelProvider; costs nothing."""
        await self._provider.fetch_video(state, path)

    def _cost(self, what: What, usage: Usage, *, size: str = "2K", resolution: str = "720p") -> float:
        return self._prices.cost(self._model(what), usage, size=size, resolution=resolution)

    def _model(self, what: What) -> str:
        models = self.models
        return {"text": models.text, "picture": models.picture, "video": models.video}[what]

    async def _asked(
        self, what: What, template: PromptName, estimate: float, ask: Callable[[_Record], Awaitable[T]]
    ) -> T:
        for attempt in range(1, MAX_TRIES + 1):
            try:
                with self._ledger.holding(estimate):
                    return await self._recorded(what, template, estimate, ask)
            except ProviderFailure as failure:
                if attempt == MAX_TRIES or not _may_ask_again(failure, what):
                    raise
                wait_s = failure.retry_after_s or _wait_s(attempt)
                self._waiting(f"{failure.message} The next try is in {wait_s:.0f} s.")
                await self._sleep(wait_s)
                self._waiting("")
        raise AssertionError("a try returns or raises")

    async def _recorded(
        self, what: What, template: PromptName, estimate: float, ask: Callable[[_Record], Awaitable[T]]
    ) -> T:
        with self._record(what, template, estimate) as record:
            if what != "text" and self.name != "offline" and not await asyncio.to_thread(self._flush):
                record.cost, record.outcome = 0.0, "unsaved"
                raise ProviderFailure("unsupported", "the disk does not take the record of it, so nothing was sent")
            return await ask(record)

    @contextmanager
    def _record(self, what: What, template: PromptName, estimate: float) -> Iterator[_Record]:
        """Keeps the record of a call from before it is sent until it has ended, however that is."""
        record = _Record(new_ulid())
        call = Call(
            task_id=self._task_id,
            provider=self.name,
            model=self._model(what),
            what=what,
            prompt_name=template.name,
            prompt_version=template.version,
            cost=estimate,
        )
        self._commit(Create(call_path(record.id), call.to_wire(with_unset=False)))
        began = time.monotonic()
        try:
            yield record
        except ProviderFailure as failure:
            record.outcome = failure.kind if record.outcome == "answered" else record.outcome
            if failure.usage is not None:
                record.usage = failure.usage
            elif record.cost is None:
                # A broken picture may have been made, and billed, so it counts; what was refused costs nothing.
                is_unknown = failure.kind in ("interrupted", "timeout") and what != "text"
                # A video whose order was answered with something that cannot be read is being made.
                is_unknown = is_unknown or (failure.kind in ("truncated", "empty") and what == "video")
                record.cost = estimate if is_unknown else 0.0
            raise
        except asyncio.CancelledError:
            record.outcome = "cancelled"
            record.cost = estimate if record.cost is None else record.cost
            raise
        finally:
            if record.cost is None:
                record.cost = self._cost(what, record.usage)
            self._close_record(record, time.monotonic() - began)

    def _close_record(self, record: _Record, seconds: float) -> None:
        usage = _wire(record.usage, record.cost or 0.0)
        path = call_path(record.id)
        task = self._document.task(self._task_id)
        ops = [
            Set(path, ("usage",), usage.to_wire()),
            Set(path, ("seconds",), round(seconds, 3)),
            Set(path, ("outcome",), record.outcome),
            Set(path, ("cost",), record.cost or 0.0),
        ]
        if task is not None:
            ops.append(Set(task_path(self._task_id), ("usage",), _added(task.usage, usage).to_wire()))
        self._document.commit(ops, label="Call", initiator=PRODUCER)

    def _commit(self, op: Create) -> None:
        self._document.commit([op], label="Call", initiator=PRODUCER)


def _may_ask_again(failure: ProviderFailure, what: What) -> bool:
    if not failure.may_pass:
        return False
    return failure.was_surely_not_accepted or (failure.kind == "unavailable" and what != "video")


def _wait_s(attempt: int) -> float:
    """Twice as long each time, within a quarter of chance, so that many do not come back at once."""
    return min(_LONGEST_WAIT_S, _FIRST_WAIT_S * 2.0 ** (attempt - 1)) * random.uniform(0.75, 1.25)


def _wire(usage: Usage, cost: float) -> TaskUsage:
    return TaskUsage(
        prompt_tokens=usage.prompt_tokens,
        answer_tokens=usage.answer_tokens,
        thought_tokens=usage.thought_tokens,
        cached_tokens=usage.cached_tokens,
        pictures=usage.pictures,
        video_s=usage.video_s,
        cost=round(cost, 6),
    )


def _added(one: TaskUsage, other: TaskUsage) -> TaskUsage:
    names = ("prompt_tokens", "answer_tokens", "thought_tokens", "cached_tokens", "pictures", "video_s", "cost")
    return TaskUsage(**{name: getattr(one, name) + getattr(other, name) for name in names})
