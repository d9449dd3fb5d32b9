"""The nouns of a set: kinds of things in English and Korean, and how each behaves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import cache
from typing import cast, get_args

from studio.model.stage import Role
from studio.resource_files import resource_text
from studio.staging.kit.catalogue import CATALOGUE
from studio.staging.words.synonyms import said_synonyms, synonyms

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
    library has none; ``like`` the kinds that may stand in for it, best first; ``en`` singulars; ``ko`` without spaces;
    ``sought`` words of both that mean it only where a prop is looked for.
    """

    key: str
    role: Role
    size: tuple[float, float, float]
    tags: frozenset[str]
    like: tuple[str, ...]
    en: tuple[str, ...]
    ko: tuple[str, ...]
    sought: tuple[str, ...] = ()

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
        said, sought = _said_and_sought(_parts(en))
        korean, sought_ko = _said_and_sought(tuple(word.replace(" ", "") for word in _parts(ko)))
        size_m = (width, height, depth)
        nouns.append(Noun(key, cast(Role, role), size_m, kinds, _parts(like), said, korean, sought + sought_ko))
    return tuple(nouns)


def _said_and_sought(words: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    said = tuple([word for word in words if word[0] != "?"])
    return said, () if len(said) == len(words) else tuple([word[1:] for word in words if word[0] == "?"])


@cache
def nouns() -> dict[str, Noun]:
    """Every noun by its key; where two tables have a key, the first one's stands, and the kit's names come last."""
    found: dict[str, Noun] = {}
    for name in ("nouns.tsv", "further_nouns.tsv"):
        for noun in parse_nouns(resource_text("words", name)):
            found.setdefault(noun.key, noun)
    known = {word for noun in found.values() for word in (*noun.en, *noun.ko)}
    for noun in _named_by_the_kit(known):
        found.setdefault(noun.key, noun)
    return found


def _named_by_the_kit(known: Set[str]) -> Iterator[Noun]:
    """The kit's props whose names are several words, so that a hologram table is not read as a table."""
    for kind in CATALOGUE.values():
        en = tuple({kind.name_en.lower()} - known if " " in kind.name_en else ())
        ko = tuple({kind.name_ko.replace(" ", "")} - known if " " in kind.name_ko else ())
        if en:
            tags = {*kind.tags, *(("top",) if kind.surfaces else ()), *(("wallside",) if "wall" in kind.role else ())}
            yield Noun(kind.id, kind.role, kind.size, TAGS & tags, (), en, ko)


@cache
def english_nouns() -> dict[str, Noun]:
    """Every noun by its English singulars, words separated by one space."""
    own = {word: noun for noun in reversed(nouns().values()) for word in noun.en}
    return _with_synonyms(own, ascii_only=True)


@cache
def korean_nouns() -> dict[str, Noun]:
    """Every noun by its Korean words, written without spaces."""
    own = {word: noun for noun in reversed(nouns().values()) for word in noun.ko}
    return _with_synonyms(own, ascii_only=False)


@cache
def sought_nouns() -> dict[str, Noun]:
    """Every noun by the words of both languages that mean it where a prop is looked for, its key among them."""
    by_key = {key.replace("_", " "): noun for key, noun in nouns().items()}
    sought = {word: noun for noun in reversed(nouns().values()) for word in noun.sought}
    return {**_meant(synonyms()), **by_key, **sought, **korean_nouns(), **english_nouns()}


def _with_synonyms(own: dict[str, Noun], *, ascii_only: bool) -> dict[str, Noun]:
    further = {word: noun for word, noun in _said().items() if word.isascii() == ascii_only}
    return {**further, **own}


@cache
def _said() -> Mapping[str, Noun]:
    return _meant(said_synonyms())


def _meant(words: Mapping[str, tuple[str, ...]]) -> dict[str, Noun]:
    """The first target of each word that is a noun, by its key or by one of its words."""
    known = {word.replace(" ", "_"): noun for noun in reversed(nouns().values()) for word in noun.en}
    known.update(nouns())
    first = {keys: next((known[key] for key in keys if key in known), None) for keys in set(words.values())}
    return {word: noun for word, keys in words.items() if (noun := first[keys]) is not None}
