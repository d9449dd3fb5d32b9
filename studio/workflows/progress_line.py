"""How far work has come, for a person at a terminal or a file."""

from __future__ import annotations

from typing import IO

CLEAR_LINE = "\r\x1b[2K"
"""Has a terminal forget the line that is being written."""


class ProgressLine:
    """Progress on standard error: a bar on a terminal, plain lines elsewhere (one a tenth)."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream
        self._is_terminal = stream.isatty()
        self._told: tuple[str, int] = ("", -1)

    def __call__(self, done: int, total: int, what: str) -> None:
        """Shows ``done`` of ``total`` steps of ``what``."""
        tenth = 10 * done // total if total else 10
        if (what, tenth) == self._told == (what, 10):
            return
        if self._is_terminal:
            filled = 24 * done // total if total else 24
            end = "\n" if done >= total else ""
            self._stream.write(f"{CLEAR_LINE}{what} {'━' * filled}{'─' * (24 - filled)} {done}/{total}{end}")
        elif (what, tenth) != self._told:
            self._stream.write(f"{what} {done}/{total}\n")
        self._told = (what, tenth)
        self._stream.flush()
