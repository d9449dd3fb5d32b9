"""A project's folder, ``NAME.dream``: what may be done with it, told before anything in it is touched."""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio.collab.document_store import Loaded, StoredDocument
from studio.collab.drive import network_type
from studio.collab.durable_files import sync_file, sync_folder
from studio.collab.journal_blobs import large_values_from_media
from studio.collab.media_folder import MediaFolder
from studio.collab.project_database import (
    APPLICATION_ID,
    DATABASE_NAME,
    LAYOUT_VERSION,
    TABLE_NAMES,
    connect,
    create_database,
    read_documents,
    read_journal,
    read_revision,
    table_names,
)
from studio.errors import InputError, MediaError, ProjectError
from studio.model.document import utc_now
from studio.model.documents import SCHEMA_VERSION
from studio.model.ids import PROJECT_PATH, DocPath
from studio.model.journal import JournalEntry, entry_from_wire
from studio.model.raw_fields import without_store_fields
from studio.settings import home_folder

SUFFIX = ".dream"
MEDIA_NAME = "media"

_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100


class OnNetworkDrive(ProjectError):
    """A project lies on a network drive, where a database cannot be kept safely; ``local_copy`` is a place for one."""

    def __init__(self, message: str, *, local_copy: Path) -> None:
        super().__init__(message)
        self.local_copy = local_copy


@dataclass(frozen=True, slots=True)
class ProjectContents:
    """What was read of a project, without the leases that sessions had, or have."""

    documents: dict[DocPath, dict[str, Any]]
    journal: tuple[JournalEntry, ...]
    revision: int
    has_leases: bool = False

    def loaded(self) -> Loaded:
        """The same as a session takes it over."""
        documents = {path: StoredDocument(path, fields, "") for path, fields in self.documents.items()}
        return Loaded(documents, tuple({"opId": entry.applied.op_id} for entry in self.journal), "")

    @property
    def schema_version(self) -> int:
        """The version of the documents' schema."""
        version = self.documents.get(PROJECT_PATH, {}).get("schemaVersion", SCHEMA_VERSION)
        return version if isinstance(version, int) else SCHEMA_VERSION


def project_folder(path: Path) -> Path:
    """The folder of a project, given that or the database in it, after a look at the header of the database.

    Raises:
        ProjectError: it is no project of ours, or made by a newer program; nothing was touched.
    """
    folder = path.parent if path.name == DATABASE_NAME else path
    if not folder.exists():
        raise ProjectError(f"There is no project at {path}; check the name.")
    database = folder / DATABASE_NAME
    if not database.is_file():
        raise ProjectError(f"{path} is not a DreamFactory project; choose a folder that ends in {SUFFIX}.")
    try:
        with database.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    except OSError as error:
        raise ProjectError(f"{database} cannot be read ({error.strerror}); check its permissions.") from error
    if not header.startswith(_MAGIC) or len(header) < _HEADER_BYTES:
        raise ProjectError(f"{database} is damaged or not a database; restore the project from a copy.")
    # Offsets 68 and 60 of the header, https://www.sqlite.org/fileformat.html#the_database_header
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise ProjectError(f"{database} belongs to another program, not to DreamFactory; it was left alone.")
    if int.from_bytes(header[60:64], "big") > LAYOUT_VERSION:
        raise ProjectError(f"{folder.name} was made by a newer DreamFactory; update this one to open it.")
    return folder


def refuse_network_drive(folder: Path, *, mounts: str | None = None) -> None:
    """Raises OnNetworkDrive where a folder lies on one; ``mounts`` stands in for /proc/mounts."""
    kind = network_type(folder, mounts=mounts)
    if kind is not None:
        local_copy = home_folder() / "projects" / folder.name
        raise OnNetworkDrive(
            f"{folder.name} lies on a network drive ({kind}), where work cannot be saved safely; "
            f"copy it to {local_copy} and open it there.",
            local_copy=local_copy,
        )


def create_project(
    path: Path,
    contents: Mapping[DocPath, Mapping[str, Any]],
    *,
    journal: Iterable[Mapping[str, Any]] = (),
    beside: Mapping[str, bytes] | None = None,
    mounts: str | None = None,
) -> Path:
    """Makes a project folder of these documents, whole or not at all, and returns it (``.dream`` is added).

    ``journal`` is what led to them, ``beside`` other files by name.

    Raises:
        ProjectError: there is something at that path already, it lies on a network drive, or it cannot be written.
    """
    folder = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ProjectError(f"There is already something at {folder}; choose another name.")
    documents = {DocPath(doc): dict(fields) for doc, fields in contents.items()}
    documents[PROJECT_PATH] = {
        "schemaVersion": SCHEMA_VERSION,
        "createdAt": utc_now(),
        **documents.get(PROJECT_PATH, {}),
    }
    part = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.part")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        refuse_network_drive(folder, mounts=mounts)
        try:
            (part / MEDIA_NAME).mkdir(parents=True)
            create_database(part / DATABASE_NAME, documents, revision=0, journal=journal)
            for name, data in (beside or {}).items():
                (part / name).write_bytes(data)
            for name in (DATABASE_NAME, *(beside or {})):
                sync_file(part / name)
            sync_folder(part)
            if folder.exists():
                folder.rmdir()
            part.rename(folder)
            sync_folder(folder.parent)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    except (OSError, sqlite3.Error) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise ProjectError(f"The project {folder} cannot be made ({why}); choose another place.") from error
    return folder


def is_writable(folder: Path) -> bool:
    """Whether files can be made in a folder and its database can be written."""
    return os.access(folder, os.W_OK) and os.access(folder / DATABASE_NAME, os.W_OK)


def read_project(folder: Path, *, is_ours_to_write: bool, is_live: bool = False) -> ProjectContents:
    """Reads a whole project after a check of its integrity.

    ``is_ours_to_write`` says that its lock is held; ``is_live`` that another process is writing it.

    Raises:
        ProjectError: it is damaged, or not laid out as a project.
    """
    try:
        with _reading(folder, is_ours_to_write=is_ours_to_write, is_live=is_live) as connection:
            # One transaction, so that documents, journal and revision belong together.
            connection.execute("BEGIN")
            missing = TABLE_NAMES - table_names(connection)
            if missing:
                raise ProjectError(
                    f"{folder.name} lacks its table of {', '.join(sorted(missing))}; restore the project from a copy."
                )
            verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            if verdict != "ok":
                # The first line only names the database.
                why = str(verdict).splitlines()[-1]
                raise ProjectError(f"{folder.name} is damaged ({why}); restore the project from a copy.")
            stored = read_documents(connection)
            documents = {path: without_store_fields(raw) for path, raw in stored.items()}
            journal = tuple(_entries(connection, MediaFolder(folder / MEDIA_NAME)))
            has_leases = any("lockSession" in raw for raw in stored.values())
            return ProjectContents(documents, journal, read_revision(connection), has_leases)
    except (sqlite3.Error, ValueError, TypeError, RecursionError) as error:
        raise ProjectError(f"{folder.name} is damaged ({error}); restore the project from a copy.") from error
    except OSError as error:
        raise ProjectError(f"{folder.name} cannot be read ({error.strerror}); check the disk.") from error


@contextmanager
def _reading(folder: Path, *, is_ours_to_write: bool, is_live: bool) -> Iterator[sqlite3.Connection]:
    database = folder / DATABASE_NAME
    log = folder / f"{DATABASE_NAME}-wal"
    has_log = log.is_file() and log.stat().st_size > 0
    if is_live:
        with closing(connect(database, "read")) as connection:
            yield connection
    elif not has_log:
        with closing(connect(database, "immutable")) as connection:
            yield connection
    elif is_ours_to_write:
        # A process was killed: opening for writing takes what it had acknowledged over from the log.
        with closing(connect(database, "write")) as connection:
            yield connection
    else:
        # The log can only be read in where files can be made beside it.
        with tempfile.TemporaryDirectory(prefix="dreamfactory-") as copy:
            for part in (database, log):
                shutil.copy2(part, copy)
            for part in Path(copy).iterdir():
                part.chmod(0o600)
            with closing(connect(Path(copy) / DATABASE_NAME, "write")) as connection:
                yield connection


def _entries(connection: sqlite3.Connection, media: MediaFolder) -> list[JournalEntry]:
    entries: list[JournalEntry] = []
    for wire in read_journal(connection):
        try:
            entries.append(entry_from_wire(large_values_from_media(wire, media)))
        except (MediaError, InputError):
            # Undo reaches back to the first entry after the one that is lost, not over it.
            entries.clear()
    return entries
