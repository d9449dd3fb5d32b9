"""Pages of 55 lines, and lengths in eighths of a page.

Action has 61 columns, dialogue 35; a syllable of Hangul, as every wide character, takes two.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from studio.script.line_rules import without_emphasis
from studio.script.screenplay import Element, ElementType

LINES_A_PAGE = 55
_COLUMNS: dict[ElementType, int] = {
    "heading": 61,
    "action": 61,
    "centered": 61,
    "transition": 61,
    "character": 35,
    "dialogue": 35,
    "lyric": 35,
    "parenthetical": 35,
}
_SPEECH: frozenset[ElementType] = frozenset({"parenthetical", "dialogue", "lyric"})
_WIDE = re.compile(
    r"[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7a3"
    r"\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\U0001f300-\U0001faff\U00020000-\U0003fffd]"
)


@dataclass(frozen=True, slots=True)
class Printed:
    """What an element takes on paper: empty lines above it, and its own lines."""

    gap: int
    lines: int


def column_width(text: str) -> int:
    """Columns that a text takes on one line."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))


def wrapped_lines(text: str, *, columns: int) -> int:
    """Lines that a text takes when broken between words, and inside those too long for a line; at least 1."""
    return sum(_wrapped(line, columns) for line in without_emphasis(text).split("\n"))


def printed_heights(elements: Sequence[Element]) -> list[Printed]:
    """What each element takes; a speech beside another only what it is longer than that one."""
    heights: list[Printed] = []
    before: Element | None = None
    left = speech = 0
    for element in elements:
        columns = _COLUMNS.get(element.type)
        if columns is None:
            heights.append(Printed(0, 0))
            continue
        gap = 0 if _stands_close(element, before) else 1
        lines = wrapped_lines(element.text, columns=columns)
        if element.type == "character":
            left, speech = speech if element.dual else 0, 0
        if element.type == "character" or element.type in _SPEECH:
            beside = max(left - speech, 0)
            speech += lines
            if element.dual:
                gap, lines = 0, max(lines - beside, 0)
        else:
            speech = 0
        heights.append(Printed(gap, lines))
        before = element
    return heights


def count_pages(elements: Sequence[Element], heights: Sequence[Printed]) -> int:
    """Pages that the elements fill; a heading takes two lines below with it to the next page, a cue one."""
    pages, used = 0, 0
    for element, height in zip(elements, heights, strict=True):
        if element.type == "page_break":
            used = 0
        elif height.lines:
            below = {"heading": 2, "character": 1}.get(element.type, 0)
            needed = height.gap + height.lines
            is_full = used + height.gap >= LINES_A_PAGE or (below and used + needed + below > LINES_A_PAGE)
            if used == 0 or is_full:
                pages, used, needed = pages + 1, 0, height.lines
            used += needed
            while used > LINES_A_PAGE:
                pages, used = pages + 1, used - LINES_A_PAGE
    return pages


def scene_eighths(heights: Sequence[Printed]) -> int:
    """Eighths of a page from a scene's heading (the first height) to its last line, rounded up, at least 1."""
    lines = sum(height.gap + height.lines for height in heights) - (heights[0].gap if heights else 0)
    return max(1, -(-lines * 8 // LINES_A_PAGE))


def eighths_text(eighths: int) -> str:
    """A length as a production board writes it, never reduced: ``2/8``, ``1``, ``1 2/8``."""
    pages, rest = divmod(eighths, 8)
    if not rest:
        return str(pages) if pages else "0/8"
    return f"{pages} {rest}/8" if pages else f"{rest}/8"


def _stands_close(element: Element, before: Element | None) -> bool:
    """Whether no empty line is printed above: inside a speech, and between verses or centred lines."""
    if element.type in ("parenthetical", "dialogue"):
        return True
    if before is None or element.type not in ("lyric", "centered") or before.end_line + 1 != element.line:
        return False
    return before.type == element.type or (element.type == "lyric" and before.type in (*_SPEECH, "character"))


def _wrapped(line: str, columns: int) -> int:
    if column_width(line) <= columns:
        return 1
    count, used = 1, 0
    for word in line.split():
        width = column_width(word)
        if used and used + 1 + width <= columns:
            used += 1 + width
            continue
        if used:
            count += 1
        extra = (width - 1) // columns
        count += extra
        used = width - extra * columns
    return count
