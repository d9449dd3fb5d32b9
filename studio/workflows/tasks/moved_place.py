"""Where a range of a text stands after somebody has gone on writing it."""

from __future__ import annotations

from difflib import SequenceMatcher

from studio.errors import CommitRefused


def moved_place(base: str, text: str, start: int, end: int) -> int:
    """The start in ``text`` of what is ``base[start:end]``; its lines have to stand there still, line by line.

    Raises:
        CommitRefused: they have been changed.
    """
    if base == text:
        return start
    old, new = base.splitlines(keepends=True), text.splitlines(keepends=True)
    before, after = _starts(old), _starts(new)
    for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        first, last = before[block.a], before[block.a + block.size]
        if block.size and first <= start and end <= last:
            return after[block.b] + start - first
    raise CommitRefused("The words that this would change have been changed since.")


def _starts(lines: list[str]) -> list[int]:
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    return starts
