"""What a command was given stays as it is."""

from __future__ import annotations

from pathlib import Path

from studio.errors import InputError


def spare_given(given: Path, *outputs: Path | None) -> None:
    """Refuses to write over what was given, or into it.

    Raises:
        InputError: an output is the given file or folder, or lies in it.
    """
    kept = given.resolve()
    for output in outputs:
        if output is not None and output.resolve().is_relative_to(kept):
            raise InputError(f"{output} would be written over what was given ({given}); choose another place.")
