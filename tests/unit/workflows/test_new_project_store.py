from __future__ import annotations

from pathlib import Path

import pytest

from studio.errors import ProjectError
from studio.model.ids import PROJECT_PATH
from studio.model.operations import Set
from studio.workflows.open_project import (
    PRODUCER,
    new_project_store,
    open_production,
    reading_project,
    refuse_replacing,
    replace_project,
)
from studio.workflows.script_contents import empty_contents


def made(path: Path, title: str) -> Path:
    with new_project_store(path, empty_contents(title)) as (document, *_):
        document.commit([Set(PROJECT_PATH, ("budget",), 1.0)], label="Produce", initiator=PRODUCER)
    return path


def title_of(path: Path) -> str:
    with reading_project(path) as (documents, _):
        return documents.project.title


def test_that_what_is_committed_is_saved_at_the_end(tmp_path: Path) -> None:
    project = made(tmp_path / "Film.dream", "Film")

    with reading_project(project) as (documents, _):
        assert (documents.project.title, documents.project.budget, documents.revision) == ("Film", 1.0, 1)


def test_that_nothing_is_left_of_a_project_whose_making_failed(tmp_path: Path) -> None:
    with (
        pytest.raises(KeyboardInterrupt),
        new_project_store(tmp_path / "Film.dream", empty_contents("Film")) as (_, m, _f),
    ):
        m.put(b"picture", "png")
        raise KeyboardInterrupt

    assert list(tmp_path.iterdir()) == []


def test_that_a_project_takes_the_place_of_the_one_before(tmp_path: Path) -> None:
    old, fresh = made(tmp_path / "Film.dream", "Old"), made(tmp_path / "new" / "Film.dream", "New")

    replace_project(fresh, old)

    assert title_of(old) == "New"
    assert {path.name for path in tmp_path.iterdir()} == {"Film.dream", "new"}
    assert not fresh.exists()


def test_that_the_one_before_stays_when_the_new_one_cannot_come(tmp_path: Path) -> None:
    old = made(tmp_path / "Film.dream", "Old")

    with pytest.raises(FileNotFoundError):
        replace_project(tmp_path / "nowhere.dream", old)

    assert title_of(old) == "Old"


def test_that_a_project_is_replaced_only_while_nobody_worked_on_it_or_has_it_open(tmp_path: Path) -> None:
    project = made(tmp_path / "Film.dream", "Film")
    refuse_replacing(project)
    refuse_replacing(tmp_path / "nowhere.dream")

    opened = open_production(project)
    with pytest.raises(ProjectError, match="is open in a window"):
        refuse_replacing(project)
    opened.document.commit([Set(PROJECT_PATH, ("title",), "Mine")], label="Rename")
    opened.close()

    with pytest.raises(ProjectError, match="holds work that a person did"):
        refuse_replacing(project)
