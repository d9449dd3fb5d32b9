"""What lies over the picture: the frame's edges, safe areas and thirds, as rectangles and lines; no drawing here."""

from __future__ import annotations

from dataclasses import dataclass

ACTION_SAFE, TITLE_SAFE = 0.93, 0.90
"""Shares of the frame's width and height. Source: SMPTE ST 2046-1."""

Rect = tuple[float, float, float, float]
Line = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Guides:
    """In pixels of the widget: the frame x, y, width, height; bars beside it; safe areas; thirds x1, y1, x2, y2."""

    frame: Rect
    bars: tuple[Rect, ...]
    safe_areas: tuple[Rect, ...]
    thirds: tuple[Line, ...]


def guides_in(width: float, height: float, aspect: float, *, margin: float = 0.0) -> Guides:
    """The guides of a frame of that aspect, as large as fits a widget with a margin on all sides."""
    room_x, room_y = max(1.0, width - 2 * margin), max(1.0, height - 2 * margin)
    wide = min(room_x, room_y * aspect)
    tall = wide / aspect
    x, y = (width - wide) / 2, (height - tall) / 2
    above, below = (0.0, 0.0, width, y), (0.0, y + tall, width, height - y - tall)
    before, after = (0.0, y, x, tall), (x + wide, y, width - x - wide, tall)
    safe = tuple(
        (x + wide * (1 - share) / 2, y + tall * (1 - share) / 2, wide * share, tall * share)
        for share in (ACTION_SAFE, TITLE_SAFE)
    )
    upright = tuple((x + wide * part / 3, y, x + wide * part / 3, y + tall) for part in (1, 2))
    level = tuple((x, y + tall * part / 3, x + wide, y + tall * part / 3) for part in (1, 2))
    bars = tuple(bar for bar in (above, below, before, after) if bar[2] > 0.5 and bar[3] > 0.5)
    return Guides((x, y, wide, tall), bars, safe, upright + level)
