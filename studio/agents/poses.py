"""The pose that a deed asks of a figure."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from studio.agents.cue_words import Cue

Pose = Literal["stand", "sit", "walk", "run", "lie", "kneel", "point", "hold", "lean", "talk"]

_BODY: tuple[tuple[Cue, Pose], ...] = (
    (Cue.LIE, "lie"),
    (Cue.KNEEL, "kneel"),
    (Cue.SIT, "sit"),
    (Cue.RUN, "run"),
    (Cue.LEAN, "lean"),
    (Cue.ENTER, "walk"),
    (Cue.WALK, "walk"),
    (Cue.EXIT, "walk"),
    (Cue.STAND, "stand"),
    (Cue.SLEEP, "lie"),
    (Cue.FALL, "kneel"),  # a figure on its hands and knees reads as one that fell; it keeps its place
)
_HANDS: tuple[tuple[Cue, Pose], ...] = ((Cue.POINT, "point"), (Cue.HOLD, "hold"), (Cue.TALK, "talk"))


def body_pose(cues: Collection[Cue]) -> Pose | None:
    """The pose that the whole body takes, None where the line says nothing of it."""
    return next((pose for cue, pose in _BODY if cue in cues), None)


def pose_of(cues: Collection[Cue]) -> Pose | None:
    """The pose of a deed: the body's, else that of hands and mouth, else None."""
    return body_pose(cues) or next((pose for cue, pose in _HANDS if cue in cues), None)
