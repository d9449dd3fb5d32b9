"""Phrases that a thing may be looked up by: its name, ever shorter ends of it, the head of a compound."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from studio.staging.words.english_grammar import singular
from studio.staging.words.word_table import words_by_key

_MOST_WORDS, _LEAST_HEAD = 8, 2
_APART = re.compile(r"[\s_]+")


def phrases_of(*texts: str) -> tuple[str, ...]:
    """What a thing is called, the most telling first: each text, ever shorter ends of it, and their singulars.

    What follows a preposition tells less than what stands before it: a *table with a cloth* is a table first.
    """
    found: list[str] = []
    for text in texts:
        words = [word for word in _APART.split(text.lower().strip()) if word]
        if not 0 < len(words) <= _MOST_WORDS:
            continue
        cut = next((place for place, word in enumerate(words) if word in _prepositions() and place), len(words))
        found.extend(_written(words))
        if cut < len(words):
            found.extend(_ends(words[:cut]))
        found.extend(_ends(words[1:]))
    return tuple(dict.fromkeys(phrase for phrase in found if phrase))


def compound_heads(word: str) -> Iterator[str]:
    """Ever shorter ends of a Korean compound in one word, the longest first: of 참나무책상 나무책상, 무책상, 책상."""
    if word.isascii() or " " in word:
        return
    for start in range(1, len(word) - _LEAST_HEAD + 1):
        yield word[start:]


def _ends(words: list[str]) -> Iterator[str]:
    for start in range(len(words)):
        yield from _written(words[start:])


def _written(words: list[str]) -> Iterator[str]:
    """Apart and together, as it is and in the singular."""
    if words:
        for end in dict.fromkeys((words[-1], singular(words[-1])[0])):
            yield " ".join([*words[:-1], end])
            yield "".join([*words[:-1], end])


@cache
def _prepositions() -> frozenset[str]:
    return frozenset(words_by_key("english_words.tsv")["prepositions"])
