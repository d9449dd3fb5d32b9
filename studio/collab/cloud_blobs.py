"""A team's media in Cloud Storage, through Firebase's REST interface with the person's own token.

A file's name is the hash of its bytes: ``projects/{p}/{sha256}.{ext}``. What is there is never written again, and what
is fetched is believed only when its bytes have the hash.
"""

from __future__ import annotations

import hashlib
import json
import mimetypes
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final
from urllib.parse import quote, urlsplit

from studio.collab.cloud_wire import CloudWire, NothingMore, NotThere, Stale
from studio.collab.document_store import Denied, TooLarge, Unavailable
from studio.collab.durable_files import replace_durably, sync_file
from studio.collab.firestore_token import PersonToken
from studio.collab.media_folder import media_name
from studio.errors import MediaError

MOST_BYTES: Final = 1 << 30
CHUNK_BYTES: Final = 4 << 20
"""What is larger goes up piece by piece; a multiple of the 256 KiB that the server wants."""
_GRANULE: Final = 256 << 10
_RESTARTS: Final = 3
_DEADLINE_S: Final = 60.0
_SLOWEST_BYTES_PER_S: Final = 32 << 10

Passed = Callable[[int], None]
"""Told how many bytes of a file have passed, between two pieces of it, on the same thread; what it raises ends it."""


class NotShared(MediaError):
    """The team does not have the file, yet."""


class Altered(MediaError):
    """Bytes are not what their name says."""


@dataclass(frozen=True, slots=True)
class CloudPlace:
    """Where a team's media lie. ``server`` is another one in tests."""

    bucket: str
    project: str
    server: str = "https://firebasestorage.googleapis.com"


def cloud_place(bucket: str, project: str, environment: Mapping[str, str]) -> CloudPlace:
    """With Google, or in the Storage emulator that FIREBASE_STORAGE_EMULATOR_HOST names."""
    host = environment.get("FIREBASE_STORAGE_EMULATOR_HOST", "").strip()
    return CloudPlace(bucket, project, f"http://{host}") if host else CloudPlace(bucket, project)


class CloudBlobs:
    """The far side of a team's media. Calls block, with deadlines; any thread may call it.

    Args:
        place: where they lie.
        token: the person's.
        most_bytes: what is larger is neither sent nor fetched.
        sleep: waits between tries, in seconds; None for its own, which ``break_off`` ends.
        clock: seconds that only grow.
    """

    def __init__(
        self,
        place: CloudPlace,
        token: PersonToken,
        *,
        most_bytes: int = MOST_BYTES,
        chunk_bytes: int = CHUNK_BYTES,
        sleep: Callable[[float], object] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        if chunk_bytes % _GRANULE:
            raise ValueError(f"Pieces have to be multiples of {_GRANULE} bytes.")
        self._place = place
        self._wire = CloudWire(token, sleep=sleep)
        self._most_bytes = most_bytes
        self._chunk_bytes = chunk_bytes
        self._clock = clock

    @property
    def piece_bytes(self) -> int:
        """What is no larger goes in one piece."""
        return self._chunk_bytes

    def size(self, reference: str) -> int | None:
        """How many bytes the team has under a reference; None where there are none.

        Raises:
            StoreFailure: it cannot be told.
            MediaError: it is no reference.
        """
        url = self._url(media_name(reference))
        try:
            with _understood():
                answer = self._wire.tried(lambda: self._wire.ask("GET", url))
        except NotThere:
            return None
        try:
            return int(answer.json()["size"])
        except (ValueError, KeyError, TypeError) as error:
            raise Unavailable("The team's storage gave an answer that cannot be read.") from error

    def upload(self, reference: str, path: Path, *, passed: Passed = lambda _: None) -> None:
        """Gives the team the file at ``path``, where it has not got it.

        Raises:
            StoreFailure: it did not go through, and can be tried again whole.
            Altered: it is not what the reference says.
            MediaError: there is no such file.
        """
        name = media_name(reference)
        try:
            with _understood(NotThere), path.open("rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != name.partition(".")[0]:
                    raise Altered(f"The media file {name} has been altered; restore it from a copy.")
                size = file.tell()
                self._check_size(name, size)
                if self.size(reference) == size:
                    return
                try:
                    self._send(name, file, size, passed)
                except Denied:
                    # What is there may not be written again: somebody else was faster.
                    if self.size(reference) != size:
                        raise
        except OSError as error:
            raise MediaError(f"The media file {name} is missing from the project; restore it from a copy.") from error

    def download(self, reference: str, into: Path, *, passed: Passed = lambda _: None) -> None:
        """Fetches a file to ``into``, whole and checked, or not at all; a fetch that breaks off is gone on with.

        Raises:
            StoreFailure: it cannot be had now.
            NotShared, Altered: as they say.
            MediaError: it comes too slowly, or there is no room for it.
        """
        name = media_name(reference)
        part = into.with_name(f".{into.name}.{secrets.token_hex(4)}.part")
        try:
            with _understood(), part.open("w+b") as file:
                digest = hashlib.sha256()
                deadline = _Deadline(self._clock)
                with suppress(NothingMore):
                    self._wire.tried_while_growing(
                        lambda: self._fetch(name, file, digest, deadline, passed), grown=file.tell
                    )
                if digest.hexdigest() != name.partition(".")[0]:
                    raise Altered(f"The team's media file {name} has been altered; it was not taken over.")
            sync_file(part)
            replace_durably(part, into)
        except NotThere:
            raise NotShared(
                f"The team does not have the media file {name} yet; whoever made it has to share it."
            ) from None
        except OSError as error:
            raise MediaError(f"A media file could not be written ({error.strerror or error}); make room.") from error
        finally:
            part.unlink(missing_ok=True)

    def break_off(self) -> None:
        """Has what is under way on other threads fail as Unavailable, and all that is asked later; then ``close``."""
        self._wire.break_off()

    def close(self) -> None:
        """Ends the connections."""
        self._wire.close()

    def _object(self, name: str) -> str:
        return f"projects/{self._place.project}/{name}"

    def _url(self, name: str = "", *, query: str = "") -> str:
        base = f"{self._place.server}/v0/b/{quote(self._place.bucket, safe='')}/o"
        return base + (f"/{quote(self._object(name), safe='')}" if name else "") + (f"?{query}" if query else "")

    def _check_size(self, name: str, size: int) -> None:
        if size > self._most_bytes:
            raise TooLarge(f"The media file {name} has {size >> 20} MB; a team's may have {self._most_bytes >> 20}.")

    def _send(self, name: str, file: BinaryIO, size: int, passed: Passed) -> None:
        file.seek(0)
        if size <= self._chunk_bytes:
            data = file.read()
            self._wire.tried(lambda: self._send_whole(name, data))
        else:
            self._send_in_pieces(name, file, size, passed)

    def _send_whole(self, name: str, data: bytes) -> None:
        boundary = secrets.token_hex(16)
        about = json.dumps({"name": self._object(name), "contentType": _kind(name)})
        body = (
            f"--{boundary}\r\nContent-Type: application/json; charset=utf-8\r\n\r\n{about}\r\n"
            f"--{boundary}\r\nContent-Type: {_kind(name)}\r\n\r\n"
        ).encode() + data
        headers = {
            "X-Goog-Upload-Protocol": "multipart",
            "Content-Type": f"multipart/related; boundary={boundary}",
        }
        url = self._url(query=f"name={quote(self._object(name), safe='')}")
        self._wire.ask("POST", url, headers=headers, content=body + f"\r\n--{boundary}--".encode())

    def _send_in_pieces(self, name: str, file: BinaryIO, size: int, passed: Passed) -> None:
        for _ in range(_RESTARTS):
            url = self._wire.tried(lambda: self._begin(name, size))
            sent = _Sent()
            try:
                self._wire.tried_while_growing(partial(self._go_on, url, file, size, sent, passed), grown=sent.get)
            except (Stale, NotThere):
                continue
            return
        raise Unavailable("The team's storage forgets what is being sent.")

    def _begin(self, name: str, size: int) -> str:
        headers = {
            "X-Goog-Upload-Protocol": "resumable",
            "X-Goog-Upload-Command": "start",
            "X-Goog-Upload-Header-Content-Length": str(size),
            "X-Goog-Upload-Header-Content-Type": _kind(name),
            "Content-Type": "application/json; charset=utf-8",
        }
        about = json.dumps({"name": self._object(name), "contentType": _kind(name)}).encode()
        url = self._url(query=f"name={quote(self._object(name), safe='')}")
        begun = self._wire.ask("POST", url, headers=headers, content=about).headers.get("X-Goog-Upload-URL", "")
        if urlsplit(begun)[:2] != urlsplit(self._place.server)[:2]:
            # The token goes with every piece.
            raise Denied("The team's storage wants the file sent somewhere else; it was not.")
        return begun

    def _go_on(self, url: str, file: BinaryIO, size: int, sent: _Sent, passed: Passed) -> None:
        """Sends what the server has not got yet; after a break it is asked how much that is."""
        asked = self._wire.ask("POST", url, headers={"X-Goog-Upload-Command": "query"})
        if asked.headers.get("X-Goog-Upload-Status") == "final":
            return
        try:
            at = int(asked.headers["X-Goog-Upload-Size-Received"])
        except (KeyError, ValueError) as error:
            raise Stale from error
        if not 0 <= at <= size:
            raise Stale
        while True:
            file.seek(at)
            piece = file.read(self._chunk_bytes)
            is_last = at + len(piece) >= size
            command = "upload, finalize" if is_last else "upload"
            headers = {"X-Goog-Upload-Command": command, "X-Goog-Upload-Offset": str(at)}
            self._wire.ask("POST", url, headers=headers, content=piece)
            if is_last:
                return
            at += len(piece)
            sent.come_to(at)
            passed(at)

    def _fetch(self, name: str, file: BinaryIO, digest: hashlib._Hash, deadline: _Deadline, passed: Passed) -> None:
        """Fetches what is not in the file yet."""
        have = file.tell()
        headers = {"Range": f"bytes={have}-"} if have else {}
        with self._wire.stream("GET", self._url(name, query="alt=media"), headers=headers) as response:
            # Where the whole comes again, what is there already is passed over.
            skip = have if response.status_code != 206 else 0
            for data in self._wire.reading(response):
                fresh, skip = data[skip:], max(0, skip - len(data))
                file.write(fresh)
                digest.update(fresh)
                self._check_size(name, file.tell())
                if deadline.is_over(file.tell()):
                    raise MediaError(f"The media file {name} comes too slowly; try again later.")
                with deadline.paused():
                    passed(file.tell())


class _Sent:
    """How far an upload has come."""

    def __init__(self) -> None:
        self._bytes = 0

    def get(self) -> int:
        return self._bytes

    def come_to(self, at: int) -> None:
        self._bytes = max(self._bytes, at)


class _Deadline:
    """How long a file may take, the longer the more of it has come."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._until = clock() + _DEADLINE_S

    def is_over(self, come_bytes: int) -> bool:
        return self._clock() > self._until + come_bytes / _SLOWEST_BYTES_PER_S

    @contextmanager
    def paused(self) -> Iterator[None]:
        """What is done meanwhile does not count."""
        began = self._clock()
        yield
        self._until += self._clock() - began


@contextmanager
def _understood(*also: type[Exception]) -> Iterator[None]:
    """Answers that make no sense to what was asked are a failure of the server's."""
    senseless: tuple[type[Exception], ...] = (Stale, NothingMore, *also)
    try:
        yield
    except senseless as error:
        raise Unavailable("The team's storage gave an answer that makes no sense.") from error


def _kind(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"
