"""Two people of a team on Google's emulator, with the product's rules: each with a document, a session and leases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from studio.collab.team_store import TeamPlace
from studio.model.ids import DocPath, board_path, doc_id, layer_path, take_path
from studio.model.operations import Create, Move, Set, Splice
from tests.integration.collab.team_members import B1, S1, S2, Member, at_rest, until


@pytest.fixture
def ann_and_bob(place: TeamPlace) -> Iterator[tuple[Member, Member]]:
    both = Member.at(place, "ann"), Member.at(place, "bob")
    until(at_rest(*both), *both)
    yield both
    for member in both:
        member.close()


def test_that_two_people_on_one_scene_keep_all_they_do(ann_and_bob: tuple[Member, Member]) -> None:
    ann, bob = ann_and_bob
    ann.commit(Splice(S1, ("script",), 0, "", "At last. "))
    bob.commit(Set(B1, ("notes",), "Low, from the door."))
    bob.commit(Create(board_path("s2", "new"), {"orderKey": "V"}))
    bob.commit(Create(DocPath("scenes/s1/comments/c1"), {"uid": "bob", "text": "Too dark?"}))
    until(at_rest(ann, bob), ann, bob)
    assert not ann.gave_way and not bob.gave_way
    assert str((bob.document.raw(S1) or {})["script"]).startswith("At last. INT. HALL")
    assert (ann.document.raw(B1) or {})["notes"] == "Low, from the door."
    assert ann.document.raw(board_path("s2", "new")) is not None
    comment = ann.document.raw(DocPath("scenes/s1/comments/c1")) or {}
    assert comment["text"] == "Too dark?" and comment["createdAt"]


def test_that_a_drawing_gets_its_boards_lease_wherever_one_looks(ann_and_bob: tuple[Member, Member]) -> None:
    ann, bob = ann_and_bob
    layer = layer_path("s1", "b1", "l1")
    ann.commit(Create(layer, {"kind": "ink", "orderKey": "V"}))
    until(lambda: not ann.session.pending and at_rest(ann, bob)(), ann, bob)
    assert not ann.gave_way
    assert bob.document.raw(layer) is not None


def test_that_a_viewer_changes_nothing_and_keeps_their_words(place: TeamPlace) -> None:
    ann, vera = Member.at(place, "ann"), Member.at(place, "vera")
    until(at_rest(ann, vera), ann, vera)
    vera.commit(Set(B1, ("notes",), "Mine!"))
    until(lambda: bool(vera.gave_way) and at_rest(ann, vera)(), ann, vera)
    assert (ann.document.raw(B1) or {})["notes"] == "" == (vera.document.raw(B1) or {})["notes"]
    assert vera.gave_way[0].step.ops == (Set(B1, ("notes",), "Mine!"),)
    ann.close()
    vera.close()


def test_that_takes_go_with_their_board_whoever_moves_it_and_back(ann_and_bob: tuple[Member, Member]) -> None:
    ann, bob = ann_and_bob
    made, late = take_path("s1", "b1", "made"), take_path("s1", "b1", "late")
    ann.commit(Create(made, {"kind": "picture", "asset": "media:a.png"}), Set(B1, ("takeId",), "made"))
    until(at_rest(ann, bob), ann, bob)
    ann.commit(Move(B1, "V", S2))
    bob.commit(Create(late, {"kind": "picture", "asset": "media:b.png"}))
    until(at_rest(ann, bob, at=board_path("s2", "b1")), ann, bob)
    takes = {take_path("s2", "b1", name): asset for name, asset in (("made", "media:a.png"), ("late", "media:b.png"))}
    assert {path: (bob.document.raw(path) or {}).get("asset") for path in takes} == takes
    assert bob.document.raw(B1) is None

    bob.commit(Move(board_path("s2", "b1"), "V", S1))
    ann.commit(Create(take_path("s2", "b1", "last"), {"kind": "picture", "asset": "media:c.png"}))
    until(at_rest(ann, bob), ann, bob)
    assert {doc_id(path) for path in ann.document.below(B1)} == {"made", "late", "last"}
    assert not ann.gave_way and not bob.gave_way


def test_that_a_board_is_moved_and_changed_with_all_its_takes_in_one_step(ann_and_bob: tuple[Member, Member]) -> None:
    ann, bob = ann_and_bob
    there = board_path("s2", "b1")
    ann.commit(Create(take_path("s1", "b1", "t"), {"kind": "picture", "asset": "media:a.png"}))
    until(at_rest(ann, bob), ann, bob)
    ann.commit(Move(B1, "V", S2), Set(there, ("anchor",), {"start": 0, "end": 4, "quote": "EXT.", "lost": False}))
    until(at_rest(ann, bob, at=there), ann, bob)
    assert not ann.gave_way
    assert bob.document.raw(take_path("s2", "b1", "t")) is not None
