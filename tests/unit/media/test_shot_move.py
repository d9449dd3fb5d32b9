"""A board's move over its still."""

from __future__ import annotations

from typing import get_args

import pytest

from studio.media.camera_window import end_windows, is_static
from studio.media.shot_move import shot_move
from studio.model.documents import Board, CameraKey, KenBurns, Move, VideoComposition
from studio.model.timing import FILM


def _key(
    x: float = 0, y: float = 1.6, z: float = 4, *, to: tuple[float, float, float] | None = None, lens: float = 35
) -> CameraKey:
    return CameraKey(position=(x, y, z), target=to or (x, y, 0), lens_mm=lens)


@pytest.mark.parametrize("move", ["static", "roll", "rack_focus", "no such move"])
def test_that_what_a_still_cannot_show_holds_it(move: str) -> None:
    assert is_static(shot_move(Board(move=move)))


@pytest.mark.parametrize("move", sorted(set(get_args(Move)) - {"static", "roll", "rack_focus"}))
def test_that_every_other_move_moves_and_is_not_limited(move: str) -> None:
    config = shot_move(Board(move=move, duration_frames=48), rate=FILM)
    assert not is_static(config)
    assert config.duration == 2.0
    first, last = end_windows(config)
    travel = last.left + last.edge / 2 - first.left - first.edge / 2
    assert travel == pytest.approx(config.pan_x, abs=1e-6)


@pytest.mark.parametrize(
    ("move", "end", "axis", "sign"),
    [
        ("truck", _key(x=1), "pan_x", 1),
        ("truck", _key(x=-1), "pan_x", -1),
        ("pan", _key(to=(2, 1.6, 0)), "pan_x", 1),
        ("pan", _key(to=(-2, 1.6, 0)), "pan_x", -1),
        ("tilt", _key(to=(0, 3, 0)), "pan_y", -1),
        ("tilt", _key(to=(0, 0, 0)), "pan_y", 1),
        ("pedestal", _key(y=2.6), "pan_y", -1),
        ("pedestal", _key(y=0.6), "pan_y", 1),
    ],
)
def test_that_the_camera_keys_say_which_way(move: str, end: CameraKey, axis: str, sign: int) -> None:
    config = shot_move(Board(move=move, camera_keys=(_key(), end)))
    assert getattr(config, axis) * sign > 0.05


def test_that_dolly_and_zoom_go_in_or_out_as_the_camera_does() -> None:
    closer = shot_move(Board(move="dolly", camera_keys=(_key(), _key(z=2))))
    away = shot_move(Board(move="dolly", camera_keys=(_key(), _key(z=6))))
    assert closer.zoom_end > closer.zoom_start and away.zoom_end < away.zoom_start
    longer = shot_move(Board(move="zoom", camera_keys=(_key(), _key(lens=42))))
    assert (longer.zoom_start, longer.zoom_end) == pytest.approx((1, 1.2))
    wider = shot_move(Board(move="zoom", camera_keys=(_key(lens=100), _key(lens=24))))
    assert (wider.zoom_start, wider.zoom_end) == (1.35, 1)


def test_that_a_boards_own_composition_wins_and_lasts_as_long_as_the_board() -> None:
    own = VideoComposition(config=KenBurns(zoom_end=1.4, duration=99))
    config = shot_move(Board(move="pan", duration_frames=12, video_composition=own))
    assert (config.zoom_end, config.pan_x, config.duration) == (1.4, 0, 0.5)
