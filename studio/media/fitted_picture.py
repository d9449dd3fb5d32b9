"""Pictures of one shape in frames of another: the middle cut out, or bars around."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

if TYPE_CHECKING:
    from studio.model.ports import Picture

_SAME_SHAPE = 0.01


def cropped(picture: Picture, aspect: float) -> Picture:
    """The middle of a picture that has the shape, width over height; all of it where they agree within a hundredth."""
    height, width = picture.shape[:2]
    if abs(width / height / aspect - 1) <= _SAME_SHAPE:
        return picture
    wide = min(width, max(1, round(height * aspect)))
    high = min(height, max(1, round(width / aspect)))
    left, top = (width - wide) // 2, (height - high) // 2
    return picture[top : top + high, left : left + wide]


def fitted(picture: Picture, size: tuple[int, int]) -> Picture:
    """The whole picture as large as it can be in a frame of ``size`` (width, height), between black bars.

    It fills the frame where the shapes agree within a hundredth.
    """
    height, width = picture.shape[:2]
    if abs(width / height / (size[0] / size[1]) - 1) <= _SAME_SHAPE:
        return _resized(picture, size)
    scale = min(size[0] / width, size[1] / height)
    inner = min(size[0], even_edge(width * scale)), min(size[1], even_edge(height * scale))
    frame = np.zeros((size[1], size[0], 3), np.uint8)
    left, top = (size[0] - inner[0]) // 2, (size[1] - inner[1]) // 2
    frame[top : top + inner[1], left : left + inner[0]] = _resized(picture, inner)
    return frame


def _resized(picture: Picture, size: tuple[int, int]) -> Picture:
    if (picture.shape[1], picture.shape[0]) == size:
        return picture
    image = Image.fromarray(np.ascontiguousarray(picture), "RGB")
    return np.asarray(image.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0))


def even_edge(edge: float) -> int:
    """The nearest even number of pixels, at least 2: what half-size chroma can hold."""
    return max(2, round(edge / 2) * 2)
