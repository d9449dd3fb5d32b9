"""Footprints nobody drew: boxes, Ls, Us, Ts, trapezoids, cut corners, turned as a whole, with doors and windows."""

from __future__ import annotations

import math
import random

from studio.model.stage import Container, Opening, Vec2

Outline = tuple[Vec2, ...]
SHAPES = ("box", "box", "l", "u", "t", "trapezoid", "cut", "hexagon", "turned")
_DOOR_M = (0.8, 0.9, 0.9, 1.0, 1.4)


def container(rng: random.Random, area: float, *, height: float, windows: int, doors: int = 1) -> Container:
    """A room of about ``area`` square metres with openings at any of its walls."""
    outline = _outline(rng, rng.choice(SHAPES), area)
    if rng.random() < 0.5:
        outline = tuple(reversed(outline))
    if rng.random() < 0.4:
        dx, dz = round(rng.uniform(-20, 20), 1), round(rng.uniform(-20, 20), 1)
        outline = tuple((round(x + dx, 3), round(z + dz, 3)) for x, z in outline)
    taken: dict[int, list[tuple[float, float]]] = {}
    openings = [
        *(_opening(rng, outline, taken, "door", rng.choice(_DOOR_M), height) for _ in range(doors)),
        *(_opening(rng, outline, taken, "window", rng.choice((0.9, 1.2, 1.6, 2.0)), height) for _ in range(windows)),
    ]
    edge = max(max(x for x, _ in outline) - min(x for x, _ in outline), 1.0)
    return Container(
        id="room", name="room", size=(round(edge, 3), height, round(edge, 3)), footprint=outline,
        openings=tuple(opening for opening in openings if opening is not None),
    )  # fmt: skip


def _outline(rng: random.Random, shape: str, area: float) -> Outline:
    ratio = rng.uniform(1.0, 1.7)
    w, d = math.sqrt(area * ratio), math.sqrt(area / ratio)
    if rng.random() < 0.5:
        w, d = d, w
    if shape in {"l", "u", "t"}:
        grow = math.sqrt({"l": 1.28, "u": 1.22, "t": 1.4}[shape])
        w, d = w * grow, d * grow
        a, b = rng.uniform(0.42, 0.58), rng.uniform(0.42, 0.58)
        if shape == "l":
            points = [(0, 0), (w, 0), (w, d * b), (w * a, d * b), (w * a, d), (0, d)]
        elif shape == "u":
            left, right = w * 0.34, w * 0.66
            points = [(0, 0), (w, 0), (w, d), (right, d), (right, d * 0.5), (left, d * 0.5), (left, d), (0, d)]
        else:
            left, right = w * 0.27, w * 0.73
            points = [(left, 0), (right, 0), (right, d * b), (w, d * b), (w, d), (0, d), (0, d * b), (left, d * b)]
        turns = rng.randrange(4)
        for _ in range(turns):
            points = [(-z, x) for x, z in points]
    elif shape == "trapezoid":
        cut = rng.uniform(0.08, 0.2) * w
        w, d = w * 1.1, d * 1.02
        points = [(0, 0), (w, 0), (w - cut, d), (cut * rng.choice((0.0, 1.0)), d)]
    elif shape == "cut":
        cut = 0.32 * min(w, d)
        w, d = w * 1.03, d * 1.03
        points = [(0, 0), (w, 0), (w, d - cut), (w - cut, d), (0, d)]
    elif shape == "hexagon":
        w, d = w * 1.1, d * 1.12
        points = [(w * 0.22, 0), (w * 0.78, 0), (w, d * 0.5), (w * 0.78, d), (w * 0.22, d), (0, d * 0.5)]
    else:
        points = [(0, 0), (w, 0), (w, d), (0, d)]
        if shape == "turned":
            yaw = math.radians(rng.choice((15, 30, 45, 62, rng.uniform(5, 85))))
            points = [(x * math.cos(yaw) + z * math.sin(yaw), z * math.cos(yaw) - x * math.sin(yaw)) for x, z in points]
    return tuple((round(x, 3), round(z, 3)) for x, z in points)


def _opening(
    rng: random.Random,
    outline: Outline,
    taken: dict[int, list[tuple[float, float]]],
    kind: str,
    width: float,
    height: float,
) -> Opening | None:
    for _ in range(40):
        wall = rng.randrange(len(outline))
        (x0, z0), (x1, z1) = outline[wall], outline[(wall + 1) % len(outline)]
        length = math.dist((x0, z0), (x1, z1))
        if length < width + 0.4:
            continue
        low = rng.uniform(0.15, length - width - 0.15)
        if any(low - 0.2 < high and low + width + 0.2 > other for other, high in taken.get(wall, [])):
            continue
        taken.setdefault(wall, []).append((low, low + width))
        ends = [
            (round(x0 + (x1 - x0) * at / length, 4), round(z0 + (z1 - z0) * at / length, 4))
            for at in (low, low + width)
        ]
        if kind == "door":
            return Opening(kind=kind, start=ends[0], end=ends[1], height=2.1, clear=round(width, 2))
        sill = rng.choice((0.4, 0.9, 1.1))
        return Opening(kind=kind, start=ends[0], end=ends[1], height=min(1.3, height - sill - 0.2), sill=sill)
    return None
