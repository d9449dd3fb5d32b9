"""A board's own video in the film."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from studio.collab.media_folder import MediaFolder
from studio.media.animatic import animatic_shots, write_animatic
from studio.media.pictures import encode_png
from studio.model.document import Document
from studio.model.ids import DocPath
from studio.model.operations import Create, Set
from studio.workflows.make_cut import make_cut
from tests.stand_in.small_video import GREEN, RED, small_video
from tests.unit.media.sample import plain
from tests.unit.workflows.tasks.conftest import a_document

BOARD = DocPath("scenes/s1/boards/b1")
BLUE = (30, 30, 200)
SIZE = (320, 180)
BLACK = (0, 0, 0)


def a_film(media: MediaFolder, video: bytes, *, frames: int = 60, **project: object) -> Document:
    """A board of blue with a video, and a still of blue after it."""
    document = a_document(**project)
    picture = media.put(encode_png(plain(BLUE)), "png")
    document.commit(
        [
            Set(BOARD, ("imageUrl",), picture),
            Set(BOARD, ("videoUrl",), media.put(video, "mp4")),
            Set(BOARD, ("durationFrames",), frames),
            Create(DocPath("scenes/s1/boards/b2"), {"orderKey": "b", "imageUrl": picture, "durationFrames": 5}),
        ],
        label="Film",
    )
    return document


def film_of(document: Document, media: MediaFolder, path: Path) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """The colours in the middle and near the upper left corner of every frame."""
    cut = make_cut(document, media)
    write_animatic(animatic_shots(cut), path, size=SIZE, rate=cut.rate)
    found = []
    with av.open(str(path)) as film:
        for frame in film.decode(video=0):
            picture = frame.to_ndarray(format="rgb24")
            found.append((tuple(map(int, picture[90, 160])), tuple(map(int, picture[4, 4]))))
    return found


def near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) < 12


def test_that_a_video_plays_at_its_own_pace_and_holds_its_last_frame(tmp_path: Path) -> None:
    media = MediaFolder(tmp_path / "media")
    # 2 s at 30 frames a second in a film of 24: red for a second, green for the next, then half a second held.
    document = a_film(media, small_video(fps=30))
    frames = film_of(document, media, tmp_path / "film.mp4")
    assert len(frames) == 65
    for number, (middle, _) in enumerate(frames):
        wanted = RED if number < 24 else GREEN if number < 60 else BLUE
        assert near(middle, wanted), (number, middle)


@pytest.mark.parametrize("aspect", [2.39, 4 / 3])
def test_that_a_video_has_the_shape_of_the_film(tmp_path: Path, aspect: float) -> None:
    media = MediaFolder(tmp_path / "media")
    document = a_film(media, small_video(), frames=10, aspectRatio=aspect)
    middle, corner = film_of(document, media, tmp_path / "film.mp4")[0]
    assert near(middle, RED) and near(corner, BLACK)


@pytest.mark.parametrize("video", [b"#EXTM3U\n/etc/passwd\n", small_video()[:9000]], ids=["playlist", "cut"])
def test_that_a_video_that_cannot_be_read_leaves_the_picture_with_its_move(tmp_path: Path, video: bytes) -> None:
    media = MediaFolder(tmp_path / "media")
    frames = film_of(a_film(media, video), media, tmp_path / "film.mp4")
    assert len(frames) == 65 and all(near(middle, BLUE) for middle, _ in frames)


def test_that_a_video_whose_file_is_gone_leaves_the_picture(tmp_path: Path) -> None:
    media = MediaFolder(tmp_path / "media")
    document = a_film(media, small_video())
    board = document.board(BOARD)
    assert board is not None and board.video_url is not None
    media.path(board.video_url).unlink()
    assert make_cut(document, media).boards[0].moving is None


def heard(path: Path) -> list[float]:
    """How loud the film is, in twentieths of a second."""
    with av.open(str(path)) as film:
        chunks = [frame.to_ndarray() for frame in film.decode(audio=0)]
    samples = np.concatenate(chunks, axis=1)[0]
    length = 48_000 // 20
    return [float(np.abs(samples[at : at + length]).max()) for at in range(0, len(samples) - length, length)]


def test_that_a_videos_sound_is_heard_under_it_and_nowhere_else(tmp_path: Path) -> None:
    media = MediaFolder(tmp_path / "media")
    document = a_film(media, small_video(), frames=24)
    document.commit(
        [Create(DocPath("scenes/s1/boards/b0"), {"orderKey": "Z", "durationFrames": 24})], label="A board before it"
    )
    frames = film_of(document, media, tmp_path / "film.mp4")
    loudness = heard(tmp_path / "film.mp4")
    assert len(frames) == 53 and abs(len(loudness) - 53 / 24 * 20) <= 2
    assert max(loudness[:19]) < 0.02 and min(loudness[21:39]) > 0.2 and max(loudness[42:]) < 0.02


def test_that_a_film_without_videos_has_no_track_and_a_silent_video_gives_silence(tmp_path: Path) -> None:
    media = MediaFolder(tmp_path / "media")
    film_of(a_document(), media, tmp_path / "plain.mp4")
    with av.open(str(tmp_path / "plain.mp4")) as film:
        assert not film.streams.audio
    film_of(a_film(media, small_video(has_sound=False)), media, tmp_path / "silent.mp4")
    assert max(heard(tmp_path / "silent.mp4")) < 0.001
