"""The animatic: the boards one after the other, each for exactly its frames, with the camera's move."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import accumulate, chain
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from studio.errors import MediaError, RenderError
from studio.media.ahead import made_ahead
from studio.media.cut import Cut
from studio.media.film import FilmEncoder, check_film_size, film_encoder
from studio.media.ken_burns import ken_burns_yuv_frames
from studio.media.pictures import read_picture, read_picture_file
from studio.media.slate import slate
from studio.media.whole_file import whole_file
from studio.media.yuv_picture import YuvPicture, yuv_picture
from studio.model.documents import KenBurns
from studio.model.ports import MovingPicture, Picture, Progress, no_progress
from studio.model.timing import FrameRate

if TYPE_CHECKING:
    from studio.media.film_sound import SoundClip

_STILL = KenBurns()
_TOLD_EVERY = 12
_AHEAD = 8


@dataclass(frozen=True, slots=True, eq=False)
class AnimaticShot:
    """One board of the film: its picture (a file, encoded bytes or pixels), its frames, its move (None holds it).

    Without a picture the label stands on a plain card. A shot that is ``moving`` is its video, or filmed on its set;
    where this machine cannot draw, or the video is damaged, it is the picture with its move. ``sound`` is a video
    whose sound is heard meanwhile.
    """

    picture: Path | bytes | Picture | None
    frames: int
    move: KenBurns | None = None
    label: str = ""
    moving: MovingPicture | None = None
    sound: Path | None = None


def animatic_shots(cut: Cut) -> tuple[AnimaticShot, ...]:
    """The cut's boards as shots of the film."""
    return tuple(
        AnimaticShot(
            board.picture,
            board.frames,
            board.ken_burns,
            f"{board.scene_number} · {board.shot}",
            board.moving,
            board.sound,
        )
        for board in cut.boards
    )


def write_animatic(
    shots: Sequence[AnimaticShot],
    path: Path,
    *,
    size: tuple[int, int] = (1280, 720),
    rate: FrameRate,
    progress: Progress = no_progress,
    encoder: FilmEncoder | None = None,
) -> int:
    """Writes an MP4 of ``size`` (width, height), whole or not at all, and returns its frames: the sum of the shots'.

    ``progress`` counts frames, and stops the work by raising Cancelled.

    Raises:
        MediaError: there is nothing to film, a picture cannot be read, or the film cannot be written.
        Cancelled: the person stopped it; nothing is left.
    """
    check_film_size(size)
    if not shots:
        raise MediaError("An animatic needs at least one board; add a board first.")
    total = sum(shot.frames for shot in shots)
    with closing(made_ahead(_frames(shots, size), depth=_AHEAD)) as made:
        frames = _told(made, total, progress)
        written = _write(frames, _sounds(shots), path, encoder or film_encoder(), size=size, rate=rate, total=total)
    progress(total, total, "film")
    return written


def _write(
    frames: Iterator[YuvPicture],
    sounds: Sequence[SoundClip],
    path: Path,
    encoder: FilmEncoder,
    *,
    size: tuple[int, int],
    rate: FrameRate,
    total: int,
) -> int:
    if not sounds:
        return encoder.encode(frames, path, size=size, rate=rate)
    from studio.media.film_sound import add_sound

    with whole_file(path) as silent:
        written = encoder.encode(frames, silent, size=size, rate=rate)
        add_sound(silent, sounds, frames=total, rate=rate)
    return written


def _sounds(shots: Sequence[AnimaticShot]) -> tuple[SoundClip, ...]:
    """What is heard where; nothing where this machine can only pipe pictures."""
    if find_spec("av") is None or not any(shot.sound for shot in shots):
        return ()
    from studio.media.film_sound import SoundClip

    starts = accumulate((shot.frames for shot in shots), initial=0)
    return tuple(
        SoundClip(shot.sound, start, shot.frames) for shot, start in zip(shots, starts, strict=False) if shot.sound
    )


def _told(frames: Iterator[YuvPicture], total: int, progress: Progress) -> Iterator[YuvPicture]:
    for done, frame in enumerate(frames):
        if done % _TOLD_EVERY == 0:
            progress(done, total, "film")
        yield frame


def _frames(shots: Sequence[AnimaticShot], size: tuple[int, int]) -> Iterator[YuvPicture]:
    for shot in shots:
        moving = _moving(shot, size)
        if moving is not None:
            yield from moving
            continue
        yield from ken_burns_yuv_frames(_picture(shot, size), shot.move or _STILL, frames=shot.frames, size=size)


def _moving(shot: AnimaticShot, size: tuple[int, int]) -> Iterator[YuvPicture] | None:
    """The frames of a shot that moves by itself; None where it does not, or nothing can be drawn or read here."""
    if shot.moving is None:
        return None
    frames = shot.moving.frames(shot.frames, size=size)
    try:
        first = next(frames)
    except (RenderError, MediaError):
        return None
    return (yuv_picture(frame) for frame in chain((first,), frames))


def _picture(shot: AnimaticShot, size: tuple[int, int]) -> Picture:
    match shot.picture:
        case None:
            return slate(shot.label, size=size)
        case bytes():
            return read_picture(shot.picture, name=f"The picture of {shot.label or 'a board'}")
        case np.ndarray():
            return shot.picture
        case _:
            return read_picture_file(shot.picture)
