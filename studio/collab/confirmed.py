"""The documents as the store has confirmed them, told apart from what this person has changed since."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from studio.model.document import Document
from studio.model.draft import Draft
from studio.model.ids import PROJECT_PATH, DocPath, parent_document
from studio.model.raw_fields import Fields, without_bookkeeping


class Confirmed:
    """The person's document, but for the documents that wait for the store: those as they were before.

    So what nobody waits for is kept once, and a project of one person costs nothing more.
    """

    def __init__(self, document: Document, *, counts: bool = True) -> None:
        """``counts``: the documents' revisions are this store's; else another's, and no difference."""
        self._document, self.counts = document, counts
        self._before: dict[DocPath, Fields | None] = {}

    @property
    def waiting(self) -> frozenset[DocPath]:
        """The documents that differ from the person's."""
        return frozenset(self._before)

    def fields(self, path: DocPath) -> Fields | None:
        """A document, tombstones too; None where the store has none."""
        raw = self._before[path] if path in self._before else self._document.raw(path)
        return raw if isinstance(raw, dict) else None

    def revision(self, path: DocPath) -> int:
        """The revision of a document; 0 where the store has none."""
        return int((self.fields(path) or {}).get("rev", 0))

    def draft(self, *, now: str) -> Draft:
        """A draft of what the store will have after a commit."""
        return Draft(self.fields, self._below, now=now, guards_tombstones=False)

    def keep(self, before: Mapping[DocPath, Mapping[str, Any] | None]) -> None:
        """Keeps documents as they were before this person changed them, unless they waited already."""
        for path, fields in before.items():
            self._before.setdefault(path, fields if isinstance(fields, dict) else None)

    def settle(self, changed: Mapping[DocPath, Fields | None]) -> None:
        """Has the store's documents become these; the person's own that are the same by now wait no longer."""
        for path, fields in changed.items():
            if self.is_same(fields, self._document.raw(path)):
                self._before.pop(path, None)
            else:
                self._before[path] = fields

    def is_same(self, one: Mapping[str, Any] | None, other: Mapping[str, Any] | None) -> bool:
        """Whether two states of a document are the same to the store."""
        if one is other:
            return True
        if self.counts or one is None or other is None:
            return one == other
        return without_bookkeeping(one) == without_bookkeeping(other)

    def known(self, path: DocPath, fields: Fields) -> Fields:
        """These fields, as the person's own object where that is the same; on any thread."""
        mine = self._document.raw(path)
        return mine if isinstance(mine, dict) and self.is_same(mine, fields) else fields

    def clear(self) -> None:
        """The store has all that the person has."""
        self._before.clear()

    def _below(self, path: DocPath) -> AbstractSet[DocPath]:
        also = {
            there
            for there, fields in self._before.items()
            if fields is not None and there != PROJECT_PATH and parent_document(there) == path
        }
        return self._document.below(path) | also
