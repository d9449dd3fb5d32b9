"""Over the shoulder: past one person's shoulder onto another's face."""

from __future__ import annotations

from math import atan2, degrees, hypot

import numpy as np

from studio.model import optics
from studio.model.documents import CameraKey
from studio.viewport.candidate import Candidate, ShotRules, judged
from studio.viewport.frame_solver import axes, camera_key, lens
from studio.viewport.room_space import RoomSpace
from studio.viewport.shot_sizes import Cut
from studio.viewport.subject import Subject

_BEHIND_M = 0.62
_BESIDE_M = 0.46


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
        for behind in (_BEHIND_M, 0.85, 0.45, 1.15):
            candidate, lens_mm = _placed(shoulder, face, cut, hand, behind, sensor, aspect, wanted_mm)
            # The camera over somebody's right shoulder sees them on the left of the frame.
            judged_one = judged(
                candidate,
                space,
                [face, shoulder],
                ShotRules(rules.previous, None, rules.line),
                liking=1.0 - behind / 10,
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


def _placed(
    shoulder: Subject,
    face: Subject,
    cut: Cut,
    hand: float,
    behind: float,
    sensor: str,
    aspect: float,
    wanted_mm: float | None,
) -> tuple[Candidate, float]:
    near, far = shoulder.mark(0.936), face.mark(0.936)
    to = far - near
    flat = np.array((to[0], 0.0, to[2]))
    length = float(np.linalg.norm(flat))
    ahead = flat / length if length > 1e-3 else np.array((0.0, 0.0, 1.0))
    rightwards = np.array((-ahead[2], 0.0, ahead[0]))
    position = near - ahead * behind + rightwards * (hand * _BESIDE_M)
    position[1] = near[1] + 0.06
    to_face = far - position
    distance = float(np.linalg.norm(to_face))
    height = float(np.linalg.norm(face.mark(cut.high) - face.mark(cut.low))) / (1 - cut.headroom - cut.foot_room)
    exact = optics.cropped_mm(optics.gate(sensor), aspect)[1] * distance / max(0.2, height)
    lens_mm = wanted_mm or float(optics.nearest_lens_mm(min(max(exact, 24.0), 85.0)))
    through = lens(sensor, aspect, lens_mm)
    yaw = degrees(atan2(to_face[0], to_face[2]))
    # The face sits a sixth of the width off the middle, away from the shoulder.
    yaw += hand * degrees(atan2(through.half_x / 3.0, 1.0))
    middle = (face.mark(cut.low) + face.mark(cut.high)) / 2
    middle[1] += (cut.headroom - cut.foot_room) * height / 2
    pitch = degrees(atan2(float(middle[1] - position[1]), hypot(*(middle - position)[[0, 2]])))
    forward, _, _ = axes(yaw, pitch)
    return Candidate(position, yaw, max(-25.0, min(20.0, pitch)), float(to_face @ forward)), lens_mm
