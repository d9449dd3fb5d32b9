"""A secret key is nowhere: in no file, log, report, export or exception, and no process is started with it."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.agents.gemini.connection import GeminiConnection
from studio.agents.gemini.gemini_settings import GeminiSettings
from studio.agents.provider_failure import ProviderFailure
from studio.workflows.doctor import agent_rows
from studio.workflows.tasks.agents_desk import provider_for
from tests.integration.command_line import command
from tests.repository import ROOT
from tests.stand_in.gemini_server import GeminiServer, Reply, failure, json_reply, parts_chunk, stream_reply
from tests.unit.workflows.tasks.stage_answers import a_critique, a_design

CANARY = "AI" + "zaCanary-0123456789_abcdefghijklmnopq"
SCRIPT = "INT. HALL - DAY\n\nMINA waits by the table.\n\nMINA\nHe is late.\n"


def said(text: str) -> Reply:
    return stream_reply(parts_chunk([{"text": text}], finish="STOP"))


def environment(server: GeminiServer) -> dict[str, str]:
    """A key, and the stand-in as the place where it is used."""
    return {"GEMINI_API_KEY": CANARY, "GOOGLE_GEMINI_BASE_URL": server.url}


def files_with_it(*folders: Path) -> list[Path]:
    every = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    assert every
    return [path for path in every if CANARY.encode() in path.read_bytes()]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one scene."""
    script = tmp_path / "given" / "hall.fountain"
    script.parent.mkdir()
    script.write_text(SCRIPT, encoding="utf-8")
    made = tmp_path / "work" / "hall.dream"
    made.parent.mkdir()
    assert command("new", made, "--from", script).code == 0
    return made


def test_that_a_set_designed_with_a_key_leaves_no_trace_of_it(
    server: GeminiServer, project: Path, home_folder: Path
) -> None:
    gate = threading.Event()
    first = said(a_design())
    held = Reply(first.body, kind=first.kind, wait=gate)
    complaint = failure(400, "INVALID_ARGUMENT", f"API key not valid: {CANARY}")
    server.answer("stream", held, said(a_design()), said(a_critique(60, 90)), complaint)
    words = ("agent", "stage", str(project), "--scene", "1", "--json", "--debug")
    running = subprocess.Popen(
        [sys.executable, "-m", "studio", *words],
        cwd=ROOT,
        env={**os.environ, **environment(server)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        until = time.monotonic() + 60
        while not server.of("stream") and time.monotonic() < until:
            time.sleep(0.05)
        family = list(descendants(running.pid))
        lines = [command_line(pid) for pid in family]
    finally:
        gate.set()
        told, _ = running.communicate(timeout=120)
    assert running.returncode == 0 and server.asked[0].headers["x-goog-api-key"] == CANARY
    if sys.platform == "linux":
        assert len(family) > 1, "the model's process is there"
    assert not [line for line in lines if CANARY.encode() in line]
    assert b"was not possible" in told, "the complaint is told, without the key that it repeats"
    assert CANARY.encode() not in told

    out = project.parent / "hall.glb"
    exported = command("export", project, "--to", "glb", "--scene", "1", "--out", out, environment=environment(server))
    assert exported.code == 0 and out.exists()
    assert files_with_it(project.parent, home_folder) == []


def command_line(pid: int) -> bytes:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def descendants(pid: int) -> Iterator[int]:
    """A process and all that it started, on systems that tell."""
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            yield from descendants(int(child))


def test_that_doctor_asks_only_when_told_and_never_shows_it(server: GeminiServer) -> None:
    models = [{"name": f"models/{name}"} for name in ("gemini-3.1-pro-preview", "gemini-3-pro-image")]
    server.answer("models", json_reply({"models": models}))
    access = GeminiSettings(api_key=CANARY, base_url=server.url)
    (quiet,) = agent_rows(access, asks=False)
    assert "key present" in quiet.value and server.asked == []
    _, seen = agent_rows(access, asks=True)
    assert "gemini-3-pro-image" in seen.value and "not seen: gemini-omni" in seen.value and not seen.holds
    server.answer("models", failure(401, "UNAUTHENTICATED", f"not {CANARY}"))
    _, refused = agent_rows(access, asks=True)
    _, refused = agent_rows(access, asks=True)
    assert "enter a valid one" in refused.value
    assert CANARY not in quiet.value + seen.value + refused.value


def test_that_nothing_that_holds_it_shows_it() -> None:
    settings = GeminiSettings(api_key=CANARY)
    failed = ProviderFailure("key", f"API key not valid: {CANARY}.")
    shown = [repr(settings), str(settings), repr(GeminiConnection(settings)), repr(provider_for(settings))]
    shown += [str(failed), repr(failed), failed.detail, repr(failed.args)]
    assert not [text for text in shown if CANARY in text]
