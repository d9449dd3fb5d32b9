"""What a job of an agent is given: its task, the documents to read, the model, and how to tell and keep results."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import ParamSpec, Protocol, TypeVar

from studio.errors import ProjectError, StudioError
from studio.model.agent_documents import Task, TaskOperation, TaskProgress, task_path
from studio.model.document import Document
from studio.model.ids import DocPath
from studio.model.operations import Operation, Set
from studio.model.ports import BlobStore
from studio.model.stage import Stage
from studio.workflows.open_project import PRODUCER
from studio.workflows.tasks.metered_provider import MeteredProvider

P = ParamSpec("P")
T = TypeVar("T")


class BoardFrames(Protocol):
    """Draws stages for the agents, away from the loop."""

    async def board(self, path: DocPath, *, size: tuple[int, int], at_end: bool = False) -> bytes:
        """The stage through the board's camera in the sketch look, without anything drawn over it, as PNG bytes.

        ``at_end`` looks through its last camera key instead of the first.

        Raises:
            studio.errors.StudioError: the board is gone, or this machine cannot draw.
        """
        ...

    async def checked(self, picture: bytes, *, aspect: float) -> bytes:
        """A picture that came from outside, read with its limits and written anew as PNG in the film's shape.

        Raises:
            studio.errors.MediaError: it is no picture that can be read.
        """
        ...

    async def reference(self, picture: bytes) -> bytes:
        """A picture as it goes along with an order: JPEG, no larger than models look at, far below their limit.

        Raises:
            studio.errors.MediaError: it is no picture that can be read.
        """
        ...

    async def stage(self, stage: Stage, *, size: tuple[int, int], look: str = "clay") -> bytes:
        """A stage through its own first camera, which fills the size, as PNG bytes.

        Raises:
            studio.errors.StudioError: this machine cannot draw.
        """
        ...


class Workers(Protocol):
    """Runs functions of modules in processes of their own."""

    async def run(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """What the function returns; everything that goes in or out is pickled.

        Raises:
            studio.errors.StudioError: its process ended before it was done.
        """
        ...


class Postponed(StudioError):
    """What was ordered cannot be had yet: a person has something to do first, as the message says.

    The task waits with its operation, and is taken up with the next provider or the next start.
    """


@dataclass(frozen=True, slots=True)
class TaskWork:
    """One task under way. Everything here is for the loop's thread; ``media.put`` and other blocking calls go through
    ``in_thread``. ``thought`` takes what the model thinks aloud, for the window only."""

    id: str
    document: Document
    media: BlobStore
    model: MeteredProvider
    frames: BoardFrames
    flush: Callable[[], bool]
    thought: Callable[[str], None]
    sleep: Callable[[float], Awaitable[None]]
    workers: Workers | None = None

    @property
    def task(self) -> Task:
        """The task as it stands now."""
        task = self.document.task(self.id)
        if task is None:
            raise ProjectError("The task was deleted while it ran.")
        return task

    def commit(self, ops: Sequence[Operation], *, label: str) -> None:
        """Changes the documents in the machine's name: it is in nobody's undo."""
        if ops:
            self.document.commit(ops, label=label, initiator=PRODUCER)

    def tell(self, done: int, total: int, what: str) -> None:
        """How far the task has come."""
        progress = TaskProgress(done=done, total=total, what=what)
        if self.task.progress != progress:
            self.commit([Set(task_path(self.id), ("progress",), progress.to_wire())], label="Task")

    async def keep_operation(self, operation: TaskOperation | None) -> None:
        """Stores the provider's job with the task, and returns when the disk has it.

        Raises:
            ProjectError: the disk does not take it; nothing that costs money may follow.
        """
        wire = operation.to_wire() if operation is not None else None
        self.commit([Set(task_path(self.id), ("operation",), wire)], label="Task")
        await self.saved()

    async def saved(self) -> None:
        """Waits until everything committed is on the disk.

        Raises:
            ProjectError: the disk does not take it.
        """
        if not await asyncio.to_thread(self.flush):
            raise ProjectError("The disk does not take the task's state, so nothing was ordered; make room and repeat.")

    async def in_worker(self, work: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Runs a module's function in a worker process; in a thread where this runner was given none.

        Raises:
            studio.errors.StudioError: its process ended before it was done.
        """
        if self.workers is None:
            return await asyncio.to_thread(work, *args, **kwargs)
        return await self.workers.run(work, *args, **kwargs)

    async def put_media(self, data: bytes, ext: str) -> str:
        """Stores bytes durably, away from the loop."""
        return await asyncio.to_thread(self.media.put, data, ext)

    async def read_media(self, reference: str) -> bytes:
        """The bytes of a medium, read away from the loop."""
        return await asyncio.to_thread(self.media.read, reference)
