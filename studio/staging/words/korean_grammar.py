"""Korean particles, location nouns and verb forms that say how things relate."""

from __future__ import annotations

from functools import lru_cache
from types import MappingProxyType

from studio.staging.words.word_table import keys_by_word, words_by_key

_WORDS = words_by_key("korean_words.tsv")
COUPLES = frozenset(_WORDS["couples"])
"""Words for two people."""
PARTICLES = tuple(sorted(_WORDS["particles"], key=lambda particle: (-len(particle), particle)))
"""Longest first; a word is looked up whole before any particle is taken off."""
LOCATIONS = keys_by_word("korean_locations.tsv")
RELATION_VERBS = keys_by_word("korean_verbs.tsv")
POSES = keys_by_word("korean_poses.tsv")
ELSEWHERE, BEYOND_INDOORS = frozenset(_WORDS["elsewhere"]), frozenset(_WORDS["beyond_indoors"])
"""Words after which a thing is only spoken of, the latter in a room: it is not on the set."""
NEGATIONS, EVERY, AGAIN = (frozenset(_WORDS[key]) for key in ("negations", "every", "again"))
SIMILES, LIKE = frozenset(_WORDS["similes"]), frozenset(_WORDS["like"])
"""Particles and words after what is only a likeness: *성처럼*, *궁전 같은*."""
RECALLED = frozenset(_WORDS["recalled"])
"""Verbs whose objects are only in somebody's mind."""
CARRIED, TOWARD, CAPACITY, HELD = (frozenset(_WORDS[key]) for key in ("carried", "toward", "people_at", "held"))
"""*모니터가 놓인 책상*, *창을 향해*, *열 명이 앉는 식탁*, *컵을 들고*."""
VERBAL_ENDS = tuple(_WORDS["verbal_ends"])
"""Ends of verbs, adjectives and adverbs, which name no thing."""
BODIES, ABSTRACT = frozenset(_WORDS["bodies"]), frozenset(_WORDS["abstract"])
"""Parts of a body, which are no places of the set, and words that never name a thing of it."""
LITTLE = frozenset("꼭딱각약총단그이저또더및등온전첫맨새헌잘못안다")
CONTAINERS = MappingProxyType(
    {"병": "bottle", "잔": "glass", "접시": "plate", "그릇": "bowl", "상자": "box", "캔": "cup"}
)
"""Counters that are things themselves: *소주 두 병* are two bottles."""
STRANDS = frozenset(_WORDS["strands"])
"""What comes by the string, so that 줄 counts the things themselves: *김밥 두 줄*."""
NO_NOUNS = frozenset(
    {*NEGATIONS, *RECALLED, *CARRIED, *TOWARD, *CAPACITY, *HELD, *EVERY, *RELATION_VERBS, *POSES, *LIKE}
)
"""Words of grammar that no thing is named by."""
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
