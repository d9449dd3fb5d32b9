"""Draft, critique, refine, look, select: a set designed with a model and placed by rule."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from studio.agents.answered import AnswerInvalid, Asking
from studio.agents.model_provider import Attached
from studio.agents.stage_design import StageCritique, StageDesign, edited
from studio.agents.stage_designer import (
    APPROACHES,
    MOST_LOOKS,
    DraftFacts,
    OnThought,
    PlacedDesign,
    StageBrief,
    criticise,
    draft,
    look,
    refine,
)
from studio.errors import Cancelled, SpecError, StudioError
from studio.model.stage import Stage
from studio.workflows.design_words import design_words

Place = Callable[[StageDesign], Awaitable[Stage]]
Pictures = Callable[[Stage], Awaitable[tuple[Attached, ...]]]
Tell = Callable[[int, int, str], None]
_STEPS = 3 + MOST_LOOKS


@dataclass(frozen=True, slots=True)
class DesignedStage:
    """The set that was chosen, its design, and how it came to it, a sentence a step."""

    stage: Stage
    design: StageDesign
    story: tuple[str, ...]

    @property
    def rationale(self) -> str:
        """Why the set is like this, and why this one."""
        return "\n".join((self.design.rationale, *self.story))


@dataclass(slots=True)
class _Designing:
    model: Asking
    brief: StageBrief
    place: Place
    tell: Tell
    on_thought: OnThought
    story: list[str] = field(default_factory=list)

    def say(self, key: str, **values: object) -> None:
        self.story.append(design_words(self.brief.language, key, **values))


async def design_stage(
    model: Asking,
    brief: StageBrief,
    *,
    place: Place,
    pictures: Pictures | None = None,
    tell: Tell = lambda *_: None,
    on_thought: OnThought = None,
) -> DesignedStage:
    """Designs a set: two drafts are placed, the better one is refined and looked at, and the best of them is kept.

    Once a draft is placed, a step that fails costs only that step, and the story tells it.

    Raises:
        AnswerInvalid: no draft had the form that is needed, nor after its repair.
        studio.errors.StudioError: the model gave none, or the budget is reached.
    """
    work = _Designing(model, brief, place, tell, on_thought)
    drafts = await _drafts(work)
    tell(1, _STEPS, "critique")
    best, critique = await _selected(work, drafts)
    tell(2, _STEPS, "refine")
    if critique is not None and (critique.fixes or not _is_sound(best)):
        best = await _refined(work, best, critique)
    if pictures is not None:
        best = await _looked_at(work, best, pictures)
    tell(_STEPS, _STEPS, "")
    return DesignedStage(best.stage, best.design, tuple(work.story))


async def _drafts(work: _Designing) -> list[PlacedDesign]:
    """What could be drafted and placed; whoever does not answer once is not asked for a second draft.

    Raises:
        AnswerInvalid: what came had not the form that is needed.
        StudioError: nothing came.
    """
    found: list[PlacedDesign] = []
    invalid: AnswerInvalid | None = None
    failed: StudioError | None = None
    for approach in APPROACHES[:1] if work.brief.literal else APPROACHES:
        work.tell(0, _STEPS, "draft")
        try:
            design = await draft(work.model, DraftFacts(work.brief, approach), on_thought=work.on_thought)
            found.append(PlacedDesign(design, await work.place(design)))
        except Cancelled:
            raise
        except SpecError as error:
            invalid = AnswerInvalid(f"The model's design cannot be staged: {error.message}")
        except AnswerInvalid as error:
            invalid = error
        except StudioError as error:
            failed = error
            break
    why = invalid or failed
    if why is not None and not found:
        raise why
    if why is not None:
        work.say("one draft", why=why.message)
    return found


async def _selected(work: _Designing, drafts: list[PlacedDesign]) -> tuple[PlacedDesign, StageCritique | None]:
    """The draft that gate and critic together find best, with the critique; without one the gate decides."""
    critique: StageCritique | None = None
    try:
        critique = await criticise(work.model, work.brief, drafts, on_thought=work.on_thought)
    except Cancelled:
        raise
    except StudioError as error:
        work.say("no critique", why=error.message)
    scores = {each.draft: each.score for each in critique.scores} if critique is not None else {}

    def worth(number: int) -> tuple[float, bool, int]:
        gate = drafts[number - 1].gate_score
        both = (gate + scores.get(number, gate)) / 2
        return both, critique is not None and critique.better == number, -number

    chosen = max(range(1, len(drafts) + 1), key=worth)
    for number, placed in enumerate(drafts, 1):
        key = "scored" if number in scores else "measured"
        work.say(key, number=number, gate=placed.gate_score, critic=scores.get(number, 0))
    if len(drafts) > 1:
        work.say("chosen", number=chosen)
    if critique is not None:
        if critique.better != chosen:
            work.say("critic preferred", number=critique.better)
            # What is to be mended was said of the other one.
            critique = critique.model_copy(update={"fixes": _weakness(critique, chosen)})
        work.story.append(critique.why)
    return drafts[chosen - 1], critique


def _weakness(critique: StageCritique, number: int) -> tuple[str, ...]:
    return tuple(each.weaknesses for each in critique.scores if each.draft == number and each.weaknesses)


def _is_sound(placed: PlacedDesign) -> bool:
    report = placed.stage.report
    return not report.unplaced and all(note.satisfied for note in report.relations)


async def _refined(work: _Designing, best: PlacedDesign, critique: StageCritique) -> PlacedDesign:
    try:
        design = await refine(work.model, work.brief, best, critique.fixes, on_thought=work.on_thought)
        trial = PlacedDesign(design, await work.place(design))
    except Cancelled:
        raise
    except StudioError as error:
        work.say("no refinement", why=error.message)
        return best
    return _kept(work, best, trial, "refined")


async def _looked_at(work: _Designing, best: PlacedDesign, pictures: Pictures) -> PlacedDesign:
    """The set after the critic saw pictures of it, at most three times, each time with what was made of it."""
    for number in range(1, MOST_LOOKS + 1):
        work.tell(2 + number, _STEPS, "look")
        try:
            shown = await pictures(best.stage)
            seen = await look(work.model, work.brief, best, shown, number=number, on_thought=work.on_thought)
            if not seen.edits:
                work.say("looks good", number=number, seen=seen.seen)
                return best
            spec = edited(best.design.spec, seen.edits)
            reasons = "; ".join(edit.why for edit in seen.edits)
            design = best.design.model_copy(update={"spec": spec})
            trial = PlacedDesign(design, await work.place(design))
        except Cancelled:
            raise
        except StudioError as error:
            work.say("no look", number=number, why=error.message)
            return best
        work.say("looked", number=number, seen=seen.seen, why=reasons)
        kept = _kept(work, best, trial, "changed")
        if kept is best:
            return best
        best = kept
    return best


def _kept(work: _Designing, best: PlacedDesign, trial: PlacedDesign, key: str) -> PlacedDesign:
    """The new one, unless placing it came out worse: the critic wishes, the gate measures."""
    before, after = best.gate_score, trial.gate_score
    if after >= before:
        work.say(key, before=before, after=after)
        return trial
    work.say("worse", before=before, after=after)
    return best


def with_story(stage: Stage, designed: DesignedStage, *, warnings: tuple[str, ...] = ()) -> Stage:
    """The stage whose report tells how the set came to be."""
    design = designed.design
    reasons = tuple(f"{each.node}: {each.why}" for each in design.reasons)
    report = stage.report.model_copy(
        update={
            "understood": (design.rationale, *reasons, *designed.story),
            "not_understood": design.not_understood,
            "expansion": design.expansion,
            "warnings": (*stage.report.warnings, *warnings),
        }
    )
    return stage.model_copy(update={"report": report})
