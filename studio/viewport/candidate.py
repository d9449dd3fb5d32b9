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
from studio.viewport.framing_notes import CROSSES_LINE, FROM_BEHIND, HIDDEN, OUTSIDE, TOO_NEAR, TURNS_LITTLE
from studio.viewport.room_space import RoomSpace
from studio.viewport.subject import Subject

Array = npt.NDArray[np.float64]

_MARKS = (
    (1.0, 2.0),
    (0.936, 2.0),
    (0.87, 2.0),
    (0.82, 2.0),
    (0.72, 1.7),
    (0.60, 1.7),
    (0.40, 1.7),
    (0.2, 0.9),
    (0.04, 0.9),
)


MOST_SEEN = 1.0
"""What a candidate's score has above its liking, where all of its subjects is seen and nothing is lost."""
_INNER = 0.72
_FACE = (0.936, 0.87)
_TOO_NEAR_M = 0.28
_STEP = 1.3
"""How much more or less a frame takes in, at least, where its size is another one."""
_SAME_COSINE = 0.966
"""Of 15°, how far off the middle one still is who a picture is of."""


@dataclass(frozen=True, slots=True)
class ShotRules:
    """What the shots around this one ask of it.

    ``previous_half_y`` is the tangent of half the field of view upwards of the ``previous`` camera,
    ``unlike`` are the cameras of pictures of the whole set that another one should not repeat.
    """

    previous: CameraKey | None = None
    unlike: tuple[CameraKey, ...] = ()
    previous_half_y: float = 0.0
    side: Literal["left", "right"] | None = None
    line: tuple[Vec3, Vec3] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A camera by position and direction; ``distance_m`` is that of its subject, ``score`` is higher when better.

    ``cost`` is what the score has lost by the composition, which another pitch or lens would not mend.
    """

    position: Array
    yaw_deg: float
    pitch_deg: float
    distance_m: float
    score: float = 0.0
    notes: tuple[str, ...] = ()
    cost: float = 0.0

    @property
    def is_clean(self) -> bool:
        """Whether nothing had to give."""
        return not self.notes and self.score > -5

    @property
    def is_only_outside(self) -> bool:
        """Whether all that had to give is a wall."""
        return self.notes == (OUTSIDE,) and self.score > -5


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
    if space.is_in_wall(position) or not space.is_free(position):
        return replace(candidate, score=-10.0)
    score = liking
    if not space.is_inside(position):
        score -= 0.8
        notes.append(OUTSIDE)
    seen, hides_face = sight(position, space, subjects, low=low)
    score += (MOST_SEEN + 0.2) * seen**1.5 - 0.2  # something half hidden is worth less than half
    if seen < 0.5 or hides_face:
        score -= 1.2
        notes.append(HIDDEN)
    if low > 0.3 and _from_behind(position, subjects):
        score -= 0.5
        notes.append(FROM_BEHIND)
    if candidate.distance_m < _TOO_NEAR_M:
        score -= 0.6
        notes.append(TOO_NEAR)
    own = {own_id for subject in subjects for own_id in subject.own_ids}
    score -= 0.5 * crowding(candidate, space, through, reach_m=0.42 * candidate.distance_m, ignoring=own)
    if rules.side and len(subjects) == 1 and hand != (1 if rules.side == "left" else -1):
        score -= 0.9
    if rules.previous is not None:
        key = camera_key(
            position, candidate.yaw_deg, candidate.pitch_deg, reach_m=candidate.distance_m, lens_mm=35, roll_deg=0
        )
        if rules.line and crosses_line(rules.previous, key, *rules.line):
            score -= 1.4
            notes.append(CROSSES_LINE)
        turned = angle_change_deg(rules.previous, key, subjects[0].centre)
        is_of_the_same = _looks_at(rules.previous, subjects[0].centre)
        if turned < 30.0 and is_of_the_same and _same_scale(rules.previous, key, subjects[0].centre):
            score -= 0.35
            # A step of size makes the cut good; to turn as well is still better.
            if _same_size(rules, candidate, through, subjects[0].centre):
                notes.append(TURNS_LITTLE)
    return replace(candidate, score=score, notes=tuple(notes))


def _from_behind(position: Array, subjects: Sequence[Subject]) -> bool:
    """Whether the one person looked at turns their back."""
    if len(subjects) != 1 or not subjects[0].is_person:
        return False
    to = (position - subjects[0].mark(0.936)) * np.array((1.0, 0.0, 1.0))
    gaze = subjects[0].gaze * np.array((1.0, 0.0, 1.0))
    lengths = float(np.linalg.norm(to) * np.linalg.norm(gaze))
    return float(np.linalg.norm(gaze)) > 0.4 and float(to @ gaze) < -0.3 * lengths


def sight(position: Array, space: RoomSpace, subjects: Sequence[Subject], *, low: float = 0.4) -> tuple[float, bool]:
    """How much of the subjects above the mark ``low`` is seen from a place, 0 to 1, and whether a face is hidden.

    Faces count most. People hide one another, but things that are framed together do not.
    """
    own = {own_id for subject in subjects for own_id in subject.own_ids}
    shares = []
    hides_face = False
    for subject in subjects:
        if subject.is_person:
            marks = [(at, weight) for at, weight in _MARKS if at >= min(low, _FACE[-1])]
            points = subject.marks_at([at for at, _ in marks])
            weights = np.array([weight for _, weight in marks])
            hidden = space.hides(position, points, ignoring={subject.prop_id})
            hides_face |= any(hidden[place] for place, (at, _) in enumerate(marks) if at in _FACE)
        else:
            points = _inner(subject) if subject.corners else subject.marks_at((0.35, 0.65, 0.95))
            weights = np.ones(len(points))
            hidden = space.hides(position, points, ignoring=own)
        shares.append(float(weights[~hidden].sum() / weights.sum()))
    return float(np.mean(shares)), hides_face


def _inner(subject: Subject) -> Array:
    """The middle of a thing and points (9, 3) towards its corners: what is half behind another is not seen whole."""
    corners, middle = np.array(subject.corners), np.array(subject.centre)
    return np.concatenate([middle[None], middle + _INNER * (corners - middle)])


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


def _looks_at(camera: CameraKey, point: Vec3) -> bool:
    """Whether a point lies about the middle of a picture; a cut to what stood at its edge or beyond does not jump."""
    to, ahead = np.subtract(point, camera.position), np.subtract(camera.target, camera.position)
    level = np.array((1.0, 0.0, 1.0))
    lengths = float(np.linalg.norm(to * level) * np.linalg.norm(ahead * level))
    return lengths < 1e-6 or float((to * level) @ ahead) > _SAME_COSINE * lengths


def _same_scale(previous: CameraKey, following: CameraKey, about: Vec3) -> bool:
    before = float(np.linalg.norm(np.array(previous.position) - np.array(about)))
    after = float(np.linalg.norm(np.array(following.position) - np.array(about)))
    return 0.5 < before / max(after, 1e-6) < 2.0


def _same_size(rules: ShotRules, candidate: Candidate, through: Lens, about: Vec3) -> bool:
    """Whether both frames take in about as much of what they show."""
    assert rules.previous is not None
    away = float(np.linalg.norm(np.subtract(rules.previous.position, about)))
    ratio = away * rules.previous_half_y / max(1e-6, candidate.distance_m * through.half_y)
    return 1 / _STEP < ratio < _STEP
