"""The sound of a video as it is played."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from studio.media.film_sound import SAMPLE_RATE, heard_samples
from tests.stand_in.small_video import small_video


def a_file(folder: Path, data: bytes) -> Path:
    path = folder / "video.mp4"
    path.write_bytes(data)
    return path


def test_that_a_videos_sound_is_given_as_it_is_played(tmp_path: Path) -> None:
    samples = np.frombuffer(heard_samples(a_file(tmp_path, small_video()), longest_s=60), "<i2").reshape(-1, 2)
    assert samples.shape[0] == pytest.approx(2 * SAMPLE_RATE, rel=0.05)
    loud = np.abs(np.fft.rfft(samples[:SAMPLE_RATE, 0].astype(float)))
    assert int(loud.argmax()) == pytest.approx(440, abs=2)
    assert 8_000 < np.abs(samples).max() < 12_000, "a tone of 0.3"


def test_that_no_more_is_read_than_is_wanted(tmp_path: Path) -> None:
    samples = heard_samples(a_file(tmp_path, small_video()), longest_s=0.5)
    assert len(samples) == SAMPLE_RATE * 2


@pytest.mark.parametrize("data", [small_video(has_sound=False), b"no video", small_video()[:200]], ids=range(3))
def test_that_what_has_no_sound_or_cannot_be_read_is_silent(tmp_path: Path, data: bytes) -> None:
    assert heard_samples(a_file(tmp_path, data), longest_s=60) == b""
