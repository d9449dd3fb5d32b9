"""Reads any camera back in the words of the trade: size, angle, lens, and over whose shoulder or through whose eyes."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from math import asin, degrees, dist
from typing import Literal

import numpy as np
import numpy.typing as npt

from studio.model.documents import Angle, CameraKey, ShotSize
from studio.model.stage import Stage
from studio.viewport.frame_solver import Lens, lens
from studio.viewport.person_size import seen_size
from studio.viewport.projection import view_matrix
from studio.viewport.room_space import RoomSpace, room_space
from studio.viewport.shot_sizes import angle_of
from studio.viewport.subject import Subject, people_of, subject_of

Array = npt.NDArray[np.float64]
Kind = Literal["single", "two", "group", "over_left", "over_right", "pov", "nobody"]

_DUTCH_DEG = 4.0
_AT_EYES_M = 0.32
_ALONG_GAZE = -0.3
"""A head turns a little farther than a right angle."""
_STATURE_M = 1.7
_EMPTY_SHARES: tuple[tuple[ShotSize, float], ...] = (("EWS", 2.74), ("WS", 0.8))
_BEYOND = 1.4
"""From how many times as far off as what is in focus somebody is but the background of a detail."""
_IN_FRAME = 1.02
_BACK_TURNED = -0.25


@dataclass(frozen=True, slots=True)
class ShotReading:
    """What a shot is. ``subjects`` are names, the first the one whose size is told; ``seer`` whose eyes or shoulder."""

    shot_size: ShotSize
    angle: Angle
    kind: Kind
    lens_mm: float
    is_dutch: bool = False
    subjects: tuple[str, ...] = ()
    seer: str = ""

    @property
    def label(self) -> tuple[ShotSize, Angle]:
        """Size and angle in one word each, as a board bears them: a camera that is rolled is dutch before all else."""
        return self.shot_size, "dutch" if self.is_dutch else self.angle


@dataclass(frozen=True, slots=True, eq=False)
class _Seen:
    """Somebody in the picture: where their eyes land (−1 to 1), how far off, how much they face the camera (to 1)."""

    subject: Subject
    name: str
    x: float
    y: float
    depth_m: float
    facing: float


class ShotReader:
    """Reads cameras on one stage; the room and its people are looked through once."""

    def __init__(self, stage: Stage) -> None:
        self._space: RoomSpace = room_space(stage)
        self._people = tuple((subject_of(prop), prop.name or prop.id) for prop in people_of(stage))

    def read(self, camera: CameraKey, *, sensor: str, aspect: float) -> ShotReading:
        """The shot that a camera takes."""
        through = lens(sensor, aspect, camera.lens_mm)
        is_dutch = abs((camera.roll_deg + 180) % 360 - 180) >= _DUTCH_DEG
        whose = self._seer(camera)
        seer = whose[1] if whose is not None else None
        seen = self._seen(camera, through, without={whose[0].prop_id} if whose is not None else set())
        empty_size, reach_m = _empty_size(camera, through), dist(camera.position, camera.target)
        is_detail = empty_size == "INSERT" and all(one.depth_m > _BEYOND * reach_m for one in seen)
        if not seen or is_detail:
            size = empty_size
            angle = self._angle(camera, None, is_detail=size == "INSERT")
            return ShotReading(size, angle, "pov" if seer else "nobody", camera.lens_mm, is_dutch, (), seer or "")
        shoulder, main = _over_shoulder(seen)
        size = seen_size(main.subject, np.array(camera.position), _ahead(camera), through.half_y)
        angle = self._angle(camera, main.subject)
        if seer is not None:
            kind: Kind = "pov"
        elif shoulder is not None:
            # Who stands at the left of the picture is passed on their right.
            kind = "over_right" if shoulder.x < main.x else "over_left"
        else:
            like = [one for one in seen if 0.5 < one.depth_m / main.depth_m < 2.0]
            kind = "single" if len(like) == 1 else "two" if len(like) == 2 else "group"
            seen = [main, *(one for one in like if one is not main)]
        others = (main,) if shoulder is not None or seer is not None else seen
        by = seer or (shoulder.name if shoulder else "")
        return ShotReading(size, angle, kind, camera.lens_mm, is_dutch, tuple(one.name for one in others), by)

    def _seer(self, camera: CameraKey) -> tuple[Subject, str] | None:
        """Whose eyes the camera is at, looking about where they look."""
        position, ahead = np.array(camera.position), _ahead(camera)
        for subject, name in self._people:
            to_eyes = subject.mark(0.936) - position
            # Their eyes are at the lens or behind it: a close-up of them has them before it.
            is_at_eyes = float(np.linalg.norm(to_eyes)) <= _AT_EYES_M and float(to_eyes @ ahead) < 0.02
            if is_at_eyes and float(subject.gaze @ ahead) >= _ALONG_GAZE:
                return subject, name
        return None

    def _seen(self, camera: CameraKey, through: Lens, *, without: Set[str]) -> list[_Seen]:
        """Who is in the picture with their head and not hidden, the most important first; nobody of ``without``."""
        position = np.array(camera.position)
        found = []
        for subject, name in self._people:
            if subject.prop_id in without:
                continue
            eyes = subject.mark(0.936)
            x, y, depth = _landed(eyes, camera, through)
            if depth <= 0.05 or abs(x) > _IN_FRAME or abs(y) > _IN_FRAME:
                continue
            if self._space.hides(position, eyes[None], ignoring={subject.prop_id, *without})[0]:
                continue
            to = position - eyes
            facing = float(subject.gaze @ to) / max(1e-6, float(np.linalg.norm(to)))
            found.append(_Seen(subject, name, x, y, depth, facing))
        return sorted(found, key=lambda one: one.depth_m * (1 + 0.4 * abs(one.x)) * (1.15 - 0.3 * one.facing))

    def _angle(self, camera: CameraKey, subject: Subject | None, *, is_detail: bool = False) -> Angle:
        """From the pitch, and near the ground from how high the camera stands against the eyes.

        A detail is seen from as near the ground as it lies, so there the pitch alone counts.
        """
        pitch = degrees(asin(max(-1.0, min(1.0, float(_ahead(camera)[1])))))
        floor = self._space.floor_m
        eyes = float(subject.mark(0.936)[1]) - floor if subject is not None else _STATURE_M * 0.936
        height = (camera.position[1] - floor) / max(0.3, eyes)
        return angle_of(pitch, 1.0 if is_detail else height)


def _over_shoulder(seen: list[_Seen]) -> tuple[_Seen | None, _Seen]:
    """Whose shoulder the picture is taken over, if anybody's, and the one it is of."""
    for near in seen:
        for far in seen:
            is_behind = near.depth_m < 0.62 * far.depth_m and near.facing < _BACK_TURNED < 0 < far.facing
            if is_behind and abs(near.x - far.x) > 0.35 and abs(near.x) > 0.25:
                return near, far
    return None, seen[0]


def _empty_size(camera: CameraKey, through: Lens) -> ShotSize:
    """What a picture without people would make of somebody where it is in focus: a place, or a detail of it."""
    share = 2 * dist(camera.position, camera.target) * through.half_y / _STATURE_M
    return next((size for size, least in _EMPTY_SHARES if share > least), "INSERT")


def _ahead(camera: CameraKey) -> Array:
    to = np.subtract(camera.target, camera.position, dtype=np.float64)
    return np.asarray(to / max(1e-9, float(np.linalg.norm(to))), dtype=np.float64)


def _landed(point: Array, camera: CameraKey, through: Lens) -> tuple[float, float, float]:
    """Where a point lands, −1 to 1 across the frame and up it, and how far along the axis it is."""
    x, y, back, _ = view_matrix(camera) @ np.array((*point, 1.0))
    depth = -float(back)
    safe = depth if abs(depth) > 1e-6 else 1e-6
    return float(x) / safe / through.half_x, float(y) / safe / through.half_y, depth
