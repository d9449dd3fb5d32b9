"""Where strangers meet: what one part needs of another, without knowing who provides it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from studio.model.documents import CameraKey
from studio.model.stage import Stage
from studio.model.timing import FrameRate

Picture = npt.NDArray[np.uint8]
"""An sRGB picture, (height, width, 3) uint8, first row at the top."""

LOOKS = ("clay", "sketch", "flat", "depth")


class FrameSource(Protocol):
    """Draws a stage through a camera."""

    def frame(
        self,
        stage: Stage,
        camera: CameraKey,
        *,
        size: tuple[int, int],
        aspect: float,
        sensor: str,
        look: str,
        depth_of_field: bool = False,
    ) -> Picture:
        """One picture of ``size`` (width, height) pixels; the stage's own cameras are not used.

        ``depth_of_field`` blurs what the camera's lens is not focused on.
        """
        ...


class MovingPicture(Protocol):
    """A board whose camera moves on its set."""

    def frames(self, count: int, *, size: tuple[int, int]) -> Iterator[Picture]:
        """Yields ``count`` pictures of ``size`` (width, height), the first and the last at the ends of the move."""
        ...


class BlobStore(Protocol):
    """Content-addressed media: ``media:{sha256}.{ext}``."""

    def put(self, data: bytes, ext: str) -> str:
        """Stores the bytes durably and returns their ``media:`` reference."""
        ...

    def put_soon(self, data: bytes, ext: str) -> str:
        """The reference at once, for the GUI thread; no commit made after counts as saved before the bytes are."""
        ...

    def read(self, reference: str) -> bytes:
        """The bytes behind a reference; MediaError when they are missing or altered."""
        ...

    def path(self, reference: str) -> Path:
        """Where a reference lies on disk; MediaError when it is missing."""
        ...

    def part(self) -> Path:
        """A new name beside the media for a file that is being fetched; who is done with it takes it away."""
        ...


class VideoEncoder(Protocol):
    """Writes pictures as a film."""

    def encode(self, frames: Iterable[Picture], path: Path, *, size: tuple[int, int], rate: FrameRate) -> int:
        """Writes the film whole or not at all, and returns how many frames it has."""
        ...


class Progress(Protocol):
    """Told how far long work has come; may raise Cancelled to stop it."""

    def __call__(self, done: int, total: int, what: str) -> None:
        """``done`` of ``total`` steps of ``what``."""
        ...


class Clock(Protocol):
    """The time, for code that must be testable."""

    def now(self) -> float:
        """Seconds since the epoch."""
        ...


def no_progress(done: int, total: int, what: str) -> None:
    """A Progress that tells nobody."""
