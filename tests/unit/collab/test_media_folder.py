from __future__ import annotations

from pathlib import Path

import pytest

from studio.collab.media_folder import MediaFolder
from studio.errors import MediaError


def test_that_media_are_named_by_what_is_in_them_and_stored_once(tmp_path: Path) -> None:
    media = MediaFolder(tmp_path / "media")
    reference = media.put(b"picture", "png")
    assert media.put(b"picture", ".PNG") == reference and media.read(reference) == b"picture"
    assert [file.name for file in (tmp_path / "media").iterdir()] == [reference.removeprefix("media:")]
    assert media.path(reference).read_bytes() == b"picture"


def test_that_missing_and_altered_media_are_told_apart(tmp_path: Path) -> None:
    media = MediaFolder(tmp_path)
    reference = media.put(b"picture", "png")
    media.path(reference).write_bytes(b"puncture")
    with pytest.raises(MediaError, match="altered"):
        media.read(reference)
    media.path(reference).unlink()
    for look in (media.read, media.path):
        with pytest.raises(MediaError, match="missing"):
            look(reference)


@pytest.mark.parametrize("reference", ["media:../../secret.png", "media:00.png", "https://x/y.png", ""])
def test_that_only_references_lead_to_files(tmp_path: Path, reference: str) -> None:
    with pytest.raises(MediaError):
        MediaFolder(tmp_path).read(reference)


def test_that_an_extension_cannot_lead_out_of_the_folder(tmp_path: Path) -> None:
    with pytest.raises(MediaError):
        MediaFolder(tmp_path).put(b"x", "../x")


def test_that_a_truncated_file_is_written_again(tmp_path: Path) -> None:
    media = MediaFolder(tmp_path)
    reference = media.put(b"picture", "png")
    media.path(reference).write_bytes(b"pic")
    media.put(b"picture", "png")
    assert media.read(reference) == b"picture"


def test_that_media_put_soon_can_be_read_before_they_are_written(tmp_path: Path) -> None:
    media = MediaFolder(tmp_path / "media")
    one, two = media.put_soon(b"one", "json"), media.put_soon(b"two", "json")
    assert media.read(one) == b"one" and not (tmp_path / "media").exists()
    assert media.path(two).read_bytes() == b"two"
    media.write_waiting()
    assert media.path(one).read_bytes() == b"one"


def test_that_a_disk_that_takes_nothing_leaves_nothing_and_keeps_it_waiting(tmp_path: Path) -> None:
    (tmp_path / "media").write_text("in the way")
    media = MediaFolder(tmp_path / "media")
    with pytest.raises(MediaError, match="could not be written"):
        media.put(b"picture", "png")
    reference = media.put_soon(b"picture", "png")
    with pytest.raises(MediaError):
        media.write_waiting()
    (tmp_path / "media").unlink()
    media.write_waiting()
    assert media.path(reference).read_bytes() == b"picture"


def test_that_half_written_files_are_swept_away(tmp_path: Path) -> None:
    media = MediaFolder(tmp_path)
    reference = media.put(b"picture", "png")
    (tmp_path / ".abc.png.1234.part").write_bytes(b"pic")
    media.sweep()
    assert [file.name for file in tmp_path.iterdir()] == [reference.removeprefix("media:")]
