"""What people reach of a floor plan: the floor a body walks to from the door, and the sides it comes to there."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from studio.staging.placement.body import HAND_M, Body, Occupancy, access_strip
from studio.staging.placement.scoring import is_partner
from studio.staging.placement.site import Site
from studio.staging.rect import Rect, overlap_depth

Cells = npt.NDArray[np.uint8]
BODY_RADIUS_M, PASSAGE_RADIUS_M, WALKER_RADIUS_M = 0.26, 0.28, 0.11
"""A centimetre more than what is judged, and a passage three more: grids of other steps agree then."""
_MOST_CELLS, _HEAD_M, _STEP_OVER_M = 9000, 1.9, 0.05
_MOST_KNOWN = 6000
"""Of how many bodies it is known at a time which cells they take."""
_Taken = tuple[slice, slice, Cells | np.uint8]
"""Cells along x and z, and which of them stay free."""
_RADII = (BODY_RADIUS_M, PASSAGE_RADIUS_M, WALKER_RADIUS_M)
_COME_M = (0.28, 0.36, 0.44)
_NEAR_M = 0.49
_ALONG = (0.0, -0.45, 0.45, -0.9, 0.9)


@dataclass(frozen=True, slots=True, eq=False)
class Reached:
    """The floor that is reached from the door: ``walked`` its share of the floor that is free for a body."""

    floor: FloorCells
    cells: bytes
    walked: float
    pockets: tuple[tuple[float, float], ...]

    def parting(self, bodies: Sequence[Body]) -> tuple[Body, ...]:
        """Those of the bodies along which floor that is reached and floor that is not both lie."""
        if not bodies:
            return ()
        margin = BODY_RADIUS_M + 1.2 * self.floor.step
        around = np.array(
            [
                (b.rect.x, b.rect.z, b.rect.half_w + margin, b.rect.half_d + margin, b.rect.cos, b.rect.sin)
                for b in bodies
            ]
        )
        x, z, half_w, half_d, cos, sin = (around[:, column, None] for column in range(6))
        left, front = _ALONG_SIDES[0] * half_w, _ALONG_SIDES[1] * half_d
        states = self._states(x + left * cos + front * sin, z - left * sin + front * cos)
        parts = (states == 1).any(axis=1) & (states == _SEEN).any(axis=1)
        return tuple(body for body, is_parting in zip(bodies, parts.tolist(), strict=True) if is_parting)

    def _states(self, x: npt.NDArray[np.float64], z: npt.NDArray[np.float64]) -> Cells:
        """0 taken, 1 free, 2 reached, for many points."""
        floor = self.floor
        i = ((x - floor.x0) / floor.step).astype(np.int64)
        k = ((z - floor.z0) / floor.step).astype(np.int64)
        is_on_it = (i >= 0) & (i < floor.wide) & (k >= 0) & (k < floor.deep)
        at = np.where(is_on_it, (i + 1) * (floor.deep + 2) + k + 1, 0)
        return np.frombuffer(self.cells, dtype=np.uint8)[at] * is_on_it

    def _state(self, x: float, z: float) -> int:
        """0 taken, 1 free, 2 reached."""
        i, k = int((x - self.floor.x0) / self.floor.step), int((z - self.floor.z0) / self.floor.step)
        if not (0 <= i < self.floor.wide and 0 <= k < self.floor.deep):
            return 0
        return self.cells[(i + 1) * (self.floor.deep + 2) + k + 1]

    def nearest(self, x: float, z: float) -> tuple[float, float] | None:
        """The middle of the cell about a point, if a body comes there."""
        floor = self.floor
        if self._state(x, z) != _SEEN:
            return None
        i, k = int((x - floor.x0) / floor.step), int((z - floor.z0) / floor.step)
        return floor.x0 + (i + 0.5) * floor.step, floor.z0 + (k + 0.5) * floor.step


_SEEN = 2
_EIGHTHS = [(place + 0.5) / 4 - 1 for place in range(8)]
_ALONG_SIDES = np.array(
    [point for along in _EIGHTHS for point in ((along, 1.0), (along, -1.0), (1.0, along), (-1.0, along))]
).T[:, None, :]
"""Points along the four sides of a rectangle, in shares of its halves: (2, 1, 32)."""
_SEEN_CELL = bytes((_SEEN,))


class FloorCells:
    """A room's floor in cells; what does not change between plans is worked out once."""

    def __init__(self, site: Site) -> None:
        (self.x0, self.z0), (x1, z1) = site.room.low, site.room.high
        self.step = max(0.08, math.sqrt((x1 - self.x0) * (z1 - self.z0) / _MOST_CELLS))
        self.wide = max(1, int((x1 - self.x0) / self.step))
        self.deep = max(1, int((z1 - self.z0) / self.step))
        self._site = site
        self._x = self.x0 + (np.arange(self.wide) + 0.5) * self.step
        self._z = self.z0 + (np.arange(self.deep) + 0.5) * self.step
        self._taken: dict[tuple[Body, float], tuple[_Taken, ...]] = {}
        self._inside = {radius: self._free_of_walls(radius) for radius in _RADII}

    def _free_of_walls(self, radius: float) -> Cells:
        """1 inside the outline (even-odd rule) and a radius off its walls; open ground has no walls."""
        x, z = np.broadcast_arrays(self._x[:, None], self._z[None, :])
        inside = np.zeros((self.wide, self.deep), dtype=np.bool_)
        near = np.zeros_like(inside)
        for wall in self._site.room.walls:
            (x0, z0), (x1, z1) = wall.start, wall.end
            if z0 != z1:
                inside ^= ((z0 > z) != (z1 > z)) & (x < (x1 - x0) * (z - z0) / (z1 - z0) + x0)
            dx, dz = x - x0, z - z0
            along = dx * wall.along[0] + dz * wall.along[1]
            off = np.abs(dx * wall.inward[0] + dz * wall.inward[1])
            near |= (off < radius) & (along > -radius) & (along < wall.length + radius)
        cells = np.zeros((self.wide + 2, self.deep + 2), dtype=np.uint8)
        cells[1:-1, 1:-1] = inside if self._site.room.outdoor else inside & ~near
        return cells

    def free(self, bodies: Sequence[Body], radius: float) -> Cells:
        """1 where the middle of a walker of that radius may be; a border of 0 around."""
        cells = self._inside[radius].copy()
        for body in bodies:
            taken = self._taken.get((body, radius))
            if taken is None:
                if len(self._taken) > _MOST_KNOWN:
                    self._taken.clear()
                taken = self._taken[body, radius] = tuple(self._taken_by(body, radius))
            for along, across, free in taken:
                cells[along, across] &= free
        return cells

    def _taken_by(self, body: Body, radius: float) -> Iterator[_Taken]:
        if body.item.is_flat or body.y > _HEAD_M:
            return
        for rect, low, high in body.slabs:
            taken = self._covered(rect.grown(radius)) if low < _HEAD_M and high > _STEP_OVER_M else None
            if taken is not None:
                yield taken

    def _covered(self, rect: Rect) -> _Taken | None:
        """The cells about a rectangle, and 0 for those of them whose middle lies in it."""
        reach_x, reach_z = rect.reach()
        half = self.step / 2
        i0 = max(0, math.ceil(round((rect.x - reach_x - self.x0 - half) / self.step, 6)))
        i1 = min(self.wide, math.floor(round((rect.x + reach_x - self.x0 - half) / self.step, 6)) + 1)
        k0 = max(0, math.ceil(round((rect.z - reach_z - self.z0 - half) / self.step, 6)))
        k1 = min(self.deep, math.floor(round((rect.z + reach_z - self.z0 - half) / self.step, 6)) + 1)
        if i0 >= i1 or k0 >= k1:
            return None
        where = slice(i0 + 1, i1 + 1), slice(k0 + 1, k1 + 1)
        if rect.cos in {0.0, 1.0, -1.0}:
            return *where, np.uint8(0)
        dx, dz = self._x[i0:i1, None] - rect.x, self._z[None, k0:k1] - rect.z
        left, front = np.abs(dx * rect.cos - dz * rect.sin), np.abs(dx * rect.sin + dz * rect.cos)
        return *where, ((left > rect.half_w) | (front > rect.half_d)).astype(np.uint8)

    def walk(self, bodies: Sequence[Body]) -> Reached:
        """What a body reaches from the first door, from the largest free place where there is none."""
        passable, free = self.free(bodies, PASSAGE_RADIUS_M), self.free(bodies, BODY_RADIUS_M)
        flat = bytearray(passable.tobytes())
        doors = self._site.room.doors
        start = self._nearest(passable, doors[0].centre) if doors else None
        if start is not None:
            _flood(flat, start, self.deep + 2)
        else:
            flat, _ = self._largest(flat)
        # What is free for a body right beside where it passes is reached too.
        reached = free & _grown(np.frombuffer(flat, dtype=np.uint8).reshape(free.shape) == _SEEN)
        return self._result(bytearray((free + reached).tobytes()), int(reached.sum()), int(free.sum()))

    def _result(self, flat: bytearray, count: int, total: int) -> Reached:
        pockets = []
        if count < total:
            left = np.flatnonzero(np.frombuffer(flat, dtype=np.uint8) == 1)[:: max(1, (total - count) // 12)]
            for at in left.tolist():
                i, k = divmod(at, self.deep + 2)
                pockets.append((self.x0 + (i - 0.5) * self.step, self.z0 + (k - 0.5) * self.step))
        return Reached(self, bytes(flat), count / total if total else 0.0, tuple(pockets))

    def slim_walk(self, bodies: Sequence[Body]) -> Reached:
        """The largest part of the floor that is free for a slim walker."""
        cells = self.free(bodies, WALKER_RADIUS_M)
        flat, count = self._largest(bytearray(cells.tobytes()))
        return self._result(flat, count, int(cells.sum()))

    def _largest(self, flat: bytearray) -> tuple[bytearray, int]:
        """The cells with the largest part seen, and its size."""
        rest, best, most = bytearray(flat), flat, 0
        left = len(rest) - rest.count(0)
        while left > most:
            start = rest.find(1)
            trial = bytearray(flat)
            count = _flood(trial, start, self.deep + 2)
            _flood(rest, start, self.deep + 2)
            left -= count
            if count > most:
                best, most = trial, count
        return best, most

    def _nearest(self, cells: Cells, point: tuple[float, float]) -> int | None:
        """The free cell nearest to a point, if it is within a stride of it."""
        i, k = int((point[0] - self.x0) / self.step) + 1, int((point[1] - self.z0) / self.step) + 1
        around = int(0.9 / self.step) + 1
        i0, k0 = max(0, i - around), max(0, k - around)
        found = np.argwhere(cells[i0 : i + around + 1, k0 : k + around + 1])
        if not len(found):
            return None
        away = (found[:, 0] + i0 - i) ** 2 + (found[:, 1] + k0 - k) ** 2
        a, b = found[int(np.argmin(away))].tolist()
        return int((a + i0) * (self.deep + 2) + b + k0)


def _grown(cells: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """The cells and all that touch them; the border stays empty."""
    grown = cells.copy()
    grown[1:-1] |= cells[:-2] | cells[2:]
    across = grown.copy()
    grown[:, 1:-1] |= across[:, :-2] | across[:, 2:]
    return grown


def _flood(flat: bytearray, start: int, row: int) -> int:
    """Marks what hangs together with a cell, run by run; the border of taken cells ends every run."""
    stack, count = [start], 0
    while stack:
        at = stack.pop()
        if flat[at] != 1:
            continue
        low, high = flat.rfind(0, 0, at) + 1, flat.find(0, at)
        flat[low:high] = _SEEN_CELL * (high - low)
        count += high - low
        for side in (-row, row):
            end = high + side
            other = flat.find(1, low + side, end)
            while other >= 0:
                stack.append(other)
                # The next run of this side begins behind the next taken cell.
                taken = flat.find(0, other, end)
                other = flat.find(1, taken, end) if taken >= 0 else -1
    return count


def blocked_share(body: Body, side: str, occupied: Occupancy, site: Site) -> tuple[float, tuple[str, ...]]:
    """How much of the hand's breadth before a side is taken, and by whom; a seat's partner does not count."""
    strip = access_strip(body, side, HAND_M)
    others = [
        other for other in occupied.near(strip)
        if other is not body and not other.item.is_flat and other.y < _HEAD_M
        and not is_partner(body.item, other.item) and overlap_depth(strip, other.rect) > 0
    ]  # fmt: skip
    if not others and site.holds_rect(strip):
        return 0.0, ()
    along_w = side in {"front", "back"}
    taken, names = 0, set()
    for place in range(12):
        along = (place + 0.5) / 6 - 1
        for depth in (-0.7, 0.0, 0.7):
            left, front = (along, depth) if along_w else (depth, along)
            point = strip.world(left * strip.half_w, front * strip.half_d)
            who = next((other for other in others if _holds(other, point)), None)
            if who is not None or not site.room.contains(point):
                taken += 1
                names.add(who.item.id if who is not None else body.item.id)
                break
    return taken / 12, tuple(sorted(names))


def _holds(body: Body, point: tuple[float, float]) -> bool:
    for rect, low, high in body.slabs:
        left, front = rect.local(point)
        if abs(left) < rect.half_w and abs(front) < rect.half_d and low < _HEAD_M and high > _STEP_OVER_M:
            return True
    return False


def is_come_to(body: Body, sides: Sequence[str], reached: Reached) -> bool:
    """Whether a body that walked in from the door can stand at one of the sides."""
    for side in sides:
        for off in _COME_M:
            for along in _ALONG:
                spot = reached.nearest(*body.rect.world(*_off_side(body.rect, side, along, off)))
                if spot is not None and _is_at_side(body.rect, side, spot):
                    return True
    return False


def _off_side(rect: Rect, side: str, along: float, off: float) -> tuple[float, float]:
    if side in {"front", "back"}:
        return along * rect.half_w, (rect.half_d + off) * (1.0 if side == "front" else -1.0)
    return (rect.half_w + off) * (1.0 if side == "left" else -1.0), along * rect.half_d


def _is_at_side(rect: Rect, side: str, spot: tuple[float, float]) -> bool:
    """Whether a spot lies right before a side, within its width and half a metre."""
    left, front = rect.local(spot)
    if side in {"front", "back"}:
        return abs(left) <= rect.half_w and abs(front) <= rect.half_d + _NEAR_M
    return abs(front) <= rect.half_d and abs(left) <= rect.half_w + _NEAR_M
