"""The agents and their work in a person's words."""

from __future__ import annotations

from studio.model.agent_documents import ProposalPart, Task
from studio.model.documents import Take
from studio.model.ids import DocPath, SceneId, board_path
from studio.model.reader import DocumentReader
from studio.model.task_inputs import AgentType
from studio.ui.translation import tr

AGENT_NAMES: dict[AgentType, str] = {
    "writer": "Writer",
    "artist": "Artist",
    "character": "Character sheets",
    "director": "Director",
    "stage": "Stage Designer",
    "supervisor": "Supervisor",
}
STATUS_WORDS = {
    "queued": "waits its turn",
    "running": "at work",
    "waiting": "waits",
    "succeeded": "done",
    "failed": "failed",
    "cancelled": "stopped",
}
PART_WORDS = {"open": "open", "accepted": "accepted", "rejected": "rejected", "stale": "no longer fits"}
TAKE_WORDS = {"frame": "Stage frame", "picture": "Picture", "video": "Video"}
STEP_WORDS = {
    "writing": "writing",
    "staging": "staging the set",
    "draft": "drafting the set",
    "critique": "weighing the drafts",
    "refine": "refining the set",
    "look": "looking at the set",
    "framing": "framing",
    "ordering": "ordering the video",
    "filming": "filming",
    "fetching": "fetching the video",
    "storing": "storing",
    "drawing": "drawing",
    "checking": "checking",
    "choosing": "choosing the best",
    "proposing": "making the proposal",
}
"""What a task does, by the name of the step that it tells."""

OUTCOME_WORDS = {
    "asked": "under way",
    "answered": "answered",
    "cancelled": "stopped",
    "unknown": "not known",
    "unsaved": "not sent",
    "invalid": "refused",
    "key": "key not accepted",
    "forbidden": "not allowed",
    "missing": "not there",
    "quota": "limit reached",
    "unavailable": "overloaded",
    "unreachable": "not reached",
    "interrupted": "broken off",
    "timeout": "too slow",
    "truncated": "cut off",
    "too_long": "too long",
    "empty": "nothing came",
    "blocked": "blocked",
    "filtered": "withheld",
    "unsupported": "not possible",
}
"""How a call ended: by its outcome, or by the kind of its failure."""


def agent_name(agent: str) -> str:
    """The agent's name; another's as it is."""
    return next((tr(words) for name, words in AGENT_NAMES.items() if name == agent), agent)


def status_words(task: Task) -> str:
    """How far a task has come."""
    return tr(STATUS_WORDS[task.status])


def step_words(step: str) -> str:
    """What a task is doing; a step that is not known here as it is."""
    return tr(STEP_WORDS[step]) if step in STEP_WORDS else step


def part_words(part: ProposalPart) -> str:
    """What was answered to a part of a proposal."""
    return tr(PART_WORDS[part.state])


def take_words(take: Take) -> str:
    """What kind of take it is."""
    return tr(TAKE_WORDS[take.kind])


def outcome_words(outcome: str) -> str:
    """How a call ended."""
    return tr(OUTCOME_WORDS[outcome]) if outcome in OUTCOME_WORDS else outcome


def dollars(amount: float) -> str:
    """``$0.13``; a fraction of a cent is told as such."""
    if 0 < amount < 0.01:
        return "< $0.01"
    return f"${amount:,.2f}"


def with_cost(words: str, amount: float) -> str:
    """Words of a button that begins something, with about what that costs."""
    return f"{words} · {tr('about {estimate}', estimate=dollars(amount))}" if amount > 0 else words


def place_of(documents: DocumentReader, scene_id: str | None, board_id: str | None) -> str:
    """The board's number, or the scene's place; "" for the whole production."""
    if scene_id is None:
        return ""
    board = documents.board(board_path(SceneId(scene_id), board_id)) if board_id else None
    if board is not None:
        return board.shot.text
    names = [name for name, _ in documents.scenes()]
    return tr("Scene {place}", place=names.index(SceneId(scene_id)) + 1) if scene_id in names else ""


def board_of(task: Task) -> DocPath | None:
    """The board that a task is for."""
    if task.scene_id is None or task.board_id is None:
        return None
    return board_path(SceneId(task.scene_id), task.board_id)
