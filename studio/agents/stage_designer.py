"""The Stage Designer: what stands on a set and why. Where it stands is for the placement to decide."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from studio.agents.answered import Asking, answered
from studio.agents.model_provider import Attached, TextRequest
from studio.agents.prompt_template import delimited, delimited_all, prompt_template
from studio.agents.stage_design import (
    StageCritique,
    StageDesign,
    StageLook,
    check_design,
    critique_check,
    look_check,
    safe_design,
)
from studio.agents.stage_schema import stage_schema
from studio.model.frozen import Frozen
from studio.model.stage import Stage, StageSpec
from studio.script.language import Language

MOST_LOOKS = 3
APPROACHES = (
    "Approach: restraint. The fewest things that make this place and this moment unmistakable.",
    "Approach: life. The place as its people leave it: layered, lived in, every thing with a use or a history.",
)
_LANGUAGES: dict[Language, str] = {"en": "English", "ko": "Korean"}
_MOST_FAULTS = 12
_UNSAID = frozenset({"metadata", "implied", "reasons"})
OnThought = Callable[[str], None] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StageBrief:
    """What a set is designed from: the words, who plays in it, what a person placed, and which things have models."""

    words: str
    people: tuple[str, ...] = ()
    pinned: tuple[str, ...] = ()
    catalogue: tuple[str, ...] = ()
    language: Language = "en"
    literal: bool = False


@dataclass(frozen=True, slots=True)
class DraftFacts:
    """A design is wanted by one of the approaches."""

    brief: StageBrief
    approach: str


@dataclass(frozen=True, slots=True)
class PlacedDesign:
    """A design and the stage that placing made of it."""

    design: StageDesign
    stage: Stage

    @property
    def gate_score(self) -> int:
        """The quality gate's points, less what is not on the set."""
        return int(self.stage.report.quality.get("score", 0)) - 5 * len(self.stage.report.unplaced)


async def draft(model: Asking, facts: DraftFacts, *, on_thought: OnThought = None) -> StageDesign:
    """A design of the set.

    Raises:
        AnswerInvalid: the answer is no design, nor after one repair.
        ProviderFailure: the model gave none.
    """
    brief = facts.brief
    approach = "Add nothing that the words do not name." if brief.literal else facts.approach
    request = await _request(
        "stage_spec",
        facts,
        form=StageDesign,
        language=_LANGUAGES[brief.language],
        approach=approach,
        scene=_scene(brief),
        catalogue=delimited("catalogue", ", ".join(brief.catalogue)),
    )
    found = await answered(model, request, StageDesign, check=check_design, on_thought=on_thought)
    return safe_design(found.value)


async def criticise(
    model: Asking, brief: StageBrief, drafts: Sequence[PlacedDesign], *, on_thought: OnThought = None
) -> StageCritique:
    """The drafts scored, one chosen, and what to mend in it.

    Raises:
        AnswerInvalid, ProviderFailure: see ``draft``.
    """
    told = "\n".join(
        delimited(f"draft_{number}", f"{_told(placed.design)}\n{findings_of(placed.stage)}")
        for number, placed in enumerate(drafts, 1)
    )
    request = await _request(
        "stage_critique",
        brief,
        form=StageCritique,
        language=_LANGUAGES[brief.language],
        scene=_scene(brief),
        drafts=told,
    )
    found = await answered(model, request, StageCritique, check=critique_check(len(drafts)), on_thought=on_thought)
    return found.value


async def refine(
    model: Asking, brief: StageBrief, placed: PlacedDesign, fixes: Sequence[str], *, on_thought: OnThought = None
) -> StageDesign:
    """The design with the fixes made.

    Raises:
        AnswerInvalid, ProviderFailure: see ``draft``.
    """
    findings = delimited_all({"fixes": "\n".join(fixes), "measured": findings_of(placed.stage)})
    request = await _request(
        "stage_refine",
        brief,
        form=StageDesign,
        language=_LANGUAGES[brief.language],
        scene=_scene(brief),
        design=delimited("design", _told(placed.design)),
        findings=findings,
    )
    found = await answered(model, request, StageDesign, check=check_design, on_thought=on_thought)
    return safe_design(found.value)


async def look(
    model: Asking,
    brief: StageBrief,
    placed: PlacedDesign,
    pictures: tuple[Attached, ...],
    *,
    number: int,
    on_thought: OnThought = None,
) -> StageLook:
    """What the critic sees in pictures of the set, and would change.

    Raises:
        AnswerInvalid, ProviderFailure: see ``draft``.
    """
    request = await _request(
        "stage_look",
        brief,
        form=StageLook,
        pictures=pictures,
        round=str(number),
        rounds=str(MOST_LOOKS),
        language=_LANGUAGES[brief.language],
        scene=_scene(brief),
        design=delimited("design", _told(placed.design)),
        findings=delimited("measured", findings_of(placed.stage)),
    )
    found = await answered(model, request, StageLook, check=look_check(placed.design.spec), on_thought=on_thought)
    return found.value


def findings_of(stage: Stage) -> str:
    """What placing and the quality gate found, a line each."""
    report = stage.report
    quality = report.quality
    lines = [f"quality gate: {quality.get('score', 0)} of 100, {quality.get('verdict', 'unknown')}"]
    lines += [f"found no place: {one.id}: {one.reason}" for one in report.unplaced[:_MOST_FAULTS]]
    unmet = [note for note in report.relations if not note.satisfied]
    lines += [f"does not hold: {note.node} {note.type} {note.target}" for note in unmet[:_MOST_FAULTS]]
    boxes = [note.node for note in report.assets if note.via == "primitive"]
    lines += [f"has no model and is a plain box: {name}" for name in boxes[:_MOST_FAULTS]]
    for tier in quality.get("tiers", ()):
        for check in tier["checks"]:
            if not check["passed"] and check["name"] not in {"counts", "relations", "assets"}:
                lines.append(f"{check['name']} ({check['severity']}): {'; '.join(check['faults'][:4])}")
    return "\n".join([*lines, *report.warnings[:_MOST_FAULTS]])


async def _request(
    name: str, facts: object, *, form: type[Frozen], pictures: tuple[Attached, ...] = (), **gaps: str
) -> TextRequest:
    template = prompt_template(name)
    return TextRequest(
        prompt=template.filled(**gaps),
        facts=facts,
        template=template.id,
        system=prompt_template("stage_system").text,
        pictures=pictures,
        schema=await asyncio.to_thread(stage_schema, form),
    )


def _scene(brief: StageBrief) -> str:
    return delimited_all(
        {"scene": brief.words, "people": "\n".join(brief.people), "stays_where_it_is": "\n".join(brief.pinned)}
    )


def _told(design: StageDesign) -> str:
    """The design as JSON, without what is empty."""
    wire = {"spec": _spec_wire(design.spec), "rationale": design.rationale}
    return json.dumps(wire, ensure_ascii=False)


def _spec_wire(spec: StageSpec) -> Any:
    return _filled(spec.to_wire(with_unset=False))


def _filled(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {name: _filled(each) for name, each in value.items() if name not in _UNSAID}
        return {name: each for name, each in kept.items() if each not in (None, "", [], {})}
    return [_filled(each) for each in value] if isinstance(value, list) else value
