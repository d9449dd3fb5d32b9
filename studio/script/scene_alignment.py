"""Which scene after an edit is which scene before it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from studio.script.splice import Splice

_SAME_HEADING = 10_000
_MOST_COMPARED = 40_000


@dataclass(frozen=True, slots=True)
class Field:
    """A field's place in the whole script, and its heading's; the prelude's id is None, as is a new scene's yet."""

    id: str | None
    start: int
    end: int
    heading: tuple[int, int] | None = None


def align_scenes(
    before: Sequence[Field], after: Sequence[Field], splice: Splice, *, old_text: str, new_text: str
) -> list[int | None]:
    """For each field after the edit the index of the one before that it goes on, None for a new scene.

    In order: a heading that still stands keeps its scene; between those, scenes are matched in order so that as much
    as possible of their text, their headings and their lines stays with them. A prelude goes on a prelude.
    """
    partners: list[int | None] = [None] * len(after)
    has_prelude = bool(after) and after[0].heading is None
    if has_prelude:
        partners[0] = 0
    _match_headings(before, after, splice, partners, first=int(has_prelude))
    matcher = _Matcher(before, after, splice, old_text, new_text)
    old_from = new_from = int(has_prelude)
    for place in range(new_from, len(after) + 1):
        partner = partners[place] if place < len(after) else len(before)
        if partner is None:
            continue
        for new_place, old_place in matcher.match(range(old_from, partner), range(new_from, place)):
            partners[new_place] = old_place
        old_from, new_from = partner + 1, place + 1
    return partners


def _match_headings(
    before: Sequence[Field], after: Sequence[Field], splice: Splice, partners: list[int | None], *, first: int
) -> None:
    starts = [field.heading[0] if field.heading else field.start for field in after]
    following = first
    for old_place in range(first, len(before)):
        heading = before[old_place].heading
        if heading is None:
            continue
        for offset in (heading[0], heading[1] - 1):
            if splice.at <= offset < splice.end:
                continue
            moved = splice.moved(offset)
            place = bisect_right(starts, moved) - 1
            new_heading = after[place].heading if place >= following else None
            if new_heading is not None and moved < new_heading[1]:
                partners[place] = old_place
                following = place + 1
                break


@dataclass(frozen=True)
class _Matcher:
    """Matches runs of scenes whose headings tell nothing."""

    before: Sequence[Field]
    after: Sequence[Field]
    splice: Splice
    old_text: str
    new_text: str

    def match(self, old: range, new: range) -> list[tuple[int, int]]:
        """Pairs (after, before), both ascending, of the greatest likeness; the earlier scene where two are alike."""
        if not old or not new:
            return []
        with_lines = len(old) * len(new) <= _MOST_COMPARED
        best = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
        likeness = [[self._likeness(one, other, with_lines=with_lines) for other in new] for one in old]
        for row in range(len(old) - 1, -1, -1):
            for column in range(len(new) - 1, -1, -1):
                paired = likeness[row][column] and likeness[row][column] + best[row + 1][column + 1]
                best[row][column] = max(best[row + 1][column], best[row][column + 1], paired)
        pairs = []
        row = column = 0
        while row < len(old) and column < len(new):
            alike = likeness[row][column]
            if alike and best[row][column] == alike + best[row + 1][column + 1]:
                pairs.append((new[column], old[row]))
                row, column = row + 1, column + 1
            elif best[row][column] == best[row][column + 1]:
                column += 1
            else:
                row += 1
        return pairs

    def _likeness(self, old_place: int, new_place: int, *, with_lines: bool) -> int:
        old, new = self.before[old_place], self.after[new_place]
        alike = 0
        for start, end, shift in self.splice.surviving(old.start, old.end):
            left, right = max(start, new.start - shift), min(end, new.end - shift)
            if left < right:
                alike += len(self.old_text[left:right].strip())
        if with_lines:
            alike += sum(map(len, self._old_lines[old_place] & self._new_lines[new_place]))
        if old.heading and new.heading:
            headings = self.old_text[slice(*old.heading)], self.new_text[slice(*new.heading)]
            alike += _SAME_HEADING * (headings[0].casefold() == headings[1].casefold())
        return alike

    @cached_property
    def _old_lines(self) -> list[frozenset[str]]:
        return [_lines(self.old_text, field) for field in self.before]

    @cached_property
    def _new_lines(self) -> list[frozenset[str]]:
        return [_lines(self.new_text, field) for field in self.after]


def _lines(text: str, field: Field) -> frozenset[str]:
    """The lines below a field's heading that say something."""
    start = field.heading[1] if field.heading else field.start
    return frozenset(filter(None, map(str.strip, text[start : field.end].split("\n"))))
