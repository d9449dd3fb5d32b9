from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from studio.collab.embedded_store import open_project
from studio.collab.project_folder import create_project
from studio.model.document import Document
from studio.model.history import Declined, History
from studio.model.ids import DocPath
from studio.model.raw_fields import without_bookkeeping
from tests.integration.scripted_edits import EDITS, ScriptedEdits, contents, document

KILLS = 50 if os.environ.get("DREAMFACTORY_SOAK") else 5
ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.soak


def fields(doc: Document) -> dict[DocPath, dict[str, Any]]:
    return {path: without_bookkeeping(doc.raw(path) or {}) for path in doc.all_paths()}


def live(doc: Document) -> dict[DocPath, dict[str, Any]]:
    return {path: raw for path, raw in fields(doc).items() if raw.get("deletedAt") is None}


def edit_and_kill(project: Path, seed: int) -> int:
    """Has a child edit the project, kills it at a moment that the seed chooses; the last revision acknowledged."""
    chance = random.Random(seed)
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.integration.scripted_edits", str(project), str(seed)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    with child:
        assert child.stdout is not None
        wait_for = chance.randrange(1, EDITS)
        while (line := child.stdout.readline()) and int(line) < wait_for:
            pass
        time.sleep(chance.choice((0, chance.random() * 0.03)))
        child.kill()
        # What it acknowledged between the last line read and its death counts as well.
        told = [line, *child.stdout.read().splitlines(keepends=True)]
    whole = [int(line) for line in told if line.endswith("\n")]
    return whole[-1]


@pytest.mark.parametrize("seed", range(KILLS))
def test_that_acknowledged_edits_survive_a_kill(tmp_path: Path, seed: int) -> None:
    project = create_project(tmp_path / "Kill", contents())
    acknowledged = edit_and_kill(project, seed)

    opened = open_project(project)
    assert not opened.is_read_only and opened.revision >= acknowledged > 0
    found = document(opened.contents, revision=opened.revision)
    found_history = History.from_journal(found, opened.journal)

    expected = document(contents(), revision=0)
    expected_history = History(expected)
    ScriptedEdits(expected, expected_history, seed=seed).run_to(opened.revision)
    assert fields(found) == fields(expected)

    assert found_history.redo_label() == expected_history.redo_label()
    while (label := expected_history.undo_label()) is not None:
        assert found_history.undo_label() == label
        assert not isinstance(expected_history.undo(), Declined) and not isinstance(found_history.undo(), Declined)
        assert live(found) == live(expected)
    assert found_history.undo() is None
    start = document(contents(), revision=0)
    assert {path: raw["script"] for path, raw in live(found).items() if "script" in raw} == {
        path: raw["script"] for path, raw in live(start).items() if "script" in raw
    }
    assert live(found).keys() == live(start).keys()
    opened.close()


def test_that_a_project_survives_several_kills_in_a_row(tmp_path: Path) -> None:
    project = create_project(tmp_path / "Kill", contents())
    revision = 0
    for seed in range(3):
        acknowledged = edit_and_kill(project, seed + 100)
        opened = open_project(project)
        assert opened.revision >= acknowledged > revision
        revision = opened.revision
        doc = document(opened.contents, revision=revision)
        history = History.from_journal(doc, opened.journal)
        opened.close()
    while history.undo() is not None:
        pass
    assert live(doc).keys() == live(document(contents(), revision=0)).keys()
