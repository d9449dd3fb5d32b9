"""What somebody sees: the camera at their eyes."""

from __future__ import annotations

from collections.abc import Sequence
from math import atan2, degrees, hypot

import numpy as np

from studio.model.documents import CameraKey
from studio.viewport.frame_solver import axes, camera_key
from studio.viewport.framing_notes import HIDDEN
from studio.viewport.room_space import RoomSpace
from studio.viewport.subject import Subject

_LENS_MM = 35.0
_BEFORE_FACE_M = 0.22


def frame_point_of_view(
    space: RoomSpace, seer: Subject, seen: Sequence[Subject], *, wanted_mm: float | None
) -> tuple[CameraKey, float, tuple[str, ...]]:
    """The camera before the seer's eyes, looking at the first subject or straight ahead; with its lens and notes."""
    eyes = seer.mark(0.936)
    goal = eyes + np.array(seer.forward) * 3.0
    if seen:
        goal = seen[0].mark(0.88) if seen[0].is_person else np.array(seen[0].centre)
    to = goal - eyes
    yaw = degrees(atan2(to[0], to[2]))
    pitch = degrees(atan2(to[1], hypot(to[0], to[2])))
    forward, _, _ = axes(yaw, pitch)
    position = eyes + forward * _BEFORE_FACE_M
    if not space.is_inside(position, margin_m=0.02):
        position = eyes
    reach = max(0.3, float((goal - position) @ forward))
    lens_mm = wanted_mm or _LENS_MM
    own = {seer.prop_id, *(subject.prop_id for subject in seen[:1])}
    is_hidden = bool(seen) and bool(space.hides(position, goal[None], ignoring=own)[0])
    key = camera_key(position, yaw, pitch, reach_m=reach, lens_mm=lens_mm, roll_deg=0.0)
    return key, lens_mm, (HIDDEN,) if is_hidden else ()
