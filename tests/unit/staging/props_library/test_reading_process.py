"""Strangers' files are read in a process that may take neither all memory nor all time, and can write nothing."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from studio.errors import InputError
from studio.staging.props_library.gathering import gather
from studio.staging.props_library.model_reading import read_model
from studio.staging.props_library.own_prop import OwnProp
from studio.staging.props_library.prop_shelf import PropShelf
from studio.staging.props_library.reading_process import ReadingProcess
from tests.unit.staging.props_library.models import PIECE, box_glb, obj_text, sh3f


def take_memory(gigabytes: int) -> int:
    return int(np.ones(gigabytes * 2**27).sum())


def die() -> None:
    os._exit(3)


def write(path: Path) -> None:
    path.write_bytes(b"x" * 100)


@pytest.fixture(scope="module")
def reading() -> Iterator[ReadingProcess]:
    with ReadingProcess(most_seconds=5, most_bytes=3 * 2**30) as process:
        yield process


def test_that_a_model_is_read_there_and_a_bad_one_told(reading: ReadingProcess, tmp_path: Path) -> None:
    file = tmp_path / "chair.glb"
    file.write_bytes(box_glb())
    assert reading(read_model, file, likely_m=None).shape.size == (0.5, 0.9, 0.5)
    assert reading(os.getpid) != os.getpid()
    file.write_bytes(b"glTF")
    with pytest.raises(InputError, match="not a readable glTF"):
        reading(read_model, file, likely_m=None)
    with pytest.raises(InputError, match="cannot be read"):
        reading(read_model, tmp_path / "gone.glb", likely_m=None)
    with pytest.raises(InputError, match="odd in a way"):
        reading(int, "seven")


@pytest.mark.skipif(os.name != "posix", reason="only POSIX holds a process to its memory")
def test_that_too_much_memory_is_told_and_no_file_is_written(reading: ReadingProcess, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="too large for this machine's memory"):
        reading(take_memory, 6)
    with pytest.raises(InputError):
        reading(write, tmp_path / "x")
    assert not (tmp_path / "x").exists() or (tmp_path / "x").stat().st_size == 0


def test_that_it_begins_anew_after_death_and_after_its_time(tmp_path: Path) -> None:
    with ReadingProcess(most_seconds=3) as process:
        with pytest.raises(InputError, match="more memory than there is"):
            process(die)
        with pytest.raises(InputError, match="longer than 3 seconds"):
            process(time.sleep, 60)
        assert process(max, 3, 4) == 4


def test_that_a_folder_is_gathered_through_it(reading: ReadingProcess, tmp_path: Path) -> None:
    (tmp_path / "chair.glb").write_bytes(box_glb())
    sh3f(tmp_path / "lib.sh3f", [PIECE], {"models/table/table.obj": obj_text(scale=3)})
    found = list(gather(tmp_path, PropShelf(tmp_path / "shelf").put_mesh, reading=reading))

    assert sorted(each.names[0] for each in found if isinstance(each, OwnProp)) == ["Oak table", "chair"]
