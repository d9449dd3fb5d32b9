"""Frames a shot by the words of the trade: size, angle, lens, over whom; the camera goes where that is seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import atan2, degrees, inf
from typing import Literal

import numpy as np
import numpy.typing as npt

from studio.model import optics
from studio.model.documents import CameraKey
from studio.model.stage import Stage
from studio.viewport.candidate import MOST_SEEN, Candidate, ShotRules, best_of, judged
from studio.viewport.composition import composition_cost, outlines_of
from studio.viewport.establishing import frame_whole_set
from studio.viewport.frame_solver import Lens, axes, camera_key, lens, seen_at
from studio.viewport.framing_notes import CUT_OFF, LONGER, NO_VIEW, OTHER_ANGLE, WIDER
from studio.viewport.hands import BodyPart, holder_of, part_of
from studio.viewport.over_shoulder import frame_over_shoulder
from studio.viewport.person_size import PERSON_SIZES, seen_size
from studio.viewport.placing import TILTS_DEG, Aim, aim_at, placed
from studio.viewport.point_of_view import frame_point_of_view
from studio.viewport.room_space import RoomSpace, room_space
from studio.viewport.shot_sizes import DUTCH_ROLL_DEG, angle_of, cut_of
from studio.viewport.subject import Subject, find_prop, people_of, subject_of

Array = npt.NDArray[np.float64]

_AZIMUTHS_DEG = (32, 24, 42, 15, 54, 66, 6, 78, 90, 105, 125, 150, 180)
_WIDEST_MM, _LONGEST_MM = 12, 120
_USUAL_SCORE = 1.3
"""What a clean view from before or beside the subject has; below it another pitch or lens may do better."""

_POOR, _COSTLY = 0.4, 0.8
"""A shot of which nothing had to give, but of a lower score or badly composed, may be no better than another lens's."""
_SANE = (0.5, 1.5)
"""By how much a lens may differ by which a poor shot is bettered; what others draw is worse than the poor shot."""
_MISREAD = 0.6
"""What a shot loses whose size or angle would be told as another one than asked."""


@dataclass(frozen=True, slots=True)
class Framing:
    """A framed shot: its camera, the lens it uses, and what had to give (``framing_notes``).

    ``wanted_mm`` is the lens that had to give way, where one had.
    """

    key: CameraKey
    lens_mm: float
    notes: tuple[str, ...] = ()
    wanted_mm: float | None = None


def frame_shot(
    stage: Stage,
    *,
    shot_size: str,
    angle: str = "eye",
    subjects: Sequence[str] = (),
    lens_mm: float | None = None,
    usual_mm: float | None = None,
    sensor: str = optics.DEFAULT_GATE.name,
    aspect: float = optics.DEFAULT_ASPECT,
    side: Literal["left", "right"] | None = None,
    over: str | None = None,
    line: tuple[str, str] | None = None,
    previous: CameraKey | None = None,
    point_of_view: str | None = None,
    part: BodyPart = "hands",
    unlike: Sequence[CameraKey] = (),
) -> Framing:
    """The camera of a shot.

    ``subjects`` are prop ids or names of people; without any, people are framed together in sizes closer than EWS, and
    an EWS shows the whole set. ``over`` is whose shoulder it is taken over and ``side`` which shoulder; otherwise
    ``side`` is the side of the subject's body the camera stands on. ``line`` names the two whose 180° axis counts, and
    ``previous`` is the camera before the cut, whose side of that line is kept and from which the angle changes by 30°
    or more. ``point_of_view`` shows what that person sees, and an INSERT of somebody that ``part`` of them. A lens that
    is given is kept; ``usual_mm``, else that of the size, is kept where the room allows it. A picture of the whole set
    looks from elsewhere than those ``unlike`` which it should be.

    Raises:
        InputError: a subject is not on the stage.
    """
    space = room_space(stage)
    before_y = lens(sensor, aspect, previous.lens_mm).half_y if previous is not None else 0.0
    rules = replace(_rules(stage, line, previous, side), previous_half_y=before_y, unlike=tuple(unlike))
    if point_of_view is not None:
        seer = subject_of(find_prop(stage, point_of_view))
        seen = [subject_of(find_prop(stage, name)) for name in subjects]
        others = [subject_of(prop) for prop in people_of(stage)]
        found = frame_point_of_view(space, seer, seen, others=others, sensor=sensor, aspect=aspect, wanted_mm=lens_mm)
        return Framing(*found)
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
    if shot_size == "INSERT":
        rules = replace(rules, line=None)  # it shows neither of two who talk
        chosen = [_inserted(stage, subject, part) for subject in chosen]
    return _frame_subjects(
        space,
        chosen,
        rules,
        shot_size=shot_size,
        angle=angle,
        wanted_mm=lens_mm,
        usual_mm=usual_mm,
        sensor=sensor,
        aspect=aspect,
        strangers=_strangers(stage, chosen),
    )


def _inserted(stage: Stage, subject: Subject, part: BodyPart) -> Subject:
    """What an insert is of: somebody's hands or feet, a thing, and of one that is held the hand with it."""
    prop = find_prop(stage, subject.prop_id)
    if subject.is_person:
        return part_of(stage, prop, part)
    holder = holder_of(stage, prop)
    return part_of(stage, holder, "hands") if holder is not None else subject


def _strangers(stage: Stage, subjects: Sequence[Subject]) -> Array:
    """The outlines of those who are on the stage and not meant to be in the picture."""
    own = {subject.prop_id for subject in subjects}
    return outlines_of([subject_of(prop) for prop in people_of(stage) if prop.id not in own])


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
    usual_mm: float | None,
    sensor: str,
    aspect: float,
    strangers: Array,
) -> Framing:
    cut = cut_of(shot_size)
    if len(subjects) > 1 and cut.low > 0.6:
        cut = replace(cut, lens_mm=50)
    usual = wanted_mm or usual_mm or cut.lens_mm
    aim = aim_at(subjects, cut, shot_size)
    lenses_mm = (usual,) if wanted_mm else _lenses(usual)
    best, best_mm = _searched(space, aim, rules, angle, lenses_mm, sensor, aspect, strangers)
    if best is None:
        best, best_mm = _forced(space, aim, lens(sensor, aspect, usual)), usual
    notes = [*best.notes]
    if best_mm < usual:
        notes.append(WIDER)
    elif best_mm > usual:
        notes.append(LONGER)
    notes += _shortfalls(best, space, aim, angle, lens(sensor, aspect, best_mm))
    roll = DUTCH_ROLL_DEG if angle == "dutch" else 0.0
    key = camera_key(
        best.position, best.yaw_deg, best.pitch_deg, reach_m=best.distance_m, lens_mm=best_mm, roll_deg=roll
    )
    return Framing(key, best_mm, tuple(notes), usual)


def _shortfalls(best: Candidate, space: RoomSpace, aim: Aim, angle: str, through: Lens) -> Iterator[str]:
    """What the picture is not, of what was asked for."""
    if OTHER_ANGLE not in best.notes and not _is_read_as(best, space, aim, angle):
        yield OTHER_ANGLE
    if not aim.is_of_people:
        return
    face = 0.936 if aim.cut.high < 1.0 else 0.99
    marks = [subject.mark(at) for subject in aim.subjects for at in ((0.02, face) if aim.cut.low < 0.3 else (face,))]
    landed = seen_at(marks, best.position, best.yaw_deg, best.pitch_deg, through)
    if np.any(landed[:, 2] <= 0) or np.any(np.abs(landed[:, :2]) > 1.0):
        yield CUT_OFF


def _is_read_as(camera: Candidate, space: RoomSpace, aim: Aim, angle: str) -> bool:
    """Whether a camera's angle is the one that was asked for; dutch is told by the roll, a thing by the pitch."""
    if not aim.is_of_people:
        return angle == "dutch" or angle_of(camera.pitch_deg, 1.0) == angle
    height = (camera.position[1] - space.floor_m) / max(0.3, aim.eyes_m - space.floor_m)
    return angle == "dutch" or angle_of(camera.pitch_deg, height) == angle


def _composed(camera: Candidate, space: RoomSpace, aim: Aim, angle: str, strangers: Array, through: Lens) -> Candidate:
    """A judged candidate with what its score loses where it is read as another shot, and by its composition."""
    if camera.score <= -5:
        return camera
    score, notes = camera.score, camera.notes
    if not _is_read_as(camera, space, aim, angle):
        score -= _MISREAD
        # Of a detail another lens can mend it, which is there to come nearer.
        notes = notes if aim.is_of_people else (*notes, OTHER_ANGLE)
    if aim.is_of_people and len(aim.subjects) == 1 and aim.shot_size in PERSON_SIZES:
        ahead = axes(camera.yaw_deg, camera.pitch_deg)[0]
        size = seen_size(aim.subjects[0], camera.position, ahead, through.half_y)
        score -= 0.0 if size == aim.shot_size else _MISREAD
    cost = composition_cost(camera, aim, strangers, through)
    return replace(camera, score=score - cost, cost=cost, notes=notes)


def _lenses(usual: float) -> tuple[float, ...]:
    """The usual lens, then wider ones, the nearest first, then longer ones."""
    wider = [float(step) for step in reversed(optics.LENSES_MM) if _WIDEST_MM <= step < usual]
    longer = [float(step) for step in optics.LENSES_MM if usual < step <= _LONGEST_MM]
    return (usual, *wider, *longer)


def _searched(
    space: RoomSpace,
    aim: Aim,
    rules: ShotRules,
    angle: str,
    lenses_mm: tuple[float, ...],
    sensor: str,
    aspect: float,
    strangers: Array,
) -> tuple[Candidate | None, float]:
    """The first lens with a camera of which nothing had to give, tilted if need be.

    Where there is none, the camera may stand outside and look in, as a stage has walls that can be taken out; at last
    the best that there is.
    """
    best: Candidate | None = None
    best_mm = lenses_mm[0]
    has_poor = False
    for is_within in (True,) if space.is_outdoor else (True, False):
        for step_mm in lenses_mm:
            if has_poor and not _SANE[0] <= step_mm / lenses_mm[0] <= _SANE[1]:
                continue
            through = lens(sensor, aspect, step_mm)
            good: Candidate | None = None
            for tilt in (0.0,) if has_poor else TILTS_DEG.get(angle, (0.0,)):
                tried = _tried(space, aim, rules, angle, through, strangers, tilt_deg=tilt, is_within=is_within)
                found = best_of(tried)
                if found is None:
                    continue
                if best is None or found.score > best.score + 0.25:
                    best, best_mm = found, step_mm
                clean = (one for one in tried if _is_good(one, is_within=is_within))
                good = best_of([*clean, *((good,) if good else ())])
                if good is not None and good.score + good.cost >= (_USUAL_SCORE if is_within else _USUAL_SCORE - 0.8):
                    break
            if good is not None and good.score >= _POOR and good.cost < _COSTLY:
                return good, step_mm
            has_poor |= good is not None
    return best, best_mm


def _tried(
    space: RoomSpace,
    aim: Aim,
    rules: ShotRules,
    angle: str,
    through: Lens,
    strangers: Array,
    *,
    tilt_deg: float,
    is_within: bool,
) -> list[Candidate]:
    """Cameras round the subjects from within the room, or from outside it, but for those that cannot be the best."""
    tried: list[Candidate] = []
    best_score = -inf
    front = _front_deg(aim.subjects)
    for azimuth, liking, hand in _directions(tilt_deg):
        if liking + MOST_SEEN <= best_score:
            continue
        yaw = front + hand * azimuth + 180.0
        camera = placed(space, aim, angle, through, yaw_deg=yaw, tilt_deg=tilt_deg)
        if space.is_inside(camera.position) != is_within:
            continue
        seen = judged(camera, space, aim.subjects, rules, liking=liking, hand=hand, through=through, low=aim.cut.low)
        one = _composed(seen, space, aim, angle, strangers, through)
        tried.append(one)
        if _is_good(one, is_within=is_within):
            best_score = max(best_score, one.score)
    return tried


def _is_good(camera: Candidate, *, is_within: bool) -> bool:
    """Whether nothing had to give; from outside, nothing but the wall."""
    return camera.is_clean or (not is_within and camera.is_only_outside)


def _directions(tilt_deg: float) -> Iterator[tuple[int, float, int]]:
    """Turns from the front, each with how much it is liked, up to 1, and the side of the body, 1 the left."""
    for rank, azimuth in enumerate(_AZIMUTHS_DEG):
        for hand in (1, -1) if azimuth not in (0, 180) else (1,):
            yield azimuth, 1.0 - 0.055 * rank - (0.004 if hand < 0 else 0.0) - abs(tilt_deg) / 60, hand


def _front_deg(subjects: Sequence[Subject]) -> float:
    """The direction from which the subjects are seen best; two people are seen across the line between them.

    One who lies is seen from the side, and so is a thing from where it faces.
    """
    forward = np.sum([subject.gaze for subject in subjects], axis=0)
    if len(subjects) == 2:
        between = np.array(subjects[1].centre) - np.array(subjects[0].centre)
        across = np.array((between[2], 0.0, -between[0]))
        side = 1.0 if float(across @ forward) >= -1e-6 else -1.0
        return degrees(atan2(side * across[0], side * across[2])) - 15.0
    if float(np.hypot(forward[0], forward[2])) < 0.4:
        forward = np.array(subjects[0].forward)
        if subjects[0].is_person:
            length = subjects[0].mark(1.0) - subjects[0].mark(0.0)
            forward = np.array((length[2], 0.0, -length[0]))
    return degrees(atan2(forward[0], forward[2]))


def _forced(space: RoomSpace, aim: Aim, through: Lens) -> Candidate:
    """When nothing fits: from the front and above, whatever the camera stands in."""
    found = placed(space, aim, "high", through, yaw_deg=_front_deg(aim.subjects) + 180.0)
    return replace(found, notes=(NO_VIEW,))
