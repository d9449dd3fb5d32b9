"""Two real windows on one project: how soon the one sees what is done in the other."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench.row import Row
from tests.gui.small_film import HALL, HARBOUR, small_film
from tests.gui.test_team_window import Team, token_of
from tests.gui.test_two_windows import Window
from tests.integration.accounts.conftest import PASSWORD
from tests.stand_in.auth_server import auth_server
from tests.stand_in.firestore_emulator import emulator_jar, emulator_process

_WORDS = 20
_SOON_S, _SOON_TEAM_S = 1.0, 2.0


def together_rows(folder: Path) -> list[Row]:
    """Words, lock and cursor, of one machine and of a team; none where there is no display."""
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return []
    project = small_film(folder / "together")
    one, other = Window(project, folder / "home_one"), Window(project, folder / "home_other")
    return [*_rows(one, other, "", soon_s=_SOON_S), *_team_rows(folder)]


def _team_rows(folder: Path) -> list[Row]:
    """The same through Google's emulator; none where that is not installed."""
    if emulator_jar() is None or shutil.which("java") is None:
        return []
    before = dict(os.environ)
    try:
        with emulator_process() as process, auth_server() as server:
            server.id_token_of = token_of
            for name in ("Ann", "Bob", "Vera"):
                server.add(f"{name.lower()}@example.org", PASSWORD, name=name, is_verified=True)
            team = Team(folder / "team", process.project(), server)
            try:
                return _rows(team.window("Ann"), team.window("Bob"), " through the emulator", soon_s=_SOON_TEAM_S)
            finally:
                team.close()
    finally:
        os.environ.clear()
        os.environ.update(before)


def _rows(one: Window, other: Window, through: str, *, soon_s: float) -> list[Row]:
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
        _row(f"words typed in one window on the other's screen{through}, 95th percentile", words[-2], soon_s),
        _row(f"… whose scene it is{through}", lock_s, soon_s),
        _row(f"… and where the cursor stands{through}", cursor_s, soon_s),
    ]


def _row(name: str, seconds: float, soon_s: float) -> Row:
    return Row(name, 1000 * seconds, "ms", None, None, f"≤ {1000 * soon_s:.0f} ms", seconds <= soon_s)


def _shows(window: Window, word: str) -> bool:
    return word in window.ask("text")


def _seen_after(condition: Callable[[], bool]) -> float:
    start = time.perf_counter()
    while not condition():
        if time.perf_counter() - start > 60:
            raise RuntimeError("The windows never saw one another.")
        time.sleep(0.002)
    return time.perf_counter() - start
