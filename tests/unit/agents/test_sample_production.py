"""The bundled film: it parses, stages and boards as a production that is shown to people has to."""

from __future__ import annotations

import json
import re

import pytest

from studio.agents.film_grammar import place_key, plan_shots
from studio.agents.scene_beats import SceneBeats, read_beats
from studio.agents.scene_people import scene_people, script_people
from studio.agents.shot_plan import ShotPlan
from studio.model.documents import ProductionBible
from studio.model.timing import FILM
from studio.resource_files import resource_text
from studio.script.fountain import parse_fountain
from studio.script.language import language_of


@pytest.fixture(scope="module")
def scenes() -> tuple[SceneBeats, ...]:
    text = resource_text("sample", "harbor_lights.fountain")
    return tuple(map(read_beats, re.split(r"(?m)^(?=(?:INT|EXT)\.)", text)[1:]))


def test_that_the_script_is_clean_fountain() -> None:
    screenplay = parse_fountain(resource_text("sample", "harbor_lights.fountain"))
    assert screenplay.warnings == ()
    assert len(screenplay.scenes) == 8
    assert 4 <= screenplay.pages <= 6
    assert {person.name for person in screenplay.characters} == {"DORA", "SIL", "미나", "할머니", "아버지"}


def test_that_every_scene_has_a_staging_prompt_and_a_reason(scenes: tuple[SceneBeats, ...]) -> None:
    about = json.loads(resource_text("sample", "harbor_lights.json"))
    places = {str(place) for place in range(len(scenes))}
    assert set(about["staging"]) == set(about["rationale"]) == places
    bible = ProductionBible.from_wire(about["bible"])
    told = {person.name: person.description for person in bible.characters.values()}
    assert set(told) == set(script_people(scenes))
    assert script_people(scenes, descriptions=told) == script_people(scenes)


def test_that_the_reason_of_a_scene_is_in_its_language(scenes: tuple[SceneBeats, ...]) -> None:
    reasons = json.loads(resource_text("sample", "harbor_lights.json"))["rationale"]
    told = [language_of([reasons[str(place)]]) for place in range(len(scenes))]
    assert told == [scene.language for scene in scenes]
    assert set(told) == {"en", "ko"}


def test_that_the_girl_is_a_child_in_every_scene(scenes: tuple[SceneBeats, ...]) -> None:
    cast = script_people(scenes)
    seen = [person for scene in scenes for person in scene_people(scene, people=cast) if person.name == "미나"]
    assert len(seen) == 6
    assert {person.asset for person in seen} == {"child"}


def test_that_the_film_is_boarded_with_variety_and_breath(scenes: tuple[SceneBeats, ...]) -> None:
    cast = script_people(scenes)
    known: set[str] = set()
    boards: list[ShotPlan] = []
    for scene in scenes:
        boards += plan_shots(scene, rate=FILM, people=cast, known_places=known)
        known.add(place_key(scene))
    seconds = sum(board.duration_frames for board in boards) / 24
    assert 240 <= seconds <= 360
    assert seconds / len(boards) >= 3
    assert len({board.rule for board in boards}) >= 18
    assert {"EWS", "WS", "FS", "MLS", "MS", "MCU", "CU", "INSERT"} <= {board.shot_size for board in boards}
    assert sum(board.rule == "return" for board in boards) == 2
    assert boards[-1].rule == "pull_back"
