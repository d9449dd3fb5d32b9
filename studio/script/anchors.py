"""Anchors in code points: they move with their text, and are found again by their words."""

from __future__ import annotations

import re

from studio.model.documents import Anchor

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def move_anchor(anchor: Anchor, *, at: int, removed: int, inserted: int) -> Anchor:
    """The anchor after a splice of its text: ``removed`` code points at ``at`` gave way to ``inserted``.

    What is typed at its edges stays outside, what is typed inside belongs to it. Where all its text is gone it is
    ``lost``, stands where the text was, and keeps the quote. An anchor that marks a place has no text to lose.
    """
    start, end = anchor.start, anchor.end
    gone = at + removed
    if gone <= start:
        change = inserted - removed
        return anchor.model_copy(update={"start": start + change, "end": end + change}) if change else anchor
    if at >= end:
        return anchor
    if start == end:
        return anchor.model_copy(update={"start": at, "end": at})
    before, after = max(at - start, 0), max(end - gone, 0)
    if not before and not after:
        return anchor.model_copy(update={"start": at, "end": at, "lost": True})
    if not before:
        start = at + inserted
    end = end - removed + inserted if after else at
    return anchor.model_copy(update={"start": start, "end": end})


def relocate(anchor: Anchor, text: str) -> Anchor:
    """The anchor at its quote again, where that stands nearest; unchanged if it is gone or two are equally near."""
    quote = anchor.quote
    if not quote or (not anchor.lost and text[anchor.start : anchor.end] == quote):
        return anchor
    below = text.find(quote, max(anchor.start, 0))
    above = text.rfind(quote, 0, max(anchor.start, 0) + len(quote) - 1)
    if below < 0 and above < 0:
        return anchor
    if below >= 0 and above >= 0 and below - anchor.start == anchor.start - above:
        return anchor
    start = below if above < 0 or 0 <= below - anchor.start < anchor.start - above else above
    return anchor.model_copy(update={"start": start, "end": start + len(quote), "lost": False})


def to_utf16(text: str, offset: int) -> int:
    """The offset in UTF-16 units of an offset in code points, clamped to the text."""
    return len(text[: max(offset, 0)].encode("utf-16-le", "surrogatepass")) // 2


def from_utf16(text: str, offset: int) -> int:
    """The offset in code points of one in UTF-16 units, clamped; the middle of a pair is the place before it."""
    pairs = 0
    for found in _ASTRAL.finditer(text):
        unit = found.start() + pairs
        if offset <= unit:
            break
        if offset == unit + 1:
            return found.start()
        pairs += 1
    return min(max(offset - pairs, 0), len(text))
