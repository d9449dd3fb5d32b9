"""The Supervisor without a model: a request is routed by its words, a question answered with plain facts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from studio.agents.offline.project_answers import plain_facts
from studio.agents.offline.request_words import (
    ASKS_FOR,
    BEHIND_COLON,
    EVERY,
    QUESTION,
    SCENE,
    UNCLEAR,
    WHICH_SCENE,
    WHO,
)
from studio.agents.offline.story_or_set import tells_story
from studio.agents.supervisor import StepKind, SupervisorFacts


def route_answer(facts: SupervisorFacts) -> Mapping[str, Any]:
    """A RouteAnswer: the steps that the words ask for, in their order, or facts of the project."""
    text = facts.request
    if tells_story(text):
        return _steps({"kind": "draft", "words": text})
    colon = BEHIND_COLON.search(text)
    command = text[: colon.start()] if colon else text
    wanted = list(_wanted(command))
    if QUESTION.search(command) and not (wanted and re.search(r"줘|주세요|해라|\bplease\b", command)):
        return {"answer": plain_facts(facts)}
    if not wanted:
        return {"answer": plain_facts(facts) if text.rstrip().endswith(("?", "？")) else UNCLEAR[facts.language]}
    steps = []
    words = colon[1].strip() if colon else ""
    for kind in wanted:
        step = _step(kind, facts, command, words)
        if isinstance(step, str):
            return {"answer": step}
        is_all = kind == "stage" and step["scene"] is None and EVERY.search(command)
        steps += [{**step, "scene": scene.number} for scene in facts.scenes] if is_all else [step]
    return _steps(*steps)


def _wanted(command: str) -> Iterator[StepKind]:
    """What is asked for, in the order of the words; one word is one wish."""
    found = sorted((match.start(), kind) for kind, pattern in ASKS_FOR if (match := pattern.search(command)))
    kinds = [kind for _, kind in found]
    if "character" in kinds:
        kinds = [kind for kind in kinds if kind != "draw"]
    if len(kinds) > 1 and "revise" in kinds and "stage" in kinds:
        # “Change the set” is no change of the script.
        kinds.remove("revise")
    yield from kinds


def _step(kind: StepKind, facts: SupervisorFacts, command: str, words: str) -> dict[str, Any] | str:
    scene = _scene(facts, command)
    match kind:
        case "draft":
            return {"kind": kind, "words": words or facts.request}
        case "revise":
            return (
                WHICH_SCENE[facts.language]
                if scene is None
                else {
                    "kind": kind,
                    "scene": scene,
                    "words": words or facts.request,
                }
            )
        case "stage":
            return {"kind": kind, "scene": scene, "words": words}
        case "character":
            name = _person(facts, command)
            return {"kind": kind, "words": name} if name else WHO[facts.language]
        case "draw" | "shoot":
            board = _board(facts, command)
            return {"kind": kind, "scene": None if board else scene, "board": board, "words": words}


def _scene(facts: SupervisorFacts, command: str) -> int | None:
    found = SCENE.search(command)
    if found:
        number = int(next(group for group in found.groups() if group))
        return number if 1 <= number <= len(facts.scenes) else None
    label = _named_board(facts, command)
    of_board = next((s.number for s in facts.scenes if any(board.label == label for board in s.boards)), None)
    return None if EVERY.search(command) else of_board or facts.scene


def _board(facts: SupervisorFacts, command: str) -> str | None:
    named = _named_board(facts, command)
    return named or (None if EVERY.search(command) or SCENE.search(command) else facts.board)


def _named_board(facts: SupervisorFacts, command: str) -> str | None:
    labels = [board.label for scene in facts.scenes for board in scene.boards]
    for label in sorted(labels, key=len, reverse=True):
        if re.search(rf"(?<![\w-]){re.escape(label)}(?![A-Za-z0-9-])", command, re.IGNORECASE):
            return label
    return None


def _person(facts: SupervisorFacts, command: str) -> str | None:
    return next((name for name in facts.people if name.casefold() in command.casefold()), None)


def _steps(*steps: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"steps": list(steps)}
