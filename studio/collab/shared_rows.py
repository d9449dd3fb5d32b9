"""A database that several processes write, as rows of documents, each stamped with the revision of its commit.

The revision counts the commits: who has seen one of them asks for the rows of later ones.
"""

from __future__ import annotations

import json
import random
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from studio.collab.document_store import Change, StoredDocument
from studio.collab.journal_blobs import large_values_from_media, large_values_to_media
from studio.collab.project_database import add_later_tables, connect, read_journal, read_revision, to_json
from studio.model.ids import DocPath, doc_id, parent_collection
from studio.model.ports import BlobStore

JOURNAL: Final = "journal"
_BUSY_S: Final = 10.0
_BRIEF_TABLES: Final = """
CREATE TABLE IF NOT EXISTS documents (path TEXT PRIMARY KEY, revision INTEGER NOT NULL, fields TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS erased (path TEXT PRIMARY KEY, revision INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
"""


class SharedRows:
    """A connection to such a database. One thread at a time uses it.

    Args:
        connection: in autocommit mode, without a timeout of its own.
        media: where large values of the journal lie; None where there is no journal.
    """

    def __init__(self, connection: sqlite3.Connection, media: BlobStore | None) -> None:
        self._connection = connection
        self._media = media
        self.has_journal = media is not None

    @classmethod
    def of_project(cls, database: Path, media: BlobStore) -> SharedRows:
        """Those of a project, safe on the disk at every commit."""
        # Opening waits for who opens or closes at the same moment; every wait after that has a pace of its own.
        connection = connect(database, "write", any_thread=True)
        connection.execute("PRAGMA busy_timeout = 0")
        rows = cls(connection, media)
        try:
            with rows.writing():
                add_later_tables(rows._connection)
        except BaseException:
            rows.close()
            raise
        return rows

    @classmethod
    def brief(cls, database: Path) -> SharedRows:
        """Those that nobody needs tomorrow: nothing waits for the disk."""
        connection = sqlite3.connect(database, isolation_level=None, timeout=_BUSY_S, check_same_thread=False)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("PRAGMA busy_timeout = 0")
            rows = cls(connection, None)
            with rows.writing():
                for statement in filter(str.strip, _BRIEF_TABLES.split(";")):
                    connection.execute(statement)
                connection.execute(
                    "INSERT OR IGNORE INTO state VALUES ('identity', ?)",
                    (int.from_bytes(secrets.token_bytes(6), "big"),),
                )
        except BaseException:
            connection.close()
            raise
        return rows

    def close(self) -> None:
        """Closes the connection."""
        self._connection.close()

    @contextmanager
    def writing(self) -> Iterator[Callable[[], None]]:
        """A transaction that nobody else writes in meanwhile; rolled back unless it is told to commit, or ends well."""
        self._begin()
        is_done = False

        def commit() -> None:
            nonlocal is_done
            _patient(lambda: self._connection.execute("COMMIT"))
            is_done = True

        try:
            yield commit
            if not is_done:
                commit()
        finally:
            if not is_done and self._connection.in_transaction:
                self._connection.execute("ROLLBACK")

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Reads all as it is at one moment."""
        _patient(lambda: self._connection.execute("BEGIN"))
        try:
            yield
        finally:
            self._connection.execute("ROLLBACK")

    @property
    def data_version(self) -> int:
        """Another number when another connection has written."""
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])

    @property
    def revision(self) -> int:
        """How many commits there were."""
        return read_revision(self._connection)

    def state(self, name: str) -> int:
        """A number that the database keeps; 0 without."""
        row = self._connection.execute("SELECT value FROM state WHERE name = ?", (name,)).fetchone()
        return int(row[0]) if row else 0

    def keep(self, name: str, value: int) -> None:
        """Keeps a number."""
        self._connection.execute("INSERT OR REPLACE INTO state (name, value) VALUES (?, ?)", (name, value))

    def document(self, path: DocPath) -> StoredDocument | None:
        """One document."""
        if self.has_journal and parent_collection(path) == JOURNAL:
            row = self._connection.execute(
                "SELECT revision, entry FROM journal WHERE op_id = ?", (doc_id(path),)
            ).fetchone()
            return self._entry(path, *row) if row else None
        row = self._connection.execute("SELECT revision, fields FROM documents WHERE path = ?", (path,)).fetchone()
        return _stored(path, *row) if row else None

    def collection(self, collection: str) -> list[StoredDocument]:
        """The documents of one collection, by path."""
        if self.has_journal and collection == JOURNAL:
            rows = self._connection.execute("SELECT op_id, revision, entry FROM journal ORDER BY op_id")
            return [self._entry(DocPath(f"{JOURNAL}/{op_id}"), revision, entry) for op_id, revision, entry in rows]
        if not collection:
            project = self.document(DocPath(""))
            return [project] if project else []
        rows = self._connection.execute(
            "SELECT path, revision, fields FROM documents"
            " WHERE path > ? AND path < ? AND instr(substr(path, ?), '/') = 0 ORDER BY path",
            (f"{collection}/", f"{collection}0", len(collection) + 2),
        )
        return [_stored(*row) for row in rows]

    def documents(self) -> dict[DocPath, StoredDocument]:
        """All documents, without the journal."""
        rows = self._connection.execute("SELECT path, revision, fields FROM documents")
        return {DocPath(path): _stored(DocPath(path), revision, fields) for path, revision, fields in rows}

    def journal(self) -> tuple[Mapping[str, Any], ...]:
        """The latest of the journal in order."""
        assert self._media is not None
        return tuple(large_values_from_media(entry, self._media) for entry in read_journal(self._connection))

    def changes_since(self, revision: int) -> list[Change]:
        """What later commits made of the documents, in the order of the last of them on each."""
        found: list[tuple[int, DocPath, Change]] = []
        for path, at, fields in self._connection.execute(
            "SELECT path, revision, fields FROM documents WHERE revision > ?", (revision,)
        ):
            found.append((at, path, Change(path, _stored(path, at, fields))))
        for path, at in self._connection.execute(
            "SELECT path, revision FROM erased WHERE revision > ? AND path NOT IN (SELECT path FROM documents)",
            (revision,),
        ):
            found.append((at, path, Change(path, None)))
        if self.has_journal:
            for op_id, at, entry in self._connection.execute(
                "SELECT op_id, revision, entry FROM journal WHERE revision > ? ORDER BY seq", (revision,)
            ):
                path = DocPath(f"{JOURNAL}/{op_id}")
                found.append((at, path, Change(path, self._entry(path, at, entry))))
        return [change for _, _, change in sorted(found, key=lambda row: row[:2])]

    def put(self, path: DocPath, fields: Mapping[str, Any], revision: int) -> None:
        """Writes a document; within a transaction."""
        if self._media is not None and parent_collection(path) == JOURNAL:
            entry = to_json(large_values_to_media(dict(fields), self._media))
            self._connection.execute(
                "INSERT INTO journal (op_id, step, revision, entry) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (op_id) DO UPDATE SET revision = excluded.revision, entry = excluded.entry",
                (doc_id(path), str(fields.get("step", "")), revision, entry),
            )
        else:
            self._connection.execute(
                "INSERT OR REPLACE INTO documents (path, revision, fields) VALUES (?, ?, ?)",
                (path, revision, to_json(fields)),
            )
        self._connection.execute("DELETE FROM erased WHERE path = ?", (path,))

    def erase(self, path: DocPath, revision: int) -> None:
        """Takes a document away; within a transaction."""
        if self.has_journal and parent_collection(path) == JOURNAL:
            self._connection.execute("DELETE FROM journal WHERE op_id = ?", (doc_id(path),))
        else:
            self._connection.execute("DELETE FROM documents WHERE path = ?", (path,))
        self._connection.execute("INSERT OR REPLACE INTO erased (path, revision) VALUES (?, ?)", (path, revision))

    def erase_expired(self, now: str, revision: int) -> None:
        """Takes away the documents whose ``expireAt`` is over; within a transaction."""
        rows = self._connection.execute(
            "SELECT path FROM documents WHERE json_extract(fields, '$.expireAt') < ?", (now,)
        ).fetchall()
        for (path,) in rows:
            self.erase(path, revision)

    def _begin(self) -> None:
        _patient(lambda: self._connection.execute("BEGIN IMMEDIATE"))

    def _entry(self, path: DocPath, revision: int, text: str) -> StoredDocument:
        assert self._media is not None
        return StoredDocument(path, large_values_from_media(json.loads(text), self._media), str(revision))


def _stored(path: DocPath, revision: int, text: str) -> StoredDocument:
    return StoredDocument(path, json.loads(text), str(revision))


def _patient(step: Callable[[], object]) -> None:
    """Tries while another process writes. SQLite's own waiting sleeps too long for a commit of a few milliseconds."""
    until = time.monotonic() + _BUSY_S
    most_s = 0.001
    while True:
        try:
            step()
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
        time.sleep(random.uniform(0.1, 1) * most_s)
        most_s = min(most_s * 1.5, 0.008)
