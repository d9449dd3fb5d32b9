"""The window while the agents are at work: how long a tick takes, against the idle window."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np

from bench.row import Row
from studio.media.pictures import encode_png
from tests.stand_in.gemini_server import gemini_server, json_reply, parts_chunk, picture_part

_SIDE_PX = 1632
"""Noise of this width and height is a PNG of eight megabytes."""

_TICK_MS = 16


def agent_rows(project: Path, home: Path) -> list[Row]:
    """Twenty tasks at once, with pictures of eight megabytes; none where there is no display."""
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return []
    noise = np.random.default_rng(0).integers(0, 256, (_SIDE_PX, _SIDE_PX, 3), dtype=np.uint8)
    picture = encode_png(noise)
    name = f"a tick of the window during 20 tasks with pictures of {len(picture) / 1e6:.0f} MB"
    rows: list[Row] = []
    # On a screen every repaint puts the whole window together, with software GL on the same cores; else none does.
    for where, platform in (("", ""), (", without a screen", "offscreen")):
        with gemini_server() as server:
            server.answer("text", json_reply(parts_chunk([picture_part(picture)], finish="STOP")))
            told = json.loads(_ticks(server.url, _copied(project, home, platform), home, platform))
        idle, word, busy, own, net = (sorted(told[each]) for each in ("idle", "word", "busy", "own", "net"))
        rows += [
            _tick(f"{name}{where}, 99th percentile, against none", _p99(busy), _p99(idle)),
            _tick(f"{name}{where}, longest, against none", busy[-1], idle[-1]),
            _tick(f"{name}{where}, 99th percentile, against one word that changes", _p99(busy), _p99(word)),
            _tick(f"{name}{where}, less waiting for a core, 99th percentile, against all", _p99(net), _p99(busy)),
            _tick(
                f"what its thread computes in a tick{where}, 99th percentile, against the tick", _p99(own), _p99(busy)
            ),
        ]
    return rows


def _copied(project: Path, home: Path, platform: str) -> Path:
    """A copy of the project, so that each window finds it without tasks."""
    copy = home.parent / f"ticks{platform}.dream"
    shutil.copytree(project, copy)
    return copy


def _p99(beats: list[float]) -> float:
    return beats[99 * len(beats) // 100]


def _tick(name: str, busy_ms: float, idle_ms: float) -> Row:
    return Row(name, busy_ms, "ms", idle_ms, busy_ms / idle_ms, f"≤ {_TICK_MS} ms", busy_ms <= _TICK_MS)


def _ticks(url: str, project: Path, home: Path, platform: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "bench.agent_ticks", url, str(project)],
        env={**os.environ, "DREAMFACTORY_HOME": str(home), **({"QT_QPA_PLATFORM": platform} if platform else {})},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"bench.agent_ticks failed:\n{done.stderr}")
    return done.stdout.splitlines()[-1]
