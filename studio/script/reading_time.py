"""How long a screenplay takes to read aloud and to see, from its words.

Action 200 ms a word and 500, dialogue 300 ms a word and 1,000, a transition 1,000, a heading 2,000.
Source: Storyboarder's timing of Fountain scripts.
"""

from __future__ import annotations

import re
from math import ceil

from studio.script.screenplay import Element

_SYLLABLE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]")
_SYLLABLES_A_WORD = 2.5


def spoken_words(text: str) -> int:
    """Words as long as English ones: what white space parts, or 2.5 syllables of Hangul, Han or kana each.

    A Korean word with its particles (eojeol) has about three syllables, an English one about one and a half; and
    Chinese and Japanese put no space between words. The greater count holds.
    """
    words = len(text.split())
    if text.isascii():
        return words
    return max(words, ceil(len(_SYLLABLE.findall(text)) / _SYLLABLES_A_WORD))


def reading_ms(element: Element) -> int:
    """Milliseconds that an element takes; what is neither seen nor heard takes none."""
    match element.type:
        case "heading":
            return 2000
        case "action" | "centered":
            return 200 * spoken_words(element.text) + 500
        case "dialogue" | "lyric":
            return 300 * spoken_words(element.text) + 1000
        case "transition":
            return 1000
        case _:
            return 0
