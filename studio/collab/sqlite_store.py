"""A project's folder as a DocumentStore that several processes of one machine use at once.

Documents and journal are the rows that a window alone writes too. Presence, which nobody needs tomorrow, lies in a
database of its own beside the doorbells, so that it never waits for the disk.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from studio.collab.document_store import (
    Committed,
    Conflicted,
    Denied,
    Erase,
    Fence,
    Heard,
    Listening,
    Loaded,
    Lost,
    Patch,
    Resume,
    StoredDocument,
    Unavailable,
    Write,
)
from studio.collab.doorbell import Doorbell, runtime_folder
from studio.collab.media_folder import MediaFolder
from studio.collab.project_database import DATABASE_NAME
from studio.collab.project_folder import MEDIA_NAME
from studio.collab.shared_rows import JOURNAL, SharedRows
from studio.collab.sqlite_feed import FeedListener, FeedPoint, SqliteFeed
from studio.collab.written_fields import fields_after, holds_lease, is_as_expected, refuse_unfit
from studio.errors import MediaError
from studio.model.ids import DocPath, parent_collection

PRESENCE = "presence"

_log = logging.getLogger(__name__)


class SqliteStore:
    """A DocumentStore over a project folder. Any thread may call it.

    Args:
        folder: a project that is there.
        runtime: where doorbells hang and presence lies; the system's place for it where there is none.
        at_point: told how far a commit has come, to stand in for a machine that stops there.

    Raises:
        Unavailable: the project cannot be opened.
    """

    def __init__(
        self, folder: Path, *, runtime: Path | None = None, at_point: Callable[[str], None] = lambda _: None
    ) -> None:
        self._database = folder / DATABASE_NAME
        self._media = MediaFolder(folder / MEDIA_NAME)
        self._at_point = at_point
        self._lock = threading.RLock()
        self._latest_us = 0
        try:
            beside = runtime_folder(folder, runtime=runtime)
            beside.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._brief_database = beside.with_name(f"{beside.name}.{PRESENCE}.sqlite")
            self._project, self._brief = self._open_rows()
        except (sqlite3.Error, OSError) as error:
            raise Unavailable(f"The project cannot be opened ({error}).") from error
        self._feed = SqliteFeed(self._open_rows)
        self._doorbell: Doorbell | None = None
        try:
            self._doorbell = Doorbell(folder, self._feed.look, runtime=runtime)
        except OSError as error:
            _log.info("No doorbell can be hung (%s); others are heard of within a second.", error)

    def load(self) -> Loaded:
        """Everything as it is at one moment."""
        with self._lock, _reaching(), self._project.reading(), self._brief.reading():
            resume = FeedPoint(self._project.revision, self._brief.state("identity"), self._brief.revision)
            return Loaded(self._project.documents(), self._project.journal(), resume.text())

    def get(self, path: DocPath) -> StoredDocument | None:
        """One document; None where there is none."""
        with self._lock, _reaching():
            return self._rows_of(path).document(path)

    def query(self, collection: str) -> tuple[StoredDocument, ...]:
        """The documents of a collection by path, tombstones too."""
        with self._lock, _reaching():
            return tuple((self._brief if collection == PRESENCE else self._project).collection(collection))

    def commit(self, writes: Sequence[Write]) -> Committed:
        """Writes all or nothing, and rings. What is committed is on the disk, presence aside."""
        refuse_unfit(writes)
        if not writes:
            return Committed(self.time(), {})
        with self._lock, _reaching():
            self._at_point("called")
            committed = self._commit(writes)
        self._at_point("committed")
        self._feed.look()
        if self._doorbell is not None:
            self._doorbell.ring()
        self._at_point("rung")
        return committed

    def listen(
        self, collections: Sequence[str], hear: Callable[[Heard | Lost], None], *, resume: Resume | None = None
    ) -> Listening:
        """Tells of changes, on a thread of the store; ``hear`` must not wait for who closes.

        All that was written between two looks is told at once, in its order: no commit is ever told by half.
        """
        if resume is None and JOURNAL in collections:
            raise ValueError("The journal can only be listened to from somewhere on.")
        return self._feed.add(FeedListener(collections, hear, None if resume is None else FeedPoint.of(resume)))

    def time(self) -> str:
        """The machine's time, which never goes back here."""
        with self._lock, _reaching():
            self._latest_us = max(self._now_us(), self._project.state("time"))
            return _time_text(self._latest_us)

    def close(self) -> None:
        """Ends listeners and connections."""
        if self._doorbell is not None:
            self._doorbell.close()
            self._doorbell = None
        self._feed.close()
        with self._lock:
            self._project.close()
            self._brief.close()

    def _open_rows(self) -> tuple[SharedRows, SharedRows]:
        project = SharedRows.of_project(self._database, self._media)
        try:
            return project, SharedRows.brief(self._brief_database)
        except BaseException:
            project.close()
            raise

    def _rows_of(self, path: DocPath) -> SharedRows:
        return self._brief if parent_collection(path) == PRESENCE else self._project

    def _now_us(self) -> int:
        return max(time.time_ns() // 1000, self._latest_us)

    def _commit(self, writes: Sequence[Write]) -> Committed:
        # Always the project first: two commits never wait for one another.
        parts = [
            rows for rows in (self._project, self._brief) if any(self._rows_of(write.path) is rows for write in writes)
        ]
        with ExitStack() as transactions:
            commits = [transactions.enter_context(rows.writing()) for rows in parts]
            self._at_point("begun")
            self._latest_us = max(self._now_us(), *(rows.state("time") + 1 for rows in parts))
            now = _time_text(self._latest_us)
            revisions = {rows: rows.revision + 1 for rows in parts}
            self._check(writes)
            self._at_point("checked")
            versions = {
                write.path: str(revisions[self._rows_of(write.path)])
                for write in writes
                if self._write(write, revisions[self._rows_of(write.path)], now=now)
            }
            self._at_point("written")
            for rows, revision in revisions.items():
                if rows is self._brief:
                    rows.erase_expired(now, revision)
                rows.keep("revision", revision)
                rows.keep("time", self._latest_us)
            self._at_point("stamped")
            try:
                for commit in commits:
                    commit()
            except sqlite3.Error as error:
                raise Unavailable(f"The disk did not take it ({error}).", may_be_done=True) from error
        return Committed(now, versions)

    def _check(self, writes: Sequence[Write]) -> None:
        for write in writes:
            before = self._rows_of(write.path).document(write.path)
            if isinstance(write, Fence):
                if not holds_lease(write, before.fields if before else None):
                    raise Denied(f"The lease of {write.path} is another's by now.")
            elif not is_as_expected(write.expects, before) or (isinstance(write, Patch) and before is None):
                raise Conflicted(write.path)

    def _write(self, write: Write, revision: int, *, now: str) -> bool:
        """Whether a document is there then."""
        rows = self._rows_of(write.path)
        if isinstance(write, Fence):
            return False
        before = rows.document(write.path)
        if isinstance(write, Erase):
            if before is not None:
                rows.erase(write.path, revision)
            return False
        rows.put(write.path, fields_after(write, before.fields if before else None, now=now), revision)
        self._at_point("half")
        return True


@contextmanager
def _reaching() -> Iterator[None]:
    """Tells what the database or the disk says as what a store says."""
    try:
        yield
    except (sqlite3.Error, OSError, MediaError) as error:
        raise Unavailable(f"The project is out of reach ({error}).") from error


def _time_text(microseconds: int) -> str:
    moment = datetime.fromtimestamp(microseconds // 1_000_000, UTC).replace(microsecond=microseconds % 1_000_000)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
