"""What the embedded store's listeners are told: one thread looks what all processes have written since."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from studio.collab.document_store import Change, Heard, Listening, Lost, Resume, Unavailable
from studio.collab.shared_rows import SharedRows
from studio.errors import MediaError
from studio.model.ids import parent_collection

POLL_S = 1.0
"""Where no doorbell rings, others are heard of so late."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class FeedPoint:
    """How much of both databases is told; the brief one has an identity, as it may be another tomorrow."""

    revision: int
    brief_identity: int
    brief_revision: int

    def text(self) -> Resume:
        """As the port's plain text."""
        return f"{self.revision} {self.brief_identity} {self.brief_revision}"

    @classmethod
    def of(cls, text: Resume) -> FeedPoint:
        """What a text says.

        Raises:
            ValueError: it is not of this store.
        """
        try:
            revision, identity, brief_revision = map(int, text.split(" "))
        except ValueError as error:
            raise ValueError("This is not where a listener of this store left off.") from error
        return cls(revision, identity, brief_revision)


class FeedListener:
    """One listener; ``point`` is None until it is told everything."""

    def __init__(
        self, collections: Sequence[str], hear: Callable[[Heard | Lost], None], point: FeedPoint | None
    ) -> None:
        self.collections = frozenset(collections)
        self.point = point
        self.is_current = False
        self.is_lost = False
        self.is_open = True
        self._hear = hear
        self._lock = threading.RLock()

    def tell(self, news: Heard | Lost) -> None:
        """Calls the listener, unless it is closed."""
        with self._lock:
            if not self.is_open:
                return
            try:
                self._hear(news)
            except Exception:
                # The feed must outlive a listener that fails.
                _log.exception("A listener to the project's changes failed.")

    def close(self) -> None:
        """Ends it; nothing is told once this has returned."""
        with self._lock:
            self.is_open = False


class SqliteFeed:
    """Tells listeners what is new, on one thread that runs while there are any.

    Args:
        open_rows: connects to the project's and the brief database.
    """

    def __init__(self, open_rows: Callable[[], tuple[SharedRows, SharedRows]]) -> None:
        self._open_rows = open_rows
        self._rows: tuple[SharedRows, SharedRows] | None = None
        self._seen: tuple[int, int] | None = None
        self._listeners: list[FeedListener] = []
        self._lock = threading.Lock()
        self._rung = threading.Event()
        self._is_open = True
        self._thread: threading.Thread | None = None

    def add(self, listener: FeedListener) -> Listening:
        """Has a listener told from now on."""
        with self._lock:
            self._listeners = [other for other in self._listeners if other.is_open] + [listener]
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="project-feed", daemon=True)
                self._thread.start()
        self._rung.set()
        return listener

    def look(self) -> None:
        """Has it looked at once; from any thread."""
        self._rung.set()

    def close(self) -> None:
        """Ends the listeners and the thread."""
        self._is_open = False
        self._rung.set()
        for listener in self._listeners:
            listener.close()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()

    def _run(self) -> None:
        try:
            while self._is_open:
                self._look()
                self._rung.wait(POLL_S)
                self._rung.clear()
        finally:
            self._disconnect()

    def _look(self) -> None:
        with self._lock:
            listeners = [listener for listener in self._listeners if listener.is_open]
        try:
            self._tell_news(listeners)
        except (sqlite3.Error, OSError, MediaError, ValueError) as error:
            self._disconnect()
            for listener in listeners:
                if not listener.is_lost:
                    listener.is_lost = True
                    listener.tell(Lost(Unavailable(f"The project cannot be read ({error})."), POLL_S))

    def _tell_news(self, listeners: Sequence[FeedListener]) -> None:
        if self._rows is None:
            self._rows = self._open_rows()
        project, brief = self._rows
        seen = project.data_version, brief.data_version
        if seen == self._seen and all(listener.is_current and not listener.is_lost for listener in listeners):
            return
        told: dict[FeedPoint | None, list[Change]] = {}
        with project.reading(), brief.reading():
            now = FeedPoint(project.revision, brief.state("identity"), brief.revision)
            for listener in listeners:
                if listener.point is not None and listener.point not in told:
                    told[listener.point] = _changes(project, brief, listener.point, now)
            everything = {
                listener: _all_in(project, brief, listener.collections)
                for listener in listeners
                if listener.point is None
            }
        self._seen = seen
        for listener in listeners:
            changes = everything[listener] if listener.point is None else told[listener.point]
            own = tuple(change for change in changes if parent_collection(change.path) in listener.collections)
            is_news = bool(own) or not listener.is_current or listener.is_lost
            listener.point, listener.is_current, listener.is_lost = now, True, False
            if is_news:
                listener.tell(Heard(own, now.text(), is_current=True))

    def _disconnect(self) -> None:
        for rows in self._rows or ():
            rows.close()
        self._rows, self._seen = None, None


def _changes(project: SharedRows, brief: SharedRows, since: FeedPoint, now: FeedPoint) -> list[Change]:
    is_same = since.brief_identity == now.brief_identity
    # A copy of earlier may have taken the project's place: then all is news.
    is_earlier = since.revision > now.revision
    changes = project.changes_since(-1 if is_earlier else since.revision) if since.revision != now.revision else []
    if not is_same or since.brief_revision != now.brief_revision:
        changes = changes + brief.changes_since(since.brief_revision if is_same else 0)
    return changes


def _all_in(project: SharedRows, brief: SharedRows, collections: frozenset[str]) -> list[Change]:
    return [
        Change(document.path, document)
        for collection in sorted(collections)
        for rows in (project, brief)
        for document in rows.collection(collection)
    ]
