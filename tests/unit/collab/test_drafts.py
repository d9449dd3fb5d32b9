from __future__ import annotations

import json
from pathlib import Path

import pytest

from studio.collab.drafts import Drafts, KeptDraft
from studio.collab.pending_step import PendingStep
from studio.collab.replayed_steps import KeptText
from studio.collab.session_actions import GaveWay
from studio.model.document import Document
from studio.model.operations import Splice
from tests.unit.model.small_project import S1, contents, heading_of

WORDS = KeptText(S1, ("script",), "Mina waits.", "Mina sleeps. 안녕 \ud83d", "Mina dances.")


def gave_way(*texts: KeptText) -> GaveWay:
    document = Document(contents(), heading_of=heading_of)
    done = document.commit([Splice(S1, ("script",), 0, "", "x")], label="Type")
    return GaveWay(PendingStep.of(done), "The same words.", texts)


def test_that_words_are_kept_over_a_restart_until_they_are_answered(tmp_path: Path) -> None:
    (kept,) = Drafts(tmp_path).keep(gave_way(WORDS))
    drafts = Drafts(tmp_path)
    assert drafts.all() == (kept,)
    assert (kept.label, kept.doc, kept.field, kept.base, kept.mine) == (
        "Type",
        S1,
        ("script",),
        WORDS.base,
        WORDS.mine,
    )
    drafts.drop(kept)
    assert drafts.all() == () and list(tmp_path.iterdir()) == []


def test_that_a_step_without_words_leaves_nothing(tmp_path: Path) -> None:
    assert Drafts(tmp_path).keep(gave_way()) == ()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"label": 1}', json.dumps({"label": "", "doc": "", "base": "", "mine": "", "field": []})]
)
def test_that_a_file_that_is_no_draft_is_passed_over_and_left(tmp_path: Path, text: str) -> None:
    (kept,) = Drafts(tmp_path).keep(gave_way(WORDS))
    strange = tmp_path / "drafts" / "0.json"
    strange.write_text(text, "utf-8")
    assert Drafts(tmp_path).all() == (kept,)
    assert strange.exists()


def test_that_drafts_come_in_the_order_in_which_they_were_made(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    kept: list[KeptDraft] = []
    for place in range(3):
        kept += drafts.keep(gave_way(KeptText(S1, ("script",), "", str(place))))
    assert sorted(draft.mine for draft in drafts.all()) == ["0", "1", "2"]
    assert len(kept) == 3
