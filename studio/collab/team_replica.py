"""A team's project on this machine: a project folder that is kept in step with the team's store."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from studio.collab.document_store import Loaded
from studio.collab.durable_files import replace_durably, sync_file
from studio.collab.folder_lock import FolderLock
from studio.collab.outbox import Outbox
from studio.collab.project_folder import SUFFIX, create_project
from studio.collab.team_store import TeamPlace, emulator_in
from studio.errors import InputError, ProjectError
from studio.model.frozen import Frozen
from studio.model.ids import PROJECT_PATH, DocPath, Uid, collection_name
from studio.model.raw_fields import without_store_fields
from studio.settings import home_folder

FILE_NAME: Final = "replica.json"
LOCK_NAME: Final = "replica.lock"
_ID = re.compile(r"[A-Za-z0-9_-]{1,128}")
_PASSING: Final = frozenset({"presence", "requests", "review", "invites"})
"""What is of a team's moment, or of its owner, and of no use on a machine that is away."""


class TeamReplica(Frozen):
    """Whose replica of which project a folder is."""

    firebase_project: str
    project: str
    uid: Uid
    database: str = "(default)"

    def place(self, environment: Mapping[str, str]) -> TeamPlace:
        """Where the team has it: with Google, or in the emulator that FIRESTORE_EMULATOR_HOST names."""
        return TeamPlace(self.firebase_project, self.project, self.database, emulator_in(environment))

    @property
    def folder(self) -> Path:
        """Where it lies, one a project and machine.

        Raises:
            InputError: it is no name for a folder.
        """
        for name in (self.firebase_project, self.project):
            if not _ID.fullmatch(name):
                raise InputError(f"{name!r} is no project of a team.")
        return home_folder() / "teams" / self.firebase_project / f"{self.project}{SUFFIX}"


def replica_in(folder: Path) -> TeamReplica | None:
    """What a folder is a replica of; None where it is a project of its own.

    Only a replica in its own place is one: a folder that came from elsewhere, whatever it says of itself, sends nothing
    in this person's name.

    Raises:
        ProjectError: that cannot be read, so nothing says who may write it.
    """
    path = folder / FILE_NAME
    if not path.is_file():
        return None
    try:
        replica = TeamReplica.from_wire(json.loads(path.read_text(encoding="utf-8")))
        return replica if replica.folder.resolve() == folder.resolve() else None
    except (OSError, ValueError, ValidationError, InputError) as error:
        raise ProjectError(
            f"{folder.name} is a team's project, but {FILE_NAME} in it cannot be read; open it from the team again."
        ) from error


def create_replica(replica: TeamReplica, loaded: Loaded) -> Path:
    """Makes the folder of a team's project as the store has it, whole or not at all.

    Raises:
        ProjectError: it is there already, or cannot be written.
    """
    documents = contents_of(loaded)
    if PROJECT_PATH not in documents:
        raise ProjectError("The team's project is not there any more; ask its owner.")
    # What others did is not this machine's to send.
    journal = [{**entry, "origin": "remote"} for entry in loaded.journal]
    marks = {FILE_NAME: json.dumps(replica.to_wire(), ensure_ascii=False).encode()}
    return create_project(replica.folder, documents, journal=journal, beside=marks)


def contents_of(loaded: Loaded) -> dict[DocPath, dict[str, Any]]:
    """The documents of a team's project that a machine keeps."""
    return {
        path: without_store_fields(stored.fields)
        for path, stored in loaded.documents.items()
        if collection_name(path) not in _PASSING
    }


def use_replica(folder: Path, replica: TeamReplica) -> None:
    """Has a folder be another person's replica, such as after somebody else signed in here.

    Raises:
        ProjectError: it cannot be written.
    """
    part = folder / f".{FILE_NAME}.part"
    try:
        part.write_text(json.dumps(replica.to_wire(), ensure_ascii=False), encoding="utf-8")
        sync_file(part)
        replace_durably(part, folder / FILE_NAME)
    except OSError as error:
        raise ProjectError(f"{folder} cannot be written ({error.strerror or error}); look after the disk.") from error


class OpenReplica:
    """An open replica: whose it is, and what of it the team does not have yet. One window of a machine has it."""

    def __init__(self, replica: TeamReplica, outbox: Outbox, lock: FolderLock) -> None:
        self.replica, self.outbox, self._lock = replica, outbox, lock

    @classmethod
    def open(cls, folder: Path) -> OpenReplica | None:
        """The replica that a folder is; None where it is a project of its own.

        Raises:
            ProjectError: another window has it, or it cannot be opened.
        """
        replica = replica_in(folder)
        if replica is None:
            return None
        try:
            lock = FolderLock.acquire(folder, name=LOCK_NAME)
            if lock is None:
                raise ProjectError("This team's project is open in another window of this machine; go on there.")
            return cls(replica, Outbox(folder), lock)
        except OSError as error:
            raise ProjectError(f"{folder} cannot be opened ({error.strerror or error}).") from error

    def close(self) -> None:
        """Lets another window have it."""
        self.outbox.close()
        self._lock.release()
