"""The sound of the boards' videos under the film: cut where the picture is cut, silence where there is none."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from studio.errors import MediaError
from studio.media.limited_child import limited_child
from studio.media.video_file import opened_video
from studio.media.whole_file import whole_file
from studio.model.timing import FrameRate

if TYPE_CHECKING:
    from av.audio.stream import AudioStream
    from av.container import OutputContainer

Samples = npt.NDArray[np.float32]
"""Two channels by any number of samples, from -1 to 1."""

SAMPLE_RATE = 48_000
_CHUNK = 4_096
_RAMP = 480
"""Samples, a hundredth of a second: a sound that is cut does not click."""


@dataclass(frozen=True, slots=True)
class SoundClip:
    """The sound of a video under the film's frames from ``start`` on, for so many of them."""

    path: Path
    start: int
    frames: int


def heard_samples(path: Path, *, longest_s: float) -> bytes:
    """A video's sound to be played: two channels of 16 bits, interleaved, at ``SAMPLE_RATE``.

    Empty where it has none, and where it cannot be read: it is silent then, and its picture is shown all the same.
    """
    most = round(longest_s * SAMPLE_RATE)
    parts: list[bytes] = []
    done = 0
    with closing(limited_child(_decoded, path, name="The video's sound")) as chunks:
        try:
            for chunk in chunks:
                part = chunk[:, : most - done]
                parts.append((np.clip(part.T, -1.0, 1.0) * 32_767).astype("<i2").tobytes())
                done += part.shape[1]
                if done >= most:
                    break
        except MediaError:
            pass  # what came until then is heard
    return b"".join(parts)


def add_sound(film: Path, clips: Sequence[SoundClip], *, frames: int, rate: FrameRate) -> None:
    """Gives a silent film of so many frames a track of these clips, in story order; its pictures are not coded anew.

    Raises:
        MediaError: the film cannot be written; it stays as it was.
    """
    import av

    with whole_file(film) as beside:
        try:
            with (
                av.open(str(film), "r", format="mp4") as silent,
                av.open(
                    str(beside), "w", format="mp4", options={"movflags": "+faststart", "fflags": "+bitexact"}
                ) as out,
                closing(_track(clips, frames, rate)) as track,
            ):
                pictures = out.add_stream_from_template(silent.streams.video[0])
                sound = out.add_stream("aac", rate=SAMPLE_RATE, options={"flags": "+bitexact"}, layout="stereo")
                at = 0
                for packet in silent.demux(silent.streams.video[0]):
                    if packet.dts is None:
                        continue
                    # The sound goes along with the pictures, so that neither waits for the other in memory.
                    due = float(packet.dts * (packet.time_base or Fraction(1, SAMPLE_RATE))) * SAMPLE_RATE
                    at = _mux_until(out, sound, track, at, due)
                    packet.stream = pictures
                    out.mux(packet)
                _mux_until(out, sound, track, at, float("inf"))
                out.mux(sound.encode(None))
        except av.FFmpegError as error:
            if isinstance(error, OSError):
                raise
            raise MediaError(f"The film's sound cannot be written: {error}.") from error


def _mux_until(out: OutputContainer, sound: AudioStream, track: Iterator[Samples], at: int, due: float) -> int:
    """Codes the track up to a sample; returns how many are coded."""
    import av

    while at < due and (samples := next(track, None)) is not None:
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples), format="fltp", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = SAMPLE_RATE, at, Fraction(1, SAMPLE_RATE)
        out.mux(sound.encode(frame))
        at += samples.shape[1]
    return at


def _track(clips: Sequence[SoundClip], frames: int, rate: FrameRate) -> Generator[Samples, None, None]:
    """The whole track in chunks, exactly as long as the film."""
    at = 0
    for clip in clips:
        start, end = _sample(clip.start, rate), _sample(clip.start + clip.frames, rate)
        yield from _silence(start - at)
        yield from _heard(clip.path, end - start)
        at = end
    yield from _silence(_sample(frames, rate) - at)


def _heard(path: Path, count: int) -> Iterator[Samples]:
    """The first samples of a video's sound; silence for what it lacks, and where it cannot be read."""
    done = 0
    with closing(limited_child(_decoded, path, name="The video's sound")) as chunks:
        try:
            for chunk in chunks:
                part = chunk[:, : count - done]
                yield _ramped(part, done, count)
                done += part.shape[1]
                if done >= count:
                    break
        except MediaError:
            pass  # the picture of it is shown all the same, or its still; what is missing is silent
    yield from _silence(count - done)


def _decoded(path: Path) -> Iterator[Samples]:
    from av.audio.resampler import AudioResampler

    with opened_video(path, "The video's sound") as container:
        if not container.streams.audio:
            return
        resampler = AudioResampler(format="fltp", layout="stereo", rate=SAMPLE_RATE)
        for frame in container.decode(container.streams.audio[0]):
            for part in resampler.resample(frame):
                yield np.asarray(part.to_ndarray(), np.float32)


def _ramped(samples: Samples, at: int, count: int) -> Samples:
    places = np.arange(at, at + samples.shape[1])
    loud = np.minimum(1.0, np.minimum((places + 1) / _RAMP, (count - places) / _RAMP))
    return np.asarray(samples * loud, np.float32)


def _silence(count: int) -> Iterator[Samples]:
    while count > 0:
        yield np.zeros((2, min(count, _CHUNK)), np.float32)
        count -= _CHUNK


def _sample(frame: int, rate: FrameRate) -> int:
    return round(frame / rate.fraction * SAMPLE_RATE)
