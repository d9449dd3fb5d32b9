"""The whole set in one frame: from the corner, the wall or the air that shows most of it."""

from __future__ import annotations

from collections.abc import Iterator
from math import atan2, degrees, hypot

import numpy as np
import numpy.typing as npt

from studio.model.documents import CameraKey
from studio.model.stage import Stage
from studio.viewport.candidate import Candidate, ShotRules, crowding
from studio.viewport.composition import outlines_of, placing_cost
from studio.viewport.continuity import crosses_line
from studio.viewport.frame_solver import Lens, axes, camera_key, lens, seen_at
from studio.viewport.room_space import RoomSpace
from studio.viewport.shot_sizes import DUTCH_ROLL_DEG
from studio.viewport.subject import people_of, subject_of

Array = npt.NDArray[np.float64]

_LENSES_MM = (24.0, 18.0, 16.0)
_ENOUGH = 0.8
_BACKDROP_M, _TOWERS_M = 6.0, 4.0
_BACKDROP, _REPEATED = 0.35, 0.35
_EDGE = 0.9
_STEEPEST_DEG = 8.0
_STEEPEST_LEVEL_DEG = -12.0
"""From farther up it would be a high angle."""
_ALIKE_COSINE = 0.8
"""About 37°."""
_INSETS_M = (0.45, 1.4)
_LEVEL_YAWS_DEG = (180.0, 90.0, 0.0, 270.0)
_AROUND_YAWS_DEG = (205.0, 155.0, 180.0, 235.0, 125.0, 0.0, 25.0, -25.0)


def frame_whole_set(
    stage: Stage,
    space: RoomSpace,
    *,
    angle: str,
    sensor: str,
    aspect: float,
    wanted_mm: float | None,
    rules: ShotRules,
) -> tuple[CameraKey, float, tuple[str, ...]]:
    """The camera that sees most of the set, its lens, and notes; from inside unless a bird's eye is asked for."""
    points, weights, tops = _worth_seeing(stage, space)
    people = [subject_of(prop) for prop in people_of(stage)]
    outlines = outlines_of(people)
    best: tuple[float, Array, float, float, float, float] | None = None
    for lens_mm in (wanted_mm,) if wanted_mm else _LENSES_MM:
        through = lens(sensor, aspect, lens_mm)
        for position, aim in _places(space, points, angle, through):
            yaw, pitch = _towards(position, aim)
            if angle in ("eye", "dutch"):
                pitch = max(pitch, _STEEPEST_LEVEL_DEG)
            if angle != "bird":
                pitch = _up_to(tops, points, position, yaw, pitch, through)
            score = _seen_share(points, weights, position, yaw, pitch, through, space)
            placed = Candidate(position, yaw, pitch, float(np.linalg.norm(aim - position)))
            score -= 1.3 * crowding(placed, space, through, reach_m=min(4.5, 0.4 * placed.distance_m))
            if angle == "bird":
                score += 0.5 / float(np.linalg.norm(position - aim))
            score += _BACKDROP * _in_frame(tops, position, yaw, pitch, through)
            score -= placing_cost(placed, people, outlines, through)
            score -= _REPEATED * _repeats(position, aim, rules.unlike)
            if rules.previous and rules.line:
                key = camera_key(position, yaw, pitch, reach_m=1.0, lens_mm=lens_mm, roll_deg=0.0)
                score -= 0.2 if crosses_line(rules.previous, key, *rules.line) else 0.0
            reach = float(np.linalg.norm(aim - position))
            if best is None or score > best[0] + 0.02:
                best = (score, position, yaw, pitch, reach, lens_mm)
        if best and best[0] >= _ENOUGH:
            break
    assert best is not None
    _, position, yaw, pitch, reach, lens_mm = best
    roll = DUTCH_ROLL_DEG if angle == "dutch" else 0.0
    return camera_key(position, yaw, pitch, reach_m=reach, lens_mm=lens_mm, roll_deg=roll), lens_mm, ()


def _worth_seeing(stage: Stage, space: RoomSpace) -> tuple[Array, Array, Array]:
    """Feet and heads of the props (n, 3), how much each matters (n,), and the tops (m, 3) of what towers over them.

    Outdoors what is many times as large as people, a tower or the sea, is a backdrop: to have it in the picture as a
    whole people would be specks. Of an empty floor it is the middle.
    """
    seen = [prop for prop in stage.props if not prop.hidden]
    near = [prop for prop in seen if not (space.is_outdoor and max(prop.size) > _BACKDROP_M)] or seen
    points: list[tuple[float, float, float]] = []
    weights: list[float] = []
    for prop in near:
        x, y, z = prop.position
        points += [(x, y + 0.02, z), (x, y + prop.size[1], z)]
        person = 3.0 if prop.semantic_role == "character" else 1.0
        weights += [person * float(np.prod(prop.size)) ** (1 / 3)] * 2
    far = [prop for prop in seen if prop not in near and prop.size[1] > _TOWERS_M]
    tops = np.array([np.add(prop.position, (0.0, prop.size[1], 0.0)) for prop in far]).reshape(-1, 3)
    if not points:
        corners = np.array(space.outline)
        x, z = corners.mean(axis=0)
        return np.array(((x, space.floor_m + 0.5, z),)), np.ones(1), tops
    return np.array(points), np.array(weights), tops


def _up_to(tops: Array, points: Array, position: Array, yaw: float, pitch: float, through: Lens) -> float:
    """The pitch that has the tops of towers in the picture too, as far as what stands before them stays in it."""
    while len(tops) and pitch < _STEEPEST_DEG:
        above = seen_at(tops, position, yaw, pitch, through)
        is_there = (above[:, 2] > 0) & (np.abs(above[:, 0]) < _EDGE)
        lowest = seen_at(points, position, yaw, pitch + 1.0, through)[:, 1].min()
        if not np.any(is_there & (above[:, 1] > _EDGE)) or lowest < -_EDGE:
            break
        pitch += 1.0
    return pitch


def _in_frame(points: Array, position: Array, yaw: float, pitch: float, through: Lens) -> float:
    """The share of points that are in the frame; 0 of none."""
    if not len(points):
        return 0.0
    landed = seen_at(points, position, yaw, pitch, through)
    return float(np.mean((landed[:, 2] > 0) & np.all(np.abs(landed[:, :2]) < 1.0, axis=1)))


def _repeats(position: Array, aim: Array, unlike: tuple[CameraKey, ...]) -> bool:
    """Whether the set is looked at from about where one of those cameras looked at it."""
    level = np.array((1.0, 0.0, 1.0))
    here = (position - aim) * level
    for key in unlike:
        there = (np.array(key.position) - aim) * level
        if float(here @ there) > _ALIKE_COSINE * float(np.linalg.norm(here) * np.linalg.norm(there)):
            return True
    return False


def _places(space: RoomSpace, points: Array, angle: str, through: Lens) -> Iterator[tuple[Array, Array]]:
    low, high = points.min(axis=0), points.max(axis=0)
    aim = (low + high) / 2
    tall = space.ceiling_m - space.floor_m
    if angle == "bird" or space.is_outdoor:
        pitch = {"bird": -66.0, "high": -30.0, "low": 3.0, "worm": 6.0}.get(angle, -9.0)
        for yaw in _LEVEL_YAWS_DEG if angle == "bird" else _AROUND_YAWS_DEG:
            place = _backed_off(points, aim, yaw, pitch, through)
            place[1] = max(place[1], space.floor_m + (0.35 if angle in ("low", "worm") else 1.5))
            if angle in ("eye", "dutch"):
                place[1] = min(place[1], max(space.floor_m + 3.0, high[1] * 0.5))
            yield place, aim
        return
    height = {"high": 0.86 * tall, "low": 0.7, "worm": 0.25}.get(angle, min(max(1.62, 0.26 * tall), 0.8 * tall))
    eye = space.floor_m + min(height, tall - space.head_room_m - 0.05)
    aim = aim.copy()
    aim[1] = space.floor_m + min(0.34 * tall, 1.5 if angle != "low" else 2.2)
    for x, z in _corner_places(space):
        at = np.array((x, eye, z))
        if space.is_inside(at) and space.is_free(at):
            yield at, aim
    yield _backed_off(points, aim, 205.0, -22.0, through), aim


def _backed_off(points: Array, aim: Array, yaw_deg: float, pitch_deg: float, through: Lens) -> Array:
    """The nearest place in a direction from which all points lie inside the frame."""
    forward, _, _ = axes(yaw_deg, pitch_deg)
    near, far = 1.0, 200.0
    for _ in range(24):
        distance = (near + far) / 2
        seen = seen_at(points, aim - forward * distance, yaw_deg, pitch_deg, through)
        fits = bool(np.all(seen[:, 2] > 0.3) and np.all(np.abs(seen[:, :2]) < 0.88))
        near, far = (near, distance) if fits else (distance, far)
    return np.asarray(aim - forward * far, dtype=np.float64)


def _corner_places(space: RoomSpace) -> Iterator[tuple[float, float]]:
    """Just inside the corners and the middles of the walls."""
    corners = np.array(space.outline)
    middle = corners.mean(axis=0)
    for first, second in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        for at in (first, first * 0.75 + second * 0.25, (first + second) / 2, first * 0.25 + second * 0.75):
            inward = middle - at
            for inset in _INSETS_M:
                step = inward / max(1e-6, hypot(*inward)) * inset
                yield float(at[0] + step[0]), float(at[1] + step[1])


def _towards(position: Array, aim: Array) -> tuple[float, float]:
    to = aim - position
    return degrees(atan2(to[0], to[2])), degrees(atan2(to[1], hypot(to[0], to[2])))


def _seen_share(
    points: Array, weights: Array, position: Array, yaw: float, pitch: float, through: Lens, space: RoomSpace
) -> float:
    """The weighted share of points that lie in the frame and not behind a wall of props; less from outside."""
    seen = seen_at(points, position, yaw, pitch, through)
    inside = (np.abs(seen[:, 0]) < 0.97) & (np.abs(seen[:, 1]) < 0.97) & (seen[:, 2] > 0.3)
    share = float(weights[inside].sum() / weights.sum())
    near = position + (points[inside][:24] - position) * 0.45
    hidden = float(np.mean(space.solids.blocked(position, near))) if len(near) else 1.0
    outside = 0.0 if space.is_inside(position) or space.is_outdoor else 0.6
    return share - 0.35 * hidden - outside
