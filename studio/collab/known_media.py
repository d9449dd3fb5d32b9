"""Which media a team is known to have; what is not here is asked about again."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_log = logging.getLogger(__name__)


class KnownMedia:
    """Names in a file beside a replica. Its marks may be late, never early. Any thread may call it.

    Losing marks costs a look at the team's storage each, so a file that is damaged is begun anew, and a disk that
    takes none is no failure.
    """

    def __init__(self, file: Path) -> None:
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._names: set[str] = set()
        for is_last in (False, True):
            try:
                self._connection = _opened(file)
                self._names = {name for (name,) in self._connection.execute("SELECT name FROM known")}
                return
            except sqlite3.Error as error:
                _log.info("What the team has is looked at again: %s", error)
                if is_last or not isinstance(error, sqlite3.DatabaseError):
                    return
                self.close()
                for leftover in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))):
                    with suppress(OSError):
                        leftover.unlink(missing_ok=True)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def mark(self, names: Iterable[str]) -> None:
        """The team has these."""
        rows = [(name,) for name in names]
        with self._lock:
            self._names.update(name for (name,) in rows)
            if self._connection is not None:
                with suppress(sqlite3.Error):
                    self._connection.executemany("INSERT OR IGNORE INTO known VALUES (?)", rows)

    def close(self) -> None:
        """Lets go of the file."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None


def _opened(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, isolation_level=None, timeout=5, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("CREATE TABLE IF NOT EXISTS known (name TEXT PRIMARY KEY) WITHOUT ROWID")
    except sqlite3.Error:
        connection.close()
        raise
    return connection
