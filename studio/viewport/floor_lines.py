"""What stands on the set beside the props, as lines over the picture: the 180° line, cameras and their ways."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import radians, tan

import numpy as np
import numpy.typing as npt

from studio.model import optics
from studio.model.documents import CameraKey
from studio.model.stage import Stage, Vec3
from studio.viewport.frame_solver import lens
from studio.viewport.guides import LineKind, OverlayLine
from studio.viewport.polygon import contains
from studio.viewport.projection import view_matrix

Array = npt.NDArray[np.float64]

_NEAR_M = 0.05
_PAST_M = 3.0
_STEP_M = 0.1
_CONE_M = 0.7
_LIFT_M = 0.01


def projected(
    points: Sequence[Vec3], camera: CameraKey, *, sensor: str, aspect: float, kind: LineKind
) -> Iterator[OverlayLine]:
    """A line through points of the set as a camera sees it; what lies behind the camera is cut off."""
    through = lens(sensor, aspect, camera.lens_mm)
    matrix = view_matrix(camera)
    seen = np.array([matrix @ np.array((*point, 1.0)) for point in points])[:, :3]
    run: list[tuple[float, float]] = []

    def landed(at: Array) -> tuple[float, float]:
        depth = -float(at[2])
        return 0.5 + float(at[0]) / depth / through.half_x / 2, 0.5 - float(at[1]) / depth / through.half_y / 2

    for first, second in pairwise(seen):
        clipped = _before_lens(first, second)
        if clipped is None:
            continue
        start, end = (landed(at) for at in clipped)
        if not run or run[-1] != start:
            if len(run) > 1:
                yield OverlayLine(tuple(run), kind)
            run = [start]
        run.append(end)
    if len(run) > 1:
        yield OverlayLine(tuple(run), kind)


def line_180(
    stage: Stage, first: Vec3, second: Vec3, camera: CameraKey, *, sensor: str, aspect: float, is_crossed: bool
) -> tuple[OverlayLine, ...]:
    """The line of two people on the floor, on past both of them as far as the room goes."""
    floor = stage.container.floor_y + _LIFT_M
    start, end = np.array((first[0], first[2])), np.array((second[0], second[2]))
    length = float(np.linalg.norm(end - start))
    if length < 1e-6:
        return ()
    along = (end - start) / length
    ends = [_reached(stage, at, way) for at, way in ((start, -along), (end, along))]
    points = [(float(x), floor, float(z)) for x, z in (ends[0], start, end, ends[1])]
    kind: LineKind = "warning" if is_crossed else "line180"
    return tuple(projected(points, camera, sensor=sensor, aspect=aspect, kind=kind))


def camera_cone(
    shown: CameraKey, through_sensor: str, through_aspect: float, camera: CameraKey, *, sensor: str, aspect: float
) -> tuple[OverlayLine, ...]:
    """A shot camera seen from another: the pyramid of what it frames, with a mark on its upper edge."""
    across, up = optics.fov_deg(optics.gate(through_sensor), through_aspect, shown.lens_mm)
    matrix = view_matrix(shown)
    eye = np.array(shown.position)
    right, above, ahead = matrix[0, :3], matrix[1, :3], -matrix[2, :3]
    half_x, half_y = tan(radians(across) / 2) * _CONE_M, tan(radians(up) / 2) * _CONE_M
    corners = [eye + ahead * _CONE_M + right * x * half_x + above * y * half_y for x, y in _CORNERS]
    lines = [[*corners, corners[0]], *([eye, corner] for corner in corners)]
    lines.append([corners[2], eye + ahead * _CONE_M + above * half_y * 1.35, corners[3]])
    return tuple(
        line
        for points in lines
        for line in projected([_vec(at) for at in points], camera, sensor=sensor, aspect=aspect, kind="camera")
    )


def camera_way(stops: Sequence[CameraKey], camera: CameraKey, *, sensor: str, aspect: float) -> tuple[OverlayLine, ...]:
    """The way a moving camera goes, through all its stops."""
    return tuple(projected([key.position for key in stops], camera, sensor=sensor, aspect=aspect, kind="path"))


_CORNERS = ((-1, -1), (1, -1), (1, 1), (-1, 1))


def _reached(stage: Stage, start: Array, way: Array) -> Array:
    """How far a line goes on from a place, to the wall at most."""
    reach = 0.0
    while reach < _PAST_M:
        x, z = start + way * (reach + _STEP_M)
        if not stage.container.outdoor and not contains(stage.container.footprint, float(x), float(z)):
            break
        reach += _STEP_M
    return np.asarray(start + way * reach, dtype=np.float64)


def _before_lens(first: Array, second: Array) -> tuple[Array, Array] | None:
    """The part of a line in camera space that lies before the lens."""
    depths = -first[2] - _NEAR_M, -second[2] - _NEAR_M
    if depths[0] < 0 and depths[1] < 0:
        return None
    if depths[0] >= 0 and depths[1] >= 0:
        return first, second
    cut = first + (second - first) * (depths[0] / (depths[0] - depths[1]))
    return (cut, second) if depths[0] < 0 else (first, cut)


def _vec(at: Array) -> Vec3:
    return float(at[0]), float(at[1]), float(at[2])
