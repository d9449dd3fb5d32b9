"""The camera's move over a still."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.media.camera_window import camera_windows, end_windows, is_static
from studio.media.ken_burns import ken_burns_frames, ken_burns_yuv_frames
from studio.media.yuv_picture import yuv_picture
from studio.model.documents import KenBurns
from studio.model.ports import Picture
from tests.unit.media.sample import colour_ramp, plain

SIZE = (320, 180)
zooms = st.floats(1, 4)
pans = st.floats(-2, 2)


def _dot(width: int = 640, height: int = 360) -> Picture:
    """A soft white dot on black, a little off the middle."""
    across, down = np.meshgrid(np.arange(width), np.arange(height))
    glow = 255 * np.exp(-((across - 330) ** 2 + (down - 190) ** 2) / 60)
    return np.repeat(glow.astype(np.uint8)[..., None], 3, axis=2)


def _centre(frame: np.ndarray) -> tuple[float, float]:
    light = frame.astype(float) - frame.min()
    down, across = np.indices(light.shape)
    return float((light * across).sum() / light.sum()), float((light * down).sum() / light.sum())


@given(zooms, zooms, pans, pans, st.integers(1, 40))
def test_that_no_window_leaves_the_picture(z0: float, z1: float, x: float, y: float, frames: int) -> None:
    for window in camera_windows(KenBurns(zoom_start=z0, zoom_end=z1, pan_x=x, pan_y=y), frames=frames):
        left, top, right, bottom = window.box(1920, 1080)
        assert -1e-9 <= window.left <= window.left + window.edge <= 1 + 1e-9
        assert 0 <= left < right <= 1920
        assert 0 <= top < bottom <= 1080


def test_that_the_first_and_last_frame_are_framed_as_configured() -> None:
    move = KenBurns(zoom_start=1.0, zoom_end=1.25, pan_x=0.1)
    windows = list(camera_windows(move, frames=25))
    assert len(windows) == 25
    assert (windows[0].left, windows[0].top, windows[0].edge) == (0, 0, 1)
    assert windows[-1].edge == pytest.approx(1 / 1.25)
    assert windows[-1].left + windows[-1].edge / 2 == pytest.approx(0.6)
    assert (windows[0], windows[-1]) == end_windows(move)


def test_that_a_pan_uses_the_room_on_both_sides() -> None:
    first, last = end_windows(KenBurns(zoom_start=1.25, zoom_end=1.25, pan_x=0.2))
    assert (first.left, last.left) == pytest.approx((0.0, 0.2))
    first, last = end_windows(KenBurns(zoom_start=1.25, zoom_end=1.25, pan_x=9))
    assert (first.left, last.left) == pytest.approx((0.0, 0.2))


def test_that_a_zoom_grows_by_an_even_factor() -> None:
    edges = [window.edge for window in camera_windows(KenBurns(zoom_start=1, zoom_end=2), frames=3)]
    assert edges[1] / edges[0] == pytest.approx(edges[2] / edges[1])


@pytest.mark.parametrize("make", ["colour", "planes"])
def test_that_a_slow_move_never_jumps_a_pixel(make: str) -> None:
    move = KenBurns(zoom_start=1.2, zoom_end=1.2, pan_x=0.02)
    frames: list[np.ndarray]
    if make == "colour":
        frames = [f[..., 0] for f in ken_burns_frames(_dot(), move, frames=60, size=SIZE)]
    else:
        frames = [f.y for f in ken_burns_yuv_frames(_dot(), move, frames=60, size=SIZE)]
    across = [_centre(frame)[0] for frame in frames]
    ideal = [(0.5 + 330) / 640 - window.left for window in camera_windows(move, frames=60)]
    expected = [place * 1.2 * 320 - 0.5 for place in ideal]
    # The codec's own vectors are a quarter of a pixel; a camera that moved by whole pixels would be half a pixel off.
    assert max(abs(a - b) for a, b in zip(across, expected, strict=True)) < 0.2
    assert max(abs(b - a) for a, b in pairwise(across)) < 0.4


def test_that_a_still_stays_one_object() -> None:
    frames = list(ken_burns_frames(colour_ramp(), KenBurns(), frames=5, size=SIZE))
    assert all(frame is frames[0] for frame in frames)
    planes = list(ken_burns_yuv_frames(colour_ramp(), KenBurns(zoom_start=1.3, zoom_end=1.3), frames=5, size=SIZE))
    assert all(frame is planes[0] for frame in planes)
    assert np.array_equal(frames[0], colour_ramp())
    assert is_static(KenBurns(zoom_start=1.3, zoom_end=1.3))
    assert not is_static(KenBurns(zoom_start=1.3, zoom_end=1.3, pan_y=0.1))


def test_that_a_narrower_picture_stands_between_black_bars() -> None:
    move = KenBurns(zoom_end=1.5)
    for frame in ken_burns_frames(plain((255, 255, 255), 180, 180), move, frames=3, size=SIZE):
        assert frame[:, :70].max() == 0 and frame[:, -70:].max() == 0
        assert frame[:, 72:-72].min() == 255
    for yuv in ken_burns_yuv_frames(plain((255, 255, 255), 180, 180), move, frames=3, size=SIZE):
        assert yuv.size == SIZE
        assert set(yuv.y[:, :70].ravel()) == {16} and yuv.y[:, 72:-72].min() == 235


def test_that_the_encoders_frames_are_the_pictures_frames() -> None:
    move = KenBurns(zoom_end=1.2, pan_x=0.05)
    both = zip(
        ken_burns_frames(colour_ramp(), move, frames=7, size=SIZE),
        ken_burns_yuv_frames(colour_ramp(), move, frames=7, size=SIZE),
        strict=True,
    )
    for colour, planes in both:
        wanted = yuv_picture(colour)
        for plane, other in ((planes.y, wanted.y), (planes.u, wanted.u), (planes.v, wanted.v)):
            assert np.abs(plane.astype(int) - other).max() <= 2


def test_that_bt709_has_its_reference_values() -> None:
    # ITU-R BT.709-6: white 235, black 16; pure red and blue reach the ends of their chroma.
    for colour, expected in (
        ((255, 255, 255), (235, 128, 128)),
        ((0, 0, 0), (16, 128, 128)),
        ((255, 0, 0), (63, 102, 240)),
        ((0, 0, 255), (32, 240, 118)),
    ):
        planes = yuv_picture(plain(colour, 4, 4))
        assert (planes.y[0, 0], planes.u[0, 0], planes.v[0, 0]) == expected
