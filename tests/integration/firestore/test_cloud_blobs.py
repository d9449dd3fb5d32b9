from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from studio.collab.cloud_blobs import CloudBlobs, CloudPlace
from studio.collab.document_store import Denied, SignInNeeded, StoreFailure, TooLarge, Unavailable
from studio.collab.firestore_token import PersonToken
from studio.errors import MediaError
from tests.stand_in.firestore_emulator import person
from tests.stand_in.storage_server import StorageServer, storage_server

PIECE = 256 << 10
SMALL = b"a small picture" * 100
LARGE = bytes(range(256)) * (PIECE // 256) * 3 + b"the end"

OpenBlobs = Callable[..., CloudBlobs]


def reference_of(data: bytes) -> str:
    return f"media:{hashlib.sha256(data).hexdigest()}.png"


def object_of(data: bytes) -> str:
    return f"projects/p/{hashlib.sha256(data).hexdigest()}.png"


@pytest.fixture
def server() -> Iterator[StorageServer]:
    with storage_server() as server:
        yield server


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def open_blobs(server: StorageServer, pauses: list[float]) -> Iterator[OpenBlobs]:
    opened: list[CloudBlobs] = []

    def open_as(token: PersonToken | None = None, **options: object) -> CloudBlobs:
        place = CloudPlace(server.bucket, "p", server.url)
        options = {"chunk_bytes": PIECE, "sleep": pauses.append, **options}
        opened.append(CloudBlobs(place, token or person("ann"), **options))  # type: ignore[arg-type]
        return opened[-1]

    yield open_as
    for blobs in opened:
        blobs.close()


@pytest.fixture
def file_of(tmp_path: Path) -> Callable[[bytes], Path]:
    def written(data: bytes) -> Path:
        path = tmp_path / "source.png"
        path.write_bytes(data)
        return path

    return written


FileOf = Callable[[bytes], Path]


@pytest.mark.parametrize(
    "data", [SMALL, LARGE, LARGE[: 2 * PIECE], b""], ids=["small", "large", "whole-pieces", "empty"]
)
def test_that_what_one_gives_another_gets(
    open_blobs: OpenBlobs, file_of: FileOf, server: StorageServer, tmp_path: Path, data: bytes
) -> None:
    open_blobs().upload(reference_of(data), file_of(data))

    other = open_blobs(person("bob"))
    other.download(reference_of(data), tmp_path / "fetched.png")

    assert server.files == {object_of(data): data}
    assert (tmp_path / "fetched.png").read_bytes() == data
    assert other.size(reference_of(data)) == len(data)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["fetched.png", "source.png"]


def test_that_what_the_team_has_is_not_sent_again(
    open_blobs: OpenBlobs, file_of: FileOf, server: StorageServer
) -> None:
    server.files[object_of(SMALL)] = SMALL

    open_blobs().upload(reference_of(SMALL), file_of(SMALL))

    assert server.asked == ["GET"]


def test_that_an_upload_goes_on_where_it_broke_off(
    open_blobs: OpenBlobs, file_of: FileOf, server: StorageServer, pauses: list[float]
) -> None:
    # The look, the start, the query; then the second piece is lost half-way, and a 503 comes on top.
    server.faults.extend(["", "", "", "", "break", 503])

    open_blobs().upload(reference_of(LARGE), file_of(LARGE))

    assert server.files[object_of(LARGE)] == LARGE
    assert len(server.uploads) == 1
    assert len(pauses) == 2


def test_that_an_upload_the_server_has_forgotten_is_begun_anew(
    open_blobs: OpenBlobs, file_of: FileOf, server: StorageServer
) -> None:
    server.faults.extend(["", "", "", 410])

    open_blobs().upload(reference_of(LARGE), file_of(LARGE))

    assert server.files[object_of(LARGE)] == LARGE
    assert len(server.uploads) == 2


def test_that_a_download_goes_on_where_it_broke_off(
    open_blobs: OpenBlobs, server: StorageServer, tmp_path: Path
) -> None:
    server.files[object_of(LARGE)] = LARGE
    server.faults.extend(["break", 500, "break"])

    open_blobs().download(reference_of(LARGE), tmp_path / "fetched.png")

    assert (tmp_path / "fetched.png").read_bytes() == LARGE
    assert len(server.asked) == 4


def test_that_altered_bytes_are_not_taken_over(
    open_blobs: OpenBlobs, file_of: FileOf, server: StorageServer, tmp_path: Path
) -> None:
    server.files[object_of(SMALL)] = SMALL[:-1] + b"?"

    with pytest.raises(MediaError, match="altered"):
        open_blobs().download(reference_of(SMALL), tmp_path / "fetched.png")
    with pytest.raises(MediaError, match="altered"):
        open_blobs().upload(reference_of(LARGE), file_of(SMALL))

    assert [path.name for path in tmp_path.iterdir()] == ["source.png"]


def test_that_a_file_has_a_largest_size(
    open_blobs: OpenBlobs, file_of: FileOf, server: StorageServer, tmp_path: Path
) -> None:
    server.files[object_of(LARGE)] = LARGE
    blobs = open_blobs(most_bytes=PIECE)

    with pytest.raises(TooLarge):
        blobs.download(reference_of(LARGE), tmp_path / "fetched.png")
    with pytest.raises(TooLarge):
        blobs.upload(reference_of(LARGE), file_of(LARGE))

    assert [path.name for path in tmp_path.iterdir()] == ["source.png"]


def test_that_a_download_that_drips_is_given_up(open_blobs: OpenBlobs, server: StorageServer, tmp_path: Path) -> None:
    server.files[object_of(LARGE)] = LARGE
    hours = iter(range(0, 1_000_000, 3600))

    with pytest.raises(MediaError, match="slowly"):
        open_blobs(clock=lambda: next(hours)).download(reference_of(LARGE), tmp_path / "fetched.png")

    assert list(tmp_path.iterdir()) == []


def test_that_what_nobody_has_shared_is_told(open_blobs: OpenBlobs, tmp_path: Path) -> None:
    assert open_blobs().size(reference_of(SMALL)) is None
    with pytest.raises(MediaError, match="share"):
        open_blobs().download(reference_of(SMALL), tmp_path / "fetched.png")
    with pytest.raises(MediaError, match="missing"):
        open_blobs().upload(reference_of(SMALL), tmp_path / "none.png")
    with pytest.raises(MediaError, match="not a reference"):
        open_blobs().size("media:../../etc/passwd")


def test_that_a_refused_token_is_renewed_once(open_blobs: OpenBlobs, server: StorageServer) -> None:
    blobs = open_blobs()
    blobs.size(reference_of(SMALL))
    server.refused.add(server.tokens[-1])

    assert blobs.size(reference_of(SMALL)) is None

    server.refused.update({"same"})
    with pytest.raises(SignInNeeded):
        open_blobs(PersonToken(lambda: "same", lambda: "same")).size(reference_of(SMALL))


@pytest.mark.parametrize(
    ("status", "failure", "tries"),
    [
        (403, Denied, 1),
        (400, Denied, 1),
        (302, Denied, 1),
        (413, TooLarge, 1),
        (410, Unavailable, 1),
        (416, Unavailable, 1),
        (429, Unavailable, 5),
        (500, Unavailable, 5),
    ],
)
def test_that_a_failure_is_told_and_tried_again_only_where_that_helps(
    open_blobs: OpenBlobs, server: StorageServer, status: int, failure: type[StoreFailure], tries: int
) -> None:
    server.faults.extend([status] * 10)

    with pytest.raises(failure):
        open_blobs().size(reference_of(SMALL))

    assert len(server.asked) == tries


def test_that_the_token_goes_to_no_other_server(open_blobs: OpenBlobs, file_of: FileOf, server: StorageServer) -> None:
    with storage_server() as other:
        server.upload_host = other.url

        with pytest.raises(Denied, match="somewhere else"):
            open_blobs().upload(reference_of(LARGE), file_of(LARGE))

        assert other.asked == []


def test_that_a_server_that_is_not_there_is_told(file_of: FileOf) -> None:
    blobs = CloudBlobs(CloudPlace("b", "p", "http://127.0.0.1:9"), person("ann"), sleep=lambda _: None)

    with pytest.raises(Unavailable):
        blobs.upload(reference_of(SMALL), file_of(SMALL))
    blobs.close()
    with pytest.raises(Unavailable):
        blobs.size(reference_of(SMALL))
