"""A place a camera could take, and how good the shot from there is."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from studio.model.documents import CameraKey
from studio.model.stage import Vec3
from studio.viewport.continuity import angle_change_deg, crosses_line
from studio.viewport.frame_solver import Lens, axes, camera_key
from studio.viewport.room_space import RoomSpace
from studio.viewport.subject import Subject

Array = npt.NDArray[np.float64]

_MARKS = (
    (1.0, 2.0),
    (0.936, 2.0),
    (0.87, 2.0),
    (0.82, 2.0),
    (0.72, 0.6),
    (0.60, 0.6),
    (0.40, 0.6),
    (0.2, 0.9),
    (0.04, 0.9),
)


@dataclass(frozen=True, slots=True)
class ShotRules:
    """What the shots around this one ask of it."""

    previous: CameraKey | None = None
    side: Literal["left", "right"] | None = None
    line: tuple[Vec3, Vec3] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A camera by position and direction; ``distance_m`` is that of its subject, ``score`` is higher when better."""

    position: Array
    yaw_deg: float
    pitch_deg: float
    distance_m: float
    score: float = 0.0
    notes: tuple[str, ...] = ()


def best_of(candidates: Sequence[Candidate]) -> Candidate | None:
    """The best one that is possible at all; the first among equals."""
    possible = [candidate for candidate in candidates if candidate.score > -5]
    return max(possible, key=lambda candidate: round(candidate.score, 6)) if possible else None


def judged(
    candidate: Candidate,
    space: RoomSpace,
    subjects: Sequence[Subject],
    rules: ShotRules,
    *,
    liking: float,
    hand: int,
    through: Lens,
    low: float = 0.4,
) -> Candidate:
    """The candidate with its score: up to 2 when face and body are clear, less for every rule that gives."""
    notes: list[str] = []
    position = candidate.position
    if not space.is_free(position):
        return replace(candidate, score=-10.0)
    score = liking
    if not space.is_inside(position):
        score -= 1.6
        notes.append("The camera stands outside the room and looks through the wall.")
    seen = visibility(position, space, subjects, low=low)
    score += 1.2 * seen - 0.2
    if seen < 0.5:
        notes.append("Something stands before the subject.")
    own = {subject.prop_id for subject in subjects}
    score -= 0.5 * crowding(candidate, space, through, reach_m=0.42 * candidate.distance_m, ignoring=own)
    key = camera_key(
        position, candidate.yaw_deg, candidate.pitch_deg, reach_m=candidate.distance_m, lens_mm=35, roll_deg=0
    )
    if rules.side and len(subjects) == 1 and hand != (1 if rules.side == "left" else -1):
        score -= 0.9
    if rules.previous is not None:
        if rules.line and crosses_line(rules.previous, key, *rules.line):
            score -= 1.4
            notes.append("This camera crosses the line of the shot before.")
        turned = angle_change_deg(rules.previous, key, subjects[0].centre)
        if turned < 30.0 and _same_scale(rules.previous, key, subjects[0].centre):
            score -= 0.35
            notes.append("The angle changes by less than 30° from the shot before.")
    return replace(candidate, score=score, notes=tuple(notes))


def visibility(position: Array, space: RoomSpace, subjects: Sequence[Subject], *, low: float = 0.4) -> float:
    """How much of the subjects above the mark ``low`` can be seen from a place, 0 to 1; faces count most."""
    own = {subject.prop_id for subject in subjects}
    shares = []
    for subject in subjects:
        if subject.is_person:
            marks = [(at, weight) for at, weight in _MARKS if at >= low]
            points = np.array([subject.mark(at) for at, _ in marks])
            weights = np.array([weight for _, weight in marks])
        else:
            points = np.array([subject.mark(0.0) * (1 - at) + subject.mark(1.0) * at for at in (0.35, 0.65, 0.95)])
            weights = np.ones(3)
        others = own if not subject.is_person else {subject.prop_id}
        hidden = space.solids.blocked(position, points, ignoring=others)
        shares.append(float(weights[~hidden].sum() / weights.sum()))
    return float(np.mean(shares))


def crowding(
    candidate: Candidate, space: RoomSpace, through: Lens, *, reach_m: float, ignoring: Collection[str] = ()
) -> float:
    """How much of the frame is blocked by something nearer to the lens than ``reach_m``, 0 to 1."""
    forward, right, up = axes(candidate.yaw_deg, candidate.pitch_deg)
    grid = [
        candidate.position + reach_m * (forward + x * through.half_x * right + y * through.half_y * up)
        for x in (-0.8, -0.4, 0.0, 0.4, 0.8)
        for y in (-0.6, 0.0, 0.6)
    ]
    return float(np.mean(space.solids.blocked(candidate.position, np.array(grid), ignoring=ignoring)))


def _same_scale(previous: CameraKey, following: CameraKey, about: Vec3) -> bool:
    before = float(np.linalg.norm(np.array(previous.position) - np.array(about)))
    after = float(np.linalg.norm(np.array(following.position) - np.array(about)))
    return 0.5 < before / max(after, 1e-6) < 2.0
