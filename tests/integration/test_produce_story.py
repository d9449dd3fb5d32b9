"""``produce --prompt`` with a story: topic to film, offline and with Gemini's stand-in, in Korean and English."""

from __future__ import annotations

import base64
import json
import os
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from studio.workflows.open_project import reading_project
from tests.integration.command_line import Told, command
from tests.stand_in.gemini_server import (
    GeminiServer,
    Reply,
    failure,
    gemini_server,
    json_reply,
    parts_chunk,
    picture_part,
    stream_reply,
)
from tests.stand_in.small_video import small_video

IS_SOAK = bool(os.environ.get("DREAMFACTORY_SOAK"))
STORIES = {
    "en": "On a stormy night, Mina climbs to the lamp room. The lamp is out. In the morning, at the harbour, her father"
    " steps off the boat. Mina runs to him.",
    "ko": "폭풍우 치는 밤, 미나는 등대에서 계단을 오른다. 등불이 꺼져 있다. 다음 날 아침, 항구에서 아버지가 배에서"
    " 내린다. 미나가 달려간다.",
}
NO_KEY = {"GEMINI_API_KEY": "", "GOOGLE_API_KEY": "", "GOOGLE_CLOUD_PROJECT": ""}


def produced(story: str, out: Path, *options: str, server: GeminiServer | None = None) -> Told:
    """A story produced small; with a server, a key for it."""
    there = {"GEMINI_API_KEY": "secret-key", "GOOGLE_GEMINI_BASE_URL": server.url} if server else {}
    told = command(
        "produce", "--prompt", story, "--out", out, "--size", "320x180", *options, environment=NO_KEY | there
    )
    assert told.code == 0, told.errors
    return told


def report_of(out: Path) -> dict[str, Any]:
    """What the production says of itself; every board has its picture and its camera, every scene its set."""
    report: dict[str, Any] = json.loads((out / "report.json").read_text(encoding="utf-8"))
    assert {path.name for path in (out / "boards").iterdir()} == {Path(b["file"]).name for b in report["boards"]}
    (project,) = out.glob("*.dream")
    with reading_project(project) as (documents, _):
        assert all(documents.stage(scene) is not None for scene, _ in documents.scenes())
        boards = [board for _, board in documents.all_boards()]
        assert boards and all(board.camera_keys and board.rationale and board.image_url for board in boards)
        assert all(proposal.state == "accepted" for _, proposal in documents.proposals())
    return report


def drafted(name: str) -> Reply:
    """A draft of two scenes as the model gives it."""
    shot = {"shot_size": "WS", "angle": "eye", "move": "static", "seconds": 1, "rationale": "She is small."}
    scenes = [
        {
            "heading": f"INT. KITCHEN - {time}",
            "script": f"INT. KITCHEN - {time}\n\n{name} sits at the table.\n\n{name}\nHe is late.\n",
            "visual_prompt": "A small kitchen with a round table and two chairs.",
            "rationale": "It begins here.",
            "shots": [
                {**shot, "words": f"{name} sits", "subjects": [name]},
                {**shot, "shot_size": "CU", "words": "He is late.", "dialogue": "He is late.", "subjects": [name]},
            ],
        }
        for time in ("DAY", "NIGHT")
    ]
    answer = {"logline": "She waits.", "scenes": scenes, "rationale": "A day of waiting."}
    usage = {"promptTokenCount": 1000, "candidatesTokenCount": 2000, "thoughtsTokenCount": 500}
    return stream_reply(parts_chunk([{"text": json.dumps(answer)}], finish="STOP", usage=usage))


@pytest.mark.soak
@pytest.mark.parametrize("language", ["ko", "en"][: None if IS_SOAK else 1])
def test_that_offline_a_story_becomes_its_scenes(tmp_path: Path, language: str) -> None:
    produced(STORIES[language], tmp_path / "out", *(["--offline"] if language == "en" else ["--no-film"]))
    report = report_of(tmp_path / "out")
    assert report["scenes"] == 2 and len(report["boards"]) >= 3
    assert report["agents"] == {"provider": "offline", "cost": 0.0, "fallbacks": []}
    assert (tmp_path / "out" / "animatic.mp4").exists() == (language == "en")


@pytest.mark.soak
@pytest.mark.parametrize(("language", "name"), [("en", "MINA"), ("ko", "미나")][: None if IS_SOAK else 1])
def test_that_with_a_key_the_model_writes_within_the_budget_and_the_cost_is_told_before(
    tmp_path: Path, language: str, name: str
) -> None:
    with gemini_server() as server:
        server.answer("stream", drafted(name))
        told = produced(STORIES[language], tmp_path / "out", "--no-film", "--budget", "1.50", server=server)
        assert len(server.of("stream")) == 1
    assert "about $0.1" in told.errors[0] and "never more than $1.50" in told.errors[0]
    report = report_of(tmp_path / "out")
    assert (report["scenes"], len(report["boards"])) == (2, 4)
    assert report["agents"]["provider"] == "gemini" and report["agents"]["fallbacks"] == []
    assert report["agents"]["cost"] == pytest.approx((1000 * 2 + 2500 * 12) / 1e6)


@pytest.mark.soak
@pytest.mark.parametrize(
    ("budget", "reason", "sent"),
    [("5", "may not use the model", 1), ("0", "nothing was sent", 0)][: None if IS_SOAK else 1],
)
def test_that_where_the_model_gives_nothing_the_offline_writer_writes_and_the_report_says_why(
    tmp_path: Path, budget: str, reason: str, sent: int
) -> None:
    with gemini_server() as server:
        server.answer("stream", failure(403, "PERMISSION_DENIED", "not yours"))
        produced(STORIES["en"], tmp_path / "out", "--no-film", "--budget", budget, server=server)
        assert len(server.of("stream")) == sent
    report = report_of(tmp_path / "out")
    assert report["scenes"] == 2 and report["agents"]["cost"] == 0
    ((fallback),) = report["agents"]["fallbacks"]
    assert fallback["agent"] == "writer" and reason in fallback["reason"]
    assert any(reason in warning for warning in report["warnings"])


def test_that_the_whole_chain_runs_from_topic_to_film_with_pictures_and_videos(tmp_path: Path) -> None:
    """Writer, Artist with its critic, Director: the key board of every scene is drawn, checked and shot, once each."""
    names = ("identity", "composition", "prompt", "anatomy", "text")
    verdict = {"criteria": [{"criterion": n, "score": 0.9, "note": "seen"} for n in names], "advice": ""}
    checked = stream_reply(parts_chunk([{"text": json.dumps(verdict)}], finish="STOP"))
    video = base64.b64encode(small_video(seconds=1.0)).decode()
    done = {
        "id": "int-1",
        "status": "completed",
        "steps": [
            {"type": "model_output", "content": [{"type": "video", "mime_type": "video/mp4", "data": video}]},
        ],
    }
    picture = BytesIO()
    Image.new("RGB", (320, 180), (90, 90, 160)).save(picture, "PNG")
    with gemini_server() as server:
        server.answer("stream", drafted("MINA"), checked)
        server.answer("text", json_reply(parts_chunk([picture_part(picture.getvalue())], finish="STOP")))
        server.answer("create", json_reply({"id": "int-1", "status": "in_progress"}))
        server.answer("poll", json_reply(done))
        produced(STORIES["en"], tmp_path / "out", "--draw", "--shoot", "--budget", "9", server=server)
        assert (server.jobs, len(server.of("text")), len(server.of("stream"))) == (2, 2, 3)
    report = report_of(tmp_path / "out")
    assert report["agents"]["fallbacks"] == [] and report["agents"]["cost"] > 2 * 0.134
    (project,) = (tmp_path / "out").glob("*.dream")
    with reading_project(project) as (documents, _):
        key = [documents.boards(scene)[0][1] for scene, _ in documents.scenes()]
        assert all(board.status == "completed" and board.video_url for board in key)
        assert {task.status for _, task in documents.tasks()} == {"succeeded"}
        assert {call.outcome for _, call in documents.calls()} == {"answered"}
    assert (tmp_path / "out" / "animatic.mp4").exists()
