"""The cut: a production's boards in order, as the film, the PDF, the timeline and the shot list want them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from studio.media.move_mark import MoveMark
from studio.model.documents import KenBurns
from studio.model.optics import DEFAULT_ASPECT
from studio.model.ports import MovingPicture
from studio.model.timing import FILM, FrameRate


@dataclass(frozen=True, slots=True)
class CutBoard:
    """One board as it is printed, filmed and listed.

    ``shot`` is the label (``12A``), ``frames`` its length at the cut's rate (at least 1), ``picture`` a picture
    file or None where nothing has been drawn, or, as ``is_absent`` tells, what was is not on this machine. ``move``
    is the move's name; ``ken_burns`` is how the film moves over the still (None holds it), unless the board has a
    video or is filmed on its set, which is ``moving``; ``sound`` is a video whose sound goes with it. ``mark`` is
    the move as it is printed.
    """

    id: str
    scene_number: str
    scene_heading: str
    shot: str
    picture: Path | None
    frames: int
    shot_size: str = ""
    angle: str = ""
    move: str = "static"
    lens_mm: float | None = None
    dialogue: str = ""
    action: str = ""
    notes: str = ""
    characters: tuple[str, ...] = ()
    ken_burns: KenBurns | None = None
    moving: MovingPicture | None = None
    sound: Path | None = None
    mark: MoveMark | None = None
    is_absent: bool = False

    def __post_init__(self) -> None:
        if self.frames < 1:
            raise ValueError(f"Board {self.shot} is {self.frames} frames long; a board lasts at least one frame.")


@dataclass(frozen=True, slots=True)
class Cut:
    """The boards of a production in order; ``aspect`` is the picture's width over its height."""

    title: str
    boards: tuple[CutBoard, ...]
    rate: FrameRate = FILM
    aspect: float = DEFAULT_ASPECT

    @property
    def frames(self) -> int:
        """Length of the whole cut in frames."""
        return sum(board.frames for board in self.boards)

    def starts(self) -> Iterator[tuple[int, CutBoard]]:
        """Each board with the frame on which it starts."""
        start = 0
        for board in self.boards:
            yield start, board
            start += board.frames

    def scenes(self) -> Iterator[tuple[str, str, tuple[CutBoard, ...]]]:
        """Runs of boards of one scene: number, heading, boards. A scene that is cut back to comes twice."""
        for (number, heading), boards in groupby(self.boards, key=lambda b: (b.scene_number, b.scene_heading)):
            yield number, heading, tuple(boards)
