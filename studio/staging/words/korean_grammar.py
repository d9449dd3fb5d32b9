"""Korean particles, location nouns and verb forms that say how things relate."""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType

from studio.staging.words.word_table import keys_by_word, words_by_key

_WORDS = words_by_key("korean_words.tsv")
PARTICLES = tuple(sorted(_WORDS["particles"], key=lambda particle: (-len(particle), particle)))
"""Longest first; a word is looked up whole before any particle is taken off."""
LOCATIONS = keys_by_word("korean_locations.tsv")
RELATION_VERBS = keys_by_word("korean_verbs.tsv")
POSES = keys_by_word("korean_poses.tsv")
ELSEWHERE, BEYOND_INDOORS = frozenset(_WORDS["elsewhere"]), frozenset(_WORDS["beyond_indoors"])
"""Words after which a thing is only spoken of, the latter in a room: it is not on the set."""
NEGATIONS, EVERY, AGAIN = (frozenset(_WORDS[key]) for key in ("negations", "every", "again"))
SINGLE_SYLLABLE_RISKS = frozenset(_WORDS["single_syllable_risks"])
"""Short words that also mean something else; they count only with a number, a location or a comma after them."""
ARCHITECTURE_WORDS = MappingProxyType(
    {
        "문": "@door",
        "출입문": "@door",
        "입구": "@door",
        "방문": "@door",
        "창문": "@window",
        "창가": "@window",
        "창": "@window",
    }
)


@lru_cache(maxsize=4096)
def without_particle(word: str) -> tuple[tuple[str, str], ...]:
    """Ways to read an eojeol as a stem and a particle, the whole word first."""
    return ((word, ""), *((word[: -len(p)], p) for p in PARTICLES if word.endswith(p) and len(word) > len(p)))
