"""An agent's command as a process of its own, which a test may kill and run again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

from tests.repository import ROOT
from tests.stand_in.gemini_server import GeminiServer

PATIENCE_S = 90.0


def agent_process(server: GeminiServer, *words: str) -> subprocess.Popen[str]:
    """``dreamfactory agent WORDS --json`` against the stand-in, in a group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "studio", "agent", *words, "--json"],
        cwd=ROOT,
        env={**os.environ, "GEMINI_API_KEY": "secret-key", "GOOGLE_GEMINI_BASE_URL": server.url},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def report_of(process: subprocess.Popen[str]) -> dict[str, Any]:
    """What the command reports once it has ended well."""
    with process as child:
        answer, errors = child.communicate(timeout=PATIENCE_S)
    assert child.returncode == 0, errors
    told: dict[str, Any] = json.loads(answer)
    return told
