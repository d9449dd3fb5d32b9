"""The room's walls on the plan, with their doors and windows as gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

from studio.model.stage import Opening, StageContainer, Vec2

_OFF_WALL_M = 0.25


@dataclass(frozen=True, slots=True)
class WallPiece:
    """A stretch of wall without an opening."""

    start: Vec2
    end: Vec2


@dataclass(frozen=True, slots=True)
class OpeningMark:
    """A door, window or arch in a wall; ``inward`` points into the room."""

    kind: str
    start: Vec2
    end: Vec2
    inward: Vec2

    @property
    def width_m(self) -> float:
        """How wide it is."""
        return hypot(self.end[0] - self.start[0], self.end[1] - self.start[1])


def walls_of(container: StageContainer) -> tuple[tuple[WallPiece, ...], tuple[OpeningMark, ...]]:
    """Pieces of wall and the openings between them; there are none outdoors."""
    if container.outdoor or len(container.footprint) < 3:
        return (), ()
    pieces: list[WallPiece] = []
    marks: list[OpeningMark] = []
    outline = container.footprint
    is_turned = _area(outline) < 0
    for start, end in zip(outline, (*outline[1:], outline[0]), strict=True):
        length = hypot(end[0] - start[0], end[1] - start[1])
        if length < 1e-6:
            continue
        along = ((end[0] - start[0]) / length, (end[1] - start[1]) / length)
        inward = (along[1], -along[0]) if is_turned else (-along[1], along[0])

        def at(u: float, start: Vec2 = start, along: Vec2 = along) -> Vec2:
            return start[0] + along[0] * u, start[1] + along[1] * u

        done = 0.0
        for left, right, opening in _openings_in(start, along, length, container.openings):
            if left > done:
                pieces.append(WallPiece(at(done), at(left)))
            marks.append(OpeningMark(opening.kind, at(left), at(right), inward))
            done = max(done, right)
        if done < length:
            pieces.append(WallPiece(at(done), end))
    return tuple(pieces), tuple(marks)


def _openings_in(
    start: Vec2, along: Vec2, length: float, openings: Sequence[Opening]
) -> list[tuple[float, float, Opening]]:
    """Openings that lie in a wall: from and to along it, in order."""
    found = []
    for opening in openings:
        places = []
        for x, z in (opening.start, opening.end):
            dx, dz = x - start[0], z - start[1]
            places.append((dx * along[0] + dz * along[1], abs(dz * along[0] - dx * along[1])))
        left, right = sorted(min(length, max(0.0, u)) for u, _ in places)
        if max(away for _, away in places) <= _OFF_WALL_M and right - left > 0.05:
            found.append((left, right, opening))
    return sorted(found, key=lambda each: each[:2])


def _area(outline: Sequence[Vec2]) -> float:
    return sum(ax * bz - bx * az for (ax, az), (bx, bz) in zip(outline, (*outline[1:], outline[0]), strict=True)) / 2
