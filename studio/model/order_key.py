"""Fractional order keys: a place between any two neighbours without renumbering.

Base 62 in byte order (0–9 A–Z a–z), a random suffix so that two people inserting at one place do not collide.
Keys never end in ``0``, so there is always room below.
"""

from __future__ import annotations

import secrets

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_VALUE = {digit: value for value, digit in enumerate(_DIGITS)}
_BASE = len(_DIGITS)


def midpoint(before: str, after: str | None) -> str:
    """The shortest key strictly between ``before`` ("" = the start) and ``after`` (None = the end).

    Raises:
        ValueError: ``before`` does not sort before ``after``.
    """
    if after is not None and before >= after:
        raise ValueError(f"Order keys are out of order: {before!r} is not before {after!r}.")
    out: list[str] = []
    at = 0
    while True:
        low = _VALUE[before[at]] if at < len(before) else 0
        high = _VALUE[after[at]] if after is not None and at < len(after) else _BASE
        if high - low > 1:
            return "".join(out) + _DIGITS[(low + high) // 2]
        out.append(_DIGITS[low])
        if high > low:
            after = None
        at += 1


def key_between(before: str | None, after: str | None) -> str:
    """A new order key between two neighbours, with a random suffix of three digits."""
    middle = midpoint(before or "", after)
    suffix = "".join(secrets.choice(_DIGITS) for _ in range(2)) + secrets.choice(_DIGITS[1:])
    return middle + suffix


def spread_keys(count: int) -> list[str]:
    """``count`` keys in order, evenly spread, for a project made in one go. Deterministic."""
    width = 1
    while _BASE**width < 2 * (count + 1):
        width += 1
    keys = []
    for place in range(1, count + 1):
        value = place * _BASE**width // (count + 1)
        digits = ""
        for _ in range(width):
            value, digit = divmod(value, _BASE)
            digits = _DIGITS[digit] + digits
        keys.append(digits + "V")
    return keys
