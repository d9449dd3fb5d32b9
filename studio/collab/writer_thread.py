"""The one thread that writes a project: it gathers commits into transactions and acknowledges what is on the disk."""

from __future__ import annotations

import logging
import os
import sqlite3
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from errno import ENOSPC
from pathlib import Path
from typing import Any

from studio.collab.journal_blobs import large_values_from_media, large_values_to_media
from studio.collab.media_folder import MediaFolder
from studio.collab.project_database import connect, read_journal_after, read_revision, write_documents, write_journal
from studio.collab.save_state import Saved, SaveFailed, SaveState, Saving
from studio.errors import MediaError
from studio.model.ids import DocPath
from studio.model.journal import JournalEntry, entry_to_wire

GATHER_S = 0.05
"""The first commit of a burst waits so long for company, however steadily more arrive."""
RETRY_S = 2.0
POLL_S = 1.0
"""Where no doorbell rings, others are heard of so late."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PendingCommit:
    """One commit on its way: documents as they are after it (None = gone) and its journal entries."""

    revision: int
    documents: Mapping[DocPath, Mapping[str, Any] | None]
    entries: tuple[JournalEntry, ...]


@dataclass(frozen=True, slots=True)
class Others:
    """What other windows wrote: journal documents in order, up to a revision of the project."""

    entries: tuple[dict[str, Any], ...]
    revision: int


class _Behind(Exception):
    """Somebody else has written since."""


class WriterThread:
    """Writes commits in order, and hears what other windows of this machine write into the same project.

    ``put`` never blocks; listeners are called on this thread. When others have written, nothing more is written until
    ``go_on`` tells how what waits has to be on top of that.
    """

    def __init__(
        self,
        database: Path,
        media: MediaFolder,
        *,
        revision: int,
        gather_s: float = GATHER_S,
        retry_s: float = RETRY_S,
        before_sync: Callable[[], None] | None = None,
        on_others: Callable[[], None] = lambda: None,
    ) -> None:
        """``on_others`` is called on this thread when there are ``others`` to take over.

        ``before_sync`` is called before each transaction is committed to the disk, to stand in for a slow one.
        """
        self._database = database
        self._media = media
        self._gather_s = gather_s
        self._retry_s = retry_s
        self._before_sync = before_sync
        self._on_others = on_others
        self._others: Others | None = None
        self._known_revision = revision
        self._data_version = 0
        self._connection: sqlite3.Connection | None = None
        self._file = database.stat()
        self._listeners: dict[object, Callable[[SaveState], None]] = {}
        self._condition = threading.Condition()
        self._pending: list[PendingCommit] = []
        self._first_to_do: list[Callable[[], None]] = []
        self._first_at = 0.0
        self._in_a_hurry = False
        self._is_ending = False
        self._is_rung = False
        self._is_abandoned = False
        self._failures = 0
        self._queued_revision = revision
        self._saved_revision = revision
        self._state: SaveState = Saved(revision)
        self._thread = threading.Thread(target=self._run, name="project-writer", daemon=True)
        self._thread.start()

    @property
    def state(self) -> SaveState:
        """What was told last."""
        return self._state

    def listen(self, listener: Callable[[SaveState], None]) -> Callable[[], None]:
        """Has every new state told to a listener, on the writer's thread; returns what ends it."""
        token = object()
        with self._condition:
            self._listeners[token] = listener

        def stop() -> None:
            with self._condition:
                self._listeners.pop(token, None)

        return stop

    def put(self, commit: PendingCommit) -> None:
        """Takes a commit to be written with the next transaction."""
        with self._condition:
            if not self._pending:
                self._first_at = time.monotonic()
            self._pending.append(commit)
            self._queued_revision = commit.revision
            self._condition.notify_all()

    def flush(self, *, timeout_s: float, heeds_others: bool = False) -> bool:
        """Writes at once and waits; whether all that was put before is acknowledged. False soon when the disk fails.

        ``heeds_others`` has it return also when there is something of others to take over, without which nothing is
        written.
        """
        with self._condition:
            target, failures = self._queued_revision, self._failures
            self._in_a_hurry = True
            self._condition.notify_all()
            self._condition.wait_for(
                lambda: (
                    self._saved_revision >= target
                    or self._failures > failures
                    or (heeds_others and self._others is not None)
                ),
                timeout=timeout_s,
            )
            return self._saved_revision >= target

    def end(self, *, abandon: bool) -> None:
        """Ends the thread when all is written, or with what is not left behind."""
        with self._condition:
            self._is_ending = True
            self._is_abandoned = abandon
            self._condition.notify_all()
        self._thread.join()

    @property
    def saved_revision(self) -> int:
        """Up to which commit the disk has acknowledged."""
        return self._saved_revision

    @property
    def known_revision(self) -> int:
        """The revision of the project up to which everybody's commits are in this window's document, or from it."""
        return self._known_revision

    @property
    def others(self) -> Others | None:
        """What others wrote and ``go_on`` has not been told for yet."""
        return self._others

    def go_on(
        self, waiting: Sequence[PendingCommit], *, revision: int, first: Callable[[], None] | None = None
    ) -> None:
        """What others wrote is taken over up to a revision of the project; what waits to be written is now this.

        ``first`` is called on this thread, again until it raises nothing, before anything more is acknowledged.
        """
        with self._condition:
            if first is not None:
                self._first_to_do.append(first)
            self._known_revision = revision
            self._others = None
            self._pending[:] = waiting
            if not waiting and not self._first_to_do:
                self._saved_revision = self._queued_revision
            self._condition.notify_all()

    def look(self) -> None:
        """Has the thread look at once whether others have written; from any thread."""
        with self._condition:
            self._is_rung = True
            self._condition.notify_all()

    def _run(self) -> None:
        try:
            while (batch := self._gather()) is not None:
                if batch or self._first_to_do:
                    self._save(batch)
        finally:
            self._disconnect()

    def _gather(self) -> list[PendingCommit] | None:
        """The next commits to write together; None when there is nothing more to do."""
        with self._condition:
            self._condition.wait_for(
                lambda: self._pending or self._first_to_do or self._is_ending or self._is_rung, timeout=POLL_S
            )
            self._is_rung = False
            if self._is_abandoned or (self._is_ending and not self._pending and not self._first_to_do):
                return None
            first = self._pending[0].revision if self._pending else None
        if self._hear_others() or first is None:
            return []
        if not isinstance(self._state, SaveFailed):
            self._tell(Saving(first))
        with self._condition:
            left_s = self._first_at + self._gather_s - time.monotonic()
            self._condition.wait_for(lambda: self._in_a_hurry or self._is_ending, timeout=max(0.0, left_s))
            self._in_a_hurry = False
            return list(self._pending)

    def _hear_others(self) -> bool:
        """Hands over what others have written, and waits until it is taken over; whether there was something."""
        try:
            connection = self._connected()
            version = connection.execute("PRAGMA data_version").fetchone()[0]
            if version == self._data_version:
                return False
            connection.execute("BEGIN")
            try:
                revision = read_revision(connection)
                others = Others(self._entries(connection), revision)
            finally:
                connection.execute("COMMIT")
        except (sqlite3.Error, OSError) as error:
            # Who has something to save is told that it fails; hearing of others just comes later.
            _log.debug("What others wrote cannot be read yet: %s", error)
            self._disconnect()
            return False
        self._data_version = version
        if revision == self._known_revision:
            return False
        with self._condition:
            self._others = others
            self._condition.notify_all()
        self._on_others()
        with self._condition:
            self._condition.wait_for(lambda: self._others is None or self._is_ending)
            is_all_saved = not self._pending and not self._first_to_do
        if is_all_saved and isinstance(self._state, Saving):
            self._tell(Saved(self._saved_revision))
        return True

    def _entries(self, connection: sqlite3.Connection) -> tuple[dict[str, Any], ...]:
        """What others wrote; one empty entry where it cannot be read as a journal, and only the documents can."""
        try:
            entries = read_journal_after(connection, self._known_revision)
            return tuple(large_values_from_media(entry, self._media) for entry in entries)
        except (MediaError, ValueError, KeyError, TypeError, AttributeError):
            _log.warning("The journal of others cannot be read; everything is loaded anew.")
            return ({},)

    def _connected(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = connect(self._database, "write")
            self._file = self._database.stat()
            self._data_version = 0
        elif not os.path.samestat(self._file, self._database.stat()):
            # The folder was deleted or replaced: SQLite would go on writing into a file that nobody finds again.
            raise sqlite3.OperationalError("unable to open: another file has taken its place")
        return self._connection

    def _save(self, batch: list[PendingCommit]) -> None:
        if not batch:
            self._in_a_hurry = False
        try:
            self._write(batch)
        except _Behind:
            self._data_version = 0
            return
        except Exception as error:
            # Whatever went wrong, this thread must live on and say so: a dead writer would be a silent lie.
            if not isinstance(error, sqlite3.Error | OSError | MediaError):
                _log.exception("A commit could not be written.")
            self._disconnect()
            self._fail(error)
            return
        with self._condition:
            if not batch and self._pending:
                return
            revision = batch[-1].revision if batch else self._queued_revision
            del self._pending[: len(batch)]
            self._first_at = time.monotonic()
            self._saved_revision = revision
            self._condition.notify_all()
        self._tell(Saved(revision))

    def _write(self, batch: list[PendingCommit]) -> None:
        while self._first_to_do:
            self._first_to_do[0]()
            del self._first_to_do[0]
        if not batch:
            return
        # Blobs first: a commit is not acknowledged before what it refers to is on the disk.
        self._media.write_waiting()
        documents: dict[DocPath, Mapping[str, Any] | None] = {}
        for commit in batch:
            documents.update(commit.documents)
        entries = [
            large_values_to_media(entry_to_wire(entry), self._media) for commit in batch for entry in commit.entries
        ]
        connection = self._connected()
        connection.execute("BEGIN IMMEDIATE")
        try:
            if read_revision(connection) != self._known_revision:
                raise _Behind
            # As many as commits: a project of one window counts as its document does.
            revision = self._known_revision + len(batch)
            write_documents(connection, documents, revision=revision)
            write_journal(connection, ((revision, entry) for entry in entries))
            if self._before_sync is not None:
                self._before_sync()
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
        self._known_revision = revision

    def _fail(self, error: Exception) -> None:
        with self._condition:
            saved = self._saved_revision
            self._failures += 1
            self._condition.notify_all()
        self._tell(SaveFailed(_sentence(error), saved))
        with self._condition:
            self._condition.wait_for(
                lambda: self._in_a_hurry or self._is_abandoned,
                timeout=self._retry_s,
            )

    def _tell(self, state: SaveState) -> None:
        self._state = state
        with self._condition:
            listeners = tuple(self._listeners.values())
        for listener in listeners:
            try:
                listener(state)
            except Exception:
                # The writer must outlive a view that fails.
                _log.exception("A listener to the state of saving failed.")

    def _disconnect(self) -> None:
        if self._connection is not None:
            try:
                self._connection.close()
            except sqlite3.Error:
                _log.warning("The project's database could not be closed cleanly; it recovers when opened next.")
            self._connection = None


def _sentence(error: Exception) -> str:
    if "full" in str(error) or (isinstance(error, OSError) and error.errno == ENOSPC):
        why = "The disk is full; make room."
    elif "readonly" in str(error) or isinstance(error, PermissionError):
        why = "The project's folder can no longer be written; make it writable."
    elif "unable to open" in str(error) or isinstance(error, FileNotFoundError):
        why = "The project's folder is gone or out of reach; bring it back."
    else:
        why = f"The project cannot be written ({error}); look after the disk."
    return f"{why} Your work since is kept in memory and saved as soon as that is possible."
