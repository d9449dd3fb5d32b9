"""The cameras of a scene's boards on the plan: where each stands, what it sees, how it moves."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot

from studio.model.documents import Board, CameraKey
from studio.model.optics import fov_deg, gate
from studio.model.stage import Vec2

_SHORTEST_M, _LONGEST_M = 0.8, 6.0
_SAME_PLACE_M = 0.02


@dataclass(frozen=True, slots=True)
class CameraMark:
    """A board's camera on the floor.

    ``heading`` is its direction (0, 0 where it looks straight down or up), ``fov_x_deg`` its field of view,
    ``reach_m`` how far its subject is; ``path`` the places of a moving camera, ``end_heading`` where it looks then.
    """

    board: str
    label: str
    position: Vec2
    heading: Vec2
    fov_x_deg: float
    reach_m: float
    height_m: float
    lens_mm: float
    shot_size: str
    path: tuple[Vec2, ...] = ()
    end_heading: Vec2 = (0.0, 0.0)


def camera_mark(path: str, board: Board, *, sensor: str, aspect: float) -> CameraMark | None:
    """The mark of a board; None for one without a camera."""
    if not board.camera_keys:
        return None
    in_order = sorted(board.camera_keys, key=lambda key: key.t)
    first, last = in_order[0], in_order[-1]
    places = [_floor(key.position) for key in in_order]
    is_moving = any(hypot(x - places[0][0], z - places[0][1]) > _SAME_PLACE_M for x, z in places[1:])
    away = hypot(first.target[0] - first.position[0], first.target[2] - first.position[2])
    return CameraMark(
        board=path,
        label=board.shot.text,
        position=places[0],
        heading=_heading(first),
        fov_x_deg=fov_deg(gate(sensor), aspect, first.lens_mm)[0],
        reach_m=min(_LONGEST_M, max(_SHORTEST_M, away)),
        height_m=first.position[1],
        lens_mm=first.lens_mm,
        shot_size=board.shot_size,
        path=tuple(places) if is_moving else (),
        end_heading=_heading(last),
    )


def _floor(point: tuple[float, float, float]) -> Vec2:
    return point[0], point[2]


def _heading(key: CameraKey) -> Vec2:
    dx, dz = key.target[0] - key.position[0], key.target[2] - key.position[2]
    length = hypot(dx, dz)
    return (dx / length, dz / length) if length > 1e-3 else (0.0, 0.0)
