"""What the video models can make, as facts: lengths, shapes, references."""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import Literal

VideoAspect = Literal["16:9", "9:16"]
_ASPECTS: tuple[tuple[VideoAspect, float], ...] = (("16:9", 16 / 9), ("9:16", 9 / 16))
_SAME_SHAPE = 0.01
_OVERHANG_S = 0.25


@dataclass(frozen=True, slots=True)
class VideoLimits:
    """Lengths in seconds, shortest first; what references and 1080p ask for (0: any length)."""

    lengths_s: tuple[int, ...]
    most_references: int = 3
    reference_length_s: int = 0
    reference_aspects: tuple[VideoAspect, ...] = ("16:9", "9:16")
    fine_length_s: int = 0

    def length_s(self, wanted_s: float, *, has_references: bool, is_fine: bool) -> int:
        """The shortest length that covers what is wanted, within a quarter of a second; else the longest.

        ``is_fine`` says that more than 720 lines are wanted.
        """
        fixed = (self.reference_length_s if has_references else 0) or (self.fine_length_s if is_fine else 0)
        if fixed:
            return fixed
        return next((each for each in self.lengths_s if each >= wanted_s - _OVERHANG_S), self.lengths_s[-1])


VEO = VideoLimits((4, 6, 8), reference_length_s=8, reference_aspects=("16:9",), fine_length_s=8)
OMNI = VideoLimits(tuple(range(3, 11)))


def video_limits(model: str) -> VideoLimits:
    """The limits of a model by its id; Omni's for one that is not Veo."""
    return VEO if model.startswith("veo") else OMNI


def nearest_aspect(aspect: float) -> VideoAspect:
    """The shape nearest to a film's width over height, by ratio."""
    return min(_ASPECTS, key=lambda each: abs(log(each[1] / aspect)))[0]


def aspect_value(aspect: VideoAspect) -> float:
    """Width over height."""
    return dict(_ASPECTS)[aspect]


def is_cropped(aspect: float) -> bool:
    """Whether a film of this shape shows only a part of what a model makes."""
    return abs(aspect_value(nearest_aspect(aspect)) / aspect - 1) > _SAME_SHAPE
