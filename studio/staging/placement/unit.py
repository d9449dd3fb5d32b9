"""Units: a thing and what belongs to it rigidly, placed in one move (a table with its chairs)."""

from __future__ import annotations

import math
from dataclasses import dataclass

from studio.staging.placement.body import Body, stand
from studio.staging.placement.item import Item
from studio.staging.rect import turned

TUCK_M, APART_M = 0.16, 0.06
"""How far a seat's front edge stays from the table's, and the least space between two seats."""
ROUND_RATIO = 1.2
_STEP_OUT_M, _MOST_STEPS_OUT = 0.04, 9
"""How far seats about a square table are drawn back, at most within half a metre of it, until all of them fit."""


@dataclass(frozen=True, slots=True)
class Satellite:
    """An item that keeps its place beside the anchor: to its left, to its front, turned by ``yaw``."""

    item: Item
    left: float
    front: float
    yaw: float


@dataclass(frozen=True, slots=True, eq=False)
class Unit:
    """An anchor and its satellites; ``low`` and ``high`` bound them in the anchor's own (left, front)."""

    anchor: Item
    satellites: tuple[Satellite, ...] = ()
    is_pair: bool = False

    @property
    def items(self) -> tuple[Item, ...]:
        """All its items, the anchor first."""
        return (self.anchor, *(satellite.item for satellite in self.satellites))

    def bounds(self) -> tuple[float, float, float, float]:
        """(left low, front low, left high, front high) around the anchor's centre."""
        half_w, half_d = self.anchor.size[0] / 2, self.anchor.size[2] / 2
        low_l, low_f, high_l, high_f = -half_w, -half_d, half_w, half_d
        for satellite in self.satellites:
            size = satellite.item.size
            wide, deep = turned(0, 0, size[0] / 2, size[2] / 2, satellite.yaw).reach()
            low_l, high_l = min(low_l, satellite.left - wide), max(high_l, satellite.left + wide)
            low_f, high_f = min(low_f, satellite.front - deep), max(high_f, satellite.front + deep)
        return low_l, low_f, high_l, high_f

    def stand(self, x: float, z: float, yaw: float, *, y: float = 0.0) -> tuple[Body, ...]:
        """The bodies of the unit with its anchor at (x, z)."""
        rug = next((one.item.size[1] for one in self.satellites if one.item.is_flat), 0.0)
        anchor = stand(self.anchor, x, y + rug, z, yaw)
        bodies = [anchor]
        for satellite in self.satellites:
            cx, cz = anchor.rect.world(satellite.left, satellite.front)
            bodies.append(stand(satellite.item, cx, 0.0, cz, anchor.yaw + satellite.yaw))
        return tuple(bodies)

    def without_clashes(self) -> tuple[Unit, tuple[Item, ...]]:
        """The unit without satellites that would overlap another of its members, and those left out."""
        kept: list[Satellite] = []
        dropped: list[Item] = []
        bodies = self.stand(0.0, 0.0, 0.0)
        standing = [bodies[0]]
        for satellite, body in zip(self.satellites, bodies[1:], strict=True):
            if any(body.overlaps(other) for other in standing):
                dropped.append(satellite.item)
            else:
                kept.append(satellite)
                standing.append(body)
        return Unit(self.anchor, tuple(kept), self.is_pair), tuple(dropped)


def ring(anchor: Item, seats: list[Item]) -> tuple[Satellite, ...]:
    """Seats about a thing, each facing it: equal angles about a round or square one, else along its long sides."""
    if not seats:
        return ()
    width, _, depth = anchor.size
    if max(width, depth) / min(width, depth) <= ROUND_RATIO:
        return _circle(anchor, seats)
    return _sides(anchor, seats)


def _circle(anchor: Item, seats: list[Item]) -> tuple[Satellite, ...]:
    """At the least radius, from the usual one on, where none stands in a leg or a corner of the anchor."""
    seat_w = max(seat.size[0] for seat in seats)
    seat_d = max(seat.size[2] for seat in seats)
    inner = max(anchor.size[0], anchor.size[2]) / 2
    count = len(seats)
    room_needed = (seat_w + APART_M) / (2 * math.tan(math.pi / count)) if count > 2 else 0.0
    radius = max(inner + TUCK_M, room_needed) + seat_d / 2
    usual = _at_radius(anchor, seats, radius)
    for step in range(_MOST_STEPS_OUT):
        found = _at_radius(anchor, seats, radius + step * _STEP_OUT_M) if step else usual
        if not Unit(anchor, found).without_clashes()[1]:
            return found
    return usual


def _at_radius(anchor: Item, seats: list[Item], radius: float) -> tuple[Satellite, ...]:
    """Seats at equal angles on a circle."""
    count = len(seats)
    start = 0.0 if count != 2 or anchor.size[0] >= anchor.size[2] else 90.0
    found = []
    for turn, seat in enumerate(seats):
        angle = start + 360.0 * turn / count
        left, front = radius * math.sin(math.radians(angle)), radius * math.cos(math.radians(angle))
        found.append(Satellite(seat, left, front, (angle + 180.0) % 360.0))
    return tuple(found)


def _sides(anchor: Item, seats: list[Item]) -> tuple[Satellite, ...]:
    """Along both long sides, the ends only when the sides are full."""
    along_w = anchor.size[0] >= anchor.size[2]
    long, short = max(anchor.size[0], anchor.size[2]), min(anchor.size[0], anchor.size[2])
    pitch = max(seat.size[0] for seat in seats) + APART_M
    per_side = max(1, int((long + 0.05) // pitch))
    at_ends = min(2, max(0, len(seats) - 2 * per_side))
    side_seats = len(seats) - at_ends
    first = (side_seats + 1) // 2
    found = []
    for place in range(side_seats):
        on_front = place < first
        row, count = (place, first) if on_front else (place - first, side_seats - first)
        offset = long * ((row + 0.5) / count - 0.5)
        step = long / count
        if step < pitch:
            offset = pitch * (row - (count - 1) / 2)
        found.append(_beside(seats[place], offset, short / 2, front=on_front, along_w=along_w))
    for end in range(at_ends):
        seat = seats[side_seats + end]
        far = long / 2 + TUCK_M + seat.size[2] / 2
        sign = 1.0 if end == 0 else -1.0
        if along_w:
            found.append(Satellite(seat, sign * far, 0.0, -90.0 if end == 0 else 90.0))
        else:
            found.append(Satellite(seat, 0.0, sign * far, 180.0 if end == 0 else 0.0))
    return tuple(found)


def _beside(seat: Item, offset: float, half: float, *, front: bool, along_w: bool) -> Satellite:
    far = (half + TUCK_M + seat.size[2] / 2) * (1.0 if front else -1.0)
    if along_w:
        return Satellite(seat, offset, far, 180.0 if front else 0.0)
    return Satellite(seat, far, offset, -90.0 if front else 90.0)


def behind(anchor: Item, items: list[Item]) -> tuple[Satellite, ...]:
    """Side by side behind a thing, looking the way it looks."""
    return _rank(anchor, items, -1.0, 0.0)


def before(anchor: Item, items: list[Item]) -> tuple[Satellite, ...]:
    """Side by side in front of a thing, looking at it."""
    return _rank(anchor, items, 1.0, 180.0)


def _rank(anchor: Item, items: list[Item], sign: float, yaw: float) -> tuple[Satellite, ...]:
    gap = 0.04
    total = sum(item.size[0] for item in items) + gap * (len(items) - 1)
    if len(items) > 1 and total < anchor.size[0]:
        gap += (anchor.size[0] - total) / len(items)
        total = sum(item.size[0] for item in items) + gap * (len(items) - 1)
    along, found = -total / 2, []
    for item in items:
        away = TUCK_M if item.is_a("seat") else 0.35 if item.is_a("person") else 0.1
        front = sign * (anchor.size[2] / 2 + away + item.size[2] / 2)
        found.append(
            Satellite(item, -sign * (along + item.size[0] / 2) if sign < 0 else along + item.size[0] / 2, front, yaw)
        )
        along += item.size[0] + gap
    return tuple(found)


def opposite(anchor: Item, other: Item, middle: Item | None) -> tuple[Satellite, ...]:
    """Two that face one another, with what stands between them."""
    apart = 1.1 if middle is None else max(middle.size[0], middle.size[2]) + 2 * TUCK_M
    front = anchor.size[2] / 2 + apart + other.size[2] / 2
    found = [Satellite(other, 0.0, front, 180.0)]
    if middle is not None:
        found.append(Satellite(middle, 0.0, anchor.size[2] / 2 + apart / 2, 0.0))
    return tuple(found)
