"""Which figure a character of a screenplay is played by, from what the name itself says."""

from __future__ import annotations

from studio.staging.words.noun import english_nouns, korean_nouns

_WOMEN = frozenset(
    "anna anne amy alice amelia beth clara claire diana eleanor elena elizabeth ella emily emma eva eve grace hannah helen "
    "irene iris isabel jane jenny jessica joan julia julie kate katherine laura lena lily linda lisa lucy lydia maria "
    "marie mary maya mia mina molly nancy nina nora olivia rachel rose ruth sara sarah sofia sophia sophie susan "
    "tina vera victoria yuna zoe hermione mrs ms miss madame queen princess mother mom grandma aunt sister "
    "미나 수진 지은 지영 은지 수연 민지 서연 지수 혜진 유진 영희 순이 춘향 은영 미경 현정 지혜 소연 하은 서윤 수아 유나 나영 "
    "보라 은주 정희 숙희 해미 다은 예진 가영 연수".split()
)
_CHILDREN = frozenset("kid boy girl child baby son daughter timmy 아이 소년 꼬마 아들 딸 어린이".split())


def figure_of_name(name: str) -> str:
    """``person``, ``woman`` or ``child``."""
    words = [word.strip(".'\"()") for word in name.lower().split()]
    for word in words:
        if word in _CHILDREN:
            return "child"
        if word in _WOMEN:
            return "woman"
    for word in (" ".join(words), *words):
        noun = english_nouns().get(word) or korean_nouns().get(word)
        if noun and noun.key in {"woman", "child"}:
            return noun.key
    return "person"
