"""Things inside things: rooms in a hall, coins in a chest, books in a shelf."""

from __future__ import annotations

import math
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


def _in_own_axes(stage: Stage, name: str, within: str) -> tuple[float, float, float]:
    """(to the left, to the front, turn) of a prop seen from the room it is in."""
    prop = next(prop for prop in stage.props if prop.id == name)
    room = next(prop for prop in stage.props if prop.id == within)
    yaw = math.radians(room.rotation[1])
    dx, dz = prop.position[0] - room.position[0], prop.position[2] - room.position[2]
    turn = (prop.rotation[1] - room.rotation[1]) % 360.0
    return dx * math.cos(yaw) - dz * math.sin(yaw), dx * math.sin(yaw) + dz * math.cos(yaw), turn


@pytest.mark.parametrize("target", ["hall", "booth"])
@pytest.mark.parametrize("seed", range(3))
def test_that_walls_corners_and_the_middle_of_what_is_in_a_booth_are_the_booths(target: str, seed: int) -> None:

    def within(kind: str) -> dict[str, object]:
        return {"parent_id": "booth", "relationships": (relation("booth", "inside"), relation(target, kind))}

    spec = StageSpec(
        main_container=HALL,
        nodes=(
            node("booth", (3.6, 2.4, 3.2), semantic_role="sub_container", is_container=True),
            node("cabinet", (0.8, 1.2, 0.4), **within("against_wall")),
            node("plant", (0.4, 1.0, 0.4), **within("in_corner")),
            node("table", (0.8, 0.75, 0.8), **within("centered")),
        ),
    )
    stage = stage_spec(spec, seed=seed)
    assert faults_of(spec, stage) == []
    assert unmet(stage) == []
    left, front, turn = _in_own_axes(stage, "cabinet", "booth")
    off = {0.0: 1.6 + front - 0.2, 90.0: 1.8 + left - 0.2, 180.0: 1.6 - front - 0.2, 270.0: 1.8 - left - 0.2}[turn]
    assert off <= 0.15
    left, front, _ = _in_own_axes(stage, "plant", "booth")
    assert max(1.8 - abs(left), 1.6 - abs(front)) <= 1.0
    left, front, _ = _in_own_axes(stage, "table", "booth")
    assert math.hypot(left, front) < 0.4


def test_that_who_sits_in_a_booth_sits_on_the_chair_in_it() -> None:
    within = relation("booth", "inside")
    stage = staged(
        node("booth", (2.4, 2.4, 2.4), semantic_role="sub_container", is_container=True, count=2),
        node("chair", (0.45, 0.9, 0.5), count=6),
        node("stool", (0.4, 0.45, 0.4), count=2, parent_id="booth", relationships=(within,)),
        node("woman", semantic_role="character", pose="sit", count=2, parent_id="booth", relationships=(within,)),
    )
    assert unmet(stage) == []
    assert {prop.parent_id for prop in stage.props if prop.node == "woman"} == {"stool#1", "stool#2"}


def test_that_who_finds_no_seat_in_a_booth_stands_in_it() -> None:
    within = relation("booth", "inside")
    stage = staged(
        node("booth", (2.4, 2.4, 2.4), semantic_role="sub_container", is_container=True),
        node("woman", semantic_role="character", pose="sit", parent_id="booth", relationships=(within,)),
    )
    assert unmet(stage) == []
    assert next(prop for prop in stage.props if prop.node == "woman").pose == "stand"


def test_that_a_room_within_a_room_that_no_prop_shows_is_drawn_open() -> None:
    stage = staged(
        node("zorblatt", (3.0, 2.6, 3.0), semantic_role="sub_container", is_container=True),
        node("stool", (0.4, 0.45, 0.4), parent_id="zorblatt", relationships=(relation("zorblatt", "inside"),)),
    )
    assert next(prop for prop in stage.props if prop.node == "zorblatt").asset == "kit:enclosure"
    assert {note.asset for note in stage.report.assets if note.node == "zorblatt"} == {"kit:enclosure"}
