"""An archive from a stranger: read in memory, never unpacked, within limits of count, size and ratio."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from pathlib import Path
from typing import Self

from studio.errors import InputError

MOST_MEMBERS = 50_000
MOST_MEMBER_BYTES = 128 * 1024 * 1024
MOST_BYTES = 4 * 1024 * 1024 * 1024
MOST_RATIO = 200
_SMALL_BYTES = 1024 * 1024
"""Below this a ratio means nothing: a small file of spaces is no bomb."""


class BoundedZip:
    """The members of a zip file by their paths. Use it in a ``with``.

    Raises:
        InputError: it is no zip file, or promises more than any prop library holds; a sentence without its name.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise InputError("it is not a readable archive; download it again.") from error
        members = self._zip.infolist()
        if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > MOST_BYTES:
            self._zip.close()
            raise InputError("it unpacks to far more than a prop library holds, so it was left alone.")
        self._members = {clean: member for member in members if (clean := _clean(member.filename)) is not None}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file."""
        self._zip.close()

    def names(self) -> tuple[str, ...]:
        """Paths inside the archive; those that would lead out of it are not there."""
        return tuple(self._members)

    def read(self, name: str) -> bytes | None:
        """The bytes of a member, or None where there is none.

        Raises:
            InputError: it is damaged, encrypted or grows beyond the limits.
        """
        clean = _clean(name)
        member = self._members.get(clean) if clean is not None else None
        if member is None:
            return None
        # What comes out never exceeds the size that the archive states: zipfile stops there.
        most = min(MOST_MEMBER_BYTES, max(_SMALL_BYTES, member.compress_size * MOST_RATIO))
        if member.file_size > most:
            raise InputError(f"its part {clean} unpacks to far more than it should, so it was left alone.")
        try:
            with self._zip.open(member) as stream:
                return stream.read()
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError) as error:
            raise InputError(f"its part {clean} is damaged or encrypted; download it again.") from error


def _clean(name: str) -> str | None:
    """The path inside the archive, from its root; None for one that leads out of it."""
    path = posixpath.normpath(name.replace("\\", "/").lstrip("/"))
    return None if path in {".", ".."} or path.startswith("../") or "\x00" in path else path
