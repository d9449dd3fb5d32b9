"""The cube in the corner that shows from where one looks: its faces in the picture, and what a click on it means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import MappingProxyType

from studio.model.stage import Vec3
from studio.viewport.navigation import FreeView, Side, cube_axes
from studio.viewport.polygon import contains
from studio.viewport.sight import Point

HALF_PX, MARGIN_PX = 26.0, 14.0
_BELOW_WORDS_PX = 36.0
"""How far down the cube hangs, so that what the picture says in its corner stays readable."""

_EDGE = 0.56
"""Beyond this share of a face its edges and corners are meant."""

NORMALS: MappingProxyType[Side, Vec3] = MappingProxyType(
    {
        "front": (0.0, 0.0, 1.0),
        "back": (0.0, 0.0, -1.0),
        "right": (1.0, 0.0, 0.0),
        "left": (-1.0, 0.0, 0.0),
        "top": (0.0, 1.0, 0.0),
        "bottom": (0.0, -1.0, 0.0),
    }
)


@dataclass(frozen=True, slots=True)
class CubeFace:
    """A face that is seen: its four corners and middle in pixels, and how squarely it faces the eye (0 to 1)."""

    side: Side
    corners: tuple[Point, ...]
    middle: Point
    facing: float


def cube_centre(width: float) -> Point:
    """Where the cube hangs: at the top right of a widget."""
    reach = HALF_PX * 1.75
    return width - MARGIN_PX - reach, _BELOW_WORDS_PX + MARGIN_PX + reach


def cube_faces(view: FreeView, centre: Point) -> tuple[CubeFace, ...]:
    """The faces that are seen, the one that faces the eye least first."""
    axes = cube_axes(view)

    def seen(point: Vec3) -> tuple[float, float, float]:
        right, up, near = (sum(at * axis[part] for at, axis in zip(point, axes, strict=True)) for part in range(3))
        return centre[0] + right * HALF_PX, centre[1] - up * HALF_PX, near

    faces = []
    for side, normal in NORMALS.items():
        middle = seen(normal)
        if middle[2] > 0.02:
            first, second = _tangents(normal)
            corners = tuple(seen(_at(normal, first, second, a, b))[:2] for a, b in _CORNERS)
            faces.append(CubeFace(side, corners, middle[:2], min(1.0, middle[2])))
    return tuple(sorted(faces, key=lambda face: face.facing))


def direction_at(faces: Sequence[CubeFace], at: Point) -> Vec3 | None:
    """From where a click on the cube asks to look: a face, an edge or a corner; None beside the cube."""
    for face in reversed(faces):
        if not contains(face.corners, *at):
            continue
        normal = NORMALS[face.side]
        first, second = _tangents(normal)
        a, b = _shares(face, at)
        return _at(normal, first, second, _step(a), _step(b))
    return None


_CORNERS = ((-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0))


def _tangents(normal: Vec3) -> tuple[Vec3, Vec3]:
    x, y, z = normal
    return (abs(y), abs(z), abs(x)), (abs(z), abs(x), abs(y))


def _at(normal: Vec3, first: Vec3, second: Vec3, a: float, b: float) -> Vec3:
    x, y, z = (n + a * f + b * s for n, f, s in zip(normal, first, second, strict=True))
    return x, y, z


def _shares(face: CubeFace, at: Point) -> Point:
    """Where a pixel lies on a face, from −1 to 1 along both its tangents."""
    (ox, oy), (ax, ay), _, (bx, by) = face.corners
    ux, uy, vx, vy = (ax - ox) / 2, (ay - oy) / 2, (bx - ox) / 2, (by - oy) / 2
    dx, dy = at[0] - face.middle[0], at[1] - face.middle[1]
    whole = ux * vy - uy * vx
    if abs(whole) < 1e-9:
        return 0.0, 0.0
    return (dx * vy - dy * vx) / whole, (ux * dy - uy * dx) / whole


def _step(share: float) -> float:
    return 0.0 if abs(share) < _EDGE else 1.0 if share > 0 else -1.0
