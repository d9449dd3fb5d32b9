"""The agents of an open project, put together: the model, the jobs and the runner."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping
from functools import partial

from studio.agents.gemini.gemini_settings import GeminiSettings
from studio.agents.model_provider import ModelIds, ModelProvider
from studio.agents.offline.offline_provider import OfflineProvider
from studio.agents.prices import PriceTable
from studio.model.ids import DocPath, Uid, collection_name
from studio.model.journal import JournalEntry
from studio.model.operations import Create
from studio.model.task_inputs import AgentType
from studio.workflows.open_project import OpenProduction
from studio.workflows.tasks.pool_frames import PoolFrames, PoolWorkers
from studio.workflows.tasks.provider_process import ProviderProcess
from studio.workflows.tasks.task_jobs import JOBS, OFFLINE_ANSWERS
from studio.workflows.tasks.task_runner import LIMITS, Job, Start, TaskRunner, start_plain
from studio.workflows.work_pool import WorkPool


def provider_for(settings: GeminiSettings, *, is_offline: bool = False) -> ModelProvider:
    """Gemini, in a process of its own, where there is access to it; else, or where it is wanted, the offline agents."""
    if is_offline or not settings.has_access:
        return OfflineProvider(OFFLINE_ANSWERS)
    video = settings.veo_model if settings.is_enterprise else settings.omni_model
    models = ModelIds(text=settings.text_model, picture=settings.picture_model, video=video)
    return ProviderProcess(partial(gemini_here, settings), name="gemini", models=models)


def agent_runner(
    production: OpenProduction,
    provider: ModelProvider,
    pool: WorkPool,
    *,
    uid: Uid,
    start: Start = start_plain,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    on_thought: Callable[[str, str], None] | None = None,
    jobs: Mapping[AgentType, Job] = JOBS,
    prices: PriceTable | None = None,
    limits: Mapping[AgentType, int] = LIMITS,
) -> TaskRunner:
    """The runner of an open project. The project has to be writable."""
    store = production.project.store
    return TaskRunner(
        production.document,
        production.project.media,
        provider,
        jobs,
        PoolFrames(production.document, pool),
        uid=uid,
        flush=store.flush if store is not None else lambda: False,
        prices=prices,
        start=start,
        sleep=sleep,
        on_thought=on_thought,
        limits=limits,
        workers=PoolWorkers(pool),
        begun_here=tasks_begun_here(production.project.journal) if production.is_replica else None,
    )


def tasks_begun_here(journal: Iterable[JournalEntry]) -> frozenset[DocPath]:
    """The tasks that this machine queued, by its journal: those of others are told in it as from elsewhere."""
    return frozenset(
        entry.applied.op.doc
        for entry in journal
        if entry.origin == "local"
        and isinstance(entry.applied.op, Create)
        and collection_name(entry.applied.op.doc) == "tasks"
    )


def gemini_here(settings: GeminiSettings) -> ModelProvider:
    """Gemini in this very process, for commands that have no window to hold up."""
    from studio.agents.gemini.gemini_provider import GeminiProvider

    return GeminiProvider(settings)
