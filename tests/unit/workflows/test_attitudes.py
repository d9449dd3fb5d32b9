"""How people stand from board to board."""

from __future__ import annotations

from typing import Any

import pytest

from studio.agents.person_words import Figure
from studio.model.stage import Prop, Stage, SupportSurface
from studio.workflows.attitudes import Attitudes
from tests.unit.agents.scripts import boards, scene
from tests.unit.workflows.stages import person, room, thing


def _boards(stage: Stage, *paragraphs: str) -> dict[str, dict[str, dict[str, Any]]]:
    """The overrides of each board, by the board's words."""
    attitudes = Attitudes(stage)
    people: dict[str, Figure] = {"DORA": "woman", "SIL": "woman"}
    return {plan.anchor.quote: attitudes.next(plan) for plan in boards(scene(*paragraphs), people=people)}


def _pose(overrides: dict[str, dict[str, Any]], prop: Prop) -> str:
    return str(overrides.get(prop.id, {}).get("pose", prop.pose))


def test_that_a_run_is_over_when_the_next_board_begins() -> None:
    dora = person("DORA", 0, 0, pose="run")
    told = _boards(room(dora), "DORA runs to the gate.", "SIL sits.", "DORA laughs with her whole body.")
    assert [_pose(overrides, dora) for overrides in told.values()][1:] == ["run", "stand", "stand"]


def test_that_who_kneels_speaks_kneeling_until_they_get_up() -> None:
    dora, sil = person("DORA", 0, 0), person("SIL", 2, 0)
    told = _boards(
        room(dora, sil),
        "DORA kneels by the wheel.",
        "DORA\nWhere have you been all this time, tell me now?",
        "SIL\nI have been where you told me to be, and nowhere else.",
        "DORA gets up.",
    )
    assert [_pose(overrides, dora) for overrides in told.values()] == ["stand", "kneel", "kneel", "stand"]
    assert _pose(list(told.values())[2], sil) == "talk"


def test_that_who_sits_keeps_the_seat() -> None:
    dora, sil = person("DORA", 0, 0, pose="sit"), person("SIL", 2, 0)
    told = _boards(
        room(dora, sil), "DORA waits.", "DORA holds up a letter.", "DORA stops.", "SIL\nWhere is it?", "DORA\nHere."
    )
    assert [overrides.get(dora.id) for overrides in told.values()][1:] == [None] * (len(told) - 1)


@pytest.mark.parametrize(
    "deed",
    [
        "DORA stands up.",
        "DORA gets up.",
        "DORA rises.",
        "DORA가 일어선다.",
        "DORA가 일어난다.",
        "DORA runs to the door.",
    ],
)
def test_that_who_gets_up_stands_beside_the_seat_from_then_on(deed: str) -> None:
    chair = thing("chair", 0, -0.2, size=(0.45, 0.9, 0.5), asset="kit:chair")
    table = thing("table", 0, 0.8, size=(1.6, 0.75, 0.8))
    dora, sil = person("DORA", 0, 0, pose="sit"), person("SIL", -3, 0)
    lines = ("DORA waits.", "SIL\nWhere is it?", deed, "SIL\nOut of sight.", "DORA laughs with her whole body.")
    told = list(_boards(room(chair, table, dora, sil), *lines).values())
    for overrides in told[-2:]:
        assert _pose(overrides, dora) in ("stand", "run")
        x, y, z = overrides["dora"]["position"]
        assert y == 0.0
        assert abs(x) > 0.5 or z < -0.7


def test_that_who_sits_down_sits_on_a_free_seat() -> None:
    chairs = [
        thing(
            f"chair#{at}", x, 1, size=(0.45, 0.9, 0.5), asset="kit:chair", node="chair",
            support_surfaces=(SupportSurface(height=0.45, min=(-0.22, -0.16), max=(0.22, 0.25)),),
        )
        for at, x in enumerate((0.0, 2.0))
    ]  # fmt: skip
    sil, dora = person("SIL", 0, 1.05, pose="sit"), person("DORA", -1, 0)
    told = list(_boards(room(*chairs, sil, dora), "SIL waits.", "DORA sits down.", "DORA\nSo here we are.").values())
    assert "dora" not in told[1] or told[1]["dora"].get("pose") != "sit"
    for overrides in told[2:]:
        assert _pose(overrides, dora) == "sit"
        assert abs(overrides["dora"]["position"][0] - 2.0) < 0.3


def test_that_people_who_talk_turn_to_each_other() -> None:
    dora, sil = person("DORA", 0, 0, yaw=180), person("SIL", 2, 0)
    lines = ("DORA\nWhere have you been all this time?", "SIL\nI have been where you told me to be.")
    told = list(_boards(room(dora, sil), *lines).values())
    assert "rotation" not in told[0].get("dora", {})
    assert told[1]["dora"]["rotation"] == [0.0, 90.0, 0.0]
    assert told[1]["sil"]["rotation"] == [0.0, -90.0, 0.0]


def test_that_who_looks_turns_to_what_is_looked_at() -> None:
    dora, tower = person("DORA", 0, 0), thing("tower", -3, 0, size=(1.0, 3.0, 1.0))
    told = list(_boards(room(dora, tower), "DORA looks up at the tower.").values())
    assert told[-1]["dora"]["rotation"] == [0.0, -90.0, 0.0]


def test_that_who_has_not_come_is_hidden() -> None:
    dora, sil = person("DORA", 0, 0), person("SIL", 2, 0)
    told = list(_boards(room(dora, sil), "DORA waits.", "SIL enters.").values())
    assert told[1]["sil"] == {"hidden": True}
    assert not told[2].get("sil", {}).get("hidden")


def test_that_who_came_steps_up_to_whom_they_talk_to() -> None:
    lines = ("DORA waits.", "SIL runs in.", "DORA\nWhere have you been all this time?", "SIL\nI was where you sent me.")
    dora, sil = person("DORA", -3, 0), person("SIL", 3, 0)
    entrance, talk = list(_boards(room(dora, sil), *lines).values())[2:4]
    assert "position" not in entrance["sil"]
    assert talk["sil"]["position"] == [-1.5, 0.0, 0.0]
    assert talk["sil"]["rotation"] == [0.0, -90.0, 0.0]
    crate = thing("crate", -1.5, 0, size=(0.6, 0.6, 0.6))
    x, _, z = list(_boards(room(dora, sil, crate), *lines).values())[3]["sil"]["position"]
    assert abs(z) > 0.3 and abs((x + 3) ** 2 + z**2 - 1.5**2) < 0.01


def test_that_who_was_there_all_along_talks_from_there() -> None:
    lines = ("DORA and SIL wait.", "DORA\nWhere have you been all this time?", "SIL\nI was where you sent me.")
    told = _boards(room(person("DORA", -3, 0), person("SIL", 3, 0)), *lines)
    assert all("position" not in changes for overrides in told.values() for changes in overrides.values())
