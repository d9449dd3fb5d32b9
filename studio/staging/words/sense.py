"""Words that mean something else in some places: a booth of a diner is no market stall."""

from __future__ import annotations

from functools import cache

from studio.staging.words.english_grammar import singular
from studio.staging.words.noun import Noun, english_nouns, korean_nouns, nouns
from studio.staging.words.word_table import listed, rows


def meant_in(place: str, label: str, noun: Noun | None) -> Noun | None:
    """What a thing of that label means in a place, where that is not what its last word means everywhere.

    ``sit`` for a place is what people sit in.

    A longer name that the lexicon knows, *phone booth*, keeps its own meaning.
    """
    word = singular(label.split()[-1])[0] if label.strip() else ""
    meant = _senses().get((word, place))
    usual = english_nouns().get(word) or korean_nouns().get(word)
    return meant if meant is not None and noun is usual else None


@cache
def _senses() -> dict[tuple[str, str], Noun]:
    return {(word, place): nouns()[noun] for word, cell, noun in rows("senses.tsv") for place in listed(cell)}
