"""The embedded store: a project in a folder of this machine, without an account."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from studio.collab.doorbell import Doorbell
from studio.collab.drafts import Drafts, KeptDraft, drafts_of
from studio.collab.drive import syncing_program
from studio.collab.folder_lock import FolderLock
from studio.collab.media_folder import MediaFolder
from studio.collab.project_database import DATABASE_NAME, end_leases
from studio.collab.project_folder import (
    MEDIA_NAME,
    ProjectContents,
    is_writable,
    project_folder,
    read_project,
    refuse_network_drive,
)
from studio.collab.save_state import Saved, SaveState
from studio.collab.session_actions import GaveWay
from studio.collab.shared_session import SharedSession
from studio.collab.writer_thread import GATHER_S, RETRY_S, PendingCommit, WriterThread
from studio.errors import ProjectError
from studio.model.change_set import ChangeSet
from studio.model.document import Document
from studio.model.documents import SCHEMA_VERSION
from studio.model.ids import DocPath, new_id
from studio.model.journal import JournalEntry, journal_entries

_log = logging.getLogger(__name__)


class ProjectStore:
    """Writes what is committed to a document into its project, and brings in what other windows write there.

    Made by ``open_project``; one a project and window.
    """

    def __init__(
        self,
        media: MediaFolder,
        open_writer: Callable[[Callable[[], None]], WriterThread],
        open_doorbell: Callable[[Callable[[], None]], Doorbell],
        drafts: Drafts,
        *,
        revision: int,
        read_anew: Callable[[], ProjectContents],
    ) -> None:
        self.media, self.drafts = media, drafts
        self._read_anew = read_anew
        self._writer = open_writer(self._hear_others)
        self._doorbell = self._hung(open_doorbell)
        self._revision = revision
        self._id = new_id()
        self._document: Document | None = None
        self._session: SharedSession | None = None
        self._detach: Callable[[], None] | None = None
        self._thread = threading.get_ident()
        self._call: Callable[[Callable[[], None]], object] | None = None
        self._is_taking_over = False
        self._tell_gave_way: Callable[[GaveWay], None] = lambda _: None
        self._tell_kept: Callable[[Sequence[KeptDraft]], None] = lambda _: None
        self._to_keep: list[KeptDraft] = []

    def _hung(self, open_doorbell: Callable[[Callable[[], None]], Doorbell]) -> Doorbell | None:
        try:
            bell = open_doorbell(self._writer.look)
        except OSError as error:
            _log.info("No doorbell can be hung (%s); other windows are heard of within a second.", error)
            return None
        self._writer.listen(lambda state: bell.ring() if isinstance(state, Saved) else None)
        return bell

    @property
    def state(self) -> SaveState:
        """How safe the work is by now."""
        return self._writer.state

    def attach(self, document: Document, *, is_replica: bool = False) -> None:
        """Saves every commit of the document from now on. It has to be the one made of what was opened.

        Of a replica the documents' revisions are the team's.

        Raises:
            ValueError: the document has seen other commits than the project.
        """
        if document.revision != self._revision or self._detach is not None:
            raise ValueError(f"The document is at revision {document.revision}, the project at {self._revision}.")
        session = SharedSession(document, session=self._id, gave_way=self._gave_way, counts=not is_replica)
        self._document, self._session, self._thread = document, session, threading.get_ident()

        def hear(change_set: ChangeSet) -> None:
            if self._is_taking_over or session.is_taking_over:
                return
            session.written(self._writer.saved_revision)
            paths = {*change_set.touched, *change_set.deleted, *change_set.moved}
            self._revision = change_set.revision
            self._writer.put(
                PendingCommit(
                    revision=change_set.revision,
                    documents={path: document.raw(path) for path in paths},
                    entries=journal_entries(change_set, session=self._id),
                )
            )

        self._detach = document.subscribe(hear)
        self._writer.listen(self._hear_state)

    def follow(
        self,
        call: Callable[[Callable[[], None]], object],
        *,
        gave_way: Callable[[GaveWay], None] = lambda _: None,
        kept: Callable[[Sequence[KeptDraft]], None] = lambda _: None,
    ) -> None:
        """Brings in what others write as soon as it is there, on the thread of the document, which calls this.

        ``call`` has a function called on that thread, from any other. Without it others are heard of when this
        window saves. ``gave_way`` is told of what this person wrote and could not be brought into what others did,
        ``kept`` of the same once it lies in ``drafts``, on the disk.
        """
        self._thread, self._call, self._tell_gave_way, self._tell_kept = threading.get_ident(), call, gave_way, kept
        self._take_others_over()

    def _gave_way(self, what: GaveWay) -> None:
        self._to_keep += drafts_of(what)
        self._tell_gave_way(what)

    def _keep(self, drafts: Sequence[KeptDraft]) -> None:
        """Writes drafts, on the writer's thread."""
        for draft in drafts:
            self.drafts.write(draft)
        if self._call is not None:
            self._call(lambda: self._tell_kept(drafts) if self._call is not None else None)

    @property
    def saved_revision(self) -> int:
        """Up to which revision of the document the disk has it: what other windows did was there before."""
        saved, session, document = self._writer.saved_revision, self._session, self._document
        if session is None or document is None or any(step.revision > saved for step in session.pending):
            return saved
        return max(saved, document.revision)

    def look_for_others(self) -> None:
        """Has it looked at once whether others have written; without this they are heard of within a second."""
        self._writer.look()

    @property
    def revision(self) -> int:
        """The revision of the project that this window knows: the same in two windows that know the same."""
        return self._writer.known_revision

    def _hear_others(self) -> None:
        if self._call is not None:
            self._call(self._take_others_over)

    def _hear_state(self, state: SaveState) -> None:
        session = self._session
        if isinstance(state, Saved) and self._call is not None and session is not None and not session.is_undisturbed:
            self._call(lambda: session.written(state.revision))

    def _take_others_over(self) -> None:
        """Puts what is not saved yet on top of what others have written."""
        others, session = self._writer.others, self._session
        if others is None or session is None:
            return
        revision = others.revision
        self._is_taking_over = True
        try:
            session.written(self._writer.saved_revision)
            session.heard(others.entries)
            if session.waits_for_others:
                # All that there is was told, so what does not fit by now never will.
                session.ask_to_reload()
            entries, documents = session.waiting_entries()
        except Exception:
            # Whatever it is, saving must go on: the writer waits for this, and what is on the disk can be had whole.
            _log.exception("What others wrote could not be taken over; everything is loaded anew.")
            session.ask_to_reload()
        try:
            if session.must_reload:
                read = self._read_anew()
                session.reloaded(read.loaded())
                revision = read.revision
                entries, documents = session.waiting_entries()
        finally:
            self._is_taking_over = False
        # With it, all that was committed here is saved, what came to nothing too.
        waiting = [PendingCommit(self._revision, documents, entries)] if session.pending else []
        drafts, self._to_keep = self._to_keep, []
        self._writer.go_on(waiting, revision=revision, first=partial(self._keep, drafts) if drafts else None)

    def on_state(self, callback: Callable[[SaveState], None]) -> Callable[[], None]:
        """Has every change of ``state`` told, on the writer's thread: a window hands it over to its own.

        Returns what ends it. ``Saved(revision)`` comes only after the disk has acknowledged all up to that revision.
        """
        return self._writer.listen(callback)

    def flush(self, *, timeout_s: float = 30) -> bool:
        """Saves at once and waits for the disk; whether everything committed before is acknowledged."""
        if threading.get_ident() != self._thread:
            return self._writer.flush(timeout_s=timeout_s)
        until = time.monotonic() + timeout_s
        while not self._writer.flush(timeout_s=max(0.0, until - time.monotonic()), heeds_others=True):
            if self._writer.others is None:
                return False
            self._take_others_over()
        return True

    def close(self, *, timeout_s: float = 30) -> None:
        """Saves what is left and stops.

        Raises:
            ProjectError, MediaError: the disk does not take it; the store goes on trying, and ``abandon`` gives up.
        """
        if not self.flush(timeout_s=timeout_s):
            message = getattr(self.state, "message", "The disk does not answer; your work is kept in memory.")
            raise ProjectError(message)
        self.media.write_waiting()
        self._stop(abandon=False)

    def abandon(self) -> None:
        """Stops without what is not saved."""
        self._stop(abandon=True)

    def _stop(self, *, abandon: bool) -> None:
        if self._detach is not None:
            self._detach()
            self._detach = None
        if self._session is not None:
            self._session.close()
        self._call = None
        self._writer.end(abandon=abandon)
        if self._doorbell is not None:
            self._doorbell.close()
            self._doorbell = None


@dataclass(frozen=True, slots=True)
class OpenedProject:
    """An open project: ``Document(contents, revision=…)``, ``History.from_journal(document, journal)``, then
    ``store.attach(document)``.

    ``store`` is None when it can only be read; ``notices`` says why, and warns of a folder that another program syncs.
    ``is_shared`` says that others had it open already: what they have begun is theirs to go on with.
    """

    folder: Path
    contents: dict[DocPath, dict[str, Any]]
    journal: tuple[JournalEntry, ...]
    revision: int
    media: MediaFolder
    store: ProjectStore | None
    notices: tuple[str, ...]
    lock: FolderLock | None
    is_shared: bool = False

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be saved."""
        return self.store is None

    def close(self, *, timeout_s: float = 30) -> None:
        """Saves what is left and lets others write the project.

        Raises:
            ProjectError: the disk does not take it; the project stays open.
        """
        if self.store is not None:
            self.store.close(timeout_s=timeout_s)
        if self.lock is not None:
            self.lock.release()

    def abandon(self) -> None:
        """Closes without what is not saved."""
        if self.store is not None:
            self.store.abandon()
        if self.lock is not None:
            self.lock.release()


def open_project(
    path: Path,
    *,
    read_only: bool = False,
    gather_s: float = GATHER_S,
    retry_s: float = RETRY_S,
    before_sync: Callable[[], None] | None = None,
    mounts: str | None = None,
    can_write: Callable[[Path], bool] = is_writable,
) -> OpenedProject:
    """Opens a project for writing; only for reading where it must be, with a notice that says why.

    ``before_sync`` stands in for a slow or full disk, ``mounts`` for /proc/mounts, ``can_write`` for the permissions.

    Raises:
        ProjectError: it is damaged, not ours, made by a newer program in a way we cannot read, or on a network
            drive (``OnNetworkDrive``); nothing was touched.
    """
    folder = project_folder(path)
    refuse_network_drive(folder, mounts=mounts)
    notices: list[str] = []
    lock: FolderLock | None = None
    is_alone = False
    if can_write(folder):
        lock = FolderLock.acquire(folder)
        is_alone = lock is not None
        lock = lock or FolderLock.share(folder)
        if lock is None and not read_only:
            notices.append(f"{folder.name} is just being replaced; here it can only be read.")
    elif not read_only:
        notices.append(f"{folder.name} lies in a folder that cannot be written; here it can only be read.")
    try:
        read = read_project(folder, is_ours_to_write=is_alone, is_live=not is_alone and can_write(folder))
    except BaseException:
        if lock is not None:
            lock.release()
        raise
    is_newer = read.schema_version > SCHEMA_VERSION
    if is_newer:
        notices.append(f"{folder.name} was made by a newer DreamFactory; here it can only be read. Update this one.")
    if lock is not None and (read_only or is_newer):
        lock.release()
        lock = None
    media = MediaFolder(folder / MEDIA_NAME)
    store: ProjectStore | None = None
    if lock is not None:
        if is_alone:
            media.sweep()
            if read.has_leases:
                end_leases(folder / DATABASE_NAME)
            lock.let_others_in()
        program = syncing_program(folder)
        if program is not None:
            notices.append(
                f"{folder.name} lies in a folder that {program} syncs, which can damage it while it is open; "
                "move it out and share copies."
            )

        def open_writer(on_others: Callable[[], None]) -> WriterThread:
            return WriterThread(
                folder / DATABASE_NAME,
                media,
                revision=read.revision,
                gather_s=gather_s,
                retry_s=retry_s,
                before_sync=before_sync,
                on_others=on_others,
            )

        def read_anew() -> ProjectContents:
            return read_project(folder, is_ours_to_write=False, is_live=True)

        store = ProjectStore(
            media, open_writer, partial(Doorbell, folder), Drafts(folder), revision=read.revision, read_anew=read_anew
        )
    return OpenedProject(
        folder, read.documents, read.journal, read.revision, media, store, tuple(notices), lock, is_shared=not is_alone
    )
