"""A prompt to a set by the Stage Designer, without a project; the rules where the model gives nothing."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

from studio.agents.gemini.gemini_settings import GeminiSettings
from studio.agents.stage_design import StageDesign
from studio.agents.stage_designer import StageBrief
from studio.errors import Cancelled, StudioError
from studio.model.document import Document
from studio.model.ids import DocPath
from studio.model.stage import Stage
from studio.script.language import language_of
from studio.script.scene_text import heading_of
from studio.staging.designed import settled_spec
from studio.staging.library import Library
from studio.staging.pipeline import StagedPrompt, stage_prompt
from studio.workflows.agent_settings import AgentSettings, gemini_access, load_agent_settings
from studio.workflows.catalogue import kit_names
from studio.workflows.design_stage import DesignedStage, design_stage, with_story
from studio.workflows.design_words import design_words
from studio.workflows.key_ring import KeyRing
from studio.workflows.open_project import anchor_after
from studio.workflows.stage_scene import designed_stage
from studio.workflows.tasks.agents_desk import gemini_here
from studio.workflows.tasks.kept_answers import KeptAnswers
from studio.workflows.tasks.ledger import Ledger
from studio.workflows.tasks.metered_provider import MeteredProvider

Tell = Callable[[str], None]


def designed_prompt(
    prompt: str, *, seed: int, literal: bool, library: Library, tell: Tell, access: GeminiSettings | None = None
) -> StagedPrompt | None:
    """The set that Gemini designs of a prompt; None where there is no key.

    Where it gives nothing that can be used, the rules stage the prompt; ``tell`` and the report say why.

    Raises:
        studio.errors.SpecError: more is asked for than a stage can hold.
    """
    settings = load_agent_settings()
    access = access or gemini_access(settings, KeyRing())
    if not access.has_access:
        return None
    language = language_of([prompt])
    brief = StageBrief(words=prompt, catalogue=kit_names(), language=language, literal=literal)
    try:
        designed, warnings = asyncio.run(_design(brief, settings, access, seed=seed, library=library, tell=tell))
    except Cancelled:
        raise
    except StudioError as error:
        told = design_words(language, "fallback", why=error.message)
        tell(told)
        staged = stage_prompt(prompt, seed=seed, literal=literal, library=library)
        report = staged.stage.report
        report = report.model_copy(update={"warnings": (*report.warnings, told)})
        return StagedPrompt(staged.spec, staged.stage.model_copy(update={"report": report}))
    for warning in warnings:
        tell(warning)
    design = designed.design
    spec = settled_spec(design.spec, prompt=prompt, expansion=design.expansion)
    return StagedPrompt(spec, with_story(designed.stage, designed, warnings=warnings))


async def _design(
    brief: StageBrief, settings: AgentSettings, access: GeminiSettings, *, seed: int, library: Library, tell: Tell
) -> tuple[DesignedStage, tuple[str, ...]]:
    provider = gemini_here(access)
    # The waits and the limits of requests are those of every task; its records end with this command.
    records = Document({DocPath(""): {}}, heading_of=heading_of, anchor_after=anchor_after)
    metered = MeteredProvider(
        provider,
        records,
        Ledger(records),
        task_id="",
        prices=settings.price_table(),
        waiting=lambda why: tell(why) if why else None,
        flush=lambda: True,
    )
    model = KeptAnswers(metered)
    place = partial(_placed, words=brief.words, seed=seed, library=library)
    try:
        found = await design_stage(model, brief, place=place)
    finally:
        await provider.close()
    return found, (design_words(brief.language, "cached", count=model.reused),) if model.reused else ()


async def _placed(design: StageDesign, *, words: str, seed: int, library: Library) -> Stage:
    return designed_stage(design, words, seed=seed, library=library)
