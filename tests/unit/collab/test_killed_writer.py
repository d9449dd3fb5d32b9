from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from studio.collab.document_store import Put
from studio.collab.project_folder import create_project
from studio.collab.sqlite_store import SqliteStore
from studio.model.ids import DocPath
from tests.repository import ROOT
from tests.unit.collab.contract_stores import ram_folder

POINTS = ("called", "begun", "checked", "half", "written", "stamped", "committed", "rung")
ROUNDS = 100 if os.environ.get("DREAMFACTORY_SOAK") else 5
WRITTEN = ("committed", "rung")
"""The points after which the commit that was killed is on the disk."""


@pytest.mark.soak
@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are made by fork here")
def test_that_who_is_killed_in_a_commit_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    with ram_folder(tmp_path) as ram:
        kill_and_look(Path(ram))


def kill_and_look(place: Path) -> None:
    folder, runtime = create_project(place / "Night", {}), place / "run"
    store = SqliteStore(folder, runtime=runtime)
    store.commit([Put(DocPath("scenes/a"), {"rev": 0}), Put(DocPath("scenes/a/boards/x"), {"rev": 0})])
    store.close()
    told = subprocess.run(
        [sys.executable, "-m", "tests.unit.collab.killed_writer", folder, runtime, str(ROUNDS), *POINTS],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()

    expected = 0
    for line in told:
        point, what = line.split()
        if what != "killed":
            expected += 1
            assert int(what) == expected
        elif point in WRITTEN:
            expected += 1
    store = SqliteStore(folder, runtime=runtime)
    try:
        loaded = store.load()
        assert sum(line.endswith("killed") for line in told) == ROUNDS * len(POINTS)
        assert [entry["rev"] for entry in loaded.journal] == list(range(1, expected + 1))
        for path in ("scenes/a", "scenes/a/boards/x"):
            assert loaded.documents[DocPath(path)].fields["rev"] == expected
    finally:
        store.close()
