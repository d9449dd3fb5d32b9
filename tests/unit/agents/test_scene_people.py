"""Who is on the set, as which figure, in which pose."""

from __future__ import annotations

import pytest

from studio.agents.scene_beats import read_beats
from studio.agents.scene_people import Person, figure_of, scene_people, script_people, staging_text
from tests.unit.agents.scripts import scene


def people(text: str) -> dict[str, Person]:
    return {person.name: person for person in scene_people(read_beats(text))}


@pytest.mark.parametrize(
    ("line", "pose"),
    [
        ("DORA sits on the bench.", "sit"),
        ("DORA walks along the wall.", "walk"),
        ("DORA runs along the wall.", "run"),
        ("DORA lies on the floor.", "lie"),
        ("DORA kneels by the gear.", "kneel"),
        ("DORA points at the sea.", "point"),
        ("DORA holds a lantern.", "hold"),
        ("DORA leans against the wall.", "lean"),
        ("DORA stands at the window.", "stand"),
        ("DORA와 SIL이 있다. DORA가 의자에 앉아 있다.", "sit"),
        ("DORA가 부두를 걷는다.", "walk"),
        ("DORA가 뛰어온다.", "run"),
        ("DORA가 침대에 누워 있다.", "lie"),
        ("DORA가 무릎을 꿇는다.", "kneel"),
        ("DORA가 바다를 가리킨다.", "point"),
        ("DORA가 등불을 들고 있다.", "hold"),
        ("DORA가 벽에 기대어 있다.", "lean"),
    ],
)
def test_that_a_pose_is_read_from_the_verb(line: str, pose: str) -> None:
    assert people(scene(line, "DORA\nYes, I am here."))["DORA"].pose == pose


def test_that_somebody_who_only_speaks_talks_and_a_voice_is_not_there() -> None:
    found = people(scene("DORA\nHello there.", "SIL (V.O.)\nHello to you."))
    assert found["DORA"].pose == "talk"
    assert "SIL" not in found


def test_that_an_entrance_is_told() -> None:
    found = people(scene("DORA waits.", "The door opens. SIL enters.", "SIL\nGood evening."))
    assert (found["DORA"].enters, found["SIL"].enters) == (False, True)


@pytest.mark.parametrize(
    ("line", "figure"),
    [
        ("MINA, a girl of ten, waits.", "child"),
        ("MINA (8) waits.", "child"),
        ("MINA, 34, waits. She coughs.", "woman"),
        ("MINA, a tall woman, waits.", "woman"),
        ("MINA, 40, waits. He coughs.", "person"),
        ("미나(9)가 기다린다.", "child"),
        ("미나, 열 살 소녀가 기다린다.", "child"),
    ],
)
def test_that_a_figure_is_read_from_the_introduction(line: str, figure: str) -> None:
    name = "미나" if "미나" in line else "MINA"
    assert people(scene(line, f"@{name}\nHere."))[name].asset == figure


def test_that_a_name_may_say_who_it_is() -> None:
    assert [figure_of(name) for name in ("할머니", "OLD MAN", "소년", "GIRL", "노인", "DORA")] == [
        "woman",
        "person",
        "child",
        "child",
        "person",
        None,
    ]


def test_that_people_without_a_line_are_there_too() -> None:
    found = people(scene("노인이 밧줄을 감는다.", "A boy sits on a crate.", "The GUARD, 50, leans on the door."))
    assert set(found) == {"노인", "BOY", "GUARD"}
    assert found["BOY"] == Person("BOY", "child", "sit")


def test_that_a_full_name_and_its_cue_are_one_person() -> None:
    text = scene("FRANK MILLER, 50s, sits. He waits. DETECTIVE RUIZ enters.", "FRANK\nYes.", "RUIZ\nNo.")
    found = people(text)
    assert set(found) == {"FRANK", "RUIZ"}
    assert found["RUIZ"].enters


def test_that_props_in_capitals_are_nobody() -> None:
    assert set(people(scene("DORA, 60, lifts the SNUFFER. A MATCH. The BRASS BELL rings."))) == {"DORA"}


def test_that_the_bible_says_who_is_a_woman() -> None:
    scenes = [read_beats(scene("DORA\nHello."))]
    assert script_people(scenes)["DORA"] == "person"
    assert script_people(scenes, descriptions={"Dora": "A woman of 61, keeper of the hall."})["DORA"] == "woman"


def test_that_the_prompt_for_the_stage_is_the_place_and_nobody_in_it() -> None:
    text = "INT. GREAT HALL - NIGHT\n\nFour long tables. Fifty candles.\n\nDORA walks in. She stops.\n\nDORA\nHello.\n"
    assert staging_text(read_beats(text)) == "Great hall, Night. Four long tables. Fifty candles."
    korean = "INT. 부엌 - 밤\n\n둥근 식탁 하나와 의자 네 개. 미나가 앉아 있다.\n\n@미나\n네.\n"
    assert staging_text(read_beats(korean)) == "부엌, 밤. 둥근 식탁 하나와 의자 네 개."


def test_that_whose_place_it_is_stands_nowhere_on_the_set() -> None:
    korean = staging_text(read_beats("INT. 할머니의 부엌 - 밤\n\n둥근 식탁. 의자 네 개.\n"))
    assert korean == "부엌, 밤. 둥근 식탁. 의자 네 개."
    english = read_beats("INT. MARA'S ROOM - DAY\n\nA bed. A desk.\n\nMARA\nHello there.\n")
    assert staging_text(english) == "Room, Day. A bed. A desk."
    assert staging_text(read_beats("INT. BARBER'S SHOP - DAY\n\nTwo chairs.\n")) == "Barber's shop, Day. Two chairs."


def test_that_a_place_shown_before_is_staged_as_it_was_shown() -> None:
    first = read_beats("EXT. ROAD - DAY\n\nA road. A truck.\n\nMARA sits.\n")
    again = read_beats("EXT. ROAD - NIGHT\n\nMARA slides into the seat.\n")
    assert staging_text(again, shown_in=first) == "Road, Night. A road. A truck."
    assert staging_text(again) == "Road, Night. MARA slides into the seat."
