"""The lines of a script with what they print and where it stands in the source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from studio.script.hidden_text import HiddenText, Span


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line: ``text`` is what is left of it without notes and boneyards.

    ``number`` counts from 1. ``start`` and ``end`` bound its printed words in code points; ``at`` is where the line
    begins. ``is_hidden`` holds for a line of which nothing but notes and boneyards is left.
    """

    number: int
    at: int
    text: str
    start: int
    end: int
    is_hidden: bool = False

    @property
    def words(self) -> str:
        """The text without the white space around it."""
        return self.text.strip()


def source_lines(
    text: str, hidden: HiddenText, *, start: int = 0, end: int | None = None, number: int = 1
) -> Iterator[SourceLine]:
    """The lines of ``text[start:end]``, both of which are line starts, counted from ``number``.

    ``text`` has unified newlines.
    """
    # The line end before `end` is the last line's own; no line begins behind it but at the end of the text.
    end = len(text) if end is None or end >= len(text) else end - 1
    spans = hidden.within(start, end)
    place = 0
    at = start
    for raw in text[start:end].split("\n"):
        stop = at + len(raw)
        while place < len(spans) and spans[place].end <= at:
            place += 1
        if place < len(spans) and spans[place].start < stop:
            yield _cut_line(raw, number, at, spans, place)
        else:
            left = len(raw) - len(raw.lstrip())
            yield SourceLine(number, at, raw, at + left, max(at + left, at + len(raw.rstrip())))
        at = stop + 1
        number += 1


def _cut_line(raw: str, number: int, at: int, spans: tuple[Span, ...], place: int) -> SourceLine:
    """A line with its spans taken out; the blank on one side of a span goes with it."""
    stop = at + len(raw)
    kept: list[tuple[int, int]] = []
    cursor = at
    while place < len(spans) and spans[place].start < stop:
        if spans[place].start > cursor:
            kept.append((cursor, spans[place].start))
        cursor = max(cursor, spans[place].end)
        place += 1
    if cursor < stop:
        kept.append((cursor, stop))
    text = ""
    first, last = -1, at
    for left, right in kept:
        piece = raw[left - at : right - at]
        if piece.strip():
            if first < 0:
                first = left + len(piece) - len(piece.lstrip())
            last = left + len(piece.rstrip())
        is_after_blank = text.endswith((" ", "\t")) or (not text and left > at)
        text += piece.lstrip() if is_after_blank else piece
    if first < 0:
        return SourceLine(number, at, "", at, at, is_hidden=True)
    return SourceLine(number, at, text, first, last)
