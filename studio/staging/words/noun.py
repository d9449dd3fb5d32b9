"""The nouns of a set: kinds of things in English and Korean, and how each behaves."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import cast, get_args

from studio.model.stage import Role
from studio.resource_files import resource_text

TAGS = frozenset(
    {
        "seat",  # people sit on it
        "table",  # people sit at it
        "top",  # things may stand on it
        "shelf",  # things stand inside it
        "wallside",  # it usually stands with its back to a wall
        "flat",  # it lies on the floor and is walked on
        "person",
        "animal",
        "plant",
        "focal",  # eyes go to it first
    }
)


@dataclass(frozen=True, slots=True)
class Noun:
    """A kind of thing.

    ``key`` is its canonical English name in snake case; ``size`` the real size (w, h, d) in metres where the prop
    library has none; ``like`` the kinds that may stand in for it, best first; ``en`` singulars; ``ko`` without spaces.
    """

    key: str
    role: Role
    size: tuple[float, float, float]
    tags: frozenset[str]
    like: tuple[str, ...]
    en: tuple[str, ...]
    ko: tuple[str, ...]

    def is_a(self, *tags: str) -> bool:
        """Whether the kind carries one of the tags."""
        return not self.tags.isdisjoint(tags)


def _parts(cell: str) -> tuple[str, ...]:
    return () if cell == "-" else tuple(part.strip() for part in cell.split(","))


def parse_nouns(text: str) -> tuple[Noun, ...]:
    """Nouns of a table of tab-separated lines; lines starting with ``#`` are comments.

    Raises:
        ValueError: a line has an unknown role or tag, or too few cells.
    """
    nouns: list[Noun] = []
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        key, role, size, tags, like, en, ko = line.split("\t")
        kinds = frozenset() if tags == "-" else frozenset(tags.split())
        if role not in get_args(Role) or not kinds <= TAGS:
            raise ValueError(f"{key}: no such role or tag: {role}, {tags}")
        width, height, depth = (float(edge) for edge in size.split())
        korean = tuple(word.replace(" ", "") for word in _parts(ko))
        nouns.append(Noun(key, cast(Role, role), (width, height, depth), kinds, _parts(like), _parts(en), korean))
    return tuple(nouns)


@cache
def nouns() -> dict[str, Noun]:
    """Every noun by its key."""
    return {noun.key: noun for noun in parse_nouns(resource_text("words", "nouns.tsv"))}


@cache
def english_nouns() -> dict[str, Noun]:
    """Every noun by its English singulars, words separated by one space."""
    return {word: noun for noun in nouns().values() for word in noun.en}


@cache
def korean_nouns() -> dict[str, Noun]:
    """Every noun by its Korean words, written without spaces."""
    return {word: noun for noun in reversed(nouns().values()) for word in noun.ko}
