"""What lies over the picture as data: the frame's edges, and lines in fractions of the frame; no drawing here."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from studio.model.documents import CameraKey
from studio.viewport.projection import project_point

ACTION_SAFE, TITLE_SAFE = 0.93, 0.90
"""Shares of the frame's width and height. Source: SMPTE ST 2046-1."""

Rect = tuple[float, float, float, float]
Point = tuple[float, float]
Guide = Literal["action_safe", "title_safe", "thirds", "cross", "horizon", "mask"]
LineKind = Literal["guide", "line180", "warning", "camera", "path"]

GUIDES: tuple[Guide, ...] = ("action_safe", "title_safe", "thirds", "cross", "horizon", "mask")
DEFAULT_GUIDES: tuple[Guide, ...] = ("action_safe", "thirds")
MASKS = (2.39, 1.85, 16 / 9, 4 / 3, 1.0, 9 / 16)
_CROSS = 0.025


@dataclass(frozen=True, slots=True)
class OverlayLine:
    """A line over the picture: its points as fractions of the frame from its top left, and what it means."""

    points: tuple[Point, ...]
    kind: LineKind = "guide"


@dataclass(frozen=True, slots=True)
class Guides:
    """In pixels of the widget: the frame x, y, width, height, and the bars beside it."""

    frame: Rect
    bars: tuple[Rect, ...]


def guides_in(width: float, height: float, aspect: float, *, margin: float = 0.0) -> Guides:
    """The frame of that aspect, as large as fits a widget with a margin on all sides."""
    room_x, room_y = max(1.0, width - 2 * margin), max(1.0, height - 2 * margin)
    wide = min(room_x, room_y * aspect)
    tall = wide / aspect
    x, y = (width - wide) / 2, (height - tall) / 2
    above, below = (0.0, 0.0, width, y), (0.0, y + tall, width, height - y - tall)
    before, after = (0.0, y, x, tall), (x + wide, y, width - x - wide, tall)
    bars = tuple(bar for bar in (above, below, before, after) if bar[2] > 0.5 and bar[3] > 0.5)
    return Guides((x, y, wide, tall), bars)


def guide_lines(
    shown: Collection[str], camera: CameraKey, *, sensor: str, aspect: float, mask: float = MASKS[0]
) -> tuple[OverlayLine, ...]:
    """The lines of the guides that are shown; ``mask`` is the other aspect that the picture has to survive."""
    return tuple(
        OverlayLine(points)
        for guide in GUIDES
        if guide in shown
        for points in _points(guide, camera, sensor=sensor, aspect=aspect, mask=mask)
    )


def _points(guide: Guide, camera: CameraKey, *, sensor: str, aspect: float, mask: float) -> Iterator[tuple[Point, ...]]:
    match guide:
        case "action_safe":
            yield _box(ACTION_SAFE, ACTION_SAFE)
        case "title_safe":
            yield _box(TITLE_SAFE, TITLE_SAFE)
        case "thirds":
            for at in (1 / 3, 2 / 3):
                yield (at, 0.0), (at, 1.0)
                yield (0.0, at), (1.0, at)
        case "cross":
            yield (0.5 - _CROSS, 0.5), (0.5 + _CROSS, 0.5)
            yield (0.5, 0.5 - _CROSS * aspect), (0.5, 0.5 + _CROSS * aspect)
        case "horizon":
            yield from _horizon(camera, sensor=sensor, aspect=aspect)
        case "mask":
            if abs(mask - aspect) > 0.01:
                yield _box(min(1.0, mask / aspect), min(1.0, aspect / mask))


def _box(width: float, height: float) -> tuple[Point, ...]:
    left, top = (1 - width) / 2, (1 - height) / 2
    right, bottom = 1 - left, 1 - top
    return (left, top), (right, top), (right, bottom), (left, bottom), (left, top)


def _horizon(camera: CameraKey, *, sensor: str, aspect: float) -> Iterator[tuple[Point, ...]]:
    """Where what is level with the lens lies, from edge to edge; nothing where it is not in the picture."""
    x, y, z = camera.position
    ahead = camera.target[0] - x, camera.target[2] - z
    length = (ahead[0] ** 2 + ahead[1] ** 2) ** 0.5
    if length < 1e-6:
        return
    far = 1e4 / length
    landed = [
        project_point(
            (x + ahead[0] * far - side * ahead[1] * far, y, z + ahead[1] * far + side * ahead[0] * far),
            camera,
            sensor=sensor,
            aspect=aspect,
        )
        for side in (-0.2, 0.2)
    ]
    (x1, y1, near1), (x2, y2, near2) = landed
    if near1 <= 0 or near2 <= 0 or abs(x2 - x1) < 1e-9:
        return
    slope = (y2 - y1) / (x2 - x1)
    ends = y1 - slope * x1, y1 + slope * (1 - x1)
    if max(ends) >= 0 and min(ends) <= 1:
        yield (0.0, ends[0]), (1.0, ends[1])
