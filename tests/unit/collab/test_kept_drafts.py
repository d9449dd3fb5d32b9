from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from studio.collab.drafts import Drafts
from studio.collab.project_folder import create_project
from studio.collab.save_state import SaveFailed
from studio.model.operations import Delete, Set, Splice
from tests.unit.collab.test_two_windows import Window, rest
from tests.unit.model.small_project import B1, S1, contents

KILLED = """
import os, queue, signal, sys
from pathlib import Path
from tests.unit.collab.test_kept_drafts import clash
from tests.unit.collab.test_two_windows import Window
mine, other = Window(Path(sys.argv[1])), Window(Path(sys.argv[1]))
calls = queue.SimpleQueue()
mine.store.follow(calls.put, kept=lambda drafts: os.kill(os.getpid(), signal.SIGKILL))
clash(mine, other)
mine.store.flush()
while True:
    calls.get(timeout=20)()
"""


def clash(mine: Window, other: Window) -> None:
    """Both change the first word of a scene; the other is on the disk first."""
    word = str((mine.document.raw(S1) or {})["script"]).split()[0]
    other.document.commit([Splice(S1, ("script",), 0, word, "THEIRS")], label="Type")
    assert other.store.flush()
    mine.document.commit([Splice(S1, ("script",), 0, word, "MINE")], label="Type")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return create_project(tmp_path / "film", contents())


def test_that_words_are_on_the_disk_before_they_are_told_of_even_to_a_process_that_is_killed(project: Path) -> None:
    done = subprocess.run([sys.executable, "-c", KILLED, str(project)], check=False, timeout=60)
    assert done.returncode == -signal.SIGKILL
    (draft,) = Drafts(project).all()
    assert draft.mine.startswith("MINE")


def test_that_nothing_counts_as_saved_before_the_words_that_gave_way_are_kept(project: Path) -> None:
    mine, other = Window(project), Window(project)
    in_the_way = project / "drafts"
    in_the_way.write_text("no folder", "utf-8")
    clash(mine, other)
    assert not mine.store.flush(timeout_s=5)
    assert isinstance(mine.store.state, SaveFailed)
    in_the_way.unlink()
    rest(mine, other)
    (draft,) = Drafts(project).all()
    assert draft.mine.startswith("MINE")
    mine.opened.close()
    other.opened.close()


def test_that_what_was_done_to_something_that_is_gone_is_kept_as_it_was(project: Path) -> None:
    mine, other = Window(project), Window(project)
    other.document.commit([Delete(B1)], label="Delete board")
    assert other.store.flush()
    done = Set(B1, ("action",), "She turns round.")
    mine.document.commit([done], label="Write")
    rest(mine, other)
    kept = [op for draft in Drafts(project).all() for op in draft.ops]
    assert kept == ([done] if mine.gave_way else [])
    assert kept or (mine.document.raw(B1) or {})["action"] == "She turns round."
    mine.opened.close()
    other.opened.close()
