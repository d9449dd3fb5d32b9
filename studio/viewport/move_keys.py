"""A camera move by its name, as keys on the set: as far as the room lets the camera go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, dist, radians, sin

import numpy as np
import numpy.typing as npt

from studio.model import optics
from studio.model.documents import CameraKey
from studio.model.stage import Stage, Vec3
from studio.viewport.camera_path import camera_at
from studio.viewport.frame_solver import axes, lens, seen_at
from studio.viewport.navigation import orbit_of
from studio.viewport.room_space import RoomSpace, room_space
from studio.viewport.subject import people_of, subject_of

Array = npt.NDArray[np.float64]

_SHARES = (1.0, 0.8, 0.62, 0.46, 0.32, 0.2, 0.12)
_STEPS = 24
_PUSH, _PULL = 0.42, -0.5
_ROLL_DEG = 12.0
_ZOOM = 1.6
_PAN_LEAST_DEG, _PAN_MOST_DEG = 12.0, 110.0


@dataclass(frozen=True, slots=True)
class MadeMove:
    """The keys of a move, and whether there was no room for it."""

    keys: tuple[CameraKey, ...]
    is_stuck: bool = False


def made_move(
    stage: Stage,
    key: CameraKey,
    move: str,
    *,
    sensor: str = optics.DEFAULT_GATE.name,
    aspect: float = optics.DEFAULT_ASPECT,
) -> MadeMove:
    """The keys of a move that begins with the framing of ``key``.

    Of the ways a move can go (in or out, left or right, up or down) it takes the first that is free all along, else
    the one on which it gets farthest; the camera passes through nothing.
    """
    start = key.model_copy(update={"t": 0.0, "easing": "ease"})
    if move == "static":
        return MadeMove((start,))
    if move == "handheld":
        return MadeMove((start, start.model_copy(update={"t": 1.0})))
    space = room_space(stage)
    best: tuple[float, CameraKey] | None = None
    for way in _ways(stage, start, move, sensor, aspect):
        for share in _SHARES:
            end = way.end(share)
            if best is not None and share <= best[0]:
                break
            if _is_free_between(space, start, end):
                best = share, end
                break
        if best is not None and best[0] >= 0.99:
            break
    if best is None:
        return MadeMove((start,), is_stuck=True)
    return MadeMove((start, best[1].model_copy(update={"t": 1.0})))


@dataclass(frozen=True, slots=True, eq=False)
class _Way:
    """One way a move can go: how far the camera and its target travel, and how lens, roll and look change.

    ``holds_size`` lets the lens follow the way, so that the subject keeps its size.
    """

    start: CameraKey
    travel: Array
    target_travel: Array
    turn_deg: tuple[float, float] = (0.0, 0.0)
    roll_deg: float = 0.0
    zoom: float = 1.0
    focus_m: float | None = None
    holds_size: bool = False

    def end(self, share: float) -> CameraKey:
        """The last key when only a share of the way is gone."""
        start = self.start
        position = np.array(start.position) + self.travel * share
        target = np.array(start.target) + self.target_travel * share
        if any(self.turn_deg):
            target = position + _turned(start, self.turn_deg[0] * share, self.turn_deg[1] * share)
        before, after = dist(start.position, start.target), float(np.linalg.norm(target - position))
        lens_mm = start.lens_mm * (after / before if self.holds_size else self.zoom**share)
        focus = after if self.focus_m is None else self.focus_m
        return start.model_copy(
            update={
                "position": _rounded(position),
                "target": _rounded(target),
                "roll_deg": round(start.roll_deg + self.roll_deg * share, 3),
                "lens_mm": round(max(8.0, min(600.0, lens_mm)), 2),
                "focus_m": round(max(0.1, focus), 3),
            }
        )


def _ways(stage: Stage, start: CameraKey, move: str, sensor: str, aspect: float) -> Iterator[_Way]:
    """The ways a move can go, the usual one first."""
    orbit = orbit_of(start)
    ahead, right, _ = axes(orbit.yaw_deg + 180.0, -orbit.pitch_deg)
    reach = dist(start.position, start.target)
    none, upward = np.zeros(3), np.array((0.0, 1.0, 0.0))
    across_deg, up_deg = optics.fov_deg(optics.gate(sensor), aspect, start.lens_mm)
    match move:
        case "dolly":
            for part in (_PUSH, _PULL):
                yield _Way(start, ahead * reach * part, none)
        case "dolly_zoom":
            for part in (_PUSH, _PULL):
                yield _Way(start, ahead * reach * part, none, holds_size=True)
        case "truck":
            length = float(np.clip(0.45 * reach, 0.4, 3.0))
            for hand in (1.0, -1.0):
                yield _Way(start, right * hand * length, right * hand * length)
        case "pedestal":
            length = float(np.clip(0.3 * reach, 0.25, 1.2))
            for way in (1.0, -1.0):
                yield _Way(start, upward * way * length, upward * way * length)
        case "crane":
            length = float(np.clip(0.6 * reach, 0.8, 4.0))
            back = -ahead * np.array((1.0, 0.0, 1.0)) * 0.35 * length
            yield _Way(start, upward * length + back, none)
            yield _Way(start, upward * length, none)
            yield _Way(start, -upward * length * 0.6, none)
        case "pan":
            goal = _next_person_deg(stage, start)
            for turn in (*((goal,) if goal is not None else ()), 0.6 * across_deg, -0.6 * across_deg):
                yield _Way(start, none, none, turn_deg=(turn, 0.0))
        case "tilt":
            looks_up = -orbit.pitch_deg > 8.0
            for turn in (-0.6, 0.6) if looks_up else (0.6, -0.6):
                yield _Way(start, none, none, turn_deg=(0.0, turn * up_deg))
        case "roll":
            yield _Way(
                start, none, none, roll_deg=-_ROLL_DEG if start.roll_deg > 0 else _ROLL_DEG, focus_m=_focus(start)
            )
        case "zoom":
            yield _Way(start, none, none, zoom=_ZOOM if start.lens_mm < 200 else 1 / _ZOOM, focus_m=_focus(start))
        case "rack_focus":
            yield _Way(start, none, none, focus_m=_other_depth_m(stage, start, sensor, aspect))


def _turned(key: CameraKey, right_deg: float, up_deg: float) -> Array:
    """From the camera to its target after it has turned."""
    orbit = orbit_of(key)
    pitch = max(-85.0, min(85.0, -orbit.pitch_deg + up_deg))
    # Yaw grows to the left of the picture.
    forward, _, _ = axes(orbit.yaw_deg + 180.0 - right_deg, pitch)
    return np.asarray(forward * dist(key.position, key.target), dtype=np.float64)


def _next_person_deg(stage: Stage, key: CameraKey) -> float | None:
    """How far to pan to the nearest person who is not in the middle already, to the right positive."""
    orbit = orbit_of(key)
    heading = radians(orbit.yaw_deg + 180.0)
    turns = []
    for prop in people_of(stage):
        x, _, z = np.subtract(subject_of(prop).centre, key.position)
        off = float(np.degrees(np.arctan2(x * cos(heading) - z * sin(heading), x * sin(heading) + z * cos(heading))))
        if _PAN_LEAST_DEG <= abs(off) <= _PAN_MOST_DEG:
            turns.append(-off)
    return min(turns, key=abs, default=None)


def _other_depth_m(stage: Stage, key: CameraKey, sensor: str, aspect: float) -> float:
    """How far away the thing in the picture is that is farthest from the focus, by ratio; people come first."""
    orbit = orbit_of(key)
    yaw, pitch = orbit.yaw_deg + 180.0, -orbit.pitch_deg
    focus, through = _focus(key), lens(sensor, aspect, key.lens_mm)
    people = [subject_of(prop).mark(0.936) for prop in people_of(stage)]
    things = [np.array(subject_of(prop).centre) for prop in stage.props if not prop.hidden]
    for points in (people, things):
        if not points:
            continue
        seen = seen_at(points, np.array(key.position), yaw, pitch, through)
        depths = [float(z) for x, y, z in seen if z > 0.3 and abs(x) < 0.95 and abs(y) < 0.95]
        apart = [depth for depth in depths if max(depth / focus, focus / depth) > 1.3]
        if apart:
            return max(apart, key=lambda depth: max(depth / focus, focus / depth))
    return focus * 2.5


def _is_free_between(space: RoomSpace, start: CameraKey, end: CameraKey) -> bool:
    """Whether the camera touches nothing on its way; one that stands outside or in something may go on so."""
    begins_inside = space.is_inside(np.array(start.position))
    begins_free = space.is_free(np.array(start.position))
    for step in range(1, _STEPS + 1):
        position = np.array(camera_at((start, end.model_copy(update={"t": 1.0})), step / _STEPS).position)
        if (begins_inside and not space.is_inside(position)) or (begins_free and not space.is_free(position)):
            return False
        if float(position[1]) < space.floor_m + 0.08:
            return False
    return True


def _focus(key: CameraKey) -> float:
    return key.focus_m if key.focus_m is not None else max(0.1, dist(key.position, key.target))


def _rounded(point: Sequence[float] | Array) -> Vec3:
    x, y, z = (round(float(value), 4) + 0.0 for value in point)
    return x, y, z
