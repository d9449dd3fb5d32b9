"""One agent's work on a project from the command line, from the request to its end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from studio.agents.gemini.gemini_settings import GeminiSettings
from studio.errors import InputError, ProjectError
from studio.model.agent_documents import Task, TaskUsage
from studio.model.ids import DocPath, doc_id, scene_of
from studio.model.ports import Progress, no_progress
from studio.model.reader import DocumentReader
from studio.model.task_inputs import (
    ArtistInput,
    CharacterInput,
    DirectorInput,
    StageInput,
    SupervisorInput,
    TaskInput,
    WriterInput,
)
from studio.workflows.agent_settings import AgentSettings, gemini_access, load_agent_settings
from studio.workflows.key_ring import KeyRing
from studio.workflows.open_project import OpenProduction, open_production
from studio.workflows.tasks.agents_desk import agent_runner, provider_for
from studio.workflows.tasks.planned_steps import run_plan
from studio.workflows.tasks.reviewing import accept
from studio.workflows.tasks.task_jobs import JOBS, jobs_by
from studio.workflows.work_pool import WorkPool

AgentName = Literal["writer", "artist", "character", "director", "stage", "supervisor"]
_OF_A_BOARD = frozenset({"artist", "director"})
_OF_A_SCENE = frozenset({"stage"})


@dataclass(frozen=True, slots=True)
class AgentReport:
    """How one agent's work ended, as the command prints it."""

    agent: str
    provider: str
    task_id: str
    status: str
    error: str | None
    answer: str
    proposal_id: str | None
    accepted: tuple[int, ...]
    stale: tuple[int, ...]
    usage: TaskUsage
    rationale: str = ""
    plan: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain JSON types."""
        return {
            "agent": self.agent,
            "provider": self.provider,
            "task": self.task_id,
            "status": self.status,
            "error": self.error,
            "answer": self.answer,
            "proposal": self.proposal_id,
            "rationale": self.rationale,
            "plan": list(self.plan),
            "accepted": list(self.accepted),
            "stale": list(self.stale),
            "usage": self.usage.to_wire(),
        }


def run_agent(
    project: Path,
    agent: AgentName,
    *,
    scene: int | None = None,
    board: str | None = None,
    text: str = "",
    is_offline: bool = False,
    accepts: bool = False,
    progress: Progress = no_progress,
) -> AgentReport:
    """Runs one agent on a project to its end; what an earlier run left under way is taken up first.

    Raises:
        InputError: there is no such scene or board, or the agent needs one.
        ProjectError: the project cannot be written.
    """
    production = open_production(project)
    try:
        if production.project.is_read_only:
            raise ProjectError(" ".join(production.project.notices) or f"{project} can only be read.")
        if agent not in JOBS:
            raise InputError(f"There is no agent {agent!r} in this version.")
        with WorkPool() as pool:
            return asyncio.run(_run(production, pool, agent, scene, board, text, is_offline, accepts, progress))
    finally:
        production.close()


async def _run(
    production: OpenProduction,
    pool: WorkPool,
    agent: AgentName,
    scene: int | None,
    board: str | None,
    text: str,
    is_offline: bool,
    accepts: bool,
    progress: Progress,
) -> AgentReport:
    document = production.document
    path = board_named(document, board, scene=scene)
    scene_id = scene_of(path) if path else scene_numbered(document, scene)
    if agent in _OF_A_BOARD and path is None:
        raise InputError(f"The {agent} works on a board; name one with --board, such as --board 1A.")
    if agent in _OF_A_SCENE and scene_id is None:
        raise InputError("The stage designer works on a scene; name one with --scene, such as --scene 1.")
    settings = load_agent_settings()
    access = GeminiSettings() if is_offline else gemini_access(settings, KeyRing())
    provider = provider_for(access, is_offline=is_offline)
    prices = settings.price_table()
    runner = agent_runner(production, provider, pool, uid=production.uid, jobs=jobs_by(lambda: settings), prices=prices)
    stop_telling = document.subscribe(lambda _change: _tell(document, progress))
    try:
        if production.project.store is not None:
            production.project.store.follow(asyncio.get_running_loop().call_soon_threadsafe)
        if not production.project.is_shared:
            # What is under way in a window that has the project open is that window's.
            runner.recover()
        task_id = runner.submit(
            _input(agent, text, settings, has_scene=scene_id is not None),
            scene_id=scene_id,
            board_id=doc_id(path) if path else None,
            # The same request again takes up what an earlier run left of it: it is never a second order.
            request_key=f"{agent} {scene_id} {path} {text}",
        )
        task = await runner.finished(task_id)
        if accepts and task.plan:
            await run_plan(runner, document, task_id)
        return _report(production, agent, provider.name, task_id, task, accepts)
    finally:
        stop_telling()
        await runner.close()
        await provider.close()


def _report(
    production: OpenProduction,
    agent: str,
    provider: str,
    task_id: str,
    task: Task,
    accepts: bool,
) -> AgentReport:
    document = production.document
    accepted: tuple[int, ...] = ()
    stale: tuple[int, ...] = ()
    proposal = document.proposal(task.proposal_id) if task.proposal_id else None
    if accepts and proposal is not None and task.proposal_id is not None and task.status == "succeeded":
        reviewed = accept(document, task.proposal_id, initiator=production.uid)
        accepted, stale = reviewed.accepted, reviewed.stale
    return AgentReport(
        agent=agent,
        provider=provider,
        task_id=task_id,
        status=task.status,
        error=task.error,
        answer=task.answer,
        proposal_id=task.proposal_id,
        accepted=accepted,
        stale=stale,
        usage=task.usage,
        rationale=proposal.rationale if proposal is not None else "",
        plan=tuple(step.says for step in task.plan),
    )


def scene_numbered(documents: DocumentReader, number: int | None) -> str | None:
    """The id of the scene of that place, from 1.

    Raises:
        InputError: there is none.
    """
    if number is None:
        return None
    scenes = documents.scenes()
    if not 1 <= number <= len(scenes):
        raise InputError(f"There is no scene {number}; this project has {len(scenes)}.")
    return str(scenes[number - 1][0])


def board_named(documents: DocumentReader, name: str | None, *, scene: int | None = None) -> DocPath | None:
    """The path of a board by its id or its shot's label, within a scene where one is given.

    Raises:
        InputError: there is none, or several.
    """
    if name is None:
        return None
    within = scene_numbered(documents, scene)
    boards = [(path, board) for path, board in documents.all_boards() if within in (None, scene_of(path))]
    found = [path for path, _ in boards if doc_id(path) == name]
    found = found or [path for path, board in boards if board.shot.text.casefold() == name.casefold()]
    if not found:
        raise InputError(f"There is no board {name!r}; “dreamfactory export PROJECT --to csv” lists them.")
    if len(found) > 1:
        raise InputError(f"Several boards are called {name!r}; say which scene with --scene.")
    return found[0]


def _input(agent: AgentName, text: str, settings: AgentSettings, *, has_scene: bool) -> TaskInput:
    inputs: dict[AgentName, Callable[[], TaskInput]] = {
        "writer": lambda: WriterInput(job="revise" if has_scene else "draft", text=text),
        "artist": lambda: ArtistInput(note=text),
        "character": lambda: CharacterInput(character_id=text),
        "director": lambda: DirectorInput(note=text, resolution=settings.video_resolution),
        "stage": lambda: StageInput(prompt=text),
        "supervisor": lambda: SupervisorInput(text=text),
    }
    return inputs[agent]()


def _tell(document: DocumentReader, progress: Progress) -> None:
    for _, task in document.tasks():
        if task.status == "running" and task.progress.total:
            progress(task.progress.done, task.progress.total, task.progress.what)
            return
