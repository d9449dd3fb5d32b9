"""What a shot loses that is otherwise right: by strangers, large backs, profiles, pairs that are cut."""

from __future__ import annotations

from collections.abc import Sequence
from math import log2

import numpy as np
import numpy.typing as npt

from studio.viewport.candidate import Candidate
from studio.viewport.frame_solver import Lens, seen_at
from studio.viewport.placing import Aim
from studio.viewport.subject import Subject

Array = npt.NDArray[np.float64]

_OUTLINE = (0.0, 0.52, 0.82, 0.936, 1.0)
_HALF_WIDTH_M = 0.24
_LEAST_SHARE = 0.004
"""What is smaller than this share of the picture is not noticed."""
_MOST = 2.2
_LARGE = 0.9
"""From what share of the frame's height, of two, somebody is in the foreground of a wide picture."""
_THREE_QUARTERS = 0.62
"""The cosine of the angle between gaze and camera from which a face begins to be a profile."""


def outlines_of(people: Sequence[Subject]) -> Array:
    """The points (n, 5, 3) of people by which it is told where in a picture they are."""
    return np.array([person.marks_at(_OUTLINE) for person in people]).reshape(-1, len(_OUTLINE), 3)


def composition_cost(candidate: Candidate, aim: Aim, strangers: Array, through: Lens) -> float:
    """What a shot of ``aim`` loses by how it is composed; 0 where there is nothing to say against it.

    ``strangers`` are the outlines of those who are not meant to be in it.
    """
    cost = _strangers(candidate, strangers, through)
    if len(strangers) and aim.is_of_people:
        cost += _merged(candidate, aim, strangers, through)
    if not aim.is_of_people:
        return cost
    if len(aim.subjects) > 1:
        return cost + _company(candidate, aim, through)
    return cost + (_profile(candidate, aim.subjects[0]) if aim.cut.low > 0.3 else 0.0)


def placing_cost(candidate: Candidate, people: Sequence[Subject], outlines: Array, through: Lens) -> float:
    """What a picture of a whole place loses by who is in it: cut by its edge, or large before the lens from behind."""
    if not len(outlines):
        return 0.0
    low_x, high_x, low_y, high_y, depth = _boxes(candidate, outlines, through)
    is_in = (depth > 0.1) & (high_x > -1) & (low_x < 1) & (high_y > -1) & (low_y < 1)
    is_cut = is_in & ((low_x < -1) | (high_x > 1) | (high_y > 1))
    is_back = np.array([_facing(candidate, person) < -0.25 for person in people])
    is_large = is_in & (high_y - low_y > _LARGE)
    return min(_MOST, 0.35 * float(is_cut.sum()) + 0.3 * float((is_back & is_large).sum()))


def _strangers(candidate: Candidate, outlines: Array, through: Lens) -> float:
    """Others than the subjects, by the share of the picture they take, and more where they are cut or come nearer."""
    if not len(outlines):
        return 0.0
    low_x, high_x, low_y, high_y, depth = _boxes(candidate, outlines, through)
    wide = np.clip(high_x, -1, 1) - np.clip(low_x, -1, 1)
    tall = np.clip(high_y, -1, 1) - np.clip(low_y, -1, 1)
    share = np.where(depth > 0.1, wide * tall / 4, 0.0)
    is_cut = (low_x < -1) | (high_x > 1) | (high_y > 1)
    is_larger = depth < 0.95 * candidate.distance_m
    is_headless = (high_y > 1) & (tall > _LARGE)
    cost = np.where(share > _LEAST_SHARE, share + 0.3 * is_cut + 0.3 * is_larger + 0.5 * is_headless, 0.0)
    return min(_MOST, float(cost.sum()))


def _merged(candidate: Candidate, aim: Aim, outlines: Array, through: Lens) -> float:
    """What it costs that a stranger's head is seen beside that of a subject as if both were of one body."""
    heads = np.array([subject.mark(0.936) for subject in aim.subjects])
    view = (candidate.position, candidate.yaw_deg, candidate.pitch_deg, through)
    own, others = seen_at(heads, *view), seen_at(outlines[:, 3], *view)
    apart = np.abs(own[:, None, 0] - others[None, :, 0])
    one_head = _HALF_WIDTH_M / np.maximum(0.1, np.minimum(own[:, None, 2], others[None, :, 2])) / through.half_x
    low_x, high_x, low_y, high_y, depth = _boxes(candidate, outlines_of(aim.subjects), through)
    x, y = others[None, :, 0], others[None, :, 1]
    is_behind_body = (x > low_x[:, None]) & (x < high_x[:, None]) & (y > low_y[:, None]) & (y < high_y[:, None])
    is_beside = (apart < one_head) | (is_behind_body & (others[None, :, 2] > depth[:, None]))
    return 0.35 * float(np.sum(is_beside & (others[None, :, 2] > 0.1)))


def _company(candidate: Candidate, aim: Aim, through: Lens) -> float:
    """Of several who are shown together none should be cut, tower over the others or turn their back."""
    low_x, high_x, low_y, high_y, depth = _boxes(candidate, outlines_of(aim.subjects), through)
    is_cut = (low_x < -1) | (high_x > 1) | (high_y > 1) | ((low_y < -1) & (aim.cut.low < 0.1))
    cost = 0.35 * float(np.sum(is_cut))
    nearest, farthest = max(0.1, float(depth.min())), max(0.1, float(depth.max()))
    cost += 0.5 * max(0.0, log2(farthest / nearest) - 0.4)
    for subject, away in zip(aim.subjects, depth, strict=True):
        if _facing(candidate, subject) < -0.25:
            cost += 0.3 if float(away) > 0.8 * farthest else 0.55
    wider = 2 * candidate.distance_m * through.half_y / aim.taken_in_m
    return cost + 0.35 * max(0.0, log2(wider) - 0.25)


def _boxes(candidate: Candidate, outlines: Array, through: Lens) -> tuple[Array, Array, Array, Array, Array]:
    """Left, right, lower and upper edge of each outline (n,) in the frame, −1 to 1, and how far off they are."""
    seen = seen_at(outlines.reshape(-1, 3), candidate.position, candidate.yaw_deg, candidate.pitch_deg, through)
    x, y, depth = np.moveaxis(seen.reshape(*outlines.shape[:2], 3), 2, 0)
    middle = depth.mean(axis=1)
    aside = _HALF_WIDTH_M / np.maximum(0.1, middle) / through.half_x
    return x.min(axis=1) - aside, x.max(axis=1) + aside, y.min(axis=1), y.max(axis=1), middle


def _profile(candidate: Candidate, subject: Subject) -> float:
    return 1.3 * max(0.0, _THREE_QUARTERS - max(-0.2, _facing(candidate, subject)))


def _facing(candidate: Candidate, subject: Subject) -> float:
    """How much of a face is turned to the camera: 1 from the front, 0 in profile; 1 for one who looks up or down."""
    to = (candidate.position - subject.mark(0.936))[[0, 2]]
    gaze = subject.gaze[[0, 2]]
    length = float(np.hypot(*gaze))
    return 1.0 if length < 0.4 else float(to @ gaze) / max(1e-6, length * float(np.hypot(*to)))
