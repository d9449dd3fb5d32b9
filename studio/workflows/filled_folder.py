"""A folder that is filled whole or not at all: written in a hidden folder within it, then moved into place."""

from __future__ import annotations

import errno
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from studio.collab.folder_lock import LOCK_NAME, FolderLock
from studio.errors import InputError, MediaError, StudioError

_REASONS = {
    errno.ENOSPC: "the disk is full; make room and try again",
    errno.EDQUOT: "the disk quota is used up; make room and try again",
    errno.EACCES: "this place may not be written to; choose another folder",
    errno.EPERM: "this place may not be written to; choose another folder",
    errno.EROFS: "this disk is read-only; choose another folder",
    errno.ENAMETOOLONG: "the name is too long; choose a shorter one",
}


@contextmanager
def filled_folder(folder: Path) -> Iterator[Path]:
    """Yields an empty folder to write to; on leaving, what is in it takes its place in ``folder``.

    Files replace those of the same name, folders are merged, everything else in ``folder`` stays. When anything is
    raised, ``folder`` is as it was; if it was made for this, it is gone again.

    Raises:
        InputError: something that is no folder stands there.
        MediaError: the file system refused.
    """
    with made_folder(folder), _told(folder):
        _sweep(folder)
        part = folder / f".{secrets.token_hex(6)}.part"
        part.mkdir()
        lock = FolderLock.acquire(part)
        try:
            yield part
            _merge(part, folder)
        except StudioError as error:
            # A person has never heard of the hidden folder.
            error.message = error.message.replace(str(part), str(folder))
            raise
        finally:
            shutil.rmtree(part, ignore_errors=True)
            if lock is not None:
                lock.release()


@contextmanager
def made_folder(folder: Path) -> Iterator[None]:
    """Makes a folder where there is none; what was made for it goes again when the block fails.

    Raises:
        InputError: something that is no folder stands there.
        MediaError: the file system refused.
    """
    missing = []
    above = folder
    while not above.exists() and above != above.parent:
        missing.append(above)
        above = above.parent
    if not above.is_dir():
        raise InputError(f"{above} is a file, not a folder; choose another place.")
    try:
        with _told(folder):
            folder.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for path in missing:
            with suppress(OSError):
                path.rmdir()
        raise


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = _REASONS.get(error.errno or 0, f"{error.strerror or error}; choose another folder")
        raise MediaError(f"{folder} cannot be written: {reason}.") from error


def _sweep(folder: Path) -> None:
    """Takes away what killed processes left; the lock tells who still works."""
    for left in folder.glob(".????????????.part"):
        with suppress(OSError):
            lock = FolderLock.acquire(left) if left.is_dir() else None
            if lock is not None:
                shutil.rmtree(left, ignore_errors=True)
                lock.release()


def _merge(part: Path, folder: Path) -> None:
    for entry in sorted(part.iterdir()):
        if entry.name == LOCK_NAME:
            continue
        target = folder / entry.name
        if entry.is_dir() and target.is_dir():
            _merge(entry, target)
        else:
            entry.replace(target)
