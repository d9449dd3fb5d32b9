"""What an export would show and is not on this machine: pictures and videos that others made and that come later."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from studio.errors import MediaError
from studio.model.documents import Board
from studio.model.ids import doc_id
from studio.model.ports import BlobStore
from studio.model.reader import DocumentReader

SHOWN_IN: Final = frozenset({"pdf", "png", "otio", "mp4"})
"""Formats that show boards' pictures."""
_SHOWS_VIDEOS: Final = "mp4"


@dataclass(frozen=True, slots=True)
class AbsentMedia:
    """A board, by its label, and what of it is not here."""

    board: str
    reference: str


def absent_media(documents: DocumentReader, media: BlobStore, format: str) -> tuple[AbsentMedia, ...]:
    """What an export in a format would show and is not here, in story order; looks at the disk for every board."""
    if format not in SHOWN_IN:
        return ()
    return tuple(
        AbsentMedia(board.shot.text or doc_id(path), reference)
        for path, board in documents.all_boards()
        for reference in _shown(board, format)
        if not is_here(media, reference)
    )


def _shown(board: Board, format: str) -> Iterator[str]:
    if format == _SHOWS_VIDEOS and board.video_url:
        yield board.video_url
    elif board.image_url:
        yield board.image_url


def is_here(media: BlobStore, reference: str) -> bool:
    """Whether the file behind a reference is on this machine."""
    try:
        media.path(reference)
    except MediaError:
        return False
    return True
