"""Media from one project's folder to another's, by name: what is in a file never changes under its name."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from studio.collab.durable_files import sync_file, sync_folder
from studio.collab.project_folder import MEDIA_NAME
from studio.errors import ProjectError


def copy_media(source: Path, target: Path) -> None:
    """Has a project's folder hold all media of another's; without copying where the disk can do that.

    Raises:
        ProjectError: the disk does not take them.
    """
    into = target / MEDIA_NAME
    try:
        into.mkdir(exist_ok=True)
        for file in (source / MEDIA_NAME).glob("[0-9a-f]*.*"):
            there = into / file.name
            if there.exists() or not file.is_file():
                continue
            part = into / f".{file.name}.part"
            with suppress(OSError):
                os.link(file, there)
                continue
            shutil.copyfile(file, part)
            sync_file(part)
            part.replace(there)
        sync_folder(into)
    except OSError as error:
        raise ProjectError(f"The media could not be copied ({error.strerror or error}); make room.") from error
