import math

import pytest

from studio.staging.cast import PersonInScene
from studio.staging.pipeline import stage_prompt
from tests.unit.staging.specs import faults_of


def test_that_a_person_who_sits_gets_the_seat_and_its_height() -> None:
    staged = stage_prompt("A kitchen with a table and two chairs. A man sits on a chair at the table.", literal=True)
    person = next(prop for prop in staged.stage.props if prop.semantic_role == "character")
    assert person.pose == "sit"
    assert person.support == "surface"
    assert person.parent_id is not None and person.parent_id.startswith("chair")
    seat = next(prop for prop in staged.stage.props if prop.id == person.parent_id)
    assert abs(person.rotation[1] - seat.rotation[1]) < 1
    assert faults_of(staged.spec, staged.stage) == []


@pytest.mark.parametrize("prompt", ["의자에 앉은 남자 두 명", "Two men sitting on chairs"])
def test_that_two_who_sit_have_two_chairs(prompt: str) -> None:
    props = stage_prompt(prompt, literal=True).stage.props
    sitting = [prop for prop in props if prop.semantic_role == "character"]
    assert [prop.pose for prop in sitting] == ["sit", "sit"]
    assert len({prop.parent_id for prop in sitting}) == 2


def test_that_characters_are_named_and_a_talking_distance_apart() -> None:
    people = (PersonInScene("MINA", "talk", "table"), PersonInScene("준호", "stand", "table"))
    staged = stage_prompt("INT. KITCHEN - NIGHT. A table with four chairs.", people=people)
    figures = {prop.name: prop for prop in staged.stage.props if prop.semantic_role == "character"}
    assert figures.keys() == {"MINA", "준호"}
    assert figures["MINA"].asset == "kit:woman"
    assert figures["MINA"].pose == "talk"
    a, b = figures["MINA"].position, figures["준호"].position
    assert 1.0 <= math.dist((a[0], a[2]), (b[0], b[2])) <= 3.0
    assert faults_of(staged.spec, staged.stage) == []


def test_that_who_finds_no_seat_stands() -> None:
    props = stage_prompt("A man sits in an empty room", literal=True).stage.props
    assert [prop.pose for prop in props] == ["stand"]
    assert props[0].position[1] == 0.0
