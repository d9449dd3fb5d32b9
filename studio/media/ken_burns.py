"""A camera move over a still picture, smooth below the pixel."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image

from studio.media.camera_window import CameraWindow, camera_windows, is_static
from studio.media.fitted_picture import even_edge
from studio.media.yuv_picture import Plane, YuvPicture, yuv_picture
from studio.model.documents import KenBurns
from studio.model.ports import Picture

_BLACK_Y, _BLACK_C = 16, 128
_FINE_PIXELS = 3_000_000
"""The largest still that is enlarged four times; above it, twice."""


@dataclass(frozen=True, slots=True)
class _Fit:
    """Where the picture stands in a frame of ``size``: ``inner`` (width, height) in the middle, bars around it."""

    size: tuple[int, int]
    inner: tuple[int, int]

    @classmethod
    def of(cls, picture: Picture, size: tuple[int, int]) -> _Fit:
        """Fills the frame when the aspects agree within a hundredth; edges stay even for the chroma's sake."""
        height, width = picture.shape[:2]
        scale = min(size[0] / width, size[1] / height)
        wide, high = width * scale, height * scale
        if size[0] - wide <= size[0] / 100 and size[1] - high <= size[1] / 100:
            return cls(size, size)
        return cls(size, (min(size[0], even_edge(wide)), min(size[1], even_edge(high))))

    def half(self) -> _Fit:
        """The same at half the size."""
        return _Fit((self.size[0] // 2, self.size[1] // 2), (self.inner[0] // 2, self.inner[1] // 2))

    def framed(self, seen: npt.NDArray[np.uint8], bars: int) -> npt.NDArray[np.uint8]:
        """``seen`` between bars of that value."""
        if self.inner == self.size:
            return seen
        frame = np.full((self.size[1], self.size[0], *seen.shape[2:]), bars, np.uint8)
        left, top = (self.size[0] - self.inner[0]) // 2, (self.size[1] - self.inner[1]) // 2
        frame[top : top + self.inner[1], left : left + self.inner[0]] = seen
        return frame


def ken_burns_frames(picture: Picture, config: KenBurns, *, frames: int, size: tuple[int, int]) -> Iterator[Picture]:
    """Yields ``frames`` pictures of ``size`` (width, height), the first and the last framed exactly as configured.

    A positive ``pan_x`` takes the camera right, a positive ``pan_y`` down; a pan is limited to what the zoom leaves
    outside the frame. A picture of another aspect stands between black bars. While the camera rests, one and the
    same array comes again.
    """
    fit = _Fit.of(picture, size)
    still = Image.fromarray(_reduced(picture, config, fit.inner), "RGB")
    last: tuple[CameraWindow, Picture] | None = None
    for window in camera_windows(config, frames=frames):
        if last is None or last[0] != window:
            last = window, fit.framed(_seen(still, window.box(*still.size), fit.inner), 0)
        yield last[1]


def ken_burns_yuv_frames(
    picture: Picture, config: KenBurns, *, frames: int, size: tuple[int, int]
) -> Iterator[YuvPicture]:
    """The frames of ``ken_burns_frames`` for an encoder, several times as fast.

    The still is converted and enlarged once, and each frame picks its pixels from that, to a quarter of a pixel:
    the precision of H.264's own motion vectors. ``size`` is even on both sides. While the camera rests, one and the
    same object comes again.
    """
    fit = _Fit.of(picture, size)
    half = fit.half()
    still = _reduced(picture, config, fit.inner)
    height, width = still.shape[:2]
    # An odd edge is doubled to give the chroma its last sample; the boxes are measured without it.
    planes = yuv_picture(np.pad(still, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge"))
    fine = 1 if is_static(config) else 4 if width * height <= _FINE_PIXELS else 2
    chroma_fine = min(fine, 2)  # the eye takes the chroma's place from the luma
    y = _enlarged(planes.y, fine)
    u, v = (_enlarged(plane, chroma_fine) for plane in (planes.u, planes.v))
    pick = Image.Resampling.BILINEAR if fine == 1 else Image.Resampling.NEAREST
    last: tuple[CameraWindow, YuvPicture] | None = None
    for window in camera_windows(config, frames=frames):
        if last is None or last[0] != window:
            box = window.box(width * fine, height * fine)
            chroma_box = window.box(width * chroma_fine / 2, height * chroma_fine / 2)
            frame = YuvPicture(
                fit.framed(_seen(y, box, fit.inner, pick), _BLACK_Y),
                half.framed(_seen(u, chroma_box, half.inner, pick), _BLACK_C),
                half.framed(_seen(v, chroma_box, half.inner, pick), _BLACK_C),
            )
            last = window, frame
        yield last[1]


def _enlarged(plane: Plane, factor: int) -> Image.Image:
    image = Image.fromarray(plane, "L")
    if factor == 1:
        return image
    return image.resize((image.width * factor, image.height * factor), Image.Resampling.BICUBIC)


def _seen(
    still: Image.Image,
    box: tuple[float, float, float, float],
    size: tuple[int, int],
    pick: Image.Resampling = Image.Resampling.BILINEAR,
) -> npt.NDArray[np.uint8]:
    return np.asarray(still.resize(size, pick, box=box))


def _reduced(picture: Picture, config: KenBurns, inner: tuple[int, int]) -> Picture:
    """The picture with no more pixels than the move needs: few enough that the widest frame does not shimmer."""
    height, width = picture.shape[:2]
    zoom = min(max(config.zoom_start, config.zoom_end), 1.2 * min(config.zoom_start, config.zoom_end))
    scale = max(inner[0] / width, inner[1] / height) * zoom
    if scale >= 0.8:
        return picture
    size = (max(2, round(width * scale)), max(2, round(height * scale)))
    return np.asarray(Image.fromarray(picture, "RGB").resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0))
