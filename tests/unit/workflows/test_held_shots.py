"""Which boards a set makes one."""

from __future__ import annotations

from studio.agents.why import Why
from studio.model.timing import FILM
from studio.workflows.held_shots import with_held_shots
from tests.unit.agents.scripts import boards, scene
from tests.unit.workflows.stages import person, room, thing


def test_that_an_insert_of_what_the_set_has_not_is_part_of_the_shot_of_who_handles_it() -> None:
    text = scene("DORA\nIt is late, and nobody is awake but me.", "The needle touches zero.", "DORA\nNow, then.")
    plans = boards(text, people={"DORA": "woman"})
    without = with_held_shots(plans, room(person("DORA", 0, 0)), text, rate=FILM)
    gauge = thing("needle", 1, 0)
    having = with_held_shots(plans, room(person("DORA", 0, 0), gauge), text, rate=FILM)
    assert having == tuple(plans)
    assert len(without) == len(plans) - 1
    held = next(plan for plan in without if "needle" in plan.action)
    assert held.subjects == ("DORA",)
    assert Why.HELD_WITHOUT_THING in [reason.why for reason in held.reasons]
    assert held.anchor.quote == text[held.anchor.start : held.anchor.end]
    assert "".join(plan.action for plan in without).count("needle") == 1
    assert sum(plan.duration_frames for plan in without) == sum(plan.duration_frames for plan in plans)
