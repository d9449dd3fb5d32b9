"""Producing from a script: how long five pages take, and how much memory a feature film does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

from bench.memory import peak_memory_mb
from bench.row import Row, at_most
from tests.integration.varied_scripts import varied_script

SAMPLE = Path(__file__).resolve().parents[1] / "resources" / "sample" / "harbor_lights.fountain"
_LINES_PER_PAGE = 55


def sample_rows(out: Path) -> list[Row]:
    """Produces the sample into a folder, everything but the film; five pages in, two cores."""
    begun, cpu_begun = time.perf_counter(), _children_cpu_s()
    words = ["produce", str(SAMPLE), "--out", str(out), "--no-film"]
    subprocess.run([sys.executable, "-m", "studio", *words], check=True, capture_output=True)
    took_s = time.perf_counter() - begun
    boards = len(json.loads((out / "report.json").read_text(encoding="utf-8"))["boards"])
    name = f"produce the sample without its film, {boards} boards"
    return [at_most(name, took_s, "s", 40), Row(f"{name}, processor time", _children_cpu_s() - cpu_begun, "s")]


def _children_cpu_s() -> float:
    spent = os.times()
    return spent.children_user + spent.children_system


def memory_rows(folder: Path, *, pages: int) -> list[Row]:
    """Produces a script of that many pages without its film."""
    if not Path("/proc/self/status").exists():
        return []
    file = folder / "long.fountain"
    file.write_text(varied_script(5, lines=pages * _LINES_PER_PAGE), encoding="utf-8")
    peak_mb = peak_memory_mb(["produce", str(file), "--out", str(folder / "long"), "--no-film"])
    return [at_most(f"memory of producing {pages} pages without the film, all processes", peak_mb, "MB", 1000)]
