"""The steps of a plan in words, in the person's language."""

from __future__ import annotations

from studio.agents.supervisor import StepAnswer, StepKind
from studio.script.language import Language

_WORDS: dict[Language, dict[StepKind, str]] = {
    "en": {
        "draft": "The Writer drafts scenes and boards from your words; you look at them before anything else is done.",
        "revise": "The Writer revises {of}: “{words}”. You look at the changes before anything else is done.",
        "stage": "The stage designer builds the set of {of}.",
        "draw": "The Artist draws {of}.",
        "shoot": "The Director makes the video of {of}.",
        "character": "The Artist proposes reference pictures of {words}.",
    },
    "ko": {
        "draft": "작가가 이 글로 씬과 보드를 씁니다. 다른 일을 하기 전에 먼저 살펴보시게 됩니다.",
        "revise": "작가가 {of} 대본을 바라시는 대로 고칩니다: “{words}”. 다른 일을 하기 전에 먼저 살펴보시게 됩니다.",
        "stage": "무대 디자이너가 {of} 세트를 만듭니다.",
        "draw": "아티스트가 {of} 그림을 그립니다.",
        "shoot": "감독이 {of} 영상을 만듭니다.",
        "character": "아티스트가 {words}의 참고 그림을 제안합니다.",
    },
}


def step_in_words(step: StepAnswer, language: Language) -> str:
    """What a step will do, as one sentence."""
    return _WORDS[language][step.kind].format(of=_object(step, language), words=" ".join(step.words.split()))


def _object(step: StepAnswer, language: Language) -> str:
    is_korean = language == "ko"
    if step.board is not None:
        return f"보드 {step.board}의" if is_korean else f"board {step.board}"
    if step.scene is None:
        if step.kind == "stage":
            return "세트가 없는 모든 씬의" if is_korean else "every scene that has none"
        return "모든 보드의" if is_korean else "every board"
    if step.kind in ("draw", "shoot"):
        return f"씬 {step.scene}에 있는 모든 보드의" if is_korean else f"every board of scene {step.scene}"
    return f"씬 {step.scene}의" if is_korean else f"scene {step.scene}"
