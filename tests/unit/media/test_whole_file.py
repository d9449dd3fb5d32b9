"""Whole files or none."""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path

import pytest

from studio.errors import Cancelled, MediaError
from studio.media.whole_file import whole_file, write_whole
from tests.unit.media.sample import no_file_larger_than


def test_that_a_full_disk_leaves_the_older_file_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "board.png"
    write_whole(path, b"older")
    with no_file_larger_than(1000), pytest.raises(MediaError, match=r"board\.png cannot be written"):
        write_whole(path, bytes(5000))
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("board.png", b"older")]


def test_that_what_is_raised_inside_passes_and_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(Cancelled), whole_file(tmp_path / "film.mp4") as beside:
        beside.write_bytes(b"half")
        raise Cancelled("Stopped.")
    assert list(tmp_path.iterdir()) == []


def test_that_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="its folder is not there"):
        write_whole(tmp_path / "gone" / "a.csv", b"")


@pytest.mark.skipif(sys.platform == "win32", reason="there are no named pipes")
def test_that_a_pipe_is_written_through_and_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write_whole(pipe, b"through")
    reader.join()
    assert read == [b"through"] and pipe.is_fifo() and list(tmp_path.iterdir()) == [pipe]
