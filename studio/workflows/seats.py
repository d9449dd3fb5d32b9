"""Where somebody sits down on a set, and where they stand once they have got up."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from math import cos, hypot, radians, sin

import numpy as np

from studio.model.stage import Prop, Stage, SupportSurface, Vec3
from studio.staging.kit.catalogue import find
from studio.staging.kit.mannequin import landmarks, pose_size
from studio.viewport.room_space import RoomSpace
from studio.viewport.subject import is_person
from studio.viewport.transform import rotation_matrix

_GOES_TO_SIT_M = 6.0
_ELBOW_M = 0.45
"""Nearer to one another than this no two people sit."""
_LOW_M, _HIGH_M = 0.2, 0.75
"""Between these heights lies what one sits on."""
_FORWARD = (-0.35, -0.1, 0.15, 0.4, 0.65, 0.9)
_LONG_M = 1.0
_ASIDE = (0.0, -0.5, 0.5, -0.8, 0.8)
_TURNS_DEG = (0, 90, -90, 45, -45, 135, -135, 180)
_STEPS_M = (0.5, 0.65, 0.85, 1.1, 1.4)


def place_to_sit(
    person: Prop, at: Vec3, stage: Stage, space: RoomSpace, *, others: Collection[Vec3], named: Sequence[str]
) -> tuple[Vec3, float] | None:
    """Where somebody who is ``at`` a place sits down, and the turn they sit at; None where no seat is free near them.

    A seat that is ``named`` goes before a nearer one; nobody sits where one of the ``others`` is.
    """
    seats = sorted(
        (prop for prop in stage.props if not prop.hidden and _is_seat(prop)),
        key=lambda seat: (not {seat.id, seat.name}.intersection(named), _away_m(seat.position, at), seat.id),
    )
    for seat in seats:
        if _away_m(seat.position, at) > _GOES_TO_SIT_M and seat.name not in named:
            continue
        for place in _places_on(seat, person):
            is_taken = any(_away_m(place, other) < _ELBOW_M and abs(place[1] - other[1]) < 1.0 for other in others)
            if not is_taken and not _is_in_the_way(person, place, seat, space):
                return place, seat.rotation[1]
    return None


def place_to_rise(person: Prop, at: Vec3, floor_m: float, is_free: Callable[[Vec3], bool]) -> Vec3 | None:
    """The free place next to a seat, before it first, where somebody stands who gets up from it."""
    for step_m in _STEPS_M:
        for turn_deg in _TURNS_DEG:
            way = radians(person.rotation[1] + turn_deg)
            place = (round(at[0] + step_m * sin(way), 3), floor_m, round(at[2] + step_m * cos(way), 3))
            if is_free(place):
                return place
    return None


def _is_seat(prop: Prop) -> bool:
    return not is_person(prop) and find(prop.asset).category == "seat"


def _away_m(one: Vec3, other: Vec3) -> float:
    return hypot(one[0] - other[0], one[2] - other[2])


def _seat_top(seat: Prop) -> SupportSurface | None:
    tops = [top for top in seat.support_surfaces or () if _LOW_M <= top.height <= _HIGH_M]
    return min(tops, key=lambda top: abs(top.height - 0.45)) if tops else None


def _places_on(seat: Prop, person: Prop) -> Iterator[Vec3]:
    """Places for the figure's foot so that what it sits on lies over the seat; side by side on a long one."""
    top = _seat_top(seat)
    if top is None:
        return
    size = pose_size(person.asset, "sit")
    left, rise, front = landmarks(person.asset, size, "sit")["seat"]
    half_w, half_d = (top.max[0] - top.min[0]) / 2, (top.max[1] - top.min[1]) / 2
    middle_x, middle_z = (top.max[0] + top.min[0]) / 2, (top.max[1] + top.min[1]) / 2
    turn, foot = rotation_matrix(seat.rotation), np.array(seat.position)
    for aside in _ASIDE if half_w * 2 >= _LONG_M else (0.0,):
        for forward in _FORWARD:
            local = (middle_x + aside * half_w - left, 0.0, middle_z + forward * half_d - front)
            x, _, z = (round(float(value), 3) for value in turn @ np.array(local) + foot)
            yield x, round(max(seat.position[1], seat.position[1] + top.height - rise), 3), z


def _is_in_the_way(person: Prop, place: Vec3, seat: Prop, space: RoomSpace) -> bool:
    """Whether something but the seat is where the trunk or the knees of one who sits there would be."""
    found = landmarks(person.asset, pose_size(person.asset, "sit"), "sit")
    turn = rotation_matrix(seat.rotation)
    points = [turn @ np.array(found[name]) + np.array(place) for name in ("chest", "eyes", "knees")]
    own = {person.id, seat.id}
    return any(space.solids.holds(point, margin_m=0.02, ignoring=own) for point in points)
