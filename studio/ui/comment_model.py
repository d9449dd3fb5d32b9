"""Comments as rows: thread after thread in the order of the story, each with its replies below it."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from studio.model.plain_text import plain_text
from studio.ui.comment_desk import CommentDesk
from studio.ui.translation import tr
from studio.workflows.comment_threads import CommentFilter, Reading, Said, Thread, is_unread, passes

COMMENT_ROLE = Qt.ItemDataRole.UserRole + 1
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class CommentRow:
    """One comment as it is shown; all of it plain text, whatever was sent."""

    path: str
    uid: str
    name: str
    text: str
    at: str | None
    about: str
    is_reply: bool = False
    is_edited: bool = False
    is_resolved: bool = False
    is_unread: bool = False
    is_deleted: bool = False
    mentions_me: bool = False


class CommentModel(QAbstractListModel):
    """The threads that the filters leave. What was unread when the list was opened stays marked while it is open."""

    def __init__(self, desk: CommentDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._rows: tuple[CommentRow, ...] = ()
        self._filters: frozenset[CommentFilter] = frozenset({"open"})
        self._read_at = desk.reading().read_at
        desk.changed.connect(self.read)
        self.read()

    @property
    def filters(self) -> frozenset[CommentFilter]:
        """What is left out is not among these."""
        return self._filters

    def use_filters(self, filters: AbstractSet[CommentFilter]) -> None:
        """Shows what these leave."""
        self._filters = frozenset(filters)
        self.read()

    def open_list(self) -> None:
        """From now on only what comes after what the person has read is marked as unread."""
        self._read_at = self._desk.reading().read_at
        self.read()

    def read(self) -> None:
        """Puts the rows together anew; they are told only where they are others."""
        now = self._desk.reading()
        reading = Reading(now.uid, self._read_at, now.board)
        rows = tuple(self._all_rows(reading))
        if [row.path for row in rows] != [row.path for row in self._rows]:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
        elif rows != self._rows:
            changed = [place for place, (row, was) in enumerate(zip(rows, self._rows, strict=True)) if row != was]
            self._rows = rows
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))

    @override
    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row())
        if role == COMMENT_ROLE:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) and row is not None:
            state = [tr("unread")] if row.is_unread else []
            state += [tr("resolved")] if row.is_resolved and not row.is_reply else []
            words = (row.name, row.text, row.about, self._desk.when(row.at), *state)
            return " · ".join(word for word in words if word)
        return None

    def row(self, row: int) -> CommentRow | None:
        """What is shown in a row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    @property
    def paths(self) -> frozenset[str]:
        """The comments that have a row."""
        return frozenset(row.path for row in self._rows)

    def row_of(self, path: str) -> int:
        """The row of a comment; -1 where it has none."""
        return next((place for place, row in enumerate(self._rows) if row.path == path), -1)

    def _all_rows(self, reading: Reading) -> Iterable[CommentRow]:
        for thread in self._desk.threads():
            # Whatever is looked at stays in the list, though it has just been settled or read.
            is_kept = any(said.path == self._desk.chosen for said in thread.said)
            if is_kept or passes(thread, self._filters, reading):
                for said in thread.said:
                    yield self._row(thread, said, reading)

    def _row(self, thread: Thread, said: Said, reading: Reading) -> CommentRow:
        comment, is_reply = said.comment, said is not thread.first
        text = plain_text(comment.text)
        if said.is_deleted:
            text = tr("This comment was deleted.")
        return CommentRow(
            path=said.path,
            uid=comment.uid,
            name=self._desk.name_of(comment.uid),
            text=text,
            at=comment.created_at,
            about="" if is_reply else self._desk.about(thread),
            is_reply=is_reply,
            is_edited=comment.edited_at is not None and not said.is_deleted,
            is_resolved=thread.is_resolved,
            is_unread=not said.is_deleted and is_unread(comment, reading),
            is_deleted=said.is_deleted,
            mentions_me=reading.uid in comment.mentions,
        )
