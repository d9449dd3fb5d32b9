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

from bench.row import Row, beside

_ROUNDS = 5
_WRITE_S = 0.25
_TICK_MS = 16


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
    fast, slow = (
        sorted(json.loads(_answer("bench.typed_keys", [str(wait_s), str(project)], home))) for wait_s in (0, _WRITE_S)
    )
    p95 = int(0.95 * len(slow))
    name = f"a key in the script while each write takes {1000 * _WRITE_S:.0f} ms, against none"
    return [
        _tick(f"{name}, 95th percentile", slow[p95], fast[p95]),
        _tick(f"{name}, longest", slow[-1], fast[-1]),
    ]


def _tick(name: str, slow_ms: float, fast_ms: float) -> Row:
    return Row(name, slow_ms, "ms", fast_ms, slow_ms / fast_ms, f"≤ {_TICK_MS} ms", slow_ms <= _TICK_MS)


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
