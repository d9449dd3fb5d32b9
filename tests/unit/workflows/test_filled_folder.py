from __future__ import annotations

from pathlib import Path

import pytest

from studio.collab.folder_lock import FolderLock
from studio.errors import InputError, MediaError
from studio.workflows.filled_folder import filled_folder, made_folder


def files(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file()
    }


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_that_what_was_written_takes_its_place_and_the_rest_stays(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write(out / "report.json", "old")
    write(out / "boards" / "mine.png", "mine")

    with filled_folder(out) as part:
        write(part / "report.json", "new")
        write(part / "boards" / "1.png", "one")
        assert files(out)["report.json"] == "old"

    assert files(out) == {"report.json": "new", "boards/mine.png": "mine", "boards/1.png": "one"}
    assert {path.name for path in out.iterdir()} == {"report.json", "boards"}


def test_that_a_failure_leaves_the_folder_as_it_was(tmp_path: Path) -> None:
    write(tmp_path / "out" / "report.json", "old")

    with pytest.raises(KeyboardInterrupt), filled_folder(tmp_path / "out") as part:
        write(part / "report.json", "new")
        raise KeyboardInterrupt

    assert files(tmp_path) == {"out/report.json": "old"}
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["report.json"]


def test_that_folders_that_were_made_for_it_go_again(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no"), filled_folder(tmp_path / "a" / "b" / "c") as part:
        write(part / "x", "new")
        raise ValueError("no")

    assert list(tmp_path.iterdir()) == []


def test_that_a_folder_into_which_somebody_put_something_meanwhile_stays(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no"), made_folder(tmp_path / "a" / "b"):
        write(tmp_path / "a" / "mine", "mine")
        raise ValueError("no")

    assert files(tmp_path) == {"a/mine": "mine"}
    assert not (tmp_path / "a" / "b").exists()


def test_that_a_message_never_names_the_hidden_folder(tmp_path: Path) -> None:
    with pytest.raises(MediaError) as told, filled_folder(tmp_path / "out") as part:
        raise MediaError(f"{part / 'boards'} cannot be written.")

    assert told.value.message == f"{tmp_path / 'out' / 'boards'} cannot be written."


def test_that_what_the_file_system_refuses_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(MediaError) as told, filled_folder(tmp_path / "out"):
        raise OSError(28, "No space left on device")

    assert told.value.message == f"{tmp_path / 'out'} cannot be written: the disk is full; make room and try again."


def test_that_a_file_in_the_way_is_told(tmp_path: Path) -> None:
    write(tmp_path / "taken", "mine")

    with pytest.raises(InputError, match="is a file, not a folder"), filled_folder(tmp_path / "taken" / "out"):
        raise AssertionError

    assert files(tmp_path) == {"taken": "mine"}


def test_that_leftovers_of_the_dead_go_and_those_of_the_living_stay(tmp_path: Path) -> None:
    dead, living = tmp_path / ".000000000001.part", tmp_path / ".000000000002.part"
    write(dead / "project.lock", "")
    living.mkdir()
    lock = FolderLock.acquire(living)
    assert lock is not None

    with filled_folder(tmp_path):
        assert not dead.exists()
        assert living.exists()
    lock.release()

    with filled_folder(tmp_path):
        assert not living.exists()
