"""Two real windows on one project: how soon the one sees what is done in the other."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench.row import Row
from tests.gui.small_film import HALL, HARBOUR, small_film
from tests.gui.test_two_windows import Window

_WORDS = 20
_SOON_S = 1.0


def together_rows(folder: Path) -> list[Row]:
    """Words, lock and cursor; none where there is no display."""
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return []
    project = small_film(folder / "together")
    one, other = Window(project, folder / "home_one"), Window(project, folder / "home_other")
    try:
        _seen_after(lambda: len(one.ask("people")) == 1 and len(other.ask("people")) == 1)
        one.ask("has_keyboard")
        one.ask("type", HALL, "First. ")
        lock_s = _seen_after(lambda: other.ask("lease", HALL) == "Theirs")
        cursor_s = _seen_after(lambda: other.ask("cursors") == [HALL])
        words: list[float] = []
        for number in range(_WORDS):
            word = f"word{number:02} "
            one.ask("type", HARBOUR, word)
            words.append(_seen_after(partial(_shows, other, word.strip())))
    finally:
        one.close()
        other.close()
    words.sort()
    return [
        _row("words typed in one window on the other's screen, 95th percentile", words[_WORDS * 95 // 100 - 1]),
        _row("… whose scene it is", lock_s),
        _row("… and where the cursor stands", cursor_s),
    ]


def _row(name: str, seconds: float) -> Row:
    return Row(name, 1000 * seconds, "ms", None, None, f"≤ {1000 * _SOON_S:.0f} ms", seconds <= _SOON_S)


def _shows(window: Window, word: str) -> bool:
    return word in window.ask("text")


def _seen_after(condition: Callable[[], bool]) -> float:
    start = time.perf_counter()
    while not condition():
        if time.perf_counter() - start > 60:
            raise RuntimeError("The windows never saw one another.")
        time.sleep(0.002)
    return time.perf_counter() - start
