"""A board whose camera moves, filmed on its set frame by frame; what was drawn once is kept for the next film."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from studio.errors import MediaError
from studio.media.pictures import encode_jpeg, read_picture
from studio.media.whole_file import write_whole
from studio.model.documents import Board, CameraKey, Project
from studio.model.ids import DocPath, doc_id
from studio.model.ports import Picture
from studio.model.reader import DocumentReader
from studio.model.stage import Stage
from studio.settings import home_folder
from studio.viewport.camera_path import Shake, camera_frames, shake_of
from studio.workflows.draw_board import FRAME_TAKE, board_stage

_LOOK = "sketch"
_QUALITY = 93
_KEPT_FILMS = 80


@dataclass(frozen=True, slots=True)
class MovingBoard:
    """All that filming one board needs, so that a worker can do it: a MovingPicture."""

    stage: Stage
    keys: tuple[CameraKey, ...]
    shake: Shake | None
    sensor: str
    aspect: float
    depth_of_field: bool = False

    def frames(self, count: int, *, size: tuple[int, int]) -> Iterator[Picture]:
        """Yields ``count`` pictures of ``size`` (width, height).

        Raises:
            RenderError: this machine cannot draw.
        """
        for place, data in enumerate(self.encoded(count, size=size)):
            yield read_picture(data, name=f"Frame {place + 1} of a camera move")

    def encoded(self, count: int, *, size: tuple[int, int]) -> Iterator[bytes]:
        """The frames as JPEG, from those that were kept or drawn now; whoever stops early keeps nothing.

        Raises:
            RenderError: this machine cannot draw.
        """
        kept = home_folder() / "moves" / f"{self._revision(count, size)}.zip"
        found = _read(kept)
        if len(found) == count:
            yield from found
            return
        drawn = []
        for data in self._drawn(count, size):
            drawn.append(data)
            yield data
        _keep(kept, drawn)

    def _drawn(self, count: int, size: tuple[int, int]) -> Iterator[bytes]:
        from studio.viewport.offscreen import OffscreenRenderer

        with OffscreenRenderer() as source:
            for key in camera_frames(self.keys, count, shake=self.shake):
                picture = source.frame(
                    self.stage,
                    key,
                    size=size,
                    aspect=self.aspect,
                    sensor=self.sensor,
                    look=_LOOK,
                    depth_of_field=self.depth_of_field,
                )
                yield encode_jpeg(picture, quality=_QUALITY)

    def _revision(self, count: int, size: tuple[int, int]) -> str:
        """What the frames depend on, as a short hash."""
        stage = self.stage.to_wire()
        facts = {
            "stage": {name: stage.get(name) for name in ("container", "props", "lights", "sky", "post")},
            "keys": [key.to_wire() for key in self.keys],
            "shake": [self.shake.seed, self.shake.duration_s] if self.shake else None,
            "frame": [self.sensor, self.aspect, self.depth_of_field, _LOOK, count, *size],
        }
        return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:24]


def moving_board(documents: DocumentReader, path: DocPath, board: Board, stage: Stage | None) -> MovingBoard | None:
    """The board as it moves on its set; None where it stands still, or where its picture is not the set's.

    A picture that somebody chose or drew on is a still: a move over it is a Ken Burns.
    """
    if stage is None or len(board.camera_keys) < 2 or board.take_id not in (None, FRAME_TAKE):
        return None
    if any(layer.visible and layer.strokes for _, layer in documents.layers(path)):
        return None
    project: Project = documents.project
    shake = shake_of(doc_id(path), board.move, project.frame_rate.rate.seconds(board.duration_frames))
    return MovingBoard(
        board_stage(stage, board),
        board.camera_keys,
        shake,
        project.sensor,
        project.aspect_ratio,
        project.depth_of_field,
    )


def _read(path: Path) -> list[bytes]:
    """The kept frames; none where there are none, or where the file is broken."""
    try:
        with zipfile.ZipFile(path) as file:
            found = [file.read(name) for name in sorted(file.namelist())]
        path.touch()
    except (OSError, zipfile.BadZipFile):
        return []
    return found


def _keep(path: Path, frames: Sequence[bytes]) -> None:
    """Keeps frames for the next time, and the newest films only; a disk that is full keeps nothing."""
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as file:
        for place, frame in enumerate(frames):
            file.writestr(f"{place:05}.jpg", frame)
    with suppress(OSError, MediaError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data.getvalue())
        films = sorted(path.parent.glob("*.zip"), key=lambda film: film.stat().st_mtime)
        for old in films[:-_KEPT_FILMS]:
            old.unlink(missing_ok=True)
