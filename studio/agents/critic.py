"""The critic of pictures: looks at what was drawn, by a rubric, and says what would make it better."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal

from pydantic import BaseModel, Field

from studio.agents.answered import Asking, answered
from studio.agents.artist import PictureFacts
from studio.agents.camera_words import framing_words
from studio.agents.character_sheet import VIEW_WORDS, SheetFacts, SheetView
from studio.agents.model_provider import MAX_REFERENCES, Attached, TextRequest
from studio.agents.prompt_template import delimited_all, prompt_template
from studio.model.documents import CriterionVerdict, Verdict

Criterion = Literal["identity", "composition", "prompt", "anatomy", "text"]
RUBRIC: tuple[Criterion, ...] = ("identity", "composition", "prompt", "anatomy", "text")
_DRAWN = "DRAWN: the picture to judge."
FAILS_UNDER = 0.5
"""A picture with one criterion under this fails, however good the rest is."""


class CriterionAnswer(BaseModel):
    """One line of the rubric."""

    criterion: Criterion
    score: float = Field(ge=0, le=1, description="0 wrong, 0.5 visibly off, 0.75 fit for a review, 1 nothing to mend")
    note: str = Field(description="what is seen, in a sentence")


class PictureAnswer(BaseModel):
    """What the critic saw."""

    criteria: list[CriterionAnswer]
    advice: str = Field(description="what to change in the next attempt, concretely; empty where nothing has to")


def check_complete(answer: PictureAnswer) -> None:
    """Refuses an answer that leaves a criterion out or has one twice.

    Raises:
        ValueError: it does.
    """
    if sorted(each.criterion for each in answer.criteria) != sorted(RUBRIC):
        raise ValueError(f"criteria: give each of {', '.join(RUBRIC)} exactly once")


async def looked_at(
    model: Asking,
    facts: PictureFacts,
    picture: Attached,
    *,
    bar: float,
    on_thought: Callable[[str], None] | None = None,
) -> Verdict:
    """What a vision model says of a picture of a board; it passes from ``bar`` on.

    Raises:
        studio.agents.answered.AnswerInvalid, studio.agents.provider_failure.ProviderFailure: nobody looked.
    """
    template = prompt_template("artist_check")
    prompt = template.filled(
        framing=f"{framing_words(facts.board)}.",
        shot=delimited_all(
            {
                "place": facts.heading,
                "action": facts.board.action or facts.board.visual_prompt,
                "people": "\n".join(f"{each.name}: {each.description}" for each in facts.people),
                "wish": facts.note,
            }
        ),
    )
    shown = replace(picture, label=_DRAWN)
    request = TextRequest(
        prompt=prompt,
        template=template.id,
        pictures=(shown, *facts.references[: MAX_REFERENCES - 1]),
        facts=facts,
        thinking="medium",
        max_output_tokens=8_192,
    )
    found = await answered(model, request, PictureAnswer, check=check_complete, on_thought=on_thought)
    return verdict_of(found.value, bar=bar)


async def sheet_looked_at(
    model: Asking,
    facts: SheetFacts,
    view: SheetView,
    picture: Attached,
    *,
    drawn: Sequence[Attached],
    bar: float,
    on_thought: Callable[[str], None] | None = None,
) -> Verdict:
    """What a vision model says of a view of a character sheet, beside what is known and drawn of the person.

    Raises:
        studio.agents.answered.AnswerInvalid, studio.agents.provider_failure.ProviderFailure: nobody looked.
    """
    template = prompt_template("character_check")
    person = {"name": facts.person.name, "description": facts.person.description, "wish": facts.note}
    request = TextRequest(
        prompt=template.filled(view=VIEW_WORDS[view], person=delimited_all(person)),
        template=template.id,
        pictures=(replace(picture, label=_DRAWN), *(*facts.known, *drawn)[: MAX_REFERENCES - 1]),
        facts=facts,
        thinking="medium",
        max_output_tokens=8_192,
    )
    found = await answered(model, request, PictureAnswer, check=check_complete, on_thought=on_thought)
    return verdict_of(found.value, bar=bar)


def verdict_of(answer: PictureAnswer, *, bar: float) -> Verdict:
    """The verdict of an answer: the mean of its criteria, failed by any that is far off."""
    scores = [each.score for each in answer.criteria]
    score = round(sum(scores) / len(scores), 3)
    passed = score >= bar and min(scores) >= FAILS_UNDER
    criteria = tuple(
        CriterionVerdict(criterion=each.criterion, score=each.score, note=each.note) for each in answer.criteria
    )
    return Verdict(is_checked=True, score=score, passed=passed, criteria=criteria, advice=answer.advice)
