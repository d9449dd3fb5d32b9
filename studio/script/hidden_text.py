"""Text that is not printed: notes ``[[ ]]`` and boneyards ``/* */``."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Literal

_EMPTY_LINE = re.compile(r"\n[ \t]?\r?\n")
_HEADING_AHEAD = re.compile(
    r"^[ \t]*(?:\.[^\W_]|[*_]{0,4}(?:INT|EXT|EST|I/E|E/I)[./ \t])", re.MULTILINE | re.IGNORECASE
)
_LONE_RETURN = re.compile(r"\r(?!\n)")


@dataclass(frozen=True, slots=True)
class Span:
    """One note or boneyard, marks included: ``text[start:end]``."""

    kind: Literal["note", "boneyard"]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class HiddenText:
    """All notes and boneyards of a text in order, and the places of marks that nothing closes."""

    spans: tuple[Span, ...]
    unclosed: tuple[int, ...] = ()

    def around(self, offset: int) -> Span | None:
        """The span that ``offset`` lies strictly inside, so that a cut there would break it."""
        place = bisect_right(self.spans, offset, key=span_start) - 1
        if place < 0:
            return None
        span = self.spans[place]
        return span if span.start < offset < span.end else None

    def within(self, start: int, end: int) -> tuple[Span, ...]:
        """The spans that share a character with ``[start, end)``."""
        first = bisect_right(self.spans, start, key=span_start) - 1
        if first < 0 or self.spans[first].end <= start:
            first += 1
        last = first
        while last < len(self.spans) and self.spans[last].start < end:
            last += 1
        return self.spans[first:last]


def unified_newlines(text: str) -> str:
    """The text with every line ending in ``\\n``, as long as before: a lone ``\\r`` becomes one, ``\\r\\n`` stays."""
    return _LONE_RETURN.sub("\n", text) if "\r" in text else text


def find_hidden(text: str, start: int = 0) -> HiddenText:
    """Finds notes and boneyards from ``start`` on; whichever opens first holds what is inside it. Linear.

    A mark that nothing closes is plain text. A note goes over an empty line only if neither another note nor a scene
    heading stands before its end, so that a forgotten ``]]`` cannot swallow the scenes below.
    """
    spans: list[Span] = []
    unclosed: list[int] = []
    boneyard, note = text.find("/*", start), text.find("[[", start)
    note_end, gap = -2, -2
    while boneyard >= 0 or note >= 0:
        if note < 0 or 0 <= boneyard < note:
            close = text.find("*/", boneyard + 2)
            if close < 0:
                unclosed.append(boneyard)
                boneyard = -1
                continue
            spans.append(Span("boneyard", boneyard, close + 2))
        else:
            if -1 != note_end < note + 2:
                note_end = text.find("]]", note + 2)
            if note_end < 0:
                unclosed.append(note)
                note = -1
                continue
            if -1 != gap < note:
                found = _EMPTY_LINE.search(text, note)
                gap = found.start() if found else -1
            if 0 <= gap < note_end and not _holds_empty_lines(text, note, note_end):
                unclosed.append(note)
                note = text.find("[[", note + 2)
                continue
            spans.append(Span("note", note, note_end + 2))
        end = spans[-1].end
        if 0 <= boneyard < end:
            boneyard = text.find("/*", end)
        if 0 <= note < end:
            note = text.find("[[", end)
    return HiddenText(tuple(spans), tuple(unclosed))


def _holds_empty_lines(text: str, note: int, end: int) -> bool:
    return text.find("[[", note + 2, end) < 0 and _HEADING_AHEAD.search(text, note, end) is None


def span_start(span: Span) -> int:
    """Where a span begins: the key to search them by."""
    return span.start
