"""Opening projects: the document, its undo history and the store behind it, put together."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from studio.collab.embedded_store import OpenedProject, open_project
from studio.collab.folder_lock import FolderLock
from studio.collab.media_folder import MediaFolder
from studio.collab.project_folder import create_project
from studio.collab.team_replica import OpenReplica, replica_in
from studio.errors import ProjectError
from studio.model.change_set import LOCAL_USER
from studio.model.document import Document
from studio.model.documents import Anchor
from studio.model.history import History
from studio.model.ids import DocPath, Uid
from studio.model.operations import Splice
from studio.model.reader import DocumentReader
from studio.script.anchors import move_anchor, relocate
from studio.script.scene_text import heading_of

PRODUCER = Uid("offline")
"""In whose name the product itself makes documents; a person's undo leaves that alone."""


@dataclass(frozen=True, slots=True)
class OpenProduction:
    """An open project, ready to be worked on.

    ``uid`` is who works on it here; ``team`` is there where a window has a team's project open.
    """

    project: OpenedProject
    document: Document
    history: History
    uid: Uid = LOCAL_USER
    team: OpenReplica | None = None

    @property
    def is_replica(self) -> bool:
        """Whether a team has the project, and this machine a replica of it."""
        return self.uid != LOCAL_USER

    def close(self) -> None:
        """Saves what is left and closes.

        Raises:
            ProjectError: the disk does not take it; the project stays open.
        """
        self.project.close()
        self.history.close()
        if self.team is not None:
            self.team.close()


def anchor_after(anchor: Anchor, splice: Splice, text: str) -> Anchor:
    """The anchor after a splice of its scene's text, which then reads ``text``; what was lost is found by its quote."""
    moved = move_anchor(anchor, at=splice.at, removed=len(splice.removed), inserted=len(splice.inserted))
    return relocate(moved, text) if moved.lost else moved


def document_of(project: OpenedProject) -> Document:
    """The document of what was opened, with the rules that follow from the script."""
    return Document(project.contents, heading_of=heading_of, anchor_after=anchor_after, revision=project.revision)


def open_production(path: Path) -> OpenProduction:
    """Opens a project for work; only for reading where it must be (``project.notices`` says why).

    Raises:
        ProjectError: it cannot be opened; nothing was touched.
    """
    project = open_project(path)
    replica = replica_in(project.folder)
    document = document_of(project)
    history = History.from_journal(document, project.journal, machine=PRODUCER)
    if project.store is not None:
        project.store.attach(document, is_replica=replica is not None)
    return OpenProduction(project, document, history, uid=replica.uid if replica is not None else LOCAL_USER)


def open_for_window(path: Path) -> OpenProduction:
    """Opens a project for a window: of a team's project, one window of this machine keeps it in step with the team.

    Raises:
        ProjectError: it cannot be opened, or a team's project is open in another window; nothing was touched.
    """
    team = OpenReplica.open(path)
    try:
        return replace(open_production(path), team=team)
    except BaseException:
        if team is not None:
            team.close()
        raise


@contextmanager
def reading_project(path: Path) -> Iterator[tuple[DocumentReader, MediaFolder]]:
    """A project to read from; it is not changed."""
    project = open_project(path, read_only=True)
    try:
        yield document_of(project), project.media
    finally:
        project.close()


@contextmanager
def new_project_store(
    path: Path, contents: Mapping[DocPath, Mapping[str, Any]]
) -> Iterator[tuple[Document, MediaFolder, Callable[[], bool]]]:
    """A new project, saved and closed at the end; nothing of it is left when the block fails.

    The last value saves what has been committed so far and tells whether the disk took it.

    Raises:
        ProjectError: it cannot be made, or the disk does not take it.
    """
    folder = create_project(path, contents)
    try:
        opened = open_project(folder)
        try:
            document = document_of(opened)
            if opened.store is None:
                raise ProjectError(" ".join(opened.notices))
            opened.store.attach(document)
            yield document, opened.media, opened.store.flush
            opened.close()
        except BaseException:
            opened.abandon()
            raise
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def refuse_replacing(path: Path) -> None:
    """Refuses to produce over a project that somebody has worked on, or that is open.

    Raises:
        ProjectError: somebody has, or something else stands there.
    """
    if not path.exists():
        return
    opened = open_project(path, read_only=True)
    people = {entry.uid for entry in opened.journal} - {PRODUCER}
    opened.close()
    if people:
        raise ProjectError(f"{path} holds work that a person did; choose another folder for --out, or move it away.")
    lock = FolderLock.acquire(path)
    if lock is None:
        raise ProjectError(f"{path} is open in a window; close it there first, or choose another folder for --out.")
    lock.release()


def replace_project(fresh: Path, path: Path) -> None:
    """Puts a project in the place of the one that stands there, if one does; one of the two is always there.

    Raises:
        ProjectError: ``refuse_replacing`` forbids it.
    """
    refuse_replacing(path)
    before = path.with_name(f".{path.name}.before")
    try:
        if path.exists():
            shutil.rmtree(before, ignore_errors=True)
            path.rename(before)
        fresh.rename(path)
    except BaseException:
        if before.exists() and not path.exists():
            before.rename(path)
        raise
    shutil.rmtree(before, ignore_errors=True)
