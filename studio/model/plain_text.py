"""What other people typed, as text that only says what it shows: nothing invisible, nothing that turns the line."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_JOINER, _EMOJI_LOOK = "\u200d", "\ufe0f"
_BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters, marks and symbols by category that show nothing, or a blank."""

_MOST_MARKS = 4
"""Marks on one letter; more of them would paint over the lines above and below."""

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_SKIN = range(0x1F3FB, 0x1F400)


@lru_cache(maxsize=2_000)
def plain_text(text: str) -> str:
    """The text without control, format and other invisible characters, composed, with at most one line free in a row.

    Emoji that are joined of several stay joined; everything else that Unicode hides goes: bidirectional controls,
    zero-width spaces and joiners, tags, variation selectors, fillers, what is not assigned or for private use.
    """
    text = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text))
    kept: list[str] = []
    marks = 0
    for place, letter in enumerate(text):
        category = unicodedata.category(letter)
        marks = marks + 1 if category in ("Mn", "Me") else 0
        if letter in (_JOINER, _EMOJI_LOOK):
            if kept and _is_emoji(kept[-1]) and (letter == _EMOJI_LOOK or _is_emoji(text[place + 1 : place + 2])):
                kept.append(letter)
        elif letter in "\n\t":
            kept.append(letter.replace("\t", " "))
        elif category == "Zs":
            kept.append(letter if letter == "\u3000" else " ")
        elif not _is_hidden(letter, category) and marks <= _MOST_MARKS:
            kept.append(letter)
    lines = [line.rstrip() for line in "".join(kept).split("\n")]
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip()


def plain_line(text: str, *, most: int) -> str:
    """The same on one line, such as a name: at most so many characters."""
    return " ".join(plain_text(text).split())[:most].strip()


def _is_hidden(letter: str, category: str) -> bool:
    is_selector = (
        0xFE00 <= ord(letter) <= 0xFE0F or 0xE0100 <= ord(letter) <= 0xE01EF or 0x180B <= ord(letter) <= 0x180F
    )
    return category.startswith("C") or is_selector or letter in _BLANK_LETTERS


def _is_emoji(letter: str) -> bool:
    is_symbol = bool(letter) and (unicodedata.category(letter) in ("So", "Sm") or ord(letter) in _SKIN)
    return is_symbol or letter == _EMOJI_LOOK
