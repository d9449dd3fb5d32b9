"""What is in whose hand from board to board."""

from __future__ import annotations

from math import dist

from studio.agents.person_words import Figure
from studio.model.stage import Prop, Stage
from studio.staging.in_hand import with_held
from studio.staging.kit.mannequin import landmarks
from studio.viewport.transform import to_world
from studio.workflows.attitudes import Attitudes
from studio.workflows.held_things import HeldThings
from studio.workflows.posed_stage import posed
from tests.unit.agents.scripts import boards, scene
from tests.unit.workflows.stages import person, room, thing

DORA, SIL = person("DORA", 0, 0), person("SIL", 2, 0)
RADIO = thing("radio", -3, 0, size=(0.3, 0.2, 0.12))


def _stages(stage: Stage, *paragraphs: str) -> list[Stage]:
    """The set as each board has it."""
    attitudes, held = Attitudes(stage), HeldThings(stage)
    people: dict[str, Figure] = {"DORA": "woman", "SIL": "woman", "할머니": "woman"}
    plans = boards(scene(*paragraphs), people=people)
    return [posed(stage, held.next(plan, attitudes.next(plan))) for plan in plans]


def _prop(stage: Stage, name: str) -> Prop:
    return next(prop for prop in stage.props if prop.id == name)


def _holder(stage: Stage, name: str) -> str | None:
    """Whose hand a thing is at."""
    held = _prop(stage, name)
    middle = to_world(held, (0.0, held.size[1] / 2, 0.0))
    for one in stage.props:
        if one.semantic_role == "character" and not one.hidden:
            found = landmarks(one.asset, one.size, one.pose)
            if min(dist(middle, to_world(one, found[hand])) for hand in ("left_hand", "right_hand")) < 0.3:
                return one.id
    return None


def _told(stages: list[Stage], name: str = "radio") -> list[str | None]:
    return [_holder(stage, name) for stage in stages]


def test_that_what_is_picked_up_stays_in_hand_until_it_is_put_down() -> None:
    lines = (
        "DORA waits.", "SIL\nWhere is he now, and why does nobody answer?", "DORA picks up the radio.",
        "SIL\nThey will not hear you out there, whatever you say.", "DORA sets the radio down.",
    )  # fmt: skip
    told = _stages(room(DORA, SIL, RADIO), *lines)
    assert _told(told)[-1] is None
    assert _prop(told[-1], "radio").position == RADIO.position
    assert _told(told)[:2] == [None, None]
    assert set(_told(told)[-3:-1]) == {"dora"}
    assert _prop(told[-2], "dora").pose == "hold"


def test_that_what_is_handed_over_is_in_the_other_hand() -> None:
    lines = ("DORA waits.", "DORA picks up the radio.", "SIL\nGive it to me, I can make it talk.")
    told = _told(_stages(room(DORA, SIL, RADIO), *lines, "DORA hands SIL the radio."))
    assert told[-1] == "sil"
    assert "dora" in told


def test_that_korean_words_of_taking_are_heard_and_those_that_deny_it_are_not() -> None:
    set_ = room(DORA, SIL, RADIO.model_copy(update={"name": "무전기"}))
    lines = ("DORA waits.", "DORA가 무전기를 집는다.")
    assert _told(_stages(set_, *lines))[-1] == "dora"
    speech = "SIL\n그만해, 아무도 듣지 않아."
    assert _told(_stages(set_, *lines, speech, "DORA는 무전기를 내려놓지 못한다."))[-1] == "dora"
    assert _told(_stages(set_, *lines, speech, "DORA가 무전기를 내려놓는다."))[-1] is None


def test_that_what_somebody_brings_is_not_seen_before_they_come() -> None:
    brought = RADIO.model_copy(update={"parent_id": "sil"})
    stage = room(DORA, SIL, brought)
    stage = stage.model_copy(update={"props": with_held(stage.props)})
    told = _stages(stage, "DORA waits.", "DORA\nHe is late, and it is his own fault.", "SIL enters.")
    assert _prop(told[1], "radio").hidden
    assert not _prop(told[-1], "radio").hidden
    assert _told(told)[-1] == "sil"
