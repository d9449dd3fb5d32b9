"""The agents of a production without a window: the Writer before the boards, others after them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from studio.agents.gemini.gemini_settings import GeminiSettings
from studio.agents.model_provider import ModelProvider, Usage
from studio.agents.offline.offline_provider import OFFLINE
from studio.errors import StudioError
from studio.model.agent_documents import Task
from studio.model.document import Document
from studio.model.ids import board_path
from studio.model.ports import BlobStore
from studio.model.reader import DocumentReader
from studio.model.task_inputs import ArtistInput, DirectorInput, TaskInput, WriterInput
from studio.workflows.agent_settings import AgentSettings
from studio.workflows.open_project import PRODUCER
from studio.workflows.produce_report import AgentFallback, ProduceReport
from studio.workflows.tasks.agents_desk import provider_for
from studio.workflows.tasks.ledger import Ledger
from studio.workflows.tasks.pool_frames import PoolFrames, PoolWorkers
from studio.workflows.tasks.reviewing import accept
from studio.workflows.tasks.task_jobs import jobs_by
from studio.workflows.tasks.task_runner import TaskRunner
from studio.workflows.work_pool import WorkPool

_DRAFT_TOKENS = 12_000
"""What a draft of a short film is reckoned at, thinking included."""

_LETTERS_A_TOKEN = 3


@dataclass(frozen=True, slots=True)
class WantedTask:
    """A task that a step of the production wants done."""

    input_context: TaskInput
    scene_id: str | None = None
    board_id: str | None = None


Step = Callable[[DocumentReader], Sequence[WantedTask]]


def draw_key_boards(documents: DocumentReader) -> list[WantedTask]:
    """The Artist's pictures of what each scene is known by."""
    return [WantedTask(ArtistInput(), scene, board) for scene, board in _key_boards(documents)]


def shoot_key_boards(documents: DocumentReader) -> list[WantedTask]:
    """The Director's videos of the same boards."""
    return [WantedTask(DirectorInput(), scene, board) for scene, board in _key_boards(documents)]


def _key_boards(documents: DocumentReader) -> Iterator[tuple[str, str]]:
    for scene_id, scene in documents.scenes():
        names = [str(name) for name, _ in documents.boards(scene_id)]
        if names:
            yield str(scene_id), scene.key_board_id if scene.key_board_id in names else names[0]


@dataclass(slots=True)
class ProduceAgents:
    """Runs agents on a project that is being produced, within its budget; what they propose is taken.

    ``tell`` hears what they are about to cost. Where a model fails, the offline agents do it, and the report says so.
    """

    document: Document
    media: BlobStore
    pool: WorkPool
    flush: Callable[[], bool]
    access: GeminiSettings
    agent_settings: AgentSettings
    is_offline: bool
    report: ProduceReport
    tell: Callable[[str], None]
    steps: Sequence[Step] = ()

    def write(self, text: str) -> None:
        """Has the Writer make scenes and boards of a topic, a treatment or a script.

        Raises:
            StudioError: nothing can be made of it.
        """
        self._tell_cost(text)
        self._done([WantedTask(WriterInput(job="draft", text=text))])

    def after_boards(self) -> None:
        """Runs the steps after the boards.

        Raises:
            StudioError: one of them failed, offline too.
        """
        for step in self.steps:
            wanted = step(self.document)
            if wanted:
                self._done(wanted)

    def _done(self, wanted: Sequence[WantedTask]) -> None:
        provider = provider_for(self.access, is_offline=self.is_offline)
        self.report.agents.provider = provider.name
        tasks = asyncio.run(self._run(provider, wanted))
        failed = [(each, task) for each, task in zip(wanted, tasks, strict=True) if task.status != "succeeded"]
        if failed and provider.name != OFFLINE:
            for _, task in failed:
                fallback = AgentFallback(task.agent_type, task.error or "It was stopped.")
                self.report.agents.fallbacks.append(fallback)
                self.report.warnings.append(f"The offline {task.agent_type} did it: {fallback.reason}")
            offline = provider_for(self.access, is_offline=True)
            tasks = [
                *(task for task in tasks if task.status == "succeeded"),
                *asyncio.run(self._run(offline, [each for each, _ in failed])),
            ]
        for task in tasks:
            if task.status != "succeeded":
                raise StudioError(task.error or f"The {task.agent_type} was stopped.")
            if task.agent_type == "director" and provider.name != OFFLINE:
                self._tell_fallback(task)
            if task.proposal_id is not None:
                accept(self.document, task.proposal_id, initiator=PRODUCER)
        self.report.agents.cost = Ledger(self.document).spent

    def _tell_fallback(self, task: Task) -> None:
        """A shot that became a move over its picture is told as that."""
        board = self.document.board(board_path(task.scene_id or "", task.board_id or ""))
        if board is not None and not board.video_url:
            self.report.agents.fallbacks.append(AgentFallback("director", task.answer))
            self.report.warnings.append(f"Board {board.shot.text} has no video: {task.answer}")

    async def _run(self, provider: ModelProvider, wanted: Sequence[WantedTask]) -> list[Task]:
        runner = TaskRunner(
            self.document,
            self.media,
            provider,
            jobs_by(lambda: self.agent_settings),
            PoolFrames(self.document, self.pool),
            uid=PRODUCER,
            flush=self.flush,
            prices=self.agent_settings.price_table(),
            workers=PoolWorkers(self.pool),
        )
        try:
            names = [
                runner.submit(each.input_context, scene_id=each.scene_id, board_id=each.board_id) for each in wanted
            ]
            return [await runner.finished(name) for name in names]
        finally:
            await runner.close()
            await provider.close()

    def _tell_cost(self, text: str) -> None:
        if self.is_offline or not self.access.has_access:
            return
        usage = Usage(prompt_tokens=len(text) // _LETTERS_A_TOKEN, answer_tokens=_DRAFT_TOKENS)
        cost = self.agent_settings.price_table().cost(self.access.text_model, usage)
        budget = self.document.project.budget or 0.0
        self.tell(
            f"the Writer asks {self.access.text_model}: about ${cost:.2f}, and never more than ${budget:.2f}"
            " (--budget); --offline costs nothing."
        )
