"""Numerals and counters of both languages."""

from __future__ import annotations

import re
from types import MappingProxyType

from studio.staging.words.word_table import words_by_key

ENGLISH_NUMBERS = MappingProxyType(
    {
        word: value
        for value, word in enumerate(
            [
                "zero",
                "one",
                "two",
                "three",
                "four",
                "five",
                "six",
                "seven",
                "eight",
                "nine",
                "ten",
                "eleven",
                "twelve",
                "thirteen",
                "fourteen",
                "fifteen",
                "sixteen",
                "seventeen",
                "eighteen",
                "nineteen",
            ]
        )
    }
    | {
        word: 10 * (place + 2)
        for place, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"])
    }
    | {"hundred": 100, "dozen": 12, "couple": 2, "pair": 2, "single": 1, "dual": 2, "twin": 2}
)
ENGLISH_VAGUE = MappingProxyType(
    {
        "several": 4,
        "many": 8,
        "some": 3,
        "few": 3,
        "various": 3,
        "numerous": 8,
        "multiple": 3,
        "countless": 24,
        "lots": 8,
    }
)
_UNITS = {"한": 1, "하나": 1, "두": 2, "둘": 2, "세": 3, "셋": 3, "석": 3, "네": 4, "넷": 4, "넉": 4, "다섯": 5}
_UNITS |= {"여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "닷": 5, "엿": 6}
_TENS = {
    "열": 10,
    "스물": 20,
    "스무": 20,
    "서른": 30,
    "마흔": 40,
    "쉰": 50,
    "예순": 60,
    "일흔": 70,
    "여든": 80,
    "아흔": 90,
}
_SINO = {"일": 1, "이": 2, "삼": 3, "사": 4, "오": 5, "육": 6, "칠": 7, "팔": 8, "구": 9}
_SINO_TENS = {"십": 10, "백": 100, "천": 1000}
KOREAN_VAGUE = MappingProxyType(
    {
        "여러": 4,
        "많은": 8,
        "몇": 3,
        "몇몇": 3,
        "수많은": 24,
        "수십": 24,
        "수백": 100,
        "무수한": 24,
        "각종": 4,
        "두어": 2,
        "서너": 3,
    }
)
COUNTERS = frozenset(words_by_key("korean_words.tsv")["counters"])
"""Words that follow a Korean number; 쌍, 켤레 and 벌 are looked at again in COUNTER_FACTOR."""
COUNTER_FACTOR = MappingProxyType({"쌍": 2, "켤레": 2, "다스": 12})
IN_A_ROW = 4
"""How many a row holds where nobody says."""


def korean_number(word: str) -> int | None:
    """``"서른"`` is 30, ``"스물네"`` 24, ``"이십"`` 20, ``"12"`` 12; None when it is no number."""
    if re.fullmatch(r"[0-9]{1,6}", word):
        return int(word)
    if word in _UNITS:
        return _UNITS[word]
    for tens, value in _TENS.items():
        if word == tens:
            return value
        if word.startswith(tens) and word[len(tens) :] in _UNITS:
            return value + _UNITS[word[len(tens) :]]
    return _sino_number(word)


def _sino_number(word: str) -> int | None:
    if not word or any(letter not in _SINO and letter not in _SINO_TENS for letter in word) or word in _SINO:
        return None
    total, unit = 0, 0
    for place, letter in enumerate(word):
        if letter in _SINO and word[place - 1 : place] in _SINO:
            return None
        if letter in _SINO:
            unit = _SINO[letter]
        else:
            total += max(1, unit) * _SINO_TENS[letter]
            unit = 0
    return total + unit


def english_number(word: str) -> int | None:
    """``"three"``, ``"thirty-two"`` or ``"32"``; None when it is no number."""
    if re.fullmatch(r"[0-9]{1,6}", word):
        return int(word)
    if word in ENGLISH_NUMBERS:
        return ENGLISH_NUMBERS[word]
    tens, _, unit = word.partition("-")
    if unit and ENGLISH_NUMBERS.get(tens, 0) >= 20 and 0 < ENGLISH_NUMBERS.get(unit, 0) < 10:
        return ENGLISH_NUMBERS[tens] + ENGLISH_NUMBERS[unit]
    return None
