from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.model.stage import Prop, Stage, StageContainer, SupportSurface
from studio.viewport.collisions import collisions_of
from studio.viewport.prop_placement import carried_by, euler_of, moved, placed, roots_of, scaled, turned
from studio.viewport.snapping import snapped_factors, snapped_move, snapped_turn
from studio.viewport.surface_drop import carriers, dropped
from studio.viewport.transform import rotation_matrix

TABLE = Prop(
    id="table",
    position=(1.0, 0.0, 0.0),
    size=(1.6, 0.75, 0.8),
    support_surfaces=(SupportSurface(height=0.75, min=(-0.8, -0.4), max=(0.8, 0.4)),),
)
MAP = Prop(
    id="map",
    position=(1.2, 0.75, 0.1),
    size=(0.4, 0.01, 0.3),
    parent_id="table",
    support="surface",
    support_surfaces=(SupportSurface(height=0.01, min=(-0.2, -0.15), max=(0.2, 0.15)),),
)
COIN = Prop(id="coin", position=(1.2, 0.76, 0.1), size=(0.02, 0.01, 0.02), parent_id="map", support="surface")
PAINTING = Prop(id="painting", position=(0.0, 1.5, -3.95), size=(0.8, 0.6, 0.1), support="wall")
LAMP = Prop(id="lamp", position=(-2.0, 2.0, 2.0), size=(0.3, 0.3, 0.3), support="floating")
ROOM = Stage(
    container=StageContainer(footprint=((-4.0, -4.0), (4.0, -4.0), (4.0, 4.0), (-4.0, 4.0)), ceiling_y=3.0),
    props=(TABLE, MAP, COIN, PAINTING, LAMP),
)
ANGLES = st.floats(-180, 180)


def test_that_all_that_stands_on_a_thing_goes_along() -> None:
    assert carried_by(ROOM, {"table"}) == {"table", "map", "coin"}
    assert [prop.id for prop in roots_of(ROOM, {"coin", "table", "lamp"})] == ["table", "lamp"]
    there = moved(ROOM, {"table"}, (0.5, 0.0, -1.0))
    assert there["coin"].position == pytest.approx((1.7, 0.76, -0.9))
    assert there.keys() == {"table", "map", "coin"}


def test_that_parents_in_a_circle_end_by_themselves() -> None:
    circle = ROOM.model_copy(
        update={"props": (TABLE.model_copy(update={"parent_id": "map"}), MAP, COIN)},
    )
    assert carried_by(circle, {"coin"}) == {"coin"}
    assert carried_by(circle, {"map"}) == {"table", "map", "coin"}
    assert moved(circle, {"map"}, (1.0, 0.0, 0.0)).keys() == {"table", "map", "coin"}


def test_that_a_turn_keeps_what_stands_on_a_thing_in_its_place_on_it() -> None:
    there = turned(ROOM, {"table"}, 90.0, about=TABLE.position)
    assert there["table"].rotation == (0.0, 90.0, 0.0)
    assert there["map"].position == pytest.approx((1.1, 0.75, -0.2))
    assert there["map"].rotation[1] == 90.0
    back = placed(placed(ROOM, there), turned(placed(ROOM, there), {"table"}, -90.0, about=TABLE.position))
    assert back.props[1].position == pytest.approx(MAP.position)


@given(x=ANGLES, y=ANGLES, z=ANGLES)
def test_that_any_rotation_is_written_as_angles_that_give_it_back(x: float, y: float, z: float) -> None:
    matrix = rotation_matrix((x, y, z))
    assert np.abs(rotation_matrix(euler_of(matrix)) - matrix).max() < 4e-4


def test_that_scaling_keeps_what_stands_on_a_thing_as_large_as_it_was() -> None:
    there = scaled(ROOM, {"table"}, (2.0, 1.2, 1.0))
    assert there["table"].size == (3.2, 0.9, 0.8)
    assert there["map"].size == MAP.size
    assert there["map"].position == pytest.approx((1.4, 0.9, 0.1))
    assert scaled(ROOM, {"coin"}, (1e-9, 1.0, 1e9))["coin"].size == (0.005, 0.01, 500.0)


def test_that_moves_snap_to_the_grid_along_what_the_hand_moves() -> None:
    there = snapped_move(ROOM, {"table"}, (0.234, 0.0, 0.0))
    assert there["table"].position == (1.2, 0.0, 0.0)
    assert there["coin"].position == pytest.approx((1.4, 0.76, 0.1))
    assert snapped_move(ROOM, {"lamp"}, (0.0, -0.33, 0.0))["lamp"].position == (-2.0, 1.7, 2.0)


def test_that_a_thing_snaps_to_the_floor_a_surface_and_both_walls_of_a_corner() -> None:
    assert snapped_move(ROOM, {"lamp"}, (0.0, -1.9, 0.0))["lamp"].position[1] == 0.0
    over_table = snapped_move(ROOM, {"lamp"}, (2.6, -1.15, -2.0))["lamp"]
    assert over_table.position == (0.6, 0.75, 0.0)
    corner = snapped_move(ROOM, {"table"}, (2.15, 0.0, -3.5))["table"]
    assert corner.position == pytest.approx((3.2, 0.0, -3.6))


def test_that_what_hangs_turns_its_back_to_the_wall_it_comes_near() -> None:
    there = snapped_move(ROOM, {"painting"}, (-3.7, 0.0, 3.0))["painting"]
    assert there.rotation[1] == pytest.approx(90.0)
    assert there.position[0] == pytest.approx(-3.95)


def test_that_turns_and_sizes_snap_in_steps() -> None:
    assert snapped_turn(37.0) == 30.0
    assert snapped_factors((1.234, 1.0, 0.01)) == pytest.approx((1.2, 1.0, 0.1))


def test_that_a_dropped_thing_lands_on_what_is_under_it() -> None:
    over = placed(ROOM, moved(ROOM, {"lamp"}, (2.6, 0.0, -2.0)))
    assert dropped(over, {"lamp"})["lamp"].position == (0.6, 0.75, 0.0)
    assert dropped(ROOM, {"lamp"})["lamp"].position == (-2.0, 0.0, 2.0)
    raised = placed(ROOM, moved(ROOM, {"map"}, (0.0, 0.4, 0.0)))
    there = dropped(raised, {"map"})
    assert (there["map"].position, there["coin"].position) == (MAP.position, COIN.position)


def test_that_what_carries_a_thing_is_told() -> None:
    over = placed(ROOM, moved(ROOM, {"lamp"}, (2.6, -1.25, -2.0)))
    on = carriers(over, {"lamp"})["lamp"]
    assert (on.support, on.parent_id) == ("surface", "table")
    away = carriers(placed(ROOM, moved(ROOM, {"map"}, (0.0, 0.0, 2.0))), {"map"})
    assert (away["map"].support, away["map"].parent_id) == ("floating", "room")
    assert away.keys() == {"map"}
    floor = carriers(placed(ROOM, moved(ROOM, {"map"}, (0.0, -0.75, 2.0))), {"map"})["map"]
    assert (floor.support, floor.parent_id) == ("floor", "room")


def test_that_collisions_are_between_solids_and_with_the_room() -> None:
    assert collisions_of(ROOM, {prop.id for prop in ROOM.props}).props == frozenset()
    into = placed(ROOM, moved(ROOM, {"lamp"}, (3.0, -1.5, -2.0)))
    found = collisions_of(into, {"lamp"})
    assert found.props >= {"lamp", "table"} and found.of("table") == ("lamp",)
    assert collisions_of(into, {"painting"}).props == frozenset()
    out = placed(ROOM, moved(ROOM, {"table"}, (3.0, 0.0, 0.0)))
    assert collisions_of(out, {"table"}).outside == ("table",)
    outdoors = out.model_copy(update={"container": ROOM.container.model_copy(update={"outdoor": True})})
    assert collisions_of(outdoors, {"table"}).outside == ()
    hidden = into.model_copy(
        update={"props": tuple(p.model_copy(update={"hidden": p.id == "table"}) for p in into.props)}
    )
    assert "table" not in collisions_of(hidden, {"lamp"}).props
