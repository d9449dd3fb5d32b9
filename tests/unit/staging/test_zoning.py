import pytest

from studio.model.stage import Container, Opening
from studio.staging.room import build_room
from studio.staging.zoning import zone_at, zones_of


def test_that_a_bare_scale_makes_a_square_room_with_a_ceiling_of_four_fifths() -> None:
    room = build_room(Container(id="hall", suggested_scale=12.0))
    assert (room.low, room.high) == ((-6.0, -6.0), (6.0, 6.0))
    assert room.ceiling_y == pytest.approx(9.6)


def test_that_a_square_room_has_centre_bands_corners_and_an_upper_half() -> None:
    zones = zones_of(build_room(Container(id="hall", suggested_scale=12.0)))
    center = next(zone for zone in zones if zone.type == "center")
    assert (center.bounds.min[0], center.bounds.max[0], center.priority) == (-2.4, 2.4, 1)
    assert sum(zone.type == "near_wall" for zone in zones) == 4
    assert sum(zone.type == "corner" for zone in zones) == 4
    bands = {zone.bounds.min[2] for zone in zones if zone.type == "near_wall"}
    assert 3.6 in bands
    assert next(zone for zone in zones if zone.type == "elevated").bounds.min[1] == pytest.approx(4.8)


def test_that_a_point_is_in_the_most_particular_zone() -> None:
    zones = zones_of(build_room(Container(id="hall", suggested_scale=12.0)))
    assert zone_at(zones, (0.0, 0.0, 0.0)) == "center"
    assert zone_at(zones, (0.0, 0.0, 5.0)) == "near_wall"
    assert zone_at(zones, (5.5, 0.0, 5.5)) == "corner"
    assert zone_at(zones, (3.0, 0.0, 3.0)) == "random"


def test_that_walls_face_inwards_whichever_way_the_outline_runs() -> None:
    outline = ((0.0, 0.0), (4.0, 0.0), (4.0, 3.0), (0.0, 3.0))
    for footprint in (outline, tuple(reversed(outline))):
        room = build_room(Container(id="room", footprint=footprint))
        assert room.footprint == footprint
        for wall in room.walls:
            middle = wall.point(wall.length / 2, 0.1)
            assert room.contains(middle)


def test_that_a_door_lies_in_the_wall_that_reaches_it_not_in_another_of_the_same_line() -> None:
    u_shape = ((-6.0, -4.0), (6.0, -4.0), (6.0, 4.0), (2.0, 4.0), (2.0, 0.0), (-2.0, 0.0), (-2.0, 4.0), (-6.0, 4.0))
    door = Opening.from_wire({"kind": "door", "from": [-3.9, 4.0], "to": [-3.0, 4.0]})
    (gate,) = build_room(Container(id="hall", footprint=u_shape, openings=(door,))).gates
    assert gate.wall.start[0] < 0 and gate.wall.end[0] < 0
    assert round(gate.high - gate.low, 6) == 0.9
