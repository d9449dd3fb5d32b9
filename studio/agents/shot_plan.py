"""A planned board: what the camera does, for which words, and by which rule of film grammar."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from studio.agents.holding import Grip
from studio.agents.poses import Pose
from studio.agents.reason import Reason, in_words
from studio.model.documents import Anchor, Angle, Move, ShotSize
from studio.script.language import Language

Side = Literal["left", "right"]
Rule = Literal[
    "establish",
    "return",
    "re_establish",
    "enter",
    "exit",
    "two_shot",
    "together",
    "quick",
    "over_shoulder",
    "tighten",
    "peak",
    "release",
    "monologue",
    "reaction",
    "voice",
    "look",
    "pov",
    "insert",
    "hands",
    "track",
    "vehicle",
    "sequence",
    "fall",
    "threat",
    "group",
    "figure",
    "detail",
    "silence",
    "hold",
    "pull_back",
]

SIZE_LADDER: tuple[ShotSize, ...] = ("EWS", "WS", "FS", "MLS", "MS", "MCU", "CU", "BCU", "ECU")
"""From the widest to the tightest; an insert stands outside the ladder."""

LENS_MM = MappingProxyType(
    {"EWS": 18, "WS": 24, "FS": 24, "MLS": 35, "MS": 35, "MCU": 50, "CU": 85, "BCU": 85, "ECU": 100, "INSERT": 100}
)
"""The lens of each size in mm: wide for places, long for faces."""


@dataclass(frozen=True, slots=True)
class Axis:
    """The 180° line from ``a`` to ``b``, and the side of it that the camera keeps, as one looks from ``a`` to ``b``."""

    a: str
    b: str
    side: Side = "right"


@dataclass(frozen=True, slots=True)
class ShotPlan:
    """One board to be made.

    ``subjects`` are names of people or words for props, the one who matters first; none is the whole set. ``over`` is
    whose shoulder is in the foreground. ``anchor`` covers the words of the scene's own text that the board shows;
    ``poses`` are hints for the figures it shows, ``left_in`` how it leaves them; ``absent`` are people of the scene who
    have not come yet or have left; ``grips`` what is taken in hand and put down. ``person`` is who a board without
    people is about: who looks in a point of view, who handles what an insert shows; ``looked_at`` are the words that
    say what is looked at there. ``language`` is the one the scene is written in.
    """

    shot_size: ShotSize
    angle: Angle
    move: Move
    subjects: tuple[str, ...]
    duration_frames: int
    anchor: Anchor
    rule: Rule
    reasons: tuple[Reason, ...]
    language: Language = "en"
    over: str | None = None
    dialogue: str = ""
    action: str = ""
    speaker: str | None = None
    axis: Axis | None = None
    poses: tuple[tuple[str, Pose], ...] = ()
    left_in: tuple[tuple[str, Pose], ...] = ()
    absent: tuple[str, ...] = ()
    grips: tuple[Grip, ...] = ()
    person: str | None = None
    looked_at: str = ""
    notes: str = ""

    @property
    def rationale(self) -> str:
        """The reasons in words, in the scene's language."""
        return in_words(self.reasons, self.language)

    @property
    def lens_mm(self) -> int:
        """The lens that goes with the size."""
        return LENS_MM[self.shot_size]
