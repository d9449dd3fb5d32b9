"""What the Artist says of its work, in the language of the script."""

from __future__ import annotations

from types import MappingProxyType
from typing import Literal

from studio.script.language import Language

ArtistPhrase = Literal[
    "offline",
    "offline_verdict",
    "not_yet",
    "no_further",
    "not_checked",
    "late",
    "passed",
    "not_passed",
    "unseen",
    "sheet",
    "sheet_why",
    "sheet_offline",
    "sheet_wait",
    "sheet_rest",
    "sheet_lost",
    "sheet_noted",
    "new_person",
    "front",
    "side",
    "expressions",
]

_WORDS = MappingProxyType[ArtistPhrase, tuple[str, str]](
    {
        "offline": (
            "Offline: the picture is the set through the board's camera, and goes on following both.",
            "오프라인: 그림은 보드 카메라로 본 세트이며, 세트와 카메라가 바뀌면 함께 바뀝니다.",
        ),
        "offline_verdict": (
            "offline: this is the set through the board's camera, and nobody looked at it",
            "오프라인: 보드 카메라로 본 세트이며, 아무도 확인하지 않았습니다",
        ),
        "not_yet": ("not looked at yet", "아직 확인하지 않음"),
        "no_further": ("Another attempt was not made: {why}", "다시 그리지 못했습니다: {why}"),
        "not_checked": ("The picture was not checked: {why}", "그림을 확인하지 못했습니다: {why}"),
        "late": (
            "The board was changed meanwhile, so the picture is kept as a take and not shown.",
            "그 사이 보드가 바뀌어 그림은 테이크로만 보관하고 보이지 않습니다.",
        ),
        "passed": ("The picture passed the check ({score}).", "그림이 검사를 통과했습니다({score})."),
        "not_passed": (
            "The picture is the best of the attempts, but did not pass the check ({score}).",
            "여러 번 그린 것 가운데 가장 나은 그림이지만 검사를 통과하지는 못했습니다({score}).",
        ),
        "unseen": (
            "The picture is there; nobody has checked it.",
            "그림이 준비되었습니다. 아무도 확인하지 않았습니다.",
        ),
        "sheet": ("{name}: character sheet", "{name}: 캐릭터 시트"),
        "sheet_why": (
            "Every later picture of this person is drawn after the ones you choose here.",
            "이 인물은 앞으로 여기에서 고른 그림을 보고 그립니다.",
        ),
        "sheet_offline": (
            "Offline: the kit's figure for this person, not a portrait.",
            "오프라인: 이 인물을 대신하는 소품 세트의 인형이며 초상이 아닙니다.",
        ),
        "sheet_wait": ("{count} pictures of {name} wait to be chosen.", "{name} 그림 {count}장을 골라 주세요."),
        "sheet_rest": ("The rest was not drawn: {why}", "나머지는 그리지 못했습니다: {why}"),
        "sheet_lost": (
            "One view had been asked for when the studio was closed and did not arrive; it was not asked for again, so"
            " that nothing is paid twice.",
            "스튜디오가 닫힐 때 부탁해 둔 그림 한 장이 도착하지 않았습니다. 두 번 치르지 않도록 다시 부탁하지"
            " 않았습니다.",
        ),
        "sheet_noted": ("The check noted: {what}", "검사에서 본 것: {what}"),
        "new_person": ("The bible does not know this person yet.", "바이블에 아직 없는 인물입니다."),
        "front": ("front", "정면"),
        "side": ("side", "측면"),
        "expressions": ("expressions", "표정"),
    }
)

ARTIST_SENTENCES = tuple(_WORDS.values())
"""Each phrase in English and Korean."""


def artist_words(language: Language, phrase: ArtistPhrase, **values: str) -> str:
    """A phrase with what fills it."""
    english, korean = _WORDS[phrase]
    return (korean if language == "ko" else english).format(**values)
