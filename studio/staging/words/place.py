"""Places: which room or ground a word names, and what such a place is like."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from studio.resource_files import resource_text


@dataclass(frozen=True, slots=True)
class Implied:
    """Something a place usually holds."""

    noun: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Place:
    """A kind of room or open ground; ``size`` is (w, h, d) in metres, materials are swatch names."""

    key: str
    size: tuple[float, float, float]
    outdoor: bool
    doors: int
    windows: int
    floor: str
    wall: str
    theme: str
    implied: tuple[Implied, ...]
    en: tuple[str, ...]
    ko: tuple[str, ...]


def _implied(cell: str) -> tuple[Implied, ...]:
    things: list[Implied] = []
    for part in cell.split(","):
        if part.strip():
            name, _, count = part.strip().partition("*")
            things.append(Implied(name, int(count or 1)))
    return tuple(things)


def parse_places(text: str) -> tuple[Place, ...]:
    """Places of a table of tab-separated lines; lines starting with ``#`` are comments."""
    found: list[Place] = []
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        key, size, where, holes, floor, wall, theme, implied, en, ko = line.split("\t")
        width, height, depth = (float(edge) for edge in size.split())
        doors, windows = (int(count) for count in holes.split())
        english = tuple(word.strip() for word in en.split(","))
        korean = tuple(word.replace(" ", "") for word in ko.split(","))
        size3 = (width, height, depth)
        found.append(
            Place(key, size3, where == "out", doors, windows, floor, wall, theme, _implied(implied), english, korean)
        )
    return tuple(found)


@cache
def places() -> dict[str, Place]:
    """Every place by its key."""
    return {place.key: place for place in parse_places(resource_text("words", "places.tsv"))}


@cache
def english_places() -> dict[str, Place]:
    """Every place by its English words."""
    return {word: place for place in places().values() for word in place.en}


@cache
def korean_places() -> dict[str, Place]:
    """Every place by its Korean words, written without spaces."""
    return {word: place for place in places().values() for word in place.ko}
