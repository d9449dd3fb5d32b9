"""WordNet's nouns, where the machine has its files (Debian: wordnet-base): synonyms, kinds and broader words.

The format is that of wndb(5WN): an index sorted by lemma, and synsets at byte offsets.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO

from studio.staging.meaning import LabelledKind, Likeness, Meant, Phrases

_USUAL_FOLDERS = ("/usr/share/wordnet", "/usr/local/share/wordnet", "/opt/homebrew/opt/wordnet/dict")
_MOST_SENSES, _FARTHEST = 3, 3
_THINGS = frozenset({"05", "06", "13", "17", "18", "20", "27"})
"""Lexicographer files of what can stand on a set: animal, artifact, food, object, person, plant, substance."""
_SENSE, _KIND, _SIBLING, _BROADER = 0.9, 0.75, 0.6, (0.85, 0.7, 0.55)


@dataclass(frozen=True, slots=True)
class _Synset:
    file: str
    words: tuple[str, ...]
    broader: tuple[int, ...]
    kinds: tuple[int, ...]


class WordNet:
    """The nouns of a folder with ``index.noun`` and ``data.noun``."""

    name = "WordNet"
    weight = 1 / 0.6
    """Alone it is believed down to the other kinds of the next broader word (0.6)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def likeness(self, asked: Sequence[Phrases], kinds: Sequence[LabelledKind]) -> Meant:
        """By the words akin to the longest end of each name that it knows; only English."""
        by_word: dict[str, list[str]] = {}
        for kind in kinds:
            for label in dict.fromkeys(word.lower() for word in (*kind.labels, *kind.stands_for)):
                by_word.setdefault(label, []).append(kind.id)
        return Meant(tuple(self._of(phrases, by_word) for phrases in asked))

    def _of(self, phrases: Phrases, by_word: Mapping[str, Sequence[str]]) -> Likeness:
        found: dict[str, float] = {}
        for phrase in phrases:
            for word, likeness in self.akin(phrase):
                for kind in by_word.get(word, ()):
                    found[kind] = max(found.get(kind, 0.0), likeness)
            if found:
                break
        return found

    def akin(self, phrase: str) -> tuple[tuple[str, float], ...]:
        """Words of like meaning, the nearest first: synonyms, then kinds of it, broader words and their other kinds."""
        found: dict[str, float] = {}
        lemma = phrase.strip().lower().replace(" ", "_")
        if not lemma or not lemma.isascii():
            return ()
        try:
            with (self.folder / "index.noun").open("rb") as index, (self.folder / "data.noun").open("rb") as data:
                for sense, offset in enumerate(_offsets(index, lemma)[:_MOST_SENSES]):
                    for word, likeness in _around(data, offset):
                        found[word] = max(found.get(word, 0.0), likeness * _SENSE**sense)
        except (OSError, ValueError, IndexError):
            return ()
        found.pop(lemma.replace("_", " "), None)
        return tuple(sorted(found.items(), key=lambda item: (-item[1], item[0])))


@cache
def find_wordnet() -> WordNet | None:
    """This machine's WordNet: in ``WNSEARCHDIR`` or where packages put it; None where there is none."""
    for folder in (os.environ.get("WNSEARCHDIR", ""), *_USUAL_FOLDERS):
        if folder and all((Path(folder) / name).is_file() for name in ("index.noun", "data.noun")):
            return WordNet(Path(folder))
    return None


def _offsets(index: IO[bytes], lemma: str) -> list[int]:
    """The synsets of a lemma, the usual sense first; the file is sorted, so it is halved."""
    wanted = lemma.encode()
    low, high = 0, index.seek(0, os.SEEK_END)
    while low < high:
        middle = (low + high) // 2
        index.seek(middle)
        if middle:
            index.readline()
        line = index.readline()
        # The licence at the head of the file is indented, before every word.
        if not line or (not line.startswith(b" ") and line.split(b" ", 1)[0] >= wanted):
            high = middle
        else:
            low = middle + 1
    index.seek(low)
    if low:
        index.readline()
    parts = index.readline().decode("ascii", "replace").split()
    if not parts or parts[0] != lemma:
        return []
    return [int(offset) for offset in parts[-int(parts[2]) :]]


def _around(data: IO[bytes], offset: int) -> Iterator[tuple[str, float]]:
    start = _synset(data, offset)
    if start.file not in _THINGS:
        return
    yield from ((word, 1.0) for word in start.words)
    for kind in start.kinds:
        yield from ((word, _KIND) for word in _synset(data, kind).words)
    level = [start]
    for step in range(_FARTHEST):
        level = [_synset(data, above) for synset in level for above in synset.broader]
        for synset in level:
            yield from ((word, _BROADER[step]) for word in synset.words)
            if step == 0:
                for kind in synset.kinds:
                    yield from ((word, _SIBLING) for word in _synset(data, kind).words)


def _synset(data: IO[bytes], offset: int) -> _Synset:
    data.seek(offset)
    parts = data.readline().decode("ascii", "replace").partition("|")[0].split()
    count = int(parts[3], 16)
    words = tuple(word.lower().replace("_", " ") for word in parts[4 : 4 + 2 * count : 2])
    at = 4 + 2 * count
    broader: list[int] = []
    kinds: list[int] = []
    for place in range(int(parts[at])):
        symbol, target, part_of_speech = parts[at + 1 + 4 * place : at + 4 + 4 * place]
        if part_of_speech == "n" and symbol in {"@", "@i"}:
            broader.append(int(target))
        elif part_of_speech == "n" and symbol in {"~", "~i"}:
            kinds.append(int(target))
    return _Synset(parts[1], words, tuple(broader), tuple(kinds))
