"""Videos from outside: what is in them, and that nothing else is opened, written or waited for."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from studio.errors import MediaError
from studio.media.fitted_picture import cropped, fitted
from studio.media.limited_child import limited_child
from studio.media.video_file import VideoFacts, probe_video
from tests.stand_in.small_video import small_video


def hangs() -> Iterator[int]:
    yield 1
    time.sleep(60)


def dies() -> Iterator[int]:
    for number in range(2):
        if number:
            os._exit(3)
        yield number


def writes(path: Path) -> Iterator[int]:
    try:
        path.write_bytes(b"owned")
    except OSError as error:
        raise MediaError("refused") from error
    yield 1


def test_that_a_video_is_read_through_and_told_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "shot.mp4"
    path.write_bytes(small_video(seconds=1.5, fps=30))
    facts = probe_video(path)
    assert (facts.width, facts.height, facts.frames, facts.has_sound) == (320, 180, 45, True)
    assert facts.seconds == pytest.approx(1.5) and isinstance(facts, VideoFacts)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"#EXTM3U\n#EXTINF:1,\nsecret.txt\n", "no MP4"),
        (b"\0\0\0\x14ftypmp42\0\0\0\0mp42#EXTM3U\nsecret.txt\n", "damaged or cut off"),
        (small_video()[: len(small_video()) // 2], "damaged or cut off"),
        (b"", "no MP4"),
        (small_video(seconds=0.2), "lasts 0.2 s"),
        (small_video(size=(32, 32)), "32 × 32 pixels"),
    ],
    ids=["playlist", "playlist in disguise", "half", "empty", "short", "tiny"],
)
def test_that_what_is_no_shot_is_refused_with_its_reason(tmp_path: Path, data: bytes, why: str) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    path = tmp_path / "shot.mp4"
    path.write_bytes(data)
    with pytest.raises(MediaError, match=why):
        probe_video(path)


def test_that_a_reader_that_hangs_or_dies_is_given_up() -> None:
    began = time.monotonic()
    with pytest.raises(MediaError, match="takes too long"):
        list(limited_child(hangs, name="The video", patience_s=4.0))
    with pytest.raises(MediaError, match="failed unexpectedly"):
        list(limited_child(dies, name="The video"))
    assert time.monotonic() - began < 50


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
def test_that_a_reader_cannot_write_files(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="refused"):
        list(limited_child(writes, tmp_path / "owned", name="The video"))
    assert (tmp_path / "owned").read_bytes() == b""


def test_that_a_picture_is_framed_whole_and_cut_to_its_middle() -> None:
    wide = np.full((100, 239, 3), 200, np.uint8)
    framed = fitted(wide, (1280, 720))
    assert framed.shape == (720, 1280, 3) and not framed[:90].any() and framed[360, 640, 0] == 200
    assert cropped(framed, 2.39).shape[:2] == (536, 1280) and cropped(framed, 2.39).min() > 150
    assert cropped(framed, 16 / 9) is framed
