"""Sentences and words of a script's text, each knowing where it stands.

Offsets are code points into the text that was given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from studio.agents.korean_forms import has_hangul

_END = re.compile(r"[.!?…。！？]+[\"'”’)\]*_]*(?=\s)|\n")
_ABBREVIATIONS = frozenset({"mr", "mrs", "ms", "dr", "st", "prof", "lt", "sgt", "vs", "no", "jr", "sr"})
_CLAUSE = re.compile(r"[,;:—–]+(?=\s)|—|\s-{1,2}(?=\s)")
_EMPHASIS = re.compile(r"\*{1,3}|(?<!\w)_|_(?!\w)")
_WORD = re.compile(r"\S+")
_AGE_IN_NAME = re.compile(r"(?<=\w)\((\d{1,3})[^)\s]*\)(\w*)")
_EDGES = "\"'“”‘’.,;:!?…()[]{}<>~*_—–-。！？"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence from ``start`` to ``end``; ``text`` is it without emphasis marks and with single spaces."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Word:
    """One word without its punctuation; ``after`` is the punctuation that follows it."""

    text: str
    after: str = ""

    @property
    def lower(self) -> str:
        """The word as tables hold it."""
        return self.text.casefold()

    @property
    def is_caps(self) -> bool:
        """Whether it is written in capitals: two Latin letters or more, none small."""
        return len(self.text) > 1 and self.text.isupper() and not has_hangul(self.text)

    @property
    def is_capital(self) -> bool:
        """Whether it could be a name: Korean, or a capital first letter."""
        return has_hangul(self.text) or self.text[:1].isupper()


def plain_text(text: str) -> str:
    """Text without Fountain's emphasis marks, white space as single spaces."""
    return " ".join(_EMPHASIS.sub("", text).split())


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a sentence; an English possessive counts as its noun, 미나(9)가 as 미나가 and 9."""
    found = []
    for match in _WORD.finditer(_AGE_IN_NAME.sub(r"\2 \1", text)):
        raw = match.group()
        bare = raw.strip(_EDGES)
        if bare:
            after = raw[raw.rfind(bare) + len(bare) :]
            found.append(Word(re.sub(r"['’]s$", "", bare), after))
    return tuple(found)


def _ends(text: str, start: int, end: int, *, at_newlines: bool) -> Iterator[int]:
    for match in _END.finditer(text, start, end):
        if match.group() == "\n":
            if at_newlines:
                yield match.start()
            continue
        before = re.search(r"(\w+)$", text[max(start, match.start() - 8) : match.start()])
        word = before.group(1).lower() if before else ""
        if match.group() == "." and (word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha() and word.isascii())):
            continue
        yield match.end()
    yield end


def sentences_of(text: str, start: int, end: int, *, at_newlines: bool) -> tuple[Sentence, ...]:
    """The sentences of ``text[start:end]``; with ``at_newlines`` a line break ends one too, as in action."""
    found = []
    for stop in _ends(text, start, end, at_newlines=at_newlines):
        piece = text[start:stop]
        if plain := plain_text(piece):
            found.append(Sentence(plain, start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())))
        start = stop
    return tuple(found)


def clauses_of(text: str, sentence: Sentence) -> tuple[Sentence, ...]:
    """A sentence cut after its commas and dashes, or between words where it has none."""
    marks = [sentence.start + match.end() for match in _CLAUSE.finditer(text[sentence.start : sentence.end])]
    marks = [mark for mark in marks if mark < sentence.end]
    if not marks:
        spaces = [sentence.start + match.end() for match in re.finditer(r"\s+", text[sentence.start : sentence.end])]
        middle = (sentence.start + sentence.end) / 2
        marks = [min(spaces, key=lambda at: abs(at - middle))] if spaces else []
    found: list[Sentence] = []
    start = sentence.start
    for stop in (*marks, sentence.end):
        found += sentences_of(text, start, stop, at_newlines=False)
        start = stop
    return tuple(found)
