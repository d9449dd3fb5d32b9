"""Numbers of shots as the trade writes them: the scene's number, then a setup letter.

Setups run A to Z without I and O, which are read as 1 and 0 on a slate; after Z come AA, AB … A scene that was put in
after numbers were issued carries a letter of its own (12A), so its setups are set off by a hyphen: 12A-A, 12A-B.
Without it, setup A of scene 12A and setup AA of scene 12 would both be 12AA.
"""

from __future__ import annotations

from collections.abc import Collection

SETUP_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


def setup_letters(index: int) -> str:
    """The letters of the setup at that place, from 0: A … H J … N P … Z AA AB …

    Raises:
        ValueError: the place is negative.
    """
    if index < 0:
        raise ValueError("A setup's place counts from 0.")
    letters = ""
    index += 1
    while index > 0:
        index, letter = divmod(index - 1, len(SETUP_LETTERS))
        letters = SETUP_LETTERS[letter] + letters
    return letters


def setup_index(letters: str) -> int:
    """The place of a setup from its letters; the inverse of ``setup_letters``.

    Raises:
        ValueError: they are no setup letters (I and O are none).
    """
    if not letters or any(letter not in SETUP_LETTERS for letter in letters):
        raise ValueError(f"{letters!r} is no setup: setups are written A to Z without I and O.")
    index = 0
    for letter in letters:
        index = index * len(SETUP_LETTERS) + SETUP_LETTERS.index(letter) + 1
    return index - 1


def setup_of(scene_number: str, index: int) -> str:
    """What follows the scene's number on the slate: ``B`` for scene 12, ``-B`` for the inserted scene 12A."""
    hyphen = "-" if scene_number and not scene_number[-1].isdigit() else ""
    return hyphen + setup_letters(index)


def next_setup(scene_number: str, issued: Collection[str]) -> str:
    """The first setup after all that were issued: numbers are never used twice, even when their board is gone."""
    places = [setup_index(setup.removeprefix("-")) for setup in issued]
    return setup_of(scene_number, max(places, default=-1) + 1)


def inserted_number(before: str, taken: Collection[str]) -> str:
    """The number of a scene put in after another once numbers are issued: 12 → 12A, then 12B; 12A → 12AA.

    ``taken`` are the numbers that exist; the first free letter after ``before`` is used.
    """
    return next(number for index in range(len(taken) + 1) if (number := before + setup_letters(index)) not in taken)
