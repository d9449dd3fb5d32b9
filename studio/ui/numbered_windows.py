"""Windows of one person, told apart by a number: all have the person's name and colour."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from studio.collab.presence import Presence

_BETWEEN = " · "


def told_apart(people: Mapping[str, Presence]) -> dict[str, Presence]:
    """People by session, each further window of a person with its number: ``Mina · 2``.

    Sessions sort by when they began, so that the number of a window is the same for everybody, and another only where
    one before it has gone.
    """
    windows: dict[str, list[str]] = defaultdict(list)
    for session, person in people.items():
        windows[person.uid].append(session)
    numbers = {each: place for of_one in windows.values() for place, each in enumerate(sorted(of_one), 1)}
    return {
        session: replace(person, name=f"{person.name}{_BETWEEN}{numbers[session]}") if numbers[session] > 1 else person
        for session, person in people.items()
    }


def initial(name: str) -> str:
    """The sign that stands for somebody in a small place, with the number of their window where it has one."""
    plain, _, number = name.rpartition(_BETWEEN)
    return name[:1].upper() + (number if plain and number.isdecimal() and len(number) == 1 else "")
