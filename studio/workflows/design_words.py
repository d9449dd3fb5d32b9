"""How a set came to be, in the language of its scene."""

from __future__ import annotations

from studio.script.language import Language

_WORDS: dict[str, tuple[str, str]] = {
    "one draft": (
        "One draft could not be used: {why}",
        "초안 하나는 쓸 수 없었습니다: {why}",
    ),
    "no critique": (
        "The critic gave no answer, so the measurements decided: {why}",
        "비평이 오지 않아 측정값으로 골랐습니다: {why}",
    ),
    "scored": (
        "Draft {number}: {gate} of 100 by measurement, {critic} by the critic.",
        "초안 {number}: 측정 100점 중 {gate}점, 비평 {critic}점.",
    ),
    "measured": (
        "Draft {number}: {gate} of 100 by measurement.",
        "초안 {number}: 측정 100점 중 {gate}점.",
    ),
    "chosen": (
        "Draft {number} was chosen: it is the better one by both together.",
        "둘을 합쳐 더 나은 초안 {number}을(를) 골랐습니다.",
    ),
    "critic preferred": (
        "The critic would have taken draft {number}, which measures worse:",
        "비평은 측정에서 뒤진 초안 {number}을(를) 더 좋게 보았습니다:",
    ),
    "refined": (
        "Refined as the critic asked: {before} before, {after} after.",
        "비평에 따라 다듬었습니다: 전 {before}점, 후 {after}점.",
    ),
    "no refinement": (
        "It was not refined: {why}",
        "다듬지 못했습니다: {why}",
    ),
    "looks good": (
        "Look {number}: {seen} Nothing is to be changed.",
        "{number}번째 검토: {seen} 고칠 것이 없습니다.",
    ),
    "looked": (
        "Look {number}: {seen} Wanted: {why}",
        "{number}번째 검토: {seen} 요청: {why}",
    ),
    "changed": (
        "Changed so: {before} before, {after} after.",
        "그렇게 바꿨습니다: 전 {before}점, 후 {after}점.",
    ),
    "worse": (
        "Left as it was: it would have measured worse ({before} before, {after} after).",
        "측정이 나빠져({before}점에서 {after}점) 그대로 두었습니다.",
    ),
    "no look": (
        "Look {number} was not possible: {why}",
        "{number}번째 검토를 할 수 없었습니다: {why}",
    ),
    "cached": (
        "The limit of requests is reached; {count} answers are those given to the same request before.",
        "요청 한도에 이르러, 같은 요청에 전에 받은 답 {count}개를 썼습니다.",
    ),
    "fallback": (
        "Staged by the rules (fallback_inference), because the model's design could not be used: {why}",
        "모델의 설계를 쓸 수 없어 규칙으로 세트를 만들었습니다 (fallback_inference): {why}",
    ),
    "offline": (
        "Staged offline by the rules (fallback_inference): {attempts} placements tried, {score} of 100 by measurement.",
        "오프라인 규칙으로 세트를 만들었습니다 (fallback_inference): 배치 {attempts}번, 측정 100점 중 {score}점.",
    ),
    "read": ("Read from the words: {what}", "글에서 읽은 것: {what}"),
    "not understood": ("Not understood: {what}", "이해하지 못한 것: {what}"),
    "no place": ("Without a place: {what}", "자리를 찾지 못한 것: {what}"),
    "title": ("A set for the scene", "장면의 세트"),
    "part": ("Replace the set", "세트 교체"),
}

DESIGN_SENTENCES = tuple(_WORDS.values())
"""Each sentence in English and Korean."""


def design_words(language: Language, key: str, **values: object) -> str:
    """A sentence of that language, filled in."""
    english, korean = _WORDS[key]
    return (korean if language == "ko" else english).format(**values)
