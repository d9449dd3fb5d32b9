import pytest

from studio.model.stage import Prop, Stage
from studio.staging.library import kit_library
from studio.staging.pipeline import stage_prompt
from tests.unit.staging.specs import faults_of


def _sitting(stage: Stage) -> list[Prop]:
    return [prop for prop in stage.props if prop.semantic_role == "character" and prop.pose == "sit"]


def _above_seat_m(person: Prop, seat: Prop) -> float:
    """How far the point that a person sits on is from the nearest top of their seat."""
    point = kit_library().seat_point(person.asset, person.size, person.pose)[1] + person.position[1]
    tops = [surface.height for surface in seat.support_surfaces or ()] or [seat.size[1]]
    return min(abs(point - seat.position[1] - top) for top in tops)


@pytest.mark.parametrize(
    ("prompt", "people"),
    [
        ("두 사람이 부스에 앉아 있다", 2),
        ("four students sit in the booth", 4),
        ("two women sit at the booth", 2),
        ("a couple sits on the sofa", 2),
        ("부부가 소파에 앉아 있다", 2),
        ("Three men sit on a couch", 3),
        ("two boys sit on the bed", 2),
        ("신도 네 명이 장의자에 앉아 있다", 4),
        ("세 사람이 벤치에 앉아 있다", 3),
        ("왕이 왕좌에 앉아 있다", 1),
        ("a man sits in an armchair", 1),
        ("an old man sits in a rocking chair", 1),
        ("a man sits on a toilet", 1),
        ("소녀가 그네에 앉아 있다", 1),
        ("a man sits on a bar stool", 1),
        ("an old man sits on a crate", 1),
    ],
)
def test_that_people_sit_on_whatever_has_a_seat(prompt: str, people: int) -> None:
    staged = stage_prompt(prompt, literal=True)
    props = {prop.id: prop for prop in staged.stage.props}
    sitting = _sitting(staged.stage)
    assert len(sitting) == people
    assert {props[one.parent_id or ""].support for one in sitting} == {"floor"}
    assert max(_above_seat_m(one, props[one.parent_id or ""]) for one in sitting) < 0.06
    assert [note for note in staged.stage.report.relations if not note.satisfied] == []
    assert staged.stage.report.unplaced == ()
    assert faults_of(staged.spec, staged.stage) == []


def test_that_two_in_a_booth_look_at_one_another_across_its_table() -> None:
    one, other = _sitting(stage_prompt("두 사람이 부스에 앉아 있다", literal=True).stage)
    assert abs((one.rotation[1] - other.rotation[1]) % 360.0 - 180.0) < 0.1
    assert abs(one.position[2] - other.position[2]) < 0.02


def test_that_nobody_sits_on_the_table_of_a_full_booth() -> None:
    stage = stage_prompt("six people sit in the dining booth", literal=True).stage
    people = [prop for prop in stage.props if prop.semantic_role == "character"]
    assert sorted(prop.pose or "" for prop in people) == ["sit"] * 4 + ["stand"] * 2
    assert max(prop.position[1] for prop in people) < 0.2


def test_that_a_couple_shares_a_sofa_evenly() -> None:
    stage = stage_prompt("a couple sits on the sofa", literal=True).stage
    sofa = next(prop for prop in stage.props if prop.node == "sofa")
    one, other = _sitting(stage)
    assert abs((one.position[0] + other.position[0]) / 2 - sofa.position[0]) < 0.02
    assert abs(one.position[0] - other.position[0]) > 0.5


@pytest.mark.parametrize(
    ("prompt", "chairs"), [("A room with a couple of chairs", 2), ("A room with a couple chairs and a table", 2)]
)
def test_that_a_couple_of_things_is_no_people(prompt: str, chairs: int) -> None:
    props = stage_prompt(prompt, literal=True).stage.props
    assert sum(prop.node == "chair" for prop in props) == chairs
    assert all(prop.semantic_role != "character" for prop in props)


def test_that_a_booth_nobody_sits_in_is_still_a_stall_outdoors() -> None:
    props = stage_prompt("A market square with three booths", literal=True).stage.props
    assert {prop.node for prop in props} == {"market_stall"}
