"""Pictures as H.264 stores them: a plane of luma, two planes of chroma at half the size."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from studio.model.ports import Picture

Plane = npt.NDArray[np.uint8]
Row = npt.NDArray[np.float32]

# ITU-R BT.709-6, items 3.2 to 3.4: Y'CbCr from R'G'B', 8 bits, narrow range (16–235, 16–240).
_KR, _KB = 0.2126, 0.0722
_LUMA = np.array([_KR, 1 - _KR - _KB, _KB], dtype=np.float32)
_UNIT = np.eye(3, dtype=np.float32)
_TO_Y: Row = _LUMA * np.float32(219 / 255)
_TO_U: Row = (_UNIT[2] - _LUMA) * np.float32(224 / 255 / (2 * (1 - _KB)))
_TO_V: Row = (_UNIT[0] - _LUMA) * np.float32(224 / 255 / (2 * (1 - _KR)))


@dataclass(frozen=True, slots=True, eq=False)
class YuvPicture:
    """A BT.709 narrow-range picture: ``y`` (h, w), ``u`` and ``v`` (h / 2, w / 2), uint8, chroma in the centre."""

    y: Plane
    u: Plane
    v: Plane

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.y.shape[1], self.y.shape[0]

    def i420(self) -> Plane:
        """The three planes one after the other, as (3 h / 2, w): the layout encoders read."""
        return np.concatenate((self.y.ravel(), self.u.ravel(), self.v.ravel())).reshape(-1, self.y.shape[1])


def yuv_picture(picture: Picture) -> YuvPicture:
    """Converts an sRGB picture of even width and height.

    Raises:
        ValueError: the width or the height is odd.
    """
    height, width = picture.shape[:2]
    if height % 2 or width % 2:
        raise ValueError(f"A picture of {width} × {height} has no half-size chroma; both must be even.")
    rgb = picture.astype(np.float32)
    quarter = (rgb[0::2, 0::2] + rgb[0::2, 1::2] + rgb[1::2, 0::2] + rgb[1::2, 1::2]) * np.float32(0.25)
    return YuvPicture(_plane(rgb, _TO_Y, 16), _plane(quarter, _TO_U, 128), _plane(quarter, _TO_V, 128))


def _plane(rgb: npt.NDArray[np.float32], row: Row, offset: float) -> Plane:
    return (rgb @ row + (offset + 0.5)).astype(np.uint8)
