"""The draft of one commit: operations are applied to it, and all of it becomes the document, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from typing import Any, assert_never

from studio.errors import CommitRefused
from studio.model.document_kinds import DOCUMENT_KINDS, TIMED_KINDS
from studio.model.ids import PROJECT_PATH, DocPath, OpId, collection_name, doc_id, is_below, parent_document
from studio.model.operations import (
    MISSING,
    Append,
    Create,
    Delete,
    FieldPath,
    Move,
    Operation,
    Remove,
    Restore,
    Set,
    Splice,
)
from studio.model.raw_fields import BOOKKEEPING, Fields, is_live, json_copy, read_field, without_bookkeeping

WHOLE: FieldPath = ()


class Draft:
    """An overlay on the documents that ``base`` gives by path, with ``below`` naming those directly under one.

    Maps of the overlay are copied once, then changed in place.

    ``guards_tombstones`` refuses edits of what lies in a tombstone; changes from outside are let through.
    """

    def __init__(
        self,
        base: Callable[[DocPath], Fields | None],
        below: Callable[[DocPath], AbstractSet[DocPath]],
        *,
        now: str,
        guards_tombstones: bool,
    ) -> None:
        self._base = base
        self._below = below
        self._now = now
        self._guards_tombstones = guards_tombstones
        self._owned: dict[int, dict[str, Any]] = {}
        self._fresh: dict[DocPath, set[DocPath]] = {}
        self._came_from: dict[DocPath, DocPath] = {}
        self.changed: dict[DocPath, Fields | None] = {}
        self.touched: dict[DocPath, set[FieldPath]] = {}

    @property
    def moved(self) -> dict[DocPath, DocPath]:
        """Old path → new path of everything that moved to another parent."""
        return {old: new for new, old in self._came_from.items() if old != new}

    def get(self, path: DocPath) -> Fields | None:
        """The fields of a document as the draft has them, tombstones too."""
        return self.changed[path] if path in self.changed else self._base(path)

    def children(self, path: DocPath) -> Iterator[tuple[DocPath, Fields]]:
        """The documents directly under a document, in no order, tombstones too."""
        for child in self._below(path) | self._fresh.get(path, frozenset()):
            fields = self.get(child)
            if fields is not None:
                yield child, fields

    def write(self, path: DocPath, field: FieldPath, value: Any) -> None:
        """Sets a field whose holders are all there; MISSING takes it away. ``value`` is taken over, not copied."""
        holder = self._writable(path)
        for name in field[:-1]:
            inner = holder[name]
            if id(inner) not in self._owned:
                inner = holder[name] = self._own(dict(inner))
            holder = inner
        if value is MISSING:
            holder.pop(field[-1], None)
        else:
            holder[field[-1]] = value
        self.touched.setdefault(path, set()).add(field)

    def stamp(self, done: Operation, inverse: Operation, op_id: OpId) -> tuple[int, int]:
        """Raises the revision of the document that an operation changed; returns it before and after.

        The board that something was made below is raised as well.
        """
        board = board_of_new(done)
        if board is not None:
            self._raise(board, op_id)
            self.touched.setdefault(board, set()).add(("rev",))
        # The inverse names the document where it is now: a moved one at its new path.
        return self._raise(inverse.doc, op_id)

    def revisions(self, path: DocPath) -> tuple[int, int]:
        """The revision of a changed document before and after, as a change from outside brought it."""
        return int((self._base(path) or {}).get("rev", 0)), int((self.get(path) or {}).get("rev", 0))

    def apply(self, op: Operation) -> tuple[Operation, Operation]:
        """Applies one operation and returns it as it came to be applied, with its inverse.

        Raises:
            CommitRefused: it does not fit; the draft is to be thrown away.
        """
        match op:
            case Set():
                return self._replace(op) if op.field == WHOLE else self._set(op)
            case Splice():
                return self._splice(op)
            case Create():
                return self._create(op)
            case Delete():
                return self._delete(op)
            case Restore():
                return self._restore(op)
            case Move():
                return self._move(op)
            case Append():
                return self._append(op)
            case Remove():
                return self._remove(op)
            case _:
                assert_never(op)

    def _set(self, op: Set) -> tuple[Operation, Operation]:
        fields = self._editable(op.doc)
        if (op.field[0] in BOOKKEEPING and self._guards_tombstones) or op.field[0] == "deletedAt":
            raise CommitRefused(f"The field {op.field[0]} is kept by the document itself; use an operation for it.")
        value = op.value if op.value is MISSING else json_copy(op.value)
        field = op.field
        holder: Any = fields
        for depth, name in enumerate(op.field[:-1], start=1):
            holder = holder.get(name)
            if holder is None:
                field = op.field[:depth]
                for missing_name in reversed(op.field[depth:]):
                    value = {} if value is MISSING else {missing_name: value}
                break
            if not isinstance(holder, dict):
                raise CommitRefused(f"{'.'.join(op.field[:depth])} of {op.doc or 'the project'} is not a map.")
        before = read_field(fields, field)
        self.write(op.doc, field, value)
        return Set(op.doc, field, value), Set(op.doc, field, before)

    def _replace(self, op: Set) -> tuple[Operation, Operation]:
        before = self._existing(op.doc)
        if op.value is MISSING and not self._guards_tombstones:
            # What was made here and never accepted elsewhere goes without a trace.
            self._put(op.doc, None)
            return op, Set(op.doc, WHOLE, without_bookkeeping(before))
        if not isinstance(op.value, dict):
            raise CommitRefused(f"The whole of {op.doc or 'the project'} can only be replaced by a map of fields.")
        value = without_bookkeeping(json_copy(op.value))
        kept = {name: before[name] for name in BOOKKEEPING if name in before}
        self._put(op.doc, {**value, **kept})
        return Set(op.doc, WHOLE, value), Set(op.doc, WHOLE, without_bookkeeping(before))

    def _splice(self, op: Splice) -> tuple[Operation, Operation]:
        if not op.field:
            raise CommitRefused("A splice needs the name of a text field.")
        text = self._text_or_list(op.doc, op.field, "")
        if not isinstance(text, str):
            raise CommitRefused(f"{'.'.join(op.field)} of {op.doc or 'the project'} is not text and cannot be spliced.")
        self.write(op.doc, op.field, _spliced(text, op))
        return op, Splice(op.doc, op.field, op.at, op.inserted, op.removed)

    def _create(self, op: Create) -> tuple[Operation, Operation]:
        _check_path(op.doc)
        fields = json_copy(op.fields)
        if not isinstance(fields, dict):
            raise CommitRefused("A document is made of a map of fields.")
        if DOCUMENT_KINDS.get(collection_name(op.doc)) in TIMED_KINDS:
            fields["createdAt"] = fields.get("createdAt") or self._now
        old = self.get(op.doc)
        if is_live(old):
            raise CommitRefused(
                f"There is already a document {op.doc or 'of the project'}; give the new one its own id."
            )
        self._check_alive(parent_document(op.doc))
        if old is not None:
            return self._replace(Set(op.doc, WHOLE, fields))
        fields = without_bookkeeping(fields)
        self._put(op.doc, dict(fields))
        return Create(op.doc, fields), Delete(op.doc)

    def _delete(self, op: Delete) -> tuple[Operation, Operation]:
        if op.doc == PROJECT_PATH:
            raise CommitRefused("The project itself cannot be deleted here; delete its folder instead.")
        if not is_live(self._editable(op.doc)):
            raise CommitRefused(f"{op.doc} is already deleted.")
        done = Delete(op.doc, op.at or self._now)
        self.write(op.doc, ("deletedAt",), done.at)
        return done, Restore(op.doc)

    def _restore(self, op: Restore) -> tuple[Operation, Operation]:
        fields = self._existing(op.doc)
        if is_live(fields):
            raise CommitRefused(f"{op.doc} is there already; nothing has to be restored.")
        self._check_alive(parent_document(op.doc))
        deleted_at = fields["deletedAt"]
        self.write(op.doc, ("deletedAt",), MISSING)
        return op, Delete(op.doc, deleted_at)

    def _move(self, op: Move) -> tuple[Operation, Operation]:
        fields = self._editable(op.doc)
        if op.doc == PROJECT_PATH:
            raise CommitRefused("The project itself has no place to be moved from.")
        home = parent_document(op.doc)
        target = op.to if op.to is not None else home
        path = op.doc
        before_key = fields.get("orderKey") or ""
        if target != home:
            path = DocPath(f"{target}/{collection_name(op.doc)}/{doc_id(op.doc)}".lstrip("/"))
            self._move_subtree(op.doc, path, target)
        self.write(path, ("orderKey",), op.order_key or MISSING)
        return Move(op.doc, op.order_key, target), Move(path, before_key, home)

    def _move_subtree(self, old: DocPath, new: DocPath, target: DocPath) -> None:
        self._check_alive(target)
        if target == old or is_below(target, old):
            raise CommitRefused(f"{old} cannot be moved below itself.")
        if self.get(new) is not None:
            raise CommitRefused(f"There is already a document {new}; nothing was moved.")
        for path in [old, *self._descendants(old)]:
            fields = self.get(path)
            there = DocPath(new + path[len(old) :])
            self._put(path, None)
            self._put(there, fields)
            self._came_from[there] = self._came_from.pop(path, path)

    def _append(self, op: Append) -> tuple[Operation, Operation]:
        done = Append(op.doc, op.field, tuple(json_copy(op.items)))
        current = self._list(op.doc, op.field)
        self.write(op.doc, op.field, [*current, *done.items])
        return done, Remove(op.doc, op.field, done.items)

    def _remove(self, op: Remove) -> tuple[Operation, Operation]:
        current = self._list(op.doc, op.field)
        items = json_copy(op.items)
        for start in range(len(current) - len(items), -1, -1):
            if current[start : start + len(items)] == items:
                self.write(op.doc, op.field, current[:start] + current[start + len(items) :])
                return op, Append(op.doc, op.field, tuple(items))
        raise CommitRefused(f"What was added to {'.'.join(op.field)} is no longer there; nothing was removed.")

    def _list(self, doc: DocPath, field: FieldPath) -> list[Any]:
        if not field:
            raise CommitRefused("An append needs the name of a list field.")
        value = self._text_or_list(doc, field, [])
        if not isinstance(value, list):
            raise CommitRefused(f"{'.'.join(field)} of {doc or 'the project'} is not a list.")
        return value

    def _text_or_list(self, doc: DocPath, field: FieldPath, empty: Any) -> Any:
        """The value at a field whose holders have to be there; ``empty`` stands for none."""
        fields = self._editable(doc)
        if not isinstance(read_field(fields, field[:-1]), dict):
            raise CommitRefused(f"{'.'.join(field[:-1])} of {doc or 'the project'} is not a map.")
        value = read_field(fields, field)
        return empty if value is MISSING or value is None else value

    def _existing(self, path: DocPath) -> Fields:
        fields = self.get(path)
        if fields is None:
            raise CommitRefused(
                f"There is no document {path or 'of the project'}; it may have been moved or never made."
            )
        return fields

    def _editable(self, path: DocPath) -> Fields:
        fields = self._existing(path)
        self._check_alive(path)
        return fields

    def _check_alive(self, path: DocPath) -> None:
        while True:
            fields = self._existing(path)
            if self._guards_tombstones and not is_live(fields):
                raise CommitRefused(f"{path} was deleted; restore it first.")
            if path == PROJECT_PATH:
                return
            path = parent_document(path)

    def _descendants(self, path: DocPath) -> list[DocPath]:
        found = []
        for child, _ in self.children(path):
            found += [child, *self._descendants(child)]
        return found

    def _raise(self, path: DocPath, op_id: OpId) -> tuple[int, int]:
        fields = self._writable(path)
        before = int(fields.get("rev", 0))
        fields["rev"], fields["lastOpId"] = before + 1, op_id
        return before, before + 1

    def _put(self, path: DocPath, fields: Fields | None) -> None:
        self.changed[path] = fields
        self.touched.setdefault(path, set()).add(WHOLE)
        if path != PROJECT_PATH:
            self._fresh.setdefault(parent_document(path), set()).add(path)

    def _writable(self, path: DocPath) -> Fields:
        fields = self._existing(path)
        if id(fields) not in self._owned:
            fields = self._own(fields.copy())
            self.changed[path] = fields
        return fields

    def _own(self, fields: Fields) -> Fields:
        # Held, not only counted: an id may be given again once its dict is gone.
        self._owned[id(fields)] = fields
        return fields


def board_of_new(op: Operation) -> DocPath | None:
    """The board that an operation makes something below; its revision is raised as well.

    Else a store that compares documents one by one could not tell who moves the board at the same time, with all that
    they know of below it, that there is one more.
    """
    above = parent_document(op.doc)
    return above if isinstance(op, Create) and collection_name(above) == "boards" else None


def _spliced(text: str, op: Splice) -> str:
    end = op.at + len(op.removed)
    if op.at < 0 or text[op.at : end] != op.removed or op.at > len(text):
        raise CommitRefused(
            f"The text of {op.doc or 'the project'} is not what the change was made for; look at it again and repeat."
        )
    return text[: op.at] + op.inserted + text[end:]


def _check_path(path: DocPath) -> None:
    parts = path.split("/") if path else []
    if len(parts) % 2 or not all(part.isprintable() for part in parts) or not all(parts):
        raise CommitRefused(f"{path!r} is not the path of a document: it takes pairs of a collection and an id.")
