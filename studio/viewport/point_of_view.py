"""What somebody sees: the camera at their eyes."""

from __future__ import annotations

from collections.abc import Sequence
from math import atan2, degrees, hypot

import numpy as np
import numpy.typing as npt

from studio.model.documents import CameraKey
from studio.viewport.frame_solver import Lens, axes, camera_key, lens, seen_at
from studio.viewport.framing_notes import HIDDEN
from studio.viewport.room_space import RoomSpace
from studio.viewport.subject import Subject

Array = npt.NDArray[np.float64]

_LENSES_MM = (35.0, 24.0, 18.0)
"""How far people see without turning their head; wider where what they look at would be cut."""
_BEFORE_FACE_M = (0.2, 0.14, 0.09, 0.05)
_FACE_M = 0.11
"""How far the eyes lie before the middle of the head."""
_HEAD = (0.85, 0.87, 0.9, 0.936, 0.97, 1.0)
_BODY = tuple(0.52 + 0.04 * step for step in range(9))
_BODY_M, _CLEAR_M = 0.24, 0.19
_EDGE = 0.94
_MOST_UP_DEG = 60.0


def frame_point_of_view(
    space: RoomSpace,
    seer: Subject,
    seen: Sequence[Subject],
    *,
    others: Sequence[Subject] = (),
    sensor: str,
    aspect: float,
    wanted_mm: float | None,
) -> tuple[CameraKey, float, tuple[str, ...]]:
    """The camera before the seer's eyes, looking at the first subject or straight ahead; with its lens and notes.

    It is in nobody's head: not in the seer's own, whichever way they look, and not in those of the ``others``.
    """
    eyes = seer.mark(0.936)
    goal = eyes + np.array(seer.forward) * 3.0
    if seen:
        goal = seen[0].mark(0.88) if seen[0].is_person else np.array(seen[0].centre)
    to = goal - eyes
    yaw = degrees(atan2(to[0], to[2]))
    pitch = degrees(atan2(to[1], hypot(to[0], to[2])))
    position = _before_face(seer, axes(yaw, pitch)[0], space, others)
    lens_mm = wanted_mm or _LENSES_MM[0]
    if seen and not seen[0].is_person and wanted_mm is None:
        ends = seen[0].marks_at((0.0, 1.0))
        lens_mm = next(
            (each for each in _LENSES_MM if _holds(ends, position, yaw, pitch, lens(sensor, aspect, each))),
            _LENSES_MM[-1],
        )
        pitch = _with_top_in(ends[1:], position, yaw, pitch, lens(sensor, aspect, lens_mm))
    ahead = axes(yaw, pitch)[0]
    reach = max(0.3, float((goal - position) @ ahead))
    own = {seer.prop_id, *(subject.prop_id for subject in seen[:1])}
    is_hidden = bool(seen) and bool(space.hides(position, goal[None], ignoring=own)[0])
    key = camera_key(position, yaw, pitch, reach_m=reach, lens_mm=lens_mm, roll_deg=0.0)
    return key, lens_mm, (HIDDEN,) if is_hidden else ()


def _before_face(seer: Subject, forward: Array, space: RoomSpace, others: Sequence[Subject]) -> Array:
    """Where the lens is: before the face, which turns with the look about the middle of the head, clear of everybody.

    Who looks along their own body, as one who lies and looks at their feet, has the lens above it.
    """
    middle = seer.mark(0.936) - seer.gaze * _FACE_M
    heads = [other.marks_at(_HEAD) for other in others if other.prop_id != seer.prop_id]
    best, most = middle, -1.0
    for before_m in _BEFORE_FACE_M:
        position = middle + forward * (_FACE_M + before_m)
        for _ in range(8):
            if _away_m(position, seer.marks_at(_BODY)) >= _BODY_M:
                break
            position = position + seer.gaze * 0.05
        clear = min((_away_m(position, head) for head in heads), default=_CLEAR_M)
        if space.is_inside(position, margin_m=0.02) and clear > most:
            best, most = position, clear
        if most >= _CLEAR_M:
            break
    return best if most >= 0 else seer.mark(0.936)


def _away_m(point: Array, along: Array) -> float:
    """How far a point is from the nearest of others (n, 3) that follow one another closely."""
    return float(np.min(np.linalg.norm(along - point, axis=1)))


def _with_top_in(top: Array, position: Array, yaw: float, pitch: float, through: Lens) -> float:
    """The pitch at which the top of something tall is seen; who stands at its foot looks up and not down."""
    while pitch < _MOST_UP_DEG and seen_at(top, position, yaw, pitch, through)[0, 1] > _EDGE:
        pitch += 1.0
    return pitch


def _holds(points: Array, position: Array, yaw: float, pitch: float, through: Lens) -> bool:
    landed = seen_at(points, position, yaw, pitch, through)
    return bool(np.all(landed[:, 2] > 0.1) and np.all(np.abs(landed[:, :2]) < _EDGE))
