"""What a cut between two boards breaks: the 180° line of two people, and the thirty degrees; and what mends it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, radians, sin
from typing import Literal

import numpy as np
import numpy.typing as npt

from studio.model.documents import Board, CameraKey
from studio.model.stage import Prop, Stage, Vec3
from studio.viewport.continuity import angle_change_deg, crosses_line
from studio.viewport.room_space import room_space
from studio.viewport.subject import people_of, subject_of

Array = npt.NDArray[np.float64]

LEAST_TURN_DEG = 30.0
_MENDED_TURN_DEG = 33.0


@dataclass(frozen=True, slots=True)
class CutFault:
    """A rule that a cut breaks; ``names`` are the two of the line, or the one that is seen from the same angle."""

    rule: Literal["line", "thirty"]
    names: tuple[str, ...]


def cut_faults(before: Board, after: Board, stage: Stage) -> tuple[CutFault, ...]:
    """What the cut from one board to the next breaks.

    A board that moves without keys may go anywhere, so it makes a change of side good; one with keys counts from where
    it ends. A camera on the line itself is on neither side, and nor is an insert, which shows neither of the two.
    """
    if not before.camera_keys or not after.camera_keys or _may_be_anywhere(before) or _may_be_anywhere(after):
        return ()
    first, second = before.camera_keys[-1], after.camera_keys[0]
    faults = []
    is_insert = "INSERT" in (before.shot_size, after.shot_size)
    pair = None if is_insert else line_pair(before, after, stage)
    if pair is not None and crosses_line(first, second, *(subject_of(prop).centre for prop in pair)):
        faults.append(CutFault("line", tuple(prop.name or prop.id for prop in pair)))
    is_same = before.shot_size == after.shot_size and set(before.subjects) == set(after.subjects)
    about = _looked_at(after, stage) if is_same else None
    if about is not None:
        turn = angle_change_deg(first, second, subject_of(about).centre)
        if turn < LEAST_TURN_DEG:
            faults.append(CutFault("thirty", (about.name or about.id,)))
    return tuple(faults)


def line_pair(before: Board, after: Board, stage: Stage) -> tuple[Prop, Prop] | None:
    """The two whose line counts: those two that the boards show, else the only two people there are.

    Who has only just come has no line yet that a cut could cross.
    """
    people = [prop for prop in people_of(stage) if not before.prop_overrides.get(prop.id, {}).get("hidden")]
    shown = [name.casefold() for name in (*before.subjects, *after.subjects)]
    named = [prop for prop in people if {prop.id.casefold(), prop.name.casefold()} & set(shown)]
    named.sort(key=lambda prop: shown.index(name if (name := prop.name.casefold()) in shown else prop.id.casefold()))
    for two in (named, people):
        if len(two) == 2:
            return two[0], two[1]
    return None


def flipped(camera: CameraKey, first: Vec3, second: Vec3) -> CameraKey:
    """The camera on the other side of the line through two points of the floor, as in a mirror that stands on it."""
    along = np.array((second[0] - first[0], second[2] - first[2]))
    length = float(np.linalg.norm(along))
    if length < 1e-6:
        return camera
    across = np.array((-along[1], along[0])) / length

    def mirrored(point: Vec3) -> Vec3:
        off = 2 * float((point[0] - first[0]) * across[0] + (point[2] - first[2]) * across[1])
        return round(point[0] - off * across[0], 4), point[1], round(point[2] - off * across[1], 4)

    return camera.model_copy(
        update={
            "position": mirrored(camera.position),
            "target": mirrored(camera.target),
            "roll_deg": -camera.roll_deg + 0.0,
        }
    )


def turned(camera: CameraKey, about: Vec3, turn_deg: float) -> CameraKey:
    """The camera carried round a point of the floor, looking at it as before."""
    sine, cosine = sin(radians(turn_deg)), cos(radians(turn_deg))

    def carried(point: Vec3) -> Vec3:
        x, z = point[0] - about[0], point[2] - about[2]
        return round(about[0] + x * cosine + z * sine, 4), point[1], round(about[2] + z * cosine - x * sine, 4)

    return camera.model_copy(update={"position": carried(camera.position), "target": carried(camera.target)})


def mended_keys(before: Board, after: Board, stage: Stage, rule: str) -> tuple[CameraKey, ...] | None:
    """The second board's cameras with the fault mended, where a free place with a clear view can be had so simply."""
    if not before.camera_keys or not after.camera_keys:
        return None
    pair, about = line_pair(before, after, stage), _looked_at(after, stage)
    tries: list[tuple[CameraKey, ...]] = []
    if rule == "line" and pair is not None:
        ends = [subject_of(prop).centre for prop in pair]
        tries.append(tuple(flipped(key, ends[0], ends[1]) for key in after.camera_keys))
    elif rule == "thirty" and about is not None:
        centre = subject_of(about).centre
        tries += [
            tuple(turned(key, centre, by) for key in after.camera_keys)
            for by in _turns_deg(before.camera_keys[-1], after.camera_keys[0], centre)
        ]
    return next(
        (keys for keys in tries if _is_clear(keys, after, stage) and not _breaks(before, after, keys, stage)), None
    )


def _breaks(before: Board, after: Board, keys: Sequence[CameraKey], stage: Stage) -> bool:
    return bool(cut_faults(before, after.model_copy(update={"camera_keys": tuple(keys)}), stage))


def _is_clear(keys: Sequence[CameraKey], board: Board, stage: Stage) -> bool:
    """Whether every camera stands free in the room and sees the face of whom the board is of."""
    space, about = room_space(stage), _looked_at(board, stage)
    for key in keys:
        position = np.array(key.position)
        if not space.is_inside(position) or not space.is_free(position):
            return False
        if about is not None:
            eyes = subject_of(about).mark(0.936)
            if space.hides(position, eyes[None], ignoring={about.id}).any():
                return False
    return True


def _turns_deg(before: CameraKey, after: CameraKey, about: Vec3) -> tuple[float, ...]:
    """By how much to carry a camera on so that it stands far enough from the one before: the shorter way first."""

    def bearing(key: CameraKey) -> float:
        return degrees(atan2(key.position[0] - about[0], key.position[2] - about[2]))

    off = (bearing(after) - bearing(before) + 180) % 360 - 180
    near = hypot(after.position[0] - about[0], after.position[2] - about[2])
    # Seen from above or below, more of a turn is needed for the same angle.
    steep = max(0.5, min(1.0, near / max(1e-6, float(np.linalg.norm(np.subtract(after.position, about))))))
    goal = _MENDED_TURN_DEG / steep
    hand = 1.0 if off >= 0 else -1.0
    return hand * goal - off, -hand * goal - off, hand * 1.4 * goal - off, -hand * 1.4 * goal - off


def _looked_at(board: Board, stage: Stage) -> Prop | None:
    names = [name.casefold() for name in board.subjects]
    found = [prop for prop in people_of(stage) if prop.id.casefold() in names or prop.name.casefold() in names]
    return found[0] if found else None


def _may_be_anywhere(board: Board) -> bool:
    return board.move not in ("static", "zoom", "rack_focus", "pan", "tilt", "roll") and len(board.camera_keys) < 2
