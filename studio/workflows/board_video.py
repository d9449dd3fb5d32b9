"""A board's own video in the film, for the board's length at the film's rate."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from studio.errors import MediaError
from studio.media.pictures import encode_jpeg
from studio.media.video_file import video_frames
from studio.model.documents import Board, Project
from studio.model.ids import DocPath
from studio.model.ports import BlobStore, Picture
from studio.model.reader import DocumentReader
from studio.model.stage import Stage
from studio.model.timing import FrameRate
from studio.workflows.moving_board import MovingBoard, moving_board

_QUALITY = 88


@dataclass(frozen=True, slots=True)
class BoardVideo:
    """All that showing a board's video needs, so that a worker can do it: a MovingPicture."""

    path: Path
    name: str
    rate: FrameRate
    aspect: float

    def frames(self, count: int, *, size: tuple[int, int]) -> Iterator[Picture]:
        """Yields ``count`` pictures of ``size`` (width, height); a shorter video holds its last frame.

        Raises:
            MediaError: it is damaged.
        """
        return video_frames(self.path, count, size=size, rate=self.rate, aspect=self.aspect, name=self.name)

    def encoded(self, count: int, *, size: tuple[int, int]) -> Iterator[bytes]:
        """The frames as JPEG.

        Raises:
            MediaError: it is damaged.
        """
        for frame in self.frames(count, size=size):
            yield encode_jpeg(frame, quality=_QUALITY)


def board_video(project: Project, board: Board, media: BlobStore) -> BoardVideo | None:
    """The video that a board shows; None where it has none, or its file is not here."""
    if not board.video_url:
        return None
    try:
        path = media.path(board.video_url)
    except MediaError:
        return None
    return BoardVideo(path, f"The video of {board.shot.text}", project.frame_rate.rate, project.aspect_ratio)


def filmed_board(
    documents: DocumentReader, path: DocPath, board: Board, stage: Stage | None, media: BlobStore
) -> MovingBoard | BoardVideo | None:
    """What moves in a board: its video, else the camera on its set; None where it is a still."""
    return board_video(documents.project, board, media) or moving_board(documents, path, board, stage)
