"""What stands on things: place settings before seats, rows on tables, books on shelves, chains of supports."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from studio.model.stage import SupportSurface
from studio.staging.placement.body import Body, Occupancy, stand
from studio.staging.placement.item import Item
from studio.staging.placement.site import Site
from studio.staging.rect import Rect

EDGE_M, _PACK_M, _MOST_CELLS = 0.02, 0.02, 4000


@dataclass(frozen=True, slots=True)
class Top:
    """A level surface of a standing body: its rectangle in the room and its height."""

    rect: Rect
    height: float
    body: Body

    @property
    def area(self) -> float:
        """Square metres."""
        return 4 * self.rect.half_w * self.rect.half_d


def tops_of(body: Body) -> tuple[Top, ...]:
    """Where things can stand on a body; without surfaces of its own, its whole top face."""
    surfaces = body.item.surfaces or (
        SupportSurface(
            height=body.item.size[1],
            min=(-body.rect.half_w, -body.rect.half_d),
            max=(body.rect.half_w, body.rect.half_d),
        ),
    )
    found = []
    for surface in surfaces:
        left, front = (surface.min[0] + surface.max[0]) / 2, (surface.min[1] + surface.max[1]) / 2
        x, z = body.rect.world(left, front)
        half_w, half_d = (surface.max[0] - surface.min[0]) / 2, (surface.max[1] - surface.min[1]) / 2
        rect = Rect(x, z, half_w, half_d, body.rect.cos, body.rect.sin)
        found.append(Top(rect, round(body.y + surface.height, 4), body))
    return tuple(found)


def place_on(
    item: Item,
    hosts: Sequence[Body],
    occupied: Occupancy,
    site: Site,
    rng: random.Random,
    share: int,
    *,
    is_tight: bool = False,
) -> Body | None:
    """The item on the first of its hosts that has room; ``share`` is how many like it the host is to carry.

    ``is_tight`` fills tops from a corner on, so that as much as can be finds room.
    """
    for host in hosts:
        for spot in _packed(item, host) if is_tight else _spots(item, host, occupied, rng, share):
            if not site.holds(spot) or site.blocks_door(spot) or occupied.hit(spot) is not None:
                continue
            return spot
    return None


def _spots(item: Item, host: Body, occupied: Occupancy, rng: random.Random, share: int) -> Iterator[Body]:
    tops = sorted(
        tops_of(host), key=lambda top: (-top.height if len(item.surfaces) else -round(top.area, 3), -top.height)
    )
    if host.item.is_a("shelf") and item.size[1] < 0.5:
        tops = sorted(tops, key=lambda top: (abs(top.height - 1.2), -top.height))
    for top in tops:
        if item.size[0] / 2 > top.rect.half_w * 2 or item.size[2] / 2 > top.rect.half_d * 2:
            continue
        for left, front, yaw in _layout(item, host, top, occupied, rng, share):
            if abs(left) > top.rect.half_w or abs(front) > top.rect.half_d:
                continue
            x, z = top.rect.world(left, front)
            yield stand(item, x, top.height, z, host.yaw + yaw, parent=host.item.id)


def _packed(item: Item, host: Body) -> Iterator[Body]:
    """Places on all of a host's tops, row by row from their back left corner, wholly on them."""
    for top in sorted(tops_of(host), key=lambda top: (-round(top.area, 3), -top.height)):
        for turn in (0.0, 90.0):
            wide, deep = (item.size[0], item.size[2]) if turn == 0.0 else (item.size[2], item.size[0])
            room_w, room_d = top.rect.half_w - wide / 2, top.rect.half_d - deep / 2
            if room_w < 0 or room_d < 0:
                continue
            columns, rows = int(2 * room_w / _PACK_M) + 1, int(2 * room_d / _PACK_M) + 1
            for cell in range(min(_MOST_CELLS, columns * rows)):
                row, column = divmod(cell, columns)
                x, z = top.rect.world(room_w - column * _PACK_M, -room_d + row * _PACK_M)
                yield stand(item, x, top.height, z, host.yaw + turn, parent=host.item.id)


def _layout(
    item: Item, host: Body, top: Top, occupied: Occupancy, rng: random.Random, share: int
) -> Iterator[tuple[float, float, float]]:
    """(left, front, yaw) on a top: before seats, then rows along its long sides, then a fine grid over all of it."""
    half_w, half_d = item.size[0] / 2, item.size[2] / 2
    room_w, room_d = top.rect.half_w - half_w, top.rect.half_d - half_d
    if host.item.is_a("shelf"):
        yield from _shoulder_to_shoulder(item, top)
    if _is_setting(item):
        yield from _settings(item, host, top, occupied)
        yield from _along_sides(item, top, share)
    if share == 1 and not _is_setting(item):
        back = -room_d * 0.5 if item.noun is not None and item.is_a("focal") else 0.0
        yield 0.0, min(0.0, back) if room_d > 0 else 0.0, 0.0
    elif not _is_setting(item) and room_w > 0:
        for place in range(share):
            yield room_w * (2 * (place + 0.5) / share - 1), 0.0, 0.0
    wide, deep = max(0.0, room_w - EDGE_M), max(0.0, room_d - EDGE_M)
    columns, rows = _cells(wide, half_w), _cells(deep, half_d)
    cells = [(column, row) for column in range(columns) for row in range(rows)]
    rng.shuffle(cells)
    for column, row in cells[:240]:
        left = wide * (2 * column / (columns - 1) - 1) if columns > 1 else 0.0
        front = deep * (2 * row / (rows - 1) - 1) if rows > 1 else 0.0
        yield left, front, 0.0


def _cells(reach: float, half: float) -> int:
    return max(1, min(60, int(2 * reach / max(0.02, half)) + 1))


def _is_setting(item: Item) -> bool:
    return item.noun is not None and item.noun.key in {
        "plate",
        "bowl",
        "cup",
        "glass",
        "goblet",
        "paper_cup",
        "utensil",
    }


def _shoulder_to_shoulder(item: Item, top: Top) -> Iterator[tuple[float, float, float]]:
    """Side by side from the left end, as books stand, a thumb's breadth from the front."""
    step = item.size[0] + 0.002
    count = int((2 * top.rect.half_w) // step)
    front = max(-(top.rect.half_d - item.size[2] / 2), min(0.0, top.rect.half_d - item.size[2] / 2))
    for place in range(min(200, count)):
        yield -top.rect.half_w + item.size[0] / 2 + 0.001 + place * step, front, 0.0


def _settings(item: Item, host: Body, top: Top, occupied: Occupancy) -> Iterator[tuple[float, float, float]]:
    """Before each seat that faces the host: plates in the middle, cups to the right behind them."""
    aside = 0.0 if item.size[0] >= 0.2 else -0.2
    inward = item.size[2] / 2 + 0.06 + (0.0 if item.size[0] >= 0.2 else 0.2)
    seats = [
        body for body in occupied.near(host.rect, 1.0)
        if body.item.is_a("seat") and body.y < host.top and body.item.support == "floor"
    ]  # fmt: skip
    for seat in sorted(seats, key=lambda body: (body.item.node.id, body.item.index)):
        left, front = top.rect.local((seat.x, seat.z))
        if abs(left) - top.rect.half_w > 0.8 or abs(front) - top.rect.half_d > 0.8:
            continue
        out_w, out_d = abs(left) - top.rect.half_w, abs(front) - top.rect.half_d
        relative = round(seat.yaw - host.yaw, 2)
        if out_d >= out_w:
            sign = math.copysign(1.0, front)
            limit = top.rect.half_w - item.size[0] / 2 - 0.01
            yield max(-limit, min(limit, left + aside * sign)), sign * (top.rect.half_d - inward), relative
        else:
            sign = math.copysign(1.0, left)
            limit = top.rect.half_d - item.size[2] / 2 - 0.01
            yield sign * (top.rect.half_w - inward), max(-limit, min(limit, front - aside * sign)), relative


def _along_sides(item: Item, top: Top, share: int) -> Iterator[tuple[float, float, float]]:
    """Evenly along both long sides of a top."""
    along_w = top.rect.half_w >= top.rect.half_d
    long, short = (top.rect.half_w, top.rect.half_d) if along_w else (top.rect.half_d, top.rect.half_w)
    first = (share + 1) // 2
    edge = max(0.0, short - max(item.size[0], item.size[2]) / 2 - 0.06)
    for place in range(share):
        row, count, sign = (place, first, 1.0) if place < first else (place - first, share - first, -1.0)
        offset = long * (2 * (row + 0.5) / count - 1)
        if along_w:
            yield offset, sign * edge, 180.0 if sign > 0 else 0.0
        else:
            yield sign * edge, offset, -90.0 if sign > 0 else 90.0
