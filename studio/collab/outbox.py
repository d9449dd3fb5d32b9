"""Which of this machine's commits a team's store has: what is in the replica's journal and not here is sent again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from studio.collab.pending_step import PendingStep
from studio.model.ids import OpId
from studio.model.journal import JournalEntry

OUTBOX_NAME = "outbox.sqlite"

_LOCAL = ("local", "undo", "redo")


class Outbox:
    """Beside a replica. Its marks may be late, never early: a commit that is sent twice is done once all the same."""

    def __init__(self, folder: Path) -> None:
        self._connection = sqlite3.connect(folder / OUTBOX_NAME, isolation_level=None, timeout=5)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.execute("CREATE TABLE IF NOT EXISTS shared (op_id TEXT PRIMARY KEY) WITHOUT ROWID")

    def unsent(self, journal: Sequence[JournalEntry]) -> tuple[PendingStep, ...]:
        """The steps of a replica's journal that the store is not known to have, the oldest first."""
        shared = {op_id for (op_id,) in self._connection.execute("SELECT op_id FROM shared")}
        waiting = [entry for entry in journal if entry.origin in _LOCAL and entry.applied.op_id not in shared]
        commits = groupby(waiting, key=lambda entry: (entry.step, entry.at, entry.origin))
        return tuple(PendingStep.of_entries(tuple(entries)) for _, entries in commits)

    def mark(self, op_ids: Iterable[OpId]) -> None:
        """The store has these operations."""
        self._connection.executemany("INSERT OR IGNORE INTO shared VALUES (?)", ((op_id,) for op_id in op_ids))

    def forget_older(self, journal: Sequence[JournalEntry]) -> None:
        """Drops marks of operations that the replica's journal no longer reaches back to."""
        kept = {entry.applied.op_id for entry in journal}
        known = [op_id for (op_id,) in self._connection.execute("SELECT op_id FROM shared")]
        gone = [(op_id,) for op_id in known if op_id not in kept]
        self._connection.executemany("DELETE FROM shared WHERE op_id = ?", gone)

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()
