"""Opening a large project, beside reading its rows and nothing more."""

from __future__ import annotations

import json
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from bench.row import Row, beside
from studio.collab.project_folder import create_project
from studio.model.documents import Board, CameraKey, ScriptFormat, ShotLabel
from studio.model.ids import PROJECT_PATH, DocPath, board_path, scene_path, stage_path
from studio.model.order_key import spread_keys
from studio.model.stage import stage_to_fields
from studio.script.text_file import ScriptFile
from studio.staging.pipeline import stage_prompt
from studio.workflows.open_project import open_production
from studio.workflows.script_contents import script_contents

SCENES = 60
BOARDS_PER_SCENE = 25


def opening_rows(folder: Path, *, rounds: int = 3) -> list[Row]:
    """Makes a project of 1,500 boards, every scene with its set, and opens it; the best of ``rounds``."""
    project = _project(folder / "Large")
    read_s, opened_s = [], []
    for _ in range(rounds):
        read_s.append(_read_s(project))
        begun = time.perf_counter()
        production = open_production(project)
        assert len(production.document.all_boards()) == SCENES * BOARDS_PER_SCENE
        opened_s.append(time.perf_counter() - begun)
        production.close()
    name = f"open a project of {SCENES * BOARDS_PER_SCENE:,} boards, against reading its rows"
    return [beside(name, 1000 * min(opened_s), "ms", 1000 * min(read_s))]


def _read_s(project: Path) -> float:
    begun = time.perf_counter()
    with closing(sqlite3.connect(project / "project.sqlite")) as connection:
        rows = [json.loads(fields) for (fields,) in connection.execute("SELECT fields FROM documents")]
    assert len(rows) > SCENES * BOARDS_PER_SCENE
    return time.perf_counter() - begun


def _project(path: Path) -> Path:
    text = "".join(
        f"INT. ROOM {number} - DAY\n\nA table, four chairs and a lamp.\n\nJO\nNumber {number}.\n\n"
        for number in range(SCENES)
    )
    contents = script_contents(ScriptFile(text, ScriptFormat()), title="Large")
    stage = stage_to_fields(stage_prompt("A large room with a table, twelve chairs, ten lamps and six shelves").stage)
    for number, scene in enumerate([path for path in contents if path != PROJECT_PATH], 1):
        name = scene.rpartition("/")[2]
        contents[stage_path(name)] = dict(stage)
        for place, key in enumerate(spread_keys(BOARDS_PER_SCENE)):
            contents[board_path(name, f"b{place}")] = _board(key, number)
        assert scene == scene_path(name)
    return create_project(path, {DocPath(doc): fields for doc, fields in contents.items()})


def _board(key: str, number: int) -> dict[str, object]:
    camera = CameraKey(position=(0.0, 1.6, 4.0), target=(0.0, 1.2, 0.0))
    board = Board(
        order_key=key,
        shot=ShotLabel(number=str(number), setup="A"),
        camera_keys=(camera,),
        dialogue=f"Number {number}.",
        action="Jo stands by the table and says a number, as she does every time.",
        rationale="A shot of the one who speaks, since she speaks.",
    )
    return board.to_wire(with_unset=False)
