"""Many alike on walls: so many a wall by its length, evenly along it, and where one goes whose spot is taken."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from studio.model.stage import Vec2
from studio.staging.placement.wall_company import Spot
from studio.staging.room import Wall

_LEAST_SHARE, _STEP_M = 0.6, 0.3
"""Walls shorter than this share of the longest are left bare; in which steps a spot is shifted along its wall."""


def spread_spots(count: int, walls: Sequence[Wall], height: float) -> list[Spot]:
    """One spot for each of ``count``: the walls take turns by how much wall each of theirs would have."""
    longest = max(round(wall.length, 4) for wall in walls)
    long = sorted(walls, key=lambda wall: -round(wall.length, 4))
    long = [wall for wall in long if wall.length >= _LEAST_SHARE * longest]
    given = [0] * len(long)
    for _ in range(count):
        # D'Hondt's rule: the next one goes where the step between two stays widest.
        turn = max(range(len(long)), key=lambda at: (round(long[at].length / (given[at] + 1), 4), -at))
        given[turn] += 1
    return [
        (wall, wall.length * (place + 0.5) / share, height)
        for wall, share in zip(long, given, strict=True)
        for place in range(share)
    ]


def about(spot: Spot, spots: Sequence[Spot]) -> Iterator[Spot]:
    """A spot, and shifts of it along its wall to either side, up to a third of the way to the next."""
    wall, along, height = spot
    yield spot
    share = sum(1 for other in spots if other[0] is wall)
    for step in range(1, int(wall.length / share / 3 / _STEP_M) + 1):
        yield wall, along + step * _STEP_M, height
        yield wall, along - step * _STEP_M, height


def farthest_first(spots: Sequence[Spot], hung: Sequence[Vec2]) -> list[Spot]:
    """Spots by how far they are from everything alike that hangs already."""

    def near(spot: Spot) -> float:
        return min((math.dist(spot[0].point(spot[1]), other) for other in hung), default=0.0)

    return sorted(spots, key=lambda spot: (-round(near(spot), 3), spot[2]))
