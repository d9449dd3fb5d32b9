"""What the kit and the lexicon call a thing that somebody else named in English."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from studio.staging.library import kit_library
from studio.staging.words.noun import sought_nouns
from studio.staging.words.phrases import phrases_of


def korean_name(english: str) -> str:
    """The Korean name of the very thing; empty where nobody knows it by just that name."""
    return _korean_names().get(" ".join(english.lower().split()), "")


def known_words(names: Iterable[str]) -> tuple[str, ...]:
    """Plain words of both languages for the first name, or end of one, that is known: *door*, 문 for a garage door."""
    korean = _korean_names()
    for phrase in phrases_of(*names):
        noun = sought_nouns().get(phrase)
        plain = phrase if noun is None else noun.key.replace("_", " ")
        if noun is not None or plain in korean:
            return tuple(word for word in (plain, korean.get(phrase, "") or korean.get(plain, "")) if word)
    return ()


@cache
def _korean_names() -> dict[str, str]:
    """By what the kit calls its props and by the first word of each noun; its other words mean it only nearly."""
    of_nouns = {
        word: noun.ko[0]
        for noun in sought_nouns().values()
        if noun.ko
        for word in (noun.key.replace("_", " "), *noun.en[:1])
    }
    return {**of_nouns, **{kind.name_en.lower(): kind.name_ko for kind in kit_library().kinds.values()}}
