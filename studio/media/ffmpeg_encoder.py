"""Films by the system's ffmpeg, for installations without PyAV."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from studio.errors import MediaError
from studio.media.film import CRF, THREADS, X264, check_film_size, film_frame
from studio.media.whole_file import whole_file
from studio.media.yuv_picture import YuvPicture
from studio.model.ports import Picture
from studio.model.timing import FrameRate


@dataclass(frozen=True, slots=True)
class FfmpegEncoder:
    """The FilmEncoder that pipes raw frames into ``program``."""

    program: str = "ffmpeg"

    def encode(
        self, frames: Iterable[Picture | YuvPicture], path: Path, *, size: tuple[int, int], rate: FrameRate
    ) -> int:
        """Writes the film whole or not at all, and returns how many frames it has; see ``FilmEncoder``."""
        check_film_size(size)
        with whole_file(path) as beside, TemporaryFile() as said:
            try:
                process = subprocess.Popen(
                    [self.program, *_options(size, rate), f"file:{beside}"],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.DEVNULL,
                    stderr=said,
                )
            except OSError as error:
                raise MediaError(f"ffmpeg does not start ({error.strerror}); install it or PyAV.") from error
            with process:
                try:
                    count = _pipe(process, frames, size)
                except BaseException:
                    process.kill()
                    raise
            said.seek(0)
            words = said.read().decode("utf-8", "replace").strip().splitlines()
            if process.returncode or not beside.is_file():
                raise MediaError(f"The film {path.name} cannot be written: {words[-1] if words else 'ffmpeg failed'}.")
            return count


def _pipe(process: subprocess.Popen[bytes], frames: Iterable[Picture | YuvPicture], size: tuple[int, int]) -> int:
    assert process.stdin is not None
    last: Picture | YuvPicture | None = None
    data = b""
    count = 0
    try:
        for frame in frames:
            if frame is not last:
                data = film_frame(frame, size).i420().tobytes()
                last = frame
            try:
                process.stdin.write(data)
            except OSError:
                return count  # ffmpeg has ended before the film has; its exit code and words are the reason
            count += 1
    finally:
        # Closing flushes, so it too may meet a program that has ended.
        with suppress(OSError):
            process.stdin.close()
    if not count:
        raise MediaError("A film without a single frame cannot be written; add a board first.")
    return count


def _options(size: tuple[int, int], rate: FrameRate) -> list[str]:
    tags = ["-color_primaries", "bt709", "-color_trc", "bt709", "-colorspace", "bt709", "-color_range", "tv"]
    source = ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-video_size", f"{size[0]}x{size[1]}"]
    coded = ["-c:v", "libx264", "-preset", "veryfast", "-crf", str(CRF), "-x264-params", X264]
    film = ["-g", str(2 * rate.nominal), "-threads", str(THREADS), "-pix_fmt", "yuv420p"]
    whole = ["-fflags", "+bitexact", "-flags:v", "+bitexact", "-movflags", "+faststart", "-f", "mp4"]
    return [
        *("-v", "error", "-y"),
        *source,
        *("-framerate", f"{rate.num}/{rate.den}"),
        *tags,
        *("-i", "pipe:0"),
        *coded,
        *film,
        *tags,
        *whole,
    ]
