"""A camera move as it is printed on a board: the last frame within the first, and arrows that say which way."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot
from typing import TYPE_CHECKING

from studio.media.camera_window import end_windows, is_static
from studio.model.documents import KenBurns

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

Point = tuple[float, float]
Colour = tuple[float, float, float]

_LEAST = 0.07
_EDGE = 0.05
_SHORTEST = 0.09
_HEAD_PT, _LINE_PT, _HALO_PT = 6.0, 1.3, 2.8


@dataclass(frozen=True, slots=True)
class MoveMark:
    """In fractions of the picture from its top left: the corners of the last frame, and arrows from where to where."""

    last_frame: tuple[Point, ...]
    arrows: tuple[tuple[Point, Point], ...]


def mark_of_frames(first: tuple[Point, ...], last: tuple[Point, ...]) -> MoveMark | None:
    """The mark of a move between two frames (corners clockwise from the top left); None where they are the same.

    A frame that travels has one arrow from middle to middle; one that grows or shrinks has arrows at two corners.
    """
    start, end = _middle(first), _middle(last)
    if hypot(end[0] - start[0], end[1] - start[1]) >= _LEAST:
        return MoveMark(last, ((start, _inside(end)),))
    ends = [(_inside(first[at]), _inside(last[at])) for at in (0, 2)]
    longest = max(hypot(b[0] - a[0], b[1] - a[1]) for a, b in ends)
    if longest < _LEAST / 3:
        # The last frame is larger than the picture: from a little inside outwards.
        grown = max(hypot(last[at][0] - first[at][0], last[at][1] - first[at][1]) for at in (0, 2))
        if grown < _LEAST / 3:
            return None
        ends = [((0.2, 0.2), (_EDGE, _EDGE)), ((0.8, 0.8), (1 - _EDGE, 1 - _EDGE))]
    return MoveMark(last, tuple((_away(start, end), end) for start, end in ends))


def mark_of_still(move: KenBurns) -> MoveMark | None:
    """The mark of a move over a still picture."""
    if is_static(move):
        return None
    first, last = (
        (
            (window.left, window.top),
            (window.left + window.edge, window.top),
            (window.left + window.edge, window.top + window.edge),
            (window.left, window.top + window.edge),
        )
        for window in end_windows(move)
    )
    return mark_of_frames(first, last)


def rising_mark(*, is_up: bool) -> MoveMark:
    """The mark of a camera that rises or sinks while it keeps its aim: an arrow beside what it looks at."""
    low, high = (0.92, 0.74), (0.92, 0.26)
    return MoveMark((), ((low, high) if is_up else (high, low),))


def draw_mark(
    canvas: Canvas, mark: MoveMark, box: tuple[float, float, float, float], *, ink: Colour, halo: Colour
) -> None:
    """Draws a mark over a picture that lies at ``box`` (x, y of its lower left, width, height, in points)."""
    x, y, width, height = box

    def at(point: Point) -> Point:
        return x + point[0] * width, y + height - point[1] * height

    canvas.saveState()
    clip = canvas.beginPath()
    clip.rect(x, y, width, height)
    canvas.clipPath(clip, stroke=0)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for colour, wide in ((halo, _HALO_PT), (ink, _LINE_PT)):
        canvas.setStrokeColorRGB(*colour)
        canvas.setFillColorRGB(*colour)
        canvas.setLineWidth(wide * 0.7)
        canvas.setDash(4, 3)
        frame = canvas.beginPath()
        for place, corner in enumerate((*mark.last_frame, *mark.last_frame[:1])):
            (frame.lineTo if place else frame.moveTo)(*at(corner))
        canvas.drawPath(frame, stroke=1, fill=0)
        canvas.setDash()
        canvas.setLineWidth(wide)
        for start, end in mark.arrows:
            _arrow(canvas, at(start), at(end))
    canvas.restoreState()


def _arrow(canvas: Canvas, start: Point, end: Point) -> None:
    length = max(1e-6, hypot(end[0] - start[0], end[1] - start[1]))
    along = (end[0] - start[0]) / length, (end[1] - start[1]) / length
    back = end[0] - along[0] * _HEAD_PT, end[1] - along[1] * _HEAD_PT
    canvas.line(*start, *back)
    head = canvas.beginPath()
    head.moveTo(*end)
    for side in (0.5, -0.5):
        head.lineTo(back[0] - along[1] * _HEAD_PT * side, back[1] + along[0] * _HEAD_PT * side)
    head.close()
    canvas.drawPath(head, stroke=1, fill=1)


def _away(start: Point, end: Point) -> Point:
    """The start of an arrow, drawn back where the arrow would be too short to be seen as one."""
    length = hypot(end[0] - start[0], end[1] - start[1])
    if length >= _SHORTEST or length < 1e-6:
        return start
    share = _SHORTEST / length
    return end[0] - (end[0] - start[0]) * share, end[1] - (end[1] - start[1]) * share


def _middle(corners: tuple[Point, ...]) -> Point:
    return sum(x for x, _ in corners) / len(corners), sum(y for _, y in corners) / len(corners)


def _inside(point: Point) -> Point:
    return min(1 - _EDGE, max(_EDGE, point[0])), min(1 - _EDGE, max(_EDGE, point[1]))
