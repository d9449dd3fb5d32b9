"""One replacement in a text, and what of the text survives it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Splice:
    """``removed`` gives way to ``inserted`` at a code point."""

    at: int
    removed: str
    inserted: str

    @property
    def end(self) -> int:
        """Where the removed text ended."""
        return self.at + len(self.removed)

    @property
    def change(self) -> int:
        """By how much the text grows."""
        return len(self.inserted) - len(self.removed)

    def applied_to(self, text: str) -> str:
        """The text after the splice."""
        return text[: self.at] + self.inserted + text[self.end :]

    def trimmed(self) -> Splice:
        """The smallest splice that does the same."""
        head, tail = shared_ends(self.removed, self.inserted)
        return Splice(
            self.at + head,
            self.removed[head : len(self.removed) - tail],
            self.inserted[head : len(self.inserted) - tail],
        )

    def moved(self, offset: int) -> int:
        """Where a place of the old text is in the new one; what is gone is where the inserted text ends."""
        if offset < self.at:
            return offset
        return max(offset, self.end) + self.change

    def surviving(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """The pieces of the old ``[start, end)`` that are still there: start, end and how far they moved."""
        if start < min(end, self.at):
            yield start, min(end, self.at), 0
        if max(start, self.end) < end:
            yield max(start, self.end), end, self.change


def shared_ends(old: str, new: str) -> tuple[int, int]:
    """How many code points two texts share at their beginning, and then at their end, without overlap."""
    most = min(len(old), len(new))
    head = _shared_head(old, new, most)
    tail = _shared_head(old[: head - len(old) - 1 : -1], new[: head - len(new) - 1 : -1], most - head)
    return head, tail


def _shared_head(old: str, new: str, most: int) -> int:
    """By halves, comparing slices: quick for long texts too."""
    if old[:most] == new[:most]:
        return most
    low, high = 0, most
    while high - low > 1:
        middle = (low + high) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle
    return low
