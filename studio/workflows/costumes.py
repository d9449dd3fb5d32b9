"""What each person of the script wears on the set: one colour a person, so that a board tells them apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

_COLOURS = MappingProxyType(
    {
        "blue": "cloth_blue",
        "navy": "cloth_blue",
        "yellow": "yellow",
        "red": "cloth_red",
        "green": "cloth_green",
        "grey": "cloth_grey",
        "gray": "cloth_grey",
        "white": "cloth_white",
        "black": "black",
        "purple": "purple",
        "orange": "orange",
        "pink": "pink",
        "brown": "leather",
        "teal": "teal",
        "파란": "cloth_blue",
        "푸른": "cloth_blue",
        "노란": "yellow",
        "빨간": "cloth_red",
        "붉은": "cloth_red",
        "초록": "cloth_green",
        "회색": "cloth_grey",
        "하얀": "cloth_white",
        "흰": "cloth_white",
        "검은": "black",
        "보라": "purple",
        "분홍": "pink",
        "갈색": "leather",
    }
)
_GARMENT = re.compile(
    r"\b(coat|jacket|sweater|jumper|shirt|dress|cardigan|smock|oilskin|uniform|suit|robe|apron|hoodie|vest|blouse)\b"
    r"|코트|외투|재킷|스웨터|셔츠|원피스|가디건|우비|제복|양복|앞치마|저고리"
)
_APART = ("cloth_blue", "yellow", "cloth_red", "cloth_grey", "cloth_green", "cloth_white", "black", "orange", "teal")
"""In an order in which neighbours differ in tone as well as in hue."""


def costumes(names: Iterable[str], descriptions: Mapping[str, str]) -> dict[str, str]:
    """A swatch a person: the colour that the bible gives a garment, else the next one that nobody wears yet."""
    people = tuple(names)
    chosen = {name: colour for name in people if (colour := _worn(descriptions.get(name, "")))}
    free = [swatch for swatch in _APART if swatch not in chosen.values()] or list(_APART)
    place = 0
    for name in people:
        if name not in chosen:
            chosen[name] = free[place % len(free)]
            place += 1
    return chosen


def _worn(description: str) -> str | None:
    """The colour said last before the first garment, within a few words of it."""
    for garment in _GARMENT.finditer(description):
        before = re.findall(r"[A-Za-z]+|[가-힣]+", description[: garment.start()])[-4:]
        for word in reversed(before):
            if colour := _COLOURS.get(word.lower()):
                return colour
    return None
