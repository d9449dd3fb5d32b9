"""Shapes that props are put together from: closed triangle parts in metres, outside counter-clockwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import cos, pi, radians, sin

import numpy as np
import numpy.typing as npt

Points = npt.NDArray[np.float64]
Faces = npt.NDArray[np.int64]
FaceSlots = npt.NDArray[np.uint8]
Vec2 = tuple[float, float]
Vec3 = tuple[float, float, float]

CREASE_DEG = 30.0
ROUND_DEG = 62.0
"""Crease angle of thin round parts: six or eight sides shade as one, a flat end stays an edge."""


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A closed surface: ``points`` (n, 3), ``faces`` (m, 3), and by face ``slots`` (m,) and ``creases`` (m,).

    A crease is the cosine of the angle from which two neighbouring faces are drawn with an edge between them.
    """

    points: Points
    faces: Faces
    slots: FaceSlots
    creases: Points


def part(points: Points, faces: Faces, *, slot: int = 0, crease_deg: float = CREASE_DEG) -> Part:
    """A part of one material and one crease angle."""
    count = len(faces)
    return Part(points, faces, np.full(count, slot, np.uint8), np.full(count, cos(radians(crease_deg))))


@lru_cache(maxsize=1)
def _bevelled_box() -> tuple[Points, Points, Faces]:
    """Signs (24, 3), insets (24, 3) and faces (44, 3): every corner has one point on each of its three sides."""
    corners = list(product((-1, 1), repeat=3))
    index = {(corner, axis): 3 * place + axis for place, corner in enumerate(corners) for axis in range(3)}
    signs = np.repeat(np.array(corners, float), 3, axis=0)
    insets = np.tile(1.0 - np.eye(3), (8, 1))
    polygons: list[list[int]] = []
    for axis, sign in product(range(3), (-1, 1)):
        u, v = (axis + 1) % 3, (axis + 2) % 3
        ring = [next(c for c in corners if (c[axis], c[u], c[v]) == (sign, a, b)) for a, b in _SQUARE]
        polygons.append([index[corner, axis] for corner in ring])
    for axis, (a, b) in product(range(3), _SQUARE):
        u, v = (axis + 1) % 3, (axis + 2) % 3
        low, high = (next(c for c in corners if (c[axis], c[u], c[v]) == (s, a, b)) for s in (-1, 1))
        polygons.append([index[low, u], index[high, u], index[high, v], index[low, v]])
    polygons.extend([index[corner, axis] for axis in range(3)] for corner in corners)
    sample = signs * (1.0 - 0.3 * insets)
    faces: list[list[int]] = []
    for ring_ in polygons:
        a, b, c = sample[ring_[:3]]
        outward = float(np.dot(np.cross(b - a, c - a), a + b + c)) > 0
        ring_ = ring_ if outward else ring_[::-1]
        faces.extend([ring_[0], ring_[i], ring_[i + 1]] for i in range(1, len(ring_) - 1))
    return signs, insets, np.array(faces)


_SQUARE = ((-1, -1), (1, -1), (1, 1), (-1, 1))
_BOX_SIGNS = np.array(list(product((-1.0, 1.0), repeat=3)))
_BOX_FACES = np.array(
    (
        *((0, 1, 3), (0, 3, 2), (4, 6, 7), (4, 7, 5), (0, 4, 5), (0, 5, 1)),
        *((2, 3, 7), (2, 7, 6), (0, 2, 6), (0, 6, 4), (1, 5, 7), (1, 7, 3)),
    )
)


def box(size: Vec3, at: Vec3 = (0.0, 0.0, 0.0), *, bevel: float = 0.008, slot: int = 0) -> Part:
    """A box standing on ``at`` (its bottom centre) with flat bevels; a thin box gets a smaller bevel."""
    half = np.array(size) / 2
    middle = np.array((at[0], at[1] + half[1], at[2]))
    inset = min(bevel, 0.56 * float(half.min()))
    if inset < 0.0008:
        return part(_BOX_SIGNS * half + middle, _BOX_FACES, slot=slot)
    signs, insets, faces = _bevelled_box()
    return part(signs * (half - inset * insets) + middle, faces, slot=slot)


@lru_cache(maxsize=256)
def _loft_faces(rows: int, sides: int, *, start: bool = False, end: bool = False, closed: bool = False) -> Faces:
    row, side = np.meshgrid(np.arange(rows if closed else rows - 1), np.arange(sides), indexing="ij")
    after, beside = (row + 1) % rows, (side + 1) % sides
    a, b, c, d = row * sides + side, row * sides + beside, after * sides + beside, after * sides + side
    faces = [np.stack((a, b, c), -1).reshape(-1, 3), np.stack((a, c, d), -1).reshape(-1, 3)]
    around = np.arange(sides)
    ahead = (around + 1) % sides
    pole = rows * sides
    if start:
        faces.append(np.stack((ahead, around, np.full(sides, pole)), -1))
        pole += 1
    if end:
        last = (rows - 1) * sides
        faces.append(np.stack((last + around, last + ahead, np.full(sides, pole)), -1))
    return np.concatenate(faces)


def loft(
    rings: Points,
    *,
    start: Vec3 | Points | None = None,
    end: Vec3 | Points | None = None,
    closed: bool = False,
    slot: int = 0,
    crease_deg: float = CREASE_DEG,
) -> Part:
    """A skin over ``rings`` (rows, sides, 3), capped by fans to the points ``start`` and ``end``.

    Each ring runs counter-clockwise for one who looks back along the way; ``closed`` joins the last to the first.
    """
    rows, sides, _ = rings.shape
    points = [rings.reshape(-1, 3)]
    points.extend(np.asarray(pole, float).reshape(1, 3) for pole in (start, end) if pole is not None)
    faces = _loft_faces(rows, sides, start=start is not None, end=end is not None, closed=closed)
    return part(np.concatenate(points), faces, slot=slot, crease_deg=crease_deg)


@lru_cache(maxsize=64)
def circle(sides: int) -> Points:
    """A unit circle (sides, 2), counter-clockwise from +x."""
    angles = np.arange(sides) * (2 * pi / sides)
    return np.stack((np.cos(angles), np.sin(angles)), -1)


def lathe(
    profile: Sequence[Vec2],
    at: Vec3 = (0.0, 0.0, 0.0),
    *,
    sides: int = 20,
    slot: int = 0,
    crease_deg: float = CREASE_DEG,
) -> Part:
    """A profile of (radius, height) turned about the upright axis through ``at``, from the bottom outside to the top.

    The ends are closed on the axis. A vessel's profile goes up outside and down again inside.
    """
    rows = list(profile)
    first, last = rows[0][1], rows[-1][1]
    rows = rows[1:] if rows[0][0] <= 0 else rows
    rows = rows[:-1] if rows[-1][0] <= 0 else rows
    turned = circle(sides)
    line = np.array(rows)
    rings = np.empty((len(rows), sides, 3))
    rings[..., 0] = line[:, :1] * turned[:, 0] + at[0]
    rings[..., 1] = line[:, 1:] + at[1]
    rings[..., 2] = -line[:, :1] * turned[:, 1] + at[2]
    bottom, top = (at[0], at[1] + first, at[2]), (at[0], at[1] + last, at[2])
    return loft(rings, start=bottom, end=top, slot=slot, crease_deg=crease_deg)


def cylinder(
    radius: float,
    height: float,
    at: Vec3 = (0.0, 0.0, 0.0),
    *,
    top: float | None = None,
    bevel: float = 0.0,
    sides: int = 20,
    slot: int = 0,
) -> Part:
    """An upright cylinder, or a cone frustum where ``top`` is another radius."""
    upper = radius if top is None else top
    inset = min(bevel, 0.4 * height, 0.5 * min(radius, upper))
    profile: list[Vec2] = [(radius, 0.0), (upper, height)]
    if inset > 0:
        profile = [(radius - inset, 0), (radius, inset), (upper, height - inset), (upper - inset, height)]
    return lathe(profile, at, sides=sides, slot=slot, crease_deg=CREASE_DEG if sides > 12 else ROUND_DEG)


def ellipsoid(radii: Vec3, at: Vec3 = (0.0, 0.0, 0.0), *, sides: int = 16, rows: int = 8, slot: int = 0) -> Part:
    """An ellipsoid about its middle ``at``."""
    angles = (np.arange(1, rows) / rows - 0.5) * pi
    profile = [(0.0, -1.0), *((cos(a), sin(a)) for a in angles.tolist()), (0.0, 1.0)]
    ball = lathe(profile, sides=sides, slot=slot, crease_deg=ROUND_DEG)
    return Part(ball.points * np.array(radii) + np.array(at), ball.faces, ball.slots, ball.creases)


def ball(radius: float, at: Vec3 = (0.0, 0.0, 0.0), *, sides: int = 16, rows: int = 8, slot: int = 0) -> Part:
    """A sphere about its middle ``at``."""
    return ellipsoid((radius, radius, radius), at, sides=sides, rows=rows, slot=slot)


def tube(
    path: Sequence[Vec3] | Points,
    radius: float | Sequence[float] | Sequence[Vec2],
    *,
    sides: int = 8,
    closed: bool = False,
    side_hint: Vec3 | None = None,
    slot: int = 0,
    crease_deg: float = ROUND_DEG,
) -> Part:
    """A round section swept along ``path`` with one radius, one by point, or an ellipse (across, along) by point.

    ``side_hint`` is the direction of the ellipse's first radius at the start; frames are carried by parallel transport.
    """
    line = np.asarray(path, float)
    count = len(line)
    radii = np.broadcast_to(np.asarray(radius, float), (count,)) if np.ndim(radius) < 2 else np.asarray(radius, float)
    radii = np.stack((radii, radii), -1) if radii.ndim == 1 else radii
    ahead = np.roll(line, -1, 0) - np.roll(line, 1, 0)
    if not closed:
        ahead[0], ahead[-1] = line[1] - line[0], line[-1] - line[-2]
    ahead /= np.linalg.norm(ahead, axis=1, keepdims=True)
    if side_hint is None:
        side_hint = (1.0, 0.0, 0.0) if abs(ahead[0, 0]) < 0.9 else (0.0, 0.0, 1.0)
    across = np.empty_like(line)
    carried = np.array(side_hint)
    for place, way in enumerate(ahead):
        carried = carried - way * float(carried @ way)
        carried = carried / float(np.sqrt(carried @ carried))
        across[place] = carried
    along = np.cross(ahead, across)
    turned = circle(sides)
    rings = (
        line[:, None]
        + across[:, None] * (radii[:, :1] * turned[:, 0])[..., None]
        + along[:, None] * (radii[:, 1:] * turned[:, 1])[..., None]
    )
    start, end = (None, None) if closed else (line[0], line[-1])
    return loft(rings, start=start, end=end, closed=closed, slot=slot, crease_deg=crease_deg)


def curve(through: Sequence[Vec3], steps: int = 4, *, closed: bool = False) -> Points:
    """A smooth path through points, ``steps`` to each span (Catmull-Rom)."""
    knots = np.array(through, float)
    if closed:
        before, start, end, after = np.roll(knots, 1, 0), knots, np.roll(knots, -1, 0), np.roll(knots, -2, 0)
    else:
        padded = np.concatenate((2 * knots[:1] - knots[1:2], knots, 2 * knots[-1:] - knots[-2:-1]))
        before, start, end, after = padded[:-3], padded[1:-2], padded[2:-1], padded[3:]
    t = (np.arange(steps) / steps)[None, :, None]
    a, b, c, d = (each[:, None] for each in (before, start, end, after))
    spans = 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
    path: Points = spans.reshape(-1, 3)
    return path if closed else np.concatenate((path, knots[-1:]))


def torus(
    radius: float,
    thickness: float,
    at: Vec3 = (0.0, 0.0, 0.0),
    *,
    sides: int = 24,
    around: int = 8,
    slot: int = 0,
) -> Part:
    """A level ring of tube radius ``thickness`` about its middle ``at``."""
    turned = circle(sides)
    path = np.stack((radius * turned[:, 0] + at[0], np.full(sides, at[1]), -radius * turned[:, 1] + at[2]), -1)
    return tube(path, thickness, sides=around, closed=True, side_hint=(1.0, 0.0, 0.0), slot=slot)


@lru_cache(maxsize=512)
def _ears(outline: tuple[Vec2, ...]) -> Faces:
    """Triangles of a simple counter-clockwise polygon, by ear clipping."""

    def turn(a: Vec2, b: Vec2, c: Vec2) -> float:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    left = list(range(len(outline)))
    faces: list[tuple[int, int, int]] = []
    while len(left) > 3:
        best, chosen = -1.0, 0
        for place in range(len(left)):
            i, j, k = left[place - 1], left[place], left[(place + 1) % len(left)]
            a, b, c = outline[i], outline[j], outline[k]
            if (area := turn(a, b, c)) <= best:
                continue
            inside = (outline[o] for o in left if o not in (i, j, k))
            if any(turn(a, b, p) >= 0 and turn(b, c, p) >= 0 and turn(c, a, p) >= 0 for p in inside):
                continue
            best, chosen = area, place
        faces.append((left[chosen - 1], left[chosen], left[(chosen + 1) % len(left)]))
        left.pop(chosen)
    faces.append((left[0], left[1], left[2]))
    return np.array(faces)


def extrude(
    outline: Sequence[Vec2],
    depth: float,
    at: Vec3 = (0.0, 0.0, 0.0),
    *,
    bevel: float = 0.0,
    slot: int = 0,
    crease_deg: float = CREASE_DEG,
) -> Part:
    """A simple (x, y) outline, either way round, given ``depth`` along z, half to each side of ``at``."""
    line = np.array(outline, float)
    x, y = line.T
    line = line if float(x @ np.roll(y, -1) - y @ np.roll(x, -1)) > 0 else line[::-1]
    flat = tuple((x, y) for x, y in line.tolist())
    count = len(line)
    rows = [(line, -depth / 2), (line, depth / 2)]
    if bevel > 0:
        edge = np.roll(line, -1, 0) - line
        edge /= np.linalg.norm(edge, axis=1, keepdims=True)
        before = np.roll(edge, 1, 0)
        inward = np.stack((-(edge[:, 1] + before[:, 1]), edge[:, 0] + before[:, 0]), -1)
        inward /= np.maximum(1e-6, 1 + (edge * before).sum(1, keepdims=True))
        small = line + np.clip(inward, -2, 2) * bevel
        rows = [(small, -depth / 2), (line, bevel - depth / 2), (line, depth / 2 - bevel), (small, depth / 2)]
    rings = np.empty((len(rows), count, 3))
    for place, (points, z) in enumerate(rows):
        rings[place, :, :2] = points
        rings[place, :, 2] = z
    rings += np.array(at)
    caps = _ears(flat)
    faces = np.concatenate((_loft_faces(len(rows), count), caps[:, ::-1], caps + (len(rows) - 1) * count))
    return part(rings.reshape(-1, 3), faces, slot=slot, crease_deg=crease_deg)
