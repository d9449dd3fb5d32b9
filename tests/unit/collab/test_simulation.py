"""Teams on a network that fails in every way, with machines that sleep, are killed, and whose clocks are wrong."""

from __future__ import annotations

import os

import pytest

from studio.collab.lease import Mine
from studio.model.comment import comment_path
from studio.model.ids import DocPath, board_path, doc_id, scene_path
from studio.model.operations import Create, Delete, Move, Operation, Set, Splice
from tests.unit.collab.simulated_person import Person
from tests.unit.collab.simulated_team import Fencing, Team
from tests.unit.collab.team_audit import broken, late_writes

SEEDS = 500 if os.environ.get("DREAMFACTORY_SOAK") else 50
EDITS = 200
S0, S1, S2 = (scene_path(f"s{place}") for place in range(3))


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(SEEDS))
def test_that_whatever_goes_wrong_the_six_invariants_hold(seed: int) -> None:
    team = Team(seed)
    team.work(edits=EDITS)
    team.settle()
    assert broken(team) == []


@pytest.mark.parametrize("fencing", ["not judged", "not sent"])
def test_that_without_fences_the_invariants_do_not_hold(fencing: Fencing) -> None:
    teams = [Team(seed, fencing=fencing) for seed in range(4)]
    for team in teams:
        team.work(edits=EDITS)
    assert any(list(late_writes(team)) for team in teams)


def two_of_a_team(fencing: Fencing = "whole") -> tuple[Team, Person, Person]:
    """Ann and Bob, who both have everything; nothing goes wrong by itself."""
    team = Team(0, fencing=fencing)
    for person in team.people:
        person.act()
        person.deliver()
    return team, team.people[1], team.people[2]


def commit(person: Person, *ops: Operation) -> None:
    person.document.commit(ops, label="Edit", initiator=person.uid)


def slept_with_words_in_hand(fencing: Fencing) -> Team:
    """Ann begins to send words and falls asleep, and her clock with her; Bob has the scene when they are sent."""
    team, ann, bob = two_of_a_team(fencing)
    ann.leases.typed(S0, now_s=ann.now_s)
    ann.keep_leases(at_once=True)
    ann.deliver()
    commit(ann, Splice(S0, ("script",), 0, "", "Late. "))
    ann.begin()
    ann.freeze(60, stops_clock=True)
    for _ in range(20):
        bob.deliver()
        bob.leases.take_over(S0, now_s=bob.now_s)
        team.go_on(2)
    assert bob.leases.state(S0, now_s=bob.now_s) == Mine()
    assert ann.leases.may_write(S0, now_s=ann.now_s)
    ann.act()
    return team


def test_that_late_words_are_kept_out_until_their_scene_is_free() -> None:
    team = slept_with_words_in_hand("whole")
    assert not team.stored()[S0]["script"].startswith("Late. ")
    team.settle()
    assert team.stored()[S0]["script"].startswith("Late. ")
    assert broken(team) == [] and not team.people[1].drafts


@pytest.mark.parametrize("fencing", ["not judged", "not sent"])
def test_that_it_is_the_fences_that_keep_late_words_out(fencing: Fencing) -> None:
    late = list(late_writes(slept_with_words_in_hand(fencing)))
    assert len(late) == 1
    assert late[0].startswith("u1/1 wrote into scenes/s0") and late[0].endswith("it was u2/1's")


def test_that_two_with_what_the_other_waits_for_do_not_wait_for_ever() -> None:
    team, ann, bob = two_of_a_team()
    for person, first, last in ((ann, S1, S0), (bob, S0, S1)):
        person.leases.typed(first, now_s=person.now_s)
        person.keep_leases(at_once=True)
        # One step, which needs both.
        commit(person, *(Splice(scene, ("script",), 0, "", f"{person.uid}. ") for scene in (last, first)))
    team.go_on(0)
    assert not ann.begin() and not bob.begin()
    team.settle()
    assert broken(team) == []
    assert not ann.drafts and not bob.drafts
    for scene in (S0, S1):
        script = team.stored()[scene]["script"]
        assert "u1. " in script and "u2. " in script


def test_that_who_makes_a_scene_goes_on_writing_in_it() -> None:
    team, ann, _ = two_of_a_team()
    made = scene_path("made")
    commit(ann, Create(made, {"orderKey": "V", "script": ""}), Set(made, ("visual_prompt",), "Rain."))
    commit(ann, Splice(made, ("script",), 0, "", "EXT. YARD"))
    # Nobody else can have what is made in the same batch.
    ann.act()
    assert team.stored()[made]["script"] == "EXT. YARD"
    commit(ann, Splice(made, ("script",), 9, "", " - DAY"))
    ann.deliver()
    assert not ann.begin()
    team.settle()
    assert team.stored()[made]["script"] == "EXT. YARD - DAY"
    assert broken(team) == [] and not ann.drafts


def test_that_words_that_wait_for_a_scene_hold_up_nothing_else() -> None:
    team, ann, bob = two_of_a_team()
    bob.leases.typed(S0, now_s=bob.now_s)
    bob.keep_leases(at_once=True)
    words = Splice(S0, ("script",), 0, "", "Ann. ")
    note = Set(board_path("s0", "b00"), ("notes",), "Low.")
    said = Create(comment_path("s1", "c"), {"uid": ann.uid, "text": "Too dark?"})
    for op in (words, note, said):
        commit(ann, op)
    for _ in range(2):
        ann.act()
        ann.deliver()
    assert team.stored()[note.doc]["notes"] == "Low." and said.doc in team.stored()
    assert [step.ops for step in ann.session.pending] == [(words,)]
    team.settle()
    assert "Ann. " in team.stored()[S0]["script"]
    assert broken(team) == [] and not ann.drafts


def test_that_the_words_of_a_board_are_followed_while_it_is_moved() -> None:
    team, ann, bob = two_of_a_team()
    board = board_path("s0", "b00")
    commit(ann, Set(board, ("anchor",), {"start": 0, "end": 4, "quote": "INT.", "lost": False}))
    ann.act()
    ann.deliver()
    bob.deliver()
    commit(bob, Move(board, "V", S1))
    bob.begin()
    ann.leases.typed(S0, now_s=ann.now_s)
    ann.keep_leases(at_once=True)
    commit(ann, Splice(S0, ("script",), 0, "", "Now. "))
    ann.act()
    bob.act()
    team.settle()
    assert broken(team) == []
    assert team.stored()[board_path("s1", "b00")]["anchor"]["start"] == 5


B00, MOVED = board_path("s0", "b00"), board_path("s1", "b00")


def take_of(board: DocPath, name: str) -> Create:
    return Create(DocPath(f"{board}/takes/{name}"), {"kind": "picture", "asset": f"media:{name}.png"})


def takes_of(person: Person, board: DocPath) -> set[str]:
    return {doc_id(path) for path in person.document.paths(f"{board}/takes")}


def in_step(team: Team) -> None:
    team.settle()
    assert broken(team) == []


@pytest.mark.parametrize("is_moved_first", [True, False])
def test_that_a_take_goes_with_its_board_when_that_is_moved_meanwhile_and_moved_back(is_moved_first: bool) -> None:
    team, ann, bob = two_of_a_team()
    commit(ann, take_of(B00, "before"))
    in_step(team)
    commit(bob, Move(B00, "V", S1))
    commit(ann, take_of(B00, "meanwhile"))
    for person in (bob, ann) if is_moved_first else (ann, bob):
        person.act()
    in_step(team)
    assert all(takes_of(person, MOVED) == {"before", "meanwhile"} for person in team.people)
    assert not any(ann.drafts + bob.drafts)

    bob.history.undo(bob.uid)
    commit(ann, take_of(MOVED, "during"))
    for person in (ann, bob) if is_moved_first else (bob, ann):
        person.act()
    in_step(team)
    bob.restart()
    in_step(team)
    assert all(takes_of(person, B00) == {"before", "meanwhile", "during"} for person in team.people)
    assert not any(ann.drafts + bob.drafts)


def test_that_a_take_made_offline_finds_its_board_after_a_restart() -> None:
    team, ann, bob = two_of_a_team()
    ann.be_online(is_online=False)
    commit(ann, take_of(B00, "offline"), Set(B00, ("takeId",), "offline"))
    commit(bob, Move(B00, "V", S1))
    bob.act()
    ann.restart()
    in_step(team)
    assert team.stored()[MOVED]["takeId"] == "offline" and takes_of(bob, MOVED) == {"offline"}
    assert not ann.drafts


def test_that_of_two_who_move_a_board_the_takes_of_both_go_where_it_ends() -> None:
    team, ann, bob = two_of_a_team()
    commit(bob, Move(B00, "V", S1), take_of(MOVED, "bobs"))
    commit(ann, Move(B00, "V", S2), take_of(board_path("s2", "b00"), "anns"))
    bob.act()
    in_step(team)
    assert takes_of(bob, board_path("s2", "b00")) == {"bobs", "anns"} and not ann.drafts


def test_that_a_take_stays_with_its_board_when_the_move_before_it_comes_to_nothing() -> None:
    team, ann, bob = two_of_a_team()
    bob.leases.typed(S1, now_s=bob.now_s)
    bob.keep_leases(at_once=True)
    commit(bob, Delete(S1))
    bob.act()
    commit(ann, Move(B00, "V", S1))
    commit(ann, take_of(MOVED, "anns"))
    in_step(team)
    assert takes_of(bob, B00) == {"anns"}
    assert [op for draft in ann.drafts for op in draft.ops] == [Move(B00, "V", S1)]


def test_that_what_is_made_and_chosen_at_once_is_heard_without_loading_anew() -> None:
    team, ann, bob = two_of_a_team()
    commit(ann, take_of(B00, "t"), Set(B00, ("takeId",), "t"))
    commit(ann, take_of(B00, "u"))
    ann.act()
    bob.deliver()
    assert takes_of(bob, B00) == {"t", "u"}
    assert not bob.session.waits_for_others and not bob.session.must_reload
    in_step(team)


def test_that_who_asks_for_what_is_not_there_shuts_nobody_out() -> None:
    team, ann, _ = two_of_a_team()
    ann.leases.ask(scene_path("gone"), now_s=ann.now_s)
    ann.keep_leases(at_once=True)
    for person in team.people:
        person.session.ask_to_reload()
    team.settle()
    assert broken(team) == []
