import math

import pytest

from studio.errors import SpecError
from studio.model.stage import Container, Opening, PlacementHint, SpecNode, StageSpec
from studio.staging.pipeline import stage_spec
from tests.unit.staging.specs import node, relation, room

NAN = float("nan")


def spec_of(*nodes: SpecNode, container: Container | None = None) -> StageSpec:
    return StageSpec(main_container=container or room(), nodes=nodes)


@pytest.mark.parametrize(
    ("spec", "where", "field"),
    [
        (spec_of(node("a", parent_id="b"), node("b", parent_id="a")), "a", "parentId"),
        (spec_of(node("a", parent_id="a")), "a", "parentId"),
        (
            spec_of(
                node("a", relationships=(relation("b", "on_top_of"),)),
                node("b", relationships=(relation("a", "on_top_of"),)),
            ),
            "a",
            "parentId",
        ),
        (spec_of(node("a", suggested_scale=NAN)), "a", "suggestedScale"),
        (spec_of(node("a", suggested_scale=-1.0)), "a", "suggestedScale"),
        (spec_of(node("a", count=-3)), "a", "count"),
        (spec_of(node("a", count=10_000)), "a", "count"),
        (spec_of(node("a"), node("a")), "a", "id"),
        (spec_of(node("a", placement_hint=PlacementHint(floating_range=(NAN, 2.0)))), "a", "placementHint"),
        (spec_of(node("a", relationships=(relation("room", "near", distance=(-1.0, None)),))), "a", "relationships"),
        (spec_of(container=room(((0, 0), (4, 4), (4, 0), (0, 4)))), "room", "footprint"),
        (spec_of(container=room(((0, 0), (4, 0)))), "room", "footprint"),
        (spec_of(container=room(((0, 0), (4, 0), (8, 0)))), "room", "footprint"),
        (spec_of(container=room(((0, 0), (4, 0), (4, math.inf), (0, 4)))), "room", "footprint"),
        (
            spec_of(container=Container(id="room", size=(5, 3, 5), openings=(Opening(start=(0, 0), end=(0, 0)),))),
            "room",
            "openings",
        ),
    ],
)
def test_that_a_bad_spec_is_refused_where_it_is_bad(spec: StageSpec, where: str, field: str) -> None:
    with pytest.raises(SpecError) as refused:
        stage_spec(spec)
    assert (refused.value.node in {where, "b"}, refused.value.field) == (True, field)
    assert where in refused.value.message or "b" in refused.value.message


def test_that_a_bow_tie_names_the_sides_that_cross() -> None:
    with pytest.raises(SpecError, match=r"'room'.*\(0, 0\)-\(4, 4\) and \(4, 0\)-\(0, 4\) cross"):
        stage_spec(spec_of(container=room(((0, 0), (4, 4), (4, 0), (0, 4)))))


def test_that_a_missing_target_is_reported_and_the_thing_still_stands() -> None:
    stage = stage_spec(spec_of(node("table", (1.6, 0.75, 0.9), relationships=(relation("ghost", "next_to"),))))
    assert [prop.id for prop in stage.props] == ["table"]
    assert [(note.target, note.satisfied) for note in stage.report.relations] == [("ghost", False)]


def test_that_thousands_of_crates_in_a_small_room_are_told_one_by_one() -> None:
    stage = stage_spec(spec_of(node("crate", (0.6, 0.6, 0.6), count=5000)))
    assert len(stage.props) + len(stage.report.unplaced) == 5000
    assert all("no free floor" in one.reason for one in stage.report.unplaced)


def test_that_a_thousand_crates_are_placed_or_told_within_seconds() -> None:
    container = Container(id="room", size=(36.0, 6.0, 36.0))
    stage = stage_spec(spec_of(node("crate", (0.5, 0.5, 0.5), count=1000), container=container))
    assert len(stage.props) + len(stage.report.unplaced) == 1000
    assert len(stage.props) > 900
