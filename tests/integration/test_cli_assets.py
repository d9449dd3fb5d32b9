"""`dreamfactory assets`, and staging with what it brought in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.integration.command_line import command
from tests.unit.agents.gemini_server import embedded, gemini_server
from tests.unit.staging.props_library.models import PIECE, box_glb, obj_text, sh3f


@pytest.fixture
def models(tmp_path: Path) -> Path:
    folder = tmp_path / "models"
    folder.mkdir()
    (folder / "jukebox.glb").write_bytes(box_glb(size=(0.9, 1.5, 0.7)))
    (folder / "broken.obj").write_bytes(b"v 0 0 0\n")
    sh3f(folder / "lib.sh3f", [PIECE], {"models/table/table.obj": obj_text()}, korean={"name#1": "참나무 탁자"})
    return folder


def test_that_models_are_brought_in_listed_found_staged_and_drawn(models: Path, tmp_path: Path) -> None:
    told = command("assets", "import", models, "--json")
    assert told.code == 0
    assert told.errors == ("dreamfactory: broken.obj: it has no triangles; export it as a mesh.",)
    answer = json.loads(told.answer)
    assert {prop["names"][0] for prop in answer["imported"]} == {"jukebox", "Oak table"}
    assert [fault["source"] for fault in answer["faults"]] == ["broken.obj"]
    ids = {prop["names"][0]: prop["id"] for prop in answer["imported"]}

    listed = command("assets", "list")
    assert (listed.code, listed.errors) == (0, ())
    assert "Oak table / 참나무 탁자  (1.60 × 0.75 × 0.80 m, CC-BY 4.0, Jun)" in listed.answer

    found = json.loads(command("assets", "search", "참나무", "탁자", "--json").answer)
    assert (found[0]["asset"], found[0]["via"], found[0]["score"]) == (ids["Oak table"], "name", 1.0)

    staged = command(
        "stage", "a jukebox and a stool", "--literal", "--render", tmp_path / "set.png", "--size", "320x180"
    )
    assert (staged.code, staged.errors) == (0, ())
    stage = json.loads(staged.answer)
    assert {prop["asset"] for prop in stage["props"]} == {ids["jukebox"], "kit:stool"}
    assert next((note["asset"], note["via"]) for note in stage["report"]["assets"]) == (ids["jukebox"], "name")
    assert (tmp_path / "set.png").stat().st_size > 1000


def test_that_an_empty_library_and_bad_use_are_told(tmp_path: Path) -> None:
    empty = command("assets", "list")
    assert (empty.code, empty.errors) == (0, ())
    assert "assets import" in empty.answer
    assert json.loads(command("assets", "list", "--json").answer) == []
    assert "no such file" in command("assets", "import", tmp_path / "nowhere").sentence
    assert "to look for" in command("assets", "search").sentence
    assert "takes no words" in command("assets", "list", "chair").sentence


def test_that_nothing_that_can_be_read_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "broken.obj").write_bytes(b"v 0 0 0\n")
    told = command("assets", "import", tmp_path)
    assert told.code == 1
    assert told.errors == ("dreamfactory: broken.obj: it has no triangles; export it as a mesh.",)


def test_that_with_a_key_gemini_is_asked_of_an_unknown_word_but_never_offline(monkeypatch: pytest.MonkeyPatch) -> None:
    with gemini_server(embedded({"zorbling": "throne"})) as server:
        monkeypatch.setenv("GEMINI_API_KEY", "a key")
        monkeypatch.setenv("GOOGLE_GEMINI_BASE_URL", server.base_url)
        found = json.loads(command("assets", "search", "zorbling", "--offline", "--json").answer)[0]
        assert (found["asset"], server.asked) == ("kit:box", [])
        staged = command("stage", "a zorbling", "--literal")

    # This stand-in only embeds: the design falls to the rules, which is told, and the rules ask what the word means.
    (told,) = staged.errors
    assert "fallback_inference" in told
    (note,) = json.loads(staged.answer)["report"]["assets"]
    assert (note["asset"], note["via"], note["source"]) == ("kit:throne", "meaning", "Gemini embeddings")
    assert ["zorbling"] in server.asked
