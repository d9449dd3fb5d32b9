"""Films by PyAV: H.264 in MP4, ready to stream, with exact times."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from studio.errors import MediaError
from studio.media.film import CRF, THREADS, X264, check_film_size, film_frame
from studio.media.whole_file import whole_file
from studio.media.yuv_picture import Plane, YuvPicture
from studio.model.ports import Picture
from studio.model.timing import FrameRate

if TYPE_CHECKING:
    from av.container import OutputContainer
    from av.video.stream import VideoStream

_BT709 = 1
_NARROW_RANGE = 1
_STRIDE = 8
_CUT_MEAN = 12.0
"""Mean difference of luma, every eighth pixel, above which a frame begins a new shot."""


class PyavEncoder:
    """The FilmEncoder of an ordinary installation."""

    def encode(
        self, frames: Iterable[Picture | YuvPicture], path: Path, *, size: tuple[int, int], rate: FrameRate
    ) -> int:
        """Writes the film whole or not at all, and returns how many frames it has; see ``FilmEncoder``."""
        import av

        check_film_size(size)
        with whole_file(path) as beside:
            try:
                container = av.open(
                    str(beside), "w", format="mp4", options={"movflags": "+faststart", "fflags": "+bitexact"}
                )
                try:
                    count = _encode(container, _stream(container, size, rate), frames, size)
                except BaseException:
                    # The file is thrown away; what its closing says of it hides what happened.
                    with suppress(av.FFmpegError, OSError):
                        container.close()
                    raise
                container.close()
            except av.FFmpegError as error:
                if isinstance(error, OSError):
                    raise
                raise MediaError(f"The film {path.name} cannot be written: {error}.") from error
            return count


def _stream(container: OutputContainer, size: tuple[int, int], rate: FrameRate) -> VideoStream:
    stream = container.add_stream(
        "libx264",
        rate=rate.fraction,
        options={
            "preset": "veryfast",
            "crf": str(CRF),
            "flags": "+bitexact",
            "x264-params": f"{X264}:scenecut=0:rc-lookahead=5",
        },
    )
    context = stream.codec_context
    context.width, context.height = size
    context.pix_fmt = "yuv420p"
    context.time_base = 1 / rate.fraction
    context.gop_size = 2 * rate.nominal
    context.thread_count = THREADS
    context.color_primaries = context.color_trc = context.colorspace = _BT709
    context.color_range = _NARROW_RANGE
    return stream


def _encode(
    container: OutputContainer, stream: VideoStream, frames: Iterable[Picture | YuvPicture], size: tuple[int, int]
) -> int:
    import av
    from av.video.frame import PictureType

    time_base: Fraction = 1 / stream.codec_context.framerate
    last: Picture | YuvPicture | None = None
    image: av.VideoFrame | None = None
    seen: Plane | None = None
    count = 0
    for frame in frames:
        if image is None or frame is not last:
            # A camera at rest hands on one object: it is filled into a frame once, and sent with new times.
            fitted = film_frame(frame, size)
            image = av.VideoFrame.from_ndarray(fitted.i420(), format="yuv420p")
            image.time_base = time_base
            glance = fitted.y[::_STRIDE, ::_STRIDE]
            # A cut begins with a whole picture, so that the player can jump to it; x264 is spared the search.
            image.pict_type = PictureType.I if _is_cut(seen, glance) else PictureType.NONE
            last, seen = frame, glance
        image.pts = count
        container.mux(stream.encode(image))
        image.pict_type = PictureType.NONE
        count += 1
    if not count:
        raise MediaError("A film without a single frame cannot be written; add a board first.")
    container.mux(stream.encode(None))
    return count


def _is_cut(before: Plane | None, now: Plane) -> bool:
    return before is None or float(np.abs(before.astype(np.int16) - now).mean()) > _CUT_MEAN
