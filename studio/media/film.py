"""What every encoder of films agrees on, and which one this machine has."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from studio.errors import MediaError
from studio.media.yuv_picture import YuvPicture, yuv_picture
from studio.model.ports import Picture
from studio.model.timing import FrameRate

CRF = 23
"""x264's own choice of quality: pencil lines stay clean."""

X264 = "b-adapt=0:weightp=0:partitions=i4x4,i8x8:chromaloc=1:mbtree=0"
"""Boards are stills under a slow camera: no fades, nothing that moves by itself; x264 need not look for them.

Without its macroblock tree, whose vector code (x264 core 165) reads past its rows at widths such as 320 and gives other
bytes from run to run, also on one thread."""

THREADS = 4
"""Fixed, because x264's output depends on it: the same cut gives the same film on every machine."""


class FilmEncoder(Protocol):
    """A VideoEncoder that also takes frames already converted for it."""

    def encode(
        self, frames: Iterable[Picture | YuvPicture], path: Path, *, size: tuple[int, int], rate: FrameRate
    ) -> int:
        """Writes an H.264 film whole or not at all, and returns how many frames it has.

        ``size`` (width, height) is even on both sides; every frame has it.

        Raises:
            MediaError: the film cannot be written, or a frame does not fit.
        """
        ...


def film_encoder() -> FilmEncoder:
    """PyAV where it is installed, else the system's ffmpeg.

    Raises:
        MediaError: this machine has neither.
    """
    if find_spec("av") is not None:
        from studio.media.pyav_encoder import PyavEncoder

        return PyavEncoder()
    program = shutil.which("ffmpeg")
    if program is not None:
        from studio.media.ffmpeg_encoder import FfmpegEncoder

        return FfmpegEncoder(program)
    raise MediaError("No film can be written: install PyAV (pip install av) or ffmpeg.")


def check_film_size(size: tuple[int, int]) -> None:
    """Refuses sizes that H.264's half-size chroma cannot hold.

    Raises:
        MediaError: a side is odd, or outside 16 to 8192.
    """
    width, height = size
    if width % 2 or height % 2 or not (16 <= width <= 8192 and 16 <= height <= 8192):
        raise MediaError(f"A film cannot be {width} × {height}; choose even sides from 16 to 8192, such as 1280 × 720.")


def film_frame(frame: Picture | YuvPicture, size: tuple[int, int]) -> YuvPicture:
    """The frame as the encoder wants it.

    Raises:
        MediaError: it is not of the film's size.
    """
    given = frame.size if isinstance(frame, YuvPicture) else (frame.shape[1], frame.shape[0])
    if given != size:
        raise MediaError(
            f"A frame of {given[0]} × {given[1]} does not fit a film of {size[0]} × {size[1]}; make them the same size."
        )
    return frame if isinstance(frame, YuvPicture) else yuv_picture(frame)
