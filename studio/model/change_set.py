"""The change set: what one commit did, as listeners receive it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from studio.model.ids import DocPath, OpId, Uid
from studio.model.operations import FieldPath, Operation

Origin = Literal["local", "remote", "undo", "redo", "rebase", "load"]
LOCAL_USER = Uid("me")


@dataclass(frozen=True, slots=True)
class AppliedOperation:
    """One operation as it was applied, with what takes it back.

    ``undoes`` is the operation that this one takes back; ``base_rev`` and ``rev`` are the document's before and after.
    """

    op_id: OpId
    op: Operation
    inverse: Operation
    undoes: OpId | None = None
    base_rev: int = 0
    rev: int = 1


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """One commit. ``step`` is shared by commits of one undo step, ``revision`` counts the document's commits.

    ``touched`` names the changed fields of every document that is there afterwards, derived ones included (() stands
    for the whole document). ``created`` are documents that came to life (new, restored, moved here), ``deleted`` those
    that went (tombstoned, moved away); ``moved`` maps old paths to new ones, for everything that moved along too.
    ``before`` holds the fields of every changed document as they were, None where there was none.
    """

    step: OpId
    label: str
    origin: Origin
    initiator: Uid
    at: str
    applied: tuple[AppliedOperation, ...]
    touched: Mapping[DocPath, frozenset[FieldPath]]
    created: frozenset[DocPath]
    deleted: frozenset[DocPath]
    moved: Mapping[DocPath, DocPath]
    revision: int
    merge_key: str | None = None
    before: Mapping[DocPath, Mapping[str, Any] | None] = field(default_factory=dict, repr=False)

    @property
    def op_ids(self) -> tuple[OpId, ...]:
        """Ids of the operations, in order."""
        return tuple(applied.op_id for applied in self.applied)

    @property
    def undoes(self) -> tuple[OpId, ...]:
        """Ids of the operations that it takes back."""
        return tuple(applied.undoes for applied in self.applied if applied.undoes is not None)

    @property
    def ops(self) -> tuple[Operation, ...]:
        """The operations as applied, in order."""
        return tuple(applied.op for applied in self.applied)

    @property
    def inverse(self) -> tuple[Operation, ...]:
        """The operations that take the commit back, in the order to apply them."""
        return tuple(applied.inverse for applied in reversed(self.applied))

    def touches(self, doc: DocPath, name: str) -> bool:
        """Whether a top field of a document changed, or the whole document."""
        return any(not field or field[0] == name for field in self.touched.get(doc, ()))
