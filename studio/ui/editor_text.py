"""The script as a text document shows it: character for character the same, counted there in UTF-16."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from PySide6.QtGui import QTextDocument

from studio.script.splice import Splice

_LINE_END = "\u2029"
_SHOWN = {"\r": "␍", "\u2028": "␤", _LINE_END: "␤", "\0": "␀", "\ufdd0": "\ufffd", "\ufdd1": "\ufffd"}
"""Characters that a text document takes for something else, shown one for one so that offsets stay true."""

_SHOWN_TABLE = str.maketrans(_SHOWN)
_TYPED_TABLE = str.maketrans({"\u2028": "\n", _LINE_END: "\n", "\0": None, "\ufdd0": None, "\ufdd1": None})
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def shown_as(text: str) -> str:
    """A text as the editor shows it, of the same length."""
    # A table is slow on Korean text, and almost no script needs it.
    return text.translate(_SHOWN_TABLE) if any(mark in text for mark in _SHOWN) else text


def typed_as(text: str) -> str:
    """What somebody typed, pasted or dropped, as the script keeps it: one kind of line end, nothing unprintable."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_TYPED_TABLE)
    return _SURROGATE.sub("", text)


@dataclass(frozen=True, slots=True)
class EditorText:
    """A text as shown. ``pairs`` are the places, in code points, of the characters that take two UTF-16 units."""

    text: str
    pairs: tuple[int, ...] = ()

    @classmethod
    def of(cls, text: str) -> EditorText:
        """A text that is shown as it is."""
        if text.isascii() or len(text.encode("utf-16-le", "surrogatepass")) == 2 * len(text):
            return cls(text)
        return cls(text, tuple(found.start() for found in _ASTRAL.finditer(text)))

    @classmethod
    def of_document(cls, document: QTextDocument) -> EditorText:
        """What a text document holds now, without what an input method is composing."""
        return cls.of(document.toRawText().replace(_LINE_END, "\n"))

    def unit(self, offset: int) -> int:
        """Where a code point stands in the text document; clamped to the text."""
        offset = min(max(offset, 0), len(self.text))
        return offset + bisect_left(self.pairs, offset)

    def offset(self, unit: int) -> int:
        """The code point at a place of the text document; the middle of a pair is the place before it."""
        before = bisect_left(range(len(self.pairs)), unit, key=lambda place: self.pairs[place] + place)
        if before and unit == self.pairs[before - 1] + before:
            return self.pairs[before - 1]
        return min(max(unit - before, 0), len(self.text))

    def change_to(self, now: EditorText, *, near: int) -> Splice | None:
        """The one splice that makes ``now`` of this; None where nothing changed.

        ``near`` is the place in the text document where the change begins at the earliest: of two equal letters in a
        row it tells which one was typed.
        """
        if now.text == self.text:
            return None
        head, tail = shared_edges(self.text, now.text, near=self.offset(near))
        return Splice(head, self.text[head : len(self.text) - tail], now.text[head : len(now.text) - tail])

    def spliced(self, splice: Splice) -> EditorText:
        """The text after a splice of it."""
        text = splice.applied_to(self.text)
        if not self.pairs and splice.inserted.isascii():
            return EditorText(text)
        left, right = bisect_left(self.pairs, splice.at), bisect_left(self.pairs, splice.end)
        come = (splice.at + found.start() for found in _ASTRAL.finditer(splice.inserted))
        moved = (place + splice.change for place in self.pairs[right:])
        return EditorText(text, (*self.pairs[:left], *come, *moved))


def shared_edges(old: str, new: str, *, near: int) -> tuple[int, int]:
    """What two texts have in common at their beginning, up to ``near``, and then at their end."""
    most = min(len(old), len(new), near)
    head = most if old[:most] == new[:most] else _shared(old, new, most)
    rest = min(len(old), len(new)) - head
    low, high = 0, rest
    # By halves, comparing slices: a letter typed in a long script differs at one place only.
    while low < high:
        middle = (low + high + 1) // 2
        if old[len(old) - middle : len(old) - low] == new[len(new) - middle : len(new) - low]:
            low = middle
        else:
            high = middle - 1
    return head, low


def _shared(old: str, new: str, most: int) -> int:
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
