"""Frames a shot by the words of the trade: size, angle, lens, over whom; the camera goes where that is seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import atan2, degrees
from typing import Literal

import numpy as np
import numpy.typing as npt

from studio.model import optics
from studio.model.documents import CameraKey
from studio.model.stage import Stage
from studio.viewport.candidate import Candidate, ShotRules, best_of, judged
from studio.viewport.establishing import frame_whole_set
from studio.viewport.frame_solver import Lens, axes, camera_key, lens, seen_at, solve_vertical
from studio.viewport.over_shoulder import frame_over_shoulder
from studio.viewport.point_of_view import frame_point_of_view
from studio.viewport.room_space import RoomSpace, room_space
from studio.viewport.shot_sizes import DUTCH_ROLL_DEG, PITCHES_DEG, PROP_FILL, Cut, cut_of
from studio.viewport.subject import Subject, find_prop, people_of, subject_of

Array = npt.NDArray[np.float64]

_AZIMUTHS_DEG = (32, 24, 42, 15, 54, 66, 6, 78, 90, 105, 125, 150, 180)
_WIDER_MM = (85, 50, 35, 24, 18, 16, 12)
_GOOD_ENOUGH = 1.9


@dataclass(frozen=True, slots=True)
class Framing:
    """A framed shot: its camera, the lens it uses, and what had to give."""

    key: CameraKey
    lens_mm: float
    notes: tuple[str, ...] = ()


def frame_shot(
    stage: Stage,
    *,
    shot_size: str,
    angle: str = "eye",
    subjects: Sequence[str] = (),
    lens_mm: float | None = None,
    sensor: str = optics.DEFAULT_GATE.name,
    aspect: float = optics.DEFAULT_ASPECT,
    side: Literal["left", "right"] | None = None,
    over: str | None = None,
    line: tuple[str, str] | None = None,
    previous: CameraKey | None = None,
    point_of_view: str | None = None,
) -> Framing:
    """The camera of a shot.

    ``subjects`` are prop ids or names of people; without any, people are framed together in sizes closer than EWS, and
    an EWS shows the whole set. ``over`` is whose shoulder it is taken over and ``side`` which shoulder; otherwise
    ``side`` is the side of the subject's body the camera stands on. ``line`` names the two whose 180° axis counts, and
    ``previous`` is the camera before the cut, whose side of that line is kept and from which the angle changes by 30°
    or more. ``point_of_view`` shows what that person sees. A lens that is given is kept.

    Raises:
        InputError: a subject is not on the stage.
    """
    space = room_space(stage)
    rules = _rules(stage, line, previous, side)
    if point_of_view is not None:
        seer = subject_of(find_prop(stage, point_of_view))
        seen = [subject_of(find_prop(stage, name)) for name in subjects]
        return Framing(*frame_point_of_view(space, seer, seen, wanted_mm=lens_mm))
    chosen = [subject_of(find_prop(stage, name)) for name in dict.fromkeys(subjects)]
    if over is not None:
        shoulder = subject_of(find_prop(stage, over))
        chosen = [subject for subject in chosen if subject.prop_id != shoulder.prop_id]
        if not chosen:
            chosen = [subject_of(prop) for prop in people_of(stage) if prop.id != shoulder.prop_id][:1]
        if chosen:
            found = frame_over_shoulder(
                space, shoulder, chosen[0], cut_of(shot_size), rules, sensor=sensor, aspect=aspect, wanted_mm=lens_mm
            )
            return Framing(*found)
    if not chosen and shot_size not in ("EWS",):
        chosen = [subject_of(prop) for prop in people_of(stage)][:6]
    if not chosen or (shot_size == "EWS" and not subjects):
        found = frame_whole_set(stage, space, angle=angle, sensor=sensor, aspect=aspect, wanted_mm=lens_mm, rules=rules)
        return Framing(*found)
    return _frame_subjects(
        space, chosen, rules, shot_size=shot_size, angle=angle, wanted_mm=lens_mm, sensor=sensor, aspect=aspect
    )


def _rules(
    stage: Stage, line: tuple[str, str] | None, previous: CameraKey | None, side: Literal["left", "right"] | None
) -> ShotRules:
    if line is None:
        return ShotRules(previous=previous, side=side)
    first, second = (subject_of(find_prop(stage, name)).centre for name in line)
    return ShotRules(previous=previous, side=side, line=(first, second))


def _frame_subjects(
    space: RoomSpace,
    subjects: list[Subject],
    rules: ShotRules,
    *,
    shot_size: str,
    angle: str,
    wanted_mm: float | None,
    sensor: str,
    aspect: float,
) -> Framing:
    cut = cut_of(shot_size)
    if len(subjects) > 1 and cut.low > 0.6:
        cut = replace(cut, lens_mm=50)
    usual = wanted_mm or cut.lens_mm
    steps = (usual,) if wanted_mm else (usual, *(step for step in _WIDER_MM if step < usual))
    best: Candidate | None = None
    best_mm = usual
    for step_mm in steps:
        through = lens(sensor, aspect, step_mm)
        found = best_of(_candidates(space, subjects, rules, cut, shot_size, angle, through))
        if found and (best is None or found.score > best.score + 0.25):
            best, best_mm = found, step_mm
        if best and best.score >= _GOOD_ENOUGH:
            break
    if best is None:
        best, best_mm = _forced(space, subjects, shot_size, lens(sensor, aspect, usual)), usual
    notes = [*best.notes]
    if best_mm != usual:
        notes.append(f"{best_mm:g} mm instead of {usual:g} mm: there is no room to step back.")
    roll = DUTCH_ROLL_DEG if angle == "dutch" else 0.0
    key = camera_key(
        best.position, best.yaw_deg, best.pitch_deg, reach_m=best.distance_m, lens_mm=best_mm, roll_deg=roll
    )
    return Framing(key, best_mm, tuple(notes))


def _candidates(
    space: RoomSpace,
    subjects: list[Subject],
    rules: ShotRules,
    cut: Cut,
    shot_size: str,
    angle: str,
    through: Lens,
) -> list[Candidate]:
    front = _front_deg(subjects)
    found = []
    for rank, azimuth in enumerate(_AZIMUTHS_DEG):
        for hand in (1, -1) if azimuth not in (0, 180) else (1,):
            around = front + hand * azimuth
            placed = _placed(space, subjects, cut, shot_size, angle, through, yaw_deg=around + 180.0)
            if placed is not None:
                liking = 1.0 - 0.055 * rank - (0.004 if hand < 0 else 0.0)
                found.append(
                    judged(placed, space, subjects, rules, liking=liking, hand=hand, through=through, low=cut.low)
                )
    return found


def _front_deg(subjects: list[Subject]) -> float:
    """The direction from which the subjects are seen best; two people are seen across the line between them."""
    forward = np.sum([subject.forward for subject in subjects], axis=0)
    if len(subjects) == 2:
        between = np.array(subjects[1].centre) - np.array(subjects[0].centre)
        across = np.array((between[2], 0.0, -between[0]))
        side = 1.0 if float(across @ forward) >= -1e-6 else -1.0
        return degrees(atan2(side * across[0], side * across[2])) - 15.0
    if float(np.hypot(forward[0], forward[2])) < 1e-3:
        forward = np.array(subjects[0].forward)
    return degrees(atan2(forward[0], forward[2]))


def _placed(
    space: RoomSpace,
    subjects: list[Subject],
    cut: Cut,
    shot_size: str,
    angle: str,
    through: Lens,
    *,
    yaw_deg: float,
) -> Candidate | None:
    pitch = PITCHES_DEG.get(angle, PITCHES_DEG["eye"])
    if not all(subject.is_person for subject in subjects):
        return _placed_thing(space, subjects, shot_size, angle, through, yaw_deg=yaw_deg)
    if angle == "bird":
        return _placed_above(subjects, cut, through, yaw_deg=yaw_deg, pitch_deg=pitch)
    low = np.mean([subject.mark(cut.low) for subject in subjects], axis=0)
    high = np.mean([subject.mark(cut.high) for subject in subjects], axis=0)
    low[1] = min(float(subject.mark(cut.low)[1]) for subject in subjects)
    high[1] = max(float(subject.mark(cut.high)[1]) for subject in subjects)
    frame = (2 * cut.foot_room - 1, 1 - 2 * cut.headroom)
    eyes = float(np.mean([subject.mark(0.936)[1] for subject in subjects]))
    solved = solve_vertical(low, high, frame, yaw_deg=yaw_deg, pitch_deg=pitch, through=through)
    if solved is None:
        return None
    if angle in ("eye", "dutch"):
        for _ in range(4):
            drop = (eyes if cut.low > 0.5 else eyes * 0.93) - float(solved[0][1])
            pitch = float(np.clip(pitch - degrees(atan2(drop, solved[1])) * 0.9, -14.0, 8.0))
            again = solve_vertical(low, high, frame, yaw_deg=yaw_deg, pitch_deg=pitch, through=through)
            if again is None:
                break
            solved = again
    lowest = space.floor_m + (0.12 if angle == "worm" else 0.35)
    if angle not in ("eye", "dutch"):
        for _ in range(14):
            if float(solved[0][1]) >= lowest:
                break
            pitch -= 2.5
            again = solve_vertical(low, high, frame, yaw_deg=yaw_deg, pitch_deg=pitch, through=through)
            if again is None:
                break
            solved = again
    position, distance = solved
    position, distance = _with_all_in(position, distance, subjects, yaw_deg, pitch, through, lowest=lowest)
    position = position + _looking_room(subjects, yaw_deg, pitch, distance, through)
    return Candidate(position, yaw_deg, pitch, distance)


def _with_all_in(
    position: Array,
    distance: float,
    subjects: list[Subject],
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
    for _ in range(60):
        seen = seen_at(heads, position, yaw_deg, pitch_deg, through)
        if np.all(seen[:, 2] > 0.3) and np.all(np.abs(seen[:, 0]) < 0.74) and np.all(seen[:, 1] < 0.95):
            break
        position = position - forward * 0.06 * max(distance, 1.0)
        position[1] = max(position[1], lowest)
        distance += 0.06 * max(distance, 1.0)
    return position, distance


def _looking_room(subjects: list[Subject], yaw_deg: float, pitch_deg: float, distance: float, through: Lens) -> Array:
    """How far to move the camera sideways so that a profile has two thirds of the width before it."""
    if len(subjects) != 1 or not subjects[0].is_person:
        return np.zeros(3)
    _, right, _ = axes(yaw_deg, pitch_deg)
    gaze = float(np.array(subjects[0].forward) @ right)
    return np.asarray(right * (gaze / 3.0) * through.half_x * distance * 0.95, dtype=np.float64)


def _placed_above(subjects: list[Subject], cut: Cut, through: Lens, *, yaw_deg: float, pitch_deg: float) -> Candidate:
    """From overhead the body is foreshortened; the frame takes in as many metres as it would from the front."""
    low = np.mean([subject.mark(cut.low) for subject in subjects], axis=0)
    high = np.mean([subject.mark(cut.high) for subject in subjects], axis=0)
    length = max(0.35, float(np.linalg.norm(high - low)))
    spread = float(np.max(np.linalg.norm([subject.mark(1.0) - high for subject in subjects], axis=1))) * 2
    taken = max(length / (1 - cut.headroom - cut.foot_room), spread / 1.3)
    forward, _, _ = axes(yaw_deg, pitch_deg)
    distance = taken / (2 * through.half_y) + 0.25
    middle = (low + high) / 2
    return Candidate(middle - forward * distance, yaw_deg, pitch_deg, distance)


def _placed_thing(
    space: RoomSpace, subjects: list[Subject], shot_size: str, angle: str, through: Lens, *, yaw_deg: float
) -> Candidate:
    """A thing fills its share of the frame; at eye level one looks down on what lies below the eyes."""
    centres = np.array([subject.centre for subject in subjects])
    centre = centres.mean(axis=0)
    radius = max(
        float(np.linalg.norm(at - centre)) + subject.radius_m for at, subject in zip(centres, subjects, strict=True)
    )
    fill = PROP_FILL.get(shot_size, 0.62)
    distance = max(0.22, radius / (fill * min(through.half_y, through.half_x)))
    pitch = PITCHES_DEG.get(angle, -2.0)
    if angle in ("eye", "dutch"):
        pitch = -degrees(atan2(max(0.0, 1.35 - float(centre[1] - space.floor_m)), distance * 1.6))
        pitch = max(-34.0, pitch if shot_size != "INSERT" else min(pitch, -16.0))
    forward, _, _ = axes(yaw_deg, pitch)
    position = centre - forward * distance
    return Candidate(position, yaw_deg, pitch, distance)


def _forced(space: RoomSpace, subjects: list[Subject], shot_size: str, through: Lens) -> Candidate:
    """When nothing fits: from the front and above, seen through the walls that face away."""
    placed = _placed_thing(space, subjects, shot_size, "high", through, yaw_deg=_front_deg(subjects) + 180.0)
    return replace(placed, notes=("The set leaves no clear view of the subject; seen from outside.",))
