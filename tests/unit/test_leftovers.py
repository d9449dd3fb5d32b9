"""The net that catches leftovers has to catch them."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.leftovers import Traces, UnexpectedLines


@pytest.fixture
def in_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    with monkeypatch.context() as patch:
        patch.chdir(tmp_path)
        yield tmp_path


def test_that_nothing_is_told_of_a_clean_test() -> None:
    before = Traces()
    thread = threading.Thread(target=int)
    thread.start()

    assert before.left() == []


def test_that_a_running_thread_is_told_by_name() -> None:
    before, end = Traces(), threading.Event()
    thread = threading.Thread(target=end.wait, name="forgotten", daemon=True)
    thread.start()

    told = before.left(grace_s=0.05)
    end.set()
    thread.join()

    assert told == ["the thread 'forgotten' still runs"]


def test_that_a_file_in_the_working_folder_is_told(in_empty_folder: Path) -> None:
    before = Traces()
    (in_empty_folder / "stray.txt").touch()
    (in_empty_folder / ".pytest_cache").touch()

    assert before.left() == ["'stray.txt' lies in the working folder"]


def test_that_a_window_is_told_until_it_is_deleted(qapp: object) -> None:
    from PySide6.QtWidgets import QWidget

    before = Traces()
    window = QWidget()
    window.setObjectName("stray")

    assert before.left() == ["the window QWidget 'stray' was not deleted"]
    window.deleteLater()
    assert before.left() == []


def test_that_a_pending_task_is_told() -> None:
    async def leave_a_task() -> list[str]:
        before = Traces()
        task = asyncio.create_task(asyncio.sleep(60), name="forgotten")
        told = [line for line in before.left(asyncio.get_running_loop()) if "forgotten" in line]
        task.cancel()
        return told

    assert asyncio.run(leave_a_task()) == ["the task 'forgotten' is still pending"]


def test_that_a_warning_in_the_log_is_kept_and_a_note_is_not() -> None:
    log = logging.Logger("studio.part")
    unexpected = UnexpectedLines()
    log.addHandler(unexpected)

    log.info("loaded %d boards", 3)
    log.warning("board %s has no picture", "4B")

    assert unexpected.lines == ["WARNING studio.part: board 4B has no picture"]
