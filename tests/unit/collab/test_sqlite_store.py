"""The embedded store beside the windows that write the same file, and older programs'."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from studio.collab.document_store import Lost, Put, Unavailable
from studio.collab.embedded_store import open_project
from studio.collab.project_database import DATABASE_NAME, connect, read_journal_after, write_documents
from studio.collab.project_folder import create_project
from studio.collab.sqlite_store import SqliteStore
from studio.model.ids import DocPath
from tests.unit.collab.contract_stores import Ears, listened

A, B, PERSON = DocPath("scenes/a"), DocPath("scenes/b"), DocPath("presence/p")
Open = Callable[[], SqliteStore]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return create_project(tmp_path / "Night", {A: {"rev": 0}, B: {"rev": 0}})


@pytest.fixture
def open_store(project: Path, tmp_path: Path) -> Iterator[Open]:
    stores: list[SqliteStore] = []

    def open_store() -> SqliteStore:
        stores.append(SqliteStore(project, runtime=tmp_path / "run"))
        return stores[-1]

    yield open_store
    for store in stores:
        store.close()


def test_that_what_a_window_writes_and_takes_away_is_told(project: Path, open_store: Open) -> None:
    ears = listened(open_store(), ["scenes"])
    with closing(connect(project / DATABASE_NAME, "write")) as window:
        window.execute("BEGIN IMMEDIATE")
        write_documents(window, {A: {"rev": 1}, B: None}, revision=1)
        window.execute("COMMIT")
    ears.wait_told(A, {"rev": 1})
    assert ears.fields(B) == [{"rev": 0}, None]


def test_that_a_window_finds_what_was_committed(project: Path, open_store: Open) -> None:
    entry = {"opId": "o1", "step": "s1"}
    open_store().commit([Put(A, {"rev": 1}), Put(DocPath("journal/o1"), entry)])
    with closing(connect(project / DATABASE_NAME, "read")) as window:
        (found,) = read_journal_after(window, 0)
    assert {**found, **entry, "commit": "o1", "of": 1} == found
    opened = open_project(project, read_only=True)
    assert opened.contents[A] == {"rev": 1} and opened.revision == 1
    opened.close()


def test_that_a_project_of_an_older_program_gets_what_it_lacks(project: Path, open_store: Open) -> None:
    with closing(sqlite3.connect(project / DATABASE_NAME)) as database:
        tables = {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert tables == {"documents", "journal", "state"}
    store = open_store()
    assert listened(store, ["scenes"]).latest() == {A: {"rev": 0}, B: {"rev": 0}}
    with closing(sqlite3.connect(project / DATABASE_NAME)) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (1,)


def test_that_nothing_of_presence_lies_in_the_project(project: Path, open_store: Open) -> None:
    store = open_store()
    store.commit([Put(PERSON, {"uid": "u"})])
    assert store.load().documents.keys() == {"", A, B}
    store.close()
    assert sorted(path.name for path in project.iterdir()) == ["media", DATABASE_NAME]


def test_that_presence_that_has_expired_is_taken_away_by_the_next(open_store: Open) -> None:
    store = open_store()
    ears = listened(store, ["presence"])
    store.commit([Put(PERSON, {"expireAt": "2026-01-01T00:00:00.000000Z"})])
    store.commit([Put(DocPath("presence/q"), {"expireAt": "9999-01-01T00:00:00.000000Z"})])
    ears.wait_told(PERSON, None)
    assert [document.path for document in store.query("presence")] == ["presence/q"]


def test_that_presence_of_before_a_restart_of_the_machine_is_no_place_to_go_on(
    open_store: Open, tmp_path: Path
) -> None:
    store = open_store()
    for turn in range(3):
        store.commit([Put(PERSON, {"n": turn})])
    resume = store.load().resume
    store.close()
    for file in (tmp_path / "run").glob("*.sqlite*"):
        file.unlink()
    store = open_store()
    store.commit([Put(PERSON, {"n": 7})])
    assert listened(store, ["presence"], resume).latest() == {PERSON: {"n": 7}}


def test_that_a_copy_of_earlier_in_the_projects_place_is_told_whole(project: Path, open_store: Open) -> None:
    store = open_store()
    store.commit([Put(A, {"rev": 1})])
    resume = store.load().resume
    store.close()
    with closing(connect(project / DATABASE_NAME, "write")) as database:
        write_documents(database, {A: {"rev": 0}}, revision=0)
    assert listened(open_store(), ["scenes"], resume).latest() == {A: {"rev": 0}, B: {"rev": 0}}


def test_that_a_project_that_is_not_there_is_out_of_reach(tmp_path: Path) -> None:
    with pytest.raises(Unavailable):
        SqliteStore(tmp_path / "Nothing.dream", runtime=tmp_path / "run")


def test_that_a_row_that_cannot_be_read_is_told_and_gone_on_from(project: Path, open_store: Open) -> None:
    store, ears = open_store(), Ears()
    store.listen(["scenes"], ears)
    ears.wait_current()

    def overwrite(text: str, revision: int) -> None:
        with closing(connect(project / DATABASE_NAME, "write")) as database:
            database.execute("UPDATE documents SET fields = ?, revision = ? WHERE path = ?", (text, revision, A))
            database.execute("INSERT OR REPLACE INTO state VALUES ('revision', ?)", (revision,))

    overwrite("{half", 1)
    ears.wait(lambda ears: any(isinstance(news, Lost) for news in ears.news))
    overwrite('{"rev": 2}', 2)
    ears.wait_told(A, {"rev": 2})
    assert sum(isinstance(news, Lost) for news in ears.news) == 1
