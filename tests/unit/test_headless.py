"""The command line without a display: no Qt, one line for an error, whole answers on standard output."""

from __future__ import annotations

import json

import pytest

from tests.repository import ROOT, run_python

SAMPLE = str(ROOT / "resources" / "sample" / "harbor_lights.fountain")
# Says at the end which modules of the window were loaded; the command's own exit code is kept.
PROGRAM = (
    "import sys, studio.__main__ as console\n"
    "code = console.main(sys.argv[1:])\n"
    "window = ('PySide6', 'shiboken6', 'qasync', 'qtawesome', 'studio.ui', 'studio.app')\n"
    "loaded = [name for name in window if name in sys.modules]\n"
    "sys.exit(f'loaded {loaded}' if loaded else code)\n"
)


@pytest.mark.parametrize(
    "command",
    [
        ["script", SAMPLE],
        ["script", SAMPLE, "--json"],
        ["stage", "A small kitchen with a round table and four chairs", "--offline"],
        ["stage", "둥근 식탁 하나와 의자 네 개가 있는 작은 주방", "--offline"],
    ],
    ids=["script", "script-json", "stage", "stage-korean"],
)
def test_that_a_headless_command_loads_no_window(command: list[str]) -> None:
    told = run_python("-c", PROGRAM, *command)

    assert told.returncode == 0, told.stderr
    assert told.stdout


def test_that_loading_the_window_would_be_seen() -> None:
    told = run_python("-c", "import PySide6\n" + PROGRAM, "script", SAMPLE)

    assert (told.returncode, told.stderr) == (1, "loaded ['PySide6', 'shiboken6']\n")


def test_that_json_stands_alone_on_standard_output() -> None:
    told = run_python("-m", "studio", "script", SAMPLE, "--json")

    assert json.loads(told.stdout)["titlePage"]["Title"] == ["Harbor Lights", "새벽 항구"]


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["script", "nowhere/film.fountain"], "film.fountain"),
        (["produce", "nowhere/film.fountain", "--out", "out"], "film.fountain"),
        (["produce", "--out", "out"], "either a FILE or --prompt"),
        (["stage", "a room", "--seed", "many"], "--seed"),
        (["swim", "far"], "swim"),
    ],
)
def test_that_wrong_input_is_told_in_one_line(command: list[str], said: str) -> None:
    told = run_python("-m", "studio", *command)

    assert told.returncode == 2
    assert told.stdout == ""
    assert told.stderr.count("\n") == 1
    assert told.stderr.startswith("dreamfactory: ")
    assert said in told.stderr
