from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from studio.media.animatic import AnimaticShot, write_animatic
from studio.media.move_mark import mark_of_frames, mark_of_still
from studio.model.documents import KenBurns
from studio.model.ports import Picture
from studio.model.timing import FILM
from studio.viewport.camera_rig import frame_shot
from studio.viewport.end_frame import end_frame
from studio.viewport.move_keys import made_move
from studio.workflows.moving_board import MovingBoard
from tests.unit.viewport.test_camera_rig import person, room

STAGE = room(person("Mina", 0.0, 0.0), half=4.0)
SIZE = (320, 180)
WHOLE = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))


def moving(move: str) -> MovingBoard:
    key = frame_shot(STAGE, shot_size="MS", subjects=["Mina"], usual_mm=35.0).key
    return MovingBoard(STAGE, made_move(STAGE, key, move).keys, None, "Super 35", 16 / 9)


def test_that_a_moving_board_is_drawn_frame_by_frame_and_kept_for_the_next_film(home_folder: Path) -> None:
    first = list(moving("truck").frames(6, size=SIZE))
    assert [frame.shape for frame in first] == [(180, 320, 3)] * 6
    changes = [float(np.abs(a.astype(int) - b.astype(int)).mean()) for a, b in pairwise(first)]
    assert min(changes) > 0.5
    (kept,) = (home_folder / "moves").glob("*.zip")
    again = list(moving("truck").frames(6, size=SIZE))
    assert all(np.array_equal(a, b) for a, b in zip(first, again, strict=True))
    kept.write_bytes(b"not a film")
    anew = list(moving("truck").frames(6, size=SIZE))
    assert all(np.array_equal(a, b) for a, b in zip(first, anew, strict=True))


def test_that_a_film_that_was_stopped_keeps_nothing(home_folder: Path) -> None:
    frames = moving("dolly").encoded(6, size=SIZE)
    next(frames)
    frames.close()  # type: ignore[attr-defined]
    assert not list(home_folder.glob("moves/*"))


def test_that_a_film_shows_the_depth_of_field_that_was_chosen(home_folder: Path) -> None:
    sharp = moving("dolly")
    near = tuple(key.model_copy(update={"focus_m": 0.6, "f_stop": 1.4}) for key in sharp.keys)
    deep, blurred = (replace(sharp, keys=near, depth_of_field=on) for on in (False, True))
    (first,), (again,), (soft,) = (list(board.frames(1, size=SIZE)) for board in (sharp, deep, blurred))
    assert np.array_equal(first, again)
    assert detail(soft) < 0.6 * detail(first)


def detail(picture: Picture) -> float:
    """How much neighbours differ."""
    return float(np.abs(np.diff(picture.astype(np.int16), axis=1)).mean())


class _Shades:
    """A moving picture of plain greys."""

    def frames(self, count: int, *, size: tuple[int, int]) -> Iterator[Picture]:
        for place in range(count):
            yield np.full((size[1], size[0], 3), 20 * place, np.uint8)


def test_that_the_animatic_takes_a_moving_board_for_exactly_its_frames(tmp_path: Path) -> None:
    still = np.full((180, 320, 3), 128, np.uint8)
    shots = (AnimaticShot(still, 5), AnimaticShot(still, 7, moving=_Shades()), AnimaticShot(still, 3))
    assert write_animatic(shots, tmp_path / "film.mp4", size=SIZE, rate=FILM) == 15


@pytest.mark.parametrize(("move", "arrows"), [("truck", 1), ("pan", 1), ("tilt", 1), ("dolly", 2), ("zoom", 2)])
def test_that_a_printed_move_shows_its_last_frame_and_which_way(move: str, arrows: int) -> None:
    frame = end_frame(moving(move).keys, sensor="Super 35", aspect=16 / 9)
    assert frame is not None
    mark = mark_of_frames(WHOLE, frame)
    assert mark is not None
    assert len(mark.arrows) == arrows
    if move in ("dolly", "zoom"):
        assert all(0.02 < x < 0.98 and 0.02 < y < 0.98 for x, y in mark.last_frame)


def test_that_a_still_camera_is_printed_without_a_mark() -> None:
    assert end_frame(moving("rack_focus").keys, sensor="Super 35", aspect=16 / 9) is None
    assert mark_of_still(KenBurns()) is None
    push = mark_of_still(KenBurns(zoom_start=1.0, zoom_end=1.2))
    assert push is not None and len(push.arrows) == 2
