from __future__ import annotations

from pathlib import Path

import pytest

from studio.collab.outbox import Outbox
from studio.model.document import Document
from studio.model.history import History
from studio.model.journal import JournalEntry, journal_entries
from studio.model.operations import Set, Splice
from tests.unit.model.small_project import B1, S1, contents, heading_of


@pytest.fixture
def journal() -> list[JournalEntry]:
    """What one person did, with something of somebody else's in between."""
    document = Document(contents(), heading_of=heading_of)
    history = History(document)
    kept: list[JournalEntry] = []
    document.subscribe(lambda change_set: kept.extend(journal_entries(change_set)))
    document.commit([Set(B1, ("notes",), "one"), Set(B1, ("dialogue",), "two")], label="Edit")
    document.commit([Set(B1, ("action",), "theirs")], label="Theirs", origin="remote")
    document.commit([Splice(S1, ("script",), 0, "", "x")], label="Type", merge_key="t")
    history.undo()
    return kept


def test_that_what_was_not_marked_is_sent_after_a_restart_in_its_order(
    tmp_path: Path, journal: list[JournalEntry]
) -> None:
    outbox = Outbox(tmp_path)
    steps = outbox.unsent(journal)
    assert [len(step.ops) for step in steps] == [2, 1, 1]
    assert [step.origin for step in steps] == ["local", "local", "undo"]
    outbox.mark(steps[0].op_ids)
    outbox.close()
    again = Outbox(tmp_path)
    assert again.unsent(journal) == steps[1:]
    again.close()


def test_that_old_marks_go_and_the_others_stay(tmp_path: Path, journal: list[JournalEntry]) -> None:
    outbox = Outbox(tmp_path)
    outbox.mark([step.op_ids[0] for step in outbox.unsent(journal)])
    outbox.forget_older(journal[-1:])
    assert [step.origin for step in outbox.unsent(journal)] == ["local", "local"]
    outbox.close()
