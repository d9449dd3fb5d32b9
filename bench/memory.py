"""The memory of a command and of everything it starts."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

_LOOK_EVERY_S = 0.1


def peak_memory_mb(arguments: Sequence[str]) -> float:
    """Runs a command of the studio; the sum of the peaks of its processes in MB, which their common peak cannot pass.

    Linux only: it reads /proc. What processes share is counted in each of them.

    Raises:
        RuntimeError: the command failed.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", "studio", *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    peaks: dict[int, int] = {}
    while process.poll() is None:
        for member in _members(process.pid):
            peaks[member] = max(peaks.get(member, 0), _peak_kb(member))
        time.sleep(_LOOK_EVERY_S)
    if process.returncode:
        raise RuntimeError(f"{arguments[0]} ended with exit code {process.returncode}.")
    return sum(peaks.values()) / 1024


def _members(session: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(FileNotFoundError, ProcessLookupError):
                fields = (entry / "stat").read_text(encoding="utf-8").rpartition(") ")[2].split()
                if int(fields[3]) == session:
                    found.append(int(entry.name))
    return found


def _peak_kb(process: int) -> int:
    with suppress(FileNotFoundError, ProcessLookupError):
        for line in Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1])
    return 0
