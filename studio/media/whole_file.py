"""Whole files or none: write beside, then rename."""

from __future__ import annotations

import errno
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from studio.errors import MediaError

_REASONS = {
    errno.ENOSPC: "the disk is full; make room and try again",
    errno.EDQUOT: "the disk quota is used up; make room and try again",
    errno.EACCES: "this folder may not be written to; choose another",
    errno.EROFS: "this disk is read-only; choose another folder",
    errno.ENOENT: "its folder is not there; make it or choose another",
    errno.EISDIR: "a folder of that name is in the way; choose another name",
}


def cannot_write(path: Path, error: OSError) -> MediaError:
    """What a person is told when a file cannot be written."""
    reason = _REASONS.get(error.errno or 0, f"{error.strerror or error}; choose another place and try again")
    return MediaError(f"{path.name} cannot be written: {reason}.")


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Yields a path beside ``path`` to write to; renamed to ``path`` on leaving, removed if anything was raised.

    A device or a pipe, such as /dev/null, is written through: renaming would put a file in its place.

    Raises:
        MediaError: the file system refused; nothing is left, and an older file of that name is untouched.
    """
    is_device = path.exists() and not path.is_file() and not path.is_dir()
    folder = Path(tempfile.gettempdir()) if is_device else path.parent
    beside = folder / f".{secrets.token_hex(6)}.part"
    try:
        yield beside
        if is_device:
            with path.open("wb") as device, beside.open("rb") as written:
                shutil.copyfileobj(written, device)
        else:
            beside.replace(path)
    except OSError as error:
        raise cannot_write(path, error) from error
    finally:
        beside.unlink(missing_ok=True)


def write_whole(path: Path, data: bytes) -> None:
    """Writes bytes whole or not at all.

    Raises:
        MediaError: the file system refused.
    """
    with whole_file(path) as beside:
        beside.write_bytes(data)
