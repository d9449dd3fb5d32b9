"""Two people's changes of one text put together, paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

_PARAGRAPH = re.compile(r"[^\n]*\n+|[^\n]+")


def merged_text(base: str, mine: str, theirs: str) -> str | None:
    """What ``base`` becomes with the changes of both; None where both changed the same paragraph differently.

    Insertions of both at one place stand one after the other, theirs first: it was there first.
    """
    text, clashes = _merged(base, mine, theirs)
    return None if clashes else text


def both_texts(base: str, mine: str, theirs: str) -> str:
    """As ``merged_text``; where both changed the same paragraph both stand there, theirs first."""
    return _merged(base, mine, theirs)[0]


def my_text(base: str, mine: str, theirs: str) -> str:
    """As ``merged_text``; where both changed the same paragraph mine stands there."""
    return _merged(base, mine, theirs, is_mine_alone=True)[0]


def _merged(base: str, mine: str, theirs: str, *, is_mine_alone: bool = False) -> tuple[str, int]:
    """The text of both, and in how many places both changed the same."""
    old = _paragraphs(base)
    left, right = _changes(old, _paragraphs(mine)), _changes(old, _paragraphs(theirs))
    out: list[str] = []
    at = clashes = 0
    while left or right:
        if left and right and left[0] == right[0]:
            left.pop(0)
            changes = [right.pop(0)]
        elif right and (not left or _ends_before(right[0], left[0])):
            changes = [right.pop(0)]
        elif left and (not right or _ends_before(left[0], right[0])):
            changes = [left.pop(0)]
        else:
            clashes += 1
            changes = [right.pop(0), left.pop(0)]
        start, end = min(change[0] for change in changes), max(change[1] for change in changes)
        if is_mine_alone:
            changes = changes[-1:]
        out += old[at:start]
        for change_start, change_end, lines in changes:
            out += [*old[start:change_start], *lines, *old[change_end:end]]
        # What else either side changed within counts from there: it is as good as a clash, and nothing of it is lost.
        at = end
        left = [(max(first, at), max(last, at), lines) for first, last, lines in left]
        right = [(max(first, at), max(last, at), lines) for first, last, lines in right]
    return "".join([*out, *old[at:]]), clashes


_Change = tuple[int, int, tuple[str, ...]]
"""Paragraphs from the first to before the second number are replaced by these."""


def _ends_before(one: _Change, other: _Change) -> bool:
    """Whether a change lies wholly before another, or both only insert there."""
    if one[1] == other[0]:
        return one[0] < one[1] or other[0] == other[1]
    return one[1] < other[0]


def _paragraphs(text: str) -> list[str]:
    return _PARAGRAPH.findall(text)


def _changes(old: Sequence[str], new: Sequence[str]) -> list[_Change]:
    return list(_differences(old, new))


def _differences(old: Sequence[str], new: Sequence[str]) -> Iterator[_Change]:
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "replace" and end - start == new_end - new_start:
            # As many paragraphs as before: each took the place of one.
            for place in range(end - start):
                yield start + place, start + place + 1, (new[new_start + place],)
        elif tag != "equal":
            yield start, end, tuple(new[new_start:new_end])
