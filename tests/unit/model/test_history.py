from __future__ import annotations

import json
import random
from typing import Any

import pytest

from studio.model.document import Document
from studio.model.history import Declined, History, Undone
from studio.model.ids import DocPath, board_path, take_path
from studio.model.journal import JournalEntry, entry_from_wire, entry_to_wire, journal_entries
from studio.model.operations import MISSING, Append, Create, Delete, Move, Operation, Restore, Set, Splice
from tests.unit.model.small_project import B1, B2, B3, S1, S2, STAGE, TEXT, contents, document, heading_of, live

SCRIPT = ("script",)


def text(doc: Document) -> str:
    return str((doc.raw(S1) or {})["script"])


def field(doc: Document, path: DocPath, name: str) -> Any:
    return (doc.raw(path) or {}).get(name)


def type_in(doc: Document, at: int, words: str, *, key: str | None = None, by: str = "me") -> None:
    for place, letter in enumerate(words):
        doc.commit([Splice(S1, SCRIPT, at + place, "", letter)], label=f"Type {words}", merge_key=key, initiator=by)


def test_that_a_burst_of_typing_is_one_step() -> None:
    doc = document()
    history = History(doc)
    type_in(doc, 0, "Hello ", key="t1")
    type_in(doc, 6, "you ", key="t2")
    done = history.undo()
    assert isinstance(done, Undone) and len(done.change_set.ops) == 1
    assert (
        text(doc) == "Hello " + TEXT and history.undo_label() == "Type Hello " and history.redo_label() == "Type you "
    )
    history.undo()
    assert text(doc) == TEXT and history.undo() is None
    history.redo()
    history.redo()
    assert text(doc) == "Hello you " + TEXT and history.redo() is None


def test_that_backspaces_within_a_burst_belong_to_it() -> None:
    doc = document()
    history = History(doc)
    type_in(doc, 4, "abc", key="t")
    for at in (6, 5, 4, 3, 2):
        doc.commit([Splice(S1, SCRIPT, at, text(doc)[at], "")], label="Erase", merge_key="t")
    assert text(doc) == "IN" + TEXT[4:]
    done = history.undo()
    assert isinstance(done, Undone) and len(done.change_set.ops) == 1 and text(doc) == TEXT


def test_that_a_burst_that_came_to_nothing_for_a_moment_still_grows() -> None:
    doc = document()
    history = History(doc)
    doc.commit([Splice(S1, SCRIPT, 0, "", "a")], label="Type", merge_key="t")
    doc.commit([Splice(S1, SCRIPT, 0, "a", "")], label="Type", merge_key="t")
    assert history.undo_label() is None
    doc.commit([Splice(S1, SCRIPT, 0, "", "b")], label="Type", merge_key="t")
    assert isinstance(history.undo(), Undone) and text(doc) == TEXT


def test_that_a_drag_of_several_props_is_one_step_of_one_operation_each() -> None:
    doc = document()
    history = History(doc)
    for x in range(1, 20):
        ops = [Set(STAGE, ("props", prop, "position"), [x, 0, 0]) for prop in ("table", "cup#1")]
        doc.commit(ops, label="Drag", merge_key="drag")
    done = history.undo()
    assert isinstance(done, Undone) and len(done.change_set.ops) == 2
    assert field(doc, STAGE, "props")["cup#1"]["position"] == [0, 0, 0]
    history.redo()
    assert field(doc, STAGE, "props")["table"]["position"] == [19, 0, 0]


def test_that_a_new_edit_ends_what_could_be_redone() -> None:
    doc = document()
    history = History(doc)
    type_in(doc, 0, "a")
    history.undo()
    type_in(doc, 0, "b")
    assert history.redo() is None and text(doc) == "b" + TEXT


def test_that_an_undo_is_carried_over_what_others_typed() -> None:
    doc = document()
    history = History(doc)
    type_in(doc, 10, "MINE", key="t")
    type_in(doc, 0, "theirs ", key="u", by="mina")
    type_in(doc, len(text(doc)), " End.", key="u2", by="mina")
    assert isinstance(history.undo(), Undone) and text(doc) == f"theirs {TEXT} End."
    assert isinstance(history.undo("mina"), Undone) and text(doc) == f"theirs {TEXT}"
    assert isinstance(history.redo(), Undone) and text(doc) == f"theirs {TEXT[:10]}MINE{TEXT[10:]}"


def test_that_only_a_person_who_did_a_step_undoes_it() -> None:
    doc = document()
    history = History(doc)
    type_in(doc, 0, "a", by="mina")
    doc.commit([Set(B1, ("notes",), "x")], label="Notes", origin="remote", initiator="me")
    assert history.undo() is None and history.undo_label("mina") == "Type a"


def test_that_an_undo_is_declined_where_the_words_overlap_and_named() -> None:
    doc = document()
    history = History(doc)
    type_in(doc, 0, "first ", key="1")
    type_in(doc, 0, "second ", key="2")
    type_in(doc, 3, "!", by="mina")
    declined = history.undo()
    assert isinstance(declined, Declined) and declined.reason == "overlaps" and declined.label == "Type second "
    assert "Type second" in declined.message and history.undo_label() == "Type first "
    assert isinstance(history.undo(), Undone) and text(doc) == "sec!ond " + TEXT


def test_that_a_set_is_declined_where_someone_else_has_set_since() -> None:
    doc = document()
    history = History(doc)
    doc.commit([Set(B1, ("dialogue",), "mine")], label="Dialogue")
    doc.commit([Set(B1, ("notes",), "hers")], label="Notes", initiator="mina")
    assert isinstance(history.undo(), Undone) and field(doc, B1, "dialogue") == "Hello?"
    history.redo()
    doc.commit([Set(B1, ("dialogue",), "hers")], label="Dialogue", initiator="mina")
    declined = history.undo()
    assert isinstance(declined, Declined) and declined.reason == "changed_since"
    assert field(doc, B1, "dialogue") == "hers" and history.undo() is None


def test_that_what_mina_undid_herself_is_not_in_the_way() -> None:
    doc = document()
    history = History(doc)
    doc.commit([Set(B1, ("dialogue",), "mine")], label="Dialogue")
    doc.commit([Set(B1, ("dialogue",), "hers")], label="Dialogue", initiator="mina")
    type_in(doc, 0, "x")
    history.undo("mina")
    history.undo()
    assert isinstance(history.undo(), Undone) and field(doc, B1, "dialogue") == "Hello?"


def test_that_a_step_is_taken_back_whole_or_not_at_all() -> None:
    doc = document()
    history = History(doc)
    doc.commit([Set(B1, ("dialogue",), "mine"), Set(B2, ("dialogue",), "mine")], label="Both")
    doc.commit([Set(B2, ("dialogue",), "hers")], label="One", initiator="mina")
    assert isinstance(history.undo(), Declined) and field(doc, B1, "dialogue") == "mine"


def test_that_taking_back_a_creation_never_takes_someone_elses_work_along() -> None:
    doc, new = document(), board_path("s1", "new")
    history = History(doc)
    doc.commit([Create(new, {"orderKey": "V"})], label="New board")
    doc.commit([Create(take_path("s1", "new", "t"), {})], label="Draw", initiator="mina")
    assert isinstance(history.undo(), Declined) and doc.board(new) is not None


def test_that_an_undo_inside_a_deleted_scene_is_declined() -> None:
    doc = document()
    history = History(doc)
    doc.commit([Set(B1, ("dialogue",), "mine")], label="Dialogue")
    doc.commit([Delete(S1)], label="Delete scene", initiator="mina")
    declined = history.undo()
    assert isinstance(declined, Declined) and declined.reason == "refused" and "deleted" in declined.message


def test_that_an_undo_follows_a_board_that_was_moved() -> None:
    doc = document()
    history = History(doc)
    doc.commit([Set(B1, ("dialogue",), "mine")], label="Dialogue")
    doc.commit([Move(B1, "0V", S2)], label="Move", initiator="mina")
    assert isinstance(history.undo(), Undone)
    assert field(doc, board_path("s2", "b1"), "dialogue") == "Hello?"


def test_that_both_can_append_and_each_takes_back_their_own() -> None:
    doc = document()
    history = History(doc)
    doc.commit([Append(B1, ("subjects",), ("jun",))], label="Add", initiator="me")
    doc.commit([Append(B1, ("subjects",), ("mina",))], label="Add", initiator="mina")
    assert isinstance(history.undo("me"), Undone) and field(doc, B1, "subjects") == ["mina"]


def test_that_a_commit_that_was_rolled_back_leaves_the_history() -> None:
    doc = document()
    history = History(doc)
    done = doc.commit([Set(B1, ("notes",), "x")], label="Notes")
    doc.commit(done.inverse, label="Refused by the server", origin="rebase", undoes=list(reversed(done.op_ids)))
    assert history.undo() is None


def replayed(entries: list[JournalEntry]) -> list[JournalEntry]:
    return [entry_from_wire(json.loads(json.dumps(entry_to_wire(entry)))) for entry in entries]


@pytest.mark.parametrize(
    "ops",
    [
        [Set(B1, ("dialogue",), "x")],
        [Set(B1, ("dialogue",), MISSING)],
        [Set(B1, ("anchor", "start"), 3)],
        [Splice(S1, SCRIPT, 5, "HALL", "룸😀")],
        [Create(board_path("s1", "new"), {"orderKey": "V"})],
        [Delete(B2)],
        [Delete(B2), Restore(B2)],
        [Move(B1, "V", S2)],
        [Append(B1, ("subjects",), ("mina",))],
    ],
    ids=str,
)
def test_that_every_operation_survives_the_journal(ops: list[Operation]) -> None:
    doc = document()
    entries = list(journal_entries(doc.commit(ops, label="Edit"), session="here"))
    assert replayed(entries) == entries and entries[0].session == "here"


class Walk:
    """A random afternoon of two people: edits, undo and redo, with every journal entry kept."""

    def __init__(self, seed: int, *, people: tuple[str, ...]) -> None:
        self.random = random.Random(seed)
        self.people = people
        self.doc = document()
        self.history = History(self.doc)
        self.journal: list[JournalEntry] = []
        self.doc.subscribe(lambda change_set: self.journal.extend(journal_entries(change_set)))
        self.made = 0

    def edit(self, person: str) -> None:
        key = self.random.choice((None, "k1", "k2"))
        self.doc.commit([self.operation()], label="Edit", initiator=person, merge_key=key)

    def restarted(self) -> tuple[Document, History]:
        doc = Document({path: self.doc.raw(path) or {} for path in self.doc.all_paths()}, heading_of=heading_of)
        return doc, History.from_journal(doc, replayed(self.journal))

    def operation(self) -> Operation:
        choose = self.random
        self.made += 1
        script = text(self.doc)
        boards = [path for path, _ in self.doc.all_boards()]
        board = choose.choice(boards) if boards else None
        kind = choose.randrange(8) if board else 0
        if kind <= 2 or board is None:
            at = choose.randrange(len(script) + 1)
            return Splice(S1, SCRIPT, at, script[at : at + choose.choice((0, 0, 1, 3))], choose.choice(("", "ab", "c")))
        match kind:
            case 3:
                return Set(board, ("dialogue",), choose.choice("xyz"))
            case 4:
                return Set(STAGE, ("props", choose.choice(("table", "cup#1")), "position"), [self.made, 0, 0])
            case 5:
                return Create(board_path("s1", f"n{self.made}"), {"orderKey": f"V{self.made}"})
            case 6:
                return Delete(board)
            case _:
                return Move(board, f"M{self.made}", choose.choice((S1, S2)))


@pytest.mark.parametrize("seed", range(30))
def test_that_one_person_can_always_go_all_the_way_back_and_forth(seed: int) -> None:
    walk = Walk(seed, people=("me",))
    start = live(walk.doc)
    for _ in range(60):
        match walk.random.randrange(6):
            case 0:
                assert not isinstance(walk.history.undo(), Declined)
            case 1:
                assert not isinstance(walk.history.redo(), Declined)
            case _:
                walk.edit("me")
    end = live(walk.doc)
    steps = 0
    while (done := walk.history.undo()) is not None:
        assert isinstance(done, Undone)
        steps += 1
    assert live(walk.doc) == start
    while (done := walk.history.redo()) is not None:
        assert isinstance(done, Undone)
        steps -= 1
    # What could be redone before is done as well now, so only a walk that ended on an edit comes out where it was.
    if steps == 0:
        assert live(walk.doc) == end


@pytest.mark.parametrize("seed", range(30))
def test_that_two_people_undo_only_their_own_and_a_restart_changes_nothing(seed: int) -> None:
    walk = Walk(seed, people=("me", "mina"))
    for _ in range(60):
        person = walk.random.choice(walk.people)
        match walk.random.randrange(8):
            case 0:
                # A declined step is not in the journal: it would be declined once more after a restart.
                if not isinstance(walk.restarted()[1].undo(person), Declined):
                    walk.history.undo(person)
            case 1:
                if not isinstance(walk.restarted()[1].redo(person), Declined):
                    walk.history.redo(person)
            case _:
                walk.edit(person)
    twin, again = walk.restarted()
    for _ in range(80):
        person = walk.random.choice(walk.people)
        back = walk.random.random() < 0.7
        here = walk.history.undo(person) if back else walk.history.redo(person)
        there = again.undo(person) if back else again.redo(person)
        assert type(here) is type(there)
        assert live(twin) == live(walk.doc)
        assert again.undo_label(person) == walk.history.undo_label(person)


@pytest.mark.parametrize("seed", range(30))
def test_that_words_of_others_survive_every_undo(seed: int) -> None:
    """Each person types their own letter; after I undo all I can, every letter of Mina's is still there, in order."""
    choose, doc = random.Random(seed), document()
    history = History(doc)
    declined = 0
    for place in range(50):
        at = choose.randrange(len(text(doc)) + 1)
        person = choose.choice(("me", "mina"))
        word = chr((0x3131 if person == "mina" else 0x4E00) + place) * choose.randrange(1, 4)
        type_in(doc, at, word, key=str(place), by=person)
        if choose.random() < 0.2:
            declined += isinstance(history.undo("me"), Declined)
        elif choose.random() < 0.1:
            history.redo("me")
    hers = [letter for letter in text(doc) if 0x3131 <= ord(letter) < 0x3200]
    while (done := history.undo("me")) is not None:
        declined += isinstance(done, Declined)
    assert [letter for letter in text(doc) if 0x3131 <= ord(letter) < 0x3200] == hers
    mine = {letter for letter in text(doc) if 0x4E00 <= ord(letter) < 0x4F00}
    assert len(mine) <= declined
    assert declined < 25


def test_that_a_thousand_steps_are_undone_quickly_enough_to_hold_the_key_down() -> None:
    doc = Document(contents(), heading_of=heading_of)
    history = History(doc)
    for place in range(1_000):
        doc.commit([Set(B3, ("notes",), str(place))], label="Note")
    count = 0
    while history.undo() is not None:
        count += 1
    assert count == 1_000 and field(doc, B3, "notes") is None
