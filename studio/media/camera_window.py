"""What of a still the camera sees, frame by frame: eased, and never past the picture's edge."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat

from studio.model.documents import KenBurns


@dataclass(frozen=True, slots=True)
class CameraWindow:
    """The part of the picture that is seen, as fractions of it: left, top and the edge's length."""

    left: float
    top: float
    edge: float

    def box(self, width: float, height: float) -> tuple[float, float, float, float]:
        """Left, top, right, bottom in the picture's own pixels, held inside it against rounding."""
        left, top = max(0.0, self.left * width), max(0.0, self.top * height)
        return left, top, min(width, left + self.edge * width), min(height, top + self.edge * height)


def is_static(move: KenBurns) -> bool:
    """Whether every frame of the move is the same picture."""
    first, last = end_windows(move)
    return first == last


def end_windows(move: KenBurns) -> tuple[CameraWindow, CameraWindow]:
    """The first and the last window: the pan's whole length as far as the zooms leave room, else as much of it."""
    edges = 1 / move.zoom_start, 1 / move.zoom_end
    rooms = (1 - edges[0]) / 2, (1 - edges[1]) / 2
    x, y = (_pan(length, rooms) for length in (move.pan_x, move.pan_y))
    return (
        CameraWindow(rooms[0] + x[0], rooms[0] + y[0], edges[0]),
        CameraWindow(rooms[1] + x[1], rooms[1] + y[1], edges[1]),
    )


def camera_windows(move: KenBurns, *, frames: int) -> Iterator[CameraWindow]:
    """Yields one window a frame, the first and the last exactly as configured.

    All lie between these two, so none leaves the picture. A zoom enlarges by the same factor from frame to frame
    (by the same length it would seem to slow down); the whole is eased at both ends by 3t² − 2t³.
    """
    first, last = end_windows(move)
    if first == last:
        yield from repeat(first, frames)
        return
    for frame in range(frames):
        time = frame / (frames - 1) if frames > 1 else 0.0
        share = time * time * (3 - 2 * time)
        if first.edge != last.edge and share < 1:
            edge = first.edge * (last.edge / first.edge) ** share
            share = (edge - first.edge) / (last.edge - first.edge)
        yield CameraWindow(
            _between(first.left, last.left, share),
            _between(first.top, last.top, share),
            _between(first.edge, last.edge, share),
        )


def _pan(length: float, rooms: tuple[float, float]) -> tuple[float, float]:
    """Offsets of the first and the last window from the middle, for a pan of that length."""
    start = _within(-length / 2, rooms[0])
    end = _within(start + length, rooms[1])
    return _within(end - length, rooms[0]), end


def _within(offset: float, room: float) -> float:
    return min(room, max(-room, offset))


def _between(start: float, end: float, share: float) -> float:
    return start * (1 - share) + end * share
