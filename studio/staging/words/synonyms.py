"""Further words for things that the kit or the nouns have, in English and Korean."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from studio.staging.words.word_table import listed, rows

_SOUGHT = "?"
"""Before a word that counts only where a prop is looked for."""


@cache
def synonyms() -> Mapping[str, tuple[str, ...]]:
    """What each word means, the best target first; Korean words without spaces."""
    return MappingProxyType({word.removeprefix(_SOUGHT): targets for word, targets in _pairs()})


@cache
def said_synonyms() -> Mapping[str, tuple[str, ...]]:
    """Those that mean it in a prompt too."""
    return MappingProxyType({word: targets for word, targets in _pairs() if not word.startswith(_SOUGHT)})


@cache
def _pairs() -> tuple[tuple[str, tuple[str, ...]], ...]:
    pairs: list[tuple[str, tuple[str, ...]]] = []
    for cell, english, korean in rows("synonyms.tsv"):
        targets = listed(cell)
        pairs += [(word, targets) for word in listed(english)]
        pairs += [(word, targets) for word in listed(korean.replace(" ", ""))]
    return tuple(pairs)
