"""The plan of a set: footprints, walls, cameras, ways and the line."""

from __future__ import annotations

import numpy as np
import pytest

from studio.model.documents import Board, CameraKey, ShotLabel
from studio.model.stage import Box3, Opening, Prop, Stage, StageContainer
from studio.staging.floor_plan.footprints import Footprints, footprint
from studio.staging.floor_plan.plan import FloorPlan, floor_plan

ROOM = StageContainer(
    footprint=((-3, -2), (3, -2), (3, 2), (-3, 2)),
    openings=(
        Opening(kind="door", start=(1, 2), end=(2, 2)),
        Opening(kind="window", start=(-3, -1), end=(-3, 1), sill=0.9, height=1.2),
    ),
)
TABLE = Prop(id="table", name="table", position=(0, 0, 0), rotation=(0, 30, 0), size=(2, 0.75, 1), parent_id="room")
PLATE = Prop(id="plate", position=(0.2, 0.75, 0), size=(0.2, 0.02, 0.2), parent_id="table", support="surface")
MINA = Prop(id="mina", name="MINA", semantic_role="character", position=(-2, 0, 0), size=(0.5, 1.63, 0.3))
JUN = Prop(
    id="jun", name="JUN", semantic_role="character", position=(2, 0, 1), rotation=(0, -90, 0), size=(0.5, 1.75, 0.3)
)
LAMP = Prop(id="lamp", position=(0, 2.2, 0), size=(0.4, 0.4, 0.4), support="ceiling")
SET = Stage(container=ROOM, props=(TABLE, PLATE, MINA, JUN, LAMP))


def board(number: str, *keys: CameraKey, subjects: tuple[str, ...] = (), **places: list[float]) -> Board:
    overrides = {name: {"position": place} for name, place in places.items()}
    return Board(shot=ShotLabel(number=number), camera_keys=keys, subjects=subjects, prop_overrides=overrides)


def key(x: float, z: float, *, to: tuple[float, float, float] = (0, 1, 0), lens_mm: float = 35) -> CameraKey:
    return CameraKey(position=(x, 1.5, z), target=to, lens_mm=lens_mm)


def plan(*boards: Board, stage: Stage = SET, shown: Board | None = None) -> FloorPlan:
    named = [(f"scenes/s/boards/{place}", each) for place, each in enumerate(boards)]
    return floor_plan(stage, named, sensor="Super 35", aspect=16 / 9, board=shown)


def test_that_a_turned_box_covers_its_turned_rectangle() -> None:
    found = footprint(TABLE)

    assert len(found.outline) == 4
    corners = np.array(found.outline)
    assert np.linalg.norm(corners, axis=1) == pytest.approx([np.hypot(1, 0.5)] * 4, abs=1e-4)
    assert found.covers(0.8, -0.4)
    assert not found.covers(0.8, 0.4)
    assert found.front == pytest.approx((0.5, 0.8660254))


def test_that_a_box_tipped_over_covers_what_it_lies_on() -> None:
    found = footprint(Prop(id="pole", position=(0, 0, 0), rotation=(90, 0, 0), size=(0.1, 2.0, 0.1)))

    least_x, least_z, most_x, most_z = found.bounds
    assert (most_x - least_x, most_z - least_z) == pytest.approx((0.1, 2.0), abs=1e-4)
    assert found.front == (0.0, 0.0)


def test_that_solids_are_parts_and_hidden_props_are_not_there() -> None:
    leg = Box3(min=(-1, 0, -0.5), max=(-0.9, 0.7, -0.4))
    table = TABLE.model_copy(update={"solids": (leg, leg)})
    found = Footprints().of((table, PLATE.model_copy(update={"hidden": True})))

    assert [each.prop_id for each in found] == ["table"]
    assert len(found[0].parts()) == 2


def test_that_only_a_changed_prop_gets_a_new_footprint_and_the_lowest_comes_first() -> None:
    footprints = Footprints()
    before = {each.prop_id: each for each in footprints.of(SET.props)}
    plate = PLATE.model_copy(update={"position": (0.4, 0.75, 0.0)})
    after = footprints.of((TABLE, plate, MINA, JUN, LAMP))

    assert [each.prop_id for each in after] == ["table", "plate", "mina", "jun", "lamp"]
    assert [each.prop_id for each in after if each is not before[each.prop_id]] == ["plate"]


def test_that_walls_leave_room_for_their_openings() -> None:
    found = plan()

    assert [mark.kind for mark in found.openings] == ["door", "window"]
    assert found.openings[0].width_m == pytest.approx(1.0)
    # Into the room, whichever way round the outline was written.
    assert found.openings[0].inward == pytest.approx((0, -1))
    assert found.openings[1].inward == pytest.approx((1, 0))
    length = sum(np.hypot(w.end[0] - w.start[0], w.end[1] - w.start[1]) for w in found.walls)
    assert length == pytest.approx(20 - 1 - 2)
    turned = ROOM.model_copy(update={"footprint": tuple(reversed(ROOM.footprint))})
    again = plan(stage=SET.model_copy(update={"container": turned}))
    assert {mark.kind: mark.inward for mark in again.openings} == {
        mark.kind: pytest.approx(mark.inward) for mark in found.openings
    }


def test_that_there_are_no_walls_outdoors() -> None:
    ground = ROOM.model_copy(update={"outdoor": True})
    assert plan(stage=SET.model_copy(update={"container": ground})).walls == ()


def test_that_a_camera_shows_what_its_lens_sees_and_how_it_moves() -> None:
    still, moving = plan(board("1", key(0, 4, lens_mm=50)), board("2", key(-1, 3), key(1, 3)), board("3")).cameras

    assert (still.label, still.position, still.path) == ("1", (0, 4), ())
    assert still.heading == pytest.approx((0, -1))
    assert still.fov_x_deg == pytest.approx(28.0, abs=0.05)
    assert moving.path == ((-1, 3), (1, 3))


def test_that_a_move_goes_through_its_keys_in_the_order_of_time() -> None:
    keys = (key(1, 3).model_copy(update={"t": 1.0}), key(-1, 3), key(0, 2).model_copy(update={"t": 0.5}))
    assert plan(board("1", *keys)).cameras[0].path == ((-1, 3), (0, 2), (1, 3))


def test_that_a_camera_that_looks_straight_down_has_no_heading() -> None:
    assert plan(board("1", key(0, 0))).cameras[0].heading == (0.0, 0.0)


def test_that_people_walk_where_the_boards_put_them() -> None:
    odd = Board(shot=ShotLabel(number="4"), prop_overrides={"mina": {"position": [-2, 0, 1]}, "jun": {"position": "x"}})
    found = plan(board("1"), board("2", mina=[-2, 0, 1]), board("3", mina=[-2, 0, 1]), odd, board("5")).paths

    assert [(path.name, path.places, path.labels) for path in found] == [
        ("MINA", ((-2, 0), (-2, 1), (-2, 0)), ("1", "2", "5"))
    ]


def test_that_the_line_goes_through_the_board_s_two_people() -> None:
    both = board("1", subjects=("MINA", "jun", "the table"))

    assert plan(board("2", subjects=("MINA",)), both).line == ((-2, 0), (2, 1))
    assert plan(board("2", subjects=("MINA", "table"))).line is None
