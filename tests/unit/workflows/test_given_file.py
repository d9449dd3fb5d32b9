from __future__ import annotations

from pathlib import Path

import pytest

from studio.errors import InputError
from studio.workflows.given_file import spare_given


def test_that_what_was_given_is_never_an_output(tmp_path: Path) -> None:
    given = tmp_path / "stage.json"
    given.touch()
    (tmp_path / "link.json").symlink_to(given)
    spare_given(given, tmp_path / "other.json", None)

    for output in (given, tmp_path / "x" / ".." / "stage.json", tmp_path / "link.json"):
        with pytest.raises(InputError, match="written over what was given"):
            spare_given(given, output)


def test_that_nothing_is_written_into_a_given_folder(tmp_path: Path) -> None:
    project = tmp_path / "Film.dream"
    project.mkdir()

    spare_given(project, tmp_path / "Film.dream.csv")
    with pytest.raises(InputError):
        spare_given(project, project / "media" / "x.csv")
