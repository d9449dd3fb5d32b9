"""Files that are still there after the power fails: fsync of a file and of the folder that names it."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def sync_file(path: Path) -> None:
    """Has the disk keep what was written to a file."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Has the disk keep the names in a folder; Windows does so by itself and cannot open one."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def replace_durably(source: Path, target: Path) -> None:
    """Renames a file that has been synced over another, and has the disk keep the new name."""
    source.replace(target)
    sync_folder(target.parent)
