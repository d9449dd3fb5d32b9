from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from studio.collab.drafts import Drafts, KeptDraft, drafts_of
from studio.collab.pending_step import PendingStep
from studio.collab.replayed_steps import KeptText
from studio.collab.session_actions import GaveWay
from studio.model.document import Document
from studio.model.operations import MISSING, Delete, Set, Splice
from tests.unit.model.small_project import B1, S1, S2, contents, heading_of

WORDS = KeptText(S1, ("script",), "Mina waits.", "Mina sleeps. 안녕 \ud83d", "Mina dances.")

SHAPE = {"label": "", "why": "", "doc": "scenes/s1", "field": ["script"], "base": "", "mine": "", "ops": []}


def gave_way(*texts: KeptText) -> GaveWay:
    document = Document(contents(), heading_of=heading_of)
    done = document.commit([Splice(S1, ("script",), 0, "", "x")], label="Type")
    return GaveWay(PendingStep.of(done), "The same words.", texts)


def keep(project: Path, what: GaveWay) -> tuple[KeptDraft, ...]:
    kept = drafts_of(what)
    for draft in kept:
        Drafts(project).write(draft)
    return kept


def test_that_words_are_kept_over_a_restart_until_they_are_answered(tmp_path: Path) -> None:
    (kept,) = keep(tmp_path, gave_way(WORDS))
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


def test_that_of_words_that_came_to_nothing_nothing_is_kept() -> None:
    assert drafts_of(replace(gave_way(replace(WORDS, mine=WORDS.base)), is_whole=False)) == ()


def test_that_a_step_without_words_is_kept_as_its_operations(tmp_path: Path) -> None:
    ops = (
        Set(B1, ("action",), "She sits."),
        Set(B1, ("notes",), MISSING),
        Delete(S1),
        Splice(S1, ("script",), 0, "", "x"),
    )
    what = gave_way(WORDS)
    words, rest = keep(tmp_path, replace(what, step=replace(what.step, ops=ops)))
    assert words.is_text and not rest.is_text
    assert rest.ops == ops[:3] and rest.why == "The same words."
    assert Drafts(tmp_path).all() == tuple(sorted((words, rest), key=lambda draft: draft.id))


def test_that_of_a_step_that_was_brought_in_otherwise_the_words_alone_are_kept() -> None:
    what = gave_way(WORDS)
    (words,) = drafts_of(replace(what, step=replace(what.step, ops=(Delete(S2),)), is_whole=False))
    assert words.is_text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        "\x00" * 9,
        "[" * 100_000,
        '{"label": 1}',
        json.dumps({**SHAPE, "field": []}),
        json.dumps({**SHAPE, "field": "script"}),
        json.dumps({**SHAPE, "field": [1]}),
        json.dumps({**SHAPE, "mine": 1}),
        json.dumps({**SHAPE, "ops": [{"kind": "set"}]}),
        json.dumps({**SHAPE, "field": [], "ops": [{"kind": "format", "doc": "scenes/s1"}]}),
    ],
)
def test_that_a_file_that_is_no_draft_is_passed_over_and_left(tmp_path: Path, text: str) -> None:
    (kept,) = keep(tmp_path, gave_way(WORDS))
    strange = tmp_path / "drafts" / "0.json"
    strange.write_text(text, "utf-8")
    (tmp_path / "drafts" / "1.json").mkdir()
    assert Drafts(tmp_path).all() == (kept,)
    assert strange.exists()


def test_that_drafts_come_in_the_order_in_which_they_were_made(tmp_path: Path) -> None:
    drafts = Drafts(tmp_path)
    kept: list[KeptDraft] = []
    for place in range(3):
        kept += keep(tmp_path, gave_way(KeptText(S1, ("script",), "", f"x{place}")))
    assert sorted(draft.mine for draft in drafts.all()) == ["x0", "x1", "x2"]
    assert len(kept) == 3
