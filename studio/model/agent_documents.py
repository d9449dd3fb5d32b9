"""The documents of the agents' work: tasks, their calls, what is proposed and said (contracts/documents.md)."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from studio.model.documents import Leased, Verdict
from studio.model.frozen import Frozen
from studio.model.ids import DocPath
from studio.model.operations import FieldPath
from studio.model.task_inputs import AgentType, TaskInput

TaskStatus = Literal["queued", "running", "waiting", "succeeded", "failed", "cancelled"]
ProposalState = Literal["open", "accepted", "partly", "rejected", "stale"]
LIVE_STATUSES: frozenset[TaskStatus] = frozenset({"queued", "running", "waiting"})


class TaskProgress(Frozen):
    """``done`` of ``total`` steps of ``what``."""

    done: int = 0
    total: int = 0
    what: str = ""


class TaskUsage(Frozen):
    """What a task has used so far; ``cost`` in US dollars."""

    prompt_tokens: int = 0
    answer_tokens: int = 0
    thought_tokens: int = 0
    cached_tokens: int = 0
    pictures: int = 0
    video_s: float = 0.0
    cost: float = 0.0


class TaskOperation(Frozen):
    """The provider's own job, by which a restart polls on.

    ``ordering`` stands from before the order is sent until its handle is here: whoever finds it after a kill does
    not know whether the order went through, and never orders again. ``made_for`` is a hash of what was ordered, by
    which a board that has been changed meanwhile is known. ``over`` is an order from which nothing more will come.
    """

    state: Literal["ordering", "ordered", "over"] = "ordering"
    provider: str = ""
    model: str = ""
    handle: str = ""
    ordered_at: str | None = None
    made_for: str = ""
    prompt: str = ""


class SheetPicture(Frozen):
    """A picture of a character sheet, until it is proposed: a restart goes on with what is here.

    Without an asset it was asked for and has not arrived; whoever finds that after a kill does not ask for it again.
    """

    view: str = ""
    asset: str = ""
    prompt: str = ""
    verdict: Verdict | None = None


class DraftPart(Frozen):
    """A part of a long text that the Writer works through, until all of it is proposed: a restart goes on after it.

    ``key`` is a hash of its text. ``asset`` is its answer as a medium of JSON. What is found as *asked* after a kill
    did not arrive and is not asked for again; ``cut`` was too long for one answer, ``failed`` may be asked for anew.
    """

    key: str = ""
    state: Literal["asked", "answered", "cut", "failed"] = "asked"
    asset: str = ""


class PlannedStep(Frozen):
    """One step of a supervisor's plan, told before it runs; ``says`` is the step in the person's language.

    Without a scene or a board where its agent works on one, it is for all that there are when it begins; ``task_ids``
    are the tasks that it became. ``stops_after`` is where a person has to look before the steps behind it make sense.
    """

    says: str = ""
    scene_id: str | None = Field(default=None, alias="scene_id")
    board_id: str | None = Field(default=None, alias="board_id")
    input_context: TaskInput = Field(alias="input_context")
    stops_after: bool = False
    task_ids: tuple[str, ...] = ()


class Task(Leased):
    """One piece of an agent's work, from the request to its end."""

    uid: str = ""
    request_key: str = ""
    agent_type: AgentType = Field(alias="agent_type")
    scene_id: str | None = Field(default=None, alias="scene_id")
    board_id: str | None = Field(default=None, alias="board_id")
    input_context: TaskInput = Field(alias="input_context")
    priority: int = 0
    status: TaskStatus = "queued"
    progress: TaskProgress = TaskProgress()
    operation: TaskOperation | None = None
    sheets: tuple[SheetPicture, ...] = ()
    draft_parts: tuple[DraftPart, ...] = ()
    attempts: int = 0
    usage: TaskUsage = TaskUsage()
    cost_estimate: float = 0.0
    proposal_id: str | None = None
    conversation_id: str | None = None
    answer: str = ""
    plan: tuple[PlannedStep, ...] = ()
    error: str | None = None
    created_at: str | None = None
    updated_at: str | None = None
    deleted_at: str | None = None

    @property
    def is_live(self) -> bool:
        """Whether it is still to come to an end."""
        return self.status in LIVE_STATUSES

    @property
    def lacks_parts(self) -> bool:
        """Whether it ended without a part of a long text: started again, it asks for what is missing."""
        return not self.is_live and any(part.state in ("asked", "failed") for part in self.draft_parts)


class ProposalPart(Frozen):
    """``count`` operations from number ``first`` on that are taken or left together, and why they are proposed.

    ``needs`` are numbers of parts that are taken along where they are still open.
    """

    title: str = ""
    rationale: str = ""
    first: int = 0
    count: int = 0
    needs: tuple[int, ...] = ()
    state: Literal["open", "accepted", "rejected", "stale"] = "open"


class Proposal(Frozen):
    """What an agent would change: operations in parts, each with its reason.

    ``expected`` tells by operation what stood in its field when it was proposed, as a hash (None: nothing did).
    ``bases`` has the texts that its splices count in, by ``text_key``; parts that are taken move both on.
    """

    task_id: str = ""
    uid: str = ""
    agent: str = ""
    title: str = ""
    ops: tuple[dict[str, Any], ...] = ()
    expected: tuple[str | None, ...] = ()
    bases: dict[str, str] = {}
    parts: tuple[ProposalPart, ...] = ()
    rationale: str = ""
    base_revs: dict[str, int] = {}
    cost: float = 0.0
    state: ProposalState = "open"
    created_at: str | None = None
    deleted_at: str | None = None


class Conversation(Frozen):
    """What an agent and a person said to one another; its turns lie below it. Another model begins a new one."""

    agent: str = ""
    model: str = ""
    scene_id: str | None = None
    summary: str = ""
    created_at: str | None = None
    deleted_at: str | None = None


class Turn(Frozen):
    """One turn, verbatim as the provider gave it: its thought signatures are the memory."""

    agent: str = ""
    model: str = ""
    content: dict[str, Any] = {}
    order_key: str = ""
    deleted_at: str | None = None


class Call(Frozen):
    """One request to a model.

    ``outcome`` is ``asked`` until it ends: then ``answered``, ``cancelled`` or the kind of the failure.
    """

    task_id: str = ""
    model: str = ""
    provider: str = ""
    what: Literal["text", "picture", "video"] = "text"
    prompt_name: str = ""
    prompt_version: int = 0
    usage: TaskUsage = TaskUsage()
    seconds: float = 0.0
    outcome: str = "asked"
    cost: float = 0.0
    created_at: str | None = None
    deleted_at: str | None = None


def text_key(doc: DocPath, field: FieldPath) -> str:
    """Under which name a proposal keeps a text that it splices."""
    return "#".join((doc, *field))


def task_path(task_id: str) -> DocPath:
    """Document path of a task."""
    return DocPath(f"tasks/{task_id}")


def proposal_path(proposal_id: str) -> DocPath:
    """Document path of a proposal."""
    return DocPath(f"proposals/{proposal_id}")


def call_path(call_id: str) -> DocPath:
    """Document path of a call's record."""
    return DocPath(f"calls/{call_id}")


def conversation_path(conversation_id: str) -> DocPath:
    """Document path of a conversation."""
    return DocPath(f"conversations/{conversation_id}")


def turn_path(conversation_id: str, turn_id: str) -> DocPath:
    """Document path of a turn."""
    return DocPath(f"conversations/{conversation_id}/turns/{turn_id}")
