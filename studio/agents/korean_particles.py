"""Particles as Korean puts them after a word by its last sound: 미나가 but 할머님이, SIL을 but DORA를.

A Latin name is heard as Korean spells foreign words: l, m, n and ng close a syllable, and so do p, t and k after a
short vowel (Jack, Scott, Philip); every other end is open (Frank, Ruth, Alice). Source: the rules for loan words
(외래어 표기법), chapter 3, section 1, where b, after a short vowel, follows usage (Bob, Jacob).
"""

from __future__ import annotations

import re
from typing import Literal

from studio.agents.korean_forms import RIEUL, final_of, is_hangul

Closing = Literal["none", "rieul", "other"]
"""How a word's last syllable ends: open, in ㄹ, or in another consonant."""

_DIGITS: dict[str, Closing] = {
    "0": "other", "1": "rieul", "2": "none", "3": "other", "4": "none",
    "5": "none", "6": "other", "7": "rieul", "8": "rieul", "9": "none",
}  # fmt: skip
_LETTERS: dict[str, Closing] = {"l": "rieul", "m": "other", "n": "other", "r": "rieul"}
"""Letters whose own names are closed, for a name that is one letter: 엘, 엠, 엔, 알."""
_LONG = r"(?:ee|ea|oo|ou|oa|ai|au|ei|ie|ay|ey|aw|ow)"
_CLOSED = re.compile(r"(?:ng|m|n|[aeiouy](?:ck|tt|pp|bb|[ptkcb]))$")
_SILENT_E = re.compile(r"(?<=[aeiouy])((?:ll?|mm?|nn?))e$")


def closing_of(word: str) -> Closing:
    """How the last sound of a word ends, for Hangul, digits and Latin letters."""
    letters = [letter for letter in word if letter.isalnum()]
    if not letters:
        return "none"
    last = letters[-1]
    if is_hangul(last):
        final = final_of(last)
        return "none" if final == 0 else "rieul" if final == RIEUL else "other"
    if last in _DIGITS:
        return _DIGITS[last]
    name = re.split(r"[^a-z]+", word.casefold().rstrip("'’.\"”) "))[-1]
    if len(name) < 2:
        return _LETTERS.get(name, "none")
    heard = _SILENT_E.sub(r"\1", name)
    if heard.endswith("l"):
        return "rieul"
    if re.search(_LONG + r"[ptkcb]$", heard):
        return "none"
    return "other" if _CLOSED.search(heard) else "none"


def with_particle(word: str, pair: str) -> str:
    """The word with the particle of a pair that fits: 이/가, 을/를, 은/는, 과/와, 으로/로, 이라/라.

    Before 으로/로 a final ㄹ counts as open: 발로.
    """
    closed, opened = pair.split("/")
    closing = closing_of(word)
    is_open = closing == "none" or (closing == "rieul" and closed.startswith("으"))
    return word + (opened if is_open else closed)
