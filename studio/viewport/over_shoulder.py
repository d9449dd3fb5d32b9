"""Over the shoulder: past one person's shoulder onto another's face."""

from __future__ import annotations

from dataclasses import replace
from math import atan2, degrees, hypot

import numpy as np
import numpy.typing as npt

from studio.model import optics
from studio.model.documents import CameraKey
from studio.viewport.candidate import Candidate, ShotRules, judged
from studio.viewport.frame_solver import Lens, axes, camera_key, lens, seen_at
from studio.viewport.room_space import RoomSpace
from studio.viewport.shot_sizes import Cut
from studio.viewport.subject import Subject

Array = npt.NDArray[np.float64]

_BACKS = (1.0, 0.8, 1.25, 0.62, 1.6)
_NEAR_HEAD_M = 0.20
_FACE_AT, _SHOULDER_AT = 0.30, 0.66
_LEAST_NEAR_Y = -0.45


def frame_over_shoulder(
    space: RoomSpace,
    shoulder: Subject,
    face: Subject,
    cut: Cut,
    rules: ShotRules,
    *,
    sensor: str,
    aspect: float,
    wanted_mm: float | None,
) -> tuple[CameraKey, float, tuple[str, ...]]:
    """The camera behind ``shoulder`` that looks at ``face``, with the lens that gives the size, and notes.

    The one in the foreground keeps the edge of the frame on the side of their shoulder; the face has the other third.
    """
    best: tuple[Candidate, float] | None = None
    for hand in (1.0, -1.0):
        for rank, back in enumerate(_BACKS):
            candidate, lens_mm = _placed(shoulder, face, cut, hand, back, sensor, aspect, wanted_mm)
            judged_one = judged(
                candidate,
                space,
                [face, shoulder],
                replace(rules, side=None),
                liking=1.0 - rank / 10,
                hand=1,
                through=lens(sensor, aspect, lens_mm),
            )
            wrong_side = rules.side is not None and (hand > 0) != (rules.side == "right")
            score = judged_one.score - (1.2 if wrong_side else 0.0)
            if best is None or score > best[0].score:
                best = (_scored(judged_one, score), lens_mm)
    assert best is not None
    chosen, lens_mm = best
    key = camera_key(
        chosen.position, chosen.yaw_deg, chosen.pitch_deg, reach_m=chosen.distance_m, lens_mm=lens_mm, roll_deg=0.0
    )
    return key, lens_mm, chosen.notes


def _scored(candidate: Candidate, score: float) -> Candidate:
    return Candidate(
        candidate.position, candidate.yaw_deg, candidate.pitch_deg, candidate.distance_m, score, candidate.notes
    )


def _down_to_shoulder(
    position: Array, yaw: float, pitch: float, near: Array, middle: Array, through: Lens
) -> tuple[Array, float]:
    """Lower, until the head of somebody small stands in the picture: at its lower edge it would be but a scrap."""
    for _ in range(12):
        landed = seen_at(near[None], position, yaw, pitch, through)[0]
        if landed[1] >= _LEAST_NEAR_Y or position[1] <= near[1]:
            break
        position = position - np.array((0.0, 0.05, 0.0))
        to = middle - position
        pitch = max(-25.0, min(20.0, degrees(atan2(float(to[1]), hypot(to[0], to[2])))))
    return position, pitch


def _placed(
    shoulder: Subject,
    face: Subject,
    cut: Cut,
    hand: float,
    back: float,
    sensor: str,
    aspect: float,
    wanted_mm: float | None,
) -> tuple[Candidate, float]:
    """The camera some metres ``behind`` on the line of their eyes, so far aside that both land where they should.

    With the face at _FACE_AT and the near head at _SHOULDER_AT of half the width, the angle between them is given; on
    a line L long the offset s solves s / behind - s / (behind + L) = that angle.
    """
    near, far = shoulder.mark(0.936), face.mark(0.936)
    flat = (far - near) * np.array((1.0, 0.0, 1.0))
    length = max(0.4, float(np.linalg.norm(flat)))
    ahead = flat / length if np.any(flat) else np.array(shoulder.forward)
    rightwards = np.array((-ahead[2], 0.0, ahead[0]))
    height = float(np.linalg.norm(face.mark(cut.high) - face.mark(cut.low))) / (1 - cut.headroom - cut.foot_room)
    exact = optics.cropped_mm(optics.gate(sensor), aspect)[1] * (length + 1.2) / max(0.2, height)
    lens_mm = wanted_mm or float(optics.nearest_lens_mm(min(max(exact, 28.0), 50.0)))
    through = lens(sensor, aspect, lens_mm)
    behind = back * _NEAR_HEAD_M / through.half_y
    between = (_FACE_AT + _SHOULDER_AT) * through.half_x
    aside = min(0.75, max(0.2, between / (1 / behind - 1 / (behind + length))))
    position = near - ahead * behind + rightwards * (hand * aside)
    position[1] = 0.05 + (near[1] if near[1] > far[1] else 0.62 * near[1] + 0.38 * far[1])
    to_face = far - position
    yaw = degrees(atan2(to_face[0], to_face[2])) + hand * degrees(atan2(_FACE_AT * through.half_x, 1.0))
    middle = (face.mark(cut.low) + face.mark(cut.high)) / 2
    middle[1] += (cut.headroom - cut.foot_room) * height / 2
    pitch = degrees(atan2(float(middle[1] - position[1]), hypot(*(middle - position)[[0, 2]])))
    pitch = max(-25.0, min(20.0, pitch))
    if near[1] < far[1]:
        position, pitch = _down_to_shoulder(position, yaw, pitch, near, middle, through)
        to_face = far - position
    forward, _, _ = axes(yaw, pitch)
    return Candidate(position, yaw, pitch, float(to_face @ forward)), lens_mm
