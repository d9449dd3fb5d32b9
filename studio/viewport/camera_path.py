"""Where a moving camera is at a moment: between its keys, eased, and unsteady where it is held by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import acos, cos, dist, pi, radians, sin
from zlib import crc32

import numpy as np
import numpy.typing as npt

from studio.model.documents import CameraKey
from studio.model.stage import Vec3
from studio.viewport.frame_solver import axes
from studio.viewport.navigation import orbit_of

Array = npt.NDArray[np.float64]

EASINGS = ("ease", "linear", "ease_in", "ease_out", "hold")
"""How a camera goes from one key to the next: eased at both ends is the rule, and what an unknown word means."""

_WAVES_HZ = (0.55, 0.93, 1.7, 2.9)
_SWAY_M = 0.011
_SWAY_DEG = 0.32


@dataclass(frozen=True, slots=True)
class Shake:
    """The unsteadiness of a hand: the same for the same seed."""

    seed: int
    duration_s: float


def eased(share: float, easing: str) -> float:
    """How far along the way one is after a share of the time, both from 0 to 1."""
    match easing:
        case "linear":
            return share
        case "ease_in":
            return share * share
        case "ease_out":
            return share * (2 - share)
        case "hold":
            return 0.0 if share < 1 else 1.0
        case _:
            return share * share * (3 - 2 * share)


def camera_at(keys: Sequence[CameraKey], t: float, *, shake: Shake | None = None) -> CameraKey:
    """The camera at time ``t`` (0–1 of the board's length); before the first key and after the last it stands.

    A camera that only turns turns evenly; a lens that only zooms enlarges by the same factor in the same time, and one
    that zooms while the camera travels keeps step with the way, so that a dolly zoom holds its subject's size. Focus
    runs evenly in dioptres, as a focus ring does.

    Raises:
        ValueError: there is no key.
    """
    if not keys:
        raise ValueError("A camera without keys is nowhere.")
    in_order = sorted(keys, key=lambda key: key.t)
    here = next((pair for pair in pairwise(in_order) if pair[0].t <= t < pair[1].t), None)
    if here is None:
        steady = in_order[0] if t < in_order[0].t else in_order[-1]
    else:
        first, second = here
        steady = _between(first, second, eased((t - first.t) / (second.t - first.t), first.easing))
    steady = steady.model_copy(update={"t": t})
    return steady if shake is None else _shaken(steady, t * shake.duration_s, shake.seed)


def key_near(keys: Sequence[CameraKey], t: float, *, frames: int) -> int | None:
    """The place of the key that lies on the frame of ``t``, of a board of that many frames; None on none."""
    within = 0.5 / max(1, frames - 1)
    near = [place for place, key in enumerate(keys) if abs(key.t - t) <= within]
    return min(near, key=lambda place: abs(keys[place].t - t), default=None)


def with_key(keys: Sequence[CameraKey], key: CameraKey, *, frames: int) -> tuple[CameraKey, ...]:
    """The keys with one more at its time, or in place of the one on that frame; a camera that stands stays one key."""
    if len(keys) < 2:
        return (key.model_copy(update={"t": keys[0].t if keys else 0.0}),)
    place = key_near(keys, key.t, frames=frames)
    kept = [other for at, other in enumerate(keys) if at != place]
    fresh = key if place is None else key.model_copy(update={"t": keys[place].t, "easing": keys[place].easing})
    return tuple(sorted((*kept, fresh), key=lambda one: one.t))


def shake_of(board_id: str, move: str, duration_s: float) -> Shake | None:
    """The sway of a board that is held by hand; its id is the seed, so that it sways the same in view and film."""
    return Shake(crc32(board_id.encode()), duration_s) if move == "handheld" else None


def camera_frames(keys: Sequence[CameraKey], frames: int, *, shake: Shake | None = None) -> Iterator[CameraKey]:
    """The camera of every frame; the first and the last are at the ends of the board."""
    for frame in range(frames):
        yield camera_at(keys, frame / (frames - 1) if frames > 1 else 0.0, shake=shake)


def _between(first: CameraKey, second: CameraKey, share: float) -> CameraKey:
    if share <= 0:
        return first
    position = _mixed(first.position, second.position, share)
    travels = dist(first.position, second.position) > 1e-6
    ahead = _turned(_look(first), _look(second), share)
    reach = dist(first.position, first.target) * (1 - share) + dist(second.position, second.target) * share
    lens = (
        first.lens_mm * (1 - share) + second.lens_mm * share
        if travels
        else first.lens_mm * (second.lens_mm / first.lens_mm) ** share
    )
    return first.model_copy(
        update={
            "position": position,
            "target": _vec(np.array(position) + ahead * reach),
            "roll_deg": first.roll_deg * (1 - share) + second.roll_deg * share,
            "lens_mm": lens,
            "focus_m": _focus(first, second, share),
        }
    )


def _focus(first: CameraKey, second: CameraKey, share: float) -> float | None:
    if first.focus_m is None and second.focus_m is None:
        return None
    near, far = (key.focus_m or max(0.1, dist(key.position, key.target)) for key in (first, second))
    return 1 / ((1 - share) / near + share / far)


def _shaken(camera: CameraKey, seconds: float, seed: int) -> CameraKey:
    """A steady camera as a hand holds it: swaying by a centimetre and a third of a degree."""
    sway = [_wave(seconds, seed, channel) for channel in range(6)]
    orbit = orbit_of(camera)
    ahead, right, up = axes(orbit.yaw_deg + 180.0, -orbit.pitch_deg)
    position = np.array(camera.position) + (right * sway[0] + up * sway[1] + ahead * sway[2] * 0.5) * _SWAY_M
    turn = right * sway[3] + up * sway[4]
    reach = dist(camera.position, camera.target)
    target = position + (ahead + turn * radians(_SWAY_DEG)) * reach
    return camera.model_copy(
        update={
            "position": _vec(position),
            "target": _vec(target),
            "roll_deg": camera.roll_deg + sway[5] * _SWAY_DEG,
        }
    )


def _wave(seconds: float, seed: int, channel: int) -> float:
    """A slow, uneven swing within ±1: a few waves whose phases follow from the seed."""
    total = 0.0
    for place, hertz in enumerate(_WAVES_HZ):
        phase = 2 * pi * (((seed * 2654435761 + channel * 40503 + place * 69069) % 65521) / 65521)
        total += sin(2 * pi * hertz * seconds + phase) / (1 + place)
    return total / sum(1 / (1 + place) for place in range(len(_WAVES_HZ)))


def _turned(first: Array, second: Array, share: float) -> Array:
    """A direction part of the way from one to another, at an even rate of turning."""
    angle = acos(max(-1.0, min(1.0, float(first @ second))))
    if angle < 1e-6 or angle > pi - 1e-3:
        return first if share < 0.5 else second
    across = (second - first * cos(angle)) / sin(angle)
    return np.asarray(first * cos(angle * share) + across * sin(angle * share), dtype=np.float64)


def _look(key: CameraKey) -> Array:
    to = np.subtract(key.target, key.position, dtype=np.float64)
    length = float(np.linalg.norm(to))
    return np.asarray(to / length, dtype=np.float64) if length > 1e-9 else np.array((0.0, 0.0, -1.0))


def _mixed(first: Vec3, second: Vec3, share: float) -> Vec3:
    return _vec(np.array(first) * (1 - share) + np.array(second) * share)


def _vec(at: Array) -> Vec3:
    return float(at[0]), float(at[1]), float(at[2])
