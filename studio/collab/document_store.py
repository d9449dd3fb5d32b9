"""The DocumentStore: a home of documents that several people share. Adapters: SQLite, Firestore.

Calls block, with a deadline, and are made on threads. A store holds the documents of one project under their paths
(contracts/documents.md): the project itself is ``""``, its journal ``journal/{opId}``, presence ``presence/{session}``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final, Protocol

from studio.model.ids import DocPath
from studio.model.operations import FieldPath


class _ServerTime(Enum):
    SERVER_TIME = "server time"


SERVER_TIME: Final = _ServerTime.SERVER_TIME
"""As a value in a write: the store's own time of the commit, as ``2026-11-21T22:38:20.123456Z``."""

ABSENT: Final[str] = "absent"
"""As what a write expects: no document is there, not even a tombstone."""


@dataclass(frozen=True, slots=True)
class Revision:
    """As what a write expects: the document is there and its ``rev`` is this; without a ``rev`` it is 0."""

    rev: int


Expected = str | Revision | None
"""A version, ABSENT, a Revision, or None for whatever is there."""


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document as the store has it; ``version`` is the store's own, opaque, and another after every write."""

    path: DocPath
    fields: Mapping[str, Any]
    version: str


@dataclass(frozen=True, slots=True)
class Put:
    """Writes a whole document."""

    path: DocPath
    fields: Mapping[str, Any]
    expects: Expected = None


@dataclass(frozen=True, slots=True)
class Patch:
    """Writes some fields of a document that is there; MISSING takes one away, what stands above one is made."""

    path: DocPath
    fields: Mapping[FieldPath, Any]
    expects: Expected = None


@dataclass(frozen=True, slots=True)
class Erase:
    """Takes a document away for good, without those below it; none there is no error."""

    path: DocPath
    expects: Expected = None


@dataclass(frozen=True, slots=True)
class Fence:
    """Writes nothing: the lease of a document has to be this session's ("": nobody's), in this epoch, or it is Denied.

    Where the store has rules of its own (Firestore), they judge it; the document may be written in the same commit.
    """

    path: DocPath
    session: str
    epoch: int


Write = Put | Patch | Erase | Fence


@dataclass(frozen=True, slots=True)
class Committed:
    """A commit went through: the store's time of it, and the versions it gave to what it wrote (not to the erased)."""

    time: str
    versions: Mapping[DocPath, str]


class StoreFailure(Exception):
    """A store did not do what it was asked for."""


class Unavailable(StoreFailure):
    """The store is out of reach, or did not answer in time. ``may_be_done``: the commit may have gone through."""

    def __init__(self, message: str, *, may_be_done: bool = False) -> None:
        super().__init__(message)
        self.may_be_done = may_be_done


class Conflicted(StoreFailure):
    """A write expected something else, or a patch found no document; nothing was written. ``path`` is the first."""

    def __init__(self, path: DocPath) -> None:
        super().__init__(f"{path or 'The project'} is not as it was expected.")
        self.path = path


class Denied(StoreFailure):
    """The rules do not allow it: no member, a viewer, no lease, an old epoch; nothing was written."""


class SignInNeeded(StoreFailure):
    """The person's token is no longer good and could not be renewed."""


class TooLarge(StoreFailure):
    """A document or a commit is larger than the store takes; nothing was written."""


@dataclass(frozen=True, slots=True)
class Change:
    """A document as it has become; None when it is gone for good."""

    path: DocPath
    document: StoredDocument | None


Resume = str
"""Where a listener left off, for the next one to go on from; opaque, plain text, good across restarts."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Changes, in the store's order: of one commit all together, none of them half.

    ``resume`` is where to go on after these. A change may be told twice, and one's own are told too.
    ``is_current`` says that nothing older is on its way.
    """

    changes: tuple[Change, ...]
    resume: Resume
    is_current: bool


@dataclass(frozen=True, slots=True)
class Lost:
    """The listener is not connected; ``waits_s`` until it tries again, None when it has given up for ``failure``."""

    failure: StoreFailure
    waits_s: float | None


@dataclass(frozen=True, slots=True)
class Loaded:
    """All documents (without journal and presence), the latest of the journal in order, and where to listen on from."""

    documents: Mapping[DocPath, StoredDocument]
    journal: tuple[Mapping[str, Any], ...]
    resume: Resume


class Listening(Protocol):
    """A listener that is at work."""

    def close(self) -> None:
        """Ends it; nothing is told once this has returned."""
        ...


class DocumentStore(Protocol):
    """A project's documents, shared."""

    def load(self) -> Loaded:
        """Everything as it is at one moment; what comes after is told by ``listen(…, resume=loaded.resume)``.

        Raises:
            StoreFailure: it cannot be had.
        """
        ...

    def get(self, path: DocPath) -> StoredDocument | None:
        """One document; None where there is none."""
        ...

    def query(self, collection: str) -> tuple[StoredDocument, ...]:
        """The documents of a collection (``scenes``, ``scenes/s1/boards``), tombstones too, by path."""
        ...

    def commit(self, writes: Sequence[Write]) -> Committed:
        """Writes all or nothing; two writes of one document (fences aside) are refused with ValueError.

        Raises:
            Conflicted, Denied, SignInNeeded, TooLarge: nothing was written.
            Unavailable: as it says.
        """
        ...

    def listen(
        self,
        collections: Sequence[str],
        hear: Callable[[Heard | Lost], None],
        *,
        resume: Resume | None = None,
    ) -> Listening:
        """Tells of every change in these collections (``""``: the project itself) from ``resume`` on.

        Without ``resume`` everything that is there is told first; the journal needs one. ``hear`` is called on the
        store's own thread, one call at a time. Reconnecting is the store's own business; each loss is told.
        """
        ...

    def time(self) -> str:
        """The store's own time now."""
        ...

    def close(self) -> None:
        """Ends listeners and connections."""
        ...
