"""Which figure a character of a screenplay is played by, from what the name itself says."""

from __future__ import annotations

from studio.staging.words.noun import english_nouns, korean_nouns
from studio.staging.words.word_table import words_by_key

_NAMES = words_by_key("names.tsv")
_WOMEN, _CHILDREN = frozenset(_NAMES["woman"]), frozenset(_NAMES["child"])


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
