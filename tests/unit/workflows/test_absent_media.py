from __future__ import annotations

from pathlib import Path

import pytest

from studio.cli import main
from studio.collab.document_store import Loaded, StoredDocument
from studio.collab.project_folder import create_project
from studio.collab.team_replica import TeamReplica, create_replica
from studio.model.ids import PROJECT_PATH, Uid, board_path, scene_path
from studio.workflows.absent_media import absent_media
from studio.workflows.make_cut import make_cut
from studio.workflows.open_project import reading_project

PICTURE, VIDEO = f"media:{'a' * 64}.png", f"media:{'b' * 64}.mp4"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project of which a picture and a video have not come; the third board has none."""
    boards: tuple[dict[str, str], ...] = ({"imageUrl": PICTURE}, {"imageUrl": PICTURE, "videoUrl": VIDEO}, {})
    documents = {
        board_path("s1", f"b{place}"): {"orderKey": f"a{place}", "shot": {"number": "1", "setup": "ABC"[place]}}
        | fields
        for place, fields in enumerate(boards)
    }
    return create_project(
        tmp_path / "Ferry", {PROJECT_PATH: {"title": "Ferry"}, scene_path("s1"): {"script": "INT. HALL"}, **documents}
    )


def test_that_what_has_not_come_is_named_by_what_the_format_shows(folder: Path) -> None:
    with reading_project(folder) as (documents, media):
        found = {
            kind: [each.reference for each in absent_media(documents, media, kind)] for kind in ("pdf", "mp4", "csv")
        }
        cut = make_cut(documents, media)
    assert found == {"pdf": [PICTURE, PICTURE], "mp4": [PICTURE, VIDEO], "csv": []}
    assert [board.is_absent for board in cut.boards] == [True, True, False]


def test_that_the_command_line_names_the_boards_without_their_picture(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", str(folder), "--to", "otio", "--out", str(tmp_path / "cut.otio")]) == 0
    said = capsys.readouterr().err
    assert "What boards 1A, 1B show is not on this machine yet" in said and "restore them from a copy" in said
    assert main(["export", str(folder), "--to", "csv", "--out", str(tmp_path / "shots.csv")]) == 0
    assert "not on this machine" not in capsys.readouterr().err


def test_that_of_a_teams_project_the_command_line_says_how_to_fetch_it(
    folder: Path, tmp_path: Path, home_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with reading_project(folder) as (documents, _media):
        found = {path: StoredDocument(path, documents.raw(path) or {}, "") for path in documents.all_paths()}
    replica = create_replica(TeamReplica(firebase_project="demo", project="ferry", uid=Uid("u")), Loaded(found, (), ""))
    assert replica.is_relative_to(home_folder)
    assert main(["export", str(replica), "--to", "otio", "--out", str(tmp_path / "cut.otio")]) == 0
    assert "run “dreamfactory team open ferry” first" in capsys.readouterr().err
