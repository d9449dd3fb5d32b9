from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.gui.small_film import CAR, HALL, HARBOUR, small_film

SOON_S = 20.0
"""How long a busy machine is waited for; how soon it is elsewhere is measured in the bench."""


class Window:
    """A window in a process of its own."""

    def __init__(self, project: Path, home: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.gui.two_windows", str(project)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, "DREAMFACTORY_HOME": str(home)},
        )
        assert self._answer() == "ready"

    def ask(self, name: str, *arguments: Any) -> Any:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([name, *arguments]) + "\n")
        self._process.stdin.flush()
        answer = self._answer()
        assert not (isinstance(answer, dict) and "failed" in answer), answer
        return answer

    def close(self) -> None:
        self.ask("quit")
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait(timeout=30)

    def _answer(self) -> Any:
        assert self._process.stdout is not None
        return json.loads(self._process.stdout.readline())


@pytest.fixture
def windows(tmp_path: Path) -> Iterator[tuple[Window, Window]]:
    project = small_film(tmp_path / "film")
    both = Window(project, tmp_path / "one"), Window(project, tmp_path / "other")
    yield both
    for window in both:
        window.close()


def soon(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + SOON_S
    while not condition():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.02)


def test_that_what_one_types_and_where_they_are_is_on_the_others_screen(windows: tuple[Window, Window]) -> None:
    one, other = windows
    soon(lambda: len(one.ask("people")) == 1 and len(other.ask("people")) == 1)
    assert one.ask("has_keyboard")
    one.ask("type", HALL, "Nobody saw it come. ")
    soon(lambda: "Nobody saw it come." in other.ask("text"))
    soon(lambda: other.ask("cursors") == [HALL])
    soon(lambda: one.ask("lease", HALL) == "Mine" and other.ask("lease", HALL) == "Theirs")
    # Elsewhere in the script the other one is free to write.
    other.ask("type", HARBOUR, "A gull cries. ")
    soon(lambda: "A gull cries." in one.ask("text"))
    assert one.ask("lease", CAR) == "Free"
    assert one.ask("text") == other.ask("text")
    # Both are windows of one person, who takes the scene over to the second one.
    other.ask("force", HALL)
    soon(lambda: other.ask("lease", HALL) == "Free" and one.ask("lease", HALL) != "Mine")
    other.ask("type", HALL, "It came by night. ")
    soon(lambda: other.ask("lease", HALL) == "Mine" and one.ask("lease", HALL) in ("Theirs", "LeaseLost"))
    soon(lambda: "It came by night." in one.ask("text"))
