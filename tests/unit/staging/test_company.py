"""What stands or hangs by other things: evenly around, in ranks before, beside on a wall, by what is pinned."""

import pytest

from studio.model.stage import PlacementHint, Prop, StageSpec
from studio.staging.checks.access import access_of
from studio.staging.checks.plan_room import plan_room
from studio.staging.checks.standing import in_openings
from studio.staging.pipeline import stage_spec
from tests.unit.staging.specs import faults_of, node, relation, room

AGAINST = relation("room", "against_wall")


@pytest.mark.parametrize("count", [3, 5, 7])
def test_that_an_odd_number_of_chairs_is_even_about_a_square_table(count: int) -> None:
    around = (relation("table", "around"), relation("table", "facing"))
    chairs = node("chair", (0.45, 0.9, 0.5), count=count, relationships=around)
    stage = stage_spec(StageSpec(main_container=room(), nodes=(node("table", (1.0, 0.75, 1.0)), chairs)))
    assert [note for note in stage.report.relations if not note.satisfied] == []


def test_that_consoles_before_one_screen_stand_side_by_side() -> None:
    before = (relation("screen", "in_front_of"), relation("screen", "facing"))
    spec = StageSpec(
        main_container=room(),
        nodes=(
            node("screen", (2.4, 1.6, 0.2), relationships=(AGAINST,)),
            node("console", (0.8, 1.1, 0.5), count=3, relationships=before),
        ),
    )
    stage = stage_spec(spec)
    assert [note for note in stage.report.relations if not note.satisfied] == []
    consoles = [prop.position for prop in stage.props if prop.node == "console"]
    assert min(len({x for x, _, _ in consoles}), len({z for _, _, z in consoles})) == 1


def test_that_a_picture_said_to_hang_left_of_a_clock_shares_its_wall() -> None:
    on_wall = relation("room", "on_wall")
    small = {"semantic_role": "furniture_wall"}
    spec = StageSpec(
        main_container=room(),
        nodes=(
            node("clock", (0.4, 0.4, 0.05), relationships=(on_wall,), **small),
            node("picture", (0.5, 0.4, 0.04), relationships=(on_wall, relation("clock", "left_of")), **small),
            node("banner", (0.6, 1.0, 0.04), relationships=(on_wall, relation("clock", "right_of")), **small),
        ),
    )
    stage = stage_spec(spec)
    assert [note for note in stage.report.relations if not note.satisfied] == []
    assert len({prop.rotation[1] for prop in stage.props}) == 1


def test_that_a_desk_comes_to_the_chair_that_is_pinned_before_it() -> None:
    to_desk = (
        relation("desk", "in_front_of"),
        relation("desk", "facing"),
        relation("desk", "near", distance=(0.0, 0.8)),
    )
    spec = StageSpec(
        main_container=room(),
        nodes=(node("desk", (1.2, 0.75, 0.6)), node("chair", (0.45, 0.9, 0.5), relationships=to_desk)),
    )
    chair = Prop(id="chair", node="chair", position=(4.0, 0.0, 3.0), size=(0.45, 0.9, 0.5), pinned=True)
    stage = stage_spec(spec, pinned=(chair,))
    assert [note for note in stage.report.relations if not note.satisfied] == []


def test_that_beds_come_to_from_the_side_keep_that_side_free() -> None:
    beds = node("bed", (0.9, 0.6, 2.0), count=3, access_sides=("left",), relationships=(AGAINST,))
    spec = StageSpec(main_container=room(), nodes=(beds,))
    stage = stage_spec(spec)
    access = access_of(spec, stage.container, stage.props)
    assert min(access.free, access.reached) == 1.0


def test_that_candles_low_in_the_air_keep_out_of_the_door() -> None:
    hint = PlacementHint(zone="random", floating_range=(1.2, 1.9))
    candle = node(
        "candle", (0.05, 0.15, 0.05), count=60, semantic_role="decoration_floating", placement_hint=hint,
        relationships=(relation("room", "floating"),),
    )  # fmt: skip
    spec = StageSpec(main_container=room(), nodes=(candle,))
    stage = stage_spec(spec)
    assert len(stage.props) == 60
    assert in_openings(plan_room(stage.container), stage.props) == []


def test_that_what_a_model_cannot_make_so_small_stays_in_its_box() -> None:
    spec = StageSpec(main_container=room(), nodes=(node("cart", (0.5, 0.95, 0.4), count=4, relationships=(AGAINST,)),))
    stage = stage_spec(spec)
    assert faults_of(spec, stage) == []
    for prop in stage.props:
        for box in prop.solids or ():
            assert max(-box.min[2], box.max[2]) <= prop.size[2] / 2 + 1e-9


def test_that_what_stood_on_a_rug_is_not_left_in_the_air_when_the_rug_moves() -> None:
    rugs = tuple(
        node(f"rug_{turn}", (2.0, 0.02, 1.4), name="rug", relationships=(relation(f"sofa_{turn}", "near"),))
        for turn in range(2)
    )
    sofas = tuple(
        node(f"sofa_{turn}", (2.0, 0.85, 0.95), name="sofa", relationships=(AGAINST,), access_sides=("front",))
        for turn in range(2)
    )
    spec = StageSpec(main_container=room(), nodes=(*rugs, *sofas, node("crate", (0.6, 0.6, 0.6), count=6)))
    assert faults_of(spec, stage_spec(spec)) == []


def test_that_the_last_thing_finds_the_only_gap_that_is_left() -> None:
    taken = {"one": ((3.0, 0.0, 1.99), (5.9, 1.0, 3.9)), "two": ((1.15, 0.0, 4.5), (2.2, 1.0, 0.9)),
             "three": ((4.63, 0.0, 4.5), (2.6, 1.0, 0.9))}  # fmt: skip
    pinned = tuple(Prop(id=name, node=name, position=at, size=size, pinned=True) for name, (at, size) in taken.items())
    container = room().model_copy(update={"openings": ()})
    nodes = (*(node(prop.id, prop.size) for prop in pinned), node("crate", (0.9, 0.9, 0.9)))
    stage = stage_spec(StageSpec(main_container=container, nodes=nodes), pinned=pinned)
    assert stage.report.unplaced == ()
    assert faults_of(StageSpec(main_container=container, nodes=nodes), stage) == []
