"""Many alike on the walls hang evenly, and what is next to a thing leaves the floor before it free."""

from __future__ import annotations

import math

import pytest

from studio.model.stage import Container, Opening, Stage, StageSpec
from studio.staging.checks.outlines import overlap_m, prop_outline
from studio.staging.pipeline import stage_spec
from tests.unit.staging.specs import faults_of, node, relation

HALL = Container(
    id="hall", name="hall", size=(10.0, 4.0, 8.0),
    openings=(
        Opening(kind="door", start=(-0.6, 4.0), end=(0.6, 4.0), clear=1.2),
        Opening(kind="window", start=(-5.0, -2.0), end=(-5.0, 0.6), height=2.4, sill=0.9),
        Opening(kind="window", start=(1.0, -4.0), end=(3.0, -4.0), height=2.4, sill=0.9),
    ),
)  # fmt: skip


BARE_HALL = HALL.model_copy(update={"openings": HALL.openings[:1]})


def staged(*nodes: object, seed: int = 0, hall: Container = HALL) -> Stage:
    spec = StageSpec.model_validate({"main_container": hall, "nodes": nodes})
    stage = stage_spec(spec, seed=seed)
    assert faults_of(spec, stage) == []
    assert stage.report.unplaced == ()
    return stage


def nearest_m(stage: Stage, name: str) -> list[float]:
    """How far each is from the nearest of its kind."""
    spots = [prop.position for prop in stage.props if prop.node == name]
    return [min(math.dist(spot, other) for other in spots if other is not spot) for spot in spots]


@pytest.mark.parametrize("count", [4, 6, 8, 12, 16])
def test_that_torches_hang_evenly_round_the_hall_in_spite_of_its_openings(count: int) -> None:
    stage = staged(
        node("torch", (0.15, 0.6, 0.2), count=count, semantic_role="lighting", relationships=(
            relation("hall", "on_wall"),
        )),
        node("wardrobe", (1.4, 2.2, 0.6), count=3, relationships=(relation("hall", "against_wall"),)),
    )  # fmt: skip
    assert min(nearest_m(stage, "torch")) > 0.25 * 36.0 / count
    walls = [(round(p.rotation[1] / 90.0)) % 4 for p in stage.props if p.node == "torch"]
    assert len(set(walls)) == 4


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("kind", ["throne", "statue", "fireplace"])
def test_that_armour_next_to_a_thing_does_not_stand_before_it(kind: str, seed: int) -> None:
    stage = staged(
        node(kind, semantic_role="furniture_floor"),
        node("armour", (0.7, 1.9, 0.6), count=2, relationships=(relation(kind, "next_to"),)),
        node("chest", (0.9, 0.5, 0.5), count=2),
        seed=seed,
        hall=BARE_HALL,
    )
    host = next(prop for prop in stage.props if prop.node == kind)
    yaw = math.radians(host.rotation[1])
    ahead = host.size[2] / 2 + 0.35
    before = host.model_copy(
        update={
            "position": (host.position[0] + ahead * math.sin(yaw), 0.0, host.position[2] + ahead * math.cos(yaw)),
            "size": (host.size[0], 1.0, 0.5),
        }
    )
    for armour in (prop for prop in stage.props if prop.node == "armour"):
        assert overlap_m(prop_outline(armour), prop_outline(before)) <= 0.0
    assert all(note.satisfied for note in stage.report.relations)
