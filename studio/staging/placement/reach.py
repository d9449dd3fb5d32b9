"""How much of the free floor a person reaches from the door, on a coarse grid; cheap enough to ask of every plan."""

from __future__ import annotations

import math
from collections.abc import Iterable

from studio.staging.placement.body import Body
from studio.staging.placement.site import Site

BODY_RADIUS_M, _MOST_CELLS, _HEAD_M = 0.25, 2400, 1.9


def reachable_share(bodies: Iterable[Body], site: Site) -> float:
    """From 0 to 1; 1 where there is no door to come in by."""
    room = site.room
    if not room.doors or room.outdoor:
        return 1.0
    (x0, z0), (x1, z1) = room.low, room.high
    step = max(0.14, math.sqrt((x1 - x0) * (z1 - z0) / _MOST_CELLS))
    wide, deep = int((x1 - x0) / step), int((z1 - z0) / step)
    if wide < 2 or deep < 2:
        return 1.0
    free = [[room.contains((x0 + (i + 0.5) * step, z0 + (k + 0.5) * step)) for k in range(deep)] for i in range(wide)]
    for body in bodies:
        if not body.item.is_flat and body.y < _HEAD_M and body.top > 0.05:
            _cover(free, body, (x0, z0), step)
    total = sum(map(sum, free))
    start = _nearest(free, room.doors[0].centre, (x0, z0), step)
    return _flood(free, start) / total if total and start else 0.0


def _cover(free: list[list[bool]], body: Body, origin: tuple[float, float], step: float) -> None:
    """Marks the cells whose middle a walker cannot take."""
    for rect, low, high in body.slabs:
        if low > _HEAD_M or high < 0.05:
            continue
        grown = rect.grown(BODY_RADIUS_M)
        reach_x, reach_z = grown.reach()
        i0, i1 = int((rect.x - reach_x - origin[0]) / step), int((rect.x + reach_x - origin[0]) / step) + 1
        k0, k1 = int((rect.z - reach_z - origin[1]) / step), int((rect.z + reach_z - origin[1]) / step) + 1
        for i in range(max(0, i0), min(len(free), i1)):
            row = free[i]
            x = origin[0] + (i + 0.5) * step
            for k in range(max(0, k0), min(len(row), k1)):
                if row[k]:
                    left, front = grown.local((x, origin[1] + (k + 0.5) * step))
                    row[k] = abs(left) > grown.half_w or abs(front) > grown.half_d


def _nearest(
    free: list[list[bool]], point: tuple[float, float], origin: tuple[float, float], step: float
) -> tuple[int, int] | None:
    """The free cell nearest to a point, if it is within a stride of it."""
    i, k = int((point[0] - origin[0]) / step), int((point[1] - origin[1]) / step)
    around = int(0.9 / step) + 1
    cells = [
        (round((a - i) ** 2 + (b - k) ** 2, 3), a, b)
        for a in range(max(0, i - around), min(len(free), i + around + 1))
        for b in range(max(0, k - around), min(len(free[0]), k + around + 1))
        if free[a][b]
    ]
    return min(cells)[1:] if cells else None


def _flood(free: list[list[bool]], start: tuple[int, int]) -> int:
    seen = [[False] * len(row) for row in free]
    seen[start[0]][start[1]] = True
    queue, count = [start], 0
    while queue:
        i, k = queue.pop()
        count += 1
        for a, b in ((i + 1, k), (i - 1, k), (i, k + 1), (i, k - 1)):
            if 0 <= a < len(free) and 0 <= b < len(free[0]) and free[a][b] and not seen[a][b]:
                seen[a][b] = True
                queue.append((a, b))
    return count
