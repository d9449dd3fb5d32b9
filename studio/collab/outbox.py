"""Which of this machine's commits a team's store has: what is in the replica's journal and not here is sent again."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from studio.collab.pending_step import PendingStep
from studio.collab.project_database import to_json
from studio.errors import InputError
from studio.model.ids import OpId
from studio.model.journal import JournalEntry, entry_from_wire, entry_to_wire

OUTBOX_NAME = "outbox.sqlite"

_LOCAL = ("local", "undo", "redo")
_TABLES = (
    "CREATE TABLE IF NOT EXISTS shared (op_id TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS carried (op_id TEXT PRIMARY KEY, entry TEXT NOT NULL) WITHOUT ROWID",
)


class Outbox:
    """Beside a replica. Any thread may call it, one at a time.

    Its marks may be late, never early: a commit that is sent twice is done once all the same.
    """

    def __init__(self, folder: Path) -> None:
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(
            folder / OUTBOX_NAME, isolation_level=None, timeout=5, check_same_thread=False
        )
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        for table in _TABLES:
            self._connection.execute(table)

    def unsent(self, journal: Sequence[JournalEntry]) -> tuple[PendingStep, ...]:
        """The steps of a replica's journal that the store is not known to have, the oldest first, each as it was
        carried over others' last."""
        with self._lock:
            shared = {op_id for (op_id,) in self._connection.execute("SELECT op_id FROM shared")}
            rows = dict(self._connection.execute("SELECT op_id, entry FROM carried").fetchall())
        carried = {OpId(op_id): entry for op_id, text in rows.items() if (entry := _entry(text)) is not None}
        waiting = [entry for entry in journal if entry.origin in _LOCAL and entry.applied.op_id not in shared]
        commits = groupby(waiting, key=lambda entry: (entry.step, entry.at, entry.origin))
        return tuple(
            PendingStep.of_entries([carried.get(entry.applied.op_id, entry) for entry in entries])
            for _, entries in commits
        )

    def note(self, notes: Notes) -> None:
        """Marks what left the pending steps, and keeps what has become of others."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            self._connection.executemany(
                "INSERT OR IGNORE INTO shared VALUES (?)", ((op_id,) for op_id in notes.settled)
            )
            self._connection.executemany("DELETE FROM carried WHERE op_id = ?", ((op_id,) for op_id in notes.settled))
            self._connection.executemany(
                "INSERT OR REPLACE INTO carried VALUES (?, ?)",
                (
                    (entry.applied.op_id, to_json(entry_to_wire(entry)))
                    for step in notes.carried
                    for entry in step.entries
                ),
            )
            self._connection.execute("COMMIT")

    def mark(self, op_ids: Iterable[OpId]) -> None:
        """The store has these operations, or nobody wants them sent any more."""
        self.note(Notes(tuple(op_ids), ()))

    def forget_older(self, journal: Sequence[JournalEntry]) -> None:
        """Drops marks of operations that the replica's journal no longer reaches back to."""
        kept = {entry.applied.op_id for entry in journal}
        with self._lock:
            known = [op_id for (op_id,) in self._connection.execute("SELECT op_id FROM shared")]
            gone = [(op_id,) for op_id in known if op_id not in kept]
            self._connection.executemany("DELETE FROM shared WHERE op_id = ?", gone)

    def close(self) -> None:
        """Lets go of the file."""
        self._connection.close()


@dataclass(frozen=True, slots=True)
class Notes:
    """Operations that are pending no longer, and steps that have become others on top of what others did."""

    settled: tuple[OpId, ...]
    carried: tuple[PendingStep, ...]


class PendingWatch:
    """Sees what has become of pending steps since it looked last."""

    def __init__(self, pending: Iterable[PendingStep]) -> None:
        self._seen = {op_id: step for step in pending for op_id in step.op_ids}

    def look(self, pending: Sequence[PendingStep]) -> Notes | None:
        """What is to be noted; None when there is nothing."""
        now = {op_id: step for step in pending for op_id in step.op_ids}
        if not self._seen and not now:
            return None
        settled = tuple(op_id for op_id in self._seen if op_id not in now)
        carried = {
            step.op_ids[0]: step for op_id, step in now.items() if step.is_carried and self._seen.get(op_id) is not step
        }
        self._seen = now
        return Notes(settled, tuple(carried.values())) if settled or carried else None


def _entry(text: str) -> JournalEntry | None:
    try:
        return entry_from_wire(json.loads(text))
    except (ValueError, InputError):
        # As it was written first it is in the journal all the same.
        return None
