"""``project.sqlite``: documents and journal as rows of JSON."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Literal

from studio.model.ids import DocPath, collection_name
from studio.model.raw_fields import LEASE_FIELDS, LEASED

DATABASE_NAME = "project.sqlite"
APPLICATION_ID = 0x44465374
"""``DFSt`` in the header of the file: how a project of ours is told from any other database."""
LAYOUT_VERSION = 1
"""``user_version`` of the file: the layout of the tables, apart from the schemaVersion of the documents."""

JOURNAL_KEPT = 10_000
"""How many of the latest journal entries are read for the undo history."""

_TABLES = """
CREATE TABLE documents (path TEXT PRIMARY KEY, revision INTEGER NOT NULL, fields TEXT NOT NULL);
CREATE TABLE journal (
    seq INTEGER PRIMARY KEY, op_id TEXT NOT NULL UNIQUE, step TEXT NOT NULL, revision INTEGER NOT NULL,
    entry TEXT NOT NULL
);
CREATE INDEX journal_steps ON journal (step);
CREATE TABLE state (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
"""
_LATER_TABLES = """
CREATE TABLE IF NOT EXISTS erased (path TEXT PRIMARY KEY, revision INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS erased_revisions ON erased (revision);
CREATE INDEX IF NOT EXISTS documents_revisions ON documents (revision);
CREATE INDEX IF NOT EXISTS journal_revisions ON journal (revision);
"""
"""What a project gets when several first write it; older programs read and write it all the same."""
TABLE_NAMES = frozenset({"documents", "journal", "state"})

_HOLDER = frozenset(LEASE_FIELDS) - {"lockEpoch"}
"""What a lease that is let go no longer has: its epoch stays, so that whoever held it last is told from the next."""

Access = Literal["write", "read", "immutable"]


def connect(path: Path, access: Access, *, any_thread: bool = False) -> sqlite3.Connection:
    """A connection in autocommit mode, for the calling thread only, or for any, one at a time.

    ``immutable`` reads without touching anything beside the file, and so sees only what is in it, not in a WAL.
    """
    query = {"write": "mode=rw", "read": "mode=ro", "immutable": "mode=ro&immutable=1"}[access]
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{query}",
        uri=True,
        isolation_level=None,
        timeout=5,
        check_same_thread=not any_thread,
    )
    if access == "write":
        try:
            make_durable(connection)
        except sqlite3.Error:
            connection.close()
            raise
    return connection


def make_durable(connection: sqlite3.Connection) -> None:
    """A write-ahead log whose every commit is on the disk before it returns."""
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    if sys.platform == "darwin":
        # There a plain fsync stops at the drive's own cache.
        connection.execute("PRAGMA fullfsync = ON")
        connection.execute("PRAGMA checkpoint_fullfsync = ON")


def create_database(
    path: Path,
    documents: Mapping[DocPath, Mapping[str, Any]],
    *,
    revision: int,
    journal: Iterable[Mapping[str, Any]] = (),
) -> None:
    """Writes a new database file with its documents, complete in one file (no WAL beside it)."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {LAYOUT_VERSION}")
        connection.execute("BEGIN")
        for statement in filter(str.strip, _TABLES.split(";")):
            connection.execute(statement)
        write_documents(connection, documents, revision=revision)
        write_journal(connection, ((revision, entry) for entry in journal))
        connection.execute("COMMIT")


def add_later_tables(connection: sqlite3.Connection) -> None:
    """Makes the tables that a project of an older program does not have. Within the caller's transaction."""
    for statement in filter(str.strip, _LATER_TABLES.split(";")):
        connection.execute(statement)


def write_documents(
    connection: sqlite3.Connection, documents: Mapping[DocPath, Mapping[str, Any] | None], *, revision: int
) -> None:
    """Writes documents as they are at a revision; None takes one away. Within the caller's transaction.

    Leases stay as they are: they are written by their keepers alone.
    """
    gone = [(path,) for path, fields in documents.items() if fields is None]
    there = [
        (path, revision, to_json({**fields, **_lease(connection, path)}))
        for path, fields in documents.items()
        if fields is not None
    ]
    if gone:
        add_later_tables(connection)
        connection.executemany("DELETE FROM documents WHERE path = ?", gone)
        connection.executemany("INSERT OR REPLACE INTO erased VALUES (?, ?)", ((*path, revision) for path in gone))
    connection.executemany("INSERT OR REPLACE INTO documents (path, revision, fields) VALUES (?, ?, ?)", there)
    connection.execute("INSERT OR REPLACE INTO state (name, value) VALUES ('revision', ?)", (revision,))


def _lease(connection: sqlite3.Connection, path: DocPath) -> dict[str, Any]:
    if collection_name(path) not in LEASED:
        return {}
    row = connection.execute("SELECT fields FROM documents WHERE path = ?", (path,)).fetchone()
    fields = json.loads(row[0]) if row else {}
    return {name: fields[name] for name in LEASE_FIELDS if name in fields}


def write_journal(connection: sqlite3.Connection, entries: Iterable[tuple[int, Mapping[str, Any]]]) -> None:
    """Adds journal documents, each with the revision of its commit, in order. Within the caller's transaction.

    One that is there already stays: a commit whose answer was lost may have reached the disk.
    """
    connection.executemany(
        "INSERT OR IGNORE INTO journal (op_id, step, revision, entry) VALUES (?, ?, ?, ?)",
        ((entry["opId"], entry["step"], revision, to_json(entry)) for revision, entry in entries),
    )


def end_leases(path: Path) -> None:
    """Takes away the leases of sessions that have ended; for who has the project alone, or got it from elsewhere."""
    with closing(connect(path, "write")) as connection:
        connection.execute("BEGIN IMMEDIATE")
        rows = connection.execute("""SELECT path, fields FROM documents WHERE fields LIKE '%"lockSession":%'""")
        for document, text in rows.fetchall():
            fields = {name: value for name, value in json.loads(text).items() if name not in _HOLDER}
            connection.execute("UPDATE documents SET fields = ? WHERE path = ?", (to_json(fields), document))
        connection.execute("COMMIT")


def read_documents(connection: sqlite3.Connection) -> dict[DocPath, dict[str, Any]]:
    """Every document, tombstones too.

    Raises:
        ValueError: a row is not JSON.
        TypeError: a row is not an object.
    """
    documents: dict[DocPath, dict[str, Any]] = {}
    for path, text in connection.execute("SELECT path, fields FROM documents"):
        fields = json.loads(text)
        if not isinstance(fields, dict):
            raise TypeError(f"the document {path} is not a map of fields")
        documents[DocPath(path)] = fields
    return documents


def read_revision(connection: sqlite3.Connection) -> int:
    """The revision of the last commit that was written."""
    row = connection.execute("SELECT value FROM state WHERE name = 'revision'").fetchone()
    return int(row[0]) if row else 0


def read_journal(connection: sqlite3.Connection, *, latest: int = JOURNAL_KEPT) -> Iterator[dict[str, Any]]:
    """The latest journal documents in order, with every step among them whole."""
    row = connection.execute("SELECT max(seq) FROM journal").fetchone()
    first = max(1, (row[0] or 0) - latest + 1)
    while first > 1:
        # Steps of several people interleave: going back for one may cut another.
        row = connection.execute(
            "SELECT min(seq) FROM journal WHERE step IN (SELECT step FROM journal WHERE seq >= ?)", (first,)
        ).fetchone()
        if row[0] is None or row[0] >= first:
            break
        first = row[0]
    for (entry,) in connection.execute("SELECT entry FROM journal WHERE seq >= ? ORDER BY seq", (first,)):
        yield json.loads(entry)


def read_journal_after(connection: sqlite3.Connection, revision: int) -> list[dict[str, Any]]:
    """The journal documents of later revisions in order, each with ``commit``, ``of`` and ``place``: what was
    written at once."""
    # The latest lie at the end of the table: going back from there reads no more than is new.
    latest: list[tuple[int, str]] = []
    for row_revision, entry in connection.execute("SELECT revision, entry FROM journal ORDER BY seq DESC"):
        if row_revision <= revision:
            break
        latest.append((row_revision, entry))
    found: list[dict[str, Any]] = []
    for _, rows in groupby(reversed(latest), key=itemgetter(0)):
        entries = [json.loads(entry) for _, entry in rows]
        whole = {"commit": entries[0]["opId"], "of": len(entries)}
        found += [{**entry, **whole, "place": place} for place, entry in enumerate(entries)]
    return found


def table_names(connection: sqlite3.Connection) -> set[str]:
    """The tables of the database."""
    return {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def to_json(value: Any) -> str:
    """Compact JSON that SQLite can hold: half a surrogate pair, which UTF-8 cannot say, is escaped."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":"))
    return text
