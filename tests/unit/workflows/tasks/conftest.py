"""A small production and a runner whose model is scripted."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from studio.agents.model_provider import ModelProvider
from studio.agents.prices import Price, PriceTable
from studio.collab.media_folder import MediaFolder
from studio.errors import MediaError
from studio.model.document import Document
from studio.model.ids import DocPath, Uid
from studio.model.stage import Stage
from studio.model.task_inputs import AgentType
from studio.script.scene_text import heading_of
from studio.workflows.open_project import anchor_after
from studio.workflows.tasks.task_runner import Job, TaskRunner


class NoFrames:
    """Frames that are two bytes."""

    async def board(self, path: DocPath, *, size: tuple[int, int], at_end: bool = False) -> bytes:
        del path, size, at_end
        return b"bf"

    async def checked(self, picture: bytes, *, aspect: float) -> bytes:
        """What it is given; what begins with ``bad`` is no picture."""
        del aspect
        if picture.startswith(b"bad"):
            raise MediaError("The drawn picture is damaged and cannot be read.")
        return picture

    async def reference(self, picture: bytes) -> bytes:
        """What it is given."""
        return picture

    async def stage(self, stage: Stage, *, size: tuple[int, int], look: str = "clay") -> bytes:
        del stage, size, look
        return b"sf"


@dataclass
class Waits:
    """A sleep that passes at once and keeps what was asked for."""

    seconds: list[float] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        self.seconds.append(seconds)
        await asyncio.sleep(0)


def a_document(**project: object) -> Document:
    """A production with one scene and one board."""
    contents: dict[DocPath, Mapping[str, object]] = {
        DocPath(""): {"title": "Film", **project},
        DocPath("scenes/s1"): {"script": "INT. HALL - DAY\n\nMina waits by the door.\n", "orderKey": "a"},
        DocPath("scenes/s1/boards/b1"): {"orderKey": "a", "shotSize": "MS", "action": "Mina waits."},
    }
    return Document(contents, heading_of=heading_of, anchor_after=anchor_after)


def a_runner(
    document: Document,
    provider: ModelProvider,
    jobs: Mapping[AgentType, Job],
    media: MediaFolder,
    *,
    sleep: Callable[[float], Awaitable[None]] | None = None,
    flush: Callable[[], bool] = lambda: True,
) -> TaskRunner:
    """A runner that writes to no disk."""
    prices = PriceTable({"scripted": Price(token_in=2, token_out=12, picture=0.25, second=0.5)})
    return TaskRunner(
        document,
        media,
        provider,
        jobs,
        NoFrames(),
        uid=Uid("me"),
        flush=flush,
        prices=prices,
        sleep=sleep or Waits().sleep,
    )
