"""The runner of the agents' tasks: stored, queued, limited, cancelled, paused, and taken up again after a restart."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection, Coroutine, Mapping, Sequence
from functools import partial
from typing import Any

from studio.agents.model_provider import ModelProvider
from studio.agents.prices import PriceTable
from studio.errors import Cancelled, StudioError
from studio.model.agent_documents import Call, Task, TaskStatus, call_path, task_path
from studio.model.document import Document, utc_now
from studio.model.ids import DocPath, Uid, board_path, doc_id, new_id, scene_of
from studio.model.operations import Create, Operation, Set
from studio.model.ports import BlobStore
from studio.model.reader import DocumentReader
from studio.model.task_inputs import AgentType, TaskInput
from studio.workflows.open_project import PRODUCER
from studio.workflows.tasks.ledger import Ledger
from studio.workflows.tasks.metered_provider import MeteredProvider
from studio.workflows.tasks.stopped_order import may_be_stopped, stop_order
from studio.workflows.tasks.task_work import BoardFrames, Postponed, TaskWork, Workers

_log = logging.getLogger(__name__)

Job = Callable[[TaskWork], Awaitable[None]]
Start = Callable[[str, Coroutine[Any, Any, None]], "asyncio.Task[None]"]

LIMITS: Mapping[AgentType, int] = {
    "writer": 4,
    "supervisor": 4,
    "stage": 2,
    "artist": 3,
    "character": 2,
    "director": 3,
}
"""How many tasks of an agent are under way at once."""

INTERRUPTED = (
    "The studio was closed while this was under way, and what had been asked for did not arrive; it was not asked for"
    " again, so that nothing is paid twice. Start it again if you still want it."
)


def start_plain(name: str, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
    """Starts work on the running loop, where there is no window to report to."""
    return asyncio.get_running_loop().create_task(work, name=name)


class TaskRunner:
    """Runs tasks of one project on the loop of the thread that the document belongs to.

    ``jobs`` has the work of each agent. ``start`` starts a coroutine under a name. ``flush`` blocks until everything
    is on the disk and tells whether it is. ``on_thought`` hears a task's id and what the model thinks aloud.
    ``workers`` take what would hold the loop up; without them a thread does. ``begun_here`` are the tasks that may be
    taken up again, where others of the project are somebody else's to go on with.
    """

    def __init__(
        self,
        document: Document,
        media: BlobStore,
        provider: ModelProvider,
        jobs: Mapping[AgentType, Job],
        frames: BoardFrames,
        *,
        uid: Uid,
        flush: Callable[[], bool],
        prices: PriceTable | None = None,
        start: Start = start_plain,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        on_thought: Callable[[str, str], None] | None = None,
        limits: Mapping[AgentType, int] = LIMITS,
        workers: Workers | None = None,
        begun_here: Collection[DocPath] | None = None,
    ) -> None:
        self._document, self._media, self._provider, self._jobs, self._frames = document, media, provider, jobs, frames
        self._uid, self._flush, self._start, self._sleep, self._limits = uid, flush, start, sleep, limits
        self._prices = prices or PriceTable()
        self._on_thought = on_thought
        self._workers = workers
        self._running: dict[str, asyncio.Task[None]] = {}
        self._postponed: set[str] = set()
        self._mine: set[str] = set()
        self._begun_here = begun_here
        self._is_paused = self._is_closed = False
        self.ledger = Ledger(document)

    @property
    def agents(self) -> frozenset[AgentType]:
        """The agents that there are."""
        return frozenset(self._jobs)

    @property
    def is_paused(self) -> bool:
        """Whether what is queued waits; what is under way goes on."""
        return self._is_paused

    @property
    def is_closed(self) -> bool:
        """Whether it has let go of everything and begins nothing more."""
        return self._is_closed

    @property
    def running(self) -> frozenset[str]:
        """Ids of the tasks that are under way."""
        return frozenset(self._running)

    def use_provider(self, provider: ModelProvider) -> None:
        """Answers tasks that begin from now on by another provider; who closes the old one is the caller.

        What was postponed is tried again.
        """
        self._provider = provider
        postponed, self._postponed = self._postponed, set()
        for name in postponed:
            self._commit([Set(task_path(name), ("status",), "queued")])
        self._begin_what_may()

    def submit(
        self,
        input_context: TaskInput,
        *,
        scene_id: str | None = None,
        board_id: str | None = None,
        request_key: str = "",
        priority: int = 0,
        cost_estimate: float = 0.0,
    ) -> str:
        """Queues a task and returns its id; a live one of the same ``request_key`` is that task, not a second."""
        if request_key:
            for name, known in self._document.tasks():
                if known.request_key == request_key and known.is_live:
                    return name
        name = new_id()
        task = Task(
            uid=self._uid,
            request_key=request_key or name,
            agent_type=input_context.kind,
            scene_id=scene_id,
            board_id=board_id,
            input_context=input_context,
            priority=priority,
            status="queued",
            cost_estimate=cost_estimate,
            updated_at=utc_now(),
        )
        self._mine.add(name)
        self._commit([Create(task_path(name), task.to_wire())])
        self._begin_what_may()
        return name

    def cancel(self, task_id: str) -> None:
        """Stops a task: what is queued is not begun; an order that is out may still be billed, and says so."""
        task = self._document.task(task_id)
        if task is None or not task.is_live:
            return
        under_way = self._running.get(task_id)
        if under_way is not None:
            under_way.cancel()
            return
        self._postponed.discard(task_id)
        self._end(task_id, "cancelled", self._left_behind(task_id))
        if may_be_stopped(task, self._provider):
            self._running[task_id] = stopping = self._start(task.agent_type, self._stop_order(task_id))
            stopping.add_done_callback(partial(self._forget, task_id))

    def pause(self) -> None:
        """Begins nothing more until ``resume``."""
        self._is_paused = True

    def resume(self) -> None:
        """Begins what is queued."""
        self._is_paused = False
        self._begin_what_may()

    def recover(self) -> None:
        """Takes up what an earlier run of the program left: orders are polled on, nothing is asked for again."""
        for name, task in self._document.tasks():
            if not task.is_live or name in self._running or not self._may_take_up(name):
                continue
            self._mine.add(name)
            self._postponed.discard(name)
            if task.operation is not None or task.status == "queued" or _has_results(self._document, name, task):
                if task.status != "queued":
                    self._commit([Set(task_path(name), ("status",), "queued")])
            else:
                self._end(name, "failed", INTERRUPTED)
        lost = [
            Set(call_path(name), ("outcome",), "unknown")
            for name, call in self._document.calls()
            if _is_lost(call) and (not call.task_id or self._may_take_up(call.task_id))
        ]
        if lost and not self._running:
            self._commit(lost)
        self._settle_boards()
        self._begin_what_may()

    def _may_take_up(self, name: str) -> bool:
        return self._begun_here is None or name in self._mine or task_path(name) in self._begun_here

    def _settle_boards(self) -> None:
        """No board says that something is being made for it when no task is."""
        worked_on = {(task.scene_id, task.board_id) for _, task in self._document.tasks() if task.is_live}
        ops = [
            Set(path, ("status",), "completed" if board.video_url else "draft")
            for path, board in self._document.all_boards()
            if board.status.startswith("generating_") and (scene_of(path), doc_id(path)) not in worked_on
        ]
        if ops:
            self._commit(ops)

    async def finished(self, task_id: str) -> Task:
        """The task once it has ended or is postponed, and every task before it in the queue that holds it up."""
        while True:
            task = self._document.task(task_id)
            if task is None:
                raise StudioError("The task is not there any more.")
            if not task.is_live or task_id in self._postponed:
                return task
            under_way = self._running.get(task_id) or next(iter(self._running.values()), None)
            if under_way is None:
                raise StudioError("The agents are paused; let them go on first.")
            await asyncio.wait([under_way])
            # The task's end is recorded by a callback that runs after the wait is over.
            await asyncio.sleep(0)

    async def close(self) -> None:
        """Lets go of what is under way, as a closing window does: orders stay stored and are polled on next time."""
        self._is_closed = True
        under_way = tuple(self._running.values())
        for each in under_way:
            each.cancel()
        await asyncio.gather(*under_way, return_exceptions=True)

    def _begin_what_may(self) -> None:
        if self._is_paused or self._is_closed:
            return
        counts: dict[str, int] = {}
        for name in self._running:
            task = self._document.task(name)
            if task is not None:
                counts[task.agent_type] = counts.get(task.agent_type, 0) + 1
        # What somebody else's window has queued is begun there.
        queued = [
            (name, task) for name, task in self._document.tasks() if task.status == "queued" and name in self._mine
        ]
        for name, task in sorted(queued, key=lambda each: -each[1].priority):
            if name in self._running or counts.get(task.agent_type, 0) >= self._limits.get(task.agent_type, 1):
                continue
            counts[task.agent_type] = counts.get(task.agent_type, 0) + 1
            self._running[name] = begun = self._start(task.agent_type, self._run(name))
            begun.add_done_callback(partial(self._forget, name))

    def _forget(self, name: str, _ended: asyncio.Task[None]) -> None:
        self._running.pop(name, None)
        task = self._document.task(name)
        is_left = task is not None and task.status in ("running", "waiting") and name not in self._postponed
        if is_left and not self._is_closed:
            # It was cancelled before its first step, so nothing of it ran.
            self._end(name, "cancelled", None)
        self._begin_what_may()

    async def _run(self, name: str) -> None:
        task = self._document.task(name)
        if task is None:
            return
        path = task_path(name)
        begun = [Set(path, ("status",), "running"), Set(path, ("attempts",), task.attempts + 1)]
        self._commit([*begun, Set(path, ("error",), None)])
        model = MeteredProvider(
            self._provider,
            self._document,
            self.ledger,
            task_id=name,
            prices=self._prices,
            waiting=lambda why: self._wait(name, why),
            flush=self._flush,
            sleep=self._sleep,
        )
        work = TaskWork(
            name,
            self._document,
            self._media,
            model,
            self._frames,
            self._flush,
            self._thinker(name),
            self._sleep,
            self._workers,
        )
        try:
            await self._jobs[task.agent_type](work)
        except asyncio.CancelledError:
            if not self._is_closed:
                self._end(name, "cancelled", self._left_behind(name))
                await self._stop_order(name)
            raise
        except Cancelled:
            self._end(name, "cancelled", self._left_behind(name))
        except Postponed as error:
            self._postponed.add(name)
            self._wait(name, error.message)
        except StudioError as error:
            self._end(name, "failed", error.message)
        except BaseException:
            _log.exception("The task of the %s failed.", task.agent_type)
            self._end(name, "failed", "This failed unexpectedly; nothing was changed. The log says more.")
            raise
        else:
            self._end(name, "succeeded", None)

    def _left_behind(self, name: str) -> str | None:
        task = self._document.task(name)
        if task is None or task.operation is None:
            return None
        return "It had been ordered before it was stopped, and may still be billed."

    async def _stop_order(self, name: str) -> None:
        """Asks that what a stopped task had ordered is not made on, and adds to its words what came of it."""
        task = self._document.task(name)
        if task is None or not may_be_stopped(task, self._provider) or task.operation is None:
            return
        stopped = await stop_order(self._provider, task.operation)
        path = task_path(name)
        told = " ".join(filter(None, (task.error, stopped.told)))
        self._commit(
            [Set(path, ("error",), told), Set(path, ("operation",), stopped.operation.to_wire())],
        )

    def _wait(self, name: str, why: str) -> None:
        path = task_path(name)
        status: TaskStatus = "waiting" if why else "running"
        self._commit([Set(path, ("status",), status), Set(path, ("error",), why or None)])

    def _end(self, name: str, status: TaskStatus, error: str | None) -> None:
        path = task_path(name)
        ops = [
            Set(path, ("status",), status),
            Set(path, ("error",), error),
            Set(path, ("updatedAt",), utc_now()),
        ]
        self._commit(ops)

    def _thinker(self, name: str) -> Callable[[str], None]:
        told = self._on_thought

        def think(text: str) -> None:
            if told is not None:
                told(name, text)

        return think

    def _commit(self, ops: Sequence[Operation]) -> None:
        self._document.commit(ops, label="Task", initiator=PRODUCER)


def _is_lost(call: Call) -> bool:
    """Whether the program ended while the answer was awaited: what came of it is not known, and it counts in full."""
    return call.outcome == "asked"


def _has_results(documents: DocumentReader, task_id: str, task: Task) -> bool:
    """Whether a part of what was bought is stored already: it goes on with that, and nothing is asked for again."""
    match task.agent_type:
        case "writer":
            return any(part.asset for part in task.draft_parts)
        case "character":
            return any(sheet.asset for sheet in task.sheets)
        case "artist" if task.scene_id is not None and task.board_id is not None:
            takes = documents.takes(board_path(task.scene_id, task.board_id))
            return any(take.task_id == task_id for _, take in takes)
        case _:
            return False
