"""The media of a local project: content-addressed files in ``media/``, written whole or not at all."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import threading
from pathlib import Path

from studio.collab.durable_files import replace_durably, sync_folder
from studio.errors import MediaError, MediaMissing

_REFERENCE = re.compile(r"media:([0-9a-f]{64})\.([a-z0-9]{1,8})")
_EXTENSION = re.compile(r"[a-z0-9]{1,8}")


def media_name(reference: str) -> str:
    """The file name behind a ``media:`` reference.

    Raises:
        MediaError: it is not a reference.
    """
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        raise MediaError(f"{reference!r} is not a reference to media of this project.")
    return f"{match[1]}.{match[2]}"


class MediaFolder:
    """A BlobStore in a folder. Any thread may call it.

    ``put`` returns when the bytes are safe on the disk, which takes an fsync. ``put_soon`` returns at once, for the
    GUI thread: the bytes can be read from memory meanwhile, and the project's writer makes them durable before it
    acknowledges any commit that was made after.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._waiting: dict[str, bytes] = {}

    def put(self, data: bytes, ext: str) -> str:
        """Stores the bytes durably and returns their reference.

        Raises:
            MediaError: the disk does not take them; nothing is left behind.
        """
        reference = _reference(data, ext)
        self._write(media_name(reference), data)
        return reference

    def put_soon(self, data: bytes, ext: str) -> str:
        """Returns the reference of bytes that ``write_waiting`` will store."""
        reference = _reference(data, ext)
        with self._lock:
            self._waiting[media_name(reference)] = data
        return reference

    def write_waiting(self) -> None:
        """Stores durably what ``put_soon`` was given; what the disk does not take keeps waiting.

        Raises:
            MediaError: the disk does not take it.
        """
        with self._lock:
            waiting = dict(self._waiting)
        for name, data in waiting.items():
            self._write(name, data)
            with self._lock:
                self._waiting.pop(name, None)

    def read(self, reference: str) -> bytes:
        """The bytes behind a reference.

        Raises:
            MediaMissing: they are not here.
            MediaError: they are altered.
        """
        name = media_name(reference)
        with self._lock:
            waiting = self._waiting.get(name)
        if waiting is not None:
            return waiting
        try:
            data = (self._folder / name).read_bytes()
        except OSError as error:
            raise _missing(reference) from error
        if hashlib.sha256(data).hexdigest() != name.partition(".")[0]:
            raise MediaError(f"The media file {name} has been altered; restore it from a copy.")
        return data

    def path(self, reference: str) -> Path:
        """Where a reference lies on disk; what still waits is written first.

        Raises:
            MediaMissing: it is not here.
            MediaError: it cannot be written.
        """
        name = media_name(reference)
        with self._lock:
            waiting = self._waiting.get(name)
        if waiting is not None:
            self._write(name, waiting)
        path = self._folder / name
        if not path.is_file():
            raise _missing(reference)
        return path

    def has(self, reference: str) -> bool:
        """Whether a reference can be read here.

        Raises:
            MediaError: it is none.
        """
        name = media_name(reference)
        with self._lock:
            if name in self._waiting:
                return True
        return (self._folder / name).is_file()

    def place(self, reference: str) -> Path:
        """Where the file of a reference belongs that is fetched from elsewhere; put there whole, it is in.

        Raises:
            MediaError: it is none, or the folder cannot be made.
        """
        return self._made() / media_name(reference)

    def part(self) -> Path:
        """A new name in the folder for a file that is being fetched; ``sweep`` takes away what a kill left of it.

        Raises:
            MediaError: the folder cannot be made.
        """
        return self._made() / f".{secrets.token_hex(8)}.part"

    def sweep(self) -> None:
        """Takes away what a killed process left half written."""
        for leftover in self._folder.glob(".*.part"):
            leftover.unlink(missing_ok=True)

    def _made(self) -> Path:
        try:
            self._folder.mkdir(exist_ok=True)
        except OSError as error:
            raise MediaError(f"The folder of media cannot be made ({error.strerror or error}).") from error
        return self._folder

    def _write(self, name: str, data: bytes) -> None:
        target = self._folder / name
        try:
            if target.is_file() and target.stat().st_size == len(data):
                return
            self._folder.mkdir(exist_ok=True)
            part = self._folder / f".{name}.{secrets.token_hex(4)}.part"
            try:
                with part.open("wb") as file:
                    file.write(data)
                    file.flush()
                    os.fsync(file.fileno())
                replace_durably(part, target)
            finally:
                part.unlink(missing_ok=True)
            sync_folder(self._folder)
        except OSError as error:
            raise MediaError(
                f"A media file could not be written ({error.strerror or error}); make room and repeat."
            ) from error


def _missing(reference: str) -> MediaMissing:
    name = media_name(reference)
    return MediaMissing(f"The media file {name} is missing from the project; restore it from a copy.", reference)


def _reference(data: bytes, ext: str) -> str:
    ext = ext.lower().lstrip(".")
    if not _EXTENSION.fullmatch(ext):
        raise MediaError(f"{ext!r} is not a file extension that media can have.")
    return f"media:{hashlib.sha256(data).hexdigest()}.{ext}"
