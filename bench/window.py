"""The window: how soon it is painted, how long a key takes while the disk is slow."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from bench.row import Row, at_most, beside

_ROUNDS = 5


def window_rows(project: Path, home: Path) -> list[Row]:
    """Opens the window on a project, in processes of their own; none where there is no display."""
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return []
    return [_first_paint(project, home), *_typing(project, home)]


def _first_paint(project: Path, home: Path) -> Row:
    ours, bare = [], []
    for _ in range(_ROUNDS):
        bare.append(_painted_after_s(["bare"], home))
        ours.append(_painted_after_s(["studio", str(project)], home))
    name = "first painted frame, against a bare window with a QOpenGLWidget"
    # The first round of each reads its libraries from the disk.
    return beside(name, 1000 * median(ours[1:]), "ms", 1000 * median(bare[1:]), most=2)


def _painted_after_s(words: Sequence[str], home: Path) -> float:
    begun = time.monotonic()
    return float(_answer("bench.first_paint", words, home)) - begun


def _typing(project: Path, home: Path) -> list[Row]:
    ticks = sorted(json.loads(_answer("bench.typed_keys", [str(project)], home)))
    p95 = ticks[int(0.95 * len(ticks))]
    return [
        at_most("a key in the script while each write takes 250 ms, 95th percentile", p95, "ms", 16),
        at_most("a key in the script while each write takes 250 ms, longest", ticks[-1], "ms", 16),
    ]


def _answer(module: str, words: Sequence[str], home: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", module, *words],
        env={**os.environ, "DREAMFACTORY_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"{module} failed:\n{done.stderr}")
    return done.stdout.splitlines()[-1]
