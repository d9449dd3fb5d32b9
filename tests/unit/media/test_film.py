"""Films: exact frame counts and times, whole files only."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from studio.errors import Cancelled, MediaError
from studio.media.animatic import AnimaticShot, animatic_shots, write_animatic
from studio.media.ffmpeg_encoder import FfmpegEncoder
from studio.media.film import FilmEncoder, film_encoder
from studio.media.pictures import encode_png
from studio.media.pyav_encoder import PyavEncoder
from studio.model.documents import KenBurns
from studio.model.ports import Picture
from studio.model.timing import FILM, FrameRate
from tests.unit.media.sample import NTSC_FILM, colour_ramp, korean_cut, no_file_larger_than, plain

SIZE = (320, 180)
RED, GREEN, BLUE = (200, 30, 30), (30, 200, 30), (30, 30, 200)

needs_ffmpeg = pytest.mark.skipif(shutil.which("ffmpeg") is None, reason="the system has no ffmpeg")
both_encoders = pytest.mark.parametrize(
    "encoder", [PyavEncoder(), pytest.param(FfmpegEncoder(), marks=needs_ffmpeg)], ids=["pyav", "ffmpeg"]
)


def _frames(path: Path) -> list[tuple[Fraction, tuple[int, int, int]]]:
    """Time in seconds and mean colour of every frame, as a player decodes them."""
    found = []
    with av.open(str(path)) as film:
        for frame in film.decode(video=0):
            assert frame.pts is not None and frame.time_base is not None
            colour = frame.to_ndarray(format="rgb24").reshape(-1, 3).mean(0).round().astype(int)
            found.append((frame.pts * frame.time_base, (int(colour[0]), int(colour[1]), int(colour[2]))))
    return found


def _noise(count: int) -> Iterator[Picture]:
    random = np.random.default_rng(0)
    for _ in range(count):
        yield random.integers(0, 255, (180, 320, 3), np.uint8)


@both_encoders
@pytest.mark.parametrize("rate", [NTSC_FILM, FrameRate(30000, 1001), FrameRate(25)], ids=lambda rate: str(rate.num))
def test_that_every_board_has_exactly_its_frames_at_the_exact_rate(
    tmp_path: Path, encoder: FilmEncoder, rate: FrameRate
) -> None:
    shots = [
        AnimaticShot(plain(RED), 7),
        AnimaticShot(encode_png(plain(GREEN)), 1, KenBurns(zoom_end=1.2)),
        AnimaticShot(plain(BLUE), 30, KenBurns(zoom_start=1.1, zoom_end=1.1, pan_x=0.1)),
    ]
    path = tmp_path / "animatic.mp4"
    assert write_animatic(shots, path, size=SIZE, rate=rate, encoder=encoder) == 38
    frames = _frames(path)
    assert [time for time, _ in frames] == [number / rate.fraction for number in range(38)]
    for number, (_, colour) in enumerate(frames):
        wanted = RED if number < 7 else GREEN if number < 8 else BLUE
        assert max(abs(a - b) for a, b in zip(colour, wanted, strict=True)) < 8, number


@both_encoders
def test_that_the_film_is_tagged_ready_to_stream_and_the_same_each_time(tmp_path: Path, encoder: FilmEncoder) -> None:
    shots = [AnimaticShot(colour_ramp(), 20, KenBurns(zoom_end=1.3)), AnimaticShot(None, 5, None, "2 · 밤")]
    paths = tmp_path / "a.mp4", tmp_path / "b.mp4"
    for path in paths:
        write_animatic(shots, path, size=SIZE, rate=FILM, encoder=encoder)
    data = paths[0].read_bytes()
    assert data == paths[1].read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")
    with av.open(str(paths[0])) as film:
        stream = film.streams.video[0]
        context = stream.codec_context
        assert (context.name, context.pix_fmt, context.width, context.height) == ("h264", "yuv420p", *SIZE)
        assert (context.color_primaries, context.color_trc, context.colorspace, context.color_range) == (1, 1, 1, 1)
        assert stream.frames == 25
        assert stream.average_rate == 24


def test_that_a_player_can_jump_to_every_cut(tmp_path: Path) -> None:
    shots = [AnimaticShot(plain(colour), 9) for colour in (RED, GREEN, BLUE)]
    write_animatic(shots, tmp_path / "a.mp4", size=SIZE, rate=FILM, encoder=PyavEncoder())
    with av.open(str(tmp_path / "a.mp4")) as film:
        keys = [number for number, frame in enumerate(film.decode(video=0)) if frame.key_frame]
    assert keys == [0, 9, 18]


@both_encoders
def test_that_a_stopped_film_leaves_nothing(tmp_path: Path, encoder: FilmEncoder) -> None:
    told: list[tuple[int, int, str]] = []

    def stop(done: int, total: int, what: str) -> None:
        told.append((done, total, what))
        if done >= 24:
            raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        write_animatic(
            [AnimaticShot(colour_ramp(), 500, KenBurns(zoom_end=2))],
            tmp_path / "a.mp4",
            size=SIZE,
            rate=FILM,
            progress=stop,
            encoder=encoder,
        )
    assert told == [(0, 500, "film"), (12, 500, "film"), (24, 500, "film")]
    assert list(tmp_path.iterdir()) == []


@both_encoders
def test_that_a_full_disk_keeps_the_older_film_and_leaves_no_half_one(tmp_path: Path, encoder: FilmEncoder) -> None:
    path = tmp_path / "a.mp4"
    path.write_bytes(b"older")
    with no_file_larger_than(100_000), pytest.raises(MediaError, match=r"a\.mp4 cannot be written"):
        encoder.encode(_noise(30), path, size=SIZE, rate=FILM)
    assert [file.read_bytes() for file in tmp_path.iterdir()] == [b"older"]


@both_encoders
def test_that_what_does_not_fit_is_refused(tmp_path: Path, encoder: FilmEncoder) -> None:
    with pytest.raises(MediaError, match="321 × 180"):
        encoder.encode([plain(RED, 321, 180)], tmp_path / "a.mp4", size=(321, 180), rate=FILM)
    with pytest.raises(MediaError, match="does not fit"):
        encoder.encode([plain(RED, 322, 180)], tmp_path / "a.mp4", size=SIZE, rate=FILM)
    with pytest.raises(MediaError, match="without a single frame"):
        encoder.encode([], tmp_path / "a.mp4", size=SIZE, rate=FILM)
    assert list(tmp_path.iterdir()) == []


def test_that_a_picture_that_cannot_be_read_ends_the_film(tmp_path: Path) -> None:
    shots = [AnimaticShot(plain(RED), 3), AnimaticShot(b"not a picture", 3, None, "1B")]
    with pytest.raises(MediaError, match="The picture of 1B is not a PNG"):
        write_animatic(shots, tmp_path / "a.mp4", size=SIZE, rate=FILM)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(MediaError, match="at least one board"):
        write_animatic([], tmp_path / "a.mp4", size=SIZE, rate=FILM)


def test_that_a_program_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="ffmpeg does not start"):
        FfmpegEncoder("no-such-program").encode([plain(RED)], tmp_path / "a.mp4", size=SIZE, rate=FILM)
    assert list(tmp_path.iterdir()) == []


def test_that_a_whole_cut_becomes_a_film_of_its_length(tmp_path: Path) -> None:
    cut = korean_cut(tmp_path)
    path = tmp_path / "animatic.mp4"
    written = write_animatic(animatic_shots(cut), path, size=SIZE, rate=cut.rate)
    assert written == cut.frames == 88 == len(_frames(path))
    assert isinstance(film_encoder(), PyavEncoder)
