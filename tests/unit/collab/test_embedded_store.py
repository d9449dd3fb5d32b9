from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from studio.collab.embedded_store import OpenedProject, ProjectStore, open_project
from studio.collab.project_folder import create_project
from studio.collab.save_state import Saved, SaveFailed, SaveState, Saving
from studio.errors import ProjectError
from studio.model.document import Document
from studio.model.history import History, Undone
from studio.model.ids import DocPath, board_path
from studio.model.operations import Create, Delete, Move, Set, Splice
from tests.unit.model.small_project import B1, B2, S1, S2, STAGE, TEXT, contents, heading_of


class Desk:
    """An open project with its document and history."""

    def __init__(self, path: Path, **options: Any) -> None:
        self.opened: OpenedProject = open_project(path, **options)
        assert self.opened.store is not None, self.opened.notices
        self.store: ProjectStore = self.opened.store
        self.document = Document(self.opened.contents, heading_of=heading_of, revision=self.opened.revision)
        self.history = History.from_journal(self.document, self.opened.journal)
        self.store.attach(self.document)
        self.states: list[SaveState] = []
        self.store.on_state(self.states.append)

    def type(self, words: str) -> None:
        for place, letter in enumerate(words):
            self.document.commit([Splice(S1, ("script",), place, "", letter)], label="Type", merge_key="t")

    def everything(self) -> dict[DocPath, dict[str, Any]]:
        return {path: dict(self.document.raw(path) or {}) for path in self.document.all_paths()}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return create_project(tmp_path / "Night", contents())


@pytest.fixture
def desk(project: Path) -> Iterator[Desk]:
    desk = Desk(project)
    yield desk
    desk.opened.abandon()


def wait_for(condition: Any, *, timeout_s: float = 5) -> None:
    end = time.monotonic() + timeout_s
    while not condition():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.005)


def test_that_a_new_project_is_a_folder_with_its_documents(project: Path) -> None:
    assert project.name == "Night.dream" and sorted(part.name for part in project.iterdir()) == [
        "media",
        "project.sqlite",
    ]
    opened = open_project(project)
    assert opened.revision == 0 and not opened.notices and not opened.is_read_only
    assert opened.contents[B1] == contents()[B1] and opened.contents[DocPath("")]["schemaVersion"] == 1
    opened.close()
    assert sorted(part.name for part in project.iterdir()) == ["media", "project.sqlite"]


def test_that_a_project_is_never_made_over_something(project: Path) -> None:
    with pytest.raises(ProjectError, match="already something"):
        create_project(project, {})


def test_that_a_project_may_have_any_name(tmp_path: Path) -> None:
    project = create_project(tmp_path / "밤 #1 50% sure?", contents())
    desk = Desk(project)
    desk.type("a")
    desk.opened.close()
    assert project.name == "밤 #1 50% sure?.dream" and open_and_close(project).revision == 1


def test_that_a_place_where_no_project_can_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ProjectError, match="cannot be made"):
        create_project(tmp_path / "file" / "Night", contents())


def test_that_what_was_saved_is_there_after_a_restart_with_its_undo(project: Path) -> None:
    first = Desk(project)
    new = board_path("s1", "new")
    first.type("Hello 안녕 😀 ")
    first.document.commit([Create(new, {"orderKey": "V"}), Delete(B2)], label="Boards")
    first.document.commit([Move(B1, "V", S2)], label="Move")
    first.document.commit([Set(STAGE, ("props", "cup#1", "position"), [1, 2, 3])], label="Drag")
    assert isinstance(first.history.undo(), Undone)
    before = first.everything()
    first.opened.close()
    second = Desk(project)
    assert second.everything() == before and second.document.revision == first.document.revision
    assert (second.history.undo_label(), second.history.redo_label()) == ("Move", "Drag")
    assert isinstance(second.history.redo(), Undone)
    while second.history.undo() is not None:
        pass
    scene, board = second.document.raw(S1) or {}, second.document.raw(B1) or {}
    assert scene["script"] == TEXT and board["dialogue"] == "Hello?" and (second.document.raw(new) or {})["deletedAt"]
    second.opened.close()


def test_that_saved_is_told_only_after_the_disk_has_answered(project: Path) -> None:
    reached, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        reached.set()
        assert go_on.wait(5)

    desk = Desk(project, before_sync=slow)
    desk.type("a")
    assert reached.wait(5)
    assert desk.states == [Saving(1)] and not desk.store.flush(timeout_s=0.02)
    go_on.set()
    assert desk.store.flush(timeout_s=5)
    wait_for(lambda: desk.states == [Saving(1), Saved(1)])
    desk.opened.close()


def test_that_a_slow_disk_never_holds_up_who_commits(project: Path) -> None:
    desk = Desk(project, before_sync=lambda: time.sleep(0.3))
    took_s: list[float] = []
    for place in range(100):
        start = time.perf_counter()
        desk.document.commit([Splice(S1, ("script",), place, "", "x")], label="Type", merge_key="t")
        took_s.append(time.perf_counter() - start)
        time.sleep(0.005)
    # A busy machine may take a turn of its own once; waiting for the disk would take 300 ms, again and again.
    assert sorted(took_s)[-2] < 0.016 and max(took_s) < 0.15
    desk.opened.close()
    assert desk.states[-1] == Saved(100)


def test_that_a_steady_typist_does_not_postpone_saving(project: Path) -> None:
    desk = Desk(project)
    started = time.monotonic()
    while not any(isinstance(state, Saved) for state in desk.states):
        desk.type("x")
        time.sleep(0.005)
        assert time.monotonic() - started < 2
    desk.opened.close()


def test_that_commits_of_a_burst_share_a_transaction(project: Path) -> None:
    syncs: list[int] = []
    desk = Desk(project, before_sync=lambda: syncs.append(1), gather_s=0.2)
    desk.type("hello world")
    desk.opened.close()
    assert len(syncs) == 1 and desk.states == [Saving(1), Saved(11)]


def test_that_a_full_disk_loses_nothing_and_says_so(project: Path) -> None:
    is_full = threading.Event()
    is_full.set()

    def disk() -> None:
        if is_full.is_set():
            raise sqlite3.OperationalError("database or disk is full")

    desk = Desk(project, before_sync=disk, retry_s=0.05)
    desk.type("abc")
    assert not desk.store.flush(timeout_s=5)
    wait_for(lambda: any(isinstance(state, SaveFailed) for state in desk.states))
    failed = next(state for state in desk.states if isinstance(state, SaveFailed))
    assert failed.saved_revision == 0 and "disk is full" in failed.message and "kept in memory" in failed.message
    with pytest.raises(ProjectError, match="disk is full"):
        desk.opened.close()
    desk.type("def")
    is_full.clear()
    wait_for(lambda: desk.store.state == Saved(6))
    desk.opened.close()
    again = Desk(project)
    assert (again.document.raw(S1) or {})["script"] == "defabc" + TEXT
    assert isinstance(again.history.undo(), Undone) and (again.document.raw(S1) or {})["script"] == TEXT
    again.opened.close()


def test_that_a_folder_that_is_taken_away_is_told_and_saved_to_when_it_is_back(project: Path) -> None:
    desk = Desk(project, retry_s=0.02)
    desk.type("a")
    assert desk.store.flush()
    away = project.with_name("Away.dream")
    project.rename(away)
    desk.type("b")
    assert not desk.store.flush(timeout_s=5)
    wait_for(lambda: any(isinstance(state, SaveFailed) for state in desk.states))
    assert "gone or out of reach" in next(state.message for state in desk.states if isinstance(state, SaveFailed))
    away.rename(project)
    wait_for(lambda: desk.store.state == Saved(2))
    desk.opened.close()
    assert open_and_close(project).contents[S1]["script"] == "ba" + TEXT


def test_that_a_failure_of_our_own_is_told_and_the_writer_lives_on(
    project: Path, caplog: pytest.LogCaptureFixture
) -> None:
    failures = [KeyError("a mistake")]

    def fail_once() -> None:
        if failures:
            raise failures.pop()

    desk = Desk(project, before_sync=fail_once, retry_s=0.02)
    desk.type("a")
    wait_for(lambda: desk.store.state == Saved(1))
    assert any(isinstance(state, SaveFailed) for state in desk.states) and "a mistake" in caplog.text
    desk.opened.close()


def test_that_a_commit_waits_for_the_media_it_refers_to(project: Path) -> None:
    found: list[bool] = []
    desk = Desk(project, before_sync=lambda: found.append(any((project / "media").iterdir())))
    reference = desk.store.media.put_soon(b"strokes", "json")
    assert not any((project / "media").iterdir())
    desk.document.commit([Set(B1, ("imageUrl",), reference)], label="Draw")
    assert desk.store.flush(timeout_s=5) and found == [True]
    assert (project / "media" / reference.removeprefix("media:")).read_bytes() == b"strokes"
    desk.opened.close()


def test_that_large_values_of_the_journal_lie_in_the_media_folder(project: Path) -> None:
    desk = Desk(project)
    large = "긴 글. " * 20_000
    desk.document.commit([Set(B1, ("notes",), large)], label="Paste")
    desk.opened.close()
    assert len(list((project / "media").glob("*.json"))) == 1
    with closing(sqlite3.connect(project / "project.sqlite")) as connection:
        (entry,) = connection.execute("SELECT entry FROM journal").fetchone()
    assert len(entry) < 1_000
    again = Desk(project)
    assert isinstance(again.history.undo(), Undone) and (again.document.raw(B1) or {})["notes"] == ""
    assert isinstance(again.history.redo(), Undone) and (again.document.raw(B1) or {})["notes"] == large
    again.opened.close()


def test_that_undo_ends_where_a_value_of_the_journal_is_lost(project: Path) -> None:
    desk = Desk(project)
    desk.document.commit([Set(B1, ("notes",), "x" * 100_000)], label="Paste")
    desk.document.commit([Set(B1, ("dialogue",), "after")], label="Dialogue")
    desk.opened.close()
    next((project / "media").glob("*.json")).unlink()
    again = Desk(project)
    assert isinstance(again.history.undo(), Undone) and again.history.undo() is None
    again.opened.close()


def test_that_half_a_surrogate_pair_is_saved_as_it_is(project: Path) -> None:
    desk = Desk(project)
    desk.document.commit([Set(B1, ("notes",), "half \ud83d of it")], label="Odd")
    desk.opened.close()
    assert open_and_close(project).contents[B1]["notes"] == "half \ud83d of it"


def test_that_a_document_that_saw_other_commits_is_not_attached(project: Path) -> None:
    opened = open_project(project)
    document = Document(opened.contents, heading_of=heading_of, revision=7)
    assert opened.store is not None
    with pytest.raises(ValueError, match="revision 7"):
        opened.store.attach(document)
    opened.close()


def open_and_close(path: Path) -> OpenedProject:
    opened = open_project(path, read_only=True)
    opened.close()
    return opened
