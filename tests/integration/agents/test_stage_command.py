"""``dreamfactory stage`` with a key: the Stage Designer's set, and the rules' where the wire gives nothing."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from studio.workflows.stage_files import stage_to_files
from tests.stand_in.gemini_server import GeminiServer, Reply, failure, parts_chunk, stream_reply
from tests.unit.workflows.tasks.stage_answers import a_critique, a_design, a_node


@pytest.fixture(autouse=True)
def key(server: GeminiServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key, and the stand-in as the place where it is used."""
    monkeypatch.setenv("GEMINI_API_KEY", "a key")
    monkeypatch.setenv("GOOGLE_GEMINI_BASE_URL", server.url)


def said(text: str) -> Reply:
    return stream_reply(parts_chunk([{"text": text}], finish="STOP"))


def staged(prompt: str, *, is_online: bool, spec_out: Path | None = None) -> tuple[Any, list[str]]:
    """The Stage that the command prints, and what it tells beside."""
    out, told = io.StringIO(), list[str]()
    stage_to_files(
        prompt=prompt, spec_file=None, seed=3, literal=False, out=None, spec_out=spec_out, picture=None,
        look="clay", camera=None, size=(64, 64), standard_output=out, is_online=is_online, tell=told.append,
    )  # fmt: skip
    wire = json.loads(out.getvalue())
    wire["report"].pop("timingsMs")
    return wire, told


def test_that_with_a_key_the_spec_is_the_designers(server: GeminiServer, tmp_path: Path) -> None:
    server.answer("stream", said(a_design()), said(a_design(a_node("bench"))), said(a_critique(60, 90)))
    stage, told = staged("a hall with a table", is_online=True, spec_out=tmp_path / "spec.json")
    assert {prop["node"] for prop in stage["props"]} == {"table", "mina", "bench"}
    assert stage["report"]["inferenceMethod"] == "ai_unified" and told == []
    spec = json.loads((tmp_path / "spec.json").read_text(encoding="utf-8"))
    assert [node["id"] for node in spec["nodes"]] == ["table", "mina", "bench"]
    assert spec["metadata"]["inferenceMethod"] == "ai_unified"


@pytest.mark.parametrize(
    "reply",
    [failure(403, "PERMISSION_DENIED", "no"), Reply(breaks="before"), said("no design")],
    ids=["refused", "broken", "invalid"],
)
def test_that_the_rules_stage_it_where_the_model_gives_nothing_and_it_is_told(
    server: GeminiServer, reply: Reply
) -> None:
    server.answer("stream", reply)
    stage, told = staged("a hall with a table", is_online=True)
    plain, silence = staged("a hall with a table", is_online=False)
    assert len(told) == 1 and "fallback_inference" in told[0] and silence == []
    assert stage["props"] == plain["props"]
    assert stage["report"]["inferenceMethod"] == "fallback_inference"
    assert stage["report"]["warnings"] == [*plain["report"]["warnings"], *told]


def test_that_offline_nobody_is_asked(server: GeminiServer) -> None:
    staged("a hall with a table", is_online=False)
    assert server.asked == []
