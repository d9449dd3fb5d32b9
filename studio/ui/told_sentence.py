"""What the agents' side told, in the person's language: its sentences are kept in English, filled in.

A text is read sentence by sentence. One is known by its words, with anything in its gaps, whose own sentences are
translated in turn; what nobody here has written, such as a model's words, stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from string import Formatter

from studio.agents.artist_words import ARTIST_SENTENCES
from studio.agents.provider_failure import WORDS
from studio.ui.translation import language, numbered_texts, tr
from studio.workflows.design_words import DESIGN_SENTENCES

_MAY_END = re.compile(r"(?<=[.!?:;)\"”])[ \t]+|\s*\n\s*")
_TAIL = re.compile(r"(?<=[:.]) \{\w+\}$")
_DEEPEST = 4


@dataclass(frozen=True, slots=True)
class _Pattern:
    """How a sentence is known, and what it becomes."""

    head: str
    words: re.Pattern[str]
    told: str


def told_words(text: str) -> str:
    """``text`` with every sentence that is known in the language in use."""
    return _told(text, language(), _DEEPEST) if text else text


@lru_cache(maxsize=512)
def _told(text: str, name: str, depth: int) -> str:
    def read(part: str) -> str | None:
        return _one(part, name, depth)

    out: list[str] = []
    at = 0
    while at < len(text):
        end, gap, found = _next(text, at, read)
        out += (found, gap)
        at = end
    return "".join(out)


def _next(text: str, at: int, read: Callable[[str], str | None]) -> tuple[int, str, str]:
    """The shortest known beginning of what is left, else all up to the next end: where it ends, the gap, its words."""
    ends = [
        *((match.start(), match.end(), match[0]) for match in _MAY_END.finditer(text, at)),
        (len(text),) * 2 + ("",),
    ]
    for start, end, gap in ends:
        found = read(text[at:start])
        if found is not None:
            return end, gap, found
    start, end, gap = ends[0]
    return end, gap, text[at:start]


def _one(part: str, name: str, depth: int) -> str | None:
    whole = tr(part)
    # A single word may be anybody's.
    if whole != part and " " in part:
        return whole
    for pattern in _patterns(name):
        if not part.startswith(pattern.head):
            continue
        match = pattern.words.fullmatch(part)
        if match is not None:
            gaps = {gap: _gap(value, name, depth) for gap, value in match.groupdict().items()}
            return _filled(pattern.told, gaps)
    return None


def _gap(text: str, name: str, depth: int) -> str:
    """What fills a gap; a sentence may stand there without its stop."""
    if not depth or not any(letter.isalpha() for letter in text):
        return text
    found = _told(text, name, depth - 1)
    if found == text and not text.endswith("."):
        stopped = _told(f"{text}.", name, depth - 1)
        return stopped.rstrip(".") if stopped != f"{text}." else text
    return found


@lru_cache(maxsize=4)
def _patterns(name: str) -> Sequence[_Pattern]:
    return tuple(_pattern(*_without_tail(text, other)) for text, other in _pairs(name))


def _without_tail(text: str, other: str) -> tuple[str, str]:
    """A sentence that ends in a gap, ``…: {why}``, is known by what stands before it: what fills it is read next."""
    tail = _TAIL.search(text)
    if tail is None or not other.endswith(tail[0]):
        return text, other
    return text.removesuffix(tail[0]).rstrip(), other.removesuffix(tail[0]).rstrip()


def _pairs(name: str) -> Iterator[tuple[str, str]]:
    """Sentences with gaps, each with what it is in the language ``name``."""
    yield from numbered_texts().items()
    if name != "en":
        for words in WORDS.values():
            yield f"{words}.", f"{tr(words)}."
            yield f"{words} ({{0}}).", f"{tr(words)} ({{0}})."
    for english, korean in (*ARTIST_SENTENCES, *DESIGN_SENTENCES):
        # These are written in the script's language, which need not be that of who reads them.
        yield (english, korean) if name == "ko" else (korean, english)


def _pattern(text: str, other: str) -> _Pattern:
    head, words, known = "", "", set[str]()
    for literal, gap, _, _ in Formatter().parse(text):
        if not words:
            head = literal
        words += re.escape(literal)
        if gap is not None:
            words += f"(?P=g{gap})" if gap in known else f"(?P<g{gap}>.+?)"
            known.add(gap)
    return _Pattern(head, re.compile(words, re.DOTALL), other)


def _filled(text: str, gaps: dict[str, str]) -> str:
    return "".join(
        literal + (gaps[f"g{gap}"] if gap is not None else "") for literal, gap, _, _ in Formatter().parse(text)
    )
