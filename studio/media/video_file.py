"""Videos that a model made: hostile until they have been looked at, and looked at in a child process with limits."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from studio.errors import MediaError
from studio.media.fitted_picture import cropped, fitted
from studio.media.limited_child import limited_child

if TYPE_CHECKING:
    # The documents take longer to load than a video to read, and every reader is a process of its own.
    from av.container import InputContainer
    from av.video.frame import VideoFrame

    from studio.model.ports import Picture
    from studio.model.timing import FrameRate

MAX_VIDEO_BYTES = 512 << 20
_MAX_EDGE = 4096
_LEAST_EDGE = 64
_LEAST_S, _MOST_S = 0.5, 120.0
_MOST_FRAMES = 14_400
_LOST_AT_MOST = 2
"""Frames that a coder may announce and not deliver."""

_CODECS = frozenset({"h264", "hevc", "av1", "vp9", "mpeg4"})
_UNSPECIFIED_COLOUR = 2
_ITU709 = 1
_SMALL_LINES = 576


@dataclass(frozen=True, slots=True)
class VideoFacts:
    """What is in a video: its size in pixels, its frames as counted, its length, whether it has sound."""

    width: int
    height: int
    frames: int
    seconds: float
    has_sound: bool


def probe_video(path: Path, *, name: str = "The video") -> VideoFacts:
    """Reads a video from its first frame to its last, in a child process, and tells what is in it.

    Raises:
        MediaError: it is no MP4, damaged, cut off, or larger or longer than a shot can be.
    """
    (facts,) = limited_child(_facts, path, name, name=name)
    return facts


def video_frames(
    path: Path, count: int, *, size: tuple[int, int], rate: FrameRate, aspect: float, name: str = "The video"
) -> Generator[Picture, None, None]:
    """Yields ``count`` frames at ``rate``, decoded in a child process; a shorter video holds its last frame.

    The video's middle is cut to ``aspect`` and stands in ``size`` (width, height) between black bars.

    Raises:
        MediaError: as ``probe_video`` says.
    """
    return limited_child(_frames, path, count, size, rate, aspect, name, name=name)


def _facts(path: Path, name: str) -> Iterator[VideoFacts]:
    with opened_video(path, name) as container:
        count, end = 0, Fraction(0)
        width = height = 0
        for frame, at in _decoded(container, name):
            count, end, width, height = count + 1, at, frame.width, frame.height
        has_sound = bool(container.streams.audio)
        rate, promised = container.streams.video[0].average_rate, container.streams.video[0].frames
    if not count:
        raise MediaError(f"{name} has no frame in it.")
    if count < promised - _LOST_AT_MOST:
        raise MediaError(f"{name} is cut off: {count} of its {promised} frames are there.")
    seconds = float(end + (1 / rate if rate else Fraction(1, 24)))
    if not _LEAST_S <= seconds <= _MOST_S:
        raise MediaError(f"{name} lasts {seconds:.1f} s; a shot lasts from {_LEAST_S} to {_MOST_S:.0f} s.")
    yield VideoFacts(width, height, count, seconds, has_sound)


def _frames(
    path: Path, count: int, size: tuple[int, int], rate: FrameRate, aspect: float, name: str
) -> Iterator[Picture]:
    """Each of the film's frames is the video's that is on screen at that time."""
    done = 0
    shown: VideoFrame | None = None
    with opened_video(path, name) as container:
        for frame, at in _decoded(container, name):
            picture: Picture | None = None
            while shown is not None and done < count and Fraction(done) / rate.fraction < at:
                picture = _picture(shown, size, aspect) if picture is None else picture
                yield picture
                done += 1
            if done >= count:
                return
            shown = frame
        if shown is None:
            raise MediaError(f"{name} has no frame in it.")
        last = _picture(shown, size, aspect)
    for _ in range(count - done):
        yield last


def _picture(frame: VideoFrame, size: tuple[int, int], aspect: float) -> Picture:
    # Untagged, a large picture is BT.709 and a small one BT.601: the convention of players.
    colours = _ITU709 if frame.colorspace == _UNSPECIFIED_COLOUR and frame.height > _SMALL_LINES else None
    rgb = np.asarray(frame.reformat(format="rgb24", src_colorspace=colours).to_ndarray(), np.uint8)
    return fitted(cropped(rgb, aspect), size)


@contextmanager
def opened_video(path: Path, name: str) -> Iterator[InputContainer]:
    """Opens a video as MP4 and nothing else, through a file that is already open: it can lead to no other file.

    Raises:
        MediaError: it is none, or something in it is not as a shot's.
    """
    try:
        import av
    except ModuleNotFoundError as error:
        raise MediaError(f"{name} cannot be read: install PyAV (pip install av).") from error
    try:
        with path.open("rb") as file:
            if path.stat().st_size > MAX_VIDEO_BYTES:
                raise MediaError(f"{name} is larger than {MAX_VIDEO_BYTES >> 20} MB.")
            if file.read(12)[4:8] != b"ftyp":
                raise MediaError(f"{name} is no MP4.")
            file.seek(0)
            with av.open(file, "r", format="mp4", options={"enable_drefs": "0"}) as container:
                _check(container, name)
                yield container
    except av.FFmpegError as error:
        raise MediaError(f"{name} is damaged or cut off ({error.strerror}).") from error
    except OSError as error:
        raise MediaError(f"{name} cannot be opened: {error.strerror or error}.") from error


def _check(container: Any, name: str) -> None:
    if len(container.streams.video) != 1 or len(container.streams) > 4:
        raise MediaError(f"{name} has {len(container.streams.video)} pictures' streams; a shot has one.")
    context = container.streams.video[0].codec_context
    if context.name not in _CODECS:
        raise MediaError(f"{name} is coded as {context.name}, which is not read.")
    if not all(_LEAST_EDGE <= edge <= _MAX_EDGE for edge in (context.width, context.height)):
        raise MediaError(f"{name} has {context.width} × {context.height} pixels.")


def _decoded(container: InputContainer, name: str) -> Iterator[tuple[VideoFrame, Fraction]]:
    """Every frame with its time in seconds from the first one."""
    stream = container.streams.video[0]
    stream.thread_type = "AUTO"
    start: Fraction | None = None
    for count, frame in enumerate(container.decode(stream)):
        if count >= _MOST_FRAMES or not all(_LEAST_EDGE <= edge <= _MAX_EDGE for edge in (frame.width, frame.height)):
            raise MediaError(f"{name} has more in it than a shot can have.")
        at = Fraction(frame.pts or 0) * (frame.time_base or Fraction(1, 24))
        start = at if start is None else start
        yield frame, at - start
