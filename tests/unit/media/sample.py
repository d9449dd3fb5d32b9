"""Pictures and cuts that the media's tests share."""

from __future__ import annotations

import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from studio.media.cut import Cut, CutBoard
from studio.media.pictures import write_png
from studio.model.ports import Picture
from studio.model.timing import FrameRate

NTSC_FILM = FrameRate(24000, 1001)


def colour_ramp(width: int = 320, height: int = 180) -> Picture:
    """Red grows to the right, green downwards: every place is told by its colour."""
    picture = np.zeros((height, width, 3), np.uint8)
    picture[..., 0] = np.linspace(0, 255, width).astype(np.uint8)[None, :]
    picture[..., 1] = np.linspace(0, 255, height).astype(np.uint8)[:, None]
    picture[..., 2] = 64
    return picture


def plain(colour: tuple[int, int, int], width: int = 320, height: int = 180) -> Picture:
    return np.full((height, width, 3), colour, np.uint8)


def board(**changes: Any) -> CutBoard:
    plain_board = CutBoard("b1", "1", "INT. HALL – NIGHT", "1A", None, 48, "MS", "eye", "static", 35.0)
    return replace(plain_board, **changes)


def korean_cut(folder: Path) -> Cut:
    """Two scenes, four boards, two pictures, English and Korean."""
    pictures = folder / "boards"
    pictures.mkdir(parents=True)
    write_png(colour_ramp(), pictures / "001_1A.png")
    write_png(plain((200, 190, 170)), pictures / "002 밤.png")
    hall, yard = "INT. HALL – NIGHT", "실외. 주차장 – 밤"
    return Cut(
        "밤의 촛불",
        (
            board(
                picture=pictures / "001_1A.png", frames=49, dialogue="MINA\nYou came back.", notes="Match the eyeline."
            ),
            board(id="b2", shot="1B", picture=pictures / "002 밤.png", frames=31, action="미나가 문을 천천히 연다."),
            board(id="b3", scene_number="2", scene_heading=yard, shot="2A", frames=7, characters=("미나", "준")),
            board(id="b4", scene_heading=hall, shot="1C", frames=1, action="=HYPERLINK(1)"),
        ),
        NTSC_FILM,
    )


@contextmanager
def no_file_larger_than(limit_bytes: int) -> Iterator[None]:
    """The operating system refuses every write past that size, as a full disk would."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)
