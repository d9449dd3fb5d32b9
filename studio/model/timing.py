"""Time in whole frames at a rational rate."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor


@dataclass(frozen=True, slots=True)
class FrameRate:
    """Frames a second as an exact fraction: 24/1, 24000/1001, 30000/1001 …"""

    num: int = 24
    den: int = 1

    def __post_init__(self) -> None:
        if self.num <= 0 or self.den <= 0:
            raise ValueError("A frame rate is a positive fraction, such as 24/1 or 24000/1001.")

    @property
    def fraction(self) -> Fraction:
        """The rate as a fraction, frames a second."""
        return Fraction(self.num, self.den)

    @property
    def nominal(self) -> int:
        """Whole frames that a timecode second counts: 24 at 23.976."""
        return max(1, round(self.fraction))

    @property
    def drops_frames(self) -> bool:
        """Whether timecode at this rate drops frame numbers: at 29.97 and 59.94 only."""
        return self.den == 1001 and self.num in (30000, 60000)

    def seconds(self, frames: int) -> float:
        """Length of that many frames in seconds."""
        return float(frames / self.fraction)

    def frames(self, seconds: float | Fraction) -> int:
        """Whole frames nearest to a length in seconds, halves up, at least 0."""
        return max(0, floor(Fraction(seconds).limit_denominator(1_000_000) * self.fraction + Fraction(1, 2)))

    def timecode(self, frame: int) -> str:
        """``HH:MM:SS:FF``; ``HH:MM:SS;FF`` where numbers are dropped.

        Source: SMPTE ST 12-1, drop-frame compensation.
        """
        nominal = self.nominal
        separator = ":"
        if self.drops_frames:
            separator = ";"
            drop = nominal // 15
            per_minute = nominal * 60 - drop
            per_ten = per_minute * 10 + drop
            tens, rest = divmod(frame, per_ten)
            frame += drop * 9 * tens
            if rest >= nominal * 60:
                frame += drop * (1 + (rest - nominal * 60) // per_minute)
        seconds, frames = divmod(frame, nominal)
        minutes, seconds = divmod(seconds, 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours:02}:{minutes:02}:{seconds:02}{separator}{frames:02}"


FILM = FrameRate(24, 1)
