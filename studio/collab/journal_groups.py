"""What is heard of the journal, put together commit by commit and held until its turn."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from studio.model.draft import board_of_new
from studio.model.ids import DocPath, OpId
from studio.model.journal import JournalEntry, entry_from_wire
from studio.model.operations import Operation

_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class JournalGroup:
    """The operations of one commit of somebody."""

    id: OpId
    entries: tuple[JournalEntry, ...]

    @property
    def ops(self) -> tuple[Operation, ...]:
        """The operations in order."""
        return tuple(entry.applied.op for entry in self.entries)

    @property
    def op_ids(self) -> tuple[OpId, ...]:
        """Their ids."""
        return tuple(entry.applied.op_id for entry in self.entries)

    def follows(self, revision: Callable[[DocPath], int]) -> bool:
        """Whether the documents are at the revisions where it begins."""
        seen: set[DocPath] = set()
        raised: Counter[DocPath] = Counter()
        for entry in self.entries:
            applied = entry.applied
            doc = applied.op.doc
            if doc not in seen and revision(doc) + raised[doc] != applied.base_rev:
                return False
            seen |= {doc, applied.inverse.doc}
            if (board := board_of_new(applied.op)) is not None:
                raised[board] += 1
        return True


class JournalGroups:
    """Groups that are not taken over yet; each is given out once, whatever is told twice or in pieces."""

    def __init__(self, known: Iterable[OpId]) -> None:
        self._known: OrderedDict[OpId, None] = OrderedDict.fromkeys(known)
        self._partial: OrderedDict[OpId, dict[int, Mapping[str, Any]]] = OrderedDict()
        self._whole: OrderedDict[OpId, JournalGroup] = OrderedDict()

    @property
    def is_waiting(self) -> bool:
        """Whether something of it has to be heard before the rest can be taken over."""
        return bool(self._partial or self._whole)

    def add(self, entries: Sequence[Mapping[str, Any]]) -> None:
        """Takes in journal documents as the store tells them.

        Raises:
            InputError: they cannot be read as operations.
        """
        for wire in entries:
            commit, count = OpId(str(wire.get("commit", wire["opId"]))), int(wire.get("of", 1))
            if commit in self._known or commit in self._whole:
                continue
            parts = self._partial.setdefault(commit, {})
            parts[int(wire.get("place", 0))] = wire
            if len(parts) == count:
                del self._partial[commit]
                in_order = (entry_from_wire(dict(parts[place])) for place in sorted(parts))
                self._whole[commit] = JournalGroup(commit, tuple(in_order))

    def next(self, revision: Callable[[DocPath], int] | None) -> JournalGroup | None:
        """The first group whose turn it is, by the documents' revisions, or as they came; it is not given out again."""
        turns = (group for group in self._whole.values() if revision is None or group.follows(revision))
        found = next(turns, None)
        if found is not None:
            del self._whole[found.id]
            self.know(found.id)
        return found

    def know(self, commit: OpId) -> None:
        """Passes a commit over from now on."""
        self._known[commit] = None
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)

    def forget_waiting(self) -> None:
        """Drops what is not taken over."""
        self._partial.clear()
        self._whole.clear()
