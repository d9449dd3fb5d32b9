import pytest

from bench.rooms import OUTLINES, furnished
from studio.model.stage import StageSpec
from studio.staging.checks.access import access_of
from studio.staging.checks.floor_walk import walk_of
from studio.staging.pipeline import stage_spec
from tests.unit.staging.specs import faults_of, node, relation, room


@pytest.mark.parametrize("outline", ["box 6 × 5", "L 8 × 7", "slanted 7 × 6"])
def test_that_people_walk_a_furnished_room_and_come_to_all_they_use(outline: str) -> None:
    spec = furnished(2, OUTLINES[outline], share=0.3)
    stage = stage_spec(spec)
    walk, access = walk_of(stage.container, stage.props), access_of(spec, stage.container, stage.props)
    assert faults_of(spec, stage) == []
    assert stage.report.unplaced == ()
    assert [note for note in stage.report.relations if not note.satisfied] == []
    assert min(walk.navigable, walk.reachable) >= 0.98
    assert min(access.free, access.reached) >= 0.95


def test_that_a_room_two_thirds_full_holds_all_it_is_asked_to() -> None:
    spec = furnished(7, OUTLINES["box 6 × 5"], share=0.66)
    stage = stage_spec(spec)
    assert faults_of(spec, stage) == []
    assert stage.report.unplaced == ()


def test_that_things_on_a_small_top_close_up_for_one_more() -> None:
    on_it = (relation("stand", "on_top_of"),)
    spec = StageSpec(
        main_container=room(),
        nodes=(
            node("stand", (0.5, 0.6, 0.5)),
            node("lamp", (0.28, 0.4, 0.28), semantic_role="decoration_surface", relationships=on_it),
            node("book", (0.2, 0.04, 0.3), semantic_role="decoration_surface", relationships=on_it),
        ),
    )
    stage = stage_spec(spec)
    assert stage.report.unplaced == ()
    assert faults_of(spec, stage) == []


def test_that_six_chairs_stand_evenly_about_a_square_table_with_legs_at_its_corners() -> None:
    around = (relation("table", "around"), relation("table", "facing"))
    chairs = node("chair", (0.45, 0.9, 0.5), count=6, relationships=around)
    table = node("table", (1.1, 0.75, 1.1), name="circular table", keywords=("circular", "table"))
    stage = stage_spec(StageSpec(main_container=room(), nodes=(table, chairs)))
    assert [note for note in stage.report.relations if not note.satisfied] == []


def test_that_shelves_too_many_for_one_wall_line_several() -> None:
    shelf = node("shelf", (1.0, 1.9, 0.35), count=9, relationships=(relation("room", "against_wall"),))
    stage = stage_spec(StageSpec(main_container=room(), nodes=(shelf,)))
    assert len(stage.props) == 9
    assert len({prop.rotation[1] for prop in stage.props}) > 1
    assert all(note.satisfied for note in stage.report.relations)
