"""Which job does the work of which agent, and what the offline agents answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from studio.agents.offline import supervisor as offline_supervisor
from studio.agents.offline import writer as offline_writer
from studio.agents.offline.offline_provider import OfflineAnswer
from studio.agents.supervisor import SupervisorFacts
from studio.agents.writer_facts import AskFacts, DraftFacts, ReviseFacts
from studio.model.task_inputs import AgentType
from studio.workflows.agent_settings import AgentSettings
from studio.workflows.tasks.artist_job import draw
from studio.workflows.tasks.character_job import draw_character
from studio.workflows.tasks.director_job import direct
from studio.workflows.tasks.stage_job import build_set
from studio.workflows.tasks.supervisor_job import supervise
from studio.workflows.tasks.task_runner import Job
from studio.workflows.tasks.task_work import TaskWork
from studio.workflows.tasks.writer_job import write

JOBS: Mapping[AgentType, Job] = {
    "writer": write,
    "artist": draw,
    "character": draw_character,
    "director": direct,
    "supervisor": supervise,
    "stage": build_set,
}


def jobs_by(settings: Callable[[], AgentSettings]) -> Mapping[AgentType, Job]:
    """The jobs as they are set when a task begins: from which score a picture passes, how large pictures are."""

    async def draw_as_set(work: TaskWork) -> None:
        await draw(work, bar=settings().artist_bar, size=settings().picture_size)

    async def draw_character_as_set(work: TaskWork) -> None:
        await draw_character(work, bar=settings().artist_bar, size=settings().picture_size)

    return {**JOBS, "artist": draw_as_set, "character": draw_character_as_set}


OFFLINE_ANSWERS: Mapping[type, OfflineAnswer] = {
    DraftFacts: offline_writer.draft_answer,
    ReviseFacts: offline_writer.revise_answer,
    AskFacts: offline_writer.ask_answer,
    SupervisorFacts: offline_supervisor.route_answer,
}
"""By the type of a request's facts, the rule that answers it without a model.

Only who asks in words is answered so. The jobs of the others know what to do offline by themselves: the stage is set by
the rules of staging, pictures and sheets are drawn from the set, a shot is the camera's move.
"""
