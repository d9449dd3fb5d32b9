"""How big a model really is: glTF is in metres, a catalogue says so, an OBJ has to be guessed."""

from __future__ import annotations

from math import log

from studio.errors import InputError

SMALLEST_M, LARGEST_M = 0.002, 150.0
_UNITS = (("metres", 1.0), ("centimetres", 0.01), ("millimetres", 0.001), ("inches", 0.0254))
_NEAR = log(2.5)


def guessed_unit(longest: float, *, likely_m: float | None) -> tuple[float, str]:
    """Metres to a unit of a model that names none, and the note that says how it was guessed.

    ``longest`` is its longest edge in its own units, ``likely_m`` that of the things it is named after. The first
    usual unit that comes within a factor of 2.5 of it is taken, else the one that comes nearest.
    """
    if likely_m is None:
        name, factor = _UNITS[0] if longest <= 15 else _UNITS[1] if longest <= 1500 else _UNITS[2]
        return factor, f"OBJ names no unit; {longest:.4g} was taken for {name}."
    misses = [abs(log(max(longest, 1e-12) * factor / likely_m)) for _, factor in _UNITS]
    best = next((place for place, miss in enumerate(misses) if miss <= _NEAR), misses.index(min(misses)))
    name, factor = _UNITS[best]
    return factor, f"OBJ names no unit; {longest:.4g} was taken for {name}, its like being about {likely_m:.2g} m."


def check_size(longest_m: float) -> None:
    """Whether a thing of that size can be put on a set.

    Raises:
        InputError: it is a speck or a mountain.
    """
    if not SMALLEST_M <= longest_m <= LARGEST_M:
        raise InputError(f"it would be {longest_m:.3g} m large, which cannot be right; scale it to its size in metres.")
