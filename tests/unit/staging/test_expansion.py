"""What a prompt leaves open is assumed, marked so, and left out of a literal set."""

import pytest

from studio.model.stage import Expansion
from studio.staging.pipeline import stage_prompt
from studio.staging.spec import build_spec


def expanded(prompt: str, *, literal: bool = False) -> Expansion:
    expansion = build_spec(prompt, literal=literal).metadata.expansion
    assert expansion is not None
    return expansion


def test_that_what_is_told_is_told_and_the_rest_assumed_with_its_reason() -> None:
    expansion = expanded("A forest clearing on an autumn evening with a campfire, no tents")
    assert (expansion.time_of_day, expansion.season) == ("night", "autumn")
    assert expansion.reasons["timeOfDay"] == expansion.reasons["season"] == "told"
    assert expansion.terrain == "grassland"
    assert expansion.reasons["terrain"].startswith("assumed: ")
    assert expansion.light == "night"
    assert expansion.atmosphere and expansion.weather
    assert expansion.focal_point == "campfire"
    assert "tree" in expansion.supporting
    assert expansion.excluded == ("tent",)


def test_that_a_literal_expansion_assumes_nothing() -> None:
    expansion = expanded("비 오는 밤의 서재, 책상 하나, 의자 없이", literal=True)
    assert (expansion.time_of_day, expansion.weather, expansion.excluded) == ("night", "rain", ("chair",))
    assert (expansion.light, expansion.season, expansion.terrain, expansion.atmosphere) == ("", "", "", "")
    assert expansion.supporting == ()
    assert not any(reason.startswith("assumed") for reason in expansion.reasons.values())


@pytest.mark.parametrize(
    ("prompt", "focal"),
    [
        ("A throne room with a golden throne and four torches", "throne"),
        ("A room with a small table in the center and two chairs", "table"),
        ("A room with a chair and a wardrobe", "wardrobe"),
        ("낯선 zorbling", ""),
    ],
)
def test_that_the_eye_goes_to_what_draws_it(prompt: str, focal: str) -> None:
    assert expanded(prompt, literal=True).focal_point == focal


def test_that_the_report_of_a_stage_carries_it() -> None:
    staged = stage_prompt("A bedroom")
    assert staged.stage.report.expansion == staged.spec.metadata.expansion
    assert {node.id for node in staged.spec.nodes if node.implied} == set(expanded("A bedroom").supporting)


@pytest.mark.parametrize(
    ("prompt", "kinds"),
    [
        ("A street at night in the rain", {"rain"}),
        ("눈이 내리는 숲", {"snowflakes"}),
        ("A forest in autumn with a campfire", {"sparks", "falling leaves"}),
        ("A prison cell in the rain", set()),
        ("눈을 감은 노인이 의자에 앉아 있는 거리", set()),
    ],
)
def test_that_particles_have_their_reason_and_weather_stays_out_of_windowless_rooms(
    prompt: str, kinds: set[str]
) -> None:
    particles = stage_prompt(prompt, literal=True).stage.particles
    assert {one.kind for one in particles} == kinds
    assert all(one.reason and 0 < one.density <= 1 for one in particles)
