"""How far one board reaches."""

from __future__ import annotations

from studio.agents.person_words import Figure
from studio.agents.why import Why
from tests.unit.agents.scripts import boards, scene


def test_that_a_rally_of_short_lines_shares_one_frame() -> None:
    shared = boards(scene("DORA\nIt's glass.", "SIL\nKeys.", "DORA\nWhat?", "SIL\nGive me the keys!"))[1]
    assert shared.dialogue == "DORA: It's glass.\nSIL: Keys.\nDORA: What?"
    assert set(shared.subjects) == {"DORA", "SIL"}


def test_that_a_third_person_and_a_long_answer_get_their_own_board() -> None:
    third = boards(scene("DORA\nIt's glass.", "SIL\nKeys.", "FRANK\nWhat?"))
    assert [board.dialogue.count("\n") for board in third if board.dialogue] == [1, 0]
    long = boards(
        scene("DORA\nIt's glass.", "SIL\nKeys.", "DORA\nI have told you where the keys are every day of my life.")
    )
    assert [board.dialogue.count("\n") for board in long if board.dialogue] == [1, 0]


def test_that_a_shot_holds_where_nothing_new_is_seen() -> None:
    text = scene("SIL\nThey go home now.", "One by one, from the far end, the lamps go out.", "The last one is left.")
    held = boards(text)[-1]
    assert held.rule == "sequence"
    assert held.action.endswith("The last one is left.")
    assert [reason.why for reason in held.reasons] == [Why.SEQUENCE, Why.SHOT_HOLDS, Why.HELD_TO_END]


def test_that_a_shot_does_not_hold_for_somebody_else_or_for_too_long() -> None:
    other = boards(scene("SIL\nNow.", "One by one, the lamps go out.", "DORA laughs."), people={"DORA": "woman"})
    assert other[-1].subjects == ("DORA",)
    endless = "The last one goes on burning over the door, as it has for sixty years without one night of rest, "
    assert len(boards(scene("SIL\nNow.", "One by one, the lamps go out.", f"{endless * 2}and waits."))) == 4


def test_that_who_runs_is_followed_whatever_they_look_at() -> None:
    text = scene("The sea.", "DORA runs for the boat, looks at SIL, and runs on.")
    assert boards(text)[-1].rule == "track"


def test_that_a_word_with_nothing_to_show_is_played_on_the_picture_that_stands() -> None:
    held = boards(scene("SIL\nThey will come home tonight.", "Light."))[-1]
    assert held.action == "Light."
    assert held.subjects == ("SIL",)
    assert Why.SEEN_ON_THEM in [reason.why for reason in held.reasons]
    longer = boards(scene("SIL\nThey will come home tonight.", "A pale light crosses the wall and the floor."))[-1]
    assert not longer.subjects


def test_that_a_pair_that_goes_on_looking_stays_in_its_frame() -> None:
    text = scene("DORA waits. SIL waits.", "DORA\nTwelve.", "SIL\nTwelve it is.", "They look at each other.")
    held = boards(text)[-1]
    assert held.dialogue
    assert held.action.endswith("They look at each other.")


def test_that_nobody_is_cut_to_at_the_size_and_angle_they_are_seen_at() -> None:
    people: dict[str, Figure] = {"SIL": "woman"}
    text = scene(
        "SIL kneels at the gear and leans on the wrench with her whole weight. It slips. She falls to the wall."
    )
    assert [board.rule for board in boards(text, people=people)][1:] == ["figure"]
    walked = scene(
        "SIL kneels at the gear and leans on the wrench with her whole weight. It slips. She walks to the wall."
    )
    assert [board.rule for board in boards(walked, people=people)][1:] == ["figure", "track"]
