"""The agents of the open project, for the panels: what can be asked, what goes on, what it costs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from studio.agents.model_provider import ModelProvider
from studio.agents.prices import PriceTable
from studio.errors import StudioError
from studio.model.document import Document
from studio.model.ids import PROJECT_PATH, DocPath, Uid, doc_id, scene_of
from studio.model.operations import Set
from studio.model.task_inputs import AgentType, TaskInput, WriterInput
from studio.ui.task_scope import TaskScope
from studio.ui.told_sentence import told_words
from studio.ui.translation import tr
from studio.workflows.tasks.cost_estimate import cost_estimate
from studio.workflows.tasks.planned_steps import ask_about_failure, places_of, run_plan
from studio.workflows.tasks.reviewing import Reviewed, accept, reject
from studio.workflows.tasks.task_runner import Start, TaskRunner

MakeRunner = Callable[[ModelProvider, Start, Callable[[str, str], None]], TaskRunner]
_KEPT_LETTERS = 600


class AgentDesk(QObject):
    """Asks the agents in one person's name and hears what they think aloud.

    It lives as long as the project is open, whatever window shows it. ``make_runner`` makes the runner of the tasks.
    """

    changed = Signal()
    """Somebody else answers from now on, or the agents were paused or go on."""

    thought = Signal(str)
    """The task of this id thinks aloud; ``thoughts`` has the words."""

    asked = Signal(str)
    """A task of this id was begun on the person's wish."""

    told = Signal(str)
    """A sentence for the person."""

    failed = Signal(str)
    """What went wrong, as a sentence for the person."""

    def __init__(
        self,
        document: Document,
        provider: ModelProvider,
        make_runner: MakeRunner,
        *,
        uid: Uid,
        prices: PriceTable | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._provider, self._make_runner, self._uid = document, provider, make_runner, uid
        self.prices = prices or PriceTable()
        self._scope = TaskScope(self)
        self._scope.failed.connect(self.failed)
        self._thoughts: dict[str, str] = {}
        self._former: list[ModelProvider] = []
        self.runner = self._made()

    @property
    def agents(self) -> frozenset[AgentType]:
        """The agents that can be asked."""
        return self.runner.agents

    @property
    def provider_name(self) -> str:
        """Who answers, in the person's words."""
        return tr("offline") if self.is_offline else self._provider.name.capitalize()

    @property
    def is_offline(self) -> bool:
        """Whether rules answer, and nothing is sent or billed."""
        return self._provider.name == "offline"

    @property
    def spent(self) -> float:
        """US dollars that the project's agents have cost."""
        return self.runner.ledger.spent

    def estimate(self, request: TaskInput) -> float:
        """US dollars that a request will cost at most, as far as that can be known."""
        return cost_estimate(request, self._document, self._provider.models, self.prices)

    def ask(self, request: TaskInput, *, scene_id: str = "", board: DocPath | None = None, key: str = "") -> str:
        """Queues a request, for a scene or a board, and returns its task's id."""
        scene, board_id = (scene_of(board), doc_id(board)) if board else (scene_id or None, None)
        task_id = self._submit(request, scene, board_id, key=key)
        self.asked.emit(task_id)
        return task_id

    def plan_estimate(self, task_id: str) -> float:
        """US dollars that what is left of a plan will cost at most, by what there is to do it on now."""
        task = self._document.task(task_id)
        left = [step for step in task.plan if not step.task_ids] if task is not None else []
        return sum(self.estimate(step.input_context) * len(list(places_of(self._document, step))) for step in left)

    def run_plan(self, task_id: str) -> None:
        """Does what a plan says, up to where the person has to look."""
        self._scope.start(tr("Plan of the agents"), run_plan(self.runner, self._document, task_id))

    def ask_about_failure(self, task_id: str) -> None:
        """Asks the Writer how the shot of a picture that failed could be worded."""
        question = ask_about_failure(self.runner, self._document, task_id)
        if question is not None:
            self.asked.emit(question)

    def retry(self, task_id: str) -> str | None:
        """Asks once more for what a task was to do, as a new task; None where the task is gone."""
        task = self._document.task(task_id)
        if task is None:
            return None
        fresh = self._submit(task.input_context, task.scene_id, task.board_id, priority=task.priority)
        self.asked.emit(fresh)
        return fresh

    def set_paused(self, *, paused: bool) -> None:
        """Begins nothing more, or goes on."""
        if paused:
            self.runner.pause()
        else:
            self.runner.resume()
        self.changed.emit()

    def thoughts(self, task_id: str) -> str:
        """The last of what a task's model thought aloud."""
        return self._thoughts.get(task_id, "")

    def set_budget(self, dollars: float | None) -> None:
        """What the project's agents may cost; None for as much as is asked for."""
        if self._document.project.budget != dollars:
            self._document.commit(
                [Set(PROJECT_PATH, ("budget",), dollars)], label=tr("Change budget"), initiator=self._uid
            )

    def accept(self, proposal_id: str, *, part: int | None = None) -> Reviewed | None:
        """Takes a part of a proposal, or all that is open; what no longer fits is left and told."""
        try:
            done = accept(
                self._document,
                proposal_id,
                initiator=self._uid,
                parts=None if part is None else (part,),
                label=tr("Accept proposal"),
            )
        except StudioError as error:
            self.told.emit(told_words(error.message))
            return None
        if done.stale:
            self.told.emit(
                tr("{count} parts were left: what they would change has been changed since.", count=len(done.stale))
            )
        return done

    def reject(self, proposal_id: str, *, part: int | None = None) -> None:
        """Leaves a part of a proposal, or all that is open."""
        try:
            reject(self._document, proposal_id, parts=None if part is None else (part,))
        except StudioError as error:
            self.told.emit(told_words(error.message))

    def ask_why(self, proposal_id: str, part: int, words: str) -> None:
        """Asks the Writer about a part of a proposal; without words, why it is proposed."""
        proposal = self._document.proposal(proposal_id)
        task = self._document.task(proposal.task_id) if proposal is not None else None
        text = words or tr("Why this?")
        request = WriterInput(job="ask", text=text, proposal_id=proposal_id, part=part)
        # The answer is told where the question was asked, so nothing turns to the task.
        self._submit(request, task.scene_id if task is not None else None, None, key=f"ask:{request!r}")

    def begin(self) -> None:
        """Takes up what an earlier run left; a desk that rested gets a runner of its own again."""
        if self.runner.is_closed:
            self.runner = self._made()
        self.runner.recover()
        self.changed.emit()

    def use_provider(self, provider: ModelProvider, prices: PriceTable) -> None:
        """Answers what begins from now on by another; the one before ends with the desk's rest."""
        self._former.append(self._provider)
        self._provider, self.prices = provider, prices
        self.runner.use_provider(provider)
        self.changed.emit()

    async def rest(self) -> None:
        """Lets go of what is under way, before the project closes: orders stay stored, polled on next time."""
        await self.runner.close()
        for provider in (*self._former, self._provider):
            await provider.close()
        self._former = []

    def _submit(
        self, request: TaskInput, scene_id: str | None, board_id: str | None, *, key: str = "", priority: int = 0
    ) -> str:
        return self.runner.submit(
            request,
            scene_id=scene_id,
            board_id=board_id,
            request_key=key,
            priority=priority,
            cost_estimate=self.estimate(request),
        )

    def _made(self) -> TaskRunner:
        return self._make_runner(self._provider, self._scope.start, self._hear)

    def _hear(self, task_id: str, words: str) -> None:
        self._thoughts[task_id] = (self._thoughts.get(task_id, "") + words)[-_KEPT_LETTERS:]
        self.thought.emit(task_id)
