"""The parts of a long draft as they are kept with its task: what was bought stays, whatever becomes of the studio."""

from __future__ import annotations

from typing import Literal

from pydantic import ValidationError

from studio.agents.long_draft import Known
from studio.agents.writer_answers import DraftAnswer
from studio.errors import MediaError
from studio.model.agent_documents import DraftPart, Task, task_path
from studio.model.operations import Set
from studio.model.reader import DocumentReader
from studio.workflows.tasks.task_work import TaskWork


class KeptParts:
    """A PartMemory in the task's document.

    What this task asked for in an earlier run of the program, and did not get, is lost and not asked for again. A
    task that a person starts afterwards on the same text asks for what is missing, and takes over the rest.
    """

    def __init__(self, work: TaskWork) -> None:
        self._work = work
        self._asked_before = {part.key for part in work.task.draft_parts if part.state == "asked"}
        self._earlier = {part.key: part for part in _left_unfinished(work)}

    async def known(self, key: str) -> Known | None:
        """See PartMemory."""
        if key in self._asked_before:
            return "lost"
        part = self._own(key)
        if part is None and key in self._earlier:
            part = self._earlier[key]
            if await self._answer(part) is not None or part.state == "cut":
                await self._put(part)
        if part is None or part.state == "failed":
            return None
        return "cut" if part.state == "cut" else await self._answer(part)

    async def asking(self, key: str) -> None:
        """See PartMemory."""
        # On the disk before it is sent: whoever finds it after a kill does not ask again.
        await self._put(DraftPart(key=key))

    async def ended(self, key: str, came: DraftAnswer | Literal["cut", "failed"]) -> None:
        """See PartMemory."""
        if isinstance(came, DraftAnswer):
            asset = await self._work.put_media(came.model_dump_json().encode(), "json")
            await self._put(DraftPart(key=key, state="answered", asset=asset))
        else:
            await self._put(DraftPart(key=key, state=came))

    def _own(self, key: str) -> DraftPart | None:
        return next((part for part in self._work.task.draft_parts if part.key == key), None)

    async def _answer(self, part: DraftPart) -> DraftAnswer | None:
        """The answer of a part; None where its file is gone."""
        if not part.asset:
            return None
        try:
            return DraftAnswer.model_validate_json(await self._work.read_media(part.asset))
        except (MediaError, ValidationError):
            return None

    async def _put(self, part: DraftPart) -> None:
        others = [known for known in self._work.task.draft_parts if known.key != part.key]
        parts = [each.to_wire() for each in (*others, part)]
        self._work.commit([Set(task_path(self._work.id), ("draftParts",), parts)], label="Task")
        await self._work.saved()


def _left_unfinished(work: TaskWork) -> tuple[DraftPart, ...]:
    """The parts of the latest task on the same words, where that ended without some of them."""
    mine = work.task
    before = [
        task
        for name, task in _drafts(work.document)
        if name != work.id and not task.is_live and task.input_context == mine.input_context
    ]
    latest = max(before, key=lambda task: task.updated_at or "", default=None)
    if latest is None or (latest.status == "succeeded" and not latest.lacks_parts):
        return ()
    return latest.draft_parts


def _drafts(documents: DocumentReader) -> list[tuple[str, Task]]:
    return [(name, task) for name, task in documents.tasks() if task.draft_parts]
