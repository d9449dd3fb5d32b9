from __future__ import annotations

from studio.model.history import Declined, History, Undone
from studio.model.ids import Uid, board_path, take_path
from studio.model.journal import journal_entries
from studio.model.operations import Create, Set
from tests.unit.model.small_project import B1, document

MACHINE = Uid("offline")
FRESH = board_path("s1", "fresh")


def test_that_a_new_board_can_be_undone_after_its_picture_was_drawn() -> None:
    doc = document()
    history = History(doc, machine=MACHINE)
    doc.commit([Create(FRESH, {"orderKey": "D"})], label="New board")
    doc.commit(
        [Set(FRESH, ("imageUrl",), "media:x"), Create(take_path("s1", "fresh", "frame"), {"asset": "media:x"})],
        label="Draw board",
        initiator=MACHINE,
    )
    assert isinstance(history.undo(), Undone)
    assert not doc.is_alive(FRESH)
    assert isinstance(history.redo(), Undone)
    assert doc.is_alive(take_path("s1", "fresh", "frame"))


def test_that_a_choice_of_a_take_can_be_undone_after_the_picture_followed_it() -> None:
    doc = document()
    history = History(doc, machine=MACHINE)
    doc.commit([Set(B1, ("takeId",), "t2")], label="Use take")
    doc.commit([Set(B1, ("takeId",), "frame")], label="Draw board", initiator=MACHINE)
    history.undo()
    assert (doc.raw(B1) or {}).get("takeId") is None


def test_that_other_work_in_the_machines_name_is_still_in_the_way() -> None:
    doc = document()
    history = History(doc, machine=MACHINE)
    doc.commit([Set(B1, ("notes",), "mine")], label="Edit")
    doc.commit([Set(B1, ("notes",), "theirs")], label="Edit", initiator=MACHINE)
    assert isinstance(history.undo(), Declined)


def test_that_a_history_rebuilt_from_the_journal_leaves_pictures_out_too() -> None:
    doc = document()
    entries = journal_entries(doc.commit([Create(FRESH, {"orderKey": "D"})], label="New board"))
    drawn = doc.commit([Set(FRESH, ("imageUrl",), "media:x")], label="Draw board", initiator=MACHINE)
    history = History.from_journal(doc, (*entries, *journal_entries(drawn)), machine=MACHINE)
    assert isinstance(history.undo(), Undone)
