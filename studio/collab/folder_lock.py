"""One writer a project: an exclusive lock of the operating system, gone with its process."""

from __future__ import annotations

import os
import sys
from pathlib import Path

LOCK_NAME = "project.lock"


class FolderLock:
    """Holds ``project.lock`` in a project's folder. Only the lock on the file says anything, not the file."""

    def __init__(self, handle: int, path: Path) -> None:
        self._handle: int | None = handle
        self._path = path

    @classmethod
    def acquire(cls, folder: Path) -> FolderLock | None:
        """The lock, or None while another window or process holds it.

        Raises:
            OSError: the folder cannot be written.
        """
        path = folder / LOCK_NAME
        while True:
            handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
            try:
                _lock(handle)
            except OSError:
                os.close(handle)
                return None
            if _is_still(handle, path):
                return cls(handle, path)
            # The holder before took its file away between our opening and locking it.
            os.close(handle)

    def release(self) -> None:
        """Lets the next one in and takes the file away; a second call does nothing."""
        if self._handle is None:
            return
        if sys.platform != "win32":
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

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
