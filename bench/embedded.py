"""Several processes on one project: how soon what one commits is seen by all others."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles

from bench.row import Row, at_most
from studio.collab.project_folder import create_project

PROCESSES, EDITS, EDITS_PER_S = 10, 40, 5.0
_IDLE_S = 5.0


def embedded_rows(folder: Path) -> Iterator[Row]:
    """From the beginning of a commit, the disk's answer within it, until each other process's listener has it."""
    project = create_project(folder / "Together", {})
    runtime = folder / "run"
    sizes = [str(PROCESSES - 1), str(EDITS), str(EDITS_PER_S)]
    writers = [
        subprocess.Popen(
            [sys.executable, "-m", "bench.embedded_writer", str(project), str(runtime), f"p{n}", *sizes],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for n in range(PROCESSES)
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    time.sleep(_IDLE_S)
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    told = [json.loads(writer.communicate()[0]) for writer in writers]
    began = {op: (who, at) for who, one in enumerate(told) for op, at in one["began"].items()}
    delays_ms = [
        (one["heard"][op] - at) * 1000
        for hearer, one in enumerate(told)
        for op, (who, at) in began.items()
        if who != hearer and op in one["heard"]
    ]
    wanted = PROCESSES * EDITS * (PROCESSES - 1)
    percentiles = quantiles(delays_ms, n=100)
    what = f"embedded, {PROCESSES} processes x {EDITS_PER_S:g} edits/s"
    yield Row(f"{what}: commit to seen, p50", percentiles[49], "ms")
    yield at_most(f"{what}: commit to seen, p95", percentiles[94], "ms", 12)
    yield at_most(f"{what}: not delivered", wanted - len(delays_ms), "edits", 0)
    yield at_most("embedded, a listener at rest: CPU", max(one["idle_cpu"] for one in told) / _IDLE_S * 100, "%", 0.5)
