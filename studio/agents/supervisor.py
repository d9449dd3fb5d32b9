"""The Supervisor: one request in a person's own words becomes a plan of steps, or an answer; nothing is done by it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal

from pydantic import BaseModel, ConfigDict

from studio.agents.answered import Answered, Asking, answered
from studio.agents.model_provider import Content, TextRequest
from studio.agents.prompt_template import delimited, delimited_all, prompt_template
from studio.script.language import Language

StepKind = Literal["draft", "revise", "stage", "draw", "shoot", "character"]
OF_A_SCENE: frozenset[StepKind] = frozenset({"revise"})

_LANGUAGES: dict[Language, str] = {"en": "English", "ko": "Korean"}


@dataclass(frozen=True, slots=True)
class BoardFact:
    """A board as the Supervisor knows it."""

    label: str
    seconds: float
    has_picture: bool
    has_video: bool


@dataclass(frozen=True, slots=True)
class SceneFact:
    """A scene as the Supervisor knows it; ``number`` is its place from 1."""

    number: int
    heading: str
    people: tuple[str, ...]
    seconds: float
    has_set: bool
    boards: tuple[BoardFact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisorFacts:
    """A request and the project that it is about; ``scene`` and ``board`` are what the person has before them."""

    request: str
    language: Language
    title: str
    scenes: tuple[SceneFact, ...]
    people: tuple[str, ...] = ()
    scene: int | None = None
    board: str | None = None
    bible: str = ""
    script: str = ""


class StepAnswer(BaseModel):
    """One step: what is to be done, on which scene (its number) or board (its label), with which words."""

    model_config = ConfigDict(frozen=True)

    kind: StepKind
    scene: int | None = None
    board: str | None = None
    words: str = ""


class RouteAnswer(BaseModel):
    """The steps that a request asks for; or, for a question and for what nobody here can do, the answer."""

    model_config = ConfigDict(frozen=True)

    steps: tuple[StepAnswer, ...] = ()
    answer: str = ""


async def route(
    model: Asking,
    facts: SupervisorFacts,
    *,
    history: tuple[Content, ...] = (),
    on_thought: Callable[[str], None] | None = None,
) -> Answered[RouteAnswer]:
    """What a request asks for.

    Raises:
        AnswerInvalid, ProviderFailure: as ``answered`` says.
    """
    template = prompt_template("supervisor_route")
    at_hand = f"scene {facts.scene or '-'}, board {facts.board or '-'}"
    given = {"project": _project(facts), "at_hand": at_hand, "bible": facts.bible, "script": facts.script}
    request = TextRequest(
        prompt=template.filled(
            language=_LANGUAGES[facts.language],
            given=delimited_all(given),
            request=delimited("request", facts.request),
        ),
        facts=facts,
        template=template.id,
        history=history,
        thinking="medium",
    )
    return await answered(model, request, RouteAnswer, check=partial(check_route, facts=facts), on_thought=on_thought)


def check_route(answer: RouteAnswer, *, facts: SupervisorFacts) -> None:
    """Every step has to be about what is there.

    Raises:
        ValueError: what is wrong, in words for the model.
    """
    if not answer.steps and not answer.answer.strip():
        raise ValueError("steps: give the steps, or an answer in words.")
    boards = {board.label.casefold() for scene in facts.scenes for board in scene.boards}
    for place, step in enumerate(answer.steps):
        if step.scene is not None and not 1 <= step.scene <= len(facts.scenes):
            raise ValueError(f"steps[{place}].scene: there is no scene {step.scene}.")
        if step.board is not None and step.board.casefold() not in boards:
            raise ValueError(f"steps[{place}].board: there is no board {step.board}.")
        if step.kind in OF_A_SCENE and step.scene is None:
            raise ValueError(f"steps[{place}].scene: {step.kind} is for one scene; name it.")
        if step.kind == "draft" and not step.words.strip():
            raise ValueError(f"steps[{place}].words: a draft needs the words that it is made of.")


def _project(facts: SupervisorFacts) -> str:
    lines = [f"Title: {facts.title}"]
    for scene in facts.scenes:
        people = ", ".join(scene.people) or "nobody"
        state = "has a set" if scene.has_set else "no set yet"
        lines.append(f"Scene {scene.number}: {scene.heading} ({people}; {scene.seconds:.0f} s; {state})")
        lines += [
            f"  board {board.label}: {board.seconds:.1f} s"
            f"{', picture' if board.has_picture else ''}{', video' if board.has_video else ''}"
            for board in scene.boards
        ]
    return "\n".join(lines)
