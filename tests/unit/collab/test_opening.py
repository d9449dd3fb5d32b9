from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from studio.collab.embedded_store import open_project
from studio.collab.folder_lock import FolderLock
from studio.collab.project_folder import OnNetworkDrive, create_project
from studio.errors import ProjectError
from studio.model.document import Document
from studio.model.ids import DocPath
from studio.model.operations import Set
from tests.unit.model.small_project import B1, contents, heading_of


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return create_project(tmp_path / "Night.dream", contents())


def sealed(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def sql(project: Path, *statements: str) -> None:
    with closing(sqlite3.connect(project / "project.sqlite", isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


def refusal(project: Path) -> str:
    """What opening says, one sentence; and that it leaves every byte and every name as it was."""
    before = sealed(project)
    with pytest.raises(ProjectError) as refused:
        open_project(project)
    assert sealed(project) == before
    message = refused.value.message
    assert message.endswith(".") and "\n" not in message
    return message


def test_that_a_folder_without_a_project_is_refused(tmp_path: Path) -> None:
    assert "not a DreamFactory project" in refusal(tmp_path)
    assert "There is no project" in refusal(tmp_path / "nowhere")


def test_that_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    (tmp_path / "project.sqlite").write_bytes(b"PK\3\4" + bytes(200))
    assert "damaged or not a database" in refusal(tmp_path)
    (tmp_path / "project.sqlite").write_bytes(b"")
    assert "damaged or not a database" in refusal(tmp_path)


def test_that_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    sql(tmp_path, "PRAGMA journal_mode = WAL", "CREATE TABLE documents (path, revision, fields)")
    assert "another program" in refusal(tmp_path)


def test_that_a_damaged_database_is_told(project: Path) -> None:
    sql(project, "VACUUM")
    database = project / "project.sqlite"
    data = bytearray(database.read_bytes())
    data[4096:8192] = b"\xff" * 4096
    database.write_bytes(bytes(data))
    assert "damaged" in refusal(project)


def test_that_a_truncated_database_is_told(project: Path) -> None:
    database = project / "project.sqlite"
    database.write_bytes(database.read_bytes()[:5000])
    assert "damaged" in refusal(project)


def test_that_missing_tables_are_named(project: Path) -> None:
    sql(project, "DROP TABLE journal")
    assert "journal" in refusal(project)


def test_that_a_row_that_is_no_document_is_damage(project: Path) -> None:
    sql(project, "UPDATE documents SET fields = '[]' WHERE path = 'scenes/s1'")
    assert "scenes/s1" in refusal(project)
    sql(project, "UPDATE documents SET fields = '{' WHERE path = 'scenes/s1'")
    assert "damaged" in refusal(project)


def test_that_a_newer_layout_is_refused(project: Path) -> None:
    sql(project, "PRAGMA user_version = 99")
    assert "newer" in refusal(project)


def test_that_newer_documents_open_for_reading(project: Path) -> None:
    sql(project, """UPDATE documents SET fields = '{"schemaVersion": 99}' WHERE path = ''""")
    before = sealed(project)
    opened = open_project(project)
    assert opened.is_read_only and "newer" in opened.notices[0] and B1 in opened.contents
    opened.close()
    assert sealed(project) == before


def test_that_a_network_drive_is_refused_and_a_local_copy_offered(project: Path, home_folder: Path) -> None:
    mounts = f"/dev/vda / ext4 rw 0 0\nserver:/x {project.parent} nfs4 rw 0 0\n"
    with pytest.raises(OnNetworkDrive, match="network drive") as refused:
        open_project(project, mounts=mounts)
    assert refused.value.local_copy == home_folder / "projects" / "Night.dream"
    with pytest.raises(OnNetworkDrive):
        create_project(project.parent / "Other", {}, mounts=mounts)
    assert [child.name for child in project.parent.iterdir()] == ["Night.dream"]


def test_that_a_folder_that_syncs_is_warned_of(tmp_path: Path) -> None:
    opened = open_project(create_project(tmp_path / "Dropbox" / "Night", {}))
    assert not opened.is_read_only and "Dropbox" in opened.notices[0]
    opened.close()


def test_that_a_second_window_may_write_too_and_a_reader_sees_what_was_saved(project: Path) -> None:
    first, second = open_project(project), open_project(project)
    assert not second.is_read_only and not second.notices
    second.close()
    assert first.store is not None
    document = Document(first.contents, heading_of=heading_of)
    first.store.attach(document)
    document.commit([Set(B1, ("dialogue",), "saved")], label="Edit")
    assert first.store.flush()
    third = open_project(project, read_only=True)
    assert third.contents[B1]["dialogue"] == "saved" and third.revision == 1 and not third.notices
    first.close()
    assert not (project / "project.lock").exists()


def test_that_a_project_that_is_just_being_replaced_is_read_only(project: Path) -> None:
    lock = FolderLock.acquire(project)
    assert lock is not None
    opened = open_project(project)
    assert opened.is_read_only and "being replaced" in opened.notices[0]
    opened.close()
    lock.release()


def test_that_nobody_replaces_a_project_that_is_open(project: Path) -> None:
    first, second = open_project(project), open_project(project)
    first.close()
    assert FolderLock.acquire(project) is None
    second.close()
    lock = FolderLock.acquire(project)
    assert lock is not None
    lock.release()


def test_that_nobody_holds_what_a_window_that_is_gone_was_editing(project: Path) -> None:
    held = """json_set(fields, '$.lockSession', 'w1', '$.lockedBy', 'me', '$.lockEpoch', 4)"""
    sql(project, f"UPDATE documents SET fields = {held} WHERE path = 'scenes/s1'")
    opened = open_project(project)
    assert not {"lockSession", "lockedBy", "lockEpoch"} & opened.contents[DocPath("scenes/s1")].keys()
    opened.close()
    with closing(sqlite3.connect(project / "project.sqlite")) as connection:
        (fields,) = connection.execute("SELECT fields FROM documents WHERE path = 'scenes/s1'").fetchone()
    assert "lockSession" not in fields and "lockedBy" not in fields and '"lockEpoch":4' in fields


def test_that_what_another_window_is_editing_stays_its_own(project: Path) -> None:
    first = open_project(project)
    sql(project, "UPDATE documents SET fields = json_set(fields, '$.lockSession', 'w1') WHERE path = 'scenes/s1'")
    second = open_project(project)
    second.close()
    with closing(sqlite3.connect(project / "project.sqlite")) as connection:
        (fields,) = connection.execute("SELECT fields FROM documents WHERE path = 'scenes/s1'").fetchone()
    assert '"lockSession":"w1"' in fields
    first.close()


@pytest.fixture
def killed(project: Path, tmp_path: Path) -> Path:
    """A copy of a project made while it was being written: what is new lies in its log."""
    opened = open_project(project)
    assert opened.store is not None
    document = Document(opened.contents, heading_of=heading_of)
    opened.store.attach(document)
    document.commit([Set(B1, ("dialogue",), "saved")], label="Edit")
    assert opened.store.flush()
    copy = tmp_path / "Killed.dream"
    shutil.copytree(project, copy)
    opened.close()
    assert (copy / "project.sqlite-wal").stat().st_size > 0
    return copy


def test_that_the_log_of_a_killed_process_is_taken_over(killed: Path) -> None:
    opened = open_project(killed)
    assert opened.contents[B1]["dialogue"] == "saved" and opened.revision == 1
    opened.close()
    assert not (killed / "project.sqlite-wal").exists()


def test_that_a_read_only_folder_opens_for_reading_with_what_is_in_the_log(killed: Path) -> None:
    before = sealed(killed)
    opened = open_project(killed, can_write=lambda folder: folder != killed)
    assert opened.is_read_only and "cannot be written" in opened.notices[0]
    assert opened.contents[B1]["dialogue"] == "saved"
    opened.close()
    assert sealed(killed) == before


def test_that_the_database_itself_can_be_given_as_the_path(project: Path) -> None:
    opened = open_project(project / "project.sqlite", read_only=True)
    assert opened.folder == project and DocPath("") in opened.contents
