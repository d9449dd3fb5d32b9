"""A production that is stopped leaves whole files only, and no process behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.integration.command_line import command, names_in
from tests.integration.varied_scripts import varied_script
from tests.repository import ROOT

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")


def started(file: Path, out: Path) -> subprocess.Popen[str]:
    """A production in a process group of its own, once it draws."""
    process = subprocess.Popen(
        [sys.executable, "-W", "error", "-m", "studio", "produce", str(file), "--out", str(out), "--size", "640x360"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # Whoever runs the tests in the background has them ignore Ctrl-C; a person's terminal does not.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert process.stderr is not None
    for line in process.stderr:
        if line.startswith("boards"):
            return process
    raise AssertionError("It never drew.")


def left_of(process: subprocess.Popen[str]) -> list[int]:
    """The processes of its group that run on, though their parent is gone for seconds."""
    deadline = time.monotonic() + 20
    while (left := running(process)) and time.monotonic() < deadline:
        time.sleep(0.05)
    return left


def running(process: subprocess.Popen[str]) -> list[int]:
    """The processes of its group."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                state, _, session = (entry / "stat").read_text(encoding="utf-8").rpartition(") ")[2].split()[:3]
            except (FileNotFoundError, ProcessLookupError):
                continue
            if int(session) == process.pid and state != "Z":
                found.append(int(entry.name))
    return found


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "long.fountain"
    path.write_text(varied_script(0, lines=150), encoding="utf-8")
    return path


@pytest.mark.parametrize("to_group", [True, False], ids=["ctrl-c", "terminated"])
def test_that_stopping_leaves_nothing_half_made(tmp_path: Path, file: Path, to_group: bool) -> None:
    process = started(file, tmp_path / "made" / "for it")
    if to_group:
        os.killpg(process.pid, signal.SIGINT)
    else:
        process.send_signal(signal.SIGTERM)
    answer, errors = process.communicate(timeout=60)

    assert (process.returncode, answer) == (1, "")
    lines = [line for line in errors.splitlines() if "/" not in line]
    assert lines == ["dreamfactory: stopped; only whole files were left."]
    assert names_in(tmp_path) == {"long.fountain"}
    assert left_of(process) == []


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_that_workers_end_when_their_parent_is_killed_and_the_next_run_clears_up(tmp_path: Path, file: Path) -> None:
    process = started(file, tmp_path / "out")
    assert len(running(process)) >= 3
    process.kill()
    process.communicate(timeout=60)

    assert left_of(process) == []
    assert list((tmp_path / "out").glob("*.part"))

    file.write_text("INT. ROOM - DAY\n\nA chair.\n", encoding="utf-8")
    told = command("produce", file, "--out", tmp_path / "out", "--no-film", "--size", "320x180")
    assert told.code == 0, told.errors
    assert list((tmp_path / "out").glob(".*")) == []


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_that_the_end_of_a_worker_is_told(tmp_path: Path, file: Path) -> None:
    process = started(file, tmp_path / "out")
    workers = [pid for pid in running(process) if "spawn_main" in Path(f"/proc/{pid}/cmdline").read_text("utf-8")]
    os.kill(workers[0], signal.SIGKILL)
    answer, errors = process.communicate(timeout=60)

    assert (process.returncode, answer) == (1, "")
    lines = [line for line in errors.splitlines() if "/" not in line]
    assert lines == [
        "dreamfactory: A worker process ended before its time, perhaps for want of memory;"
        " close other programs and try again."
    ]
    assert names_in(tmp_path) == {"long.fountain"}
    assert left_of(process) == []
