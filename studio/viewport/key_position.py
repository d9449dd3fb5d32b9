"""Which key of the keyboard was pressed, by where it lies: the same under a Latin layout and a Korean one."""

from __future__ import annotations

from types import MappingProxyType
from typing import Literal

System = Literal["evdev", "windows", "macos"]
"""How the platform numbers its keys: X11 and Wayland by evdev + 8, Windows by set 1, macOS by virtual keys."""

_ROWS = ("QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM")
_EVDEV_STARTS, _WINDOWS_STARTS = (24, 38, 52), (0x10, 0x1E, 0x2C)


def _in_rows(starts: tuple[int, int, int]) -> dict[int, str]:
    return {start + place: key for start, row in zip(starts, _ROWS, strict=True) for place, key in enumerate(row)}


_POSITIONS: MappingProxyType[System, dict[int, str]] = MappingProxyType(
    {
        "evdev": {**_in_rows(_EVDEV_STARTS), 59: ",", 60: "."},
        "windows": {**_in_rows(_WINDOWS_STARTS), 0x33: ",", 0x34: "."},
        "macos": {
            **dict(enumerate("ASDFHGZXCV")),
            11: "B",
            12: "Q",
            13: "W",
            14: "E",
            15: "R",
            16: "Y",
            17: "T",
            31: "O",
            32: "U",
            34: "I",
            35: "P",
            37: "L",
            38: "J",
            40: "K",
            43: ",",
            45: "N",
            46: "M",
            47: ".",
        },
    }
)
"""Source: linux/input-event-codes.h (+ 8), Microsoft's scan codes set 1, Apple's HIToolbox/Events.h kVK_ANSI_*."""

_JAMO = dict(
    zip("ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ", "QWERTYUIOPASDFGHJKLZXCVBNM", strict=True)
) | dict(zip("ㅃㅉㄸㄲㅆㅒㅖ", "QWERTOP", strict=True))
"""The Korean two-set layout (KS X 5002), plain and with Shift."""


def key_position(character: str, *, code: int, system: System) -> str:
    """The key at a position, named as on a US keyboard: ``W``, ``,``; the empty string for any other.

    ``code`` is the platform's number of the key, 0 where it gave none; then the ``character`` has to do.
    """
    known = _POSITIONS[system].get(code) if code > 0 or (system == "macos" and code == 0 and not character) else None
    if known is not None:
        return known
    letter = _JAMO.get(character, character.upper())
    return letter if len(letter) == 1 and ("A" <= letter <= "Z" or letter in ",.") else ""


def system_of(platform_name: str) -> System:
    """How a Qt platform numbers keys."""
    return "windows" if platform_name == "windows" else "macos" if platform_name == "cocoa" else "evdev"
