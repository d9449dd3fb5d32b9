"""Who has a project's folder: any number of windows, or one who puts another in its place. Gone with its process."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

LOCK_NAME = "project.lock"


class FolderLock:
    """Holds ``project.lock`` in a project's folder. Only the lock on the file says anything, not the file."""

    def __init__(self, handle: int, path: Path) -> None:
        self._handle: int | None = handle
        self._path = path

    @classmethod
    def acquire(cls, folder: Path, *, name: str = LOCK_NAME) -> FolderLock | None:
        """The lock for one alone, or None while others have the folder.

        Raises:
            OSError: the folder cannot be written.
        """
        return cls._acquire(folder / name, is_shared=False)

    @classmethod
    def share(cls, folder: Path) -> FolderLock | None:
        """The lock together with others, or None while one has the folder alone.

        Raises:
            OSError: the folder cannot be written.
        """
        return cls._acquire(folder / LOCK_NAME, is_shared=True)

    @classmethod
    def _acquire(cls, path: Path, *, is_shared: bool) -> FolderLock | None:
        while True:
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
            if not _lock(handle, is_shared=is_shared):
                os.close(handle)
                return None
            if _is_still(handle, path):
                return cls(handle, path)
            # The last holder before took its file away between our opening and locking it.
            os.close(handle)

    def let_others_in(self) -> None:
        """From one alone to together with others."""
        if self._handle is None:
            return
        _unlock(self._handle)
        while not _lock(self._handle, is_shared=True):
            # One who only looks whether the folder is free slipped in between.
            time.sleep(0.01)

    def release(self) -> None:
        """Lets go, the last one taking the file away; a second call does nothing."""
        if self._handle is None:
            return
        if sys.platform != "win32" and _lock(self._handle, is_shared=False):
            self._path.unlink(missing_ok=True)
        os.close(self._handle)
        self._handle = None


def _is_still(handle: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


if sys.platform == "win32":
    import msvcrt

    _PLACES = 64

    def _lock(handle: int, *, is_shared: bool) -> bool:
        # There is no shared lock here: those who share have one byte each, one alone has them all.
        places = [(place, 1) for place in range(_PLACES)] if is_shared else [(0, _PLACES)]
        for start, count in places:
            os.lseek(handle, start, os.SEEK_SET)
            try:
                msvcrt.locking(handle, msvcrt.LK_NBLCK, count)
            except OSError:
                continue
            return True
        return False

    def _unlock(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, _PLACES)

else:
    import fcntl

    def _lock(handle: int, *, is_shared: bool) -> bool:
        try:
            fcntl.flock(handle, (fcntl.LOCK_SH if is_shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _unlock(handle: int) -> None:
        # flock turns one kind into the other by itself.
        del handle
