"""Things inside things: rooms in a hall, coins in a chest, books in a shelf."""

from __future__ import annotations

import random

import pytest

from studio.model.stage import Container, SpecNode, Stage, StageSpec
from studio.staging.pipeline import stage_spec
from tests.unit.staging.specs import faults_of, node, relation

HALL = Container(id="hall", name="hall", size=(14.0, 4.0, 12.0))


def staged(*nodes: SpecNode) -> Stage:
    spec = StageSpec(main_container=HALL, nodes=nodes)
    stage = stage_spec(spec)
    assert faults_of(spec, stage) == []
    assert stage.report.unplaced == ()
    return stage


def unmet(stage: Stage) -> list[tuple[str, str, str]]:
    return [(note.node, note.type, note.target) for note in stage.report.relations if not note.satisfied]


def test_that_two_rooms_in_a_hall_hold_their_own_furniture() -> None:
    stage = staged(
        node("cell", (4.0, 2.6, 3.0), semantic_role="sub_container", is_container=True, count=2),
        node("bed", (0.9, 0.5, 2.0), count=2, parent_id="cell", relationships=(relation("cell", "inside"),)),
        node(
            "stool", (0.4, 0.45, 0.4), count=2, parent_id="cell",
            relationships=(relation("cell", "inside"), relation("bed", "next_to")),
        ),
        node("cabinet", (0.8, 1.2, 0.4), relationships=(relation("hall", "inside"),)),
    )  # fmt: skip
    assert unmet(stage) == []
    parents = {prop.id: prop.parent_id for prop in stage.props}
    assert [parents[name] for name in ("bed#1", "bed#2", "stool#1", "stool#2")] == ["cell#1", "cell#2"] * 2


def test_that_coins_lie_inside_the_chest_and_a_candle_on_its_lid() -> None:
    stage = staged(
        node("chest", (0.8, 0.55, 0.5)),
        node("coin", (0.03, 0.004, 0.03), count=12, semantic_role="decoration_surface",
             relationships=(relation("chest", "inside"),)),
        node("candle", (0.05, 0.2, 0.05), semantic_role="decoration_surface",
             relationships=(relation("chest", "on_top_of"),)),
    )  # fmt: skip
    assert unmet(stage) == []
    assert {prop.support for prop in stage.props if prop.node == "coin"} == {"surface"}


def test_that_what_is_in_a_box_in_a_room_in_a_hall_is_within_all_three() -> None:
    stage = staged(
        node("vault", (3.0, 2.4, 3.0), semantic_role="sub_container", is_container=True),
        node("chest", (0.8, 0.55, 0.5), parent_id="vault", relationships=(relation("vault", "inside"),)),
        node("goblet", (0.08, 0.15, 0.08), count=4, semantic_role="decoration_surface",
             relationships=(relation("vault", "inside"), relation("chest", "inside"))),
        node("table", (1.0, 0.75, 0.6), parent_id="vault", relationships=(relation("vault", "inside"),)),
        node("cup", (0.08, 0.1, 0.08), count=3, semantic_role="decoration_surface",
             relationships=(relation("table", "on_top_of"), relation("vault", "inside"))),
    )  # fmt: skip
    assert unmet(stage) == []


def test_that_books_stand_in_the_shelves_of_a_bookcase() -> None:
    stage = staged(
        node("bookcase", (0.9, 2.0, 0.32)),
        node("book", (0.04, 0.24, 0.17), count=20, semantic_role="decoration_surface",
             relationships=(relation("bookcase", "inside"),)),
    )  # fmt: skip
    assert unmet(stage) == []


def test_that_what_finds_no_room_in_a_box_is_told() -> None:
    spec = StageSpec(
        main_container=HALL,
        nodes=(
            node("crate", (0.5, 0.5, 0.5)),
            node("ball", (0.4, 0.4, 0.4), count=3, relationships=(relation("crate", "inside"),)),
        ),
    )
    stage = stage_spec(spec)
    assert faults_of(spec, stage) == []
    assert len(stage.report.unplaced) == 2
    assert "inside crate" in stage.report.unplaced[0].reason


@pytest.mark.parametrize("seed", range(6))
def test_that_rooms_in_rooms_of_any_number_hold_their_beds_their_seats_and_their_people(seed: int) -> None:
    rng = random.Random(seed)
    cells = rng.randint(1, 3)
    within = relation("cell", "inside")
    close = relation("bed", rng.choice(("near", "next_to", "facing")))
    stage = staged(
        node("cell", (rng.choice((2.4, 3.0, 3.6)), 2.4, 2.4), semantic_role="sub_container", count=cells),
        node("bed", (0.9, 0.5, 1.9), count=cells, relationships=(within,)),
        node("chair", (0.45, 0.9, 0.45), count=cells, relationships=(within, close)),
        node("prisoner", (0.5, 1.7, 0.3), semantic_role="character", count=cells, relationships=(within,)),
        node("trunk", (0.7, 0.5, 0.45), relationships=(relation("hall", "against_wall"),)),
        node("book", (0.15, 0.04, 0.2), semantic_role="decoration_surface", count=rng.randint(1, 8),
             relationships=(relation("trunk", "inside"),)),
    )  # fmt: skip
    assert unmet(stage) == []
