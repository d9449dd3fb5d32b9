"""Proposals: taken and left part by part, never over what somebody has changed since."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from studio.model.agent_documents import proposal_path
from studio.model.document import Document
from studio.model.history import History
from studio.model.ids import DocPath, SceneId, Uid
from studio.model.operations import Create, Operation, Set, Splice
from studio.workflows.open_project import PRODUCER
from studio.workflows.tasks.proposing import ProposedPart, proposal_of
from studio.workflows.tasks.reviewing import accept, reject
from tests.unit.workflows.tasks.conftest import a_document

SCENE = DocPath("scenes/s1")
ME = Uid("me")


def proposed(document: Document, *parts: Sequence[Operation]) -> str:
    """Stores a proposal of parts and returns its id."""
    made = [ProposedPart(f"Part {number}", "Because.", tuple(ops)) for number, ops in enumerate(parts)]
    proposal = proposal_of(
        document, made, task_id="t", uid="me", agent="writer", title="Tighten", rationale="Why.", cost=0.1
    )
    document.commit([Create(proposal_path("p"), proposal.to_wire())], label="Proposal", initiator=PRODUCER)
    return "p"


def state(document: Document) -> tuple[str, list[str]]:
    """The state of the proposal and of its parts."""
    proposal = document.proposal("p")
    assert proposal is not None
    return proposal.state, [part.state for part in proposal.parts]


def script(document: Document) -> str:
    """The text of the scene."""
    scene = document.scene(SceneId("s1"))
    assert scene is not None
    return scene.script


def test_that_accepting_is_one_step_of_the_persons_undo() -> None:
    document = a_document()
    history = History(document, machine=PRODUCER)
    before = script(document)
    at = before.index("waits")
    name = proposed(
        document,
        [Splice(SCENE, ("script",), at, "waits", "hesitates")],
        [Set(SCENE, ("visual_prompt",), "A hall.")],
    )
    reviewed = accept(document, name, initiator=ME)

    assert (reviewed.accepted, reviewed.stale) == ((0, 1), ())
    assert "hesitates" in script(document) and state(document) == ("accepted", ["accepted", "accepted"])
    history.undo(ME)
    assert script(document) == before
    scene = document.scene(SceneId("s1"))
    assert scene is not None and scene.visual_prompt == ""


def test_that_parts_are_taken_and_left_one_by_one() -> None:
    document = a_document()
    name = proposed(document, [Set(SCENE, ("visual_prompt",), "A hall.")], [Set(SCENE, ("rationale",), "Calm.")])
    reject(document, name, parts=[0])
    assert state(document) == ("open", ["rejected", "open"])
    accept(document, name, initiator=ME, parts=[1])
    assert state(document) == ("partly", ["rejected", "accepted"])


def test_that_what_a_person_has_changed_since_is_not_written_over() -> None:
    document = a_document()
    name = proposed(document, [Set(SCENE, ("visual_prompt",), "A hall.")], [Set(SCENE, ("rationale",), "Calm.")])
    document.commit([Set(SCENE, ("visual_prompt",), "Mine.")], label="Mine")
    reviewed = accept(document, name, initiator=ME)

    assert (reviewed.accepted, reviewed.stale) == ((1,), (0,))
    scene = document.scene(SceneId("s1"))
    assert scene is not None and (scene.visual_prompt, scene.rationale) == ("Mine.", "Calm.")
    assert state(document) == ("partly", ["stale", "accepted"])


def test_that_a_splice_finds_its_words_where_they_stand_by_now() -> None:
    document = a_document()
    at = script(document).index("waits")
    name = proposed(document, [Splice(SCENE, ("script",), at, "waits", "hesitates")])
    head = len("INT. HALL - DAY\n\n")
    document.commit([Splice(SCENE, ("script",), head, "", "Rain. A long silence.\n\n")], label="Typing")
    accept(document, name, initiator=ME)
    assert script(document) == "INT. HALL - DAY\n\nRain. A long silence.\n\nMina hesitates by the door.\n"


def test_that_a_splice_whose_words_are_gone_is_stale() -> None:
    document = a_document()
    text = script(document)
    name = proposed(document, [Splice(SCENE, ("script",), text.index("waits"), "waits", "hesitates")])
    document.commit([Splice(SCENE, ("script",), 0, text, "INT. CELLAR - NIGHT\n\nDark.\n")], label="Typing")
    assert accept(document, name, initiator=ME).stale == (0,)
    assert state(document) == ("stale", ["stale"])


def test_that_splices_of_one_part_all_count_in_the_text_that_was_proposed_for() -> None:
    document = a_document()
    text = script(document)
    door, waits = text.index("door"), text.index("waits")
    name = proposed(
        document,
        [Splice(SCENE, ("script",), waits, "waits", "is waiting"), Splice(SCENE, ("script",), door, "door", "window")],
    )
    accept(document, name, initiator=ME)
    assert script(document) == "INT. HALL - DAY\n\nMina is waiting by the window.\n"


def test_that_of_two_insertions_at_one_place_the_first_stays_first_whichever_is_taken_first() -> None:
    document = a_document()
    at = script(document).index("Mina")
    name = proposed(
        document, [Splice(SCENE, ("script",), at, "", "One. ")], [Splice(SCENE, ("script",), at, "", "Two. ")]
    )
    accept(document, name, initiator=ME, parts=[1])
    accept(document, name, initiator=ME, parts=[0])
    assert "One. Two. Mina" in script(document)


LINES = st.lists(st.sampled_from(["Mina waits.", "Rain.", "He runs home.", "Nothing.", "문이 열린다."]), max_size=12)


@settings(max_examples=60, deadline=None)
@given(old=LINES, new=LINES, order=st.randoms(use_true_random=False))
def test_that_all_hunks_taken_in_any_order_give_the_proposed_text(
    old: list[str], new: list[str], order: Random
) -> None:
    before = "INT. HALL - DAY\n\n" + "\n\n".join(f"{number} {line}" for number, line in enumerate(old))
    after = "INT. HALL - DAY\n\n" + "\n\n".join(f"{number} {line}" for number, line in enumerate(new))
    document = a_document()
    document.commit([Splice(SCENE, ("script",), 0, script(document), before)], label="Set")
    old_lines, new_lines = before.splitlines(keepends=True), after.splitlines(keepends=True)
    parts: list[list[Operation]] = []
    for tag, start, end, first, last in difflib.SequenceMatcher(None, old_lines, new_lines).get_opcodes():
        if tag != "equal":
            at = len("".join(old_lines[:start]))
            removed, inserted = "".join(old_lines[start:end]), "".join(new_lines[first:last])
            parts.append([Splice(SCENE, ("script",), at, removed, inserted)])
    if not parts:
        return
    name = proposed(document, *parts)
    numbers = list(range(len(parts)))
    order.shuffle(numbers)
    stale = [number for each in numbers for number in accept(document, name, initiator=ME, parts=[each]).stale]
    assert stale == []
    assert script(document) == after
