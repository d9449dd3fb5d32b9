"""A team's project brought to this machine, and taken out of the team as one of its own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from studio.collab.document_store import DocumentStore
from studio.collab.embedded_store import OpenedProject, open_project
from studio.collab.outbox import Outbox
from studio.collab.project_folder import create_project
from studio.collab.team_replica import TeamReplica, create_replica, replica_in, use_replica
from studio.errors import ProjectError
from studio.model.change_set import LOCAL_USER
from studio.model.ids import PROJECT_PATH, DocPath, collection_name
from studio.model.journal import JournalEntry, entry_to_wire
from studio.model.media_references import references_in
from studio.workflows.absent_media import is_here
from studio.workflows.copy_media import copy_media

_STAYS: Final = frozenset({"requests", "review", "invites", "presence"})
_OF_THE_TEAM: Final = ("ownerId", "memberRoles")
_SEEN: Final = ("displayName", "color")
"""What a copy keeps of a member: so that their comments stay under their name."""


def open_from_team(replica: TeamReplica, store: DocumentStore) -> Path:
    """The folder of a team's project on this machine, made of what the store has where there is none yet.

    Raises:
        ProjectError: somebody else has work in it that the team does not have, or it cannot be written.
        StoreFailure: the store cannot be reached, or the person may not read it.
    """
    return open_here(replica) or create_replica(replica, store.load())


def open_here(replica: TeamReplica) -> Path | None:
    """The folder of a team's project that is on this machine already, this person's from now on; None where it is not.

    Raises:
        ProjectError: somebody else has work in it that the team does not have, or it cannot be written.
    """
    folder = replica.folder
    if not folder.exists():
        return None
    known = replica_in(folder)
    if known is not None and known.uid != replica.uid:
        if has_unsent(folder):
            raise ProjectError(
                "Somebody else's work lies in this machine's copy and is not in the team yet; "
                "let them sign in and open the project first."
            )
        use_replica(folder, replica)
    return folder


def has_unsent(folder: Path) -> bool:
    """Whether a replica holds work that the team does not have."""
    opened = open_project(folder, read_only=True)
    outbox = Outbox(folder)
    try:
        return bool(outbox.unsent(opened.journal))
    finally:
        outbox.close()


def copy_from_team(folder: Path, target: Path) -> Path:
    """Makes a project of this machine's own of a replica: its documents, journal and media, without the team.

    Raises:
        ProjectError: there is something at that path, media are still on their way, or it cannot be written.
    """
    replica = replica_in(folder)
    if replica is None:
        raise ProjectError(f"{folder.name} is no team's project; it is on this machine already.")
    opened = open_project(folder, read_only=True)
    missing = _missing(opened)
    if missing:
        raise ProjectError(f"{missing} pictures or videos are still on their way from the team; try again later.")
    documents = {
        path: _taken_out(path, fields, replica.uid)
        for path, fields in opened.contents.items()
        if collection_name(path) not in _STAYS
    }
    members = {path: fields for path, fields in documents.items() if collection_name(path) == "members"}
    for path in members:
        fields = documents.pop(path)
        uid = LOCAL_USER if fields.get("uid") == LOCAL_USER else path.rpartition("/")[2]
        documents[DocPath(f"members/{uid}")] = {"uid": uid, **{name: fields[name] for name in _SEEN if name in fields}}
    made = create_project(target, documents, journal=(_entry(entry, replica) for entry in opened.journal))
    copy_media(folder, made)
    return made


def _taken_out(path: DocPath, fields: Mapping[str, Any], uid: str) -> dict[str, Any]:
    mine = dict(fields)
    if mine.get("uid") == uid:
        mine["uid"] = LOCAL_USER
    if uid in (mentions := mine.get("mentions") or ()):
        mine["mentions"] = [LOCAL_USER if each == uid else each for each in mentions]
    if path == PROJECT_PATH:
        mine = {name: value for name, value in mine.items() if name not in _OF_THE_TEAM}
    return mine


def _entry(entry: JournalEntry, replica: TeamReplica) -> dict[str, Any]:
    wire = entry_to_wire(entry)
    return {**wire, "uid": LOCAL_USER} if entry.uid == replica.uid else wire


def _missing(opened: OpenedProject) -> int:
    references = {each for fields in opened.contents.values() for each in references_in(fields)}
    return sum(1 for reference in references if not is_here(opened.media, reference))
