"""Where a camera stands in a given direction so that a size frames its subjects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, degrees, radians, sin
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from studio.viewport.candidate import Candidate
from studio.viewport.frame_solver import Lens, axes, seen_at, solve_vertical
from studio.viewport.room_space import RoomSpace
from studio.viewport.shot_sizes import PITCHES_DEG, PROP_FILL, Cut
from studio.viewport.subject import Subject

Array = npt.NDArray[np.float64]

TILTS_DEG = MappingProxyType(
    {
        "bird": (0.0, 10.0, -10.0, 18.0),
        "high": (0.0, 7.0, -9.0, 13.0, -17.0),
        "eye": (0.0, -6.0, 5.0, -11.0),
        "dutch": (0.0, -6.0, 5.0, -11.0),
        "low": (0.0, -6.0, 7.0, -11.0, -14.0),
        "worm": (0.0, -8.0, 8.0, -14.0, -19.0),
    }
)
"""By how much an angle may give way before it is another one; 0 first."""

_FROM_BELOW = MappingProxyType({"low": 0.5, "worm": 0.28})
"""How high a camera stands against the eyes where the ground keeps it from looking up as steeply as it should."""

_STEEP_DEG = MappingProxyType({"low": 9.5, "worm": 24.5})
"""From which pitch on they are what they are called from any height."""
_LOWEST_LOW = 0.37
"""How high a low angle stands at least against the eyes; below it is a worm's."""

EYES_M = 1.35
"""How high a camera stands that looks at things; lower than people's eyes, for most things are."""
_STEEPEST_LEVEL_DEG = -12.0
_LEAST_HEIGHT_M = 0.12
_NEAREST_M = 0.22
_FILL_ACROSS = 0.7
"""How much of the frame's width an insert's thing fills at most."""

_UPRIGHT = 0.72
_STEP_BACK = 0.06
_AS_SAID = 1.2
"""How far a frame may take in more or less than the size says because the body is seen foreshortened."""


@dataclass(frozen=True, slots=True, eq=False)
class Aim:
    """What a size shows of its subjects: measured once, for all the directions that are tried.

    ``low`` and ``high`` are the marks that land at the heights ``frame`` of the picture (−1 to 1), ``middle`` is half
    way between, ``taken_in_m`` how much of the world the frame's height takes in there, by the largest of them.
    """

    subjects: tuple[Subject, ...]
    shot_size: str
    cut: Cut
    low: Array
    high: Array
    middle: Array
    frame: tuple[float, float]
    taken_in_m: float
    spread_m: float
    eyes_m: float
    gaze: Array | None

    @property
    def is_of_people(self) -> bool:
        """Whether all that is shown are people."""
        return all(subject.is_person for subject in self.subjects)


def aim_at(subjects: Sequence[Subject], cut: Cut, shot_size: str) -> Aim:
    """What a size shows of its subjects."""
    lows = np.array([subject.mark(cut.low) for subject in subjects])
    highs = np.array([subject.mark(cut.high) for subject in subjects])
    low, high = lows.mean(axis=0), highs.mean(axis=0)
    middle = (low + high) / 2
    low[1], high[1] = lows[:, 1].min(), highs[:, 1].max()
    lengths = np.linalg.norm(highs - lows, axis=1)
    return Aim(
        subjects=tuple(subjects),
        shot_size=shot_size,
        cut=cut,
        low=low,
        high=high,
        middle=middle,
        frame=(2 * cut.foot_room - 1, 1 - 2 * cut.headroom),
        taken_in_m=float(lengths.max()) / (1 - cut.headroom - cut.foot_room),
        spread_m=float(np.max(np.linalg.norm(highs - highs.mean(axis=0), axis=1))) * 2,
        eyes_m=float(np.mean([subject.mark(0.936)[1] for subject in subjects])),
        gaze=subjects[0].gaze if len(subjects) == 1 and subjects[0].is_person else None,
    )


def placed(
    space: RoomSpace, aim: Aim, angle: str, through: Lens, *, yaw_deg: float, tilt_deg: float = 0.0
) -> Candidate:
    """The camera that looks along ``yaw_deg`` from an angle, ``tilt_deg`` off its usual pitch."""
    pitch = PITCHES_DEG.get(angle, PITCHES_DEG["eye"]) + tilt_deg
    if not aim.is_of_people:
        return _placed_thing(space, aim, angle, through, yaw_deg=yaw_deg, tilt_deg=tilt_deg)
    lowest = space.floor_m + (0.12 if angle == "worm" else 0.35)
    if angle == "low":
        lowest = max(lowest, space.floor_m + _LOWEST_LOW * (aim.eyes_m - space.floor_m))
    _, _, up = axes(yaw_deg, pitch)
    span = aim.high - aim.low
    found = None
    if angle != "bird" and float(span @ up) >= _UPRIGHT * float(np.linalg.norm(span)):
        found = _by_marks(aim, angle, through, yaw_deg=yaw_deg, pitch_deg=pitch, lowest=lowest, is_held=bool(tilt_deg))
    if found is not None and angle in _FROM_BELOW:
        found = _near_ground(aim, found, angle, yaw_deg, space.floor_m, lowest=lowest)
    if found is None or not _takes_in_enough(found, aim, through):
        found = _by_length(aim, through, yaw_deg=yaw_deg, pitch_deg=pitch, lowest=lowest)
    position, pitch, distance = found
    position, distance = _with_all_in(position, distance, aim.subjects, yaw_deg, pitch, through, lowest=lowest)
    position = position + _looking_room(aim, yaw_deg, pitch, distance, through)
    return Candidate(position, yaw_deg, pitch, distance)


def _by_marks(
    aim: Aim, angle: str, through: Lens, *, yaw_deg: float, pitch_deg: float, lowest: float, is_held: bool
) -> tuple[Array, float, float] | None:
    """The camera from which the marks of the size land exactly where it says; its position, pitch and distance.

    At eye level the pitch follows from the height of the eyes, unless it ``is_held``; near the ground it flattens.
    """
    pitch = pitch_deg
    solved = solve_vertical(aim.low, aim.high, aim.frame, yaw_deg=yaw_deg, pitch_deg=pitch, through=through)
    if solved is None:
        return None
    is_level = angle in ("eye", "dutch")
    for _ in range(4 if is_level and not is_held else 0 if is_level else 14):
        if is_level:
            drop = (aim.eyes_m if aim.cut.low > 0.5 else aim.eyes_m * 0.93) - float(solved[0][1])
            pitch = min(8.0, max(-14.0, pitch - degrees(atan2(drop, solved[1])) * 0.9))
        elif float(solved[0][1]) >= lowest:
            break
        else:
            pitch -= 2.5
        again = solve_vertical(aim.low, aim.high, aim.frame, yaw_deg=yaw_deg, pitch_deg=pitch, through=through)
        if again is None:
            break
        solved = again
    return solved[0], pitch, solved[1]


def _near_ground(
    aim: Aim, found: tuple[Array, float, float], angle: str, yaw_deg: float, floor_m: float, *, lowest: float
) -> tuple[Array, float, float]:
    """A wide shot that came out level looks low from near the ground: lower, and up at the middle of the body."""
    position, pitch, distance = found
    height = max(lowest, floor_m + _FROM_BELOW[angle] * (aim.eyes_m - floor_m))
    if pitch > _STEEP_DEG[angle] or float(position[1]) <= height:
        return found
    away = aim.middle - axes(yaw_deg, 0.0)[0] * distance
    away[1] = height
    return away, degrees(atan2(float(aim.middle[1]) - height, distance)), distance


def _takes_in_enough(found: tuple[Array, float, float], aim: Aim, through: Lens) -> bool:
    taken = 2 * found[2] * through.half_y
    return aim.taken_in_m / _AS_SAID <= taken <= aim.taken_in_m * _AS_SAID or len(aim.subjects) > 1


def _by_length(
    aim: Aim, through: Lens, *, yaw_deg: float, pitch_deg: float, lowest: float
) -> tuple[Array, float, float]:
    """The camera whose frame takes in as many metres as the size says, about the middle of what it shows.

    For a body that is foreshortened (from overhead, or lying) there are no heights in the frame to solve for.
    """
    distance = max(aim.taken_in_m, aim.spread_m / 1.3) / (2 * through.half_y)
    pitch = pitch_deg
    for _ in range(16):
        position = aim.middle - axes(yaw_deg, pitch)[0] * distance
        if float(position[1]) >= lowest or pitch <= -4.0:
            break
        pitch -= 2.5
    position[1] = max(float(position[1]), lowest)
    return position, pitch, distance


def _with_all_in(
    position: Array,
    distance: float,
    subjects: Sequence[Subject],
    yaw_deg: float,
    pitch_deg: float,
    through: Lens,
    *,
    lowest: float,
) -> tuple[Array, float]:
    """Steps back until every head of a group is inside the frame's width; never below ``lowest``, into the ground."""
    if len(subjects) == 1:
        return position, distance
    forward, right, _ = axes(yaw_deg, pitch_deg)
    heads = np.array([subject.mark(0.936) for subject in subjects])
    off = (heads - heads.mean(axis=0)) @ right
    position = position + right * ((off.max() + off.min()) / 2 + float((heads.mean(axis=0) - position) @ right))
    # The wider they stand the farther it is at least; the steps find the rest.
    jump = max(0.0, 0.8 * float(off.max() - off.min()) / 2 / (0.74 * through.half_x) - distance)
    position, distance = position - forward * jump, distance + jump
    position[1] = max(position[1], lowest)
    for _ in range(60):
        seen = seen_at(heads, position, yaw_deg, pitch_deg, through)
        if np.all(seen[:, 2] > 0.3) and np.all(np.abs(seen[:, 0]) < 0.74) and np.all(seen[:, 1] < 0.95):
            break
        step = _STEP_BACK * max(distance, 1.0)
        position = position - forward * step
        position[1] = max(position[1], lowest)
        distance += step
    return position, distance


def _looking_room(aim: Aim, yaw_deg: float, pitch_deg: float, distance: float, through: Lens) -> Array:
    """How far to move the camera sideways so that a profile has two thirds of the width before it."""
    if aim.gaze is None:
        return np.zeros(3)
    _, right, _ = axes(yaw_deg, pitch_deg)
    return np.asarray(right * (float(aim.gaze @ right) / 3.0) * through.half_x * distance * 0.95, dtype=np.float64)


def _placed_thing(
    space: RoomSpace, aim: Aim, angle: str, through: Lens, *, yaw_deg: float, tilt_deg: float
) -> Candidate:
    """A thing fills its share of the frame; at eye level one looks down on what lies below the eyes."""
    centres = np.array([subject.centre for subject in aim.subjects])
    centre = centres.mean(axis=0)
    radius = max(
        float(np.linalg.norm(at - centre)) + subject.radius_m for at, subject in zip(centres, aim.subjects, strict=True)
    )
    fill = PROP_FILL.get(aim.shot_size, 0.62)
    distance = max(_NEAREST_M, radius / (fill * min(through.half_y, through.half_x)))
    pitch = PITCHES_DEG.get(angle, -2.0)
    above = float(centre[1] - space.floor_m)
    if angle in ("eye", "dutch"):
        pitch = -degrees(atan2(max(0.0, EYES_M - above), distance * 1.6))
        # A detail below the eyes is seen from somewhat above; from farther up it would be a high angle.
        is_detail = aim.shot_size == "INSERT" and above < EYES_M
        pitch = max(_STEEPEST_LEVEL_DEG, min(pitch, -10.0) if is_detail else pitch)
    pitch += tilt_deg
    while pitch > 0.0 and above - distance * sin(radians(pitch)) < _LEAST_HEIGHT_M:
        pitch = max(0.0, pitch - 2.5)
    forward, _, _ = axes(yaw_deg, pitch)
    if aim.shot_size == "INSERT" and len(aim.subjects) == 1 and aim.subjects[0].corners:
        distance = _as_near_as_it_fills(aim.subjects[0], forward, yaw_deg, pitch, distance, fill, through)
    return Candidate(centre - forward * distance, yaw_deg, pitch, distance)


def _as_near_as_it_fills(
    thing: Subject, forward: Array, yaw_deg: float, pitch_deg: float, distance: float, fill: float, through: Lens
) -> float:
    """How far off a thing fills its share of the frame as it is seen: what lies flat is seen far lower than it is long.

    It is never farther than that from which the ball round it would fill it.
    """
    centre, corners = np.array(thing.centre), np.array(thing.corners)
    for _ in range(3):
        seen = seen_at(corners, centre - forward * distance, yaw_deg, pitch_deg, through)
        if np.any(seen[:, 2] <= 0):
            break
        wide, tall = (float(np.ptp(seen[:, axis])) / 2 for axis in (0, 1))
        distance = max(_NEAREST_M, min(distance, distance * max(tall / fill, wide / _FILL_ACROSS)))
    return distance
