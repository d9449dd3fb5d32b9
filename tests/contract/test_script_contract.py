"""The script contract: what ``script FILE --json`` prints, and a file that comes back byte for byte."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from studio.script.fountain import parse_fountain
from studio.script.scene_text import split_scenes
from studio.script.screenplay_json import screenplay_json
from studio.script.text_file import encode_script, read_script

TEXT = """Title: Rain
Draft Date:
    today

# Act One

INT. HOUSE - DAY #12A#

Mina waits. [[Alone?]]

MINA (O.S.)
(softly)
Are you there?

JOON ^
Here.

@McClane
Yes.

FADE OUT.
"""
TYPES = {
    "heading",
    "action",
    "character",
    "parenthetical",
    "dialogue",
    "lyric",
    "transition",
    "centered",
    "section",
    "synopsis",
    "note",
    "page_break",
    "boneyard",
}


def test_that_the_json_has_the_contracts_shape() -> None:
    answer = json.loads(json.dumps(screenplay_json(parse_fountain(TEXT)), ensure_ascii=False))
    assert list(answer) == ["titlePage", "elements", "scenes", "characters", "pages", "warnings"]
    assert answer["titlePage"] == {"Title": ["Rain"], "Draft Date": ["today"]}
    for element in answer["elements"]:
        assert set(element) == {"type", "text", "line", "endLine", "sceneNumber", "dual", "forced"}
        assert element["type"] in TYPES
    assert answer["elements"][1] == {
        "type": "heading",
        "text": "INT. HOUSE - DAY",
        "line": 7,
        "endLine": 7,
        "sceneNumber": "12A",
        "dual": False,
        "forced": False,
    }
    assert answer["scenes"] == [
        {
            "number": "12A",
            "heading": "INT. HOUSE - DAY",
            "line": 7,
            "interior": "INT",
            "location": "HOUSE",
            "time": "DAY",
            "eighths": 2,
            "seconds": 8.4,
            "characters": ["MINA", "JOON", "McClane"],
        }
    ]
    assert answer["characters"] == [
        {"name": "MINA", "lines": 1, "words": 3},
        {"name": "JOON", "lines": 1, "words": 1},
        {"name": "McClane", "lines": 1, "words": 1},
    ]
    assert answer["pages"] == 1
    assert answer["warnings"] == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_that_an_unedited_script_exports_byte_for_byte(tmp_path: Path, encoding: str, newline: str) -> None:
    path = tmp_path / "rain.fountain"
    path.write_bytes(TEXT.replace("Mina", "민아").replace("\n", newline).encode(encoding))
    script = read_script(path)
    split = split_scenes(script.text)
    assert len(split.scenes) == 1
    assert encode_script(split.prelude + "".join(split.scenes), script.format) == path.read_bytes()
