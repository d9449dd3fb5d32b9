"""The language a script is written in: what most of its words are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

Language = Literal["en", "ko"]

_KOREAN_WORD = re.compile(r"\w*[가-힣]\w*")
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ɏ]+(?:['’][A-Za-z]+)?")


def language_of(texts: Iterable[str]) -> Language:
    """Korean where more words are Korean than Latin, else English; ``SIL이`` is a Korean word."""
    korean = latin = 0
    for text in texts:
        korean += len(_KOREAN_WORD.findall(text))
        latin += len(_LATIN_WORD.findall(_KOREAN_WORD.sub(" ", text)))
    return "ko" if korean > latin else "en"
