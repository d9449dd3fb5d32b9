"""The command line contract: the commands, their exit codes, and what stands on which stream."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from studio.command_parser import COMMANDS
from studio.model.stage import Stage, StageSpec
from tests.integration.command_line import command, names_in
from tests.repository import run_python

SCRIPT = "Title: 비\n\nINT. 부엌 - 밤 #7#\n\n둥근 식탁과 의자 둘.\n\n@민아\n배고파.\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a script, and what ``produce`` made of it."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "rain.fountain").write_text(SCRIPT, encoding="utf-8")
    told = command("produce", folder / "rain.fountain", "--out", folder / "out", "--size", "320x180")
    assert (told.code, told.errors) == (0, ())
    return folder


def test_that_help_names_every_command() -> None:
    told = command("--help")

    assert told.code == 0
    assert [name for name in COMMANDS if not re.search(rf"^ +{name} ", told.answer, re.MULTILINE)] == []
    for name in COMMANDS:
        assert command(name, "--help").code == 0


def test_that_produce_leaves_what_the_contract_lists(made: Path) -> None:
    left = {name.split("/")[0] for name in names_in(made / "out")}
    assert left == {
        *("rain.dream", "boards", "animatic.mp4", "storyboard.pdf", "timeline.otio", "shotlist.csv", "report.json")
    }
    report = json.loads((made / "out" / "report.json").read_text(encoding="utf-8"))
    assert set(report) == {"scenes", "boards", "frameRate", "warnings", "agents", "timingsMs"}
    assert (report["scenes"], report["frameRate"]) == (1, {"num": 24, "den": 1})
    for place, board in enumerate(report["boards"], 1):
        assert set(board) == {"id", "scene", "shot", "file", "seconds", "frames"}
        assert board["scene"] == "7"
        assert board["file"] == f"boards/{place:03}_{board['shot']}.png"
        assert board["seconds"] == pytest.approx(board["frames"] / 24, abs=1e-6)
    assert (made / "rain.fountain").read_text(encoding="utf-8") == SCRIPT


@pytest.mark.parametrize(
    "words", [["script", "{made}/rain.fountain"], ["check", "{made}/out/rain.dream"], ["doctor"]], ids=lambda w: w[0]
)
def test_that_json_is_one_value_and_alone_on_standard_output(made: Path, words: list[str]) -> None:
    told = command(*(word.format(made=made) for word in words), "--json")

    assert (told.code, told.errors) == (0, ())
    json.loads(told.answer)


def test_that_answers_are_utf8_whatever_the_locale(made: Path) -> None:
    told = command(
        "script", made / "rain.fountain", "--json", environment={"LC_ALL": "C", "PYTHONIOENCODING": "ascii:strict"}
    )

    assert json.loads(told.answer)["scenes"][0]["location"] == "부엌"


def test_that_stage_writes_stages_and_specs_that_read_back(tmp_path: Path) -> None:
    told = command("stage", "a small kitchen with a round table", "--seed", "3", "--spec-out", tmp_path / "spec.json")

    stage = Stage.from_wire(json.loads(told.answer))
    assert (told.code, stage.seed, stage.prompt) == (0, 3, "a small kitchen with a round table")
    assert any(node.id == "round_table" for node in StageSpec.from_wire(_json(tmp_path / "spec.json")).nodes)
    again = command("stage", "--spec", tmp_path / "spec.json", "--seed", "3", "--out", tmp_path / "stage.json")
    assert (again.code, again.answer) == (0, "")
    assert _json(tmp_path / "stage.json")["props"] == json.loads(told.answer)["props"]


def test_that_literal_adds_nothing() -> None:
    told = command("stage", "a kitchen with a round table", "--literal")

    assert {prop["node"] for prop in json.loads(told.answer)["props"]} == {"round_table"}


def test_that_render_draws_through_a_camera_by_name_or_json(tmp_path: Path) -> None:
    from PIL import Image

    stage = tmp_path / "stage.json"
    command("stage", "a room with a table", "--out", stage)
    name = _json(stage)["cameras"][0]["name"]
    camera = '{"position": [0, 1.6, 3], "target": [0, 0.5, 0], "lensMm": 24}'
    for number, choice in enumerate(([], ["--camera", name], ["--camera", camera], ["--look", "depth"])):
        file = tmp_path / f"{number}.png"
        told = command("render", stage, "--out", file, "--size", "320x180", *choice)
        assert (told.code, told.answer, told.errors) == (0, "", ())
        with Image.open(file) as picture:
            assert picture.size == (320, 180)
    assert (tmp_path / "0.png").read_bytes() == (tmp_path / "1.png").read_bytes()
    assert (tmp_path / "0.png").read_bytes() != (tmp_path / "2.png").read_bytes()
    unknown = command("render", stage, "--out", tmp_path / "x.png", "--camera", "nobody's")
    assert (unknown.code, name in unknown.sentence) == (2, True)


@pytest.mark.parametrize(
    "words",
    [
        ["produce", "{made}/rain.fountain", "--out", "{new}/out", "--size", "320x180"],
        ["export", "{made}/out/rain.dream", "--to", "pdf", "--out", "{new}/x.pdf"],
        ["check", "{made}/out/rain.dream"],
        ["new", "{new}/Film", "--from", "{made}/rain.fountain"],
        ["doctor"],
    ],
    ids=lambda words: str(words[0]),
)
def test_that_no_command_loads_the_window(made: Path, tmp_path: Path, words: list[str]) -> None:
    program = (
        "import sys, studio.__main__ as console\n"
        "code = console.main(sys.argv[1:])\n"
        "window = ('PySide6', 'shiboken6', 'qasync', 'qtawesome', 'studio.ui', 'studio.app')\n"
        "loaded = [name for name in window if name in sys.modules]\n"
        "sys.exit(f'loaded {loaded}' if loaded else code)\n"
    )
    told = run_python("-c", program, *(word.format(made=made, new=tmp_path) for word in words))

    assert told.returncode == 0, told.stderr


@pytest.mark.parametrize("format", ["pdf", "mp4", "png", "csv", "otio", "fountain", "glb", "plot"])
def test_that_every_format_is_written_and_the_project_left_as_it_was(made: Path, tmp_path: Path, format: str) -> None:
    project = made / "out" / "rain.dream"
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}

    told = command("export", project, "--to", format, "--out", tmp_path / "new" / "x", "--size", "320x180")

    assert (told.code, told.answer, told.errors) == (0, f"{tmp_path / 'new' / 'x'}\n", ())
    assert (tmp_path / "new" / "x").stat().st_size > 0
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["prodcue"], "invalid choice: 'prodcue'"),
        (["swim", "far"], "invalid choice: 'swim'"),
        (["produce", "x.fountain"], "--out"),
        (["produce", "--out", "x"], "either a FILE or --prompt"),
        (["produce", "x.fountain", "--prompt", "a room", "--out", "x"], "either a FILE or --prompt"),
        (["produce", "x.fountain", "--out", "x", "--size", "1281x720"], "even"),
        (["produce", "x.fountain", "--out", "x", "--size", "large"], "WIDTHxHEIGHT"),
        (["produce", "x.fountain", "--out", "x", "--look", "oil"], "--look"),
        (["stage"], "either a PROMPT or --spec"),
        (["stage", "a room", "--seed", "many"], "--seed"),
        (["script", "nowhere.fountain"], "is not there"),
        (["render", "nowhere.json", "--out", "x.png"], "there is no such file"),
        (["check", "nowhere.dream"], "There is no project"),
        (["export", "nowhere.dream", "--to", "gif", "--out", "x"], "There is no format 'gif'"),
        (["export", "nowhere.dream", "--to", "pdf", "--out", "x"], "There is no project"),
        (["export", "{made}/out/rain.dream", "--to", "glb", "--out", "x", "--scene", "9"], "There is no scene 9"),
        (["export", "{made}/out/rain.dream", "--to", "pdf", "--out", "x", "--scene", "1"], "leave out --scene"),
        (["new", "{made}/out/rain.dream"], "There is already something"),
        (["import", "{made}/rain.fountain", "{made}"], "is not a DreamFactory project"),
        (["import", "nowhere.fountain", "{made}/out/rain.dream"], "is not there"),
    ],
)
def test_that_wrong_usage_is_one_line_and_exit_code_2(made: Path, words: list[str], said: str) -> None:
    told = command(*(word.format(made=made) for word in words))

    assert (told.code, said in told.sentence) == (2, True), told


def test_that_a_window_without_a_display_is_told() -> None:
    told = command(environment={"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""})

    assert (told.code, "there is no display here for the window" in told.sentence) == (1, True)


def test_that_no_traceback_is_shown_without_debug() -> None:
    shown = command("script", "nowhere.fountain", "--debug")

    assert shown.errors[0] == "Traceback (most recent call last):"
    assert shown.errors[-1] == "dreamfactory: nowhere.fountain is not there; check the name."


@pytest.mark.parametrize(
    "words",
    [
        ["render", "{given}", "--out", "{given}"],
        ["stage", "--spec", "{given}", "--out", "{given}"],
        ["stage", "--spec", "{given}", "--spec-out", "{given}"],
        ["produce", "{made}/out/shotlist.csv", "--out", "{made}/out"],
        ["export", "{made}/out/rain.dream", "--to", "csv", "--out", "{made}/out/rain.dream/project.sqlite"],
        ["export", "{made}/out/rain.dream", "--to", "png", "--out", "{made}/out/rain.dream"],
    ],
)
def test_that_no_command_writes_over_what_it_was_given(made: Path, tmp_path: Path, words: list[str]) -> None:
    given = tmp_path / "given.json"
    given.write_text("{}", encoding="utf-8")
    # A shot list is text, and an INT. in it would make it a script.
    before = {path: path.read_bytes() for path in made.rglob("*") if path.is_file()}

    told = command(*(word.format(made=made, given=given) for word in words))

    assert told.code == 2, told
    assert given.read_text(encoding="utf-8") == "{}"
    assert {path: path.read_bytes() for path in made.rglob("*") if path.is_file()} == before


def test_that_check_tells_of_a_jump_across_the_line(made: Path) -> None:
    found = json.loads(command("check", made / "out" / "rain.dream", "--json").answer)

    assert all(set(finding) == {"severity", "message", "path"} for finding in found)
    assert {finding["severity"] for finding in found} <= {"error", "warning", "note"}


def test_that_doctor_says_what_there_is() -> None:
    rows = json.loads(command("doctor", "--json", environment={"DISPLAY": "", "WAYLAND_DISPLAY": ""}).answer)

    by_name = {row["name"]: row for row in rows}
    assert {"studio", "display", "OpenGL", "fonts", "film", "disk", "agents"} <= set(by_name)
    assert by_name["display"] == {
        "name": "display",
        "ok": False,
        "value": "none: commands work, the window needs one",
    }
    assert by_name["OpenGL"]["ok"] and by_name["fonts"]["ok"]


def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
