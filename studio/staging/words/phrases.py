"""Phrases that a thing may be looked up by: its name, ever shorter ends of it, the head of a compound."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from studio.staging.words.english_grammar import singular
from studio.staging.words.word_table import words_by_key

_MOST_WORDS, _LEAST_HEAD = 8, 2
_APART = re.compile(r"[\s_]+")

Spellings = tuple[str, ...]
"""One name apart and together, as it is and in the singular."""


def spellings_of(*texts: str) -> tuple[Spellings, ...]:
    """What a thing is called, the most telling first: each text and ever shorter ends of it.

    What follows a preposition tells less than what stands before it: a *table with a cloth* is a table first.
    """
    found: list[Spellings] = []
    for text in texts:
        words = [word for word in _APART.split(text.lower().strip()) if word]
        if not 0 < len(words) <= _MOST_WORDS:
            continue
        cut = next((place for place, word in enumerate(words) if word in _prepositions() and place), len(words))
        found.append(_spelled(words))
        if cut < len(words):
            found.extend(_ends(words[:cut]))
        found.extend(_ends(words[1:]))
    return tuple(dict.fromkeys(found))


def phrases_of(*texts: str) -> tuple[str, ...]:
    """All of those one after the other."""
    return tuple(dict.fromkeys(spelling for spellings in spellings_of(*texts) for spelling in spellings))


def compound_heads(word: str) -> Iterator[str]:
    """Ever shorter ends of a Korean compound in one word, the longest first: of 참나무책상 나무책상, 무책상, 책상."""
    if word.isascii() or " " in word:
        return
    for start in range(1, len(word) - _LEAST_HEAD + 1):
        yield word[start:]


def _ends(words: list[str]) -> Iterator[Spellings]:
    for start in range(len(words)):
        yield _spelled(words[start:])


def _spelled(words: list[str]) -> Spellings:
    ends = dict.fromkeys((words[-1], singular(words[-1])[0]))
    return tuple(dict.fromkeys(gap.join([*words[:-1], end]) for end in ends for gap in (" ", "")))


@cache
def _prepositions() -> frozenset[str]:
    return frozenset(words_by_key("english_words.tsv")["prepositions"])
