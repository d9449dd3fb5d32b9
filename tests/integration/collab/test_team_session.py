"""Two people of a team on Google's emulator, with the product's rules: each with a document, a session and leases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from studio.collab.team_store import TeamPlace
from studio.model.ids import DocPath, board_path, layer_path
from studio.model.operations import Create, Set, Splice
from tests.integration.collab.team_members import B1, S1, Member, at_rest, until


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
