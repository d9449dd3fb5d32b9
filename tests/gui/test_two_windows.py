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

from tests.gui.small_film import CAR, HALL, HARBOUR, A, B, C, small_film

SOON_S = 20.0
"""How long a busy machine is waited for; how soon it is elsewhere is measured in the bench."""
PICTURES = os.environ.get("DREAMFACTORY_PICTURES", "")


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


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Window, Window]]:
    tmp_path = tmp_path_factory.mktemp("windows")
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
    soon(lambda: one.ask("text") == other.ask("text"))
    # Both are windows of one person, who takes the scene over to the second one.
    other.ask("force", HALL)
    soon(lambda: other.ask("lease", HALL) == "Free" and one.ask("lease", HALL) != "Mine")
    other.ask("type", HALL, "It came by night. ")
    soon(lambda: other.ask("lease", HALL) == "Mine" and one.ask("lease", HALL) in ("Theirs", "LeaseLost"))
    soon(lambda: "It came by night." in one.ask("text"))


def seen(name: str, *windows: Window) -> None:
    """Keeps a picture of each window, for who wants to look at them."""
    if PICTURES:
        for number, window in enumerate(windows):
            window.ask("grab", f"{PICTURES}/{name}-{number}.png")


def test_that_a_film_is_reviewed_together(windows: tuple[Window, Window]) -> None:
    one, other = windows
    soon(lambda: bool(one.ask("offers", "review.start")) and len(other.ask("people")) == 1)
    assert one.ask("review") == "" and not other.ask("offers", "review.join")
    one.ask("seek", "cut", 30)
    one.ask("do", "review.start")
    soon(lambda: bool(one.ask("offers", "review.end")) and bool(other.ask("offers", "review.join")))
    seen("invited", one, other)
    other.ask("do", "review.join")
    soon(lambda: other.ask("film") == ["cut", B, 30, False])
    one.ask("point", 0.4, 0.5)
    soon(lambda: len(other.ask("lasers")) == 1)
    one.ask("seek", "cut", 40)
    one.ask("point", 0.41, 0.5)
    soon(lambda: other.ask("film") == ["cut", C, 40, False])
    other.ask("note", "Hold this longer.")
    assert other.ask("comments") == [["Hold this longer.", "c", 4]]
    soon(lambda: one.ask("comments") == other.ask("comments"))
    seen("followed", one, other)
    # What somebody else does to the film takes nobody away from it, what they do themselves does.
    one.ask("last", A, 48)
    soon(lambda: one.ask("film") == ["cut", C, 60, False] == other.ask("film"))
    one.ask("do", "board.duplicate")
    soon(lambda: one.ask("film")[2] == 96 and other.ask("film") == one.ask("film"))
    assert "you follow" in other.ask("review")
    other.ask("do", "board.previous")
    soon(lambda: "by yourself" in other.ask("review"))
    one.ask("seek", "cut", 120)
    one.ask("do", "play.toggle")
    other.ask("do", "review.join")
    soon(lambda: other.ask("film")[3] and other.ask("film")[2] > 120)
    other.ask("do", "review.ask")
    soon(lambda: "asks to present" in one.ask("review"))
    soon(lambda: one.ask("film")[2] == 155 and other.ask("film")[2] == 155)
    seen("asked", one, other)
    one.ask("do", "review.hand_over")
    soon(lambda: bool(other.ask("offers", "review.end")) and "you follow" in one.ask("review"))
    other.ask("seek", "cut", 2)
    soon(lambda: one.ask("film") == ["cut", A, 2, False])
    one.ask("do", "review.leave")
    assert one.ask("offers", "review.join") and "you" not in one.ask("review")
    other.ask("do", "review.end")
    soon(lambda: one.ask("review") == "" and other.ask("review") == "")


def test_that_a_review_goes_on_while_its_windows_change_their_language(windows: tuple[Window, Window]) -> None:
    one, other = windows
    soon(lambda: bool(one.ask("offers", "review.start")))
    one.ask("seek", "cut", 30)
    one.ask("do", "review.start")
    soon(lambda: bool(other.ask("offers", "review.join")))
    other.ask("do", "review.join")
    soon(lambda: other.ask("film") == one.ask("film"))
    sessions = one.ask("sessions"), other.ask("sessions")
    shown = one.ask("film")
    one.ask("do", "view.korean")
    assert one.ask("film") == shown and one.ask("offers", "review.end") and "발표" in one.ask("review")
    seen("presenting-in-korean", one, other)
    one.ask("seek", "cut", 41)
    soon(lambda: other.ask("film") == one.ask("film") and other.ask("film")[2] == 41)
    other.ask("do", "view.korean")
    assert other.ask("film") == one.ask("film") and other.ask("offers", "review.leave")
    seen("watching-in-korean", one, other)
    one.ask("seek", "cut", 70)
    soon(lambda: other.ask("film") == one.ask("film") and other.ask("film")[2] == 70)
    assert not other.ask("offers", "review.join")
    # Who goes their own way for a while still takes part.
    other.ask("do", "board.previous")
    soon(lambda: bool(other.ask("offers", "review.join")))
    other.ask("do", "view.english")
    assert "by yourself" in other.ask("review")
    assert (one.ask("sessions"), other.ask("sessions")) == sessions
    one.ask("do", "review.end")
    one.ask("do", "view.english")
    soon(lambda: one.ask("review") == "" == other.ask("review"))


def test_that_who_edits_a_scene_keeps_it_while_the_language_changes(windows: tuple[Window, Window]) -> None:
    one, other = windows
    assert one.ask("has_keyboard")
    one.ask("type", CAR, "It starts. ")
    soon(lambda: one.ask("lease", CAR) == "Mine" and other.ask("lease", CAR) == "Theirs")
    one.ask("do", "view.korean")
    assert one.ask("lease", CAR) == "Mine"
    one.ask("do", "view.english")
    assert one.ask("lease", CAR) == "Mine" and other.ask("lease", CAR) == "Theirs"
    assert one.ask("has_keyboard")
    one.ask("type", CAR, "It stops. ")
    soon(lambda: "It stops." in other.ask("text"))
