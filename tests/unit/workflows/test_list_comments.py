"""The comments of a project on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from studio.cli import main
from studio.collab.project_folder import create_project
from studio.model.ids import DocPath, board_path
from studio.workflows.check_project import check
from studio.workflows.list_comments import list_comments

AT = "2026-11-28T09:0{}:00.000000Z"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Two scenes with three threads, one of them resolved."""
    point = {"kind": "point", "x": 0.25, "y": 0.5}
    contents: dict[DocPath, dict[str, Any]] = {
        DocPath(""): {"title": "Night", "schemaVersion": 1},
        DocPath("members/mina"): {"uid": "mina", "displayName": "Mi\u202ena"},
        DocPath("scenes/s1"): {"orderKey": "A", "script": "INT. HALL - NIGHT\n\nMina waits.\n"},
        DocPath("scenes/s2"): {"orderKey": "B", "script": "EXT. YARD - DAY\n"},
        board_path("s1", "b1"): {"orderKey": "A", "shot": {"number": "1", "setup": "A", "locked": False}},
        DocPath("scenes/s1/comments/a"): {
            "uid": "mina",
            "text": "See the \u202egpj door?\x1b[2J\nBehind her.",
            "createdAt": AT.format(0),
            "boardId": "b1",
            "anchor": point,
        },
        DocPath("scenes/s1/comments/b"): {"uid": "me", "text": "예.", "createdAt": AT.format(1), "parentId": "a"},
        DocPath("scenes/s1/comments/c"): {
            "uid": "mina",
            "text": "Settled.",
            "createdAt": AT.format(2),
            "resolvedAt": AT.format(3),
        },
        DocPath("scenes/s2/comments/d"): {"uid": "mina", "text": "More rain.", "createdAt": AT.format(4)},
    }
    return create_project(tmp_path / "film.dream", contents)


def test_that_threads_are_listed_as_plain_lines(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["comments", str(project)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Scene 1 · 1A · point 25% across, 50% down",
        "  Mina, 2026-11-28 09:00: See the gpj door?[2J",
        "    Behind her.",
        "  me, 2026-11-28 09:01: 예.",
        "Scene 1  [resolved]",
        "  Mina, 2026-11-28 09:02: Settled.",
        "Scene 2",
        "  Mina, 2026-11-28 09:04: More rain.",
    ]


def test_that_a_scene_and_what_is_open_are_told_apart_as_json(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["comments", str(project), "--scene", "1", "--open", "--json"]) == 0
    (thread,) = json.loads(capsys.readouterr().out)
    assert (thread["scene"], thread["board"], thread["resolved"]) == (1, "1A", False)
    assert thread["anchor"] == {"kind": "point", "x": 0.25, "y": 0.5}
    assert [comment["uid"] for comment in thread["comments"]] == ["mina", "me"]
    assert main(["comments", str(project), "--scene", "3"]) == 2
    assert "there is no scene 3" in capsys.readouterr().err


def test_that_listing_changes_nothing(project: Path) -> None:
    before = (project / "project.sqlite").read_bytes()
    assert len(list_comments(project)) == 3
    assert (project / "project.sqlite").read_bytes() == before


def test_that_a_check_tells_of_a_comment_outside_its_scene_and_of_no_other(tmp_path: Path) -> None:
    words = {"kind": "script", "start": 4, "end": 400, "quote": "HALL"}
    contents: dict[DocPath, dict[str, Any]] = {
        DocPath(""): {"title": "Night", "schemaVersion": 1},
        DocPath("scenes/s1"): {"orderKey": "A", "script": "INT. HALL - NIGHT\n"},
        DocPath("scenes/s1/comments/in"): {"uid": "me", "text": "x", "anchor": {**words, "end": 8}},
        DocPath("scenes/s1/comments/out"): {"uid": "me", "text": "x", "anchor": words},
        DocPath("scenes/s1/comments/at"): {"uid": "me", "text": "x", "anchor": {"kind": "point", "x": 0, "y": 0}},
    }
    found = check(create_project(tmp_path / "film.dream", contents))
    assert [each.path for each in found if "anchored" in each.message] == ["scenes/s1/comments/out"]
