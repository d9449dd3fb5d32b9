from __future__ import annotations

import queue
import random
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from json import dumps, loads
from pathlib import Path
from typing import Any

import pytest

from studio.collab.document_store import Patch
from studio.collab.embedded_store import open_project
from studio.collab.project_folder import create_project
from studio.collab.session_actions import GaveWay
from studio.collab.sqlite_store import SqliteStore
from studio.model.document import Document
from studio.model.history import Declined, History, Undone
from studio.model.ids import DocPath, board_path
from studio.model.operations import Create, Delete, Move, Set, Splice
from tests.unit.collab.random_edits import edit
from tests.unit.model.small_project import B1, B2, S1, S2, STAGE, contents, heading_of


class Window:
    """A window on a project: its document lives on the thread of the test, which ``turn`` gives time to."""

    def __init__(self, project: Path) -> None:
        self.opened = open_project(project, gather_s=0.005)
        store = self.opened.store
        assert store is not None
        self.store = store
        self.document = Document(self.opened.contents, heading_of=heading_of, revision=self.opened.revision)
        self.history = History.from_journal(self.document, self.opened.journal)
        self.gave_way: list[GaveWay] = []
        self.store.attach(self.document)
        self._calls: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self.store.follow(self._calls.put, gave_way=self.gave_way.append)

    def turn(self) -> None:
        while not self._calls.empty():
            self._calls.get()()

    def everything(self) -> dict[DocPath, dict[str, Any]]:
        return {path: dict(self.document.raw(path) or {}) for path in self.document.all_paths()}


def rest(*windows: Window) -> None:
    """Lets the windows go on until all have the same and nothing is unsaved."""
    end = time.monotonic() + 20
    while True:
        for window in windows:
            window.store.look_for_others()
            window.turn()
        if all(window.store.flush() for window in windows) and len({window.store.revision for window in windows}) == 1:
            first, *others = (window.everything() for window in windows)
            if all(first == other for other in others):
                return
        assert time.monotonic() < end, "the windows do not agree"
        time.sleep(0.005)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return create_project(tmp_path / "Night", contents())


@pytest.fixture
def windows(project: Path) -> Iterator[tuple[Window, Window]]:
    both = Window(project), Window(project)
    yield both
    for window in both:
        window.opened.abandon()


def stored(project: Path) -> dict[DocPath, dict[str, Any]]:
    """The documents on the disk, with what is worked out of a scene's text when it is read."""
    with closing(sqlite3.connect(project / "project.sqlite")) as connection:
        rows = {DocPath(path): loads(text) for path, text in connection.execute("SELECT path, fields FROM documents")}
    document = Document(rows, heading_of=heading_of)
    return {path: dict(document.raw(path) or {}) for path in document.all_paths()}


def test_that_what_one_window_does_is_seen_in_the_other(windows: tuple[Window, Window], project: Path) -> None:
    one, other = windows
    one.document.commit([Set(B1, ("dialogue",), "Hello?")], label="Edit")
    new = board_path("s1", "new")
    other.document.commit([Create(new, {"orderKey": "V"}), Delete(B2)], label="Boards")
    rest(one, other)
    assert (one.document.raw(new) or {})["orderKey"] == "V" and (other.document.raw(B1) or {})["dialogue"] == "Hello?"
    assert one.everything() == stored(project)
    one.document.commit([Move(B1, "W", S2)], label="Move")
    rest(one, other)
    assert other.document.raw(B1) is None and other.document.raw(board_path("s2", "b1")) is not None


def test_that_three_kinds_of_work_on_one_scene_at_once_are_all_kept(windows: tuple[Window, Window]) -> None:
    one, other = windows
    text = (one.document.raw(S1) or {})["script"]
    for place, letter in enumerate("typed "):
        one.document.commit([Splice(S1, ("script",), place, "", letter)], label="Type", merge_key="t")
        other.document.commit([Set(STAGE, ("props", "cup#1", "position"), [place, 0, 0])], label="Drag", merge_key="d")
        other.document.commit([Set(B1, ("notes",), letter)], label="Note", merge_key="n")
    rest(one, other)
    assert not one.gave_way and not other.gave_way
    for window in windows:
        assert (window.document.raw(S1) or {})["script"] == "typed " + text
        assert (window.document.raw(STAGE) or {})["props"]["cup#1"]["position"] == [5, 0, 0]
        assert (window.document.raw(B1) or {})["notes"] == " "


def test_that_each_window_undoes_its_own_steps(windows: tuple[Window, Window]) -> None:
    one, other = windows
    one.document.commit([Set(B1, ("notes",), "one")], label="One")
    rest(one, other)
    other.document.commit([Set(B1, ("dialogue",), "two")], label="Two")
    rest(one, other)
    assert (one.history.undo_label(), other.history.undo_label()) == ("One", "Two")
    assert isinstance(one.history.undo(), Undone)
    rest(one, other)
    assert not (other.document.raw(B1) or {}).get("notes") and (other.document.raw(B1) or {})["dialogue"] == "two"
    assert isinstance(one.history.redo(), Undone) and isinstance(other.history.undo(), Undone)
    rest(one, other)
    assert (one.document.raw(B1) or {})["notes"] == "one"
    other.document.commit([Set(B1, ("notes",), "other")], label="Over it")
    rest(one, other)
    assert isinstance(one.history.undo(), Declined)


def test_that_two_who_type_in_one_text_are_merged_by_paragraph(windows: tuple[Window, Window]) -> None:
    one, other = windows
    text = "INT. ROOM - DAY\n\nMina waits.\n\nThe door opens.\n"
    old = (one.document.raw(S1) or {})["script"]
    one.document.commit([Splice(S1, ("script",), 0, old, text)], label="Write")
    rest(one, other)
    one.document.commit([Splice(S1, ("script",), text.index("waits"), "waits", "sleeps")], label="Type")
    other.document.commit([Splice(S1, ("script",), text.index("opens"), "opens", "shuts")], label="Type")
    rest(one, other)
    assert (one.document.raw(S1) or {})["script"] == "INT. ROOM - DAY\n\nMina sleeps.\n\nThe door shuts.\n"
    assert not one.gave_way and not other.gave_way


def test_that_where_two_changed_the_same_words_both_are_kept(windows: tuple[Window, Window]) -> None:
    one, other = windows
    old = (one.document.raw(S1) or {})["script"]
    one.document.commit([Splice(S1, ("script",), 0, old, "INT. ROOM - DAY\n\nMina waits.\n")], label="Write")
    rest(one, other)
    at = len("INT. ROOM - DAY\n\nMina ")
    one.document.commit([Splice(S1, ("script",), at, "waits", "sleeps")], label="Type")
    other.document.commit([Splice(S1, ("script",), at, "waits", "dances")], label="Type")
    rest(one, other)
    gave_way = [*one.gave_way, *other.gave_way]
    kept = (one.document.raw(S1) or {})["script"]
    assert len(gave_way) == 1
    (text,) = gave_way[0].texts
    assert {kept, text.mine} == {f"INT. ROOM - DAY\n\nMina {word}.\n" for word in ("sleeps", "dances")}
    assert text.theirs == kept and text.base == "INT. ROOM - DAY\n\nMina waits.\n"


def test_that_nothing_is_lost_or_done_twice_when_four_windows_do_anything(project: Path) -> None:
    chance = random.Random(7)
    windows = [Window(project) for _ in range(4)]
    for turn in range(300):
        window = chance.choice(windows)
        edit(window.document, window.history, chance, uid="me")
        if turn % 3 == 0:
            chance.choice(windows).turn()
        if turn % 40 == 0:
            time.sleep(0.02)
    rest(*windows)
    assert windows[0].everything() == stored(project)
    with closing(sqlite3.connect(project / "project.sqlite")) as connection:
        (rows,) = connection.execute("SELECT count(*) FROM journal").fetchone()
    assert rows > 150
    for window in windows:
        window.opened.close()
    again = Window(project)
    assert again.everything() == stored(project)
    again.opened.close()


def write_strangely(project: Path, entry: dict[str, Any]) -> None:
    """Another program writes a document, with an entry of its own making."""
    with closing(sqlite3.connect(project / "project.sqlite")) as strange:
        (revision,) = strange.execute("SELECT value FROM state WHERE name = 'revision'").fetchone()
        changed = "json_set(fields, '$.notes', 'strange', '$.rev', 9)"
        strange.execute(f"UPDATE documents SET fields = {changed}, revision = ? WHERE path = ?", (revision + 1, B1))
        strange.execute(
            "INSERT INTO journal (op_id, step, revision, entry) VALUES ('x', 'x', ?, ?)", (revision + 1, dumps(entry))
        )
        strange.execute("UPDATE state SET value = ? WHERE name = 'revision'", (revision + 1,))
        strange.commit()


def goes_on_with_what_is_on_the_disk(one: Window, other: Window) -> None:
    other.document.commit([Set(B1, ("dialogue",), "other")], label="Line")
    rest(one, other)
    for window in (one, other):
        board = window.document.raw(B1) or {}
        assert (board["notes"], board["dialogue"]) == ("strange", "other")


def test_that_saving_goes_on_when_what_others_wrote_cannot_be_taken_over(
    windows: tuple[Window, Window], project: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write_strangely(project, {})
    goes_on_with_what_is_on_the_disk(*windows)
    assert "loaded anew" in caplog.text


def test_that_saving_goes_on_when_what_others_wrote_fits_no_revision(
    windows: tuple[Window, Window], project: Path
) -> None:
    what = {"opId": "x", "kind": "set", "path": B1, "field": ["notes"], "after": "strange", "baseRev": 8, "rev": 9}
    words = {"step": "x", "label": "Note", "uid": "me", "session": "", "at": "", "origin": "local"}
    write_strangely(project, what | words)
    goes_on_with_what_is_on_the_disk(*windows)


def lease(session: str, epoch: int) -> Patch:
    """A lease as its keeper writes it, beside the words."""
    return Patch(S1, {("lockSession",): session, ("lockEpoch",): epoch, ("lockedBy",): "me", ("lockTtl",): 30})


def test_that_a_window_that_lost_its_lease_unseen_writes_over_nothing(
    windows: tuple[Window, Window], project: Path
) -> None:
    """What was written in an older epoch is not what the project has: it goes on top of what came since, or is kept."""
    slept, other = windows
    old = (slept.document.raw(S1) or {})["script"]
    with closing(SqliteStore(project)) as leases:
        leases.commit([lease("slept", 1)])
        rest(slept, other)
        leases.commit([lease("other", 2)])
        other.document.commit([Splice(S1, ("script",), 0, old, "INT. ROOM - DAY\n\nMina dances.\n")], label="Write")
        assert other.store.flush()
        # It has heard of neither yet.
        slept.document.commit([Splice(S1, ("script",), 0, "", "Late. ")], label="Type")
        slept.document.commit([Splice(S1, ("script",), len("Late. "), old, "Mine alone.\n")], label="Type")
        rest(slept, other)
        found = leases.get(S1)
    assert found is not None and (found.fields["lockSession"], found.fields["lockEpoch"]) == ("other", 2)
    assert found.fields["script"] == "INT. ROOM - DAY\n\nMina dances.\n" == (slept.document.raw(S1) or {})["script"]
    assert [text.mine for gave_way in slept.gave_way for text in gave_way.texts][-1] == "Late. Mine alone.\n"
    assert not other.gave_way
